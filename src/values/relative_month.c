/* Relative dates that are counted within weeks, months and years: weekdays, "the third Monday of next month", "week 31",
 * "the 27th", "the week of 4 February", and months and seasons of another year. The forms and their rules are listed in relative.c. */
#include "values/relative_parts.h"

#include "values/number.h"

/* As EDTF numbers them (level 1). */
static const slice seasons[] = {{"21", 2}, {"22", 2}, {"23", 2}, {"24", 2}};

/* ---- weekdays */

static bool read_weekday(const struct value_in *in, struct value_out *out, uint64_t *weekday) {
	slice text = value_folded(in, S("weekday"));
	if (slice_ends(text, S("."))) text = slice_sub(text, 0, text.n - 1);
	return value_number_word(in, S("weekdays"), text, S("day"), weekday) || relative_unread(in, out, S("weekday"));
}

/* A weekday that is a certain day of its month ("Friday the 15th"): the closest such day. */
bool relative_dated_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	enum { MONTHS = 14 }; /* within which every day of a month but the 31st meets every weekday */
	struct calendar_date ref = relative_reference(in), best = {0};
	uint64_t weekday;
	unsigned day;
	long far = 0;
	if (!read_weekday(in, out, &weekday)) return false;
	if (!calendar_read_day(in, value_capture(in, S("day")), &day) || day == 0 || day > 31)
		return relative_unread(in, out, S("day"));
	for (long i = -MONTHS; ref.day && i <= MONTHS; i++) {
		struct calendar_date one = calendar_add_months(relative_month_start(ref), i);
		one.day = day;
		if (!calendar_valid(one) || calendar_weekday(one) != weekday) continue;
		long here = calendar_day_number(one) - calendar_day_number(ref);
		if (here < 0) here = -here;
		if (!best.year || here <= far) best = one, far = here;
	}
	if (ref.day && !best.year) return relative_impossible(in, out, S("day"));
	relative_give_day(r, best);
	return true;
}

/* The weekday of the week that is `offset` weeks away; alone it is the closest one. */
bool relative_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = relative_reference(in);
	uint64_t weekday;
	long offset = 0;
	bool toward = relative_has(in, S("toward"));
	if (!read_weekday(in, out, &weekday)) return false;
	if (toward && !relative_offset(in, S("toward"), &offset)) return relative_unread(in, out, S("toward"));
	if (ref.day == 0) {
		relative_give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date day = calendar_add_days(relative_monday(ref), (long)weekday - 1 + 7 * offset);
	if (!toward) {
		long far = calendar_day_number(day) - calendar_day_number(ref);
		if (far > 3) day = calendar_add_days(day, -7);
		if (far < -3) day = calendar_add_days(day, 7);
	}
	relative_give_day(r, day);
	return true;
}

/* "three Fridays ago", "two Mondays from now". */
bool relative_weekdays_away(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = relative_reference(in);
	struct quantity q;
	struct decimal d;
	uint64_t weekday, count;
	long direction;
	if (!read_weekday(in, out, &weekday)) return false;
	bool read = number_read(in, value_capture(in, S("number")), &q) && number_decimal(in->arena, &q, &d) &&
	            !d.negative && !d.places && slice_to_u64(d.digits, &count) && count > 0 && count < 1000;
	if (!read) return relative_unread(in, out, S("number"));
	if (!relative_offset(in, S("toward"), &direction)) return relative_unread(in, out, S("toward"));
	if (ref.day == 0) {
		relative_give_day(r, (struct calendar_date){0});
		return true;
	}
	long away = ((long)weekday - (long)calendar_weekday(ref)) * direction;
	long days = (away <= 0 ? away + 7 : away) + 7 * ((long)count - 1);
	relative_give_day(r, calendar_add_days(ref, direction * days));
	return true;
}

/* ---- within a month or a year */

/* The month that is named, of the year that is `toward` away where it is said with one, or the month that is; year 0 where
 * it is not known. */
static bool read_month(const struct value_in *in, struct value_out *out, struct calendar_date *month) {
	struct calendar_date ref = relative_reference(in);
	long offset = 0;
	*month = (struct calendar_date){0};
	if (relative_has(in, S("year")) && !calendar_read_year_words(in, value_capture(in, S("year")), &month->year))
		return relative_unread(in, out, S("year"));
	if (relative_has(in, S("month"))) {
		if (!calendar_read_month(in, value_capture(in, S("month")), &month->month))
			return relative_unread(in, out, S("month"));
		if (slice_equal(relative_unit(in, S("unit")), S("year")))
			return relative_year(in, &month->year) || relative_unread(in, out, S("toward"));
		if (!month->year && ref.month) (void)calendar_infer(month, ref);
		return true;
	}
	if (relative_has(in, S("toward")) && !relative_offset(in, S("toward"), &offset))
		return relative_unread(in, out, S("toward"));
	if (ref.month) *month = calendar_add_months((struct calendar_date){ref.year, ref.month, 0}, offset);
	return true;
}

/* Which one: 1, first, fifth; 0 is the last. */
static bool read_nth(const struct value_in *in, struct value_out *out, unsigned *nth) {
	long offset;
	if (relative_offset(in, S("nth"), &offset) && offset < 0) {
		*nth = 0;
		return true;
	}
	return (calendar_read_day(in, value_capture(in, S("nth")), nth) && *nth > 0) ||
	       relative_unread(in, out, S("nth"));
}

/* "the third Monday of next month", "the first Friday of July". */
bool relative_nth_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	uint64_t weekday;
	unsigned nth;
	struct calendar_date month;
	if (!read_weekday(in, out, &weekday) || !read_nth(in, out, &nth) || !read_month(in, out, &month)) return false;
	if (month.year == 0) {
		relative_give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date first = relative_month_start(month), last = relative_month_end(month), day;
	long ahead = ((long)weekday - (long)calendar_weekday(first) + 7) % 7,
	     back = ((long)calendar_weekday(last) - (long)weekday + 7) % 7;
	day = nth ? calendar_add_days(first, ahead + 7 * ((long)nth - 1)) : calendar_add_days(last, -back);
	if (day.month != month.month) return relative_impossible(in, out, S("nth"));
	relative_give_day(r, day);
	return true;
}

/* Weeks of a month or a year: the first holds the first Thursday. */
bool relative_nth_week(const struct value_in *in, struct value_out *out, struct relative *r) {
	unsigned nth;
	struct calendar_date month, ref = relative_reference(in);
	long offset = 0;
	slice within = relative_unit(in, S("within"));
	bool year = !relative_has(in, S("month")) && !slice_equal(within, S("month"));
	if (!read_nth(in, out, &nth)) return false;
	if (!year && !read_month(in, out, &month)) return false;
	if (year) {
		month = (struct calendar_date){ref.year, 0, 0};
		if (relative_has(in, S("toward")) && !relative_offset(in, S("toward"), &offset))
			return relative_unread(in, out, S("toward"));
		if (month.year) month.year = (unsigned)((long)month.year + offset);
		if (relative_has(in, S("year")) &&
		        !calendar_read_year_words(in, value_capture(in, S("year")), &month.year))
			return relative_unread(in, out, S("year"));
	}
	if (month.year == 0) {
		relative_give_days(r, month, month);
		return true;
	}
	struct calendar_date first = {month.year, year ? 1 : month.month, 1},
	                     last = year ? (struct calendar_date){month.year, 12, 31} : relative_month_end(month),
	                     monday;
	monday = calendar_add_days(relative_monday(calendar_add_days(first, 3)), 7 * ((long)nth - 1));
	if (nth == 0) monday = relative_monday(calendar_add_days(last, -3));
	if (calendar_compare(calendar_add_days(monday, 3), last) > 0) return relative_impossible(in, out, S("nth"));
	relative_give_days(r, monday, calendar_add_days(monday, 6));
	return true;
}

/* "the 21st of next month", "the 27th". */
bool relative_day_of_month(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date month, ref = relative_reference(in);
	unsigned day;
	if (!calendar_read_day(in, value_capture(in, S("day")), &day) || day == 0 || day > 31)
		return relative_unread(in, out, S("day"));
	if (!read_month(in, out, &month)) return false;
	if (month.year == 0 || (!relative_has(in, S("toward")) && ref.day == 0)) {
		relative_give_day(r, (struct calendar_date){0});
		return true;
	}
	month.day = day;
	if (!relative_has(in, S("toward"))) {
		struct calendar_date best = {0};
		long far = 0;
		for (long i = -1; i <= 1; i++) {
			struct calendar_date one = calendar_add_months(relative_month_start(month), i);
			one.day = day;
			long here = calendar_valid(one) ? calendar_day_number(one) - calendar_day_number(ref) : 1000;
			if (here < 0) here = -here;
			if (!best.year || here < far || (here == far && here < 1000)) best = one, far = here;
		}
		month = best;
	}
	if (!calendar_valid(month)) return relative_impossible(in, out, S("day"));
	relative_give_day(r, month);
	return true;
}

/* ---- the week that holds a day */

bool relative_week_of_day(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date day = {0}, ref = relative_reference(in);
	bool read = calendar_read_day(in, value_capture(in, S("day")), &day.day) && day.day > 0;
	if (read && relative_has(in, S("month")))
		read = calendar_read_month(in, value_capture(in, S("month")), &day.month);
	else if (read)
		return relative_day_of_month(in, out, r) &&
		       (r->start.year == 0 ? (relative_give_days(r, r->start, r->start), true)
		                           : (relative_give_days(r, relative_monday(r->start),
		                                      calendar_add_days(relative_monday(r->start), 6)),
		                                     true));
	if (read && relative_has(in, S("year"))) read = calendar_read_year(value_capture(in, S("year")), &day.year);
	if (!read || !day.month) return relative_unread(in, out, S("day"));
	if (!day.year && ref.month) (void)calendar_infer(&day, ref);
	if (!calendar_valid(day)) return relative_impossible(in, out, S("day"));
	if (day.year == 0)
		relative_give_days(r, day, day);
	else
		relative_give_days(r, relative_monday(day), calendar_add_days(relative_monday(day), 6));
	return true;
}

/* ---- months and seasons of another year */

bool relative_toward_month(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = relative_reference(in), month = {0};
	long offset;
	if (!calendar_read_month(in, value_capture(in, S("month")), &month.month))
		return relative_unread(in, out, S("month"));
	if (!relative_offset(in, S("toward"), &offset)) return relative_unread(in, out, S("toward"));
	if (slice_equal(relative_unit(in, S("unit")), S("year")))
		(void)relative_year(in, &month.year);
	else if (ref.month) {
		bool over = month.month < ref.month || (offset > 0 && month.month == ref.month),
		     ahead = month.month > ref.month || (offset < 0 && month.month == ref.month);
		month.year = ref.year;
		if (offset > 0 && over) month.year++;
		if (offset < 0 && ahead) month.year--;
	}
	*r = (struct relative){.kind = S("month"), .start = month};
	if (!month.year) r->text = calendar_text(in->arena, month);
	return true;
}

bool relative_toward_season(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = relative_reference(in);
	long offset = 0, season = -1;
	slice code = value_word(in, S("seasons"), value_capture(in, S("season")), S("code"));
	for (size_t i = 0; i < 4; i++)
		if (slice_equal(code, seasons[i])) season = (long)i;
	if (season < 0) return relative_unread(in, out, S("season"));
	if (relative_has(in, S("toward")) && !relative_offset(in, S("toward"), &offset))
		return relative_unread(in, out, S("toward"));
	/* Seasons start in March, June, September and December. */
	long now = ref.month ? ((long)ref.month + 9) % 12 / 3 : -1;
	unsigned year = now < 0 ? 0 : ref.year;
	if (year && offset > 0 && season <= now) year++;
	if (year && offset < 0 && season >= now) year--;
	relative_give_open(r, S("season"),
	        say(in->arena, calendar_text(in->arena, (struct calendar_date){.year = year}), S("-"), code));
	r->start.year = year;
	return true;
}

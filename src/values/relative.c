/* Relative dates: see relative.h. Nothing is counted from but context->published. Without it, or where it is a year and
 * a month is asked for, a period keeps its form with its digits open (XXXX-XX), as EDTF has it; a day is no record. A
 * note says why.
 *
 *   yesterday, the day after tomorrow            register `relatives`, a word with a unit: offset in days
 *   last month, this week, next two decades      a word with an offset alone, and a unit (register `calendar-units`)
 *   next 3 weeks, past five years                the days from the day after the reference, or up to the day before it
 *   two weeks ago, 3 days after tomorrow         a length of time, a direction, and a day word that it counts from
 *   next Friday, Friday, Friday next week        the weekday of that week; alone, the closest one; Friday the 15th is
 *                                                the closest day that is both
 *   the third Monday of next month, of May 2019  counted within a month; "last" counts from its end
 *   the first week of July, week 31 of 2018      weeks start on Monday; the first has the first Thursday (ISO 8601)
 *   the 21st of next month, the 27th             a day within a month; alone, of the month that brings it closest
 *   last September, last summer                  the one before; "this" and "next" likewise
 *   the week of 4 February                       the week that holds the day
 *   rest of the week                             from the reference to the end of it */
#include "values/relative.h"

#include "values/compound.h"

static const slice months_of_season[] = {{"21", 2}, {"22", 2}, {"23", 2}, {"24", 2}};

static bool has(const struct value_in *in, slice capture) { return value_capture(in, capture).n > 0; }

/* ---- the reference */

static struct calendar_date reference_of(const struct value_in *in) {
	struct calendar_date d = {0};
	if (!in->context || !in->context->published.p) return d;
	struct cut c = slice_cut(in->context->published, S("T"));
	if (!calendar_read_iso(c.head, &d) || !calendar_valid(d)) return (struct calendar_date){0};
	return d;
}

/* The offset of a word in the register `relatives` ("last": -1). */
static bool offset_of(const struct value_in *in, slice capture, long *offset) {
	slice cell = value_word(in, S("relatives"), value_folded(in, capture), S("offset"));
	bool negative = slice_starts(cell, S("-"));
	uint64_t n;
	if (!slice_to_u64(negative ? slice_drop(cell, 1) : cell, &n) || n > 9) return false;
	*offset = negative ? -(long)n : (long)n;
	return true;
}

static slice unit_of(const struct value_in *in, slice capture) {
	return value_word(in, S("calendar-units"), value_folded(in, capture), S("unit"));
}

static bool unread(const struct value_in *in, struct value_out *out, slice capture) {
	return value_unread(in, out, S("no relative date is"), value_capture(in, capture));
}

/* ---- answers */

static void give_open(struct relative *r, slice kind, slice text) {
	*r = (struct relative){.kind = kind, .text = text};
}

static void give_day(struct relative *r, struct calendar_date day) {
	*r = (struct relative){.kind = S("day"), .start = day};
	if (day.year == 0) r->text = S("XXXX-XX-XX");
}

static void give_days(struct relative *r, struct calendar_date first, struct calendar_date last) {
	*r = (struct relative){.kind = S("interval"), .start = first, .end = last};
	if (first.year == 0 || last.year == 0)
		give_open(r, S("interval"), S("XXXX-XX-XX/XXXX-XX-XX"));
	else if (calendar_compare(first, last) == 0)
		give_day(r, first);
}

static struct calendar_date monday_of(struct calendar_date day) {
	return calendar_add_days(day, 1 - (long)calendar_weekday(day));
}

static struct calendar_date month_start(struct calendar_date d) { return (struct calendar_date){d.year, d.month, 1}; }

static struct calendar_date month_end(struct calendar_date d) {
	return (struct calendar_date){d.year, d.month, calendar_days_in(d.year, d.month)};
}

/* ---- units of the calendar */

static void give_years(const struct value_in *in, struct relative *r, unsigned year, unsigned size) {
	unsigned from = year - year % size;
	slice digits = calendar_text(in->arena, (struct calendar_date){.year = from ? from : 1});
	*r = (struct relative){.kind = size == 10 ? S("decade") : S("century"), .start = {.year = from}};
	r->text = say(in->arena, slice_sub(digits, 0, size == 10 ? 3 : 2), size == 10 ? S("X") : S("XX"));
}

/* `count` of a unit from the one that is `offset` away from the reference. */
static bool give_unit(const struct value_in *in, struct value_out *out, struct relative *r, slice unit, long offset,
        long count) {
	struct calendar_date ref = reference_of(in), day = ref.day ? ref : (struct calendar_date){0};
	if (slice_equal(unit, S("day"))) {
		struct calendar_date first = day.year ? calendar_add_days(day, offset) : day;
		if (count == 1)
			give_day(r, first);
		else
			give_days(r, first, first.year ? calendar_add_days(first, count - 1) : first);
		return true;
	}
	bool week = slice_equal(unit, S("week")), end = slice_equal(unit, S("weekend")),
	     work = slice_equal(unit, S("workweek")), two = slice_equal(unit, S("fortnight"));
	if (week || end || work || two) {
		long days = (two ? 14 : 7) * count;
		struct calendar_date first = day.year ? calendar_add_days(monday_of(day), offset * (two ? 14 : 7)) : day;
		if (first.year == 0)
			give_days(r, first, first);
		else
			give_days(r, end ? calendar_add_days(first, 5) : first,
			        calendar_add_days(first, work ? days - 3 : days - 1));
		return true;
	}
	bool month = slice_equal(unit, S("month")), quarter = slice_equal(unit, S("quarter"));
	if (month || quarter) {
		long size = quarter ? 3 : 1;
		struct calendar_date first = {ref.year, quarter && ref.month ? (ref.month - 1) / 3 * 3 + 1 : ref.month, 0};
		if (ref.year == 0 || ref.month == 0) {
			bool one = month && count == 1;
			give_open(r, one ? S("month") : quarter ? S("quarter") : S("interval"),
			        one ? S("XXXX-XX") : S("XXXX-XX/XXXX-XX"));
			return true;
		}
		first = calendar_add_months(first, offset * size);
		*r = (struct relative){.kind = S("month"), .start = first};
		if (size * count > 1) r->end = calendar_add_months(first, size * count - 1);
		if (size * count > 1) r->kind = quarter && count == 1 ? S("quarter") : S("interval");
		return true;
	}
	long size = slice_equal(unit, S("year")) ? 1 : slice_equal(unit, S("decade")) ? 10 : 100;
	if (size == 100 && !slice_equal(unit, S("century"))) return unread(in, out, S("unit"));
	if (ref.year == 0) {
		give_open(r, size == 1 ? S("year") : size == 10 ? S("decade") : S("century"), S("XXXX"));
		return true;
	}
	long year = (long)ref.year - (long)ref.year % size + offset * size;
	if (year < 1 || year + size * count > 9999) return unread(in, out, S("unit"));
	if (size > 1 && count == 1) {
		give_years(in, r, (unsigned)year, (unsigned)size);
		return true;
	}
	*r = (struct relative){.kind = S("year"), .start = {.year = (unsigned)year}};
	if (size * count > 1) {
		r->kind = S("interval");
		r->end = (struct calendar_date){.year = (unsigned)(year + size * count - 1)};
	}
	return true;
}

/* ---- lengths of time */

struct stretch {
	long months, days;
};

static bool add_stretch(const struct value_in *in, const struct quantity *q, slice word, struct stretch *s) {
	struct decimal d;
	uint64_t n;
	slice unit = value_word(in, S("calendar-units"), utf8_fold_blanks(in->arena, word), S("unit"));
	if (!unit.n || !number_decimal(in->arena, q, &d)) return false;
	static const struct {
		slice unit;
		unsigned months, days;
	} sizes[] = {{{"day", 3}, 0, 1}, {{"workday", 7}, 0, 1}, {{"week", 4}, 0, 7}, {{"workweek", 8}, 0, 7}, {{"weekend", 7}, 0, 7},
	        {{"fortnight", 9}, 0, 14}, {{"month", 5}, 1, 0}, {{"quarter", 7}, 3, 0}, {{"year", 4}, 12, 0},
	        {{"decade", 6}, 120, 0}, {{"century", 7}, 1200, 0}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (!slice_equal(sizes[i].unit, unit)) continue;
		uint64_t factor = sizes[i].months ? sizes[i].months : sizes[i].days;
		d = decimal_trim(decimal_multiply(in->arena, d, decimal_of(in->arena, factor)));
		if (d.negative || d.places || !slice_to_u64(d.digits, &n) || n > 100000) return false;
		s->months += sizes[i].months ? (long)n : 0;
		s->days += sizes[i].days ? (long)n : 0;
		return true;
	}
	return false;
}

static bool read_stretch(const struct value_in *in, struct stretch *s) {
	struct quantity q;
	compound_parts parts = {0};
	*s = (struct stretch){0};
	if (!number_read(in, value_capture(in, S("number")), &q)) return false;
	if (!add_stretch(in, &q, value_capture(in, S("unit")), s)) return false;
	if (!has(in, S("more"))) return true;
	if (!compound_read(in, value_capture(in, S("more")), &parts)) return false;
	for (size_t i = 0; i < parts.n; i++)
		if (!parts.v[i].unit.p || !add_stretch(in, &parts.v[i].number, parts.v[i].unit, s)) return false;
	return true;
}

static struct calendar_date move(struct calendar_date day, struct stretch s, long direction) {
	struct calendar_date moved = s.months ? calendar_add_months(day, direction * s.months) : day;
	return moved.year ? calendar_add_days(moved, direction * s.days) : moved;
}

static bool impossible(const struct value_in *in, struct value_out *out, slice capture) {
	return value_fail(out, CODE_DATE_IMPOSSIBLE,
	        say(in->arena, value_folded(in, capture), S(" is in no such month or year")));
}

/* The day that is counted from where it is said: "before 13 May 1999". */
static bool read_anchor(const struct value_in *in, struct value_out *out, struct calendar_date *day) {
	struct calendar_date ref = reference_of(in);
	*day = (struct calendar_date){0};
	bool read = calendar_read_day(in, value_capture(in, S("day")), &day->day) &&
	            calendar_read_month(in, value_capture(in, S("month")), &day->month) && day->day > 0;
	if (has(in, S("year"))) read = read && calendar_read_year_words(in, value_capture(in, S("year")), &day->year);
	if (!read) return unread(in, out, S("day"));
	if (!day->year && ref.month) (void)calendar_infer(day, ref);
	return calendar_valid(*day) || impossible(in, out, S("day"));
}

/* "two weeks ago", "three days after tomorrow"; a weekday beside it is that of the week it falls in. */
static bool read_distance(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct stretch s;
	long direction, anchor = 0;
	struct calendar_date ref = reference_of(in);
	uint64_t weekday = 0;
	if (!read_stretch(in, &s) || !offset_of(in, S("toward"), &direction)) return unread(in, out, S("number"));
	if (has(in, S("anchor")) && !offset_of(in, S("anchor"), &anchor)) return unread(in, out, S("anchor"));
	if (has(in, S("weekday"))) (void)value_number_word(in, S("weekdays"), value_capture(in, S("weekday")), S("day"), &weekday);
	if (has(in, S("month")) && !read_anchor(in, out, &ref)) return false;
	if (ref.day == 0 || ref.year == 0) {
		give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date day = move(calendar_add_days(ref, anchor), s, direction);
	if (day.year && weekday) day = calendar_add_days(monday_of(day), (long)weekday - 1);
	give_day(r, day);
	r->about = s.months > 0 && s.days == 0 && day.year && !weekday;
	return true;
}

/* "the last three weeks", "next 2 days"; quarters, decades and centuries are those of the calendar. */
static bool read_window(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct stretch s;
	long direction;
	struct calendar_date ref = reference_of(in);
	slice unit = unit_of(in, S("unit"));
	if (!read_stretch(in, &s) || !offset_of(in, S("window"), &direction)) return unread(in, out, S("number"));
	bool calendar = slice_equal(unit, S("quarter")) || slice_equal(unit, S("decade")) || slice_equal(unit, S("century"));
	if (calendar && !has(in, S("more"))) {
		long size = slice_equal(unit, S("quarter")) ? 3 : slice_equal(unit, S("decade")) ? 120 : 1200;
		long count = s.months / size;
		return give_unit(in, out, r, unit, direction < 0 ? -count : 1, count);
	}
	if (ref.day == 0) {
		give_days(r, (struct calendar_date){0}, (struct calendar_date){0});
		return true;
	}
	if (direction < 0)
		give_days(r, move(ref, s, -1), calendar_add_days(ref, -1));
	else
		give_days(r, calendar_add_days(ref, 1), move(ref, s, 1));
	return true;
}

/* ---- weekdays */

static bool read_weekday(const struct value_in *in, struct value_out *out, uint64_t *weekday) {
	slice text = value_folded(in, S("weekday"));
	if (slice_ends(text, S("."))) text = slice_sub(text, 0, text.n - 1);
	return value_number_word(in, S("weekdays"), text, S("day"), weekday) || unread(in, out, S("weekday"));
}

/* A weekday that is a certain day of its month ("Friday the 15th"): the closest such day. */
static bool dated_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	enum { MONTHS = 14 }; /* within which every day of a month but the 31st meets every weekday */
	struct calendar_date ref = reference_of(in), best = {0};
	uint64_t weekday;
	unsigned day;
	long far = 0;
	if (!read_weekday(in, out, &weekday)) return false;
	if (!calendar_read_day(in, value_capture(in, S("day")), &day) || day == 0 || day > 31) return unread(in, out, S("day"));
	for (long i = -MONTHS; ref.day && i <= MONTHS; i++) {
		struct calendar_date one = calendar_add_months(month_start(ref), i);
		one.day = day;
		if (!calendar_valid(one) || calendar_weekday(one) != weekday) continue;
		long here = calendar_day_number(one) - calendar_day_number(ref);
		if (here < 0) here = -here;
		if (!best.year || here <= far) best = one, far = here;
	}
	if (ref.day && !best.year) return impossible(in, out, S("day"));
	give_day(r, best);
	return true;
}

/* The weekday of the week that is `offset` weeks away; alone it is the closest one. */
static bool give_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = reference_of(in);
	uint64_t weekday;
	long offset = 0;
	bool toward = has(in, S("toward"));
	if (!read_weekday(in, out, &weekday)) return false;
	if (toward && !offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
	if (ref.day == 0) {
		give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date day = calendar_add_days(monday_of(ref), (long)weekday - 1 + 7 * offset);
	if (!toward) {
		long far = calendar_day_number(day) - calendar_day_number(ref);
		if (far > 3) day = calendar_add_days(day, -7);
		if (far < -3) day = calendar_add_days(day, 7);
	}
	give_day(r, day);
	return true;
}

/* ---- within a month or a year */

/* The month that is named, or the one that is `toward` away; year 0 where it is not known. */
static bool read_month(const struct value_in *in, struct value_out *out, struct calendar_date *month) {
	struct calendar_date ref = reference_of(in);
	long offset = 0;
	*month = (struct calendar_date){0};
	if (has(in, S("year")) && !calendar_read_year_words(in, value_capture(in, S("year")), &month->year))
		return unread(in, out, S("year"));
	if (has(in, S("month"))) {
		if (!calendar_read_month(in, value_capture(in, S("month")), &month->month))
			return unread(in, out, S("month"));
		if (!month->year && ref.month) (void)calendar_infer(month, ref);
		return true;
	}
	if (has(in, S("toward")) && !offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
	if (ref.month) *month = calendar_add_months((struct calendar_date){ref.year, ref.month, 0}, offset);
	return true;
}

/* Which one: 1, first, fifth; 0 is the last. */
static bool read_nth(const struct value_in *in, struct value_out *out, unsigned *nth) {
	long offset;
	if (offset_of(in, S("nth"), &offset) && offset < 0) {
		*nth = 0;
		return true;
	}
	return (calendar_read_day(in, value_capture(in, S("nth")), nth) && *nth > 0) || unread(in, out, S("nth"));
}

/* "the third Monday of next month", "the first Friday of July". */
static bool nth_weekday(const struct value_in *in, struct value_out *out, struct relative *r) {
	uint64_t weekday;
	unsigned nth;
	struct calendar_date month;
	if (!read_weekday(in, out, &weekday) || !read_nth(in, out, &nth) || !read_month(in, out, &month)) return false;
	if (month.year == 0) {
		give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date first = month_start(month), last = month_end(month), day;
	long ahead = ((long)weekday - (long)calendar_weekday(first) + 7) % 7,
	     back = ((long)calendar_weekday(last) - (long)weekday + 7) % 7;
	day = nth ? calendar_add_days(first, ahead + 7 * ((long)nth - 1)) : calendar_add_days(last, -back);
	if (day.month != month.month) return impossible(in, out, S("nth"));
	give_day(r, day);
	return true;
}

/* Weeks of a month or a year: the first holds the first Thursday. */
static bool nth_week(const struct value_in *in, struct value_out *out, struct relative *r) {
	unsigned nth;
	struct calendar_date month, ref = reference_of(in);
	long offset = 0;
	slice within = unit_of(in, S("within"));
	bool year = !has(in, S("month")) && !slice_equal(within, S("month"));
	if (!read_nth(in, out, &nth)) return false;
	if (!year && !read_month(in, out, &month)) return false;
	if (year) {
		month = (struct calendar_date){ref.year, 0, 0};
		if (has(in, S("toward")) && !offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
		if (month.year) month.year = (unsigned)((long)month.year + offset);
		if (has(in, S("year")) && !calendar_read_year_words(in, value_capture(in, S("year")), &month.year))
			return unread(in, out, S("year"));
	}
	if (month.year == 0) {
		give_days(r, month, month);
		return true;
	}
	struct calendar_date first = {month.year, year ? 1 : month.month, 1},
	                     last = year ? (struct calendar_date){month.year, 12, 31} : month_end(month), monday;
	monday = calendar_add_days(monday_of(calendar_add_days(first, 3)), 7 * ((long)nth - 1));
	if (nth == 0) monday = monday_of(calendar_add_days(last, -3));
	if (calendar_compare(calendar_add_days(monday, 3), last) > 0) return impossible(in, out, S("nth"));
	give_days(r, monday, calendar_add_days(monday, 6));
	return true;
}

/* "the 21st of next month", "the 27th". */
static bool day_of_month(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date month, ref = reference_of(in);
	unsigned day;
	if (!calendar_read_day(in, value_capture(in, S("day")), &day) || day == 0 || day > 31) return unread(in, out, S("day"));
	if (!read_month(in, out, &month)) return false;
	if (month.year == 0 || (!has(in, S("toward")) && ref.day == 0)) {
		give_day(r, (struct calendar_date){0});
		return true;
	}
	month.day = day;
	if (!has(in, S("toward"))) {
		struct calendar_date best = {0};
		long far = 0;
		for (long i = -1; i <= 1; i++) {
			struct calendar_date one = calendar_add_months(month_start(month), i);
			one.day = day;
			long here = calendar_valid(one) ? calendar_day_number(one) - calendar_day_number(ref) : 1000;
			if (here < 0) here = -here;
			if (!best.year || here < far || (here == far && here < 1000)) best = one, far = here;
		}
		month = best;
	}
	if (!calendar_valid(month)) return impossible(in, out, S("day"));
	give_day(r, month);
	return true;
}

/* ---- months and seasons of another year */

static bool toward_month(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = reference_of(in), month = {0};
	long offset;
	if (!calendar_read_month(in, value_capture(in, S("month")), &month.month)) return unread(in, out, S("month"));
	if (!offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
	if (ref.month) {
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

static bool toward_season(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = reference_of(in);
	long offset = 0, season = -1;
	slice code = value_word(in, S("seasons"), value_capture(in, S("season")), S("code"));
	for (size_t i = 0; i < 4; i++)
		if (slice_equal(code, months_of_season[i])) season = (long)i;
	if (season < 0) return unread(in, out, S("season"));
	if (has(in, S("toward")) && !offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
	/* Seasons start in March, June, September and December. */
	long now = ref.month ? ((long)ref.month + 9) % 12 / 3 : -1;
	unsigned year = now < 0 ? 0 : ref.year;
	if (year && offset > 0 && season <= now) year++;
	if (year && offset < 0 && season >= now) year--;
	give_open(r, S("season"), say(in->arena, calendar_text(in->arena, (struct calendar_date){.year = year}), S("-"), code));
	r->start.year = year;
	return true;
}

/* ---- the rest of a unit, and the week that holds a day */

static bool rest_of_unit(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = reference_of(in);
	if (!give_unit(in, out, r, unit_of(in, S("unit")), 0, 1)) return false;
	if (ref.day == 0) {
		give_days(r, ref, ref);
		return true;
	}
	struct calendar_date last = r->end.year ? r->end : r->start;
	if (!last.month) last.month = 12;
	if (!last.day) last = month_end(last);
	give_days(r, ref, last);
	return true;
}

static bool week_of_day(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date day = {0}, ref = reference_of(in);
	bool read = calendar_read_day(in, value_capture(in, S("day")), &day.day) && day.day > 0;
	if (read && has(in, S("month")))
		read = calendar_read_month(in, value_capture(in, S("month")), &day.month);
	else if (read)
		return day_of_month(in, out, r) && (r->start.year == 0 ? (give_days(r, r->start, r->start), true) : (give_days(r, monday_of(r->start), calendar_add_days(monday_of(r->start), 6)), true));
	if (read && has(in, S("year"))) read = calendar_read_year(value_capture(in, S("year")), &day.year);
	if (!read || !day.month) return unread(in, out, S("day"));
	if (!day.year && ref.month) (void)calendar_infer(&day, ref);
	if (!calendar_valid(day)) return impossible(in, out, S("day"));
	if (day.year == 0)
		give_days(r, day, day);
	else
		give_days(r, monday_of(day), calendar_add_days(monday_of(day), 6));
	return true;
}

bool relative_read(const struct value_in *in, struct value_out *out, struct relative *r) {
	long offset = 0;
	if (has(in, S("window"))) return read_window(in, out, r);
	if (has(in, S("number"))) return read_distance(in, out, r);
	if (has(in, S("rest"))) return rest_of_unit(in, out, r);
	if (has(in, S("week"))) return week_of_day(in, out, r);
	if (has(in, S("nth"))) return has(in, S("weekday")) ? nth_weekday(in, out, r) : nth_week(in, out, r);
	if (has(in, S("day")) && has(in, S("weekday"))) return dated_weekday(in, out, r);
	if (has(in, S("day"))) return day_of_month(in, out, r);
	if (has(in, S("weekday"))) return give_weekday(in, out, r);
	if (has(in, S("month"))) return toward_month(in, out, r);
	if (has(in, S("season"))) return toward_season(in, out, r);
	if (has(in, S("toward")) && !offset_of(in, S("toward"), &offset)) return unread(in, out, S("toward"));
	if (!has(in, S("unit"))) return give_unit(in, out, r, value_word(in, S("relatives"), value_folded(in, S("toward")), S("unit")), offset, 1);
	return give_unit(in, out, r, unit_of(in, S("unit")), offset, 1);
}

/* ---- the value */

static void set_sources(const struct value_in *in, struct value_out *out) {
	static const slice names[] = {{"toward", 6}, {"window", 6}, {"number", 6}, {"unit", 4}, {"more", 4}, {"anchor", 6},
	        {"nth", 3}, {"weekday", 7}, {"day", 3}, {"month", 5}, {"season", 6}, {"year", 4}, {"rest", 4}};
	size_t set = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && set < VALUE_SOURCES_MAX; i++)
		if (has(in, names[i])) value_from(out, names[i]), set++;
}

bool value_relative(const struct value_in *in, struct value_out *out) {
	struct relative r;
	if (!relative_read(in, out, &r)) return false;
	if (slice_equal(r.kind, S("day")) && r.start.year == 0)
		return value_fail(out, CODE_DATE_OPEN, S("a relative day, and no date of the document to count it from"));
	slice value = r.text.p ? r.text : calendar_text(in->arena, r.start);
	if (!r.text.p && r.end.year) value = say(in->arena, value, S("/"), calendar_text(in->arena, r.end));
	value_set(out, S("kind"), r.kind, ABSENT);
	value_set(out, S("value"), value, ABSENT);
	set_sources(in, out);
	out->inferred = r.start.year > 0 && !has(in, S("year"));
	if (r.start.year == 0) {
		out->code = CODE_DATE_OPEN;
		out->message = S("a relative date, and no date of the document to count it from");
	}
	if (r.about && !has(in, S("qualifier")))
		value_set(out, S("qualifier"), S("about"), ABSENT);
	else
		value_set_qualifier(in, out, S("date"));
	return true;
}

/* Relative dates: see relative.h. Nothing is counted from but context->published. Without it, or where it is a year and
 * a month is asked for, a month or season that is named keeps its year open (XXXX-09); of what nothing is known ("last
 * year") there is no value, and the note date-open says why.
 *
 *   yesterday, the day after tomorrow            register `relatives`, a word with a unit: offset in days
 *   last month, this week, next two decades      a word with an offset alone, and a unit (register `calendar-units`)
 *   next 3 weeks, past five years, past year     the days from the day after the reference, or up to the day before it
 *   two weeks ago, 3 days after tomorrow         a length of time, a direction, and a day word that it counts from
 *   two Fridays ago, three Mondays from now      so many of that weekday before or behind the reference, it not counted
 *   next Friday, Friday, Friday next week        the weekday of that week; alone, the closest one; Friday the 15th is
 *                                                the closest day that is both
 *   the third Monday of next month, of May 2019  counted within a month; "last" counts from its end
 *   the first week of July, week 31 of 2018      weeks start on Monday; the first has the first Thursday (ISO 8601)
 *   the 21st of next month, the 27th             a day within a month; alone, of the month that brings it closest
 *   last September, last summer                  the one before; "this" and "next" likewise
 *   September last year, 4 May next year         in the year that lies so far from the document's own
 *   the week of 4 February                       the week that holds the day
 *   rest of the week, later this week            from the reference to the end of it
 *   earlier this week, the year to date          from the start of it to the reference */
#include "values/relative_parts.h"

#include "base/ascii.h"
#include "values/compound.h"

bool relative_has(const struct value_in *in, slice capture) { return value_capture(in, capture).n > 0; }

/* ---- the reference */

struct calendar_date relative_reference(const struct value_in *in) {
	struct calendar_date d = {0};
	if (!in->context || !in->context->published.p) return d;
	struct cut c = slice_cut(in->context->published, S("T"));
	if (!calendar_read_iso(c.head, &d) || !calendar_valid(d)) return (struct calendar_date){0};
	return d;
}

bool relative_offset(const struct value_in *in, slice capture, long *offset) {
	slice cell = value_word(in, S("relatives"), value_folded(in, capture), S("offset"));
	bool negative = slice_starts(cell, S("-"));
	uint64_t n;
	if (!slice_to_u64(negative ? slice_drop(cell, 1) : cell, &n) || n > 9) return false;
	*offset = negative ? -(long)n : (long)n;
	return true;
}

bool relative_year(const struct value_in *in, unsigned *year) {
	struct calendar_date ref = relative_reference(in);
	long offset;
	if (!relative_offset(in, S("toward"), &offset)) return false;
	*year = ref.year ? (unsigned)((long)ref.year + offset) : 0;
	return true;
}

slice relative_unit(const struct value_in *in, slice capture) {
	return value_word(in, S("calendar-units"), value_folded(in, capture), S("unit"));
}

bool relative_unread(const struct value_in *in, struct value_out *out, slice capture) {
	return value_unread(in, out, S("no relative date is"), value_capture(in, capture));
}

/* ---- answers */

void relative_give_open(struct relative *r, slice kind, slice text) {
	*r = (struct relative){.kind = kind, .text = text};
}

void relative_give_day(struct relative *r, struct calendar_date day) {
	*r = (struct relative){.kind = S("day"), .start = day};
	if (day.year == 0) r->text = S("XXXX-XX-XX");
}

void relative_give_days(struct relative *r, struct calendar_date first, struct calendar_date last) {
	*r = (struct relative){.kind = S("interval"), .start = first, .end = last};
	if (first.year == 0 || last.year == 0)
		relative_give_open(r, S("interval"), S("XXXX-XX-XX/XXXX-XX-XX"));
	else if (calendar_compare(first, last) == 0)
		relative_give_day(r, first);
}

struct calendar_date relative_monday(struct calendar_date day) {
	return calendar_add_days(day, 1 - (long)calendar_weekday(day));
}

struct calendar_date relative_month_start(struct calendar_date d) {
	return (struct calendar_date){d.year, d.month, 1};
}

struct calendar_date relative_month_end(struct calendar_date d) {
	return (struct calendar_date){d.year, d.month, calendar_days_in(d.year, d.month)};
}

bool relative_impossible(const struct value_in *in, struct value_out *out, slice capture) {
	return value_fail(out, CODE_DATE_IMPOSSIBLE,
	        say(in->arena, value_folded(in, capture), S(" is in no such month or year")));
}

/* ---- units of the calendar */

static void give_years(const struct value_in *in, struct relative *r, unsigned year, unsigned size) {
	unsigned from = year - year % size;
	slice digits = calendar_text(in->arena, (struct calendar_date){.year = from ? from : 1});
	*r = (struct relative){.kind = size == 10 ? S("decade") : S("century"), .start = {.year = from}};
	r->text = say(in->arena, slice_sub(digits, 0, size == 10 ? 3 : 2), size == 10 ? S("X") : S("XX"));
}

/* `count` of a unit from the one that is `offset` away from the reference. */
static bool give_unit(
        const struct value_in *in, struct value_out *out, struct relative *r, slice unit, long offset, long count) {
	struct calendar_date ref = relative_reference(in), day = ref.day ? ref : (struct calendar_date){0};
	if (slice_equal(unit, S("day"))) {
		struct calendar_date first = day.year ? calendar_add_days(day, offset) : day;
		if (count == 1)
			relative_give_day(r, first);
		else
			relative_give_days(r, first, first.year ? calendar_add_days(first, count - 1) : first);
		return true;
	}
	bool week = slice_equal(unit, S("week")), end = slice_equal(unit, S("weekend")),
	     work = slice_equal(unit, S("workweek")), two = slice_equal(unit, S("fortnight"));
	if (week || end || work || two) {
		long days = (two ? 14 : 7) * count;
		struct calendar_date first =
		        day.year ? calendar_add_days(relative_monday(day), offset * (two ? 14 : 7)) : day;
		if (first.year == 0)
			relative_give_days(r, first, first);
		else
			relative_give_days(r, end ? calendar_add_days(first, 5) : first,
			        calendar_add_days(first, work ? days - 3 : days - 1));
		return true;
	}
	bool month = slice_equal(unit, S("month")), quarter = slice_equal(unit, S("quarter"));
	if (month || quarter) {
		long size = quarter ? 3 : 1;
		struct calendar_date first = {
		        ref.year, quarter && ref.month ? (ref.month - 1) / 3 * 3 + 1 : ref.month, 0};
		if (ref.year == 0 || ref.month == 0) {
			bool one = month && count == 1;
			relative_give_open(r,
			        one       ? S("month")
			        : quarter ? S("quarter")
			                  : S("interval"),
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
	if (size == 100 && !slice_equal(unit, S("century"))) return relative_unread(in, out, S("unit"));
	if (ref.year == 0) {
		relative_give_open(r, size == 1 ? S("year") : size == 10 ? S("decade") : S("century"), S("XXXX"));
		return true;
	}
	long year = (long)ref.year - (long)ref.year % size + offset * size;
	if (year < 1 || year + size * count > 9999) return relative_unread(in, out, S("unit"));
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
	long months, days, workdays;
};

static bool add_stretch(const struct value_in *in, const struct quantity *q, slice word, struct stretch *s) {
	struct decimal d;
	uint64_t n;
	slice unit = value_word(in, S("calendar-units"), utf8_fold_blanks(in->arena, word), S("unit"));
	if (!unit.n || !number_decimal(in->arena, q, &d)) return false;
	static const struct {
		slice unit;
		unsigned months, days;
	} sizes[] = {{{"day", 3}, 0, 1}, {{"workday", 7}, 0, 1}, {{"week", 4}, 0, 7}, {{"workweek", 8}, 0, 7},
	        {{"weekend", 7}, 0, 7}, {{"fortnight", 9}, 0, 14}, {{"month", 5}, 1, 0}, {{"quarter", 7}, 3, 0},
	        {{"year", 4}, 12, 0}, {{"decade", 6}, 120, 0}, {{"century", 7}, 1200, 0}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (!slice_equal(sizes[i].unit, unit)) continue;
		uint64_t factor = sizes[i].months ? sizes[i].months : sizes[i].days;
		d = decimal_trim(decimal_multiply(in->arena, d, decimal_of(in->arena, factor)));
		if (d.negative || d.places || !slice_to_u64(d.digits, &n) || n > 100000) return false;
		long *to = i == 1 ? &s->workdays : sizes[i].months ? &s->months : &s->days;
		*to += (long)n;
		return true;
	}
	return false;
}

static bool read_stretch(const struct value_in *in, struct stretch *s) {
	struct quantity q;
	compound_parts parts = {0};
	*s = (struct stretch){0};
	if (!relative_has(in, S("number")))
		q = (struct quantity){.top = decimal_of(in->arena, 1), .bottom = 1}; /* "the past year" */
	else if (!number_read(in, value_capture(in, S("number")), &q))
		return false;
	if (!add_stretch(in, &q, value_capture(in, S("unit")), s)) return false;
	if (!relative_has(in, S("more"))) return true;
	if (!compound_read(in, value_capture(in, S("more")), &parts)) return false;
	for (size_t i = 0; i < parts.n; i++)
		if (!parts.v[i].unit.p || !add_stretch(in, &parts.v[i].number, parts.v[i].unit, s)) return false;
	return true;
}

/* The day that is so many Mondays to Fridays away, holidays unknown. */
static struct calendar_date add_workdays(struct calendar_date day, long count, long direction) {
	day = calendar_add_days(day, direction * (count / 5 * 7));
	for (count %= 5; day.year && count > 0;) {
		day = calendar_add_days(day, direction);
		if (day.year && calendar_weekday(day) <= 5) count--;
	}
	return day;
}

static struct calendar_date move(struct calendar_date day, struct stretch s, long direction) {
	struct calendar_date moved = s.months ? calendar_add_months(day, direction * s.months) : day;
	if (moved.year) moved = calendar_add_days(moved, direction * s.days);
	return moved.year && s.workdays ? add_workdays(moved, s.workdays, direction) : moved;
}

bool relative_add(const struct value_in *in, struct calendar_date day, struct calendar_date *moved) {
	struct stretch s;
	if (!read_stretch(in, &s)) return false;
	*moved = move(day, s, 1);
	return moved->year > 0;
}

/* The day that is counted from where it is said: "before 13 May 1999". */
static bool read_anchor(const struct value_in *in, struct value_out *out, struct calendar_date *day) {
	struct calendar_date ref = relative_reference(in);
	*day = (struct calendar_date){0};
	bool read = calendar_read_day(in, value_capture(in, S("day")), &day->day) &&
	            calendar_read_month(in, value_capture(in, S("month")), &day->month) && day->day > 0;
	if (relative_has(in, S("year")))
		read = read && calendar_read_year_words(in, value_capture(in, S("year")), &day->year);
	if (!read) return relative_unread(in, out, S("day"));
	if (!day->year && ref.month) (void)calendar_infer(day, ref);
	return calendar_valid(*day) || relative_impossible(in, out, S("day"));
}

/* "two weeks ago", "three days after tomorrow"; a weekday beside it is that of the week it falls in. */
static bool read_distance(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct stretch s;
	long direction, anchor = 0;
	struct calendar_date ref = relative_reference(in);
	uint64_t weekday = 0;
	if (!read_stretch(in, &s) || !relative_offset(in, S("toward"), &direction))
		return relative_unread(in, out, S("number"));
	if (relative_has(in, S("anchor")) && !relative_offset(in, S("anchor"), &anchor))
		return relative_unread(in, out, S("anchor"));
	if (relative_has(in, S("weekday")))
		(void)value_number_word(in, S("weekdays"), value_capture(in, S("weekday")), S("day"), &weekday);
	if (relative_has(in, S("month")) && !read_anchor(in, out, &ref)) return false;
	if (ref.day == 0 || ref.year == 0) {
		relative_give_day(r, (struct calendar_date){0});
		return true;
	}
	struct calendar_date day = move(calendar_add_days(ref, anchor), s, direction);
	if (day.year && weekday) day = calendar_add_days(relative_monday(day), (long)weekday - 1);
	relative_give_day(r, day);
	r->about = s.months > 0 && s.days == 0 && day.year && !weekday;
	return true;
}

/* "the last three weeks", "next 2 days"; quarters, decades and centuries are those of the calendar. */
static bool read_window(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct stretch s;
	long direction;
	struct calendar_date ref = relative_reference(in);
	slice unit = relative_unit(in, S("unit"));
	if (!read_stretch(in, &s) || !relative_offset(in, S("window"), &direction))
		return relative_unread(in, out, S("number"));
	bool calendar =
	        slice_equal(unit, S("quarter")) || slice_equal(unit, S("decade")) || slice_equal(unit, S("century"));
	if (calendar && !relative_has(in, S("more"))) {
		long size = slice_equal(unit, S("quarter")) ? 3 : slice_equal(unit, S("decade")) ? 120 : 1200;
		long count = s.months / size;
		return give_unit(in, out, r, unit, direction < 0 ? -count : 1, count);
	}
	if (ref.day == 0) {
		relative_give_days(r, (struct calendar_date){0}, (struct calendar_date){0});
		return true;
	}
	if (direction < 0)
		relative_give_days(r, move(ref, s, -1), calendar_add_days(ref, -1));
	else
		relative_give_days(r, calendar_add_days(ref, 1), move(ref, s, 1));
	return true;
}

/* ---- what is left of a unit, and what is gone of it */

static bool part_of_unit(const struct value_in *in, struct value_out *out, struct relative *r) {
	struct calendar_date ref = relative_reference(in);
	if (!give_unit(in, out, r, relative_unit(in, S("unit")), 0, 1)) return false;
	if (ref.day == 0) {
		relative_give_days(r, ref, ref);
		return true;
	}
	struct calendar_date first = r->start, last = r->end.year ? r->end : r->start;
	if (!first.month) first.month = 1;
	if (!first.day) first.day = 1;
	if (slice_equal(r->kind, S("decade"))) last.year += 9;
	if (slice_equal(r->kind, S("century"))) last.year += 99;
	if (!last.month) last.month = 12;
	if (!last.day) last = relative_month_end(last);
	if (relative_has(in, S("gone")))
		relative_give_days(r, first, ref);
	else
		relative_give_days(r, ref, last);
	return true;
}

bool relative_read(const struct value_in *in, struct value_out *out, struct relative *r) {
	long offset = 0;
	if (relative_has(in, S("window"))) return read_window(in, out, r);
	if (relative_has(in, S("number")) && relative_has(in, S("weekday")) && !relative_has(in, S("unit")))
		return relative_weekdays_away(in, out, r);
	if (relative_has(in, S("number"))) return read_distance(in, out, r);
	if (relative_has(in, S("rest")) || relative_has(in, S("gone"))) return part_of_unit(in, out, r);
	if (relative_has(in, S("week"))) return relative_week_of_day(in, out, r);
	if (relative_has(in, S("nth")))
		return relative_has(in, S("weekday")) ? relative_nth_weekday(in, out, r)
		                                      : relative_nth_week(in, out, r);
	if (relative_has(in, S("day")) && relative_has(in, S("weekday"))) return relative_dated_weekday(in, out, r);
	if (relative_has(in, S("day"))) return relative_day_of_month(in, out, r);
	if (relative_has(in, S("weekday"))) return relative_weekday(in, out, r);
	if (relative_has(in, S("month"))) return relative_toward_month(in, out, r);
	if (relative_has(in, S("season"))) return relative_toward_season(in, out, r);
	if (relative_has(in, S("toward")) && !relative_offset(in, S("toward"), &offset))
		return relative_unread(in, out, S("toward"));
	/* "this evening" is said with its time: the day is meant. */
	if (!relative_has(in, S("unit")) && relative_has(in, S("half_day")) &&
	        !value_word(in, S("relatives"), value_folded(in, S("toward")), S("unit")).n)
		return give_unit(in, out, r, S("day"), offset, 1);
	if (!relative_has(in, S("unit")))
		return give_unit(in, out, r, value_word(in, S("relatives"), value_folded(in, S("toward")), S("unit")),
		        offset, 1);
	return give_unit(in, out, r, relative_unit(in, S("unit")), offset, 1);
}

/* ---- the value */

static void set_sources(const struct value_in *in, struct value_out *out) {
	static const slice names[] = {{"toward", 6}, {"window", 6}, {"number", 6}, {"unit", 4}, {"more", 4},
	        {"anchor", 6}, {"nth", 3}, {"weekday", 7}, {"day", 3}, {"month", 5}, {"season", 6}, {"year", 4},
	        {"rest", 4}, {"gone", 4}};
	size_t set = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && set < VALUE_SOURCES_MAX; i++)
		if (relative_has(in, names[i])) value_from(out, names[i]), set++;
}

/* XXXX-09 says something, XXXX-XX nothing. */
static bool has_known_digit(slice edtf) {
	for (size_t i = 0; i < edtf.n; i++)
		if (ascii_is_digit(edtf.p[i])) return true;
	return false;
}

bool value_relative(const struct value_in *in, struct value_out *out) {
	struct relative r;
	if (!relative_read(in, out, &r)) return false;
	if (r.start.year == 0 && !has_known_digit(r.text))
		return value_fail(
		        out, CODE_DATE_OPEN, S("a relative date, and no date of the document to count it from"));
	slice value = r.text.p ? r.text : calendar_text(in->arena, r.start);
	if (!r.text.p && r.end.year) value = say(in->arena, value, S("/"), calendar_text(in->arena, r.end));
	value_set(out, S("kind"), r.kind, ABSENT);
	value_set(out, S("value"), value, ABSENT);
	set_sources(in, out);
	out->inferred = r.start.year > 0 && !relative_has(in, S("year"));
	if (r.start.year == 0) {
		out->code = CODE_DATE_OPEN;
		out->message = S("a relative date, and no date of the document to count it from");
	}
	if (r.about && !relative_has(in, S("qualifier")))
		value_set(out, S("qualifier"), S("about"), ABSENT);
	else
		value_set_qualifier(in, out, S("date"));
	return true;
}

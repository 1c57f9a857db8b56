/* Named days of the year that the calendar determines, in the document's or another year: Christmas Day 2019, last Easter
 * Monday. Captures: values.def. The register `holidays` has of each a rule:
 *
 *   12-25        month and day
 *   easter-2     so many days before or behind Easter Sunday
 *   11/4/4       month, day of the week (1 Monday), which one of them; -1 is the last
 *   11/4/4+1     so many days before or behind that
 *
 * Without a year it is the one closest to the document's own date; where that is not known, a fixed day keeps its year open
 * (XXXX-12-25) and another has no value. Easter after "Anonymous Gregorian algorithm", Nature, 20 April 1876, in the form of
 * J. Meeus, Astronomical Algorithms (1991), chapter 8. */
#include "values/relative.h"

struct holiday {
	bool easter;
	unsigned month, day; /* of a fixed one */
	long weekday, nth;   /* of one that is counted in its month */
	long shift;          /* days */
};

static bool read_small(slice text, long *n) {
	uint64_t digits;
	bool negative = slice_starts(text, S("-"));
	slice plain = negative || slice_starts(text, S("+")) ? slice_drop(text, 1) : text;
	if (!slice_to_u64(plain, &digits) || digits > 99) return false;
	*n = negative ? -(long)digits : (long)digits;
	return true;
}

static bool read_rule(slice text, struct holiday *h) {
	long month, day;
	*h = (struct holiday){0};
	if (slice_starts(text, S("easter"))) {
		h->easter = true;
		text = slice_drop(text, S("easter").n);
		return text.n == 0 || read_small(text, &h->shift);
	}
	struct cut first = slice_cut(text, S("/")), second = slice_cut(first.tail, S("/")),
	           shift = slice_cut(second.tail, S("+"));
	if (first.ok) {
		h->month = read_small(first.head, &month) && month >= 1 && month <= 12 ? (unsigned)month : 0;
		bool read = read_small(second.head, &h->weekday) && read_small(shift.head, &h->nth);
		if (shift.ok) read = read && read_small(shift.tail, &h->shift);
		return read && h->month && h->weekday >= 1 && h->weekday <= 7 && h->nth >= -1 && h->nth && h->nth <= 5;
	}
	first = slice_cut(text, S("-"));
	if (!first.ok || !read_small(first.head, &month) || !read_small(first.tail, &day)) return false;
	h->month = (unsigned)month;
	h->day = (unsigned)day;
	return month > 0 && day > 0 && calendar_valid((struct calendar_date){0, h->month, h->day});
}

static struct calendar_date easter_sunday(unsigned year) {
	unsigned a = year % 19, b = year / 100, c = year % 100, f = (b + 8) / 25, g = (b - f + 1) / 3;
	unsigned h = (19 * a + b - b / 4 - g + 15) % 30, l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	unsigned m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
	return (struct calendar_date){year, n / 31, n % 31 + 1};
}

static struct calendar_date nth_weekday(const struct holiday *h, unsigned year) {
	struct calendar_date first = {year, h->month, 1}, last = {year, h->month, calendar_days_in(year, h->month)};
	if (h->nth < 0) return calendar_add_days(last, -(((long)calendar_weekday(last) - h->weekday + 7) % 7));
	long ahead = (h->weekday - (long)calendar_weekday(first) + 7) % 7;
	return calendar_add_days(first, ahead + 7 * (h->nth - 1));
}

/* The day in a year, zeros where there is none. */
static struct calendar_date holiday_in(const struct holiday *h, unsigned year) {
	if (year < 1 || year > 9999) return (struct calendar_date){0};
	struct calendar_date day = h->easter ? easter_sunday(year)
	                           : h->day  ? (struct calendar_date){year, h->month, h->day}
	                                     : nth_weekday(h, year);
	if (!calendar_valid(day)) return (struct calendar_date){0};
	return h->shift ? calendar_add_days(day, h->shift) : day;
}

/* The one closest to a day: of two the later. */
static struct calendar_date closest(const struct holiday *h, struct calendar_date day) {
	struct calendar_date best = {0};
	long far = 0;
	for (unsigned year = day.year - 1; year <= day.year + 1; year++) {
		struct calendar_date one = holiday_in(h, year);
		long here = calendar_day_number(one) - calendar_day_number(day);
		if (here < 0) here = -here;
		if (one.year && (!best.year || here <= far)) best = one, far = here;
	}
	return best;
}

/* The last or next one but so many: none counts that is the day itself. */
static struct calendar_date towards(const struct holiday *h, struct calendar_date day, long offset) {
	struct calendar_date this_year = holiday_in(h, day.year);
	if (offset == 0 || !this_year.year) return this_year;
	int order = calendar_compare(this_year, day);
	long year = (long)day.year + offset;
	if (offset < 0 && order < 0) year++;
	if (offset > 0 && order > 0) year--;
	return holiday_in(h, (unsigned)year);
}

static bool has(const struct value_in *in, slice capture) { return value_capture(in, capture).n > 0; }

/* Its day; of an unknown year the year is 0. False after value_fail. */
static bool find_day(
        const struct value_in *in, struct value_out *out, const struct holiday *h, struct calendar_date *day) {
	struct calendar_date ref = relative_reference(in);
	unsigned year;
	long offset;
	if (has(in, S("year"))) {
		if (!calendar_read_year_words(in, value_capture(in, S("year")), &year) || year == 0)
			return value_unread(in, out, S("no year is"), value_capture(in, S("year")));
		*day = holiday_in(h, year);
		return day->year || value_unread(in, out, S("no such day is in"), value_capture(in, S("year")));
	}
	out->inferred = ref.day > 0;
	if (ref.day && has(in, S("toward"))) {
		if (!relative_offset(in, S("toward"), &offset))
			return value_unread(in, out, S("no relative date is"), value_capture(in, S("toward")));
		*day = towards(h, ref, offset);
	} else
		*day = ref.day ? closest(h, ref) : (struct calendar_date){0, h->month, h->day};
	if (day->year || (day->day && !has(in, S("toward")))) return true;
	return value_fail(
	        out, CODE_DATE_OPEN, S("a day of no known year, and no date of the document to count it from"));
}

bool value_holiday(const struct value_in *in, struct value_out *out) {
	struct holiday h;
	struct calendar_date day;
	slice name = value_folded(in, S("holiday"));
	if (!read_rule(value_word(in, S("holidays"), name, S("rule")), &h))
		return value_unread(in, out, S("no named day is"), name);
	if (!find_day(in, out, &h, &day)) return false;
	value_set(out, S("kind"), S("day"), ABSENT);
	value_set(out, S("value"), calendar_text(in->arena, day), ABSENT);
	value_from(out, S("holiday"));
	if (has(in, S("toward"))) value_from(out, S("toward"));
	if (has(in, S("year"))) value_from(out, S("year"));
	value_set_qualifier(in, out, S("date"));
	return true;
}

/* The calendar: see calendar.h. Day numbers after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
 * (2013), counted from 1 March so that the leap day comes last. The pivot of two-digit years is that of POSIX
 * strptime %y. */
#include "values/calendar.h"

#include "values/number.h"

static bool is_leap(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned calendar_days_in(unsigned year, unsigned month) {
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month < 1 || month > 12) return 0;
	return month == 2 && (year == 0 || is_leap(year)) ? 29 : days[month - 1];
}

bool calendar_valid(struct calendar_date d) {
	if (d.year > 9999 || d.month > 12) return false;
	if (d.month == 0) return d.day == 0 && d.year > 0;
	return d.day <= calendar_days_in(d.year, d.month);
}

long calendar_day_number(struct calendar_date d) {
	unsigned month = d.month ? d.month : 1, day = d.day ? d.day : 1;
	long year = (long)d.year - (month <= 2);
	long era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
	long of_year = (long)((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1);
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

struct calendar_date calendar_of_number(long number) {
	long era = (number >= 0 ? number : number - 146096) / 146097, of_era = number - era * 146097;
	long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
	long month = shifted < 10 ? shifted + 3 : shifted - 9;
	year += era * 400 + (month <= 2);
	if (year < 1 || year > 9999) return (struct calendar_date){0};
	return (struct calendar_date){
	        (unsigned)year, (unsigned)month, (unsigned)(of_year - (153 * shifted + 2) / 5 + 1)};
}

/* Day 0, 1 March of year 0, was a Wednesday. */
unsigned calendar_weekday(struct calendar_date day) {
	long of_week = (calendar_day_number(day) + 2) % 7;
	return (unsigned)(of_week < 0 ? of_week + 7 : of_week) + 1;
}

struct calendar_date calendar_add_days(struct calendar_date day, long days) {
	if (days > 4000000 || days < -4000000) return (struct calendar_date){0};
	return calendar_of_number(calendar_day_number(day) + days);
}

struct calendar_date calendar_add_months(struct calendar_date d, long months) {
	if (months > 120000 || months < -120000) return (struct calendar_date){0};
	long all = (long)d.year * 12 + (d.month ? d.month : 1) - 1 + months;
	if (all < 12 || all >= 120000) return (struct calendar_date){0};
	unsigned year = (unsigned)(all / 12), month = (unsigned)(all % 12) + 1, last = calendar_days_in(year, month);
	return (struct calendar_date){year, d.month ? month : 0, d.day > last ? last : d.day};
}

int calendar_compare(struct calendar_date a, struct calendar_date b) {
	if (a.year != b.year) return a.year < b.year ? -1 : 1;
	if (a.month && b.month && a.month != b.month) return a.month < b.month ? -1 : 1;
	if (a.day && b.day && a.day != b.day) return a.day < b.day ? -1 : 1;
	return 0;
}

bool calendar_order(const struct value_in *in, struct value_out *out, struct calendar_date *start,
        struct calendar_date *end, slice said) {
	if (start->year == 0 || end->year == 0 || calendar_compare(*start, *end) <= 0) return false;
	struct calendar_date later = *start;
	*start = *end;
	*end = later;
	out->code = CODE_INTERVAL_TURNED;
	out->message = say(in->arena, S("an interval that ends before it starts: "), utf8_fold_blanks(in->arena, said));
	return true;
}

static slice digits_of(arena *a, unsigned n, size_t width) {
	char *out = arena_alloc(a, width);
	for (size_t i = width; i-- > 0; n /= 10) out[i] = (char)('0' + n % 10);
	return (slice){out, width};
}

slice calendar_text(arena *a, struct calendar_date d) {
	slice year = d.year ? digits_of(a, d.year, 4) : S("XXXX");
	if (d.month == 0) return year;
	slice month = say(a, year, S("-"), digits_of(a, d.month, 2));
	return d.day ? say(a, month, S("-"), digits_of(a, d.day, 2)) : month;
}

slice calendar_kind(struct calendar_date d) { return d.day ? S("day") : d.month ? S("month") : S("year"); }

/* How far apart: in days, or in months where one of the two has no day. */
static long distance(struct calendar_date a, struct calendar_date b) {
	long far = a.day && b.day ? calendar_day_number(a) - calendar_day_number(b)
	                          : 12 * ((long)a.year - (long)b.year) + (long)a.month - (long)b.month;
	return far < 0 ? -far : far;
}

bool calendar_infer(struct calendar_date *d, struct calendar_date reference) {
	enum { LEAP_GAP = 8 }; /* years from one 29 February to the next, at most */
	unsigned best = 0, from = reference.year > LEAP_GAP ? reference.year - LEAP_GAP : 1;
	if (reference.year == 0 || reference.month == 0) return false;
	for (unsigned year = from; year <= reference.year + LEAP_GAP && year <= 9999; year++) {
		struct calendar_date here = {year, d->month, d->day}, there = {best, d->month, d->day};
		if (!calendar_valid(here)) continue;
		if (best == 0 || distance(here, reference) <= distance(there, reference)) best = year;
	}
	d->year = best;
	return best > 0;
}

/* ---- reading */

static bool read_digits(slice text, size_t least, size_t most, unsigned *n) {
	uint64_t number;
	if (text.n < least || text.n > most || !slice_to_u64(text, &number)) return false;
	*n = (unsigned)number;
	return true;
}

bool calendar_read_iso(slice text, struct calendar_date *d) {
	struct cut year = slice_cut(text, S("-")), month = slice_cut(year.tail, S("-"));
	*d = (struct calendar_date){0};
	if (!read_digits(year.head, 4, 4, &d->year)) return false;
	if (year.ok && (!read_digits(month.head, 2, 2, &d->month) || d->month == 0)) return false;
	return !month.ok || (read_digits(month.tail, 2, 2, &d->day) && d->day > 0);
}

static slice without_apostrophe(slice text, bool *apostrophe) {
	text = utf8_trim(text);
	struct utf8_char c = utf8_at(text, 0);
	*apostrophe = c.code == '\'' || c.code == 0x2019 || c.code == 0x2018;
	return *apostrophe ? slice_drop(text, c.size) : text;
}

bool calendar_year_is_short(slice text) {
	bool apostrophe;
	unsigned year;
	return read_digits(without_apostrophe(text, &apostrophe), 2, 2, &year);
}

bool calendar_read_year(slice text, unsigned *year) {
	bool apostrophe;
	text = without_apostrophe(text, &apostrophe);
	if (read_digits(text, 2, 2, year)) {
		*year += *year >= 69 ? 1900 : 2000;
		return true;
	}
	return !apostrophe && read_digits(text, 3, 4, year);
}

/* "nineteen eighty-six": a century, and the years of it; a zero may stand before the last ("nineteen oh five" is not
 * known, "nineteen hundred and five" is a plain number). */
static bool read_year_pair(const struct value_in *in, slice text, unsigned *year) {
	struct quantity century, rest;
	size_t used;
	for (size_t end = 1; end < text.n; end++) {
		if (text.p[end] != ' ' && text.p[end] != '-') continue;
		slice first = slice_sub(text, 0, end), second = utf8_trim(slice_drop(text, end + 1));
		if (!words_read(in, first, &century, &used) || used != first.n) continue;
		if (!words_read(in, second, &rest, &used) || used != second.n) continue;
		bool plain = !century.exponent && !rest.exponent && century.bottom == 1 && rest.bottom == 1;
		if (!plain || century.top.digits.n != 2 || rest.top.digits.n != 2) continue;
		return read_digits(say(in->arena, century.top.digits, rest.top.digits), 4, 4, year);
	}
	return false;
}

bool calendar_read_year_words(const struct value_in *in, slice text, unsigned *year) {
	struct quantity q;
	struct decimal d;
	text = utf8_trim(text);
	if (calendar_read_year(text, year)) return true;
	if (utf8_is_digit(utf8_at(text, 0).code)) return false;
	if (number_read(in, text, &q) && number_decimal(in->arena, &q, &d))
		return !d.negative && !d.places && read_digits(d.digits, 4, 4, year);
	return read_year_pair(in, text, year);
}

bool calendar_read_year_after(slice text, unsigned first, unsigned *year) {
	text = utf8_trim(text);
	if (!read_digits(text, 2, 2, year)) return calendar_read_year(text, year);
	*year += first / 100 * 100;
	if (*year <= first) *year += 100;
	return true;
}

bool calendar_read_month(const struct value_in *in, slice text, unsigned *month) {
	uint64_t n;
	text = utf8_trim(text);
	if (read_digits(text, 1, 2, month)) return true;
	if (slice_ends(text, S("."))) text = slice_sub(text, 0, text.n - 1);
	if (!value_number_word(in, S("months"), text, S("month"), &n) || n > 12) return false;
	*month = (unsigned)n;
	return true;
}

bool calendar_read_day(const struct value_in *in, slice text, unsigned *day) {
	struct decimal d;
	struct quantity q;
	bool read = ordinal_read(in, text, &d) || (number_read(in, text, &q) && number_decimal(in->arena, &q, &d));
	return read && !d.negative && !d.places && read_digits(d.digits, 1, 2, day);
}

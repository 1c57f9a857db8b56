/* Years that are not the calendar's, and parts of years: as EDTF. Captures: values.def.
 *
 *   2018/19, 2018-19, 2018/2019      2018/2019, financial-year; academic-year where `academic` matched
 *   FY2012, academic year 2012       2012, of that kind: which months it covers is not said
 *   Q1 2019                          2019-01/2019-03, quarter; H1 2019 2019-01/2019-06, interval
 *   Q1 2019/20                       2019-04/2019-06: the financial year starts in April, as the United Kingdom's does
 *   Q1 to Q3 2021                    2021-01/2021-09, interval
 *   Q1 of next year                  of the year that the register `relatives` makes of the document's own
 *   Q1 of FY2012                     not read, for the same want of a first month
 *   spring 2018, winter 2018/19      2018-21, 2018-24, season
 *   1990s, 90s, nineties             199X, decade; two digits from 30 on are of the 1900s. The 1900s are 190X
 *   nineteen nineties, twenty-tens   likewise
 *   19th century                     18XX, century
 *   2018/19 to 2020/21               2018/2021, interval */
#include "values/number.h"
#include "values/relative.h"

enum { FINANCIAL_MONTH = 4 };

static bool has(const struct value_in *in, slice capture) { return value_capture(in, capture).n > 0; }

static void set_period(struct value_out *out, slice kind, slice value) {
	value_set(out, S("kind"), kind, ABSENT);
	value_set(out, S("value"), value, ABSENT);
}

static void set_sources(const struct value_in *in, struct value_out *out) {
	static const slice names[] = {{"quarter", 7}, {"quarter_to", 10}, {"half", 4}, {"season", 6}, {"decade", 6},
	        {"century", 7}, {"toward", 6}, {"year", 4}, {"year_end", 8}, {"year_to", 7}, {"year_to_end", 11}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (has(in, names[i])) value_from(out, names[i]);
}

/* A year, and the one after it where a pair is written (`end`; 0 otherwise). */
struct years {
	unsigned first, end;
};

static bool read_years(const struct value_in *in, struct value_out *out, slice year, slice end, struct years *y) {
	slice first = value_capture(in, year), second = value_capture(in, end);
	*y = (struct years){0};
	if (!calendar_read_year_words(in, first, &y->first) || y->first == 0)
		return value_unread(in, out, S("no year is"), first);
	if (second.n == 0) return true;
	if (!calendar_read_year_after(second, y->first, &y->end)) return value_unread(in, out, S("no year is"), second);
	if (y->end == y->first + 1 && y->end <= 9999) return true;
	return value_unread(
	        in, out, S("two years that do not follow each other:"), say(in->arena, first, S("/"), second));
}

static slice year_text(arena *a, unsigned year) { return calendar_text(a, (struct calendar_date){.year = year}); }

static slice interval_text(arena *a, struct calendar_date start, struct calendar_date end) {
	return say(a, calendar_text(a, start), S("/"), calendar_text(a, end));
}

/* ---- years */

static bool put_years(const struct value_in *in, struct value_out *out) {
	struct years y, to;
	if (!read_years(in, out, S("year"), S("year_end"), &y)) return false;
	unsigned first = y.first, last = y.end ? y.end : y.first;
	slice kind = has(in, S("academic")) ? S("academic-year") : S("financial-year");
	if (!y.end && !has(in, S("academic")) && !has(in, S("financial"))) kind = S("year");
	if (has(in, S("year_to"))) {
		if (!read_years(in, out, S("year_to"), S("year_to_end"), &to)) return false;
		last = to.end ? to.end : to.first;
		kind = S("interval");
		struct calendar_date start = {first, 0, 0}, end = {to.first, 0, 0};
		slice both = say(in->arena, value_capture(in, S("year")), S(" to "), value_capture(in, S("year_to")));
		if (calendar_order(in, out, &start, &end, both)) last = y.end ? y.end : y.first;
		first = start.year;
	}
	slice value = year_text(in->arena, first);
	if (last != first) value = say(in->arena, value, S("/"), year_text(in->arena, last));
	set_period(out, kind, value);
	return true;
}

/* ---- parts of a year */

/* "1", "first", "Q1": a letter before digits is left out. */
static bool read_part(const struct value_in *in, slice capture, unsigned most, unsigned *part) {
	slice text = utf8_trim(value_capture(in, capture));
	struct decimal d;
	struct utf8_char c = utf8_at(text, 0);
	if (utf8_is_letter(c.code) && text.n > c.size && utf8_is_digit((unsigned char)text.p[c.size]))
		text = slice_drop(text, c.size);
	if (!ordinal_read(in, text, &d) || d.digits.n != 1) return false;
	*part = (unsigned)(d.digits.p[0] - '0');
	return *part >= 1 && *part <= most;
}

/* A part without its year, from month `from` on: of the document's own year, if that is known, or one counted from it. */
static bool put_part_open(
        const struct value_in *in, struct value_out *out, unsigned from, unsigned months, slice kind) {
	struct calendar_date start = {0, from, 0}, reference;
	if (in->context && calendar_read_iso(in->context->published, &reference)) start.year = reference.year;
	if (has(in, S("toward")) && !relative_year(in, &start.year))
		return value_unread(in, out, S("no year is"), value_capture(in, S("toward")));
	struct calendar_date end = {start.year, from + months - 1, 0};
	out->inferred = start.year > 0;
	set_period(out, kind, interval_text(in->arena, start, end));
	return true;
}

/* Part number `part` of a year, each of so many months. */
static bool put_part(const struct value_in *in, struct value_out *out, slice capture, unsigned months, slice kind) {
	unsigned part;
	struct years y;
	slice said = value_capture(in, capture);
	if (!read_part(in, capture, 12 / months, &part)) return value_unread(in, out, S("no part of a year is"), said);
	if (!has(in, S("year"))) return put_part_open(in, out, (part - 1) * months + 1, months, kind);
	if (!read_years(in, out, S("year"), S("year_end"), &y)) return false;
	if (!y.end && has(in, S("financial")) && !has(in, S("calendar"))) { /* it begins where its company says */
		out->code = CODE_DATE_OPEN;
		out->message = say(in->arena, S("a part of a financial year whose first month is not known: "), said);
		set_period(out, S("financial-year"), year_text(in->arena, y.first));
		return true;
	}
	unsigned from = (part - 1) * months + (y.end ? FINANCIAL_MONTH - 1 : 0), to = from + months - 1;
	struct calendar_date start = {y.first + from / 12, from % 12 + 1, 0}, end = {y.first + to / 12, to % 12 + 1, 0};
	set_period(out, kind, interval_text(in->arena, start, end));
	return true;
}

/* "Q1 to Q3 2021": of years of the calendar; a year that stands once is that of the end. */
static bool put_quarters(const struct value_in *in, struct value_out *out) {
	unsigned first, last;
	struct years y, to;
	if (!read_part(in, S("quarter"), 4, &first) || !read_part(in, S("quarter_to"), 4, &last))
		return value_unread(in, out, S("no part of a year is"), value_capture(in, S("quarter")));
	if (!read_years(in, out, S("year_to"), S("year_to_end"), &to)) return false;
	y.first = to.first - (first > last);
	if (has(in, S("year")) && !read_years(in, out, S("year"), S("year_end"), &y)) return false;
	struct calendar_date start = {y.first, 3 * first - 2, 0}, end = {to.first, 3 * last, 0};
	if (calendar_compare(start, end) > 0)
		return value_unread(
		        in, out, S("an interval that ends before it starts:"), value_capture(in, S("year")));
	set_period(out, S("interval"), interval_text(in->arena, start, end));
	return true;
}

static bool put_season(const struct value_in *in, struct value_out *out) {
	struct years y = {0};
	slice season = value_capture(in, S("season")), code = value_word(in, S("seasons"), season, S("code"));
	if (code.n != 2) return value_unread(in, out, S("no season is"), season);
	if (has(in, S("year")) && !read_years(in, out, S("year"), S("year_end"), &y)) return false;
	if (y.end && !slice_equal(code, S("24"))) /* only winter lies in two years */
		return value_unread(in, out, S("two years are too many for"), season);
	set_period(out, S("season"),
	        say(in->arena, calendar_text(in->arena, (struct calendar_date){.year = y.first}), S("-"), code));
	return true;
}

/* ---- decades, centuries */

/* The digits of "1990s", "'90s", "90": at most one letter and an apostrophe behind them. */
static slice decade_digits(slice text) {
	struct utf8_char c = utf8_at(text, 0);
	size_t n = 0;
	if (c.code == '\'' || c.code == 0x2019 || c.code == 0x2018) text = slice_drop(text, c.size);
	while (n < text.n && utf8_is_digit((unsigned char)text.p[n])) n++;
	return utf8_count(slice_drop(text, n)) <= 2 ? slice_sub(text, 0, n) : ABSENT;
}

/* "nineteen seventies": a number of two digits, and the word of a decade. */
static slice century_and_decade(const struct value_in *in, slice said) {
	struct quantity q;
	struct decimal century;
	size_t at = said.n;
	while (at > 0 && said.p[at - 1] != ' ' && said.p[at - 1] != '-') at--;
	if (at == 0) return ABSENT;
	slice decade = value_word(in, S("decades"), slice_drop(said, at), S("decade"));
	bool read = number_read(in, slice_sub(said, 0, at - 1), &q) && number_decimal(in->arena, &q, &century);
	if (!read || decade.n != 2 || century.negative || century.places || century.digits.n != 2) return ABSENT;
	return say(in->arena, century.digits, decade);
}

static bool put_decade(const struct value_in *in, struct value_out *out) {
	slice said = value_folded(in, S("decade")), digits = value_word(in, S("decades"), said, S("decade"));
	if (digits.n == 0) digits = century_and_decade(in, said);
	if (digits.n == 0) digits = decade_digits(said);
	bool decade = (digits.n == 2 || digits.n == 4) && slice_ends(digits, S("0"));
	if (!decade || slice_equal(digits, S("0000"))) return value_unread(in, out, S("no decade is"), said);
	if (digits.n == 4 && slice_ends(digits, S("00")) && digits.p[0] == '1' && digits.p[1] < '9') { /* the 1800s */
		set_period(out, S("century"), say(in->arena, slice_sub(digits, 0, 2), S("XX")));
		return true;
	}
	slice century = digits.n == 4 ? S("") : digits.p[0] >= '3' ? S("19") : S("20");
	set_period(out, S("decade"), say(in->arena, century, slice_sub(digits, 0, digits.n - 1), S("X")));
	return true;
}

static bool put_century(const struct value_in *in, struct value_out *out) {
	struct decimal d, before;
	slice said = value_capture(in, S("century"));
	if (!ordinal_read(in, said, &d) || d.digits.n > 2 || decimal_is_zero(d))
		return value_unread(in, out, S("no century is"), said);
	before = decimal_add(in->arena, d, decimal_negate(decimal_of(in->arena, 1)));
	set_period(out, S("century"), say(in->arena, before.digits.n == 1 ? S("0") : S(""), before.digits, S("XX")));
	return true;
}

static bool put_period(const struct value_in *in, struct value_out *out) {
	if (has(in, S("decade"))) return put_decade(in, out);
	if (has(in, S("century"))) return put_century(in, out);
	if (has(in, S("season"))) return put_season(in, out);
	if (has(in, S("quarter_to"))) return put_quarters(in, out);
	if (has(in, S("quarter"))) return put_part(in, out, S("quarter"), 3, S("quarter"));
	if (has(in, S("half"))) return put_part(in, out, S("half"), 6, S("interval"));
	return put_years(in, out);
}

bool value_period(const struct value_in *in, struct value_out *out) {
	if (!put_period(in, out)) return false;
	set_sources(in, out);
	value_set_qualifier(in, out, S("date"));
	return true;
}

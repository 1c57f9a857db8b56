/* What every value must look like, whatever was read: decimals, ISO 8601, EDTF. For the property tests of values and their
 * fuzz target. */
#ifndef GARNER_TESTS_VALUE_GRAMMAR_H
#define GARNER_TESTS_VALUE_GRAMMAR_H

#include "values/calendar.h"
#include "values/value.h"

#include <string.h>

static inline slice column_of(const struct value_out *out, slice column) {
	for (size_t i = 0; i < out->count; i++)
		if (slice_equal(out->columns[i].column, column)) return out->columns[i].text;
	return ABSENT;
}

static inline size_t count_digits(slice s) {
	size_t n = 0;
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9') n++;
	return n;
}

/* -?(0|[1-9]\d*)(\.\d+)? and not -0 */
static inline bool is_decimal(slice s) {
	bool minus = slice_starts(s, S("-"));
	if (minus) s = slice_drop(s, 1);
	size_t whole = count_digits(s);
	if (whole == 0 || (whole > 1 && s.p[0] == '0')) return false;
	slice behind = slice_drop(s, whole);
	if (minus && slice_find_byte(s, '1') == SIZE_MAX && strcspn(s.p, "23456789") >= s.n) return false;
	if (behind.n == 0) return true;
	return behind.n > 1 && behind.p[0] == '.' && count_digits(slice_drop(behind, 1)) == behind.n - 1;
}

static inline bool is_fraction(slice s) {
	struct cut c = slice_cut(s, S("/"));
	return c.ok && is_decimal(c.head) && is_decimal(c.tail) && slice_find_byte(s, '.') == SIZE_MAX;
}

/* Over "4Y", "2.5H" and what follows it, each mark at most once and in this order. */
static inline slice skip_lengths(slice s, const char *marks) {
	while (*marks && s.n) {
		size_t n = 0;
		while (n < s.n && (s.p[n] == '.' || (s.p[n] >= '0' && s.p[n] <= '9'))) n++;
		if (n == 0 || n == s.n || !is_decimal(slice_sub(s, 0, n))) return s;
		while (*marks && *marks != s.p[n]) marks++;
		if (!*marks) return s;
		s = slice_drop(s, n + 1);
		marks++;
	}
	return s;
}

/* P4Y2M9D, PT2.5H, P1DT5H, P2W */
static inline bool is_duration(slice s) {
	if (!slice_starts(s, S("P")) || s.n < 3) return false;
	s = skip_lengths(slice_drop(s, 1), "YMWD");
	if (s.n == 0) return true;
	return slice_starts(s, S("T")) && s.n > 1 && skip_lengths(slice_drop(s, 1), "HMS").n == 0;
}

/* T07:00, T07:00:30: the time of no day that is said. */
static inline bool is_time(slice s) {
	struct cut hour = slice_cut(s, S(":")), minute = slice_cut(hour.tail, S(":"));
	uint64_t h, m, n = 0;
	bool digits = hour.head.n == 2 && minute.head.n == 2 && (!minute.ok || minute.tail.n == 2);
	if (!digits || !slice_to_u64(hour.head, &h) || !slice_to_u64(minute.head, &m)) return false;
	return (!minute.ok || slice_to_u64(minute.tail, &n)) && h <= 24 && m < 60 && n < 60;
}

/* A date, or a season, decade or century, each digit of the year perhaps unknown. */
static inline bool is_edtf_point(slice s) {
	struct cut time = slice_cut(s, S("T")), year = slice_cut(time.head, S("-")),
	           month = slice_cut(year.tail, S("-"));
	if (slice_starts(s, S("T"))) return is_time(time.tail);
	unsigned known = (unsigned)count_digits(year.head);
	bool digits = known == 4 || slice_equal(slice_drop(year.head, known), slice_sub(S("XXXX"), known, 4));
	if (year.head.n != 4 || !digits || slice_equal(year.head, S("0000"))) return false;
	if (year.ok && (month.head.n != 2 || count_digits(month.head) != 2)) return false;
	if (month.ok && (month.tail.n != 2 || count_digits(month.tail) != 2)) return false;
	if (!month.ok) return !time.ok;
	uint64_t m, d, y = 0;
	if (!slice_to_u64(month.head, &m) || !slice_to_u64(month.tail, &d)) return false;
	(void)slice_to_u64(year.head, &y);
	return calendar_valid((struct calendar_date){(unsigned)y, (unsigned)m, (unsigned)d}) && m && d;
}

static inline bool is_edtf(slice s) {
	struct cut c = slice_cut(s, S("/"));
	return is_edtf_point(c.head) && (!c.ok || is_edtf_point(c.tail));
}

static inline bool is_phone(slice s) {
	struct cut c = slice_cut(s, S(";ext="));
	if (c.ok && (c.tail.n == 0 || count_digits(c.tail) != c.tail.n)) return false;
	slice number = slice_starts(c.head, S("+")) ? slice_drop(c.head, 1) : c.head;
	return count_digits(number) == number.n && (number.n > 0 || c.ok);
}

static inline bool is_of_its_grammar(const struct value_type *type, const struct value_out *out) {
	slice kind = column_of(out, S("kind")), value = column_of(out, S("value")), to = column_of(out, S("value_to"));
	slice name = slice_of(type->name), is = slice_of(type->is);
	if (slice_equal(is, S("figure")) && slice_equal(kind, S("ratio"))) return is_fraction(value) && !to.p;
	if (slice_equal(is, S("figure")) && slice_equal(kind, S("duration")))
		return is_duration(value) && (!to.p || is_duration(to));
	bool parts = slice_equal(kind, S("measure")) || slice_equal(kind, S("percent")); /* ⅓ of a cup, 33⅓ per cent */
	if (slice_equal(is, S("figure")) && parts)
		return (is_decimal(value) || is_fraction(value)) && (!to.p || is_decimal(to) || is_fraction(to));
	if (slice_equal(is, S("figure"))) return is_decimal(value) && (!to.p || is_decimal(to));
	if (slice_equal(is, S("date"))) return is_edtf(value) && kind.n > 0;
	if (slice_equal(name, S("phone"))) return is_phone(value);
	if (slice_equal(is, S("contact"))) return value.n > 0;
	if (slice_equal(is, S("abbreviation"))) return column_of(out, S("short")).n && column_of(out, S("long")).n;
	if (slice_equal(is, S("mention"))) return column_of(out, S("name")).n > 0;
	value = column_of(out, S(""));
	if (slice_equal(name, S("edtf"))) return is_edtf(value);
	if (slice_equal(name, S("text"))) return true;
	return is_decimal(value);
}

#endif

/* Dates in digits alone: see numeric.h. */
#include "values/numeric.h"

/* Cuts the text at its separators. At most three parts; 0 where it has another form. */
static size_t cut_parts(slice text, slice parts[3]) {
	uint32_t separator = 0;
	size_t n = 0, start = 0;
	for (size_t at = 0; at <= text.n;) {
		struct utf8_char c = utf8_at(text, at);
		bool digit = c.size && utf8_is_digit(c.code);
		if (digit) {
			at += c.size;
			continue;
		}
		if (n == 3 || at == start || at - start > 4) return 0;
		parts[n++] = slice_sub(text, start, at);
		if (!c.size) break;
		uint32_t code = utf8_is_blank(c.code) ? ' ' : c.code;
		bool known = code == '.' || code == '/' || code == '-' || code == 0x2013 || code == ' ';
		if (!known || (separator && code != separator)) return 0;
		separator = code;
		at += c.size;
		start = at;
	}
	return n;
}

static bool is_mark(struct utf8_char c) { return c.code == '.' || c.code == '/' || c.code == '-' || c.code == 0x2013; }

/* Blanks beside another separator do not count: "26. 10. 21", "2016 / 11". */
static slice without_blanks(arena *a, slice text) {
	char *out = arena_alloc(a, text.n);
	size_t n = 0;
	for (size_t at = 0; at < text.n;) {
		struct utf8_char c = utf8_at(text, at);
		bool beside = utf8_is_blank(c.code) &&
		              (is_mark(utf8_at(text, at + c.size)) || (at && is_mark(utf8_before(text, at))));
		for (size_t i = 0; i < c.size && !beside; i++) out[n++] = text.p[at + i];
		at += c.size;
	}
	return (slice){out, n};
}

static bool read_small(slice text, unsigned *n) {
	uint64_t number;
	if (text.n > 2 || !slice_to_u64(text, &number)) return false;
	*n = (unsigned)number;
	return true;
}

static struct calendar_date in_order(unsigned one, unsigned two, bool month_first) {
	return (struct calendar_date){0, month_first ? one : two, month_first ? two : one};
}

/* Day and month, whichever comes first. 0 is kept as 32 and 13, which no calendar has, since 0 means not known. */
static bool read_pair(const struct value_in *in, slice first, slice second, struct numeric *n) {
	unsigned one, two;
	if (!read_small(first, &one) || !read_small(second, &two)) return false;
	bool month_first = in->context && in->context->month_first;
	unsigned day = month_first ? two : one, month = month_first ? one : two;
	n->turned = month > 12 && day <= 12;
	n->ambiguous = one >= 1 && one <= 12 && two >= 1 && two <= 12 && one != two;
	n->date = in_order(one, two, month_first != n->turned);
	n->other = in_order(one, two, !month_first);
	if (n->date.month == 0) n->date.month = 13;
	if (n->date.day == 0) n->date.day = 32;
	return true;
}

static bool read_year(slice text, struct calendar_date *d) {
	if (text.n == 3 || !calendar_read_year(text, &d->year)) return false;
	if (d->year == 0) d->year = 10000; /* in no calendar */
	return true;
}

static bool read_month_and_year(slice month, slice year, struct calendar_date *d) {
	if (!read_small(month, &d->month) || !read_year(year, d)) return false;
	if (d->month == 0) d->month = 13;
	return true;
}

bool numeric_readings(const struct value_in *in, slice text, struct numeric *r) {
	slice part[3];
	struct calendar_date *d = &r->date;
	size_t n = cut_parts(without_blanks(in->arena, utf8_trim(text)), part);
	*r = (struct numeric){0};
	if (n == 3 && part[0].n == 4) {
		if (!read_small(part[2], &d->day) || !read_month_and_year(part[1], part[0], d)) return false;
		if (d->day == 0) d->day = 32;
		return true;
	}
	if (n == 3) {
		if (!read_pair(in, part[0], part[1], r) || !read_year(part[2], d)) return false;
		r->other.year = d->year;
		r->short_year = calendar_year_is_short(part[2]);
		return true;
	}
	if (n != 2) return false;
	if (part[0].n == 4) return read_month_and_year(part[1], part[0], d);
	if (part[1].n == 4) return read_month_and_year(part[0], part[1], d);
	return read_pair(in, part[0], part[1], r);
}

bool numeric_read(const struct value_in *in, slice text, struct calendar_date *d) {
	struct numeric n;
	bool read = numeric_readings(in, text, &n);
	*d = n.date;
	return read;
}

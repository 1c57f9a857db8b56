/* Numbers in digits: which marks are thousands and which is the point. See number.h.
 *
 * The marks are comma, point (also U+00B7), blank and apostrophe (also U+2019). The reading, the first that fits:
 *   no mark                          the digits                                    4281
 *   one kind of mark, groups of 1-3, 3, 3 …, not led by 0: thousands       4,281  4 281 123  4'281  1.234.567
 *       but a single point is a decimal point, always                              1.234 is less than two
 *   commas, groups of 1-2, 2 …, 3: thousands as India writes them                  1,23,456
 *   a single point: decimal                                                        3.14  .5
 *   a single comma before one or two digits, or behind a lone 0: decimal           12,34  0,125
 *   thousands as above, then another mark, a comma or point, once and last         1,234.5  1.234,56  1 234,56
 * Anything else is no number: 1.2.3, 1,2345, 12 34, 1,234 567. There is never half a number. A decimal comma is what
 * resolution 10 of the 22nd CGPM (2003) allows beside the point; groups of three with a blank are of the same
 * resolution. */
#include "base/ascii.h"
#include "values/number.h"

/* The mark that starts at the offset, as one of ", . ' blank", and its bytes; 0 where there is none. */
static char mark_at(slice s, size_t at, size_t *size) {
	struct utf8_char c = utf8_at(s, at);
	*size = c.size;
	if (c.code == ',' || c.code == '.' || c.code == '\'') return (char)c.code;
	if (c.code == 0x2019) return '\'';
	if (c.code == 0x00B7) return '.';
	return utf8_is_blank(c.code) ? ' ' : 0;
}

/* Digits cut at their marks: groups.v[i + 1] stands behind marks.v[i]. */
struct grouped {
	slices groups;
	VEC(char) marks;
};

static bool cut_groups(arena *a, slice s, struct grouped *g) {
	size_t start = 0, size = 0;
	for (size_t at = 0; at < s.n; at += size) {
		size = 1;
		if (ascii_is_digit(s.p[at])) continue;
		char mark = mark_at(s, at, &size);
		if (!mark) return false;
		*vec_push(a, &g->groups) = slice_sub(s, start, at);
		*vec_push(a, &g->marks) = mark;
		start = at + size;
	}
	*vec_push(a, &g->groups) = slice_sub(s, start, s.n);
	return true;
}

/* Are the first n groups thousands? The marks between them must all be the same. */
static bool are_thousands(const struct grouped *g, size_t n) {
	const slice *v = g->groups.v;
	bool threes = v[0].n >= 1 && v[0].n <= 3, twos = v[0].n >= 1 && v[0].n <= 2 && n >= 3 && g->marks.v[0] == ',';
	if (n < 2 || v[0].n == 0 || v[0].p[0] == '0') return false;
	for (size_t i = 1; i < n; i++) {
		if (g->marks.v[i - 1] != g->marks.v[0]) return false;
		threes = threes && v[i].n == 3;
		twos = twos && v[i].n == (i + 1 == n ? 3 : 2);
	}
	return threes || twos;
}

/* A single mark that is no thousands mark: is it the point? */
static bool is_point(const struct grouped *g) {
	slice before = g->groups.v[0], behind = g->groups.v[1];
	if (behind.n == 0) return false;
	if (g->marks.v[0] == '.') return true;
	if (g->marks.v[0] != ',' || before.n == 0) return false;
	return behind.n <= 2 || slice_equal(before, S("0"));
}

static bool join(arena *a, const struct grouped *g, bool point, struct decimal *d) {
	size_t last = g->groups.n - 1;
	slice whole = slice_concat(a, g->groups.v, point ? last : last + 1);
	return decimal_read(point ? say(a, whole, S("."), g->groups.v[last]) : whole, d, a);
}

bool digits_read(arena *a, slice s, struct decimal *d, bool *grouped) {
	struct grouped g = {0};
	*grouped = false;
	if (!cut_groups(a, s, &g)) return false;
	size_t n = g.groups.n;
	if (n == 1) return decimal_read(s, d, a);
	bool lone_point = n == 2 && g.marks.v[0] == '.';
	if (!lone_point && are_thousands(&g, n)) {
		*grouped = true;
		return join(a, &g, false, d);
	}
	if (n == 2) return is_point(&g) && join(a, &g, true, d);
	char last = g.marks.v[n - 2];
	if ((last != ',' && last != '.') || last == g.marks.v[0] || g.groups.v[n - 1].n == 0) return false;
	*grouped = true;
	return are_thousands(&g, n - 1) && join(a, &g, true, d);
}

static size_t digits_count(slice s, size_t at) {
	size_t n = 0;
	while (at + n < s.n && ascii_is_digit(s.p[at + n])) n++;
	return n;
}

size_t digits_prefix(slice s) {
	size_t at = 0, size = 0;
	while (at < s.n) {
		size_t here = digits_count(s, at);
		at += here;
		char mark = mark_at(s, at, &size);
		if (!mark || (here == 0 && (at || mark != '.'))) break;
		size_t next = digits_count(s, at + size);
		/* A blank belongs to the number only before a group of three: "5 1/2" and "in 2016 44 areas" are two. */
		if (next == 0 || (mark == ' ' && next != 3)) break;
		at += size;
	}
	return at;
}

/* Furniture of pages: running headers and footers, and page numbers. A page ends at a form feed, or at a number alone on
 * its line that counts on from the one before. What stands at a page's end and is said again at another's (but for its
 * numbers), or is set in columns there, is furniture. So is a breadcrumb, the way to a page through those above it. Shape
 * alone: no word is known here. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { NUMBER_DIGITS = 4, NUMBER_APART = 4 /* lines between page numbers */ };
enum { EDGE_LINES = 2 }; /* lines looked at on each side of a page's end */

static bool is_open(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	return l->shape != LINE_GRID && l->shape != LINE_FENCE && l->shape != LINE_FILLER && !l->in_code;
}

/* A number alone: 12  - 12 -  [12]  12/40; else 0. */
static unsigned page_number(const struct plan *p, size_t i) {
	enum { MARKS_MAX = 12 };
	const struct line *l = line_of(p, i);
	unsigned value = 0, digits = 0;
	bool done = false;
	if (l->stop - l->body > MARKS_MAX || !is_open(p, i)) return 0;
	for (size_t at = l->body; at < l->stop; at++) {
		char c = p->text.p[at];
		if (utf8_is_digit((unsigned char)c)) {
			if (done) continue;
			value = value * 10 + (unsigned)(c - '0');
			digits++;
			continue;
		}
		done = done || digits > 0;
		if (!memchr(" -[]()/|", c, 8)) return 0;
		if (c == '/' && !done) return 0;
	}
	return digits && digits <= NUMBER_DIGITS ? value : 0;
}

static bool is_alone(const struct plan *p, size_t i) {
	return (i == 0 || line_of(p, i)->blank_before || line_of(p, i)->page_before) &&
	       (i + 1 == p->lines.n || line_of(p, i + 1)->blank_before || line_of(p, i + 1)->page_before);
}

/* Numbers that count on by one, some lines apart, three at least. False where there are none. */
static bool numbers_mark(struct plan *p, bool *furniture) {
	size_t chain[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
	unsigned value = 0;
	bool any = false;
	if (!plan_holds_digit(p)) return false;
	for (size_t i = 0; i < p->lines.n; i++) {
		unsigned n = page_number(p, i);
		if (!n || !is_alone(p, i)) continue;
		bool next = chain[2] != SIZE_MAX && n == value + 1 && i - chain[2] > NUMBER_APART;
		chain[0] = next ? chain[1] : SIZE_MAX;
		chain[1] = next ? chain[2] : SIZE_MAX;
		chain[2] = i;
		value = n;
		for (size_t k = 0; k < 3 && chain[0] != SIZE_MAX; k++) any = furniture[chain[k]] = true;
	}
	return any;
}

/* Are both the same but for their digits? */
static bool same_but_numbers(slice a, slice b) {
	size_t i = 0, k = 0;
	while (i < a.n && k < b.n) {
		bool digit = utf8_is_digit((unsigned char)a.p[i]);
		if (digit != utf8_is_digit((unsigned char)b.p[k])) return false;
		if (!digit) {
			if (a.p[i++] != b.p[k++]) return false;
			continue;
		}
		while (i < a.n && utf8_is_digit((unsigned char)a.p[i])) i++;
		while (k < b.n && utf8_is_digit((unsigned char)b.p[k])) k++;
	}
	return i == a.n && k == b.n;
}

/* Set in columns across the page, with a digit: Author    Title of it all    [Page 3] */
static bool is_spread(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	if (!l->wide_gap || !is_alone(p, i)) return false;
	for (size_t at = l->body; at < l->stop; at++)
		if (utf8_is_digit((unsigned char)p->text.p[at])) return true;
	return false;
}

/* The place of an edge line: `back` lines before the first line of a page, or behind it. */
static size_t edge(const struct plan *p, size_t page, size_t k, bool before) {
	if (before) return page > k ? page - 1 - k : SIZE_MAX;
	return page + k < p->lines.n ? page + k : SIZE_MAX;
}

static void edges_mark(struct plan *p, size_t page, size_t other, bool *furniture) {
	for (int before = 0; before < 2; before++)
		for (size_t k = 0; k < EDGE_LINES; k++) {
			size_t a = edge(p, page, k, before), b = edge(p, other, k, before);
			if (a == SIZE_MAX || b == SIZE_MAX || a == b || !is_open(p, a) || !is_open(p, b)) break;
			if (!same_but_numbers(line_text(p, a), line_text(p, b))) break;
			furniture[a] = furniture[b] = true;
		}
}

/* Pages start behind form feeds and behind page numbers. The document's own ends are looked at where they are set in
 * columns: else a title would be lost that the pages repeat. */
static void pages_mark(struct plan *p, bool *furniture) {
	size_t last = SIZE_MAX, first = SIZE_MAX;
	for (size_t i = 1; i < p->lines.n; i++) {
		bool feed = line_of(p, i)->page_before, number = furniture[i - 1] && page_number(p, i - 1);
		if (!feed && !number) continue;
		if (feed && is_open(p, i - 1) && is_spread(p, i - 1)) furniture[i - 1] = true;
		if (feed && is_open(p, i) && is_spread(p, i)) furniture[i] = true;
		if (last != SIZE_MAX) edges_mark(p, i, last, furniture);
		last = i;
		if (first == SIZE_MAX) first = i;
	}
	if (first != SIZE_MAX && line_of(p, 0)->wide_gap) edges_mark(p, 0, first, furniture);
	if (last != SIZE_MAX && line_of(p, p->lines.n - 1)->wide_gap) edges_mark(p, p->lines.n, last, furniture);
}

/* ---- breadcrumbs: Home > About us > Plans */

enum { CRUMBS_MIN = 3, CRUMB_WORDS = 7, CRUMBS_POINTS = 160 };

/* What stands between two crumbs: > » › →, with blanks around. */
static const char *const crumb_signs[] = {" > ", " \xC2\xBB ", " \xE2\x80\xBA ", " \xE2\x86\x92 "};

/* The last byte of the sign: quicker to look for than all of it. */
static char key_of(slice sign) { return sign.p[sign.n - 2]; }

/* Its next place from `at` on, or SIZE_MAX. */
static size_t key_next(const struct plan *p, size_t at, slice sign) {
	size_t found = slice_find_byte(slice_drop(p->text, at), key_of(sign));
	return found == SIZE_MAX ? found : at + found;
}

/* A crumb is a few words, and begins with a capital or a digit. */
static bool is_crumb(slice s) {
	s = utf8_trim(s);
	uint32_t first = utf8_at(s, 0).code;
	unsigned words = 1, letters = 0;
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size) {
		words += utf8_is_blank(c.code);
		letters += utf8_is_letter(c.code);
	}
	return letters > 1 && words <= CRUMB_WORDS && (utf8_is_upper(first) || utf8_is_digit(first));
}

static bool is_breadcrumb(const struct plan *p, size_t i, slice sign) {
	const struct line *l = line_of(p, i);
	struct cut cut = slice_cut(line_text(p, i), sign);
	size_t crumbs = 1;
	if (!cut.ok || l->shape != LINE_TEXT || l->points > CRUMBS_POINTS || line_ends_stop(p->text, l)) return false;
	for (; cut.ok; cut = slice_cut(cut.tail, sign), crumbs++)
		if (!is_crumb(cut.head)) return false;
	return crumbs >= CRUMBS_MIN && is_crumb(cut.head);
}

static void breadcrumbs_mark(struct plan *p, bool *furniture) {
	for (size_t k = 0; k < sizeof crumb_signs / sizeof *crumb_signs; k++) {
		slice sign = slice_of(crumb_signs[k]);
		size_t next = key_next(p, 0, sign);
		for (size_t i = 0; i < p->lines.n && next < p->text.n; i++) {
			if (next < line_of(p, i)->body) next = key_next(p, line_of(p, i)->body, sign);
			if (next >= line_of(p, i)->stop) continue;
			furniture[i] = furniture[i] || (is_open(p, i) && is_breadcrumb(p, i, sign));
		}
	}
}

void pages_find(struct plan *p) {
	bool *furniture = arena_alloc(p->scratch, p->lines.n + 1);
	breadcrumbs_mark(p, furniture);
	bool numbers = numbers_mark(p, furniture);
	if (numbers || p->seen.page) pages_mark(p, furniture);
	for (size_t i = 0; i < p->lines.n; i++)
		if (furniture[i]) p->lines.v[i].shape = LINE_PAGE;
}

/* Filler: runs of lines that say nothing, or the same thing over and over. Each run is one block, a divider or a paragraph,
 * and no reader of tables or lists looks at it: a thousand bullets without a text are not a thousand empty items, bars
 * without a word between are no table, and a line that comes a hundred times is not a hundred paragraphs.
 *
 * Short runs are left alone: three lines of stars, the empty rows of a form, a bullet whose text stands on the next line.
 * So are rows of bars right next to a row with text, and lines that come again in the midst of others: these may be the
 * rows of one table. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { SIGNS_MIN = 32, SAME_MIN = 100 }; /* lines */

/* ---- signs alone */

/* What lists, rules, frames and bars are made of. Others, as a tick or a fraction, say something. */
static bool is_sign(uint32_t code) {
	if (code < 0x80) return !utf8_is_letter(code) && !utf8_is_digit(code);
	return code == 0xA6 || code == 0xB7 || (code >= 0x2010 && code <= 0x2027) || code == 0x2043 || code == 0x2219 ||
	       (code >= 0x2500 && code <= 0x25FF) || code == 0xF0A7 || code == 0xF0B7 || utf8_is_blank(code);
}

/* 1.  2)  (3)  — a number that would be a list mark, had it a text. */
static bool is_bare_number(slice s) {
	size_t at = s.p[0] == '(', start = at;
	while (at < s.n && utf8_is_digit((unsigned char)s.p[at])) at++;
	return at > start && at + 1 == s.n && (s.p[at] == '.' || s.p[at] == ')');
}

static bool is_signs(slice s) {
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size)
		if (!is_sign(c.code)) return false;
	return true;
}

static bool is_bare(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	if (l->shape == LINE_QUOTE || l->shape == LINE_FENCE) return false;
	slice s = line_text(p, i);
	unsigned char first = (unsigned char)s.p[0];
	if (first < 0x80 && utf8_is_letter(first)) return false; /* as most lines begin */
	return is_signs(s) || is_bare_number(s);
}

static bool is_row_with_text(const struct plan *p, size_t i) {
	return line_of(p, i)->shape == LINE_BARS && !is_bare(p, i);
}

static bool is_mark(const struct line *l) { return l->shape == LINE_ITEM || l->words == 1; }

/* The line behind the run that starts here, or the line itself. */
static size_t signs_end(const struct plan *p, size_t first) {
	size_t last = first;
	while (last < p->lines.n && is_bare(p, last)) last++;
	if (last < p->lines.n) {
		/* The last may have its text on the next line, or rule that off. */
		if (last > first && line_adjacent(p, last) && is_mark(line_of(p, last - 1))) last--;
		if (last > first && line_adjacent(p, last) && is_row_with_text(p, last)) return first;
	}
	if (first > 0 && line_adjacent(p, first) && is_row_with_text(p, first - 1)) return first;
	return last - first < SIGNS_MIN ? first : last;
}

/* ---- the same line over and over */

static bool are_same(const struct plan *p, size_t a, size_t b) {
	const struct line *l = line_of(p, a), *m = line_of(p, b);
	return l->stop - l->body == m->stop - m->body && l->indent == m->indent &&
	       memcmp(p->text.p + l->body, p->text.p + m->body, l->stop - l->body) == 0;
}

bool filler_may_repeat(const struct line *l) {
	return l->shape == LINE_TEXT || l->shape == LINE_RULE || l->shape == LINE_ATX;
}

/* Is it the last line, and the beginning of the one before it? */
static bool is_cut_off(const struct plan *p, size_t i) {
	return i + 1 == p->lines.n && line_adjacent(p, i) && slice_starts(line_text(p, i - 1), line_text(p, i));
}

static size_t same_end(const struct plan *p, size_t first) {
	size_t last = first + 1;
	if (!filler_may_repeat(line_of(p, first)) || last == p->lines.n) return first;
	unsigned apart = line_of(p, last)->blank_before;
	while (last < p->lines.n && line_of(p, last)->blank_before == apart && are_same(p, last - 1, last)) last++;
	if (last - first < SAME_MIN || (apart > 0 && line_of(p, first)->gap)) return first;
	if (apart == 0 && is_cut_off(p, last)) last++;
	bool among_others = apart == 0 && ((first > 0 && line_adjacent(p, first)) || line_adjacent(p, last));
	return among_others ? first : last;
}

/* No other line of the run that starts here is asked again. */
static void run_forget(struct plan *p, size_t first, bool bare) {
	size_t last = first + 1;
	while (last < p->lines.n && (bare ? is_bare(p, last) : are_same(p, last - 1, last))) last++;
	p->no_filler_before = last;
}

static bool may_underline(const struct plan *p, size_t i) {
	return i > 0 && line_adjacent(p, i) && line_of(p, i)->shape == LINE_RULE &&
	       line_of(p, i - 1)->shape == LINE_TEXT;
}

size_t filler_find(struct plan *p, size_t first) {
	if (first < p->no_filler_before) return first;
	bool bare = is_bare(p, first);
	if (bare && may_underline(p, first)) return first;
	if (!bare && (first + 1 == p->lines.n || !are_same(p, first, first + 1))) return first;
	size_t last = bare ? signs_end(p, first) : same_end(p, first);
	if (last == first) run_forget(p, first, bare);
	for (size_t i = first; i < last; i++) {
		struct line *l = &p->lines.v[i];
		l->shape = LINE_FILLER;
		l->text = l->body;
		l->grid = (uint32_t)last;
	}
	return last;
}

/* Signs divide; what has a number or a word is text. */
size_t filler_gather(struct plan *p, size_t first) {
	size_t last = line_of(p, first)->grid;
	bool text = false;
	for (size_t i = first; i < last && !text; i++) text = !is_signs(line_text(p, i));
	unit_text(p, first, last)->kind = text ? UNIT_TEXT : UNIT_RULE;
	return last;
}

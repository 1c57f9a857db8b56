/* Broken text: are lines without a blank one between them one paragraph, or each of them a block of its own?
 *
 * Text that was broken to a width is full: the first word of the next line would not have fitted on this one. Web text
 * has a paragraph a line, tables have short lines; neither is full. Two full lines prove little, so that more is asked of
 * them: a second line that goes on in small letters, or a document that is known to be broken. Short lines that all end in
 * commas, as those of an address do, are told as one thing too. */
#include "stages/segment_plan.h"

/* Text is broken to widths between these (columns); beyond WRAP_WIDE seldom, and a paragraph of the web may be as long. */
enum { WRAP_MIN = 45, WRAP_WIDE = 132, WRAP_MAX = 200 };
/* People who break lines by hand stop a little early. */
enum { WRAP_SLACK = 4 };
/* Fewer lines prove nothing about the document. */
enum { BROKEN_MIN = 3 };
/* A line so long with another below that ends a sentence is no title over a byline. */
enum { SURE_WIDTH = 60 };

static unsigned width_of(const struct plan *p, size_t first, size_t last) {
	unsigned width = 0;
	for (size_t i = first; i < last; i++)
		if (p->lines.v[i].width > width) width = p->lines.v[i].width;
	return width < p->wrap ? p->wrap : width;
}

/* # what a program does: lines of their own. */
static bool is_comment(const struct plan *p, const struct line *l) {
	return p->text.p[l->body] == '#' && l->stop - l->body > 1 && p->text.p[l->body + 1] == ' ';
}

bool wrap_joins(const struct plan *p, const struct line *a, const struct line *b, unsigned width) {
	if (width < WRAP_MIN || width > WRAP_MAX || a->wide_gap || b->wide_gap) return false;
	unsigned need = a->width + 1 + b->first_word;
	bool full = need > width;
	bool nearly = need + WRAP_SLACK > width || (a->width * 5 >= width * 3 && line_goes_on(p->text, b));
	if (!full && (!nearly || line_ends_stop(p->text, a))) return false;
	return !is_comment(p, a) && !is_comment(p, b);
}

/* How many of the lines behind the first go on in small letters (or have none of their own). */
static size_t count_going_on(const struct plan *p, size_t first, size_t last) {
	size_t count = 0;
	for (size_t i = first + 1; i < last; i++) count += line_goes_on(p->text, &p->lines.v[i]);
	return count;
}

static size_t count_joins(const struct plan *p, size_t first, size_t last, unsigned width) {
	size_t count = 0;
	for (size_t i = first + 1; i < last; i++) count += wrap_joins(p, &p->lines.v[i - 1], &p->lines.v[i], width);
	return count;
}

/* Three lines or more, all full, a third of which go on in small letters: broken text beyond doubt. */
static bool surely_broken(const struct plan *p, size_t first, size_t last, unsigned width) {
	size_t n = last - first;
	if (n < BROKEN_MIN || count_joins(p, first, last, width) != n - 1) return false;
	return count_going_on(p, first, last) * 3 >= n - 1;
}

void wrap_measure(struct plan *p) {
	unsigned least = 0;
	if (!seen_shape(&p->seen, LINE_TEXT) && !seen_shape(&p->seen, LINE_ATX)) return;
	for (size_t first = 0, last; first < p->lines.n; first = last) {
		for (last = first + 1; last < p->lines.n; last++)
			if (p->lines.v[last].blank_before || p->lines.v[last].shape != LINE_TEXT) break;
		if (last - first < BROKEN_MIN || p->lines.v[first].shape == LINE_ITEM) continue;
		unsigned width = width_of(p, first, last);
		if (!surely_broken(p, first, last, width)) continue;
		if (!least || width < least) least = width;
	}
	p->wrap = least;
}

struct unit *unit_text(struct plan *p, size_t first, size_t last) {
	struct unit *u = vec_push(p->scratch, &p->units);
	u->kind = UNIT_TEXT;
	u->first = (uint32_t)first;
	u->last = (uint32_t)last;
	u->text = (short_span){p->lines.v[first].body, p->lines.v[last - 1].stop};
	u->marker = span_shorten(SPAN_NONE);
	return u;
}

/* Is a group of lines broken text, here and there interrupted by the end of a paragraph? */
static bool group_is_broken(const struct plan *p, size_t first, size_t last, unsigned width) {
	size_t n = last - first;
	size_t joins = count_joins(p, first, last, width), breaks = n - 1 - joins;
	if (n == 1) return false;
	bool usual = width <= WRAP_WIDE;
	if (p->wrap && (usual || p->wrap > WRAP_WIDE)) return joins > 0 && joins >= breaks;
	const struct line *a = &p->lines.v[first], *b = a + 1;
	if (n == 2 && !line_goes_on(p->text, b))
		return usual && joins == 1 && a->width >= SURE_WIDTH && line_ends_stop(p->text, b);
	if (n == 2) return joins == 1;
	return joins >= 2 * breaks && count_going_on(p, first, last) * 3 >= joins;
}

/* Three short lines or more, each but the last ending in a comma: one thing told line by line, as an address is. */
static bool group_is_told_in_lines(const struct plan *p, size_t first, size_t last) {
	if (last - first < 3) return false;
	for (size_t i = first; i < last; i++) {
		const struct line *l = &p->lines.v[i];
		if (l->width >= WRAP_MIN || l->wide_gap) return false;
		if (i + 1 < last && line_last(p->text, l) != ',') return false;
	}
	return true;
}

void wrap_split(struct plan *p, size_t first, size_t last) {
	if (group_is_told_in_lines(p, first, last)) {
		unit_text(p, first, last);
		return;
	}
	unsigned width = width_of(p, first, last);
	bool broken = group_is_broken(p, first, last, width);
	for (size_t from = first, to; from < last; from = to) {
		for (to = from + 1; broken && to < last; to++)
			if (!wrap_joins(p, &p->lines.v[to - 1], &p->lines.v[to], width)) break;
		struct unit *u = unit_text(p, from, to);
		u->lead = from == first && to < last;
		u->follow = from > first;
	}
}

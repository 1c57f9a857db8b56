/* Pipe tables: Markdown's, with or without outer bars, and rows of bars without a header. Other tables stay text here.
 * After GitHub Flavored Markdown 0.29 §4.10, but that rows may have any number of cells. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

static bool bars_at(const struct plan *p, size_t i) { return i < p->lines.n && p->lines.v[i].shape == LINE_BARS; }

static bool adjacent_bars(const struct plan *p, size_t i) { return bars_at(p, i) && !p->lines.v[i].blank_before; }

static bool escaped(slice text, size_t at, size_t start) {
	size_t n = 0;
	while (at > start + n && text.p[at - n - 1] == '\\') n++;
	return n % 2 == 1;
}

static size_t cells_count(slice text, const struct line *l) {
	size_t bars = 0;
	for (size_t at = l->body; at < l->stop; at++) bars += text.p[at] == '|' && !escaped(text, at, l->body);
	return bars + 1 - l->outer_bar - (text.p[l->stop - 1] == '|' && l->stop - l->body > 1);
}

bool table_has_header(const struct plan *p, size_t first, size_t last) {
	if (first + 1 >= last || !p->lines.v[first + 1].all_bars || p->lines.v[first].all_bars) return false;
	return cells_count(p->text, &p->lines.v[first]) == cells_count(p->text, &p->lines.v[first + 1]);
}

/* A bar at both ends and two cells at least: what rows without an alignment row must have. */
static bool is_boxed(const struct plan *p, const struct line *l) {
	return l->outer_bar && p->text.p[l->stop - 1] == '|' && !l->all_bars && cells_count(p->text, l) > 1;
}

/* Is the line there the frame of a box, +---+ ? Boxes are drawings or grids, not pipe tables. */
static bool is_frame(const struct plan *p, size_t i) { return p->text.p[p->lines.v[i].body] == '+'; }

/* Without an alignment row it takes two rows or more in bars, of as many cells each. Lines looked at in vain are
 * remembered. */
static size_t boxed_end(struct plan *p, size_t first) {
	if (first < p->no_boxes_before || !is_boxed(p, &p->lines.v[first])) return first;
	size_t cells = cells_count(p->text, &p->lines.v[first]), last = first;
	bool even = true;
	for (; last == first || adjacent_bars(p, last); last++)
		even = even && is_boxed(p, &p->lines.v[last]) && cells_count(p->text, &p->lines.v[last]) == cells;
	bool above = first > 0 && !p->lines.v[first].blank_before && is_frame(p, first - 1);
	bool below = last < p->lines.n && !p->lines.v[last].blank_before && is_frame(p, last);
	if (even && last - first >= 2 && !above && !below) return last;
	p->no_boxes_before = last;
	return first;
}

size_t tables_end(struct plan *p, size_t first) {
	if (!bars_at(p, first)) return first;
	size_t last = first + 1;
	if (!adjacent_bars(p, last) || !table_has_header(p, first, first + 2)) return boxed_end(p, first);
	while (adjacent_bars(p, last)) last++;
	return last;
}

static span cell_trim(slice text, size_t start, size_t end) {
	size_t from = start;
	while (from < end && utf8_is_blank(utf8_at(text, from).code)) from += utf8_at(text, from).size;
	while (end > from && utf8_is_blank(utf8_before(text, end).code)) end -= utf8_before(text, end).size;
	return from < end ? (span){from, end} : (span){start, start};
}

void table_cells(slice text, const struct line *l, arena *a, spans *cells) {
	size_t start = l->body + (l->outer_bar ? 1 : 0);
	for (size_t at = start; at < l->stop; at++) {
		if (text.p[at] != '|' || escaped(text, at, l->body)) continue;
		*vec_push(a, cells) = cell_trim(text, start, at);
		start = at + 1;
	}
	if (start < l->stop) *vec_push(a, cells) = cell_trim(text, start, l->stop);
}

/* Tables: the walk over the lines that asks each reader (segment_tables.h) in turn, and the table that readers fill.
 *
 * Marked tables first: bars, grids, rules. What is left is cut into stretches of lines without blank ones between them,
 * and those are searched for separated and for aligned columns. Code between fences, front matter and quotations are
 * not looked at, nor are lines that say nothing (segment_filler.c). */
#include "stages/segment_tables.h"

#include "base/utf8.h"

/* ---- building */

span span_trim(slice text, size_t start, size_t end) {
	size_t from = start;
	while (from < end && utf8_is_blank(utf8_at(text, from).code)) from += utf8_at(text, from).size;
	while (end > from && utf8_is_blank(utf8_before(text, end).code)) end -= utf8_before(text, end).size;
	return from < end ? (span){from, end} : (span){start, start};
}

struct grid *grid_start(struct plan *p, size_t first, slice method, size_t columns) {
	struct grid *g = vec_push(p->scratch, &p->grids);
	g->first = g->last = first;
	g->row_first = g->row_last = p->rows.n;
	g->pieces = p->pieces.n;
	g->columns = columns;
	g->method = method;
	g->marker = SPAN_NONE;
	return g;
}

static struct grid *newest(struct plan *p) { return &p->grids.v[p->grids.n - 1]; }

size_t grid_row(struct plan *p, size_t line, bool header) {
	const struct line *l = &p->lines.v[line];
	struct row *r = vec_push(p->scratch, &p->rows);
	r->at = (short_span){l->outer, l->stop};
	r->header = header;
	r->cell = (uint32_t)p->cells.n;
	for (size_t k = 0; k < newest(p)->columns; k++)
		vec_push(p->scratch, &p->cells)->at = (short_span){l->stop, l->stop};
	newest(p)->row_last = p->rows.n;
	return p->rows.n - 1;
}

static void row_holds(struct row *r, span at) { r->at = span_shorten(span_hull(span_of(r->at), at)); }

void row_goes_on(struct plan *p, size_t row, size_t line) {
	const struct line *l = &p->lines.v[line];
	row_holds(&p->rows.v[row], (span){l->outer, l->stop});
}

void cell_put(struct plan *p, size_t row, size_t column, span text) {
	struct row *r = &p->rows.v[row];
	struct cell *c = &p->cells.v[r->cell + column];
	bool empty = c->at.start == c->at.end;
	if (span_length(text) == 0) {
		if (empty && span_contains(span_of(r->at), text)) c->at = span_shorten(text);
		return;
	}
	row_holds(r, text);
	if (empty) {
		c->at = span_shorten(text);
		return;
	}
	if (c->more == 0) {
		spans *pieces = vec_push(p->scratch, &p->pieces);
		*vec_push(p->scratch, pieces) = span_of(c->at);
		c->more = (uint32_t)p->pieces.n;
	}
	*vec_push(p->scratch, &p->pieces.v[c->more - 1]) = text;
	c->at = span_shorten(span_hull(span_of(c->at), text));
}

slice cell_text(const struct plan *p, size_t row, size_t column) {
	const struct cell *c = &p->cells.v[p->rows.v[row].cell + column];
	return slice_at(p->text, c->more ? p->pieces.v[c->more - 1].v[0] : span_of(c->at));
}

size_t grid_end(struct plan *p, size_t last, unsigned fit) {
	struct grid *g = newest(p);
	g->last = last;
	g->fit = fit;
	for (size_t i = g->first; i < last; i++) {
		p->lines.v[i].shape = LINE_GRID;
		p->lines.v[i].grid = (unsigned)(p->grids.n - 1);
	}
	return last;
}

void grid_drop(struct plan *p) {
	struct grid *g = newest(p);
	p->rows.n = g->row_first;
	p->pieces.n = g->pieces;
	if (g->row_last > g->row_first) p->cells.n = p->rows.v[g->row_first].cell;
	p->grids.n--;
}

void table_unclear(struct plan *p, size_t first, size_t last) {
	document_finding(p->d, CODE_TABLE_UNCLEAR, (span){p->lines.v[first].body, p->lines.v[last - 1].stop},
	        S("lines set in columns that do not agree; they were kept as text"));
}

/* ---- the walk */

static size_t marked_read(struct plan *p, size_t at) {
	char first = p->text.p[p->lines.v[at].body];
	bool corner = first == '+' || (unsigned char)first >= 0x80; /* of ASCII, or drawn */
	size_t end = corner ? table_grid(p, at) : at;
	if (end == at && first == '{') end = table_wiki(p, at);
	if (end == at) end = table_bars(p, at);
	return end > at ? end : table_ruled(p, at);
}

/* A line of ~ as long as the text above it underlines that. */
static bool is_underline(const struct plan *p, size_t at) {
	const struct line *l = &p->lines.v[at];
	if (at == 0 || !line_adjacent(p, at) || l->sign != '~' || l->mark_end != l->stop) return false;
	return l[-1].shape == LINE_TEXT && l->level * 4 >= l[-1].width * 3;
}

/* The lines of a quotation are looked at without their >. Those that are no table then are what they were. */
static size_t quoted_find(struct plan *p, size_t first) {
	VEC(struct line) kept = {0};
	size_t last = first;
	for (; last < p->lines.n && p->lines.v[last].shape == LINE_QUOTE; last++) {
		struct line *l = &p->lines.v[last], inside;
		if (last > first && l->blank_before) break;
		*vec_push(p->scratch, &kept) = *l;
		if (line_unquote(p->text, l, &inside)) *l = inside;
	}
	p->no_rule_before = 0; /* the lines are others now, and will be again */
	for (size_t at = first; at < last;) {
		size_t end = p->lines.v[at].shape == LINE_QUOTE ? at : marked_read(p, at);
		at = end > at ? end : at + 1;
	}
	p->no_rule_before = 0;
	for (size_t i = first; i < last; i++) {
		struct line *l = &p->lines.v[i];
		bool grid = l->shape == LINE_GRID;
		unsigned table = l->grid;
		*l = kept.v[i - first];
		if (!grid) continue;
		l->shape = LINE_GRID;
		l->grid = table;
	}
	return last;
}

static void marked_find(struct plan *p, size_t at) {
	while (at < p->lines.n) {
		struct line *l = &p->lines.v[at];
		size_t end = l->shape == LINE_FENCE && !is_underline(p, at) ? fence_end(p, at) : at;
		for (size_t i = at; i < end; i++) p->lines.v[i].in_code = true;
		if (end == at) end = filler_find(p, at);
		if (end == at) end = l->shape == LINE_QUOTE ? quoted_find(p, at) : marked_read(p, at);
		at = end > at ? end : at + 1;
	}
	p->fence_lost[0] = p->fence_lost[1] = 0; /* known from here on only */
}

/* May the line stand in a table of blanks or separators? */
static bool is_open(const struct plan *p, size_t i) {
	if (i >= p->lines.n) return false;
	static const unsigned closed = 1u << LINE_GRID | 1u << LINE_QUOTE | 1u << LINE_FENCE | 1u << LINE_PAGE |
	                               1u << LINE_CAPTION | 1u << LINE_FILLER;
	const struct line *l = &p->lines.v[i];
	return !(closed >> l->shape & 1) && !l->in_code && l->width <= TABLE_WIDTH_MAX;
}

static void open_find(struct plan *p, size_t at) {
	while (at < p->lines.n) {
		if (!is_open(p, at)) {
			at++;
			continue;
		}
		size_t last = at + 1;
		while (is_open(p, last) && p->lines.v[last].blank_before == 0) last++;
		tables_delimited(p, at, last);
		at = last;
	}
}

/* Is the line a rule below names, made of several marks? +++-=======-======  Frames have a + at both ends. */
static bool is_mixed_rule(const struct plan *p, size_t i) {
	enum { MIXED_MIN = 10 };
	const struct line *l = &p->lines.v[i];
	slice s = slice_at(p->text, (span){l->body, l->stop});
	if (i == 0 || l->words != 1 || s.n < MIXED_MIN || s.p[s.n - 1] == '+' || !line_adjacent(p, i)) return false;
	for (size_t at = 0; at < s.n; at++)
		if (!memchr("+-=", s.p[at], 3)) return false;
	return l[-1].gap && line_adjacent(p, i + 1) && l[1].gap;
}

bool rule_is_sum(const struct plan *p, size_t i) {
	if (i == 0 || !line_adjacent(p, i)) return false;
	const struct line *l = &p->lines.v[i];
	return l[-1].gap && l[-1].digits && l[-1].indent + l[-1].first_word < l->indent;
}

/* Groups of - or = below figures, as above a sum. */
static bool is_sum_rule(const struct plan *p, size_t i) {
	const struct line *l = &p->lines.v[i];
	char sign = p->text.p[l->body];
	if (i == 0 || l->words < 2 || (sign != '-' && sign != '=') || !line_adjacent(p, i)) return false;
	if (!l[-1].gap || !l[-1].digits || l->points < 3 * (uint32_t)l->words) return false;
	for (size_t at = l->body; at < l->stop; at++)
		if (p->text.p[at] != sign && p->text.p[at] != ' ' && p->text.p[at] != '\t') return false;
	return true;
}

static void aligned_find(struct plan *p, size_t at) {
	for (size_t i = at; i < p->lines.n; i++)
		if (p->lines.v[i].shape == LINE_TEXT && (is_mixed_rule(p, i) || is_sum_rule(p, i)))
			p->lines.v[i].shape = LINE_RULE;
	while (at < p->lines.n) {
		if (!is_open(p, at)) {
			at++;
			continue;
		}
		size_t last = at + 1;
		while (is_open(p, last) && p->lines.v[last].blank_before <= 1) last++;
		tables_aligned(p, at, last);
		at = last;
	}
}

void tables_find(struct plan *p) {
	size_t start = front_matter_end(p);
	marked_find(p, start);
	if (plan_holds(p, '\t') || plan_holds(p, ',') || plan_holds(p, ';')) open_find(p, start);
	if (p->seen.gap) aligned_find(p, start);
}

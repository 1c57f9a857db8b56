/* MediaWiki's tables: {| … |}, |- between rows, | or ! before a cell, || or !! between the cells of one line, |+ before
 * the caption. After mediawiki.org, "Help:Tables". What stands before a single | in a cell and has a = is markup of the
 * cell; of it colspan and rowspan are obeyed: what they cover stays empty. A table inside a cell is not read: then there
 * is no table at all. */
#include "stages/segment_tables.h"

#include "base/utf8.h"

enum { SPAN_MAX = 64 };

static bool starts(const struct plan *p, size_t i, slice mark) { return slice_starts(line_text(p, i), mark); }

/* The line that closes the table, or `first`. Looked for in vain once, it is nowhere. */
static size_t close_find(struct plan *p, size_t first) {
	if (p->wiki_lost) return first;
	for (size_t i = first + 1; i < p->lines.n; i++) {
		if (starts(p, i, S("{|"))) return first;
		if (starts(p, i, S("|}"))) return i;
	}
	p->wiki_lost = true;
	return first;
}

/* ---- the cells of a line */

struct cells {
	slice text;
	size_t at, stop;
	char sign; /* what began the line: | or ! */
};

struct wiki_cell {
	span text;
	unsigned wide, deep; /* colspan, rowspan */
};

/* The number behind a name in the cell's markup; 1 where there is none. */
static unsigned attribute(slice markup, slice name) {
	size_t at = slice_find(markup, name);
	unsigned value = 0;
	if (at == SIZE_MAX) return 1;
	for (at += name.n; at < markup.n && memchr("= \"'", markup.p[at], 4);) at++;
	for (; at < markup.n && utf8_is_digit((unsigned char)markup.p[at]) && value < SPAN_MAX; at++)
		value = value * 10 + (unsigned)(markup.p[at] - '0');
	return value == 0 ? 1 : value < SPAN_MAX ? value : SPAN_MAX;
}

/* Where the next cell of the line begins: behind || or, among headers, !!; the end where there is none. */
static size_t cell_stop(const struct cells *c) {
	for (size_t i = c->at; i + 1 < c->stop; i++)
		if ((c->text.p[i] == '|' && c->text.p[i + 1] == '|') ||
		        (c->sign == '!' && c->text.p[i] == '!' && c->text.p[i + 1] == '!'))
			return i;
	return c->stop;
}

static bool cell_next(struct cells *c, struct wiki_cell *cell) {
	if (c->at > c->stop) return false;
	size_t stop = cell_stop(c), start = c->at;
	slice all = slice_sub(c->text, start, stop);
	size_t bar = slice_find_byte(all, '|');
	*cell = (struct wiki_cell){.wide = 1, .deep = 1};
	if (bar != SIZE_MAX) {
		slice markup = slice_sub(all, 0, bar);
		bool is_markup = slice_find_byte(markup, '=') != SIZE_MAX && slice_find(markup, S("[[")) == SIZE_MAX;
		if (is_markup) {
			cell->wide = attribute(markup, S("colspan"));
			cell->deep = attribute(markup, S("rowspan"));
			start += bar + 1;
		}
	}
	cell->text = span_trim(c->text, start, stop);
	c->at = stop + (stop < c->stop ? 2 : 1);
	return true;
}

static struct cells cells_of(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	return (struct cells){.text = p->text, .at = l->body + 1, .stop = l->stop, .sign = p->text.p[l->body]};
}

/* ---- the walk, once to count and once to fill */

struct wiki {
	struct plan *p;
	bool fill;
	size_t columns, rows, row, column, header_cells, cells;
	unsigned below[TABLE_COLUMNS_MAX + 1]; /* rows that a cell above still covers */
	bool open;                             /* the row has begun */
};

static bool row_begin(struct wiki *w, size_t line) {
	w->open = true;
	w->rows++;
	w->column = 0;
	if (w->fill) w->row = grid_row(w->p, line, false);
	return true;
}

static void row_end(struct wiki *w) {
	if (!w->open) return;
	for (size_t k = 0; k < TABLE_COLUMNS_MAX; k++) w->below[k] -= w->below[k] > 0;
	if (w->column > w->columns) w->columns = w->column;
	if (w->fill && w->rows == 1) w->p->rows.v[w->row].header = w->header_cells == w->cells;
	w->open = false;
}

/* False where the row is too wide. */
static bool cell_add(struct wiki *w, char sign, const struct wiki_cell *c) {
	while (w->column < TABLE_COLUMNS_MAX && w->below[w->column]) w->column++;
	if (w->column + c->wide > TABLE_COLUMNS_MAX) return false;
	if (w->fill) cell_put(w->p, w->row, w->column, c->text);
	for (unsigned k = 0; k < c->wide; k++) w->below[w->column++] = c->deep;
	w->cells += w->rows == 1;
	w->header_cells += w->rows == 1 && sign == '!';
	return true;
}

static bool line_walk(struct wiki *w, size_t i) {
	struct plan *p = w->p;
	if (starts(p, i, S("|-"))) {
		row_end(w);
		return true;
	}
	char sign = p->text.p[line_of(p, i)->body];
	if (sign != '|' && sign != '!') { /* more of the cell before it */
		if (!w->open || w->column == 0) return false;
		if (w->fill) {
			row_goes_on(p, w->row, i);
			cell_put(p, w->row, w->column - 1, (span){line_of(p, i)->body, line_of(p, i)->stop});
		}
		return true;
	}
	if (!w->open && !row_begin(w, i)) return false;
	if (w->fill) row_goes_on(p, w->row, i);
	struct cells cells = cells_of(p, i);
	struct wiki_cell cell;
	while (cell_next(&cells, &cell))
		if (!cell_add(w, sign, &cell)) return false;
	return true;
}

static bool walk(struct wiki *w, size_t first, size_t last) {
	for (size_t i = first; i < last; i++)
		if (!line_walk(w, i)) return false;
	row_end(w);
	return w->columns > 0;
}

/* The caption stands on the first line of the table; then the line above it is furniture. */
static size_t caption_take(struct plan *p, size_t first) {
	struct line *l = &p->lines.v[first + 1];
	if (!starts(p, first + 1, S("|+"))) return first;
	span text = span_trim(p->text, l->body + 2, l->stop);
	if (span_length(text) == 0) return first;
	p->lines.v[first].shape = LINE_PAGE;
	l->shape = LINE_CAPTION;
	l->mark_end = l->body + 2;
	l->text = (uint32_t)text.start;
	return first + 2;
}

size_t table_wiki(struct plan *p, size_t first) {
	if (!starts(p, first, S("{|"))) return first;
	size_t close = close_find(p, first), body = first + 1;
	if (close == first || close == body) return first;
	if (starts(p, body, S("|+"))) body++;
	struct wiki count = {.p = p}, fill = {.p = p, .fill = true};
	if (!walk(&count, body, close)) return first;
	grid_start(p, body == first + 1 ? first : caption_take(p, first), S("wiki"), count.columns);
	walk(&fill, body, close);
	return grid_end(p, close + 1, 1000);
}

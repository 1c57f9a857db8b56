/* Tables: what the segmenter and the table templates found as blocks (table > row > cell), stated as records.
 *
 * The first header row is row 0, every other row counts from 1. A row may have fewer cells than the table has columns;
 * cells that are not there get no record. */
#include "stages/extract_tables.h"

static const slice RULE_TABLE = {"structure.table", 15};

/* A table while it is stated: places of its rows and cells among the blocks. */
struct grid {
	size_t table, end; /* blocks of the table: (table, end) */
	uint64_t columns, rows;
	int header;     /* the block of row 0, or -1 */
	slice *headers; /* text of the header cells, by column from 0 */
};

static bool is_row_of(const struct document *d, size_t i, size_t table) {
	return d->blocks.v[i].kind == BLOCK_row && d->blocks.v[i].parent == (int)table;
}

static bool is_cell_of(const struct document *d, size_t i, size_t row) {
	return d->blocks.v[i].kind == BLOCK_cell && d->blocks.v[i].parent == (int)row;
}

/* What is in a block stands right behind it. */
static size_t end_of(const struct document *d, size_t container) {
	size_t i = container + 1;
	while (i < d->blocks.n && d->blocks.v[i].parent >= (int)container) i++;
	return i;
}

static uint64_t cells_in(const struct document *d, size_t row, size_t end) {
	uint64_t n = 0;
	for (size_t i = row + 1; i < end && !is_row_of(d, i, (size_t)d->blocks.v[row].parent); i++)
		n += is_cell_of(d, i, row);
	return n;
}

static struct grid grid_of(struct document *d, size_t table) {
	struct grid g = {.table = table, .end = end_of(d, table), .header = -1};
	for (size_t i = table + 1; i < g.end; i++) {
		if (!is_row_of(d, i, table)) continue;
		uint64_t cells = cells_in(d, i, g.end);
		if (cells > g.columns) g.columns = cells;
		if (d->blocks.v[i].header && g.header < 0)
			g.header = (int)i;
		else
			g.rows++;
	}
	g.headers = arena_alloc(d->arena, (g.columns + 1) * sizeof *g.headers);
	size_t column = 0;
	for (size_t i = table + 1; i < g.end; i++)
		if (g.header >= 0 && is_cell_of(d, i, (size_t)g.header))
			g.headers[column++] = block_text(d, &d->blocks.v[i]);
	return g;
}

/* ---- captions */

static bool is_caption(const struct document *d, size_t i) { return d->blocks.v[i].kind == BLOCK_caption; }

/* The caption right before the table, else the one right behind it. */
static int caption_of(const struct document *d, const struct grid *g) {
	if (g->table > 0 && is_caption(d, g->table - 1)) return (int)g->table - 1;
	if (g->end >= d->blocks.n || !is_caption(d, g->end)) return -1;
	/* One between two tables belongs to the second. */
	bool next = g->end + 1 < d->blocks.n && d->blocks.v[g->end + 1].kind == BLOCK_table;
	return next ? -1 : (int)g->end;
}

static span text_hull(const struct block *b) {
	span hull = SPAN_NONE;
	for (size_t i = 0; i < b->parts.n; i++) hull = span_hull(hull, b->parts.v[i]);
	return hull;
}

/* ---- records */

static void state_table(struct document *d, const struct grid *g, slice rule) {
	const struct block *b = &d->blocks.v[g->table];
	struct record *r = document_record(d, &tables[TABLE_tables], b->at, rule);
	record_set(r, COLUMN_tables_columns, slice_of_u64(d->arena, g->columns), SPAN_NONE);
	record_set(r, COLUMN_tables_rows, slice_of_u64(d->arena, g->rows), SPAN_NONE);
	record_set(r, COLUMN_tables_section, b->section, SPAN_NONE);
	record_set(r, COLUMN_tables_method, block_method(b), SPAN_NONE);
	record_set(r, COLUMN_tables_fit, block_fit(b), SPAN_NONE);
	int caption = caption_of(d, g);
	if (caption < 0) return;
	const struct block *said = &d->blocks.v[caption];
	record_set(r, COLUMN_tables_caption, block_text(d, said), text_hull(said));
}

static void state_cell(struct document *d, const struct block *b, slice rule, slice table, uint64_t row,
        uint64_t column, slice header) {
	struct record *r = document_record(d, &tables[TABLE_table_cells], b->at, rule);
	slice text = block_text(d, b);
	if (b->parts.n > 1) r->parts = b->parts;
	record_set(r, COLUMN_table_cells_table_id, table, SPAN_NONE);
	record_set(r, COLUMN_table_cells_row, slice_of_u64(d->arena, row), SPAN_NONE);
	record_set(r, COLUMN_table_cells_column, slice_of_u64(d->arena, column), SPAN_NONE);
	if (header.n > 0) record_set(r, COLUMN_table_cells_header, header, SPAN_NONE);
	record_set(r, COLUMN_table_cells_text, text, text_hull(b));
	if (text.n == 0) record_set(r, COLUMN_table_cells_absent, S("blank"), SPAN_NONE);
}

static void state_cells(struct document *d, const struct grid *g, slice rule, slice table) {
	uint64_t row = 0, column = 0;
	int at = -1; /* the row's block */
	for (size_t i = g->table + 1; i < g->end; i++) {
		if (is_row_of(d, i, g->table)) {
			at = (int)i;
			column = 0;
			row += at != g->header;
		} else if (at >= 0 && is_cell_of(d, i, (size_t)at)) {
			column++;
			bool heads = at == g->header;
			state_cell(d, &d->blocks.v[i], rule, table, heads ? 0 : row, column,
			        heads ? ABSENT : g->headers[column - 1]);
		}
	}
}

void extract_tables(struct document *d, const slice *rules) {
	VEC(struct grid) grids = {0};
	size_t first = d->records.n;
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (d->blocks.v[i].kind != BLOCK_table) continue;
		struct grid g = grid_of(d, i);
		*vec_push(d->arena, &grids) = g;
		state_table(d, &g, rules && rules[i].n > 0 ? rules[i] : RULE_TABLE);
	}
	if (grids.n == 0) return;
	document_record_ids(d); /* cells name their table */
	for (size_t i = 0; i < grids.n; i++) {
		const struct record *r = &d->records.v[first + i];
		state_cells(d, &grids.v[i], r->rule, r->id);
	}
}

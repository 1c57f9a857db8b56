/* Tables wide: see wide.h. */
#include "dataset/wide.h"

#include "base/ascii.h"

#include <stdlib.h>

/* Beyond this no cell is written: a foreign line may say any number. */
enum { WIDE_COLUMNS_MAX = 4096 };

struct wide_cell {
	slice table, text;
	uint64_t row, column;
};

static int by_place(const void *left, const void *right) {
	const struct wide_cell *a = left, *b = right;
	int order = slice_compare(a->table, b->table);
	if (order == 0) order = (a->row > b->row) - (a->row < b->row);
	if (order == 0) order = (a->column > b->column) - (a->column < b->column);
	return order != 0 ? order : slice_compare(a->text, b->text);
}

struct wide_cells {
	VEC(struct wide_cell) list; /* sorted */
};

static struct wide_cells cells_of(const struct document *d, arena *a) {
	struct wide_cells cells = {0};
	size_t most = 0; /* room for all of them at once: a vector that grows leaves as much behind */
	for (size_t i = 0; i < d->records.n; i++) most += d->records.v[i].kind == &tables[TABLE_table_cells];
	if (most == 0) return cells;
	cells.list.v = arena_alloc(a, most * sizeof *cells.list.v);
	cells.list.cap = most;
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		struct wide_cell c = {0};
		if (r->kind != &tables[TABLE_table_cells]) continue;
		c.table = record_get(r, COLUMN_table_cells_table_id);
		c.text = record_get(r, COLUMN_table_cells_text);
		bool placed = slice_to_u64(record_get(r, COLUMN_table_cells_row), &c.row) &&
		              slice_to_u64(record_get(r, COLUMN_table_cells_column), &c.column);
		if (placed && c.column >= 1 && c.column <= WIDE_COLUMNS_MAX) *vec_push(a, &cells.list) = c;
	}
	if (cells.list.n > 1) qsort(cells.list.v, cells.list.n, sizeof *cells.list.v, by_place);
	return cells;
}

/* The cells of one table: [first, last). */
static span range_of(const struct wide_cells *cells, slice table) {
	size_t low = 0, high = cells->list.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(cells->list.v[middle].table, table) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (high < cells->list.n && slice_equal(cells->list.v[high].table, table)) high++;
	return (span){low, high};
}

/* ---- one file */

static void put_row(struct buf *out, const struct wide_cell *cells, size_t n, uint64_t width) {
	size_t next = 0;
	for (uint64_t column = 1; column <= width; column++) {
		if (column > 1) buf_byte(out, ',');
		while (next < n && cells[next].column < column) next++;
		if (next < n && cells[next].column == column) buf_csv_cell(out, cells[next].text);
	}
	/* One empty cell alone would be a blank line, which readers skip. */
	if (width == 1 && cells[0].text.n == 0) buf_put(out, S("\"\""));
	buf_byte(out, '\n');
}

static void put_numbers(struct buf *out, uint64_t width) {
	for (uint64_t column = 1; column <= width; column++) {
		if (column > 1) buf_byte(out, ',');
		buf_u64(out, column);
	}
	buf_byte(out, '\n');
}

static slice file_of(const struct wide_cells *cells, span range, struct buf *out, arena *a) {
	uint64_t width = 0;
	const struct wide_cell *v = cells->list.v;
	for (size_t i = range.start; i < range.end; i++)
		if (v[i].column > width) width = v[i].column;
	buf_clear(out);
	if (range.start == range.end || v[range.start].row > 0) put_numbers(out, width);
	for (size_t i = range.start, end; i < range.end; i = end) {
		for (end = i + 1; end < range.end && v[end].row == v[i].row;) end++;
		put_row(out, v + i, end - i, width);
	}
	return arena_copy(a, buf_slice(out));
}

/* ---- names */

/* Letters and digits alone: what ids are made of. */
static bool is_name(slice id) {
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if (!(ascii_is_digit(c) || ascii_is_lower(c))) return false;
	}
	return id.n > 0 && id.n <= 64;
}

bool is_wide_path(slice path) {
	slice folder = S(WIDE_FOLDER "/"), end = S(".csv");
	if (!slice_starts(path, folder) || !slice_ends(path, end) || path.n < folder.n + end.n) return false;
	return is_name(slice_sub(path, folder.n, path.n - end.n));
}

wides wide_tables(const struct document *d, arena *a) {
	wides list = {0};
	struct wide_cells cells = cells_of(d, a);
	struct buf out = {0};
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_tables] || !is_name(r->id)) continue;
		slice bytes = file_of(&cells, range_of(&cells, r->id), &out, a);
		*vec_push(a, &list) = (struct wide){say(a, S(WIDE_FOLDER "/"), r->id, S(".csv")), bytes};
	}
	buf_free(&out);
	return list;
}

/* The exact reader of our own CSV: see csv_read.h. */
#include "dataset/csv_read.h"

#include "base/buf.h"

struct reader {
	arena *arena;
	slice bytes;
	size_t at;
	struct buf again; /* the cell just read, written again */
	struct csv_error *error;
};

static bool fail(struct reader *r, size_t offset, slice message) {
	*r->error = (struct csv_error){.offset = offset, .message = message};
	return false;
}

static bool next_is(const struct reader *r, char c) { return r->at < r->bytes.n && r->bytes.p[r->at] == c; }

/* Behind an opening quote; stops behind the closing one. */
static bool read_quoted(struct reader *r, slice *value) {
	size_t open = r->at - 1, doubled = 0;
	for (; r->at < r->bytes.n; r->at++) {
		if (r->bytes.p[r->at] != '"') continue;
		if (r->at + 1 == r->bytes.n || r->bytes.p[r->at + 1] != '"') break;
		doubled++;
		r->at++;
	}
	if (r->at == r->bytes.n) return fail(r, open, S("a quoted cell that does not end"));
	slice raw = slice_sub(r->bytes, open + 1, r->at++);
	*value = raw;
	if (doubled == 0) return true;
	char *copy = arena_alloc(r->arena, raw.n - doubled);
	for (size_t from = 0, to = 0; from < raw.n; from++) {
		copy[to++] = raw.p[from];
		if (raw.p[from] == '"') from++;
	}
	*value = (slice){copy, raw.n - doubled};
	return true;
}

static bool read_cell(struct reader *r, struct csv_cell *cell) {
	size_t start = r->at;
	if (next_is(r, '"')) {
		r->at++;
		if (!read_quoted(r, &cell->value)) return false;
	} else {
		while (r->at < r->bytes.n && !next_is(r, ',') && !next_is(r, '\n')) r->at++;
		cell->value = slice_sub(r->bytes, start, r->at);
	}
	cell->at = (span){start, r->at};
	buf_clear(&r->again);
	buf_csv_cell(&r->again, cell->value);
	if (!slice_equal(buf_slice(&r->again), slice_at(r->bytes, cell->at)))
		return fail(r, start, S("a cell that is not quoted as it should be"));
	return true;
}

static bool read_row(struct reader *r, struct csv_row *row) {
	VEC(struct csv_cell) cells = {0};
	size_t start = r->at;
	for (;;) {
		if (!read_cell(r, vec_push(r->arena, &cells))) return false;
		if (!next_is(r, ',')) break;
		r->at++;
	}
	if (!next_is(r, '\n')) return fail(r, r->at, S("a row without its line end"));
	*row = (struct csv_row){.cells = cells.v, .n = cells.n, .at = {start, r->at++}};
	return true;
}

bool csv_read(arena *a, slice bytes, struct csv_file *file, struct csv_error *error) {
	struct reader r = {.arena = a, .bytes = bytes, .error = error};
	*file = (struct csv_file){0};
	bool ok = true;
	while (ok && r.at < bytes.n) {
		struct csv_row row;
		ok = read_row(&r, &row);
		if (ok && file->rows.n > 0 && row.n != file->rows.v[0].n)
			ok = fail(&r, row.at.start, S("a row with more or fewer cells than the header"));
		if (ok) *vec_push(a, &file->rows) = row;
	}
	buf_free(&r.again);
	return ok;
}

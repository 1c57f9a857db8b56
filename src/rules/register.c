/* Registers through libcsv: see register.h.
 *
 * libcsv knows no places, so it is fed a row, or in a row with quotes up to the next byte that may end a cell: what it
 * reports then ended there. It is lenient in more ways than CSV_STRICT and CSV_STRICT_FINI close: it drops blanks around
 * cells (a space function that knows none keeps them) and lets blank lines vanish (they are found here); cells are counted
 * here too. */
#include "rules/register.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "base/utf8.h"

#include <csv.h>

enum { COLUMNS_MAX = 1000, CELL_GROWTH = 1 << 18 };

struct csv_reader {
	arena *a;
	struct register_table *r;
	struct diags *diags;
	slices cells; /* of the row so far */
	size_t at;    /* behind what libcsv was given */
	size_t row_start;
	size_t cell_start;
	bool row_ended; /* by what was given last */
	bool has_header;
};

static void complain(struct csv_reader *c, span at, slice message) {
	diag_add(c->diags, (struct diag){.code = CODE_REGISTER,
	                           .file = c->r->origin.file,
	                           .source = c->r->origin.source,
	                           .at = at,
	                           .message = message});
}

/* ---- rows */

static void take_header(struct csv_reader *c, span at) {
	if (c->cells.n > COLUMNS_MAX) {
		complain(c, at, S("more than 1000 columns"));
		c->cells.n = COLUMNS_MAX;
	}
	for (size_t i = 0; i < c->cells.n; i++) {
		slice name = c->cells.v[i];
		if (slice_trim(name).n == 0)
			complain(c, at, S("a column without a name"));
		else if (register_column(c->r, name) != SIZE_MAX)
			complain(c, at, say(c->a, S("two columns are called "), name));
		*vec_push(c->a, &c->r->columns) = name;
	}
	c->has_header = true;
}

static void take_row(struct csv_reader *c, span at) {
	if (!c->has_header) {
		take_header(c, at);
	} else if (c->cells.n != c->r->columns.n) {
		complain(c, at,
		        say(c->a, slice_of_u64(c->a, c->cells.n), S(" cells where the header has "),
		                slice_of_u64(c->a, c->r->columns.n)));
	} else {
		slice *row = arena_alloc(c->a, c->cells.n * sizeof *row);
		memcpy(row, c->cells.v, c->cells.n * sizeof *row);
		*vec_push(c->a, &c->r->rows) = row;
		*vec_push(c->a, &c->r->places) = at;
	}
	c->cells.n = 0;
}

static void on_cell(void *bytes, size_t n, void *reader) {
	struct csv_reader *c = reader;
	*vec_push(c->a, &c->cells) = n == 0 ? S("") : arena_copy(c->a, (slice){bytes, n});
	c->cell_start = c->at;
}

/* `ended_by` is the byte that ended the row, -1 at the end of the file. */
static void on_row(int ended_by, void *reader) {
	struct csv_reader *c = reader;
	take_row(c, (span){c->row_start, ended_by < 0 ? c->at : c->at - 1});
	c->row_ended = true;
}

/* ---- the file */

static int no_space(unsigned char byte) {
	(void)byte;
	return 0;
}

/* Behind the row that starts here, where it has no quotes, as most; else behind the next byte that means something. */
static size_t chunk_end(const struct csv_reader *c) {
	slice s = c->r->origin.source;
	size_t end = c->at;
	if (c->at == c->row_start) {
		while (end < s.n && s.p[end] != '"' && s.p[end] != '\n' && s.p[end] != '\r') end++;
		if (end == s.n || s.p[end] != '"') return end < s.n ? end + 1 : s.n;
		end = c->at;
	}
	while (end < s.n && s.p[end] != ',' && s.p[end] != '"' && s.p[end] != '\n' && s.p[end] != '\r') end++;
	return end < s.n ? end + 1 : s.n;
}

/* A line end where a row would start: the LF of CRLF, or a blank line. */
static void line_end_alone(struct csv_reader *c) {
	slice s = c->r->origin.source;
	size_t at = c->at - 1;
	bool pair = s.p[at] == '\n' && at > 0 && s.p[at - 1] == '\r';
	if (!pair) complain(c, (span){at, at}, S("a blank line"));
	c->row_start = c->cell_start = c->at;
}

static void feed(struct csv_reader *c, struct csv_parser *parser) {
	slice s = c->r->origin.source;
	while (c->at < s.n) {
		size_t from = c->at;
		c->at = chunk_end(c);
		c->row_ended = false;
		size_t taken = csv_parse(parser, s.p + from, c->at - from, on_cell, on_row, c);
		if (taken != c->at - from) {
			size_t bad = from + taken;
			complain(c, (span){bad, bad + 1},
			        S("a quote or a character where CSV allows none; the rest of this file is unchecked"));
			return;
		}
		if (c->row_ended)
			c->row_start = c->cell_start = c->at;
		else if (from == c->row_start && c->at == from + 1 && (s.p[from] == '\n' || s.p[from] == '\r'))
			line_end_alone(c);
	}
	if (csv_fini(parser, on_cell, on_row, c) == 0) return;
	size_t open = c->cell_start; /* better than the end of the file */
	complain(c, (span){open, open + 1}, S("a quote that is never closed"));
}

static bool check_bytes(struct csv_reader *c) {
	slice s = c->r->origin.source;
	size_t bad;
	if (!utf8_valid(s, &bad)) {
		complain(c, (span){bad, bad + 1}, S("not UTF-8"));
		return false;
	}
	size_t nul = slice_find_byte(s, '\0');
	if (nul == SIZE_MAX) return true;
	complain(c, (span){nul, nul + 1}, S("a NUL byte"));
	return false;
}

/* A cell may have no more bytes than a file, which has a limit. */
static void parse(struct csv_reader *c) {
	struct csv_parser parser;
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_realloc_func(&parser, must_realloc);
	csv_set_free_func(&parser, mem_free);
	csv_set_space_func(&parser, no_space);
	/* It grows the cell by this much at a time, by 128 bytes if left alone: 80,000 times for 10 MiB. */
	csv_set_blk_size(&parser, CELL_GROWTH);
	feed(c, &parser);
	csv_free(&parser);
}

struct register_table *register_read(arena *a, slice name, slice file, slice source, struct diags *diags) {
	struct register_table *r = arena_alloc(a, sizeof *r);
	r->name = name;
	r->origin = (struct origin){.file = file, .source = source, .at = {0, source.n}};
	r->sha256 = sha256_hex(a, source);
	struct csv_reader c = {.a = a, .r = r, .diags = diags};
	c.at = c.row_start = c.cell_start = slice_starts(source, S("\xEF\xBB\xBF")) ? 3 : 0;
	if (!check_bytes(&c)) return r;
	parse(&c);
	if (!c.has_header) complain(&c, (span){0, 0}, S("a register needs a header"));
	return r;
}

size_t register_column(const struct register_table *r, slice name) {
	for (size_t i = 0; i < r->columns.n; i++)
		if (slice_equal(r->columns.v[i], name)) return i;
	return SIZE_MAX;
}

/* ---- keys */

static bool same_key(const struct register_table *r, size_t x, size_t y) {
	for (size_t i = 0; i < r->key.n; i++)
		if (!slice_equal(r->rows.v[x][r->key.v[i]], r->rows.v[y][r->key.v[i]])) return false;
	return true;
}

static size_t hash_key(const struct register_table *r, size_t row) {
	uint64_t h = 0;
	for (size_t i = 0; i < r->key.n; i++) h = h * 31 + slice_hash(r->rows.v[row][r->key.v[i]]);
	return (size_t)h;
}

static void key_twice(const struct register_table *r, size_t first, size_t again, struct diags *diags) {
	slices parts = {0};
	for (size_t i = 0; i < r->key.n; i++) {
		*vec_push(diags->arena, &parts) = i == 0 ? S("a row with the key ") : S(", ");
		*vec_push(diags->arena, &parts) = r->rows.v[again][r->key.v[i]];
	}
	*vec_push(diags->arena, &parts) = S(" stands already");
	diag_add(diags, (struct diag){.code = CODE_REGISTER_KEY,
	                        .file = r->origin.file,
	                        .source = r->origin.source,
	                        .at = r->places.v[again],
	                        .message = slice_concat(diags->arena, parts.v, parts.n),
	                        .also_file = r->origin.file,
	                        .also_source = r->origin.source,
	                        .also_at = r->places.v[first]});
}

void register_set_key(arena *a, struct register_table *r, const size_t *columns, size_t n, struct diags *diags) {
	arena scratch = {0};
	for (size_t i = 0; i < n; i++) *vec_push(a, &r->key) = columns[i];
	size_t count = 16;
	while (count <= 2 * r->rows.n) count *= 2;
	size_t *slots = arena_alloc(&scratch, count * sizeof *slots); /* number of a row + 1; 0: free */
	for (size_t i = 0; i < r->rows.n; i++) {
		size_t at = hash_key(r, i) & (count - 1);
		while (slots[at] != 0 && !same_key(r, slots[at] - 1, i)) at = (at + 1) & (count - 1);
		if (slots[at] != 0)
			key_twice(r, slots[at] - 1, i, diags);
		else
			slots[at] = i + 1;
	}
	arena_free(&scratch);
}

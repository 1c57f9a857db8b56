/* Rows as CSV and JSON Lines: see write.h. A cell is looked at once for both forms; nearly all are then but copied. Room is
 * made once for a row, so that bytes are written through a pointer. */
#include "dataset/write.h"

#include "base/sixteen.h"

void write_csv_header(struct buf *out, const struct table *t) {
	for (size_t i = 0; i < row_width(t); i++) {
		if (i > 0) buf_byte(out, ',');
		buf_csv_cell(out, row_column(t, i)->name);
	}
	buf_byte(out, '\n');
}

/* ---- what the rows have in common */

enum { KEY_STEP = 16 }; /* keys are copied in pieces of this size */

static slice key_of(arena *a, const struct table *t, size_t column) {
	struct buf key = {0};
	bool first = true;
	buf_byte(&key, column == 0 ? '{' : ',');
	buf_json_key(&key, &first, row_column(t, column)->name);
	char *p = arena_alloc(a, key.n + KEY_STEP);
	memcpy(p, key.p, key.n);
	slice made = {p, key.n};
	buf_free(&key);
	return made;
}

void row_writer_open(struct row_writer *w, const struct table *t, arena *a) {
	*w = (struct row_writer){.table = t, .width = row_width(t)};
	w->columns = arena_alloc(a, w->width * sizeof *w->columns);
	for (size_t i = 0; i < w->width; i++) {
		w->columns[i] = (struct column_writer){.key = key_of(a, t, i), .type = row_column(t, i)->type};
		w->keys += w->columns[i].key.n;
	}
}

/* ---- cells */

enum { FORM_BARE = 4 }; /* beside what text_needs says: JSON has it without quotation marks */

/* A number that every JSON reader keeps exactly: digits without a leading zero, within 2^53. */
static bool is_plain_integer(slice s) {
	uint64_t value;
	if (s.n == 0 || (s.p[0] == '0' && s.n > 1)) return false;
	if (s.n > 15) return slice_to_u64(s, &value) && value <= (uint64_t)1 << 53;
	return !sixteen_any(~sixteen_within(sixteen_of_few(s.p, s.n), '0', '9'));
}

static bool stands_bare(enum column_type type, slice cell) {
	switch (type) {
	case COLUMN_INTEGER: return is_plain_integer(cell);
	case COLUMN_BOOLEAN: return slice_equal(cell, S("true")) || slice_equal(cell, S("false"));
	case COLUMN_TEXT:
	case COLUMN_DECIMAL:
	case COLUMN_EDTF: break;
	}
	return false;
}

static unsigned look(struct column_writer *c, slice cell) {
	if (cell.p == c->cell.p && cell.n == c->cell.n) return c->form;
	c->cell = cell;
	return c->form = stands_bare(c->type, cell) ? FORM_BARE : text_needs(cell);
}

/* ---- rows */

static char *end_of(const struct buf *b) { return b->p + b->n; }
static void set_end(struct buf *b, const char *end) { b->n = (size_t)(end - b->p); }

static char *put_csv(char *to, slice cell, unsigned form, struct buf *out, size_t room) {
	if (form & NEEDS_QUOTES) {
		set_end(out, to);
		buf_csv_cell(out, cell);
		buf_room(out, room);
		to = end_of(out);
	} else {
		to = bytes_put(to, cell);
	}
	*to++ = ',';
	return to;
}

static char *put_key(char *to, slice key) {
	memcpy(to, key.p, KEY_STEP);
	for (size_t i = KEY_STEP; i < key.n; i += KEY_STEP) memcpy(to + i, key.p + i, KEY_STEP);
	return to + key.n;
}

static char *put_json(char *to, slice cell, unsigned form, struct buf *out, size_t room) {
	if (cell.n == 0) return bytes_put(to, S("null"));
	if (form & FORM_BARE) return bytes_put(to, cell);
	if (form & NEEDS_ESCAPES) {
		set_end(out, to);
		buf_json_string(out, cell);
		buf_room(out, room);
		return end_of(out);
	}
	*to++ = '"';
	to = bytes_put(to, cell);
	*to++ = '"';
	return to;
}

/* Other bytes may stand now where a cell stood before. */
static void forget(struct row_writer *w) {
	for (size_t i = 0; i < w->width; i++) {
		w->columns[i].cell = ABSENT;
		w->columns[i].form = 0;
	}
}

/* Room is made for all cells at once. Each of JSON may be null or have two quotation marks; and a key may be copied too far. */
static void put_row(struct row_writer *w, const slice *cells, struct buf *csv, struct buf *json) {
	size_t bytes = 0;
	for (size_t i = 0; i < w->width; i++) bytes += cells[i].n;
	size_t csv_room = bytes + w->width, json_room = bytes + w->keys + 4 * w->width + 2 + KEY_STEP;
	if (csv) buf_room(csv, csv_room);
	if (json) buf_room(json, json_room);
	char *c = csv ? end_of(csv) : NULL, *j = json ? end_of(json) : NULL;
	for (size_t i = 0; i < w->width; i++) {
		unsigned form = look(&w->columns[i], cells[i]);
		if (csv) c = put_csv(c, cells[i], form, csv, csv_room);
		if (json) j = put_json(put_key(j, w->columns[i].key), cells[i], form, json, json_room);
	}
	if (csv) {
		c[-1] = '\n';
		set_end(csv, c);
	}
	if (json) set_end(json, bytes_put(j, S("}\n")));
}

void row_writer_put(struct row_writer *w, const struct row *rows, size_t n, struct buf *csv, struct buf *json) {
	forget(w);
	for (size_t i = 0; i < n; i++) put_row(w, rows[i].cells, csv, json);
}

void row_writer_put_one(struct row_writer *w, const slice *cells, struct buf *csv, struct buf *json) {
	forget(w);
	put_row(w, cells, csv, json);
}

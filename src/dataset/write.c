/* Rows as CSV and JSON Lines: see write.h. */
#include "dataset/write.h"

#include "dataset/rows.h"

void write_csv_header(struct buf *out, const struct table *t) {
	for (size_t i = 0; i < row_width(t); i++) {
		if (i > 0) buf_byte(out, ',');
		buf_csv_cell(out, row_column(t, i)->name);
	}
	buf_byte(out, '\n');
}

void write_csv_row(struct buf *out, const struct table *t, const slice *cells) {
	for (size_t i = 0; i < row_width(t); i++) {
		if (i > 0) buf_byte(out, ',');
		buf_csv_cell(out, cells[i]);
	}
	buf_byte(out, '\n');
}

/* A number that every JSON reader keeps exactly: digits without a leading zero, within 2^53. */
static bool is_plain_integer(slice s) {
	uint64_t value;
	if (!slice_to_u64(s, &value) || value > (uint64_t)1 << 53) return false;
	return s.n == 1 || s.p[0] != '0';
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

void write_json_row(struct buf *out, const struct table *t, const slice *cells) {
	bool first = true;
	buf_byte(out, '{');
	for (size_t i = 0; i < row_width(t); i++) {
		const struct column *column = row_column(t, i);
		buf_json_key(out, &first, column->name);
		if (cells[i].n == 0)
			buf_put(out, S("null"));
		else if (stands_bare(column->type, cells[i]))
			buf_put(out, cells[i]);
		else
			buf_json_string(out, cells[i]);
	}
	buf_put(out, S("}\n"));
}

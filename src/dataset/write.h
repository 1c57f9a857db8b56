/* Rows as bytes: the one place that says how a row looks in CSV and in JSON Lines.
 *
 * CSV: RFC 4180 but for '\n' as line end. JSON: an object with every column; positions and counts as numbers, flags as
 * booleans, decimals and all else as strings, an empty cell as null. An integer cell that is no integer, which only a
 * foreign line can bring, stays a string: no value is lost.
 *
 *   struct row_writer w;
 *   row_writer_open(&w, &tables[TABLE_figures], arena);
 *   row_writer_put(&w, figures.rows.v, figures.rows.n, &csv, &json);
 *
 * A writer has worked out what all rows of a table have in common. It is for one thread at a time. */
#ifndef GARNER_DATASET_WRITE_H
#define GARNER_DATASET_WRITE_H

#include "base/buf.h"
#include "dataset/rows.h"

/* One column, and what was found out about the cell that was written in it last. */
struct column_writer {
	slice key; /* {"id": and ,"document": with room to read behind it */
	enum column_type type;
	slice cell;
	unsigned form; /* how that one is written */
};
struct row_writer {
	const struct table *table;
	size_t width, keys; /* columns; bytes of all their keys */
	struct column_writer *columns;
};

/* Lives in the arena. */
void row_writer_open(struct row_writer *w, const struct table *t, arena *a);
/* The rows behind what the buffers hold; NULL: not in that form. Cells of several rows that are the same bytes at the same
 * place are looked at once. */
void row_writer_put(struct row_writer *w, const struct row *rows, size_t n, struct buf *csv, struct buf *json);
void row_writer_put_one(struct row_writer *w, const slice *cells, struct buf *csv, struct buf *json);
void write_csv_header(struct buf *out, const struct table *t);

#endif

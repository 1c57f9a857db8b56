/* Reads back the CSV that write.c writes, exactly: every cell with its place in the file.
 *
 * Strict: what this accepts, written again, is the same bytes. Other people's CSV is read by rules/register.c. */
#ifndef GARNER_DATASET_CSV_READ_H
#define GARNER_DATASET_CSV_READ_H

#include "base/arena.h"

struct csv_cell {
	slice value; /* unquoted */
	span at;     /* in the file, quotes included */
};
struct csv_row {
	struct csv_cell *cells;
	size_t n;
	span at; /* without its line end */
};
struct csv_file {
	VEC(struct csv_row) rows; /* the header is the first */
};
struct csv_error {
	size_t offset;
	slice message;
};

/* False and *error at the first thing that write.c would not have written. Every row has as many cells as the first.
 * Cells point into the bytes, but for those with doubled quotes, which live in the arena. Linear. */
bool csv_read(arena *a, slice bytes, struct csv_file *file, struct csv_error *error);

#endif

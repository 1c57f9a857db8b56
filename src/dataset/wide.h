/* Tables wide: each table of a document as a CSV file of its own, tables/ID.csv, as people open it.
 *
 * The texts of its cells, the header first; where a table has none, the numbers of its columns stand there. Cells
 * that are missing are empty. What tables.csv and table_cells.csv say row by row stands here once more, and verify
 * holds it to that. */
#ifndef GARNER_DATASET_WIDE_H
#define GARNER_DATASET_WIDE_H

#include "base/buf.h"
#include "model/document.h"

#define WIDE_FOLDER "tables"

struct wide {
	slice path;  /* "tables/ID.csv" */
	slice bytes; /* the file */
};
typedef VEC(struct wide) wides;

/* The tables of the document, in the order of its records. A table whose id would be no file's name, which only a
 * foreign line can bring, is left out. In the arena. Linear in the cells, but for sorting. */
wides wide_tables(const struct document *d, arena *a);

/* Is this the path of such a file? */
bool is_wide_path(slice path);

#endif

/* Rows: what one document gives to one table of the dataset, as cells of text in the contract's order.
 *
 *   struct row_source source;
 *   row_source_open(&source, document, scratch);
 *   struct rowset figures = rows_of(&source, &tables[TABLE_figures], scratch);
 *   … figures.rows.v[i].cells …; write.h writes them
 *
 * The one row builder, for a dataset (collect), for a stream (garner-table) and for the proof (verify). It copies
 * what the document says and computes document, line, char, quote, coverage and the ids of findings. Keys of entities
 * stand as the document has them: collect has put ids in their place by then. Entities are no rows of a document. */
#ifndef GARNER_DATASET_ROWS_H
#define GARNER_DATASET_ROWS_H

#include "dataset/coverage.h"
#include "dataset/places.h"
#include "model/document.h"

/* The columns of a table's file: E in front where it has them. */
size_t row_width(const struct table *t);
const struct column *row_column(const struct table *t, size_t index);
size_t row_column_find(const struct table *t, slice name); /* SIZE_MAX when there is none */

struct row {
	slice *cells; /* row_width of them; a cell without value has n == 0 */
	span at;      /* SPAN_NONE sorts first */
	slice rule, id;
};
struct rowset {
	const struct table *table;
	VEC(struct row) rows; /* in order of (start, end, rule, id) */
};

/* A document with what its rows need, computed once for all tables. */
struct row_source {
	const struct document *document;
	struct places places;
	struct coverage coverage;
	bool covered;
};

/* The document must stay as it is while the source is used. The index lives in the arena. */
void row_source_open(struct row_source *s, const struct document *d, arena *a);
/* Cells are slices of the document or live in the arena. */
struct rowset rows_of(struct row_source *s, const struct table *t, arena *a);

/* The document's records of one kind in the order of their rows; NULL kind: of every kind. In the arena. */
typedef VEC(const struct record *) record_list;
record_list records_in_order(const struct document *d, const struct table *kind, arena *a);

#endif

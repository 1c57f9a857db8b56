/* What rules see of a document: its blocks, and its rows. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_VIEWS_H
#define GARNER_STAGES_EXTRACT_VIEWS_H

#include "model/document.h"

/* One block, as rules see it. */
struct view {
	struct block *block;
	int index;    /* of the block */
	slice text;   /* its clean text: `^` and `$` are its ends */
	size_t start; /* where that begins in the document's clean text */
};

/* All of clean text that is number i of its blocks. */
struct view view_of(struct document *d, size_t i);
/* Is it a cell of a row that is looked at whole, too? */
bool view_in_row(const struct document *d, const struct view *v);
/* The row of a cell: the texts of its cells, each on a line of its own. *last is the index of its last cell in the clean
 * blocks; a cell that shows nothing has no line. */
struct view view_of_row(struct document *d, size_t first, size_t *last);

#endif

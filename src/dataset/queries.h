/* What the SQL of a pack does while a dataset is written: takes in the rows, adds what checks find to the documents, and
 * writes the views. Where the pack has no SQL, or there is no pack, each of these does nothing. */
#ifndef GARNER_DATASET_QUERIES_H
#define GARNER_DATASET_QUERIES_H

#include "base/beside.h"
#include "dataset/library.h"
#include "dataset/views.h"

struct queries {
	const struct pack *pack; /* NULL: nothing to do */
	struct sql *sql;
	struct table *views; /* what each view gives */
	size_t view_count;
	const struct library *documents;
	/* private, until it is open: */
	slice folder;
	arena arena;
	struct diags diags;
	struct beside opening;
	bool begun, fine;
};

/* Looks at every view and check, and makes the database in the folder: in another thread where `beside`, until queries_open
 * waits for it, or there. The struct must stay where it is. */
void queries_begin(
        struct queries *q, const struct pack *pack, slice folder, const struct library *documents, bool beside);
/* All that is false comes with diags, in whose arena its tables are then; queries_close all the same. */
bool queries_open(struct queries *q, struct diags *diags);
bool queries_put(struct queries *q, const struct rowset *set);
bool queries_put_row(struct queries *q, const struct table *t, const slice *cells);
/* Runs the checks over what was put; what they find stands in the documents then. Findings are to be put again after it,
 * since the views see those of checks too. */
bool queries_check(struct queries *q);
bool queries_view(struct queries *q, struct dataset_files *files);
bool queries_close(struct queries *q);

#endif

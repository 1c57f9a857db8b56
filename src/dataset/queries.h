/* What the SQL of a pack does while a dataset is written: takes in the rows, adds what checks find to the documents, and
 * writes the views. Where the pack has no SQL, or there is no pack, each of these does nothing. */
#ifndef GARNER_DATASET_QUERIES_H
#define GARNER_DATASET_QUERIES_H

#include "dataset/library.h"
#include "dataset/views.h"

struct queries {
	const struct pack *pack; /* NULL: nothing to do */
	struct sql *sql;
	struct table *views; /* what each view gives */
	size_t view_count;
	const struct library *documents;
};

/* Looks at every view and check, and makes the database in the folder. All that is false comes with diags;
 * queries_close all the same. The struct must stay where it is. */
bool queries_open(struct queries *q, const struct pack *pack, slice folder, const struct library *documents, arena *a,
        struct diags *diags);
bool queries_put(struct queries *q, const struct rowset *set);
bool queries_put_row(struct queries *q, const struct table *t, const slice *cells);
/* Runs the checks over what was put; what they find stands in the documents then. Findings are to be put again after it,
 * since the views see those of checks too. */
bool queries_check(struct queries *q);
bool queries_view(struct queries *q, struct dataset_files *files);
bool queries_close(struct queries *q);

#endif

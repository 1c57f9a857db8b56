/* One file in two versions that differ: where and how. A part of compare.h. */
#ifndef GARNER_INSPECT_COMPARE_ROWS_H
#define GARNER_INSPECT_COMPARE_ROWS_H

#include "inspect/lies.h"
#include "model/table.h"

struct compared {
	slice file;
	const struct table *table; /* NULL: a view, or no table */
	bool rows;                 /* every line of it is a row */
	slice old, new;            /* the bytes */
	slice gives;
	struct lies *lies;
};

/* CSV, row by row. */
void compare_csv(const struct compared *c);
/* JSON Lines and any other text, line by line. */
void compare_lines(const struct compared *c);

#endif

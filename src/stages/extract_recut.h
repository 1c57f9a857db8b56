/* Blocks cut anew: lines of paragraphs that a table template took become tables. Stage-private: included by
 * extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_RECUT_H
#define GARNER_STAGES_EXTRACT_RECUT_H

#include "model/document.h"
#include "rules/regex.h"
#include "rules/template.h"

/* A line of a block that is nothing but whole lines. */
struct recut_line {
	span at; /* without its line end, with its blanks */
	size_t block;
	bool heading;
};

enum recut_role {
	RECUT_NONE,
	RECUT_HEADER,
	RECUT_ROW,
	RECUT_SECTION, /* a row whose first cell alone is filled */
	RECUT_MORE,    /* goes on with the last cell of the row above it */
	RECUT_SKIP,    /* no row */
	RECUT_ODD      /* fits nothing: kept in the first cell */
};

struct recut_table {
	const struct table_template *template;
	const struct template_form *form;
	size_t first, last; /* lines, half-open */
	const enum recut_role *roles;
	bool header;
	slice fit;
};

struct recut {
	VEC(struct recut_line) lines;   /* in document order */
	VEC(struct recut_table) tables; /* likewise; they do not overlap */
};

/* Makes the blocks of the document anew. The ids of their templates by the index of each table made, in the scratch. */
const slice *recut_apply(const struct recut *r, struct document *d, struct matcher *m, arena *scratch);

#endif

/* The tables of the dataset and their columns, as data: tables.def expanded once. A pack may add tables of its own. */
#ifndef GARNER_MODEL_TABLE_H
#define GARNER_MODEL_TABLE_H

#include "base/arena.h"

enum column_type { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_BOOLEAN, COLUMN_DECIMAL, COLUMN_EDTF };

struct column {
	slice name;
	enum column_type type;
	slice references; /* table whose id it holds, or empty */
	slice about;
};

struct table {
	slice name;    /* "figures": the file's stem */
	slice is;      /* "figure": how a document line names one row; empty where rows are not records */
	bool evidence; /* the columns E come first in the file */
	slice about;
	const struct column *columns; /* those after E */
	size_t count;
};

enum { EVIDENCE_COLUMNS = 8 };
extern const struct column evidence_columns[EVIDENCE_COLUMNS];

/* Indexes into tables[] and into a table's columns: TABLE_figures, COLUMN_figures_value. */
enum {
#define TABLE(name, is, evidence, about) TABLE_##name,
#include "model/tables.def"
	TABLE_COUNT
};
extern const struct table tables[TABLE_COUNT]; /* in the contract's order */
enum {
#define TABLE(name, is, evidence, about) COLUMN_##name##_START, COLUMN_##name##_RESET = -1,
#define COLUMN(table, name, type, references, about) COLUMN_##table##_##name,
#include "model/tables.def"
};

const struct table *table_named(slice name);             /* "figures"; NULL when there is none */
const struct table *table_of_record(slice is);           /* "figure"; NULL when there is none */
size_t column_find(const struct table *t, slice column); /* index, or SIZE_MAX */

#endif

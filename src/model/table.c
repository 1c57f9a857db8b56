/* The tables of the contract: tables.def expanded into arrays, and look-ups by name. Holds no column of its own. */
#include "model/table.h"

/* One array of columns per table: each TABLE closes the array before it, and EVIDENCE, first in the list, fills the one
 * that is open at the start. */
/* clang-format off */
#define TEXT COLUMN_TEXT
#define INTEGER COLUMN_INTEGER
#define BOOLEAN COLUMN_BOOLEAN
#define DECIMAL COLUMN_DECIMAL
#define EDTF COLUMN_EDTF
#define LITERAL(s) {(s), sizeof(s) - 1}
#define EVIDENCE(name, type, references, about) {LITERAL(#name), type, LITERAL(references), LITERAL(about)},
#define TABLE(name, is, evidence, about) \
	}; \
	static const struct column name##_columns[] = {
#define COLUMN(table, name, type, references, about) {LITERAL(#name), type, LITERAL(references), LITERAL(about)},

const struct column evidence_columns[EVIDENCE_COLUMNS] = {
#include "model/tables.def"
};

#define TABLE(name, is, evidence, about) \
	{LITERAL(#name), LITERAL(is), evidence, LITERAL(about), name##_columns, \
		sizeof name##_columns / sizeof name##_columns[0]},
const struct table tables[TABLE_COUNT] = {
#include "model/tables.def"
};
/* clang-format on */

const struct table *table_named(slice name) {
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (slice_equal(tables[i].name, name)) return &tables[i];
	return NULL;
}

const struct table *table_of_record(slice is) {
	if (is.n == 0) return NULL;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (slice_equal(tables[i].is, is)) return &tables[i];
	return NULL;
}

size_t column_find(const struct table *t, slice column) {
	for (size_t i = 0; i < t->count; i++)
		if (slice_equal(t->columns[i].name, column)) return i;
	return SIZE_MAX;
}

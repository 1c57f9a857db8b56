/* Registers: strict CSV files of a pack. */
#ifndef GARNER_RULES_REGISTER_H
#define GARNER_RULES_REGISTER_H

#include "rules/pack.h"

/* Reads a register from its bytes: a header, then rows of as many cells. `file` is its name in diags. A byte-order mark
 * is skipped. Diags for what libcsv's strict mode refuses, NUL bytes, text that is not UTF-8, blank lines, rows of
 * another length, and empty or equal column names; what could be read is there all the same. Slices of the result live
 * in the arena; `source` must. */
struct register_table *register_read(arena *a, slice name, slice file, slice source, struct diags *diags);

/* Sets the key columns (indexes) and looks for rows with equal keys. */
void register_set_key(arena *a, struct register_table *r, const size_t *columns, size_t n, struct diags *diags);

#endif

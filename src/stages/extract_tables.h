/* Pass 3 of extract: records from table blocks. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_TABLES_H
#define GARNER_STAGES_EXTRACT_TABLES_H

#include "model/document.h"

/* A table record for each table block, and a table_cell record for each of its cells, with the cell's text and
 * header. What a cell's text is worth is normalise's to say; an empty one is blank. `rules` has the rule of each
 * table by its block's index (absent: structure.table), or is NULL. Linear, but for the ids. */
void extract_tables(struct document *d, const slice *rules);

#endif

/* The values of table cells. Stage-private: included by normalise.c alone. */
#ifndef GARNER_STAGES_NORMALISE_CELLS_H
#define GARNER_STAGES_NORMALISE_CELLS_H

#include "stages/stages.h"

/* Sets value, unit and absent of every cell below a header, by the pack's rules for cells. Linear in the cells, but
 * for sorting. */
void normalise_cells(struct document *d, struct rule_context *c, const struct value_context *values);

#endif

/* Whose a figure is and when it holds: the columns entity and period. Stage-private: included by resolve*.c alone. */
#ifndef GARNER_STAGES_RESOLVE_FIGURES_H
#define GARNER_STAGES_RESOLVE_FIGURES_H

#include "rules/pack.h"

/* Fills entity and period of every figure that has none. Mentions must have their keys, dates their values, and records stand in
 * order of place. Does nothing where the pack has no register figure-context. O(figures · (log records + what stands within 500
 * bytes)), and linear in the text. */
void resolve_figures(struct document *d, const struct pack *p);

#endif

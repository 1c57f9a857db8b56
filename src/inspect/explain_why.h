/* Why a rule gave nothing on a line: what shut it out, what won against it, or how far its pattern came. */
#ifndef GARNER_INSPECT_EXPLAIN_WHY_H
#define GARNER_INSPECT_EXPLAIN_WHY_H

#include "inspect/explain.h"

/* Has the pack a rule, an ignore rule, a rule for cells or a table template of this id? *nearest: of one that it has, or
 * ABSENT. */
bool explain_why_knows(const struct pack *p, slice id, arena *a, slice *nearest);
/* False where the text has no such line. The document as explain.h wants it. */
bool explain_why(const struct explain *e, struct document *d, slice id, size_t line);

#endif

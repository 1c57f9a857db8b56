/* What a dataset adds to an explanation: the row as it stands there, the entity that its key became, and the findings of
 * checks, which look at all documents together. Reads its CSV, each file at most once and only when it is asked. */
#ifndef GARNER_INSPECT_EXPLAIN_DATASET_H
#define GARNER_INSPECT_EXPLAIN_DATASET_H

#include "inspect/explain.h"

/* In the arena. Never NULL: what cannot be read is told as diags when it is asked for. */
struct explain_dataset *explain_dataset_open(arena *a, slice folder, struct diags *diags);
/* Of an entity's id: the id of its first mention. ABSENT where no entity has it. */
slice explain_dataset_first(const struct explain_dataset *s, slice id);
void explain_dataset_tell(const struct explain *e, const struct document *d, const struct record *r);

#endif

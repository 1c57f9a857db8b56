/* Which columns hold keys: shared by the files of keys.h. Not for other modules. */
#ifndef GARNER_DATASET_SIGHTS_H
#define GARNER_DATASET_SIGHTS_H

#include "model/document.h"

/* Subject and object of a relation may be record ids too: those have no colon. */
bool column_holds_key(const struct table *kind, size_t column, slice value);

#endif

/* A rule to begin with: commented YAML that loads as it stands. */
#ifndef GARNER_INSPECT_RULE_NEW_H
#define GARNER_INSPECT_RULE_NEW_H

#include "base/buf.h"
#include "model/table.h"

/* The template of a rule that emits this kind; NULL: of one that waives text. */
void rule_new_put(struct buf *out, const struct table *kind);

#endif

/* What a column may hold: words of a closed list, booleans, whole numbers. For constants in rules and for what examples
 * expect; values that captures give are the value types' own business. */
#ifndef GARNER_RULES_CLOSED_H
#define GARNER_RULES_CLOSED_H

#include "rules/load.h"

/* A diag and false where the column of the kind cannot hold the value. */
bool closed_check(struct loader *l, const struct table *t, size_t column, const struct yaml_node *value);

#endif

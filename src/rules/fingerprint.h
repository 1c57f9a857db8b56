/* The fingerprint of a rule: two rules of one fingerprint give the same records of the same text with the same registers. */
#ifndef GARNER_RULES_FINGERPRINT_H
#define GARNER_RULES_FINGERPRINT_H

#include "rules/pack.h"

/* SHA-256, as 64 hex digits, over all of the rule that decides what it gives: its patterns with their fragments and words
 * put in, its scope, kind, columns, value types with their versions, priority. Not over its id, its texts for people and
 * its examples. In the arena. */
slice rule_fingerprint(arena *a, const struct rule *r);

#endif

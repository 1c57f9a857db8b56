/* Why a rule gave nothing for an example: which condition shut it out, or how far its pattern came. */
#ifndef GARNER_INSPECT_RULE_REACH_H
#define GARNER_INSPECT_RULE_REACH_H

#include "rules/pack.h"
#include "rules/regex.h"

/* Adds to the diag of a failing example the rule's place and, where `too_few` records came, a hint. In the arena. */
void rule_reach_tell(
        struct matcher *m, const struct rule *r, const struct example *e, bool too_few, struct diag *d, arena *a);

#endif

/* Short names within a document: the part of resolve that knows what stands elsewhere in it. Stage-private: included by
 * resolve*.c alone. */
#ifndef GARNER_STAGES_RESOLVE_SHORT_H
#define GARNER_STAGES_RESOLVE_SHORT_H

#include "stages/stages.h"

/* The mention in this place: the longest inside it, else one that it lies in; or NULL. Records stand in order of place. */
const struct record *resolve_mention_in(const struct document *d, span at);

/* Gives mentions that are short names the key of what they are short for, and adds a mention wherever such a short name
 * stands alone. Needs the keys of all mentions. Afterwards records stand in order of place again. */
void resolve_short(struct document *d, struct rule_context *c);

#endif

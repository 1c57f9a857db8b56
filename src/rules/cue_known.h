/* What one reading of patterns remembers for the next, in the reader. Private to the reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_KNOWN_H
#define GARNER_RULES_CUE_KNOWN_H

#include "rules/cue_class.h"
#include "rules/cue_part.h"

/* The words of a register are read once, however many patterns they stand in: long groups that say themselves whether
 * case counts, which is all that they take from outside but the way `^` works. The one that `rest` begins with, or NULL. */
const struct cue_group *group_remembered(const struct cue_reader *r, slice rest);
void group_remember(struct cue_reader *r, slice text, const struct cue_part *part);

/* What stands in several patterns, in the same mode: what it came to, or NULL. */
const struct cue_known *share_known(const struct cue_reader *r, const void *what, struct cue_mode m);
/* As it is kept, which is less than all where only trees are read. */
const struct cue_part *share_learn(struct cue_reader *r, const struct cue_known *read);
void seen_add(struct cue_seen *all, const struct cue_seen *more);

#endif

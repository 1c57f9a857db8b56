/* Which cues of a pattern are worth scanning for, and which of their literals. Private to the reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_THIN_H
#define GARNER_RULES_CUE_THIN_H

#include "rules/cue_set.h"

/* Of cues, the rarest first, those that tell something which rarer ones do not; each without the literals that hold another
 * of it. `from` may share its literals with others; what is kept is copied to the arena. */
size_t cues_thin(arena *a, const struct cue *from, size_t n, struct cue *kept);

#endif

/* How the work of a pattern grows on text made against it: long runs of the characters that its own literals and classes
 * take, which then do not go on as it wants. Counted, not timed: the same answer on every machine. */
#ifndef GARNER_RULES_HOSTILE_H
#define GARNER_RULES_HOSTILE_H

#include "rules/regex.h"

enum { HOSTILE_BYTES = 256 }; /* n of n, 2n, 4n */

struct hostile {
	slice unit;     /* what the text repeats */
	size_t work[3]; /* at n, 2n and 4n bytes */
};

/* The unit with the steepest growth; true where it is worse than n^1.5. In the arena. */
bool hostile_find(struct matcher *m, const struct regex *r, arena *a, struct hostile *worst);

#endif

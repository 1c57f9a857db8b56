/* The groups of a pattern by number, so that a call of one, (?1) or (?-1), is read as what the group takes. Private to the
 * reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_CALLS_H
#define GARNER_RULES_CUE_CALLS_H

#include "rules/cue_part.h"

enum { CALLS_NONE = INT32_MAX };

/* Start with {.reached = CALLS_NONE}. */
struct cue_calls {
	cue_captures groups; /* by number, from 1 on; NULL: it is still open, or what a call of it does is not told */
	size_t reached;      /* the lowest number that was called from here, 0 where it was not told from here */
};

/* A group that captures opens: its number. */
size_t calls_open(struct cue_calls *c, arena *a);
void calls_close(struct cue_calls *c, arena *a, size_t number, const struct cue_part *part);
/* What the call takes; NULL: not known. */
const struct cue_part *calls_find(struct cue_calls *c, slice call);

/* Behind such a group's start numbers are not to be relied on: (?| begins them again; where n is among the options, ( has
 * none. */
bool calls_lose_count(slice open);

/* A stretch of the pattern that is read but once for several patterns. */
struct cue_stretch {
	size_t before; /* groups */
	size_t reached;
};
struct cue_stretch calls_enter(struct cue_calls *c);
/* Its groups; false where what is called in it may be another group elsewhere. */
bool calls_leave(struct cue_calls *c, arena *a, const struct cue_stretch *s, cue_captures *groups);
/* It stands here, too. */
void calls_add(struct cue_calls *c, arena *a, const cue_captures *groups);

#endif

/* Overlap: which candidates of one block become records. A total order, so that nothing is settled by accident.
 *
 * Figures, dates and contacts compete with each other (values), mentions with each other (names); any other kind loses
 * only to an equal span of its own kind. Higher priority goes first, then the longer raw span in bytes, then the
 * earlier start, then the rule's id in byte order, then the order of discovery. A candidate that overlaps one taken
 * before it loses; a name whose rule says `nests`, or that meets such a name, loses only where the two cross or are equal. */
#ifndef GARNER_RULES_OVERLAP_H
#define GARNER_RULES_OVERLAP_H

#include "rules/pack.h"

struct candidate {
	const struct rule *rule;
	const struct table
	        *kind; /* what it would become: what the rule emits, or a mention that the rule makes of a capture */
	slice type;    /* of such a mention; else ABSENT */
	span at;       /* raw */
	VEC(struct capture) captures;
	struct candidate *winner; /* after overlap_settle: the one that beat it, NULL if it was taken itself */
};

typedef VEC(struct candidate *) candidates;

/* Sets `winner` of each. All must be of one block. O(n log n), where not everything lies in one place. */
void overlap_settle(candidates *c, arena *scratch);

/* The first part of the order in which the two differ: "priority", "length", "place" or "rule id". */
slice overlap_reason(const struct candidate *won, const struct candidate *lost);

#endif

/* The banks of rivers: what stands at both sides of a place where lines have a blank, and whether that parts two columns.
 * Stage-private; used by segment_rivers.c. */
#ifndef GARNER_STAGES_SEGMENT_BANKS_H
#define GARNER_STAGES_SEGMENT_BANKS_H

#include "stages/segment_rivers.h"

/* What the lines say of the river behind each segment. */
struct river {
	size_t left, right;  /* body lines with words in the segment before it and behind it */
	size_t both, wide;   /* with both, side by side; and with a gap between */
	size_t starts, ends; /* words behind it that start (or end) where the one in the header does */
	size_t left_ends;    /* words before it that end where the one in the header does */
	size_t left_starts;  /* and that start there */
	size_t names;        /* words of the header in the segment */
	size_t letters;      /* words behind it of one letter */
	size_t in_place;     /* words behind it that start where the first of them does */
	unsigned place;      /* that column */
	bool again;          /* a word of the header comes again below it: then it is none */
	bool alike;          /* in a line the words at its sides are made alike: a list of things of one kind */
	bool head_left, head_right, head_wide;
	struct word head_before, head_behind;
};

/* The segment between rivers in which the word starts. */
size_t segment_of(const struct columns *s, const struct word *w);
/* Fills v[0 .. s->n) from the lines of the run. Linear in its words. */
void rivers_look(struct run *r, const struct columns *s, struct river *v);
/* Does the river part two columns? `strong`: lines of the body with gaps. */
bool river_parts(const struct river *v, size_t strong);
/* Does the header stand over the river `at`, with a name at each side that three lines in four keep to, and figures below
 * one of them? Without figures these may be the words of one text. */
bool river_is_kept(struct run *r, const struct columns *s, const struct river *rivers, size_t at);

#endif

/* A pattern with its fragments put in, and the way back from its bytes to where they were written. */
#ifndef GARNER_RULES_EXPAND_H
#define GARNER_RULES_EXPAND_H

#include "rules/brief.h"
#include "rules/fragments.h"

/* A run of the expanded pattern. */
struct expansion_piece {
	size_t at;                    /* its first byte in the whole of the expanded pattern */
	const struct yaml_node *node; /* the scalar that it came from */
	span from;                    /* in that scalar's text */
	bool copied;                  /* byte by byte; else all of it stands for all of `from` */
	span used; /* in a fragment: the {{…}} of the outermost pattern that brought it; else SPAN_NONE */
};

struct expansion {
	const struct yaml_node *pattern; /* the outermost scalar */
	slice text;                      /* without its long lists of words */
	VEC(struct regex_list) lists;    /* these, in order */
	slice brief;                     /* the text without what fragments bring of their own (brief.h) */
	VEC(struct brief_gap) gaps;      /* of the brief */
	struct expansion_trace *trace;   /* private: to the pieces, when they are asked for */
	VEC(struct regex_group) names;   /* of g0, g1, … */
	VEC(struct capture_name) captures;
	cue_shares shares; /* where fragments stand in the text, each with its brackets */
};

/* False when something is wrong, which was said or had been before. In the fragments' arena; the fragments must live as long
 * as places are asked for. */
bool expand(const struct fragments *f, const struct yaml_node *node, slice text, struct expansion *x);
struct regex_source expansion_source(const struct expansion *x);
slice expansion_whole(arena *a, const struct expansion *x); /* with its lists */

/* The piece that holds a byte of the whole pattern, the last one behind it; NULL: it is empty. The pattern is expanded once
 * more for it, the first time, so that those of which nothing is told need no memory for their places. */
const struct expansion_piece *expansion_piece_at(const struct expansion *x, size_t offset);
/* Where a byte of the whole pattern was written: the file of *node, and the place in it. */
span expansion_place(const struct expansion *x, size_t offset, const struct yaml_node **node);

/* A diag at a byte of the whole pattern: in the rule or the fragment, with the {{…}} as second place. */
void expansion_complain(
        const struct fragments *f, const struct expansion *x, enum code code, size_t offset, slice message, slice hint);

#endif

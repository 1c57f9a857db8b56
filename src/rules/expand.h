/* A pattern with its fragments put in, and the way back from its bytes to where they were written. */
#ifndef GARNER_RULES_EXPAND_H
#define GARNER_RULES_EXPAND_H

#include "rules/brief.h"
#include "rules/fragments.h"

/* A run of the expanded pattern. */
struct expansion_piece {
	size_t at;                    /* its first byte in the expanded pattern */
	const struct yaml_node *node; /* the scalar that it came from */
	span from;                    /* in that scalar's text */
	bool copied;                  /* byte by byte; else all of it stands for all of `from` */
	span used; /* in a fragment: the {{…}} of the outermost pattern that brought it; else SPAN_NONE */
};

/* A list of words, without the brackets around it. */
struct expansion_words {
	span at; /* in the text */
	const struct fragment *fragment;
};

struct expansion {
	const struct yaml_node *pattern; /* the outermost scalar */
	slice text;
	slice brief;                       /* the text without what fragments bring of their own (brief.h) */
	VEC(struct brief_gap) gaps;        /* of the brief */
	VEC(struct expansion_words) words; /* the long lists, in order */
	VEC(struct expansion_piece) pieces;
	VEC(struct regex_group) names; /* of g0, g1, … */
	VEC(struct capture_name) captures;
	cue_shares shares; /* where fragments stand in the text, each with its brackets */
};

/* False when something is wrong, which was said or had been before. In the fragments' arena. */
bool expand(const struct fragments *f, const struct yaml_node *node, slice text, struct expansion *x);

/* Where a byte of the expanded pattern was written: the file of *node, and the place in it. */
span expansion_place(const struct expansion *x, size_t offset, const struct yaml_node **node);

/* A diag at a byte of the expanded pattern: in the rule or the fragment, with the {{…}} as second place. */
void expansion_complain(
        const struct fragments *f, const struct expansion *x, enum code code, size_t offset, slice message, slice hint);

#endif

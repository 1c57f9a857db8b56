/* What is known of a part of a pattern. Private to the reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_PART_H
#define GARNER_RULES_CUE_PART_H

#include "rules/cue_tree.h"

struct cue_part {
	bool exact;                /* all texts that it matches are in `all` (or more than those) */
	struct cue all;            /* exact */
	struct cue prefix, suffix; /* not exact: each match starts (ends) with one of these; n 0: not known */
	struct cue must[CUES_MAX]; /* each match holds one of each of these, or stands beside it; rarest first */
	size_t musts;
	struct cue_length length; /* of a match, at most */
	struct cue_bytes eats;    /* what may come next where it takes a character at least */
	struct cue_bytes idles;   /* what may come next where it takes none */
	bool optional;            /* it may be missing, whatever prefix and suffix say */
	bool never;               /* it matches nothing at all: (*FAIL) */
	bool one;                 /* it is one character of `chars`, nothing else */
	bool some_one;            /* it is an alternation of which the characters of `chars` are branches */
	struct cue_chars chars;
	const struct cue_tree *tree; /* of all that it takes */
};

struct cue_part part_copy(arena *a, const struct cue_part *p); /* with all its literals; its tree is not copied */
struct cue_part part_nothing(arena *a, unsigned char before, unsigned char behind); /* takes no character */
struct cue_part part_unknown(void);
struct cue_part part_chars(arena *a, const struct cue_chars *c);
struct cue_part part_chars_tree(arena *a, const struct cue_chars *c); /* where its texts are of no interest */
/* Looks ahead (behind) for the part, takes nothing. */
struct cue_part part_ahead(arena *a, const struct cue_part *p);
struct cue_part part_behind(arena *a, const struct cue_part *p);
struct cue_part part_not_beside(arena *a, const struct cue_part *p, bool ahead);
enum { PART_ENDLESS = 1 << 30 };
struct cue_part part_repeated(arena *a, const struct cue_part *p, unsigned least, unsigned most);

/* One part behind the other: start with {0}. */
struct cue_row {
	struct cue_part sum; /* not exact once `broken` */
	bool broken;
	size_t parts;
	struct cue run;  /* the exact texts at the end, so far */
	struct cue lead; /* what the row may start with so far, where parts that may be missing come first */
	bool leading;
	const struct cue_literal *fresh; /* the run's, where it is the end of a part and no more */
	tree_list trees;
};
void row_add(arena *a, struct cue_row *r, const struct cue_part *p);
struct cue_part row_end(arena *a, struct cue_row *r);

/* One part or the other: start with {0}. */
struct cue_choice {
	struct cue_part first; /* most have one branch alone */
	VEC(struct cue_part) others;
	size_t branches;
	struct cue_bytes eats, idles; /* of branches that never match */
	bool optional;                /* it may be missing, whatever prefix and suffix say */
	bool never;                   /* there are such */
	tree_list trees;              /* of all branches */
	spans stand;                  /* where they stand in a list of words, or none */
};
void choice_add(arena *a, struct cue_choice *c, const struct cue_part *p);
struct cue_part choice_end(arena *a, struct cue_choice *c);

/* A list of words (rules/register_words.c), its tree made in the arena; false where the text is none, or not plain. All
 * that those know who read trees, but for its length. */
bool words_part(struct cue_reader *r, slice text, struct cue_part *part);

/* One more cue, which ends at most so far behind the start. */
void part_must(struct cue_part *p, const struct cue *set, struct cue_length reach);

#endif

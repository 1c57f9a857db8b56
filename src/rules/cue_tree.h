/* What a pattern takes, as a tree of characters, rows, choices and repeats: at least all texts that PCRE2 takes for it, in
 * all texts without odd characters (cue_is_odd). Made while cues are read (cue_part.c), for sieves (sieve.h). */
#ifndef GARNER_RULES_CUE_TREE_H
#define GARNER_RULES_CUE_TREE_H

#include "rules/cue_set.h"

/* Bytes, and whether the end of the text counts as one. */
struct cue_bytes {
	uint64_t bits[4];
	bool end;
};
void cue_bytes_all(struct cue_bytes *b);
struct cue_bytes cue_bytes_or(struct cue_bytes a, struct cue_bytes b);
struct cue_bytes cue_bytes_and(struct cue_bytes a, struct cue_bytes b);
/* The first bytes of the characters; all that start one beyond ASCII where they are not all told. */
struct cue_bytes cue_bytes_of(const struct cue_chars *c);

enum tree_kind {
	TREE_CHARS,  /* one character */
	TREE_ROW,    /* one part behind the other */
	TREE_CHOICE, /* one part or the other */
	TREE_REPEAT,
	TREE_RIGHT, /* nothing, with one of `bytes` right behind it */
	TREE_LEFT,  /* nothing, with one of `bytes` right before it */
	TREE_WORD,  /* \b */
	TREE_ANY,   /* what it takes is not known */
	TREE_CUT,   /* a verb: what comes so far counts, whether the rest matches or not */
	TREE_FAIL,  /* nothing matches here */
};
struct cue_tree {
	enum tree_kind kind;
	bool kept;     /* it outlives what is read from one pattern */
	unsigned root; /* patterns share it: its number, from 1; 0: it is a part of such a one, or of one pattern */
	unsigned least, most; /* TREE_REPEAT */
	union {
		struct cue_chars chars;
		struct {
			struct cue_bytes bytes;
			const struct cue_tree *inside; /* TREE_RIGHT, TREE_LEFT: all that must stand there; or NULL */
		};
		struct {
			const struct cue_tree **v; /* TREE_REPEAT: one */
			size_t n;
			const span *branches; /* TREE_CHOICE: where they stand in the list of words; NULL: not told */
			span range;           /* all that it was made of */
		} parts;
	};
};
typedef VEC(const struct cue_tree *) tree_list;

extern const struct cue_tree tree_any, tree_cut, tree_fail, tree_word, tree_nothing;
const struct cue_tree *tree_chars(arena *a, const struct cue_chars *c);
const struct cue_tree *tree_beside(arena *a, enum tree_kind kind, const struct cue_bytes *bytes);
/* The same, of what a look around holds. */
const struct cue_tree *tree_around(
        arena *a, enum tree_kind kind, const struct cue_bytes *bytes, const struct cue_tree *inside);
/* All but these: of ASCII what is seen alone, for of `.` it is not told that it takes no line end. */
const struct cue_tree *tree_refusing(arena *a, enum tree_kind kind, const struct cue_chars *refused);
const struct cue_tree *tree_of(arena *a, enum tree_kind kind, const tree_list *parts); /* a row or a choice */
/* A choice of which it is told where its parts stand, in order. */
const struct cue_tree *tree_choice(arena *a, const tree_list *parts, const spans *branches, span range);
/* All of it but what is kept already, equal characters once where they stand in `leaves`, of which there is room for 2 to the power of
 * LEAF_BITS. */
enum { LEAF_BITS = 9 };
const struct cue_tree *tree_copy(arena *a, const struct cue_tree *t, const struct cue_tree **leaves);
/* The same of what patterns share; it is given the next number. */
const struct cue_tree *tree_share(arena *a, const struct cue_tree *t, const struct cue_tree **leaves, unsigned *roots);
const struct cue_tree *tree_repeat(arena *a, const struct cue_tree *t, unsigned least, unsigned most);

/* How a search may make use of the places where the tree may match. */
enum tree_use {
	TREE_FREELY,    /* each may be tried alone */
	TREE_IN_ONE_GO, /* from the first to the last: a verb may make what fails at one place count at others; the tree
	                 * takes what stands before a verb, too */
	TREE_FROM_START /* to the last: what matches depends on where the search began */
};
/* What the pattern takes; NULL: not known. Read by a reader of its own, which reads trees alone; lives until it is asked
 * again. */
const struct cue_tree *cue_tree_of(struct cue_reader *r, slice pattern, enum tree_use *use);

#endif

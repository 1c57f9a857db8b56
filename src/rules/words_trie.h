/* Words of a register as a tree of their beginnings, and that as a pattern which finds what the plain list of
 * alternatives finds, in the same order: words with one beginning share it, so that a place is left after the few
 * characters that tell it from all words, not after as many tries as there are words. */
#ifndef GARNER_RULES_WORDS_TRIE_H
#define GARNER_RULES_WORDS_TRIE_H

#include "base/arena.h"
#include "base/buf.h"

/* What a word is made of: a character, or one of these. */
enum { TRIE_GAP = 0x110000, TRIE_SAME };
typedef VEC(uint32_t) trie_units;

struct trie_node {
	uint32_t unit;
	uint32_t child, sibling; /* 0: none */
	unsigned char ends;      /* 1u << class of the words that end here */
	unsigned char below;     /* likewise of those that end here or further on */
};
struct trie {
	arena *arena;
	bool exact; /* case counts */
	VEC(struct trie_node) nodes;
};

/* Adds a word, which is of one of the classes 0 … 3, behind all that were added before. Units are whole or disjoint: no
 * text of a gap may start like a character of a word. False where the tree would not find the same as the list: the word
 * comes behind one that it starts with, or it differs from another in letters of which case might make one. */
bool trie_add(struct trie *t, const trie_units *word, unsigned class);
bool trie_holds(const struct trie *t, unsigned class); /* any word of the class? */
/* Does a word of the first class start with one of the second? */
bool trie_extends(const struct trie *t, unsigned class, unsigned shorter);

/* The alternatives of a class, without a group around them; `put` writes a unit. False where they nest too deep. */
typedef void trie_put(struct buf *out, uint32_t unit, const void *how);
bool trie_pattern(const struct trie *t, unsigned class, struct buf *out, trie_put *put, const void *how);

#endif

/* The words of a register's column as one pattern. */
#ifndef GARNER_RULES_REGISTER_WORDS_H
#define GARNER_RULES_REGISTER_WORDS_H

#include "rules/pack.h"

/* Only rows whose cell is one of the values; `any`: not empty. */
struct words_where {
	size_t column;
	bool any;
	slices values;
};

struct words {
	const struct register_table *table;
	size_t column;
	bool exact;    /* case counts */
	bool parts;    /* a word may stand right behind or before other letters and digits: the k of 10k */
	bool plain;    /* for tests: as a list of words in any case, not as a tree of them */
	bool tolerant; /* hyphen and blank stand for each other */
	slices same;   /* words that stand for each other inside a name: &, and */
	VEC(struct words_where) where;
	const struct regex *without; /* what is taken out of each word first, or NULL */
	const struct regex *like;    /* only words in which this is found then, or NULL */
};

enum { WORDS_MAX = 1 << 20 }; /* bytes of such a pattern */

/* Alternatives of the column's distinct cells, the longest first, blanks as \s+; what words begin with alike stands once,
 * where that finds the same (words_trie.h). A word that starts (ends) with a
 * letter or digit matches only where none stands before (behind) it, unless `parts` is set. In the arena; ABSENT when larger than WORDS_MAX. */
slice words_pattern(arena *a, const struct words *w);
/* The bytes that PCRE2 compiles such a pattern to, at most: told without compiling it. */
size_t words_size(slice pattern);
extern const slice words_none; /* the pattern where no word is left: it finds nothing */

#endif

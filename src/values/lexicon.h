/* The words that values need: months, number words, currencies, qualifiers. C knows the grammar of values, no words;
 * the words are registers of a rule pack, handed over as a lexicon.
 *
 * A lexicon is a set of tables; a table has named columns and rows, and is looked up by its first column (its key
 * column) with white space folded and case folded. Filled once at load, then read-only and shared between threads; what a
 * table is looked up with is made when it is first asked, since most registers are for patterns alone. */
#ifndef GARNER_VALUES_LEXICON_H
#define GARNER_VALUES_LEXICON_H

#include "base/arena.h"

struct lexicon_table;
struct lexicon {
	arena *arena;
	VEC(struct lexicon_table *) tables;
};

/* Adds a table of `count` columns and n rows, each of as many cells. Nothing is copied: all of it must outlive the lexicon.
 * Of rows with one key the first counts. */
void lexicon_add_table(struct lexicon *l, slice name, const slice *columns, size_t count, slice *const *rows, size_t n);
void lexicon_free(struct lexicon *l); /* what look-ups have made; the tables are the arena's */
/* Is there such a table? */
bool lexicon_has(const struct lexicon *l, slice table);
/* The cell of the row with this key, or ABSENT (no such table, column or key). Expected O(length of key). */
slice lexicon_get(const struct lexicon *l, slice table, slice key, slice column);
/* The longest key of the table that `text` starts with, ending at a word's end; gives its length in bytes, or 0. For
 * grammars that read a run of words ("three hundred and five"). O(length of the longest key) look-ups. */
size_t lexicon_prefix(const struct lexicon *l, slice table, slice text);

#endif

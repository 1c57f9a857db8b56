/* Words of a line and the columns they stand in: what tables set in blanks are read from. Stage-private. */
#ifndef GARNER_STAGES_SEGMENT_WORDS_H
#define GARNER_STAGES_SEGMENT_WORDS_H

#include "stages/segment_tables.h"

struct word {
	uint32_t start, end; /* columns, from 0; a tab leads to the next multiple of 8 */
	uint32_t from, to;   /* bytes */
	bool wide;           /* two blanks or a tab stand before it: perhaps another cell */
};
typedef VEC(struct word) words;

/* Appends the words of the line. The two blanks behind the end of a sentence are not wide. */
void line_words(const struct plan *p, size_t line, words *w);

/* The place where text at the column would stand, in the blanks between two bytes of the line. */
size_t place_of_column(const struct plan *p, size_t from, unsigned from_column, size_t to, unsigned column);

#endif

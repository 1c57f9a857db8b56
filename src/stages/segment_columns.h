/* Columns of blanks: which words of a line stand in which column, and rows made of that. Shared by the readers of ruled
 * and of aligned tables. Stage-private. */
#ifndef GARNER_STAGES_SEGMENT_COLUMNS_H
#define GARNER_STAGES_SEGMENT_COLUMNS_H

#include "stages/segment_words.h"

/* Columns of a table, left to right: [start, end) is what is known to belong to it. */
struct columns {
	size_t n;
	unsigned start[TABLE_COLUMNS_MAX], end[TABLE_COLUMNS_MAX];
};

/* A line, its words by columns: word i of the line stands in column to[i]; columns grow. */
struct placed {
	const struct word *words;
	size_t n;
	unsigned char *to;
	bool fits;     /* no word reaches into two columns */
	size_t filled; /* how many columns have words */
	bool hangs;    /* the first has none */
};

/* Where the words of a line stand. `to` has room for n. */
void words_place(const struct columns *c, struct placed *l);
/* How many parts the gaps make of the line. */
size_t chunks_count(const struct placed *l);
/* The same for a line that does not fit: where it has as many gaps or words as there are columns, these tell its cells apart
 * (segment_sequences.c). */
bool words_place_by_gaps(const struct columns *c, struct placed *l);
/* Puts the line into a row of the newest table. */
void placed_put(struct plan *p, size_t row, size_t line, const struct columns *c, const struct placed *l);

/* Does the line show a prompt, with or without a command: a name and > # or $ behind it? mill-1>show wheels
 * (segment_lookalikes.c) */
bool line_is_prompt(const struct plan *p, const struct line *l);

#endif

/* Rivers: the columns of lines aligned by blanks alone. Stage-private; used by segment_aligned.c. */
#ifndef GARNER_STAGES_SEGMENT_RIVERS_H
#define GARNER_STAGES_SEGMENT_RIVERS_H

#include "stages/segment_columns.h"

/* Lines that may be a table, the first of them its header. */
struct run {
	struct plan *p;
	size_t first, last; /* lines */
	size_t head;        /* the lines of the header end here */
	size_t rule;        /* that rules it off, or SIZE_MAX */
	unsigned flags;     /* signs stand before this column, where the first name begins; 0: none do */
	bool sequence;      /* gaps count, not columns */
	bool words_only;    /* each word is a cell, and there is no header */
	bool head_by_words; /* then the words of the header are its names */
	bool each_word;     /* and each word is a cell, but for the last, which holds the rest */
	struct columns columns;
	words words;           /* of all lines of the run, and perhaps of some above it */
	size_t words_first;    /* the first of these lines */
	VEC(size_t) word_at;   /* line - words_first → its first word; one more at the end */
	VEC(unsigned char) to; /* word → column */
	words few;             /* of a line or two that are looked at by themselves */
};

static inline bool line_is_rule(const struct line *l) { return l->shape == LINE_RULE; }

/* ---- segment_runs.c: lines that may be a table, before their words are read */
enum { RUN_HEAD_MAX = 3 }; /* lines above a rule */
/* The end of the run that starts at the line and ends before `last`: behind its last line with a gap, and what hangs below
 * that. */
size_t run_end(struct run *r, size_t first, size_t last);
/* How many parts the gaps make of the line. */
size_t line_chunks(struct run *r, size_t i);
/* Total:2   Free: 3   Of all that are free  : 2 */
bool line_begins_label(const struct plan *p, const struct line *l);

/* ---- segment_rivers.c, segment_banks.c, segment_sequences.c, segment_shifted.c
 * Reads the words of all lines, when first and last are set. What was read for the same lines is kept: to read other lines,
 * empty word_at. */
void run_words(struct run *r);
/* The words of a line, not yet placed. */
struct placed run_line(struct run *r, size_t i);
/* Has the line a gap between words? Not so where all its gaps are behind sentences. */
bool run_has_gap(struct run *r, size_t i);

/* Finds the columns, when head is set; false where there are not two. */
bool rivers_find(struct run *r);
/* More columns than were found, by the rivers of what stands below a header that is not set above its columns
 * (segment_shifted.c). Its names are moved there. */
bool shifted_find(struct run *r);
/* Lines whose columns drift apart, but that have as many gaps as the first: then gaps tell the cells apart. */
bool sequence_find(struct run *r);
/* Lines with as many gaps as the first has words, more than `columns` of them: a header set closer than what stands
 * below it. The last column may hold gaps of its own. Or with as many words, (nearly) all of them figures; or with as many
 * or more, which stand below its names. */
bool sequence_of_words_find(struct run *r, size_t columns);
/* Lines without a header, as of files in a folder: as many words as the shortest has start or end in the same columns in all,
 * some of them figures in all lines, others in none. Then each is a cell, whatever blanks stand between; the last holds the
 * rest of longer lines. */
bool words_in_columns_find(struct run *r);
/* The words of a line in their columns. */
struct placed run_place(struct run *r, size_t i);
/* Is it a drawing, contents, code or a list instead? (segment_lookalikes.c) */
bool run_is_something_else(const struct run *r);

#endif

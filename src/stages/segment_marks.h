/* List marks: bullets and numbers at the start of a line, and which of them can stand in one list. No words, no
 * neighbours. */
#ifndef GARNER_STAGES_SEGMENT_MARKS_H
#define GARNER_STAGES_SEGMENT_MARKS_H

#include "base/arena.h"

enum mark_kind {
	MARK_NONE,
	MARK_BULLET,
	MARK_DECIMAL, /* 1. 1) (1) Q1. and 1.2.3 */
	MARK_LETTER   /* a) A. (a) and i. iv) (ii): which of the two its neighbours say */
};

/* Every line has one, so it is kept small. */
struct mark {
	uint16_t sign;    /* bullet: the character; number: the letter before it (Q), or 0 */
	uint16_t value;   /* of a number: its last part; of a letter: a = 1 */
	uint16_t depth;   /* of a decimal number: how many parts (1.2.3 has 3); of *: how many of them */
	uint16_t roman;   /* of a letter: its value as a Roman number, or 0 */
	char open, close; /* '(' and ')' or '.', or 0 */
	enum mark_kind kind : 3;
	bool upper : 1;  /* of a letter */
	bool bare : 1;   /* of a decimal number: it has one part */
	bool strong : 1; /* a character that is nothing but a bullet */
};

/* The mark that the text [body, stop) begins with, where it ends, and where the text behind it starts. A mark is followed
 * by a blank and text; a strong bullet may also touch its text or stand alone. Else MARK_NONE. */
struct mark mark_read(slice text, size_t body, size_t stop, size_t *end, size_t *behind);

/* The number that the text begins with, also where it is 1.2 and a small letter stands behind it. */
struct mark mark_read_small(slice text, size_t body, size_t stop, size_t *end, size_t *behind);

/* Do they look alike (same bullet, as often; same punctuation and depth; letters of one case)? */
bool mark_alike(const struct mark *a, const struct mark *b);
/* May b be the item after a, both alike? Numbers grow (or are all the same, as Markdown allows), letters follow one
 * another. */
bool mark_follows(const struct mark *a, const struct mark *b);
bool mark_is_first(const struct mark *m); /* 1, a, A, i, I */

#endif

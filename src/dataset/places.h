/* Lines and characters of a document: byte offset → line and column, from an index built once.
 *
 * Lines end at LF, CRLF or a lone CR, as place_of (base/diag.h) has it; that one walks from the start each time and is
 * for messages, this one answers in O(log lines in 1024 bytes) and is for rows. Bytes that are not UTF-8 do no harm: every byte that
 * is not a continuation byte counts as a character. */
#ifndef GARNER_DATASET_PLACES_H
#define GARNER_DATASET_PLACES_H

#include "base/diag.h"

struct place_stop {
	size_t characters; /* before it */
	size_t line;       /* it lies in, from 0 */
};
struct places {
	slice text;
	VEC(size_t) lines;            /* where each line starts; also the empty one behind a last line end */
	VEC(struct place_stop) stops; /* one for every 1024th byte */
	bool ascii;                   /* then a byte is a character */
};

/* The index lives in the arena; the text must outlive it. Linear. */
void places_build(struct places *p, slice text, arena *a);
/* Line and column, from 1. An offset behind the text counts as its end. */
struct place places_at(const struct places *p, size_t offset);
size_t places_line(const struct places *p, size_t offset); /* the line alone */
/* How many lines: the last counts also without its end, nothing behind the last end is no line. */
size_t places_lines(const struct places *p);

#endif

/* A growing byte buffer for output, on the heap (it is reused from document to document). {0} is empty and valid. */
#ifndef GARNER_BASE_BUF_H
#define GARNER_BASE_BUF_H

#include "base/slice.h"

#include <string.h>

struct buf {
	char *p;
	size_t n, cap;
};

void buf_grow(struct buf *b, size_t more); /* makes room for so many bytes, where there is none */
static inline void buf_room(struct buf *b, size_t more) {
	if (more > b->cap - b->n) buf_grow(b, more);
}

/* Most cells are a few bytes, for which memcpy spends more on finding out how many than on copying: the first and the last
 * of them in one piece each, which may overlap. 1 to 16 bytes. */
static inline void bytes_copy_few(char *to, const char *from, size_t n) {
	if (n >= 8) {
		memcpy(to, from, 8);
		memcpy(to + n - 8, from + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, from, 4);
		memcpy(to + n - 4, from + n - 4, 4);
	} else {
		to[0] = from[0];
		to[n / 2] = from[n / 2];
		to[n - 1] = from[n - 1];
	}
}

/* Any number of them; where the next byte goes. */
static inline char *bytes_put(char *to, slice s) {
	if (s.n > 64) {
		memcpy(to, s.p, s.n);
	} else if (s.n > 16) {
		for (size_t i = 0; i < s.n - 16; i += 16) memcpy(to + i, s.p + i, 16);
		memcpy(to + s.n - 16, s.p + s.n - 16, 16);
	} else if (s.n > 0) {
		bytes_copy_few(to, s.p, s.n);
	}
	return to + s.n;
}

/* Here, since a row or a line is made of dozens of these. */
static inline void buf_put(struct buf *b, slice s) {
	if (s.n == 0) return;
	buf_room(b, s.n);
	b->n = (size_t)(bytes_put(b->p + b->n, s) - b->p);
}

static inline void buf_byte(struct buf *b, char c) {
	if (b->n == b->cap) buf_grow(b, 1);
	b->p[b->n++] = c;
}

void buf_u64(struct buf *b, uint64_t n); /* decimal digits */
void buf_clear(struct buf *b);           /* length 0, memory kept */
void buf_free(struct buf *b);
slice buf_slice(const struct buf *b); /* valid until the next change */

/* Where a text that may grow large goes, piece by piece: `take` uses what is in the buffer and clears it. */
struct drain {
	void (*take)(void *to, struct buf *b);
	void *to;
};
void buf_drain(struct buf *b, const struct drain *d); /* when it holds enough; d may be NULL: never */

/* What a text needs in one form or the other, found in one look; of one that needs nothing it may say too much. */
enum { NEEDS_ESCAPES = 1, NEEDS_QUOTES = 2 }; /* in JSON; in CSV */
unsigned text_needs(slice s);

/* ---- JSON text (RFC 8259): the one emitter. Strings must be valid UTF-8; control characters, quote and backslash
 * are escaped, all else stands as it is. The caller writes braces, commas and colons. */
void buf_json_string(struct buf *b, slice s);              /* with its quotes; ABSENT gives null */
void buf_json_key(struct buf *b, bool *first, slice name); /* a comma unless first, "name": ; clears *first */

/* ---- one CSV cell (RFC 4180): quoted only where it holds comma, quote, CR, LF, or leading/trailing blank */
void buf_csv_cell(struct buf *b, slice s);

#endif

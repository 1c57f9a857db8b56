/* Strips of bits over one text: what strips*.c share. */
#ifndef GARNER_RULES_STRIPS_PARTS_H
#define GARNER_RULES_STRIPS_PARTS_H

#include "rules/strips.h"

enum { SYMBOLS = 256, SYMBOL_BEYOND = 128, SYMBOL_OTHER = 254, SYMBOL_WALL = 255 };

struct strips_class {
	struct cue_chars chars;
	const uint64_t *strip; /* NULL: the slot is free */
};

/* What a part that patterns share came to from all places of the text. */
struct strips_root {
	const struct cue_tree *left; /* of it; NULL: nothing */
	uint64_t *ends;
	bool known;
};

/* A strip has a bit for the place before each character and one for the end of the text. */
struct strips {
	arena *a;
	slice text;
	size_t n, words;       /* characters; words of a strip */
	uint32_t *places;      /* of the characters in the text, and its end; NULL: each is a byte */
	uint64_t *of[SYMBOLS]; /* where the symbol stands, or NULL. An ASCII character is its own */
	uint32_t codes[SYMBOL_OTHER - SYMBOL_BEYOND]; /* of the symbols beyond ASCII */
	size_t codes_known;
	uint64_t *all, *inside;       /* all places; all characters but those between views */
	uint64_t *firsts, *lasts;     /* where views start and end */
	uint64_t *edges;              /* where \b may hold; NULL: not asked yet */
	VEC(size_t) odd;              /* characters */
	struct strips_class *classes; /* of characters, by their hash */
	unsigned class_bits;          /* there are two to the power of it */
	size_t class_count;           /* of them taken, half at most */
	struct strips_root *roots;
	VEC(uint64_t *) spare; /* strips that nobody has */
};

uint64_t *strip_take(struct strips *s); /* its bits are of no meaning */
void strip_give(struct strips *s, uint64_t *strip);
const uint64_t *strip_of_chars(struct strips *s, const struct cue_chars *c); /* where one of them stands */
const uint64_t *strip_of_edges(struct strips *s);
/* What is left of the tree, from these places on; *out is where it ends. NULL: nothing. */
const struct cue_tree *strips_follow(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out);
static inline bool strip_has(const uint64_t *strip, size_t at) { return strip[at / 64] >> (at % 64) & 1; }
static inline void strip_set(uint64_t *strip, size_t at) { strip[at / 64] |= UINT64_C(1) << (at % 64); }

#endif

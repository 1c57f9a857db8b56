/* Sets of literals and of characters, as cues are made of them. Private to the reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_SET_H
#define GARNER_RULES_CUE_SET_H

#include "rules/cue.h"

enum { CUE_LITERAL_MAX = 24, CUE_SET_MAX = 4096, CUE_PRODUCT_MAX = 400 };

/* Characters: ASCII by bit, some others one by one, and whether there are more. */
struct cue_chars {
	uint64_t ascii[2];
	uint32_t other[4]; /* the first of them */
	unsigned others;
	unsigned sizes; /* 1u << n: there are some of n bytes */
	bool odd;       /* also odd characters, which scanners look for by themselves */
	bool more;      /* also others that are not told */
	bool vague;     /* perhaps more ASCII than it should: good for what must stand, not for what must not */
};
void chars_add(struct cue_chars *c, uint32_t code);
void chars_add_range(struct cue_chars *c, uint32_t first, uint32_t last);
void chars_add_all(struct cue_chars *c, const struct cue_chars *more);
void chars_fold(struct cue_chars *c);                                  /* the other case of all of them */
bool chars_same(const struct cue_chars *a, const struct cue_chars *b); /* in all that is told of them */
uint64_t chars_hash(const struct cue_chars *c);                        /* its high bits are the good ones */
bool chars_hold(const struct cue_chars *c, unsigned char ascii);
/* What must not stand beside a literal, where none of these may. */
unsigned char chars_refused(const struct cue_chars *c);

/* One literal of no bytes, with conditions. */
struct cue set_empty(arena *a, unsigned char before, unsigned char behind);
/* The characters as literals of one each; false when they are too many or not all known. */
bool set_of_chars(arena *a, const struct cue_chars *c, struct cue *set);
/* Each of one followed by each of the other; false when that is too many, or too long. */
bool set_product(arena *a, const struct cue *left, const struct cue *right, struct cue *product);
/* False when it is too many. */
bool set_union(arena *a, const struct cue *one, const struct cue *other, struct cue *both);
void set_once(struct cue_literal *v, size_t *n);      /* each literal once, where there are few */
struct cue set_copy(arena *a, const struct cue *set); /* with its literals */
bool set_has_empty(const struct cue *set);
void set_weigh(struct cue *set);

#endif

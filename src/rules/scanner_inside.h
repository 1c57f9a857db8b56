/* Inside scanners: what scanner_new.c and scanner_automaton.c make and scanner.c reads. Private to these. */
#ifndef GARNER_RULES_SCANNER_INSIDE_H
#define GARNER_RULES_SCANNER_INSIDE_H

#include "rules/glance.h"
#include "rules/scanner.h"

enum { LITERAL_SCANNED = 10, SPELLED_MOST = 8, ROOT = 0 };

/* What is known of the bytes that were read last, a bit each, the last byte's the lowest: four lanes, and above them where
 * the last byte stands. */
enum { LANE = 12, CAPITALS = 0, LETTERS = LANE, DIGITS = 2 * LANE, INSIDE = 3 * LANE, PLACE = 4 * LANE };
static const uint64_t lane_starts = UINT64_C(1) << CAPITALS | UINT64_C(1) << LETTERS | UINT64_C(1) << DIGITS |
                                    UINT64_C(1) << INSIDE | UINT64_C(1) << PLACE;

/* Of the table. */
enum { ROW_BITS = 5, ROW = 1 << ROW_BITS };

/* Where literals can end: by the case of the last byte and by what stands behind it. */
enum { BEFORE_LETTER, BEFORE_DIGIT, BEFORE_OTHER, AT_END, CAPITAL = 4 };

/* Literals that end at a state, all under the same conditions: they stand in the text where the bits of the mask are those
 * wanted. */
struct ending {
	uint64_t mask;
	uint32_t mark;
	uint16_t capitals; /* wanted; of all else none is */
	bool spelled;      /* the mark tells more that is asked */
};

/* Cues that are seen together. */
struct mark {
	uint64_t bytes, exact; /* the last bytes, and which bits of them are to be the same */
	uint32_t cues;         /* the first of its cues; those of the next mark stand behind the last */
};

struct pattern_cues {
	uint32_t v[CUES_MAX];
	struct cue_length reach[CUES_MAX];
	size_t n;
	bool anywhere, idle;
	bool alike; /* found where and as the one before it in `keys` */
};

struct scanner {
	arena arena;
	unsigned char kinds[256]; /* of bytes: what they are behind a literal, and CAPITAL */
	uint64_t lanes[256];      /* of bytes: their bits */
	/* By state, those near the root first, and symbol: the next state. In parts of ROW symbols, a part for all states behind the
	 * other: most of what a text asks for of a state is one line of the cache. */
	uint16_t *next;
	void *table;            /* what `next` lies in */
	uint32_t column[256];   /* of bytes: where the first state has their symbol */
	unsigned char *places;  /* by state: where literals end there, a bit each */
	uint32_t *endings_from; /* by state; those of the next state stand behind the last */
	VEC(struct ending) endings;
	size_t states;
	VEC(struct mark) marks; /* and one more */
	VEC(uint32_t) cues;     /* of marks */
	struct pattern_cues *patterns;
	size_t pattern_count, words;
	size_t active;       /* patterns that are looked for */
	uint32_t *keys_from; /* by cue: the first of the patterns whose rarest cue it is, in `keys` */
	VEC(uint32_t) keys;
	size_t cue_count;
	size_t key_count;      /* cues with such patterns: those have the first numbers */
	VEC(uint32_t) free;    /* patterns without cues */
	struct glance *glance; /* for the rarest cues; NULL: not worth while */
};

/* From symbols to marks, for cues number 0 to n - 1. */
void automaton_make(struct scanner *s, const struct cue *const *cues, size_t n);

#endif

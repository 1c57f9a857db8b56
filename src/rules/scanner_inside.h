/* Inside scanners: what scanner_new.c makes and scanner.c reads. Private to these two. */
#ifndef GARNER_RULES_SCANNER_INSIDE_H
#define GARNER_RULES_SCANNER_INSIDE_H

#include "rules/glance.h"
#include "rules/scanner.h"

enum { LITERAL_SCANNED = 10, ROOT = 0, ROW_BITS = 24, ROW = (1 << ROW_BITS) - 1 };

/* Where literals can end, a bit each: by the case of the last byte and by what stands behind it. */
enum { BEFORE_LETTER, BEFORE_DIGIT, BEFORE_OTHER, AT_END, CAPITAL = 4 };

struct literal {
	char bytes[LITERAL_SCANNED];
	unsigned char n, before, behind;
	bool folded, verified; /* verified: the automaton knows it but folded */
	uint32_t same;         /* the next literal at the same state, plus one; 0: none */
	VEC(uint32_t) cues;    /* while the scanner is made */
};

/* A literal that ends at a state: what has to be looked at before its memory is. */
struct ending {
	uint32_t literal;
	unsigned char places, before, n;
	bool verified;
};

struct pattern_cues {
	uint32_t v[CUES_MAX];
	struct cue_length reach[CUES_MAX];
	size_t n;
	bool anywhere, idle;
};

struct key {
	VEC(uint32_t) patterns; /* whose rarest cue it is */
};

struct scanner {
	arena arena;
	unsigned char symbols[256]; /* of bytes; 0: stands in no literal */
	size_t width;               /* how many symbols */
	size_t longest;             /* what is scanned of a literal */
	unsigned char kinds[256];   /* of bytes: what they are behind a literal, and CAPITAL */
	uint32_t *next;  /* state * width + symbol → state * width, with the places where literals end there */
	uint32_t *first; /* by state: the first literal that ends there, plus one */
	uint32_t *endings_from, *endings_behind; /* by state */
	VEC(struct ending) endings;
	size_t states, room;
	VEC(struct literal) literals;
	uint32_t *
	        cues_from; /* by literal: the first of its cues in `cues`; those of the next one stand behind the last */
	VEC(uint32_t) cues;
	struct pattern_cues *patterns;
	size_t pattern_count, words;
	size_t active;    /* patterns that are looked for */
	struct key *keys; /* by cue */
	size_t cue_count;
	uint64_t *always;      /* patterns without cues, by bit */
	VEC(uint32_t) free;    /* the same, by number */
	struct glance *glance; /* for the rarest cues; NULL: not worth while */
};

static inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

#endif

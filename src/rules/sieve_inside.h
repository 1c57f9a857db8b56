/* Inside sieves: what sieve_states.c makes and sieve.c reads. Private to these. */
#ifndef GARNER_RULES_SIEVE_INSIDE_H
#define GARNER_RULES_SIEVE_INSIDE_H

#include "rules/net.h"

/* Entries of states that are no states: both odd, so that they are looked at. */
enum {
	UNKNOWN = UINT16_MAX,
	DEAD = UINT16_MAX - 2, /* a step behind which no match starts */
};

struct state {
	uint32_t first, n; /* of `listed` */
	uint32_t side;
};

/* Classes, as bits: all that has been asked so far of the byte on the left comes out the same for these. Those beyond are
 * few, and like no other. */
enum { ALIKE_MOST = 128 };
struct alike {
	uint64_t bits[ALIKE_MOST / 64];
};

/* What any place starts with, between two symbols. */
struct opening {
	bool known, done;
	uint32_t first, n; /* of `opened` */
	struct alike alike;
};

struct sieve {
	const struct net *net;
	arena arena; /* of lists that grow */
	struct state *states;
	size_t state_count, state_room;
	/* By state and class: the next state, twice, plus one where a match may start before the step. Small, since what is
	 * read waits for memory and for little else. */
	uint16_t *next;
	size_t half; /* of the entries of a state, which are an even number: twice a state times this is its first */
	uint32_t *slots; /* states by their stops: number plus one; twice as many as states at least */
	size_t slot_count;
	uint32_t *listed;
	size_t listed_n, listed_room;
	struct opening *openings; /* by side and class */
	VEC(uint32_t) opened;
	struct alike alike;
	struct alike classes;   /* all of them */
	struct alike *of_sides; /* by side: the classes that make it */
	struct sieve_marks *marks;
	VEC(uint32_t) stack, taken;
	VEC(span) ranges;
	uint32_t start;    /* the state at the end of a text; UNKNOWN: not made yet */
	bool emptied;      /* since the text began */
	size_t filling;    /* bytes read since its states were forgotten */
	size_t read, left; /* bytes, and those of them that had to be tried */
	bool useless;
};

/* The step from the state past a byte of the class, made out now. */
uint16_t sieve_make_step(struct sieve *s, uint32_t state, unsigned left);
void sieve_make_start(struct sieve *s);

#endif

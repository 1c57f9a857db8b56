/* Literals as a scanner looks for them, and what must be known where one ends. Private to the making of scanners. */
#ifndef GARNER_RULES_SCANNER_LITERAL_H
#define GARNER_RULES_SCANNER_LITERAL_H

#include "rules/scanner_inside.h"

/* A literal as it is looked for: its start, where it is long. */
struct literal {
	char bytes[LITERAL_SCANNED];
	unsigned char n, before, behind;
	bool folded;
};

/* A literal that ends at a state: see struct ending. */
struct raw_ending {
	uint64_t mask;
	uint64_t bytes, exact; /* which bits of the last bytes are to be these, beyond what the automaton knows */
	uint32_t literal;
	uint16_t capitals;
	unsigned char n;
};

/* What is scanned of it: so many bytes at most. */
struct literal literal_cut(const struct cue_literal *from, size_t longest);
bool literal_equal(const struct literal *a, const struct literal *b);
unsigned char literal_places(const struct literal *l); /* where it can end, a bit each */
struct raw_ending literal_ending(const struct literal *l, uint32_t number);
/* A state of more bytes than the literal has knows the one before it: false where that is refused. */
bool literal_settle(struct raw_ending *e, char before);

#endif

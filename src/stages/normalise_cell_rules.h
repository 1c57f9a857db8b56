/* One rule for cells over one text: its match, and what that gives. Stage-private: included by normalise*.c alone. */
#ifndef GARNER_STAGES_NORMALISE_CELL_RULES_H
#define GARNER_STAGES_NORMALISE_CELL_RULES_H

#include "stages/stages.h"

struct cell_reader {
	struct matcher *matcher;
	const struct value_context *values;
	arena *arena, *scratch; /* for results, and for matches */
};

struct cell_match {
	const struct cell_rule *rule;
	struct captured *captured;
	span *at; /* beside captured, in the text */
	size_t n;
	span all; /* in the text */
};

/* The rule's first match in the text; of a rule for bodies one that is all of it. */
bool cell_matches(const struct cell_reader *x, const struct cell_rule *r, slice text, struct cell_match *m);
/* The index of a capture that took part, or SIZE_MAX. */
size_t cell_capture(const struct cell_match *m, slice name);

/* What a match gives: a value, a unit, a reason why there is none, with their places in the text. */
struct cell_reading {
	slice value, unit, absent;
	span value_at, unit_at;
};

/* False where the match cannot be read, or gives a range: a cell has room for one value. */
bool cell_read(const struct cell_reader *x, const struct cell_match *m, struct cell_reading *r);

#endif

/* Inside explain --why-not: what stands on a line, and the rules that are no patterns over blocks. */
#ifndef GARNER_INSPECT_EXPLAIN_WHY_PARTS_H
#define GARNER_INSPECT_EXPLAIN_WHY_PARTS_H

#include "inspect/explain.h"
#include "rules/template.h"

struct why {
	const struct explain *e;
	struct document *d;
	const struct rule *r;
	span line;
};

/* A block as rules see it; of a row, its cells one below the other. */
struct view {
	const struct block *block;
	int index;
	span clean;
	slice text;
};

enum { WHY_BEHIND_SHIFT = 3 }; /* of `after`, compiled as (?:…)\z */

bool why_on_line(span line, span at);

struct view why_view(const struct document *d, size_t clean_block);
/* Is this the first cell of a row? Then the row; *last is its last cell among the clean blocks. */
bool why_row(const struct document *d, size_t clean_block, size_t *last, struct view *v);
/* What a rule leans on from a block, as clean text: one place, none, or of `elsewhere` all blocks. */
spans why_lean(const struct document *d, enum rule_lean lean, int block, arena *a);

const struct cell_rule *why_cell_rule(const struct pack *p, slice id);
const struct table_template *why_template(const struct pack *p, slice id);
void why_tell_cells(const struct why *w, const struct cell_rule *r);
void why_tell_lines(const struct why *w, const struct table_template *t);

#endif

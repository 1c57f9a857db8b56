/* What a rule leans on beside its own block: the intro of a list, the heading above, a block elsewhere. Stage-private: included
 * by extract*.c, and by explain --why-not, which asks where a rule had to look. */
#ifndef GARNER_STAGES_EXTRACT_LEANS_H
#define GARNER_STAGES_EXTRACT_LEANS_H

#include "stages/stages.h"

typedef VEC(struct capture) capture_list;

/* Per document: what was found once. {.d, .matcher, .scratch, .prefilter, .rules} filled in by the caller; lives in the scratch. */
struct leans {
	const struct document *d;
	struct matcher *matcher;
	arena *scratch;
	struct prefilter *prefilter; /* NULL: without */
	int *heading_of;             /* per block: the nearest heading above it, or -1; made on first use */
	int *clean_of;               /* per block: its index in clean.blocks, or -1; likewise */
	span *columns_of; /* per block: of a table where the cells of the row that names its columns stand in clean text; likewise */
	struct found **found; /* per rule: what its `elsewhere` gave, NULL: not asked yet */
	VEC(struct found *) looked;
	size_t rules; /* how many of those */
};

/* Where in clean text a lean of this block is looked for, SPAN_NONE: nowhere. Not for elsewhere, which is any block. Asks for
 * neither matcher nor rules. */
span leans_place(struct leans *l, enum rule_lean lean, int block);

/* Are all of the rule's patterns found for this block? Their captures are added to *into, as raw places. */
bool leans_hold(struct leans *l, const struct rule *r, int block, capture_list *into);

#endif

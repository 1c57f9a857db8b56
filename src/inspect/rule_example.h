/* An example of a rule as a document, and what the chain gives for it.
 *
 * The text of an example is a document of one block: a paragraph, or where the rule's `in` has no paragraph the first
 * kind it has (a row of a table where that is a row, or a cell with `columns`). `under` is the heading above it, `intro`
 * and `elsewhere` are further blocks before it, `columns` the header of its table, `next` the paragraph behind it. */
#ifndef GARNER_INSPECT_RULE_EXAMPLE_H
#define GARNER_INSPECT_RULE_EXAMPLE_H

#include "stages/stages.h"

/* What an example gave, as far as it is compared: a record of the rule, or a waiver of an ignore rule. */
struct given {
	const struct document *document;
	const struct record *record; /* NULL: a waiver */
	span at;
};
typedef VEC(struct given) given_list;

/* The document of an example, ready for extract. In the arena. */
struct document *example_document(const struct rule *r, const struct example *e, arena *a);
/* Where the example's own text starts in its document. */
size_t example_start(const struct document *d, const struct example *e);
/* What the rule itself gives in the example's text, after resolve, with c->only or among all rules. In the arena. */
given_list example_run(struct rule_context *c, const struct rule *r, const struct example *e, arena *a);

#endif

/* Inside explain: the parts of an explanation, each printing its rows or none. */
#ifndef GARNER_INSPECT_EXPLAIN_PARTS_H
#define GARNER_INSPECT_EXPLAIN_PARTS_H

#include "inspect/explain_page.h"

/* explain_rule.c: the rule, its pattern as expanded, what of it captured what. `rule` may be NULL: made from blocks. */
void explain_rule(const struct explain *e, const struct document *d, const struct record *r, const struct rule *rule);
/* explain_values.c: each column with what gave it. */
void explain_values(const struct explain *e, struct document *d, const struct record *r, const struct rule *rule);
/* explain_link.c: of a mention, the way from its name to its key. */
void explain_link(const struct explain *e, const struct record *r);

/* The bytes of a line (from 1) without its end; SPAN_NONE where there is none. Lines end at LF, CRLF or a lone CR. */
span explain_line_span(slice text, size_t line);
/* The text of a raw place as patterns saw it; empty where nothing of it is shown. */
slice explain_clean(const struct document *d, span raw);
/* "money.mark-first (core/figures.rules.yaml:4)", or the bare id of what is no rule of the pack. */
slice explain_rule_name(const struct explain *e, slice id);

#endif

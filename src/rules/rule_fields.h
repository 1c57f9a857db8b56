/* Inside the loader of rules: what uses the captures of a rule's patterns. */
#ifndef GARNER_RULES_RULE_FIELDS_H
#define GARNER_RULES_RULE_FIELDS_H

#include "rules/load.h"

/* The captures of a rule's patterns (its match and what it leans on), and which of them something uses. */
struct rule_use {
	bool complete; /* all patterns compiled: what is not here is nowhere */
	VEC(struct capture_name) captures;
	VEC(const struct yaml_node *) patterns; /* in which each of them stands */
	VEC(bool) used;
	VEC(bool) last_turn; /* a field says that it means the last turn of a repeat */
};
void rule_use_add(struct loader *l, struct rule_use *u, const struct compiled *c, const struct yaml_node *pattern);

void rule_read_as(struct loader *l, struct rule *r, const struct yaml_node *as, struct rule_use *u);
void rule_read_fields(struct loader *l, struct rule *r, const struct yaml_node *fields, struct rule_use *u);
void rule_read_mentions(struct loader *l, struct rule *r, const struct yaml_node *mentions, struct rule_use *u);
/* A diag for each capture that nothing uses and whose name does not start with _. */
void rule_complain_unused(struct loader *l, const struct rule_use *u);
/* A diag for each capture in use that stands under a repeat, where no field says `turn: last`. */
void rule_complain_repeated(struct loader *l, const struct rule_use *u);

#endif

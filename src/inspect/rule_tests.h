/* Rule tests: the examples of every rule, run. An example is what a rule promises; this is where it is held to it.
 *
 * The text of an example is a document of one block: a paragraph, or where the rule's `in` has no paragraph the first
 * kind it has; its section is the example's `under`. The rule runs alone, through extract and normalise. */
#ifndef GARNER_INSPECT_RULE_TESTS_H
#define GARNER_INSPECT_RULE_TESTS_H

#include "rules/pack.h"

struct rule_tests {
	size_t passed, failed; /* examples */
};

/* Runs them all, in the order of the rules. Each that fails adds one diagnostic `example` at its place in the pack. */
struct rule_tests rule_tests_run(const struct pack *pack, struct diags *diags);

#endif

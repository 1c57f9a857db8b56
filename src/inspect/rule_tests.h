/* Rule tests: the examples of every rule and fragment, run. An example is what a rule promises; this is where it is held
 * to it. The rule runs alone, through extract, normalise and resolve (see rule_example.h); a fragment is searched for in
 * the text. */
#ifndef GARNER_INSPECT_RULE_TESTS_H
#define GARNER_INSPECT_RULE_TESTS_H

#include "rules/pack.h"

struct rule_tests {
	size_t passed, failed; /* examples */
	size_t todo;           /* of those passed: known not to hold yet */
};

/* Runs them all, in the order of the rules. Each that fails adds one diagnostic `example` at its place in the pack; what
 * was expected and what came stand beside each other in `details` (one text for each of these diagnostics, in their
 * order), how far the match came in the hint. */
struct rule_tests rule_tests_run(const struct pack *pack, struct diags *diags, slices *details);

/* A diagnostic for every rule without both an example that gives something and one that gives nothing. Their number. */
size_t rule_tests_missing(const struct pack *pack, struct diags *diags);

/* Runs the examples of every rule through all rules: a diagnostic for each rule that never wins there, or wins and loses by
 * nothing but its id. */
void rule_tests_shadows(const struct pack *pack, struct diags *diags);

#endif

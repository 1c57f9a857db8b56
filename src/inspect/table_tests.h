/* The examples of rules for cells and of table templates: a part of rule_tests.h. */
#ifndef GARNER_INSPECT_TABLE_TESTS_H
#define GARNER_INSPECT_TABLE_TESTS_H

#include "rules/template.h"
#include "stages/stages.h"

/* A document of one table, which has the example's text in the first row of its one column, under the example's
 * header; extracted and normalised. For a rule that speaks among values alone a number stands below it, twice. */
struct document *cell_example(const struct cell_rule *rule, const struct example *e, struct rule_context *c, arena *a);
bool is_example_cell(const struct record *r);

/* How many examples of the template fail, each with a diag. */
size_t template_tests_run(const struct table_template *t, struct rule_context *c, struct diags *diags);

#endif

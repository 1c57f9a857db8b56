/* Pass 2 of extract: table templates. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_TEMPLATES_H
#define GARNER_STAGES_EXTRACT_TEMPLATES_H

#include "stages/stages.h"

/* Lines of paragraphs that a template takes become table > row > cell blocks; then ids, sections, title and clean text
 * are made again. *rules: the template's id by the index of each table block that it made, NULL where there is none.
 * False where a pattern met a limit: the document has failed. Linear in the lines, for each template. */
bool extract_templates(struct document *d, struct rule_context *c, const slice **rules);

#endif

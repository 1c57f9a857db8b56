/* Table templates: tables whose cells stand in lines of words, joined by blanks, so that nothing but the sequence of
 * their types tells where one ends. A template says what a cell of each column looks like; the loader makes of it one
 * pattern for whole lines for every number of times that its last columns may repeat. stages/extract_templates.c
 * applies them. */
#ifndef GARNER_RULES_TEMPLATE_H
#define GARNER_RULES_TEMPLATE_H

#include "rules/pack.h"

enum { TEMPLATE_CELLS_MAX = 24 }; /* in a line */

/* The template with its last columns standing `times` times. Cell i of a line is the capture i of the pattern. */
struct template_form {
	unsigned times;
	size_t cells;
	const struct regex *row, *header; /* over a whole line; header NULL: it has none */
	size_t row_blanks, header_blanks; /* blanks and tabs that such a line has at least */
};

enum template_header { TEMPLATE_HEADER_OPTIONAL, TEMPLATE_HEADER_REQUIRED, TEMPLATE_HEADER_NONE };

struct template_example {
	slice text;
	VEC(slices) gives; /* rows; none: no table */
	struct origin origin;
};

struct table_template {
	slice id, about;
	const struct rule *named; /* says whether it is broken; never so in a pack that was loaded */
	struct origin origin;
	int priority;
	enum template_header header;
	size_t rows;                     /* at least */
	VEC(struct template_form) forms; /* by times, falling */
	const struct regex *section;     /* a line with its first column alone, or NULL */
	const struct regex *more, *skip; /* or NULL */
	size_t number;                   /* the prefilter's, of the first of its patterns of lines */
	VEC(struct template_example) examples;
};

/* Its patterns of lines by number: of form i the row is number 2i and the header 2i + 1; behind them all the section. */
static inline size_t template_lines(const struct table_template *t) { return 2 * t->forms.n + 1; }
const struct regex *template_line(const struct table_template *t, size_t number);

void template_free(const struct table_template *t);

#endif

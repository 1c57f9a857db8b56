/* The readers of tables, one for each way to set a table in plain text. Included by segment_tables.c and the readers.
 *
 * A reader looks at the lines from `first` on, adds the table that starts there to the plan and gives the line behind
 * it; or gives `first` where none starts. `method` says which reader it was:
 *
 *   bars       rows of cells between |: Markdown, wikis, database clients
 *   grid       a frame drawn around the cells: +---+, or box-drawing characters
 *   ruled      columns under groups of - or = (reStructuredText's simple tables among them)
 *   wiki       MediaWiki's {| … |}
 *   tabs       cells between single tabs
 *   delimited  cells between commas or semicolons, as in CSV files
 *   aligned    columns of blanks alone */
#ifndef GARNER_STAGES_SEGMENT_TABLES_H
#define GARNER_STAGES_SEGMENT_TABLES_H

#include "stages/segment_plan.h"

enum { TABLE_COLUMNS_MAX = 64, TABLE_WIDTH_MAX = 400 /* columns of a line set in blanks */ };

/* ---- building (segment_tables.c) */
struct grid *grid_start(struct plan *p, size_t first, slice method, size_t columns);
/* A new row of the newest table, all of its cells empty at the end of the line. Gives its index. */
size_t grid_row(struct plan *p, size_t line, bool header);
/* The row goes on in the line. */
void row_goes_on(struct plan *p, size_t row, size_t line);
/* Puts text into a cell of a row; an empty span sets the place of a cell that has none yet. */
void cell_put(struct plan *p, size_t row, size_t column, span text);
/* The newest table ends before the line: its lines become LINE_GRID. Gives `last`. */
size_t grid_end(struct plan *p, size_t last, unsigned fit);

/* A cell in the making: an empty cell's place is its start. */
slice cell_text(const struct plan *p, size_t row, size_t column);
/* Is the first row of the newest table, by what its cells look like, the names of the columns? */
bool grid_has_header(const struct plan *p, const struct grid *g);
/* The same, but only where figures stand below words. */
bool grid_differs(const struct plan *p, const struct grid *g);
/* In two columns at least, and no name of the first row comes again below it. */
bool grid_differs_twice(const struct plan *p, const struct grid *g);
/* Has the row a cell of nothing but - * . or the like, as stand where there is nothing to say? No names are such. */
bool row_has_filler(const struct plan *p, const struct grid *g, size_t row);
/* Does what stands in the columns speak for data: figures below words, or values that come again? */
bool grid_has_data(const struct plan *p, const struct grid *g);
/* Does the last column count up line by line? Then these may be contents with their pages. */
bool grid_counts_up(const struct plan *p, const struct grid *g);
/* Is there a column of figures, codes or single words? */
bool grid_is_typed(const struct plan *p, const struct grid *g);
/* Do all rows begin with the same cell, or have one sign at one place? These are marks, as of a list or of remarks. */
bool grid_has_marks(const struct plan *p, const struct grid *g);
/* Label: value. The first row begins with a colon behind its first word or cell. */
bool grid_is_labels(const struct plan *p, const struct grid *g);
/* Do figures stand in all columns but the first, from the row on? */
bool grid_is_figures(const struct plan *p, const struct grid *g, size_t first);
/* What two columns need to be a table: figures or codes below a word in the second, or figures in the first and single
 * words beside them. */
bool grid_names_two(const struct plan *p, const struct grid *g);
/* Does a bracket open in the text and close elsewhere, or the other way round? */
bool brackets_open(slice s);
/* Do brackets open in one cell and close in another, in a third of the rows? */
bool grid_is_torn(const struct plan *p, const struct grid *g);
/* Does the rule stand below figures alone, not below what stands left of them? */
bool rule_is_sum(const struct plan *p, size_t i);
/* Says that the lines look like a table and are none. */
void table_unclear(struct plan *p, size_t first, size_t last);
/* Takes back the newest table. */
void grid_drop(struct plan *p);

/* The text [start, end) without blanks at its ends; what is blank gives the empty span at its start. */
span span_trim(slice text, size_t start, size_t end);

/* ---- the readers */
size_t table_bars(struct plan *p, size_t first);
size_t table_grid(struct plan *p, size_t first);
size_t table_wiki(struct plan *p, size_t first);
size_t table_ruled(struct plan *p, size_t first); /* first: the rule, or a line right above it */
/* Lines without blank ones between them, [first, last), which are no other table: all tables in them. */
void tables_delimited(struct plan *p, size_t first, size_t last);
void tables_aligned(struct plan *p, size_t first, size_t last);

#endif

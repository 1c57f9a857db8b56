/* The layout of explanations: a title, then rows of a label and a text, and pieces of text made fit to be shown. */
#ifndef GARNER_INSPECT_EXPLAIN_PAGE_H
#define GARNER_INSPECT_EXPLAIN_PAGE_H

#include "inspect/explain.h"

/* A line at the left margin. */
void page_title(const struct explain *e, slice text);
/* "  label     text"; an empty label continues the row above. */
void page_row(const struct explain *e, slice label, slice text);

/* Text in double quotes on one line: control characters as \n, \t, \xNN; cut in its middle beyond 160 bytes unless full. */
slice page_quote(const struct explain *e, slice text);
slice page_number(const struct explain *e, size_t n);
/* "2917-2925": bytes, half-open. */
slice page_bytes(const struct explain *e, span at);
/* "line 45", "lines 45 to 47". */
slice page_lines(const struct explain *e, slice source, span at);
/* "figure 2af5…, line 45, "£579.7k"": one record where another is spoken of. */
slice page_record(const struct explain *e, const struct document *d, const struct record *r);
/* The text around a place on one line, the place marked: `… spent >>£579.7k<< by May …`. */
slice page_excerpt(const struct explain *e, slice text, span within, span at);

#endif

/* How far a pattern came in a text, told: the place in the text, and the pieces of the pattern that it wanted there, each
 * where it was written, in a fragment or the rule. */
#ifndef GARNER_INSPECT_EXPLAIN_REACH_H
#define GARNER_INSPECT_EXPLAIN_REACH_H

#include "inspect/explain_page.h"
#include "rules/expand.h"
#include "rules/regex.h"

/* The piece as a reader knows it: a run of letters whole, of a register's words the word with what it is one of. `shift`:
 * bytes of the compiled pattern before what was written. In the arena. */
slice reach_item(arena *a, const struct regex *r, const struct expansion *x, span item, size_t shift);

/* Rows for what was wanted; nothing of the text. */
void reach_tell_wanted(const struct explain *e, const struct regex *r, const struct expansion *x,
        const struct regex_reach *reach, size_t shift);
/* All of it, for a pattern over a stretch of the document's clean text. */
void reach_tell(const struct explain *e, const struct document *d, span clean, const struct regex *r,
        const struct expansion *x, const struct regex_reach *reach);

#endif

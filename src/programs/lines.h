/* Document lines in and out: what stands around every stage of the chain. */
#ifndef GARNER_PROGRAMS_LINES_H
#define GARNER_PROGRAMS_LINES_H

#include "model/line.h"
#include "programs/program.h"

/* One decoded document, in an arena of its own. It may be taken over (leaving *a as {0}), else it is given back. False ends the reading. */
typedef bool document_fn(struct program *p, struct document *d, arena *a, size_t findings_before, void *to);

/* Every document line of the operands from number `first` on, "-" and none standing for standard input. A line that is no document is reported with its
 * number and byte, and the next one is read. False when the program must end with status 2 (said already). */
bool lines_each(struct program *p, size_t first, const struct kinds *kinds, document_fn *take, void *to);

/* Writes the document to standard output; false when that fails. */
bool lines_put(struct program *p, const struct document *d);

#endif

/* A segmented document for people: its blocks in order, their kinds in the margin. */
#ifndef GARNER_PROGRAMS_SHOW_H
#define GARNER_PROGRAMS_SHOW_H

#include "base/buf.h"
#include "model/document.h"

/* Appends a line for each block: kind (with its level), then its text on one line, set in by its depth. A table shows
 * how it was recognised and how well it fits; a row its cells with | between. */
void show_document(struct document *d, struct buf *out);

#endif

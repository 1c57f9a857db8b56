/* Pass 3 of extract: records from blocks. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_LISTS_H
#define GARNER_STAGES_EXTRACT_LISTS_H

#include "model/document.h"

/* A list record for each outermost list block, and a list_item record for each item in it, at any depth. Linear. */
void extract_lists(struct document *d);

#endif

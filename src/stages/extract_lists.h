/* Pass 3 of extract: records from blocks. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_LISTS_H
#define GARNER_STAGES_EXTRACT_LISTS_H

#include "model/document.h"
#include "values/lexicon.h"

/* The leaf block that announces the list block: a heading, or a paragraph ending in a colon, right before it; of a nested list,
 * the item it belongs to. -1: none. O(blocks between them). */
int extract_list_intro(const struct document *d, size_t list);

/* A list record for each outermost list block, and a list_item record for each item in it, at any depth; and the same for
 * lists inside the sentences of paragraphs, items and quotations, marked inline, after the words of the lexicon. Linear. */
void extract_lists(struct document *d, const struct lexicon *words);

#endif

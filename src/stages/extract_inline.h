/* Lists that stand inside a sentence. Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_INLINE_H
#define GARNER_STAGES_EXTRACT_INLINE_H

#include "model/document.h"
#include "values/lexicon.h"

struct inline_item {
	span at, marker; /* in the text looked at; marker: SPAN_NONE where there is none */
};

struct inline_list {
	VEC(struct inline_item) items;
	span intro; /* what stands before it in its sentence, or SPAN_NONE */
	bool ordered;
};
typedef VEC(struct inline_list) inline_lists;

/* Finds the lists in the text of a block, in the arena. The words that join the last two items are those of the register
 * `conjunctions`. Linear. */
void inline_find(arena *a, const struct lexicon *words, slice text, inline_lists *out);

#endif

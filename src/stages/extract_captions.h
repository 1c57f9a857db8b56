/* Captions that only their first word tells: Figure 1: …, Chart 2. … Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_CAPTIONS_H
#define GARNER_STAGES_EXTRACT_CAPTIONS_H

#include "model/document.h"
#include "values/lexicon.h"

/* Makes captions of paragraphs, and of headings without marks, that begin with a word of the register `captions`, a number,
 * and a mark (or nothing more). True where a heading was among them: then sections want to be made again. Linear. */
bool extract_captions(struct document *d, const struct lexicon *words);

#endif

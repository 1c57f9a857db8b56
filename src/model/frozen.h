/* A document as bytes, for as long as it waits: what a spill file holds. No wire format: it holds pointers to the kinds of
 * this process and is read back by the process that made it.
 *
 * Numbers are in seven bits a byte, low first (as LEB128 has them), texts are a length and their bytes. Thawing copies no
 * text: the slices of the document point into the bytes. Clean text and losers are left out. Linear. */
#ifndef GARNER_MODEL_FROZEN_H
#define GARNER_MODEL_FROZEN_H

#include "model/document.h"

/* All but the text, which belongs behind it. */
void document_freeze(const struct document *d, struct buf *out);
/* The document, in the arena, over the bytes, which must outlive it; NULL where they are not what document_freeze wrote with
 * the text behind it. */
struct document *document_thaw(arena *a, slice bytes);
/* Its text alone; ABSENT where it has none. */
slice frozen_text(slice bytes);

#endif

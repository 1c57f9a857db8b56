/* Clean text: what all matching runs on, with the way back to the bytes of the document.
 *
 * One contiguous buffer, a pure function of `text` and `blocks`. Each leaf block is a range of it; ranges stand in
 * block order, with one '\n' between them (which no block's range includes). Inside a range: line breaks (LF, CRLF, CR)
 * with the blanks around them, and the gap between two parts with the blanks around it, are one space (parts that touch
 * have no gap); every other blank (utf8_is_blank) is a space each; soft hyphens (U+00AD) and U+FEFF are left out, also
 * between blanks. A hyphen before a line break and small letters joins what stands on both sides, or is left out itself
 * (hyphens.h), but in cells and code. Blanks at the start and end of a range are left out, and so is a block that shows nothing. All else is
 * byte for byte the text.
 *
 * Not in the document line: segment makes it, and each stage that reads a line makes it again. */
#ifndef GARNER_MODEL_CLEAN_H
#define GARNER_MODEL_CLEAN_H

#include "base/arena.h"

struct document;

/* There are many runs and parts, so places in them are short: the text is at most TEXT_MAX.
 *
 * A run of clean bytes. copied: clean byte i stands for text byte raw + (i - clean), and is that byte or, where that is
 * a tab or ends a line, a space. Else: all of the run (one space)
 * stands for the raw_length bytes from raw on. */
struct clean_run {
	uint32_t clean, raw;
	uint32_t raw_length : 31;
	bool copied : 1;
};

struct clean_block {
	int block;  /* index in document.blocks */
	span range; /* in clean text */
};

/* A part of a leaf block, as a place in the text. */
struct clean_part {
	short_span at;
	int block; /* index in document.blocks */
};

struct clean {
	slice text;
	VEC(struct clean_run) runs;     /* sorted by clean */
	VEC(struct clean_block) blocks; /* sorted by range.start, and by block; leaves with text only */
	VEC(struct clean_part) parts;   /* sorted by at.start: from raw places to blocks, empty parts left out */
};

/* (Re)builds d->clean in the document's arena. Linear. */
void clean_build(struct document *d);

/* Clean places to raw: the smallest span of text that holds what the clean span shows. An empty clean span gives an
 * empty span. O(log runs). */
span clean_to_raw(const struct clean *c, span at);
/* Raw to clean: the clean span that shows the raw span's bytes, or SPAN_NONE where none of it is shown. It lies within one
 * block, since blocks need not stand in raw order: the one that holds raw.start, or the first shown byte after it. An
 * empty raw span gives an empty span where a shown byte stands on either side. O(log blocks + log runs). */
span clean_of_raw(const struct clean *c, span raw);
/* The clean block whose range holds the offset, or NULL. O(log n). */
const struct clean_block *clean_block_at(const struct clean *c, size_t offset);

#endif

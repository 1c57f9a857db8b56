/* Blocks: their kinds, their text, the sections that headings make of them, and the way from a place to its block. */
#include "base/utf8.h"
#include "model/document.h"

/* ---- kinds */

static const struct {
	const char *name;
	size_t length;
	bool leaf;
} kinds[BLOCK_COUNT] = {
#define BLOCK(name, leaf) {#name, sizeof(#name) - 1, leaf},
#include "model/blocks.def"
};

slice block_kind_text(enum block_kind kind) { return (slice){kinds[kind].name, kinds[kind].length}; }

bool block_kind_find(slice text, enum block_kind *kind) {
	for (size_t i = 0; i < BLOCK_COUNT; i++) {
		if (!slice_equal(block_kind_text((enum block_kind)i), text)) continue;
		*kind = (enum block_kind)i;
		return true;
	}
	return false;
}

bool block_is_leaf(enum block_kind kind) { return kinds[kind].leaf; }

/* ---- text */

slice block_text(struct document *d, const struct block *b) {
	if (b->parts.n == 0) return S("");
	if (b->parts.n == 1) return utf8_fold_blanks(d->arena, slice_at(d->text, b->parts.v[0]));
	slice *pieces = arena_alloc(d->arena, 2 * b->parts.n * sizeof *pieces);
	size_t n = 0;
	for (size_t i = 0; i < b->parts.n; i++) {
		bool gap = i > 0 && b->parts.v[i].start != b->parts.v[i - 1].end; /* as in clean text */
		if (gap) pieces[n++] = S(" ");
		pieces[n++] = slice_at(d->text, b->parts.v[i]);
	}
	return utf8_fold_blanks(d->arena, slice_concat(d->arena, pieces, n));
}

/* ---- sections */

/* A heading that is still open: what stands below it has the section `inside`. */
struct open_heading {
	unsigned level;
	slice inside;
};

void document_sections(struct document *d) {
	VEC(struct open_heading) open = {0};
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		bool heading = b->kind == BLOCK_heading;
		while (heading && open.n > 0 && open.v[open.n - 1].level >= b->level) open.n--;
		b->section = open.n > 0 ? open.v[open.n - 1].inside : ABSENT;
		if (!heading) continue;
		slice own = block_text(d, b);
		if (own.n == 0) continue;
		slice inside = open.n > 0 ? say(d->arena, b->section, S(" > "), own) : own;
		*vec_push(d->arena, &open) = (struct open_heading){b->level, inside};
	}
}

/* ---- places */

int document_block_at(const struct document *d, size_t offset) {
	size_t low = 0, high = d->clean.parts.n; /* the last part that starts at or before the offset is low - 1 */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (d->clean.parts.v[middle].at.start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || offset >= d->clean.parts.v[low - 1].at.end) return -1;
	return d->clean.parts.v[low - 1].block;
}

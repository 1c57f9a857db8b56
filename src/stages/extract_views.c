/* Views: see extract_views.h. */
#include "stages/extract_views.h"

struct view view_of(struct document *d, size_t i) {
	const struct clean_block *cb = &d->clean.blocks.v[i];
	return (struct view){&d->blocks.v[cb->block], cb->block, slice_at(d->clean.text, cb->range), cb->range.start};
}

struct view view_of_row(struct document *d, size_t first, size_t *last) {
	const struct clean_block *cells = d->clean.blocks.v;
	int row = d->blocks.v[cells[first].block].parent;
	*last = first;
	while (*last + 1 < d->clean.blocks.n && d->blocks.v[cells[*last + 1].block].parent == row) ++*last;
	span all = {cells[first].range.start, cells[*last].range.end};
	return (struct view){&d->blocks.v[row], row, slice_at(d->clean.text, all), all.start};
}

bool view_in_row(const struct document *d, const struct view *v) {
	const struct block *b = v->block;
	return b->kind == BLOCK_cell && b->parent != BLOCK_NO_PARENT && d->blocks.v[b->parent].kind == BLOCK_row;
}

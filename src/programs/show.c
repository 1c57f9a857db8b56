/* garner segment --show: see show.h. */
#include "programs/show.h"

#include "base/utf8.h"

enum { MARGIN = 14, STEP = 2 };

static void blanks_put(struct buf *out, size_t n) {
	while (n-- > 0) buf_byte(out, ' ');
}

static void text_put(struct buf *out, slice s) {
	for (size_t at = 0; at < s.n;) {
		struct utf8_char c = utf8_at(s, at);
		buf_put(out, utf8_is_unsafe(c.code) ? S("?") : slice_sub(s, at, at + c.size));
		at += c.size;
	}
}

static size_t depth_of(const struct document *d, const struct block *b) {
	size_t depth = 0;
	for (int up = b->parent; up != BLOCK_NO_PARENT; up = d->blocks.v[up].parent) depth++;
	return depth;
}

/* paragraph, heading 2, row head … up to the text. */
static void margin_put(const struct document *d, const struct block *b, struct buf *out) {
	size_t start = out->n;
	buf_put(out, block_kind_text(b->kind));
	if (b->level) {
		buf_byte(out, ' ');
		buf_u64(out, b->level);
	}
	if (b->header) buf_put(out, S(" head"));
	size_t used = out->n - start;
	blanks_put(out, (used < MARGIN ? MARGIN - used : 1) + STEP * depth_of(d, b));
}

static void table_put(const struct block *b, struct buf *out) {
	buf_put(out, block_method(b));
	buf_put(out, S(", fit "));
	buf_put(out, block_fit(b));
}

/* The cells right behind the row; gives the block behind them. */
static size_t cells_put(struct document *d, size_t row, struct buf *out) {
	size_t i = row + 1;
	for (; i < d->blocks.n && d->blocks.v[i].kind == BLOCK_cell; i++) {
		if (i > row + 1) buf_put(out, S(" | "));
		text_put(out, block_text(d, &d->blocks.v[i]));
	}
	return i;
}

void show_document(struct document *d, struct buf *out) {
	buf_put(out, S("== "));
	text_put(out, d->name);
	buf_byte(out, '\n');
	for (size_t i = 0; i < d->blocks.n;) {
		const struct block *b = &d->blocks.v[i];
		margin_put(d, b, out);
		size_t next = i + 1;
		if (b->kind == BLOCK_table)
			table_put(b, out);
		else if (b->kind == BLOCK_row)
			next = cells_put(d, i, out);
		else if (!span_is_none(b->marker) && b->kind == BLOCK_item) {
			text_put(out, slice_at(d->text, b->marker));
			buf_byte(out, ' ');
		}
		if (block_is_leaf(b->kind)) text_put(out, block_text(d, b));
		while (out->n && out->p[out->n - 1] == ' ') out->n--;
		buf_byte(out, '\n');
		i = next;
	}
}

/* The sheet of a text as the segmenter cuts it: a table a line as  method fit [marker] , below it a row a line, cells between
 * / , the header after # ; every other block is a line of its kind alone. */
#ifndef GARNER_TESTS_SHEET_H
#define GARNER_TESTS_SHEET_H

#include "one_arena.h"

#include "stages/stages.h"

#include <string.h>

static struct document *d;

static void sheet_put(struct buf *out, size_t i) {
	const struct block *b = &d->blocks.v[i];
	if (b->kind == BLOCK_cell) {
		if (d->blocks.v[i - 1].kind == BLOCK_cell) buf_put(out, S(" /"));
		if (b->parts.n) buf_byte(out, ' ');
		if (b->parts.n) buf_put(out, block_text(d, b));
		return;
	}
	if (i > 0) buf_byte(out, '\n');
	if (b->kind == BLOCK_row) {
		buf_put(out, b->header ? S("#") : S("-"));
		return;
	}
	buf_put(out, b->kind == BLOCK_table ? block_method(b) : block_kind_text(b->kind));
	if (b->kind != BLOCK_table) return;
	buf_byte(out, ' ');
	buf_put(out, block_fit(b));
	if (!span_is_none(b->marker)) {
		buf_put(out, S(" ["));
		buf_put(out, slice_at(d->text, b->marker));
		buf_byte(out, ']');
	}
}

#define assert_sheet(text, expected) sheet_check(S(text), S(expected), __FILE__, __LINE__)
static void sheet_check(slice text, slice expected, const char *file, int line) {
	d = stage_read(&a, S("x.txt"), text);
	stage_segment(d);
	struct buf out = {0};
	for (size_t i = 0; i < d->blocks.n; i++) sheet_put(&out, i);
	slice actual = arena_copy(&a, buf_slice(&out));
	buf_free(&out);
	if (slice_equal(actual, expected)) return;
	print_error("actual:\n%s\nexpected:\n%s\n", arena_c_string(&a, actual), arena_c_string(&a, expected));
	_fail(file, line);
}

#endif

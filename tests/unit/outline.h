/* A text and the blocks it becomes: the whole outline of a document, a block a line, indented below its parent, as
 * kind level [marker] text . One arena for all, emptied by reset before each test. */
#ifndef GARNER_TESTS_OUTLINE_H
#define GARNER_TESTS_OUTLINE_H

#include "one_arena.h"

#include "stages/stages.h"

static struct document *d;

static void outline_put(struct buf *out, const struct block *b) {
	for (int up = b->parent; up != BLOCK_NO_PARENT; up = d->blocks.v[up].parent) buf_put(out, S("  "));
	buf_put(out, block_kind_text(b->kind));
	if (b->level) {
		buf_byte(out, ' ');
		buf_u64(out, b->level);
	}
	if (!span_is_none(b->marker)) {
		buf_put(out, S(" ["));
		buf_put(out, slice_at(d->text, b->marker));
		buf_byte(out, ']');
	}
	if (b->parts.n) {
		buf_byte(out, ' ');
		buf_put(out, block_text(d, b));
	}
	buf_byte(out, '\n');
}

static void segment(slice text) {
	d = stage_read(&a, S("x.txt"), text);
	stage_segment(d);
}

#define assert_outline(text, expected) outline_check(text, expected, __FILE__, __LINE__)
static void outline_check(slice text, const char *expected, const char *file, int line) {
	segment(text);
	struct buf out = {0};
	for (size_t i = 0; i < d->blocks.n; i++) outline_put(&out, &d->blocks.v[i]);
	slice actual = arena_copy(&a, buf_slice(&out));
	buf_free(&out);
	if (slice_equal(actual, slice_of(expected))) return;
	print_error("actual:\n%s\nexpected:\n%s\n", arena_c_string(&a, actual), expected);
	_fail(file, line);
}

static inline const struct finding *only_finding(void) {
	assert_int_equal(d->findings.n, 1);
	return &d->findings.v[0];
}

#endif

/* Document lines of tests: decoded, encoded again, and refused, all in one arena. */
#ifndef GARNER_TESTS_LINES_H
#define GARNER_TESTS_LINES_H

#include "one_arena.h"

#include "model/line.h"

static struct buf written;

static inline int free_memory(void **state) {
	(void)state;
	arena_free(&a);
	buf_free(&written);
	return 0;
}

static inline struct document *decode(slice line) {
	struct line_error error;
	struct document *d = line_decode(&a, line, NULL, &error);
	if (!d) asserts_print_slice("refused", error.message);
	assert_non_null(d);
	return d;
}

static inline slice encode(const struct document *d, enum line_form form) {
	buf_clear(&written);
	line_encode(d, form, &written);
	return slice_sub(buf_slice(&written), 0, written.n - 1);
}

/* The line reads back to its own bytes. */
#define assert_stable(line) assert_slice_equal(encode(decode(line), LINE_WHOLE), (line))

static inline void assert_refused(slice line, slice message) {
	struct line_error error;
	assert_null(line_decode(&a, line, NULL, &error));
	assert_int_equal(error.code, CODE_LINE_BROKEN);
	assert_slice_equal(error.message, message);
}

/* A line around some blocks and records, with the text "£5.9m saved". */
#define HEAD "{\"garner\":1,\"document\":{\"document\":\"a.txt\",\"bytes\":12,\"status\":\"ok\"}"
#define TEXT                                                                                                           \
	",\"text\":\"\xC2\xA3"                                                                                         \
	"5.9m saved\""
#define WITH(blocks, records) S(HEAD TEXT ",\"blocks\":[" blocks "],\"records\":[" records "],\"findings\":[]}")
#define WITHOUT_TEXT(blocks, records) S(HEAD ",\"blocks\":[" blocks "],\"records\":[" records "],\"findings\":[]}")

/* The entry is left out, for this reason. */
static inline void assert_left_out(slice line, slice message) {
	struct document *d = decode(line);
	assert_int_equal(d->blocks.n + d->records.n + d->waivers.n, 0);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("line-span"));
	assert_int_equal(d->findings.v[0].severity, LEVEL_ERROR);
	assert_slice_equal(d->findings.v[0].message, message);
}

#endif

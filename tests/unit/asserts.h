/* What unit tests share: cmocka with what it needs, and assertions that show both sides with control characters, quotes
 * and bytes beyond ASCII escaped. Include it first. */
#ifndef GARNER_TESTS_ASSERTS_H
#define GARNER_TESTS_ASSERTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"

/* A slice is equal by bytes, and absent only to absent. */
#define assert_slice_equal(actual, expected) asserts_slice_equal((actual), (expected), __FILE__, __LINE__)
#define assert_span_equal(actual, expected) asserts_span_equal((actual), (expected), __FILE__, __LINE__)

static inline void asserts_print_slice(const char *which, slice s) {
	if (!s.p) {
		print_error("%s absent\n", which);
		return;
	}
	print_error("%s \"", which);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			print_error("\\%c", c);
		else if (c >= 0x20 && c < 0x7F)
			print_error("%c", c);
		else
			print_error(c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\x%02x", c);
	}
	print_error("\" (%zu bytes)\n", s.n);
}

static inline void asserts_slice_equal(slice actual, slice expected, const char *file, int line) {
	if (slice_equal(actual, expected) && !actual.p == !expected.p) return;
	asserts_print_slice("  actual", actual);
	asserts_print_slice("expected", expected);
	_fail(file, line);
}

static inline void asserts_span_equal(span actual, span expected, const char *file, int line) {
	if (actual.start == expected.start && actual.end == expected.end) return;
	print_error(
	        "  actual [%zu, %zu)\nexpected [%zu, %zu)\n", actual.start, actual.end, expected.start, expected.end);
	_fail(file, line);
}

#endif

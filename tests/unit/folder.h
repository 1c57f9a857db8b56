/* A fresh folder under /tmp for each test that works with files, as setup and teardown of cmocka. The table of system
 * calls is put back as it was. Include it behind asserts.h. */
#ifndef GARNER_TESTS_FOLDER_H
#define GARNER_TESTS_FOLDER_H

#include "base/io.h"

#include <stdlib.h>

static arena scratch;
static struct io real;
static char root[64];

/* `name` in this test's folder. */
static inline const char *in_root(const char *name) {
	return arena_c_string(&scratch, say(&scratch, slice_of(root), S("/"), slice_of(name)));
}

static inline int make_root(void **state) {
	(void)state;
	real = io;
	memcpy(root, "/tmp/garner-test-io-XXXXXX", sizeof "/tmp/garner-test-io-XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static inline int remove_root(void **state) {
	(void)state;
	io = real;
	int error = io_remove_tree(root);
	arena_free(&scratch);
	return error;
}

static inline void make_file(const char *name, slice bytes) {
	assert_int_equal(io_write_file(in_root(name), bytes), 0);
}

static inline void assert_file(const char *name, slice expected) {
	slice bytes = ABSENT;
	assert_int_equal(io_read_file(&scratch, in_root(name), 0, &bytes), 0);
	assert_slice_equal(bytes, expected);
}

#endif

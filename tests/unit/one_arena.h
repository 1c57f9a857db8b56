/* One arena for all that a test makes, emptied by reset before each test and given back by free_all. */
#ifndef GARNER_TESTS_ONE_ARENA_H
#define GARNER_TESTS_ONE_ARENA_H

#include "asserts.h"

#include "base/arena.h"

static arena a;

static inline int reset(void **state) {
	(void)state;
	arena_reset(&a);
	return 0;
}

static inline int free_all(void **state) {
	(void)state;
	arena_free(&a);
	return 0;
}

#endif

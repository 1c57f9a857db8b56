/* Ranges of a text as words: "4-4 28-28". */
#ifndef GARNER_TESTS_SAID_RANGES_H
#define GARNER_TESTS_SAID_RANGES_H

#include "asserts.h"

#include "base/arena.h"

static inline slice said_ranges(arena *memory, const span *v, size_t n) {
	slices out = {0};
	for (size_t i = 0; i < n; i++) {
		if (i > 0) *vec_push(memory, &out) = S(" ");
		*vec_push(memory, &out) =
		        say(memory, slice_of_u64(memory, v[i].start), S("-"), slice_of_u64(memory, v[i].end));
	}
	return slice_concat(memory, out.v, out.n);
}

#endif

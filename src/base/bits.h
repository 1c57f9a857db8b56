/* Rows of bits, 64 to a word, the lowest first. */
#ifndef GARNER_BASE_BITS_H
#define GARNER_BASE_BITS_H

#include <stddef.h>
#include <stdint.h>

/* The first bit set in [at, end), or `end`. Reads no word beyond that of the last bit before `end`. */
static inline size_t bits_next(const uint64_t *bits, size_t at, size_t end) {
	if (at >= end) return end;
	uint64_t left = bits[at / 64] >> (at % 64) << (at % 64);
	for (size_t word = at / 64;; left = bits[word]) {
		if (left != 0) {
			size_t found = word * 64 + (size_t)__builtin_ctzll(left);
			return found < end ? found : end;
		}
		if (++word * 64 >= end) return end;
	}
}

#endif

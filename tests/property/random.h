/* Random choices for property tests: splitmix64 (Steele, Lea, Flood 2014), so a seed gives the same cases everywhere.
 * Make each choice in a statement of its own: arguments and initialisers are evaluated in any order. */
#ifndef GARNER_TESTS_RANDOM_H
#define GARNER_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t random_state;

/* From argv[1], else `usual`; printed, so that a failure can be run again. */
static inline void random_start(int argc, char **argv, uint64_t usual) {
	random_state = argc > 1 ? strtoull(argv[1], NULL, 10) : usual;
	printf("seed %llu\n", (unsigned long long)random_state);
}

static inline uint64_t random_u64(void) {
	uint64_t z = (random_state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

/* 0 to n - 1; n must not be 0. */
static inline size_t random_below(size_t n) { return (size_t)(random_u64() % n); }

/* Below 2^63, small ones as likely as large ones. */
static inline uint64_t random_number(void) {
	uint64_t n = random_u64();
	return n >> (1 + random_below(63));
}

#endif

/* Sixteen bytes looked at in one step, with the vectors that GCC and clang have on every machine: what a test finds is a
 * byte of ones, all else a byte of zeros. For loops over text that hardly ever find anything. */
#ifndef GARNER_BASE_SIXTEEN_H
#define GARNER_BASE_SIXTEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef uint8_t sixteen __attribute__((vector_size(16)));

static inline sixteen sixteen_at(const char *p) {
	sixteen v;
	memcpy(&v, p, sizeof v);
	return v;
}

static inline sixteen sixteen_each(uint8_t byte) { return (sixteen){0} + byte; }
static inline sixteen sixteen_equal(sixteen v, uint8_t byte) { return (sixteen)(v == sixteen_each(byte)); }
static inline sixteen sixteen_below(sixteen v, uint8_t byte) { return (sixteen)(v < sixteen_each(byte)); }
/* first to last, both in it */
static inline sixteen sixteen_within(sixteen v, uint8_t first, uint8_t last) {
	return (sixteen)(v - sixteen_each(first) <= sixteen_each((uint8_t)(last - first)));
}

/* Was anything found? */
static inline bool sixteen_any(sixteen found) {
	uint64_t halves[2];
	memcpy(halves, &found, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

/* A bit for each that was found, the lowest for the first byte; of any sixteen bytes, the highest bit of each. */
static inline uint32_t sixteen_bits(sixteen found) {
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8((__m128i)found);
#else
	uint32_t bits = 0;
	for (unsigned i = 0; i < 16; i++) bits |= (uint32_t)(found[i] >> 7) << i;
	return bits;
#endif
}

/* How many were found, from 0 to 16. */
static inline size_t sixteen_count(sixteen found) {
	uint64_t halves[2];
	found &= sixteen_each(1);
	memcpy(halves, &found, sizeof halves);
	/* No byte of the sum is above 16. */
	return (size_t)(((halves[0] + halves[1]) * UINT64_C(0x0101010101010101)) >> 56);
}

/* Sixteen bytes of which n are left to be read: zeros behind them. */
static inline sixteen sixteen_of_last(const char *p, size_t n) {
	if (n >= 16) return sixteen_at(p);
	char bytes[16] = {0};
	memcpy(bytes, p, n);
	return sixteen_at(bytes);
}

/* Ones for the first n of sixteen bytes. */
static inline sixteen sixteen_first_bytes(size_t n) {
	static const uint8_t ones[32] = {
	        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
	return sixteen_at((const char *)ones + 16 - n);
}

/* Which was found first; 16 where none was. */
static inline size_t sixteen_first(sixteen found) {
	uint64_t halves[2];
	memcpy(halves, &found, sizeof halves);
	if ((halves[0] | halves[1]) == 0) return 16;
	size_t skipped = halves[0] ? 0 : 8;
	uint64_t half = halves[0] ? halves[0] : halves[1];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return skipped + (size_t)__builtin_ctzll(half) / 8;
#else
	return skipped + (size_t)__builtin_clzll(half) / 8;
#endif
}

/* One to fifteen bytes: each of them at least once and nothing else, in any order. */
static inline sixteen sixteen_of_few(const char *p, size_t n) {
	uint64_t halves[2];
	sixteen v;
	if (n >= 8) {
		memcpy(&halves[0], p, 8);
		memcpy(&halves[1], p + n - 8, 8);
	} else if (n >= 4) {
		uint32_t first, last;
		memcpy(&first, p, sizeof first);
		memcpy(&last, p + n - sizeof last, sizeof last);
		halves[0] = halves[1] = (uint64_t)last << 32 | first;
	} else {
		uint64_t first = (unsigned char)p[0], middle = (unsigned char)p[n / 2], last = (unsigned char)p[n - 1];
		halves[0] = halves[1] = first * UINT64_C(0x0101010101010000) + (middle << 8 | last);
	}
	memcpy(&v, halves, sizeof v);
	return v;
}

#endif

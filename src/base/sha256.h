/* SHA-256 (FIPS 180-4) by OpenSSL's libcrypto. */
#ifndef GARNER_BASE_SHA256_H
#define GARNER_BASE_SHA256_H

#include "base/arena.h"

slice sha256_hex(arena *a, slice data); /* 64 lower-case hex digits, in the arena */

/* Piece by piece: the digest of all that was added. sha256_end frees it; {0} was never begun. */
struct sha256 {
	void *state;
};
void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, slice data);
slice sha256_end(arena *a, struct sha256 *s);

/* The first 20 hex digits of SHA-256 over the parts, each followed by a NUL byte: how every id is made. In the arena. */
slice sha256_id(arena *a, const slice *parts, size_t n);
#define id_of(a, ...) sha256_id((a), (const slice[]){__VA_ARGS__}, sizeof((const slice[]){__VA_ARGS__}) / sizeof(slice))

/* Many ids that begin with the same parts, all other parts of which are numbers in decimal digits: id_of(…, "12", "17"). What
 * they share is digested once, as far as whole blocks of it go. */
enum { ID_BLOCK = 64, ID_NUMBERS_MAX = 3 };
struct id_start {
	size_t n; /* bytes */
	uint32_t words[8];
	unsigned char held[ID_BLOCK]; /* of them, those behind the last whole block */
};
struct id_start id_start_of(const slice *parts, size_t n);
slice id_with(arena *a, const struct id_start *s, const uint64_t *numbers, size_t n);

#endif

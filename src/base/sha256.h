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

/* The same for many ids with one part before all others, which must live as long: its whole blocks are digested once. */
struct id_first {
	slice part;
	size_t digested; /* bytes of it */
	uint32_t state[8];
};
struct id_first id_first_of(slice part);
slice sha256_id_behind(arena *a, const struct id_first *first, const slice *parts, size_t n);
#define id_behind(a, first, ...)                                                                                       \
	sha256_id_behind(                                                                                              \
	        (a), (first), (const slice[]){__VA_ARGS__}, sizeof((const slice[]){__VA_ARGS__}) / sizeof(slice))

#endif

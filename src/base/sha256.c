/* Digests and ids: see sha256.h. An id is made for every block, record and finding, a digest of a hundred bytes each: OpenSSL's
 * plain functions do that in a fifth of the time that the EVP interface takes to set a digest up, and ask for no memory. Nor
 * do they wake the library's providers and its configuration, which takes a millisecond of a run over one page. They are
 * marked as deprecated for interfaces from 3.0 on, hence the level. */
#define OPENSSL_API_COMPAT 10101
#include "base/sha256.h"

#include "base/buf.h"
#include "base/mem.h"

#include <endian.h>
#include <openssl/sha.h>

enum { DIGEST_BYTES = 32, ID_DIGITS = 20 };

static slice hex_of(arena *a, const unsigned char *digest, size_t digits) {
	static const char hex[] = "0123456789abcdef";
	char text[2 * DIGEST_BYTES];
	for (size_t i = 0; i < digits / 2; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	return arena_copy(a, (slice){text, digits});
}

slice sha256_hex(arena *a, slice data) {
	struct sha256 s;
	sha256_begin(&s);
	sha256_add(&s, data);
	return sha256_end(a, &s);
}

void sha256_begin(struct sha256 *s) {
	s->state = must_alloc(sizeof(SHA256_CTX));
	SHA256_Init(s->state);
}

void sha256_add(struct sha256 *s, slice data) {
	if (data.n > 0) SHA256_Update(s->state, data.p, data.n);
}

slice sha256_end(arena *a, struct sha256 *s) {
	unsigned char digest[DIGEST_BYTES];
	SHA256_Final(digest, s->state);
	mem_free(s->state);
	s->state = NULL;
	return hex_of(a, digest, (size_t)2 * DIGEST_BYTES);
}

/* ---- ids
 *
 * The library takes half of the time that a digest of one block takes to begin and end it. So the last block is padded here
 * (FIPS 180-4, section 5.1.1), and the state behind it is the digest. */
enum { LENGTH_BYTES = 8, PADDING = 1 + LENGTH_BYTES, NUMBER = U64_DIGITS + 1 };

static void blocks_digest(uint32_t *words, const unsigned char *bytes, size_t n) {
	SHA256_CTX state;
	memcpy(state.h, words, sizeof state.h);
	for (size_t at = 0; at < n; at += ID_BLOCK) SHA256_Transform(&state, bytes + at);
	memcpy(words, state.h, sizeof state.h);
}

static void start_add(struct id_start *s, slice bytes) {
	while (bytes.n > 0) {
		size_t held = s->n % ID_BLOCK, room = ID_BLOCK - held;
		size_t more = bytes.n < room ? bytes.n : room;
		memcpy(s->held + held, bytes.p, more);
		s->n += more;
		bytes = slice_drop(bytes, more);
		if (s->n % ID_BLOCK == 0) blocks_digest(s->words, s->held, ID_BLOCK);
	}
}

struct id_start id_start_of(const slice *parts, size_t n) {
	struct id_start s = {.n = 0};
	SHA256_CTX state;
	SHA256_Init(&state);
	memcpy(s.words, state.h, sizeof s.words);
	for (size_t i = 0; i < n; i++) {
		start_add(&s, parts[i]);
		start_add(&s, S("\0"));
	}
	return s;
}

/* Eight hexadecimal digits, all in one word: halves of four, those of two, those of one. */
static void hex_put(char *to, uint32_t word) {
	uint64_t x = word;
	x = (x & UINT64_C(0xFFFF0000)) << 16 | (x & UINT64_C(0x0000FFFF));
	x = (x & UINT64_C(0x0000FF000000FF00)) << 8 | (x & UINT64_C(0x000000FF000000FF));
	x = (x & UINT64_C(0x00F000F000F000F0)) << 4 | (x & UINT64_C(0x000F000F000F000F));
	uint64_t letters = (x + UINT64_C(0x0606060606060606)) >> 4 & UINT64_C(0x0101010101010101);
	x = htobe64(x + UINT64_C(0x3030303030303030) + letters * ('a' - '0' - 10));
	memcpy(to, &x, sizeof x);
}

slice id_with(arena *a, const struct id_start *s, const uint64_t *numbers, size_t n) {
	unsigned char bytes[(ID_BLOCK + ID_NUMBERS_MAX * NUMBER + PADDING) / ID_BLOCK * ID_BLOCK + ID_BLOCK];
	uint32_t words[8];
	char digits[24];
	memcpy(bytes, s->held, sizeof s->held);
	char *at = (char *)bytes + s->n % ID_BLOCK;
	for (size_t i = 0; i < n; i++) {
		at = u64_put(at, numbers[i]);
		*at++ = 0;
	}
	size_t held = (size_t)(at - (char *)bytes);
	size_t padded = (held + PADDING + ID_BLOCK - 1) / ID_BLOCK * ID_BLOCK;
	uint64_t bits = htobe64((uint64_t)(s->n / ID_BLOCK * ID_BLOCK + held) * 8);
	memset(bytes + held, 0, padded - held);
	bytes[held] = 0x80;
	memcpy(bytes + padded - LENGTH_BYTES, &bits, sizeof bits);
	memcpy(words, s->words, sizeof words);
	blocks_digest(words, bytes, padded);
	for (size_t i = 0; i < sizeof digits / 8; i++) hex_put(digits + i * 8, words[i]);
	return arena_copy(a, (slice){digits, ID_DIGITS});
}

slice sha256_id(arena *a, const slice *parts, size_t n) {
	struct id_start s = id_start_of(parts, n);
	return id_with(a, &s, NULL, 0);
}

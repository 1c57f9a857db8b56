/* Digests and ids: see sha256.h. An id is made for every block, record and finding, a digest of a hundred bytes each: OpenSSL's
 * plain functions do that in a fifth of the time that the EVP interface takes to set a digest up, and ask for no memory.
 * They are marked as deprecated for interfaces from 3.0 on, hence the level. */
#define OPENSSL_API_COMPAT 10101
#include "base/sha256.h"

#include "base/buf.h"
#include "base/mem.h"

#include <endian.h>
#include <openssl/evp.h>
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
	unsigned char digest[EVP_MAX_MD_SIZE];
	/* Without keys or providers of our own, only memory can fail here. */
	if (!EVP_Digest(data.n ? data.p : "", data.n, digest, NULL, EVP_sha256(), NULL)) mem_exhausted();
	return hex_of(a, digest, (size_t)2 * DIGEST_BYTES);
}

void sha256_begin(struct sha256 *s) {
	s->state = EVP_MD_CTX_new();
	if (!s->state || !EVP_DigestInit_ex(s->state, EVP_sha256(), NULL)) mem_exhausted();
}

void sha256_add(struct sha256 *s, slice data) {
	if (data.n > 0 && !EVP_DigestUpdate(s->state, data.p, data.n)) mem_exhausted();
}

slice sha256_end(arena *a, struct sha256 *s) {
	unsigned char digest[EVP_MAX_MD_SIZE];
	if (!EVP_DigestFinal_ex(s->state, digest, NULL)) mem_exhausted();
	EVP_MD_CTX_free(s->state);
	s->state = NULL;
	return hex_of(a, digest, (size_t)2 * DIGEST_BYTES);
}

/* ---- ids */

/* The library takes half of the time that a digest of one block takes to begin and end it. So what has room in few blocks is
 * padded here (FIPS 180-4, section 5.1.1): then the state after the last block is the digest. */
enum { BLOCK = SHA256_CBLOCK, LENGTH_BYTES = 8, PADDING = 1 + LENGTH_BYTES };

struct held {
	unsigned char bytes[4 * BLOCK];
	size_t n;
};

/* False where there is no room for the part, its NUL and the padding. */
static bool hold(struct held *h, slice part) {
	if (h->n + part.n + 1 + PADDING > sizeof h->bytes) return false;
	if (part.n > 0) memcpy(h->bytes + h->n, part.p, part.n);
	h->n += part.n;
	h->bytes[h->n++] = 0;
	return true;
}

static void held_digest(unsigned char *digest, struct held *h, SHA256_CTX *state, size_t before) {
	size_t padded = (h->n + PADDING + BLOCK - 1) / BLOCK
	*BLOCK;
	uint64_t bits = htobe64((uint64_t)(before + h->n) * 8);
	memset(h->bytes + h->n, 0, padded - h->n);
	h->bytes[h->n] = 0x80;
	memcpy(h->bytes + padded - LENGTH_BYTES, &bits, sizeof bits);
	for (size_t at = 0; at < padded; at += BLOCK) SHA256_Transform(state, h->bytes + at);
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH / sizeof(uint32_t); i++) {
		uint32_t word = htobe32(state->h[i]);
		memcpy(digest + i * sizeof word, &word, sizeof word);
	}
}

static void parts_digest(unsigned char *digest, const struct id_first *first, const slice *parts, size_t n) {
	SHA256_CTX state;
	SHA256_Init(&state);
	for (size_t i = first ? 0 : 1; i <= n; i++) {
		slice part = i == 0 ? first->part : parts[i - 1];
		if (part.n > 0) SHA256_Update(&state, part.p, part.n);
		SHA256_Update(&state, "", 1);
	}
	SHA256_Final(digest, &state);
}

struct id_first id_first_of(slice part) {
	SHA256_CTX state;
	struct id_first first = {.part = part};
	SHA256_Init(&state);
	for (; part.n - first.digested >= BLOCK; first.digested += BLOCK)
		SHA256_Transform(&state, (const unsigned char *)part.p + first.digested);
	memcpy(first.state, state.h, sizeof first.state);
	return first;
}

slice sha256_id_behind(arena *a, const struct id_first *first, const slice *parts, size_t n) {
	unsigned char digest[SHA256_DIGEST_LENGTH];
	struct held h;
	SHA256_CTX state;
	SHA256_Init(&state);
	h.n = 0;
	if (first) {
		memcpy(state.h, first->state, sizeof first->state);
		hold(&h, slice_drop(first->part, first->digested));
	}
	size_t i = 0;
	while (i < n && hold(&h, parts[i])) i++;
	if (i == n)
		held_digest(digest, &h, &state, first ? first->digested : 0);
	else
		parts_digest(digest, first, parts, n);
	return hex_of(a, digest, ID_DIGITS);
}

slice sha256_id(arena *a, const slice *parts, size_t n) { return sha256_id_behind(a, NULL, parts, n); }

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

enum { DIGEST_BYTES = 32, ID_DIGITS = 20, LENGTH_BYTES = 8 };

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

/* Of what has room in few blocks: with the padding put behind it here (FIPS 180-4, section 5.1.1), the state after the last block
 * is the digest, and that takes half the time that the library takes to begin and end. */
static void digest_short(unsigned char *digest, unsigned char *hold, size_t n) {
	enum { BLOCK = SHA256_CBLOCK, WORD = 4 };
	SHA256_CTX state;
	size_t padded = (n + 1 + LENGTH_BYTES + BLOCK - 1) / BLOCK
	*BLOCK;
	memset(hold + n, 0, padded - n);
	hold[n] = 0x80;
	hold[padded - 2] = (unsigned char)(n * 8 >> 8);
	hold[padded - 1] = (unsigned char)(n * 8);
	SHA256_Init(&state);
	for (size_t at = 0; at < padded; at += BLOCK) SHA256_Transform(&state, hold + at);
	for (size_t i = 0; i < DIGEST_BYTES / WORD; i++) {
		uint32_t word = htobe32(state.h[i]);
		memcpy(digest + i * WORD, &word, WORD);
	}
}

static void digest_long(unsigned char *digest, const slice *parts, size_t n) {
	SHA256_CTX state;
	SHA256_Init(&state);
	for (size_t i = 0; i < n; i++) {
		if (parts[i].n > 0) SHA256_Update(&state, parts[i].p, parts[i].n);
		SHA256_Update(&state, "", 1);
	}
	SHA256_Final(digest, &state);
}

slice sha256_id(arena *a, const slice *parts, size_t n) {
	enum { BLOCKS = 4, PADDING = 1 + LENGTH_BYTES };
	unsigned char digest[DIGEST_BYTES], hold[BLOCKS * SHA256_CBLOCK];
	size_t all = 0;
	for (size_t i = 0; i < n; i++) {
		if (all + parts[i].n + 1 + PADDING > sizeof hold) {
			digest_long(digest, parts, n);
			return hex_of(a, digest, ID_DIGITS);
		}
		if (parts[i].n > 0) memcpy(hold + all, parts[i].p, parts[i].n);
		all += parts[i].n;
		hold[all++] = 0;
	}
	digest_short(digest, hold, all);
	return hex_of(a, digest, ID_DIGITS);
}

/* Digests and ids: see sha256.h. An id is made for every block, record and finding, a digest of a hundred bytes each: OpenSSL's
 * plain functions do that in a fifth of the time that the EVP interface takes to set a digest up, and ask for no memory.
 * They are marked as deprecated for interfaces from 3.0 on, hence the level. */
#define OPENSSL_API_COMPAT 10101
#include "base/sha256.h"

#include "base/buf.h"
#include "base/mem.h"

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

/* What is to be digested, put together: one call for all of it. */
struct gathered {
	SHA256_CTX state;
	char hold[256];
	size_t n;
};

static void gather(struct gathered *g, slice part) {
	if (part.n > sizeof g->hold - g->n) {
		SHA256_Update(&g->state, g->hold, g->n);
		g->n = 0;
	}
	if (part.n > sizeof g->hold) {
		SHA256_Update(&g->state, part.p, part.n);
		return;
	}
	if (part.n > 0) memcpy(g->hold + g->n, part.p, part.n);
	g->n += part.n;
}

slice sha256_id(arena *a, const slice *parts, size_t n) {
	struct gathered g;
	unsigned char digest[DIGEST_BYTES];
	SHA256_Init(&g.state);
	g.n = 0;
	for (size_t i = 0; i < n; i++) {
		gather(&g, parts[i]);
		gather(&g, (slice){"", 1});
	}
	SHA256_Update(&g.state, g.hold, g.n);
	SHA256_Final(digest, &g.state);
	return hex_of(a, digest, ID_DIGITS);
}

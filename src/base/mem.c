/* The memory seam: see mem.h. The C library's allocator does the work; this file counts the requests, makes them fail
 * where a test wants that, and ends the program when memory has run out. */
#include "base/mem.h"

#include <jansson.h>
#include <malloc.h>
#include <openssl/crypto.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_ulong requests;
/* Twice the number of requests up to the one that fails, plus 1 where all later ones fail too; 0 is off. One word, so that
 * threads that count down and a test that sets it cannot see halves of each other. */
static atomic_ulong failing;

void mem_fail_after(unsigned long n, int for_good) { atomic_store(&failing, n ? n * 2 + (for_good ? 1 : 0) : 0); }

unsigned long mem_requests(void) { return atomic_load(&requests); }

/* Counts a request; false where it is to fail. */
static int may_serve(void) {
	atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed);
	unsigned long now = atomic_load(&failing), next;
	do {
		if (now == 0) return 1;
		next = now >= 4 ? now - 2 : (now & 1 ? now : 0);
	} while (!atomic_compare_exchange_weak(&failing, &now, next));
	return now >= 4;
}

void must_end(const char *says, size_t n) {
	/* stderr may be gone too: there is nobody left to tell. */
	ssize_t written = write(STDERR_FILENO, says, n);
	(void)written;
	_exit(2);
}

void mem_exhausted(void) {
	static const char says[] = "garner: memory has run out\n";
	must_end(says, sizeof says - 1);
}

void *try_alloc(size_t bytes) { return may_serve() ? malloc(bytes ? bytes : 1) : NULL; }

void *try_realloc(void *p, size_t bytes) { return may_serve() ? realloc(p, bytes ? bytes : 1) : NULL; }

void mem_free(void *p) { free(p); }

void mem_trim(void) { (void)malloc_trim(0); }

void *must_alloc(size_t bytes) {
	void *p = may_serve() ? calloc(1, bytes ? bytes : 1) : NULL;
	if (!p) mem_exhausted();
	return p;
}

void *must_realloc(void *p, size_t bytes) {
	void *moved = try_realloc(p, bytes);
	if (!moved) mem_exhausted();
	return moved;
}

void *must_grow(void *v, size_t need, size_t *cap, size_t size) {
	if (need <= *cap) return v;
	if (need > SIZE_MAX / 4 / size) mem_exhausted();
	*cap = *cap ? *cap * 2 : 16;
	if (*cap < need) *cap = need;
	return must_realloc(v, *cap * size);
}

/* ---- OpenSSL tells where it asks from, which is of no use here. */
static void *openssl_alloc(size_t bytes, const char *file, int line) {
	(void)file, (void)line;
	return bytes ? try_alloc(bytes) : NULL;
}

static void *openssl_realloc(void *p, size_t bytes, const char *file, int line) {
	(void)file, (void)line;
	if (bytes) return try_realloc(p, bytes);
	mem_free(p); /* as OpenSSL's own does */
	return NULL;
}

static void openssl_free(void *p, const char *file, int line) {
	(void)file, (void)line;
	mem_free(p);
}

void mem_install(void) {
	/* Large blocks go back to the system when they are freed, whatever sizes came before: what a run takes then depends on
	 * its largest document and not on how the sizes of all of them followed on each other. */
	(void)mallopt(M_MMAP_THRESHOLD, 1 << 20);
	/* Of small ones a few MiB are kept, since what one batch frees the next one asks for: compiling the patterns of a pack
	 * would else be 27,000 calls of the system, and half of the time of loading it. */
	(void)mallopt(M_TRIM_THRESHOLD, 4 << 20);
	(void)mallopt(M_TOP_PAD, 1 << 20);
	json_set_alloc_funcs(try_alloc, mem_free);
	/* Refused once OpenSSL has allocated; it then keeps the C library's functions, which serve as well. */
	(void)CRYPTO_set_mem_functions(openssl_alloc, openssl_realloc, openssl_free);
}

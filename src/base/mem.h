/* The one seam through which all memory is asked for: ours, and that of PCRE2, libcsv, jansson and SQLite.
 *
 * must_… never fails: when memory has run out it says so on stderr and ends the program with status 2 (the only
 * place that handles this). try_… returns NULL and is for libraries that report the failure themselves.
 * Tests call mem_fail_after to make requests fail. Thread-safe. */
#ifndef GARNER_BASE_MEM_H
#define GARNER_BASE_MEM_H

#include <stddef.h>

void *must_alloc(size_t bytes);            /* zeroed; bytes 0 is served as 1 */
void *must_realloc(void *p, size_t bytes); /* new bytes are not zeroed */
/* An array of *cap elements of the size, as room for `need` of them: itself, or moved to at least twice the room. */
void *must_grow(void *v, size_t need, size_t *cap, size_t size);
void *try_alloc(size_t bytes); /* not zeroed */
void *try_realloc(void *p, size_t bytes);
void mem_free(void *p);             /* NULL is allowed */
_Noreturn void mem_exhausted(void); /* what must_… does on failure, for a library that reports one */
/* Ends the program at once, with status 2, for what can only be a fault of its own. */
_Noreturn void must_end(const char *says, size_t n);

/* What was freed goes back to the system, as far as it can: to be called where much was freed and much else begins. */
void mem_trim(void);

/* The request number n from now (1 = the next) fails, and each one after it where `for_good`; n 0 switches this off. */
void mem_fail_after(unsigned long n, int for_good);
unsigned long mem_requests(void); /* how many requests were made so far */

/* Hands this seam to jansson and OpenSSL. Called once, first thing in main, before either has allocated. */
void mem_install(void);

#endif

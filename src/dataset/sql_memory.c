/* SQLite's memory comes through base/mem.h. SQLite wants to know how large a piece is, so each is kept behind a head that
 * says so. */
#include "base/mem.h"
#include "dataset/sql_parts.h"

#include <pthread.h>

/* As wide as the strictest alignment, for what stands behind it. */
enum { HEAD = 16 };
_Static_assert(HEAD >= sizeof(int) && HEAD % _Alignof(max_align_t) == 0, "what stands behind the head is aligned");

static void *behind(char *head, int bytes) {
	if (!head) return NULL;
	*(int *)(void *)head = bytes;
	return head + HEAD;
}

static char *head_of(void *p) { return (char *)p - HEAD; }

static void *sql_malloc(int bytes) { return behind(try_alloc((size_t)bytes + HEAD), bytes); }

static void sql_free(void *p) {
	if (p) mem_free(head_of(p));
}

static void *sql_realloc(void *p, int bytes) { return behind(try_realloc(head_of(p), (size_t)bytes + HEAD), bytes); }

static int sql_size(void *p) { return p ? *(int *)(void *)head_of(p) : 0; }

static int sql_round(int bytes) { return (bytes + 7) & ~7; }

static int sql_begin(void *data) {
	(void)data;
	return SQLITE_OK;
}

static void sql_end(void *data) { (void)data; }

static void install(void) {
	static const sqlite3_mem_methods methods = {
	        sql_malloc, sql_free, sql_realloc, sql_size, sql_round, sql_begin, sql_end, NULL};
	/* Its own count of memory would cost a lock a request. Refused once SQLite is in use, which then works all the same. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	(void)sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void sql_memory_install(void) {
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, install);
}

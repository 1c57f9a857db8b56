/* Does any id stand twice in a table? Ids are told apart among any number of rows in bounded memory: 16 bytes a row are
 * gathered, sorted in runs, and the runs merged at the end.
 *
 * An id is 20 hex digits; any other text, which only a foreign line can bring, counts by the id of its own bytes. */
#ifndef GARNER_DATASET_ID_CHECK_H
#define GARNER_DATASET_ID_CHECK_H

#include "base/arena.h"

#include <pthread.h>

/* One row: all of the id, then table and document. The order of the numbers is the order of the bytes. */
struct id_row {
	uint64_t high; /* digits 1 to 16 */
	uint64_t low;  /* digits 17 to 20, table (16 bits), document (32 bits) */
};
struct id_row id_row_of(slice id, uint32_t table, uint32_t document);

struct id_rows {
	struct id_row *v;
	size_t n, cap;
};
void id_rows_push(struct id_rows *rows, struct id_row row);

struct id_check {
	const char *folder; /* for its file; NULL: that of temporary files */
	size_t budget;      /* rows in one run; 0: 131072 */
	/* private: */
	pthread_mutex_t lock;
	struct id_rows rows;
	struct id_row *sorted; /* room for sorting */
	uint64_t *runs;        /* rows in the file at the end of each run */
	size_t run_count;
	int fd;
	bool open;
	int error;
};

void id_check_open(struct id_check *c);
/* Takes the rows, in any order, from any thread; empties the list. */
void id_check_take(struct id_check *c, struct id_rows *rows);
/* Two rows of one table and one id. */
typedef void id_twice_fn(void *to, slice id, uint32_t table, uint32_t document, uint32_t other);
/* Tells of those that stand twice, in order of ids, at most 20. errno value on failure. */
int id_check_end(struct id_check *c, id_twice_fn *tell, void *to);
void id_check_free(struct id_check *c);

#endif

/* Records in order, any number of them in bounded memory: they are held up to a budget, written as sorted runs into a file
 * that has no name any more, and merged while they are read (external merge sort: Knuth, The Art of Computer Programming,
 * volume 3, section 5.4).
 *
 *   struct sorter s = {.compare = by_name, .folder = folder};
 *   sorter_put(&s, buf_slice(&record));
 *   …
 *   struct sorter_reader r;
 *   sorter_open(&r, &s);
 *   for (slice record; sorter_next(&r, &record);) …
 *   sorter_close(&r);
 *   if (s.error) …
 *   sorter_free(&s);
 *
 * One thread at a time. Where all fits into the budget there is no file. Between sorter_open and sorter_close nothing is
 * put; what is put behind that is there when it is opened again. Records that compare equal come in no order that may be
 * relied on. */
#ifndef GARNER_DATASET_SORTER_H
#define GARNER_DATASET_SORTER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/heap.h"

enum { SORTER_BUDGET = 256 << 10 };

struct sorter {
	int (*compare)(slice left, slice right, void *of);
	void *of;
	const char *folder; /* of the file; NULL: that of temporary files. Must outlive it */
	size_t budget;      /* bytes that are held at most, but for one record that is larger; 0: SORTER_BUDGET */
	/* private: */
	struct buf hold; /* each record behind its length */
	uint32_t *held;  /* where they start */
	size_t n, cap;
	bool sorted;    /* what is held */
	uint64_t *runs; /* where each ends in the file */
	size_t run_count;
	int fd;
	bool open;
	int error; /* the first one, an errno value; nothing is taken in or given out behind it */
};

void sorter_put(struct sorter *s, slice record); /* copied */

struct sorter_run;
struct sorter_reader {
	struct sorter *sorter;
	struct sorter_run *runs; /* NULL: all is held */
	struct heap heap;        /* runs by their next records */
	size_t at, block;
	bool given; /* the head of the heap: it is left behind with the next call */
};
void sorter_open(struct sorter_reader *r, struct sorter *s);
/* The next record, valid until the next call; false at the end, or with s->error. */
bool sorter_next(struct sorter_reader *r, slice *record);
void sorter_close(struct sorter_reader *r);
void sorter_free(struct sorter *s);

/* ---- records beside a list, both in order of the names that they begin with, as one list. NULL sorter: the list alone. */
struct sorter_beside {
	struct sorter_reader reader;
	slice record;     /* the next one */
	bool more, given; /* there is one; it was given last */
};
void sorter_beside_open(struct sorter_beside *b, struct sorter *s);
/* The next record, where it stands before the name that comes next in the list (ABSENT: the list has ended). */
bool sorter_beside_next(struct sorter_beside *b, slice name, slice *record);
void sorter_beside_close(struct sorter_beside *b);

/* ---- what records are made of; taking from one that is too short gives what is empty. ABSENT is not told from empty. */
void bytes_put_text(struct buf *b, slice text);
void bytes_put_number(struct buf *b, uint64_t n);
slice bytes_take_text(slice *rest);
uint64_t bytes_take_number(slice *rest);
/* The order of records by the text that they begin with. */
int bytes_compare_text(slice left, slice right, void *of);

#endif

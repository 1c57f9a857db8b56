/* Named bytes that wait: in memory up to a budget, beyond it in a file that has no name any more, so that it is gone
 * whenever the process is.
 *
 * Each time the budget is full, what is held is written as one run in order of names; reading all in that order then goes
 * through as many runs as there are, each from front to back. What stays in memory is the list of names and places, and
 * the last run. spill_put and spill_sort are for one thread at a time, spill_read for any, while nothing is put. Where many
 * threads put, a run can be written while others go on:
 *
 *   while (spill_is_full(&s, bytes.n)) {    // with a lock held, and nobody writing
 *       spill_cut(&s, &run);
 *       … without the lock: error = spill_write(&s, &run) …
 *       spill_keep(&s, &run, error);
 *   }
 *   spill_put(&s, name, bytes, …);
 */
#ifndef GARNER_DATASET_SPILL_H
#define GARNER_DATASET_SPILL_H

#include "base/arena.h"
#include "base/buf.h"

enum { SPILL_BUDGET = 8 << 20 };

struct spill_entry {
	const char *name;
	uint32_t name_bytes;
	uint32_t source; /* where it came from, as the caller counts: a file … */
	uint64_t line;   /* … and a line of it; 0: no line */
	uint64_t at;     /* in the file, or in memory from s->written on */
	uint64_t bytes;
};

struct spill {
	const char *folder; /* of the file; NULL: that of temporary files. Must outlive it */
	size_t budget;      /* 0: SPILL_BUDGET */
	/* private: */
	arena names;
	struct spill_entry *v;
	size_t n, cap, run; /* run: the first entry that is not in the file */
	uint32_t *order;    /* see spill_sort */
	struct buf hold;
	struct buf spare; /* memory for the next hold */
	uint64_t written;
	int fd;
	bool open;
	int error; /* the first one; nothing is taken in behind it */
};

/* What was held, on its way to the file. */
struct spill_run {
	struct buf hold;
	span *parts; /* of the hold, in order of names */
	size_t n;
};

/* {.folder = …} is a valid empty one. The name and the bytes, with more behind them, are copied. The entry's number is s->n
 * before. */
void spill_put(struct spill *s, slice name, slice bytes, slice more, uint32_t source, uint64_t line);
/* Must what is held be written before so many bytes are put? spill_put does it where that was not done. */
bool spill_is_full(const struct spill *s, size_t bytes);
void spill_cut(struct spill *s, struct spill_run *run);
int spill_write(struct spill *s, const struct spill_run *run); /* one at a time, beside puts that need no writing */
void spill_keep(struct spill *s, struct spill_run *run, int error);
/* Is it so large that spill_put writes it at once? */
bool spill_is_alone(const struct spill *s, size_t bytes);
static inline slice spill_name(const struct spill *s, size_t i) { return (slice){s->v[i].name, s->v[i].name_bytes}; }
/* The bytes of an entry: in the arena, or where they are held until the next put. errno value on failure. */
int spill_read(const struct spill *s, size_t i, arena *a, slice *bytes);
/* Nothing more is put: gives back what holds the last run, where there is a file to take it. */
void spill_rest(struct spill *s);
/* s->order: the numbers of all entries in order of their names, equal names as they came. */
void spill_sort(struct spill *s);
/* The entry of that name, or SIZE_MAX; sorted by then. */
size_t spill_find(const struct spill *s, slice name);
void spill_free(struct spill *s);

/* The folder for temporary files: TMPDIR, or /tmp. */
const char *temporary_folder(void);

#endif

/* A pass over many things by several threads, whose results are taken up in order.
 *
 * Things are cut into batches. Each batch is made by one thread, at any time; then it goes through every stage (a file, a
 * database), in whichever order they have time for it, and each stage meets the batches in their order. So what is written
 * does not depend on the number of threads, and no more batches wait than there are threads. */
#ifndef GARNER_DATASET_PASS_H
#define GARNER_DATASET_PASS_H

#include <stdbool.h>
#include <stddef.h>

struct pass_turn;

struct pass {
	size_t things, stages, threads;
	void *data;
	/* Where the batch that begins at thing number `from` ends: beyond it. One thread at a time. */
	size_t (*cut)(void *data, size_t from);
	/* What one thread works with. */
	void *(*open)(void *data);
	void (*close)(void *data, void *worker);
	/* Each false where the pass must fail; the batches behind are then left out. The turn is that of the batch: see
	 * pass_wait. */
	bool (*make)(void *data, void *worker, const struct pass_turn *turn, size_t from, size_t to);
	bool (*put)(void *data, void *worker, size_t stage);
};

/* For a batch too large to be held: waits, while it is made, until all before it are through the stage, which then may be
 * given a part of it. False where the pass has failed. */
bool pass_wait(const struct pass_turn *turn, size_t stage);
/* Would it not wait? */
bool pass_has_turn(const struct pass_turn *turn, size_t stage);

/* True where all of it was made and put. */
bool pass_run(const struct pass *p);

#endif

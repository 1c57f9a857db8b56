/* Writing behind: one thread that takes up what others have finished, in the order in which they gave it, while they go
 * on. What waits is bounded; whoever gives more waits.
 *
 *   behind_open(&b, take, data);
 *   … behind_put(&b, file, &buffer, &spare);   by any thread
 *   behind_close(&b);                          all was taken
 *
 * Where no thread can be had, each piece is taken up by the thread that gives it. */
#ifndef GARNER_DATASET_BEHIND_H
#define GARNER_DATASET_BEHIND_H

#include "base/buf.h"

#include <pthread.h>

enum { BEHIND_PIECES = 64, BEHIND_BYTES = 2 << 20 }; /* that wait at most; a piece may be larger than that */
enum { BEHIND_KEPT = 256 << 10 };                    /* of the memory of a piece */

struct behind_piece {
	void *to;
	struct buf bytes, *spare;
};
struct behind {
	/* private: */
	void (*take)(void *data, void *to, slice bytes);
	void *data;
	pthread_t thread;
	bool running;
	pthread_mutex_t lock; /* over all below */
	pthread_cond_t given, taken;
	struct behind_piece pieces[BEHIND_PIECES]; /* a ring */
	size_t first, n, bytes;
	bool ended;
};

void behind_open(struct behind *b, void (*take)(void *data, void *to, slice bytes), void *data);
/* The buffer's bytes will be taken up. It is empty then, with the memory of the spare one, which gets the buffer's own when
 * that was taken: things that are given again and again have each two buffers of their size. Spare is {0} at first, lives
 * as long as *b, and is the caller's again when *b is closed; NULL: there is none. */
void behind_put(struct behind *b, void *to, struct buf *bytes, struct buf *spare);
void behind_close(struct behind *b);

#endif

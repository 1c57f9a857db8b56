/* Work that is done beside that of the calling thread, in another thread. */
#ifndef GARNER_BASE_BESIDE_H
#define GARNER_BASE_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

struct beside {
	struct beside_thread *thread; /* that does it; NULL: none */
	void *(*work)(void *to);
	void *to;
};

/* Where no thread is wanted, or none is to be had, the work is done by beside_end. What is at `to` must stay where it is
 * until then. */
void beside_begin(struct beside *b, bool wanted, void *(*work)(void *to), void *to);
void beside_end(struct beside *b); /* it is done now */

/* The work in so many threads, this one among them, or in as many as are to be had. It is done when all of them have. */
enum { BESIDE_MOST = 256 };
void beside_all(size_t threads, void *(*work)(void *to), void *to);

#endif

/* Work that is done beside that of the calling thread, in a thread of its own. */
#ifndef GARNER_BASE_BESIDE_H
#define GARNER_BASE_BESIDE_H

#include <pthread.h>
#include <stdbool.h>

struct beside {
	pthread_t thread;
	void *(*work)(void *to);
	void *to;
	bool running; /* in that thread */
};

/* Where no thread is wanted, or none is to be had, the work is done by beside_end. Both struct and `to` must stay where they
 * are until then. */
void beside_begin(struct beside *b, bool wanted, void *(*work)(void *to), void *to);
void beside_end(struct beside *b); /* it is done now */

#endif

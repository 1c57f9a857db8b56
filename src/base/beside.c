/* Work beside: see beside.h. */
#include "base/beside.h"

void beside_begin(struct beside *b, bool wanted, void *(*work)(void *to), void *to) {
	*b = (struct beside){.work = work, .to = to};
	b->running = wanted && pthread_create(&b->thread, NULL, work, to) == 0;
}

void beside_end(struct beside *b) {
	if (b->running)
		pthread_join(b->thread, NULL);
	else
		b->work(b->to);
	b->running = false;
}

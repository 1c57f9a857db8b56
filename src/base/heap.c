/* A binary heap: see heap.h. */
#include "base/heap.h"

static void sink(struct heap *h, size_t i) {
	for (;;) {
		size_t least = i;
		for (size_t k = 2 * i + 1; k <= 2 * i + 2; k++)
			if (k < h->n && h->before(h->of, h->v[k], h->v[least])) least = k;
		if (least == i) return;
		size_t other = h->v[i];
		h->v[i] = h->v[least];
		h->v[least] = other;
		i = least;
	}
}

void heap_order(struct heap *h) {
	for (size_t i = h->n / 2; i-- > 0;) sink(h, i);
}

void heap_sink_first(struct heap *h) {
	if (h->n > 1) sink(h, 0);
}

void heap_drop_first(struct heap *h) {
	h->v[0] = h->v[--h->n];
	heap_sink_first(h);
}

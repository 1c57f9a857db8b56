/* A binary heap of numbers, the least first: which of several sequences to take from next, when they are merged (Williams,
 * CACM 7:6, 1964). The numbers are the caller's, and so is their order. */
#ifndef GARNER_BASE_HEAP_H
#define GARNER_BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>

struct heap {
	size_t *v; /* the caller's room, for as many as there may be */
	size_t n;
	bool (*before)(const void *of, size_t a, size_t b); /* does number a come before b? */
	const void *of;
};

/* Puts n numbers, which stand in v as they came, in order. O(n). */
void heap_order(struct heap *h);
/* The first may have become larger: puts it where it belongs. O(log n). */
void heap_sink_first(struct heap *h);
/* Takes the first out. O(log n). */
void heap_drop_first(struct heap *h);

#endif

/* Insertion sort with a budget: see sort.h. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOVES = 4,            /* for each element, on average: dearer than that, and it is better to begin anew */
	LARGEST_ELEMENT = 256 /* bytes; larger ones are left to qsort */
};

void sort_nearly(void *elements, size_t n, size_t size, int (*compare)(const void *, const void *)) {
	char *v = elements, held[LARGEST_ELEMENT];
	size_t budget = size > sizeof held ? 0 : n * MOVES;
	for (size_t i = 1; i < n; i++) {
		size_t to = i;
		while (to > 0 && i - to <= budget && compare(v + (to - 1) * size, v + i * size) > 0) to--;
		if (to == i) continue;
		if (i - to > budget) {
			qsort(elements, n, size, compare);
			return;
		}
		budget -= i - to;
		memcpy(held, v + i * size, size);
		memmove(v + (to + 1) * size, v + to * size, (i - to) * size);
		memcpy(v + to * size, held, size);
	}
}

/* Sorting what is nearly in order already, as rows and blocks of a document are: by insertion, which is linear then; what
 * turns out to be in no order after all is left to qsort. Equal elements may change places, as there. */
#ifndef GARNER_BASE_SORT_H
#define GARNER_BASE_SORT_H

#include <stddef.h>

/* As qsort. O(n) where few elements stand far from their place, else O(n log n). */
void sort_nearly(void *elements, size_t n, size_t size, int (*compare)(const void *, const void *));

#endif

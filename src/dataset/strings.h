/* Texts kept once each, as numbers: names of inputs, and keys that aliases join.
 *
 * 24 bytes a text beside its own. Open addressing over hashes, doubled at one half. The order of the slots is never shown;
 * numbers are given in order of arrival. Reading is for any number of threads while nothing is put. */
#ifndef GARNER_DATASET_STRINGS_H
#define GARNER_DATASET_STRINGS_H

#include "base/arena.h"

#define STRING_NONE UINT32_MAX

struct string_entry {
	const char *p;
	uint32_t n, hash;
};

struct strings {
	arena bytes;
	struct string_entry *v;
	uint32_t n, cap;
	uint32_t *slots; /* numbers from 1; 0: free */
	uint32_t slot_count;
};

/* {0} is a valid empty one. */
uint32_t strings_put(struct strings *s, slice text);        /* copied where it is new */
uint32_t strings_find(const struct strings *s, slice text); /* STRING_NONE where there is none */
static inline slice strings_text(const struct strings *s, uint32_t i) { return (slice){s->v[i].p, s->v[i].n}; }
void strings_free(struct strings *s);

#endif

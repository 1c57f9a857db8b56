/* A map from byte strings to numbers, in an arena: the index behind keys and ids.
 *
 * Open addressing, doubled at two thirds. The order of its slots is never shown, so nothing depends on the hash. Keys
 * are not copied and must outlive the map. Expected O(length of key). */
#ifndef GARNER_DATASET_MAP_H
#define GARNER_DATASET_MAP_H

#include "base/arena.h"

enum { MAP_START = 64 }; /* a power of two */

struct map_slot {
	slice key;
	size_t value;
	bool taken;
};
struct map {
	arena *arena;
	struct map_slot *slots;
	size_t n, cap;
};

/* {.arena = a} is a valid empty map. */
size_t map_get(const struct map *m, slice key); /* SIZE_MAX where there is none */
/* Adds the key with this value, unless it stands already: then the map stays, and false. */
bool map_add(struct map *m, slice key, size_t value);

#endif

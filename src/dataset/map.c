/* The map from byte strings to numbers: see map.h. */
#include "dataset/map.h"

/* The slot of the key, or the free one where it would stand. The map is never full. */
static struct map_slot *slot_of(const struct map *m, slice key) {
	size_t at = (size_t)slice_hash(key) & (m->cap - 1);
	while (m->slots[at].taken && !slice_equal(m->slots[at].key, key)) at = (at + 1) & (m->cap - 1);
	return &m->slots[at];
}

static void grow(struct map *m) {
	struct map old = *m;
	m->cap = old.cap ? old.cap * 2 : MAP_START;
	m->slots = arena_alloc(m->arena, m->cap * sizeof *m->slots);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].taken) *slot_of(m, old.slots[i].key) = old.slots[i];
}

size_t map_get(const struct map *m, slice key) {
	if (m->cap == 0) return SIZE_MAX;
	const struct map_slot *slot = slot_of(m, key);
	return slot->taken ? slot->value : SIZE_MAX;
}

bool map_add(struct map *m, slice key, size_t value) {
	if (m->n * 3 >= m->cap * 2) grow(m);
	struct map_slot *slot = slot_of(m, key);
	if (slot->taken) return false;
	*slot = (struct map_slot){.key = key, .value = value, .taken = true};
	m->n++;
	return true;
}

/* Texts as numbers: see strings.h. */
#include "dataset/strings.h"

#include "base/mem.h"

/* Room for one more of n; the sizes are powers of two. */
static void *grow(void *v, uint32_t n, uint32_t *cap, size_t size) {
	if (n < *cap) return v;
	if (*cap > UINT32_MAX / 4) mem_exhausted();
	*cap = *cap ? *cap * 2 : 64;
	return must_realloc(v, *cap * size);
}

/* ---- texts */

static uint32_t *slot_of(const struct strings *s, slice text, uint32_t hash) {
	uint32_t at = hash & (s->slot_count - 1);
	for (; s->slots[at]; at = (at + 1) & (s->slot_count - 1)) {
		const struct string_entry *e = &s->v[s->slots[at] - 1];
		if (e->hash == hash && slice_equal((slice){e->p, e->n}, text)) break;
	}
	return &s->slots[at];
}

static void grow_slots(struct strings *s) {
	if (s->n < s->slot_count / 2) return;
	mem_free(s->slots);
	s->slot_count = s->slot_count ? s->slot_count * 2 : 128;
	s->slots = must_alloc(s->slot_count * sizeof *s->slots);
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t at = s->v[i].hash & (s->slot_count - 1);
		while (s->slots[at]) at = (at + 1) & (s->slot_count - 1);
		s->slots[at] = i + 1;
	}
}

uint32_t strings_put(struct strings *s, slice text) {
	uint32_t hash = (uint32_t)slice_hash(text);
	if (text.n > UINT32_MAX) mem_exhausted();
	grow_slots(s);
	uint32_t *slot = slot_of(s, text, hash);
	if (*slot) return *slot - 1;
	s->v = grow(s->v, s->n, &s->cap, sizeof *s->v);
	slice kept = slice_concat(&s->bytes, &text, 1);
	s->v[s->n++] = (struct string_entry){kept.p, (uint32_t)kept.n, hash};
	*slot = s->n;
	return s->n - 1;
}

uint32_t strings_find(const struct strings *s, slice text) {
	if (s->slot_count == 0) return STRING_NONE;
	uint32_t found = *slot_of(s, text, (uint32_t)slice_hash(text));
	return found ? found - 1 : STRING_NONE;
}

void strings_free(struct strings *s) {
	arena_free(&s->bytes);
	mem_free(s->v);
	mem_free(s->slots);
	*s = (struct strings){0};
}

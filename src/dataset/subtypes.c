/* Subtypes by register: see subtypes.h. The longest word of a register that fits is the one that counts. */
#include "dataset/subtypes.h"

static struct map *index_words(const struct subtype_source *source, arena *a) {
	struct map *words = arena_alloc(a, sizeof *words);
	*words = (struct map){.arena = a};
	for (size_t row = 0; source->table != NULL && row < source->table->rows.n; row++)
		map_add(words, slice_trim(source->table->rows.v[row][source->word]), row);
	return words;
}

void subtypes_open(struct subtypes *s, const struct pack *pack, arena *a) {
	*s = (struct subtypes){.pack = pack, .arena = a};
	for (size_t i = 0; pack != NULL && i < pack->links.n; i++)
		for (size_t j = 0; j < pack->links.v[i].subtypes.n; j++)
			*vec_push(a, &s->words) = index_words(&pack->links.v[i].subtypes.v[j], a);
}

slice subtypes_relation(const struct subtypes *s, slice type) {
	const struct link *l = s->pack != NULL ? pack_link(s->pack, type) : NULL;
	for (size_t i = 0; l != NULL && i < l->subtypes.n; i++)
		if (l->subtypes.v[i].relation.n > 0) return l->subtypes.v[i].relation;
	return ABSENT;
}

/* The row of the longest word with which the name ends, at a blank; SIZE_MAX where there is none. */
static size_t row_at_end(const struct map *words, slice name) {
	for (size_t at = 0; at < name.n; at++) {
		size_t row = at == 0 || name.p[at - 1] == ' ' ? map_get(words, slice_drop(name, at)) : SIZE_MAX;
		if (row != SIZE_MAX) return row;
	}
	return SIZE_MAX;
}

static size_t row_at_start(const struct map *words, slice name) {
	for (size_t end = name.n; end > 0; end--) {
		size_t row = end == name.n || name.p[end] == ' ' ? map_get(words, slice_sub(name, 0, end)) : SIZE_MAX;
		if (row != SIZE_MAX) return row;
	}
	return SIZE_MAX;
}

static size_t row_of(const struct map *words, enum subtype_at at, slice name) {
	switch (at) {
	case SUBTYPE_END: return row_at_end(words, name);
	case SUBTYPE_START: return row_at_start(words, name);
	default: return map_get(words, name);
	}
}

slice subtypes_of(const struct subtypes *s, slice type, slice name, slice detail) {
	size_t n = 0; /* of the source, over all links */
	for (size_t i = 0; s->pack != NULL && i < s->pack->links.n; i++) {
		const struct link *l = &s->pack->links.v[i];
		for (size_t j = 0; j < l->subtypes.n; j++, n++) {
			const struct subtype_source *source = &l->subtypes.v[j];
			if (!slice_equal(l->type, type) || source->table == NULL) continue;
			size_t row = row_of(s->words.v[n], source->at, name);
			slice kind = row == SIZE_MAX ? ABSENT : slice_trim(source->table->rows.v[row][source->kind]);
			if (kind.n > 0) return kind;
		}
	}
	return detail;
}

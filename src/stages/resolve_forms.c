/* Names without the word for their kind: see resolve_short.h. Names are compared as they stand; a short name that two
 * longer ones continue is left as it is. */
#include "stages/resolve_short.h"

#include <stdlib.h>

/* A mention whose name ends in the word for its kind, and the name without it. */
struct full_name {
	slice stem, type, key;
	const struct record *mention;
};
typedef VEC(struct full_name) full_names;

/* The longest word of the type's registers with which the name ends behind a blank, that says of what kind it is. */
static slice form_of(const struct link *l, slice name) {
	slice best = ABSENT;
	for (size_t i = 0; i < l->subtypes.n; i++) {
		const struct subtype_source *s = &l->subtypes.v[i];
		for (size_t row = 0; s->table != NULL && s->at == SUBTYPE_END && row < s->table->rows.n; row++) {
			slice word = slice_trim(s->table->rows.v[row][s->word]);
			bool fits = word.n > best.n && word.n + 1 < name.n && slice_ends(name, word) &&
			            name.p[name.n - word.n - 1] == ' ';
			if (fits && slice_trim(s->table->rows.v[row][s->kind]).n > 0) best = word;
		}
	}
	return best;
}

static int by_stem(const void *left, const void *right) {
	const struct full_name *a = left, *b = right;
	int order = slice_compare(a->stem, b->stem);
	if (order == 0) order = slice_compare(a->type, b->type);
	if (order == 0) order = slice_compare(a->key, b->key);
	return order != 0 ? order : (a->mention > b->mention) - (a->mention < b->mention);
}

static const struct link *link_of(const struct document *d, size_t i, const struct rule_context *c) {
	const struct record *m = &d->records.v[i];
	if (m->kind != &tables[TABLE_mentions]) return NULL;
	const struct link *l = pack_link(c->pack, record_get(m, COLUMN_mentions_type));
	return l != NULL && l->subtypes.n > 0 ? l : NULL;
}

static void gather_full(const struct document *d, struct rule_context *c, full_names *all) {
	for (size_t i = 0; i < d->records.n; i++) {
		const struct link *l = link_of(d, i, c);
		if (l == NULL) continue;
		const struct record *m = &d->records.v[i];
		slice name = record_get(m, COLUMN_mentions_name), form = form_of(l, name);
		if (form.n == 0) continue;
		*vec_push(&c->scratch, all) = (struct full_name){.stem = slice_sub(name, 0, name.n - form.n - 1),
		        .type = l->type,
		        .key = record_get(m, COLUMN_mentions_entity),
		        .mention = m};
	}
	if (all->n > 1) qsort(all->v, all->n, sizeof *all->v, by_stem);
}

/* The one thing whose name goes on from this one; NULL where there is none or there are two. */
static const struct full_name *only_full(const full_names *all, slice type, slice name) {
	size_t low = 0, high = all->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(all->v[middle].stem, name);
		if (order == 0) order = slice_compare(all->v[middle].type, type);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct full_name *first = low < all->n ? &all->v[low] : NULL;
	if (first == NULL || !slice_equal(first->stem, name) || !slice_equal(first->type, type)) return NULL;
	for (size_t i = low; i < all->n && slice_equal(all->v[i].stem, name) && slice_equal(all->v[i].type, type); i++)
		if (!slice_equal(all->v[i].key, first->key)) return NULL;
	return first;
}

void resolve_forms(struct document *d, struct rule_context *c) {
	full_names all = {0};
	gather_full(d, c, &all);
	for (size_t i = 0; all.n > 0 && i < d->records.n; i++) {
		const struct link *l = link_of(d, i, c);
		struct record *m = &d->records.v[i];
		slice name = l != NULL ? record_get(m, COLUMN_mentions_name) : ABSENT;
		if (slice_find_byte(name, ' ') == SIZE_MAX || form_of(l, name).n > 0) continue;
		const struct full_name *full = only_full(&all, l->type, name);
		if (full == NULL) continue;
		record_set(m, COLUMN_mentions_entity, full->key, SPAN_NONE);
		record_set(m, COLUMN_mentions_name, record_get(full->mention, COLUMN_mentions_name), m->at);
		record_set(m, COLUMN_mentions_basis, S("short-form"), SPAN_NONE);
	}
}

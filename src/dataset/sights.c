/* What one document says of keys: its part of keys.h that needs nothing but the document. */
#include "dataset/sights.h"
#include "dataset/keys.h"
#include "dataset/rows.h"

#include <stdlib.h>

bool column_holds_key(const struct table *kind, size_t column, slice value) {
	if (value.n == 0) return false;
	if (slice_equal(kind->columns[column].references, tables[TABLE_entities].name)) return true;
	bool either = kind == &tables[TABLE_relations] &&
	              (column == COLUMN_relations_subject || column == COLUMN_relations_object);
	return either && slice_find_byte(value, ':') != SIZE_MAX;
}

static void add_record(struct sights *s, const struct record *r, uint32_t place, arena *a) {
	bool mention = r->kind == &tables[TABLE_mentions];
	for (size_t i = 0; i < r->kind->count; i++) {
		if (!column_holds_key(r->kind, i, record_get(r, i))) continue;
		struct sight *sight = vec_push(a, &s->list);
		sight->key = record_get(r, i);
		if (!mention || i != COLUMN_mentions_entity) continue;
		sight->mentions = 1;
		sight->first = place;
		sight->id = r->id;
		sight->type = record_get(r, COLUMN_mentions_type);
		sight->name = record_get(r, COLUMN_mentions_name);
	}
}

static void add_detail(struct sights *s, const struct record *r, arena *a) {
	slice key = record_get(r, COLUMN_relations_subject), detail = record_get(r, COLUMN_relations_detail);
	if (key.n == 0 || detail.n == 0) return;
	*vec_push(a, &s->details) = (struct detail_sight){key, record_get(r, COLUMN_relations_predicate), detail};
}

/* Mentions of a key come before the sights that are none, the first of them first. */
static int compare(const void *left, const void *right) {
	const struct sight *a = left, *b = right;
	int order = slice_compare(a->key, b->key);
	if (order == 0) order = (b->mentions > 0) - (a->mentions > 0);
	if (order == 0) order = slice_compare(a->type, b->type);
	if (order == 0) order = slice_compare(a->name, b->name);
	return order != 0 ? order : (a->first > b->first) - (a->first < b->first);
}

static bool is_same(const struct sight *a, const struct sight *b) {
	return slice_equal(a->key, b->key) &&
	       (b->mentions == 0 || (slice_equal(a->type, b->type) && slice_equal(a->name, b->name)));
}

void sights_of(struct sights *s, const struct document *d, arena *a) {
	*s = (struct sights){0};
	record_list mentions = records_in_order(d, &tables[TABLE_mentions], a);
	for (size_t i = 0; i < mentions.n; i++) add_record(s, mentions.v[i], (uint32_t)i, a);
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_aliases]) s->aliases = true;
		if (r->kind == &tables[TABLE_relations]) add_detail(s, r, a);
		if (r->kind != &tables[TABLE_mentions]) add_record(s, r, 0, a);
	}
	if (s->list.n == 0) return;
	qsort(s->list.v, s->list.n, sizeof *s->list.v, compare);
	size_t kept = 0;
	for (size_t i = 1; i < s->list.n; i++) {
		if (is_same(&s->list.v[kept], &s->list.v[i]))
			s->list.v[kept].mentions += s->list.v[i].mentions;
		else
			s->list.v[++kept] = s->list.v[i];
	}
	s->list.n = kept + 1;
}

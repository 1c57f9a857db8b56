/* What the sets of keys are: name, type, subtype, code and counts of every entity. A part of keys.h. */
#include "base/mem.h"
#include "base/sha256.h"
#include "dataset/keys.h"
#include "dataset/rows.h"
#include "dataset/subtypes.h"
#include "rules/link.h"

#include <stdlib.h>
#include <string.h>

/* ---- which entity a key is of */

/* Does the left key give an entity its id rather than the right one? */
static bool is_foremost(const struct keys *k, uint32_t a, uint32_t b) {
	const struct key_node *one = &k->nodes[a], *other = &k->nodes[b];
	if (!one->link != !other->link) return one->link != NULL;
	return slice_compare(strings_text(&k->keys, a), strings_text(&k->keys, b)) < 0;
}

static void give_id(struct keys *k, struct entity_node *e) {
	arena scratch = {0};
	slice id = id_of(&scratch, S("entity"), strings_text(&k->keys, e->key));
	memcpy(e->id, id.p, sizeof e->id);
	arena_free(&scratch);
}

/* One entity for each set, with its foremost key. */
static void gather_sets(struct keys *k) {
	size_t sets = 0;
	for (uint32_t i = 0; i < k->keys.n; i++) sets += keys_root(k, i) == i;
	k->entities = must_alloc(sets * sizeof *k->entities);
	for (uint32_t i = 0; i < k->keys.n; i++) k->nodes[i].entity = STRING_NONE;
	for (uint32_t i = 0; i < k->keys.n; i++) {
		struct key_node *root = &k->nodes[keys_root(k, i)];
		if (root->entity == STRING_NONE) {
			root->entity = k->entity_count++;
			k->entities[root->entity].key = i;
		}
		struct entity_node *e = &k->entities[root->entity];
		if (is_foremost(k, i, e->key)) e->key = i;
	}
	/* From here on nodes are read by many threads: none needs its root any more. */
	for (uint32_t i = 0; i < k->keys.n; i++) k->nodes[i].entity = k->nodes[keys_root(k, i)].entity;
}

static void count_mentions(struct keys *k) {
	for (uint32_t i = 0; i < k->keys.n; i++) {
		const struct key_node *node = &k->nodes[i];
		struct entity_node *e = &k->entities[node->entity];
		if (node->mentions == 0) continue;
		if (e->mentions == 0 || keys_is_before(k, node->first, e->first)) e->first = node->first;
		e->mentions += node->mentions;
	}
}

/* ---- what it is called */

/* The most frequent; of those the longest; of those the first in byte order. */
static bool is_better(const struct keys *k, const struct pair_count *a, const struct pair_count *b) {
	if (a->times != b->times) return a->times > b->times;
	slice one = strings_text(&k->texts, a->other), other = strings_text(&k->texts, b->other);
	return one.n != other.n ? one.n > other.n : slice_compare(one, other) < 0;
}

/* The best text of every entity that has any, by number of the entity; `best` holds numbers of sums, STRING_NONE: none. */
static uint32_t *best_of(const struct keys *k, const struct pairs *of_nodes, struct pairs *sums) {
	uint32_t *best = must_alloc(k->entity_count * sizeof *best);
	for (uint32_t i = 0; i < k->entity_count; i++) best[i] = STRING_NONE;
	for (uint32_t i = 0; i < of_nodes->n; i++) {
		const struct pair_count *c = &of_nodes->v[i];
		pairs_add(sums, k->nodes[c->one].entity, c->other, c->times);
	}
	for (uint32_t i = 0; i < sums->n; i++) {
		uint32_t *now = &best[sums->v[i].one];
		if (*now == STRING_NONE || is_better(k, &sums->v[i], &sums->v[*now])) *now = i;
	}
	return best;
}

/* What it is by its key alone; its mentions and its register know better. */
static void name_by_key(struct keys *k, struct entity_node *e) {
	slice key = strings_text(&k->keys, e->key);
	struct cut cut = slice_cut(key, S(":"));
	const struct link *link = k->nodes[e->key].link;
	e->type = link ? link->type : cut.head;
	e->name = cut.ok ? cut.tail : key;
}

static void name_entities(struct keys *k) {
	arena scratch = {0};
	struct subtypes subtypes;
	struct pairs names = {0}, types = {0}, details = {0};
	uint32_t *name = best_of(k, &k->names, &names), *type = best_of(k, &k->types, &types),
	         *detail = best_of(k, &k->details, &details);
	subtypes_open(&subtypes, k->pack, &scratch);
	for (uint32_t i = 0; i < k->entity_count; i++) {
		struct entity_node *e = &k->entities[i];
		name_by_key(k, e);
		/* A label is looked up under the type of the scheme, which the mentions may not share. */
		slice code = keys_entity(k, i).code, label = code.n > 0 ? link_label(k->pack, e->type, code) : ABSENT;
		if (type[i] != STRING_NONE) e->type = strings_text(&k->texts, types.v[type[i]].other);
		if (label.n > 0)
			e->name = label;
		else if (name[i] != STRING_NONE)
			e->name = strings_text(&k->texts, names.v[name[i]].other);
		bool told = detail[i] != STRING_NONE && subtypes_relation(&subtypes, e->type).n > 0;
		e->subtype = subtypes_of(&subtypes, e->type, e->name,
		        told ? strings_text(&k->texts, details.v[detail[i]].other) : ABSENT);
	}
	mem_free(name);
	mem_free(type);
	mem_free(detail);
	pairs_free(&names);
	pairs_free(&types);
	pairs_free(&details);
	arena_free(&scratch);
}

/* ---- their order */

static int compare_entities(const void *left, const void *right) {
	const struct entity_node *a = left, *b = right;
	int order = slice_compare(a->type, b->type);
	if (order == 0) order = slice_compare(a->name, b->name);
	return order != 0 ? order : memcmp(a->id, b->id, sizeof a->id);
}

static void sort_entities(struct keys *k) {
	if (k->entity_count == 0) return;
	uint32_t *set = must_alloc(k->entity_count * sizeof *set); /* by number before: the number behind */
	qsort(k->entities, k->entity_count, sizeof *k->entities, compare_entities);
	for (uint32_t i = 0; i < k->entity_count; i++) set[k->nodes[k->entities[i].key].entity] = i;
	for (uint32_t i = 0; i < k->keys.n; i++) k->nodes[i].entity = set[k->nodes[i].entity];
	mem_free(set);
}

void entities_build(struct keys *k) {
	gather_sets(k);
	for (uint32_t i = 0; i < k->entity_count; i++) give_id(k, &k->entities[i]);
	count_mentions(k);
	name_entities(k);
	sort_entities(k);
	pairs_free(&k->names);
	pairs_free(&k->types);
	pairs_free(&k->details);
}

struct entity keys_entity(const struct keys *k, size_t i) {
	const struct entity_node *e = &k->entities[i];
	slice key = strings_text(&k->keys, e->key);
	struct cut cut = slice_cut(key, S(":"));
	bool coded = k->nodes[e->key].link != NULL;
	return (struct entity){.id = {e->id, sizeof e->id},
	        .key = key,
	        .type = e->type,
	        .name = e->name,
	        .subtype = e->subtype,
	        .scheme = coded ? cut.head : ABSENT,
	        .code = coded ? cut.tail : ABSENT,
	        .mentions = e->mentions,
	        .documents = e->documents,
	        .first = e->first_id};
}

/* ---- documents */

static int compare_numbers(const void *left, const void *right) {
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return (a > b) - (a < b);
}

static void note_first(struct keys *k, struct entity_node *e, slice id) {
	pthread_mutex_lock(&k->lock);
	e->first_id = arena_copy(&k->arena, id);
	pthread_mutex_unlock(&k->lock);
}

void keys_count(struct keys *k, const struct document *d, uint32_t number, arena *scratch) {
	VEC(uint32_t) met = {0};
	record_list list = records_in_order(d, &tables[TABLE_mentions], scratch);
	for (size_t i = 0; i < list.n; i++) {
		uint32_t node = strings_find(&k->keys, record_get(list.v[i], COLUMN_mentions_entity));
		if (node == STRING_NONE) continue;
		uint32_t entity = k->nodes[node].entity;
		struct entity_node *e = &k->entities[entity];
		*vec_push(scratch, &met) = entity;
		/* One document alone holds it, so one thread alone comes here. */
		if (e->first.document == number && e->first.place == i) note_first(k, e, list.v[i]->id);
	}
	if (met.n > 1) qsort(met.v, met.n, sizeof *met.v, compare_numbers);
	for (size_t i = 0; i < met.n; i++)
		if (i == 0 || met.v[i] != met.v[i - 1]) k->entities[met.v[i]].documents++;
}

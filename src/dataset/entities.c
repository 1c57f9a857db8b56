/* What the sets of keys are: name, type, subtype, code and counts of every entity. A part of keys.h. */
#include "base/sha256.h"
#include "dataset/keys.h"
#include "dataset/rows.h"
#include "dataset/subtypes.h"
#include "rules/link.h"

#include <stdlib.h>

/* ---- how often each text stands for each entity */

struct count {
	size_t entity, times;
	slice text;
};
struct tally {
	arena *arena;
	struct map index; /* entity and text → count */
	VEC(struct count) counts;
};

static void tally_add(struct tally *t, size_t entity, slice text) {
	if (text.n == 0) return;
	slice key = say(t->arena, slice_of_u64(t->arena, entity), S(":"), text);
	if (map_add(&t->index, key, t->counts.n))
		*vec_push(t->arena, &t->counts) = (struct count){.entity = entity, .text = text};
	t->counts.v[map_get(&t->index, key)].times++;
}

/* The most frequent; of those the longest; of those the first in byte order. */
static bool is_better(const struct count *a, const struct count *b) {
	if (a->times != b->times) return a->times > b->times;
	if (a->text.n != b->text.n) return a->text.n > b->text.n;
	return slice_compare(a->text, b->text) < 0;
}

/* The best of every entity that has any, by number of the entity. */
static const struct count **tally_best(struct tally *t, size_t entities) {
	const struct count **best = arena_alloc(t->arena, entities * sizeof *best);
	for (size_t i = 0; i < t->counts.n; i++) {
		const struct count *c = &t->counts.v[i];
		if (!best[c->entity] || is_better(c, best[c->entity])) best[c->entity] = c;
	}
	return best;
}

/* ---- entities */

/* Does the left key give an entity its id rather than the right one? */
static bool is_foremost(const struct key_node *a, const struct key_node *b) {
	if (!a->link != !b->link) return a->link != NULL;
	return slice_compare(a->key, b->key) < 0;
}

static void make_entities(struct keys *k) {
	for (size_t i = 0; i < k->nodes.n; i++) k->nodes.v[i].entity = SIZE_MAX;
	size_t *foremost = arena_alloc(k->arena, k->nodes.n * sizeof *foremost); /* node, by entity */
	for (size_t i = 0; i < k->nodes.n; i++) {
		struct key_node *root = &k->nodes.v[keys_root(k, i)];
		if (root->entity == SIZE_MAX) {
			root->entity = k->entities.n;
			foremost[root->entity] = i;
			vec_push(k->arena, &k->entities);
		} else if (is_foremost(&k->nodes.v[i], &k->nodes.v[foremost[root->entity]])) {
			foremost[root->entity] = i;
		}
	}
	for (size_t i = 0; i < k->entities.n; i++) {
		const struct key_node *node = &k->nodes.v[foremost[i]];
		struct cut cut = slice_cut(node->key, S(":"));
		struct entity *e = &k->entities.v[i];
		*e = (struct entity){.id = id_of(k->arena, S("entity"), node->key), .key = node->key};
		/* What it is by its key alone; its mentions know better. */
		e->type = node->link ? node->link->type : cut.head;
		e->name = cut.ok ? cut.tail : node->key;
		if (!node->link) continue;
		e->scheme = cut.head;
		e->code = cut.tail;
	}
}

/* What is counted while the mentions pass. */
struct census {
	struct keys *keys;
	struct tally names, types, details;
	struct subtypes subtypes;
	size_t *last; /* by entity: the number of the last document that mentioned it, from 1 */
};

static void count_mentions(struct census *c, const struct document *d, size_t number, arena *scratch) {
	record_list list = records_in_order(d, &tables[TABLE_mentions], scratch);
	for (size_t i = 0; i < list.n; i++) {
		size_t node = map_get(&c->keys->index, record_get(list.v[i], COLUMN_mentions_entity));
		if (node == SIZE_MAX) continue;
		size_t entity = c->keys->nodes.v[keys_root(c->keys, node)].entity;
		struct entity *e = &c->keys->entities.v[entity];
		if (e->mentions++ == 0) e->first = list.v[i]->id;
		if (c->last[entity] != number) e->documents++;
		c->last[entity] = number;
		tally_add(&c->names, entity, record_get(list.v[i], COLUMN_mentions_name));
		tally_add(&c->types, entity, record_get(list.v[i], COLUMN_mentions_type));
	}
}

/* What relations say of which finer type their subjects are. */
static void count_details(struct census *c, const struct document *d, arena *scratch) {
	record_list list = records_in_order(d, &tables[TABLE_relations], scratch);
	for (size_t i = 0; i < list.n; i++) {
		size_t node = map_get(&c->keys->index, record_get(list.v[i], COLUMN_relations_subject));
		if (node == SIZE_MAX) continue;
		size_t entity = c->keys->nodes.v[keys_root(c->keys, node)].entity;
		slice counts = subtypes_relation(&c->subtypes, c->keys->entities.v[entity].type);
		if (counts.n > 0 && slice_equal(record_get(list.v[i], COLUMN_relations_predicate), counts))
			tally_add(&c->details, entity, record_get(list.v[i], COLUMN_relations_detail));
	}
}

static void name_entities(struct census *c) {
	struct keys *k = c->keys;
	const struct count **names = tally_best(&c->names, k->entities.n),
	                   **types = tally_best(&c->types, k->entities.n),
	                   **details = tally_best(&c->details, k->entities.n);
	for (size_t i = 0; i < k->entities.n; i++) {
		struct entity *e = &k->entities.v[i];
		/* A label is looked up under the type of the scheme, which the mentions may not share. */
		slice label = e->code.n > 0 ? link_label(k->pack, e->type, e->code) : ABSENT;
		if (types[i]) e->type = types[i]->text;
		if (label.n > 0)
			e->name = label;
		else if (names[i])
			e->name = names[i]->text;
		e->subtype = subtypes_of(&c->subtypes, e->type, e->name, details[i] ? details[i]->text : ABSENT);
	}
}

/* ---- their order */

struct numbered {
	struct entity entity;
	size_t number; /* before sorting */
};

static int compare_entities(const void *left, const void *right) {
	const struct entity *a = &((const struct numbered *)left)->entity,
	                    *b = &((const struct numbered *)right)->entity;
	int order = slice_compare(a->type, b->type);
	if (order == 0) order = slice_compare(a->name, b->name);
	return order != 0 ? order : slice_compare(a->id, b->id);
}

static void sort_entities(struct keys *k) {
	size_t n = k->entities.n;
	if (n == 0) return;
	struct numbered *sorted = arena_alloc(k->arena, n * sizeof *sorted);
	for (size_t i = 0; i < n; i++) sorted[i] = (struct numbered){k->entities.v[i], i};
	qsort(sorted, n, sizeof *sorted, compare_entities);
	size_t *place = arena_alloc(k->arena, n * sizeof *place);
	for (size_t i = 0; i < n; i++) {
		k->entities.v[i] = sorted[i].entity;
		place[sorted[i].number] = i;
	}
	for (size_t i = 0; i < k->nodes.n; i++)
		if (k->nodes.v[i].parent == i) k->nodes.v[i].entity = place[k->nodes.v[i].entity];
}

void entities_build(struct keys *k, struct document *const *documents, size_t n) {
	arena scratch = {0}, counting = {0};
	make_entities(k);
	struct census c = {.keys = k};
	struct tally *const tallies[] = {&c.names, &c.types, &c.details};
	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++)
		tallies[i]->arena = tallies[i]->index.arena = &counting;
	subtypes_open(&c.subtypes, k->pack, &counting);
	c.last = arena_alloc(&counting, k->entities.n * sizeof *c.last);
	for (size_t i = 0; i < n; i++) {
		count_mentions(&c, documents[i], i + 1, &scratch);
		count_details(&c, documents[i], &scratch);
		arena_reset(&scratch);
	}
	name_entities(&c);
	sort_entities(k);
	arena_free(&counting);
	arena_free(&scratch);
}

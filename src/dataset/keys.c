/* Which keys name the same thing: see keys.h. What one document says of keys is sights.c; what the things are called and
 * count, entities.c. */
#include "dataset/keys.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "dataset/rows.h"
#include "dataset/sights.h"
#include "rules/link.h"
#include "rules/regex.h"

/* ---- nodes */

uint32_t keys_root(struct keys *k, uint32_t node) {
	while (k->nodes[node].parent != node) {
		uint32_t *parent = &k->nodes[node].parent;
		*parent = k->nodes[*parent].parent; /* halves the path */
		node = *parent;
	}
	return node;
}

/* The link whose scheme stands before the key's first colon, or NULL. */
static const struct link *link_of(const struct pack *pack, slice key) {
	struct cut cut = slice_cut(key, S(":"));
	if (!pack || !cut.ok || cut.tail.n == 0) return NULL;
	for (size_t i = 0; i < pack->links.n; i++)
		if (pack->links.v[i].scheme.n > 0 && slice_equal(pack->links.v[i].scheme, cut.head))
			return &pack->links.v[i];
	return NULL;
}

static uint32_t node_of(struct keys *k, slice key) {
	uint32_t before = k->keys.n, node = strings_put(&k->keys, key);
	if (node < before) return node;
	if (node == k->node_cap) {
		k->node_cap = k->node_cap ? k->node_cap * 2 : 64;
		k->nodes = must_realloc(k->nodes, k->node_cap * sizeof *k->nodes);
	}
	const struct link *link = link_of(k->pack, key);
	k->nodes[node] = (struct key_node){.link = link,
	        .parent = node,
	        .coded = link ? node : STRING_NONE,
	        .next_coded = STRING_NONE,
	        .type = STRING_NONE};
	return node;
}

/* Do two sets hold different codes of one scheme? A set has at most one code of each. */
static bool codes_differ(const struct keys *k, uint32_t a, uint32_t b) {
	for (uint32_t i = k->nodes[a].coded; i != STRING_NONE; i = k->nodes[i].next_coded)
		for (uint32_t j = k->nodes[b].coded; j != STRING_NONE; j = k->nodes[j].next_coded)
			if (slice_equal(k->nodes[i].link->scheme, k->nodes[j].link->scheme)) return true;
	return false;
}

/* One set from the sets of two nodes; false where a register knows them as two things. */
static bool join(struct keys *k, uint32_t a, uint32_t b) {
	a = keys_root(k, a);
	b = keys_root(k, b);
	if (a == b) return true;
	if (codes_differ(k, a, b)) return false;
	k->nodes[b].parent = a;
	uint32_t *end = &k->nodes[a].coded;
	while (*end != STRING_NONE) end = &k->nodes[*end].next_coded;
	*end = k->nodes[b].coded;
	return true;
}

/* Does a type of the pack take its finer types from relations with this predicate? */
static bool is_counted(const struct pack *pack, slice predicate) {
	for (size_t i = 0; pack && i < pack->links.n; i++)
		for (size_t j = 0; j < pack->links.v[i].subtypes.n; j++)
			if (slice_equal(pack->links.v[i].subtypes.v[j].relation, predicate)) return true;
	return false;
}

/* ---- what documents say */

void keys_open(struct keys *k, const struct pack *pack) {
	*k = (struct keys){.pack = pack};
	pthread_mutex_init(&k->lock, NULL);
}

bool keys_is_before(const struct keys *k, struct first_mention a, struct first_mention b) {
	if (a.document == b.document) return a.place < b.place;
	return slice_compare(k->document_names.v[a.document], k->document_names.v[b.document]) < 0;
}

static void take_sight(struct keys *k, const struct sight *s, uint32_t document) {
	uint32_t number = node_of(k, s->key);
	struct key_node *node = &k->nodes[number];
	struct first_mention here = {document, s->first};
	if (s->mentions == 0) return;
	if (node->mentions == 0 || keys_is_before(k, here, node->first)) node->first = here;
	node->mentions += s->mentions;
	if (s->name.n > 0) pairs_add(&k->names, number, strings_put(&k->texts, s->name), s->mentions);
	if (s->type.n == 0) return;
	uint32_t type = strings_put(&k->texts, s->type);
	pairs_add(&k->types, number, type, s->mentions);
	if (node->type != STRING_NONE && !keys_is_before(k, here, node->typed)) return;
	node->type = type;
	node->typed = here;
}

void keys_take(struct keys *k, const struct sights *s, uint32_t document, slice name) {
	while (k->document_names.n <= document) vec_push(&k->arena, &k->document_names);
	k->document_names.v[document] = name;
	for (size_t i = 0; i < s->list.n; i++) take_sight(k, &s->list.v[i], document);
	for (size_t i = 0; i < s->details.n; i++) {
		const struct detail_sight *one = &s->details.v[i];
		if (is_counted(k->pack, one->predicate))
			pairs_add(&k->details, node_of(k, one->key), strings_put(&k->texts, one->detail), 1);
	}
}

/* ---- aliases */

/* What finds the key of a name. */
struct finder {
	const struct link_index *links; /* NULL without a pack */
	struct matcher *matcher;
};

static const struct finder *finder_of(struct keys *k) {
	if (k->finder) return k->finder;
	k->finder = arena_alloc(&k->arena, sizeof *k->finder);
	if (k->pack) *k->finder = (struct finder){link_index_build(k->pack, &k->arena), matcher_new()};
	return k->finder;
}

static slice type_of(const struct keys *k, uint32_t node) {
	const struct key_node *n = &k->nodes[node];
	if (n->type != STRING_NONE) return strings_text(&k->texts, n->type);
	return n->link ? n->link->type : slice_cut(strings_text(&k->keys, node), S(":")).head;
}

static slice alias_key(struct keys *k, uint32_t entity, slice alias, arena *scratch) {
	const struct finder *f = finder_of(k);
	slice type = type_of(k, entity);
	if (f->links) return link_find(f->links, f->matcher, type, alias, scratch).key;
	return say(scratch, type, S(":"), utf8_casefold(scratch, utf8_fold_blanks(scratch, alias)));
}

static void refuse(struct document *d, const struct record *alias, slice one, slice other) {
	slice message = say(d->arena, record_get(alias, COLUMN_aliases_alias), S(" is stated as a name of "), one,
	        S(", and is one of "), other, S("; the two were left apart"));
	struct finding *f = document_finding(d, CODE_NAME_AMBIGUOUS, alias->at, message);
	f->records = alias->id;
	f->expected = one;
	f->found = arena_copy(d->arena, other);
}

void keys_join(struct keys *k, struct document *d, arena *scratch) {
	record_list list = records_in_order(d, &tables[TABLE_aliases], scratch);
	for (size_t i = 0; i < list.n; i++) {
		slice key = record_get(list.v[i], COLUMN_aliases_entity),
		      alias = record_get(list.v[i], COLUMN_aliases_alias);
		/* A short name holds in its own document: "the Trust" is another one elsewhere. */
		bool local = slice_equal(record_get(list.v[i], COLUMN_aliases_basis), S("abbreviation"));
		if (key.n == 0 || alias.n == 0 || local) continue;
		uint32_t entity = node_of(k, key), other = node_of(k, alias_key(k, entity, alias, scratch));
		if (!join(k, entity, other)) refuse(d, list.v[i], key, strings_text(&k->keys, other));
	}
}

/* ---- all of it */

void keys_settle(struct keys *k) { entities_build(k); }

void keys_close(struct keys *k) {
	if (k->finder && k->finder->matcher) matcher_free(k->finder->matcher);
	strings_free(&k->keys);
	strings_free(&k->texts);
	pairs_free(&k->names);
	pairs_free(&k->types);
	pairs_free(&k->details);
	mem_free(k->nodes);
	mem_free(k->entities);
	arena_free(&k->arena);
	pthread_mutex_destroy(&k->lock);
	*k = (struct keys){.pack = k->pack};
}

slice keys_entity_id(const struct keys *k, slice value) {
	uint32_t node = strings_find(&k->keys, value);
	if (node == STRING_NONE) return value;
	const struct entity_node *e = &k->entities[k->nodes[node].entity];
	return (slice){e->id, sizeof e->id};
}

void keys_replace(const struct keys *k, struct document *d) {
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		for (size_t column = 0; column < r->kind->count; column++)
			if (column_holds_key(r->kind, column, record_get(r, column)))
				r->fields[column].value = keys_entity_id(k, record_get(r, column));
	}
}

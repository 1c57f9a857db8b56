/* Which keys name the same thing: see keys.h. What that thing is called and counts is entities.c. */
#include "dataset/keys.h"

#include "base/utf8.h"
#include "dataset/rows.h"
#include "rules/link.h"
#include "rules/regex.h"

/* ---- nodes */

size_t keys_root(struct keys *k, size_t node) {
	while (k->nodes.v[node].parent != node) {
		size_t *parent = &k->nodes.v[node].parent;
		*parent = k->nodes.v[*parent].parent; /* halves the path */
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

static size_t node_of(struct keys *k, slice key) {
	size_t node = map_get(&k->index, key);
	if (node != SIZE_MAX) return node;
	node = k->nodes.n;
	const struct link *link = link_of(k->pack, key);
	*vec_push(k->arena, &k->nodes) = (struct key_node){
	        .key = key, .link = link, .parent = node, .coded = link ? node : SIZE_MAX, .next_coded = SIZE_MAX};
	map_add(&k->index, key, node);
	return node;
}

/* Do two sets hold different codes of one scheme? A set has at most one code of each. */
static bool codes_differ(const struct keys *k, size_t a, size_t b) {
	for (size_t i = k->nodes.v[a].coded; i != SIZE_MAX; i = k->nodes.v[i].next_coded)
		for (size_t j = k->nodes.v[b].coded; j != SIZE_MAX; j = k->nodes.v[j].next_coded)
			if (slice_equal(k->nodes.v[i].link->scheme, k->nodes.v[j].link->scheme)) return true;
	return false;
}

/* One set from the sets of two nodes; false where a register knows them as two things. */
static bool join(struct keys *k, size_t a, size_t b) {
	a = keys_root(k, a);
	b = keys_root(k, b);
	if (a == b) return true;
	if (codes_differ(k, a, b)) return false;
	k->nodes.v[b].parent = a;
	size_t *end = &k->nodes.v[a].coded;
	while (*end != SIZE_MAX) end = &k->nodes.v[*end].next_coded;
	*end = k->nodes.v[b].coded;
	return true;
}

/* ---- the keys in records */

/* Does the column hold keys of entities? Subject and object of a relation may be record ids too: those have no colon. */
static bool holds_key(const struct table *kind, size_t column, slice value) {
	if (value.n == 0) return false;
	if (slice_equal(kind->columns[column].references, tables[TABLE_entities].name)) return true;
	bool either = kind == &tables[TABLE_relations] &&
	              (column == COLUMN_relations_subject || column == COLUMN_relations_object);
	return either && slice_find_byte(value, ':') != SIZE_MAX;
}

static void gather_record(struct keys *k, const struct record *r) {
	for (size_t i = 0; i < r->kind->count; i++)
		if (holds_key(r->kind, i, record_get(r, i))) node_of(k, record_get(r, i));
	slice entity = record_get(r, COLUMN_mentions_entity);
	if (r->kind != &tables[TABLE_mentions] || entity.n == 0) return;
	struct key_node *node = &k->nodes.v[node_of(k, entity)];
	if (node->type.n == 0) node->type = record_get(r, COLUMN_mentions_type);
}

/* Returns how many aliases there are. */
static size_t gather(struct keys *k, const struct document *d, arena *scratch) {
	size_t aliases = 0;
	record_list list = records_in_order(d, NULL, scratch);
	for (size_t i = 0; i < list.n; i++) {
		if (list.v[i]->kind == &tables[TABLE_aliases]) aliases++;
		gather_record(k, list.v[i]);
	}
	return aliases;
}

/* ---- aliases */

/* What finds the key of a name. */
struct finder {
	const struct link_index *links; /* NULL without a pack */
	struct matcher *matcher;
};

static slice type_of(const struct key_node *node) {
	if (node->type.n > 0) return node->type;
	return node->link ? node->link->type : slice_cut(node->key, S(":")).head;
}

static slice alias_key(struct keys *k, const struct finder *f, size_t entity, slice alias) {
	slice type = type_of(&k->nodes.v[entity]);
	if (f->links) return link_find(f->links, f->matcher, type, alias, k->arena).key;
	return say(k->arena, type, S(":"), utf8_casefold(k->arena, utf8_fold_blanks(k->arena, alias)));
}

static void refuse(struct document *d, const struct record *alias, slice one, slice other) {
	slice message = say(d->arena, record_get(alias, COLUMN_aliases_alias), S(" is stated as a name of "), one,
	        S(", and is one of "), other, S("; the two were left apart"));
	struct finding *f = document_finding(d, CODE_NAME_AMBIGUOUS, alias->at, message);
	f->records = alias->id;
	f->expected = one;
	f->found = other;
}

static void join_aliases(struct keys *k, struct document *d, const struct finder *f, arena *scratch) {
	record_list list = records_in_order(d, &tables[TABLE_aliases], scratch);
	for (size_t i = 0; i < list.n; i++) {
		slice key = record_get(list.v[i], COLUMN_aliases_entity),
		      alias = record_get(list.v[i], COLUMN_aliases_alias);
		/* A short name holds in its own document: "the Trust" is another one elsewhere. */
		bool local = slice_equal(record_get(list.v[i], COLUMN_aliases_basis), S("abbreviation"));
		if (key.n == 0 || alias.n == 0 || local) continue;
		size_t entity = node_of(k, key), other = node_of(k, alias_key(k, f, entity, alias));
		if (!join(k, entity, other)) refuse(d, list.v[i], key, k->nodes.v[other].key);
	}
}

/* ---- all of it */

void keys_build(struct keys *k, struct document *const *documents, size_t n, const struct pack *pack, arena *a) {
	*k = (struct keys){.arena = a, .pack = pack, .index = {.arena = a}};
	arena scratch = {0};
	size_t aliases = 0;
	for (size_t i = 0; i < n; i++) {
		aliases += gather(k, documents[i], &scratch);
		arena_reset(&scratch);
	}
	if (aliases > 0) {
		struct finder f = {0};
		if (pack) f = (struct finder){link_index_build(pack, a), matcher_new()};
		for (size_t i = 0; i < n; i++) {
			join_aliases(k, documents[i], &f, &scratch);
			arena_reset(&scratch);
		}
		if (f.matcher) matcher_free(f.matcher);
	}
	entities_build(k, documents, n);
	arena_free(&scratch);
}

slice keys_entity_id(struct keys *k, slice value) {
	size_t node = map_get(&k->index, value);
	return node == SIZE_MAX ? value : k->entities.v[k->nodes.v[keys_root(k, node)].entity].id;
}

void keys_replace(struct keys *k, struct document *d) {
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		for (size_t column = 0; column < r->kind->count; column++)
			if (holds_key(r->kind, column, record_get(r, column)))
				r->fields[column].value = keys_entity_id(k, record_get(r, column));
	}
}

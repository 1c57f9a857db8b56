/* Which keys name the same thing: see keys.h. What one document says of keys is sights.c; what the things are called and
 * count, entities.c. */
#include "dataset/keys.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "dataset/rows.h"
#include "dataset/sights.h"
#include "rules/link.h"
#include "rules/regex.h"

/* ---- nodes */

static uint32_t root_of(struct keys *k, uint32_t node) {
	while (k->nodes[node].parent != node) {
		uint32_t *parent = &k->nodes[node].parent;
		*parent = k->nodes[*parent].parent; /* halves the path */
		node = *parent;
	}
	return node;
}

/* The link whose scheme stands before the key's first colon, or NULL. */
const struct link *keys_link(const struct keys *k, slice key) {
	struct cut cut = slice_cut(key, S(":"));
	if (!k->pack || !cut.ok || cut.tail.n == 0) return NULL;
	for (size_t i = 0; i < k->pack->links.n; i++) {
		const struct link *link = &k->pack->links.v[i];
		if (link->scheme.n > 0 && slice_equal(link->scheme, cut.head)) return link;
	}
	return NULL;
}

static uint32_t node_of(struct keys *k, slice key) {
	uint32_t before = k->keys.n, node = strings_put(&k->keys, key);
	if (node < before) return node;
	k->nodes = must_grow(k->nodes, (size_t)node + 1, &k->node_cap, sizeof *k->nodes);
	const struct link *link = keys_link(k, key);
	k->nodes[node] = (struct key_node){
	        .link = link, .parent = node, .coded = link ? node : STRING_NONE, .next_coded = STRING_NONE};
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
	a = root_of(k, a);
	b = root_of(k, b);
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

/* ---- sights, sorted */

void key_sight_put(struct sorter *to, const struct key_sight *s, struct buf *room) {
	const uint64_t numbers[] = {s->document, s->mentions, s->first, s->details};
	const slice texts[] = {s->type, s->name, s->id, s->detail};
	buf_clear(room);
	bytes_put_text(room, s->key);
	for (size_t i = 0; i < 4; i++) bytes_put_number(room, numbers[i]);
	for (size_t i = 0; i < 4; i++) bytes_put_text(room, texts[i]);
	sorter_put(to, buf_slice(room));
}

struct key_sight key_sight_of(slice record) {
	struct key_sight s = {.key = bytes_take_text(&record)};
	s.document = bytes_take_number(&record);
	s.mentions = bytes_take_number(&record);
	s.first = bytes_take_number(&record);
	s.details = bytes_take_number(&record);
	s.type = bytes_take_text(&record);
	s.name = bytes_take_text(&record);
	s.id = bytes_take_text(&record);
	s.detail = bytes_take_text(&record);
	return s;
}

static int by_key(slice left, slice right, void *of) {
	(void)of;
	int order = slice_compare(bytes_take_text(&left), bytes_take_text(&right));
	if (order != 0) return order;
	uint64_t a = bytes_take_number(&left), b = bytes_take_number(&right);
	return (a > b) - (a < b);
}

bool keys_is_before(const struct keys *k, const struct key_sight *a, const struct key_sight *b) {
	if (a->document == b->document) return a->first < b->first;
	slice one = k->name_of(k->of, (size_t)a->document), other = k->name_of(k->of, (size_t)b->document);
	return slice_compare(one, other) < 0;
}

/* ---- what documents say */

void keys_open(struct keys *k, const struct pack *pack, const char *folder) {
	*k = (struct keys){.pack = pack,
	        .sights = {.compare = by_key, .folder = folder},
	        .entities = {.compare = entities_compare, .folder = folder}};
}

void keys_take(struct keys *k, const struct sights *s, uint32_t document) {
	struct buf room = {0};
	for (size_t i = 0; i < s->list.n; i++) {
		const struct sight *one = &s->list.v[i];
		key_sight_put(&k->sights,
		        &(struct key_sight){.key = one->key,
		                .document = document,
		                .mentions = one->mentions,
		                .first = one->first,
		                .type = one->type,
		                .name = one->name,
		                .id = one->id},
		        &room);
	}
	for (size_t i = 0; i < s->details.n; i++) {
		const struct detail_sight *one = &s->details.v[i];
		struct key_sight sight = {.key = one->key, .document = document, .detail = one->detail, .details = 1};
		if (is_counted(k->pack, one->predicate)) key_sight_put(&k->sights, &sight, &room);
	}
	buf_free(&room);
}

/* ---- aliases */

/* A short name holds in its own document: "the Trust" is another one elsewhere. */
static bool is_joined(const struct record *alias) {
	return record_get(alias, COLUMN_aliases_entity).n > 0 && record_get(alias, COLUMN_aliases_alias).n > 0 &&
	       !slice_equal(record_get(alias, COLUMN_aliases_basis), S("abbreviation"));
}

void keys_ask(struct keys *k, struct document *d, arena *scratch) {
	record_list list = records_in_order(d, &tables[TABLE_aliases], scratch);
	for (size_t i = 0; i < list.n; i++)
		if (is_joined(list.v[i])) (void)node_of(k, record_get(list.v[i], COLUMN_aliases_entity));
}

void keys_learn(struct keys *k) {
	struct sorter_reader r;
	struct key_sight *typed = must_alloc((k->keys.n + 1) * sizeof *typed); /* texts are of no use here */
	if (k->keys.n > 0) {
		sorter_open(&r, &k->sights);
		for (slice record; sorter_next(&r, &record);) {
			struct key_sight s = key_sight_of(record);
			uint32_t node = s.mentions > 0 && s.type.n > 0 ? strings_find(&k->keys, s.key) : STRING_NONE;
			if (node == STRING_NONE) continue;
			if (k->nodes[node].type.p && !keys_is_before(k, &s, &typed[node])) continue;
			typed[node] = s;
			k->nodes[node].type = arena_copy(&k->arena, s.type);
		}
		sorter_close(&r);
	}
	mem_free(typed);
}

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
	if (n->type.p) return n->type;
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
	struct buf room = {0};
	record_list list = records_in_order(d, &tables[TABLE_aliases], scratch);
	for (size_t i = 0; i < list.n; i++) {
		if (!is_joined(list.v[i])) continue;
		slice key = record_get(list.v[i], COLUMN_aliases_entity),
		      alias = record_get(list.v[i], COLUMN_aliases_alias);
		uint32_t entity = node_of(k, key), before = k->keys.n,
		         other = node_of(k, alias_key(k, entity, alias, scratch));
		/* It is one of the keys, whether or not anything mentions it. */
		if (other == before)
			key_sight_put(&k->sights, &(struct key_sight){.key = strings_text(&k->keys, other)}, &room);
		if (!join(k, entity, other)) refuse(d, list.v[i], key, strings_text(&k->keys, other));
	}
	buf_free(&room);
}

/* ---- all of it */

/* Does the left key give an entity its id rather than the right one? */
static bool is_foremost(const struct keys *k, uint32_t a, uint32_t b) {
	const struct key_node *one = &k->nodes[a], *other = &k->nodes[b];
	if (!one->link != !other->link) return one->link != NULL;
	return slice_compare(strings_text(&k->keys, a), strings_text(&k->keys, b)) < 0;
}

int keys_settle(struct keys *k) {
	for (uint32_t i = 0; i < k->keys.n; i++) k->nodes[i].foremost = i;
	for (uint32_t i = 0; i < k->keys.n; i++) {
		struct key_node *root = &k->nodes[root_of(k, i)];
		if (k->nodes[i].parent != i) root->shared = true;
		if (is_foremost(k, i, root->foremost)) root->foremost = i;
	}
	/* From here on nodes are read by many threads: none needs its root any more. */
	for (uint32_t i = 0; i < k->keys.n; i++) {
		const struct key_node *root = &k->nodes[root_of(k, i)];
		k->nodes[i].foremost = root->foremost;
		k->nodes[i].shared = root->shared;
	}
	int error = entities_build(k);
	sorter_free(&k->sights);
	return error;
}

void keys_close(struct keys *k) {
	if (k->finder && k->finder->matcher) matcher_free(k->finder->matcher);
	strings_free(&k->keys);
	sorter_free(&k->sights);
	sorter_free(&k->entities);
	mem_free(k->nodes);
	arena_free(&k->arena);
	*k = (struct keys){.pack = k->pack};
}

slice keys_foremost(const struct keys *k, slice key) {
	uint32_t node = strings_find(&k->keys, key);
	if (node == STRING_NONE || !k->nodes[node].shared) return ABSENT;
	return strings_text(&k->keys, k->nodes[node].foremost);
}

slice keys_entity_id(const struct keys *k, slice key, arena *a) {
	slice foremost = keys_foremost(k, key);
	return id_of(a, S("entity"), foremost.p ? foremost : key);
}

void keys_replace(const struct keys *k, struct document *d) {
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		for (size_t column = 0; column < r->kind->count; column++)
			if (column_holds_key(r->kind, column, record_get(r, column)))
				r->fields[column].value = keys_entity_id(k, record_get(r, column), d->arena);
	}
}

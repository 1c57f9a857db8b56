/* Registers as documents: see registers.h. */
#include "dataset/registers.h"

#include "base/utf8.h"
#include "dataset/map.h"

struct reading {
	const struct register_table *table;
	struct keys *keys;
	struct map wanted; /* objects of facts, case folded */
	VEC(struct entity) found;
	struct map codes; /* key with a code → entity that documents mention */
	struct map names; /* type and name, case folded → entity that documents mention */
	struct map said;  /* entity and name */
	struct document *document;
	arena *arena;
};

/* ---- which entities the register tells of */

static slice key_of(const struct reading *r, const struct link *link, slice code) {
	return say(r->arena, link->scheme, S(":"), slice_trim(code));
}

/* Does any link read the register? Notes the objects that its facts name. */
static bool want_all(struct reading *r) {
	bool read = false;
	for (size_t i = 0; i < r->keys->pack->links.n; i++) {
		const struct link *link = &r->keys->pack->links.v[i];
		if (link->scheme.n == 0) continue;
		read |= link->names == r->table || link->aliases == r->table || link->facts.table == r->table;
		for (size_t row = 0; link->facts.table == r->table && row < r->table->rows.n; row++) {
			slice object = slice_trim(r->table->rows.v[row][link->facts.object]);
			map_add(&r->wanted, utf8_casefold(r->arena, object), row);
		}
	}
	return read;
}

/* Of all entities those alone are kept that have a code or that a fact names: the registers bound their number. */
static void find_entities(struct reading *r) {
	arena one = {0};
	struct entity_walk walk;
	entities_open(&walk, r->keys);
	for (struct entity e; entities_next(&walk, &e); arena_reset(&one)) {
		if (e.mentions == 0) continue;
		slice name = utf8_casefold(&one, say(&one, e.type, S(":"), e.name));
		bool named = map_get(&r->wanted, name) != SIZE_MAX;
		bool coded = e.code.n > 0;
		if (!named && !coded) continue;
		*vec_push(r->arena, &r->found) =
		        (struct entity){.id = arena_copy(r->arena, e.id), .name = arena_copy(r->arena, e.name)};
		if (named) map_add(&r->names, arena_copy(r->arena, name), r->found.n - 1);
		if (coded) map_add(&r->codes, arena_copy(r->arena, e.key), r->found.n - 1);
	}
	(void)entities_close(&walk); /* the walk that writes them meets the same error */
	arena_free(&one);
}

/* ---- what it says of them */

static void start_document(struct reading *r) {
	if (r->document) return;
	struct document *d = r->document = document_new(r->arena);
	d->name = arena_copy(r->arena, r->table->origin.file);
	d->status = DOCUMENT_REGISTER;
	d->text = r->table->origin.source;
	d->sha256 = arena_copy(r->arena, r->table->sha256);
	d->bytes = d->text.n;
	d->encoding = S("utf-8");
	d->media_type = S("text/csv");
}

/* A name that the entity goes by anyway, or that an earlier row gave, says nothing new. */
static void take_row(struct reading *r, const struct link *link, size_t row, size_t code, size_t name) {
	slice *cells = r->table->rows.v[row];
	slice alias = slice_trim(cells[name]);
	size_t entity = map_get(&r->codes, key_of(r, link, cells[code]));
	if (entity == SIZE_MAX || alias.n == 0) return;
	struct entity e = r->found.v[entity];
	if (slice_equal(alias, e.name) || !map_add(&r->said, say(r->arena, e.id, S(":"), alias), row)) return;
	start_document(r);
	struct record *record = document_record(
	        r->document, &tables[TABLE_aliases], r->table->places.v[row], arena_copy(r->arena, r->table->name));
	record_set(record, COLUMN_aliases_entity, e.id, SPAN_NONE);
	record_set(record, COLUMN_aliases_alias, arena_copy(r->arena, alias), SPAN_NONE);
	record_set(record, COLUMN_aliases_basis, S("register"), SPAN_NONE);
}

/* The entity that an object cell names and documents mention, by code or as type:name; SIZE_MAX where there is none. */
static size_t object_of(const struct reading *r, const struct link *link, slice object) {
	size_t entity = map_get(&r->codes, key_of(r, link, object));
	return entity != SIZE_MAX ? entity : map_get(&r->names, utf8_casefold(r->arena, object));
}

static void set_entity(const struct reading *r, struct record *record, size_t column, size_t entity) {
	record_set(record, column, r->found.v[entity].id, SPAN_NONE);
}

static void set_cell(const struct reading *r, struct record *record, size_t column, slice cell) {
	slice text = slice_trim(cell);
	if (text.n > 0) record_set(record, column, arena_copy(r->arena, text), SPAN_NONE);
}

/* A relation of a thing that is mentioned. Its other end may not be: then the detail says alone what it is. */
static void take_fact(struct reading *r, const struct link *link, size_t row) {
	const struct link_facts *f = &link->facts;
	slice *cells = r->table->rows.v[row];
	size_t subject = map_get(&r->codes, key_of(r, link, cells[f->code]));
	if (subject == SIZE_MAX) return;
	size_t object = object_of(r, link, slice_trim(cells[f->object]));
	start_document(r);
	struct record *record = document_record(
	        r->document, &tables[TABLE_relations], r->table->places.v[row], arena_copy(r->arena, r->table->name));
	set_entity(r, record, COLUMN_relations_subject, subject);
	if (object != SIZE_MAX) set_entity(r, record, COLUMN_relations_object, object);
	set_cell(r, record, COLUMN_relations_predicate, cells[f->predicate]);
	set_cell(r, record, COLUMN_relations_detail, cells[f->detail]);
	set_cell(r, record, COLUMN_relations_since, cells[f->since]);
	set_cell(r, record, COLUMN_relations_until, cells[f->until]);
}

struct document *register_document(const struct register_table *table, struct keys *k, arena *a) {
	struct reading r = {.table = table,
	        .keys = k,
	        .wanted = {.arena = a},
	        .codes = {.arena = a},
	        .names = {.arena = a},
	        .said = {.arena = a},
	        .arena = a};
	if (!want_all(&r)) return NULL;
	find_entities(&r);
	for (size_t i = 0; i < k->pack->links.n; i++) {
		const struct link *link = &k->pack->links.v[i];
		if (link->scheme.n == 0) continue;
		for (size_t row = 0; row < table->rows.n; row++) {
			if (link->names == table) take_row(&r, link, row, link->code, link->name);
			if (link->aliases == table) take_row(&r, link, row, link->alias_code, link->alias_name);
			if (link->facts.table == table) take_fact(&r, link, row);
		}
	}
	if (r.document) document_record_ids(r.document);
	return r.document;
}

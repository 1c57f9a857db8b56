/* `entities:` of pack.yaml: how mentions of a type find their entity. */
#include "rules/load.h"

const struct link *pack_link(const struct pack *p, slice type) {
	for (size_t i = 0; i < p->links.n; i++)
		if (slice_equal(p->links.v[i].type, type)) return &p->links.v[i];
	return NULL;
}

/* {register, code, name}: NULL where one of the three is wrong. */
static const struct register_table *read_names(
        struct loader *l, const struct yaml_node *node, size_t *code, size_t *name) {
	struct keyed k;
	if (node == NULL || !schema_read(l->diags, node, MAPPING_names, &k)) return NULL;
	const struct register_table *r = load_register(l, k.v[KEY_names_register]);
	*code = load_column(l, r, k.v[KEY_names_code]);
	*name = load_column(l, r, k.v[KEY_names_name]);
	return *code == SIZE_MAX || *name == SIZE_MAX ? NULL : r;
}

static void read_facts(struct loader *l, const struct yaml_node *node, struct link_facts *f) {
	struct keyed k;
	if (node == NULL || !schema_read(l->diags, node, MAPPING_facts, &k)) return;
	const struct register_table *r = load_register(l, k.v[KEY_facts_register]);
	static const int columns[] = {KEY_facts_code, KEY_facts_predicate, KEY_facts_object, KEY_facts_detail,
	        KEY_facts_since, KEY_facts_until};
	size_t *const into[] = {&f->code, &f->predicate, &f->object, &f->detail, &f->since, &f->until};
	bool whole = r != NULL;
	for (size_t i = 0; i < sizeof into / sizeof *into; i++) {
		*into[i] = load_column(l, r, k.v[columns[i]]);
		whole = whole && *into[i] != SIZE_MAX;
	}
	if (whole) f->table = r;
}

static bool read_at(struct loader *l, const struct yaml_node *node, enum subtype_at *at) {
	static const slice texts[] = {{"whole", 5}, {"end", 3}, {"start", 5}};
	slice text = schema_text(node);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		*at = (enum subtype_at)i;
		if (slice_equal(text, texts[i])) return true;
	}
	yaml_complain(l->diags, CODE_KEY_UNKNOWN, node, S("a word stands in a name at: whole, end or start"), ABSENT);
	return false;
}

/* {register, word, kind, at} or {relation}. */
static void read_subtype(struct loader *l, struct link *link, const struct yaml_node *node) {
	struct keyed k;
	struct subtype_source source = {0};
	if (!schema_read(l->diags, node, MAPPING_subtypes, &k)) return;
	source.relation = schema_text(k.v[KEY_subtypes_relation]);
	const struct yaml_node *const of_words[] = {
	        k.v[KEY_subtypes_register], k.v[KEY_subtypes_word], k.v[KEY_subtypes_kind], k.v[KEY_subtypes_at]};
	size_t given = 0;
	for (size_t i = 0; i < sizeof of_words / sizeof *of_words; i++) given += of_words[i] != NULL;
	if (given != (source.relation.n > 0 ? 0 : 4)) {
		yaml_complain(l->diags, CODE_KEY_MISSING, node,
		        S("a subtype is told by a register with word, kind and at, or by a relation"), ABSENT);
		return;
	}
	if (given > 0) {
		source.table = load_register(l, of_words[0]);
		source.word = load_column(l, source.table, of_words[1]);
		source.kind = load_column(l, source.table, of_words[2]);
		if (source.word == SIZE_MAX || source.kind == SIZE_MAX || !read_at(l, of_words[3], &source.at)) return;
	}
	*vec_push(l->a, &link->subtypes) = source;
}

static void read_variant(struct loader *l, struct link *link, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_variant, &k) || k.v[KEY_variant_match] == NULL) return;
	struct compiled c = fragments_compile(l->fragments, k.v[KEY_variant_match], PATTERN_MATCH);
	if (c.regex == NULL) return;
	*vec_push(l->a, &link->variants) = (struct variant){
	        .match = c.regex, .with = schema_text(k.v[KEY_variant_with]), .origin = load_origin(node)};
}

static void check_scheme(struct loader *l, const struct yaml_entry *e) {
	bool has_codes =
	        yaml_has(e->value, S("names")) || yaml_has(e->value, S("aliases")) || yaml_has(e->value, S("labels"));
	if (has_codes != yaml_has(e->value, S("scheme")))
		yaml_complain(l->diags, CODE_KEY_MISSING, e->key,
		        has_codes ? S("codes of a register need the scheme that they belong to")
		                  : S("a scheme needs names of a register"),
		        ABSENT);
}

/* Its own subtypes are asked before those that stand there already. */
static void read_subtypes(struct loader *l, struct link *link, const struct yaml_node *subtypes) {
	struct link own = {0};
	for (size_t i = 0; subtypes != NULL && i < subtypes->items.n; i++) read_subtype(l, &own, subtypes->items.v[i]);
	for (size_t i = 0; i < link->subtypes.n; i++) *vec_push(l->a, &own.subtypes) = link->subtypes.v[i];
	link->subtypes.v = own.subtypes.v;
	link->subtypes.n = own.subtypes.n;
	link->subtypes.cap = own.subtypes.cap;
}

static void read_variants(struct loader *l, struct link *link, const struct yaml_node *variants) {
	for (size_t i = 0; variants != NULL && i < variants->items.n; i++) read_variant(l, link, variants->items.v[i]);
}

/* A pack may add variants and subtypes to a type of a pack that it uses, and say nothing else of it. */
static void load_more(struct loader *l, const struct yaml_entry *e, struct link *link, const struct keyed *k) {
	for (size_t i = 0; i < e->value->entries.n; i++) {
		const struct yaml_node *key = e->value->entries.v[i].key;
		if (slice_equal(key->text, S("variants")) || slice_equal(key->text, S("subtypes"))) continue;
		yaml_complain(l->diags, CODE_KEY_TWICE, key,
		        say(l->a, S("another pack says how a "), e->key->text,
		                S(" finds its entity; this one may add variants and subtypes alone")),
		        ABSENT);
		return;
	}
	read_subtypes(l, link, k->v[KEY_entity_subtypes]);
	read_variants(l, link, k->v[KEY_entity_variants]);
}

static void load_one(struct loader *l, const struct yaml_entry *e) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_entity, &k)) return;
	for (size_t i = 0; i < l->pack->links.n; i++)
		if (slice_equal(l->pack->links.v[i].type, e->key->text)) {
			load_more(l, e, &l->pack->links.v[i], &k);
			return;
		}
	check_scheme(l, e);
	/* In the pack at once: its patterns are freed with it. */
	struct link *link = vec_push(l->a, &l->pack->links);
	link->type = e->key->text;
	link->scheme = schema_text(k.v[KEY_entity_scheme]);
	link->names = read_names(l, k.v[KEY_entity_names], &link->code, &link->name);
	link->aliases = read_names(l, k.v[KEY_entity_aliases], &link->alias_code, &link->alias_name);
	link->labels = read_names(l, k.v[KEY_entity_labels], &link->label_code, &link->label_name);
	read_facts(l, k.v[KEY_entity_facts], &link->facts);
	link->last_word = schema_boolean(k.v[KEY_entity_last_word]);
	link->abbreviated = schema_boolean(k.v[KEY_entity_abbreviated]);
	read_subtypes(l, link, k.v[KEY_entity_subtypes]);
	read_variants(l, link, k.v[KEY_entity_variants]);
}

void load_entities(struct loader *l, const struct yaml_node *entities) {
	if (entities == NULL) return;
	for (size_t i = 0; i < entities->entries.n; i++) load_one(l, &entities->entries.v[i]);
}

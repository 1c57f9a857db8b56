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

static void read_variant(struct loader *l, struct link *link, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_variant, &k) || k.v[KEY_variant_match] == NULL) return;
	struct compiled c = fragments_compile(&l->fragments, k.v[KEY_variant_match], PATTERN_MATCH);
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

static void load_one(struct loader *l, const struct yaml_entry *e) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_entity, &k)) return;
	if (pack_link(l->pack, e->key->text) != NULL) {
		yaml_complain(l->diags, CODE_KEY_TWICE, e->key,
		        say(l->a, S("another pack says how a "), e->key->text, S(" finds its entity")), ABSENT);
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
	link->last_word = schema_boolean(k.v[KEY_entity_last_word]);
	link->abbreviated = schema_boolean(k.v[KEY_entity_abbreviated]);
	const struct yaml_node *variants = k.v[KEY_entity_variants];
	for (size_t i = 0; variants != NULL && i < variants->items.n; i++) read_variant(l, link, variants->items.v[i]);
}

void load_entities(struct loader *l, const struct yaml_node *entities) {
	if (entities == NULL) return;
	for (size_t i = 0; i < entities->entries.n; i++) load_one(l, &entities->entries.v[i]);
}

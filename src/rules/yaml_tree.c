/* Using a tree that yaml.c has built: look-ups, and diags about its nodes. */
#include "rules/yaml.h"

slice yaml_single_quoted(arena *a, slice text) {
	slices parts = {0};
	*vec_push(a, &parts) = S("'");
	for (struct cut c = slice_cut(text, S("'"));; c = slice_cut(c.tail, S("'"))) {
		*vec_push(a, &parts) = c.head;
		if (!c.ok) break;
		*vec_push(a, &parts) = S("''");
	}
	*vec_push(a, &parts) = S("'");
	return slice_concat(a, parts.v, parts.n);
}

const struct yaml_node *yaml_get(const struct yaml_node *mapping, slice key) {
	for (size_t i = 0; i < mapping->entries.n; i++)
		if (slice_equal(mapping->entries.v[i].key->text, key)) return mapping->entries.v[i].value;
	return NULL;
}

bool yaml_has(const struct yaml_node *mapping, slice key) {
	for (size_t i = 0; i < mapping->entries.n; i++)
		if (slice_equal(mapping->entries.v[i].key->text, key)) return true;
	return false;
}

void yaml_complain(struct diags *diags, enum code code, const struct yaml_node *node, slice message, slice hint) {
	diag_add(diags, (struct diag){.code = code,
	                        .file = node->file->name,
	                        .source = node->file->source,
	                        .at = node->at,
	                        .message = message,
	                        .hint = hint});
}

void yaml_complain_part(
        struct diags *diags, enum code code, const struct yaml_node *scalar, span part, slice message, slice hint) {
	diag_add(diags, (struct diag){.code = code,
	                        .file = scalar->file->name,
	                        .source = scalar->file->source,
	                        .at = yaml_span(scalar, part),
	                        .message = message,
	                        .hint = hint});
}

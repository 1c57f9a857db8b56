/* `rules:` and `ignore:` of a rule file: each entry a struct rule, checked against kinds, value types and captures. */
#include "rules/rule_fields.h"

#include <stdlib.h>

/* ---- names of things */

static const struct table *read_kind(struct loader *l, const struct yaml_node *emit) {
	if (emit == NULL) return NULL;
	const struct table *t = table_of_record(emit->text);
	if (t != NULL) return t;
	slice known[TABLE_COUNT];
	size_t n = 0;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (tables[i].is.n > 0) known[n++] = tables[i].is;
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, emit, say(l->a, emit->text, S(" is no kind of record")),
	        emit->text, known, n);
	return NULL;
}

static bool id_valid(slice id) {
	for (size_t i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] <= ' ' || id.p[i] == 0x7F) return false;
	return id.n > 0;
}

static void read_id(struct loader *l, struct rule *r, const struct yaml_node *id) {
	if (id == NULL) return;
	r->id = id->text;
	if (!id_valid(id->text))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, id, S("an id has no blanks in it"), ABSENT);
	*vec_push(l->a, &l->ids) = id;
}

/* ---- rules */

static struct rule *rule_new(struct loader *l, const struct yaml_node *node) {
	struct rule *r = arena_alloc(l->a, sizeof *r);
	r->origin = load_origin(node);
	r->order = l->pack->rules.n;
	/* In the pack at once, so that what is compiled for it will be freed whatever comes. */
	*vec_push(l->a, &l->pack->rules) = r;
	return r;
}

static struct rule_use read_match(struct loader *l, struct rule *r, const struct yaml_node *match) {
	struct rule_use u = {.complete = match != NULL};
	if (match == NULL) return u;
	struct compiled c = fragments_compile(&l->fragments, match, PATTERN_MATCH);
	r->match = c.regex;
	rule_use_add(l, &u, &c, match);
	return u;
}

static void read_lean(
        struct loader *l, struct rule *r, enum rule_lean lean, const struct yaml_node *pattern, struct rule_use *u) {
	if (pattern == NULL) return;
	struct compiled c = fragments_compile(&l->fragments, pattern, PATTERN_CONDITION);
	r->leans[lean] = c.regex;
	rule_use_add(l, u, &c, pattern);
}

static void read_rule(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_rule, &k)) return;
	struct rule *r = rule_new(l, node);
	read_id(l, r, k.v[KEY_rule_id]);
	r->about = schema_text(k.v[KEY_rule_about]);
	r->emits = read_kind(l, k.v[KEY_rule_emit]);
	struct scope_keys scope = {k.v[KEY_rule_in], k.v[KEY_rule_not_in], k.v[KEY_rule_under], k.v[KEY_rule_not_under],
	        k.v[KEY_rule_before], k.v[KEY_rule_after]};
	load_scope(l, r, &scope);
	const struct yaml_node *match = k.v[KEY_rule_match], *fields = k.v[KEY_rule_fields];
	struct rule_use u = read_match(l, r, match);
	read_lean(l, r, LEAN_INTRO, k.v[KEY_rule_intro], &u);
	read_lean(l, r, LEAN_HEADING, k.v[KEY_rule_heading], &u);
	read_lean(l, r, LEAN_ELSEWHERE, k.v[KEY_rule_elsewhere], &u);
	rule_read_as(l, r, k.v[KEY_rule_as], &u);
	rule_read_fields(l, r, fields, &u);
	rule_read_mentions(l, r, k.v[KEY_rule_mentions], &u);
	bool all_read = (k.v[KEY_rule_as] == NULL ? !yaml_has(node, S("as")) : r->as != NULL) &&
	                (fields != NULL || !yaml_has(node, S("fields"))) &&
	                (k.v[KEY_rule_mentions] != NULL || !yaml_has(node, S("mentions")));
	if (all_read) rule_complain_unused(l, &u);
	r->priority = schema_integer(k.v[KEY_rule_priority]);
	r->nests = schema_boolean(k.v[KEY_rule_nests]);
	const struct yaml_node *gives = k.v[KEY_rule_gives];
	r->dates_document =
	        gives != NULL && slice_equal(gives->text, S("published")) && r->emits == &tables[TABLE_dates];
	if (gives != NULL && !r->dates_document)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, gives, S("gives is published, of a rule that emits a date"),
		        ABSENT);
	if (r->emits != NULL) load_examples(l, r, k.v[KEY_rule_examples]);
}

static void read_ignore(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_ignore, &k)) return;
	struct rule *r = rule_new(l, node);
	read_id(l, r, k.v[KEY_ignore_id]);
	r->about = schema_text(k.v[KEY_ignore_about]);
	r->reason = schema_text(k.v[KEY_ignore_reason]);
	struct scope_keys scope = {k.v[KEY_ignore_in], k.v[KEY_ignore_not_in], k.v[KEY_ignore_under],
	        k.v[KEY_ignore_not_under], k.v[KEY_ignore_before], k.v[KEY_ignore_after]};
	load_scope(l, r, &scope);
	const struct yaml_node *match = k.v[KEY_ignore_match];
	struct rule_use u = read_match(l, r, match);
	rule_complain_unused(l, &u);
	load_examples(l, r, k.v[KEY_ignore_examples]);
}

void load_rules(struct loader *l, const struct yaml_node *rules) {
	for (size_t i = 0; rules != NULL && i < rules->items.n; i++) read_rule(l, rules->items.v[i]);
}

void load_ignores(struct loader *l, const struct yaml_node *ignores) {
	for (size_t i = 0; ignores != NULL && i < ignores->items.n; i++) read_ignore(l, ignores->items.v[i]);
}

/* ---- ids, over the loaded set */

struct id {
	const struct yaml_node *node;
	size_t order;
};

static int ids_by_text(const void *a, const void *b) {
	const struct id *x = a, *y = b;
	int order = slice_compare(x->node->text, y->node->text);
	return order != 0 ? order : (x->order < y->order ? -1 : x->order > y->order);
}

static void id_twice(struct loader *l, const struct yaml_node *first, const struct yaml_node *again) {
	diag_add(l->diags, (struct diag){.code = CODE_ID_TWICE,
	                           .file = again->file->name,
	                           .source = again->file->source,
	                           .at = again->at,
	                           .message = say(l->a, S("there is a rule "), again->text, S(" already")),
	                           .also_file = first->file->name,
	                           .also_source = first->file->source,
	                           .also_at = first->at});
}

void load_check_ids(struct loader *l) {
	if (l->ids.n == 0) return;
	struct id *sorted = arena_alloc(l->a, l->ids.n * sizeof *sorted);
	for (size_t i = 0; i < l->ids.n; i++) sorted[i] = (struct id){l->ids.v[i], i};
	qsort(sorted, l->ids.n, sizeof *sorted, ids_by_text);
	for (size_t i = 1, first = 0; i < l->ids.n; i++) {
		if (slice_equal(sorted[first].node->text, sorted[i].node->text))
			id_twice(l, sorted[first].node, sorted[i].node);
		else
			first = i;
	}
}

/* `rules:` and `ignore:` of a rule file: each entry a struct rule, checked against kinds, value types and captures. */
#include "rules/rule_fields.h"

#include <stdlib.h>

/* ---- names of things */

static const struct table *read_kind(struct loader *l, const struct yaml_node *emit) {
	if (emit == NULL) return NULL;
	const struct pack *p = l->pack;
	const struct table **kinds = arena_alloc(l->a, (TABLE_COUNT + p->kinds.n) * sizeof(const struct table *));
	slice *known = arena_alloc(l->a, (TABLE_COUNT + p->kinds.n) * sizeof *known);
	size_t n = 0;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (table_is_emitted(&tables[i])) kinds[n++] = &tables[i];
	for (size_t i = 0; i < p->kinds.n; i++) kinds[n++] = p->kinds.v[i];
	for (size_t i = 0; i < n; i++) {
		if (slice_equal(kinds[i]->is, emit->text)) return kinds[i];
		known[i] = kinds[i]->is;
	}
	bool from_blocks = table_of_record(emit->text) != NULL;
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, emit,
	        say(l->a, emit->text,
	                from_blocks ? S(" is not for rules: it comes from the blocks of a document")
	                            : S(" is no kind of record")),
	        emit->text, known, from_blocks ? 0 : n);
	return NULL;
}

static bool id_valid(slice id) {
	for (size_t i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] <= ' ' || id.p[i] == 0x7F) return false;
	return id.n > 0;
}

void load_id(struct loader *l, struct rule *r, const struct yaml_node *id) {
	if (id == NULL) return;
	r->id = id->text;
	if (!id_valid(id->text))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, id, S("an id has no blanks in it"), ABSENT);
	*vec_push(l->a, &l->ids) = (struct load_id){id, r};
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

static void read_match(struct loader *l, struct rule *r, const struct yaml_node *match, struct rule_use *u) {
	if (match == NULL) {
		u->complete = false;
		return;
	}
	struct compiled c = fragments_compile(l->fragments, match, PATTERN_MATCH);
	r->match = c.regex;
	r->written = c.written;
	rule_use_add(l, u, &c, match);
}

static void read_lean(
        struct loader *l, struct rule *r, enum rule_lean lean, const struct yaml_node *pattern, struct rule_use *u) {
	if (pattern == NULL) return;
	struct compiled c = fragments_compile(l->fragments, pattern, PATTERN_CONDITION);
	r->leans[lean] = c.regex;
	r->written_leans[lean] = c.written;
	if (c.regex == NULL) r->broken = true;
	rule_use_add(l, u, &c, pattern);
}

/* What a rule of any kind has: a pattern, a value type, fields. */
void load_match(struct loader *l, struct rule *r, const struct yaml_node *node, const struct yaml_node *match,
        const struct yaml_node *as, const struct yaml_node *fields) {
	struct rule_use u = {.complete = true};
	read_match(l, r, match, &u);
	rule_read_as(l, r, as, &u);
	rule_read_fields(l, r, fields, &u);
	bool all_read = (as == NULL ? !yaml_has(node, S("as")) : r->as != NULL) &&
	                (fields != NULL || !yaml_has(node, S("fields")));
	if (all_read) rule_complain_unused(l, &u);
}

/* ---- what a rule of its kind must say, and what means nothing in it */

static bool fills(const struct rule *r, size_t column) {
	for (size_t i = 0; i < r->fields.n; i++)
		if (r->fields.v[i].column == column) return true;
	return false;
}

static void check_columns(struct loader *l, const struct rule *r, const struct yaml_node *emit) {
	static const struct {
		size_t table, column;
	} needed[] = {{TABLE_mentions, COLUMN_mentions_type}, {TABLE_relations, COLUMN_relations_subject},
	        {TABLE_relations, COLUMN_relations_predicate}, {TABLE_aliases, COLUMN_aliases_alias},
	        {TABLE_aliases, COLUMN_aliases_entity}};
	if (r->as == NULL && r->fields.n == 0) {
		yaml_complain(l->diags, CODE_RULE_IDLE, emit,
		        S("the rule fills no column: it has neither as nor fields"), ABSENT);
	}
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		const struct table *t = &tables[needed[i].table];
		if (t != r->emits || fills(r, needed[i].column)) continue;
		yaml_complain(l->diags, CODE_KEY_MISSING, emit,
		        say(l->a, S("a "), t->is, S(" needs its "), t->columns[needed[i].column].name, S(" in fields")),
		        ABSENT);
	}
	if (r->emits == &tables[TABLE_mentions] && r->as == NULL && !fills(r, COLUMN_mentions_name))
		yaml_complain(l->diags, CODE_KEY_MISSING, emit, S("a mention needs as: mention"), ABSENT);
}

static void check_meaning(struct loader *l, const struct rule *r, const struct yaml_node *node) {
	const struct yaml_node *nests = yaml_get(node, S("nests")), *intro = yaml_get(node, S("intro"));
	bool names = r->emits == &tables[TABLE_mentions] || r->mentions.n > 0 || yaml_has(node, S("mentions"));
	if (nests != NULL && r->nests && !names)
		yaml_complain(l->diags, CODE_RULE_IDLE, nests, S("nests is for rules that give mentions"), ABSENT);
	if (intro != NULL && (r->in & (1u << BLOCK_item | 1u << BLOCK_cell | 1u << BLOCK_row)) == 0)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, intro,
		        S("an intro announces a list or a table, but the rule runs in neither items, cells nor rows"),
		        ABSENT);
	const struct yaml_node *columns = yaml_get(node, S("columns"));
	if (columns != NULL && (r->in & (1u << BLOCK_row | 1u << BLOCK_cell)) == 0)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, columns,
		        S("columns are those of a table, but the rule runs in neither rows nor cells"), ABSENT);
}

/* A key that the YAML reader refused is said before all rules, at its place. */
bool load_is_broken(const struct loader *l, const struct yaml_node *node, size_t said) {
	if (!node->whole) return true;
	for (size_t i = 0; i < l->diags->list.n; i++) {
		const struct diag *d = &l->diags->list.v[i];
		bool inside = slice_equal(d->file, node->file->name) && !span_is_none(d->at) &&
		              span_contains(node->at, d->at);
		if (code_level(d->code) == LEVEL_FATAL && (i >= said || inside)) return true;
	}
	return false;
}

static bool is_broken(const struct loader *l, const struct rule *r, const struct yaml_node *node, size_t said) {
	return r->match == NULL || r->id.p == NULL || load_is_broken(l, node, said);
}

static void read_rule(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	size_t said = l->diags->list.n;
	if (!schema_read(l->diags, node, MAPPING_rule, &k)) return;
	struct rule *r = rule_new(l, node);
	load_id(l, r, k.v[KEY_rule_id]);
	r->about = schema_text(k.v[KEY_rule_about]);
	r->emits = read_kind(l, k.v[KEY_rule_emit]);
	struct scope_keys scope = {k.v[KEY_rule_in], k.v[KEY_rule_not_in], k.v[KEY_rule_under], k.v[KEY_rule_not_under],
	        k.v[KEY_rule_before], k.v[KEY_rule_after]};
	struct rule_use u = {.complete = true};
	load_scope(l, r, &scope, &u);
	const struct yaml_node *match = k.v[KEY_rule_match], *fields = k.v[KEY_rule_fields];
	read_match(l, r, match, &u);
	read_lean(l, r, LEAN_INTRO, k.v[KEY_rule_intro], &u);
	read_lean(l, r, LEAN_HEADING, k.v[KEY_rule_heading], &u);
	read_lean(l, r, LEAN_ELSEWHERE, k.v[KEY_rule_elsewhere], &u);
	read_lean(l, r, LEAN_NEXT, k.v[KEY_rule_next], &u);
	read_lean(l, r, LEAN_COLUMNS, k.v[KEY_rule_columns], &u);
	rule_read_as(l, r, k.v[KEY_rule_as], &u);
	rule_read_fields(l, r, fields, &u);
	rule_read_mentions(l, r, k.v[KEY_rule_mentions], &u);
	bool all_read = node->whole && (k.v[KEY_rule_as] == NULL ? !yaml_has(node, S("as")) : r->as != NULL) &&
	                (fields != NULL || !yaml_has(node, S("fields"))) &&
	                (k.v[KEY_rule_mentions] != NULL || !yaml_has(node, S("mentions")));
	if (all_read) rule_complain_unused(l, &u);
	rule_complain_repeated(l, &u);
	/* Of a rule that is wrong elsewhere this would be noise. */
	if (l->diags->list.n == said && r->emits != NULL && match != NULL) check_columns(l, r, k.v[KEY_rule_emit]);
	r->priority = schema_integer(k.v[KEY_rule_priority]);
	r->nests = schema_boolean(k.v[KEY_rule_nests]);
	if (r->emits != NULL) check_meaning(l, r, node);
	const struct yaml_node *gives = k.v[KEY_rule_gives];
	r->dates_document =
	        gives != NULL && slice_equal(gives->text, S("published")) && r->emits == &tables[TABLE_dates];
	if (gives != NULL && !r->dates_document)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, gives, S("gives is published, of a rule that emits a date"),
		        ABSENT);
	if (r->emits != NULL) load_examples(l, r, k.v[KEY_rule_examples]);
	r->broken = r->broken || is_broken(l, r, node, said);
}

static void read_ignore(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	size_t said = l->diags->list.n;
	if (!schema_read(l->diags, node, MAPPING_ignore, &k)) return;
	struct rule *r = rule_new(l, node);
	load_id(l, r, k.v[KEY_ignore_id]);
	r->about = schema_text(k.v[KEY_ignore_about]);
	r->reason = schema_text(k.v[KEY_ignore_reason]);
	struct scope_keys scope = {k.v[KEY_ignore_in], k.v[KEY_ignore_not_in], k.v[KEY_ignore_under],
	        k.v[KEY_ignore_not_under], k.v[KEY_ignore_before], k.v[KEY_ignore_after]};
	struct rule_use u = {.complete = true};
	load_scope(l, r, &scope, &u);
	const struct yaml_node *match = k.v[KEY_ignore_match];
	read_match(l, r, match, &u);
	rule_complain_unused(l, &u);
	load_examples(l, r, k.v[KEY_ignore_examples]);
	r->broken = r->broken || is_broken(l, r, node, said);
}

void load_rules(struct loader *l, const struct yaml_node *rules) {
	for (size_t i = 0; rules != NULL && i < rules->items.n; i++) read_rule(l, rules->items.v[i]);
}

void load_ignores(struct loader *l, const struct yaml_node *ignores) {
	for (size_t i = 0; ignores != NULL && i < ignores->items.n; i++) read_ignore(l, ignores->items.v[i]);
}

/* ---- ids, over the loaded set */

struct id {
	struct load_id id;
	size_t order;
};

static int ids_by_text(const void *a, const void *b) {
	const struct id *x = a, *y = b;
	int order = slice_compare(x->id.node->text, y->id.node->text);
	return order != 0 ? order : (x->order < y->order ? -1 : x->order > y->order);
}

static void id_twice(struct loader *l, const struct yaml_node *first, const struct load_id *twice) {
	const struct yaml_node *again = twice->node;
	twice->rule->broken = true;
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
		if (slice_equal(sorted[first].id.node->text, sorted[i].id.node->text))
			id_twice(l, sorted[first].id.node, &sorted[i].id);
		else
			first = i;
	}
}

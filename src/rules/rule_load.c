/* `rules:` and `ignore:` of a rule file: each entry a struct rule, checked against kinds, value types and captures. */
#include "rules/load.h"

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

static const struct value_type *read_type(struct loader *l, const struct yaml_node *name) {
	const struct value_type *t = value_type_named(name->text);
	if (t != NULL) return t;
	slice *known = arena_alloc(l->a, (value_type_count + 1) * sizeof *known);
	for (size_t i = 0; i < value_type_count; i++) known[i] = slice_of(value_types[i].name);
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, name, say(l->a, name->text, S(" is no type of value")), name->text,
	        known, value_type_count);
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
	*vec_push(l->a, &l->ids) = id;
}

/* ---- captures */

/* A rule's pattern and who uses its captures. */
struct use {
	struct compiled pattern;
	bool *used; /* of pattern.captures */
};

static size_t find_capture(const struct use *u, slice name) {
	for (size_t i = 0; i < u->pattern.captures.n; i++)
		if (slice_equal(u->pattern.captures.v[i].name, name)) return i;
	return SIZE_MAX;
}

static void unknown_capture(
        struct loader *l, const struct use *u, const struct yaml_node *at, slice name, slice message) {
	size_t n = u->pattern.captures.n;
	slice *known = arena_alloc(l->a, (n + 1) * sizeof *known);
	for (size_t i = 0; i < n; i++) known[i] = u->pattern.captures.v[i].name;
	schema_unknown(l->diags, CODE_CAPTURE_UNKNOWN, at, message, name, known, n);
}

/* A name that starts with _ (its last part, where it has dots) is for the pattern's own use. */
static bool is_private(slice name) {
	if (slice_starts(name, S("_"))) return true;
	for (struct cut c = slice_cut(name, S(".")); c.ok; c = slice_cut(c.tail, S(".")))
		if (slice_starts(c.tail, S("_"))) return true;
	return false;
}

static void complain_unused(struct loader *l, const struct use *u, const struct yaml_node *match) {
	for (size_t i = 0; i < u->pattern.captures.n; i++) {
		const struct capture_name *c = &u->pattern.captures.v[i];
		if (u->used[i] || is_private(c->name)) continue;
		struct diag d = {.code = CODE_CAPTURE_UNUSED,
		        .file = c->node->file->name,
		        .source = c->node->file->source,
		        .at = yaml_span(c->node, c->at),
		        .message = say(l->a, S("nothing uses the capture "), c->name),
		        .hint = S("use it in fields, write (?: … ), or start its name with _")};
		if (c->node != match) {
			d.also_file = match->file->name;
			d.also_source = match->file->source;
			d.also_at = match->at;
		}
		diag_add(l->diags, d);
	}
}

/* ---- as */

/* The captures that a type takes: marks those that the pattern has, complains of those that it must have. */
static void use_captures(struct loader *l, const struct value_type *t, struct use *u, const struct yaml_node *as) {
	slice list = slice_of(t->captures);
	for (struct cut c = slice_cut(list, S(" ")); c.head.n > 0; c = slice_cut(c.tail, S(" "))) {
		bool optional = slice_ends(c.head, S("?"));
		slice name = slice_sub(c.head, 0, c.head.n - optional);
		size_t i = find_capture(u, name);
		if (i != SIZE_MAX)
			u->used[i] = true;
		else if (!optional)
			unknown_capture(l, u, as, name,
			        say(l->a, as->text, S(" needs the capture "), name,
			                S(", which the pattern does not have")));
	}
}

static void read_as(struct loader *l, struct rule *r, const struct yaml_node *as, struct use *u) {
	if (as == NULL) return;
	const struct value_type *t = read_type(l, as);
	if (t == NULL) return;
	slice is = slice_of(t->is);
	if (is.n == 0) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, as,
		        say(l->a, as->text, S(" fills one column; it belongs into fields")),
		        say(l->a, S("fields: {column: {from: capture, type: "), as->text, S("}}")));
		return;
	}
	/* A cell has value and unit as figures have. */
	bool cell = r->emits == &tables[TABLE_table_cells] && slice_equal(is, tables[TABLE_figures].is);
	if (r->emits != NULL && !cell && !slice_equal(is, r->emits->is)) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, as,
		        say(l->a, as->text, S(" gives a "), is, S(", but the rule emits a "), r->emits->is), ABSENT);
		return;
	}
	r->as = t;
	if (u->pattern.regex != NULL) use_captures(l, t, u, as);
}

/* ---- fields */

static void unknown_column(struct loader *l, const struct table *t, const struct yaml_node *key) {
	slice *known = arena_alloc(l->a, (t->count + 1) * sizeof *known);
	for (size_t i = 0; i < t->count; i++) known[i] = t->columns[i].name;
	schema_unknown(l->diags, CODE_KEY_UNKNOWN, key, say(l->a, t->is, S(" has no column "), key->text), key->text,
	        known, t->count);
}

static void read_source(struct loader *l, struct rule_field *f, const struct keyed *k) {
	const struct yaml_node *type = k->v[KEY_field_type], *table = k->v[KEY_field_register];
	if (type != NULL && (f->type = read_type(l, type)) != NULL && f->type->is[0] != '\0')
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, type,
		        say(l->a, type->text, S(" fills a whole record; it belongs into as")), ABSENT);
	if (table == NULL) return;
	(void)load_column(l, load_register(l, table), k->v[KEY_field_column]);
	f->lookup = table->text;
	f->lookup_column = schema_text(k->v[KEY_field_column]);
}

/* value alone, or from with type, or from with register and column. */
static bool shape_is_right(const struct yaml_node *n) {
	bool from = yaml_has(n, S("from")), type = yaml_has(n, S("type")), value = yaml_has(n, S("value"));
	bool table = yaml_has(n, S("register")), column = yaml_has(n, S("column"));
	if (value) return !from && !type && !table && !column;
	return from && type != table && table == column;
}

static void read_field(struct loader *l, struct rule *r, const struct yaml_entry *e, struct use *u) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_field, &k)) return;
	struct rule_field f = {.column = r->emits == NULL ? 0 : column_find(r->emits, e->key->text)};
	if (f.column == SIZE_MAX) unknown_column(l, r->emits, e->key);
	if (!shape_is_right(e->value))
		yaml_complain(l->diags, CODE_KEY_MISSING, e->key,
		        S("a field has a value, or from and type, or from, register and column"), ABSENT);
	const struct yaml_node *from = k.v[KEY_field_from];
	f.source = from == NULL ? FIELD_CONSTANT : FIELD_CAPTURE;
	f.constant = schema_text(k.v[KEY_field_value]);
	f.capture = schema_text(from);
	read_source(l, &f, &k);
	*vec_push(l->a, &r->fields) = f;
	if (from == NULL) return;
	size_t i = find_capture(u, from->text);
	if (i != SIZE_MAX)
		u->used[i] = true;
	else if (u->pattern.regex != NULL)
		unknown_capture(l, u, from, from->text, say(l->a, S("the pattern has no capture "), from->text));
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

static struct use read_match(struct loader *l, struct rule *r, const struct yaml_node *match) {
	struct use u = {0};
	if (match != NULL) u.pattern = fragments_compile(&l->fragments, match, PATTERN_MATCH);
	u.used = arena_alloc(l->a, u.pattern.captures.n + 1);
	r->match = u.pattern.regex;
	return u;
}

void load_match(struct loader *l, struct rule *r, const struct yaml_node *node, const struct yaml_node *match,
        const struct yaml_node *as, const struct yaml_node *fields) {
	struct use u = read_match(l, r, match);
	read_as(l, r, as, &u);
	for (size_t i = 0; fields != NULL && i < fields->entries.n; i++) read_field(l, r, &fields->entries.v[i], &u);
	bool all_read = (as == NULL ? !yaml_has(node, S("as")) : r->as != NULL) &&
	                (fields != NULL || !yaml_has(node, S("fields")));
	if (all_read) complain_unused(l, &u, match);
}

static void read_rule(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_rule, &k)) return;
	struct rule *r = rule_new(l, node);
	load_id(l, r, k.v[KEY_rule_id]);
	r->about = schema_text(k.v[KEY_rule_about]);
	r->emits = read_kind(l, k.v[KEY_rule_emit]);
	struct scope_keys scope = {k.v[KEY_rule_in], k.v[KEY_rule_not_in], k.v[KEY_rule_under], k.v[KEY_rule_not_under],
	        k.v[KEY_rule_before], k.v[KEY_rule_after]};
	load_scope(l, r, &scope);
	load_match(l, r, node, k.v[KEY_rule_match], k.v[KEY_rule_as], k.v[KEY_rule_fields]);
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
	load_id(l, r, k.v[KEY_ignore_id]);
	r->about = schema_text(k.v[KEY_ignore_about]);
	r->reason = schema_text(k.v[KEY_ignore_reason]);
	struct scope_keys scope = {k.v[KEY_ignore_in], k.v[KEY_ignore_not_in], k.v[KEY_ignore_under],
	        k.v[KEY_ignore_not_under], k.v[KEY_ignore_before], k.v[KEY_ignore_after]};
	load_scope(l, r, &scope);
	const struct yaml_node *match = k.v[KEY_ignore_match];
	struct use u = read_match(l, r, match);
	complain_unused(l, &u, match);
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

/* `as`, `fields` and `mentions` of a rule, checked against the captures of its patterns. */
#include "rules/rule_fields.h"

#include "rules/closed.h"

static const struct value_type *read_type(struct loader *l, const struct yaml_node *name) {
	const struct value_type *t = value_type_named(name->text);
	if (t != NULL) return t;
	slice *known = arena_alloc(l->a, (value_type_count + 1) * sizeof *known);
	for (size_t i = 0; i < value_type_count; i++) known[i] = slice_of(value_types[i].name);
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, name, say(l->a, name->text, S(" is no type of value")), name->text,
	        known, value_type_count);
	return NULL;
}

/* ---- captures */

/* Notes that something uses the captures of this name; false when there is none. */
static bool use_capture(struct rule_use *u, slice name) {
	bool found = false;
	for (size_t i = 0; i < u->captures.n; i++) {
		if (!slice_equal(u->captures.v[i].name, name)) continue;
		u->used.v[i] = found = true;
	}
	return found;
}

static void unknown_capture(
        struct loader *l, const struct rule_use *u, const struct yaml_node *at, slice name, slice message) {
	size_t n = u->captures.n;
	slice *known = arena_alloc(l->a, (n + 1) * sizeof *known);
	for (size_t i = 0; i < n; i++) known[i] = u->captures.v[i].name;
	schema_unknown(l->diags, CODE_CAPTURE_UNKNOWN, at, message, name, known, n);
}

static void complain_capture(
        struct loader *l, const struct rule_use *u, size_t i, enum code code, slice message, slice hint) {
	const struct capture_name *c = &u->captures.v[i];
	struct diag d = {.code = code,
	        .file = c->node->file->name,
	        .source = c->node->file->source,
	        .at = yaml_span(c->node, c->at),
	        .message = message,
	        .hint = hint};
	const struct yaml_node *in = u->patterns.v[i];
	if (c->node != in) {
		d.also_file = in->file->name;
		d.also_source = in->file->source;
		d.also_at = in->at;
	}
	diag_add(l->diags, d);
}

void rule_complain_unused(struct loader *l, const struct rule_use *u) {
	for (size_t i = 0; i < u->captures.n; i++) {
		slice name = u->captures.v[i].name;
		if (!u->used.v[i] && !capture_is_private(name))
			complain_capture(l, u, i, CODE_CAPTURE_UNUSED, say(l->a, S("nothing uses the capture "), name),
			        S("use it in fields, write (?: … ), or start its name with _"));
	}
}

void rule_complain_repeated(struct loader *l, const struct rule_use *u) {
	for (size_t i = 0; i < u->captures.n; i++) {
		const struct capture_name *c = &u->captures.v[i];
		if (!c->repeated && u->last_turn.v[i])
			complain_capture(l, u, i, CODE_VALUE_UNKNOWN,
			        say(l->a, S("turn is said of the capture "), c->name,
			                S(", which stands under no repeat")),
			        S("leave turn out"));
		if (c->repeated && u->used.v[i] && !u->last_turn.v[i])
			complain_capture(l, u, i, CODE_CAPTURE_REPEATED,
			        say(l->a, S("the capture "), c->name,
			                S(" stands under a repeat: of its turns only the last is kept")),
			        S("capture the whole run and say what `each` of it is in its field, give each part a "
			          "record of "
			          "its own, or say turn: last"));
	}
}

/* ---- as */

/* The captures that a type takes: marks those that the pattern has, complains of those that it must have. */
static void use_captures(struct loader *l, const struct value_type *t, struct rule_use *u, const struct yaml_node *as) {
	slice list = slice_of(t->captures);
	for (struct cut c = slice_cut(list, S(" ")); c.head.n > 0; c = slice_cut(c.tail, S(" "))) {
		bool optional = slice_ends(c.head, S("?"));
		slice name = slice_sub(c.head, 0, c.head.n - optional);
		if (!use_capture(u, name) && !optional && u->complete)
			unknown_capture(l, u, as, name,
			        say(l->a, as->text, S(" needs the capture "), name,
			                S(", which the pattern does not have")));
	}
}

void rule_read_as(struct loader *l, struct rule *r, const struct yaml_node *as, struct rule_use *u) {
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
	use_captures(l, t, u, as);
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
	if (type != NULL && slice_equal(type->text, S("entity")))
		f->source = FIELD_ENTITY;
	else if (type != NULL && slice_equal(type->text, S("date")))
		f->source = FIELD_DATE;
	else if (type != NULL && (f->type = read_type(l, type)) != NULL && f->type->is[0] != '\0')
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, type,
		        say(l->a, type->text, S(" fills a whole record; it belongs into as")), ABSENT);
	if (table == NULL) return;
	(void)load_column(l, load_register(l, table), k->v[KEY_field_column]);
	f->lookup = table->text;
	f->lookup_column = schema_text(k->v[KEY_field_column]);
}

static void read_turn(struct loader *l, const struct yaml_node *turn, slice capture, struct rule_use *u) {
	if (turn == NULL) return;
	if (!slice_equal(turn->text, S("last")))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, turn, S("turn is last: no other turn of a repeat is kept"),
		        ABSENT);
	for (size_t i = 0; i < u->captures.n; i++)
		if (slice_equal(u->captures.v[i].name, capture)) u->last_turn.v[i] = true;
}

/* Keys of entities and values of other dates belong into columns for them. */
static void check_place(
        struct loader *l, const struct table *t, const struct rule_field *f, const struct yaml_node *type) {
	const struct column *c = &t->columns[f->column];
	bool either = t == &tables[TABLE_relations] &&
	              (f->column == COLUMN_relations_subject || f->column == COLUMN_relations_object);
	bool entity = slice_equal(c->references, S("entities")) || either;
	if (f->source == FIELD_ENTITY && !entity)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, type,
		        say(l->a, c->name, S(" of a "), t->is, S(" names no entity")), ABSENT);
	slice fits = c->type == COLUMN_INTEGER ? S("integer") : c->type == COLUMN_DECIMAL ? S("decimal") : S("edtf");
	bool number =
	        c->type == COLUMN_DECIMAL && f->type != NULL && slice_equal(slice_of(f->type->name), S("integer"));
	if (f->type != NULL && c->type != COLUMN_TEXT && !number && !slice_equal(slice_of(f->type->name), fits))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, type,
		        c->type == COLUMN_BOOLEAN ? say(l->a, c->name, S(" is true or false: give it a value"))
		                                  : say(l->a, c->name, S(" needs the type "), fits),
		        ABSENT);
	if (f->source == FIELD_DATE && c->type != COLUMN_EDTF)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, type,
		        say(l->a, c->name, S(" of a "), t->is, S(" holds no date")), ABSENT);
}

/* value alone, or from with type, or from with register and column. */
static bool shape_is_right(const struct yaml_node *n) {
	bool from = yaml_has(n, S("from")), type = yaml_has(n, S("type")), value = yaml_has(n, S("value"));
	bool table = yaml_has(n, S("register")), column = yaml_has(n, S("column"));
	if (value) return !from && !type && !table && !column;
	return from && type != table && table == column;
}

/* Columns that the chain fills itself, whatever a rule says. */
static void check_own(struct loader *l, const struct rule *r, const struct yaml_node *key) {
	bool date = r->emits == &tables[TABLE_dates];
	bool own = slice_equal(key->text, S("section")) || (date && slice_equal(key->text, S("inferred"))) ||
	           (date && slice_equal(key->text, S("basis")));
	if (own && r->emits != NULL && column_find(r->emits, key->text) != SIZE_MAX)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, key,
		        say(l->a, key->text, S(" is not for rules: garner fills it")), ABSENT);
}

/* A list is one of texts; its pattern has no captures, for what it matches is the item. */
static const struct regex *read_each(
        struct loader *l, const struct rule *r, const struct rule_field *f, const struct yaml_node *each) {
	if (each == NULL) return NULL;
	bool known = r->emits != NULL && f->column != SIZE_MAX;
	if (f->source != FIELD_CAPTURE || f->capture.p == NULL)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, each,
		        S("each is for a capture with a type of its own or a register"), ABSENT);
	else if (known && (r->emits->columns[f->column].type != COLUMN_TEXT || r->emits == &tables[TABLE_table_cells]))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, each,
		        say(l->a, r->emits->columns[f->column].name,
		                S(" holds one value: a list goes into a column of text")),
		        ABSENT);
	struct compiled c = fragments_compile(l->fragments, each, PATTERN_MATCH);
	for (size_t i = 0; i < c.captures.n; i++)
		if (!capture_is_private(c.captures.v[i].name))
			yaml_complain_part(l->diags, CODE_CAPTURE_UNUSED, c.captures.v[i].node, c.captures.v[i].at,
			        S("what each matches is the item: its captures are not used"),
			        S("write (?: … ), or start the name with _"));
	return c.regex;
}

static void read_field(struct loader *l, struct rule *r, const struct yaml_entry *e, struct rule_use *u) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_field, &k)) return;
	struct rule_field f = {.column = r->emits == NULL ? 0 : column_find(r->emits, e->key->text)};
	if (f.column == SIZE_MAX) unknown_column(l, r->emits, e->key);
	check_own(l, r, e->key);
	const struct yaml_node *value = k.v[KEY_field_value];
	if (value != NULL && r->emits != NULL && f.column != SIZE_MAX) (void)closed_check(l, r->emits, f.column, value);
	if (!shape_is_right(e->value))
		yaml_complain(l->diags, CODE_KEY_MISSING, e->key,
		        S("a field has a value, or from and type, or from, register and column"), ABSENT);
	const struct yaml_node *from = k.v[KEY_field_from];
	f.source = from == NULL ? FIELD_CONSTANT : FIELD_CAPTURE;
	f.constant = schema_text(value);
	f.capture = schema_text(from);
	read_source(l, &f, &k);
	if (r->emits != NULL && f.column != SIZE_MAX) check_place(l, r->emits, &f, k.v[KEY_field_type]);
	f.each = read_each(l, r, &f, k.v[KEY_field_each]);
	*vec_push(l->a, &r->fields) = f;
	read_turn(l, k.v[KEY_field_turn], f.capture, u);
	if (from == NULL) return;
	if (!use_capture(u, from->text) && u->complete)
		unknown_capture(l, u, from, from->text, say(l->a, S("the pattern has no capture "), from->text));
}

void rule_read_fields(struct loader *l, struct rule *r, const struct yaml_node *fields, struct rule_use *u) {
	for (size_t i = 0; fields != NULL && i < fields->entries.n; i++) read_field(l, r, &fields->entries.v[i], u);
}

/* ---- mentions */

void rule_read_mentions(struct loader *l, struct rule *r, const struct yaml_node *mentions, struct rule_use *u) {
	for (size_t i = 0; mentions != NULL && i < mentions->entries.n; i++) {
		const struct yaml_entry *e = &mentions->entries.v[i];
		if (e->value == NULL || !schema_check(l->diags, e->value, SHAPE_TEXT, e->key->text)) continue;
		if (slice_trim(e->value->text).n == 0)
			yaml_complain(l->diags, CODE_VALUE_UNKNOWN, e->value, S("a mention has a type"), ABSENT);
		*vec_push(l->a, &r->mentions) = (struct rule_mention){e->key->text, e->value->text};
		if (!use_capture(u, e->key->text) && u->complete)
			unknown_capture(
			        l, u, e->key, e->key->text, say(l->a, S("the pattern has no capture "), e->key->text));
	}
}

/* ---- the captures that there are */

void rule_use_add(struct loader *l, struct rule_use *u, const struct compiled *c, const struct yaml_node *pattern) {
	if (c->regex == NULL) u->complete = false;
	size_t before = u->captures.n;
	for (size_t i = 0; i < c->captures.n; i++) {
		const struct capture_name *one = &c->captures.v[i];
		for (size_t k = 0; k < before; k++)
			if (slice_equal(u->captures.v[k].name, one->name) && !capture_is_private(one->name)) {
				yaml_complain_part(l->diags, CODE_CAPTURE_TWICE, one->node, one->at,
				        say(l->a, S("the capture "), one->name,
				                S(" is one of another pattern of the rule, which is the one that "
				                  "counts")),
				        S("give it a name of its own"));
				break;
			}
		*vec_push(l->a, &u->captures) = c->captures.v[i];
		*vec_push(l->a, &u->patterns) = pattern;
		*vec_push(l->a, &u->used) = false;
		*vec_push(l->a, &u->last_turn) = false;
	}
}

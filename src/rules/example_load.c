/* `examples:` of rules and fragments: texts and what they give. Running them is somebody else's work; here they are held
 * to what is possible at all: the quote stands in the text, the columns are those of the kind, the captures those of
 * the pattern. */
#include "rules/closed.h"
#include "values/calendar.h"

/* Whose examples they are. */
struct owner {
	const struct table *kind; /* what the rule emits; NULL: an ignore rule, or a fragment */
	const slices *captures;   /* of a fragment; else NULL */
};

static slice what(const struct owner *o) {
	return o->captures != NULL ? S("the fragment") : o->kind == NULL ? S("an ignore rule") : o->kind->is;
}

static bool among(const slices *list, slice name) {
	for (size_t i = 0; i < list->n; i++)
		if (slice_equal(list->v[i], name)) return true;
	return false;
}

/* A column, of a fragment a capture. */
static bool has_column(const struct owner *o, slice name) {
	if (o->captures != NULL) return among(o->captures, name);
	return o->kind != NULL && column_find(o->kind, name) != SIZE_MAX;
}

static void unknown_member(struct loader *l, const struct owner *o, const struct yaml_node *key) {
	slices known = {0};
	*vec_push(l->a, &known) = S("quote");
	*vec_push(l->a, &known) = S("nth");
	for (size_t i = 0; o->kind != NULL && i < o->kind->count; i++)
		*vec_push(l->a, &known) = o->kind->columns[i].name;
	for (size_t i = 0; o->captures != NULL && i < o->captures->n; i++) *vec_push(l->a, &known) = o->captures->v[i];
	schema_unknown(l->diags, CODE_KEY_UNKNOWN, key,
	        say(l->a, what(o), o->captures != NULL ? S(" has no capture ") : S(" has no column "), key->text),
	        key->text, known.v, known.n);
}

static void read_quote(struct loader *l, const struct yaml_node *value, const struct example *x) {
	if (value->text.n == 0 || slice_find(x->text, value->text) == SIZE_MAX)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value,
		        S("the text of the example does not hold this quote"), ABSENT);
}

static void read_nth(
        struct loader *l, const struct yaml_node *value, const struct example *x, struct example_record *record) {
	if (!schema_check(l->diags, value, SHAPE_INTEGER, S("nth"))) return;
	int nth = schema_integer(value);
	record->nth = nth > 0 ? (size_t)nth : 0;
	slice quote = ABSENT;
	for (size_t i = 0; i < record->members.n; i++)
		if (slice_equal(record->members.v[i].name, S("quote"))) quote = record->members.v[i].value;
	if (nth < 1)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value, S("nth counts from 1"), ABSENT);
	else if (quote.n > 0 && example_nth(x->text, quote, record->nth) == SIZE_MAX)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value,
		        S("the text of the example holds its quote less often"), ABSENT);
}

/* at: {value: '5.9m'}: the text that the column was read in. */
static void read_at(struct loader *l, const struct owner *o, const struct yaml_node *at, const struct example *x,
        struct example_record *record) {
	if (!schema_check(l->diags, at, SHAPE_MAP, S("at"))) return;
	for (size_t i = 0; i < at->entries.n; i++) {
		const struct yaml_entry *e = &at->entries.v[i];
		if (!has_column(o, e->key->text))
			unknown_member(l, o, e->key);
		else if (e->value != NULL && schema_check(l->diags, e->value, SHAPE_TEXT, e->key->text)) {
			read_quote(l, e->value, x);
			*vec_push(l->a, &record->at) = (struct example_member){e->key->text, e->value->text};
		}
	}
}

static void read_value(struct loader *l, const struct owner *o, const struct yaml_entry *e, const struct example *x,
        struct example_record *record) {
	slice name = e->key->text;
	if (!schema_check(l->diags, e->value, SHAPE_TEXT, name)) return;
	slice value = e->value->text;
	if (slice_equal(name, S("quote")))
		read_quote(l, e->value, x);
	else if (slice_equal(name, S("is")) && !slice_equal(value, o->kind->is))
		yaml_complain(
		        l->diags, CODE_VALUE_UNKNOWN, e->value, say(l->a, S("the rule emits a "), o->kind->is), ABSENT);
	else if (o->kind != NULL && value.n > 0 && has_column(o, name))
		(void)closed_check(l, o->kind, column_find(o->kind, name), e->value);
	*vec_push(l->a, &record->members) = (struct example_member){name, value};
}

static void read_record(struct loader *l, const struct owner *o, const struct yaml_node *node, struct example *x) {
	if (!schema_check(l->diags, node, SHAPE_MAP, S("a record of gives"))) return;
	struct example_record record = {0};
	bool quoted = false;
	for (size_t i = 0; i < node->entries.n; i++) {
		const struct yaml_entry *e = &node->entries.v[i];
		slice name = e->key->text;
		bool quote = slice_equal(name, S("quote")), is = o->kind != NULL && slice_equal(name, S("is"));
		quoted = quoted || quote;
		if (e->value == NULL) continue;
		if (quote || is || has_column(o, name))
			read_value(l, o, e, x, &record);
		else if (slice_equal(name, S("at")))
			read_at(l, o, e->value, x, &record);
		else if (!slice_equal(name, S("nth")))
			unknown_member(l, o, e->key);
	}
	const struct yaml_node *nth = yaml_get(node, S("nth"));
	if (nth != NULL && !has_column(o, S("nth"))) read_nth(l, nth, x, &record);
	if (!quoted && node->whole)
		yaml_complain(l->diags, CODE_KEY_MISSING, node, S("a record of gives needs its quote"), ABSENT);
	*vec_push(l->a, &x->gives) = record;
}

static void read_gives(struct loader *l, const struct owner *o, const struct yaml_node *gives, struct example *x) {
	for (size_t i = 0; gives != NULL && i < gives->items.n; i++) read_record(l, o, gives->items.v[i], x);
}

static void refuse(struct loader *l, const struct yaml_node *value, bool good, slice message) {
	if (value != NULL && !good) yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value, message, ABSENT);
}

static bool number_at(slice s, size_t at, size_t n, unsigned *value) {
	uint64_t number;
	if (s.n < at + n || !slice_to_u64(slice_sub(s, at, at + n), &number)) return false;
	*value = (unsigned)number;
	return true;
}

/* A day, month or year, or two of them with / between: what a document's own date may be. */
static bool is_date(slice s) {
	struct cut c = slice_cut(s, S("/"));
	if (c.ok) return is_date(c.head) && slice_find_byte(c.tail, '/') == SIZE_MAX && is_date(c.tail);
	struct calendar_date d = {0};
	bool good = number_at(s, 0, 4, &d.year);
	if (s.n > 4) good = good && s.p[4] == '-' && number_at(s, 5, 2, &d.month) && d.month > 0;
	if (s.n > 7) good = good && s.n == 10 && s.p[7] == '-' && number_at(s, 8, 2, &d.day) && d.day > 0;
	return good && (s.n == 4 || s.n == 7 || s.n == 10) && calendar_valid(d);
}

/* Keys that mean nothing for this rule. */
static void check_example(struct loader *l, const struct rule *r, const struct keyed *k, const struct example *x) {
	bool cell = r->emits == &tables[TABLE_table_cells];
	bool lists = (r->in & (1u << BLOCK_item | 1u << BLOCK_cell | 1u << BLOCK_row)) != 0;
	bool tables_too = (r->in & (1u << BLOCK_cell | 1u << BLOCK_row)) != 0;
	refuse(l, k->v[KEY_example_text], cell || x->text.n > 0, S("an example without text"));
	refuse(l, k->v[KEY_example_date], is_date(x->published), S("a date is written as 2016, 2016-06 or 2016-06-23"));
	refuse(l, k->v[KEY_example_header], cell,
	        S("header is for examples of cells; here it is `columns`, or `under`"));
	refuse(l, k->v[KEY_example_intro], !cell && lists,
	        S("an intro announces a list, but the rule runs in no items"));
	refuse(l, k->v[KEY_example_columns], !cell && tables_too,
	        S("columns are those of a table, but the rule runs in neither rows nor cells"));
	const slice of_blocks = S("an example of a cell has text, header and what it gives");
	refuse(l, k->v[KEY_example_under], !cell, of_blocks);
	refuse(l, k->v[KEY_example_elsewhere], !cell, of_blocks);
	refuse(l, k->v[KEY_example_next], !cell, of_blocks);
	if (cell && x->gives.n > 1)
		refuse(l, k->v[KEY_example_gives]->items.v[1], false, S("a cell gives one record at most"));
}

static void read_example(struct loader *l, struct rule *r, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_example, &k)) return;
	struct owner owner = {.kind = r->emits};
	struct example x = {.text = schema_text(k.v[KEY_example_text]),
	        .published = schema_text(k.v[KEY_example_date]),
	        .under = schema_text(k.v[KEY_example_under]),
	        .intro = schema_text(k.v[KEY_example_intro]),
	        .elsewhere = schema_text(k.v[KEY_example_elsewhere]),
	        .header = schema_text(k.v[KEY_example_header]),
	        .next = schema_text(k.v[KEY_example_next]),
	        .columns = schema_text(k.v[KEY_example_columns]),
	        .todo = schema_text(k.v[KEY_example_todo]),
	        .origin = load_origin(node)};
	read_gives(l, &owner, k.v[KEY_example_gives], &x);
	check_example(l, r, &k, &x);
	*vec_push(l->a, &r->examples) = x;
}

void load_examples(struct loader *l, struct rule *r, const struct yaml_node *examples) {
	for (size_t i = 0; examples != NULL && i < examples->items.n; i++) read_example(l, r, examples->items.v[i]);
}

size_t example_nth(slice text, slice quote, size_t nth) {
	size_t at = 0;
	for (size_t i = 1;; i++, at++) {
		size_t found = slice_find(slice_drop(text, at), quote);
		if (found == SIZE_MAX) return SIZE_MAX;
		at += found;
		if (i == nth) return at;
	}
}

/* ---- fragments */

static void load_fragment_test(struct loader *l, const struct fragment *f) {
	struct compiled c = fragments_compile_one(l->fragments, f);
	if (c.regex == NULL) return;
	slices names = {0};
	for (size_t i = 0; i < c.captures.n; i++) *vec_push(l->a, &names) = c.captures.v[i].name;
	/* In the pack at once, so that the pattern is freed with it. */
	struct fragment_test *test = vec_push(l->a, &l->pack->fragment_tests);
	*test = (struct fragment_test){.name = f->name, .match = c.regex};
	struct owner owner = {.captures = &names};
	for (size_t i = 0; i < f->examples->items.n; i++) {
		struct keyed k;
		const struct yaml_node *node = f->examples->items.v[i];
		if (!schema_read(l->diags, node, MAPPING_fragment_example, &k)) continue;
		struct example x = {.text = schema_text(k.v[KEY_fragment_example_text]),
		        .todo = schema_text(k.v[KEY_fragment_example_todo]),
		        .origin = load_origin(node)};
		read_gives(l, &owner, k.v[KEY_fragment_example_gives], &x);
		*vec_push(l->a, &test->examples) = x;
	}
}

void load_fragment_examples(struct loader *l) {
	for (size_t i = 0; i < l->fragments->list.n; i++)
		if (l->fragments->list.v[i]->examples != NULL) load_fragment_test(l, l->fragments->list.v[i]);
}

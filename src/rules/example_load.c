/* `examples:` of a rule: texts and the records that they give. Running them is somebody else's work. */
#include "rules/closed.h"

/* quote and is, and the columns of the rule's kind; an ignore rule gives quotes alone. */
static bool is_member(const struct rule *r, slice name) {
	if (slice_equal(name, S("quote"))) return true;
	if (r->emits == NULL) return false;
	return slice_equal(name, S("is")) || column_find(r->emits, name) != SIZE_MAX;
}

static void unknown_member(struct loader *l, const struct rule *r, const struct yaml_node *key) {
	size_t columns = r->emits == NULL ? 0 : r->emits->count, n = 0;
	slice *known = arena_alloc(l->a, (columns + 2) * sizeof *known);
	known[n++] = S("quote");
	for (size_t i = 0; i < columns; i++) known[n++] = r->emits->columns[i].name;
	slice what = r->emits == NULL ? S("an ignore rule") : r->emits->is;
	schema_unknown(
	        l->diags, CODE_KEY_UNKNOWN, key, say(l->a, what, S(" has no column "), key->text), key->text, known, n);
}

/* Is what a record expects possible at all? The quote stands in the text, the rest in columns of the kind. */
static void check_member(struct loader *l, const struct rule *r, const struct yaml_entry *e, const struct example *x) {
	slice name = e->key->text, value = e->value->text;
	if (slice_equal(name, S("quote"))) {
		if (value.n == 0 || slice_find(x->text, value) == SIZE_MAX)
			yaml_complain(l->diags, CODE_VALUE_UNKNOWN, e->value,
			        S("the text of the example does not hold this quote"), ABSENT);
	} else if (slice_equal(name, S("is"))) {
		if (!slice_equal(value, r->emits->is))
			yaml_complain(l->diags, CODE_VALUE_UNKNOWN, e->value,
			        say(l->a, S("the rule emits a "), r->emits->is), ABSENT);
	} else if (value.n > 0)
		(void)closed_check(l, r->emits, column_find(r->emits, name), e->value);
}

static void add_member(struct loader *l, const struct rule *r, const struct yaml_entry *e, const struct example *x,
        struct example_record *record) {
	check_member(l, r, e, x);
	*vec_push(l->a, &record->members) = (struct example_member){e->key->text, e->value->text};
}

static void read_record(struct loader *l, const struct rule *r, const struct yaml_node *node, struct example *x) {
	if (!schema_check(l->diags, node, SHAPE_MAP, S("a record of gives"))) return;
	struct example_record record = {0};
	bool quoted = false;
	for (size_t i = 0; i < node->entries.n; i++) {
		const struct yaml_entry *e = &node->entries.v[i];
		quoted = quoted || slice_equal(e->key->text, S("quote"));
		if (!is_member(r, e->key->text))
			unknown_member(l, r, e->key);
		else if (e->value != NULL && schema_check(l->diags, e->value, SHAPE_TEXT, e->key->text))
			add_member(l, r, e, x, &record);
	}
	if (!quoted && node->whole)
		yaml_complain(l->diags, CODE_KEY_MISSING, node, S("a record of gives needs its quote"), ABSENT);
	*vec_push(l->a, &x->gives) = record;
}

static void read_example(struct loader *l, struct rule *r, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_example, &k)) return;
	struct example x = {.text = schema_text(k.v[KEY_example_text]),
	        .published = schema_text(k.v[KEY_example_date]),
	        .under = schema_text(k.v[KEY_example_under]),
	        .intro = schema_text(k.v[KEY_example_intro]),
	        .elsewhere = schema_text(k.v[KEY_example_elsewhere]),
	        .origin = load_origin(node)};
	const struct yaml_node *gives = k.v[KEY_example_gives];
	for (size_t i = 0; gives != NULL && i < gives->items.n; i++) read_record(l, r, gives->items.v[i], &x);
	*vec_push(l->a, &r->examples) = x;
}

void load_examples(struct loader *l, struct rule *r, const struct yaml_node *examples) {
	for (size_t i = 0; examples != NULL && i < examples->items.n; i++) read_example(l, r, examples->items.v[i]);
}

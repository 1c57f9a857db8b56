/* Checking mappings against schema.def: see schema.h. */
#include "rules/schema.h"

static const struct schema_key keys[] = {
#define KEY(mapping, key, shape, required, about)                                                                      \
	{{#key, sizeof #key - 1}, MAPPING_##mapping, SHAPE_##shape, required, {about, sizeof about - 1}},
#include "rules/schema.def"
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

static const slice mapping_whats[] = {
#define MAPPING(name, what) {what, sizeof what - 1},
#include "rules/schema.def"
};

/* The keys of one mapping stand together. */
const struct schema_key *schema_keys(enum mapping mapping, size_t *n) {
	size_t first = 0;
	while (keys[first].mapping != mapping) first++;
	size_t end = first;
	while (end < KEY_COUNT && keys[end].mapping == mapping) end++;
	*n = end - first;
	return keys + first;
}

slice schema_what(enum mapping mapping) { return mapping_whats[mapping]; }

/* ---- values */

static bool is_null(const struct yaml_node *n) {
	return n->kind == YAML_SCALAR && n->style == YAML_PLAIN && n->text.n == 0;
}

static bool is_boolean(const struct yaml_node *n) {
	return n->kind == YAML_SCALAR && n->style == YAML_PLAIN &&
	       (slice_equal(n->text, S("true")) || slice_equal(n->text, S("false")));
}

static bool is_integer(const struct yaml_node *n) {
	uint64_t value;
	return n->kind == YAML_SCALAR && n->style == YAML_PLAIN &&
	       slice_to_u64(slice_starts(n->text, S("-")) ? slice_drop(n->text, 1) : n->text, &value) &&
	       value <= 1000000;
}

static bool is_words(const struct yaml_node *n) {
	if (n->kind != YAML_SEQUENCE) return false;
	for (size_t i = 0; i < n->items.n; i++)
		if (n->items.v[i]->kind != YAML_SCALAR || is_null(n->items.v[i])) return false;
	return true;
}

/* Lists that mean something when they are empty, or that wait to be filled. */
static bool may_be_empty(slice key) {
	return slice_equal(key, S("gives")) || slice_equal(key, S("examples")) || slice_equal(key, S("use"));
}

/* [] or {} where something was to be said. */
static bool is_empty(const struct yaml_node *n) {
	return n->whole &&
	       ((n->kind == YAML_SEQUENCE && n->items.n == 0) || (n->kind == YAML_MAPPING && n->entries.n == 0));
}

static bool fits(const struct yaml_node *n, enum shape shape) {
	switch (shape) {
	case SHAPE_TEXT:
	case SHAPE_PATTERN: return n->kind == YAML_SCALAR && !is_null(n);
	case SHAPE_INTEGER: return is_integer(n);
	case SHAPE_BOOLEAN: return is_boolean(n);
	case SHAPE_WORDS: return is_words(n);
	case SHAPE_LIST: return n->kind == YAML_SEQUENCE;
	case SHAPE_MAP: return n->kind == YAML_MAPPING;
	}
	return false;
}

static slice shape_what(enum shape shape) {
	switch (shape) {
	case SHAPE_TEXT: return S("text");
	case SHAPE_PATTERN: return S("a pattern in single quotes or a literal block");
	case SHAPE_INTEGER: return S("a whole number up to 1000000, without quotes");
	case SHAPE_BOOLEAN: return S("true or false, without quotes");
	case SHAPE_WORDS: return S("a list of texts: [a, b]");
	case SHAPE_LIST: return S("a list");
	case SHAPE_MAP: return S("a mapping of keys to values");
	}
	return ABSENT;
}

/* Plain scalars end at " #", folded ones lose their line breaks and with them the ends of comments. */
static bool check_quotes(struct diags *d, const struct yaml_node *n) {
	if (n->style == YAML_SINGLE || n->style == YAML_LITERAL) return true;
	arena *a = d->arena;
	bool is_double = n->style == YAML_DOUBLE;
	slice message = is_double ? S("a pattern in double quotes, where YAML eats backslashes")
	                          : S("a pattern stands in single quotes or in a literal block (|)");
	slice hint = n->style == YAML_FOLDED ? S("write | instead of >")
	                                     : say(a, S("write "), yaml_single_quoted(a, n->text));
	yaml_complain(d, is_double ? CODE_QUOTES_DOUBLE : CODE_TYPE_WRONG, n, message, hint);
	return false;
}

bool schema_check(struct diags *diags, const struct yaml_node *value, enum shape shape, slice of) {
	if (fits(value, shape)) return shape != SHAPE_PATTERN || check_quotes(diags, value);
	yaml_complain(diags, CODE_TYPE_WRONG, value, say(diags->arena, of, S(" must be "), shape_what(shape)), ABSENT);
	return false;
}

slice schema_text(const struct yaml_node *value) { return value == NULL ? ABSENT : value->text; }

bool schema_boolean(const struct yaml_node *value) { return value != NULL && slice_equal(value->text, S("true")); }

int schema_integer(const struct yaml_node *value) {
	if (value == NULL) return 0;
	uint64_t n = 0;
	bool negative = slice_starts(value->text, S("-"));
	(void)slice_to_u64(slice_drop(value->text, negative ? 1 : 0), &n);
	return negative ? -(int)n : (int)n;
}

/* ---- keys */

void schema_unknown(struct diags *diags, enum code code, const struct yaml_node *node, slice message, slice name,
        const slice *known, size_t n) {
	slice nearest = nearest_name(name, known, n);
	slice hint = nearest.p == NULL ? ABSENT : say(diags->arena, S("did you mean "), nearest, S("?"));
	yaml_complain(diags, code, node, message, hint);
}

static void unknown_key(struct diags *d, const struct yaml_node *key, enum mapping mapping) {
	size_t n;
	const struct schema_key *known = schema_keys(mapping, &n);
	slice names[KEYS_MAX];
	for (size_t i = 0; i < n; i++) names[i] = known[i].name;
	slice message = say(d->arena, mapping_whats[mapping], S(" has no key "), key->text);
	schema_unknown(d, CODE_KEY_UNKNOWN, key, message, key->text, names, n);
}

/* Where a mapping is named: at its first key. */
static const struct yaml_node *face(const struct yaml_node *n) { return n->entries.n > 0 ? n->entries.v[0].key : n; }

static void read_entry(
        struct diags *d, const struct yaml_entry *e, enum mapping mapping, struct keyed *out, bool *present) {
	size_t n;
	const struct schema_key *known = schema_keys(mapping, &n);
	for (size_t i = 0; i < n; i++) {
		if (!slice_equal(known[i].name, e->key->text)) continue;
		present[i] = true;
		if (e->value == NULL) return;
		if (is_empty(e->value) && !may_be_empty(known[i].name)) {
			yaml_complain(d, CODE_TYPE_WRONG, e->value,
			        say(d->arena, known[i].name, S(" is empty: it says nothing")), ABSENT);
			return;
		}
		const struct yaml_node *place = is_null(e->value) ? e->key : e->value;
		if (place == e->value && schema_check(d, e->value, known[i].shape, known[i].name)) out->v[i] = e->value;
		if (place == e->key)
			yaml_complain(d, CODE_TYPE_WRONG, e->key,
			        say(d->arena, known[i].name, S(" has no value; it must be "),
			                shape_what(known[i].shape)),
			        ABSENT);
		return;
	}
	unknown_key(d, e->key, mapping);
}

bool schema_read(struct diags *diags, const struct yaml_node *node, enum mapping mapping, struct keyed *out) {
	*out = (struct keyed){.self = node};
	if (!schema_check(diags, node, SHAPE_MAP, mapping_whats[mapping])) return false;
	bool present[KEYS_MAX] = {0};
	for (size_t i = 0; i < node->entries.n; i++) read_entry(diags, &node->entries.v[i], mapping, out, present);
	if (!node->whole) return false;
	size_t n;
	const struct schema_key *known = schema_keys(mapping, &n);
	for (size_t i = 0; i < n; i++)
		if (known[i].required && !present[i])
			yaml_complain(diags, CODE_KEY_MISSING, face(node),
			        say(diags->arena, mapping_whats[mapping], S(" needs the key "), known[i].name), ABSENT);
	return true;
}

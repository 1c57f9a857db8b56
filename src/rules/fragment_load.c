/* `fragments:` of a rule file: patterns with names, and words of registers made into patterns. */
#include "base/ascii.h"
#include "rules/load.h"
#include "rules/register_words.h"

/* ---- words of a register */

/* [a, b], or any. */
static bool read_values(struct loader *l, const struct yaml_node *n, struct words_where *where) {
	where->any = n->kind == YAML_SCALAR && slice_equal(n->text, S("any"));
	if (where->any) return true;
	if (!schema_check(l->diags, n, SHAPE_WORDS, S("where"))) return false;
	for (size_t i = 0; i < n->items.n; i++) *vec_push(l->a, &where->values) = n->items.v[i]->text;
	return true;
}

static bool read_where(struct loader *l, const struct yaml_node *where, struct words *w) {
	bool good = true;
	for (size_t i = 0; where != NULL && i < where->entries.n; i++) {
		const struct yaml_entry *e = &where->entries.v[i];
		struct words_where one = {.column = load_column(l, w->table, e->key)};
		if (one.column == SIZE_MAX || e->value == NULL || !read_values(l, e->value, &one))
			good = false;
		else
			*vec_push(l->a, &w->where) = one;
	}
	return good;
}

/* A pattern over words, without fragments. False when it does not compile; missing is fine. */
static bool read_pattern(struct loader *l, const struct yaml_node *node, const struct regex **r) {
	if (node == NULL) return true;
	struct fragments none = {.arena = l->a, .diags = l->diags};
	*r = fragments_compile(&none, node, PATTERN_CONDITION).regex;
	return *r != NULL;
}

static bool read_case(struct loader *l, const struct yaml_node *n, struct words *w) {
	if (n == NULL || slice_equal(n->text, S("any"))) return true;
	w->exact = slice_equal(n->text, S("exact"));
	if (!w->exact) yaml_complain(l->diags, CODE_VALUE_UNKNOWN, n, S("case is exact or any"), ABSENT);
	return w->exact;
}

/* The pattern of `words:`, ABSENT when something was wrong. */
static slice read_words(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_words, &k)) return ABSENT;
	struct words w = {.table = load_register(l, k.v[KEY_words_register])};
	w.column = load_column(l, w.table, k.v[KEY_words_column]);
	w.parts = schema_boolean(k.v[KEY_words_parts]);
	w.tolerant = schema_boolean(k.v[KEY_words_tolerant]);
	bool good = read_case(l, k.v[KEY_words_case], &w);
	if (w.column == SIZE_MAX || !read_where(l, k.v[KEY_words_where], &w) || !good) return ABSENT;
	const struct yaml_node *same = k.v[KEY_words_same];
	for (size_t i = 0; same != NULL && i < same->items.n; i++) *vec_push(l->a, &w.same) = same->items.v[i]->text;
	if (same != NULL && same->items.n == 1)
		yaml_complain(l->diags, CODE_TYPE_WRONG, same,
		        S("same is a list of words that stand for each other: two or more"), ABSENT);
	slice pattern = ABSENT;
	good = read_pattern(l, k.v[KEY_words_without], &w.without) && read_pattern(l, k.v[KEY_words_like], &w.like);
	if (good) pattern = words_pattern(l->a, &w);
	regex_free(w.without);
	regex_free(w.like);
	if (!good) return ABSENT;
	if (slice_equal(pattern, words_none))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, k.v[KEY_words_column],
		        say(l->a, S("no word of the register "), w.table->name,
		                S(" is left: the fragment would match nothing")),
		        ABSENT);
	if (pattern.p == NULL)
		yaml_complain(l->diags, CODE_FRAGMENT_SIZE, k.v[KEY_words_column],
		        S("these words make a pattern beyond 1 MiB"), ABSENT);
	return pattern;
}

/* ---- fragments */

/* Whether the fragment may be defined here; an earlier one is overridden. */
static bool settle(
        struct loader *l, const struct yaml_node *key, struct fragment *old, const struct yaml_node *override) {
	bool overrides = schema_boolean(override);
	if (old != NULL && !overrides) {
		diag_add(l->diags, (struct diag){.code = CODE_FRAGMENT_TWICE,
		                           .file = key->file->name,
		                           .source = key->file->source,
		                           .at = key->at,
		                           .message = say(l->a, S("there is a fragment "), key->text, S(" already")),
		                           .hint = S("if this one is to take its place everywhere, add override: true"),
		                           .also_file = old->key->file->name,
		                           .also_source = old->key->file->source,
		                           .also_at = old->key->at});
		return false;
	}
	if (old == NULL && overrides)
		yaml_complain(l->diags, CODE_FRAGMENT_UNKNOWN, override,
		        say(l->a, S("there is no earlier fragment "), key->text), ABSENT);
	return true;
}

/* As {{…}} reads it: a letter or _ first, then also digits, dots and hyphens. */
static bool name_is_good(slice name) {
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = ascii_is_letter(c) || c == '_';
		bool other = ascii_is_digit(c) || c == '-' || c == '.';
		if (!letter && (i == 0 || !other)) return false;
	}
	return name.n > 0;
}

static void load_one(struct loader *l, const struct yaml_entry *e) {
	struct keyed k;
	if (!name_is_good(e->key->text))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, e->key,
		        S("the name of a fragment is of letters, digits, _, - and dots, a letter first"), ABSENT);
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_fragment, &k)) return;
	const struct yaml_node *match = k.v[KEY_fragment_match], *words = k.v[KEY_fragment_words];
	struct fragment *f = fragments_find(&l->fragments, e->key->text);
	if (!settle(l, e->key, f, k.v[KEY_fragment_override])) return;
	if (f == NULL) *vec_push(l->a, &l->fragments.list) = f = arena_alloc(l->a, sizeof *f);
	*f = (struct fragment){
	        .name = e->key->text, .key = e->key, .examples = k.v[KEY_fragment_examples], .broken = true};
	/* A refused value was complained of; it counts as given. */
	bool has_match = yaml_has(e->value, S("match")), has_words = yaml_has(e->value, S("words"));
	if (has_match == has_words)
		yaml_complain(l->diags, CODE_KEY_MISSING, e->key, S("a fragment has either match or words"), ABSENT);
	if (match != NULL)
		f->node = match, f->text = match->text;
	else if (words != NULL)
		f->node = words, f->text = read_words(l, words), f->words = true;
	f->broken = f->text.p == NULL || has_match == has_words;
}

void load_fragments(struct loader *l, const struct yaml_node *fragments) {
	if (fragments == NULL) return;
	for (size_t i = 0; i < fragments->entries.n; i++) load_one(l, &fragments->entries.v[i]);
}

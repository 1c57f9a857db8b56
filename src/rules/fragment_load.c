/* `fragments:` of a rule file: patterns with names, and words of registers that are made into patterns (words_load.c). */
#include "base/ascii.h"
#include "rules/load.h"

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
	struct fragment *f = fragments_find(l->fragments, e->key->text);
	if (!settle(l, e->key, f, k.v[KEY_fragment_override])) return;
	if (f == NULL) *vec_push(l->a, &l->fragments->list) = f = arena_alloc(l->a, sizeof *f);
	*f = (struct fragment){
	        .name = e->key->text, .key = e->key, .examples = k.v[KEY_fragment_examples], .broken = true};
	/* A refused value was complained of; it counts as given. */
	bool has_match = yaml_has(e->value, S("match")), has_words = yaml_has(e->value, S("words"));
	if (has_match == has_words)
		yaml_complain(l->diags, CODE_KEY_MISSING, e->key, S("a fragment has either match or words"), ABSENT);
	if (match != NULL)
		f->node = match, f->text = match->text;
	else if (words != NULL)
		f->node = words, f->words = true;
	f->broken = has_match == has_words || (words != NULL ? !load_words(l, f, words) : match == NULL);
}

void load_fragments(struct loader *l, const struct yaml_node *fragments) {
	if (fragments == NULL) return;
	for (size_t i = 0; i < fragments->entries.n; i++) load_one(l, &fragments->entries.v[i]);
}

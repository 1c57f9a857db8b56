/* Where a rule may match: kinds of block, sections, what stands around the match. */
#include "rules/rule_fields.h"

#include <pthread.h>
#include <stdatomic.h>

struct rule_after {
	atomic_bool known;
	struct cue_length length;
};

/* Running text and its like; code, dividers and boilerplate only where a rule names them. */
static uint32_t default_blocks(void) {
	uint32_t set = 0;
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if (block_is_leaf((enum block_kind)i)) set |= UINT32_C(1) << i;
	return set & ~(UINT32_C(1) << BLOCK_code | UINT32_C(1) << BLOCK_divider | UINT32_C(1) << BLOCK_boilerplate);
}

/* What rules may name: the blocks that hold text, and a row for that of its cells together. */
static bool may_be_named(enum block_kind kind) { return block_is_leaf(kind) || kind == BLOCK_row; }

static void unknown_block(struct loader *l, const struct yaml_node *name) {
	slice known[BLOCK_COUNT];
	size_t n = 0;
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if (may_be_named((enum block_kind)i)) known[n++] = block_kind_text((enum block_kind)i);
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, name,
	        say(l->a, name->text, S(" is no kind of block that holds text")), name->text, known, n);
}

static uint32_t block_set(struct loader *l, const struct yaml_node *names) {
	uint32_t set = 0;
	for (size_t i = 0; i < names->items.n; i++) {
		enum block_kind kind;
		if (block_kind_find(names->items.v[i]->text, &kind) && may_be_named(kind))
			set |= UINT32_C(1) << kind;
		else
			unknown_block(l, names->items.v[i]);
	}
	return set;
}

/* The captures of what stands beside the match join those of the match; those of conditions on sections are read by nobody:
 * for them `u` is NULL. */
static const struct regex *condition(struct loader *l, struct rule *r, const struct yaml_node *pattern,
        enum pattern_use use, const struct expansion **written, struct rule_use *u) {
	if (pattern == NULL) return NULL;
	struct compiled c = fragments_compile(l->fragments, pattern, use);
	*written = c.written;
	if (u != NULL) rule_use_add(l, u, &c, pattern);
	/* Without its condition the rule would match where it should not. */
	if (c.regex == NULL) r->broken = true;
	return c.regex;
}

void load_scope(struct loader *l, struct rule *r, const struct scope_keys *k, struct rule_use *u) {
	size_t said = l->diags->list.n;
	r->in = k->in == NULL ? default_blocks() : block_set(l, k->in);
	if (k->not_in != NULL) r->in &= ~block_set(l, k->not_in);
	if (r->in == 0 && k->not_in != NULL && k->not_in->items.n > 0 && l->diags->list.n == said)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, k->not_in,
		        S("in and not_in together let the rule match nowhere"), ABSENT);
	r->under = condition(l, r, k->under, PATTERN_CONDITION, &r->written_under, NULL);
	r->not_under = condition(l, r, k->not_under, PATTERN_CONDITION, &r->written_not_under, NULL);
	r->before = condition(l, r, k->before, PATTERN_CONDITION, &r->written_before, u);
	r->after = condition(l, r, k->after, PATTERN_BEHIND, &r->written_after, u);
	if (r->after != NULL) r->after_told = arena_alloc(l->a, sizeof *r->after_told);
}

struct cue_length rule_after_length(const struct rule *r) {
	static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;
	struct rule_after *told = r->after_told;
	if (atomic_load(&told->known)) return told->length;
	pthread_mutex_lock(&reading);
	if (!atomic_load(&told->known)) {
		arena scratch = {0};
		struct cue_reader reader = {.arena = &scratch};
		told->length = cue_length_of(&reader, regex_pattern(r->after));
		cue_reader_free(&reader);
		arena_free(&scratch);
		atomic_store(&told->known, true);
	}
	pthread_mutex_unlock(&reading);
	return told->length;
}

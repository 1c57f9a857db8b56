/* `words:` of a fragment: the words of a register's column, made into a pattern. They are read with their fragment, and their
 * patterns made when all fragments are there. */
#include "rules/load.h"
#include "rules/register_words.h"

#include <stdatomic.h>

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

bool load_words(struct loader *l, struct fragment *f, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_words, &k)) return false;
	struct words w = {.table = load_register(l, k.v[KEY_words_register])};
	w.column = load_column(l, w.table, k.v[KEY_words_column]);
	w.parts = schema_boolean(k.v[KEY_words_parts]);
	w.tolerant = schema_boolean(k.v[KEY_words_tolerant]);
	bool good = read_case(l, k.v[KEY_words_case], &w);
	if (w.column == SIZE_MAX || !read_where(l, k.v[KEY_words_where], &w) || !good) return false;
	const struct yaml_node *same = k.v[KEY_words_same];
	for (size_t i = 0; same != NULL && i < same->items.n; i++) *vec_push(l->a, &w.same) = same->items.v[i]->text;
	if (same != NULL && same->items.n == 1)
		yaml_complain(l->diags, CODE_TYPE_WRONG, same,
		        S("same is a list of words that stand for each other: two or more"), ABSENT);
	good = read_pattern(l, k.v[KEY_words_without], &w.without) && read_pattern(l, k.v[KEY_words_like], &w.like);
	struct words *kept = arena_alloc(l->a, sizeof *kept);
	*kept = w;
	*vec_push(l->a, &l->words) = (struct load_words){
	        .fragment = f, .node = node, .column = k.v[KEY_words_column], .words = kept, .broken = !good};
	return good;
}

/* ---- their patterns, by two threads where there may be two: each takes the next list that nobody has taken */

struct making {
	struct loader *l;
	atomic_size_t *taken;
	arena *a;
};

static void *make(void *making) {
	const struct making *m = making;
	for (size_t i; (i = atomic_fetch_add(m->taken, 1)) < m->l->words.n;) {
		struct load_words *one = &m->l->words.v[i];
		if (!one->broken) one->pattern = words_pattern(m->a, one->words);
	}
	return NULL;
}

/* A fragment that another one has taken the place of has another node. */
static void settle(struct loader *l, const struct load_words *w) {
	regex_free(w->words->without);
	regex_free(w->words->like);
	if (w->broken || w->fragment->node != w->node) return;
	if (slice_equal(w->pattern, words_none))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, w->column,
		        say(l->a, S("no word of the register "), w->words->table->name,
		                S(" is left: the fragment would match nothing")),
		        ABSENT);
	if (w->pattern.p == NULL)
		yaml_complain(
		        l->diags, CODE_FRAGMENT_SIZE, w->column, S("these words make a pattern beyond 1 MiB"), ABSENT);
	w->fragment->text = w->pattern;
	w->fragment->broken = w->fragment->broken || w->pattern.p == NULL;
}

void load_words_made(struct loader *l) {
	atomic_size_t taken = 0;
	arena other = {0};
	struct making own = {l, &taken, l->a}, beside = {l, &taken, &other};
	struct beside helper;
	beside_begin(&helper, l->beside, make, &beside);
	make(&own);
	beside_end(&helper); /* where no thread was wanted, it finds nothing left */
	arena_adopt(l->a, &other);
	for (size_t i = 0; i < l->words.n; i++) settle(l, &l->words.v[i]);
}

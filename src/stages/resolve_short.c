/* Short names within a document: see resolve_short.h.
 *
 * Three things make a short name: an abbreviation that the document explains (links with `abbreviated`), another name
 * that it states (alias records), and the last word of a longer name (links with `last_word`). A short name of two
 * things is left apart, with a finding. What a document abbreviates and no rule takes for a name is a `term`, where the
 * pack has a link of that type. */
#include "stages/resolve_short.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdlib.h>

static const slice TERM = {"term", 4};
enum { LAST_WORD_MIN = 3 }; /* bytes: "Li" alone is too often something else */

struct shorts {
	struct document *d;
	struct rule_context *c;
	arena *scratch;
	known_list known; /* once settled: sorted by text, each once */
};

/* ---- what is known */

slice known_basis(enum known_how how) {
	static const slice texts[] = {{"abbreviation", 12}, {"stated", 6}, {"last-word", 9}};
	return texts[how];
}

size_t known_first(const known_list *known, slice text) {
	size_t low = 0, high = known->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(known->v[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void know(struct shorts *s, struct known one) {
	if (one.text.n == 0 || one.key.n == 0) return;
	one.order = s->known.n;
	*vec_push(s->scratch, &s->known) = one;
}

static int by_text(const void *left, const void *right) {
	const struct known *a = left, *b = right;
	int order = slice_compare(a->text, b->text);
	return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* A short name of two things: its key is its own, and a finding names both. */
static void leave_apart(struct shorts *s, struct known *first, const struct known *second) {
	struct document *d = s->d;
	struct finding *f = document_finding(d, CODE_NAME_AMBIGUOUS, second->by->at,
	        say(d->arena, first->text, S(" is short for two things here; left unlinked")));
	f->records = second->by->id;
	f->expected = first->key;
	f->found = second->key;
	first->key = say(d->arena, first->type, S(":"), utf8_casefold(d->arena, first->text));
	first->name = first->text;
}

/* Sorts what is known; each text once. */
static void settle_known(struct shorts *s) {
	if (s->known.n > 1) qsort(s->known.v, s->known.n, sizeof *s->known.v, by_text);
	size_t kept = 0;
	bool apart = false;
	for (size_t i = 0; i < s->known.n; i++) {
		struct known *one = &s->known.v[i], *last = kept > 0 ? &s->known.v[kept - 1] : NULL;
		if (last == NULL || !slice_equal(last->text, one->text)) {
			s->known.v[kept++] = *one;
			apart = false;
		} else if (!apart && !slice_equal(last->key, one->key)) {
			leave_apart(s, last, one);
			apart = true;
		}
	}
	s->known.n = kept;
}

static const struct known *find_known(const struct shorts *s, slice text) {
	size_t i = known_first(&s->known, text);
	return i < s->known.n && slice_equal(s->known.v[i].text, text) ? &s->known.v[i] : NULL;
}

static bool is_abbreviated(const struct pack *p, slice type) {
	const struct link *l = pack_link(p, type);
	return l != NULL && l->abbreviated;
}

/* The short form of an abbreviation means the mention that its long form is, else a term. */
static void know_abbreviation(struct shorts *s, const struct record *r) {
	struct document *d = s->d;
	span at = record_capture(r, S("long"));
	slice written = slice_at(d->text, at), full = record_get(r, COLUMN_abbreviations_long);
	struct known one = {
	        .text = record_get(r, COLUMN_abbreviations_short), .rule = r->rule, .how = BY_ABBREVIATION, .by = r};
	const struct record *m = span_is_none(at) ? NULL : resolve_mention_in(d, at);
	if (m != NULL) {
		one.type = record_get(m, COLUMN_mentions_type);
		one.name = record_get(m, COLUMN_mentions_name);
		one.key = record_get(m, COLUMN_mentions_entity);
		slice key = link_find(s->c->links, s->c->matcher, one.type, written, s->scratch).key;
		if (!slice_equal(key, one.key)) m = NULL;
	}
	if (m == NULL) {
		one.type = TERM;
		one.name = full;
		one.key = link_find(s->c->links, s->c->matcher, TERM, full, d->arena).key;
	}
	if (is_abbreviated(s->c->pack, one.type)) know(s, one);
}

/* The text with its first letter in the other case; ABSENT where that is no ASCII letter. */
static slice other_case(slice text, arena *a) {
	char first = text.n > 0 ? text.p[0] : 0;
	if (!ascii_is_letter(first)) return ABSENT;
	const char other[] = {(char)(first ^ 0x20)};
	return say(a, (slice){other, 1}, slice_drop(text, 1));
}

/* Another name means what the mention beside it means. One that stands for it in this document alone (the Trust) leaves
 * its mentions the full name, and a sentence may open with it. */
static void know_alias(struct shorts *s, const struct record *r) {
	const struct rule *rule = pack_rule(s->c->pack, r->rule);
	span at = SPAN_NONE;
	for (size_t i = 0; rule != NULL && i < rule->fields.n; i++)
		if (rule->fields.v[i].source == FIELD_ENTITY) at = record_capture(r, rule->fields.v[i].capture);
	const struct record *m = span_is_none(at) ? NULL : resolve_mention_in(s->d, at);
	if (m == NULL) return;
	slice text = record_get(r, COLUMN_aliases_alias);
	struct known one = {.text = text,
	        .type = record_get(m, COLUMN_mentions_type),
	        .key = record_get(m, COLUMN_mentions_entity),
	        .name = text,
	        .rule = r->rule,
	        .how = BY_ALIAS,
	        .by = r};
	bool local = slice_equal(record_get(r, COLUMN_aliases_basis), known_basis(BY_ABBREVIATION));
	if (local) one.name = record_get(m, COLUMN_mentions_name);
	know(s, one);
	one.text = local ? other_case(text, s->d->arena) : ABSENT;
	know(s, one);
}

/* ---- last words */

/* The word by which people go: the last, or the one before a comma (Roe, Jane). */
static slice last_word(slice name) {
	slice head = utf8_trim(slice_cut(name, S(",")).head);
	size_t at = head.n;
	while (at > 0 && head.p[at - 1] != ' ') at--;
	return slice_drop(head, at);
}

/* A name of more than one word. */
struct long_name {
	slice last; /* the last word of its normal form */
	slice type, key;
	const struct record *mention;
};
typedef VEC(struct long_name) long_names;

/* The normal form of a mention whose type goes by last words, else ABSENT. */
static slice normal_of(struct shorts *s, const struct record *m) {
	if (m->kind != &tables[TABLE_mentions]) return ABSENT;
	const struct link *l = pack_link(s->c->pack, record_get(m, COLUMN_mentions_type));
	return l != NULL && l->last_word
	               ? link_normal(l, s->c->matcher, record_get(m, COLUMN_mentions_name), s->scratch)
	               : ABSENT;
}

static int by_last_word(const void *left, const void *right) {
	const struct long_name *a = left, *b = right;
	int order = slice_compare(a->last, b->last);
	if (order == 0) order = slice_compare(a->type, b->type);
	if (order == 0) order = slice_compare(a->key, b->key);
	return order != 0 ? order : (a->mention > b->mention) - (a->mention < b->mention);
}

/* Sorted; of each key the first mention. */
static void gather_long(struct shorts *s, long_names *all) {
	for (size_t i = 0; i < s->d->records.n; i++) {
		const struct record *m = &s->d->records.v[i];
		slice normal = normal_of(s, m);
		if (slice_find_byte(normal, ' ') == SIZE_MAX) continue;
		*vec_push(s->scratch, all) = (struct long_name){.last = last_word(normal),
		        .type = record_get(m, COLUMN_mentions_type),
		        .key = record_get(m, COLUMN_mentions_entity),
		        .mention = m};
	}
	if (all->n > 1) qsort(all->v, all->n, sizeof *all->v, by_last_word);
	size_t kept = 0;
	for (size_t i = 0; i < all->n; i++)
		if (kept == 0 || !slice_equal(all->v[kept - 1].key, all->v[i].key)) all->v[kept++] = all->v[i];
	all->n = kept;
}

static bool same_last(const long_names *all, size_t i, slice type, slice word) {
	return i < all->n && slice_equal(all->v[i].last, word) && slice_equal(all->v[i].type, type);
}

/* The one longer name of the type that ends in the word; NULL where there is none or more than one (*several). */
static const struct long_name *only_long(const long_names *all, slice type, slice word, bool *several) {
	size_t low = 0, high = all->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(all->v[middle].last, word);
		if (order == 0) order = slice_compare(all->v[middle].type, type);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*several = same_last(all, low + 1, type, word);
	return same_last(all, low, type, word) && !*several ? &all->v[low] : NULL;
}

static void link_last_word(struct shorts *s, const long_names *all, struct record *m) {
	slice normal = normal_of(s, m);
	if (normal.n == 0 || slice_find_byte(normal, ' ') != SIZE_MAX) return;
	bool several;
	const struct long_name *one = only_long(all, record_get(m, COLUMN_mentions_type), normal, &several);
	if (one != NULL) {
		record_set(m, COLUMN_mentions_entity, one->key, SPAN_NONE);
		record_set(m, COLUMN_mentions_basis, known_basis(BY_LAST_WORD), SPAN_NONE);
	} else if (several) {
		struct finding *f = document_finding(s->d, CODE_NAME_AMBIGUOUS, m->at,
		        say(s->d->arena, record_get(m, COLUMN_mentions_name),
		                S(" is the last word of several names here; left unlinked")));
		f->records = m->id;
	}
}

/* The first words of the longer names that do not go by their last: of bodies, places, publications. Sorted. */
static void gather_first_words(struct shorts *s, slices *all) {
	for (size_t i = 0; i < s->d->records.n; i++) {
		const struct record *m = &s->d->records.v[i];
		if (m->kind != &tables[TABLE_mentions]) continue;
		const struct link *l = pack_link(s->c->pack, record_get(m, COLUMN_mentions_type));
		slice name = record_get(m, COLUMN_mentions_name);
		size_t blank = slice_find_byte(name, ' ');
		if (blank != SIZE_MAX && (l == NULL || !l->last_word))
			*vec_push(s->scratch, all) = slice_sub(name, 0, blank);
	}
	if (all->n > 1) qsort(all->v, all->n, sizeof *all->v, slice_order);
}

static bool is_first_word(const slices *all, slice word) {
	return all->n > 0 && bsearch(&word, all->v, all->n, sizeof *all->v, slice_order) != NULL;
}

/* Mentions of one word mean the longer name that ends in it, and so does the word where it stands alone; not where a
 * body or a place of the document opens with it too: Calloway may be Ann Calloway or Calloway Instruments. */
static void know_last_words(struct shorts *s) {
	long_names all = {0};
	gather_long(s, &all);
	slices first = {0};
	if (all.n > 0) gather_first_words(s, &first);
	for (size_t i = 0; all.n > 0 && i < s->d->records.n; i++) link_last_word(s, &all, &s->d->records.v[i]);
	known_list lasts = {0};
	for (size_t i = 0; i < all.n; i++) {
		const struct long_name *l = &all.v[i];
		bool several;
		slice name = record_get(l->mention, COLUMN_mentions_name), word = last_word(name);
		if (word.n < LAST_WORD_MIN || only_long(&all, l->type, l->last, &several) == NULL) continue;
		if (find_known(s, word) != NULL || is_first_word(&first, word)) continue;
		*vec_push(s->scratch, &lasts) = (struct known){.text = word,
		        .type = l->type,
		        .key = l->key,
		        .name = name,
		        .rule = l->mention->rule,
		        .how = BY_LAST_WORD,
		        .by = l->mention};
	}
	for (size_t i = 0; i < lasts.n; i++) know(s, lasts.v[i]);
	settle_known(s);
}

/* ---- mentions that are there */

/* A rule took the short form itself for a name: it means what its long form means. */
static void link_known(struct shorts *s) {
	for (size_t i = 0; i < s->d->records.n; i++) {
		struct record *m = &s->d->records.v[i];
		if (m->kind != &tables[TABLE_mentions]) continue;
		const struct known *k = find_known(s, record_get(m, COLUMN_mentions_name));
		if (k == NULL || k->how != BY_ABBREVIATION) continue;
		if (!slice_equal(k->type, record_get(m, COLUMN_mentions_type))) continue;
		record_set(m, COLUMN_mentions_entity, k->key, SPAN_NONE);
		record_set(m, COLUMN_mentions_name, k->name, m->at);
		record_set(m, COLUMN_mentions_basis, known_basis(k->how), SPAN_NONE);
	}
}

void resolve_short(struct document *d, struct rule_context *c) {
	struct shorts s = {.d = d, .c = c, .scratch = &c->scratch};
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_abbreviations]) know_abbreviation(&s, r);
	}
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_aliases]) know_alias(&s, &d->records.v[i]);
	settle_known(&s);
	link_known(&s);
	know_last_words(&s);
	if (s.known.n == 0) return;
	resolve_alone(d, &s.known, s.scratch);
}

/* Short names within a document: see resolve_short.h.
 *
 * Three things make a short name: an abbreviation that the document explains (links with `abbreviated`), another name
 * that it states (alias records), and the last word of a longer name (links with `last_word`). A short name of two
 * things is left apart, with a finding. What a document abbreviates and no rule takes for a name is a `term`, where the
 * pack has a link of that type.
 *
 * Only whole words count, in the case in which they were given; a plural s behind an abbreviation belongs to it. A last
 * word alone counts only where no other capitalised word stands beside it. */
#include "stages/resolve_short.h"

#include "base/utf8.h"

#include <stdlib.h>

static const slice TERM = {"term", 4};
static const slice BY_ABBREVIATION = {"abbreviation", 12};
static const slice BY_ALIAS = {"stated", 6};
static const slice BY_LAST_WORD = {"last-word", 9};

struct known {
	slice text;            /* as it stands in the document */
	slice type, key, name; /* what it is short for */
	slice rule, basis;     /* how that is known */
	bool clash;            /* of two things */
};

struct shorts {
	struct document *d;
	struct rule_context *c;
	arena *scratch;
	VEC(struct known) known; /* once gathered: sorted by text */
	spans taken;             /* where no name is looked for: sorted, disjoint */
};

/* ---- what is known */

static struct known *find_known(struct shorts *s, slice text) {
	for (size_t i = 0; i < s->known.n; i++)
		if (slice_equal(s->known.v[i].text, text)) return &s->known.v[i];
	return NULL;
}

static void clash(struct shorts *s, struct known *first, const struct record *second, slice key) {
	if (!first->clash) {
		struct finding *f = document_finding(s->d, CODE_NAME_AMBIGUOUS, second->at,
		        say(s->d->arena, first->text, S(" is short for two things here; left unlinked")));
		f->records = second->id;
		f->expected = first->key;
		f->found = key;
	}
	first->clash = true;
	first->key = say(s->d->arena, first->type, S(":"), utf8_casefold(s->d->arena, first->text));
	first->name = first->text;
}

static void know(struct shorts *s, const struct known *one, const struct record *by) {
	if (one->text.n == 0 || one->key.n == 0) return;
	struct known *same = find_known(s, one->text);
	if (same == NULL)
		*vec_push(s->scratch, &s->known) = *one;
	else if (!slice_equal(same->key, one->key))
		clash(s, same, by, one->key);
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
	        .text = record_get(r, COLUMN_abbreviations_short), .rule = r->rule, .basis = BY_ABBREVIATION};
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
	if (is_abbreviated(s->c->pack, one.type)) know(s, &one, r);
}

/* Another name means what the mention beside it means. */
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
	        .basis = BY_ALIAS};
	know(s, &one, r);
}

/* ---- last words */

/* The word by which people go: the last, or the one before a comma (Roe, Jane). */
static slice last_word(slice name) {
	slice head = utf8_trim(slice_cut(name, S(",")).head);
	size_t at = head.n;
	while (at > 0 && head.p[at - 1] != ' ') at--;
	return slice_drop(head, at);
}

struct long_name {
	slice last; /* the last word of its normal form */
	slice key, name;
};
typedef VEC(struct long_name) long_names;

static slice normal_of(struct shorts *s, const struct record *m) {
	const struct link *l = pack_link(s->c->pack, record_get(m, COLUMN_mentions_type));
	return l != NULL && l->last_word
	               ? link_normal(l, s->c->matcher, record_get(m, COLUMN_mentions_name), s->scratch)
	               : ABSENT;
}

/* The one longer name of the type that ends in the word; NULL where there is none or more than one (*several). */
static const struct long_name *only_long(const long_names *all, slice type, slice word, bool *several) {
	const struct long_name *found = NULL;
	*several = false;
	for (size_t i = 0; i < all->n; i++) {
		const struct long_name *one = &all->v[i];
		if (!slice_equal(one->last, word) || !slice_equal(slice_cut(one->key, S(":")).head, type)) continue;
		if (found != NULL && !slice_equal(found->key, one->key)) *several = true;
		found = one;
	}
	return *several ? NULL : found;
}

static void gather_long(struct shorts *s, long_names *all) {
	for (size_t i = 0; i < s->d->records.n; i++) {
		const struct record *m = &s->d->records.v[i];
		if (m->kind != &tables[TABLE_mentions]) continue;
		slice normal = normal_of(s, m);
		if (slice_find_byte(normal, ' ') == SIZE_MAX) continue;
		slice key = record_get(m, COLUMN_mentions_entity);
		bool known = false;
		for (size_t k = 0; k < all->n && !known; k++) known = slice_equal(all->v[k].key, key);
		if (known) continue;
		slice name = record_get(m, COLUMN_mentions_name);
		*vec_push(s->scratch, all) = (struct long_name){last_word(normal), key, name};
	}
}

static void link_last_word(struct shorts *s, const long_names *all, struct record *m) {
	slice normal = normal_of(s, m), type = record_get(m, COLUMN_mentions_type);
	if (normal.n == 0 || slice_find_byte(normal, ' ') != SIZE_MAX) return;
	bool several;
	const struct long_name *one = only_long(all, type, normal, &several);
	if (one != NULL) {
		record_set(m, COLUMN_mentions_entity, one->key, SPAN_NONE);
		record_set(m, COLUMN_mentions_basis, BY_LAST_WORD, SPAN_NONE);
	} else if (several) {
		struct finding *f = document_finding(s->d, CODE_NAME_AMBIGUOUS, m->at,
		        say(s->d->arena, record_get(m, COLUMN_mentions_name),
		                S(" is the last word of several names here; left unlinked")));
		f->records = m->id;
	}
}

static void know_last_words(struct shorts *s) {
	long_names all = {0};
	gather_long(s, &all);
	size_t before = s->d->records.n;
	for (size_t i = 0; all.n > 0 && i < before; i++) {
		struct record *m = &s->d->records.v[i];
		if (m->kind != &tables[TABLE_mentions]) continue;
		link_last_word(s, &all, m);
		slice normal = normal_of(s, m), word = last_word(record_get(m, COLUMN_mentions_name));
		bool several;
		if (slice_find_byte(normal, ' ') == SIZE_MAX || word.n < 3) continue;
		const struct long_name *one =
		        only_long(&all, record_get(m, COLUMN_mentions_type), last_word(normal), &several);
		if (one == NULL || find_known(s, word) != NULL) continue;
		*vec_push(s->scratch, &s->known) = (struct known){.text = word,
		        .type = record_get(m, COLUMN_mentions_type),
		        .key = one->key,
		        .name = one->name,
		        .rule = m->rule,
		        .basis = BY_LAST_WORD};
	}
}

/* ---- mentions that are there */

/* A rule took the short form itself for a name: it means what its long form means. */
static void link_known(struct shorts *s) {
	for (size_t i = 0; i < s->d->records.n; i++) {
		struct record *m = &s->d->records.v[i];
		if (m->kind != &tables[TABLE_mentions]) continue;
		const struct known *k = find_known(s, record_get(m, COLUMN_mentions_name));
		if (k == NULL || k->clash || !slice_equal(k->basis, BY_ABBREVIATION)) continue;
		if (!slice_equal(k->type, record_get(m, COLUMN_mentions_type))) continue;
		record_set(m, COLUMN_mentions_entity, k->key, SPAN_NONE);
		record_set(m, COLUMN_mentions_name, k->name, m->at);
		record_set(m, COLUMN_mentions_basis, k->basis, SPAN_NONE);
	}
}

/* ---- where short names stand alone */

static bool is_word(uint32_t code) { return utf8_is_letter(code) || utf8_is_digit(code); }

static void gather_taken(struct shorts *s) {
	const struct document *d = s->d;
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_mentions] && r->kind != &tables[TABLE_contacts] &&
		        r->kind != &tables[TABLE_abbreviations])
			continue;
		span *last = s->taken.n > 0 ? &s->taken.v[s->taken.n - 1] : NULL;
		if (last != NULL && r->at.start < last->end)
			last->end = r->at.end > last->end ? r->at.end : last->end;
		else
			*vec_push(s->scratch, &s->taken) = r->at;
	}
}

static bool is_taken(const struct shorts *s, span at) {
	size_t low = 0, high = s->taken.n; /* the first that ends behind at.start */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->taken.v[middle].end <= at.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->taken.n && s->taken.v[low].start < at.end;
}

/* May a name start here? Not inside a word, a file's name or a handle. */
static bool starts_word(slice text, size_t at) {
	uint32_t before = utf8_before(text, at).code;
	return is_word(utf8_at(text, at).code) && !is_word(before) && before != '_' && before != '@' && before != '#' &&
	       before != '.' && before != '\\';
}

/* Behind the name, with the plural's s where it may have one; 0 where a word goes on. */
static size_t name_end(slice text, size_t end, bool plural) {
	struct utf8_char c = utf8_at(text, end);
	if (plural && c.code == 's' && !is_word(utf8_at(text, end + 1).code)) return end + 1;
	if (is_word(c.code) || c.code == '_') return 0;
	bool file = c.code == '.' && is_word(utf8_at(text, end + 1).code);
	return file ? 0 : end;
}

/* Does no capitalised word stand beside it, blanks alone between? */
static bool stands_alone(slice text, span at) {
	size_t i = at.end;
	while (utf8_is_blank(utf8_at(text, i).code)) i++;
	if (i > at.end && utf8_is_upper(utf8_at(text, i).code)) return false;
	i = at.start;
	while (i > 0 && text.p[i - 1] == ' ') i--;
	if (i == at.start) return true;
	size_t word = i;
	for (struct utf8_char c; word > 0 && is_word((c = utf8_before(text, word)).code);) word -= c.size;
	return word == i || !utf8_is_upper(utf8_at(text, word).code);
}

static int by_text(const void *left, const void *right) {
	const struct known *a = left, *b = right;
	return slice_compare(a->text, b->text);
}

/* The longest known name that stands at the offset; *end is behind it. */
static const struct known *known_at(const struct shorts *s, slice text, size_t at, size_t *end) {
	slice rest = slice_drop(text, at);
	const struct known *best = NULL;
	size_t low = 0, high = s->known.n; /* those whose first byte is the text's */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((unsigned char)s->known.v[middle].text.p[0] < (unsigned char)rest.p[0])
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->known.n && s->known.v[low].text.p[0] == rest.p[0]; low++) {
		const struct known *k = &s->known.v[low];
		if (!slice_starts(rest, k->text) || (best != NULL && k->text.n < best->text.n)) continue;
		size_t behind = name_end(text, at + k->text.n, slice_equal(k->basis, BY_ABBREVIATION));
		bool alone = !slice_equal(k->basis, BY_LAST_WORD) || stands_alone(text, (span){at, at + k->text.n});
		if (behind == 0 || !alone) continue;
		best = k;
		*end = behind;
	}
	return best;
}

static void add_mention(struct shorts *s, const struct known *k, span at, slice section) {
	struct record *m = document_record(s->d, &tables[TABLE_mentions], at, k->rule);
	record_set(m, COLUMN_mentions_type, k->type, SPAN_NONE);
	record_set(m, COLUMN_mentions_name, k->name, at);
	record_set(m, COLUMN_mentions_entity, k->key, SPAN_NONE);
	record_set(m, COLUMN_mentions_basis, k->basis, SPAN_NONE);
	if (section.n > 0) record_set(m, COLUMN_mentions_section, section, SPAN_NONE);
}

static void scan_block(struct shorts *s, const struct clean_block *cb) {
	const struct block *b = &s->d->blocks.v[cb->block];
	if (b->kind == BLOCK_code || b->kind == BLOCK_divider || b->kind == BLOCK_boilerplate) return;
	slice text = slice_at(s->d->clean.text, cb->range);
	for (size_t at = 0, end; at < text.n; at += utf8_at(text, at).size) {
		const struct known *k = starts_word(text, at) ? known_at(s, text, at, &end) : NULL;
		if (k == NULL) continue;
		span raw = clean_to_raw(&s->d->clean, (span){cb->range.start + at, cb->range.start + end});
		if (is_taken(s, raw)) continue;
		add_mention(s, k, raw, b->section);
		at = end - utf8_before(text, end).size;
	}
}

void resolve_short(struct document *d, struct rule_context *c) {
	struct shorts s = {.d = d, .c = c, .scratch = &c->scratch};
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_abbreviations]) know_abbreviation(&s, r);
	}
	link_known(&s);
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_aliases]) know_alias(&s, &d->records.v[i]);
	know_last_words(&s);
	if (s.known.n == 0) return;
	qsort(s.known.v, s.known.n, sizeof *s.known.v, by_text);
	gather_taken(&s);
	for (size_t i = 0; i < d->clean.blocks.n; i++) scan_block(&s, &d->clean.blocks.v[i]);
	document_record_ids(d);
	document_sort_records(d);
}

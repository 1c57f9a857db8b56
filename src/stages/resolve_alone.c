/* Where short names stand alone: see resolve_short.h. Only whole words count, in the case in which they were given; a
 * plural s behind an abbreviation belongs to it. A last word counts only where no other capitalised word stands beside
 * it. */
#include "base/utf8.h"
#include "stages/resolve_short.h"

struct scan {
	struct document *d;
	const known_list *known;
	arena *scratch;
	spans taken; /* where no name is looked for: sorted, disjoint */
};

static bool is_word(uint32_t code) { return utf8_is_letter(code) || utf8_is_digit(code); }

static void gather_taken(struct scan *s) {
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

static bool is_taken(const struct scan *s, span at) {
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

/* Does the known name stand at the offset? *end is behind it. */
static bool stands_at(const struct known *k, slice text, size_t at, size_t *end) {
	if (!slice_starts(slice_drop(text, at), k->text)) return false;
	*end = name_end(text, at + k->text.n, k->how == BY_ABBREVIATION);
	if (*end == 0) return false;
	return k->how != BY_LAST_WORD || stands_alone(text, (span){at, at + k->text.n});
}

/* The longest known name at the offset among those that start with this word; *end is behind it. */
static const struct known *known_with(const struct scan *s, slice text, size_t at, slice word, size_t *end) {
	const struct known *best = NULL;
	for (size_t i = known_first(s->known, word); i < s->known->n && slice_starts(s->known->v[i].text, word); i++) {
		size_t behind;
		if (!stands_at(&s->known->v[i], text, at, &behind)) continue;
		best = &s->known->v[i]; /* sorted: a longer one stands behind what it starts with */
		*end = behind;
	}
	return best;
}

static const struct known *known_at(const struct scan *s, slice text, size_t at, size_t *end) {
	size_t behind = at;
	for (struct utf8_char c; is_word((c = utf8_at(text, behind)).code);) behind += c.size;
	slice word = slice_sub(text, at, behind);
	const struct known *k = known_with(s, text, at, word, end);
	if (k == NULL && slice_ends(word, S("s"))) k = known_with(s, text, at, slice_sub(word, 0, word.n - 1), end);
	return k;
}

static void add_mention(struct scan *s, const struct known *k, span at, slice section) {
	struct record *m = document_record(s->d, &tables[TABLE_mentions], at, k->rule);
	record_set(m, COLUMN_mentions_type, k->type, SPAN_NONE);
	record_set(m, COLUMN_mentions_name, k->name, at);
	record_set(m, COLUMN_mentions_entity, k->key, SPAN_NONE);
	record_set(m, COLUMN_mentions_basis, known_basis(k->how), SPAN_NONE);
	if (section.n > 0) record_set(m, COLUMN_mentions_section, section, SPAN_NONE);
}

static void scan_block(struct scan *s, const struct clean_block *cb) {
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

void resolve_alone(struct document *d, const known_list *known, arena *scratch) {
	struct scan s = {.d = d, .known = known, .scratch = scratch};
	gather_taken(&s);
	for (size_t i = 0; i < d->clean.blocks.n; i++) scan_block(&s, &d->clean.blocks.v[i]);
	document_record_ids(d);
	document_sort_records(d);
}

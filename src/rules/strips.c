/* A text as strips of bits, and what is read from those of patterns: see strips.h. */
#include "rules/strips_parts.h"

#include "base/bits.h"
#include "base/utf8.h"
#include "rules/cue.h"

static uint64_t *strip_new(const struct strips *s) { return arena_alloc(s->a, s->words * sizeof(uint64_t)); }

uint64_t *strip_take(struct strips *s) { return s->spare.n > 0 ? s->spare.v[--s->spare.n] : strip_new(s); }

void strip_give(struct strips *s, uint64_t *strip) { *vec_push(s->a, &s->spare) = strip; }

/* ---- the text */

static unsigned symbol_of(struct strips *s, uint32_t code) {
	size_t i = 0;
	if (code < 0x80) return code;
	while (i < s->codes_known && s->codes[i] != code) i++;
	if (i == SYMBOL_OTHER - SYMBOL_BEYOND) return SYMBOL_OTHER;
	if (i == s->codes_known) s->codes[s->codes_known++] = code;
	return SYMBOL_BEYOND + (unsigned)i;
}

static void put_symbol(struct strips *s, size_t at, unsigned symbol) {
	if (s->of[symbol] == NULL) s->of[symbol] = strip_new(s);
	strip_set(s->of[symbol], at);
}

static size_t count_chars(slice text) {
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return n;
}

/* The character that stands at a byte. */
static size_t char_at(const struct strips *s, size_t byte) {
	if (s->places == NULL) return byte;
	size_t low = 0, high = s->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->places[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t byte_of(const struct strips *s, size_t at) { return s->places == NULL ? at : s->places[at]; }

static void put_text(struct strips *s) {
	size_t at = 0;
	for (size_t i = 0; i < s->text.n; at++) {
		struct utf8_char c = utf8_at(s->text, i);
		if (s->places != NULL) s->places[at] = (uint32_t)i;
		put_symbol(s, at, symbol_of(s, c.code));
		if (c.code >= 0x80 && cue_is_odd(c.code)) *vec_push(s->a, &s->odd) = at;
		i += c.size;
	}
	if (s->places != NULL) s->places[at] = (uint32_t)s->text.n;
}

/* What stands between two views is a wall unless they are joined. */
static void put_views(struct strips *s, const struct strips_view *views, size_t n) {
	uint64_t *walls = s->of[SYMBOL_WALL] = strip_new(s);
	for (size_t i = 0; i < n; i++) {
		size_t first = char_at(s, views[i].at.start), last = char_at(s, views[i].at.end);
		strip_set(s->firsts, first);
		strip_set(s->lasts, last);
		size_t from = i == 0 ? 0 : char_at(s, views[i - 1].at.end);
		for (size_t at = from; at < first && !views[i].joined; at++) strip_set(walls, at);
	}
	for (size_t at = n == 0 ? 0 : char_at(s, views[n - 1].at.end); at < s->n; at++) strip_set(walls, at);
	for (size_t i = 0; i < s->words; i++) s->inside[i] = s->all[i] & ~walls[i];
	s->inside[s->n / 64] &= ~(UINT64_C(1) << (s->n % 64));
	for (size_t k = 0; k < SYMBOL_WALL; k++)
		for (size_t i = 0; s->of[k] != NULL && i < s->words; i++) s->of[k][i] &= ~walls[i];
}

/* ---- characters of patterns */

enum { OTHERS_TOLD = sizeof((struct cue_chars *)NULL)->other / sizeof(uint32_t), CLASS_BITS = 9 /* to begin with */ };

static bool holds_beyond(const struct strips *s, const struct cue_chars *c, size_t symbol) {
	if (c->more || c->others > OTHERS_TOLD) return true;
	if (symbol == SYMBOL_OTHER) return c->others > 0;
	for (size_t i = 0; i < c->others; i++)
		if (c->other[i] == s->codes[symbol - SYMBOL_BEYOND]) return true;
	return false;
}

static void add_strip(uint64_t *to, const uint64_t *from, size_t words) {
	for (size_t i = 0; i < words; i++) to[i] |= from[i];
}

static uint64_t *make_class(struct strips *s, const struct cue_chars *c) {
	uint64_t *strip = strip_new(s);
	for (unsigned char i = 0; i < SYMBOL_BEYOND; i++)
		if (s->of[i] != NULL && chars_hold(c, i)) add_strip(strip, s->of[i], s->words);
	for (size_t i = SYMBOL_BEYOND; i < SYMBOL_WALL; i++)
		if (s->of[i] != NULL && holds_beyond(s, c, i)) add_strip(strip, s->of[i], s->words);
	return strip;
}

/* All that a strip is made of. */
static bool holds_the_same(const struct cue_chars *a, const struct cue_chars *b) {
	return a->ascii[0] == b->ascii[0] && a->ascii[1] == b->ascii[1] && a->more == b->more &&
	       a->others == b->others && memcmp(a->other, b->other, sizeof a->other) == 0;
}

/* The slot of the characters, or the one where they belong. */
static struct strips_class *class_slot(const struct strips *s, const struct cue_chars *c) {
	size_t mask = ((size_t)1 << s->class_bits) - 1, at = chars_hash(c) >> (64 - s->class_bits);
	while (s->classes[at].strip != NULL && !holds_the_same(&s->classes[at].chars, c)) at = (at + 1) & mask;
	return &s->classes[at];
}

static void classes_grow(struct strips *s) {
	struct strips_class *old = s->classes;
	size_t n = old == NULL ? 0 : (size_t)1 << s->class_bits;
	s->class_bits = old == NULL ? CLASS_BITS : s->class_bits + 1;
	s->classes = arena_alloc(s->a, sizeof *s->classes << s->class_bits);
	for (size_t i = 0; i < n; i++)
		if (old[i].strip != NULL) *class_slot(s, &old[i].chars) = old[i];
}

const uint64_t *strip_of_chars(struct strips *s, const struct cue_chars *c) {
	struct strips_class *slot = class_slot(s, c);
	if (slot->strip != NULL) return slot->strip;
	*slot = (struct strips_class){*c, make_class(s, c)};
	const uint64_t *strip = slot->strip;
	if (++s->class_count > (size_t)1 << (s->class_bits - 1)) classes_grow(s);
	return strip;
}

const uint64_t *strip_of_edges(struct strips *s) {
	static const struct cue_chars of_words = {.ascii = {UINT64_C(0x03FF000000000000),
	                                                  UINT64_C(0x07FFFFFE87FFFFFE)}},
	                              beyond = {.more = true};
	if (s->edges != NULL) return s->edges;
	const uint64_t *word = strip_of_chars(s, &of_words), *unsure = strip_of_chars(s, &beyond);
	uint64_t *edges = strip_new(s), last_word = 0, last_unsure = 0;
	for (size_t i = 0; i < s->words; i++) {
		edges[i] = (word[i] ^ (word[i] << 1 | last_word)) | unsure[i] | unsure[i] << 1 | last_unsure;
		edges[i] &= s->all[i];
		last_word = word[i] >> 63;
		last_unsure = unsure[i] >> 63;
	}
	return s->edges = edges;
}

/* ---- all of it */

struct strips *strips_new(arena *a, slice text, const struct strips_view *views, size_t n, unsigned roots) {
	struct strips *s = arena_alloc(a, sizeof *s);
	s->a = a;
	s->text = text;
	s->n = count_chars(text);
	s->words = s->n / 64 + 1;
	s->roots = arena_alloc(a, (roots + 1) * sizeof *s->roots);
	if (s->n < text.n) s->places = arena_alloc(a, (s->n + 1) * sizeof *s->places);
	s->all = strip_new(s);
	for (size_t i = 0; i <= s->n; i++) strip_set(s->all, i);
	s->inside = strip_new(s);
	s->firsts = strip_new(s);
	s->lasts = strip_new(s);
	classes_grow(s);
	put_text(s);
	put_views(s, views, n);
	return s;
}

/* ---- windows */

struct strips_window strips_window(const struct strips *s, span view) {
	struct strips_window w = {char_at(s, view.start), char_at(s, view.end), view, false};
	for (size_t i = 0; i < s->odd.n; i++) w.odd = w.odd || (s->odd.v[i] >= w.first && s->odd.v[i] < w.last);
	return w;
}

bool strips_any(const struct strips_found *f, const struct strips_window *w) {
	return f->starts != NULL && bits_next(f->starts, w->first, w->last + 1) <= w->last;
}

/* Places that are no farther apart are searched from one to the other. */
enum { PLACES_GAP = 8 };

void strips_places(
        const struct strips *s, const struct strips_found *f, const struct strips_window *w, arena *a, spans *out) {
	size_t before = 0;
	for (size_t at = bits_next(f->starts, w->first, w->last + 1); at <= w->last;
	        at = bits_next(f->starts, at + 1, w->last + 1)) {
		size_t byte = byte_of(s, at) - w->at.start;
		if (out->n == 0 || at > before + PLACES_GAP) *vec_push(a, out) = (span){byte, byte};
		out->v[out->n - 1].end = byte;
		before = at;
	}
	/* What a verb skips, and where a search began, counts for all of it. */
	if (out->n == 0 || f->use == TREE_FREELY) return;
	out->v[0] = (span){0, out->v[out->n - 1].end};
	out->n = 1;
}

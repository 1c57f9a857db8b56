/* The scanner of cues: see scanner.h. A pattern is looked at where its rarest cue was seen, and found where all of its
 * others were too. */
#include "rules/scanner_inside.h"

#include "base/utf8.h"
#include "rules/cue_runs.h"

void scan_open(struct cue_scan *s, const struct scanner *scanner, arena *a) {
	size_t cues = scanner->cue_count;
	*s = (struct cue_scan){.scanner = scanner, .words = scanner->words};
	s->found = arena_alloc(a, (s->words + 1) * sizeof *s->found);
	s->seen = arena_alloc(a, (cues / 64 + 1) * sizeof *s->seen);
	s->list = arena_alloc(a, (cues + 1) * sizeof *s->list);
	s->ends = arena_alloc(a, (cues + 1) * sizeof *s->ends);
	s->of_literals = arena_alloc(a, (scanner->literals.n + 1) * sizeof *s->of_literals);
	s->literals = arena_alloc(a, (scanner->literals.n + 1) * sizeof *s->literals);
	s->windows = arena_alloc(a, (scanner->pattern_count + 1) * sizeof *s->windows);
}

static bool same(char text, char literal, bool folds) {
	if (literal == CUE_DIGIT) return is_digit(text);
	if (literal == CUE_BLANK) return is_blank(text);
	if (literal == CUE_BEYOND) return (unsigned char)text >= 0x80;
	return text == literal || (folds && is_letter(text) && (text | 32) == literal);
}

static bool refused(unsigned char condition, char c) {
	return condition & CUE_EDGE || ((condition & CUE_NO_LETTER) && is_letter(c)) ||
	       ((condition & CUE_NO_DIGIT) && is_digit(c));
}

static bool is_spelled(const struct literal *l, const char *text) {
	for (size_t i = 0; i < l->n; i++)
		if (!same(text[i], l->bytes[i], l->folded)) return false;
	return true;
}

/* The literals that end at the place. */
static void see_endings(struct cue_scan *s, size_t state, unsigned place, slice text, size_t end) {
	const struct scanner *sc = s->scanner;
	const struct ending *e = sc->endings.v + sc->endings_from[state];
	for (const struct ending *behind = sc->endings.v + sc->endings_behind[state]; e < behind; e++) {
		if ((e->places >> place & 1) == 0) continue;
		size_t start = end - e->n;
		if (e->before != 0 && start > 0 && refused(e->before, text.p[start - 1])) continue;
		if (e->verified && !is_spelled(&sc->literals.v[e->literal], text.p + start)) continue;
		struct cue_ends *ends = &s->of_literals[e->literal];
		if (ends->first == 0) {
			ends->first = end;
			s->literals[s->literals_seen++] = e->literal;
		}
		ends->last = end;
	}
}

static void see_cue(struct cue_scan *s, uint32_t cue, const struct cue_ends *at) {
	struct cue_ends *ends = &s->ends[cue];
	if ((s->seen[cue / 64] >> (cue % 64) & 1) == 0) {
		s->seen[cue / 64] |= UINT64_C(1) << (cue % 64);
		s->list[s->listed++] = cue;
		*ends = *at;
		return;
	}
	if (at->first < ends->first) ends->first = at->first;
	if (at->last > ends->last) ends->last = at->last;
}

/* From literals to the cues that they are of, once a text. */
static void see_cues(struct cue_scan *s) {
	for (size_t i = 0; i < s->literals_seen; i++) {
		const uint32_t *from = &s->scanner->cues_from[s->literals[i]];
		struct cue_ends *at = &s->of_literals[s->literals[i]];
		for (uint32_t k = from[0]; k < from[1]; k++) see_cue(s, s->scanner->cues.v[k], at);
		at->first = 0;
	}
	s->literals_seen = 0;
}

/* Where a match may start, as far as one cue tells. */
static span narrowed(
        span window, const struct cue_ends *ends, struct cue_length reach, slice text, struct cue_runs *runs) {
	if (reach.endless) return window;
	if (ends->last < window.end) window.end = ends->last;
	if (ends->first <= window.start + reach.base) return window; /* the runs of the text need not be known */
	size_t far = cue_length_in(reach, text, runs);
	size_t from = ends->first > far ? ends->first - far : 0;
	if (from > window.start) window.start = from;
	return window;
}

static void find_pattern(struct cue_scan *s, uint32_t pattern, slice text, struct cue_runs *runs) {
	const struct pattern_cues *needs = &s->scanner->patterns[pattern];
	span window = {0, text.n};
	for (size_t i = 0; i < needs->n; i++) {
		uint32_t cue = needs->v[i];
		if ((s->seen[cue / 64] >> (cue % 64) & 1) == 0) return;
		if (needs->anywhere) window = narrowed(window, &s->ends[cue], needs->reach[i], text, runs);
	}
	if (window.start > window.end) return;
	/* Never inside a character. */
	while (window.start > 0 && ((unsigned char)text.p[window.start] & 0xC0) == 0x80) window.start--;
	s->windows[pattern] = window;
	s->found[pattern / 64] |= UINT64_C(1) << (pattern % 64);
}

static void find_patterns(struct cue_scan *s, slice text) {
	struct cue_runs runs = {0};
	const struct scanner *sc = s->scanner;
	memcpy(s->found, sc->always, s->words * sizeof *s->found);
	for (size_t i = 0; i < sc->free.n; i++) s->windows[sc->free.v[i]] = (span){0, text.n};
	for (size_t i = 0; i < s->listed; i++) {
		const struct key *key = &sc->keys[s->list[i]];
		for (size_t k = 0; k < key->patterns.n; k++) find_pattern(s, key->patterns.v[k], text, &runs);
	}
}

static void find_all(struct cue_scan *s, size_t length) {
	for (size_t i = 0; i < s->scanner->pattern_count; i++) {
		if (s->scanner->patterns[i].idle) continue;
		s->windows[i] = (span){0, length};
		s->found[i / 64] |= UINT64_C(1) << (i % 64);
	}
}

/* Can the text be left unread, since nothing of what the patterns need most stands there? */
static bool glance_over(struct cue_scan *s, slice text) {
	enum { SURE_AFTER = 1 << 12 };
	const struct scanner *sc = s->scanner;
	/* Where most is read all the same, it is read at once. */
	if (sc->glance == NULL || (s->glanced > SURE_AFTER && s->glanced / 4 > s->spared)) return false;
	s->glanced += text.n;
	if (glance_text(sc->glance, text)) return false;
	s->spared += text.n;
	return true;
}

/* All cues that stand in the text; false where an odd character does. */
static bool read_text(struct cue_scan *s, slice text) {
	const struct scanner *sc = s->scanner;
	const uint32_t *next = sc->next, width = (uint32_t)sc->width;
	bool odd = false;
	uint32_t row = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c >= 0xC2 && cue_is_odd(utf8_at(text, i).code)) odd = true;
		uint32_t entry = next[row + sc->symbols[c]];
		unsigned behind = i + 1 < text.n ? sc->kinds[(unsigned char)text.p[i + 1]] % CAPITAL : AT_END;
		unsigned place = (sc->kinds[c] & CAPITAL) + behind;
		row = entry & ROW;
		if (entry >> (ROW_BITS + place) & 1) see_endings(s, row / width, place, text, i + 1);
	}
	see_cues(s);
	return !odd;
}

void scan_text(struct cue_scan *s, slice text) {
	for (size_t i = 0; i < s->listed; i++) s->seen[s->list[i] / 64] = 0;
	s->listed = 0;
	s->odd = !glance_over(s, text) && !read_text(s, text);
	find_patterns(s, text);
	if (s->odd) find_all(s, text.n);
}

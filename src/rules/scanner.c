/* The scanner of cues: see scanner.h. A pattern is looked at where its rarest cue was seen, and found where all of its
 * others were too. */
#include "rules/scanner_inside.h"

#include "rules/cue_runs.h"

void scan_open(struct cue_scan *s, const struct scanner *scanner, arena *a) {
	size_t cues = scanner->cue_count;
	*s = (struct cue_scan){.scanner = scanner, .words = scanner->words, .arena = a};
	s->found = arena_alloc(a, (s->words + 1) * sizeof *s->found);
	s->list = arena_alloc(a, (cues + 1) * sizeof *s->list);
	s->beside = s->list + scanner->key_count;
	s->ends = arena_alloc(a, (cues + 1) * sizeof *s->ends);
	s->of_marks = arena_alloc(a, scanner->marks.n * sizeof *s->of_marks);
	s->marks = arena_alloc(a, scanner->marks.n * sizeof *s->marks);
	s->windows = arena_alloc(a, (scanner->pattern_count + 1) * sizeof *s->windows);
}

/* The bytes before the place, as many as a literal that is spelled may have. */
static uint64_t bytes_before(slice text, size_t end) {
	uint64_t bytes = 0;
	size_t n = end < SPELLED_MOST ? end : SPELLED_MOST;
	memcpy((char *)&bytes + SPELLED_MOST - n, text.p + end - n, n);
	return bytes;
}

static bool is_spelled(const struct mark *m, slice text, size_t end) {
	return ((bytes_before(text, end) ^ m->bytes) & m->exact) == 0;
}

/* A state at which literals may end, and what is known there. */
struct stop {
	uint64_t bits;
	uint32_t state, end;
};

static void see_endings(struct cue_scan *s, const struct stop *stops, size_t n, slice text) {
	const struct scanner *sc = s->scanner;
	const uint32_t *from = sc->endings_from;
	const struct ending *endings = sc->endings.v;
	struct cue_ends *of_marks = s->of_marks;
	uint32_t *marks = s->marks;
	size_t seen = s->marks_seen;
	for (size_t i = 0; i < n; i++) {
		const struct stop *at = &stops[i];
		const struct ending *e = endings + from[at->state], *behind = endings + from[at->state + 1];
		for (; e < behind; e++) {
			if (((at->bits ^ e->capitals) & e->mask) != 0) continue;
			if (e->spelled && !is_spelled(&sc->marks.v[e->mark], text, at->end)) continue;
			struct cue_ends *ends = &of_marks[e->mark];
			if (ends->first == 0) {
				ends->first = at->end;
				marks[seen++] = e->mark;
			}
			ends->last = at->end;
		}
	}
	s->marks_seen = seen;
}

static void see_cue(struct cue_scan *s, uint32_t cue, struct cue_ends at) {
	struct cue_ends *ends = &s->ends[cue];
	if (ends->first == 0) {
		*(cue < s->scanner->key_count ? &s->list[s->keyed++] : &s->beside[s->besides++]) = cue;
		*ends = at;
		return;
	}
	if (at.first < ends->first) ends->first = at.first;
	if (at.last > ends->last) ends->last = at.last;
}

static void forget_cues(struct cue_scan *s) {
	for (size_t i = 0; i < s->keyed; i++) s->ends[s->list[i]].first = 0;
	for (size_t i = 0; i < s->besides; i++) s->ends[s->beside[i]].first = 0;
	s->keyed = s->besides = 0;
}

/* From marks to cues, once a text. */
static void see_cues(struct cue_scan *s) {
	const uint32_t *cues = s->scanner->cues.v;
	for (size_t i = 0; i < s->marks_seen; i++) {
		const struct mark *from = &s->scanner->marks.v[s->marks[i]];
		struct cue_ends *at = &s->of_marks[s->marks[i]], ends = *at;
		for (uint32_t k = from[0].cues, n = from[1].cues; k < n; k++) see_cue(s, cues[k], ends);
		at->first = 0;
	}
	s->marks_seen = 0;
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

/* Where it is to be tried; false: nowhere. */
static bool find_window(
        struct cue_scan *s, const struct pattern_cues *needs, slice text, struct cue_runs *runs, span *window) {
	*window = (span){0, text.n};
	for (size_t i = 0; i < needs->n; i++) {
		const struct cue_ends *ends = &s->ends[needs->v[i]];
		if (ends->first == 0) return false;
		if (needs->anywhere) *window = narrowed(*window, ends, needs->reach[i], text, runs);
	}
	if (window->start > window->end) return false;
	/* Never inside a character. */
	while (window->start > 0 && ((unsigned char)text.p[window->start] & 0xC0) == 0x80) window->start--;
	return true;
}

/* By the rarest of their cues that were seen. */
static void find_patterns(struct cue_scan *s, slice text) {
	struct cue_runs runs = {0};
	const struct scanner *sc = s->scanner;
	for (size_t i = 0; i < s->keyed; i++) {
		span window = {0, 0};
		bool found = false;
		for (uint32_t k = sc->keys_from[s->list[i]], n = sc->keys_from[s->list[i] + 1]; k < n; k++) {
			uint32_t pattern = sc->keys.v[k];
			const struct pattern_cues *needs = &sc->patterns[pattern];
			if (!needs->alike) found = find_window(s, needs, text, &runs, &window);
			if (found)
				*vec_push(s->arena, &s->kept) =
				        (struct cue_window){pattern, (uint32_t)window.start, (uint32_t)window.end};
		}
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

enum { AT_ONCE = 256, MEMORY = LANE }; /* bytes; what is known of a place depends on so many bytes before it alone */

/* One of those who read a text. */
struct reader {
	size_t state;
	uint64_t bits;
	struct stop *stops;
	size_t n; /* of those */
};

static inline void read_byte(const struct scanner *sc, struct reader *r, unsigned char c) {
	r->state = sc->next[(r->state << ROW_BITS) + sc->column[c]];
	r->bits = (r->bits << 1 & ~lane_starts) | sc->lanes[c];
}

/* Where literals may end is noted down, to be looked at in turn: whether any does is hard for a processor to foresee. */
static inline void note_byte(const struct scanner *sc, struct reader *r, slice text, size_t i) {
	unsigned char c = (unsigned char)text.p[i];
	unsigned behind = i + 1 < text.n ? sc->kinds[(unsigned char)text.p[i + 1]] % CAPITAL : AT_END;
	unsigned place = (sc->kinds[c] & CAPITAL) + behind;
	read_byte(sc, r, c);
	r->stops[r->n] = (struct stop){r->bits | UINT64_C(1) << (PLACE + place), (uint32_t)r->state, (uint32_t)i + 1};
	r->n += sc->places[r->state] >> place & 1;
}

static struct reader reader_at(const struct scanner *sc, slice text, size_t place, struct stop *stops) {
	struct reader r = {.state = ROOT, .stops = stops};
	for (size_t i = place < MEMORY ? 0 : place - MEMORY; i < place; i++)
		read_byte(sc, &r, (unsigned char)text.p[i]);
	return r;
}

/* All cues that stand in the text. Two read it side by side, so that they wait for the table together. */
static void read_text(struct cue_scan *s, slice text) {
	const struct scanner *sc = s->scanner;
	struct stop first[AT_ONCE], second[AT_ONCE];
	for (size_t from = 0, to; from < text.n; from = to) {
		to = text.n - from < 2 * AT_ONCE ? text.n : from + 2 * AT_ONCE;
		size_t half = (to - from) / 2, middle = to - half;
		struct reader a = reader_at(sc, text, from, first), b = reader_at(sc, text, middle, second);
		for (size_t i = 0; i < half; i++) {
			note_byte(sc, &a, text, from + i);
			note_byte(sc, &b, text, middle + i);
		}
		if (from + half < middle) note_byte(sc, &a, text, from + half);
		see_endings(s, a.stops, a.n, text);
		see_endings(s, b.stops, b.n, text);
	}
	see_cues(s);
}

/* Reads the text, behind those that were read. */
static void keep_text(struct cue_scan *s, slice text) {
	enum { LENGTH_MOST = INT32_MAX }; /* of places; a longer text is not worth the room */
	bool odd = text.n > LENGTH_MOST || cue_has_odd(text);
	if (!odd && !glance_over(s, text)) {
		read_text(s, text);
		find_patterns(s, text);
		forget_cues(s);
	}
	*vec_push(s->arena, &s->ahead) = (struct cue_read){text, s->kept.n, odd};
}

static void find_at(struct cue_scan *s, uint32_t pattern, span window) {
	s->windows[pattern] = window;
	s->found[pattern / 64] |= UINT64_C(1) << (pattern % 64);
}

/* What was kept of it is what was found. */
static void take_text(struct cue_scan *s, size_t i) {
	const struct scanner *sc = s->scanner;
	const struct cue_read *r = &s->ahead.v[i];
	span whole = {0, r->text.n};
	memset(s->found, 0, s->words * sizeof *s->found);
	s->odd = r->odd;
	for (uint32_t k = 0; s->odd && k < sc->pattern_count; k++)
		if (!sc->patterns[k].idle) find_at(s, k, whole);
	for (size_t k = 0; k < sc->free.n; k++) find_at(s, sc->free.v[k], whole);
	for (size_t k = i > 0 ? s->ahead.v[i - 1].kept : 0; k < r->kept; k++) {
		const struct cue_window *w = &s->kept.v[k];
		find_at(s, w->pattern, (span){w->start, w->end});
	}
}

void scan_ahead(struct cue_scan *s, const slice *texts, size_t n) {
	s->asked = s->ahead.n = s->kept.n = 0;
	for (size_t i = 0; i < n; i++) keep_text(s, texts[i]);
}

bool scan_expects(const struct cue_scan *s, slice text) {
	return s->asked < s->ahead.n && s->ahead.v[s->asked].text.p == text.p && s->ahead.v[s->asked].text.n == text.n;
}

void scan_text(struct cue_scan *s, slice text) {
	if (!scan_expects(s, text)) scan_ahead(s, &text, 1);
	take_text(s, s->asked++);
}

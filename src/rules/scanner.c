/* The scanner of cues: see scanner.h. Equal cues of several patterns are one, and so are equal literals of several cues.
 * A pattern is looked at where its rarest cue was seen, and found where all of its others were too. */
#include "rules/scanner.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "rules/cue_runs.h"

#include <stdlib.h>

enum { LITERAL_SCANNED = 10, ROOT = 0, HIT = 1u << 31, STATES_MAX = 1u << 22 };

struct literal {
	slice bytes;
	unsigned char before, behind;
	bool folded, verified; /* verified: the automaton knows it but folded */
	VEC(uint32_t) cues;
	uint32_t same; /* the next literal at the same state, plus one; 0: none */
};

struct pattern_cues {
	uint32_t v[CUES_MAX];
	struct cue_length reach[CUES_MAX];
	size_t n;
	bool anywhere, idle;
};

struct key {
	VEC(uint32_t) patterns; /* whose rarest cue it is */
};

struct scanner {
	arena arena;
	unsigned char symbols[256]; /* of bytes; 0: stands in no literal */
	size_t width;               /* how many symbols */
	uint32_t *next;             /* state * width + symbol → state * width, with HIT */
	uint32_t *first;            /* by state: the first literal that ends there, plus one */
	uint32_t *hit;              /* by state: its number among those at which literals end */
	size_t hits;
	uint32_t *shorter; /* by state: the next state, shorter, at which literals end too; ROOT: none */
	size_t states, room;
	VEC(struct literal) literals;
	struct pattern_cues *patterns;
	size_t pattern_count, words;
	size_t active;    /* patterns that are looked for */
	struct key *keys; /* by cue */
	size_t cue_count;
	uint64_t *always;   /* patterns without cues, by bit */
	VEC(uint32_t) free; /* the same, by number */
};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* What bytes are taken for: letters small, digits and blanks as one each. */
static unsigned char folded(char c) {
	if (is_letter(c)) return (unsigned char)(c | 32);
	if (is_digit(c)) return CUE_DIGIT;
	if (is_blank(c)) return CUE_BLANK;
	return (unsigned char)c >= 0x80 ? CUE_BEYOND : (unsigned char)c;
}

/* ---- which cues there are */

struct named_cue {
	const struct cue *cue;
	uint32_t pattern, place; /* the cue number `place` of the pattern */
};

static int compare_numbers(size_t a, size_t b) { return (a > b) - (a < b); }

static int compare_literals(const struct cue_literal *a, const struct cue_literal *b) {
	int order = slice_compare(a->bytes, b->bytes);
	if (order == 0) order = compare_numbers(a->before, b->before);
	if (order == 0) order = compare_numbers(a->behind, b->behind);
	return order != 0 ? order : compare_numbers(a->folded, b->folded);
}

static int compare_cues(const void *left, const void *right) {
	const struct cue *a = ((const struct named_cue *)left)->cue, *b = ((const struct named_cue *)right)->cue;
	int order = compare_numbers(a->n, b->n);
	for (size_t i = 0; order == 0 && a->v != b->v && i < a->n; i++) order = compare_literals(&a->v[i], &b->v[i]);
	return order;
}

/* ---- the automaton */

static uint32_t add_state(struct scanner *s) {
	if (s->states == s->room) {
		s->room = s->room ? 2 * s->room : 1024;
		s->next = must_realloc(s->next, s->room * s->width * sizeof *s->next);
		s->first = must_realloc(s->first, s->room * sizeof *s->first);
	}
	memset(s->next + s->states * s->width, 0, s->width * sizeof *s->next);
	s->first[s->states] = 0;
	return (uint32_t)s->states++;
}

static uint32_t state_of(struct scanner *s, slice bytes) {
	uint32_t state = ROOT;
	for (size_t i = 0; i < bytes.n; i++) {
		size_t at = state * s->width + s->symbols[(unsigned char)bytes.p[i]];
		if (s->next[at] == 0) {
			uint32_t new = add_state(s);
			s->next[at] = new;
		}
		state = s->next[at];
	}
	return state;
}

static bool needs_look(const struct literal *l) {
	for (size_t i = 0; i < l->bytes.n; i++) {
		char c = l->bytes.p[i];
		if (is_digit(c) || (unsigned char)c >= 0x80 || (is_letter(c) && !l->folded)) return true;
	}
	return false;
}

/* The literal as it is scanned for: its start, where it is long. */
static struct literal cut_literal(const struct cue_literal *from) {
	struct literal l = {
	        .bytes = from->bytes, .before = from->before, .behind = from->behind, .folded = from->folded};
	if (l.bytes.n > LITERAL_SCANNED) {
		l.bytes.n = LITERAL_SCANNED;
		l.behind = 0;
	}
	return l;
}

static void add_literal(struct scanner *s, const struct cue_literal *from, uint32_t cue) {
	struct literal new = cut_literal(from);
	uint32_t state = state_of(s, new.bytes);
	uint32_t *link = &s->first[state];
	while (*link != 0) {
		struct literal *l = &s->literals.v[*link - 1];
		if (slice_equal(l->bytes, new.bytes) && l->before == new.before && l->behind == new.behind &&
		        l->folded == new.folded) {
			if (l->cues.v[l->cues.n - 1] != cue) *vec_push(&s->arena, &l->cues) = cue;
			return;
		}
		link = &l->same;
	}
	new.bytes = arena_copy(&s->arena, new.bytes);
	new.verified = needs_look(&new);
	*vec_push(&s->arena, &new.cues) = cue;
	*link = (uint32_t)s->literals.n + 1;
	*vec_push(&s->arena, &s->literals) = new;
}

/* Symbols for the bytes that stand in literals. */
static void name_symbols(struct scanner *s, const struct cues *cues, size_t n) {
	bool used[256] = {false};
	unsigned char number[256] = {0};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < cues[i].n && !cues[i].idle; k++)
			for (size_t l = 0; l < cues[i].v[k].n; l++) {
				slice bytes = cues[i].v[k].v[l].bytes;
				for (size_t b = 0; b < bytes.n && b < LITERAL_SCANNED; b++)
					used[folded(bytes.p[b])] = true;
			}
	s->width = 1;
	for (size_t i = 0; i < 256; i++)
		if (used[i]) number[i] = (unsigned char)s->width++;
	for (size_t i = 0; i < 256; i++) s->symbols[i] = number[folded((char)i)];
	/* The bytes that stand for more in literals are control characters in text: taken for more too, which is harmless. */
}

/* The way on from each state for each symbol, breadth first; what a state lacks it has from the state of its longest end. */
static void link_states(struct scanner *s) {
	uint32_t *queue = must_alloc(s->states * sizeof *queue), *fall = must_alloc(s->states * sizeof *fall);
	s->shorter = must_alloc(s->states * sizeof *s->shorter);
	size_t head = 0, tail = 0;
	for (size_t c = 0; c < s->width; c++)
		if (s->next[c] != 0) queue[tail++] = s->next[c];
	while (head < tail) {
		uint32_t state = queue[head++], back = fall[state];
		s->shorter[state] = s->first[back] != 0 ? back : s->shorter[back];
		for (size_t c = 0; c < s->width; c++) {
			uint32_t *to = &s->next[state * s->width + c], other = s->next[back * s->width + c];
			if (*to == 0)
				*to = other;
			else {
				fall[*to] = other;
				queue[tail++] = *to;
			}
		}
	}
	for (size_t i = 0; i < s->states * s->width; i++) {
		uint32_t to = s->next[i];
		bool hit = s->first[to] != 0 || s->shorter[to] != ROOT;
		s->next[i] = (uint32_t)(to * s->width) | (hit ? HIT : 0);
	}
	s->hit = must_alloc(s->states * sizeof *s->hit);
	for (size_t i = 0; i < s->states; i++)
		if (s->first[i] != 0 || s->shorter[i] != ROOT) s->hit[i] = (uint32_t)s->hits++;
	mem_free(queue);
	mem_free(fall);
}

/* ---- building */

static void take_cue(struct scanner *s, const struct named_cue *c, uint32_t id, bool new) {
	struct pattern_cues *p = &s->patterns[c->pattern];
	p->v[c->place] = id;
	p->reach[c->place] = c->cue->reach;
	if (c->place == 0) *vec_push(&s->arena, &s->keys[id].patterns) = c->pattern;
	for (size_t i = 0; new &&i < c->cue->n; i++) add_literal(s, &c->cue->v[i], id);
}

struct scanner *scanner_new(const struct cues *cues, size_t n) {
	struct scanner *s = must_alloc(sizeof *s);
	arena scratch = {0};
	VEC(struct named_cue) named = {0};
	name_symbols(s, cues, n);
	add_state(s);
	s->pattern_count = n;
	s->words = (n + 63) / 64;
	s->patterns = arena_alloc(&s->arena, (n + 1) * sizeof *s->patterns);
	s->always = arena_alloc(&s->arena, (s->words + 1) * sizeof *s->always);
	for (size_t i = 0; i < n; i++) {
		s->patterns[i].idle = cues[i].idle;
		s->patterns[i].n = cues[i].n;
		s->patterns[i].anywhere = cues[i].anywhere;
		if (cues[i].idle) continue;
		s->active++;
		if (cues[i].n == 0) {
			s->always[i / 64] |= UINT64_C(1) << (i % 64);
			*vec_push(&s->arena, &s->free) = (uint32_t)i;
		}
		for (size_t k = 0; k < cues[i].n; k++)
			*vec_push(&scratch, &named) = (struct named_cue){&cues[i].v[k], (uint32_t)i, (uint32_t)k};
	}
	if (named.n > 1) qsort(named.v, named.n, sizeof *named.v, compare_cues);
	s->keys = arena_alloc(&s->arena, (named.n + 1) * sizeof *s->keys);
	for (size_t i = 0; i < named.n; i++) {
		bool new = i == 0 || compare_cues(&named.v[i - 1], &named.v[i]) != 0;
		s->cue_count += new;
		take_cue(s, &named.v[i], (uint32_t)s->cue_count - 1, new);
	}
	link_states(s);
	arena_free(&scratch);
	return s;
}

void scanner_free(struct scanner *s) {
	if (s == NULL) return;
	mem_free(s->next);
	mem_free(s->first);
	mem_free(s->shorter);
	mem_free(s->hit);
	arena_free(&s->arena);
	mem_free(s);
}

size_t scanner_patterns(const struct scanner *s) { return s->active; }
size_t scanner_states(const struct scanner *s) { return s->states; }

/* ---- scanning */

void scan_open(struct cue_scan *s, const struct scanner *scanner, arena *a) {
	size_t cues = scanner->cue_count;
	*s = (struct cue_scan){.scanner = scanner, .words = scanner->words};
	s->found = arena_alloc(a, (s->words + 1) * sizeof *s->found);
	s->seen = arena_alloc(a, (cues / 64 + 1) * sizeof *s->seen);
	s->list = arena_alloc(a, (cues + 1) * sizeof *s->list);
	s->ends = arena_alloc(a, (cues + 1) * sizeof *s->ends);
	s->marks = arena_alloc(a, (scanner->hits + 1) * sizeof *s->marks);
	s->marked = arena_alloc(a, (scanner->hits + 1) * sizeof *s->marked);
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

static bool refused(unsigned char condition, slice text, size_t at, bool outside) {
	if (outside) return false;
	char c = text.p[at];
	return condition & CUE_EDGE || ((condition & CUE_NO_LETTER) && is_letter(c)) ||
	       ((condition & CUE_NO_DIGIT) && is_digit(c));
}

/* Does it really end there? */
static bool stands(const struct literal *l, slice text, size_t end) {
	size_t start = end - l->bytes.n;
	if (l->before != 0 && refused(l->before, text, start - 1, start == 0)) return false;
	if (l->behind != 0 && refused(l->behind, text, end, end == text.n)) return false;
	for (size_t i = 0; l->verified && i < l->bytes.n; i++)
		if (!same(text.p[start + i], l->bytes.p[i], l->folded)) return false;
	return true;
}

/* True where it was seen, now or before. */
static bool see_literal(struct cue_scan *s, uint32_t number, slice text, size_t end) {
	const struct literal *l = &s->scanner->literals.v[number];
	struct cue_ends *ends = &s->of_literals[number];
	if (!stands(l, text, end)) return ends->first != 0;
	if (ends->first == 0) {
		ends->first = end;
		s->literals[s->literals_seen++] = number;
	}
	ends->last = end;
	return true;
}

/* Once all literals that may end at a state were seen, meeting it again tells no more than how far they reach. */
static void see_state(struct cue_scan *s, uint32_t state, slice text, size_t end) {
	const struct scanner *sc = s->scanner;
	struct cue_mark *mark = &s->marks[sc->hit[state]];
	if (mark->text == s->texts) {
		mark->last = end;
		return;
	}
	bool all = true;
	uint32_t met = state;
	for (; state != ROOT; state = sc->shorter[state])
		for (uint32_t l = sc->first[state]; l != 0; l = sc->literals.v[l - 1].same)
			all = see_literal(s, l - 1, text, end) && all;
	if (!all) return;
	*mark = (struct cue_mark){s->texts, end};
	s->marked[s->marks_set++] = met;
}

/* What was met again may have been any of its literals. */
static void see_marked(struct cue_scan *s) {
	const struct scanner *sc = s->scanner;
	for (size_t i = 0; i < s->marks_set; i++) {
		size_t last = s->marks[sc->hit[s->marked[i]]].last;
		for (uint32_t state = s->marked[i]; state != ROOT; state = sc->shorter[state])
			for (uint32_t l = sc->first[state]; l != 0; l = sc->literals.v[l - 1].same)
				if (last > s->of_literals[l - 1].last) s->of_literals[l - 1].last = last;
	}
	s->marks_set = 0;
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
		const struct literal *l = &s->scanner->literals.v[s->literals[i]];
		struct cue_ends *at = &s->of_literals[s->literals[i]];
		for (size_t k = 0; k < l->cues.n; k++) see_cue(s, l->cues.v[k], at);
		at->first = 0;
	}
	s->literals_seen = 0;
}

/* Where a match may start, as far as one cue tells. */
static span narrowed(
        span window, const struct cue_ends *ends, struct cue_length reach, slice text, struct cue_runs *runs) {
	if (reach.endless) return window;
	size_t far = cue_length_in(reach, text, runs);
	size_t from = ends->first > far ? ends->first - far : 0;
	if (from > window.start) window.start = from;
	if (ends->last < window.end) window.end = ends->last;
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

void scan_text(struct cue_scan *s, slice text) {
	const struct scanner *sc = s->scanner;
	const uint32_t *next = sc->next;
	bool odd = false;
	uint32_t state = ROOT;
	for (size_t i = 0; i < s->listed; i++) s->seen[s->list[i] / 64] = 0;
	s->listed = 0;
	s->texts++;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c >= 0xC2 && cue_is_odd(utf8_at(text, i).code)) odd = true;
		state = next[state + sc->symbols[c]];
		if ((state & HIT) == 0) continue;
		state &= ~HIT;
		see_state(s, state / (uint32_t)sc->width, text, i + 1);
	}
	see_marked(s);
	see_cues(s);
	find_patterns(s, text);
	s->odd = odd;
	if (odd) find_all(s, text.n);
}

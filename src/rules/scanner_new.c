/* Making scanners: see scanner.h. Equal cues of several patterns are one, and so are equal literals of several cues. */
#include "rules/scanner_inside.h"

#include "base/mem.h"

#include <stdlib.h>

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
	for (size_t i = 0; i < l->n; i++) {
		char c = l->bytes[i];
		if (is_digit(c) || (unsigned char)c >= 0x80 || (is_letter(c) && !l->folded)) return true;
	}
	return false;
}

/* The literal as it is scanned for: its start, where it is long. */
static struct literal cut_literal(const struct scanner *s, const struct cue_literal *from) {
	bool cut = from->bytes.n > s->longest;
	struct literal l = {.n = (unsigned char)(cut ? s->longest : from->bytes.n),
	        .before = from->before,
	        .behind = cut ? 0 : from->behind,
	        .folded = from->folded};
	memcpy(l.bytes, from->bytes.p, l.n);
	l.verified = needs_look(&l);
	return l;
}

static void add_literal(struct scanner *s, const struct cue_literal *from, uint32_t cue) {
	struct literal new = cut_literal(s, from);
	uint32_t state = state_of(s, (slice){new.bytes, new.n});
	uint32_t *link = &s->first[state];
	while (*link != 0) {
		struct literal *l = &s->literals.v[*link - 1];
		if (l->n == new.n && memcmp(l->bytes, new.bytes, new.n) == 0 && l->before == new.before &&
		        l->behind == new.behind && l->folded == new.folded) {
			if (l->cues.v[l->cues.n - 1] != cue) *vec_push(&s->arena, &l->cues) = cue;
			return;
		}
		link = &l->same;
	}
	*vec_push(&s->arena, &new.cues) = cue;
	*link = (uint32_t)s->literals.n + 1;
	*vec_push(&s->arena, &s->literals) = new;
}

/* Symbols for the bytes that stand in literals. */
static void name_symbols(struct scanner *s, const struct cues *cues, size_t n) {
	bool used[256] = {false};
	unsigned char number[256] = {0};
	size_t room[LITERAL_SCANNED + 1] = {0}; /* states at most, by what is scanned of literals */
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < cues[i].n && !cues[i].idle; k++)
			for (size_t l = 0; l < cues[i].v[k].n; l++) {
				slice bytes = cues[i].v[k].v[l].bytes;
				for (size_t b = 0; b < bytes.n && b < LITERAL_SCANNED; b++) {
					used[folded(bytes.p[b])] = true;
					for (size_t most = b + 1; most <= LITERAL_SCANNED; most++) room[most]++;
				}
			}
	s->width = 1;
	for (size_t i = 0; i < 256; i++)
		if (used[i]) number[i] = (unsigned char)s->width++;
	for (size_t i = 0; i < 256; i++) s->symbols[i] = number[folded((char)i)];
	/* The bytes that stand for more in literals are control characters in text: taken for more too, which is harmless. */
	s->longest = LITERAL_SCANNED;
	while (s->longest > 1 && (room[s->longest] + 1) * s->width > ROW) s->longest--;
}

static void name_kinds(struct scanner *s) {
	for (size_t i = 0; i < 256; i++) {
		char c = (char)i;
		s->kinds[i] = is_letter(c) ? BEFORE_LETTER : is_digit(c) ? BEFORE_DIGIT : BEFORE_OTHER;
		if (c >= 'A' && c <= 'Z') s->kinds[i] |= CAPITAL;
	}
}

/* The places where the literal can end. */
static unsigned char literal_places(const struct literal *l) {
	char last = l->bytes[l->n - 1];
	bool capital = last >= 'A' && last <= 'Z', small = !capital;
	uint32_t behind = 1u << BEFORE_LETTER | 1u << BEFORE_DIGIT | 1u << BEFORE_OTHER | 1u << AT_END;
	if (l->behind & CUE_NO_LETTER) behind &= ~(1u << BEFORE_LETTER);
	if (l->behind & CUE_NO_DIGIT) behind &= ~(1u << BEFORE_DIGIT);
	if (l->behind & CUE_EDGE) behind = 1u << AT_END;
	if (l->folded && is_letter(last)) capital = small = true;
	return (unsigned char)((small ? behind : 0) | (capital ? behind << CAPITAL : 0));
}

/* Those of the state itself, then those of the state of its longest end. */
static void add_endings(struct scanner *s, size_t state, size_t shorter, uint32_t *places) {
	s->endings_from[state] = (uint32_t)s->endings.n;
	for (uint32_t next = s->first[state]; next != 0; next = s->literals.v[next - 1].same) {
		const struct literal *l = &s->literals.v[next - 1];
		*vec_push(&s->arena, &s->endings) =
		        (struct ending){next - 1, literal_places(l), l->before, l->n, l->verified};
		places[state] |= literal_places(l);
	}
	places[state] |= places[shorter];
	for (size_t i = s->endings_from[shorter]; i < s->endings_behind[shorter]; i++)
		*vec_push(&s->arena, &s->endings) = s->endings.v[i];
	s->endings_behind[state] = (uint32_t)s->endings.n;
}

/* The way on from each state for each symbol, breadth first; what a state lacks it has from the state of its longest end. */
static void link_states(struct scanner *s) {
	uint32_t *queue = must_alloc(s->states * sizeof *queue), *fall = must_alloc(s->states * sizeof *fall);
	uint32_t *places = must_alloc(s->states * sizeof *places);
	s->endings_from = must_alloc(s->states * sizeof *s->endings_from);
	s->endings_behind = must_alloc(s->states * sizeof *s->endings_behind);
	size_t head = 0, tail = 0;
	for (size_t c = 0; c < s->width; c++)
		if (s->next[c] != 0) queue[tail++] = s->next[c];
	while (head < tail) {
		uint32_t state = queue[head++], back = fall[state];
		add_endings(s, state, back, places);
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
		s->next[i] = (uint32_t)(to * s->width) | places[to] << ROW_BITS;
	}
	mem_free(queue);
	mem_free(fall);
	mem_free(places);
}

/* What a text asks for is brought together, apart from what is needed to build. */
static void row_cues(struct scanner *s) {
	s->cues_from = arena_alloc(&s->arena, (s->literals.n + 1) * sizeof *s->cues_from);
	for (size_t i = 0; i < s->literals.n; i++) {
		const struct literal *l = &s->literals.v[i];
		for (size_t k = 0; k < l->cues.n; k++) *vec_push(&s->arena, &s->cues) = l->cues.v[k];
		s->cues_from[i + 1] = (uint32_t)s->cues.n;
	}
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
	name_kinds(s);
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
	VEC(struct cue_literal) rarest = {0};
	for (size_t i = 0; i < named.n; i++) {
		bool new = i == 0 || compare_cues(&named.v[i - 1], &named.v[i]) != 0;
		s->cue_count += new;
		take_cue(s, &named.v[i], (uint32_t)s->cue_count - 1, new);
		const struct cue *c = named.v[i].cue;
		if (s->keys[s->cue_count - 1].patterns.n != 1 || named.v[i].place != 0) continue;
		for (size_t k = 0; k < c->n; k++) *vec_push(&scratch, &rarest) = c->v[k];
	}
	link_states(s);
	row_cues(s);
	s->glance = glance_new(rarest.v, rarest.n);
	arena_free(&scratch);
	return s;
}

void scanner_free(struct scanner *s) {
	if (s == NULL) return;
	mem_free(s->next);
	mem_free(s->first);
	mem_free(s->endings_from);
	mem_free(s->endings_behind);
	glance_free(s->glance);
	arena_free(&s->arena);
	mem_free(s);
}

size_t scanner_patterns(const struct scanner *s) { return s->active; }
size_t scanner_states(const struct scanner *s) { return s->states; }

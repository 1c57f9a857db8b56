/* Making scanners: see scanner.h. Equal cues of several patterns are one, and so are equal literals of several cues. */
#include "rules/scanner_inside.h"

#include "base/mem.h"

#include <stdlib.h>

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

static int compare_cues(const struct cue *a, const struct cue *b) {
	int order = compare_numbers(a->n, b->n);
	for (size_t i = 0; order == 0 && a->v != b->v && i < a->n; i++) order = compare_literals(&a->v[i], &b->v[i]);
	return order;
}

/* Equal ones by their patterns, those first of which they are the rarest. */
static int compare_named(const void *left, const void *right) {
	const struct named_cue *a = left, *b = right;
	int order = compare_cues(a->cue, b->cue);
	if (order == 0) order = compare_numbers(a->place, b->place);
	return order != 0 ? order : compare_numbers(a->pattern, b->pattern);
}

/* ---- building */

typedef VEC(struct named_cue) named_cues;

static void take_patterns(struct scanner *s, const struct cues *cues, size_t n, arena *scratch, named_cues *named) {
	s->pattern_count = n;
	s->words = (n + 63) / 64;
	s->patterns = arena_alloc(&s->arena, (n + 1) * sizeof *s->patterns);
	for (size_t i = 0; i < n; i++) {
		s->patterns[i].idle = cues[i].idle;
		s->patterns[i].n = cues[i].n;
		s->patterns[i].anywhere = cues[i].anywhere;
		if (cues[i].idle) continue;
		s->active++;
		if (cues[i].n == 0) *vec_push(&s->arena, &s->free) = (uint32_t)i;
		for (size_t k = 0; k < cues[i].n; k++)
			*vec_push(scratch, named) = (struct named_cue){&cues[i].v[k], (uint32_t)i, (uint32_t)k};
	}
	if (named->n > 1) qsort(named->v, named->n, sizeof *named->v, compare_named);
}

/* The cue has the next number, for all patterns that need it. */
static void number_cue(struct scanner *s, const struct named_cue *equal, size_t n) {
	uint32_t id = (uint32_t)s->cue_count++;
	for (size_t i = 0; i < n; i++) {
		struct pattern_cues *p = &s->patterns[equal[i].pattern];
		p->v[equal[i].place] = id;
		p->reach[equal[i].place] = equal[i].cue->reach;
		if (equal[i].place == 0) *vec_push(&s->arena, &s->keys) = equal[i].pattern;
	}
	s->keys_from[id + 1] = (uint32_t)s->keys.n;
}

/* Equal ones have one number; first come the rarest of patterns. Gives them by it. */
static const struct cue **number_cues(struct scanner *s, const named_cues *named, arena *scratch) {
	const struct cue **numbered = arena_alloc(scratch, (named->n + 1) * sizeof *numbered);
	s->keys_from = arena_alloc(&s->arena, (named->n + 1) * sizeof *s->keys_from);
	for (int rarest = 1; rarest >= 0; rarest--) {
		for (size_t i = 0, behind; i < named->n; i = behind) {
			const struct named_cue *c = &named->v[i];
			for (behind = i + 1; behind < named->n && compare_cues(c->cue, named->v[behind].cue) == 0;)
				behind++;
			if ((c->place == 0) != (rarest == 1)) continue;
			numbered[s->cue_count] = c->cue;
			number_cue(s, c, behind - i);
		}
		if (rarest) s->key_count = s->cue_count;
	}
	return numbered;
}

static bool equal_lengths(const struct cue_length *a, const struct cue_length *b) {
	return a->base == b->base && a->blanks == b->blanks && a->words == b->words && a->endless == b->endless;
}

static bool are_alike(const struct pattern_cues *a, const struct pattern_cues *b) {
	if (a->n != b->n || a->anywhere != b->anywhere) return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i] != b->v[i] || !equal_lengths(&a->reach[i], &b->reach[i])) return false;
	return true;
}

static void find_alike(struct scanner *s) {
	for (size_t i = 0; i < s->key_count; i++)
		for (uint32_t k = s->keys_from[i] + 1; k < s->keys_from[i + 1]; k++) {
			struct pattern_cues *p = &s->patterns[s->keys.v[k]];
			p->alike = are_alike(&s->patterns[s->keys.v[k - 1]], p);
		}
}

static void make_glance(struct scanner *s, const struct cue *const *cues, arena *scratch) {
	VEC(struct cue_literal) rarest = {0};
	for (size_t i = 0; i < s->key_count; i++)
		for (size_t k = 0; k < cues[i]->n; k++) *vec_push(scratch, &rarest) = cues[i]->v[k];
	s->glance = glance_new(rarest.v, rarest.n);
}

struct scanner *scanner_new(const struct cues *cues, size_t n) {
	struct scanner *s = must_alloc(sizeof *s);
	arena scratch = {0};
	named_cues named = {0};
	take_patterns(s, cues, n, &scratch, &named);
	const struct cue **numbered = number_cues(s, &named, &scratch);
	find_alike(s);
	automaton_make(s, numbered, s->cue_count);
	make_glance(s, numbered, &scratch);
	arena_free(&scratch);
	return s;
}

void scanner_free(struct scanner *s) {
	if (s == NULL) return;
	mem_free(s->table);
	mem_free(s->places);
	mem_free(s->endings_from);
	glance_free(s->glance);
	arena_free(&s->arena);
	mem_free(s);
}

size_t scanner_patterns(const struct scanner *s) { return s->active; }
size_t scanner_states(const struct scanner *s) { return s->states; }

/* Overlap of candidates: sort by rank, take what crosses nothing taken. See overlap.h for the order. */
#include "rules/overlap.h"

#include <stdlib.h>

enum group { GROUP_VALUES, GROUP_NAMES, GROUP_OTHER };

static enum group group_of(const struct candidate *c) {
	const struct table *kind = c->kind;
	if (kind == &tables[TABLE_figures] || kind == &tables[TABLE_dates] || kind == &tables[TABLE_contacts])
		return GROUP_VALUES;
	return kind == &tables[TABLE_mentions] ? GROUP_NAMES : GROUP_OTHER;
}

static int rank(const void *left, const void *right) {
	const struct candidate *a = *(struct candidate *const *)left, *b = *(struct candidate *const *)right;
	if (a->rule->priority != b->rule->priority) return a->rule->priority > b->rule->priority ? -1 : 1;
	size_t an = span_length(a->at), bn = span_length(b->at);
	if (an != bn) return an > bn ? -1 : 1;
	if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
	int order = slice_compare(a->rule->id, b->rule->id);
	/* One rule gives one candidate of a kind and type a place, found left to right: equal here means the same. */
	if (order == 0) order = slice_compare(a->kind->is, b->kind->is);
	return order != 0 ? order : slice_compare(a->type, b->type);
}

static bool equal_spans(span a, span b) { return a.start == b.start && a.end == b.end; }

/* Does `taken`, which ranks before it, keep `c` out? */
static bool beats(const struct candidate *taken, const struct candidate *c) {
	enum group g = group_of(c);
	if (g != group_of(taken)) return false;
	if (g == GROUP_OTHER) return taken->kind == c->kind && equal_spans(taken->at, c->at);
	if (!span_overlaps(taken->at, c->at)) return false;
	bool nested = span_contains(taken->at, c->at) || span_contains(c->at, taken->at);
	bool may_nest = g == GROUP_NAMES && (taken->rule->nests || c->rule->nests);
	return !(may_nest && nested && !equal_spans(taken->at, c->at));
}

slice overlap_reason(const struct candidate *won, const struct candidate *lost) {
	if (won->rule->priority != lost->rule->priority) return S("priority");
	if (span_length(won->at) != span_length(lost->at)) return S("length");
	return won->at.start != lost->at.start ? S("place") : S("rule id");
}

/* ---- what was taken, by place: most candidates lie far from each other, and a long block has thousands */

enum { PLACE_BYTES = 64 };

/* One that was taken, in the order of their ranks, at one of its places. */
struct stay {
	struct candidate *taken;
	struct stay *next;
};

struct shelf {
	size_t start, places; /* of the block, and how many places of PLACE_BYTES it has */
	struct stay **first, **last;
};

static size_t shelf_place(const struct shelf *s, size_t offset) {
	size_t place = offset < s->start ? 0 : (offset - s->start) / PLACE_BYTES;
	return place < s->places ? place : s->places - 1;
}

static struct shelf shelf_over(const candidates *c, arena *a) {
	span all = SPAN_NONE;
	for (size_t i = 0; i < c->n; i++) all = span_hull(all, c->v[i]->at);
	struct shelf s = {.start = all.start, .places = span_length(all) / PLACE_BYTES + 1};
	s.first = arena_alloc(a, s.places * sizeof *s.first);
	s.last = arena_alloc(a, s.places * sizeof *s.last);
	return s;
}

static void shelf_put(struct shelf *s, struct candidate *c, arena *a) {
	for (size_t i = shelf_place(s, c->at.start); i <= shelf_place(s, c->at.end); i++) {
		struct stay *new = arena_alloc(a, sizeof *new);
		*new = (struct stay){c, NULL};
		*(s->last[i] == NULL ? &s->first[i] : &s->last[i]->next) = new;
		s->last[i] = new;
	}
}

/* Of those taken the first in rank that keeps `c` out, or NULL. */
static struct candidate *shelf_winner(const struct shelf *s, const struct candidate *c) {
	struct candidate *found = NULL;
	for (size_t i = shelf_place(s, c->at.start); i <= shelf_place(s, c->at.end); i++)
		for (const struct stay *k = s->first[i]; k != NULL; k = k->next) {
			if (!beats(k->taken, c)) continue;
			if (found == NULL || rank(&k->taken, &found) < 0) found = k->taken;
			break; /* those behind it rank lower */
		}
	return found;
}

void overlap_settle(candidates *c, arena *scratch) {
	if (c->n < 2) return;
	struct candidate **sorted = arena_alloc(scratch, c->n * sizeof *sorted);
	memcpy(sorted, c->v, c->n * sizeof *sorted);
	qsort(sorted, c->n, sizeof *sorted, rank);
	struct shelf shelf = shelf_over(c, scratch);
	for (size_t i = 0; i < c->n; i++) {
		sorted[i]->winner = shelf_winner(&shelf, sorted[i]);
		if (sorted[i]->winner == NULL) shelf_put(&shelf, sorted[i], scratch);
	}
}

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

void overlap_settle(candidates *c, arena *scratch) {
	if (c->n < 2) return;
	struct candidate **sorted = arena_alloc(scratch, c->n * sizeof *sorted);
	memcpy(sorted, c->v, c->n * sizeof *sorted);
	qsort(sorted, c->n, sizeof *sorted, rank);
	size_t taken = 0; /* sorted[0 .. taken) are those taken */
	for (size_t i = 0; i < c->n; i++) {
		struct candidate *one = sorted[i];
		for (size_t k = 0; k < taken && one->winner == NULL; k++)
			if (beats(sorted[k], one)) one->winner = sorted[k];
		if (one->winner == NULL) sorted[taken++] = one;
	}
}

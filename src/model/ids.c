/* Ids of blocks and records: see document_block_ids. What has the same `is` and span is brought into one order, and its
 * place in that order is hashed with the rest, so that ids depend on nothing but the document's own records. */
#include "base/mem.h"
#include "base/sha256.h"
#include "base/sort.h"
#include "model/document.h"

/* One block or record to be ordered. Sorting carries the document along, since comparing has no context. */
struct entry {
	const struct document *d;
	size_t index;
};

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

static const struct block *block_of(const struct entry *e) { return &e->d->blocks.v[e->index]; }
static const struct record *record_of(const struct entry *e) { return &e->d->records.v[e->index]; }

static int compare_spans(span a, span b) {
	int order = ORDER(a.start, b.start);
	return order != 0 ? order : ORDER(a.end, b.end);
}

/* Is it the same kind of thing at the same place? */
static int compare_block_places(const struct entry *a, const struct entry *b) {
	return compare_spans(block_of(a)->at, block_of(b)->at);
}

static int compare_record_places(const struct entry *a, const struct entry *b) {
	const struct record *r = record_of(a), *s = record_of(b);
	int order = r->kind == s->kind ? 0 : slice_compare(r->kind->is, s->kind->is);
	return order != 0 ? order : compare_spans(r->at, s->at);
}

/* Absent first, then by bytes. */
static int compare_values(slice a, slice b) {
	if (!a.p || !b.p) return ORDER(a.p != NULL, b.p != NULL);
	return slice_compare(a, b);
}

static int compare_captures(slice text, const struct record *a, const struct record *b) {
	for (size_t i = 0; i < a->captures.n && i < b->captures.n; i++) {
		int order = compare_values(slice_at(text, a->captures.v[i].at), slice_at(text, b->captures.v[i].at));
		if (order != 0) return order;
	}
	return ORDER(a->captures.n, b->captures.n);
}

static int compare_contents(const struct document *d, const struct record *a, const struct record *b) {
	for (size_t i = 0; i < a->kind->count; i++) {
		int order = compare_values(record_get(a, i), record_get(b, i));
		if (order != 0) return order;
	}
	int order = compare_captures(d->text, a, b);
	return order != 0 ? order : slice_compare(a->rule, b->rule);
}

/* Those with an id come first in their group, for they keep it; the order ends with the index, so that sorting has no
 * choice. */
static int compare_blocks(const void *left, const void *right) {
	const struct entry *a = left, *b = right;
	int order = compare_block_places(a, b);
	if (order == 0) order = ORDER(block_of(b)->id.n > 0, block_of(a)->id.n > 0);
	return order != 0 ? order : ORDER(a->index, b->index);
}

static int compare_records(const void *left, const void *right) {
	const struct entry *a = left, *b = right;
	const struct record *r = record_of(a), *s = record_of(b);
	int order = compare_record_places(a, b);
	if (order == 0) order = ORDER(s->id.n > 0, r->id.n > 0);
	if (order == 0 && r->kind == s->kind) order = compare_contents(a->d, r, s);
	return order != 0 ? order : ORDER(a->index, b->index);
}

/* What all ids of a kind of thing begin with. */
static struct id_start ids_begin(const struct document *d, slice is) {
	return id_start_of((const slice[]){d->name, is}, 2);
}

static slice make_id(struct document *d, const struct id_start *start, span at, uint64_t ordinal) {
	return id_with(d->arena, start, (const uint64_t[]){at.start, at.end, ordinal}, 3);
}

/* Blocks nearly always stand in the order of their places, what holds others before them, and none has an id: then those of
 * one place are neighbours, and there is nothing to sort. False, and nothing done, where that is not so. */
static bool ids_in_order(struct document *d, const struct id_start *start) {
	span last = {0, SIZE_MAX};
	uint64_t ordinal = 0;
	size_t i = 0;
	for (; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[i];
		if (b->id.n > 0 || b->at.start < last.start) break;
		if (b->at.start == last.start && b->at.end > last.end) break;
		ordinal = compare_spans(last, b->at) == 0 ? ordinal + 1 : 0;
		b->id = make_id(d, start, b->at, ordinal);
		last = b->at;
	}
	if (i == d->blocks.n) return true;
	while (i > 0) d->blocks.v[--i].id = ABSENT;
	return false;
}

void document_block_ids(struct document *d) {
	struct id_start start = ids_begin(d, S("block"));
	if (ids_in_order(d, &start)) return;
	struct entry *entries = must_alloc(d->blocks.n * sizeof *entries);
	for (size_t i = 0; i < d->blocks.n; i++) entries[i] = (struct entry){d, i};
	sort_nearly(entries, d->blocks.n, sizeof *entries, compare_blocks);
	uint64_t ordinal = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct block *b = &d->blocks.v[entries[i].index];
		ordinal = i > 0 && compare_block_places(&entries[i - 1], &entries[i]) == 0 ? ordinal + 1 : 0;
		if (b->id.n == 0) b->id = make_id(d, &start, b->at, ordinal);
	}
	mem_free(entries);
}

static size_t name_find(const slices *all, slice name) {
	size_t i = 0;
	while (i < all->n && !slice_equal(all->v[i], name)) i++;
	return i;
}

/* What the records are, each kind once, in order. */
static slices names_of(const struct document *d, arena *a) {
	slices all = {0};
	for (size_t i = 0; i < d->records.n; i++) {
		const struct table *kind = d->records.v[i].kind;
		bool again = i > 0 && kind == d->records.v[i - 1].kind;
		if (!again && name_find(&all, kind->is) == all.n) *vec_push(a, &all) = kind->is;
	}
	sort_nearly(all.v, all.n, sizeof *all.v, slice_order);
	return all;
}

/* The records in their order. Those of one kind nearly always stand in it. */
static struct entry *records_sorted(const struct document *d) {
	struct entry *entries = must_alloc(d->records.n * sizeof *entries);
	arena scratch = {0};
	slices all = names_of(d, &scratch);
	size_t n = 0;
	for (size_t k = 0; k < all.n; k++) {
		size_t first = n;
		for (size_t i = 0; i < d->records.n; i++)
			if (slice_equal(d->records.v[i].kind->is, all.v[k])) entries[n++] = (struct entry){d, i};
		sort_nearly(entries + first, n - first, sizeof *entries, compare_records);
	}
	arena_free(&scratch);
	return entries;
}

void document_record_ids(struct document *d) {
	struct entry *entries = records_sorted(d);
	struct id_start start = {0};
	const struct table *kind = NULL; /* that it is of: records of one stand together */
	uint64_t ordinal = 0;
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[entries[i].index];
		ordinal = i > 0 && compare_record_places(&entries[i - 1], &entries[i]) == 0 ? ordinal + 1 : 0;
		if (r->kind != kind) start = ids_begin(d, (kind = r->kind)->is);
		if (r->id.n == 0) r->id = make_id(d, &start, r->at, ordinal);
	}
	mem_free(entries);
}

/* Ids of blocks and records: see document_block_ids. What has the same `is` and span is brought into one order, and its
 * place in that order is hashed with the rest, so that ids depend on nothing but the document's own records. */
#include "base/mem.h"
#include "base/sha256.h"
#include "base/sort.h"
#include "model/document.h"

/* One block or record to be ordered. Sorting carries the document along, since qsort has no context. */
struct entry {
	const struct document *d;
	size_t index;
	slice is;
	span at;
	bool has_id;
};

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

/* Is it the same kind of thing at the same place? Those with an id come first, for they keep it. */
static int compare_places(const struct entry *a, const struct entry *b) {
	int order = slice_compare(a->is, b->is);
	if (order == 0) order = ORDER(a->at.start, b->at.start);
	if (order == 0) order = ORDER(a->at.end, b->at.end);
	return order;
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

/* The order within a group ends with the index, so that qsort has no choice. */
static int compare_blocks(const void *left, const void *right) {
	const struct entry *a = left, *b = right;
	int order = compare_places(a, b);
	if (order == 0) order = ORDER(b->has_id, a->has_id);
	return order != 0 ? order : ORDER(a->index, b->index);
}

static int compare_records(const void *left, const void *right) {
	const struct entry *a = left, *b = right;
	int order = compare_places(a, b);
	if (order == 0) order = ORDER(b->has_id, a->has_id);
	if (order == 0) {
		const struct record *r = &a->d->records.v[a->index], *s = &b->d->records.v[b->index];
		if (r->kind == s->kind) order = compare_contents(a->d, r, s);
	}
	return order != 0 ? order : ORDER(a->index, b->index);
}

static slice make_id(struct document *d, const struct entry *e, uint64_t ordinal) {
	char start[U64_DIGITS], end[U64_DIGITS], number[U64_DIGITS];
	return id_of(d->arena, d->name, e->is, u64_digits(start, e->at.start), u64_digits(end, e->at.end),
	        u64_digits(number, ordinal));
}

/* Sorts the entries and gives an id to each that has none; `id` finds where it is kept. */
static void give_ids(struct document *d, struct entry *entries, size_t n, int (*compare)(const void *, const void *),
        slice *(*id)(struct document *, size_t)) {
	uint64_t ordinal = 0;
	sort_nearly(entries, n, sizeof *entries, compare);
	for (size_t i = 0; i < n; i++) {
		ordinal = i > 0 && compare_places(&entries[i - 1], &entries[i]) == 0 ? ordinal + 1 : 0;
		if (entries[i].has_id) continue;
		*id(d, entries[i].index) = make_id(d, &entries[i], ordinal);
	}
}

static slice *id_of_block(struct document *d, size_t i) { return &d->blocks.v[i].id; }
static slice *id_of_record(struct document *d, size_t i) { return &d->records.v[i].id; }

void document_block_ids(struct document *d) {
	struct entry *entries = must_alloc(d->blocks.n * sizeof *entries);
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		entries[i] = (struct entry){d, i, S("block"), b->at, b->id.n > 0};
	}
	give_ids(d, entries, d->blocks.n, compare_blocks, id_of_block);
	mem_free(entries);
}

void document_record_ids(struct document *d) {
	struct entry *entries = must_alloc(d->records.n * sizeof *entries);
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		entries[i] = (struct entry){d, i, r->kind->is, r->at, r->id.n > 0};
	}
	give_ids(d, entries, d->records.n, compare_records, id_of_record);
	mem_free(entries);
}

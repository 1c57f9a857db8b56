/* Documents and their records and findings: making them, setting and asking. Nothing here reads text. */
#include "model/document.h"

#include "base/sort.h"

struct document *document_new(arena *a) {
	struct document *d = arena_alloc(a, sizeof *d);
	d->arena = a;
	return d;
}

struct block *document_block(struct document *d, enum block_kind kind, int parent, span at) {
	struct block *b = vec_push(d->arena, &d->blocks);
	b->kind = kind;
	b->parent = parent;
	b->at = at;
	b->marker = SPAN_NONE;
	return b;
}

struct block_rest *block_rest(arena *a, struct block *b) {
	if (!b->rest) b->rest = arena_alloc(a, sizeof *b->rest);
	return b->rest;
}

/* ---- records */

struct record *document_record(struct document *d, const struct table *kind, span at, slice rule) {
	struct record *r = vec_push(d->arena, &d->records);
	r->kind = kind;
	r->rule = rule;
	r->at = at;
	r->fields = arena_alloc(d->arena, kind->count * sizeof *r->fields);
	for (size_t i = 0; i < kind->count; i++) r->fields[i].at = SPAN_NONE;
	return r;
}

void record_set(struct record *r, size_t column, slice value, span at) {
	r->fields[column] = (struct field){.value = value, .at = at};
}

void record_set_list(struct document *d, struct record *r, size_t column, struct field_list *list) {
	slices parts = {0};
	span hull = SPAN_NONE;
	for (size_t i = 0; i < list->values.n; i++) {
		if (i > 0) *vec_push(d->arena, &parts) = S("; ");
		*vec_push(d->arena, &parts) = list->values.v[i];
		hull = span_hull(hull, list->at.v[i]);
	}
	record_set(r, column, slice_concat(d->arena, parts.v, parts.n), hull);
	r->fields[column].list = list;
}

slice record_get(const struct record *r, size_t column) { return r->fields[column].value; }

slice record_quote(const struct document *d, const struct record *r) {
	return d->text.p ? slice_at(d->text, r->at) : r->quote;
}

span record_capture(const struct record *r, slice name) {
	for (size_t i = 0; i < r->captures.n; i++)
		if (slice_equal(r->captures.v[i].name, name)) return r->captures.v[i].at;
	return SPAN_NONE;
}

static int by_place(const void *left, const void *right) {
	const struct record *a = left, *b = right;
	if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
	if (a->at.end != b->at.end) return a->at.end < b->at.end ? -1 : 1;
	int order = slice_compare(a->kind->is, b->kind->is);
	if (order == 0) order = slice_compare(a->rule, b->rule);
	return order != 0 ? order : slice_compare(a->id, b->id);
}

void document_sort_records(struct document *d) {
	sort_nearly(d->records.v, d->records.n, sizeof *d->records.v, by_place);
}

/* ---- findings */

struct finding *document_finding(struct document *d, enum code code, span at, slice message) {
	struct finding *f = vec_push(d->arena, &d->findings);
	f->severity = code_level(code);
	f->code = code_text(code);
	f->message = message;
	f->at = at;
	return f;
}

void document_fail(struct document *d, enum code code, span at, slice message) {
	d->status = DOCUMENT_FAILED;
	d->text = ABSENT;
	d->blocks.n = d->records.n = d->waivers.n = d->other_records.n = 0;
	d->clean = (struct clean){0};
	document_finding(d, code, at, message)->severity = LEVEL_ERROR;
}

enum level document_worst(const struct document *d) {
	enum level worst = LEVEL_NOTE;
	for (size_t i = 0; i < d->findings.n; i++)
		if (d->findings.v[i].severity > worst) worst = d->findings.v[i].severity;
	return worst;
}

size_t document_first_record(const struct document *d, size_t offset) {
	size_t low = 0, high = d->records.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (d->records.v[middle].at.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

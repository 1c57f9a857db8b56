/* Rows from documents: see rows.h. */
#include "dataset/rows.h"

#include "base/sha256.h"
#include "base/sort.h"

/* ---- columns */

size_t row_width(const struct table *t) { return (t->evidence ? EVIDENCE_COLUMNS : 0) + t->count; }

const struct column *row_column(const struct table *t, size_t index) {
	if (!t->evidence) return &t->columns[index];
	return index < EVIDENCE_COLUMNS ? &evidence_columns[index] : &t->columns[index - EVIDENCE_COLUMNS];
}

size_t row_column_find(const struct table *t, slice name) {
	for (size_t i = 0; i < row_width(t); i++)
		if (slice_equal(row_column(t, i)->name, name)) return i;
	return SIZE_MAX;
}

/* ---- order */

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

static int compare_keys(span at, slice rule, slice id, span at2, slice rule2, slice id2) {
	/* SPAN_NONE is the largest number of all: one more wraps around to 0, and the document as a whole comes first. */
	int order = ORDER(at.start + 1, at2.start + 1);
	if (order == 0) order = ORDER(at.end + 1, at2.end + 1);
	if (order == 0) order = slice_compare(rule, rule2);
	return order != 0 ? order : slice_compare(id, id2);
}

static int compare_rows(const void *left, const void *right) {
	const struct row *a = left, *b = right;
	return compare_keys(a->at, a->rule, a->id, b->at, b->rule, b->id);
}

static int compare_records(const void *left, const void *right) {
	const struct record *a = *(const struct record *const *)left, *b = *(const struct record *const *)right;
	return compare_keys(a->at, a->rule, a->id, b->at, b->rule, b->id);
}

record_list records_in_order(const struct document *d, const struct table *kind, arena *a) {
	record_list list = {0};
	for (size_t i = 0; i < d->records.n; i++)
		if (!kind || d->records.v[i].kind == kind) *vec_push(a, &list) = &d->records.v[i];
	sort_nearly(list.v, list.n, sizeof *list.v, compare_records);
	return list;
}

/* ---- cells */

/* Rows being filled, cell after cell in the order of the columns. */
struct filling {
	arena *arena;
	struct rowset *set;
	size_t width, left; /* left: rows for whose cells there is room */
	slice *next;
};

enum { ROOM_ROWS = 256 }; /* whose cells are asked for at once */

/* For at most so many rows. */
static struct filling filling_of(struct rowset *set, size_t rows, arena *a) {
	set->rows.v = arena_room(a, rows * sizeof *set->rows.v);
	set->rows.cap = rows;
	return (struct filling){.arena = a, .set = set, .width = row_width(set->table)};
}

static void row_new(struct filling *f, span at, slice rule, slice id) {
	if (f->left == 0) {
		size_t more = f->set->rows.cap - f->set->rows.n;
		f->left = more < ROOM_ROWS ? more : ROOM_ROWS;
		f->next = arena_room(f->arena, f->left * f->width * sizeof *f->next);
	}
	f->left--;
	f->set->rows.v[f->set->rows.n++] = (struct row){.cells = f->next, .at = at, .rule = rule, .id = id};
}

static void put(struct filling *f, slice cell) { *f->next++ = cell; }
static void put_number(struct filling *f, uint64_t n) { put(f, slice_of_u64(f->arena, n)); }

static void put_span(struct filling *f, span at) {
	if (span_is_none(at)) {
		put(f, ABSENT);
		put(f, ABSENT);
		return;
	}
	put_number(f, at.start);
	put_number(f, at.end);
}

/* A line read without its text has no lines to count. */
static void put_line(struct filling *f, const struct row_source *s, span at) {
	if (s->document->text.p)
		put_number(f, places_line(&s->places, at.start));
	else
		put(f, ABSENT);
}

/* ---- the tables */

static const struct coverage *coverage_of(struct row_source *s, arena *a) {
	if (!s->covered) coverage_build(&s->coverage, s->document, a);
	s->covered = true;
	return &s->coverage;
}

static slice status_text(enum document_status status) {
	switch (status) {
	case DOCUMENT_OK: return S("ok");
	case DOCUMENT_FAILED: return S("failed");
	case DOCUMENT_REGISTER: return S("register");
	}
	return ABSENT;
}

static void document_row(struct row_source *s, struct rowset *set, arena *a) {
	const struct document *d = s->document;
	const struct coverage *c = coverage_of(s, a);
	struct filling f = filling_of(set, 1, a);
	row_new(&f, SPAN_NONE, ABSENT, d->name);
	put(&f, d->name);
	put(&f, d->sha256);
	put_number(&f, d->bytes);
	put_number(&f, places_lines(&s->places));
	put(&f, d->encoding);
	put(&f, d->media_type);
	put(&f, d->title);
	put(&f, d->published);
	put_number(&f, d->blocks.n);
	put_number(&f, d->records.n + d->other_records.n);
	put_number(&f, c->claimed_bytes);
	put_number(&f, c->waived_bytes);
	put_number(&f, c->unclaimed_bytes);
	put(&f, status_text(d->status));
}

static void block_rows(struct row_source *s, struct rowset *set, arena *a) {
	const struct document *d = s->document;
	struct filling f = filling_of(set, d->blocks.n, a);
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		row_new(&f, b->at, ABSENT, b->id);
		put(&f, b->id);
		put(&f, d->name);
		put_span(&f, b->at);
		put_line(&f, s, b->at);
		put(&f, block_kind_text(b->kind));
		put_number(&f, b->level);
		put(&f, b->parent == BLOCK_NO_PARENT ? ABSENT : d->blocks.v[b->parent].id);
		put(&f, b->section);
	}
}

static void finding_rows(struct row_source *s, struct rowset *set, arena *a) {
	const struct document *d = s->document;
	struct filling f = filling_of(set, d->findings.n, a);
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *found = &d->findings.v[i];
		bool placed = !span_is_none(found->at);
		slice start = placed ? slice_of_u64(a, found->at.start) : S("");
		slice end = placed ? slice_of_u64(a, found->at.end) : S("");
		slice id = id_of(a, d->name, found->code, start, end, found->message);
		row_new(&f, found->at, ABSENT, id);
		put(&f, id);
		put(&f, level_text(found->severity));
		put(&f, found->code);
		put(&f, found->message);
		put(&f, d->name);
		put(&f, start);
		put(&f, end);
		put(&f, found->records);
		put(&f, found->expected);
		put(&f, found->found);
	}
}

static void unclaimed_rows(struct row_source *s, struct rowset *set, arena *a) {
	const struct coverage *c = coverage_of(s, a);
	struct filling f = filling_of(set, c->unclaimed.n, a);
	for (size_t i = 0; i < c->unclaimed.n; i++) {
		const struct unclaimed *u = &c->unclaimed.v[i];
		row_new(&f, u->at, ABSENT, ABSENT);
		put(&f, s->document->name);
		put_span(&f, u->at);
		put_line(&f, s, u->at);
		put(&f, u->kind == UNCLAIMED_NUMBER ? S("number") : S("name"));
		put(&f, slice_at(s->document->text, u->at));
	}
}

static void put_evidence(struct filling *f, const struct row_source *s, const struct record *r) {
	put(f, r->id);
	put(f, s->document->name);
	put_span(f, r->at);
	if (s->document->text.p) {
		struct place place = places_at(&s->places, r->at.start);
		put_number(f, place.line);
		put_number(f, place.column);
	} else {
		put(f, ABSENT);
		put(f, ABSENT);
	}
	put(f, r->rule);
	put(f, record_quote(s->document, r));
}

static void record_rows(struct row_source *s, struct rowset *set, arena *a) {
	record_list list = records_in_order(s->document, set->table, a);
	struct filling f = filling_of(set, list.n, a);
	for (size_t i = 0; i < list.n; i++) {
		const struct record *r = list.v[i];
		row_new(&f, r->at, r->rule, r->id);
		if (set->table->evidence) put_evidence(&f, s, r);
		for (size_t k = 0; k < set->table->count; k++) put(&f, record_get(r, k));
	}
}

/* ---- all of it */

static bool same_cells(const struct rowset *set, const slice *a, const slice *b) {
	for (size_t i = 0; i < row_width(set->table); i++)
		if (!slice_equal(a[i], b[i])) return false;
	return true;
}

/* A finding that says what another says already, word for word, says nothing. */
static void drop_repeated(struct rowset *set) {
	size_t kept = 0;
	for (size_t i = 0; i < set->rows.n; i++)
		if (i == 0 || !same_cells(set, set->rows.v[kept - 1].cells, set->rows.v[i].cells))
			set->rows.v[kept++] = set->rows.v[i];
	set->rows.n = kept;
}

void row_source_open(struct row_source *s, const struct document *d, arena *a) {
	*s = (struct row_source){.document = d};
	places_build(&s->places, d->text, a);
}

struct rowset rows_of(struct row_source *s, const struct table *t, arena *a) {
	struct rowset set = {.table = t};
	if (t == &tables[TABLE_documents])
		document_row(s, &set, a);
	else if (t == &tables[TABLE_blocks])
		block_rows(s, &set, a);
	else if (t == &tables[TABLE_findings])
		finding_rows(s, &set, a);
	else if (t == &tables[TABLE_unclaimed])
		unclaimed_rows(s, &set, a);
	else if (t->is.n > 0)
		record_rows(s, &set, a);
	sort_nearly(set.rows.v, set.rows.n, sizeof *set.rows.v, compare_rows);
	if (t == &tables[TABLE_findings]) drop_repeated(&set);
	return set;
}

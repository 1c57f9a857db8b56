/* Checks: see checks.h. */
#include "dataset/checks.h"

#include <stdlib.h>

enum check_column { MESSAGE, DOCUMENT, START, END, RECORDS, EXPECTED, FOUND, SEVERITY, CHECK_COLUMNS };

static const slice names[CHECK_COLUMNS] = {{"message", 7}, {"document", 8}, {"start", 5}, {"end", 3}, {"records", 7},
        {"expected", 8}, {"found", 5}, {"severity", 8}};

/* Which column of the query is which; SIZE_MAX: there is none. */
struct shape {
	size_t at[CHECK_COLUMNS];
};

static bool take_shape(struct sql_query *q, struct shape *shape) {
	for (size_t k = 0; k < CHECK_COLUMNS; k++) shape->at[k] = SIZE_MAX;
	for (size_t i = 0; i < q->columns.n; i++) {
		size_t k = 0;
		while (k < CHECK_COLUMNS && !slice_equal(names[k], q->columns.v[i])) k++;
		if (k < CHECK_COLUMNS) {
			shape->at[k] = i;
			continue;
		}
		sql_query_refuse(q, say(q->told, S("a check has no column "), q->columns.v[i], S("; name it with AS")));
		return false;
	}
	for (size_t k = 0; k < SEVERITY; k++) {
		if (shape->at[k] != SIZE_MAX) continue;
		sql_query_refuse(q, say(q->told, S("a check has a column "), names[k],
		                            S("; NULL AS it where there is nothing to say")));
		return false;
	}
	return true;
}

bool check_look(struct sql *s, const struct sql_file *f) {
	struct sql_query q;
	struct shape shape;
	bool fine = sql_query_open(s, f, &q) && take_shape(&q, &shape);
	sql_query_close(&q);
	return fine;
}

/* ---- rows to findings */

/* What a check found, before it stands in its document. */
struct found {
	size_t number; /* of the document */
	slice document;
	struct finding finding;
};
typedef VEC(struct found) found_list;

struct run {
	struct sql_query query;
	struct shape shape;
	const struct library *documents;
	found_list *found;
	arena *arena;
};

static slice cell(const struct run *r, enum check_column k) {
	return r->shape.at[k] == SIZE_MAX ? ABSENT : r->query.cells[r->shape.at[k]];
}

static bool refuse(struct run *r, slice why, slice what) {
	sql_query_refuse(&r->query, say(r->query.told, why, what));
	return false;
}

static bool take_severity(struct run *r, enum level *severity) {
	slice text = cell(r, SEVERITY);
	*severity = LEVEL_WARNING;
	if (text.n == 0) return true;
	for (enum level level = LEVEL_NOTE; level <= LEVEL_ERROR; level++) {
		*severity = level;
		if (slice_equal(text, level_text(level))) return true;
	}
	return refuse(r, S("a severity is note, warning or error, not "), text);
}

static bool splits_character(slice text, size_t at) {
	return at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;
}

static bool take_place(struct run *r, size_t number, span *at) {
	slice start = cell(r, START), end = cell(r, END);
	uint64_t from, to;
	*at = SPAN_NONE;
	if (start.n == 0 && end.n == 0) return true;
	bool fine = slice_to_u64(start, &from) && slice_to_u64(end, &to) && from <= to && to < SIZE_MAX;
	slice text = r->documents->text(r->documents->data, number);
	if (fine && text.p) fine = to <= text.n && !splits_character(text, from) && !splits_character(text, to);
	if (fine) *at = (span){(size_t)from, (size_t)to};
	return fine || refuse(r, S("start and end are no place in "), cell(r, DOCUMENT));
}

static bool take_row(struct run *r) {
	slice name = cell(r, DOCUMENT);
	size_t i = r->documents->find(r->documents->data, name);
	if (i == SIZE_MAX) return refuse(r, S("there is no document "), name.n > 0 ? name : S("NULL"));
	struct finding f = {.code = r->query.file->name,
	        .message = arena_copy(r->arena, cell(r, MESSAGE)),
	        .records = arena_copy(r->arena, cell(r, RECORDS)),
	        .expected = arena_copy(r->arena, cell(r, EXPECTED)),
	        .found = arena_copy(r->arena, cell(r, FOUND))};
	if (f.message.n == 0) return refuse(r, S("a finding needs a message"), S(""));
	if (!take_severity(r, &f.severity) || !take_place(r, i, &f.at)) return false;
	*vec_push(r->arena, r->found) = (struct found){i, r->documents->name(r->documents->data, i), f};
	return true;
}

static bool run_check(struct run *r, struct sql *s, const struct sql_file *f) {
	arena scratch = {0};
	bool fine = sql_query_open(s, f, &r->query) && take_shape(&r->query, &r->shape);
	while (fine && sql_query_next(&r->query, &scratch)) {
		fine = take_row(r);
		arena_reset(&scratch);
	}
	fine = fine && !r->query.failed;
	sql_query_close(&r->query);
	arena_free(&scratch);
	return fine;
}

/* ---- all of them */

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

/* By place, then by all that they say: the order of the rows does not matter. */
static int compare_found(const void *left, const void *right) {
	const struct found *a = left, *b = right;
	const struct finding *f = &a->finding, *g = &b->finding;
	int order = slice_compare(a->document, b->document);
	if (order == 0) order = ORDER(f->at.start + 1, g->at.start + 1); /* SPAN_NONE first */
	if (order == 0) order = ORDER(f->at.end + 1, g->at.end + 1);
	if (order == 0) order = slice_compare(f->code, g->code);
	if (order == 0) order = slice_compare(f->message, g->message);
	if (order == 0) order = slice_compare(f->records, g->records);
	if (order == 0) order = slice_compare(f->expected, g->expected);
	if (order == 0) order = slice_compare(f->found, g->found);
	return order != 0 ? order : ORDER(f->severity, g->severity);
}

/* Findings of one id would be two rows with it: the first stands. */
static bool says_the_same(const struct found *a, const struct found *b) {
	return a->number == b->number && a->finding.at.start == b->finding.at.start &&
	       a->finding.at.end == b->finding.at.end && slice_equal(a->finding.code, b->finding.code) &&
	       slice_equal(a->finding.message, b->finding.message);
}

bool checks_run(struct sql *s, const struct pack *pack, const struct library *documents) {
	arena scratch = {0};
	found_list found = {0};
	bool fine = true;
	for (size_t i = 0; i < pack->checks.n; i++) {
		struct run r = {.documents = documents, .found = &found, .arena = &scratch};
		if (!run_check(&r, s, &pack->checks.v[i])) fine = false;
	}
	if (found.n > 1) qsort(found.v, found.n, sizeof *found.v, compare_found);
	for (size_t i = 0; i < found.n && fine; i++) {
		if (i > 0 && says_the_same(&found.v[i - 1], &found.v[i])) continue;
		documents->add(documents->data, found.v[i].number, &found.v[i].finding);
	}
	arena_free(&scratch);
	return fine;
}

/* The functions that queries have beside SQLite's own: exact decimals, lists in a fixed order, the text of documents.
 *
 *   dec_add(a, b)  dec_sub(a, b)  dec_mul(a, b)  exact; without zeros at the end of the places
 *   dec_cmp(a, b)                                -1, 0 or 1
 *   dec_sum(a)                                   aggregate; NULLs count as nothing; of nothing: NULL
 *   list_of(text, separator)                     aggregate; each text once, in order of bytes; NULLs and '' left out
 *   source(document, start, end)                 the bytes of a document's text
 *
 * What is no decimal gives NULL, not an error: values come from documents, and no document may stop a run. A sum with
 * such a value in it is not known, and NULL too. */
#include "base/mem.h"
#include "dataset/sql_parts.h"
#include "values/decimal.h"

#include <stdlib.h>

static slice text_of(sqlite3_value *v) {
	if (sqlite3_value_type(v) == SQLITE_NULL) return ABSENT;
	const char *p = (const char *)sqlite3_value_text(v);
	return (slice){p, p ? (size_t)sqlite3_value_bytes(v) : 0};
}

/* A floating-point number is no decimal: what it was made from is lost. */
static bool take_decimal(sqlite3_value *v, struct decimal *d, arena *a) {
	if (sqlite3_value_type(v) == SQLITE_FLOAT) return false;
	slice text = text_of(v);
	return text.n > 0 && decimal_read(text, d, a);
}

static void give_text(sqlite3_context *c, slice text) {
	sqlite3_result_text64(c, text.p ? text.p : "", text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void give_decimal(sqlite3_context *c, struct decimal d, arena *a) {
	give_text(c, decimal_text(a, decimal_trim(d)));
}

/* ---- of two decimals */

static bool take_two(sqlite3_context *c, sqlite3_value **v, struct decimal *left, struct decimal *right, arena **a) {
	struct sql *s = sqlite3_user_data(c);
	*a = &s->scratch;
	arena_reset(*a);
	return take_decimal(v[0], left, *a) && take_decimal(v[1], right, *a);
}

static void dec_add(sqlite3_context *c, int n, sqlite3_value **v) {
	struct decimal left, right;
	arena *a;
	(void)n;
	if (take_two(c, v, &left, &right, &a)) give_decimal(c, decimal_add(a, left, right), a);
}

static void dec_sub(sqlite3_context *c, int n, sqlite3_value **v) {
	struct decimal left, right;
	arena *a;
	(void)n;
	if (take_two(c, v, &left, &right, &a)) give_decimal(c, decimal_add(a, left, decimal_negate(right)), a);
}

static void dec_mul(sqlite3_context *c, int n, sqlite3_value **v) {
	struct decimal left, right;
	arena *a;
	(void)n;
	if (take_two(c, v, &left, &right, &a)) give_decimal(c, decimal_multiply(a, left, right), a);
}

static void dec_cmp(sqlite3_context *c, int n, sqlite3_value **v) {
	struct decimal left, right;
	arena *a;
	(void)n;
	if (!take_two(c, v, &left, &right, &a)) return;
	int order = decimal_compare(a, left, right);
	sqlite3_result_int(c, (order > 0) - (order < 0));
}

/* What an aggregate keeps from row to row of a group, zeroed at first. */
static void *group_state(sqlite3_context *c, size_t bytes) {
	void *state = sqlite3_aggregate_context(c, (int)bytes);
	if (state) return state;
	mem_exhausted();
}

/* ---- sums */

/* Each new sum is made in the arena that does not hold the old one, so memory stays that of two numbers. */
struct sum {
	arena arenas[2];
	unsigned turn;
	struct decimal value;
	bool any, unknown;
};

static void dec_sum_step(sqlite3_context *c, int n, sqlite3_value **v) {
	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL) return;
	struct sum *sum = group_state(c, sizeof *sum);
	if (sum->unknown) return;
	sum->turn ^= 1;
	arena *a = &sum->arenas[sum->turn];
	arena_reset(a);
	struct decimal d;
	sum->unknown = !take_decimal(v[0], &d, a);
	if (!sum->unknown) sum->value = decimal_add(a, sum->any ? sum->value : decimal_of(a, 0), d);
	sum->any = true;
}

static void dec_sum_end(sqlite3_context *c) {
	struct sum *sum = sqlite3_aggregate_context(c, 0);
	if (!sum) return;
	if (!sum->unknown) give_decimal(c, sum->value, &sum->arenas[sum->turn]);
	arena_free(&sum->arenas[0]);
	arena_free(&sum->arenas[1]);
}

/* ---- lists */

struct list {
	arena arena;
	slices texts;
	slice separator;
};

static void list_step(sqlite3_context *c, int n, sqlite3_value **v) {
	(void)n;
	slice text = text_of(v[0]);
	if (text.n == 0) return;
	struct list *list = group_state(c, sizeof *list);
	if (list->texts.n == 0) list->separator = arena_copy(&list->arena, text_of(v[1]));
	*vec_push(&list->arena, &list->texts) = arena_copy(&list->arena, text);
}

static void list_end(sqlite3_context *c) {
	struct list *list = sqlite3_aggregate_context(c, 0);
	if (!list) return;
	slices *t = &list->texts, parts = {0};
	qsort(t->v, t->n, sizeof *t->v, slice_order);
	for (size_t i = 0; i < t->n; i++) {
		if (i > 0 && slice_equal(t->v[i], t->v[i - 1])) continue;
		if (i > 0) *vec_push(&list->arena, &parts) = list->separator;
		*vec_push(&list->arena, &parts) = t->v[i];
	}
	give_text(c, slice_concat(&list->arena, parts.v, parts.n));
	arena_free(&list->arena);
}

/* ---- documents */

static void source(sqlite3_context *c, int n, sqlite3_value **v) {
	struct sql *s = sqlite3_user_data(c);
	(void)n;
	slice name = text_of(v[0]);
	if (name.n == 0 || !s->setup.text) return;
	if (sqlite3_value_type(v[1]) != SQLITE_INTEGER || sqlite3_value_type(v[2]) != SQLITE_INTEGER) return;
	slice text = s->setup.text(s->setup.data, name);
	sqlite3_int64 start = sqlite3_value_int64(v[1]), end = sqlite3_value_int64(v[2]);
	if (!text.p || start < 0 || end < start || (uint64_t)end > text.n) return;
	give_text(c, slice_sub(text, (size_t)start, (size_t)end));
}

/* ---- all of them */

bool sql_functions_add(struct sql *s) {
	static const struct {
		const char *name;
		int arguments;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
		void (*step)(sqlite3_context *, int, sqlite3_value **);
		void (*end)(sqlite3_context *);
	} functions[] = {{"dec_add", 2, dec_add, NULL, NULL}, {"dec_sub", 2, dec_sub, NULL, NULL},
	        {"dec_mul", 2, dec_mul, NULL, NULL}, {"dec_cmp", 2, dec_cmp, NULL, NULL},
	        {"dec_sum", 1, NULL, dec_sum_step, dec_sum_end}, {"list_of", 2, NULL, list_step, list_end},
	        {"source", 3, source, NULL, NULL}};
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
		if (sqlite3_create_function_v2(s->db, functions[i].name, functions[i].arguments, flags, s,
		            functions[i].call, functions[i].step, functions[i].end, NULL) != SQLITE_OK)
			return sql_refuse(s, S("prepare its functions"));
	}
	return true;
}

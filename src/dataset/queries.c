/* Views and checks while a dataset is written: see queries.h. */
#include "dataset/queries.h"

#include "dataset/checks.h"

/* In the folder of the dataset, gone before its files are counted. */
#define DATABASE_NAME "tables.sqlite"

static slice text_of(void *data, slice document) {
	const struct queries *q = data;
	size_t i = q->documents->find(q->documents->data, document);
	return i == SIZE_MAX ? ABSENT : q->documents->text(q->documents->data, i);
}

static void *open_all(void *queries) {
	struct queries *q = queries;
	q->views = views_describe(q->pack, &q->arena, &q->diags);
	if (!q->views) return NULL;
	q->view_count = q->pack->views.n;
	q->sql = sql_open(&(struct sql_setup){.path = say(&q->arena, q->folder, S("/" DATABASE_NAME)),
	                          .pack = q->pack,
	                          .own_queries = true,
	                          .diags = &q->diags,
	                          .text = text_of,
	                          .data = q},
	        &q->arena);
	q->fine = q->sql != NULL;
	return NULL;
}

void queries_begin(
        struct queries *q, const struct pack *pack, slice folder, const struct library *documents, bool beside) {
	*q = (struct queries){.documents = documents, .folder = folder, .fine = true};
	if (!pack || pack->views.n + pack->checks.n == 0) return;
	q->pack = pack;
	q->diags.arena = &q->arena;
	q->fine = false;
	q->begun = true;
	beside_begin(&q->opening, beside, open_all, q);
}

bool queries_open(struct queries *q, struct diags *diags) {
	if (q->begun) beside_end(&q->opening);
	q->begun = false;
	arena_adopt(diags->arena, &q->arena);
	for (size_t i = 0; i < q->diags.list.n; i++) diag_add(diags, q->diags.list.v[i]);
	if (q->sql != NULL) sql_tell(q->sql, diags);
	return q->fine;
}

bool queries_put(struct queries *q, const struct rowset *set) { return !q->pack || sql_put(q->sql, set); }

bool queries_put_row(struct queries *q, const struct table *t, const slice *cells) {
	return !q->pack || sql_put_row(q->sql, t, cells);
}

bool queries_check(struct queries *q) {
	if (!q->pack) return true;
	return sql_freeze(q->sql) && checks_run(q->sql, q->pack, q->documents) && sql_thaw(q->sql) &&
	       sql_empty(q->sql, &tables[TABLE_findings]);
}

bool queries_view(struct queries *q, struct dataset_files *files) {
	if (!q->pack) return true;
	bool fine = sql_freeze(q->sql);
	for (size_t i = 0; i < q->view_count && fine; i++) fine = view_write(q->sql, q->pack, q->views, i, files);
	return fine;
}

bool queries_close(struct queries *q) {
	if (q->begun) beside_end(&q->opening);
	q->begun = false;
	bool fine = sql_close(q->sql);
	q->sql = NULL;
	arena_free(&q->arena);
	return fine;
}

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

bool queries_open(struct queries *q, const struct pack *pack, slice folder, const struct library *documents, arena *a,
        struct diags *diags) {
	*q = (struct queries){.documents = documents};
	if (!pack || pack->views.n + pack->checks.n == 0) return true;
	q->pack = pack;
	q->views = views_describe(pack, a, diags);
	if (!q->views) return false;
	q->view_count = pack->views.n;
	q->sql = sql_open(&(struct sql_setup){.path = say(a, folder, S("/" DATABASE_NAME)),
	                          .pack = pack,
	                          .own_queries = true,
	                          .diags = diags,
	                          .text = text_of,
	                          .data = q},
	        a);
	return q->sql != NULL;
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
	bool fine = sql_close(q->sql);
	q->sql = NULL;
	return fine;
}

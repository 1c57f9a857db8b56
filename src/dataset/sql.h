/* The tables of a dataset as an SQL database, for views and checks: SQLite in a file, filled from the rows that are
 * written, then only read.
 *
 *   struct sql *s = sql_open(&(struct sql_setup){.path = path, .pack = pack, .diags = diags}, a);
 *   sql_put(s, &figures);                       // rowsets, as files get them
 *   sql_freeze(s);                              // from here on queries alone
 *   struct sql_query q;
 *   if (sql_query_open(s, &pack->views.v[0], &q))
 *       while (sql_query_next(&q, scratch)) use(q.cells);
 *   sql_query_close(&q);
 *
 * Columns are TEXT, places and positions INTEGER, empty cells NULL. Registers of the pack are tables too, under their
 * names. A query is trusted no further than it must be: an authorizer lets it read these tables and call the functions
 * of a closed list, none of which knows a clock, chance, files or floating point; its steps and sizes are limited by
 * counts. What a query does wrong is a fatal diag at its place in the file. Not thread-safe. */
#ifndef GARNER_DATASET_SQL_H
#define GARNER_DATASET_SQL_H

#include "dataset/rows.h"
#include "rules/pack.h"

struct sql_setup {
	slice path; /* of a file that is made, and removed by sql_close; ABSENT: in memory, without registers' rows */
	const struct pack *pack; /* its registers become tables */
	bool own_queries; /* no query but the pack's own: tables and registers that none of them can name stay empty */
	struct diags *diags;
	uint64_t steps; /* that one query may take; 0: as many as fit the rows */
	/* The text of a document, or ABSENT: what source() reads. May be NULL. */
	slice (*text)(void *data, slice document);
	void *data;
};

struct sql;
/* In the arena, but for what SQLite holds; NULL with diags. */
struct sql *sql_open(const struct sql_setup *setup, arena *a);
/* NULL is fine. False with a diag where its file stays. */
void sql_tell(struct sql *s, struct diags *diags); /* from now on, instead of those it was opened with */
bool sql_close(struct sql *s);

/* Each false with a diag. */
bool sql_put_row(struct sql *s, const struct table *t, const slice *cells);
bool sql_put(struct sql *s, const struct rowset *set);
bool sql_empty(struct sql *s, const struct table *t);
bool sql_freeze(struct sql *s); /* then queries; nothing can be put */
bool sql_thaw(struct sql *s);   /* and back */

struct sql_query {
	struct sql *sql;
	const struct sql_file *file;
	void *statement;
	slices columns;
	slice *cells; /* of the row, columns.n of them; ABSENT is NULL. Valid until the next row */
	bool failed;
	arena *told; /* that messages live in */
};
/* False with a diag where it is no query, or one that is not allowed. To be closed all the same. */
bool sql_query_open(struct sql *s, const struct sql_file *f, struct sql_query *q);
/* False at the end, and with q->failed and a diag where the query went wrong. Cells live in the arena. */
bool sql_query_next(struct sql_query *q, arena *a);
void sql_query_close(struct sql_query *q);
/* A fatal diag about a query that ran but gave what cannot be used. */
void sql_query_refuse(struct sql_query *q, slice message);

#endif

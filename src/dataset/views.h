/* Views: what the SQL of a pack makes of the tables, as tables of their own: views/NAME.sql → NAME.csv, NAME.jsonl.
 *
 * A view is one query with ORDER BY; its columns, all text, are those of the file. What it is for stands in the comment
 * that the file begins with. */
#ifndef GARNER_DATASET_VIEWS_H
#define GARNER_DATASET_VIEWS_H

#include "dataset/files.h"
#include "dataset/sql.h"

/* The tables that the pack's views give, in order of their names, pack->views.n of them; NULL with diags where a view is
 * none. The pack may be NULL. In the arena. */
struct table *views_describe(const struct pack *pack, arena *a, struct diags *diags);
/* Runs view number i and writes its rows. The database must be frozen. */
bool view_write(
        struct sql *s, const struct pack *pack, const struct table *views, size_t i, struct dataset_files *files);

/* Views and checks of the pack, looked at without rows: false with diags where any is wrong. What the views give is kept
 * with the pack, in the arena. */
bool sql_check(struct pack *pack, arena *a, struct diags *diags);

#endif

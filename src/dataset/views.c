/* Views: see views.h. */
#include "dataset/views.h"

#include "base/ascii.h"
#include "dataset/checks.h"
#include "dataset/sql_parts.h"

/* What a header, a JSON member and an SQL name can be without quotes. */
static bool is_column_name(slice name) {
	for (size_t i = 0; i < name.n; i++) {
		bool letter = ascii_is_lower(name.p[i]), digit = ascii_is_digit(name.p[i]);
		if (!letter && (i == 0 || (!digit && name.p[i] != '_'))) return false;
	}
	return name.n > 0;
}

static bool columns_are_named(struct sql_query *q) {
	for (size_t i = 0; i < q->columns.n; i++) {
		if (is_column_name(q->columns.v[i])) continue;
		sql_query_refuse(
		        q, say(q->told, S("a column of a view is named with AS, by a-z, 0-9 and _; this is none: "),
		                   q->columns.v[i]));
		return false;
	}
	return true;
}

static bool describe(struct sql *s, const struct sql_file *f, struct table *t, arena *a) {
	struct sql_query q;
	struct sql_text text = sql_text_scan(f->origin.source, a);
	bool fine = sql_query_open(s, f, &q) && columns_are_named(&q);
	if (fine && !text.has_order) {
		sql_query_refuse(&q, S("a view has ORDER BY, so that its rows stand in one order"));
		fine = false;
	}
	struct column *columns = arena_alloc(a, (q.columns.n + 1) * sizeof *columns);
	for (size_t i = 0; i < q.columns.n; i++)
		columns[i] = (struct column){.name = arena_copy(a, q.columns.v[i]),
		        .type = COLUMN_TEXT,
		        .references = S(""),
		        .about = S("")};
	*t = (struct table){.name = f->name,
	        .is = S(""),
	        .about = text.about.n > 0 ? text.about : S("a view of the rule pack"),
	        .columns = columns,
	        .count = q.columns.n};
	sql_query_close(&q);
	return fine;
}

static struct sql *open_empty(const struct pack *pack, arena *a, struct diags *diags) {
	struct sql *s = sql_open(&(struct sql_setup){.pack = pack, .own_queries = true, .diags = diags}, a);
	if (!s || sql_freeze(s)) return s;
	(void)sql_close(s);
	return NULL;
}

static struct table *describe_all(struct sql *s, const struct pack *pack, arena *a) {
	bool fine = true;
	struct table *views = arena_alloc(a, (pack->views.n + 1) * sizeof *views);
	for (size_t i = 0; i < pack->views.n; i++)
		if (!describe(s, &pack->views.v[i], &views[i], a)) fine = false;
	return fine ? views : NULL;
}

struct table *views_describe(const struct pack *pack, arena *a, struct diags *diags) {
	if (!pack || pack->views.n == 0) return arena_alloc(a, sizeof(struct table));
	if (pack->view_tables) return pack->view_tables;
	struct sql *s = open_empty(pack, a, diags);
	struct table *views = s ? describe_all(s, pack, a) : NULL;
	return sql_close(s) ? views : NULL;
}

bool sql_check(struct pack *pack, arena *a, struct diags *diags) {
	if (pack->views.n + pack->checks.n == 0) return true;
	arena scratch = {0};
	struct sql *s = open_empty(pack, &scratch, diags);
	if (s) pack->view_tables = describe_all(s, pack, a);
	bool fine = pack->view_tables != NULL;
	for (size_t i = 0; i < pack->checks.n && s; i++)
		if (!check_look(s, &pack->checks.v[i])) fine = false;
	fine = sql_close(s) && fine;
	arena_free(&scratch);
	return fine;
}

bool view_write(
        struct sql *s, const struct pack *pack, const struct table *views, size_t i, struct dataset_files *files) {
	struct sql_query q;
	arena scratch = {0};
	struct output out;
	output_open(&out, files);
	bool fine = sql_query_open(s, &pack->views.v[i], &q) && q.columns.n == views[i].count;
	while (fine && sql_query_next(&q, &scratch)) {
		output_row(&out, files, TABLE_COUNT + i, q.cells);
		files_put_table(files, TABLE_COUNT + i, &out);
		arena_reset(&scratch);
	}
	output_close(&out, files);
	fine = fine && !q.failed;
	sql_query_close(&q);
	arena_free(&scratch);
	return fine;
}

/* Queries: prepared, stepped, and what is wrong with them told at its place. A part of sql.h. */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "dataset/sql_parts.h"

/* ---- saying what is wrong */

static void complain(struct sql_query *q, span at, slice message) {
	const struct origin *o = &q->file->origin;
	struct diags *diags = q->sql->setup.diags;
	diag_add(diags,
	        (struct diag){.code = CODE_SQL, .file = o->file, .source = o->source, .at = at, .message = message});
	q->failed = true;
}

void sql_query_refuse(struct sql_query *q, slice message) { complain(q, SPAN_NONE, message); }

/* The word or sign at the offset, as far as an excerpt wants it. */
static span place_at(slice source, size_t at) {
	if (at >= source.n) return (span){source.n, source.n};
	size_t end = at + 1;
	while (end < source.n && (ascii_is_lower(source.p[end]) || source.p[end] == '_')) end++;
	return (span){at, end};
}

static void complain_denied(struct sql_query *q, size_t start) {
	const struct sql *s = q->sql;
	slice source = q->file->origin.source, name = s->denied_name;
	span at = name.p ? sql_text_find(source, name) : SPAN_NONE;
	if (span_is_none(at)) at = place_at(source, start);
	complain(q, at, say(s->setup.diags->arena, slice_of(s->denied), name.p ? name : S("")));
}

/* What SQLite says last. */
static void complain_sqlite(struct sql_query *q, size_t start) {
	struct sql *s = q->sql;
	arena *a = s->setup.diags->arena;
	slice message = arena_copy(a, slice_of(sqlite3_errmsg(s->db)));
	int offset = sqlite3_error_offset(s->db);
	/* SQLite says no more than that it was refused, and not always with the code for that. */
	if (s->denied) {
		complain_denied(q, start);
		return;
	}
	switch (sqlite3_errcode(s->db) & 0xFF) {
	case SQLITE_NOMEM: mem_exhausted();
	case SQLITE_INTERRUPT:
		message = say(a, S("stopped: it takes more than the "), slice_of_u64(a, s->steps),
		        S(" steps that a query may take"));
		break;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		q->failed = true;
		sql_refuse(s, S("be read"));
		return;
	default: break;
	}
	complain(q, offset < 0 ? SPAN_NONE : place_at(q->file->origin.source, (size_t)offset), message);
}

/* ---- beginning */

static bool take_columns(struct sql_query *q) {
	struct sql *s = q->sql;
	size_t n = (size_t)sqlite3_column_count(q->statement);
	for (size_t i = 0; i < n; i++) {
		slice name = arena_copy(s->arena, slice_of(sqlite3_column_name(q->statement, (int)i)));
		for (size_t k = 0; k < q->columns.n; k++) {
			if (!slice_equal(q->columns.v[k], name)) continue;
			complain(q, SPAN_NONE, say(q->told, S("two columns have the name "), name));
			return false;
		}
		*vec_push(s->arena, &q->columns) = name;
	}
	q->cells = arena_alloc(s->arena, (n + 1) * sizeof *q->cells);
	return true;
}

bool sql_query_open(struct sql *s, const struct sql_file *f, struct sql_query *q) {
	*q = (struct sql_query){.sql = s, .file = f, .told = s->setup.diags->arena};
	slice source = f->origin.source;
	const char *tail = NULL;
	sqlite3_stmt *statement = NULL;
	size_t bad, start = sql_text_scan(source, s->arena).start;
	if (!utf8_valid(source, &bad)) {
		complain(q, (span){bad, bad + 1}, S("not UTF-8"));
		return false;
	}
	if (slice_find_byte(source, '\0') != SIZE_MAX) {
		complain(q, place_at(source, slice_find_byte(source, '\0')), S("a NUL byte"));
		return false;
	}
	if (start == source.n) {
		complain(q, SPAN_NONE, S("holds no query"));
		return false;
	}
	sql_guard_begin(s);
	int error = sqlite3_prepare_v3(s->db, source.p, (int)source.n, 0, &statement, &tail);
	q->statement = statement;
	if (error != SQLITE_OK) {
		complain_sqlite(q, start);
		return false;
	}
	/* EXPLAIN passes the authorizer, but tells of SQLite and not of the dataset. */
	if (!sql_text_scan(source, s->arena).has_select || !sqlite3_stmt_readonly(statement)) {
		complain(q, place_at(source, start), S("a query only reads: SELECT, WITH or VALUES"));
		return false;
	}
	if (sql_text_goes_on(source, (size_t)(tail - source.p))) {
		complain(q, place_at(source, (size_t)(tail - source.p)), S("one query a file; this is a second one"));
		return false;
	}
	return take_columns(q);
}

/* ---- rows */

static bool take_cell(struct sql_query *q, int i, arena *a) {
	sqlite3_stmt *statement = q->statement;
	slice *cell = &q->cells[i];
	int type = sqlite3_column_type(statement, i);
	*cell = ABSENT;
	if (type == SQLITE_NULL) return true;
	slice column = q->columns.v[i];
	arena *told = q->sql->setup.diags->arena;
	if (type == SQLITE_FLOAT || type == SQLITE_BLOB) {
		complain(q, SPAN_NONE,
		        say(told, S("column "), column,
		                type == SQLITE_BLOB ? S(" holds bytes that are no text")
		                                    : S(" holds a floating-point number; dec_add, dec_sub, dec_mul and "
		                                        "dec_sum are exact")));
		return false;
	}
	slice text = {(const char *)sqlite3_column_text(statement, i), 0};
	if (!text.p) mem_exhausted();
	text.n = (size_t)sqlite3_column_bytes(statement, i);
	size_t bad;
	if (!utf8_valid(text, &bad) || slice_find_byte(text, '\0') != SIZE_MAX) {
		complain(q, SPAN_NONE,
		        say(told, S("column "), column,
		                S(" holds bytes that are no text; does source() cut a character?")));
		return false;
	}
	*cell = arena_copy(a, text);
	return true;
}

bool sql_query_next(struct sql_query *q, arena *a) {
	if (q->failed) return false;
	int got = sqlite3_step(q->statement);
	if (got == SQLITE_DONE) return false;
	if (got != SQLITE_ROW) {
		complain_sqlite(q, 0);
		return false;
	}
	for (size_t i = 0; i < q->columns.n; i++)
		if (!take_cell(q, (int)i, a)) return false;
	return true;
}

void sql_query_close(struct sql_query *q) {
	sqlite3_finalize(q->statement);
	q->statement = NULL;
}

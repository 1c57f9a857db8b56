/* The database behind views and checks: made, filled, closed and opened again for reading. See sql.h. Queries are
 * sql_query.c.
 *
 * SQLite makes its own system calls for this one file, which is no part of a dataset and gone before one is in place;
 * that any of them fails is told as the system's refusal. */
#include "dataset/sql.h"

#include "base/io.h"
#include "base/mem.h"
#include "dataset/sql_parts.h"

#include <errno.h>
#include <string.h>

bool sql_refuse(struct sql *s, slice what) {
	int error = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
	if (error == SQLITE_NOMEM) mem_exhausted();
	arena *a = s->setup.diags->arena;
	slice reason = arena_copy(a, slice_of(sqlite3_errmsg(s->db)));
	diag_add(s->setup.diags,
	        (struct diag){.code = CODE_SYSTEM,
	                .at = SPAN_NONE,
	                .message = say(a, S("the database for views and checks cannot "), what, S(": "), reason)});
	return false;
}

/* ---- making it */

static size_t kind_count(const struct sql *s) { return s->setup.pack ? s->setup.pack->kinds.n : 0; }

/* The tables of every dataset, then those of the pack's own kinds. */
static const struct table *table_at(const struct sql *s, size_t i) {
	return i < TABLE_COUNT ? &tables[i] : s->setup.pack->kinds.v[i - TABLE_COUNT];
}

static void put_name(struct buf *out, slice name) {
	buf_byte(out, '"');
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '"') buf_byte(out, '"');
		buf_byte(out, name.p[i]);
	}
	buf_byte(out, '"');
}

static bool run(struct sql *s, struct buf *statement) {
	buf_byte(statement, '\0');
	int error = sqlite3_exec(s->db, statement->p, NULL, NULL, NULL);
	buf_clear(statement);
	return error == SQLITE_OK;
}

static bool command(struct sql *s, slice statement) {
	struct buf text = {0};
	buf_put(&text, statement);
	bool fine = run(s, &text) || sql_refuse(s, statement);
	buf_free(&text);
	return fine;
}

static bool make_table(struct sql *s, const struct table *t) {
	struct buf text = {0};
	buf_put(&text, S("CREATE TABLE "));
	put_name(&text, t->name);
	for (size_t i = 0; i < row_width(t); i++) {
		buf_put(&text, i == 0 ? S("(") : S(", "));
		put_name(&text, row_column(t, i)->name);
		buf_put(&text, row_column(t, i)->type == COLUMN_INTEGER ? S(" INTEGER") : S(" TEXT"));
	}
	buf_put(&text, S(")"));
	bool fine = run(s, &text) || sql_refuse(s, S("make a table"));
	map_add(&s->known, t->name, 0);
	buf_free(&text);
	return fine;
}

static sqlite3_stmt *make_insert(struct sql *s, slice name, size_t columns) {
	struct buf text = {0};
	sqlite3_stmt *insert = NULL;
	buf_put(&text, S("INSERT INTO "));
	put_name(&text, name);
	for (size_t i = 0; i < columns; i++) buf_put(&text, i == 0 ? S(" VALUES (?") : S(", ?"));
	buf_put(&text, S(")"));
	if (sqlite3_prepare_v2(s->db, text.p, (int)text.n, &insert, NULL) != SQLITE_OK) sql_refuse(s, S("take rows"));
	buf_free(&text);
	return insert;
}

/* An empty cell is NULL; a number beyond 63 bits, which only a foreign line can bring, stays text. */
static void bind_cell(sqlite3_stmt *insert, size_t i, slice cell, enum column_type type) {
	uint64_t n;
	int at = (int)i + 1;
	if (cell.n == 0)
		sqlite3_bind_null(insert, at);
	else if (type == COLUMN_INTEGER && slice_to_u64(cell, &n) && n <= INT64_MAX)
		sqlite3_bind_int64(insert, at, (sqlite3_int64)n);
	else
		sqlite3_bind_text64(insert, at, cell.p, cell.n, SQLITE_STATIC, SQLITE_UTF8);
}

static bool insert_row(struct sql *s, sqlite3_stmt *insert) {
	int done = sqlite3_step(insert);
	sqlite3_reset(insert);
	s->rows++;
	return done == SQLITE_DONE || sql_refuse(s, S("take a row"));
}

/* ---- registers */

static bool refuse_register(struct sql *s, const struct register_table *r, slice why) {
	diag_add(s->setup.diags, (struct diag){.code = CODE_SQL,
	                                 .file = r->origin.file,
	                                 .source = r->origin.source,
	                                 .at = {0, 0},
	                                 .message = say(s->setup.diags->arena, S("register "), r->name,
	                                         S(" can be no table for views and checks: "), why)});
	return false;
}

static bool fill_register(struct sql *s, const struct register_table *r) {
	sqlite3_stmt *insert = make_insert(s, r->name, r->columns.n);
	bool fine = insert != NULL;
	for (size_t row = 0; row < r->rows.n && fine; row++) {
		for (size_t i = 0; i < r->columns.n; i++) bind_cell(insert, i, r->rows.v[row][i], COLUMN_TEXT);
		fine = insert_row(s, insert);
	}
	sqlite3_finalize(insert);
	return fine;
}

static bool add_register(struct sql *s, const struct register_table *r) {
	if (r->columns.n == 0) return true;
	struct buf text = {0};
	buf_put(&text, S("CREATE TABLE "));
	put_name(&text, r->name);
	for (size_t i = 0; i < r->columns.n; i++) {
		buf_put(&text, i == 0 ? S("(") : S(", "));
		put_name(&text, r->columns.v[i]);
		buf_put(&text, S(" TEXT"));
	}
	buf_put(&text, S(")"));
	/* SQLite takes names for equal that differ in case alone, and knows the dataset's own tables by then. */
	bool fine = run(s, &text) ||
	            refuse_register(s, r, arena_copy(s->setup.diags->arena, slice_of(sqlite3_errmsg(s->db))));
	buf_free(&text);
	if (!fine) return false;
	map_add(&s->known, r->name, 0);
	return !s->setup.path.p || fill_register(s, r);
}

/* All queries of the pack in one text, in lower case. */
static slice queries_text(const struct pack *p, arena *a) {
	slices texts = {0};
	for (size_t i = 0; i < p->views.n; i++) *vec_push(a, &texts) = p->views.v[i].origin.source;
	for (size_t i = 0; i < p->checks.n; i++) *vec_push(a, &texts) = p->checks.v[i].origin.source;
	return sql_text_lower(slice_concat(a, texts.v, texts.n), a);
}

/* May the name stand anywhere in what will be asked, in quotes perhaps? Errs towards yes. */
static bool may_be_named(const struct sql *s, slice name) {
	if (!s->queries.p) return true;
	/* Quotes inside quotes are written twice. */
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '"' || name.p[i] == '\'' || name.p[i] == '`') return true;
	return slice_find(s->queries, sql_text_lower(name, s->arena)) != SIZE_MAX;
}

/* Which tables of the dataset the queries may read: the others get no rows. */
static void note_wanted(struct sql *s) {
	for (size_t i = 0; i < TABLE_COUNT + kind_count(s); i++) s->wanted[i] = may_be_named(s, table_at(s, i)->name);
}

static bool add_registers(struct sql *s) {
	bool fine = true;
	const struct pack *p = s->setup.pack;
	if (!p) return true;
	for (size_t i = 0; i < p->registers.n; i++) {
		const struct register_table *r = p->registers.v[i];
		if (may_be_named(s, r->name))
			fine = add_register(s, r) && fine;
		else if (r->columns.n > 0)
			s->rows += r->rows.n; /* how many steps are fair must not hang on what is left out */
	}
	return fine;
}

/* ---- connections */

static bool connect(struct sql *s, int flags) {
	const char *path = s->setup.path.p ? arena_c_string(s->arena, s->setup.path) : ":memory:";
	if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
		return sql_refuse(s, S("be opened"));
	return command(s, S("PRAGMA cache_size = -16384")) && command(s, S("PRAGMA locking_mode = EXCLUSIVE"));
}

static void disconnect(struct sql *s) {
	for (size_t i = 0; i < TABLE_COUNT + kind_count(s); i++) {
		sqlite3_finalize(s->inserts[i]);
		s->inserts[i] = NULL;
	}
	sqlite3_close_v2(s->db);
	s->db = NULL;
}

/* Nothing of it outlives the run: no journal, no waiting for the disk. */
static bool begin_filling(struct sql *s) {
	return connect(s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) && command(s, S("PRAGMA journal_mode = OFF")) &&
	       command(s, S("PRAGMA synchronous = OFF")) && command(s, S("BEGIN"));
}

struct sql *sql_open(const struct sql_setup *setup, arena *a) {
	sql_memory_install();
	struct sql *s = arena_alloc(a, sizeof *s);
	*s = (struct sql){.arena = a, .setup = *setup, .known = {.arena = a}};
	if (setup->own_queries && setup->pack) s->queries = queries_text(setup->pack, a);
	s->inserts = arena_alloc(a, (TABLE_COUNT + kind_count(s)) * sizeof(sqlite3_stmt *));
	s->wanted = arena_alloc(a, (TABLE_COUNT + kind_count(s)) * sizeof *s->wanted);
	note_wanted(s);
	bool fine = begin_filling(s);
	for (size_t i = 0; i < TABLE_COUNT + kind_count(s) && fine; i++) fine = make_table(s, table_at(s, i));
	if (fine && add_registers(s)) return s;
	(void)sql_close(s);
	return NULL;
}

void sql_tell(struct sql *s, struct diags *diags) { s->setup.diags = diags; }

bool sql_close(struct sql *s) {
	if (!s) return true;
	disconnect(s);
	arena_free(&s->scratch);
	if (!s->setup.path.p || io.unlink(arena_c_string(s->arena, s->setup.path)) == 0 || errno == ENOENT) return true;
	slice reason = slice_of(strerrordesc_np(errno));
	slice message = say(s->setup.diags->arena, S("cannot remove "), s->setup.path, S(": "), reason);
	diag_add(s->setup.diags, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = message});
	return false;
}

/* Queries join over ids. Indexes of SQLite's own making are not to be relied on: it makes none where it takes a table for
 * a small one, which it cannot know. */
static bool add_index(struct sql *s, const struct table *t, size_t column) {
	struct buf text = {0};
	buf_put(&text, S("CREATE INDEX "));
	put_name(&text, say(s->arena, t->name, S("."), row_column(t, column)->name));
	buf_put(&text, S(" ON "));
	put_name(&text, t->name);
	buf_byte(&text, '(');
	put_name(&text, row_column(t, column)->name);
	buf_byte(&text, ')');
	bool fine = run(s, &text) || sql_refuse(s, S("make an index"));
	buf_free(&text);
	return fine;
}

static bool add_indexes(struct sql *s) {
	if (s->indexed || !s->setup.path.p) return true;
	s->indexed = true;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		for (size_t k = 0; k < row_width(&tables[i]); k++) {
			const struct column *c = row_column(&tables[i], k);
			bool joins = k == 0 || c->references.n > 0;
			if (&tables[i] == &tables[TABLE_relations])
				joins = joins || k == EVIDENCE_COLUMNS + COLUMN_relations_subject ||
				        k == EVIDENCE_COLUMNS + COLUMN_relations_object;
			if (s->wanted[i] && joins && c->type == COLUMN_TEXT && !add_index(s, &tables[i], k))
				return false;
		}
	return true;
}

bool sql_freeze(struct sql *s) {
	if (!add_indexes(s) || !command(s, S("COMMIT"))) return false;
	if (s->setup.path.p) {
		disconnect(s);
		if (!connect(s, SQLITE_OPEN_READONLY)) return false;
	}
	if (!command(s, S("PRAGMA query_only = ON")) || !sql_functions_add(s)) return false;
	sql_guard(s);
	return true;
}

bool sql_thaw(struct sql *s) {
	disconnect(s);
	return begin_filling(s);
}

/* ---- rows */

static size_t table_number(const struct sql *s, const struct table *t) {
	for (size_t i = 0; i < kind_count(s); i++)
		if (s->setup.pack->kinds.v[i] == t) return TABLE_COUNT + i;
	return (size_t)(t - tables);
}

bool sql_put_row(struct sql *s, const struct table *t, const slice *cells) {
	size_t number = table_number(s, t);
	sqlite3_stmt **insert = &s->inserts[number];
	if (!s->wanted[number]) {
		s->rows++; /* as if it were there: see add_registers */
		return true;
	}
	if (!*insert) *insert = make_insert(s, t->name, row_width(t));
	if (!*insert) return false;
	for (size_t i = 0; i < row_width(t); i++) bind_cell(*insert, i, cells[i], row_column(t, i)->type);
	return insert_row(s, *insert);
}

bool sql_put(struct sql *s, const struct rowset *set) {
	for (size_t i = 0; i < set->rows.n; i++)
		if (!sql_put_row(s, set->table, set->rows.v[i].cells)) return false;
	return true;
}

bool sql_empty(struct sql *s, const struct table *t) {
	struct buf text = {0};
	buf_put(&text, S("DELETE FROM "));
	put_name(&text, t->name);
	bool fine = run(s, &text) || sql_refuse(s, S("be emptied"));
	buf_free(&text);
	return fine;
}

/* What a query may do: read the tables of the dataset and of registers, call the functions listed here, and no more
 * steps than a fair query takes. https://sqlite.org/c3ref/set_authorizer.html, https://sqlite.org/security.html */
#include "dataset/sql_parts.h"

#include <string.h>

/* Those that give the same for the same rows, whatever the machine, the hour or the order in which rows are met. Not
 * here: chance, clocks, files, floating point (avg, total, round, printf), group_concat (its order is the planner's;
 * list_of sorts). */
static const char *const functions[] = {"abs", "char", "coalesce", "count", "dec_add", "dec_cmp", "dec_mul", "dec_sub",
        "dec_sum", "dense_rank", "first_value", "glob", "ifnull", "iif", "instr", "lag", "last_value", "lead", "length",
        "like", "list_of", "lower", "ltrim", "max", "min", "nth_value", "ntile", "nullif", "rank", "replace",
        "row_number", "rtrim", "sign", "source", "substr", "substring", "sum", "trim", "typeof", "unicode", "upper"};

static bool is_listed(const char *name) {
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (sqlite3_stricmp(functions[i], name) == 0) return true;
	return false;
}

static int deny(struct sql *s, const char *why, const char *name) {
	if (s->denied) return SQLITE_DENY;
	s->denied = why;
	s->denied_name = arena_copy(s->arena, slice_of(name));
	return SQLITE_DENY;
}

static int authorize(void *data, int action, const char *one, const char *two, const char *base, const char *trigger) {
	struct sql *s = data;
	(void)base, (void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE: return SQLITE_OK;
	case SQLITE_READ:
		/* No column of it: count(*), and over a common table expression too, whose name stands here alike. */
		if (two && *two == '\0') return SQLITE_OK;
		if (map_get(&s->known, slice_of(one)) != SIZE_MAX) return SQLITE_OK;
		return deny(s, "there is nothing to read by the name of ", one);
	case SQLITE_FUNCTION:
		if (two && is_listed(two)) return SQLITE_OK;
		return deny(s, "queries may not use the function ", two);
	default: return deny(s, "a query only reads: SELECT, WITH or VALUES", NULL);
	}
}

static int count_steps(void *data) {
	struct sql *s = data;
	if (s->steps_left < SQL_STEPS_AT_ONCE) return 1;
	s->steps_left -= SQL_STEPS_AT_ONCE;
	return 0;
}

/* Sizes that a query over any dataset stays below; SQLite's own limits where those are lower. */
static void set_limits(sqlite3 *db) {
	static const struct {
		int limit, value;
	} limits[] = {{SQLITE_LIMIT_LENGTH, 256 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 1 << 20}, {SQLITE_LIMIT_COLUMN, 2000},
	        {SQLITE_LIMIT_EXPR_DEPTH, 200}, {SQLITE_LIMIT_COMPOUND_SELECT, 100}, {SQLITE_LIMIT_VDBE_OP, 250000},
	        {SQLITE_LIMIT_FUNCTION_ARG, 16}, {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
	        {SQLITE_LIMIT_VARIABLE_NUMBER, 0}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) sqlite3_limit(db, limits[i].limit, limits[i].value);
}

/* What a mistyped name in double quotes or a schema made by others could do does not arise. */
static void set_defences(sqlite3 *db) {
	static const struct {
		int option, value;
	} options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	        {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0}};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		sqlite3_db_config(db, options[i].option, options[i].value, NULL);
}

/* A join of two tables over an index takes some tens of steps a row; a query that compares every row with every other
 * one of a large table is none to wait for. */
void sql_guard_begin(struct sql *s) {
	static const uint64_t LEAST = 200000000, A_ROW = 10000;
	s->steps = s->setup.steps > 0 ? s->setup.steps : LEAST + A_ROW * s->rows;
	s->steps_left = s->steps;
	s->denied = NULL;
}

void sql_guard(struct sql *s) {
	set_limits(s->db);
	set_defences(s->db);
	sql_guard_begin(s);
	sqlite3_set_authorizer(s->db, authorize, s);
	sqlite3_progress_handler(s->db, SQL_STEPS_AT_ONCE, count_steps, s);
}

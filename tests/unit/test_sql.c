/* The database behind views and checks: what queries may do, what their functions give, and how they are refused. */
#include "asserts.h"

#include "queries.h"

#include "base/mem.h"
#include "dataset/sql_parts.h"
#include "dataset/views.h"

#include <errno.h>

static slice document_text = {"Ten \xC3\xA9ls and more", 18};

static slice text_of(void *data, slice document) {
	(void)data;
	return slice_equal(document, S("d.txt")) ? document_text : ABSENT;
}

static struct sql *open_with(uint64_t steps) {
	told = (struct diags){.arena = &scratch};
	struct sql *s = sql_open(&(struct sql_setup){.path = slice_of(in_root("t.sqlite")),
	                                 .pack = loaded,
	                                 .diags = &told,
	                                 .steps = steps,
	                                 .text = text_of},
	        &scratch);
	assert_non_null(s);
	return s;
}

static struct sql_file sql_of(slice text) {
	return (struct sql_file){
	        .name = S("q"), .origin = {.file = S("p/views/q.sql"), .source = text, .at = SPAN_NONE}};
}

static const slice a_figure[] = {{"1", 1}, {"d.txt", 5}, {"4", 1}, {"9", 1}, {"1", 1}, {"5", 1}, {"r", 1}, {"q", 1},
        {"money", 5}, {"0.1", 3}, {"", 0}, {"GBP", 3}, {"", 0}, {"", 0}, {"", 0}, {"", 0}, {"", 0}};

/* The first cell of the first row, or ABSENT where the query was refused or gave NULL. */
static slice ask(slice text) {
	struct sql *s = open_with(0);
	assert_true(sql_put_row(s, &tables[TABLE_figures], a_figure));
	assert_true(sql_freeze(s));
	struct sql_file f = sql_of(text);
	struct sql_query q;
	slice answer = ABSENT;
	if (sql_query_open(s, &f, &q) && sql_query_next(&q, &scratch)) answer = q.cells[0];
	sql_query_close(&q);
	assert_true(sql_close(s));
	return answer;
}

#define assert_gives(sql, value) assert_slice_equal(ask(S(sql)), S(value))
#define assert_nothing(sql)                                                                                            \
	do {                                                                                                           \
		assert_slice_equal(ask(S(sql)), ABSENT);                                                               \
		assert_int_equal(told.list.n, 0);                                                                      \
	} while (0)

static void assert_refused(slice sql, slice message, size_t line, size_t column) {
	assert_slice_equal(ask(sql), ABSENT);
	assert_int_equal(told.list.n, 1);
	const struct diag *d = &told.list.v[0];
	assert_int_equal(d->code, CODE_SQL);
	assert_slice_equal(d->file, S("p/views/q.sql"));
	assert_contains(d->message, message);
	if (line == 0) return;
	struct place at = place_of(d->source, d->at.start);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
}

static void decimals_are_exact(void **state) {
	(void)state;
	assert_gives("SELECT dec_add('0.1', '0.2')", "0.3");
	assert_gives("SELECT dec_sub('1', '0.90')", "0.1");
	assert_gives("SELECT dec_mul('1.5', '4')", "6");
	assert_gives("SELECT dec_cmp('1.0', 1)", "0");
	assert_gives("SELECT dec_cmp('10', '9')", "1");
	assert_gives("SELECT dec_cmp('-1', '0')", "-1");
	assert_gives("SELECT dec_sum(v) FROM (SELECT '0.1' AS v UNION ALL SELECT '0.2' UNION ALL SELECT NULL UNION ALL "
	             "SELECT '99999999999999999999.7')",
	        "100000000000000000000");
}

static void what_is_no_decimal_is_not_known(void **state) {
	(void)state;
	assert_nothing("SELECT dec_add('1/3', '1')");
	assert_nothing("SELECT dec_cmp(NULL, '1')");
	assert_nothing("SELECT dec_add(0.1, 1)");
	assert_nothing("SELECT dec_sum(v) FROM (SELECT '1' AS v UNION ALL SELECT 'P5Y' UNION ALL SELECT '2')");
	assert_nothing("SELECT dec_sum(value) FROM figures WHERE kind = 'none'");
}

static void lists_are_sorted_and_say_nothing_twice(void **state) {
	(void)state;
	assert_gives(
	        "SELECT list_of(v, '; ') FROM (SELECT 'b' AS v UNION ALL SELECT 'a' UNION ALL SELECT 'b' UNION ALL "
	        "SELECT NULL UNION ALL SELECT '')",
	        "a; b");
}

static void source_gives_the_bytes_of_a_place(void **state) {
	(void)state;
	assert_gives("SELECT source('d.txt', 4, 8)", "\xC3\xA9ls");
	assert_nothing("SELECT source('d.txt', 4, 400)");
	assert_nothing("SELECT source('d.txt', 8, 4)");
	assert_nothing("SELECT source('other.txt', 0, 1)");
	assert_nothing("SELECT source('d.txt', NULL, 1)");
}

static void places_are_integers_and_empty_cells_null(void **state) {
	(void)state;
	assert_gives("SELECT typeof(start) || typeof(value) || typeof(entity) || (\"end\" - start) FROM figures",
	        "integertextnull5");
}

static void registers_are_tables(void **state) {
	(void)state;
	pack_with("p/x.csv", S("unused"));
	assert_gives("SELECT list_of(name || coalesce(built, '?'), ' ') FROM ships", "Ann1901 Anne1901 Bea?");
}

/* How many rows of it are there to be asked for, when the pack's queries are told of beforehand or not. */
static slice count_of(bool own_queries, slice table, const struct pack *pack, uint64_t *rows) {
	told = (struct diags){.arena = &scratch};
	struct sql_setup setup = {
	        .path = slice_of(in_root("t.sqlite")), .pack = pack, .own_queries = own_queries, .diags = &told};
	struct sql *s = sql_open(&setup, &scratch);
	slice answer = ABSENT;
	assert_non_null(s);
	assert_true(sql_put_row(s, &tables[TABLE_figures], a_figure));
	assert_true(sql_put_row(s, &tables[TABLE_dates], a_figure));
	*rows = s->rows;
	assert_true(sql_freeze(s));
	struct sql_file f = sql_of(say(&scratch, S("SELECT count(*) FROM "), table));
	struct sql_query q;
	if (sql_query_open(s, &f, &q) && sql_query_next(&q, &scratch)) answer = q.cells[0];
	sql_query_close(&q);
	assert_true(sql_close(s));
	return answer;
}

static void tables_that_no_query_names_get_no_rows_and_count_all_the_same(void **state) {
	(void)state;
	uint64_t all, some;
	struct pack *pack = pack_with("p/views/x.sql", S("-- Figures.\nSELECT id FROM \"Figures\" ORDER BY id\n"));
	assert_slice_equal(count_of(false, S("dates"), pack, &all), S("1"));
	assert_slice_equal(count_of(true, S("dates"), pack, &some), S("0"));
	assert_int_equal(all, some);
	assert_slice_equal(count_of(true, S("figures"), pack, &some), S("1"));
	assert_int_equal(all, some);
}

static void a_syntax_error_is_told_at_its_place(void **state) {
	(void)state;
	assert_refused(S("-- one\nSELECT id,\n  FROM figures"), S("near \"FROM\""), 3, 3);
	assert_refused(S("SELECT nme FROM figures"), S("no such column: nme"), 1, 8);
	assert_refused(S("SELECT \"nme\" FROM figures"), S("no such column"), 1, 8);
	assert_refused(S("SELECT 'open"), S("unrecognized token"), 1, 8);
	assert_refused(S("-- nothing\n"), S("holds no query"), 0, 0);
	assert_refused(S("SELECT 1; SELECT 2"), S("a second one"), 1, 10);
}

static void a_query_only_reads(void **state) {
	(void)state;
	static const slice refused[] = {{"DELETE FROM figures", 19}, {"INSERT INTO figures(id) VALUES (1)", 34},
	        {"ATTACH 'x' AS x", 15}, {"PRAGMA query_only = OFF", 23}, {"CREATE TABLE x(y)", 17},
	        {"DROP TABLE figures", 18}, {"VACUUM", 6}, {"BEGIN", 5}, {"EXPLAIN SELECT 1", 16},
	        {"WITH a AS (SELECT 1) DELETE FROM figures", 40}};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_refused(refused[i], S("a query only reads"), 1, 1);
}

static void no_chance_no_clock_no_files(void **state) {
	(void)state;
	assert_refused(S("SELECT\n random()"), S("may not use the function random"), 2, 2);
	assert_refused(S("SELECT datetime('now')"), S("the function datetime"), 1, 8);
	assert_refused(S("SELECT CURRENT_DATE"), S("the function current_date"), 1, 8);
	assert_refused(S("SELECT load_extension('x')"), S("load_extension"), 0, 0);
	assert_refused(S("SELECT avg(start) FROM figures"), S("the function avg"), 1, 8);
	assert_refused(S("SELECT group_concat(id) FROM figures"), S("the function group_concat"), 1, 8);
	assert_refused(S("SELECT sqlite_version()"), S("the function sqlite_version"), 0, 0);
}

static void nothing_but_the_dataset_is_read(void **state) {
	(void)state;
	assert_refused(S("SELECT sql FROM sqlite_master"), S("nothing to read by the name of sqlite_master"), 1, 17);
	assert_refused(S("SELECT name FROM pragma_table_info('figures')"), S("read"), 0, 0);
	assert_refused(S("SELECT value FROM json_each('[1]')"), S("a query only reads"), 0, 0);
}

static void floating_point_never_comes_out(void **state) {
	(void)state;
	assert_refused(S("SELECT 1.5 AS x"), S("column x holds a floating-point number"), 0, 0);
	assert_refused(S("SELECT sum(value) AS x FROM figures"), S("column x holds a floating-point number"), 0, 0);
	assert_refused(S("SELECT CAST('a' AS BLOB) AS x"), S("no text"), 0, 0);
	assert_refused(S("SELECT source('d.txt', 5, 8) AS x"), S("does source() cut a character"), 0, 0);
	assert_refused(S("SELECT char(0) AS x"), S("no text"), 0, 0);
}

static void an_endless_query_is_stopped(void **state) {
	(void)state;
	struct sql *s = open_with(100000);
	struct sql_file f =
	        sql_of(S("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
	struct sql_query q;
	assert_true(sql_freeze(s));
	assert_true(sql_query_open(s, &f, &q));
	assert_false(sql_query_next(&q, &scratch));
	assert_true(q.failed);
	assert_int_equal(told.list.n, 1);
	assert_contains(told.list.v[0].message, S("more than the 100000 steps"));
	sql_query_close(&q);
	/* The next one has all its steps again. */
	f = sql_of(S("SELECT 1"));
	assert_true(sql_query_open(s, &f, &q));
	assert_true(sql_query_next(&q, &scratch));
	sql_query_close(&q);
	assert_true(sql_close(s));
}

static void the_file_is_gone_in_the_end(void **state) {
	(void)state;
	struct stat st;
	struct sql *s = open_with(0);
	assert_int_equal(io.stat(in_root("t.sqlite"), &st), 0);
	assert_true(sql_close(s));
	assert_int_not_equal(io.stat(in_root("t.sqlite"), &st), 0);
}

static int refuse_unlink(const char *path) {
	(void)path;
	errno = EACCES;
	return -1;
}

static void a_file_that_stays_is_told(void **state) {
	(void)state;
	struct sql *s = open_with(0);
	io.unlink = refuse_unlink;
	assert_false(sql_close(s));
	assert_int_equal(told.list.v[0].code, CODE_SYSTEM);
}

static void a_place_that_takes_no_file_is_told(void **state) {
	(void)state;
	told = (struct diags){.arena = &scratch};
	assert_null(
	        sql_open(&(struct sql_setup){.path = slice_of(in_root("none/t.sqlite")), .diags = &told}, &scratch));
	assert_int_equal(told.list.v[0].code, CODE_SYSTEM);
	assert_contains(told.list.v[0].message, S("unable to open"));
}

static void memory_comes_through_the_seam(void **state) {
	(void)state;
	struct sql *s = open_with(0);
	unsigned long before = mem_requests();
	void *p = sqlite3_malloc(100);
	assert_int_equal(mem_requests(), before + 1);
	assert_true(sqlite3_msize(p) >= 100);
	p = sqlite3_realloc(p, 1000);
	assert_int_equal(mem_requests(), before + 2);
	mem_fail_after(1, 0);
	assert_null(sqlite3_malloc(100));
	mem_fail_after(0, 0);
	sqlite3_free(p);
	assert_true(sql_close(s));
}

static ssize_t write_nothing(int fd, const void *from, size_t n, off_t at) {
	(void)fd, (void)from, (void)n, (void)at;
	errno = ENOSPC;
	return -1;
}

static void a_full_disk_is_told(void **state) {
	(void)state;
	static const char *const calls[] = {"pwrite", "pwrite64", "write"};
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	struct sql *s = open_with(0);
	assert_true(sql_put_row(s, &tables[TABLE_figures], a_figure));
	for (size_t i = 0; i < 3; i++) vfs->xSetSystemCall(vfs, calls[i], (sqlite3_syscall_ptr)write_nothing);
	assert_false(sql_freeze(s));
	vfs->xSetSystemCall(vfs, NULL, NULL);
	assert_int_equal(told.list.n, 1);
	assert_int_equal(told.list.v[0].code, CODE_SYSTEM);
	assert_contains(told.list.v[0].message, S("full"));
	assert_true(sql_close(s));
}

/* ---- the text of a query */

static bool has_order(slice text) { return sql_text_scan(text, &scratch).has_order; }

static void order_by_counts_outside_brackets_alone(void **state) {
	(void)state;
	assert_true(has_order(S("SELECT a FROM b order\n  by a")));
	assert_true(has_order(S("SELECT a FROM b ORDER /* how? */ BY a")));
	assert_false(has_order(S("SELECT * FROM (SELECT a FROM b ORDER BY a)")));
	assert_false(has_order(S("SELECT row_number() OVER (ORDER BY a) FROM b -- ORDER BY a")));
	assert_false(has_order(S("SELECT 'ORDER BY a', \"order by b\" FROM c")));
	assert_false(has_order(S("SELECT 'it''s ORDER BY a' FROM c")));
}

static void the_first_comment_is_what_it_is_for(void **state) {
	(void)state;
	assert_slice_equal(sql_text_scan(S("-- One row\n--  a ship.\n\n-- not this\nSELECT 1"), &scratch).about,
	        S("One row a ship."));
	assert_slice_equal(sql_text_scan(S("\n\n-- Late\nSELECT 1"), &scratch).about, S("Late"));
	assert_slice_equal(sql_text_scan(S("SELECT 1 -- no"), &scratch).about, S(""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {TEST(decimals_are_exact), TEST(what_is_no_decimal_is_not_known),
	        TEST(lists_are_sorted_and_say_nothing_twice), TEST(source_gives_the_bytes_of_a_place),
	        TEST(places_are_integers_and_empty_cells_null), TEST(registers_are_tables),
	        TEST(tables_that_no_query_names_get_no_rows_and_count_all_the_same),
	        TEST(a_syntax_error_is_told_at_its_place), TEST(a_query_only_reads), TEST(no_chance_no_clock_no_files),
	        TEST(nothing_but_the_dataset_is_read), TEST(floating_point_never_comes_out),
	        TEST(an_endless_query_is_stopped), TEST(the_file_is_gone_in_the_end), TEST(a_file_that_stays_is_told),
	        TEST(a_place_that_takes_no_file_is_told), TEST(memory_comes_through_the_seam),
	        TEST(a_full_disk_is_told), TEST(order_by_counts_outside_brackets_alone),
	        TEST(the_first_comment_is_what_it_is_for)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

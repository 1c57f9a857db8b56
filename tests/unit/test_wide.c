/* dataset/wide.c: tables as files of their own. */
#include "one_arena.h"

#include "dataset/wide.h"

static struct document *document_with(slice table) {
	struct document *d = document_new(&a);
	d->name = S("d.txt");
	d->text = S("x");
	document_record(d, &tables[TABLE_tables], (span){0, 1}, S("r"))->id = table;
	return d;
}

static void add(struct document *d, slice table, slice row, slice column, slice text) {
	struct record *r = document_record(d, &tables[TABLE_table_cells], (span){0, 1}, S("r"));
	record_set(r, COLUMN_table_cells_table_id, table, SPAN_NONE);
	record_set(r, COLUMN_table_cells_row, row, SPAN_NONE);
	record_set(r, COLUMN_table_cells_column, column, SPAN_NONE);
	record_set(r, COLUMN_table_cells_text, text, SPAN_NONE);
}

static slice only(struct document *d) {
	wides list = wide_tables(d, &a);
	assert_int_equal(list.n, 1);
	return list.v[0].bytes;
}

static void a_table_is_a_file_with_its_header_first(void **state) {
	(void)state;
	struct document *d = document_with(S("1f"));
	add(d, S("1f"), S("1"), S("2"), S("4,281"));
	add(d, S("1f"), S("1"), S("1"), S("Nurses"));
	add(d, S("1f"), S("0"), S("1"), S("Post"));
	add(d, S("1f"), S("0"), S("2"), S("FTE"));
	assert_slice_equal(only(d), S("Post,FTE\nNurses,\"4,281\"\n"));
	assert_slice_equal(wide_tables(d, &a).v[0].path, S("tables/1f.csv"));
}

static void without_a_header_the_columns_are_numbered(void **state) {
	(void)state;
	struct document *d = document_with(S("1f"));
	add(d, S("1f"), S("1"), S("1"), S("a"));
	add(d, S("1f"), S("1"), S("2"), S("b"));
	assert_slice_equal(only(d), S("1,2\na,b\n"));
}

static void missing_cells_are_empty_and_rows_stand_by_number(void **state) {
	(void)state;
	struct document *d = document_with(S("1f"));
	add(d, S("1f"), S("10"), S("3"), S("c"));
	add(d, S("1f"), S("2"), S("1"), S("a"));
	assert_slice_equal(only(d), S("1,2,3\na,,\n,,c\n"));
}

static void an_empty_cell_alone_in_its_row_is_no_blank_line(void **state) {
	(void)state;
	struct document *d = document_with(S("1f"));
	add(d, S("1f"), S("0"), S("1"), S("A"));
	add(d, S("1f"), S("1"), S("1"), S(""));
	add(d, S("1f"), S("2"), S("1"), S("x"));
	assert_slice_equal(only(d), S("A\n\"\"\nx\n"));
}

static void cells_go_to_their_own_table(void **state) {
	(void)state;
	struct document *d = document_with(S("1f"));
	document_record(d, &tables[TABLE_tables], (span){0, 1}, S("r"))->id = S("2a");
	add(d, S("2a"), S("0"), S("1"), S("two"));
	add(d, S("1f"), S("0"), S("1"), S("one"));
	add(d, S("3b"), S("0"), S("1"), S("nobody's"));
	wides list = wide_tables(d, &a);
	assert_int_equal(list.n, 2);
	assert_slice_equal(list.v[0].bytes, S("one\n"));
	assert_slice_equal(list.v[1].bytes, S("two\n"));
}

static void foreign_ids_and_numbers_do_no_harm(void **state) {
	(void)state;
	assert_int_equal(wide_tables(document_with(S("../../etc")), &a).n, 0);
	assert_int_equal(wide_tables(document_with(S("")), &a).n, 0);
	struct document *d = document_with(S("1f"));
	add(d, S("1f"), S("1"), S("18446744073709551615"), S("far"));
	add(d, S("1f"), S("1"), S("0"), S("none"));
	add(d, S("1f"), S("x"), S("1"), S("where"));
	add(d, S("1f"), S("18446744073709551615"), S("1"), S("deep"));
	assert_slice_equal(only(d), S("1\ndeep\n"));
}

static void paths_are_known_again(void **state) {
	(void)state;
	assert_true(is_wide_path(S("tables/1f.csv")));
	assert_false(is_wide_path(S("tables/.csv")));
	assert_false(is_wide_path(S("tables/a/b.csv")));
	assert_false(is_wide_path(S("tables/A.csv")));
	assert_false(is_wide_path(S("tables.csv")));
	assert_false(is_wide_path(S("tables/1f.jsonl")));
}

#define TEST(name) cmocka_unit_test_teardown(name, free_all)
int main(void) {
	const struct CMUnitTest tests[] = {TEST(a_table_is_a_file_with_its_header_first),
	        TEST(without_a_header_the_columns_are_numbered), TEST(missing_cells_are_empty_and_rows_stand_by_number),
	        TEST(an_empty_cell_alone_in_its_row_is_no_blank_line), TEST(cells_go_to_their_own_table),
	        TEST(foreign_ids_and_numbers_do_no_harm), TEST(paths_are_known_again)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

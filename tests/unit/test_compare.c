/* Two dataset folders: the first row that would change is named. */
#include "asserts.h"

#include "folder.h"

#include "inspect/compare.h"
#include "inspect/flat_json.h"
#include "sample_dataset.h"

enum { BOTH = FORMAT_CSV | FORMAT_JSONL };

static slice old_folder, new_folder, difference;
static struct diags diags;

static int compare(void) {
	difference = ABSENT;
	diags = (struct diags){.arena = &scratch};
	return dataset_compare(&scratch, old_folder, new_folder, &difference, &diags);
}

static void assert_differs(slice line) {
	assert_int_equal(compare(), 0);
	assert_slice_equal(difference, say(&scratch, old_folder, S("/"), line));
}

static int make_two(void **state) {
	if (make_root(state) != 0) return -1;
	old_folder = sample_collect("old", BOTH);
	new_folder = sample_collect("new", BOTH);
	return 0;
}

static int remove_two(void **state) {
	sample_value = S("579700");
	return remove_root(state);
}

static void edit(slice folder, slice file, slice old, slice new) {
	const char *path = arena_c_string(&scratch, say(&scratch, folder, S("/"), file));
	slice text;
	assert_int_equal(io_read_file(&scratch, path, 0, &text), 0);
	struct cut c = slice_cut(text, old);
	assert_true(c.ok);
	assert_int_equal(io_write_file(path, say(&scratch, c.head, new, c.tail)), 0);
}

static void equal_folders_have_no_difference(void **state) {
	(void)state;
	assert_int_equal(compare(), 1);
	assert_false(difference.p != NULL);
}

static void a_changed_value_names_row_and_column(void **state) {
	(void)state;
	sample_value = S("580000");
	new_folder = sample_collect("changed", BOTH);
	assert_differs(S("figures.csv:2: column value: has 579700, this run gives 580000"));
}

static void a_value_that_goes_is_nothing(void **state) {
	(void)state;
	sample_value = S("");
	new_folder = sample_collect("changed", BOTH);
	assert_differs(S("figures.csv:2: column value: has 579700, this run gives nothing"));
}

static void a_row_that_would_go_is_named(void **state) {
	(void)state;
	edit(new_folder, S("unclaimed.csv"), S("a.txt,57,59,3,number,12\n"), S(""));
	assert_differs(S("unclaimed.csv:2: has the row a.txt:57-59, this run gives none"));
}

static void a_row_that_would_come_is_named(void **state) {
	(void)state;
	edit(old_folder, S("unclaimed.csv"), S("a.txt,57,59,3,number,12\n"), S(""));
	assert_differs(S("unclaimed.csv:2: has no row a.txt:57-59, this run gives one"));
}

static void rows_that_change_places_are_named(void **state) {
	(void)state;
	edit(new_folder, S("unclaimed.csv"), S("a.txt,57,59,3,number,12\na.txt,63,65,3,number,14\n"),
	        S("a.txt,63,65,3,number,14\na.txt,57,59,3,number,12\n"));
	assert_differs(S("unclaimed.csv:2: has the row a.txt:57-59 here, this run gives the row a.txt:63-65"));
}

static void a_row_that_stands_twice_is_told(void **state) {
	(void)state;
	edit(old_folder, S("unclaimed.csv"), S("a.txt,63,65,3,number,14\n"),
	        S("a.txt,63,65,3,number,14\na.txt,63,65,3,number,14\n"));
	assert_int_equal(compare(), 0);
	assert_true(slice_find(difference, S("unclaimed.csv:4: ")) != SIZE_MAX);
}

static void findings_are_rows_too(void **state) {
	(void)state;
	edit(old_folder, S("findings.csv"), S(",no list,"), S(",no lists,"));
	assert_differs(S("findings.csv:2: column message: has no lists, this run gives no list"));
}

static void edits_of_every_kind_of_file_are_named(void **state) {
	(void)state;
	edit(old_folder, S("figures.jsonl"), S("\"579700\""), S("null"));
	assert_differs(S("figures.jsonl:1: column value: has nothing, this run gives 579700"));
	edit(old_folder, S("figures.jsonl"), S("\"value\":null"), S("\"value\":\"579700\""));
	edit(old_folder, S("annotations.jsonl"), S("\"garner\":1"), S("\"garner\":2"));
	assert_int_equal(compare(), 0);
	assert_true(slice_find(difference, S("annotations.jsonl:1: has 2,")) != SIZE_MAX);
	edit(old_folder, S("annotations.jsonl"), S("\"garner\":2"), S("\"garner\":1"));
	edit(old_folder, S("datapackage.json"), S("\"boolean\""), S("\"string\""));
	assert_int_equal(compare(), 0);
	assert_true(slice_find(difference, S("datapackage.json:")) != SIZE_MAX);
	edit(old_folder, S("datapackage.json"), S("\"string\",\"description\":\"a part"),
	        S("\"boolean\",\"description\":\"a part"));
	assert_int_equal(compare(), 1);
}

static void csv_that_is_broken_is_told_where_it_breaks(void **state) {
	(void)state;
	edit(old_folder, S("figures.csv"), S(",money,"), S(",\"money\","));
	assert_differs(S("figures.csv:2: a cell that is not quoted as it should be"));
}

static void a_changed_header_is_told(void **state) {
	(void)state;
	edit(old_folder, S("figures.csv"), S("id,document"), S("ID,document"));
	assert_differs(S("figures.csv:1: its header is not the contract's"));
}

static void missing_and_strange_files_are_named(void **state) {
	(void)state;
	assert_int_equal(io.unlink(in_root("old/dates.jsonl")), 0);
	assert_differs(S("dates.jsonl: is missing; this run gives it"));
	assert_int_equal(io.unlink(in_root("new/dates.jsonl")), 0);
	make_file("old/more.txt", S("x"));
	assert_differs(S("more.txt: should not be there; this run gives no such file"));
}

static void a_folder_that_is_not_there_is_an_error(void **state) {
	(void)state;
	old_folder = S("/nowhere/at/all");
	assert_int_equal(compare(), -1);
	assert_int_equal(diags.list.v[0].code, CODE_SYSTEM);
}

/* ---- JSON rows */

static void members_stand_where_they_are_found(void **state) {
	(void)state;
	slice line = S("{\"a\":12,\"b\":\"x,\\\"}y\",\"c\":null}");
	struct flat_member m;
	size_t at = 0;
	assert_true(flat_next(line, &at, &m));
	assert_slice_equal(m.name, S("a"));
	assert_slice_equal(m.value, S("12"));
	assert_true(flat_next(line, &at, &m));
	assert_slice_equal(m.value, S("\"x,\\\"}y\""));
	assert_span_equal(m.at, ((span){12, 20}));
	assert_true(flat_next(line, &at, &m));
	assert_slice_equal(m.value, S("null"));
	assert_false(flat_next(line, &at, &m));
}

static void broken_rows_have_no_more_members(void **state) {
	(void)state;
	static const char *const broken[] = {
	        "", "{", "{}", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":\"x", "{\"a\":\"x\\", "{\"a\":1", "[1]"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct flat_member m;
		size_t at = 0;
		assert_false(flat_next(slice_of(broken[i]), &at, &m));
	}
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_two, remove_two)
	const struct CMUnitTest tests[] = {
	        TEST(equal_folders_have_no_difference),
	        TEST(a_changed_value_names_row_and_column),
	        TEST(a_value_that_goes_is_nothing),
	        TEST(a_row_that_would_go_is_named),
	        TEST(a_row_that_would_come_is_named),
	        TEST(rows_that_change_places_are_named),
	        TEST(a_row_that_stands_twice_is_told),
	        TEST(findings_are_rows_too),
	        TEST(edits_of_every_kind_of_file_are_named),
	        TEST(csv_that_is_broken_is_told_where_it_breaks),
	        TEST(a_changed_header_is_told),
	        TEST(missing_and_strange_files_are_named),
	        TEST(a_folder_that_is_not_there_is_an_error),
	        cmocka_unit_test(members_stand_where_they_are_found),
	        cmocka_unit_test(broken_rows_have_no_more_members),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

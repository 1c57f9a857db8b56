/* Paths as text, and the names of documents. */
#include "one_arena.h"

#include "base/utf8.h"
#include "programs/names.h"

static void normal_paths_have_no_empty_parts_and_no_dots(void **state) {
	(void)state;
	assert_slice_equal(path_normal(&a, S("./a//b/./c/")), S("a/b/c"));
	assert_slice_equal(path_normal(&a, S("a/../b")), S("b"));
	assert_slice_equal(path_normal(&a, S("../a/../../b")), S("../../b"));
	assert_slice_equal(path_normal(&a, S("/a/../../b")), S("/b"));
	assert_slice_equal(path_normal(&a, S("/")), S("/"));
	assert_slice_equal(path_normal(&a, S("./")), S(""));
}

static void absolute_paths_start_at_the_folder_unless_they_are_absolute(void **state) {
	(void)state;
	assert_slice_equal(path_absolute(&a, S("/home/x"), S("../y")), S("/home/y"));
	assert_slice_equal(path_absolute(&a, S("/home/x"), S("/y/")), S("/y"));
}

static void base_names_ignore_slashes_at_the_end(void **state) {
	(void)state;
	assert_slice_equal(path_base(S("a/b.txt")), S("b.txt"));
	assert_slice_equal(path_base(S("a/b//")), S("b"));
	assert_slice_equal(path_base(S("b")), S("b"));
	assert_slice_equal(path_base(S("/")), S("/"));
}

static void below_means_a_whole_part_of_the_path(void **state) {
	(void)state;
	assert_slice_equal(path_below(S("a/b/c"), S("a")), S("b/c"));
	assert_slice_equal(path_below(S("ab/c"), S("a")), ABSENT);
	assert_slice_equal(path_below(S("a"), S("a")), ABSENT);
	assert_slice_equal(path_below(S("/x"), S("/")), S("x"));
	assert_slice_equal(path_below(S("x/y"), S("")), S("x/y"));
	assert_slice_equal(path_below(S("../x"), S("")), ABSENT);
	assert_slice_equal(path_below(S("/x"), S("")), ABSENT);
}

static void names_keep_what_is_utf8(void **state) {
	(void)state;
	assert_slice_equal(name_of_path(&a, S("caf\303\251 100%.txt")), S("caf\303\251 100%.txt"));
}

static void ill_formed_bytes_of_a_name_are_shown(void **state) {
	(void)state;
	slice name = name_of_path(&a, S("caf\351\303\251\377"));
	assert_slice_equal(name, S("caf%E9\303\251%FF"));
	assert_true(utf8_valid(name, &(size_t){0}));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(normal_paths_have_no_empty_parts_and_no_dots),
	        cmocka_unit_test(absolute_paths_start_at_the_folder_unless_they_are_absolute),
	        cmocka_unit_test(base_names_ignore_slashes_at_the_end),
	        cmocka_unit_test(below_means_a_whole_part_of_the_path),
	        cmocka_unit_test(names_keep_what_is_utf8),
	        cmocka_unit_test(ill_formed_bytes_of_a_name_are_shown),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* Tests of base/io: folders listed, made, removed, exchanged. */
#include "asserts.h"

#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

static int turn; /* counts the calls of a faulty function */

static int no_exchange(const char *a, const char *b) {
	(void)a, (void)b;
	errno = ENOSYS;
	return -1;
}

static int third_rename_fails(const char *from, const char *to) {
	if (turn++ != 2) return real.rename(from, to);
	errno = EIO;
	return -1;
}

/* ---- folders */

static slice joined(slices list) {
	slice all = S("");
	for (size_t i = 0; i < list.n; i++) all = say(&scratch, all, list.v[i], S("|"));
	return all;
}

static void folders_are_listed_in_byte_order_of_paths(void **state) {
	(void)state;
	static const char *const folders[] = {"b", "b/x", "B", "empty"};
	static const char *const names[] = {
	        "b/x/1", "b/2", "b.txt", "b-c", "B/a", "\xC3\xA9", "a b", "new\nline", ".hidden"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		assert_int_equal(mkdir(in_root(folders[i]), 0700), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) make_file(names[i], S(""));
	assert_int_equal(mkfifo(in_root("b/fifo"), 0600), 0);
	assert_int_equal(symlink("b", in_root("a-link")), 0);
	assert_int_equal(symlink("b.txt", in_root("z-link")), 0);
	slices files = {0}, others = {0};
	assert_int_equal(io_list_folder(&scratch, root, &files, &others), 0);
	assert_slice_equal(joined(files), S(".hidden|B/a|a b|b-c|b.txt|b/2|b/x/1|new\nline|\xC3\xA9|"));
	assert_slice_equal(joined(others), S("a-link|b/fifo|z-link|"));
	slices again = {0};
	others.n = 0;
	assert_int_equal(io_list_folder(&scratch, in_root(""), &again, &others), 0); /* with a slash at its end */
	assert_slice_equal(joined(again), joined(files));
}

static void a_folder_that_cannot_be_listed_gives_the_reason(void **state) {
	(void)state;
	slices files = {0}, others = {0};
	make_file("file", S(""));
	assert_int_equal(io_list_folder(&scratch, in_root("missing"), &files, &others), ENOENT);
	assert_int_equal(io_list_folder(&scratch, in_root("file"), &files, &others), ENOTDIR);
	if (geteuid() == 0) return; /* root reads everything */
	assert_int_equal(mkdir(in_root("closed"), 0000), 0);
	assert_int_equal(io_list_folder(&scratch, root, &files, &others), EACCES);
	assert_int_equal(chmod(in_root("closed"), 0700), 0);
}

static void a_tree_too_deep_gives_the_reason(void **state) {
	(void)state;
	slices files = {0}, others = {0};
	int here = open(".", O_RDONLY | O_DIRECTORY), depth = 0;
	assert_int_equal(chdir(root), 0);
	for (; depth < PATH_MAX / 200 + 1; depth++) {
		char name[201];
		memset(name, 'd', 200);
		name[200] = 0;
		assert_int_equal(mkdir(name, 0700), 0);
		assert_int_equal(chdir(name), 0);
	}
	int error = io_list_folder(&scratch, root, &files, &others);
	/* What no path reaches has to be taken down from inside. */
	for (; depth > 0; depth--) {
		assert_int_equal(chdir(".."), 0);
		char name[201];
		memset(name, 'd', 200);
		name[200] = 0;
		assert_int_equal(rmdir(name), 0);
	}
	assert_int_equal(fchdir(here), 0);
	close(here);
	assert_int_equal(error, ENAMETOOLONG);
}

static void folders_are_made_with_their_parents(void **state) {
	(void)state;
	struct stat st;
	assert_int_equal(io_make_folders(in_root("a/b//c/")), 0);
	assert_int_equal(io_make_folders(in_root("a/b/c")), 0);
	assert_int_equal(stat(in_root("a/b/c"), &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	make_file("file", S(""));
	assert_int_equal(io_make_folders(in_root("file")), ENOTDIR);
	assert_int_equal(io_make_folders(in_root("file/x")), ENOTDIR);
	assert_int_equal(io_make_folders("/"), 0);
	assert_int_equal(io_make_folders(""), ENOENT);
}

static void a_tree_is_removed_but_not_what_its_links_name(void **state) {
	(void)state;
	struct stat st;
	assert_int_equal(io_make_folders(in_root("tree/a/b")), 0);
	assert_int_equal(io_make_folders(in_root("kept")), 0);
	make_file("kept/file", S("kept"));
	make_file("tree/a/b/file", S(""));
	assert_int_equal(symlink("../kept", in_root("tree/link")), 0);
	assert_int_equal(io_remove_tree(in_root("tree")), 0);
	assert_int_equal(lstat(in_root("tree"), &st), -1);
	assert_file("kept/file", S("kept"));
	assert_int_equal(io_remove_tree(in_root("tree")), 0); /* it is gone already */
	assert_int_equal(io_remove_tree(in_root("kept/file")), 0);
	assert_int_equal(lstat(in_root("kept/file"), &st), -1);
}

static void make_two_folders(void) {
	assert_int_equal(io_make_folders(in_root("old")), 0);
	assert_int_equal(io_make_folders(in_root("new")), 0);
	make_file("old/file", S("old"));
	make_file("new/file", S("new"));
}

static void exchange_swaps_two_folders(void **state) {
	(void)state;
	make_two_folders();
	assert_int_equal(io_exchange(in_root("old"), in_root("new")), 0);
	assert_file("old/file", S("new"));
	assert_file("new/file", S("old"));
	assert_int_equal(io_exchange(in_root("old"), in_root("missing")), ENOENT);
	assert_file("old/file", S("new"));
}

static void exchange_works_without_help_of_the_system(void **state) {
	(void)state;
	struct stat st;
	make_two_folders();
	io.exchange = no_exchange;
	assert_int_equal(io_exchange(in_root("old"), in_root("new")), 0);
	assert_file("old/file", S("new"));
	assert_file("new/file", S("old"));
	assert_int_equal(lstat(in_root("old.exchange"), &st), -1);
	assert_int_equal(io_exchange(in_root("old"), in_root("missing")), ENOENT);
	assert_file("old/file", S("new"));
}

static void an_exchange_that_fails_midway_is_undone(void **state) {
	(void)state;
	make_two_folders();
	io.exchange = no_exchange;
	io.rename = third_rename_fails;
	turn = 0;
	assert_int_equal(io_exchange(in_root("old"), in_root("new")), EIO);
	assert_file("old/file", S("old"));
	assert_file("new/file", S("new"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_root, remove_root)
	const struct CMUnitTest tests[] = {
	        TEST(folders_are_listed_in_byte_order_of_paths),
	        TEST(a_folder_that_cannot_be_listed_gives_the_reason),
	        TEST(a_tree_too_deep_gives_the_reason),
	        TEST(folders_are_made_with_their_parents),
	        TEST(a_tree_is_removed_but_not_what_its_links_name),
	        TEST(exchange_swaps_two_folders),
	        TEST(exchange_works_without_help_of_the_system),
	        TEST(an_exchange_that_fails_midway_is_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

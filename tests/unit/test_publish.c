/* A dataset takes its place in one step, or not at all: the system's refusals are injected at each call. */
#include "asserts.h"

#include "folder.h"
#include "programs/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static struct program p;

static int begin(void **state) {
	static const struct verb verb = {.name = "test"};
	if (make_root(state) != 0) return -1;
	/* What the program says is not looked at here; it goes where it is not seen. */
	p = (struct program){.verb = &verb, .out = {.fd = -1}, .err = {.fd = open("/dev/null", O_WRONLY | O_CLOEXEC)}};
	assert_int_equal(io_make_folders(in_root("out")), 0);
	make_file("out/datapackage.json", S("old"));
	return 0;
}

static int end(void **state) {
	io_writer_free(&p.err);
	close(p.err.fd);
	arena_free(&p.arena);
	return remove_root(state);
}

static struct target opened(const char *out) {
	struct target t;
	assert_true(target_open(&p, slice_of(in_root(out)), &t));
	slice file = say(&p.arena, t.aside, S("/datapackage.json"));
	assert_int_equal(io_write_file(arena_c_string(&p.arena, file), S("new")), 0);
	return t;
}

static size_t entries(void) {
	slices files = {0}, others = {0};
	assert_int_equal(io_list_folder(&scratch, root, &files, &others), 0);
	return files.n + others.n;
}

static void the_old_dataset_gives_way_to_the_new(void **state) {
	(void)state;
	struct target t = opened("out/");
	assert_file("out/datapackage.json", S("old"));
	assert_true(target_publish(&p, &t));
	assert_file("out/datapackage.json", S("new"));
	assert_int_equal(entries(), 1);
}

static void a_first_dataset_needs_no_old_one(void **state) {
	(void)state;
	struct target t = opened("deep/new");
	assert_true(target_publish(&p, &t));
	assert_file("deep/new/datapackage.json", S("new"));
}

static void what_is_no_dataset_is_never_replaced(void **state) {
	(void)state;
	struct target t;
	assert_int_equal(io_make_folders(in_root("mine")), 0);
	make_file("mine/letter", S("dear"));
	make_file("file", S("x"));
	assert_false(target_open(&p, slice_of(in_root("mine")), &t));
	assert_true(p.failed);
	assert_false(target_open(&p, slice_of(in_root("file")), &t));
	assert_file("mine/letter", S("dear"));
}

static int refuse_fsync(int fd) {
	(void)fd;
	errno = EIO;
	return -1;
}

static int refuse_two(const char *from, const char *to) {
	(void)from;
	(void)to;
	errno = ENOSPC;
	return -1;
}

static int no_exchange(const char *a, const char *b) {
	(void)a;
	(void)b;
	errno = ENOSYS;
	return -1;
}

static void leaves_the_old_one(void) {
	struct target t = opened("out");
	assert_false(p.failed);
	assert_false(target_publish(&p, &t));
	assert_true(p.failed);
	target_drop(&t);
	assert_file("out/datapackage.json", S("old"));
	assert_int_equal(entries(), 1);
}

static void a_refused_exchange_leaves_the_old_dataset(void **state) {
	(void)state;
	io.exchange = refuse_two;
	leaves_the_old_one();
}

static void without_exchange_refused_renames_leave_it_too(void **state) {
	(void)state;
	struct target t = opened("out");
	io.exchange = no_exchange;
	io.rename = refuse_two;
	assert_false(target_publish(&p, &t));
	target_drop(&t);
	assert_file("out/datapackage.json", S("old"));
}

/* fsync is refused only once the files stand aside: the writing itself calls it, too. */
static void what_the_disk_did_not_take_is_not_published(void **state) {
	(void)state;
	struct target t = opened("out");
	io.fsync = refuse_fsync;
	assert_false(target_publish(&p, &t));
	assert_true(p.failed);
	io.fsync = real.fsync;
	target_drop(&t);
	assert_file("out/datapackage.json", S("old"));
	assert_int_equal(entries(), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(the_old_dataset_gives_way_to_the_new),
	        T(a_first_dataset_needs_no_old_one),
	        T(what_is_no_dataset_is_never_replaced),
	        T(a_refused_exchange_leaves_the_old_dataset),
	        T(without_exchange_refused_renames_leave_it_too),
	        T(what_the_disk_did_not_take_is_not_published),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Records in order, in memory and beyond it. */
#include "asserts.h"

#include "folder.h"

#include "dataset/sorter.h"

#include <errno.h>

static struct sorter sorter;

static int by_bytes(slice left, slice right, void *of) {
	(void)of;
	return slice_compare(left, right);
}

static int begin(void **state) {
	if (make_root(state) != 0) return -1;
	sorter = (struct sorter){.compare = by_bytes, .folder = root, .budget = 100};
	return 0;
}

static int end(void **state) {
	sorter_free(&sorter);
	return remove_root(state);
}

static slice number(size_t i) { return slice_of_u64(&scratch, 1000 + i * 7919 % 500); }

/* Numbers `from` to `to` of what number() gives, each of which it gives once. */
static void put(size_t from, size_t to) {
	for (size_t i = from; i < to; i++) sorter_put(&sorter, number(i));
}

static size_t read_all(void) {
	struct sorter_reader r;
	size_t n = 0;
	slice last = S("");
	sorter_open(&r, &sorter);
	for (slice record; sorter_next(&r, &record); n++) {
		assert_true(slice_compare(last, record) < 0);
		last = arena_copy(&scratch, record);
	}
	sorter_close(&r);
	return n;
}

static void what_fits_needs_no_file(void **state) {
	(void)state;
	sorter.budget = 0;
	put(0, 500);
	assert_false(sorter.open);
	assert_int_equal(read_all(), 500);
}

static void what_does_not_fit_comes_in_order_too(void **state) {
	(void)state;
	put(0, 500);
	assert_true(sorter.run_count > 10);
	assert_int_equal(read_all(), 500);
}

static void its_file_has_no_name(void **state) {
	(void)state;
	slices names = {0};
	put(0, 500);
	assert_true(sorter.open);
	assert_int_equal(io_folder_names(&scratch, root, &names), 0);
	assert_int_equal(names.n, 0);
}

static void it_can_be_read_again_and_added_to_between(void **state) {
	(void)state;
	for (size_t budget = 0; budget <= 100; budget += 100) {
		sorter_free(&sorter);
		sorter.budget = budget;
		put(0, 200);
		assert_int_equal(read_all(), 200);
		assert_int_equal(read_all(), 200);
		put(200, 500);
		assert_int_equal(read_all(), 500);
	}
}

static void reading_may_end_early(void **state) {
	(void)state;
	struct sorter_reader r;
	slice record;
	put(0, 500);
	sorter_open(&r, &sorter);
	assert_true(sorter_next(&r, &record));
	assert_slice_equal(record, S("1000"));
	sorter_close(&r);
	assert_int_equal(read_all(), 500);
}

static void a_record_may_be_larger_than_the_budget_and_than_what_is_read_at_once(void **state) {
	(void)state;
	static char large[200000];
	struct sorter_reader r;
	slice record;
	memset(large, 'x', sizeof large);
	put(0, 50);
	sorter_put(&sorter, (slice){large, sizeof large});
	sorter_put(&sorter, S(""));
	put(50, 100);
	sorter_open(&r, &sorter);
	assert_true(sorter_next(&r, &record));
	assert_int_equal(record.n, 0);
	for (size_t i = 0; i < 100; i++) assert_true(sorter_next(&r, &record));
	assert_true(sorter_next(&r, &record));
	assert_slice_equal(record, ((slice){large, sizeof large}));
	assert_false(sorter_next(&r, &record));
	sorter_close(&r);
}

static void nothing_gives_nothing(void **state) {
	(void)state;
	assert_int_equal(read_all(), 0);
}

static ssize_t full_write(int fd, const void *from, size_t n) {
	(void)fd, (void)from, (void)n;
	errno = ENOSPC;
	return -1;
}
static ssize_t no_pread(int fd, void *to, size_t n, off_t at) {
	(void)fd, (void)to, (void)n, (void)at;
	return 0;
}
static ssize_t short_pread(int fd, void *to, size_t n, off_t at) { return real.pread(fd, to, n > 3 ? 3 : n, at); }

static void a_full_disk_is_kept_as_its_error(void **state) {
	(void)state;
	io.write = full_write;
	put(0, 500);
	assert_int_equal(sorter.error, ENOSPC);
	assert_int_equal(read_all(), 0);
}

static void short_reads_are_gone_on_with_and_a_short_file_is_an_error(void **state) {
	(void)state;
	put(0, 500);
	io.pread = short_pread;
	assert_int_equal(read_all(), 500);
	io.pread = no_pread;
	assert_int_equal(read_all(), 0);
	assert_int_equal(sorter.error, EIO);
}

static void what_records_are_made_of_is_taken_as_it_was_put(void **state) {
	(void)state;
	struct buf b = {0};
	bytes_put_text(&b, S("one"));
	bytes_put_number(&b, UINT64_MAX - 1);
	bytes_put_text(&b, ABSENT);
	slice rest = buf_slice(&b);
	assert_slice_equal(bytes_take_text(&rest), S("one"));
	assert_true(bytes_take_number(&rest) == UINT64_MAX - 1);
	assert_int_equal(bytes_take_text(&rest).n, 0);
	assert_int_equal(rest.n, 0);
	assert_int_equal(bytes_take_text(&rest).n, 0);
	assert_true(bytes_take_number(&rest) == 0);
	buf_free(&b);
}

/* The names as they come, joined by blanks. */
static slice beside(struct sorter *records, const slice *names, size_t n, struct buf *out) {
	struct sorter_beside b;
	buf_clear(out);
	sorter_beside_open(&b, records);
	for (size_t i = 0;;) {
		slice record;
		if (sorter_beside_next(&b, i < n ? names[i] : ABSENT, &record))
			buf_put(out, bytes_take_text(&record));
		else if (i < n)
			buf_put(out, names[i++]);
		else
			break;
		buf_byte(out, ' ');
	}
	sorter_beside_close(&b);
	return buf_slice(out);
}

static void records_and_a_list_come_as_one_list(void **state) {
	(void)state;
	struct buf b = {0};
	struct sorter texts = {.compare = bytes_compare_text, .folder = root, .budget = 40};
	const slice names[] = {S("b"), S("d"), S("f")}, more[] = {S("g"), S("c"), S("a"), S("d"), S("h")};
	assert_slice_equal(beside(NULL, names, 3, &b), S("b d f "));
	assert_slice_equal(beside(&texts, names, 3, &b), S("b d f "));
	for (size_t i = 0; i < 5; i++) {
		buf_clear(&b);
		bytes_put_text(&b, more[i]);
		sorter_put(&texts, buf_slice(&b));
	}
	assert_slice_equal(beside(&texts, names, 3, &b), S("a b c d d f g h "));
	assert_slice_equal(beside(&texts, NULL, 0, &b), S("a c d g h "));
	sorter_free(&texts);
	buf_free(&b);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	        TEST(what_fits_needs_no_file),
	        TEST(what_does_not_fit_comes_in_order_too),
	        TEST(its_file_has_no_name),
	        TEST(it_can_be_read_again_and_added_to_between),
	        TEST(reading_may_end_early),
	        TEST(a_record_may_be_larger_than_the_budget_and_than_what_is_read_at_once),
	        TEST(nothing_gives_nothing),
	        TEST(a_full_disk_is_kept_as_its_error),
	        TEST(short_reads_are_gone_on_with_and_a_short_file_is_an_error),
	        TEST(records_and_a_list_come_as_one_list),
	        TEST(what_records_are_made_of_is_taken_as_it_was_put),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

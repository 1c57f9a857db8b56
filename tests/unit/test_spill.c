/* Named bytes that wait, and documents as bytes. */
#include "asserts.h"

#include "folder.h"

#include "dataset/spill.h"
#include "model/frozen.h"
#include "model/line.h"
#include "sample_dataset.h"

#include <errno.h>

static struct spill spill;

static int begin(void **state) {
	if (make_root(state) != 0) return -1;
	spill = (struct spill){.folder = root, .budget = 64};
	return 0;
}

static int end(void **state) {
	spill_free(&spill);
	return remove_root(state);
}

static slice number(size_t i, const char *before) {
	return say(&scratch, slice_of(before), slice_of_u64(&scratch, 1000 + i * 7919 % 500));
}

static void assert_all_are_there(size_t n) {
	spill_sort(&spill);
	for (size_t i = 0; i < n; i++) {
		slice bytes;
		size_t found = spill_find(&spill, number(i, "name "));
		assert_int_not_equal(found, SIZE_MAX);
		assert_int_equal(spill_read(&spill, found, &scratch, &bytes), 0);
		assert_slice_equal(bytes, number(i, "bytes of "));
		if (i > 0)
			assert_true(slice_compare(spill_name(&spill, spill.order[i - 1]),
			                    spill_name(&spill, spill.order[i])) < 0);
	}
	assert_int_equal(spill_find(&spill, S("name 1")), SIZE_MAX);
}

static void what_is_put_is_found_by_its_name_beyond_the_budget(void **state) {
	(void)state;
	for (size_t i = 0; i < 500; i++) spill_put(&spill, number(i, "name "), number(i, "bytes of "), ABSENT, 0, 0);
	assert_true(spill.written > 0);
	assert_all_are_there(500);
}

static void more_can_be_put_while_a_run_is_written(void **state) {
	(void)state;
	struct spill_run run;
	for (size_t i = 0; i < 500; i++) {
		slice bytes = number(i, "bytes of ");
		bool full = spill_is_full(&spill, bytes.n);
		if (full) spill_cut(&spill, &run);
		spill_put(&spill, number(i, "name "), slice_sub(bytes, 0, 3), slice_drop(bytes, 3), 0, 0);
		if (full) spill_keep(&spill, &run, spill_write(&spill, &run));
	}
	assert_true(spill.written > 0);
	assert_all_are_there(500);
	spill_rest(&spill);
	assert_all_are_there(500);
}

static void what_fits_needs_no_file(void **state) {
	(void)state;
	spill.budget = 0;
	for (size_t i = 0; i < 500; i++) spill_put(&spill, number(i, "name "), number(i, "bytes of "), ABSENT, 0, 0);
	assert_false(spill.open);
	assert_all_are_there(500);
}

static void what_is_larger_than_the_budget_alone_is_kept_too(void **state) {
	(void)state;
	char large[200];
	slice bytes;
	memset(large, 'x', sizeof large);
	spill_put(&spill, S("b"), S("before"), ABSENT, 0, 0);
	spill_put(&spill, S("a"), (slice){large, 150}, (slice){large + 150, 50}, 0, 0);
	spill_put(&spill, S("c"), S("behind"), ABSENT, 0, 0);
	const slice wanted[] = {S("before"), {large, sizeof large}, S("behind")};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(spill_read(&spill, i, &scratch, &bytes), 0);
		assert_slice_equal(bytes, wanted[i]);
	}
}

static void its_file_has_no_name(void **state) {
	(void)state;
	slices names = {0};
	for (size_t i = 0; i < 50; i++) spill_put(&spill, number(i, "name "), number(i, "bytes of "), ABSENT, 0, 0);
	assert_true(spill.open);
	assert_int_equal(io_folder_names(&scratch, root, &names), 0);
	assert_int_equal(names.n, 0);
}

static ssize_t full_write(int fd, const void *from, size_t n) {
	(void)fd, (void)from, (void)n;
	errno = ENOSPC;
	return -1;
}

static void a_full_disk_is_kept_as_its_error(void **state) {
	(void)state;
	io.write = full_write;
	for (size_t i = 0; i < 50; i++) spill_put(&spill, number(i, "name "), number(i, "bytes of "), ABSENT, 0, 0);
	assert_int_equal(spill.error, ENOSPC);
}

static ssize_t short_pread(int fd, void *to, size_t n, off_t at) { return real.pread(fd, to, n > 3 ? 3 : n, at); }
static ssize_t no_pread(int fd, void *to, size_t n, off_t at) {
	(void)fd, (void)to, (void)n, (void)at;
	return 0;
}

static void short_reads_are_gone_on_with_and_a_short_file_is_an_error(void **state) {
	(void)state;
	slice bytes;
	for (size_t i = 0; i < 50; i++) spill_put(&spill, number(i, "name "), number(i, "bytes of "), ABSENT, 0, 0);
	io.pread = short_pread;
	assert_all_are_there(50);
	io.pread = no_pread;
	assert_int_equal(spill_read(&spill, 0, &scratch, &bytes), EIO);
}

/* ---- documents */

static slice line_of(const struct document *d) {
	struct buf out = {0};
	line_encode(d, LINE_WHOLE, &out);
	slice line = arena_copy(&scratch, buf_slice(&out));
	buf_free(&out);
	return line;
}

static void freeze(const struct document *d, struct buf *frozen) {
	document_freeze(d, frozen);
	buf_put(frozen, d->text);
}

static void a_thawed_document_is_the_one_that_was_frozen(void **state) {
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct buf frozen = {0};
		struct document *d = sample_make(&scratch, i);
		*vec_push(&scratch, &d->extra) = (struct extra){S("more"), S("{\"a\":[1,2]}")};
		if (d->blocks.n > 0) d->blocks.v[0].section = S("One > Two");
		if (d->records.n > 0) {
			struct field_list *list = arena_alloc(&scratch, sizeof *list);
			for (size_t k = 0; k < 2; k++) {
				*vec_push(&scratch, &list->values) = k ? S("b") : S("a");
				*vec_push(&scratch, &list->at) = (span){k, k + 1};
			}
			record_set_list(d, &d->records.v[0], 0, list);
		}
		freeze(d, &frozen);
		struct document *again = document_thaw(&scratch, buf_slice(&frozen));
		assert_non_null(again);
		assert_slice_equal(line_of(again), line_of(d));
		assert_slice_equal(frozen_text(buf_slice(&frozen)), d->text);
		buf_free(&frozen);
	}
}

static void no_part_of_a_frozen_document_is_taken_for_a_whole_one(void **state) {
	(void)state;
	struct buf frozen = {0};
	freeze(sample_make(&scratch, 0), &frozen);
	for (size_t n = 0; n < frozen.n; n++) {
		arena a = {0};
		assert_null(document_thaw(&a, slice_sub(buf_slice(&frozen), 0, n)));
		arena_free(&a);
	}
	buf_free(&frozen);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	        TEST(what_is_put_is_found_by_its_name_beyond_the_budget),
	        TEST(what_fits_needs_no_file),
	        TEST(more_can_be_put_while_a_run_is_written),
	        TEST(what_is_larger_than_the_budget_alone_is_kept_too),
	        TEST(its_file_has_no_name),
	        TEST(a_full_disk_is_kept_as_its_error),
	        TEST(short_reads_are_gone_on_with_and_a_short_file_is_an_error),
	        TEST(a_thawed_document_is_the_one_that_was_frozen),
	        TEST(no_part_of_a_frozen_document_is_taken_for_a_whole_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Ids that stand twice, among more rows than are held in memory. */
#include "asserts.h"

#include "folder.h"

#include "base/sha256.h"
#include "dataset/id_check.h"

static struct id_check check;
static struct id_rows rows;
static size_t told;
static slice told_id;
static uint32_t told_table, told_documents[2];

static void tell(void *to, slice id, uint32_t table, uint32_t document, uint32_t other) {
	(void)to;
	told++;
	told_id = arena_copy(&scratch, id);
	told_table = table;
	told_documents[0] = document;
	told_documents[1] = other;
}

static int begin(void **state) {
	if (make_root(state) != 0) return -1;
	check = (struct id_check){.folder = root, .budget = 16};
	id_check_open(&check);
	told = 0;
	return 0;
}

static int end(void **state) {
	id_check_free(&check);
	free(rows.v);
	rows = (struct id_rows){0};
	return remove_root(state);
}

static void add(slice id, uint32_t table, uint32_t document) {
	id_rows_push(&rows, id_row_of(id, table, document));
	id_check_take(&check, &rows);
}

static void add_many(size_t n) {
	for (size_t i = 0; i < n; i++) add(id_of(&scratch, slice_of_u64(&scratch, i)), (uint32_t)(i % 5), (uint32_t)i);
}

static void different_ids_are_fine(void **state) {
	(void)state;
	add_many(1000);
	assert_int_equal(id_check_end(&check, tell, NULL), 0);
	assert_int_equal(told, 0);
}

static void an_id_may_stand_in_two_tables(void **state) {
	(void)state;
	add(S("0123456789abcdef0123"), 1, 1);
	add(S("0123456789abcdef0123"), 2, 2);
	add_many(100);
	assert_int_equal(id_check_end(&check, tell, NULL), 0);
	assert_int_equal(told, 0);
}

static void an_id_that_stands_twice_is_told_wherever_it_stood(void **state) {
	(void)state;
	add(S("0123456789abcdef0123"), 3, 70000);
	add_many(1000);
	add(S("0123456789abcdef0123"), 3, 5);
	assert_int_equal(id_check_end(&check, tell, NULL), 0);
	assert_int_equal(told, 1);
	assert_slice_equal(told_id, S("0123456789abcdef0123"));
	assert_int_equal(told_table, 3);
	assert_int_equal(told_documents[0], 5);
	assert_int_equal(told_documents[1], 70000);
}

/* More runs than are held whole while they are merged: rows that come in order, in the other order, and in none. */
static void runs_longer_than_what_is_held_of_them_are_merged(void **state) {
	(void)state;
	enum { RUN = 1024, RUNS = 160, ALL = RUN * RUNS };
	for (size_t way = 0; way < 3; way++) {
		id_check_free(&check);
		check = (struct id_check){.folder = root, .budget = RUN};
		id_check_open(&check);
		told = 0;
		for (uint64_t i = 0; i < ALL; i++) {
			uint64_t number = way == 0 ? i : way == 1 ? ALL - i : i * 7919 % ALL;
			id_rows_push(&rows, (struct id_row){number << (way * 8), (uint64_t)3 << 32 | 1});
		}
		id_rows_push(&rows, (struct id_row){(uint64_t)700 << (way * 8), (uint64_t)3 << 32 | 2});
		id_check_take(&check, &rows);
		assert_int_equal(id_check_end(&check, tell, NULL), 0);
		assert_int_equal(told, 1);
		assert_int_equal(told_documents[0], 1);
		assert_int_equal(told_documents[1], 2);
	}
}

static void few_rows_are_checked_without_a_file(void **state) {
	(void)state;
	add(S("any text"), 0, 1);
	add(S("any text"), 0, 2);
	add(S("other text"), 0, 3);
	assert_int_equal(id_check_end(&check, tell, NULL), 0);
	assert_int_equal(told, 1);
	assert_false(check.open);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	        TEST(different_ids_are_fine),
	        TEST(an_id_may_stand_in_two_tables),
	        TEST(an_id_that_stands_twice_is_told_wherever_it_stood),
	        TEST(runs_longer_than_what_is_held_of_them_are_merged),
	        TEST(few_rows_are_checked_without_a_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

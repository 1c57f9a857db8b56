/* Tests of base/sort: what is in order stays, what is not is sorted, and neither takes long. */
#include "asserts.h"

#include "base/sort.h"

#include <string.h>

struct card {
	unsigned key, place;
};

static unsigned long comparisons;

static int by_key(const void *left, const void *right) {
	const struct card *a = left, *b = right;
	comparisons++;
	return (a->key > b->key) - (a->key < b->key);
}

enum { MANY = 5000 };

static void assert_sorted(struct card *cards, size_t n) {
	for (size_t i = 0; i < n; i++) cards[i].place = (unsigned)i;
	comparisons = 0;
	sort_nearly(cards, n, sizeof *cards, by_key);
	for (size_t i = 1; i < n; i++) assert_true(cards[i - 1].key <= cards[i].key);
}

static void nothing_and_one_are_in_order(void **state) {
	(void)state;
	struct card one = {.key = 7};
	sort_nearly(NULL, 0, sizeof one, by_key);
	assert_sorted(&one, 1);
	assert_int_equal(one.key, 7);
}

static void neighbours_that_changed_places_cost_little(void **state) {
	(void)state;
	struct card cards[MANY];
	for (unsigned i = 0; i < MANY; i++) cards[i] = (struct card){.key = i ^ 1};
	assert_sorted(cards, MANY);
	assert_true(comparisons < 3 * MANY);
}

static void the_opposite_order_is_no_slower_than_any(void **state) {
	(void)state;
	struct card cards[MANY];
	for (unsigned i = 0; i < MANY; i++) cards[i] = (struct card){.key = MANY - i};
	assert_sorted(cards, MANY);
	assert_true(comparisons < 40 * MANY);
}

static void one_that_stands_far_away_comes_home(void **state) {
	(void)state;
	struct card cards[MANY];
	for (unsigned i = 0; i < MANY; i++) cards[i] = (struct card){.key = i + 1};
	cards[MANY - 1].key = 0;
	assert_sorted(cards, MANY);
	assert_int_equal(cards[0].place, MANY - 1);
}

static void what_is_in_no_order_at_all_is_sorted(void **state) {
	(void)state;
	struct card cards[MANY];
	unsigned random = 1;
	for (unsigned i = 0; i < MANY; i++) {
		random = random * 1664525 + 1013904223;
		cards[i] = (struct card){.key = random >> 28};
	}
	assert_sorted(cards, MANY);
}

static int by_bytes(const void *left, const void *right) { return memcmp(left, right, 300); }

static void elements_of_any_size_are_sorted(void **state) {
	(void)state;
	char large[20][300];
	for (size_t i = 0; i < 20; i++) memset(large[i], (int)('t' - i), sizeof large[i]);
	sort_nearly(large, 20, sizeof *large, by_bytes);
	for (size_t i = 0; i < 20; i++) assert_int_equal(large[i][299], 'a' + (int)i);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nothing_and_one_are_in_order),
	        cmocka_unit_test(neighbours_that_changed_places_cost_little),
	        cmocka_unit_test(the_opposite_order_is_no_slower_than_any),
	        cmocka_unit_test(one_that_stands_far_away_comes_home),
	        cmocka_unit_test(elements_of_any_size_are_sorted),
	        cmocka_unit_test(what_is_in_no_order_at_all_is_sorted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

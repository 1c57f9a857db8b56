/* The map from byte strings to numbers. */
#include "asserts.h"

#include "dataset/map.h"

static void an_empty_map_has_nothing(void **state) {
	(void)state;
	struct map m = {0};
	assert_int_equal(map_get(&m, S("a")), SIZE_MAX);
}

static void the_first_value_of_a_key_stays(void **state) {
	(void)state;
	arena a = {0};
	struct map m = {.arena = &a};
	assert_true(map_add(&m, S("a"), 1));
	assert_false(map_add(&m, S("a"), 2));
	assert_int_equal(map_get(&m, S("a")), 1);
	assert_int_equal(map_get(&m, S("b")), SIZE_MAX);
	arena_free(&a);
}

static void keys_are_told_apart_by_all_their_bytes(void **state) {
	(void)state;
	arena a = {0};
	struct map m = {.arena = &a};
	assert_true(map_add(&m, S(""), 1));
	assert_true(map_add(&m, S("a\0b"), 2));
	assert_true(map_add(&m, S("a\0c"), 3));
	assert_true(map_add(&m, S("a"), 4));
	assert_int_equal(map_get(&m, S("")), 1);
	assert_int_equal(map_get(&m, S("a\0b")), 2);
	assert_int_equal(map_get(&m, S("a\0c")), 3);
	arena_free(&a);
}

static void all_keys_are_found_again_when_it_has_grown(void **state) {
	(void)state;
	arena a = {0};
	struct map m = {.arena = &a};
	for (size_t i = 0; i < 5000; i++) assert_true(map_add(&m, slice_of_u64(&a, i * 7), i));
	for (size_t i = 0; i < 5000; i++) assert_int_equal(map_get(&m, slice_of_u64(&a, i * 7)), i);
	assert_int_equal(map_get(&m, S("3")), SIZE_MAX);
	assert_int_equal(m.n, 5000);
	arena_free(&a);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(an_empty_map_has_nothing),
	        cmocka_unit_test(the_first_value_of_a_key_stays),
	        cmocka_unit_test(keys_are_told_apart_by_all_their_bytes),
	        cmocka_unit_test(all_keys_are_found_again_when_it_has_grown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

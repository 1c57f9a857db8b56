/* rules/glance.c: may one of some literals stand in a text? It must never say no where one does. */
#include "one_arena.h"

#include "rules/glance.h"

enum { EDGES = CUE_NO_LETTER | CUE_NO_DIGIT };

static bool one_may_stand(struct cue_literal literal, slice text) {
	struct glance *g = glance_new(&literal, 1);
	bool may = glance_text(g, text);
	glance_free(g);
	return may;
}

static void a_literal_is_seen_wherever_it_stands(void **state) {
	(void)state;
	struct cue_literal may = {.bytes = S("May")};
	assert_true(one_may_stand(may, S("May")));
	assert_true(one_may_stand(may, S("It was in early May of that year, they say")));
	assert_true(one_may_stand(may, S("It was all over by the end of May")));
	assert_false(one_may_stand(may, S("It may be, they say, or may not be")));
	assert_false(one_may_stand(may, S("Ma")));
	assert_false(one_may_stand(may, S("")));
}

static void letters_that_may_be_of_either_case_are(void **state) {
	(void)state;
	struct cue_literal may = {.bytes = S("may"), .folded = true};
	assert_true(one_may_stand(may, S("in MAY")));
	assert_true(one_may_stand(may, S("in mAy")));
	assert_false(one_may_stand(may, S("in June")));
}

static void bytes_that_stand_for_more_are_all_of_them(void **state) {
	(void)state;
	static const char three[] = {CUE_DIGIT, CUE_BLANK, CUE_BEYOND};
	struct cue_literal l = {.bytes = {three, sizeof three}};
	assert_true(one_may_stand(l, S("from 7 \xC2\xBD")));
	assert_true(one_may_stand(l, S("from 0\t\xE2\x80\x93")));
	assert_false(one_may_stand(l, S("from 7 to 8")));
}

static void neighbours_count_and_so_do_the_ends(void **state) {
	(void)state;
	struct cue_literal age = {.bytes = S("age"), .before = EDGES, .behind = EDGES};
	assert_true(one_may_stand(age, S("age")));
	assert_true(one_may_stand(age, S("of age")));
	assert_true(one_may_stand(age, S("age: 7")));
	assert_true(one_may_stand(age, S("\xC3\xA9"
	                                 "age\xC3\xA9")));
	assert_false(one_may_stand(age, S("agenda, page, ages, age7")));
	struct cue_literal first = {.bytes = S("a"), .before = CUE_EDGE};
	assert_true(one_may_stand(first, S("a b")));
	assert_false(one_may_stand(first, S("b a")));
}

static void of_a_long_literal_the_rarest_part_is_looked_for(void **state) {
	(void)state;
	struct cue_literal l = {.bytes = S("unquestioningly")};
	assert_true(one_may_stand(l, S("they unquestioningly agreed")));
	assert_true(one_may_stand(l, S("an unquestioned answer"))); /* what no glance can tell */
	assert_false(one_may_stand(l, S("they willingly agreed")));
}

static void odd_characters_may_be_anything(void **state) {
	(void)state;
	struct cue_literal l = {.bytes = S("kelvin"), .folded = true};
	assert_true(one_may_stand(l, S("\xE2\x84\xAA"
	                               "elvin")));
	assert_false(one_may_stand(l, S("\xC3\xA9lan")));
}

static void texts_without_any_of_many_are_told(void **state) {
	(void)state;
	static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
	        "September", "October", "November", "December"};
	enum { MONTHS = sizeof months / sizeof *months };
	struct cue_literal literals[MONTHS];
	for (size_t i = 0; i < MONTHS; i++)
		literals[i] = (struct cue_literal){.bytes = slice_of(months[i]), .before = EDGES};
	struct glance *g = glance_new(literals, MONTHS);
	for (size_t i = 0; i < MONTHS; i++)
		assert_true(glance_text(
		        g, slice_concat(&a, (slice[]){S("on 7 "), slice_of(months[i]), S(" they left")}, 3)));
	assert_false(glance_text(g, S("The days of the week have names of gods; the marches and the mays do not.")));
	glance_free(g);
}

static void too_many_literals_are_not_worth_a_glance(void **state) {
	(void)state;
	enum { MANY = 5000 };
	struct cue_literal *literals = arena_alloc(&a, MANY * sizeof *literals);
	for (size_t i = 0; i < MANY; i++) literals[i].bytes = slice_of_u64(&a, i);
	assert_null(glance_new(literals, MANY));
	assert_null(glance_new(literals, 0));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(a_literal_is_seen_wherever_it_stands, reset),
	        cmocka_unit_test_setup(letters_that_may_be_of_either_case_are, reset),
	        cmocka_unit_test_setup(bytes_that_stand_for_more_are_all_of_them, reset),
	        cmocka_unit_test_setup(neighbours_count_and_so_do_the_ends, reset),
	        cmocka_unit_test_setup(of_a_long_literal_the_rarest_part_is_looked_for, reset),
	        cmocka_unit_test_setup(odd_characters_may_be_anything, reset),
	        cmocka_unit_test_setup(texts_without_any_of_many_are_told, reset),
	        cmocka_unit_test_setup(too_many_literals_are_not_worth_a_glance, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

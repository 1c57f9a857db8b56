/* rules/regex.c: patterns that are compiled when they are first needed, and those of which lists are kept apart. */
#include "one_arena.h"

#include "rules/regex.h"

static struct regex *later(slice pattern, slice brief, size_t more) {
	return regex_later(&a, &(struct regex_source){.text = pattern}, brief, more, NULL, 0);
}

static struct regex *at_once(slice pattern) {
	struct regex_error error;
	struct regex *r = regex_compile(&a, pattern, NULL, 0, &error);
	assert_non_null(r);
	return r;
}

static span found(const struct regex *r, slice subject) {
	struct matcher *m = matcher_new();
	span at = regex_search(m, r, subject, 0) == REGEX_MATCH ? matcher_group(m, 0) : SPAN_NONE;
	matcher_free(m);
	return at;
}

static void what_is_compiled_later_is_like_what_is_compiled_at_once(void **state) {
	(void)state;
	struct regex_error error;
	const struct regex_group *groups;
	struct regex *r = later(S("(?<g0>a) (?:b|c)"), S("(?<g0>a) (?:x)"), 100);
	assert_non_null(r);
	assert_int_equal(regex_groups(r, &groups), 1);
	assert_slice_equal(groups[0].name, S("g0"));
	assert_false(regex_matches_empty(r));
	assert_slice_equal(regex_pattern(r), S("(?<g0>a) (?:b|c)"));
	assert_span_equal(found(r, S("xac")), ((span){1, 3}));
	assert_true(regex_complete(r, &a, &error));
	regex_free(r);
}

static void a_brief_that_does_not_compile_or_is_too_large_gives_none(void **state) {
	(void)state;
	assert_null(later(S("a(b"), S("a(x"), 0));
	assert_null(later(S("ab"), S("ax"), REGEX_SIZE_SURE));
}

static void that_a_pattern_does_not_compile_after_all_is_told(void **state) {
	(void)state;
	struct regex_error error;
	struct regex *r = later(S("a(b"), S("ax"), 0);
	assert_false(regex_complete(r, &a, &error));
	assert_int_equal(error.offset, 3);
	regex_free(r);
}

static void lists_kept_apart_are_put_in_where_they_belong(void **state) {
	(void)state;
	const struct regex_list lists[] = {{4, S("b|c")}, {4, S("|d")}, {10, S("e")}};
	struct regex_source source = {.text = S("a(?: ) (?:)"), .lists = lists, .n = 3};
	assert_int_equal(regex_source_length(&source), 17);
	struct regex *r = regex_later(&a, &source, S("a(?:x) (?:x)"), 100, NULL, 0);
	assert_slice_equal(regex_pattern(r), S("a(?:b|c|d ) (?:e)"));
	assert_span_equal(found(r, S("ae ade")), ((span){3, 6}));
	regex_free(r);
}

static void patterns_are_the_same_where_their_wholes_are(void **state) {
	(void)state;
	const struct regex_list list = {3, S("b|c")};
	struct regex_source source = {.text = S("(?:) a"), .lists = &list, .n = 1};
	struct regex *apart = regex_later(&a, &source, S("(?:x) a"), 100, NULL, 0);
	struct regex *whole = at_once(S("(?:b|c) a")), *other = at_once(S("(?:b|d) a")),
	             *longer = at_once(S("(?:b|c) aa"));
	assert_true(regex_is_same(apart, whole));
	assert_true(regex_is_same(apart, apart));
	assert_false(regex_is_same(apart, other));
	assert_false(regex_is_same(apart, longer));
	regex_free(apart);
	regex_free(whole);
	regex_free(other);
	regex_free(longer);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(what_is_compiled_later_is_like_what_is_compiled_at_once, reset),
	        cmocka_unit_test_setup(a_brief_that_does_not_compile_or_is_too_large_gives_none, reset),
	        cmocka_unit_test_setup(that_a_pattern_does_not_compile_after_all_is_told, reset),
	        cmocka_unit_test_setup(lists_kept_apart_are_put_in_where_they_belong, reset),
	        cmocka_unit_test_setup(patterns_are_the_same_where_their_wholes_are, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* rules/pattern_check.c: doubts about patterns that compile. */
#include "asserts.h"

#include "base/arena.h"
#include "rules/pattern_check.h"

/* The doubtful groups as text: "a repeated, b hidden". */
static slice groups(arena *a, slice pattern) {
	pattern_groups found = pattern_check_groups(a, pattern);
	slice out = S("");
	for (size_t i = 0; i < found.n; i++)
		out = say(a, out, i > 0 ? S(", ") : S(""), slice_at(pattern, found.v[i].name),
		        found.v[i].doubt == PATTERN_REPEATED ? S(" repeated") : S(" hidden"));
	return out;
}

static void assert_groups(slice pattern, slice expected) {
	arena a = {0};
	assert_slice_equal(groups(&a, pattern), expected);
	arena_free(&a);
}

static void a_group_under_a_repeat_is_doubtful(void **state) {
	(void)state;
	assert_groups(S("(?<a> x )+"), S("a repeated"));
	assert_groups(S("(?: (?<a> x ) , )* (?<b> y )"), S("a repeated"));
	assert_groups(S("(?: (?<a> x ) (?: (?<b> y ) ) ) # why\n {2,}"), S("a repeated, b repeated"));
	assert_groups(S("(?: (?<a> x ) ){3}"), S("a repeated"));
	assert_groups(S("(?: (?<a> x ) ){0,99999999999999999999}"), S("a repeated"));
	assert_groups(S("(?: (?: (?<a> x ) )? )++"), S("a repeated"));
}

static void a_group_that_comes_once_is_not(void **state) {
	(void)state;
	assert_groups(S("(?<a> x+ ) y+ (?<b> (?: z )* )"), S(""));
	assert_groups(S("(?: (?<a> x ) )? (?<b> y ){1} (?<c> z ){0,1} (?<d> w )? +"), S(""));
	assert_groups(S("(?<a> x ) \\+ (?<b> x ) [*] (?<c> x ) {a}"), S(""));
	assert_groups(S("(?<a> x ) (?# + ) (?<b> y )"), S(""));
}

static void a_group_is_hidden_by_one_of_its_name_that_always_takes_part(void **state) {
	(void)state;
	assert_groups(S("(?<a> x ) (?<a> y )"), S("a hidden"));
	assert_groups(S("(?<a> x (?<a> y ) )"), S("a hidden"));
	assert_groups(S("(?: (?<a> x ) ) (?: p | q (?<a> y ) )"), S("a hidden"));
	assert_groups(S("(?: p (?<a> x ) (?<a> y ) | z )"), S("a hidden"));
}

static void alternatives_and_what_may_be_missing_hide_nothing(void **state) {
	(void)state;
	assert_groups(S("(?<a> x ) | (?<a> y )"), S(""));
	assert_groups(S("(?: (?<a> x ) | p ) (?<a> y )"), S(""));
	assert_groups(S("(?: p (?<a> x ) )? (?<a> y )"), S(""));
	assert_groups(S("(?<a> x )? (?<a> y )"), S(""));
	assert_groups(S("(?! (?<a> x ) ) (?<a> y )"), S(""));
	assert_groups(S("(?: (?: (?<a> x ) | (?<a> y ) ) z | (?<a> w ) )"), S(""));
}

static slice slips(arena *a, slice pattern, bool lines) {
	static const char *const names[] = {"blank", "comment", "setting", "callout"};
	pattern_slips found = pattern_check_slips(a, pattern, lines);
	slice out = S("");
	for (size_t i = 0; i < found.n; i++)
		out = say(
		        a, out, slice_of(names[found.v[i].slip]), S("@"), slice_of_u64(a, found.v[i].at.start), S(" "));
	return out;
}

static void assert_slips(slice pattern, bool lines, slice expected) {
	arena a = {0};
	assert_slice_equal(slips(&a, pattern, lines), expected);
	arena_free(&a);
}

static void a_blank_between_letters_is_a_slip(void **state) {
	(void)state;
	assert_slips(S("two words"), false, S("blank@3 "));
	assert_slips(S("a  \xC3\xA9 \\d x7 8"), false, S("blank@1 blank@11 "));
	assert_slips(S("two\n  words"), true, S("blank@3 "));
	assert_slips(S("a | b (?: c ) d+ e [f] g"), false, S(""));
	assert_slips(S("(?-x: two words ) \\Qtwo words\\E [a b]"), false, S(""));
}

static void a_hash_is_a_slip_but_on_lines_of_a_block(void **state) {
	(void)state;
	assert_slips(S("a # b"), false, S("comment@2 "));
	assert_slips(S("a # b\nc"), true, S(""));
	assert_slips(S("# b\nc #"), true, S(""));
	assert_slips(S("a# b\nc #d"), true, S("comment@1 comment@7 "));
	assert_slips(S("\\# [#] (?-x: # )"), false, S(""));
}

static void settings_and_callouts_are_slips_but_backtracking_verbs_are_not(void **state) {
	(void)state;
	assert_slips(S("(*UTF)a"), false, S("setting@0 "));
	assert_slips(S("(*LIMIT_HEAP=1)(*NO_JIT)a(?C7)"), false, S("setting@0 setting@15 callout@25 "));
	assert_slips(S("a(*SKIP)(*F)|(*pla: b)"), false, S(""));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_group_under_a_repeat_is_doubtful),
	        cmocka_unit_test(a_group_that_comes_once_is_not),
	        cmocka_unit_test(a_group_is_hidden_by_one_of_its_name_that_always_takes_part),
	        cmocka_unit_test(alternatives_and_what_may_be_missing_hide_nothing),
	        cmocka_unit_test(a_blank_between_letters_is_a_slip),
	        cmocka_unit_test(a_hash_is_a_slip_but_on_lines_of_a_block),
	        cmocka_unit_test(settings_and_callouts_are_slips_but_backtracking_verbs_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* rules/regex.c: compiling, matching with and without JIT, limits, groups, replacing. */
#include "asserts.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "rules/regex.h"

struct fixture {
	arena a;
	struct matcher *m;
};

static int setup(void **state) {
	struct fixture *f = must_alloc(sizeof *f);
	f->m = matcher_new();
	*state = f;
	return 0;
}

static int teardown(void **state) {
	struct fixture *f = *state;
	matcher_free(f->m);
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

static struct regex *compiled(struct fixture *f, slice pattern) {
	struct regex_error error;
	struct regex *r = regex_compile(&f->a, pattern, NULL, 0, &error);
	assert_non_null(r);
	return r;
}

static span found(struct fixture *f, slice pattern, slice subject, size_t from) {
	struct regex *r = compiled(f, pattern);
	span at = regex_search(f->m, r, subject, from) == REGEX_MATCH ? matcher_group(f->m, 0) : SPAN_NONE;
	regex_free(r);
	return at;
}

#define NONE SPAN_NONE
#define AT(start, end) ((span){(start), (end)})

static void search_finds_the_first_match_at_or_after_from(void **state) {
	assert_span_equal(found(*state, S("b+"), S("abbabb"), 0), AT(1, 3));
	assert_span_equal(found(*state, S("b+"), S("abbabb"), 2), AT(2, 3));
	assert_span_equal(found(*state, S("b+"), S("abbabb"), 3), AT(4, 6));
	assert_span_equal(found(*state, S("b+"), S("abbabb"), 6), NONE);
	assert_span_equal(found(*state, S("b+"), S("abbabb"), 7), NONE);
}

static void patterns_are_extended(void **state) {
	assert_span_equal(found(*state, S("a b # c\n \\x20 \\#"), S("xab #"), 0), AT(1, 5));
}

static void classes_know_unicode(void **state) {
	assert_span_equal(found(*state, S("\\w+"), S("\xC3\xA9t\xC3\xA9 "), 0), AT(0, 5));
	assert_span_equal(found(*state, S("(?i) \xC3\x89"), S("x\xC3\xA9"), 0), AT(1, 3));
	assert_span_equal(found(*state, S("\\s"), S("a\xC2\xA0"), 0), AT(1, 3));
	assert_span_equal(found(*state, S("."), S("\xF0\x9F\x98\x80"), 0), AT(0, 4));
}

static void a_dollar_is_the_end_and_nothing_else(void **state) {
	assert_span_equal(found(*state, S("a$"), S("a\n"), 0), NONE);
	assert_span_equal(found(*state, S("a$"), S("ba"), 0), AT(1, 2));
}

static void an_absent_subject_is_empty(void **state) {
	assert_span_equal(found(*state, S("^$"), ABSENT, 0), AT(0, 0));
	assert_span_equal(found(*state, S("a"), ABSENT, 0), NONE);
}

static void lookbehind_sees_what_stands_before_from(void **state) {
	assert_span_equal(found(*state, S("(?<= a ) b"), S("ab"), 1), AT(1, 2));
}

static void match_at_wants_its_start_there(void **state) {
	struct fixture *f = *state;
	struct regex *r = compiled(f, S("b+"));
	assert_int_equal(regex_match_at(f->m, r, S("abb"), 0), REGEX_NONE);
	assert_int_equal(regex_match_at(f->m, r, S("abb"), 1), REGEX_MATCH);
	assert_span_equal(matcher_group(f->m, 0), AT(1, 3));
	regex_free(r);
}

static void a_group_that_took_no_part_has_no_place(void **state) {
	struct fixture *f = *state;
	struct regex *r = compiled(f, S("(?<x>a)|(?<y>b)|(?<z>c)"));
	const struct regex_group *groups;
	assert_int_equal(regex_groups(r, &groups), 3);
	assert_slice_equal(groups[1].name, S("y"));
	assert_int_equal(regex_search(f->m, r, S("b"), 0), REGEX_MATCH);
	assert_span_equal(matcher_group(f->m, groups[0].number), NONE);
	assert_span_equal(matcher_group(f->m, groups[1].number), AT(0, 1));
	assert_span_equal(matcher_group(f->m, groups[2].number), NONE);
	assert_span_equal(matcher_group(f->m, 99), NONE);
	assert_span_equal(matcher_group(f->m, -1), NONE);
	regex_free(r);
}

static void after_a_miss_no_group_has_a_place(void **state) {
	struct fixture *f = *state;
	struct regex *r = compiled(f, S("a"));
	assert_int_equal(regex_search(f->m, r, S("a"), 0), REGEX_MATCH);
	assert_int_equal(regex_search(f->m, r, S("b"), 0), REGEX_NONE);
	assert_span_equal(matcher_group(f->m, 0), NONE);
	regex_free(r);
}

static void inner_names_become_those_of_the_rule(void **state) {
	struct fixture *f = *state;
	const struct regex_group names[] = {
	        {.name = S("money.number")}, {.name = S("a-very-long-name-that-pcre2-would-never-allow")}};
	struct regex_error error;
	struct regex *r = regex_compile(&f->a, S("(?<g1>a)(?<g0>b)(?<g0>c)"), names, 2, &error);
	const struct regex_group *groups;
	assert_int_equal(regex_groups(r, &groups), 3);
	assert_slice_equal(groups[0].name, S("a-very-long-name-that-pcre2-would-never-allow"));
	assert_slice_equal(groups[1].name, S("money.number"));
	assert_slice_equal(groups[2].name, S("money.number"));
	assert_int_equal(groups[2].number, 3);
	regex_free(r);
}

static void match_data_grows_with_the_patterns(void **state) {
	struct fixture *f = *state;
	struct buf pattern = {0}, subject = {0};
	for (int i = 0; i < 200; i++) {
		buf_put(&pattern, S("(x)"));
		buf_byte(&subject, 'x');
	}
	struct regex *r = compiled(f, buf_slice(&pattern)), *small = compiled(f, S("(y)"));
	assert_int_equal(regex_search(f->m, r, buf_slice(&subject), 0), REGEX_MATCH);
	assert_span_equal(matcher_group(f->m, 200), AT(199, 200));
	assert_int_equal(regex_search(f->m, small, S("y"), 0), REGEX_MATCH);
	assert_span_equal(matcher_group(f->m, 1), AT(0, 1));
	assert_span_equal(matcher_group(f->m, 2), NONE);
	regex_free(r);
	regex_free(small);
	buf_free(&pattern);
	buf_free(&subject);
}

static size_t count_matches(struct fixture *f, slice pattern, slice subject) {
	struct regex *r = compiled(f, pattern);
	size_t n = 0;
	for (size_t from = 0; regex_search(f->m, r, subject, from) == REGEX_MATCH; from = matcher_next(f->m, subject))
		n++;
	regex_free(r);
	return n;
}

static void empty_matches_do_not_stand_still(void **state) {
	assert_int_equal(count_matches(*state, S("x*"), S("\xC3\xA9x\xC3\xA9")), 4);
	assert_int_equal(count_matches(*state, S("(?=a)"), S("aa")), 2);
	assert_int_equal(count_matches(*state, S("a\\K"), S("aaa")), 2);
	assert_int_equal(count_matches(*state, S("$"), S("")), 1);
}

static void what_may_match_nothing_is_known(void **state) {
	struct fixture *f = *state;
	static const struct {
		slice pattern;
		bool empty;
	} cases[] = {{{"x*", 2}, true}, {{"(?:a|)", 6}, true}, {{"\\b", 2}, true}, {{"(?=a)", 5}, true},
	        {{"", 0}, true}, {{"x+", 2}, false}, {{"\\b a", 4}, false},
	        {{"\\( (?: [^()] | (?R) )* \\)", 26}, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct regex *r = compiled(f, cases[i].pattern);
		assert_int_equal(regex_matches_empty(r), cases[i].empty);
		regex_free(r);
	}
}

static slice long_text(struct buf *b, char c, size_t n) {
	for (size_t i = 0; i < n; i++) buf_byte(b, c);
	return buf_slice(b);
}

static void a_pattern_that_explodes_meets_the_limit_with_and_without_jit(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	slice subject = long_text(&b, 'a', 40);
	struct regex *r = compiled(f, S("(a+)+ $ (?<! a )"));
	assert_int_equal(regex_search(f->m, r, subject, 0), REGEX_LIMIT);
	matcher_use_jit(f->m, false);
	assert_int_equal(regex_search(f->m, r, subject, 0), REGEX_LIMIT);
	regex_free(r);
	buf_free(&b);
}

static void an_exhausted_jit_stack_is_a_limit_not_a_miss(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	slice subject = long_text(&b, 'a', 200000);
	struct regex *r = compiled(f, S("^ (a|ab)* $"));
	/* Without JIT the heap may hold it: then it matches. Never "none". */
	assert_int_not_equal(regex_search(f->m, r, subject, 0), REGEX_NONE);
	matcher_use_jit(f->m, false);
	assert_int_not_equal(regex_search(f->m, r, subject, 0), REGEX_NONE);
	regex_free(r);
	buf_free(&b);
}

static void jit_and_interpreter_agree(void **state) {
	struct fixture *f = *state;
	struct regex *r = compiled(f, S("(?<n> \\d+ (?: [.,] \\d+ )* ) \\s* (?i: m | bn )? \\b"));
	slice text = S("call 1,234.5m or 20 BN or 7x");
	for (size_t from = 0; from <= text.n; from++) {
		matcher_use_jit(f->m, true);
		span with = regex_search(f->m, r, text, from) == REGEX_MATCH ? matcher_group(f->m, 0) : NONE;
		matcher_use_jit(f->m, false);
		span without = regex_search(f->m, r, text, from) == REGEX_MATCH ? matcher_group(f->m, 0) : NONE;
		assert_span_equal(with, without);
	}
	regex_free(r);
}

static void machine_code_comes_first_where_it_may_differ(void **state) {
	static const slice differ[] = {{"a(*SKIP)b", 9}, {"(?>a+|b)c", 9}, {"a(?R)?b", 7}, {"(1|b)*+(?(1)k)", 14},
	        {"(?:(?<n>a)b)++c", 15}, {"(a) {1,2} +b", 12}, {"(a) # c\n *+b", 12}, {"a\\g<0>?b", 9},
	        {"((?<n>a)?b)(?1)", 15}, {"((a)?b)(?1)\\2", 13}, {"((a)?b)(?1)(?(2)c)", 18}, {"((?<n>a)|b)c(?-2)", 17},
	        {"(?+1)((?<n>a)|b)", 16}, {"(?<n>(?<m>a)|b)(?&n)", 20}};
	static const slice agree[] = {{"(a|b)(?1)+", 10}, {"(?<n>a)(?&n)(?(n)b)", 19}, {"((a)b)(?2)(?-1)", 15},
	        {"((a)b)\\1", 8}, {"((a)?b)(?1)", 11}, {"(a)\\1\\g{-1}", 11}, {"(a)(?:b|c)*+[)]+", 16},
	        {"(?<=a)b\\)++c", 12}, {"(a)+b+", 6}};
	for (size_t i = 0; i < sizeof differ / sizeof *differ; i++) {
		struct regex *r = compiled(*state, differ[i]);
		assert_true(regex_needs_machine(r));
		regex_free(r);
	}
	for (size_t i = 0; i < sizeof agree / sizeof *agree; i++) {
		struct regex *r = compiled(*state, agree[i]);
		assert_false(regex_needs_machine(r));
		regex_free(r);
	}
}

static void a_pattern_that_forbids_jit_matches_the_same(void **state) {
	assert_span_equal(found(*state, S("(*NO_JIT)b+"), S("abb"), 0), AT(1, 3));
}

static void a_pattern_may_lower_the_limit_and_callouts_do_nothing(void **state) {
	struct fixture *f = *state;
	struct regex *r = compiled(f, S("(*LIMIT_MATCH=1)(a+)+ $ (?<! a )"));
	matcher_use_jit(f->m, false);
	assert_int_equal(regex_search(f->m, r, S("aaaaaaaaaa"), 0), REGEX_LIMIT);
	regex_free(r);
	assert_span_equal(found(f, S("a(?C1)b"), S("ab"), 0), AT(0, 2));
}

static void errors_have_their_place(void **state) {
	struct fixture *f = *state;
	static const struct {
		slice pattern;
		size_t offset;
	} cases[] = {{{"ab)", 3}, 2}, {{"+a", 2}, 0}, {{"a\\C", 3}, 2}, {{"a\\p{Foo}", 8}, 7}, {{"a\\", 2}, 1},
	        {{"a\\k<zz>", 7}, 4}, {{"\xC3\xA9)", 3}, 2}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct regex_error error = {0};
		assert_null(regex_compile(&f->a, cases[i].pattern, NULL, 0, &error));
		assert_int_equal(error.offset, cases[i].offset);
		assert_true(error.message.n > 0);
	}
}

static void text_that_is_not_utf8_is_no_pattern(void **state) {
	struct fixture *f = *state;
	struct regex_error error;
	assert_null(regex_compile(&f->a, S("ab\xFF"), NULL, 0, &error));
	assert_int_equal(error.offset, 2);
}

static void check_compiles_and_keeps_nothing(void **state) {
	struct fixture *f = *state;
	struct regex_error error;
	assert_true(regex_check(&f->a, S("a+"), &error));
	assert_false(regex_check(&f->a, S("a("), &error));
	assert_int_equal(error.offset, 2);
}

static slice replaced(struct fixture *f, slice pattern, slice subject, slice with) {
	struct regex *r = compiled(f, pattern);
	slice out = regex_replace(f->m, r, subject, with, &f->a);
	regex_free(r);
	return out;
}

static void replace_takes_every_match(void **state) {
	assert_slice_equal(replaced(*state, S("\\s* & \\s*"), S("a & b&c"), S(" and ")), S("a and b and c"));
	assert_slice_equal(replaced(*state, S("^ the \\s"), S("the the x"), S("")), S("the x"));
	assert_slice_equal(replaced(*state, S("x"), S("abc"), S("y")), S("abc"));
	assert_slice_equal(replaced(*state, S("b"), S("b"), S("")), S(""));
	assert_slice_equal(replaced(*state, S("(?=b)"), S("abab"), S("-")), S("a-ba-b"));
}

/* The attempt from `start`, that came to `end` and wanted `item` there: as "start end item". */
static void assert_reach(void *state, slice pattern, slice subject, size_t start, size_t end, slice item) {
	struct fixture *f = state;
	struct regex_error error;
	struct regex *r = regex_compile(&f->a, pattern, NULL, 0, &error);
	assert_non_null(r);
	struct regex_reach reach = regex_furthest(f->m, r, subject);
	assert_true(reach.known);
	assert_int_equal(reach.start, start);
	assert_int_equal(reach.end, end);
	assert_slice_equal(utf8_trim(slice_at(pattern, reach.item)), item);
	regex_free(r);
}

static void the_furthest_attempt_tells_what_it_wanted(void **state) {
	assert_reach(*state, S("£ \\d+ \\s m"), S("x £5 £57 k"), 6, 11, S("m"));
	assert_reach(*state, S("a (?: b | c ) d"), S("ac ab"), 0, 2, S("d"));
	/* What was tried and had is not wanted. */
	assert_reach(*state, S("^ \\b z"), S("abc"), 0, 0, S("z"));
	/* \K moves the start of the match, not that of the attempt. */
	assert_reach(*state, S("abc \\K d e"), S("abcdx abx"), 0, 4, S("e"));
}

static void a_counted_item_is_reached_one_by_one(void **state) {
	assert_reach(*state, S("\\d{4}"), S("12 123x"), 3, 6, S("\\d{4}"));
	assert_reach(*state, S("in \\s [0-9]{4} -"), S("in 20x4"), 0, 5, S("[0-9]{4}"));
}

static void a_wildcard_without_end_reaches_nothing_itself(void **state) {
	assert_reach(*state, S("a .* \\d \\d z"), S("a b 12 c 3 and on"), 0, 6, S("z"));
	assert_reach(*state, S("(?<g0> [^,]+ ) , x y"), S("a,b,xz,c"), 2, 5, S("y"));
}

static void lookarounds_reach_only_where_they_fail(void **state) {
	assert_reach(*state, S("(?= .* 9 ) a b"), S("ac 9"), 0, 1, S("b"));
	assert_reach(*state, S("a (?= \\s b c )"), S("a bd"), 0, 3, S("c"));
	assert_reach(*state, S("a (?! \\s b )"), S("a b"), 0, 1, S("(?!"));
	assert_reach(*state, S("a b (?<! ab ) c"), S("abx"), 0, 2, S("(?<!"));
}

static void only_attempts_that_touch_the_place_count(void **state) {
	struct fixture *f = *state;
	struct regex_error error;
	struct regex *r = regex_compile(&f->a, S("a+ b"), NULL, 0, &error);
	slice subject = S("aaaac ac aab");
	struct regex_reach reach = regex_furthest_on(f->m, r, subject, 0, (span){6, 8});
	assert_true(reach.known);
	assert_int_equal(reach.start, 6);
	assert_int_equal(reach.end, 7);
	reach = regex_furthest_at(f->m, r, subject, 2);
	assert_int_equal(reach.start, 2);
	assert_int_equal(reach.end, 4);
	regex_free(r);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(search_finds_the_first_match_at_or_after_from),
	        T(patterns_are_extended),
	        T(classes_know_unicode),
	        T(a_dollar_is_the_end_and_nothing_else),
	        T(an_absent_subject_is_empty),
	        T(lookbehind_sees_what_stands_before_from),
	        T(match_at_wants_its_start_there),
	        T(a_group_that_took_no_part_has_no_place),
	        T(after_a_miss_no_group_has_a_place),
	        T(inner_names_become_those_of_the_rule),
	        T(match_data_grows_with_the_patterns),
	        T(empty_matches_do_not_stand_still),
	        T(what_may_match_nothing_is_known),
	        T(a_pattern_that_explodes_meets_the_limit_with_and_without_jit),
	        T(an_exhausted_jit_stack_is_a_limit_not_a_miss),
	        T(jit_and_interpreter_agree),
	        T(machine_code_comes_first_where_it_may_differ),
	        T(a_pattern_that_forbids_jit_matches_the_same),
	        T(a_pattern_may_lower_the_limit_and_callouts_do_nothing),
	        T(errors_have_their_place),
	        T(text_that_is_not_utf8_is_no_pattern),
	        T(check_compiles_and_keeps_nothing),
	        T(replace_takes_every_match),
	        T(the_furthest_attempt_tells_what_it_wanted),
	        T(a_counted_item_is_reached_one_by_one),
	        T(a_wildcard_without_end_reaches_nothing_itself),
	        T(lookarounds_reach_only_where_they_fail),
	        T(only_attempts_that_touch_the_place_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

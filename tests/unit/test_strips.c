/* rules/strips.c: where patterns may match in a small text, all places at once. */
#include "one_arena.h"
#include "said_ranges.h"

#include "base/buf.h"
#include "rules/strips.h"

/* The ranges in the view as "4-4 19-19"; "odd" where nothing is known of it, "none" where the pattern has no tree. */
static slice starts_in(slice pattern, slice text, const struct strips_view *views, size_t n, span view) {
	struct cue_reader reader = {.arena = &a};
	enum tree_use use;
	const struct cue_tree *tree = cue_tree_of(&reader, pattern, &use);
	if (tree == NULL) {
		cue_reader_free(&reader);
		return S("none");
	}
	struct strips *s = strips_new(&a, text, views, n, reader.roots);
	struct strips_window window = strips_window(s, view);
	struct strips_found found = strips_find(s, tree, use);
	spans ranges = {0};
	if (strips_any(&found, &window)) strips_places(s, &found, &window, &a, &ranges);
	cue_reader_free(&reader);
	if (window.odd) return S("odd");
	return said_ranges(&a, ranges.v, ranges.n);
}

static slice starts(slice pattern, slice text) {
	struct strips_view view = {.at = {0, text.n}};
	return starts_in(pattern, text, &view, 1, view.at);
}

static void places_where_words_start_are_named(void **state) {
	(void)state;
	slice pattern = S("(?<! \\p{L} ) (?: cat | (?i: dog ) ) s? (?! \\p{L} )");
	assert_slice_equal(starts(pattern, S("the cats, dogma, bobcats, a DOG")), S("4-4 28-28"));
	assert_slice_equal(starts(pattern, S("the Cats, dogma, bobcats")), S(""));
	assert_slice_equal(starts(pattern, S("cat")), S("0-0"));
}

static void places_are_bytes_where_characters_are_longer(void **state) {
	(void)state;
	assert_slice_equal(starts(S("£ \\d"), S("€5, then it was £5")), S("18-18"));
	assert_slice_equal(starts(S("^ . x"), S("éx")), S("0-0"));
	assert_slice_equal(starts(S("x $"), S("é, é, é, é, é: x")), S("20-20"));
}

/* A text longer than some words of bits. */
static void runs_go_on_over_words_of_bits(void **state) {
	(void)state;
	slices parts = {0};
	*vec_push(&a, &parts) = S("then <");
	for (size_t i = 0; i < 50; i++) *vec_push(&a, &parts) = S("abcdefg");
	*vec_push(&a, &parts) = S("> and 5");
	slice text = slice_concat(&a, parts.v, parts.n);
	assert_slice_equal(starts(S("< [a-g]+ > "), text), S("5-5"));
	assert_slice_equal(starts(S("< [a-f]+ > "), text), S(""));
	assert_slice_equal(starts(S("< (?: [a-g]{7} ){50} > "), text), S("5-5"));
	assert_slice_equal(starts(S("< .* \\d $"), text), S("5-5"));
	assert_slice_equal(starts(S("\\A (?: \\w | \\W )+ \\z"), text), S("0-0"));
}

static void what_stands_around_counts_as_far_as_it_goes(void **state) {
	(void)state;
	assert_slice_equal(starts(S("(?<= a ) b (?= \\d )"), S("ab, ab1, cb1")), S("5-5"));
	assert_slice_equal(
	        starts(S("(?<= dear \\s ) \\w+ (?= \\s+ sir )"), S("my sir, dear good sir, dear me")), S("13-13"));
	assert_slice_equal(starts(S("^ b | b $"), S("b and b and then b")), S("0-0 17-17"));
	assert_slice_equal(starts(S("\\b b \\b"), S("bb, abba, and now b")), S("18-18"));
}

static void a_match_stays_in_its_view_unless_views_are_joined(void **state) {
	(void)state;
	slice text = S("one\ntwo\nthree");
	struct strips_view views[] = {{{0, 3}, false}, {{4, 7}, false}, {{8, 13}, true}};
	assert_slice_equal(starts_in(S("e \\s t"), text, views, 3, (span){0, 3}), S(""));
	assert_slice_equal(starts_in(S("o \\s t"), text, views, 3, (span){4, 13}), S("2-2"));
	assert_slice_equal(starts_in(S("^ t"), text, views, 3, (span){4, 7}), S("0-0"));
	assert_slice_equal(starts_in(S("(?<! . ) t"), text, views, 3, (span){8, 13}), S("0-0"));
	assert_slice_equal(starts_in(S("e $"), text, views, 3, (span){0, 3}), S("2-2"));
}

static void of_odd_characters_nothing_is_known(void **state) {
	(void)state;
	assert_slice_equal(starts(S("k"), S("\xE2\x84\xAA")), S("odd"));
	struct strips_view views[] = {{{0, 3}, false}, {{4, 5}, false}};
	assert_slice_equal(starts_in(S("k"), S("\xE2\x84\xAA\nk"), views, 2, (span){4, 5}), S("0-0"));
}

/* A verb moves on the place where the next attempt begins, so all attempts are made. */
static void a_verb_is_met_from_the_start_of_the_view(void **state) {
	(void)state;
	slice pattern = S("page \\s \\d+ (*SKIP) (*FAIL) | \\d+ (?= \\s boats )");
	assert_slice_equal(starts(pattern, S("It is on page 7 and 8 that 9 boats sink")), S("0-27"));
	assert_slice_equal(starts(pattern, S("It is on page 7 and 8 boys")), S(""));
	assert_slice_equal(starts(S("(?: ^ | \\G , ) \\d"), S("1,2")), S("0-1"));
	assert_slice_equal(starts(S("a (*ACCEPT) b"), S("a")), S("none"));
}

/* What is left of a list of words for a text. */
static slice left_of(slice list, slice text) {
	slice group = say(&a, S("(?:"), list, S(")"));
	struct cue_share share = {.at = {0, group.n}, .what = &share, .words = true};
	struct cue_reader reader = {.arena = &a, .shares = &(cue_shares){.v = &share, .n = 1}};
	struct strips_view view = {.at = {0, text.n}};
	enum tree_use use;
	struct buf out = {0};
	assert_non_null(cue_tree_of(&reader, group, &use));
	struct strips *s = strips_new(&a, text, &view, 1, reader.roots);
	strips_words(s, cue_tree_of_share(&reader, &share), list, &out);
	slice left = arena_copy(&a, buf_slice(&out));
	cue_reader_free(&reader);
	buf_free(&out);
	return left;
}

static void words_that_stand_nowhere_are_left_out(void **state) {
	(void)state;
	slice list = S("(?i:(?<![\\p{L}\\p{N}])(?:A(?:pril|ugust)|M(?:a(?:rch(?:es|ing)?|y)|onday)|J(?:une|uly))(?!["
	               "\\p{L}\\p{N}]))");
	assert_slice_equal(left_of(list, S("in may, on monday, in august?")),
	        S("(?i:(?<![\\p{L}\\p{N}])(?:A(?:ugust)|M(?:a(?:y)|onday))(?![\\p{L}\\p{N}]))"));
	assert_slice_equal(left_of(list, S("the March of time")),
	        S("(?i:(?<![\\p{L}\\p{N}])(?:M(?:a(?:rch(?:(?!))?)))(?![\\p{L}\\p{N}]))"));
	assert_slice_equal(left_of(list, S("never on a Sunday")), S("(?!)"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(places_where_words_start_are_named, reset),
	        cmocka_unit_test_setup(places_are_bytes_where_characters_are_longer, reset),
	        cmocka_unit_test_setup(runs_go_on_over_words_of_bits, reset),
	        cmocka_unit_test_setup(what_stands_around_counts_as_far_as_it_goes, reset),
	        cmocka_unit_test_setup(a_match_stays_in_its_view_unless_views_are_joined, reset),
	        cmocka_unit_test_setup(of_odd_characters_nothing_is_known, reset),
	        cmocka_unit_test_setup(a_verb_is_met_from_the_start_of_the_view, reset),
	        cmocka_unit_test_setup(words_that_stand_nowhere_are_left_out, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

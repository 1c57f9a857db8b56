/* rules/cue.c and rules/scanner.c: which literals a pattern must hold, and where the scanner finds them. */
#include "one_arena.h"

#include "base/utf8.h"
#include "rules/regex.h"
#include "rules/scanner.h"

/* Is the pattern tried over the text? */
static bool tried(slice pattern, slice text) {
	struct cue_reader reader = {.arena = &a};
	struct cues cues = cues_of(&reader, pattern);
	cue_reader_free(&reader);
	struct scanner *s = scanner_new(&cues, 1);
	struct cue_scan scan;
	scan_open(&scan, s, &a);
	scan_text(&scan, text);
	bool found = scan_found(&scan, 0);
	scanner_free(s);
	return found;
}

static size_t count(slice pattern) {
	struct cue_reader reader = {.arena = &a};
	size_t n = cues_of(&reader, pattern).n;
	cue_reader_free(&reader);
	return n;
}

static void a_word_is_its_own_cue(void **state) {
	(void)state;
	assert_true(tried(S("river"), S("the river rose")));
	assert_false(tried(S("river"), S("the lake rose")));
	assert_false(tried(S("river"), S("the River rose")));
	assert_true(tried(S("(?i) river"), S("the RiVer rose")));
}

/* The bytes that stand for digits and blanks in cues are characters of texts as well. */
static void control_characters_are_neither_digits_nor_blanks(void **state) {
	(void)state;
	slice pattern = S("(?<! [\\p{L}\\p{N}] ) x{1,3}");
	assert_true(tried(pattern, S("s\001x12")));
	assert_true(tried(S("(?<! [\\p{L}\\p{N}] ) (?: x | 1x | 21 )"), S("s\001x12")));
	assert_false(tried(pattern, S("s2x12")));
	assert_false(tried(S("x [2-9]"), S("a x\001")));
}

static void one_of_the_alternatives_must_stand(void **state) {
	(void)state;
	slice pattern = S("(?: river | lake | (?i: pond ) ) s?");
	assert_true(tried(pattern, S("two lakes")));
	assert_true(tried(pattern, S("a PONDS")));
	assert_false(tried(pattern, S("the sea")));
	assert_int_equal(count(S("river | \\w+")), 0);
}

static void all_parts_that_must_be_there_count(void **state) {
	(void)state;
	slice pattern = S("opened \\b .*? \\d{4}");
	assert_true(tried(pattern, S("opened in 1999")));
	assert_false(tried(pattern, S("opened in may")));
	assert_false(tried(pattern, S("closed in 1999")));
	assert_false(tried(pattern, S("opened on 12 May 199")));
}

static void what_may_be_missing_is_no_cue(void **state) {
	(void)state;
	assert_true(tried(S("river (?: \\s bank )?"), S("river")));
	assert_true(tried(S("rivers* bed"), S("riverbed")));
	assert_true(tried(S("river {0,2} bed"), S("rivebed")));
	assert_true(tried(S("(?! lake ) river"), S("river")));
	assert_int_equal(count(S("(?: river )?")), 0);
}

static void what_is_looked_for_must_stand(void **state) {
	(void)state;
	assert_false(tried(S("\\p{L}+ (?= \\s river )"), S("the lake")));
	assert_true(tried(S("\\p{L}+ (?= \\s river )"), S("the river")));
	assert_false(tried(S("(?<= [Tt]he \\s ) \\p{L}+"), S("a lake")));
	assert_true(tried(S("(?<= [Tt]he \\s ) \\p{L}+"), S("The lake")));
}

static void neighbours_that_may_not_stand_count(void **state) {
	(void)state;
	slice pattern = S("(?<! [\\p{L}\\p{N}] ) may (?! [\\p{L}\\p{N}] )");
	assert_true(tried(pattern, S("in may.")));
	assert_false(tried(pattern, S("dismay, maybe, may1")));
	assert_false(tried(S("\\b may \\b"), S("dismay maybe")));
	assert_true(tried(S("\\b may \\b"), S("(may)")));
	assert_true(tried(S("(?! [^\\p{P}] ) may | (?! [[:alpha:]] ) may"), S("dismay")));
	assert_false(tried(S("^ may"), S("it may")));
	assert_true(tried(S("(?m) ^ may"), S("it\nmay")));
}

static void odd_characters_try_all(void **state) {
	(void)state;
	assert_true(tried(S("(?i) kelvin"), S("\xE2\x84\xAA"
	                                      "elvin")));
	assert_true(tried(S("(?i) sure"), S("\xC5\xBF"
	                                    "ure")));
	assert_true(tried(S("a \\s b"), S("a\xC2\xA0"
	                                  "b")));
	assert_true(tried(S("no \\d"), S("no\xD9\xA1")));
	assert_false(tried(S("no \\d"), S("no \xC3\xA9")));
}

static void escapes_take_what_belongs_to_them(void **state) {
	(void)state;
	assert_true(tried(S("a \\x20 b"), S("a b")));
	assert_true(tried(S("(x) \\1 y"), S("xxy")));
	assert_true(tried(S("\\pLriver"), S("xriver")));
	assert_true(tried(S("(a)(b) \\g{-1} c"), S("abbc")));
	assert_true(tried(S("a # lake\n b"), S("ab")));
}

static void what_is_not_understood_gives_no_cue(void **state) {
	(void)state;
	assert_int_equal(count(S("river (*ACCEPT) lake")), 0);
	assert_int_equal(count(S("\\Qriver\\E? lake")), 0);
	assert_int_equal(count(S("(?xx) river")), 0);
	assert_int_equal(count(S("river (?C1) lake")), 0);
	assert_int_equal(count(S("(*UTF) river")), 0);
	assert_true(tried(S("(?(DEFINE) (?<w> lake ) ) river (?&w)?"), S("river")));
}

static void of_a_condition_either_branch_is_taken_or_nothing(void **state) {
	(void)state;
	slice two = S("(?<n> x )? (?(<n>) lake | river ) s"), one = S("(?<n> x )? (?(<n>) lake ) side");
	assert_true(tried(two, S("xlakes")));
	assert_true(tried(two, S("rivers")));
	assert_true(tried(one, S("side")));
	assert_false(tried(one, S("lake")));
	/* What is defined is taken where it is called. */
	assert_false(tried(S("(?(DEFINE) (?<w> lake ) ) river (?&w)?"), S("lake")));
	assert_true(tried(S("(?(DEFINE) (?<w> lake ) ) (?&w) side"), S("lakeside")));
}

static void a_branch_that_fails_is_none(void **state) {
	(void)state;
	slice pattern = S("Table \\s \\d+ (*SKIP) (*FAIL) | \\d+ \\s tonnes");
	assert_false(tried(pattern, S("Table 5")));
	assert_true(tried(pattern, S("5 tonnes")));
}

/* Of the cue that is looked for first. */
static size_t literals(slice pattern) {
	struct cue_reader reader = {.arena = &a};
	struct cues cues = cues_of(&reader, pattern);
	cue_reader_free(&reader);
	return cues.n == 0 ? 0 : cues.v[0].n;
}

static void a_literal_that_holds_another_is_left_out(void **state) {
	(void)state;
	assert_int_equal(literals(S("river | rivers | upriver | (?i: lake )")), 2);
	assert_int_equal(literals(S("(?i: river ) | River | RIVERS")), 1);
	assert_int_equal(literals(S("\\d{3} | 1\\d{3} | \\d{3}x")), 1);
	/* Not where it may stand without the other. */
	assert_int_equal(literals(S("River | (?i: rivers )")), 2);
	assert_int_equal(literals(S("\\b may \\b | mayor")), 2);
	assert_int_equal(literals(S("^ may | in \\s may")), 2);
	assert_int_equal(literals(S("12 | \\d{3}")), 2);
	assert_true(tried(S("\\b may \\b | mayor"), S("the mayor")));
	assert_true(tried(S("^ may | in \\s may"), S("not in may")));
}

static void a_cue_that_another_one_implies_is_none(void **state) {
	(void)state;
	assert_int_equal(count(S("\\d{4} \\b .*? \\d")), 1);
	assert_int_equal(count(S("opened \\b .*? \\d{4}")), 2);
}

static void the_window_holds_every_start(void **state) {
	(void)state;
	struct cue_reader reader = {.arena = &a};
	struct cues cues = cues_of(&reader, S("\\p{L}+ \\s+ tonnes"));
	cue_reader_free(&reader);
	struct scanner *s = scanner_new(&cues, 1);
	struct cue_scan scan;
	scan_open(&scan, s, &a);
	slice text = S("it was a long way to carry so many  tonnes of salt and of sand");
	scan_text(&scan, text);
	size_t start = slice_find(text, S("many"));
	assert_true(scan_found(&scan, 0));
	assert_true(scan.windows[0].start > 0 && scan.windows[0].start <= start);
	assert_true(scan.windows[0].end >= start && scan.windows[0].end < text.n);
	scanner_free(s);
}

/* Caseless ones are known by their bytes alone; that two of them are ASCII letters in another case is PCRE2's to say. */
static void a_character_beyond_ascii_is_one_in_any_case_but_for_two(void **state) {
	(void)state;
	struct matcher *m = matcher_new();
	slice letters = S("abcdefghijklmnopqrstuvwxyz");
	for (uint32_t code = 0x80; code < 0x10000; code++) {
		struct regex_error error;
		char text[UTF8_MAX];
		if (code >= 0xD800 && code < 0xE000) continue;
		slice pattern = say(&a, S("(?i:["), ((slice){text, utf8_encode(code, text)}), S("])"));
		struct regex *r = regex_compile(&a, pattern, NULL, 0, &error);
		bool found = r != NULL && regex_search(m, r, letters, 0) == REGEX_MATCH;
		regex_free(r);
		assert_int_equal(found, code == 0x17F || code == 0x212A);
		arena_reset(&a);
	}
	matcher_free(m);
	assert_int_equal(count(S("(?i: \xC3\x9F )")), 1);
	assert_true(tried(S("(?i: \xC3\x9F )"), S("\xE1\xBA\x9E")));
	assert_true(tried(S("(?i: \xC5\xBF )"), S("S")));
	assert_false(tried(S("(?i: \xC3\xA9t\xC3\xA9 )"), S("the state")));
}

/* Of a list that is kept apart, which the pattern has no letter of. */
static void a_list_kept_apart_counts_where_it_belongs(void **state) {
	(void)state;
	slice list = S("(?i:otter|(?:river|sea)\\ otter)");
	struct cue_share share = {.at = {0, 4}, .what = &share, .words = true, .list = list};
	struct cue_reader reader = {.arena = &a, .shares = &(cue_shares){.v = &share, .n = 1}};
	struct cues apart = cues_of(&reader, S("(?:)\\x20dens"));
	cue_reader_free(&reader);
	struct cue_reader other = {.arena = &a};
	struct cues whole = cues_of(&other, S("(?:(?i:otter|(?:river|sea)\\ otter))\\x20dens"));
	cue_reader_free(&other);
	assert_int_equal(apart.n, whole.n);
	assert_true(apart.n > 0);
	assert_memory_equal(apart.starts, whole.starts, sizeof apart.starts);
	for (size_t i = 0; i < apart.n; i++) {
		assert_int_equal(apart.v[i].n, whole.v[i].n);
		for (size_t k = 0; k < apart.v[i].n; k++)
			assert_slice_equal(apart.v[i].v[k].bytes, whole.v[i].v[k].bytes);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(a_word_is_its_own_cue, reset),
	        cmocka_unit_test_setup(control_characters_are_neither_digits_nor_blanks, reset),
	        cmocka_unit_test_setup(one_of_the_alternatives_must_stand, reset),
	        cmocka_unit_test_setup(all_parts_that_must_be_there_count, reset),
	        cmocka_unit_test_setup(what_may_be_missing_is_no_cue, reset),
	        cmocka_unit_test_setup(what_is_looked_for_must_stand, reset),
	        cmocka_unit_test_setup(neighbours_that_may_not_stand_count, reset),
	        cmocka_unit_test_setup(odd_characters_try_all, reset),
	        cmocka_unit_test_setup(escapes_take_what_belongs_to_them, reset),
	        cmocka_unit_test_setup(what_is_not_understood_gives_no_cue, reset),
	        cmocka_unit_test_setup(of_a_condition_either_branch_is_taken_or_nothing, reset),
	        cmocka_unit_test_setup(a_branch_that_fails_is_none, reset),
	        cmocka_unit_test_setup(a_literal_that_holds_another_is_left_out, reset),
	        cmocka_unit_test_setup(a_cue_that_another_one_implies_is_none, reset),
	        cmocka_unit_test_setup(the_window_holds_every_start, reset),
	        cmocka_unit_test_setup(a_character_beyond_ascii_is_one_in_any_case_but_for_two, reset),
	        cmocka_unit_test_setup(a_list_kept_apart_counts_where_it_belongs, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

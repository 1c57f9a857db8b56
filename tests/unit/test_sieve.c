/* rules/sieve.c: the places where a match may start. */
#include "one_arena.h"
#include "said_ranges.h"

#include "rules/sieve.h"

/* The ranges as "4-4 19-19"; "none" where the pattern has no net. */
static slice starts_within(slice pattern, slice text, span window) {
	struct cue_reader reader = {.arena = &a};
	struct sieve_marks marks = {0};
	struct net *n = net_new(&reader, pattern);
	slice said = S("none");
	if (n != NULL) {
		struct sieve_job job = {.sieve = sieve_new(n, &marks), .window = window};
		sieves_read(&job, 1, text);
		said = said_ranges(&a, job.ranges.v, job.ranges.n);
		sieve_free(job.sieve);
	}
	cue_reader_free(&reader);
	sieve_marks_free(&marks);
	net_free(n);
	return said;
}

static slice starts(slice pattern, slice text) { return starts_within(pattern, text, (span){0, text.n}); }

static void places_where_words_start_are_named(void **state) {
	(void)state;
	slice pattern = S("(?<! \\p{L} ) (?: cat | (?i: dog ) ) s? (?! \\p{L} )");
	assert_slice_equal(starts(pattern, S("the cats, dogma, bobcats, a DOG")), S("4-4 28-28"));
	assert_slice_equal(starts(pattern, S("the Cats, dogma, bobcats")), S(""));
	assert_slice_equal(starts(pattern, S("cat")), S("0-0"));
}

static void places_that_are_close_are_one_range(void **state) {
	(void)state;
	assert_slice_equal(starts(S("\\d+"), S("12 of 13, and further on 14")), S("0-7 25-26"));
}

static void characters_beyond_ascii_are_told_apart(void **state) {
	(void)state;
	assert_slice_equal(starts(S("£ \\d"), S("€5, then it was £5")), S("18-18"));
	assert_slice_equal(starts(S("\\p{L}+ \\x20 [½¾]"), S("one ¼, one ½")), S("8-10"));
	assert_slice_equal(starts(S("^ . x"), S("éx")), S("0-0"));
	assert_slice_equal(
	        starts(S("\\p{Sc} \\d | \\p{Pd} x"), S("a1, b2, $3, and then £4, xx and -x")), S("8-8 21-21 33-33"));
}

static void what_stands_beside_counts(void **state) {
	(void)state;
	assert_slice_equal(starts(S("(?<= a ) b (?= \\d )"), S("ab, ab1, cb1")), S("5-5"));
	assert_slice_equal(starts(S("^ b | b $"), S("b and b and then b")), S("0-0 17-17"));
	assert_slice_equal(starts(S("\\b b \\b"), S("bb, abba, and now b")), S("18-18"));
}

/* Reading ends where nothing is left that could go on, and no match can end any more. */
static void what_must_end_the_text_is_looked_for_there_alone(void **state) {
	(void)state;
	assert_slice_equal(starts(S("^ [a-z\\x20]+ \\d \\s* $"), S("one, then 2 ")), S(""));
	assert_slice_equal(starts(S("^ [a-z\\x20]+ \\d \\s* $"), S("one then 2 ")), S("0-0"));
	assert_slice_equal(starts(S("\\d \\s* $"), S("1 and then 2 ")), S("11-11"));
	assert_slice_equal(starts(S("\\d $ | ^ [ab] | c (?! \\d )"), S("b 1, and then c, and then d")), S("0-0 14-14"));
	assert_slice_equal(starts(S("(?: \\d | \\b ) $"), S("1 and then on")), S("13-13"));
}

static void a_window_bounds_the_places(void **state) {
	(void)state;
	slice text = S("1 and further on 2 and further on 3");
	assert_slice_equal(starts_within(S("\\d"), text, (span){1, 17}), S("17-17"));
	assert_slice_equal(starts_within(S("\\d"), text, (span){17, 34}), S("17-17 34-34"));
}

/* A verb moves on the place where the next attempt begins: that it was met counts. */
static void what_stands_before_a_verb_is_tried_too(void **state) {
	(void)state;
	slice pattern = S("page \\s \\d+ (*SKIP) (*FAIL) | \\d+ (?= \\s boats )");
	assert_slice_equal(starts(pattern, S("It is on page 7 and 8 that 9 boats sink")), S("9-27"));
	assert_slice_equal(starts(S("(?= a (*SKIP) b ) a"), S("ab")), S("none"));
}

static void where_the_search_began_is_kept(void **state) {
	(void)state;
	assert_slice_equal(starts(S("(?: ^ | \\G , ) \\d"), S("and then, far on, 1,2")), S("0-19"));
}

static void what_is_not_understood_has_no_net(void **state) {
	(void)state;
	assert_slice_equal(starts(S("a (*ACCEPT) b"), S("a")), S("none"));
	assert_slice_equal(starts(S("(a (*SKIP) b) (?1)"), S("abab")), S("none"));
	assert_slice_equal(starts(S("(a) (*SKIP) (?R)?"), S("aa")), S("none"));
}

static void a_call_takes_what_its_group_takes(void **state) {
	(void)state;
	slice name = S("( [A-Z] [a-z]+ ) \\s (?-1)"), text = S("the old Ada Marl, and far below an Ann lay");
	assert_slice_equal(starts(name, text), S("8-8"));
	assert_slice_equal(
	        starts(S("(?(DEFINE) ( c ) ( (?1) a ) ) (?2) t"), S("at, and then, of all, a cat")), S("24-24"));
	assert_slice_equal(starts(S("( a | b (?1) ) c"), S("xc, and then, after it all, bac")), S("28-29"));
	/* Where numbers begin again, a call may be of any group. */
	assert_slice_equal(starts(S("(?| ( a ) | ( b ) ) (?-1)"), S("ax")), S("0-0"));
	/* Where n took no part, the comma is not refused. */
	assert_slice_equal(starts(S("(?<n> x )? a (?! (?(<n>) , | (*FAIL) ) )"), S("so, a, and")), S("4-7"));
	assert_slice_equal(starts(S("(?n: ( a ) ) (?<n> b ) c (?1)"), S("abcx")), S("0-0"));
}

/* With groups that patterns share, at these places of either. */
static slice starts_of_second(slice first, slice second, span in_first, span in_second, slice text) {
	static const char what = 0;
	struct cue_share one = {.at = in_first, .what = &what}, other = {.at = in_second, .what = &what};
	struct cue_reader reader = {.arena = &a, .shares = &(cue_shares){.v = &one, .n = 1}};
	struct sieve_marks marks = {0};
	net_free(net_new(&reader, first));
	reader.shares = &(cue_shares){.v = &other, .n = 1};
	struct net *n = net_new(&reader, second);
	struct sieve_job job = {.sieve = sieve_new(n, &marks), .window = {0, text.n}};
	sieves_read(&job, 1, text);
	slice said = said_ranges(&a, job.ranges.v, job.ranges.n);
	sieve_free(job.sieve);
	net_free(n);
	sieve_marks_free(&marks);
	cue_reader_free(&reader);
	return said;
}

static void groups_in_what_patterns_share_are_counted(void **state) {
	(void)state;
	slice first = S("(?:(b)(c))x"), second = S("(a)(?:(b)(c))(?-3)(?-1)");
	assert_slice_equal(starts_of_second(first, second, (span){0, 10}, (span){3, 13}, S("abcac")), S("0-0"));
	assert_slice_equal(starts_of_second(first, second, (span){0, 10}, (span){3, 13}, S("abcbc")), S(""));
	/* What is called from within may be another group there. */
	first = S("(a)(?:(?-1)x)");
	second = S("(b)(?:(?-1)x)");
	assert_slice_equal(starts_of_second(first, second, (span){3, 13}, (span){3, 13}, S("bbx")), S("0-0"));
	first = S("(a)(?:(b)(?1)x)");
	second = S("(c)(?:(b)(?1)x)");
	assert_slice_equal(starts_of_second(first, second, (span){3, 15}, (span){3, 15}, S("cbcx")), S("0-0"));
}

/* Whether the fifteenth letter from here is an `a` takes as many states as there are ways to write fifteen letters: more than
 * are kept. */
static void states_that_are_forgotten_lose_nothing(void **state) {
	(void)state;
	enum { LENGTH = 1 << 14, BEFORE = 14 };
	slice pattern = S("[ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] [ab] a");
	struct cue_reader reader = {.arena = &a};
	struct sieve_marks marks = {0};
	struct net *n = net_new(&reader, pattern);
	struct sieve *s = sieve_new(n, &marks);
	uint32_t random = 1;
	for (int round = 0; round < 10; round++) {
		char text[LENGTH];
		for (size_t i = 0; i < LENGTH; i++) {
			random = random * 1103515245u + 12345u;
			text[i] = random >> 24 & 1 ? 'a' : 'b';
		}
		struct sieve_job job = {.sieve = s, .window = {0, LENGTH}};
		sieves_read(&job, 1, (slice){text, LENGTH});
		size_t range = 0;
		for (size_t i = 0; i + BEFORE < LENGTH; i++) {
			if (text[i + BEFORE] != 'a') continue;
			while (range < job.ranges.n && job.ranges.v[range].end < i) range++;
			assert_true(range < job.ranges.n && job.ranges.v[range].start <= i);
		}
	}
	sieve_free(s);
	sieve_marks_free(&marks);
	net_free(n);
	cue_reader_free(&reader);
}

static void many_sieves_read_a_text_at_once(void **state) {
	(void)state;
	enum { SIEVES = 60, LETTERS = 26 };
	slice text = S("abcdefghijklmnopqrstuvwxyz");
	struct cue_reader reader = {.arena = &a};
	struct sieve_marks marks = {0};
	struct net *nets[SIEVES];
	struct sieve_job jobs[SIEVES] = {0};
	for (size_t i = 0; i < SIEVES; i++) {
		size_t letter = i % LETTERS;
		nets[i] = net_new(&reader, slice_sub(text, letter, letter + 1));
		jobs[i].sieve = i % 5 == 0 ? NULL : sieve_new(nets[i], &marks);
		jobs[i].window = (span){letter / 2, text.n};
	}
	sieves_read(jobs, SIEVES, text);
	for (size_t i = 0; i < SIEVES; i++) {
		span at = i % 5 == 0 ? jobs[i].window : (span){i % LETTERS, i % LETTERS};
		assert_int_equal(jobs[i].ranges.n, 1);
		assert_int_equal(jobs[i].ranges.v[0].start, at.start);
		assert_int_equal(jobs[i].ranges.v[0].end, at.end);
		sieve_free(jobs[i].sieve);
		net_free(nets[i]);
	}
	sieve_marks_free(&marks);
	cue_reader_free(&reader);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(places_where_words_start_are_named, reset),
	        cmocka_unit_test_setup(places_that_are_close_are_one_range, reset),
	        cmocka_unit_test_setup(characters_beyond_ascii_are_told_apart, reset),
	        cmocka_unit_test_setup(what_stands_beside_counts, reset),
	        cmocka_unit_test_setup(what_must_end_the_text_is_looked_for_there_alone, reset),
	        cmocka_unit_test_setup(a_window_bounds_the_places, reset),
	        cmocka_unit_test_setup(what_stands_before_a_verb_is_tried_too, reset),
	        cmocka_unit_test_setup(where_the_search_began_is_kept, reset),
	        cmocka_unit_test_setup(what_is_not_understood_has_no_net, reset),
	        cmocka_unit_test_setup(a_call_takes_what_its_group_takes, reset),
	        cmocka_unit_test_setup(groups_in_what_patterns_share_are_counted, reset),
	        cmocka_unit_test_setup(states_that_are_forgotten_lose_nothing, reset),
	        cmocka_unit_test_setup(many_sieves_read_a_text_at_once, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

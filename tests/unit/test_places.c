/* Lines and characters: the index gives what a walk through the text gives. */
#include "one_arena.h"

#include "dataset/places.h"

static struct places places_in(slice text) {
	struct places p;
	places_build(&p, text, &a);
	return p;
}

static void assert_place(const struct places *p, size_t offset, size_t line, size_t column) {
	struct place at = places_at(p, offset);
	assert_int_equal(places_line(p, offset), at.line);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
}

static void lines_end_at_lf_crlf_and_a_lone_cr(void **state) {
	(void)state;
	struct places p = places_in(S("a\nb\r\nc\rd"));
	assert_place(&p, 0, 1, 1);
	assert_place(&p, 2, 2, 1);
	assert_place(&p, 3, 2, 2); /* CR and LF of one end belong to the line that they end */
	assert_place(&p, 4, 2, 3);
	assert_place(&p, 5, 3, 1);
	assert_place(&p, 7, 4, 1);
	assert_int_equal(places_lines(&p), 4);
}

static void no_other_character_ends_a_line(void **state) {
	(void)state;
	struct places p = places_in(S("a\fb\vc\xC2\x85"
	                              "d\xE2\x80\xA8"
	                              "e"));
	assert_int_equal(places_lines(&p), 1);
	assert_place(&p, p.text.n - 1, 1, 9);
}

static void nothing_behind_the_last_line_end_is_no_line(void **state) {
	(void)state;
	struct places none = places_in(S("")), one = places_in(S("\n")), same = places_in(S("a\n")),
	              open = places_in(S("a"));
	assert_int_equal(places_lines(&none), 0);
	assert_int_equal(places_lines(&one), 1);
	assert_int_equal(places_lines(&same), 1);
	assert_int_equal(places_lines(&open), 1);
	assert_place(&none, 0, 1, 1);
	assert_place(&same, 2, 2, 1);
}

static void columns_count_code_points(void **state) {
	(void)state;
	struct places p = places_in(S("\xC2\xA3"
	                              "5\xE2\x80\x93"
	                              "6 \xF0\x9F\x98\x80!"));
	assert_place(&p, 2, 1, 2);
	assert_place(&p, 3, 1, 3);
	assert_place(&p, 6, 1, 4);
	assert_place(&p, p.text.n - 1, 1, 7);
}

static void an_offset_behind_the_text_counts_as_its_end(void **state) {
	(void)state;
	struct places p = places_in(S("ab\nc"));
	assert_place(&p, 99, 2, 2);
}

static void every_offset_of_a_long_text_is_where_a_walk_finds_it(void **state) {
	(void)state;
	struct buf b = {0};
	for (unsigned i = 0; i < 1500; i++) {
		buf_put(&b, i % 7 == 0 ? S("\xC3\xA9t\xC3\xA9 ") : S("plain "));
		if (i % 41 == 40) buf_put(&b, i % 2 ? S("\r\n") : S("\n"));
	}
	struct places p = places_in(buf_slice(&b));
	for (size_t i = 0; i <= b.n; i += 3) {
		struct place walked = place_of(buf_slice(&b), i);
		assert_place(&p, i, walked.line, walked.column);
	}
	buf_free(&b);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_end_at_lf_crlf_and_a_lone_cr),
	        cmocka_unit_test(no_other_character_ends_a_line),
	        cmocka_unit_test(nothing_behind_the_last_line_end_is_no_line),
	        cmocka_unit_test(columns_count_code_points),
	        cmocka_unit_test(an_offset_behind_the_text_counts_as_its_end),
	        cmocka_unit_test(every_offset_of_a_long_text_is_where_a_walk_finds_it),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

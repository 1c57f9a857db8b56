/* Tests of base/diag: the catalogue, the printer, places, nearest names. */
#include "asserts.h"

#include "base/diag.h"

static arena scratch;

static int free_scratch(void **state) {
	(void)state;
	arena_free(&scratch);
	return 0;
}

/* ---- the catalogue */

static void every_code_has_a_text_of_its_own_and_a_meaning(void **state) {
	(void)state;
	for (int i = 0; i < CODE_COUNT; i++) {
		enum code code = CODE_COUNT;
		assert_true(code_find(code_text((enum code)i), &code));
		assert_int_equal(code, i);
		assert_true(code_meaning((enum code)i).n > 0);
	}
	enum code code;
	assert_false(code_find(S("no-such-code"), &code));
	assert_false(code_find(S(""), &code));
	assert_slice_equal(code_text(CODE_DATE_IMPOSSIBLE), S("date-impossible"));
	assert_int_equal(code_level(CODE_BLOCK_CUT), LEVEL_NOTE);
}

static void a_fatal_is_called_error(void **state) {
	(void)state;
	assert_slice_equal(level_text(LEVEL_NOTE), S("note"));
	assert_slice_equal(level_text(LEVEL_WARNING), S("warning"));
	assert_slice_equal(level_text(LEVEL_ERROR), S("error"));
	assert_slice_equal(level_text(LEVEL_FATAL), S("error"));
}

static void have_asks_for_the_worst(void **state) {
	(void)state;
	struct diags d = {.arena = &scratch};
	assert_false(diags_have(&d, LEVEL_NOTE));
	diag_add(&d, (struct diag){.code = CODE_LIST_LOST});
	assert_true(diags_have(&d, LEVEL_NOTE));
	assert_true(diags_have(&d, LEVEL_WARNING));
	assert_false(diags_have(&d, LEVEL_ERROR));
}

/* ---- places */

static void assert_place(slice source, size_t offset, size_t line, size_t column) {
	struct place place = place_of(source, offset);
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
}

static void lines_end_at_lf_crlf_and_cr(void **state) {
	(void)state;
	slice source = S("ab\ncd\r\nef\rgh");
	assert_place(source, 0, 1, 1);
	assert_place(source, 2, 1, 3); /* the LF itself */
	assert_place(source, 3, 2, 1);
	assert_place(source, 6, 2, 4); /* between CR and LF */
	assert_place(source, 7, 3, 1);
	assert_place(source, 10, 4, 1);
	assert_place(source, 12, 4, 3);
	assert_place(source, 99, 4, 3);
	assert_place(S("a\n"), 2, 2, 1);
	assert_place(S("a\xE2\x80\xA8z\vy"), 6, 1, 5); /* nothing else ends a line */
	assert_place(ABSENT, 0, 1, 1);
}

static void columns_count_code_points(void **state) {
	(void)state;
	assert_place(S("\xC2\xA3\xE2\x82\xAC\xF0\x9F\x98\x80x"), 9, 1, 4);
}

static void a_walk_tells_what_each_place_alone_does(void **state) {
	(void)state;
	slice source = S("ab\ncd\r\nef\rgh"), other = S("x\ny");
	for (size_t one = 0; one <= source.n + 1; one++)
		for (size_t two = 0; two <= source.n + 1; two++) {
			struct place_walk walk = {0};
			(void)place_from(&walk, source, one);
			struct place place = place_from(&walk, source, two), alone = place_of(source, two);
			assert_int_equal(place.line, alone.line);
			assert_int_equal(place.column, alone.column);
			assert_int_equal(place_from(&walk, other, 2).line, 2);
		}
}

/* ---- printing */

static slice printed(const struct diags *d, slice program) {
	struct buf out = {0};
	diags_print(d, program, &out);
	slice text = arena_copy(&scratch, buf_slice(&out));
	buf_free(&out);
	return text;
}

static slice printed_one(struct diag what) {
	struct diags d = {.arena = &scratch};
	diag_add(&d, what);
	return printed(&d, ABSENT);
}

static void a_place_is_shown_with_its_line_and_carets(void **state) {
	(void)state;
	struct diags d = {.arena = &scratch};
	diag_add(&d, (struct diag){.code = CODE_DATE_IMPOSSIBLE,
	                     .file = S("notes.txt"),
	                     .source = S("first\ndue 31.02.2024 by post\nlast"),
	                     .at = {10, 20},
	                     .message = S("31 February, field left empty"),
	                     .hint = S("rule due-date reads day.month.year")});
	assert_slice_equal(printed(&d, S("extract")),
	        S("extract: notes.txt:2:5: error: date-impossible: 31 February, field left empty\n"
	          "    due 31.02.2024 by post\n"
	          "        ^^^^^^^^^^\n"
	          "    hint: rule due-date reads day.month.year\n"));
}

static void what_is_missing_is_left_out(void **state) {
	(void)state;
	assert_slice_equal(printed_one((struct diag){.code = CODE_USAGE, .message = S("no input"), .at = SPAN_NONE}),
	        S("error: usage: no input\n"));
	assert_slice_equal(
	        printed_one((struct diag){.code = CODE_LIST_LOST, .file = S("a"), .message = S("m"), .at = {1, 2}}),
	        S("a: warning: list-lost: m\n"));
	assert_slice_equal(printed_one((struct diag){.code = CODE_BLOCK_CUT,
	                           .file = S("a"),
	                           .source = S("text"),
	                           .message = S("m"),
	                           .at = SPAN_NONE}),
	        S("a: note: block-cut: m\n"));
}

static slice excerpt(slice source, size_t start, size_t end) {
	slice all = printed_one((struct diag){
	        .code = CODE_PATTERN, .file = S("f"), .source = source, .at = {start, end}, .message = S("m")});
	return slice_cut(all, S("\n")).tail;
}

static void a_place_without_length_has_one_caret(void **state) {
	(void)state;
	assert_slice_equal(excerpt(S("abc"), 1, 1), S("    abc\n     ^\n"));
	assert_slice_equal(excerpt(S("abc"), 3, 3), S("    abc\n       ^\n"));
	assert_slice_equal(excerpt(S("abc\n"), 4, 4), S("    \n    ^\n"));
	assert_slice_equal(excerpt(S(""), 0, 0), S("    \n    ^\n"));
	assert_slice_equal(excerpt(S("abc"), 90, 99), S("    abc\n       ^\n"));
}

static void carets_end_with_the_line(void **state) {
	(void)state;
	assert_slice_equal(excerpt(S("abc\ndef"), 1, 6), S("    abc\n     ^^\n"));
	assert_slice_equal(excerpt(S("abc\r\ndef"), 4, 8), S("    abc\n       ^\n"));
	assert_slice_equal(excerpt(S("abc\rdef"), 4, 5), S("    def\n    ^\n"));
}

static void carets_count_characters_and_tabs_stay(void **state) {
	(void)state;
	assert_slice_equal(excerpt(S("\t\xC2\xA3 \xC2\xA3x"), 4, 7), S("    \t\xC2\xA3 \xC2\xA3x\n    \t  ^^\n"));
}

static void what_is_not_text_is_shown_as_replacement(void **state) {
	(void)state;
	assert_slice_equal(excerpt(S("a\0\x1B[2J\xFF\xE2\x82z"), 8, 9),
	        S("    a\xEF\xBF\xBD\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\n            ^\n"));
	assert_slice_equal(excerpt(S("\xC2\x85\xE2\x80\xAE\xE2\x81\xA6"), 0, 2),
	        S("    \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n    ^\n"));
	assert_slice_equal(
	        printed_one((struct diag){
	                .code = CODE_UNREADABLE, .file = S("a\nb"), .message = S("x\x1By"), .at = SPAN_NONE}),
	        S("a\xEF\xBF\xBD"
	          "b: error: unreadable: x\xEF\xBF\xBDy\n"));
}

static slice repeated(char c, size_t n) {
	char *p = arena_alloc(&scratch, n);
	memset(p, c, n);
	return (slice){p, n};
}

static void a_long_line_is_cut_around_the_place(void **state) {
	(void)state;
	slice a = repeated('a', 300), b = repeated('b', 300);
	assert_slice_equal(excerpt(say(&scratch, a, S("XY"), b), 300, 302),
	        say(&scratch, S("    \xE2\x80\xA6"), slice_drop(a, 260), S("XY"), slice_sub(b, 0, 78),
	                S("\xE2\x80\xA6\n"), repeated(' ', 45), S("^^\n")));
	assert_slice_equal(excerpt(a, 3, 300), say(&scratch, S("    "), slice_sub(a, 0, 120),
	                                               S("\xE2\x80\xA6\n       "), repeated('^', 117), S("\n")));
	assert_slice_equal(excerpt(a, 300, 300),
	        say(&scratch, S("    \xE2\x80\xA6"), slice_sub(a, 0, 120), S("\n"), repeated(' ', 125), S("^\n")));
	assert_slice_equal(excerpt(slice_sub(a, 0, 120), 119, 120),
	        say(&scratch, S("    "), slice_sub(a, 0, 120), S("\n"), repeated(' ', 123), S("^\n")));
}

static void a_second_place_follows_as_a_note(void **state) {
	(void)state;
	assert_slice_equal(printed_one((struct diag){.code = CODE_PATTERN,
	                           .file = S("rules"),
	                           .source = S("use it"),
	                           .at = {4, 6},
	                           .message = S("m"),
	                           .also_file = S("fragments"),
	                           .also_source = S("one\ntwo ("),
	                           .also_at = {8, 9},
	                           .hint = S("h")}),
	        S("rules:1:5: error: pattern: m\n    use it\n        ^^\n"
	          "    note: in fragments:2:5\n    two (\n        ^\n    hint: h\n"));
}

static void they_come_by_file_place_and_code(void **state) {
	(void)state;
	struct diags d = {.arena = &scratch};
	diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("b"), .at = {9, 9}, .message = S("7")});
	diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("b"), .at = {2, 9}, .message = S("4")});
	diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("b"), .at = {2, 3}, .message = S("5")});
	diag_add(&d, (struct diag){.code = CODE_KEY_TWICE, .file = S("b"), .at = {2, 3}, .message = S("3")});
	diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("b"), .at = {2, 3}, .message = S("6")});
	diag_add(&d, (struct diag){.code = CODE_VERIFY, .file = S("b"), .at = SPAN_NONE, .message = S("2")});
	diag_add(&d, (struct diag){.code = CODE_VERIFY, .file = S("a"), .at = {99, 99}, .message = S("1")});
	slice text = printed(&d, ABSENT), order = S("");
	for (struct cut cut; text.n; text = cut.tail) {
		cut = slice_cut(text, S("\n"));
		order = say(&scratch, order, slice_drop(cut.head, cut.head.n - 1));
	}
	assert_slice_equal(order, S("1234567"));
}

static void more_than_twenty_of_a_file_are_counted(void **state) {
	(void)state;
	struct diags d = {.arena = &scratch};
	for (int i = 0; i < 23; i++)
		diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("a"), .message = S("m")});
	for (int i = 0; i < 20; i++)
		diag_add(&d, (struct diag){.code = CODE_PATTERN, .file = S("b"), .message = S("m")});
	slice expected = S("");
	for (int i = 0; i < 20; i++) expected = say(&scratch, expected, S("p: a: error: pattern: m\n"));
	expected = say(&scratch, expected, S("p: a: and 3 more\n"));
	for (int i = 0; i < 20; i++) expected = say(&scratch, expected, S("p: b: error: pattern: m\n"));
	assert_slice_equal(printed(&d, S("p")), expected);
}

static void nothing_prints_nothing(void **state) {
	(void)state;
	assert_slice_equal(printed(&(struct diags){.arena = &scratch}, S("p")), S(""));
}

/* ---- nearest names */

static void the_nearest_name_is_close_and_first(void **state) {
	(void)state;
	const slice names[] = {S("format"), S("formats"), S("jobs"), S("id"), S("priority")};
	size_t n = sizeof names / sizeof *names;
	assert_slice_equal(nearest_name(S("forma"), names, n), S("format"));
	assert_slice_equal(nearest_name(S("formst"), names, n), S("format"));
	assert_slice_equal(nearest_name(S("formtas"), names, n), S("formats")); /* a swap is one step */
	assert_slice_equal(nearest_name(S("formats"), names, n), S("formats"));
	assert_slice_equal(nearest_name(S("priorty"), names, n), S("priority"));
	assert_slice_equal(nearest_name(S("rpioriyt"), names, n), S("priority"));
	assert_slice_equal(nearest_name(S("job"), names, n), S("jobs"));
	assert_slice_equal(nearest_name(S("colour"), names, n), ABSENT);
	assert_slice_equal(nearest_name(S("prio"), names, n), ABSENT); /* four steps */
	assert_slice_equal(nearest_name(S("ix"), names, n), ABSENT);   /* half its length */
	assert_slice_equal(nearest_name(S(""), names, n), ABSENT);
	assert_slice_equal(nearest_name(S("forma"), NULL, 0), ABSENT);
}

static void names_of_any_length_are_safe(void **state) {
	(void)state;
	slice edge = repeated('x', 63), beyond = repeated('x', 5000);
	const slice names[] = {beyond, edge};
	assert_slice_equal(nearest_name(slice_drop(edge, 1), names, 2), edge);
	assert_slice_equal(nearest_name(beyond, names, 2), ABSENT);
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, free_scratch)
	const struct CMUnitTest tests[] = {
	        TEST(every_code_has_a_text_of_its_own_and_a_meaning),
	        TEST(a_fatal_is_called_error),
	        TEST(have_asks_for_the_worst),
	        TEST(lines_end_at_lf_crlf_and_cr),
	        TEST(columns_count_code_points),
	        TEST(a_walk_tells_what_each_place_alone_does),
	        TEST(a_place_is_shown_with_its_line_and_carets),
	        TEST(what_is_missing_is_left_out),
	        TEST(a_place_without_length_has_one_caret),
	        TEST(carets_end_with_the_line),
	        TEST(carets_count_characters_and_tabs_stay),
	        TEST(what_is_not_text_is_shown_as_replacement),
	        TEST(a_long_line_is_cut_around_the_place),
	        TEST(a_second_place_follows_as_a_note),
	        TEST(they_come_by_file_place_and_code),
	        TEST(more_than_twenty_of_a_file_are_counted),
	        TEST(nothing_prints_nothing),
	        TEST(the_nearest_name_is_close_and_first),
	        TEST(names_of_any_length_are_safe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

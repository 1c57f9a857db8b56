/* segment: lines that say nothing, or the same over and over. */
#include "one_arena.h"

#include "base/utf8.h"
#include "stages/stages.h"

static struct document *d;

/* `before`, the line n times, `after`. */
static void segment_runs(slice before, slice line, size_t n, slice after) {
	struct buf text = {0};
	buf_put(&text, before);
	for (size_t i = 0; i < n; i++) buf_put(&text, line);
	buf_put(&text, after);
	d = stage_read(&a, S("x.txt"), arena_copy(&a, buf_slice(&text)));
	buf_free(&text);
	stage_segment(d);
}

static size_t count_of(enum block_kind kind) {
	size_t n = 0;
	for (size_t i = 0; i < d->blocks.n; i++) n += d->blocks.v[i].kind == kind;
	return n;
}

static void assert_one(enum block_kind kind) {
	assert_int_equal(d->blocks.n, 1);
	assert_int_equal(d->blocks.v[0].kind, kind);
}

static void many_marks_without_a_text_divide(void **state) {
	(void)state;
	static const char *const marks[] = {"-\n", "\xE2\x80\xA2\n", "|\n", "| | |\n", "||||\n", "---\n", "#\n",
	        "-\n\n", "\xE2\x94\x82   \xE2\x94\x82\n"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		segment_runs(S(""), slice_of(marks[i]), 40, S(""));
		assert_one(BLOCK_divider);
		assert_int_equal(span_length(d->blocks.v[0].at) + 1, d->text.n - (i == 7));
	}
}

static void many_numbers_without_a_text_are_one_paragraph(void **state) {
	(void)state;
	segment_runs(S(""), S("1.\n"), 40, S(""));
	assert_one(BLOCK_paragraph);
}

static void few_marks_are_what_they_were(void **state) {
	(void)state;
	segment_runs(S(""), S("\xE2\x80\xA2\n"), 4, S(""));
	assert_int_equal(count_of(BLOCK_item), 4);
	segment_runs(S(""), S("---\n\n"), 3, S(""));
	assert_int_equal(count_of(BLOCK_divider), 3);
}

static void the_last_mark_keeps_the_text_on_the_next_line(void **state) {
	(void)state;
	segment_runs(S(""), S("\xE2\x80\xA2\n"), 40, S("Wheat\n\xE2\x80\xA2\nBarley\n"));
	assert_int_equal(count_of(BLOCK_divider), 1);
	assert_int_equal(count_of(BLOCK_item), 2);
	assert_slice_equal(block_text(d, &d->blocks.v[d->blocks.n - 1]), S("Barley"));
}

static void a_form_keeps_its_empty_rows(void **state) {
	(void)state;
	segment_runs(S("| Mill | Age |\n|---|---|\n"), S("| | |\n"), 40, S(""));
	assert_int_equal(count_of(BLOCK_row), 41);
	assert_int_equal(count_of(BLOCK_cell), 82);
}

static void bars_without_a_text_are_no_table(void **state) {
	(void)state;
	segment_runs(S(""), S("| | |\n"), 3, S(""));
	assert_int_equal(count_of(BLOCK_table), 0);
	segment_runs(S(""), S("| | |\n"), 2, S("| | 7 |\n"));
	assert_int_equal(count_of(BLOCK_table), 1);
}

static void what_says_something_is_no_filler(void **state) {
	(void)state;
	segment_runs(S(""), S("\xE2\x9C\x93\n"), 40, S("")); /* ticks */
	assert_int_equal(count_of(BLOCK_divider), 0);
	segment_runs(S("```\n"), S("-\n"), 40, S("```\n"));
	assert_one(BLOCK_code);
	segment_runs(S("Mills\n"), S("=====\n"), 1, S("\nThey stand.\n"));
	assert_int_equal(d->blocks.v[0].kind, BLOCK_heading);
}

static void a_line_that_comes_again_and_again_is_one_paragraph(void **state) {
	(void)state;
	segment_runs(S(""), S("wheel stopped\n"), 100, S(""));
	assert_one(BLOCK_paragraph);
	segment_runs(S(""), S("wheel stopped\n"), 100, S("wheel st"));
	assert_one(BLOCK_paragraph);
	segment_runs(S("The log:\n\n"), S("# on\n\n"), 100, S("And off.\n"));
	assert_int_equal(d->blocks.n, 3);
	segment_runs(S(""), S("wheel stopped\n"), 99, S(""));
	assert_int_equal(d->blocks.n, 99);
}

static void rows_and_items_are_counted_however_often_they_come(void **state) {
	(void)state;
	segment_runs(S(""), S("- wheat\n"), 200, S(""));
	assert_int_equal(count_of(BLOCK_item), 200);
	segment_runs(S("mill,age\n"), S("North,40\n"), 200, S(""));
	assert_int_equal(count_of(BLOCK_row), 201);
	segment_runs(S("| mill | age |\n"), S("| North | 40 |\n"), 200, S(""));
	assert_int_equal(count_of(BLOCK_row), 201);
}

#define TEST(name) cmocka_unit_test_setup(name, reset)

/* More lines than are looked at one by one. */
enum { THOUSANDS = 5000 };

static void a_long_run_is_one_block_from_its_first_line_to_its_last(void **state) {
	(void)state;
	static const char *const lines[] = {"-\n", "|\r\n", "---\n", "so it is\n\n", "  #\n", "so it is.\n"};
	slice before = S("It begins here, and it is a text.\n\n"), after = S("\nIt ends here, and it is a text.\n");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		slice line = slice_of(lines[i]);
		segment_runs(before, line, THOUSANDS, after);
		assert_int_equal(d->blocks.n, 3);
		slice run = utf8_trim(slice_sub(d->text, before.n, d->text.n - after.n));
		assert_int_equal(d->blocks.v[1].at.start, (size_t)(run.p - d->text.p));
		assert_int_equal(span_length(d->blocks.v[1].at), run.n);
	}
}

static void a_long_run_of_rows_keeps_them_all(void **state) {
	(void)state;
	segment_runs(S("| a | b |\n|---|---|\n"), S("| | |\n"), THOUSANDS, S("| c | d |\n"));
	assert_int_equal(count_of(BLOCK_table), 1);
	assert_int_equal(count_of(BLOCK_row), THOUSANDS + 2);
	segment_runs(S("A line before.\n"), S("so it is\n"), THOUSANDS, S("so it was\n"));
	assert_true(count_of(BLOCK_paragraph) > THOUSANDS);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        TEST(many_marks_without_a_text_divide),
	        TEST(many_numbers_without_a_text_are_one_paragraph),
	        TEST(few_marks_are_what_they_were),
	        TEST(the_last_mark_keeps_the_text_on_the_next_line),
	        TEST(a_form_keeps_its_empty_rows),
	        TEST(bars_without_a_text_are_no_table),
	        TEST(what_says_something_is_no_filler),
	        TEST(a_long_run_is_one_block_from_its_first_line_to_its_last),
	        TEST(a_long_run_of_rows_keeps_them_all),
	        TEST(a_line_that_comes_again_and_again_is_one_paragraph),
	        TEST(rows_and_items_are_counted_however_often_they_come),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* stages/segment.c: lists. */
#include "outline.h"

static void bullets_make_a_list(void **state) {
	(void)state;
	assert_outline(S("Mills:\n\n  \xE2\x80\xA2 North\n  \xE2\x80\xA2 South\xC2\xA0\xC2\xA0\n\nText.\n"),
	        "paragraph Mills:\nlist 1\n  item 1 [\xE2\x80\xA2] North\n  item 1 [\xE2\x80\xA2] South\nparagraph "
	        "Text.\n");
	assert_span_equal(d->blocks.v[1].at, ((span){10, 31}));
	assert_span_equal(d->blocks.v[2].at, ((span){10, 19}));
	assert_int_equal(d->blocks.v[2].parent, 1);
}

static void every_bullet_is_known(void **state) {
	(void)state;
	static const char *const bullets[] = {"-", "*", "+", "\xC2\xB7", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2",
	        "\xE2\x80\xA3", "\xE2\x96\xAA"};
	static const char *const gaps[] = {" ", "\t", "\xC2\xA0"};
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		for (size_t k = 0; k < sizeof gaps / sizeof *gaps; k++) {
			segment(say(&a, slice_of(bullets[i]), slice_of(gaps[k]), S("North\n")));
			assert_int_equal(d->blocks.n, 2);
			assert_int_equal(d->blocks.v[1].kind, BLOCK_item);
			assert_slice_equal(slice_at(d->text, d->blocks.v[1].marker), slice_of(bullets[i]));
			assert_slice_equal(block_text(d, &d->blocks.v[1]), S("North"));
		}
}

static void a_sign_is_no_bullet(void **state) {
	(void)state;
	assert_outline(S("-5 degrees were measured.\n\n*emphasis* is no bullet.\n"),
	        "paragraph -5 degrees were measured.\nparagraph *emphasis* is no bullet.\n");
	assert_outline(S("It was cold.\n\n- 5 degrees\n"), "paragraph It was cold.\nlist 1\n  item 1 [-] 5 degrees\n");
}

static void the_letter_o_is_a_bullet_in_company_or_indented(void **state) {
	(void)state;
	assert_outline(S("It is:\n\no North\no South\n"),
	        "paragraph It is:\nlist 1\n  item 1 [o] North\n  item 1 [o] South\n");
	assert_outline(S("It is:\n\n  o North\n"), "paragraph It is:\nlist 1\n  item 1 [o] North\n");
	assert_outline(S("It is:\n\no mill of the north!\n"), "paragraph It is:\nparagraph o mill of the north!\n");
}

static void numbers_go_on_over_ten(void **state) {
	(void)state;
	assert_outline(S(" 8. a\n 9. b\n10. c\n11. d\n"),
	        "list 1\n  item 1 [8.] a\n  item 1 [9.] b\n  item 1 [10.] c\n  item 1 [11.] d\n");
}

static void numbers_that_start_anew_are_another_list(void **state) {
	(void)state;
	assert_outline(S("1. a\n2. b\n\n1. c\n2. d\n"),
	        "list 1\n  item 1 [1.] a\n  item 1 [2.] b\nlist 1\n  item 1 [1.] c\n  item 1 [2.] d\n");
	assert_outline(S("1. a\n1. b\n1. c\n"), "list 1\n  item 1 [1.] a\n  item 1 [1.] b\n  item 1 [1.] c\n");
}

static void numbers_and_letters_of_all_kinds_mark_items(void **state) {
	(void)state;
	assert_outline(S("1) a\n2) b\n"), "list 1\n  item 1 [1)] a\n  item 1 [2)] b\n");
	assert_outline(S("(1) a\n(2) b\n"), "list 1\n  item 1 [(1)] a\n  item 1 [(2)] b\n");
	assert_outline(S("a) a\nb) b\n"), "list 1\n  item 1 [a)] a\n  item 1 [b)] b\n");
	assert_outline(S("A. a\n\nB. b\n"), "list 1\n  item 1 [A.] a\n  item 1 [B.] b\n");
	assert_outline(S("i. a\nii. b\niii. c\niv. d\n"),
	        "list 1\n  item 1 [i.] a\n  item 1 [ii.] b\n  item 1 [iii.] c\n  item 1 [iv.] d\n");
	assert_outline(S("(h) a\n(i) b\n(j) c\n"), "list 1\n  item 1 [(h)] a\n  item 1 [(i)] b\n  item 1 [(j)] c\n");
	assert_outline(S("Q1. a\nQ2. b\n"), "list 1\n  item 1 [Q1.] a\n  item 1 [Q2.] b\n");
}

static void names_years_and_amounts_are_no_marks(void **state) {
	(void)state;
	assert_outline(S("J. Miller, who owns it, was born there.\n\n1901. In that year it burned.\n\n1.5 million "
	                 "loaves were baked.\n"),
	        "paragraph J. Miller, who owns it, was born there.\nparagraph 1901. In that year it burned.\n"
	        "paragraph 1.5 million loaves were baked.\n");
}

static void lists_nest_by_indent(void **state) {
	(void)state;
	assert_outline(S("- a\n  - b\n    - c\n      - d\n  - e\n- f\n"),
	        "list 1\n  item 1 [-] a\n    list 2\n      item 2 [-] b\n        list 3\n          item 3 [-] c\n"
	        "            list 4\n              item 4 [-] d\n      item 2 [-] e\n  item 1 [-] f\n");
}

static void lists_nest_by_marks(void **state) {
	(void)state;
	assert_outline(S("1. a\n\xE2\x80\xA2 b\n\xE2\x80\x93 c\n\xE2\x80\xA2 d\n2. e\n"),
	        "list 1\n  item 1 [1.] a\n    list 2\n      item 2 [\xE2\x80\xA2] b\n        list 3\n"
	        "          item 3 [\xE2\x80\x93] c\n      item 2 [\xE2\x80\xA2] d\n  item 1 [2.] e\n");
	assert_outline(S("1. These:\n\n- a\n- b\n"),
	        "list 1\n  item 1 [1.] These:\n    list 2\n      item 2 [-] a\n      item 2 [-] b\n");
	assert_outline(S("1. a\n1.1. b\n1.2. c\n2. d\n"),
	        "list 1\n  item 1 [1.] a\n    list 2\n      item 2 [1.1.] b\n      item 2 [1.2.] c\n  item 1 [2.] d\n");
}

static void other_marks_behind_a_blank_line_are_another_list(void **state) {
	(void)state;
	assert_outline(S("- a\n- b\n\n* c\n* d\n"),
	        "list 1\n  item 1 [-] a\n  item 1 [-] b\nlist 1\n  item 1 [*] c\n  item 1 [*] d\n");
}

static void blank_lines_between_items_do_not_end_a_list(void **state) {
	(void)state;
	assert_outline(S("- a\n\n- b\n\n\n- c\n"), "list 1\n  item 1 [-] a\n  item 1 [-] b\n  item 1 [-] c\n");
}

static void wide_text_is_broken_too(void **state) {
	(void)state;
#define WIDE "the weir above the old mill was built of stone that came down the river on rafts and lay on its bank "
	assert_outline(S("The mill has turned for long, and " WIDE "for years until the\n" WIDE
	                 "was wanted, when men came from the town to set it\nin place.\n"),
	        "paragraph The mill has turned for long, and " WIDE "for years until the " WIDE
	        "was wanted, when men came from the town to set it in place.\n");
	assert_outline(S("The mill has turned for long, and " WIDE "for years.\nThe mill stood still, since " WIDE
	                 "in all weathers.\n"),
	        "paragraph The mill has turned for long, and " WIDE
	        "for years.\nparagraph The mill stood still, since " WIDE "in all weathers.\n");
}

static void items_wrap_and_go_on(void **state) {
	(void)state;
	assert_outline(S("  \xE2\x80\xA2 one and\n    more of it\n\n    and yet more\n  \xE2\x80\xA2 two\n\nText.\n"),
	        "list 1\n  item 1 [\xE2\x80\xA2] one and more of it and yet more\n  item 1 [\xE2\x80\xA2] "
	        "two\nparagraph Text.\n");
	assert_int_equal(d->blocks.v[1].parts.n, 2);
}

static void an_item_goes_on_behind_its_nested_list(void **state) {
	(void)state;
	assert_outline(S("1. one:\n\n   - a\n\n   and more\n\n2. two\n"),
	        "list 1\n  item 1 [1.] one: and more\n    list 2\n      item 2 [-] a\n  item 1 [2.] two\n");
}

static void a_line_below_a_list_that_is_not_full_is_no_part_of_it(void **state) {
	(void)state;
	assert_outline(S("- North\n- South\nThe mills are open from April to October.\n"),
	        "list 1\n  item 1 [-] North\n  item 1 [-] South\nparagraph The mills are open from April to "
	        "October.\n");
}

static void a_dash_in_broken_text_is_no_bullet(void **state) {
	(void)state;
	assert_outline(S("The mill that stands beside the river where the old road goes\n"
	                 "- it was the main road once, and led from here to the sea towns\n"
	                 "in the south of the country - was built in the year of the war,\n"
	                 "and is still at work.\n"),
	        "paragraph The mill that stands beside the river where the old road goes - it was the main road once, "
	        "and led from "
	        "here to the sea towns in the south of the country - was built in the year of the war, and is still at "
	        "work.\n");
}

static void a_bullet_on_its_own_line_takes_the_next(void **state) {
	(void)state;
	assert_outline(S("\xE2\x80\xA2\nNorth\n\xE2\x80\xA2\nSouth\n"),
	        "list 1\n  item 1 [\xE2\x80\xA2] North\n  item 1 [\xE2\x80\xA2] South\n");
}

static void deep_lists_are_kept_at_the_limit(void **state) {
	(void)state;
	struct buf text = {0};
	for (size_t depth = 0; depth < 40; depth++) {
		for (size_t i = 0; i < 2 * depth; i++) buf_byte(&text, ' ');
		buf_put(&text, S("- a\n"));
	}
	segment(arena_copy(&a, buf_slice(&text)));
	buf_free(&text);
	assert_slice_equal(only_finding()->code, S("list-depth"));
	unsigned deepest = 0, items = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (d->blocks.v[i].level > deepest) deepest = d->blocks.v[i].level;
		items += d->blocks.v[i].kind == BLOCK_item;
	}
	assert_int_equal(deepest, 32);
	assert_int_equal(items, 40);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(bullets_make_a_list),
	        TEST(every_bullet_is_known),
	        TEST(a_sign_is_no_bullet),
	        TEST(the_letter_o_is_a_bullet_in_company_or_indented),
	        TEST(numbers_go_on_over_ten),
	        TEST(numbers_that_start_anew_are_another_list),
	        TEST(numbers_and_letters_of_all_kinds_mark_items),
	        TEST(names_years_and_amounts_are_no_marks),
	        TEST(lists_nest_by_indent),
	        TEST(lists_nest_by_marks),
	        TEST(other_marks_behind_a_blank_line_are_another_list),
	        TEST(blank_lines_between_items_do_not_end_a_list),
	        TEST(wide_text_is_broken_too),
	        TEST(items_wrap_and_go_on),
	        TEST(an_item_goes_on_behind_its_nested_list),
	        TEST(a_line_below_a_list_that_is_not_full_is_no_part_of_it),
	        TEST(a_dash_in_broken_text_is_no_bullet),
	        TEST(a_bullet_on_its_own_line_takes_the_next),
	        TEST(deep_lists_are_kept_at_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

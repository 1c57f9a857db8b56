/* stages/segment.c: pages, captions, and blocks that are cut. */
#include "outline.h"

#include <string.h>

static void what_is_said_again_at_the_ends_of_pages_is_furniture(void **state) {
	(void)state;
	assert_outline(S("It was built in the year of the storm.\n\nThe mills, page 1\n\f\nOld mills\n\nIt burned.\n\n"
	                 "The mills, page 2\n\f\nOld mills\n\nIt stands.\n"),
	        "paragraph It was built in the year of the storm.\nboilerplate The mills, page 1\nboilerplate Old "
	        "mills\n"
	        "paragraph It burned.\nboilerplate The mills, page 2\nboilerplate Old mills\nparagraph It stands.\n");
}

static void columns_across_the_end_of_a_page_are_furniture(void **state) {
	(void)state;
	assert_outline(
	        S("It burned.\n\nMiller        On mills        [Page 4]\n\f\nNote 17       On mills       May 1901\n\n"
	          "It stands.\n"),
	        "paragraph It burned.\nboilerplate Miller On mills [Page 4]\nboilerplate Note 17 On mills May 1901\n"
	        "paragraph It stands.\n");
}

static void numbers_that_count_pages_are_furniture(void **state) {
	(void)state;
	const char *page = "It was built.\n\nIt burned.\n\nIt was mended.\n\nIt stands.\n\n";
	segment(say(&a, slice_of(page), S("- 7 -\n\n"), slice_of(page), S("- 8 -\n\n"), slice_of(page), S("- 9 -\n")));
	size_t furniture = 0;
	for (size_t i = 0; i < d->blocks.n; i++)
		furniture += d->blocks.v[i].kind == BLOCK_boilerplate &&
		             slice_starts(block_text(d, &d->blocks.v[i]), S("- "));
	assert_int_equal(furniture, 3);
	/* Not two of them, not those that do not count on, and no figures below one another. */
	segment(say(&a, slice_of(page), S("7\n\n"), slice_of(page), S("9\n\n"), slice_of(page), S("10\n")));
	for (size_t i = 0; i < d->blocks.n; i++) assert_int_not_equal(d->blocks.v[i].kind, BLOCK_boilerplate);
	segment(S("7\n\n8\n\n9\n\n10\n"));
	for (size_t i = 0; i < d->blocks.n; i++) assert_int_not_equal(d->blocks.v[i].kind, BLOCK_boilerplate);
}

static void contents_are_no_headings(void **state) {
	(void)state;
	assert_outline(S("Contents\n\nThe old mill ..... 3\n\nIt was built in 1801.\n\nThe new mill . . . . 5\n\nIt "
	                 "stands.\n"),
	        "heading 1 Contents\nparagraph The old mill ..... 3\nparagraph It was built in 1801.\n"
	        "paragraph The new mill . . . . 5\nparagraph It stands.\n");
}

/* ---- captions */

static void captions_stand_beside_tables(void **state) {
	(void)state;
	assert_outline(S("Table 3: Mills\n\n| a | b |\n| c | d |\n"),
	        "caption Table 3: Mills\ntable\n  row\n    cell a\n    cell b\n  row\n    cell c\n    cell d\n");
	assert_outline(S("| a | b |\n| c | d |\n\n      Tafel 4.1 \xE2\x80\x93 Mills\n\nThey stand.\n"),
	        "table\n  row\n    cell a\n    cell b\n  row\n    cell c\n    cell d\n"
	        "caption Tafel 4.1 \xE2\x80\x93 Mills\nparagraph They stand.\n");
	assert_outline(S("Listing 2\n\n```\nx\n```\n"), "caption Listing 2\ncode [```] x\n");
}

static void what_begins_like_a_caption_elsewhere_is_none(void **state) {
	(void)state;
	assert_outline(S("Table 3: Mills\n\nThey stand.\n"), "heading 1 Table 3: Mills\nparagraph They stand.\n");
	assert_outline(S("| a | b |\n| c | d |\n\nPart 2: Wheels\n\nThey turn.\n"),
	        "table\n  row\n    cell a\n    cell b\n  row\n    cell c\n    cell d\n"
	        "heading 2 Part 2: Wheels\nparagraph They turn.\n");
	assert_outline(S("Mills 12 years old\n\n| a | b |\n| c | d |\n"),
	        "heading 1 Mills 12 years old\ntable\n  row\n    cell a\n    cell b\n  row\n    cell c\n    cell d\n");
}

static void long_leaves_are_cut_at_line_ends_or_blanks(void **state) {
	(void)state;
	struct buf text = {0};
	buf_put(&text, S("Mill"));
	while (text.n < 2 * BLOCK_TEXT_MAX) buf_put(&text, S(" m\xC3\xBChle"));
	slice whole = arena_copy(&a, buf_slice(&text));
	buf_free(&text);
	segment(whole);
	assert_slice_equal(only_finding()->code, S("block-cut"));
	assert_int_equal(only_finding()->severity, LEVEL_NOTE);
	assert_int_equal(d->blocks.n, 3);
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		assert_int_equal(b->kind, BLOCK_paragraph);
		assert_true(span_length(b->at) <= BLOCK_TEXT_MAX);
		assert_true(b->at.end == whole.n || whole.p[b->at.end] == ' ');
		if (i) assert_true(b->at.start == d->blocks.v[i - 1].at.end + 1);
	}
}

static void a_leaf_of_just_the_limit_is_not_cut(void **state) {
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		size_t n = BLOCK_TEXT_MAX + more;
		char *bytes = arena_alloc(&a, n);
		memset(bytes, 'a', n);
		segment((slice){bytes, n});
		assert_int_equal(d->blocks.n, 1 + more);
		assert_int_equal(d->findings.n, more);
		assert_int_equal(span_length(d->blocks.v[0].at), BLOCK_TEXT_MAX);
	}
}

static void the_rest_of_a_cut_item_is_no_item(void **state) {
	(void)state;
	struct buf text = {0};
	buf_put(&text, S("- mill"));
	while (text.n < BLOCK_TEXT_MAX + 100) buf_put(&text, S(" wheel"));
	buf_put(&text, S("\n- two\n"));
	segment(arena_copy(&a, buf_slice(&text)));
	buf_free(&text);
	assert_int_equal(d->blocks.n, 4);
	assert_int_equal(d->blocks.v[1].kind, BLOCK_item);
	assert_int_equal(d->blocks.v[2].kind, BLOCK_paragraph);
	assert_int_equal(d->blocks.v[2].parent, 0);
	assert_int_equal(d->blocks.v[3].kind, BLOCK_item);
}

static void blocks_get_ids_and_clean_text(void **state) {
	(void)state;
	segment(S("# Mill\n\nText\xC2\xA0here.\n"));
	for (size_t i = 0; i < d->blocks.n; i++) assert_int_equal(d->blocks.v[i].id.n, 20);
	assert_slice_equal(d->clean.text, S("Mill\nText here."));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(what_is_said_again_at_the_ends_of_pages_is_furniture),
	        TEST(columns_across_the_end_of_a_page_are_furniture),
	        TEST(numbers_that_count_pages_are_furniture),
	        TEST(contents_are_no_headings),
	        TEST(captions_stand_beside_tables),
	        TEST(what_begins_like_a_caption_elsewhere_is_none),
	        TEST(long_leaves_are_cut_at_line_ends_or_blanks),
	        TEST(a_leaf_of_just_the_limit_is_not_cut),
	        TEST(the_rest_of_a_cut_item_is_no_item),
	        TEST(blocks_get_ids_and_clean_text),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

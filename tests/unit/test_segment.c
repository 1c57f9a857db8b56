/* segment: texts and the blocks they become. Each case states the whole outline of a text (outline.h). */
#include "outline.h"

/* ---- nothing to find */

static void empty_and_blank_texts_have_no_blocks(void **state) {
	(void)state;
	assert_outline(S(""), "");
	assert_outline(S("\n"), "");
	assert_outline(S(" \t \r\n\xC2\xA0\n\f\n"), "");
	assert_outline(S("\xEF\xBB\xBF"), "");
	assert_int_equal(d->status, DOCUMENT_OK);
	assert_int_equal(d->title.n, 0);
}

static void a_failed_document_passes_untouched(void **state) {
	(void)state;
	segment(S("a\0b"));
	assert_int_equal(d->blocks.n, 0);
	assert_int_equal(d->findings.n, 1);
}

/* ---- lines and paragraphs */

static void lines_end_at_lf_crlf_and_cr(void **state) {
	(void)state;
	assert_outline(S("It is one.\rIt is two.\r\nIt is three.\n\rIt is four."),
	        "paragraph It is one.\nparagraph It is two.\nparagraph It is three.\nparagraph It is four.\n");
}

static void a_byte_order_mark_is_in_no_block(void **state) {
	(void)state;
	assert_outline(S("\xEF\xBB\xBF# Title\n\nIt is.\n"), "heading 1 [#] Title\nparagraph It is.\n");
	assert_span_equal(d->blocks.v[0].at, ((span){3, 10}));
}

static void a_paragraph_has_no_blanks_at_its_ends(void **state) {
	(void)state;
	segment(S("  \xC2\xA0 It is so. \xC2\xA0\t\n"));
	assert_int_equal(d->blocks.n, 1);
	assert_slice_equal(slice_at(d->text, d->blocks.v[0].at), S("It is so."));
}

static void broken_text_is_one_paragraph(void **state) {
	(void)state;
	assert_outline(S("The mill stands by the river where the old road crosses it, and\n"
	                 "was built when the town was young; most of its wheels were made\n"
	                 "of oak. It still works.\n\n"
	                 "In winter the river is high and the miller has to watch the two\n"
	                 "Great Gates at night.\n"),
	        "paragraph The mill stands by the river where the old road crosses it, and was built when the town was "
	        "young; most "
	        "of its wheels were made of oak. It still works.\n"
	        "paragraph In winter the river is high and the miller has to watch the two Great Gates at night.\n");
}

static void lines_that_are_not_full_stay_apart(void **state) {
	(void)state;
	assert_outline(S("We took the figures of the town from its own books, which are open to all who ask for them.\n"
	                 "The drawings were made by hand.\nThe sums were done twice.\n"),
	        "paragraph We took the figures of the town from its own books, which are open to all who ask for "
	        "them.\n"
	        "paragraph The drawings were made by hand.\nparagraph The sums were done twice.\n");
}

static void what_is_told_line_by_line_is_one_paragraph(void **state) {
	(void)state;
	assert_outline(S("Write to us:\n\nThe Old Mill,\nRiver Street 5,\nMilltown\n"),
	        "paragraph Write to us:\nparagraph The Old Mill, River Street 5, Milltown\n");
	assert_outline(S("The Old Mill,\nRiver Street 5,\nby the long bridge,\n"),
	        "paragraph The Old Mill, River Street 5, by the long bridge,\n");
}

static void two_lines_or_one_without_its_comma_are_told_apart(void **state) {
	(void)state;
	assert_outline(S("Dear miller,\nMilltown\n"), "paragraph Dear miller,\nparagraph Milltown\n");
	assert_outline(S("The Old Mill,\nRiver Street 5\nMilltown\n"),
	        "paragraph The Old Mill,\nparagraph River Street 5\nparagraph Milltown\n");
	assert_outline(S("Dear miller,\nDear wife,\nThe flour that was sent to us in May has come.\n"),
	        "paragraph Dear miller,\nparagraph Dear wife,\n"
	        "paragraph The flour that was sent to us in May has come.\n");
}

static void columns_are_not_joined(void **state) {
	(void)state;
	assert_outline(S("wheels of the old mill by the river    40 and more\n"
	                 "wheels of the new mill on the hill     12 and some\nwheels in all    52\n"),
	        "paragraph wheels of the old mill by the river 40 and more\n"
	        "paragraph wheels of the new mill on the hill 12 and some\nparagraph wheels in all 52\n");
	assert_int_equal(d->findings.n, 0);
}

/* ---- other shapes */

static void pipe_tables_have_rows_and_cells(void **state) {
	(void)state;
	assert_outline(S("| Mill | Age |\n|------|----:|\n| North | 40 |\n| a \\| b |  |\n"),
	        "table [|------|----:|]\n  row\n    cell Mill\n    cell Age\n  row\n    cell North\n    cell 40\n"
	        "  row\n    cell a \\| b\n    cell\n");
	assert_int_equal(d->blocks.v[9].parts.n, 0);
	assert_outline(S("Mill | Age\n--- | ---\nNorth | 40\n"),
	        "table [--- | ---]\n  row\n    cell Mill\n    cell Age\n  row\n    cell North\n    cell 40\n");
	assert_outline(
	        S("| a | b |\n| c | d |\n"), "table\n  row\n    cell a\n    cell b\n  row\n    cell c\n    cell d\n");
}

static void bars_alone_make_no_table(void **state) {
	(void)state;
	assert_outline(S("Home | Mills | Bakers\n"), "paragraph Home | Mills | Bakers\n");
	assert_outline(S("+---+---+\n| a | b |\n| c | d |\n"),
	        "paragraph +---+---+\nparagraph | a | b |\nparagraph | c | d |\n");
	assert_outline(S("| a | b |\n| c |\n"), "paragraph | a | b |\nparagraph | c |\n");
}

static void fences_hold_code(void **state) {
	(void)state;
	assert_outline(S("It is:\n```sh\n# no heading\n- no item\n```\nText.\n"),
	        "paragraph It is:\ncode [```] # no heading - no item\nparagraph Text.\n");
	assert_outline(S("```\n\n# Mill\n\nText.\n"), "paragraph ```\nheading 1 [#] Mill\nparagraph Text.\n");
}

static void quotations_lose_their_marks(void **state) {
	(void)state;
	assert_outline(
	        S("> He said\n> this.\n\n> And that.\n"), "quotation [>] He said this.\nquotation [>] And that.\n");
}

static void front_matter_stays_text_line_by_line(void **state) {
	(void)state;
	assert_outline(S("---\nname: Mills\ndate: 1901-05-05\n---\n\n# Mill\n"),
	        "divider\nparagraph name: Mills\nparagraph date: 1901-05-05\ndivider\nheading 1 [#] Mill\n");
}

static void the_title_in_front_matter_is_a_heading_unless_the_text_has_it(void **state) {
	(void)state;
	assert_outline(S("---\ntitle: \"Old mills\"\n---\n\n## Wheels\n"),
	        "divider\nboilerplate title:\nheading 1 Old mills\ndivider\nheading 2 [##] Wheels\n");
	assert_slice_equal(d->title, S("Old mills"));
	assert_slice_equal(slice_at(d->text, d->blocks.v[2].at), S("\"Old mills\""));
	assert_outline(S("---\ntitle: Mills\n---\n\n# Mills\n"),
	        "divider\nparagraph title: Mills\ndivider\nheading 1 [#] Mills\n");
	assert_outline(S("---\ntitle: >\n  Mills\n---\n\n# Wheels\n"),
	        "divider\nparagraph title: >\nparagraph Mills\ndivider\nheading 1 [#] Wheels\n");
	assert_outline(S("Text is here.\n\ntitle: Mills\n"), "paragraph Text is here.\nparagraph title: Mills\n");
}

static void wiki_headings_are_as_written(void **state) {
	(void)state;
	assert_outline(S("== Mill ==\n\nText.\n\n===Wheels===\n\nText.\n"),
	        "heading 2 [==] Mill\nparagraph Text.\nheading 3 [===] Wheels\nparagraph Text.\n");
	assert_outline(
	        S("a == b == c\n\n== half\n\n=x=\n"), "paragraph a == b == c\nparagraph == half\nparagraph =x=\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(empty_and_blank_texts_have_no_blocks),
	        TEST(a_failed_document_passes_untouched),
	        TEST(lines_end_at_lf_crlf_and_cr),
	        TEST(a_byte_order_mark_is_in_no_block),
	        TEST(a_paragraph_has_no_blanks_at_its_ends),
	        TEST(broken_text_is_one_paragraph),
	        TEST(lines_that_are_not_full_stay_apart),
	        TEST(what_is_told_line_by_line_is_one_paragraph),
	        TEST(two_lines_or_one_without_its_comma_are_told_apart),
	        TEST(columns_are_not_joined),
	        TEST(pipe_tables_have_rows_and_cells),
	        TEST(bars_alone_make_no_table),
	        TEST(fences_hold_code),
	        TEST(quotations_lose_their_marks),
	        TEST(front_matter_stays_text_line_by_line),
	        TEST(the_title_in_front_matter_is_a_heading_unless_the_text_has_it),
	        TEST(wiki_headings_are_as_written),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

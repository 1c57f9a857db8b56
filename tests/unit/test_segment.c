/* segment: texts and the blocks they become. Each case states the whole outline of a text (outline.h). */
#include "outline.h"

#include <string.h>

static const struct finding *only_finding(void) {
	assert_int_equal(d->findings.n, 1);
	return &d->findings.v[0];
}

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

/* ---- headings */

static void short_lines_above_text_are_headings(void **state) {
	(void)state;
	assert_outline(S("The old mill\n\nHistory\n\nIt was built in 1801.\n\nPresent use\n\nIt makes flour.\n"),
	        "heading 1 The old mill\nheading 2 History\nparagraph It was built in 1801.\nheading 2 Present use\n"
	        "paragraph It makes flour.\n");
	assert_slice_equal(d->blocks.v[2].section, S("The old mill > History"));
	assert_slice_equal(d->title, S("The old mill"));
}

static void a_short_sentence_is_no_heading(void **state) {
	(void)state;
	assert_outline(S("It stands.\n\nWheels, beams,\n\nMore; \n\nand then\n\nIt was built in 1801.\n"),
	        "paragraph It stands.\nparagraph Wheels, beams,\nparagraph More;\nparagraph and then\n"
	        "paragraph It was built in 1801.\n");
	assert_outline(S("He came. Nobody saw him\n\nIt was built in 1801.\n"),
	        "paragraph He came. Nobody saw him\nparagraph It was built in 1801.\n");
}

static void a_short_line_without_text_below_is_no_heading(void **state) {
	(void)state;
	assert_outline(
	        S("It was built in 1801.\n\nMore mills\n"), "paragraph It was built in 1801.\nparagraph More mills\n");
}

static void stacked_links_are_no_headings(void **state) {
	(void)state;
	assert_outline(S("Mills\n\nBakers\n\nFarms\n\nAbout us\n\nWe are a society of friends of old mills.\n"),
	        "paragraph Mills\nparagraph Bakers\nparagraph Farms\nheading 1 About us\n"
	        "paragraph We are a society of friends of old mills.\n");
	assert_outline(S("North mill\n\nBakers of the north:\n\nSouth mill\n\nBakers of the south:\n\nWe bake all day "
	                 "and all night "
	                 "for everybody in the town.\n"),
	        "paragraph North mill\nparagraph Bakers of the north:\nparagraph South mill\nparagraph Bakers of the "
	        "south:\n"
	        "paragraph We bake all day and all night for everybody in the town.\n");
}

static void a_title_said_twice_outranks_what_stands_above_it(void **state) {
	(void)state;
	assert_outline(
	        S("Pages for members of the society\n\nMill to close\n\nMill to close\nBy Reporter\n5 May 1901\n\n"
	          "The mill will close in the summer of this year.\n"),
	        "paragraph Pages for members of the society\nheading 1 Mill to close\nheading 1 Mill to close\n"
	        "paragraph By Reporter\nparagraph 5 May 1901\nparagraph The mill will close in the summer of this "
	        "year.\n");
}

static void dates_are_no_headings(void **state) {
	(void)state;
	assert_outline(S("May 1901\n\nThe mill will close.\n\nFriday, 5 May 1901\n\nIt closed.\n"),
	        "paragraph May 1901\nparagraph The mill will close.\nparagraph Friday, 5 May 1901\nparagraph It "
	        "closed.\n");
	assert_outline(S("Yearly report 1901\n\nThe mill will close.\n"),
	        "heading 1 Yearly report 1901\nparagraph The mill will close.\n");
}

static void questions_with_answers_are_headings(void **state) {
	(void)state;
	assert_outline(
	        S("What is a mill?\n\nA house with wheels.\n\nDoes it move? Or does it stand where it was built, as "
	          "other "
	          "houses of the town do, and as the people who live in them would like it to do?\n\nIt stands.\n"),
	        "heading 2 What is a mill?\nparagraph A house with wheels.\n"
	        "heading 2 Does it move? Or does it stand where it was built, as other houses of the town do, and as "
	        "the people who "
	        "live in them would like it to do?\nparagraph It stands.\n");
}

static void numbered_titles_are_headings_by_depth(void **state) {
	(void)state;
	assert_outline(S("1. Wheels\n\nThere are four of them in the house.\n\n1.1 Oak\n\nTwo are of oak.\n\n2. "
	                 "Beams\n\nNone are left.\n"),
	        "heading 2 1. Wheels\nparagraph There are four of them in the house.\nheading 3 1.1 Oak\n"
	        "paragraph Two are of oak.\nheading 2 2. Beams\nparagraph None are left.\n");
}

static void markdown_headings_are_as_written(void **state) {
	(void)state;
	assert_outline(S("# Mill ##\n\nText.\n\n### Parts: ###\n\nA short line\n\nText.\n\n#tag\n"),
	        "heading 1 [#] Mill\nparagraph Text.\nheading 3 [###] Parts:\nparagraph A short line\nparagraph Text.\n"
	        "paragraph #tag\n");
	assert_outline(S("## C#\n\n####### seven\n"), "heading 2 [##] C#\nparagraph ####### seven\n");
}

static void a_line_in_bold_is_a_heading(void **state) {
	(void)state;
	assert_outline(S("# Mill\n\n**May 1901**\n\n- It closed\n\n**Date:** May\n\n**For example:**\n\nText.\n"),
	        "heading 1 [#] Mill\nheading 2 [**] May 1901\nlist 1\n  item 1 [-] It closed\nparagraph **Date:** May\n"
	        "paragraph **For example:**\nparagraph Text.\n");
}

static void underlined_lines_are_headings(void **state) {
	(void)state;
	assert_outline(S("Mill\n====\n\nText.\n\nParts\n-----\n\nText.\n\n---\n\nText.\n"),
	        "heading 1 [====] Mill\nparagraph Text.\nheading 2 [-----] Parts\nparagraph Text.\ndivider\nparagraph "
	        "Text.\n");
	assert_outline(S("****\nMill\n****\n\nText.\n\nParts\n~~~~~\n\nText.\n"),
	        "heading 1 [****] Mill\nparagraph Text.\nheading 2 [~~~~~] Parts\nparagraph Text.\n");
}

static void the_header_of_lines_below_an_intro_is_no_heading(void **state) {
	(void)state;
	assert_outline(S("The wheels are:\n\nWheel Age Wood\nNorth 40 oak, but it was mended with beech in the year of "
	                 "the storm.\n"),
	        "paragraph The wheels are:\nparagraph Wheel Age Wood\n"
	        "paragraph North 40 oak, but it was mended with beech in the year of the storm.\n");
}

static void a_heading_may_touch_its_text(void **state) {
	(void)state;
	assert_outline(
	        S("It was built in 1801.\n\nWheels\n* North\n* South\n\nBeams\nThere are four of them in the house.\n"),
	        "paragraph It was built in 1801.\nheading 2 Wheels\nlist 1\n  item 1 [*] North\n  item 1 [*] South\n"
	        "heading 2 Beams\nparagraph There are four of them in the house.\n");
}

static void a_list_that_never_comes_is_reported(void **state) {
	(void)state;
	segment(S("These mills are open:\n\nMore mills\n"));
	assert_slice_equal(only_finding()->code, S("list-lost"));
	assert_int_equal(only_finding()->severity, LEVEL_WARNING);
	assert_span_equal(only_finding()->at, ((span){0, 21}));
	segment(S("These mills are open:\n\n- North\n"));
	assert_int_equal(d->findings.n, 0);
	segment(S("He said this:\n\nThe mill will close in the summer of this year.\n"));
	assert_int_equal(d->findings.n, 0);
	segment(S("These mills are open:\n"));
	assert_slice_equal(only_finding()->code, S("list-lost"));
}

static void one_line_with_prose_behind_it_is_what_was_announced(void **state) {
	(void)state;
	segment(S("Then start the mill with this:\n\nmill start north\n\nIt turns all day, and the wheel hums.\n"));
	assert_int_equal(d->findings.n, 0);
	segment(S("These mills are open:\n\nThe mill of Northbeck\n\nThe mill of Southbeck\n\n"
	          "Both of them turn all day in the winter.\n"));
	assert_slice_equal(only_finding()->code, S("list-lost"));
	segment(S("These mills are open:\n\n# More mills\n\nThey turn all day in the winter.\n"));
	assert_slice_equal(only_finding()->code, S("list-lost"));
}

static void a_colon_inside_a_word_announces_nothing(void **state) {
	(void)state;
	segment(S(".. _the-mills:\n\nMore mills\n"));
	assert_int_equal(d->findings.n, 0);
	segment(S("The mill turns all day.\n\nmill:width=78:height=8:\n"));
	assert_int_equal(d->findings.n, 0);
	segment(S("Then start it again:\n\n    mill daemon\n\nIt turns all day.\n"));
	assert_int_equal(d->findings.n, 0);
}

static void segmenting_twice_reports_once(void **state) {
	(void)state;
	segment(S("These mills are open:\n\nMore mills\n"));
	stage_segment(d);
	assert_int_equal(d->findings.n, 1);
	assert_int_equal(d->blocks.n, 2);
}

/* ---- lists */

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

/* ---- pages */

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
	        TEST(short_lines_above_text_are_headings),
	        TEST(a_short_sentence_is_no_heading),
	        TEST(a_short_line_without_text_below_is_no_heading),
	        TEST(stacked_links_are_no_headings),
	        TEST(a_title_said_twice_outranks_what_stands_above_it),
	        TEST(dates_are_no_headings),
	        TEST(questions_with_answers_are_headings),
	        TEST(numbered_titles_are_headings_by_depth),
	        TEST(markdown_headings_are_as_written),
	        TEST(a_line_in_bold_is_a_heading),
	        TEST(underlined_lines_are_headings),
	        TEST(the_header_of_lines_below_an_intro_is_no_heading),
	        TEST(a_heading_may_touch_its_text),
	        TEST(a_list_that_never_comes_is_reported),
	        TEST(a_colon_inside_a_word_announces_nothing),
	        TEST(one_line_with_prose_behind_it_is_what_was_announced),
	        TEST(segmenting_twice_reports_once),
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
	        TEST(pipe_tables_have_rows_and_cells),
	        TEST(bars_alone_make_no_table),
	        TEST(fences_hold_code),
	        TEST(quotations_lose_their_marks),
	        TEST(front_matter_stays_text_line_by_line),
	        TEST(the_title_in_front_matter_is_a_heading_unless_the_text_has_it),
	        TEST(wiki_headings_are_as_written),
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

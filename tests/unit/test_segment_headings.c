/* stages/segment.c: headings, and what only looks like one. */
#include "outline.h"

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

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
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
	        TEST(one_line_with_prose_behind_it_is_what_was_announced),
	        TEST(a_colon_inside_a_word_announces_nothing),
	        TEST(segmenting_twice_reports_once),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* segment: what a line is by the lines around it and by the document as a whole, each shape beside one that looks like it
 * and is another. */
#include "outline.h"

static void numbers_with_text_below_them_are_headings(void **state) {
	(void)state;
	assert_outline(S("1. Wheels\n\nThere are four.\n\n2. Stones\n\nThere are six.\n"),
	        "heading 2 1. Wheels\nparagraph There are four.\nheading 2 2. Stones\nparagraph There are six.\n");
	assert_outline(S("Wheels\n\n1. Oak\n\n2. Elm\n\n3. Ash\n\nAll of them turn, but the last is slow.\n"),
	        "heading 1 Wheels\nlist 1\n  item 1 [1.] Oak\n  item 1 [2.] Elm\n  item 1 [3.] Ash\n"
	        "paragraph All of them turn, but the last is slow.\n");
}

static void items_with_text_set_in_below_them_stay_a_list(void **state) {
	(void)state;
	assert_outline(S("1. Wheels\n\n   There are four.\n\n2. Stones\n\n   There are six.\n"),
	        "list 1\n  item 1 [1.] Wheels There are four.\n  item 1 [2.] Stones There are six.\n");
}

static void numbers_of_sentences_stay_a_list(void **state) {
	(void)state;
	assert_outline(S("1. The wheel turns.\n\nIt is old.\n\n2. The stone turns.\n\nIt is new.\n"),
	        "list 1\n  item 1 [1.] The wheel turns.\nparagraph It is old.\nlist 1\n"
	        "  item 1 [2.] The stone turns.\nparagraph It is new.\n");
}

static void a_list_below_a_numbered_heading_counts_for_itself(void **state) {
	(void)state;
	assert_outline(S("1. Wheels\n\nText.\n\n2. Steps\n\n1. Stop it\n\n2. Lift it\n\n3. Stones\n\nText.\n"),
	        "heading 2 1. Wheels\nparagraph Text.\nheading 2 2. Steps\nlist 1\n  item 1 [1.] Stop it\n"
	        "  item 1 [2.] Lift it\nheading 2 3. Stones\nparagraph Text.\n");
}

static void a_number_and_nought_stands_above_its_points(void **state) {
	(void)state;
	assert_outline(
	        S("1.0 Wheels\n\n1.1 They turn.\n\n1.2 They are old.\n\n2.0 Stones\n\n2.1 They turn.\n\n2.2 They "
	          "are new.\n"),
	        "heading 2 1.0 Wheels\nlist 1\n  item 1 [1.1] They turn.\n  item 1 [1.2] They are old.\n"
	        "heading 2 2.0 Stones\nlist 1\n  item 1 [2.1] They turn.\n  item 1 [2.2] They are new.\n");
}

static void clauses_that_begin_small_are_items_in_company(void **state) {
	(void)state;
	assert_outline(S("3.1 note the wheel;\n\n3.2 mend the stone.\n"),
	        "list 1\n  item 1 [3.1] note the wheel;\n  item 1 [3.2] mend the stone.\n");
	assert_outline(S("It costs\n\n1.5 million pounds.\n\n3.5 million more is asked.\n"),
	        "heading 1 It costs\nparagraph 1.5 million pounds.\nparagraph 3.5 million more is asked.\n");
}

static void roman_numbers_open_below_letters(void **state) {
	(void)state;
	assert_outline(S("(a) wheels\n\n(b) stones\n\n(i) old\n\n(ii) new\n\n(c) sacks\n"),
	        "list 1\n  item 1 [(a)] wheels\n  item 1 [(b)] stones\n    list 2\n      item 2 [(i)] old\n"
	        "      item 2 [(ii)] new\n  item 1 [(c)] sacks\n");
	assert_outline(S("(g) wheels\n\n(h) stones\n\n(i) sacks\n"),
	        "list 1\n  item 1 [(g)] wheels\n  item 1 [(h)] stones\n  item 1 [(i)] sacks\n");
}

#define MANUAL "NAME\n    mill\n\n    It grinds.\n\n    It turns.\n\n    It stands.\n\n    It is old.\n\n"

static void titles_at_the_margin_stand_on_top_of_text_that_is_set_in(void **state) {
	(void)state;
	assert_outline(S(MANUAL "WHEEL\n    It is wet.\n"),
	        "heading 2 NAME\nparagraph mill\nparagraph It grinds.\nparagraph It turns.\nparagraph It stands.\n"
	        "paragraph It is old.\nheading 2 WHEEL\nparagraph It is wet.\n");
	/* With running text at the margin, the same are terms. */
	assert_outline(
	        S("Two words are used here.\n\nMill\n    It grinds the corn.\n\nWheel\n    It turns in the race.\n"),
	        "paragraph Two words are used here.\nlist 1\n  item 1 Mill\n    list 2\n"
	        "      item 2 It grinds the corn.\n  item 1 Wheel\n    list 2\n      item 2 It turns in the race.\n");
}

static void hashes_in_rows_are_comments(void **state) {
	(void)state;
	assert_outline(S("# Mill\n\nText.\n\n# one\n# two\nmill --grind\n\n# Weir\nText.\n"),
	        "heading 1 [#] Mill\nparagraph Text.\nparagraph # one\nparagraph # two\nparagraph mill --grind\n"
	        "heading 1 [#] Weir\nparagraph Text.\n");
	assert_outline(S("# Mill\n## Wheel\n\nText.\n\n    # set in\n"),
	        "heading 1 [#] Mill\nheading 2 [##] Wheel\nparagraph Text.\nparagraph # set in\n");
}

static void hashes_that_read_as_comments_are_none_of_them_headings(void **state) {
	(void)state;
	assert_outline(S("# how many\na 1\n\n# how far\nb 2\n\n# How deep.\nc 3\n"),
	        "paragraph # how many\nparagraph a 1\nparagraph # how far\nparagraph b 2\nparagraph # How deep.\n"
	        "paragraph c 3\n");
}

static void in_a_wiki_hashes_and_stars_are_items(void **state) {
	(void)state;
	assert_outline(S("== Mill ==\n*a\n**b\n*c\n\n#d\n#e\n"),
	        "heading 2 [==] Mill\nlist 1\n  item 1 [*] a\n    list 2\n      item 2 [**] b\n  item 1 [*] c\n"
	        "list 1\n  item 1 [#] d\n  item 1 [#] e\n");
	assert_outline(S("**bold** and more\n\n** not so ** either\n"),
	        "paragraph **bold** and more\nparagraph ** not so ** either\n");
}

static void breadcrumbs_are_furniture(void **state) {
	(void)state;
	assert_outline(S("Home > Mills > Hope\n\nHope Mill\n\nIt turns every day.\n"),
	        "boilerplate Home > Mills > Hope\nheading 1 Hope Mill\nparagraph It turns every day.\n");
	assert_outline(S("Home > Mills\n\na > b > c\n\nIt is that 4 > 3 > 2.\n"),
	        "heading 1 Home > Mills\nparagraph a > b > c\nparagraph It is that 4 > 3 > 2.\n");
}

static void lines_that_begin_small_below_a_heading_are_items(void **state) {
	(void)state;
	assert_outline(S("Mill\n\nIt is old, and it turns.\n\nYou need\n\n2 sacks\na rope\na pail\n\nIt is shut on "
	                 "Sundays.\n"),
	        "heading 1 Mill\nparagraph It is old, and it turns.\nheading 2 You need\nlist 1\n  item 1 2 sacks\n"
	        "  item 1 a rope\n  item 1 a pail\nparagraph It is shut on Sundays.\n");
	assert_outline(S("Mill\n\nIt is old, and it turns.\n\nRun this\n\nmake\nmake test\ncp a.txt b\n\nIt is done at "
	                 "once.\n"),
	        "heading 1 Mill\nparagraph It is old, and it turns.\nheading 2 Run this\nparagraph make\n"
	        "paragraph make test\nparagraph cp a.txt b\nparagraph It is done at once.\n");
}

static void the_head_of_a_message_is_no_list(void **state) {
	(void)state;
	assert_outline(S("Mime-Version: 1.0\nSubject: the mill\nContent-Type: text/plain\n"),
	        "paragraph Mime-Version: 1.0\nparagraph Subject: the mill\nparagraph Content-Type: text/plain\n");
	assert_outline(S("Wheel: oak\nStones: two\nAge: old\n"),
	        "list 1\n  item 1 Wheel: oak\n  item 1 Stones: two\n  item 1 Age: old\n");
}

static void a_label_above_the_title_is_none(void **state) {
	(void)state;
	assert_outline(S("4 May 1901\nWhat the mills cost us\n\nThey cost too much, say all.\n"),
	        "paragraph 4 May 1901\nheading 1 What the mills cost us\nparagraph They cost too much, say all.\n");
}

static void a_span_of_years_is_no_date(void **state) {
	(void)state;
	assert_outline(S("Our plan 2018\xE2\x80\x93"
	                 "23\n\nIt is new.\n"),
	        "heading 1 Our plan 2018\xE2\x80\x93"
	        "23\nparagraph It is new.\n");
	assert_outline(
	        S("Friday, 23 March 2018\n\nIt is new.\n"), "paragraph Friday, 23 March 2018\nparagraph It is new.\n");
}

static void in_lines_without_blank_ones_short_lines_above_sentences_are_headings(void **state) {
	(void)state;
	assert_outline(
	        S("Mills\nThere were more of them in the valley than there are now.\nWheels\nThey turn by day and by "
	          "night, and are greased at noon.\nStones\nThey are dressed twice in a year by a man from Hay.\n"),
	        "heading 1 Mills\nparagraph There were more of them in the valley than there are now.\n"
	        "heading 2 Wheels\nparagraph They turn by day and by night, and are greased at noon.\n"
	        "heading 2 Stones\nparagraph They are dressed twice in a year by a man from Hay.\n");
}

static void a_note_mark_behind_a_stop_hides_no_sentence(void **state) {
	(void)state;
	assert_outline(
	        S("Mill\n\nIt turned for a year.[12]\n\nIt stood for all the years that came behind that one.\n"),
	        "heading 1 Mill\nparagraph It turned for a year.[12]\n"
	        "paragraph It stood for all the years that came behind that one.\n");
}

static void a_long_dash_announces(void **state) {
	(void)state;
	assert_outline(S("The mill needs\xE2\x80\x94\n\n- a wheel\n- a stone\n"),
	        "paragraph The mill needs\xE2\x80\x94\nlist 1\n  item 1 [-] a wheel\n  item 1 [-] a stone\n");
}

static void a_day_before_its_month_is_no_item(void **state) {
	(void)state;
	assert_outline(S("16. Nov. 2016\n"), "paragraph 16. Nov. 2016\n");
	assert_outline(S("16. November\n"), "list 1\n  item 1 [16.] November\n");
}

static void short_lines_below_a_question_are_items(void **state) {
	(void)state;
	assert_outline(
	        S("Mill\n\nIt grinds.\n\nWhat does it grind?\n\nGrey wheat\nOld barley\nThe rye of the year\n\nIt "
	          "grinds by day.\n"),
	        "heading 1 Mill\nparagraph It grinds.\nheading 2 What does it grind?\nlist 1\n  item 1 Grey wheat\n"
	        "  item 1 Old barley\n  item 1 The rye of the year\nparagraph It grinds by day.\n");
	/* The cells of a table, perhaps. */
	assert_outline(
	        S("Mill\n\nIt grinds.\n\nWhat it grinds\n\nGrey wheat\nOld barley\nThe rye of the year\n\nIt grinds "
	          "by day.\n"),
	        "heading 1 Mill\nparagraph It grinds.\nheading 2 What it grinds\nparagraph Grey wheat\n"
	        "paragraph Old barley\nparagraph The rye of the year\nparagraph It grinds by day.\n");
}

static void lines_with_a_comma_each_below_a_title_are_items(void **state) {
	(void)state;
	assert_outline(
	        S("Mill\n\nIt grinds.\n\nHands\n\nAnn Bell, Miller\nBo Carr, Carter\nCy Dunn, Cooper\n\nIt grinds by "
	          "day.\n"),
	        "heading 1 Mill\nparagraph It grinds.\nheading 2 Hands\nlist 1\n  item 1 Ann Bell, Miller\n"
	        "  item 1 Bo Carr, Carter\n  item 1 Cy Dunn, Cooper\nparagraph It grinds by day.\n");
	assert_outline(S("Mill\n\nIt grinds.\n\nHands\n\nAnn Bell, Miller\nBo Carr, Carter\nCy Dunn, Cooper\n"),
	        "heading 1 Mill\nparagraph It grinds.\nheading 2 Hands\nparagraph Ann Bell, Miller\n"
	        "paragraph Bo Carr, Carter\nparagraph Cy Dunn, Cooper\n");
}

static void a_dash_in_a_row_of_numbers_is_no_term(void **state) {
	(void)state;
	assert_outline(S("Wheels 9,407 \xE2\x80\x93 9,407\nStones 15,888 \xE2\x80\x93 15,888\nSacks \xE2\x80\x93 6,230 "
	                 "6,230\n"),
	        "paragraph Wheels 9,407 \xE2\x80\x93 9,407\nparagraph Stones 15,888 \xE2\x80\x93 15,888\n"
	        "paragraph Sacks \xE2\x80\x93 6,230 6,230\n");
	assert_outline(S("Wheel 1 \xE2\x80\x93 38\nWheel 2 \xE2\x80\x93 40\nWheel 3 \xE2\x80\x93 41\n"),
	        "list 1\n  item 1 Wheel 1 \xE2\x80\x93 38\n  item 1 Wheel 2 \xE2\x80\x93 40\n"
	        "  item 1 Wheel 3 \xE2\x80\x93 41\n");
}

static void a_title_stands_above_two_labels_at_most(void **state) {
	(void)state;
	assert_outline(
	        S("Item 7\n\nState of the mill\nA meeting in May\nAuthor: Ann Bell\nFor: the miller\n\nIt turns.\n"),
	        "heading 1 Item 7\nheading 2 State of the mill\nparagraph A meeting in May\n"
	        "paragraph Author: Ann Bell\nparagraph For: the miller\nparagraph It turns.\n");
}

static void a_date_with_a_label_or_a_place_is_no_heading(void **state) {
	(void)state;
	assert_outline(S("Last dressed: 5 November 2020\n\nThe stones of the mill\n\nThey turn.\n"),
	        "paragraph Last dressed: 5 November 2020\nheading 1 The stones of the mill\nparagraph They turn.\n");
	assert_outline(S("Stones\n\n17 September 2019, Mill House, Hay\n\nThey turn.\n"),
	        "heading 1 Stones\nparagraph 17 September 2019, Mill House, Hay\nparagraph They turn.\n");
	assert_outline(S("Wheels in the dale of Hay: November 2020\n\nThey turn.\n"),
	        "heading 1 Wheels in the dale of Hay: November 2020\nparagraph They turn.\n");
}

static void a_word_in_capitals_opens_a_summary(void **state) {
	(void)state;
	assert_outline(S("Mills stop\n\nWATER: the race is dry, says miller\n\nThey stand.\n"),
	        "heading 1 Mills stop\nparagraph WATER: the race is dry, says miller\nparagraph They stand.\n");
	assert_outline(S("Mills stop\n\nWATER: The race\n\nThey stand.\n"),
	        "heading 1 Mills stop\nheading 2 WATER: The race\nparagraph They stand.\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(numbers_with_text_below_them_are_headings),
	        TEST(items_with_text_set_in_below_them_stay_a_list),
	        TEST(numbers_of_sentences_stay_a_list),
	        TEST(a_list_below_a_numbered_heading_counts_for_itself),
	        TEST(a_number_and_nought_stands_above_its_points),
	        TEST(clauses_that_begin_small_are_items_in_company),
	        TEST(roman_numbers_open_below_letters),
	        TEST(titles_at_the_margin_stand_on_top_of_text_that_is_set_in),
	        TEST(hashes_in_rows_are_comments),
	        TEST(hashes_that_read_as_comments_are_none_of_them_headings),
	        TEST(in_a_wiki_hashes_and_stars_are_items),
	        TEST(breadcrumbs_are_furniture),
	        TEST(lines_that_begin_small_below_a_heading_are_items),
	        TEST(the_head_of_a_message_is_no_list),
	        TEST(a_label_above_the_title_is_none),
	        TEST(a_span_of_years_is_no_date),
	        TEST(in_lines_without_blank_ones_short_lines_above_sentences_are_headings),
	        TEST(a_note_mark_behind_a_stop_hides_no_sentence),
	        TEST(a_long_dash_announces),
	        TEST(a_day_before_its_month_is_no_item),
	        TEST(short_lines_below_a_question_are_items),
	        TEST(lines_with_a_comma_each_below_a_title_are_items),
	        TEST(a_dash_in_a_row_of_numbers_is_no_term),
	        TEST(a_title_stands_above_two_labels_at_most),
	        TEST(a_date_with_a_label_or_a_place_is_no_heading),
	        TEST(a_word_in_capitals_opens_a_summary),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

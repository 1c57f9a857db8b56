/* segment: tables aligned by blanks as programs print them: which line is the header, what is no part of the table, and cells
 * that do not keep to their columns. Each case states the whole sheet of a text (sheet.h). */
#include "sheet.h"

static void a_first_row_without_figures_is_no_second_line_of_the_header(void **state) {
	(void)state;
	assert_sheet("  Mill     Wheel    Kind    Age Owner\n  (any)    *        wood      - everybody\n"
	             "  North    left     wood     12 m.1\n  South    right    iron      7 m.2\n",
	        "aligned 1\n# Mill / Wheel / Kind / Age / Owner\n- (any) / * / wood / - / everybody\n"
	        "- North / left / wood / 12 / m.1\n- South / right / iron / 7 / m.2");
	assert_sheet("  MILL    STATE WHEEL  TEXT\n  north   up    turns  The mill in the north\n"
	             "! south   up    stands The mill in the south\n  west    up    turns  The mill in the west\n",
	        "aligned 1\n# / MILL / STATE / WHEEL / TEXT\n- / north / up / turns / The mill in the north\n"
	        "- ! / south / up / stands / The mill in the south\n- / west / up / turns / The mill in the west");
}

static void a_legend_with_gaps_stands_above_the_table(void **state) {
	(void)state;
	assert_sheet("  Kind: O-oak   E-elm   A-ash\n        B-birch   N-none\nMill no    Place    Wheel name Owner    Kind\n"
	             "10.5       North    left       m.1      O\n10.17      South    --         m.17     E\n",
	        "paragraph\nparagraph\naligned 1\n# Mill no / Place / Wheel name / Owner / Kind\n- 10.5 / North / left / m.1 / O\n"
	        "- 10.17 / South / -- / m.17 / E");
}

static void too_long_a_text_moves_words_to_the_right_alone(void **state) {
	(void)state;
	assert_sheet("No      Wood       Place            Sacks   Wheel      Owner\n"
	             "1       Old Oak    10.1             120     left       m.1\n"
	             "2       Elm        10.2             7       left       m.2\n"
	             "3       No Wood    10.30            44      all/the/wheels.of.it\n"
	             "4       Old Ash    10.4             9       right      m.4\n",
	        "aligned 0.8\n# No / Wood / Place / Sacks / Wheel / Owner\n- 1 / Old Oak / 10.1 / 120 / left / m.1\n"
	        "- 2 / Elm / 10.2 / 7 / left / m.2\n- 3 / No Wood / 10.30 / 44 / all/the/wheels.of.it /\n"
	        "- 4 / Old Ash / 10.4 / 9 / right / m.4");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(a_first_row_without_figures_is_no_second_line_of_the_header),
	        TEST(a_legend_with_gaps_stands_above_the_table),
	        TEST(too_long_a_text_moves_words_to_the_right_alone),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

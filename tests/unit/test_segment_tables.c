/* segment: tables. Each case states the whole sheet of a text: a table a line as  method fit [marker] , below it a row a
 * line, cells between / , the header after # ; every other block is a line of its kind alone. */
#include "sheet.h"

static const struct block *cell(size_t n) {
	for (size_t i = 0; i < d->blocks.n; i++)
		if (d->blocks.v[i].kind == BLOCK_cell && n-- == 0) return &d->blocks.v[i];
	fail_msg("no such cell");
	return NULL;
}

/* ---- bars */

static void markdown_tables_may_lack_outer_bars(void **state) {
	(void)state;
	assert_sheet("| Mill | Age |\n|:-----|----:|\n| North | 40 |\n",
	        "bars 1 [|:-----|----:|]\n# Mill / Age\n- North / 40");
	assert_sheet("Mill | Age\n---|---\nNorth | 40\n", "bars 1 [---|---]\n# Mill / Age\n- North / 40");
}

static void rows_of_bars_are_filled_up(void **state) {
	(void)state;
	assert_sheet("| a | b |\n|---|---|\n| c |\n| d | e | f |\n",
	        "bars 0.333 [|---|---|]\n# a / b /\n- c / /\n- d / e / f");
	assert_int_equal(span_length(cell(2)->at), 0);
}

static void rows_of_bars_alone_have_a_header_where_figures_stand_below_words(void **state) {
	(void)state;
	assert_sheet(
	        "| Mill | Age |\n| North | 40 |\n| South | 32 |\n", "bars 1\n# Mill / Age\n- North / 40\n- South / 32");
	assert_sheet("| Mill | Wood |\n| North | oak |\n", "bars 1\n- Mill / Wood\n- North / oak");
}

static void bars_between_cells_need_three_rows_and_data(void **state) {
	(void)state;
	assert_sheet("Mill | Age | Wood\nNorth | 40 | oak\nSouth | 32 | elm\n",
	        "bars 1\n# Mill / Age / Wood\n- North / 40 / oak\n- South / 32 / elm");
	assert_sheet(
	        "Home | Mills | Bakers\nNews | Sport | Food\nMap | Tours | Shop\n", "paragraph\nparagraph\nparagraph");
	assert_sheet("Mill | 40 | oak\nNorth | 50 | elm\n", "paragraph\nparagraph");
}

static void org_mode_rules_are_no_rows(void **state) {
	(void)state;
	assert_sheet("|-------+-----|\n| Mill  | Age |\n|-------+-----|\n| North |  40 |\n|-------+-----|\n| South |  "
	             "32 |\n",
	        "bars 1 [|-------+-----|]\n# Mill / Age\n- North / 40\n- South / 32");
}

static void database_clients_rule_the_header_off_without_bars(void **state) {
	(void)state;
	assert_sheet(" mill  | age \n-------+-----\n North |  40\n(1 row)\n",
	        "bars 1 [-------+-----]\n# mill / age\n- North / 40\nparagraph");
}

static void wikis_set_double_bars(void **state) {
	(void)state;
	assert_sheet("|| Mill || Age ||\n|| North || 40 ||\n", "bars 1\n# Mill / Age\n- North / 40");
	assert_sheet(
	        "||Mill||Wood||\n|North|oak|\n|South|elm|\n", "bars 1\n# Mill / Wood\n- North / oak\n- South / elm");
}

/* ---- grids */

static void grids_have_rows_between_rules(void **state) {
	(void)state;
	assert_sheet(
	        "+-------+-----+\n| Mill  | Age |\n+=======+=====+\n| North | 40  |\n| mill  |     |\n+-------+-----+\n"
	        "| South | 32  |\n+-------+-----+\n",
	        "grid 1 [+=======+=====+]\n# Mill / Age\n- North mill / 40\n- South / 32");
	assert_int_equal(cell(2)->parts.n, 2);
	assert_slice_equal(slice_at(d->text, cell(2)->parts.v[1]), S("mill"));
	assert_int_equal(cell(3)->parts.n, 1);
}

static void boxes_have_a_row_a_line(void **state) {
	(void)state;
	assert_sheet("+-------+-----+\n| Mill  | Age |\n+-------+-----+\n| North |  40 |\n| South |     "
	             "|\n+-------+-----+\n",
	        "grid 1 [+-------+-----+]\n# Mill / Age\n- North / 40\n- South /");
	assert_sheet(
	        "+-------+-----+\n| Mill  | Age |\n+-------+-----+\n| North |  40 |\n| South |  32 |\n+-------+-----+\n"
	        "| All   |  72 |\n+-------+-----+\n",
	        "grid 1 [+-------+-----+]\n# Mill / Age\n- North / 40\n- South / 32\n- All / 72");
}

static void empty_lines_part_the_rows_of_a_box(void **state) {
	(void)state;
	assert_sheet("+-------+---------+\n| Mill  |   Wood  |\n|       | of beams|\n+-------+---------+\n| North | "
	             "oak and |\n"
	             "|       |   elm   |\n|       |         |\n| South |   elm   |\n+-------+---------+\n",
	        "grid 1 [+-------+---------+]\n# Mill / Wood of beams\n- North / oak and elm\n- South / elm");
}

static void boxes_may_be_drawn_with_other_characters(void **state) {
	(void)state;
	assert_sheet("\u250C\u2500\u2500\u2500\u252C\u2500\u2500\u2500\u2510\n\u2502 a \u2502 b \u2502\n"
	             "\u251C\u2500\u2500\u2500\u253C\u2500\u2500\u2500\u2524\n\u2502 c \u2502 1 \u2502\n"
	             "\u2514\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2518\n",
	        "grid 1 [\u251C\u2500\u2500\u2500\u253C\u2500\u2500\u2500\u2524]\n# a / b\n- c / 1");
}

static void cells_of_a_grid_may_span(void **state) {
	(void)state;
	assert_sheet("+------+------+------+\n| a    | b    | c    |\n+------+------+------+\n| over two    | d    |\n"
	             "+------+------+------+\n| e    | down | f    |\n+------+ two  +------+\n| g    |      | h    |\n"
	             "+------+------+------+\n",
	        "grid 0.8\n- a / b / c\n- over two / / d\n- e / down two / f\n- g / / h");
}

static void drawings_are_no_grids(void **state) {
	(void)state;
	assert_sheet(
	        "+-----+     +-----+\n| One |---->| Two |\n+-----+     +-----+\n", "paragraph\nparagraph\nparagraph");
	assert_sheet(
	        "+--------+--------+\n| Header | Body   |\n+--------+--------+\n", "paragraph\nparagraph\nparagraph");
	assert_sheet("+-+-+-+-+-+-------+\n|F|R|S|T|U| Bits  |\n+-+-+-+-+-+-------+\n| Length  | More  |\n"
	             "+---------+-------+\n",
	        "paragraph\nparagraph\nparagraph\nparagraph\nparagraph");
	assert_sheet("+-----------------+\n| A frame         |\n| around a text   |\n+-----------------+\n",
	        "paragraph\nparagraph\nparagraph\nparagraph");
}

/* ---- rules */

static void simple_tables_stand_between_rules(void **state) {
	(void)state;
	assert_sheet(
	        "=====  ===\nMill   Age\n=====  ===\nNorth  40\n\nSouth  32, but\n       mended\n=====  ===\n\nText.\n",
	        "ruled 1 [=====  ===]\n# Mill / Age\n- North / 40\n- South / 32, but mended\nparagraph");
	assert_sheet("=====  ===\nNorth  40\nSouth  32\n=====  ===\n", "ruled 1\n- North / 40\n- South / 32");
}

static void groups_of_marks_rule_columns(void **state) {
	(void)state;
	assert_sheet("                Wheels\nMill            of oak  Age\n--------------  ------  ---\nNorth          "
	             "      4   40\n"
	             "South on hill            32\n\nThey stand.\n",
	        "ruled 1 [--------------  ------  ---]\n# Mill / Wheels of oak / Age\n- North / 4 / 40\n"
	        "- South on hill / / 32\nparagraph");
}

static void a_title_over_a_ruled_header_is_none_of_it(void **state) {
	(void)state;
	assert_sheet("Mills of the town by age\nMill   Age\n-----  ---\nNorth   40\n",
	        "heading\nruled 1 [-----  ---]\n# Mill / Age\n- North / 40");
}

static void what_hangs_below_a_ruled_row_belongs_to_it(void **state) {
	(void)state;
	assert_sheet("No   Mill    Wood\n---  ------  ------------\n1    North   oak, ash,\n                elm\n2    "
	             "South   elm\n",
	        "ruled 1 [---  ------  ------------]\n# No / Mill / Wood\n- 1 / North / oak, ash, elm\n- 2 / South / "
	        "elm");
	assert_int_equal(cell(5)->parts.n, 2);
}

static void columns_of_a_rule_may_be_parted_by_marks(void **state) {
	(void)state;
	assert_sheet("       |     Built\nMill   | Age in\n------ + --- -----\nNorth  | 40  1801\nSouth  | 32  1809\n",
	        "ruled 1 [------ + --- -----]\n# Mill / Age / Built in\n- North / 40 / 1801\n- South / 32 / 1809");
}

/* ---- separators */

static void tabs_part_cells(void **state) {
	(void)state;
	assert_sheet("Mill\tAge\tWood\nNorth\t40\toak\nThe mill of the south\t\telm\n",
	        "tabs 1\n# Mill / Age / Wood\n- North / 40 / oak\n- The mill of the south / / elm");
	assert_span_equal(cell(7)->at, ((span){49, 49}));
	assert_sheet("\tAge\tWheels\nNorth\t40\t4\nSouth\t32\t\n",
	        "tabs 1\n# / Age / Wheels\n- North / 40 / 4\n- South / 32 /");
}

static void two_columns_between_tabs_are_a_table_where_tabs_do_not_align(void **state) {
	(void)state;
	assert_sheet("Mill\tWood\nThe mill of the south\toak\nNorth\telm\n",
	        "tabs 1\n- Mill / Wood\n- The mill of the south / oak\n- North / elm");
	assert_sheet("North\tthe mill in the town\nSouth\tthe mill on the hill\nEast\ta mill that burned\n",
	        "paragraph\nparagraph\nparagraph");
}

static void commas_and_semicolons_part_cells(void **state) {
	(void)state;
	assert_sheet("mill,age,wood\nNorth,40,\"oak, elm\"\n\"The \"\"old\"\" one\",32,\n",
	        "delimited 1\n# mill / age / wood\n- North / 40 / oak, elm\n- The \"\"old\"\" one / 32 /");
	assert_sheet("mill;age\nNorth;40\nSouth;32\n", "delimited 1\n# mill / age\n- North / 40\n- South / 32");
}

static void prose_figures_and_code_with_commas_are_no_table(void **state) {
	(void)state;
	assert_sheet("Oak, elm, ash\nBeams, wheels, doors\nOne, two, 3\n", "paragraph\nparagraph\nparagraph");
	assert_sheet("Sold bread 1,290 1,780\nSold flour 2,653 2,550\nSold bran 3,498 3,151\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("a = 1;\nb = 2;\nc = 3;\n", "paragraph\nparagraph\nparagraph");
}

/* ---- blanks */

static void columns_of_blanks_are_a_table(void **state) {
	(void)state;
	assert_sheet("Mill            Wheels (no)    Cost\nNorth mill           14        \xC2\xA3"
	             "2.1m\n"
	             "South mill            3        \xC2\xA3"
	             "980k\nBere                nil        n/a\n",
	        "aligned 1\n# Mill / Wheels (no) / Cost\n- North mill / 14 / \xC2\xA3"
	        "2.1m\n"
	        "- South mill / 3 / \xC2\xA3"
	        "980k\n- Bere / nil / n/a");
}

static void a_sign_may_name_a_column_of_figures(void **state) {
	(void)state;
	assert_sheet("#   Mill     Age\n1   North     40\n2   South     32\n",
	        "aligned 1\n# # / Mill / Age\n- 1 / North / 40\n- 2 / South / 32");
	assert_sheet("North     -   oak\nSouth    32   oak\nEast     30   elm\nWest      -   elm\n",
	        "aligned 1\n- North / - / oak\n- South / 32 / oak\n- East / 30 / elm\n- West / - / elm");
}

static void two_columns_need_a_name_over_figures(void **state) {
	(void)state;
	assert_sheet(
	        "Mill     Age\nNorth     40\nSouth     32\n", "aligned 1\n# Mill / Age\n- North / 40\n- South / 32");
	assert_sheet("No   Mill\n1    north\n2    south\n", "aligned 1\n# No / Mill\n- 1 / north\n- 2 / south");
	assert_sheet("north    the mill in the town\nsouth    the mill on the hill\neast     40 years old\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("1801     the mill was built\n1809     it burned down\n1810     and was built anew\n",
	        "paragraph\nparagraph\nparagraph");
}

static void single_blanks_part_columns_whose_words_line_up(void **state) {
	(void)state;
	assert_sheet("Mill     On? State  Height\nNorth    YES turns     12\nSouth    NO  stands     7\nEast     YES "
	             "turns     10\n",
	        "aligned 1\n# Mill / On? / State / Height\n- North / YES / turns / 12\n- South / NO / stands / 7\n"
	        "- East / YES / turns / 10");
}

static void names_of_columns_may_hold_blanks(void **state) {
	(void)state;
	assert_sheet("Mill ID   Last seen   Rate per day\nN1        10:05               3\nS22       11:17             "
	             " 14\n",
	        "aligned 1\n# Mill ID / Last seen / Rate per day\n- N1 / 10:05 / 3\n- S22 / 11:17 / 14");
}

static void a_line_too_long_for_its_columns_does_not_break_them(void **state) {
	(void)state;
	assert_sheet("Name        Kind    Size\nflour       sack      12\nbran        sack       3\n"
	             "oats_for_the_horses_of_the_mill  bag  7\nsalt        bag        1\n",
	        "aligned 0.8\n# Name / Kind / Size\n- flour / sack / 12\n- bran / sack / 3\n"
	        "- oats_for_the_horses_of_the_mill / bag / 7\n- salt / bag / 1");
}

static void rules_may_stand_around_and_below_the_header(void **state) {
	(void)state;
	assert_sheet("----------------------\nNo   Mill    State\n----------------------\n1    North   turns\n2    "
	             "South   stands\n"
	             "----------------------\nMills: 2\n",
	        "aligned 1 [----------------------]\n# No / Mill / State\n- 1 / North / turns\n- 2 / South / "
	        "stands\nparagraph");
}

static void a_header_may_have_two_lines(void **state) {
	(void)state;
	assert_sheet("          Wheels   Height\nMill      of oak   in feet\nNorth          4       12\nSouth          "
	             "6        9\n",
	        "aligned 1\n# Mill / Wheels of oak / Height in feet\n- North / 4 / 12\n- South / 6 / 9");
	assert_sheet("mill      opened    turns\n          in           now\nNorth     1801         yes\nSouth     "
	             "1809         yes\n",
	        "aligned 1\n# mill / opened in / turns now\n- North / 1801 / yes\n- South / 1809 / yes");
}

static void a_blank_line_may_stand_below_the_header(void **state) {
	(void)state;
	assert_sheet("Mill     Age   Wood\n\nNorth     40   oak\nSouth     32   elm\n",
	        "aligned 1\n# Mill / Age / Wood\n- North / 40 / oak\n- South / 32 / elm");
}

static void lines_of_one_cell_stand_over_the_rows_below(void **state) {
	(void)state;
	assert_sheet("Sold             1901     1902\nBread and such\n  white           120      130\n  brown          "
	             "  45       12\n",
	        "aligned 1\n# Sold / 1901 / 1902\n- Bread and such / /\n- white / 120 / 130\n- brown / 45 / 12");
}

static void empty_cells_stand_where_their_text_would(void **state) {
	(void)state;
	assert_sheet("Mill    Age    Wood\nNorth          oak\nSouth    32\nEast     30    elm\n",
	        "aligned 1\n# Mill / Age / Wood\n- North / / oak\n- South / 32 /\n- East / 30 / elm");
	assert_span_equal(cell(4)->at, ((span){28, 28}));
	assert_int_equal(cell(4)->parts.n, 0);
}

static void menus_addresses_and_poems_are_no_tables(void **state) {
	(void)state;
	assert_sheet("Home     News     Sport\nWeather  Travel   Music\nCulture  Food     Health\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("The Old Mill         The New Mill         Bakers of the Town\n12 River Street      4 Low Road    "
	             "       7 Market Place\n"
	             "Norton NT1 1AA       Bere BR1 1AA         Norton NT2 2AB\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("The wheels went round     the whole night through\n  and the stones sang       of the corn\n"
	             "until the day             was born anew\n",
	        "paragraph\nparagraph\nparagraph");
}

static void labels_options_contents_and_code_are_no_tables(void **state) {
	(void)state;
	assert_sheet("Mill:     North\nBuilt:    in 1801\nHeight:   12\nAge:      40\n",
	        "paragraph\nparagraph\nparagraph\nparagraph");
	assert_sheet("  -h, --help      say this\n  -o, --out FILE  write there\n  -v, --version   say which\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("1    The old mill     3\n2    The new mill    17\n3    Wheels          20\n",
	        "paragraph\nparagraph\nparagraph");
	assert_sheet("int   age = 40;    // first\nchar  mill[12];    // name\nlong  sum = 0;     // all\n",
	        "paragraph\nparagraph\nparagraph");
}

static void drawings_with_arrows_are_no_tables(void **state) {
	(void)state;
	assert_sheet("Miller      ------->   Baker\nsack 1      ------->   bread\n            <-------   coin 2\nsack "
	             "2      ------->   bread\n",
	        "paragraph\nparagraph\nparagraph\nparagraph");
}

static void tables_in_code_and_quotations_are_left_alone(void **state) {
	(void)state;
	assert_sheet("```\n| a | b |\n|---|---|\n| c | 1 |\n```\n", "code");
	assert_sheet("> a  b\n> -  -\n", "quotation");
}

static void a_list_of_columns_stays_a_list(void **state) {
	(void)state;
	assert_sheet("- oak     12    red\n- elm      3    brown\n- ash     22    white\n", "list\nitem\nitem\nitem");
}

static void a_title_in_a_box_stands_above_the_header(void **state) {
	(void)state;
	assert_sheet("+-------------+\n| All mills   |\n+-------+-----+\n| Mill  | Age |\n+-------+-----+\n| North |  "
	             "40 |\n| South |  32 |\n+-------+-----+\n",
	        "grid 0.75 [+-------+-----+]\n- All mills /\n# Mill / Age\n- North / 40\n- South / 32");
}

static void strokes_are_no_text_of_a_table(void **state) {
	(void)state;
	assert_sheet(".------.-----.\n| Mill | Age |\n|------+-----|\n| N    | 40  |\n| S    | 32  |\n'------'-----'\n",
	        "paragraph\nbars 1 [|------+-----|]\n# Mill / Age\n- N / 40\n- S / 32\nparagraph");
	assert_sheet(" ___  ___  ___\n|   ||   ||   |\n|___||___||___|\n", "paragraph\nparagraph\nparagraph");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(markdown_tables_may_lack_outer_bars),
	        TEST(rows_of_bars_are_filled_up),
	        TEST(rows_of_bars_alone_have_a_header_where_figures_stand_below_words),
	        TEST(bars_between_cells_need_three_rows_and_data),
	        TEST(org_mode_rules_are_no_rows),
	        TEST(database_clients_rule_the_header_off_without_bars),
	        TEST(wikis_set_double_bars),
	        TEST(grids_have_rows_between_rules),
	        TEST(boxes_have_a_row_a_line),
	        TEST(empty_lines_part_the_rows_of_a_box),
	        TEST(boxes_may_be_drawn_with_other_characters),
	        TEST(cells_of_a_grid_may_span),
	        TEST(drawings_are_no_grids),
	        TEST(simple_tables_stand_between_rules),
	        TEST(groups_of_marks_rule_columns),
	        TEST(a_title_over_a_ruled_header_is_none_of_it),
	        TEST(what_hangs_below_a_ruled_row_belongs_to_it),
	        TEST(columns_of_a_rule_may_be_parted_by_marks),
	        TEST(tabs_part_cells),
	        TEST(two_columns_between_tabs_are_a_table_where_tabs_do_not_align),
	        TEST(commas_and_semicolons_part_cells),
	        TEST(prose_figures_and_code_with_commas_are_no_table),
	        TEST(columns_of_blanks_are_a_table),
	        TEST(a_sign_may_name_a_column_of_figures),
	        TEST(two_columns_need_a_name_over_figures),
	        TEST(single_blanks_part_columns_whose_words_line_up),
	        TEST(names_of_columns_may_hold_blanks),
	        TEST(a_line_too_long_for_its_columns_does_not_break_them),
	        TEST(rules_may_stand_around_and_below_the_header),
	        TEST(a_header_may_have_two_lines),
	        TEST(a_blank_line_may_stand_below_the_header),
	        TEST(lines_of_one_cell_stand_over_the_rows_below),
	        TEST(empty_cells_stand_where_their_text_would),
	        TEST(menus_addresses_and_poems_are_no_tables),
	        TEST(labels_options_contents_and_code_are_no_tables),
	        TEST(drawings_with_arrows_are_no_tables),
	        TEST(tables_in_code_and_quotations_are_left_alone),
	        TEST(a_list_of_columns_stays_a_list),
	        TEST(a_title_in_a_box_stands_above_the_header),
	        TEST(strokes_are_no_text_of_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

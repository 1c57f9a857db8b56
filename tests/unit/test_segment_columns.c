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
	assert_sheet("  Kind: O-oak   E-elm   A-ash\n        B-birch   N-none\nMill no    Place    Wheel name Owner    "
	             "Kind\n"
	             "10.5       North    left       m.1      O\n10.17      South    --         m.17     E\n",
	        "paragraph\nparagraph\naligned 1\n# Mill no / Place / Wheel name / Owner / Kind\n- 10.5 / North / left "
	        "/ m.1 / O\n"
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

static void words_that_stand_below_names_are_cells_however_close(void **state) {
	(void)state;
	assert_sheet("MILL          NO  AGE SACKS WHEEL    STATE  TIME TEXT\n"
	             "north          1   12 16814 ?        Ss     0:11 /bin/mill turn\n"
	             "south        204    7  8821 left/0   S      0:02 [stone]\n"
	             "west        2043    7 1024332 ?        Ss    902:13 /bin/stone -k a b\n"
	             "east           9   11    90 ?        S      0:00 mill\n",
	        "aligned 1\n# MILL / NO / AGE / SACKS / WHEEL / STATE / TIME / TEXT\n"
	        "- north / 1 / 12 / 16814 / ? / Ss / 0:11 / /bin/mill turn\n- south / 204 / 7 / 8821 / left/0 / S / "
	        "0:02 / [stone]\n"
	        "- west / 2043 / 7 / 1024332 / ? / Ss / 902:13 / /bin/stone -k a b\n- east / 9 / 11 / 90 / ? / S / "
	        "0:00 / mill");
	/* What comes again is no name. */
	assert_sheet("|20.1|  Mill wheel turning\n|20.2|  Mill wheel standing\n|20.3|  Mill wheel old\n|20.4|  Mill "
	             "wheel gone\n",
	        "paragraph\nparagraph\nparagraph\nparagraph");
}

static void files_of_a_folder_may_have_blanks_in_their_names(void **state) {
	(void)state;
	assert_sheet("drwxr-x  5 ann mill  4096 Mar  3 10:12 wheels\n-rw-r--  1 bo  mill 18042 Mar  2 23:59 notes.txt\n"
	             "-rw-r-- 12 bo  root   220 Feb 28  2019 my old mill\n",
	        "aligned 1\n- drwxr-x / 5 / ann / mill / 4096 / Mar / 3 / 10:12 / wheels\n"
	        "- -rw-r-- / 1 / bo / mill / 18042 / Mar / 2 / 23:59 / notes.txt\n"
	        "- -rw-r-- / 12 / bo / root / 220 / Feb / 28 / 2019 / my old mill");
}

static void words_that_do_not_fit_stay_together(void **state) {
	(void)state;
	assert_sheet("Mill           Place     Owner      State    Wheel\n============== ========= ========== ======== "
	             "=====\n"
	             "North 1        10.1      ann        at rest  left\nVery long mills 7/1  10.2   bo      turns    "
	             "right\n",
	        "ruled 1 [============== ========= ========== ======== =====]\n# Mill / Place / Owner / State / Wheel\n"
	        "- North 1 / 10.1 / ann / at rest / left\n- Very long mills 7/1 / 10.2 / bo / turns / right");
}

static void groups_of_a_rule_may_stand_between_tabs(void **state) {
	(void)state;
	assert_sheet("Mill no\t\tWheels\n-------\t\t---------\n1.0\t\tleft, right\n2.1+\t\tleft\n",
	        "ruled 1 [-------\t\t---------]\n# Mill no / Wheels\n- 1.0 / left, right\n- 2.1+ / left");
}

static void flags_before_a_ruled_first_name_are_a_column(void **state) {
	(void)state;
	assert_sheet("   MILL     Owner     State\n---------+---------+---------\n* 10       m.1       turns\n+    7   "
	             "  m.2       stands\n"
	             "     9     m.17      stands\n",
	        "ruled 1 [---------+---------+---------]\n# / MILL / Owner / State\n- * / 10 / m.1 / turns\n"
	        "- + / 7 / m.2 / stands\n- / 9 / m.17 / stands");
	assert_sheet("   MILL     Owner\n---------- ---------\nA mill     m.1\nMy mill    m.2\n",
	        "ruled 1 [---------- ---------]\n# MILL / Owner\n- A mill / m.1\n- My mill / m.2");
}

static void a_sum_below_the_closing_rule_may_be_long(void **state) {
	(void)state;
	assert_sheet(
	        "Mill      Sacks   Wheels\n            (no)     (no)\n------------------------\n   N.1        2        "
	        "1\n"
	        "  S.17        3       12\n------------------------\nAll of the wheels (but for those in wood)    : 2\n"
	        "All of the sacks in one                      : 9\n",
	        "aligned 1 [------------------------]\n# Mill / Sacks (no) / Wheels (no)\n- N.1 / 2 / 1\n- S.17 / 3 / "
	        "12\n"
	        "paragraph\nparagraph");
}

static void remarks_behind_code_make_no_columns(void **state) {
	(void)state;
	assert_sheet("    int     wheel;   /* of wood */\n    char    sack;    /* of stone, 12 */\n    long    mill;   "
	             " /* no. 10 */\n"
	             "    int     north;   /* 0 */\n",
	        "paragraph\nparagraph\nparagraph\nparagraph");
}

static void a_prompt_stands_between_two_tables(void **state) {
	(void)state;
	assert_sheet("mill-1> show sacks\nPlace          Sack no            Gate\n10.1           0011-22            "
	             "1/1\n10.2           0011-44            1/2\n"
	             "mill-1> show wheels\nNo    Name         Gates\n1     left         1/1-1/24\n20    right        "
	             "1/25-1/48\n",
	        "paragraph\naligned 1\n# Place / Sack no / Gate\n- 10.1 / 0011-22 / 1/1\n- 10.2 / 0011-44 / "
	        "1/2\nparagraph\n"
	        "aligned 1\n# No / Name / Gates\n- 1 / left / 1/1-1/24\n- 20 / right / 1/25-1/48");
}

static void a_remark_set_in_below_each_row_is_a_row_of_one_cell(void **state) {
	(void)state;
	assert_sheet("Mill No         Age   State        Turned    Place\n10.5            12    turns        0:38      "
	             "North\n"
	             "    It stands since 3 days\n10.6            1     stands       0:31      South\n    It stands "
	             "since 41 weeks\n",
	        "aligned 1\n# Mill No / Age / State / Turned / Place\n- 10.5 / 12 / turns / 0:38 / North\n"
	        "- It stands since 3 days / / / /\n- 10.6 / 1 / stands / 0:31 / South\n- It stands since 41 weeks / / "
	        "/ /");
}

static void a_name_too_long_stands_alone_above_the_rest_of_its_row(void **state) {
	(void)state;
	assert_sheet("Mill            State       Sacks  Wheels  Place\nthe-northernmost-of-all-mills\n                "
	             "at rest     385    703     172.1\n"
	             "the-southernmost-of-all-mills\n                turning     618    409     2.192\n",
	        "aligned 1\n# Mill / State / Sacks / Wheels / Place\n"
	        "- the-northernmost-of-all-mills / at rest / 385 / 703 / 172.1\n"
	        "- the-southernmost-of-all-mills / turning / 618 / 409 / 2.192");
}

static void gaps_tell_the_cells_of_a_ruled_row_too_long(void **state) {
	(void)state;
	assert_sheet("Mill        Name       Share   Sacks\n---------   --------   -----   -----\nN.1         north    "
	             "  7.3%      154\n"
	             "S.18/12-long-number   south     89.1%      723\nW.2         west       14.6%     160\n",
	        "ruled 0.666 [---------   --------   -----   -----]\n# Mill / Name / Share / Sacks\n- N.1 / north / "
	        "7.3% / 154\n"
	        "- S.18/12-long-number / south / 89.1% / 723\n- W.2 / west / 14.6% / 160");
}

static void names_may_be_set_beside_their_columns(void **state) {
	(void)state;
	assert_sheet("    NAME                MILL ID  OK?            Use%  System Name\n  north-wheel88             8 "
	             " S            47.47%  spare\n"
	             "  stone.sack9            2308  Y            32.91%  spare\n  spare-wheel67            20  R      "
	             "      46.23%  grain elm\n",
	        "aligned 1\n# NAME / MILL ID / OK? / Use% / System Name\n- north-wheel88 / 8 / S / 47.47% / spare\n"
	        "- stone.sack9 / 2308 / Y / 32.91% / spare\n- spare-wheel67 / 20 / R / 46.23% / grain elm");
	/* A river below one name parts no words. */
	assert_sheet("Mill     First day   Sacks\nNorth    May 12      10\nSouth    Mar 30      7\nWest     Jul 01     "
	             " 11\n",
	        "aligned 1\n# Mill / First day / Sacks\n- North / May 12 / 10\n- South / Mar 30 / 7\n- West / Jul 01 / "
	        "11");
}

static void a_header_right_below_rows_begins_another_table(void **state) {
	(void)state;
	assert_sheet("Slot Kind       State\n1    N-24       ok\n2    N-48       ok\nWheel      Speed  Reading  Alarm\n"
	             "W1/1       low    3000     none\nW1/2       low    3100     none\n",
	        "aligned 1\n# Slot / Kind / State\n- 1 / N-24 / ok\n- 2 / N-48 / ok\naligned 1\n# Wheel / Speed / "
	        "Reading / Alarm\n"
	        "- W1/1 / low / 3000 / none\n- W1/2 / low / 3100 / none");
	/* A row without figures stands with the header. */
	assert_sheet("Mill       Kind       State\nN.1        N-24       ok\nnone       any        gone\nN.3        "
	             "N-48       ok\n",
	        "aligned 1\n# Mill / Kind / State\n- N.1 / N-24 / ok\n- none / any / gone\n- N.3 / N-48 / ok");
}

static void signs_may_stand_below_the_first_name(void **state) {
	(void)state;
	assert_sheet("Mill                 IN     OUT    KEPT\n------------------------------------\n* North 0/0       "
	             "    0      12       4\n"
	             "  South 0/1           0       0       0\n* West 10             2    1000       1\n",
	        "aligned 1 [------------------------------------]\n# / Mill / IN / OUT / KEPT\n- * / North 0/0 / 0 / "
	        "12 / 4\n"
	        "- / South 0/1 / 0 / 0 / 0\n- * / West 10 / 2 / 1000 / 1");
}

static void rules_in_a_box_part_rows_of_several_lines(void **state) {
	(void)state;
	assert_sheet("+------------------+\n|  Mill  | Text    |\n|--------+---------|\n| north  | old     "
	             "|\n|--------+---------|\n"
	             "|        | new and |\n| south  | of      |\n|        | stone   |\n|--------+---------|\n| west   "
	             "| gone    |\n"
	             "+------------------+\n",
	        "bars 1 [|--------+---------|]\n# Mill / Text\n- north / old\n- south / new and of stone\n- west / "
	        "gone");
	assert_sheet("+------------------+\n|  Mill  | Sacks   |\n|--------+---------|\n| north  | 12      |\n| south  "
	             "| 7 or    |\n"
	             "|        | more    |\n|--------+---------|\n| All    | 19      |\n+------------------+\n",
	        "bars 1 [|--------+---------|]\n# Mill / Sacks\n- north / 12\n- south / 7 or more\n- All / 19");
	assert_sheet("| Mill | Sacks |\n|------+-------|\n| N    | 12    |\n|      | 7     |\n|------+-------|\n| S    "
	             "| 19    |\n",
	        "bars 1 [|------+-------|]\n# Mill / Sacks\n- N / 12\n- / 7\n- S / 19");
}

static void years_and_units_are_a_header_and_sums_are_ruled_off(void **state) {
	(void)state;
	assert_sheet(
	        "                                   2021      2020\n                                  £000      £000\n"
	        "  Income from gifts               1,204       998\n  Other income                       12        --\n"
	        "                                 ------    ------\n  Total                           1,216       998\n"
	        "                                 ------    ------\n",
	        "aligned 1\n# / 2021 £000 / 2020 £000\n- Income from gifts / 1,204 / 998\n- Other income / 12 / --\n- "
	        "Total / 1,216 / 998");
}

static void rules_below_figures_are_no_header(void **state) {
	(void)state;
	assert_sheet("                           Note      2023        2022\n                                    £'000 "
	             "      £'000\n"
	             "Fixed\nWheels                        4     1,204         998\nStones                        5    "
	             "    12          --\n"
	             "                                  -------     -------\n                                    1,216 "
	             "        998\n"
	             "Sacks                         6       120         110\n                                  ======= "
	             "    =======\n",
	        "aligned 1\n# / Note / 2023 £'000 / 2022 £'000\n- Fixed / / /\n- Wheels / 4 / 1,204 / 998\n- Stones / "
	        "5 / 12 / --\n"
	        "- / / 1,216 / 998\n- Sacks / 6 / 120 / 110");
	/* Groups over figures are as wide as these. */
	assert_sheet(
	        "                             2022           2021\n                           --------       --------\n"
	        "Income                     $ 10,412       $  9,804\nCost                          4,001          "
	        "3,990\n"
	        "                           --------       --------\nRest                       $  6,411       $  "
	        "5,814\n"
	        "                           ========       ========\n",
	        "aligned 1 [--------       --------]\n# / 2022 / 2021\n- Income / $ 10,412 / $ 9,804\n- Cost / 4,001 "
	        "/ 3,990\n"
	        "- Rest / $ 6,411 / $ 5,814");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup(name, reset)
	const struct CMUnitTest tests[] = {
	        TEST(a_first_row_without_figures_is_no_second_line_of_the_header),
	        TEST(a_legend_with_gaps_stands_above_the_table),
	        TEST(too_long_a_text_moves_words_to_the_right_alone),
	        TEST(words_that_stand_below_names_are_cells_however_close),
	        TEST(files_of_a_folder_may_have_blanks_in_their_names),
	        TEST(words_that_do_not_fit_stay_together),
	        TEST(groups_of_a_rule_may_stand_between_tabs),
	        TEST(flags_before_a_ruled_first_name_are_a_column),
	        TEST(a_sum_below_the_closing_rule_may_be_long),
	        TEST(remarks_behind_code_make_no_columns),
	        TEST(a_prompt_stands_between_two_tables),
	        TEST(a_remark_set_in_below_each_row_is_a_row_of_one_cell),
	        TEST(a_name_too_long_stands_alone_above_the_rest_of_its_row),
	        TEST(gaps_tell_the_cells_of_a_ruled_row_too_long),
	        TEST(names_may_be_set_beside_their_columns),
	        TEST(a_header_right_below_rows_begins_another_table),
	        TEST(signs_may_stand_below_the_first_name),
	        TEST(rules_in_a_box_part_rows_of_several_lines),
	        TEST(years_and_units_are_a_header_and_sums_are_ruled_off),
	        TEST(rules_below_figures_are_no_header),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

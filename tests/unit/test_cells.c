/* rules/cell_load.c and stages/normalise_cells.c: what the cells of tables are worth. */
#include "asserts.h"
#include "pack_context.h"

#define NUMBER "  - id: n\n    match: '^ (?<number> \\(? -? [\\d,.]+ \\)? ) (?<scale> k | m )? $'\n    as: number\n"
#define MONEY "  - id: m\n    match: '^ (?<currency> £ ) (?<number> [\\d.]+ ) (?<scale> k | m )? $'\n    as: money\n"
#define WORDS                                                                                                          \
	"  - id: w\n    match: '^ (?<word> none | n/a ) $'\n    fields: {absent: {from: word, register: why, column: " \
	"reason}, value: {from: word, register: why, column: value}}\n"
#define STAR "  - id: s\n    column: values\n    match: '^ \\* $'\n    fields: {absent: {value: suppressed}}\n"
#define YEARS "  - id: y\n    column: whole\n    match: '^ \\d{4} $'\n"
#define HEADS                                                                                                          \
	"  - id: h\n    in: header\n    match: '(?<currency> £ ) (?<number> 0* ) (?<scale> m )?'\n    as: money\n"    \
	"  - id: u\n    in: header\n    match: 'staff'\n    fields: {unit: {value: FTE}}\n"                            \
	"  - id: p\n    in: header\n    match: '(?<number> ) %'\n    as: percent\n"

static void use(slice rules) {
	write_pack_file(
	        "p/pack.yaml", S("pack: p\nregisters:\n  why: {file: why.csv, key: [word]}\n"
	                         "  currencies: {file: c.csv, key: [mark]}\n  scales: {file: s.csv, key: [word]}\n"));
	write_pack_file("p/why.csv", S("word,reason,value\nnone,,0\nn/a,not-applicable,\n"));
	write_pack_file("p/c.csv", S("mark,code,factor\n£,GBP,1\n"));
	write_pack_file("p/s.csv", S("word,exponent\nk,3\nm,6\n"));
	write_pack_file("p/r.rules.yaml", rules);
	context.pack = load_well("p");
	context.matcher = matcher_new();
}

#define ALL "cells:\n" NUMBER MONEY WORDS STAR YEARS HEADS

static struct document *run(slice text) {
	struct document *d = stage_read(&document_arena, S("d.txt"), text);
	stage_segment(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	return d;
}

/* The cells of the body's last column, row by row, as "value unit absent". */
static slice column(struct document *d) {
	slice all = S("");
	for (uint64_t row = 1; row < 10; row++)
		for (size_t i = 0; i < d->records.n; i++) {
			const struct record *r = &d->records.v[i];
			slice number = slice_of_u64(&document_arena, row);
			if (r->kind != &tables[TABLE_table_cells] ||
			        !slice_equal(record_get(r, COLUMN_table_cells_row), number) ||
			        !slice_equal(record_get(r, COLUMN_table_cells_column), S("2")))
				continue;
			all = say(&document_arena, all, row > 1 ? S("|") : S(""),
			        record_get(r, COLUMN_table_cells_value), S(" "), record_get(r, COLUMN_table_cells_unit),
			        S(" "), record_get(r, COLUMN_table_cells_absent));
		}
	return all;
}

static slice table_of(const char *head, const char *const *cells) {
	slice text = say(&document_arena, S("| Name | "), slice_of(head), S(" |\n|---|---|\n"));
	for (size_t i = 0; cells[i]; i++)
		text = say(&document_arena, text, S("| row | "), slice_of(cells[i]), S(" |\n"));
	return text;
}
#define column_under(head, ...) column(run(table_of(head, (const char *const[]){__VA_ARGS__, NULL})))

static void numbers_are_read_with_signs_parentheses_and_scales(void **state) {
	(void)state;
	use(S(ALL));
	assert_slice_equal(column_under("Sum", "1,250", "(40)", "-3.5", "2k"), S("1250  |-40  |-3.5  |2000  "));
}

static void the_header_lends_its_unit_and_factor(void **state) {
	(void)state;
	use(S(ALL));
	assert_slice_equal(column_under("2020 (£000)", "7", "(8)"), S("7000 GBP |-8000 GBP "));
	assert_slice_equal(column_under("Cost £m", "1.5", "£1.5", "£20k"), S("1500000 GBP |1500000 GBP |20000 GBP "));
	assert_slice_equal(column_under("staff", "12", "1.50"), S("12 FTE |1.50 FTE "));
	assert_slice_equal(column_under("Share, %", "12", "£3"), S("12 % |3 GBP "));
}

static void words_and_marks_say_why_there_is_no_value(void **state) {
	(void)state;
	use(S(ALL));
	assert_slice_equal(column_under("staff", "3", "n/a", "*", "none", "", "few"),
	        S("3 FTE |  not-applicable|  suppressed|0 FTE |  blank|  unparsed"));
}

static void a_column_of_words_has_no_values(void **state) {
	(void)state;
	use(S(ALL));
	assert_slice_equal(column_under("Grade", "red", "9", "blue", "*", "n/a"), S("  |  |  |  |  not-applicable"));
	assert_slice_equal(column_under("Grade", "red", "9"), S("  |  ")); /* half is not more than half */
}

static void a_column_that_a_rule_fits_as_a_whole_is_text(void **state) {
	(void)state;
	use(S(ALL));
	assert_slice_equal(column_under("Year", "2019", "2020", ""), S("  |  |  blank"));
	assert_slice_equal(column_under("Sold", "2019", "85"), S("2019  |85  "));
}

static void emphasis_is_no_part_of_a_cell(void **state) {
	(void)state;
	use(S(ALL));
	struct document *d = run(S("| A | B |\n|---|---|\n| x | **1,560** |\n| y | `7` |\n| z | *n/a* |\n"));
	assert_slice_equal(column(d), S("1560  |7  |  not-applicable"));
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_table_cells] ||
		        !slice_equal(record_get(r, COLUMN_table_cells_value), S("1560")))
			continue;
		assert_slice_equal(slice_at(d->text, r->fields[COLUMN_table_cells_value].at), S("1,560"));
		assert_slice_equal(slice_at(d->text, r->at), S("**1,560**"));
		assert_slice_equal(slice_at(d->text, record_capture(r, S("number"))), S("1,560"));
	}
}

static void normalising_twice_changes_nothing(void **state) {
	(void)state;
	use(S(ALL));
	struct document *d = run(S("| A | Cost £m |\n|---|---|\n| x | 1.5 |\n| y | n/a |\n"));
	size_t captures = 0, again = 0;
	slice first = column(d);
	for (size_t i = 0; i < d->records.n; i++) captures += d->records.v[i].captures.n;
	stage_normalise(d, &context);
	for (size_t i = 0; i < d->records.n; i++) again += d->records.v[i].captures.n;
	assert_slice_equal(column(d), first);
	assert_int_equal(again, captures);
	assert_true(captures > 0);
}

static void a_bare_number_in_a_cell_is_no_figure_and_money_is_one(void **state) {
	(void)state;
	use(S(ALL "rules:\n"
	          "  - id: f\n    emit: figure\n    match: '(?<! £ ) \\b (?<number> \\d+ ) \\b'\n    as: number\n"
	          "  - id: g\n    emit: figure\n    match: '(?<currency> £ ) (?<number> \\d+ )'\n    as: money\n"));
	struct document *d = run(S("| A | Cost |\n|---|---|\n| 14 men | 15 |\n| y | £16 |\n"));
	slice figures = S("");
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_figures])
			figures = say(&document_arena, figures, slice_at(d->text, d->records.v[i].at), S(" "));
	assert_slice_equal(figures, S("14 £16 "));
}

static void higher_priority_reads_first(void **state) {
	(void)state;
	use(S("cells:\n" NUMBER
	      "  - id: late\n    match: '^ \\d $'\n    fields: {value: {value: late}}\n    priority: 9\n"
	      "  - id: last\n    match: '^ \\d $'\n    fields: {value: {value: last}}\n    priority: -1\n"));
	assert_slice_equal(context.pack->cells.v[0]->rule.id, S("late"));
	assert_slice_equal(context.pack->cells.v[2]->rule.id, S("last"));
	assert_slice_equal(column_under("Sum", "7", "12"), S("late  |12  "));
}

static void refused(slice rules, enum code code, size_t line, size_t at) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	write_pack_file("p/r.rules.yaml", rules);
	assert_null(load("p"));
	asserts_said(code, S("p/r.rules.yaml"), line, at, __FILE__, __LINE__);
}

static void wrong_rules_for_cells_are_refused_where_they_are_wrong(void **state) {
	(void)state;
	refused(S("cells:\n  - {id: a, match: 'x', in: footer}\n"), CODE_VALUE_UNKNOWN, 2, 29);
	refused(S("cells:\n  - {id: a, match: 'x', column: some}\n"), CODE_VALUE_UNKNOWN, 2, 33);
	refused(S("cells:\n  - {id: a, match: 'x', in: header, column: whole}\n"), CODE_VALUE_UNKNOWN, 2, 45);
	refused(S("cells:\n  - {id: a, match: '(?<number> x )', as: number, emit: figure}\n"), CODE_KEY_UNKNOWN, 2, 50);
	refused(S("cells:\n  - {id: a, match: '(?<name> x )', as: mention}\n"), CODE_VALUE_UNKNOWN, 2, 40);
	refused(S("cells:\n  - {id: a, match: 'x'}\n  - {id: a, match: 'y'}\n"), CODE_ID_TWICE, 3, 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, tear_down)
int main(void) {
	const struct CMUnitTest tests[] = {TEST(numbers_are_read_with_signs_parentheses_and_scales),
	        TEST(the_header_lends_its_unit_and_factor), TEST(words_and_marks_say_why_there_is_no_value),
	        TEST(a_column_of_words_has_no_values), TEST(a_column_that_a_rule_fits_as_a_whole_is_text),
	        TEST(emphasis_is_no_part_of_a_cell), TEST(normalising_twice_changes_nothing),
	        TEST(a_bare_number_in_a_cell_is_no_figure_and_money_is_one), TEST(higher_priority_reads_first),
	        TEST(wrong_rules_for_cells_are_refused_where_they_are_wrong)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

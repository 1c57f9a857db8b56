/* The checks of rules/core and the views of rules/nhs, over documents made by hand. Run from the top of the checkout. */
#include "asserts.h"

#include "queries.h"

static arena arenas[3];

static struct pack *load_rules(const char *folder) {
	said = (struct diags){.arena = &pack_arena};
	loaded = pack_load(&pack_arena, slice_of(folder), &said);
	if (!loaded) print_said();
	assert_non_null(loaded);
	return loaded;
}

/* Lines of findings.csv with this code. */
static size_t findings_of(slice code) {
	size_t n = 0;
	for (slice rest = written("out/findings.csv"); rest.n > 0;) {
		struct cut line = slice_cut(rest, S("\n"));
		n += slice_find(line.head, say(&scratch, S(",warning,"), code, S(","))) != SIZE_MAX;
		rest = line.tail;
	}
	return n;
}

static void collect_core(struct document **documents, size_t n) {
	assert_true(collect_into("out", load_rules("rules/core"), documents, n));
}

/* ---- totals */

/* A table from its text: a line a row, cells parted by |, the first line the header. A cell's value is its text where that
 * is digits with a point or a minus in it; "*" is a suppressed one. */
static struct document *table_document(size_t which, slice text) {
	struct document *d = new_document(&arenas[which], S("t.txt"), text);
	size_t row = 0, at = 0;
	slices headers = {0};
	document_record(d, &tables[TABLE_tables], (span){0, d->text.n}, S("t"));
	document_record_ids(d);
	slice id = d->records.v[0].id;
	for (struct cut line = slice_cut(d->text, S("\n")); line.head.n > 0;
	        line = slice_cut(line.tail, S("\n")), row++) {
		size_t column = 1;
		for (struct cut c = slice_cut(line.head, S("|"));; c = slice_cut(c.tail, S("|")), column++) {
			slice cell = slice_trim(c.head);
			if (row == 0) *vec_push(d->arena, &headers) = cell;
			bool number = cell.n > 0;
			for (size_t i = 0; i < cell.n; i++)
				number = number && ((cell.p[i] >= '0' && cell.p[i] <= '9') || cell.p[i] == '.' ||
				                           cell.p[i] == '-');
			slice header = headers.v[column - 1];
			struct record *r =
			        document_record(d, &tables[TABLE_table_cells], (span){at, at + c.head.n}, S("t"));
			record_set(r, COLUMN_table_cells_table_id, id, SPAN_NONE);
			record_set(r, COLUMN_table_cells_row, slice_of_u64(d->arena, row), SPAN_NONE);
			record_set(r, COLUMN_table_cells_column, slice_of_u64(d->arena, column), SPAN_NONE);
			record_set(r, COLUMN_table_cells_header, header, SPAN_NONE);
			record_set(r, COLUMN_table_cells_text, cell.n > 0 ? cell : ABSENT, SPAN_NONE);
			if (number) record_set(r, COLUMN_table_cells_value, cell, SPAN_NONE);
			if (number && slice_ends(header, S("%")))
				record_set(r, COLUMN_table_cells_unit, S("%"), SPAN_NONE);
			if (cell.n == 0) record_set(r, COLUMN_table_cells_absent, S("blank"), SPAN_NONE);
			if (slice_equal(cell, S("*")))
				record_set(r, COLUMN_table_cells_absent, S("suppressed"), SPAN_NONE);
			at += c.head.n + 1;
			if (!c.ok) break;
		}
	}
	document_record_ids(d);
	return d;
}

/* How many totals of the table are wrong. */
static size_t wrong_totals(slice text) {
	struct document *d = table_document(0, text);
	assert_int_equal(io_remove_tree(in_root("out")), 0);
	pack_free(loaded);
	collect_core(&d, 1);
	return findings_of(S("table-total"));
}

static void a_total_that_is_none_is_told_with_both_numbers(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Dogs|Cats\nNorth|12|3\nSouth|7|\nEast|20|4\nTotal|40|7\n")), 1);
	slice findings = written("out/findings.csv");
	assert_contains(findings, S("\"row 4 (Total), column 2 (Dogs): the cells above, in rows 1 to 3, add up to 39, "
	                            "but 40 is stated\",t.txt,53,55,"));
	assert_contains(findings, S(",39,40\n"));
	/* The records are the four cells. */
	struct cut tail = slice_cut(findings, S(",t.txt,53,55,"));
	assert_int_equal(slice_cut(tail.tail, S(",")).head.n, 4 * 20 + 3);
}

static void right_totals_are_passed_over(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nSouth|7\nTotal|19\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12.50\nSouth|7\nGrand total:|19.5\n")), 0);
}

static void words_that_only_begin_alike_are_no_totals(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nSouth|7\nTotally new|40\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nTotal dogs|12\nTotal cats|7\nTotal birds|40\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nSouth|7\nTotal (all kennels)|40\n")), 1);
}

static void what_could_not_be_read_is_not_added(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nSouth|*\nEast|3\nTotal|40\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nSouth|few\nEast|3\nTotal|40\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|12\nTotal|40\n")), 0);
}

static void shares_and_averages_are_not_added(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Dogs %\nNorth|12\nSouth|7\nTotal|9\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Average age (years)\nNorth|12\nSouth|7\nTotal|9\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Dogs (per acre)\nNorth|12\nSouth|7\nTotal|9\n")), 0);
}

static void rounding_is_allowed_for_behind_the_point(void **state) {
	(void)state;
	assert_int_equal(wrong_totals(S("Kennel|Cost\nNorth|1.2\nSouth|2.3\nTotal|3.6\n")), 0);
	assert_int_equal(wrong_totals(S("Kennel|Cost\nNorth|1.2\nSouth|2.3\nTotal|3.7\n")), 1);
	assert_int_equal(wrong_totals(S("Kennel|Cost\nNorth|1\nSouth|2\nTotal|4\n")), 1);
}

static void totals_of_parts_are_not_added_twice(void **state) {
	(void)state;
	assert_int_equal(
	        wrong_totals(S("Kennel|Dogs\nNorth|1\nSouth|2\nSub-total|3\nEast|4\nWest|5\nSub-total|9\nTotal|12\n")),
	        0);
	assert_int_equal(
	        wrong_totals(S("Kennel|Dogs\nNorth|1\nSouth|2\nSub-total|3\nEast|4\nWest|5\nSub-total|8\nTotal|12\n")),
	        1);
	assert_contains(written("out/findings.csv"), S(",9,8\n"));
	assert_int_equal(
	        wrong_totals(S("Kennel|Dogs\nNorth|1\nSouth|2\nSub-total|3\nEast|4\nWest|5\nSub-total|9\nTotal|15\n")),
	        1);
	assert_contains(written("out/findings.csv"), S(",12,15\n"));
	/* Two tables in one, each with its own. */
	assert_int_equal(wrong_totals(S("Kennel|Dogs\nNorth|1\nSouth|2\nTotal|3\nEast|4\nWest|5\nTotal|9\n")), 0);
}

/* ---- parts and wholes */

/* A document whose numbers are all counts. */
static struct document *counts_document(size_t which, slice text) {
	struct document *d = new_document(&arenas[which], S("c.txt"), text);
	for (size_t at = 0; at < d->text.n; at++) {
		size_t end = at;
		while (end < d->text.n && d->text.p[end] >= '0' && d->text.p[end] <= '9') end++;
		if (end == at) continue;
		struct record *r = document_record(d, &tables[TABLE_figures], (span){at, end}, S("r"));
		record_set(r, COLUMN_figures_kind, S("count"), SPAN_NONE);
		record_set(r, COLUMN_figures_value, slice_at(d->text, r->at), SPAN_NONE);
		bool about = at > 6 && slice_ends(slice_sub(d->text, 0, at), S("about "));
		if (about) record_set(r, COLUMN_figures_qualifier, S("about"), SPAN_NONE);
		at = end;
	}
	document_record_ids(d);
	return d;
}

static size_t wrong_parts(slice text) {
	struct document *d = counts_document(0, text);
	assert_int_equal(io_remove_tree(in_root("out")), 0);
	pack_free(loaded);
	collect_core(&d, 1);
	return findings_of(S("parts-and-whole"));
}

static void parts_that_do_not_make_their_whole_are_told(void **state) {
	(void)state;
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open\nand 27 are dry.")), 1);
	slice findings = written("out/findings.csv");
	assert_contains(findings, S(",\"the parts given for \"\"40\"\" add up to 41\",c.txt,10,47,"));
	assert_contains(findings, S(",40,41\n"));
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open and 25 are dry.")), 1);
	assert_int_equal(
	        wrong_parts(S("Of 40 wells (of which 14 are open, 12 are new and 15 are dry) none is deep.")), 1);
	assert_int_equal(wrong_parts(S("There are 40 wells, of whom 41 are open.")), 1);
}

static void parts_that_make_it_are_passed_over(void **state) {
	(void)state;
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open (with 2 pumps) and 26 are dry.")), 0);
	assert_int_equal(
	        wrong_parts(S("It is made up of 40 wells, comprising 14 open and 26 dry ones, in 3 towns.")), 0);
	assert_int_equal(
	        wrong_parts(S("There are 40 wells, of which 14 are bright and clean, 12 are new and 14 are dry.")), 0);
}

static void some_of_the_parts_are_no_contradiction(void **state) {
	(void)state;
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open.")), 0);
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open, 3 of them new.")), 0);
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open. Another 27 and 3 are dry.")), 0);
	assert_int_equal(wrong_parts(S("There are 40 wells and 14 towns and 27 ponds.")), 0);
	assert_int_equal(wrong_parts(S("There are about 40 wells, of which 14 are open and 25 are dry.")), 0);
	assert_int_equal(wrong_parts(S("There are 40 wells, of which 14 are open\n\nand 27 are dry.")), 0);
}

/* ---- documents that disagree */

static struct document *figure_document(size_t which, slice name, slice value, slice period, slice qualifier) {
	struct document *d = new_document(&arenas[which], name, S("Ford has many wells.\n"));
	sample_mention(d, S("Ford"), S("place"), S("Ford"), S("place:ford"));
	SAMPLE_RECORD(d, TABLE_figures, S("many wells"), S("r"), S("count"), value, ABSENT, ABSENT, S("wells"),
	        qualifier, S("place:ford"), period);
	document_record_ids(d);
	return d;
}

static void documents_that_disagree_are_told_of(void **state) {
	(void)state;
	struct document *d[] = {figure_document(0, S("a.txt"), S("4"), S("2020"), ABSENT),
	        figure_document(1, S("b.txt"), S("5"), S("2020"), ABSENT),
	        figure_document(2, S("c.txt"), S("4.0"), S("2020"), ABSENT)};
	collect_core(d, 3);
	assert_int_equal(findings_of(S("figures-disagree")), 1);
	assert_contains(written("out/findings.csv"), S("\"Ford, wells, 2020: 5 here, 4 in a.txt\",b.txt,9,19,"));
}

static void another_date_or_a_rough_number_is_no_contradiction(void **state) {
	(void)state;
	struct document *d[] = {figure_document(0, S("a.txt"), S("4"), S("2020"), ABSENT),
	        figure_document(1, S("b.txt"), S("5"), S("2021"), ABSENT),
	        figure_document(2, S("c.txt"), S("6"), S("2020"), S("about"))};
	collect_core(d, 3);
	assert_int_equal(findings_of(S("figures-disagree")), 0);
}

/* ---- views of rules/nhs */

static struct document *systems_document(size_t which, slice name) {
	struct document *d = new_document(&arenas[which], name,
	        S("Kent and Medway in the South East became an ICS in April 2021. Lost Valley.\n"));
	sample_mention(d, S("Kent and Medway"), S("system"), S("Kent and Medway"), S("ods:QKS"));
	sample_mention(d, S("South East"), S("place"), S("South East"), S("place:south east"));
	sample_mention(d, S("Lost Valley"), S("system"), S("Lost Valley"), S("system:lost valley"));
	SAMPLE_RECORD(d, TABLE_relations, S("became an ICS in April 2021"), S("r"), S("ods:QKS"), S("has-form"), ABSENT,
	        S("ICS"), S("2021-04"));
	SAMPLE_RECORD(d, TABLE_relations, S("in the South East"), S("r"), S("ods:QKS"), S("member-of"),
	        S("place:south east"));
	SAMPLE_RECORD(d, TABLE_events, S("became an ICS"), S("r"), S("established"), S("ods:QKS"), S("2021-04"),
	        S("became an ICS"));
	SAMPLE_RECORD(d, TABLE_events, S("Lost"), S("r"), S("announced"), S("system:lost valley"), S("2016-06"),
	        S("Lost Valley"));
	SAMPLE_RECORD(d, TABLE_events, S("Lost Valley"), S("r"), S("announced"), S("system:lost valley"), ABSENT,
	        S("undated"));
	document_record_ids(d);
	return d;
}

static void systems_have_a_row_each_with_what_is_said_of_them(void **state) {
	(void)state;
	struct document *d[] = {systems_document(0, S("a.txt")), systems_document(1, S("b.txt"))};
	assert_true(collect_into("out", load_rules("rules/nhs"), d, 2));
	slice systems = written("out/systems.csv");
	assert_true(slice_starts(systems,
	        S("ods_code,name,ons_code,region,forms,aliases,documents,evidence,register_region,register_forms,"
	          "register_successor\n"
	          "QKS,Kent and Medway,E54000032,South East,a.txt: ICS since 2021-04; b.txt: ICS since 2021-04,")));
	assert_contains(systems, S("Kent and Medway STP"));
	assert_contains(systems, S("\n,Lost Valley,,,,,a.txt; b.txt,"));
	/* Two mentions, two forms and two regions are the evidence of the first row. */
	struct cut row = slice_cut(slice_cut(systems, S(",a.txt; b.txt,")).tail, S(","));
	assert_int_equal(row.head.n, 6 * 20 + 5);
	assert_true(slice_starts(row.tail, S("South East,2016-03: STP; 2021-04-01: ICS; 2022-07-01: ICB,\n")));
	size_t rows = 0;
	for (slice rest = systems; rest.n > 0; rest = slice_cut(rest, S("\n")).tail) rows++;
	assert_int_equal(rows, 3);
}

static void the_timeline_stands_in_order_of_dates(void **state) {
	(void)state;
	struct document *d = systems_document(0, S("a.txt"));
	slice lost, became, form;
	arena a = {0};
	lost = became = form = ABSENT;
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		slice id = arena_copy(&a, r->id);
		if (r->kind == &tables[TABLE_relations] &&
		        slice_equal(record_get(r, COLUMN_relations_predicate), S("has-form")))
			form = id;
		if (r->kind != &tables[TABLE_events] || record_get(r, COLUMN_events_date).n == 0) continue;
		*(slice_equal(record_get(r, COLUMN_events_type), S("announced")) ? &lost : &became) = id;
	}
	assert_true(collect_into("out", load_rules("rules/nhs"), &d, 1));
	assert_slice_equal(written("out/timeline.csv"),
	        say(&scratch,
	                S("date,type,entity,text,document,evidence\n2016-06,announced,Lost Valley,Lost Valley,a.txt,"),
	                lost, S("\n2021-04,established,Kent and Medway,became an ICS,a.txt,"), became,
	                S("\n2021-04,has-form,Kent and Medway,ICS: became an ICS in April 2021,a.txt,"), form,
	                S("\n")));
	arena_free(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {TEST(a_total_that_is_none_is_told_with_both_numbers),
	        TEST(right_totals_are_passed_over), TEST(words_that_only_begin_alike_are_no_totals),
	        TEST(what_could_not_be_read_is_not_added), TEST(shares_and_averages_are_not_added),
	        TEST(rounding_is_allowed_for_behind_the_point), TEST(totals_of_parts_are_not_added_twice),
	        TEST(parts_that_do_not_make_their_whole_are_told), TEST(parts_that_make_it_are_passed_over),
	        TEST(some_of_the_parts_are_no_contradiction), TEST(documents_that_disagree_are_told_of),
	        TEST(another_date_or_a_rough_number_is_no_contradiction),
	        TEST(systems_have_a_row_each_with_what_is_said_of_them), TEST(the_timeline_stands_in_order_of_dates)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* rules/template_load.c and stages/extract_templates.c, extract_recut.c: lines of words cut into rows of cells. */
#include "asserts.h"
#include "pack_context.h"

#include "rules/template.h"

static void use(slice rules) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	write_pack_file("p/r.rules.yaml", rules);
	context.pack = load_well("p");
	context.matcher = matcher_new();
}

static struct document *run(slice text) {
	struct document *d = stage_read(&document_arena, S("d.txt"), text);
	stage_segment(d);
	stage_extract(d, &context);
	return d;
}

/* The document's blocks: cells as [text], rows after a line, other leaves as <text>. */
static slice shape(struct document *d) {
	arena *a = &document_arena;
	slice all = S("");
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->kind == BLOCK_row) all = say(a, all, b->header ? S("\nH ") : S("\n"));
		if (b->kind == BLOCK_cell) all = say(a, all, S("["), block_text(d, b), S("]"));
		if (b->kind == BLOCK_paragraph) all = say(a, all, S("\n<"), block_text(d, b), S(">"));
		if (b->kind == BLOCK_heading) all = say(a, all, S("\n<<"), block_text(d, b), S(">>"));
		if (b->parent != BLOCK_NO_PARENT) {
			assert_true((size_t)b->parent < i);
			assert_true(span_contains(d->blocks.v[b->parent].at, b->at));
		}
		assert_int_equal(b->id.n, 20);
	}
	return all;
}
#define assert_shape(text, expected) assert_slice_equal(shape(run(S(text))), S(expected))

#define NUMBERS                                                                                                        \
	"tables:\n"                                                                                                    \
	"  - id: t.numbers\n"                                                                                          \
	"    columns:\n"                                                                                               \
	"      - {name: label, match: '\\p{L} [^\\n]*? (?<! \\x20 )', header: '\\p{L}+'}\n"                            \
	"      - {name: number, match: '\\d+', header: '\\p{L}+ | \\( \\p{L} \\)'}\n"                                  \
	"    repeat: [number]\n    most: 4\n"
#define SIDES                                                                                                          \
	"tables:\n"                                                                                                    \
	"  - id: t.sides\n"                                                                                            \
	"    columns:\n"                                                                                               \
	"      - {name: label, match: '\\p{Lu} \\p{L}*'}\n"                                                            \
	"      - {name: number, match: '\\d+', header: '\\p{Ll}+'}\n"                                                  \
	"    repeat: [label, number]\n    least: 2\n    most: 3\n"
#define WORDS                                                                                                          \
	"tables:\n"                                                                                                    \
	"  - id: t.words\n"                                                                                            \
	"    columns:\n"                                                                                               \
	"      - {name: who, match: '\\p{Lu} [^\\n]*?'}\n"                                                             \
	"      - {name: grade, match: '[1-9] [ab]', header: 'Grade'}\n"                                                \
	"      - {name: what, match: '\\p{Lu} [^\\n]*'}\n"                                                             \
	"    header: required\n    rows: 1\n    more: '\\p{Ll} [^\\n]*'\n    skip: '-+'\n"

static void the_number_of_columns_is_that_which_fits_most_lines(void **state) {
	(void)state;
	use(S(NUMBERS));
	assert_shape(
	        "Ward A 12 13\nBath House 4 5\nMill 77 8\n", "\n[Ward A][12][13]\n[Bath House][4][5]\n[Mill][77][8]");
	assert_shape(
	        "Ward 4 12 13\nBath House 4 5\nMill 77 8\n", "\n[Ward 4][12][13]\n[Bath House][4][5]\n[Mill][77][8]");
}

static void a_header_line_is_cut_by_its_own_patterns_and_may_lack_its_corner(void **state) {
	(void)state;
	use(S(NUMBERS));
	assert_shape("Site Beds Staff\nMill 77 8\nBath 4 5\n", "\nH [Site][Beds][Staff]\n[Mill][77][8]\n[Bath][4][5]");
	assert_shape("(a) (b)\nMill 77 8\nBath 4 5\n", "\nH [][(a)][(b)]\n[Mill][77][8]\n[Bath][4][5]");
}

static void what_is_left_of_a_paragraph_stays_one(void **state) {
	(void)state;
	use(S(NUMBERS));
	assert_shape("Some words come before the table.\nMill 77 8\nBath 4 5\nAnd some words come behind it.\n",
	        "\n<Some words come before the table.>\n[Mill][77][8]\n[Bath][4][5]\n<And some words come behind it.>");
}

static void two_rows_are_needed_and_no_blank_line_stands_between(void **state) {
	(void)state;
	use(S(NUMBERS));
	assert_shape("Mill 77 8\n", "\n<Mill 77 8>");
	assert_shape("Mill 77 8\n\nBath 4 5\n", "\n<Mill 77 8>\n<Bath 4 5>");
}

static void lines_with_columns_that_can_be_seen_are_left_alone(void **state) {
	(void)state;
	use(S(NUMBERS));
	struct document *d = run(S("Mill 77\t8\nBath 4\t5\n"));
	for (size_t i = 0; i < d->blocks.n; i++)
		assert_false(slice_equal(block_method(&d->blocks.v[i]), S("template")));
}

static void no_break_spaces_hold_the_place_of_empty_cells(void **state) {
	(void)state;
	use(S(SIDES));
	assert_shape(
	        "Nurses 41 Clerks 3\nDoctors 5 \xC2\xA0 \xC2\xA0\n\xC2\xA0 \xC2\xA0 Porters 9\nAll 46 \xC2\xA0 12\n",
	        "\n[Nurses][41][Clerks][3]\n[Doctors][5][][]\n[][][Porters][9]\n[All][46][][12]");
	struct document *d = run(S("Nurses 41 Clerks 3\n\xC2\xA0 \xC2\xA0 Porters 9\nAll 46 Total 12\n"));
	const struct record *table = NULL;
	for (size_t i = 0; i < d->records.n && table == NULL; i++)
		if (d->records.v[i].kind == &tables[TABLE_tables]) table = &d->records.v[i];
	assert_non_null(table);
	assert_slice_equal(table->rule, S("t.sides"));
	assert_slice_equal(record_get(table, COLUMN_tables_method), S("template"));
	assert_slice_equal(record_get(table, COLUMN_tables_fit), S("1"));
	assert_slice_equal(record_get(table, COLUMN_tables_rows), S("3"));
}

static void groups_at_the_end_may_be_missing_and_cost_fit(void **state) {
	(void)state;
	use(S(SIDES));
	struct document *d = run(S("Nurses 41 Clerks 3\nDoctors 5 Porters 9\nCooks 7\nAll 46 Total 12\n"));
	assert_slice_equal(shape(d), S("\n[Nurses][41][Clerks][3]\n[Doctors][5][Porters][9]\n[Cooks][7][][]\n"
	                               "[All][46][Total][12]"));
	assert_slice_equal(block_fit(&d->blocks.v[0]), S("0.75"));
	assert_shape("Cooks 7\nMaids 9\nClerks 3\n", "\n<Cooks 7>\n<Maids 9>\n<Clerks 3>");
}

static void a_header_of_groups_runs_together(void **state) {
	(void)state;
	use(S(SIDES));
	assert_shape("Wards staff, Clinics heads\nNurses 41 Clerks 3\nDoctors 5 Porters 9\n",
	        "\nH [Wards][staff][Clinics][heads]\n[Nurses][41][Clerks][3]\n[Doctors][5][Porters][9]");
}

static void wrapped_ends_and_lines_to_skip(void **state) {
	(void)state;
	use(S(WORDS));
	struct document *d = run(S("Post Grade Where\n---\nChief cook 8a In the kitchen\nand the larder\n---\n"
	                           "Maid 4b Upstairs\n"));
	/* The first rule stands before any row. */
	assert_true(slice_find(shape(d), S("[Chief cook]")) == SIZE_MAX);
	d = run(S("Post Grade Where\nChief cook 8a In the kitchen\nand the larder\nMaid 4b Upstairs\n"));
	assert_slice_equal(shape(d),
	        S("\nH [Post][Grade][Where]\n[Chief cook][8a][In the kitchen and the larder]\n[Maid][4b][Upstairs]"));
	for (size_t i = 0; i < d->records.n; i++)
		if (slice_starts(record_quote(d, &d->records.v[i]), S("In the"))) {
			assert_int_equal(d->records.v[i].parts.n, 2);
			return;
		}
	fail_msg("no cell in two pieces");
}

static void a_required_header_is_required(void **state) {
	(void)state;
	use(S(WORDS));
	assert_shape("Chief cook 8a In the kitchen\nMaid 4b Upstairs\n",
	        "\n<Chief cook 8a In the kitchen>\n<Maid 4b Upstairs>");
}

static void sections_stand_before_rows_alone(void **state) {
	(void)state;
	use(S(NUMBERS "    sections: true\n"));
	assert_shape("Site Beds Staff\nNorth\nMill 77 8\nSouth\nBath 4 5\nNotes\n",
	        "\nH [Site][Beds][Staff]\n[North][][]\n[Mill][77][8]\n[South][][]\n[Bath][4][5]\n<Notes>");
}

static void a_line_that_fits_nothing_is_kept_and_told(void **state) {
	(void)state;
	use(S(NUMBERS));
	struct document *d = run(S("Mill 77 8\nBath 4 5\n(closed)\nDale 6 7\nHill 1 2\n"));
	assert_slice_equal(shape(d), S("\n[Mill][77][8]\n[Bath][4][5]\n[(closed)][][]\n[Dale][6][7]\n[Hill][1][2]"));
	assert_slice_equal(block_fit(&d->blocks.v[0]), S("0.8"));
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("table-line"));
	assert_slice_equal(slice_at(d->text, d->findings.v[0].at), S("(closed)"));
}

static void sections_and_ids_of_other_blocks_stay(void **state) {
	(void)state;
	use(S(NUMBERS));
	slice text = S("# One\n\nWords.\n\nMill 77 8\nBath 4 5\n\n- item\n\n# Two\n\nMore words.\n");
	struct document *before = stage_read(&document_arena, S("d.txt"), text), *d = run(text);
	stage_segment(before);
	for (size_t i = 0; i < before->blocks.n; i++) {
		const struct block *b = &before->blocks.v[i];
		if (b->kind == BLOCK_paragraph && slice_starts(slice_at(text, b->at), S("Mill"))) continue;
		if (b->kind == BLOCK_paragraph && slice_starts(slice_at(text, b->at), S("Bath"))) continue;
		bool found = false;
		for (size_t k = 0; k < d->blocks.n; k++) {
			if (!slice_equal(d->blocks.v[k].id, b->id)) continue;
			found = true;
			assert_slice_equal(d->blocks.v[k].section, b->section);
			assert_int_equal(d->blocks.v[k].kind, b->kind);
		}
		assert_true(found);
	}
	assert_slice_equal(d->title, S("One"));
}

static void a_higher_template_takes_lines_first(void **state) {
	(void)state;
	use(S(NUMBERS "  - id: t.other\n    columns:\n      - {name: all, match: '\\p{Lu} [^\\n]*'}\n    header: none\n"
	              "    priority: 5\n"));
	assert_slice_equal(context.pack->templates.v[0]->id, S("t.other"));
	assert_shape("Mill 77 8\nBath 4 5\n", "\n[Mill 77 8]\n[Bath 4 5]");
}

static void walks_that_lead_to_nothing_are_short(void **state) {
	(void)state;
	use(S(SIDES));
	struct buf text = {0};
	for (size_t i = 0; i < 20000; i++) buf_put(&text, i % 2 ? S("Word 12\n") : S("Word 13\n"));
	struct document *d = run(buf_slice(&text)); /* quadratic, it would take minutes */
	assert_int_equal(d->blocks.n, 20000);
	buf_free(&text);
}

/* ---- loading */

/* Lines of words and numbers, some of them tables. */
static slice many_lines(size_t lines) {
	static const char *const words[] = {"Bay", "of", "12", "boats", "(s)", "7", "Mill", "ſix", "and"};
	struct buf text = {0};
	uint32_t random = 1;
	for (size_t i = 0; i < lines; i++) {
		for (unsigned k = 0; k < 6; k++) {
			random = random * 1103515245u + 12345u;
			size_t pick = (random >> 24) % (sizeof words / sizeof *words + 2);
			if (pick < sizeof words / sizeof *words) buf_put(&text, slice_of(words[pick]));
			buf_put(&text, k < 5 ? S(" ") : S("\n"));
		}
		if ((random >> 20) % 8 == 0) buf_put(&text, S("\nWards Beds\nHill 12\nMill bay 34\nBay 5\n\n"));
	}
	slice all = arena_copy(&document_arena, buf_slice(&text));
	buf_free(&text);
	return all;
}

/* So long a pattern that it has a sieve with one number, too. */
#define NO_LABELS                                                                                                      \
	"page | chapter | figure | appendix | section | paragraph | column | schedule | annex | volume | edition"
#define LONG_NUMBERS                                                                                                   \
	"tables:\n"                                                                                                    \
	"  - id: t.long\n"                                                                                             \
	"    columns:\n"                                                                                               \
	"      - name: label\n"                                                                                        \
	"        match: '(?! (?i: " NO_LABELS " ) \\x20 ) (?! (?i: " NO_LABELS                                         \
	" ) s \\x20 ) \\p{L} [^\\n]*? (?<! \\x20 )'\n"                                                                 \
	"      - {name: number, match: '\\d+', header: '\\p{L}+'}\n"                                                   \
	"    repeat: [number]\n    most: 2\n"

static void lines_are_sieved_when_there_are_many_and_no_table_is_lost(void **state) {
	(void)state;
	use(S(LONG_NUMBERS));
	slice text = many_lines(2000);
	slice sieved = shape(run(text)), again = shape(run(text));
	struct sieves *made = prefilter_lend(context.pack->prefilter);
	for (size_t i = 0; i < template_lines(context.pack->templates.v[0]); i++)
		if (template_line(context.pack->templates.v[0], i) != NULL)
			assert_true(sieves_have(made, context.pack->templates.v[0]->number + i));
	prefilter_take_back(context.pack->prefilter, made);
	context.prefilter = PREFILTER_NEVER;
	slice plain = shape(run(text));
	context.prefilter = PREFILTER_WHEN_IT_PAYS;
	assert_slice_equal(sieved, plain);
	assert_slice_equal(again, plain);
	assert_true(slice_find(plain, S("[Mill bay][34]")) != SIZE_MAX);
}

static void refused(slice rules, enum code code, size_t line, size_t at) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	write_pack_file("p/r.rules.yaml", rules);
	assert_null(load("p"));
	asserts_said(code, S("p/r.rules.yaml"), line, at, __FILE__, __LINE__);
}

#define ONE "tables:\n  - id: t\n    columns:\n      - {name: a, match: 'a'}\n      - {name: b, match: 'b'}\n"

static void wrong_templates_are_refused_where_they_are_wrong(void **state) {
	(void)state;
	refused(S(ONE "    repeat: [a]\n"), CODE_VALUE_UNKNOWN, 6, 13);
	refused(S(ONE "    most: 3\n"), CODE_VALUE_UNKNOWN, 6, 11);
	refused(S(ONE "    repeat: [b]\n    most: 24\n"), CODE_VALUE_UNKNOWN, 7, 11);
	refused(S(ONE "    repeat: [b]\n    least: 3\n    most: 2\n"), CODE_VALUE_UNKNOWN, 8, 11);
	refused(S(ONE "    header: maybe\n"), CODE_VALUE_UNKNOWN, 6, 13);
	refused(S(ONE "    colums: 3\n"), CODE_KEY_UNKNOWN, 6, 5);
	refused(S("tables:\n  - id: t\n    columns:\n      - {name: a, match: '(?<x> a )'}\n"), CODE_CAPTURE_UNUSED, 4,
	        26);
	refused(S("tables:\n  - id: t\n    columns:\n      - {name: a, match: '( a'}\n"), CODE_PATTERN, 4, 27);
	refused(S("tables:\n  - id: t\n    columns:\n      - {name: a}\n"), CODE_KEY_MISSING, 4, 10);
	refused(S(ONE "    examples:\n      - {text: 'a b', gives: [a]}\n"), CODE_TYPE_WRONG, 7, 31);
	refused(S(ONE "  - id: t\n    columns:\n      - {name: a, match: 'a'}\n"), CODE_ID_TWICE, 6, 9);
}

static void cells_may_have_groups_without_names_and_blanks_of_their_own(void **state) {
	(void)state;
	use(S("tables:\n"
	      "  - id: t.groups\n"
	      "    columns:\n"
	      "      - {name: who, match: '\\p{Lu} \\p{L}* (\\x20 \\p{L}+)?'}\n"
	      "      - {name: share, match: '\\d+ \\x20 of \\x20 \\d+'}\n"
	      "      - {name: number, match: '\\d+'}\n"
	      "    header: none\n"));
	assert_shape("Mill House 1 of 2 7\nBath 3 of 4 5\n", "\n[Mill House][1 of 2][7]\n[Bath][3 of 4][5]");
	assert_shape("Mill 1\nBath 3\n", "\n<Mill 1>\n<Bath 3>");
}

static void refused_together(slice columns) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	write_pack_file("p/r.rules.yaml", say(&scratch, S("tables:\n  - id: t\n    columns:\n"), columns));
	assert_null(load("p"));
	assert_true(slice_starts(said.list.v[0].message, S("the columns do not make one pattern")));
}

static void columns_that_only_compile_by_themselves_are_told_when_the_pack_is_loaded(void **state) {
	(void)state;
	refused_together(S("      - {name: a, match: '(?: [a-z] [0-9] ){300}'}\n"
	                   "      - {name: b, match: '(?: [a-z] [0-9] ){850}'}\n"));
	refused_together(S("      - {name: a, match: '\\Qa'}\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, tear_down)
int main(void) {
	const struct CMUnitTest tests[] = {TEST(cells_may_have_groups_without_names_and_blanks_of_their_own),
	        TEST(columns_that_only_compile_by_themselves_are_told_when_the_pack_is_loaded),
	        TEST(the_number_of_columns_is_that_which_fits_most_lines),
	        TEST(a_header_line_is_cut_by_its_own_patterns_and_may_lack_its_corner),
	        TEST(what_is_left_of_a_paragraph_stays_one), TEST(two_rows_are_needed_and_no_blank_line_stands_between),
	        TEST(lines_with_columns_that_can_be_seen_are_left_alone),
	        TEST(no_break_spaces_hold_the_place_of_empty_cells),
	        TEST(groups_at_the_end_may_be_missing_and_cost_fit), TEST(a_header_of_groups_runs_together),
	        TEST(wrapped_ends_and_lines_to_skip), TEST(a_required_header_is_required),
	        TEST(sections_stand_before_rows_alone), TEST(a_line_that_fits_nothing_is_kept_and_told),
	        TEST(sections_and_ids_of_other_blocks_stay), TEST(a_higher_template_takes_lines_first),
	        TEST(walks_that_lead_to_nothing_are_short),
	        TEST(lines_are_sieved_when_there_are_many_and_no_table_is_lost),
	        TEST(wrong_templates_are_refused_where_they_are_wrong)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* stages/extract_tables.c: table blocks as records. */
#include "asserts.h"
#include "packs.h"

#include "stages/stages.h"

static arena document_arena;

static int tear_down(void **state) {
	arena_free(&document_arena);
	return remove_pack_root(state);
}

static struct document *extracted(slice text) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	struct rule_context c = {.pack = load_well("p"), .matcher = matcher_new()};
	struct document *d = stage_read(&document_arena, S("d.txt"), text);
	stage_segment(d);
	stage_extract(d, &c);
	matcher_free(c.matcher);
	arena_free(&c.scratch);
	return d;
}

static const struct record *table_at(const struct document *d, size_t nth) {
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_tables] && nth-- == 0) return &d->records.v[i];
	fail_msg("too few tables");
	return NULL;
}

static const struct record *cell_at(const struct document *d, slice table, slice row, slice column) {
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_table_cells] &&
		        slice_equal(record_get(r, COLUMN_table_cells_table_id), table) &&
		        slice_equal(record_get(r, COLUMN_table_cells_row), row) &&
		        slice_equal(record_get(r, COLUMN_table_cells_column), column))
			return r;
	}
	return NULL;
}

static void a_table_states_its_size_and_how_it_was_found(void **state) {
	(void)state;
	struct document *d = extracted(S("# Fruit\n\n| Name | Kilos |\n|---|---|\n| Apple | 3 |\n| Pear | 4 |\n"));
	const struct record *t = table_at(d, 0);
	assert_slice_equal(record_get(t, COLUMN_tables_columns), S("2"));
	assert_slice_equal(record_get(t, COLUMN_tables_rows), S("2"));
	assert_slice_equal(record_get(t, COLUMN_tables_section), S("Fruit"));
	assert_slice_equal(record_get(t, COLUMN_tables_method), S("bars"));
	assert_slice_equal(record_get(t, COLUMN_tables_fit), S("1"));
	assert_slice_equal(t->rule, S("structure.table"));
}

static void the_header_is_row_0_and_every_cell_below_names_it(void **state) {
	(void)state;
	struct document *d = extracted(S("| Name | Kilos |\n|---|---|\n| Apple | 3 |\n"));
	slice id = table_at(d, 0)->id;
	const struct record *head = cell_at(d, id, S("0"), S("2")), *body = cell_at(d, id, S("1"), S("2"));
	assert_slice_equal(record_get(head, COLUMN_table_cells_text), S("Kilos"));
	assert_null(record_get(head, COLUMN_table_cells_header).p);
	assert_slice_equal(record_get(body, COLUMN_table_cells_header), S("Kilos"));
	assert_slice_equal(record_get(body, COLUMN_table_cells_text), S("3"));
	assert_slice_equal(slice_at(d->text, body->at), S("3"));
}

static void without_a_header_rows_count_from_1(void **state) {
	(void)state;
	struct document *d = extracted(S("| Apple | 3 |\n| Pear | 4 |\n"));
	slice id = table_at(d, 0)->id;
	assert_slice_equal(record_get(table_at(d, 0), COLUMN_tables_rows), S("2"));
	assert_null(cell_at(d, id, S("0"), S("1")));
	assert_slice_equal(record_get(cell_at(d, id, S("1"), S("1")), COLUMN_table_cells_text), S("Apple"));
	assert_null(record_get(cell_at(d, id, S("1"), S("1")), COLUMN_table_cells_header).p);
}

static void an_empty_cell_is_blank_and_has_a_place_without_length(void **state) {
	(void)state;
	struct document *d = extracted(S("| Name | Kilos |\n|---|---|\n| Apple |  |\n"));
	const struct record *c = cell_at(d, table_at(d, 0)->id, S("1"), S("2"));
	assert_non_null(c);
	assert_int_equal(span_length(c->at), 0);
	assert_slice_equal(record_get(c, COLUMN_table_cells_absent), S("blank"));
	assert_true(record_get(c, COLUMN_table_cells_text).p != NULL);
	assert_int_equal(record_get(c, COLUMN_table_cells_text).n, 0);
}

static void rows_may_be_shorter_and_longer_than_the_header(void **state) {
	(void)state;
	struct document *d = extracted(S("| A | B |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n"));
	slice id = table_at(d, 0)->id;
	assert_slice_equal(record_get(table_at(d, 0), COLUMN_tables_columns), S("3"));
	assert_slice_equal(record_get(cell_at(d, id, S("1"), S("2")), COLUMN_table_cells_absent), S("blank"));
	assert_null(record_get(cell_at(d, id, S("2"), S("3")), COLUMN_table_cells_header).p);
}

static void cells_name_their_own_table(void **state) {
	(void)state;
	struct document *d = extracted(S("| A | B |\n|---|---|\n| 1 | 2 |\n\nText between the two, as it were.\n\n"
	                                 "| C | D |\n|---|---|\n| 3 | 4 |\n"));
	assert_slice_equal(record_get(cell_at(d, table_at(d, 0)->id, S("1"), S("1")), COLUMN_table_cells_text), S("1"));
	assert_slice_equal(record_get(cell_at(d, table_at(d, 1)->id, S("1"), S("1")), COLUMN_table_cells_text), S("3"));
}

/* Captions are made by hand: which lines are captions is the segmenter's to say. */
static struct document *with_captions(bool above, bool below, bool table_behind) {
	struct document *d = stage_read(&document_arena, S("d.txt"), S("above x below y"));
	struct rule_context c = {.pack = load_well("p"), .matcher = matcher_new()};
	span places[] = {{0, 5}, {6, 7}, {8, 13}, {14, 15}};
	for (size_t i = 0; i < 4; i++) {
		bool table = i == 1 || (i == 3 && table_behind), caption = (i == 0 && above) || (i == 2 && below);
		int parent = BLOCK_NO_PARENT;
		if (table) {
			document_block(d, BLOCK_table, parent, places[i]);
			parent = (int)d->blocks.n;
			document_block(d, BLOCK_row, parent - 1, places[i]);
		}
		struct block *b = document_block(d,
		        table     ? BLOCK_cell
		        : caption ? BLOCK_caption
		                  : BLOCK_paragraph,
		        parent, places[i]);
		*vec_push(&document_arena, &b->parts) = places[i];
	}
	document_block_ids(d);
	clean_build(d);
	stage_extract(d, &c);
	matcher_free(c.matcher);
	arena_free(&c.scratch);
	return d;
}

static void a_caption_stands_right_before_or_behind(void **state) {
	(void)state;
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	struct document *d = with_captions(true, true, false);
	assert_slice_equal(record_get(table_at(d, 0), COLUMN_tables_caption), S("above"));
	d = with_captions(false, true, false);
	assert_slice_equal(record_get(table_at(d, 0), COLUMN_tables_caption), S("below"));
	d = with_captions(false, true, true); /* it is the second table's */
	assert_null(record_get(table_at(d, 0), COLUMN_tables_caption).p);
	assert_slice_equal(record_get(table_at(d, 1), COLUMN_tables_caption), S("below"));
	d = with_captions(false, false, false);
	assert_null(record_get(table_at(d, 0), COLUMN_tables_caption).p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, tear_down)
int main(void) {
	const struct CMUnitTest tests[] = {TEST(a_table_states_its_size_and_how_it_was_found),
	        TEST(the_header_is_row_0_and_every_cell_below_names_it), TEST(without_a_header_rows_count_from_1),
	        TEST(an_empty_cell_is_blank_and_has_a_place_without_length),
	        TEST(rows_may_be_shorter_and_longer_than_the_header), TEST(cells_name_their_own_table),
	        TEST(a_caption_stands_right_before_or_behind)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

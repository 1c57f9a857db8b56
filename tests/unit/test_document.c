/* Documents: records and findings, ids, sections, and the way from a place to its block. */
#include "one_arena.h"

#include "base/sha256.h"
#include "model/document.h"

static struct document *new_document(slice text) {
	struct document *d = document_new(&a);
	d->name = S("a.txt");
	d->text = text;
	return d;
}

/* A leaf of one part, the whole of it. */
static struct block *add_leaf(struct document *d, enum block_kind kind, size_t start, size_t end) {
	struct block *b = document_block(d, kind, BLOCK_NO_PARENT, (span){start, end});
	*vec_push(&a, &b->parts) = b->at;
	return b;
}

static struct record *add_figure(struct document *d, size_t start, size_t end, slice kind, slice value, slice rule) {
	struct record *r = document_record(d, &tables[TABLE_figures], (span){start, end}, rule);
	record_set(r, COLUMN_figures_kind, kind, SPAN_NONE);
	record_set(r, COLUMN_figures_value, value, (span){start, end});
	return r;
}

/* ---- records and findings */

static void a_new_record_has_no_values(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	struct record *r = document_record(d, &tables[TABLE_figures], (span){0, 2}, S("count.plain"));
	for (size_t i = 0; i < r->kind->count; i++) {
		assert_slice_equal(record_get(r, i), ABSENT);
		assert_true(span_is_none(r->fields[i].at));
	}
	assert_slice_equal(record_quote(d, r), S("12"));
}

static void a_capture_is_found_by_name(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	struct record *r = document_record(d, &tables[TABLE_figures], (span){0, 7}, S("count.plain"));
	*vec_push(&a, &r->captures) = (struct capture){S("number"), {0, 2}};
	*vec_push(&a, &r->captures) = (struct capture){S("noun"), {3, 7}};
	assert_span_equal(record_capture(r, S("noun")), ((span){3, 7}));
	assert_true(span_is_none(record_capture(r, S("unit"))));
}

static void findings_take_their_level_from_the_catalogue(void **state) {
	(void)state;
	struct document *d = new_document(S("x"));
	assert_int_equal(document_worst(d), LEVEL_NOTE);
	struct finding *f = document_finding(d, CODE_LIST_LOST, SPAN_NONE, S("nothing follows"));
	assert_int_equal(f->severity, LEVEL_WARNING);
	assert_slice_equal(f->code, S("list-lost"));
	document_finding(d, CODE_BLOCK_CUT, SPAN_NONE, S("cut"));
	assert_int_equal(document_worst(d), LEVEL_WARNING);
}

static void a_failed_document_keeps_only_findings(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	add_leaf(d, BLOCK_paragraph, 0, 7);
	add_figure(d, 0, 2, S("count"), S("12"), S("r"));
	document_finding(d, CODE_BLOCK_CUT, SPAN_NONE, S("cut"));
	clean_build(d);
	document_fail(d, CODE_LIMIT, (span){0, 7}, S("too much"));
	assert_int_equal(d->status, DOCUMENT_FAILED);
	assert_int_equal(d->blocks.n + d->records.n + d->text.n + d->clean.text.n, 0);
	assert_int_equal(d->findings.n, 2);
	assert_int_equal(document_worst(d), LEVEL_ERROR);
}

/* ---- ids */

static void a_block_id_hashes_name_kind_place_and_ordinal(void **state) {
	(void)state;
	struct document *d = new_document(S("- one\n- two\n"));
	document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){0, 5});
	document_block(d, BLOCK_item, 0, (span){0, 5});
	document_block(d, BLOCK_item, 0, (span){6, 11});
	document_block_ids(d);
	assert_slice_equal(d->blocks.v[0].id, id_of(&a, S("a.txt"), S("block"), S("0"), S("5"), S("0")));
	assert_slice_equal(d->blocks.v[1].id, id_of(&a, S("a.txt"), S("block"), S("0"), S("5"), S("1")));
	assert_slice_equal(d->blocks.v[2].id, id_of(&a, S("a.txt"), S("block"), S("6"), S("11"), S("0")));
}

static slice figure_id(const char *ordinal) {
	return id_of(&a, S("a.txt"), S("figure"), S("0"), S("2"), slice_of(ordinal));
}

static void records_of_one_place_are_numbered_by_their_values(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	add_figure(d, 0, 2, S("number"), S("12"), S("a"));
	add_figure(d, 0, 2, S("count"), S("12"), S("b"));
	add_figure(d, 0, 2, ABSENT, S("12"), S("c"));
	document_record(d, &tables[TABLE_dates], (span){0, 2}, S("d"));
	document_record_ids(d);
	assert_slice_equal(d->records.v[0].id, figure_id("2"));
	assert_slice_equal(d->records.v[1].id, figure_id("1"));
	assert_slice_equal(d->records.v[2].id, figure_id("0"));
	assert_slice_equal(d->records.v[3].id, id_of(&a, S("a.txt"), S("date"), S("0"), S("2"), S("0")));
}

static void captures_then_rules_decide_between_equal_values(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	for (size_t i = 0; i < 3; i++) add_figure(d, 0, 2, S("count"), S("12"), i == 1 ? S("a") : S("b"));
	*vec_push(&a, &d->records.v[0].captures) = (struct capture){S("x"), {1, 2}};
	*vec_push(&a, &d->records.v[1].captures) = (struct capture){S("x"), {1, 2}};
	*vec_push(&a, &d->records.v[2].captures) = (struct capture){S("x"), {0, 2}};
	document_record_ids(d);
	assert_slice_equal(d->records.v[0].id, figure_id("2"));
	assert_slice_equal(d->records.v[1].id, figure_id("1"));
	assert_slice_equal(d->records.v[2].id, figure_id("0"));
}

static void given_ids_stay_and_count_first(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds"));
	add_figure(d, 0, 2, S("number"), S("12"), S("r"));
	document_record_ids(d);
	slice first = d->records.v[0].id;
	add_figure(d, 0, 2, S("count"), S("12"), S("r")); /* would come first by its values */
	document_record_ids(d);
	assert_slice_equal(d->records.v[0].id, first);
	assert_slice_equal(first, figure_id("0"));
	assert_slice_equal(d->records.v[1].id, figure_id("1"));
}

static void ids_do_not_depend_on_the_order_of_records(void **state) {
	(void)state;
	struct document *d = new_document(S("12 beds")), *e = new_document(S("12 beds"));
	static const char *const values[] = {"1", "2", "12", "", "3"};
	for (size_t i = 0; i < 5; i++) add_figure(d, 0, 2, S("count"), slice_of(values[i]), S("r"));
	for (size_t i = 5; i-- > 0;) add_figure(e, 0, 2, S("count"), slice_of(values[i]), S("r"));
	document_record_ids(d);
	document_record_ids(e);
	for (size_t i = 0; i < 5; i++) assert_slice_equal(d->records.v[i].id, e->records.v[4 - i].id);
}

/* ---- blocks */

static void kinds_of_block_are_found_by_name(void **state) {
	(void)state;
	enum block_kind kind;
	for (size_t i = 0; i < BLOCK_COUNT; i++) {
		assert_true(block_kind_find(block_kind_text((enum block_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(block_kind_find(S("chapter"), &kind));
	assert_true(block_is_leaf(BLOCK_item));
	assert_false(block_is_leaf(BLOCK_list));
}

static void block_text_joins_parts_and_folds_blanks(void **state) {
	(void)state;
	struct document *d = new_document(S("- one\n  two \xC2\xA0 three|x"));
	struct block *b = document_block(d, BLOCK_item, BLOCK_NO_PARENT, (span){0, 22});
	assert_slice_equal(block_text(d, b), S(""));
	*vec_push(&a, &b->parts) = (span){2, 5};
	assert_slice_equal(block_text(d, b), S("one"));
	*vec_push(&a, &b->parts) = (span){8, 20};
	*vec_push(&a, &b->parts) = (span){20, 21}; /* touches: no blank */
	assert_slice_equal(block_text(d, b), S("one two three|"));
}

static void sections_follow_the_levels_of_headings(void **state) {
	(void)state;
	/*                                 0    2    4    6    8    10   12 */
	struct document *d = new_document(S("A\nb\nC\nd\nE\nf\nG\n"));
	add_leaf(d, BLOCK_paragraph, 0, 0);
	add_leaf(d, BLOCK_heading, 0, 1)->level = 1;
	add_leaf(d, BLOCK_paragraph, 2, 3);
	add_leaf(d, BLOCK_heading, 4, 5)->level = 3;
	add_leaf(d, BLOCK_paragraph, 6, 7);
	add_leaf(d, BLOCK_heading, 8, 9)->level = 2;
	add_leaf(d, BLOCK_paragraph, 10, 11);
	add_leaf(d, BLOCK_heading, 12, 13)->level = 1;
	document_sections(d);
	assert_slice_equal(d->blocks.v[0].section, ABSENT);
	assert_slice_equal(d->blocks.v[1].section, ABSENT);
	assert_slice_equal(d->blocks.v[2].section, S("A"));
	assert_slice_equal(d->blocks.v[3].section, S("A"));
	assert_slice_equal(d->blocks.v[4].section, S("A > C"));
	assert_slice_equal(d->blocks.v[5].section, S("A"));
	assert_slice_equal(d->blocks.v[6].section, S("A > E"));
	assert_slice_equal(d->blocks.v[7].section, ABSENT);
}

static void a_place_finds_the_block_whose_parts_hold_it(void **state) {
	(void)state;
	/*                                 0123456789 */
	struct document *d = new_document(S("- a\n- b\n\nc"));
	document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){0, 7});
	for (size_t at = 0; at < 8; at += 4) {
		struct block *item = document_block(d, BLOCK_item, 0, (span){at, at + 3});
		*vec_push(&a, &item->parts) = (span){at + 2, at + 3};
	}
	add_leaf(d, BLOCK_paragraph, 9, 10);
	clean_build(d);
	assert_int_equal(document_block_at(d, 0), -1);
	assert_int_equal(document_block_at(d, 2), 1);
	assert_int_equal(document_block_at(d, 3), -1);
	assert_int_equal(document_block_at(d, 6), 2);
	assert_int_equal(document_block_at(d, 9), 3);
	assert_int_equal(document_block_at(d, 10), -1);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_new_record_has_no_values),
	        cmocka_unit_test(a_capture_is_found_by_name),
	        cmocka_unit_test(findings_take_their_level_from_the_catalogue),
	        cmocka_unit_test(a_failed_document_keeps_only_findings),
	        cmocka_unit_test(a_block_id_hashes_name_kind_place_and_ordinal),
	        cmocka_unit_test(records_of_one_place_are_numbered_by_their_values),
	        cmocka_unit_test(captures_then_rules_decide_between_equal_values),
	        cmocka_unit_test(given_ids_stay_and_count_first),
	        cmocka_unit_test(ids_do_not_depend_on_the_order_of_records),
	        cmocka_unit_test(kinds_of_block_are_found_by_name),
	        cmocka_unit_test(block_text_joins_parts_and_folds_blanks),
	        cmocka_unit_test(sections_follow_the_levels_of_headings),
	        cmocka_unit_test(a_place_finds_the_block_whose_parts_hold_it),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* Rows of one document, and how a row looks in CSV and JSON Lines. */
#include "one_arena.h"

#include "dataset/rows.h"
#include "dataset/write.h"
#include "sample.h"

static struct rowset rows_in(const struct document *d, int table) {
	struct row_source source;
	row_source_open(&source, d, &a);
	return rows_of(&source, &tables[table], &a);
}

static slice cell(const struct rowset *set, size_t row, const char *column) {
	size_t i = row_column_find(set->table, slice_of(column));
	assert_int_not_equal(i, SIZE_MAX);
	return set->rows.v[row].cells[i];
}

static struct document *two_figures(void) {
	struct document *d = sample_document(&a, S("a.txt"),
	        S("First.\n\xC2\xA3"
	          "9 and \xC2\xA3"
	          "5m\r\nare spent"));
	SAMPLE_RECORD(d, TABLE_figures,
	        S("\xC2\xA3"
	          "5m"),
	        S("money"), S("money"), S("5000000"), ABSENT, S("GBP"));
	SAMPLE_RECORD(d, TABLE_figures,
	        S("\xC2\xA3"
	          "9"),
	        S("money"), S("money"), S("9"), ABSENT, S("GBP"));
	document_record_ids(d);
	return d;
}

static void evidence_stands_before_the_columns(void **state) {
	(void)state;
	struct document *d = two_figures();
	struct rowset set = rows_in(d, TABLE_figures);
	assert_int_equal(set.rows.n, 2);
	assert_slice_equal(cell(&set, 1, "id"), d->records.v[0].id);
	assert_slice_equal(cell(&set, 1, "document"), S("a.txt"));
	assert_slice_equal(cell(&set, 1, "start"), S("15"));
	assert_slice_equal(cell(&set, 1, "end"), S("19"));
	assert_slice_equal(cell(&set, 1, "line"), S("2"));
	assert_slice_equal(cell(&set, 1, "char"), S("8"));
	assert_slice_equal(cell(&set, 1, "rule"), S("money"));
	assert_slice_equal(cell(&set, 1, "quote"), S("\xC2\xA3"
	                                             "5m"));
	assert_slice_equal(cell(&set, 1, "value"), S("5000000"));
	assert_int_equal(cell(&set, 1, "value_to").n, 0);
	assert_slice_equal(cell(&set, 1, "unit"), S("GBP"));
}

static void rows_stand_in_order_of_place_rule_and_id(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a.txt"), S("one two three"));
	span one = {0, 3}, both = {0, 7}, two = {4, 7};
	document_record(d, &tables[TABLE_contacts], two, S("a"))->id = S("1");
	document_record(d, &tables[TABLE_contacts], both, S("a"))->id = S("2");
	document_record(d, &tables[TABLE_contacts], one, S("b"))->id = S("3");
	document_record(d, &tables[TABLE_contacts], one, S("a"))->id = S("5");
	document_record(d, &tables[TABLE_contacts], one, S("a"))->id = S("4");
	document_record(d, &tables[TABLE_dates], one, S("a"))->id = S("6");
	struct rowset set = rows_in(d, TABLE_contacts);
	const char *order = "45321";
	assert_int_equal(set.rows.n, 5);
	for (size_t i = 0; i < 5; i++) assert_slice_equal(cell(&set, i, "id"), ((slice){order + i, 1}));
}

static void the_document_has_one_row_with_its_counts(void **state) {
	(void)state;
	struct document *d = two_figures();
	d->title = S("First.");
	d->published = S("2019-06");
	*vec_push(&a, &d->waivers) = (struct waiver){.at = sample_span(d, S("First"))};
	struct rowset set = rows_in(d, TABLE_documents);
	assert_int_equal(set.rows.n, 1);
	assert_slice_equal(cell(&set, 0, "document"), S("a.txt"));
	assert_slice_equal(cell(&set, 0, "sha256"), sha256_hex(&a, d->text));
	assert_slice_equal(cell(&set, 0, "bytes"), S("30"));
	assert_slice_equal(cell(&set, 0, "lines"), S("3"));
	assert_slice_equal(cell(&set, 0, "title"), S("First."));
	assert_slice_equal(cell(&set, 0, "published"), S("2019-06"));
	assert_slice_equal(cell(&set, 0, "blocks"), S("1"));
	assert_slice_equal(cell(&set, 0, "records"), S("2"));
	assert_slice_equal(cell(&set, 0, "claimed_bytes"), S("7"));
	assert_slice_equal(cell(&set, 0, "waived_bytes"), S("5"));
	assert_slice_equal(cell(&set, 0, "unclaimed_bytes"), S("12"));
	assert_slice_equal(cell(&set, 0, "status"), S("ok"));
}

static void a_failed_document_has_a_row_and_its_finding(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("b.txt"), S("text"));
	document_fail(d, CODE_LIMIT, SPAN_NONE, S("rule x"));
	struct rowset documents = rows_in(d, TABLE_documents), findings = rows_in(d, TABLE_findings);
	assert_slice_equal(cell(&documents, 0, "status"), S("failed"));
	assert_slice_equal(cell(&documents, 0, "lines"), S("0"));
	assert_int_equal(findings.rows.n, 1);
	assert_slice_equal(cell(&findings, 0, "severity"), S("error"));
	assert_slice_equal(cell(&findings, 0, "code"), S("limit"));
	assert_slice_equal(cell(&findings, 0, "document"), S("b.txt"));
	assert_int_equal(cell(&findings, 0, "start").n, 0);
	assert_slice_equal(cell(&findings, 0, "id"), id_of(&a, S("b.txt"), S("limit"), S(""), S(""), S("rule x")));
}

static void findings_of_the_whole_document_come_first_and_none_twice(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("b.txt"), S("text"));
	document_finding(d, CODE_BLOCK_CUT, (span){0, 2}, S("here"));
	document_finding(d, CODE_LIST_LOST, SPAN_NONE, S("all"));
	document_finding(d, CODE_BLOCK_CUT, (span){0, 2}, S("here"));
	struct rowset set = rows_in(d, TABLE_findings);
	assert_int_equal(set.rows.n, 2);
	assert_slice_equal(cell(&set, 0, "message"), S("all"));
	assert_slice_equal(cell(&set, 1, "start"), S("0"));
	assert_slice_equal(cell(&set, 1, "end"), S("2"));
}

static void blocks_name_their_parents(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("c.txt"), S("- one"));
	d->blocks.n = 0;
	document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){0, 5})->level = 1;
	struct block *item = document_block(d, BLOCK_item, 0, (span){2, 5});
	item->level = 1;
	item->section = S("Top > Below");
	document_block_ids(d);
	struct rowset set = rows_in(d, TABLE_blocks);
	assert_int_equal(set.rows.n, 2);
	assert_int_equal(cell(&set, 0, "parent").n, 0);
	assert_slice_equal(cell(&set, 1, "parent"), d->blocks.v[0].id);
	assert_slice_equal(cell(&set, 1, "kind"), S("item"));
	assert_slice_equal(cell(&set, 1, "level"), S("1"));
	assert_slice_equal(cell(&set, 1, "section"), S("Top > Below"));
}

static void a_line_read_without_text_gives_rows_without_lines(void **state) {
	(void)state;
	struct document *d = two_figures();
	d->records.v[0].quote = S("\xC2\xA3"
	                          "5m");
	d->text = ABSENT;
	struct rowset set = rows_in(d, TABLE_figures);
	assert_int_equal(cell(&set, 1, "line").n, 0);
	assert_slice_equal(cell(&set, 1, "quote"), S("\xC2\xA3"
	                                             "5m"));
	assert_slice_equal(cell(&set, 1, "start"), S("15"));
}

/* ---- as bytes */

static void a_row_is_written_as_csv_and_as_json(void **state) {
	(void)state;
	struct buf b = {0};
	struct row_writer writer;
	const slice cells[] = {S("id"), S("a, \"b\""), S("0"), S("12"), S("1"), S("1"), S("r"), S("x\ny"), S("true"),
	        S("007"), S("maybe"), ABSENT, S("9007199254740993")};
	write_csv_header(&b, &tables[TABLE_lists]);
	assert_slice_equal(
	        buf_slice(&b), S("id,document,start,end,line,char,rule,quote,ordered,items,inline,intro,section\n"));
	buf_clear(&b);
	row_writer_open(&writer, &tables[TABLE_lists], &a);
	row_writer_put_one(&writer, cells, &b, NULL);
	assert_slice_equal(
	        buf_slice(&b), S("id,\"a, \"\"b\"\"\",0,12,1,1,r,\"x\ny\",true,007,maybe,,9007199254740993\n"));
	buf_clear(&b);
	row_writer_put_one(&writer, cells, NULL, &b);
	assert_slice_equal(buf_slice(&b),
	        S("{\"id\":\"id\",\"document\":\"a, "
	          "\\\"b\\\"\",\"start\":0,\"end\":12,\"line\":1,\"char\":1,\"rule\":\"r\","
	          "\"quote\":\"x\\ny\",\"ordered\":true,\"items\":\"007\",\"inline\":\"maybe\",\"intro\":null,"
	          "\"section\":\"9007199254740993\"}\n"));
	buf_free(&b);
}

/* A cell that stands in the row before is not looked at again; what another call writes there is. */
static void cells_are_looked_at_anew_in_each_call(void **state) {
	(void)state;
	char room[] = "plain";
	slice cells[] = {S("document"), S("1"), S("2"), S("3"), S("name"), {room, 5}};
	struct row rows[] = {{.cells = cells}, {.cells = cells}};
	struct buf csv = {0}, json = {0};
	struct row_writer writer;
	row_writer_open(&writer, &tables[TABLE_unclaimed], &a);
	row_writer_put(&writer, rows, 2, &csv, NULL);
	assert_slice_equal(buf_slice(&csv), S("document,1,2,3,name,plain\ndocument,1,2,3,name,plain\n"));
	buf_clear(&csv);
	memcpy(room, "a,\"b\"", 5);
	row_writer_put_one(&writer, cells, &csv, &json);
	assert_slice_equal(buf_slice(&csv), S("document,1,2,3,name,\"a,\"\"b\"\"\"\n"));
	assert_slice_equal(buf_slice(&json), S("{\"document\":\"document\",\"start\":1,\"end\":2,\"line\":3,"
	                                       "\"kind\":\"name\",\"text\":\"a,\\\"b\\\"\"}\n"));
	buf_free(&csv);
	buf_free(&json);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_teardown(evidence_stands_before_the_columns, free_all),
	        cmocka_unit_test_teardown(rows_stand_in_order_of_place_rule_and_id, free_all),
	        cmocka_unit_test_teardown(the_document_has_one_row_with_its_counts, free_all),
	        cmocka_unit_test_teardown(a_failed_document_has_a_row_and_its_finding, free_all),
	        cmocka_unit_test_teardown(findings_of_the_whole_document_come_first_and_none_twice, free_all),
	        cmocka_unit_test_teardown(blocks_name_their_parents, free_all),
	        cmocka_unit_test_teardown(a_line_read_without_text_gives_rows_without_lines, free_all),
	        cmocka_unit_test_teardown(a_row_is_written_as_csv_and_as_json, free_all),
	        cmocka_unit_test_teardown(cells_are_looked_at_anew_in_each_call, free_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

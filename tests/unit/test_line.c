/* Document lines: what is written, and that it reads back to the same bytes. */
#include "lines.h"

/* ---- writing */

static struct document *sample(void) {
	struct document *d = document_new(&a);
	d->name = S("a \"b\".txt");
	d->sha256 = S("00ff");
	d->bytes = 12;
	d->encoding = S("utf-8");
	d->media_type = S("text/plain");
	d->title = S("Title");
	d->published = S("2018-06");
	d->text = S("# One\n- \xC2\xA3"
	            "5m\n");
	struct block *b = document_block(d, BLOCK_heading, BLOCK_NO_PARENT, (span){0, 5});
	b->id = S("b0"), b->level = 1, b->marker = (span){0, 1};
	*vec_push(&a, &b->parts) = (span){2, 5};
	b = document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){6, 12});
	b->id = S("b1"), b->level = 1, b->section = S("One");
	b = document_block(d, BLOCK_item, 1, (span){8, 12});
	b->id = S("b2"), b->level = 1, b->section = S("One");
	*vec_push(&a, &b->parts) = (span){8, 12};
	struct record *r = document_record(d, &tables[TABLE_figures], (span){8, 12}, S("money.symbol"));
	r->id = S("r0");
	record_set(r, COLUMN_figures_kind, S("money"), SPAN_NONE);
	record_set(r, COLUMN_figures_value, S("5000000"), (span){10, 12});
	record_set(r, COLUMN_figures_unit, S(""), (span){8, 10});
	*vec_push(&a, &r->captures) = (struct capture){S("number"), {10, 11}};
	*vec_push(&a, &r->captures) = (struct capture){S("scale"), {11, 12}};
	r = document_record(d, &tables[TABLE_lists], (span){6, 12}, S("list"));
	record_set(r, COLUMN_lists_ordered, S("false"), SPAN_NONE);
	record_set(r, COLUMN_lists_items, S("1"), SPAN_NONE);
	*vec_push(&a, &r->parts) = (span){6, 7};
	*vec_push(&a, &r->parts) = (span){8, 12};
	struct finding *f = document_finding(d, CODE_LIST_DEPTH, (span){6, 12}, S("deep"));
	f->records = S("r0"), f->expected = S("1"), f->found = S("2");
	*vec_push(&a, &d->waivers) = (struct waiver){{2, 5}, S("furniture"), S("page"), {0}};
	return d;
}

#define SAMPLE_HEAD                                                                                                    \
	"{\"garner\":1,\"document\":{\"document\":\"a "                                                                \
	"\\\"b\\\".txt\",\"sha256\":\"00ff\",\"bytes\":12,\"encoding\":\"utf-8\","                                     \
	"\"media_type\":\"text/plain\",\"title\":\"Title\",\"published\":\"2018-06\",\"status\":\"ok\"}"
#define SAMPLE_LISTS                                                                                                   \
	",\"blocks\":[{\"id\":\"b0\",\"kind\":\"heading\",\"start\":0,\"end\":5,\"level\":1,\"marker\":[0,1],"         \
	"\"parts\":[[2,5]]},"                                                                                          \
	"{\"id\":\"b1\",\"kind\":\"list\",\"start\":6,\"end\":12,\"level\":1,\"section\":\"One\"},"                    \
	"{\"id\":\"b2\",\"kind\":\"item\",\"start\":8,\"end\":12,\"level\":1,\"parent\":\"b1\",\"section\":\"One\"}]"  \
	",\"records\":[{\"is\":\"figure\",\"id\":\"r0\",\"start\":8,\"end\":12,\"rule\":\"money.symbol\","             \
	"\"quote\":\"\xC2\xA3"                                                                                         \
	"5m\",\"kind\":\"money\",\"value\":\"5000000\",\"unit\":\"\","                                                 \
	"\"spans\":{\"value\":[10,12],\"unit\":[8,10]},\"captures\":{\"number\":[10,11],\"scale\":[11,12]}},"          \
	"{\"is\":\"list\",\"start\":6,\"end\":12,\"parts\":[[6,7],[8,12]],\"rule\":\"list\",\"quote\":\"- \xC2\xA3"    \
	"5m\","                                                                                                        \
	"\"ordered\":false,\"items\":1}]"                                                                              \
	",\"findings\":[{\"severity\":\"warning\",\"code\":\"list-depth\",\"message\":\"deep\",\"start\":6,\"end\":"   \
	"12,"                                                                                                          \
	"\"records\":\"r0\",\"expected\":\"1\",\"found\":\"2\"}]"                                                      \
	",\"waivers\":[{\"start\":2,\"end\":5,\"rule\":\"furniture\",\"reason\":\"page\"}]}"

static void a_document_is_written_member_by_member(void **state) {
	(void)state;
	slice whole = S(SAMPLE_HEAD ",\"text\":\"# One\\n- \xC2\xA3"
	                            "5m\\n\"" SAMPLE_LISTS);
	assert_slice_equal(encode(sample(), LINE_WHOLE), whole);
	assert_stable(whole);
}

static void the_text_can_be_left_out(void **state) {
	(void)state;
	slice line = S(SAMPLE_HEAD SAMPLE_LISTS);
	assert_slice_equal(encode(sample(), LINE_WITHOUT_TEXT), line);
	struct document *d = decode(line);
	assert_slice_equal(d->text, ABSENT);
	assert_slice_equal(record_quote(d, &d->records.v[0]), S("\xC2\xA3"
	                                                        "5m"));
	assert_stable(line);
}

static void a_failed_document_has_no_text(void **state) {
	(void)state;
	struct document *d = sample();
	d->findings.n = 0;
	document_fail(d, CODE_ENCODING, (span){3, 4}, S("byte 0xff"));
	assert_slice_equal(encode(d, LINE_WHOLE),
	        S("{\"garner\":1,\"document\":{\"document\":\"a \\\"b\\\".txt\",\"sha256\":\"00ff\",\"bytes\":12,"
	          "\"encoding\":\"utf-8\",\"media_type\":\"text/plain\",\"title\":\"Title\",\"published\":\"2018-06\","
	          "\"status\":\"failed\"},\"blocks\":[],\"records\":[],\"findings\":[{\"severity\":\"error\","
	          "\"code\":\"encoding\",\"message\":\"byte 0xff\",\"start\":3,\"end\":4}]}"));
	assert_int_equal(decode(encode(d, LINE_WHOLE))->status, DOCUMENT_FAILED);
}

static void the_line_ends_with_a_line_feed(void **state) {
	(void)state;
	buf_clear(&written);
	line_encode(sample(), LINE_WHOLE, &written);
	assert_int_equal(slice_find_byte(buf_slice(&written), '\n'), written.n - 1);
}

static void a_value_against_its_type_stays_json(void **state) {
	(void)state;
	static const char *const bad[] = {"007", "-0", "1e3", "", "-", "9223372036854775808", "1 "};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct document *d = sample();
		record_set(&d->records.v[1], COLUMN_lists_items, slice_of(bad[i]), SPAN_NONE);
		assert_refused(encode(d, LINE_WHOLE), S("records[1].items must be a whole number"));
	}
	static const char *const good[] = {"0", "-12", "-9223372036854775808", "9223372036854775807"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct document *d = sample();
		record_set(&d->records.v[1], COLUMN_lists_items, slice_of(good[i]), SPAN_NONE);
		d = decode(encode(d, LINE_WHOLE));
		assert_slice_equal(record_get(&d->records.v[1], COLUMN_lists_items), slice_of(good[i]));
	}
}

static void a_capture_that_stands_twice_is_written_once(void **state) {
	(void)state;
	struct document *d = sample();
	*vec_push(&a, &d->records.v[0].captures) = (struct capture){S("number"), {8, 10}};
	d = decode(encode(d, LINE_WHOLE));
	assert_int_equal(d->records.v[0].captures.n, 2);
	assert_span_equal(record_capture(&d->records.v[0], S("number")), ((span){10, 11}));
}

/* ---- reading */

static void a_line_is_read_back_whole(void **state) {
	(void)state;
	struct document *d = decode(encode(sample(), LINE_WHOLE));
	assert_slice_equal(d->name, S("a \"b\".txt"));
	assert_int_equal(d->bytes, 12);
	assert_slice_equal(d->published, S("2018-06"));
	assert_int_equal(d->blocks.n, 3);
	assert_int_equal(d->blocks.v[0].parent, BLOCK_NO_PARENT);
	assert_int_equal(d->blocks.v[1].parts.n, 0);
	assert_true(span_is_none(d->blocks.v[1].marker));
	assert_int_equal(d->blocks.v[2].parent, 1);
	assert_int_equal(d->blocks.v[2].parts.n, 1);
	const struct record *r = &d->records.v[0];
	assert_ptr_equal(r->kind, &tables[TABLE_figures]);
	assert_slice_equal(record_get(r, COLUMN_figures_unit), S(""));
	assert_slice_equal(record_get(r, COLUMN_figures_of), ABSENT);
	assert_span_equal(r->fields[COLUMN_figures_value].at, ((span){10, 12}));
	assert_true(span_is_none(r->fields[COLUMN_figures_kind].at));
	assert_slice_equal(r->quote, ABSENT);
	assert_slice_equal(record_get(&d->records.v[1], COLUMN_lists_ordered), S("false"));
	assert_int_equal(d->findings.v[0].severity, LEVEL_WARNING);
	assert_slice_equal(d->waivers.v[0].reason, S("page"));
}

static void unknown_members_pass_through(void **state) {
	(void)state;
	assert_stable(S(
	        "{\"garner\":1,\"document\":{\"document\":\"a\",\"bytes\":0,\"status\":\"register\",\"by\":[1,null]},"
	        "\"text\":\"ab\",\"blocks\":[{\"kind\":\"paragraph\",\"start\":0,\"end\":2,\"x\":{\"b\":1,\"a\":0.5}}],"
	        "\"records\":[{\"is\":\"mention\",\"start\":0,\"end\":2,\"quote\":\"ab\",\"sure\":true}],"
	        "\"findings\":[{\"severity\":\"note\",\"code\":\"c\",\"message\":\"m\",\"why\":\"\\u0000\"}],"
	        "\"waivers\":[{\"start\":0,\"end\":1,\"by\":\"me\"}],\"z\":-1.5,\"a\":\"\"}"));
}

static void members_of_spans_without_a_column_pass_through(void **state) {
	(void)state;
	assert_stable(WITH("", "{\"is\":\"figure\",\"start\":0,\"end\":2,\"quote\":\"\xC2\xA3\","
	                       "\"spans\":{\"value\":[0,2],\"of\":[3,4],\"later\":[7,9]},\"later\":1}"));
	slice record = S("\"spans\":{\"later\":{\"x\":1}}");
	slice line = say(&a,
	        S(HEAD TEXT ",\"blocks\":[],\"records\":[{\"is\":\"figure\",\"start\":0,\"end\":0,\"quote\":\"\","),
	        record, S("}],\"findings\":[]}"));
	assert_stable(line);
}

static void records_of_unknown_kinds_are_kept_as_they_are(void **state) {
	(void)state;
	slice line = WITH("", "{\"is\":\"date\",\"start\":2,\"end\":3,\"quote\":\"5\",\"inferred\":true},"
	                      "{\"start\":\"?\",\"is\":\"star\",\"x\":[{}]}");
	assert_stable(line);
	assert_int_equal(decode(line)->records.n, 1);
	assert_stable(WITH("", "{\"is\":\"star\"},{\"is\":\"moon\"}"));
}

static void a_pack_can_add_kinds(void **state) {
	(void)state;
	static const struct column columns[] = {{{"shine", 5}, COLUMN_INTEGER, {"", 0}, {"", 0}}};
	static const struct table star = {{"stars", 5}, {"star", 4}, true, {"", 0}, columns, 1};
	const struct table *const list[] = {&star};
	struct line_error error;
	struct document *d = line_decode(
	        &a, WITH("", "{\"is\":\"star\",\"start\":0,\"end\":2,\"shine\":-3}"), &(struct kinds){list, 1}, &error);
	assert_non_null(d);
	assert_slice_equal(record_get(&d->records.v[0], 0), S("-3"));
}

static void lists_may_be_missing(void **state) {
	(void)state;
	struct document *d = decode(S("{\"document\":{\"document\":\"a\"},\"garner\":1}"));
	assert_int_equal(d->status, DOCUMENT_OK);
	assert_int_equal(d->blocks.n + d->records.n + d->findings.n, 0);
}

static void a_nul_in_the_text_is_kept(void **state) {
	(void)state;
	struct document *d = decode(S("{\"garner\":1,\"document\":{\"document\":\"a\"},\"text\":\"a\\u0000b\"}"));
	assert_slice_equal(d->text, S("a\0b"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_document_is_written_member_by_member),
	        cmocka_unit_test(the_text_can_be_left_out),
	        cmocka_unit_test(a_failed_document_has_no_text),
	        cmocka_unit_test(the_line_ends_with_a_line_feed),
	        cmocka_unit_test(a_value_against_its_type_stays_json),
	        cmocka_unit_test(a_capture_that_stands_twice_is_written_once),
	        cmocka_unit_test(a_line_is_read_back_whole),
	        cmocka_unit_test(unknown_members_pass_through),
	        cmocka_unit_test(members_of_spans_without_a_column_pass_through),
	        cmocka_unit_test(records_of_unknown_kinds_are_kept_as_they_are),
	        cmocka_unit_test(a_pack_can_add_kinds),
	        cmocka_unit_test(lists_may_be_missing),
	        cmocka_unit_test(a_nul_in_the_text_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, free_memory);
}

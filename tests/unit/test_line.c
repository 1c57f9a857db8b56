/* Document lines: what is written, that it reads back to the same bytes, and what is refused, where and why. */
#include "one_arena.h"

#include "model/line.h"

static struct buf written;

static int free_memory(void **state) {
	(void)state;
	arena_free(&a);
	buf_free(&written);
	return 0;
}

/* ---- helpers */

static struct document *decode(slice line) {
	struct line_error error;
	struct document *d = line_decode(&a, line, NULL, &error);
	if (!d) asserts_print_slice("refused", error.message);
	assert_non_null(d);
	return d;
}

static slice encode(const struct document *d, enum line_form form) {
	buf_clear(&written);
	line_encode(d, form, &written);
	return slice_sub(buf_slice(&written), 0, written.n - 1);
}

/* The line reads back to its own bytes. */
#define assert_stable(line) assert_slice_equal(encode(decode(line), LINE_WHOLE), (line))

static void assert_refused(slice line, slice message) {
	struct line_error error;
	assert_null(line_decode(&a, line, NULL, &error));
	assert_int_equal(error.code, CODE_LINE_BROKEN);
	assert_slice_equal(error.message, message);
}

/* A line around some blocks and records, with the text "£5.9m saved". */
#define HEAD "{\"garner\":1,\"document\":{\"document\":\"a.txt\",\"bytes\":12,\"status\":\"ok\"}"
#define TEXT                                                                                                           \
	",\"text\":\"\xC2\xA3"                                                                                         \
	"5.9m saved\""
#define WITH(blocks, records) S(HEAD TEXT ",\"blocks\":[" blocks "],\"records\":[" records "],\"findings\":[]}")
#define WITHOUT_TEXT(blocks, records) S(HEAD ",\"blocks\":[" blocks "],\"records\":[" records "],\"findings\":[]}")

/* The entry is left out, for this reason. */
static void assert_left_out(slice line, slice message) {
	struct document *d = decode(line);
	assert_int_equal(d->blocks.n + d->records.n + d->waivers.n, 0);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("line-span"));
	assert_int_equal(d->findings.v[0].severity, LEVEL_ERROR);
	assert_slice_equal(d->findings.v[0].message, message);
}

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

/* ---- lines that are refused */

static void what_is_not_json_is_refused_with_its_place(void **state) {
	(void)state;
	static const struct {
		slice line;
		size_t offset;
	} cases[] = {
	        {{"", 0}, 0},
	        {{"{\"garner\":1", 11}, 11},
	        {{"{\"a\":\"\xFF\"}", 8}, 7},
	        {{"{\"a\":\"\xC3\"}", 8}, 7},
	        {{"{\"a\":\"\xED\xA0\x80\"}", 10}, 7},
	        {{"{\"a\":\"\\ud800\"}", 14}, 14},
	        {{"{\"a\":\"\n\"}", 8}, 7},
	        {{"{\"a\":1e999}", 11}, 10},
	        {{"{\"a\":18446744073709551616}", 26}, 25},
	        {{"{\"a\":1,\"a\":1}", 13}, 10},
	        {{"{} {}", 5}, 4},
	        {{"{\"a\":NaN}", 9}, 8},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct line_error error;
		assert_null(line_decode(&a, cases[i].line, NULL, &error));
		assert_int_equal(error.code, CODE_LINE_BROKEN);
		assert_true(slice_starts(error.message, S("not JSON: ")));
		assert_true(error.message.n > 12 && slice_find(error.message, S(" near '")) == SIZE_MAX);
		size_t off = error.offset > cases[i].offset ? error.offset - cases[i].offset
		                                            : cases[i].offset - error.offset;
		if (off > 1)
			print_error("case %zu: offset %zu, expected about %zu\n", i, error.offset, cases[i].offset);
		assert_true(off <= 1); /* the token's first or last byte */
	}
}

static void nesting_beyond_reason_is_refused(void **state) {
	(void)state;
	static char deep[1 << 20];
	memset(deep, '[', sizeof deep);
	struct line_error error;
	assert_null(line_decode(&a, (slice){deep, sizeof deep}, NULL, &error));
	assert_true(slice_starts(error.message, S("not JSON: maximum parsing depth")));
}

static void other_versions_are_refused_by_both_names(void **state) {
	(void)state;
	assert_refused(S("{\"garner\":2,\"document\":{\"document\":\"a\"}}"),
	        S("garner is 2: a line of a later version; this program reads version 1"));
	assert_refused(S("{\"garner\":0}"), S("garner must be 1"));
	assert_refused(S("{\"garner\":1.0}"), S("garner must be 1"));
	assert_refused(S("{\"garner\":\"1\"}"), S("garner must be 1"));
	assert_refused(S("{}"), S("garner is missing: this is not a document line"));
	assert_refused(S("[1]"), S("a document line must be a JSON object"));
	assert_refused(S("7"), S("a document line must be a JSON object"));
}

static void a_document_needs_its_name(void **state) {
	(void)state;
	assert_refused(S("{\"garner\":1}"), S("document must be an object"));
	assert_refused(S("{\"garner\":1,\"document\":{}}"), S("document.document must be a name"));
	assert_refused(S("{\"garner\":1,\"document\":{\"document\":\"\"}}"), S("document.document must be a name"));
	assert_refused(S("{\"garner\":1,\"document\":{\"document\":5}}"), S("document.document must be a string"));
}

static void wrong_types_are_refused_by_path(void **state) {
	(void)state;
	assert_refused(S("{\"garner\":1,\"document\":{\"document\":\"a\",\"bytes\":-1}}"),
	        S("document.bytes must be a whole number, 0 or above"));
	assert_refused(S("{\"garner\":1,\"document\":{\"document\":\"a\",\"title\":null}}"),
	        S("document.title must be a string"));
	assert_refused(S("{\"garner\":1,\"document\":{\"document\":\"a\",\"status\":\"good\"}}"),
	        S("document.status must be ok, failed or register"));
	assert_refused(S(HEAD ",\"text\":1}"), S("text must be a string"));
	assert_refused(S(HEAD ",\"blocks\":{}}"), S("blocks must be an array"));
	assert_refused(S(HEAD ",\"records\":[1]}"), S("records[0] must be an object"));
	assert_refused(S(HEAD ",\"findings\":[{\"severity\":\"fatal\"}]}"),
	        S("findings[0].severity must be note, warning or error"));
	assert_refused(
	        S(HEAD ",\"findings\":[{\"severity\":\"note\",\"code\":\"c\"}]}"), S("findings[0].message is missing"));
	assert_refused(S(HEAD ",\"waivers\":[{\"start\":1}]}"), S("waivers[0].end is missing"));
}

static void wrong_types_in_blocks_are_refused_by_path(void **state) {
	(void)state;
	assert_refused(
	        WITH("{\"kind\":\"chapter\",\"start\":0,\"end\":2}", ""), S("blocks[0].kind is not a kind of block"));
	assert_refused(WITH("{\"start\":0,\"end\":2}", ""), S("blocks[0].kind is missing"));
	assert_refused(WITH("{\"kind\":\"code\",\"end\":2}", ""), S("blocks[0].start is missing"));
	assert_refused(WITH("{\"kind\":\"code\",\"start\":0.5,\"end\":2}", ""),
	        S("blocks[0].start must be a whole number, 0 or above"));
	assert_refused(WITH("{\"kind\":\"code\",\"start\":0,\"end\":2,\"level\":4294967296}", ""),
	        S("blocks[0].level is too large"));
	assert_refused(WITH("{\"kind\":\"code\",\"start\":0,\"end\":2,\"marker\":[0]}", ""),
	        S("blocks[0].marker must be [start, end], whole numbers, 0 or above"));
	assert_refused(WITH("{\"kind\":\"code\",\"start\":0,\"end\":2,\"parts\":[[0,2],[3,-1]]}", ""),
	        S("blocks[0].parts must be [start, end], whole numbers, 0 or above"));
}

static void wrong_types_in_records_are_refused_by_path(void **state) {
	(void)state;
	assert_refused(WITH("", "{\"start\":0,\"end\":2}"), S("records[0].is is missing"));
	assert_refused(WITH("", "{\"is\":\"figure\",\"start\":0,\"end\":2,\"value\":5}"),
	        S("records[0].value must be a string"));
	assert_refused(WITH("", "{\"is\":\"list\",\"start\":0,\"end\":2,\"inline\":\"true\"}"),
	        S("records[0].inline must be true or false"));
	assert_refused(WITH("", "{\"is\":\"list\",\"start\":0,\"end\":2,\"items\":1.5}"),
	        S("records[0].items must be a whole number"));
	assert_refused(WITH("", "{\"is\":\"figure\",\"start\":0,\"end\":2,\"spans\":{\"value\":7}}"),
	        S("records[0].spans.value must be [start, end], whole numbers, 0 or above"));
	assert_refused(WITH("", "{\"is\":\"figure\",\"start\":0,\"end\":2,\"spans\":{\"new\":7,\"value\":7}}"),
	        S("records[0].spans.value must be [start, end], whole numbers, 0 or above"));
	assert_refused(WITH("", "{\"is\":\"figure\",\"start\":0,\"end\":2,\"captures\":[]}"),
	        S("records[0].captures must be an object"));
}

static void a_parent_is_an_earlier_block(void **state) {
	(void)state;
	slice child = S("{\"kind\":\"item\",\"start\":0,\"end\":2,\"parent\":\"p\"}"),
	      parent = S("{\"id\":\"p\",\"kind\":\"list\",\"start\":0,\"end\":2}"), open = S(HEAD TEXT ",\"blocks\":["),
	      close = S("],\"records\":[],\"findings\":[]}");
	assert_stable(say(&a, open, parent, S(","), child, close));
	assert_refused(say(&a, open, child, S(","), parent, close), S("blocks[0].parent names no earlier block"));
}

static void blocks_cannot_share_text(void **state) {
	(void)state;
	assert_refused(WITH("{\"kind\":\"code\",\"start\":0,\"end\":7},{\"kind\":\"code\",\"start\":0,\"end\":7}", ""),
	        S("blocks[1].parts overlap those of other blocks"));
}

/* ---- entries that are left out */

static void a_place_outside_the_text_is_left_out(void **state) {
	(void)state;
	assert_left_out(WITH("{\"kind\":\"code\",\"start\":0,\"end\":13}", ""),
	        S("blocks[0] (code): bytes 0 to 13 of 12: lies outside the text; left out"));
	assert_left_out(WITH("{\"kind\":\"code\",\"start\":5,\"end\":3}", ""),
	        S("blocks[0] (code): bytes 5 to 3 of 12: is reversed; left out"));
	assert_left_out(WITH("", "{\"is\":\"date\",\"start\":1,\"end\":3}"),
	        S("records[0] (date): bytes 1 to 3 of 12: starts inside a character; left out"));
	assert_left_out(WITH("", "{\"is\":\"date\",\"start\":0,\"end\":2,\"captures\":{\"day\":[0,1]}}"),
	        S("records[0] (date): bytes 0 to 1 of 12: ends inside a character; left out"));
	assert_left_out(WITH("", "{\"is\":\"date\",\"start\":0,\"end\":2,\"spans\":{\"value\":[90,91]}}"),
	        S("records[0] (date): bytes 90 to 91 of 12: lies outside the text; left out"));
	assert_left_out(S(HEAD TEXT ",\"waivers\":[{\"start\":12,\"end\":13,\"rule\":\"w\"}]}"),
	        S("waivers[0] (w): bytes 12 to 13 of 12: lies outside the text; left out"));
	assert_left_out(S(HEAD TEXT ",\"findings\":[{\"severity\":\"note\",\"code\":\"c\",\"message\":\"m\",\"start\":"
	                            "9,\"end\":20}]}"),
	        S("findings[0] (c): bytes 9 to 20 of 12: lies outside the text; left out"));
}

static void parts_must_follow_each_other_within_the_whole(void **state) {
	(void)state;
	assert_left_out(WITH("{\"kind\":\"code\",\"start\":0,\"end\":7,\"parts\":[[3,5],[4,7]]}", ""),
	        S("blocks[0] (code): bytes 4 to 7 of 12: is a part out of order; left out"));
	assert_left_out(WITH("{\"kind\":\"code\",\"start\":0,\"end\":7,\"parts\":[[3,5],[6,8]]}", ""),
	        S("blocks[0] (code): bytes 6 to 8 of 12: is a part outside of its whole; left out"));
}

static void a_wrong_quote_is_left_out(void **state) {
	(void)state;
	assert_left_out(WITH("", "{\"is\":\"figure\",\"start\":2,\"end\":5,\"quote\":\"5.8\"}"),
	        S("records[0] (figure): bytes 2 to 5 of 12: the text there is not its quote; left out"));
}

static void without_text_only_the_order_is_checked(void **state) {
	(void)state;
	assert_stable(WITHOUT_TEXT("{\"kind\":\"code\",\"start\":1,\"end\":999}", ""));
	assert_left_out(WITHOUT_TEXT("{\"kind\":\"code\",\"start\":5,\"end\":3}", ""),
	        S("blocks[0] (code): bytes 5 to 3: is reversed; left out"));
}

static void children_go_with_a_parent_that_is_left_out(void **state) {
	(void)state;
	struct document *d = decode(WITH("{\"id\":\"p\",\"kind\":\"list\",\"start\":0,\"end\":99},"
	                                 "{\"id\":\"q\",\"kind\":\"item\",\"start\":0,\"end\":2,\"parent\":\"p\"},"
	                                 "{\"id\":\"r\",\"kind\":\"list\",\"start\":0,\"end\":2,\"parent\":\"q\"},"
	                                 "{\"id\":\"s\",\"kind\":\"code\",\"start\":3,\"end\":5}",
	        ""));
	assert_int_equal(d->blocks.n, 1);
	assert_slice_equal(d->blocks.v[0].id, S("s"));
	assert_int_equal(d->findings.n, 3);
	assert_slice_equal(
	        d->findings.v[2].message, S("blocks[2] (list): bytes 0 to 2 of 12: its parent was left out; left out"));
	slice once = arena_copy(&a, encode(d, LINE_WHOLE));
	assert_stable(once);
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
	        cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
	        cmocka_unit_test(nesting_beyond_reason_is_refused),
	        cmocka_unit_test(other_versions_are_refused_by_both_names),
	        cmocka_unit_test(a_document_needs_its_name),
	        cmocka_unit_test(wrong_types_are_refused_by_path),
	        cmocka_unit_test(wrong_types_in_blocks_are_refused_by_path),
	        cmocka_unit_test(wrong_types_in_records_are_refused_by_path),
	        cmocka_unit_test(a_parent_is_an_earlier_block),
	        cmocka_unit_test(blocks_cannot_share_text),
	        cmocka_unit_test(a_place_outside_the_text_is_left_out),
	        cmocka_unit_test(parts_must_follow_each_other_within_the_whole),
	        cmocka_unit_test(a_wrong_quote_is_left_out),
	        cmocka_unit_test(without_text_only_the_order_is_checked),
	        cmocka_unit_test(children_go_with_a_parent_that_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, free_memory);
}

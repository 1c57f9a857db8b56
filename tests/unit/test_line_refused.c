/* Document lines, and entries of them, that are refused: where and why. */
#include "lines.h"

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

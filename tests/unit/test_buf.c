/* Tests of base/buf: bytes, JSON strings, CSV cells. */
#include "asserts.h"

#include "base/buf.h"

static void an_empty_buffer_is_empty_not_absent(void **state) {
	(void)state;
	struct buf b = {0};
	assert_slice_equal(buf_slice(&b), S(""));
	buf_put(&b, ABSENT);
	buf_put(&b, S(""));
	assert_slice_equal(buf_slice(&b), S(""));
	buf_free(&b);
}

static void bytes_stay_in_order_while_it_grows(void **state) {
	(void)state;
	struct buf b = {0};
	for (int i = 0; i < 1000; i++) {
		buf_put(&b, S("a\0c"));
		buf_byte(&b, (char)(i % 100));
	}
	assert_int_equal(b.n, 4000);
	for (size_t i = 0; i < 1000; i++) {
		assert_memory_equal(b.p + 4 * i, "a\0c", 3);
		assert_int_equal(b.p[4 * i + 3], i % 100);
	}
	size_t cap = b.cap;
	buf_clear(&b);
	assert_slice_equal(buf_slice(&b), S(""));
	assert_int_equal(b.cap, cap);
	buf_free(&b);
	assert_null(b.p);
}

static void numbers_are_decimal(void **state) {
	(void)state;
	struct buf b = {0};
	buf_u64(&b, 0);
	buf_byte(&b, ' ');
	buf_u64(&b, UINT64_MAX);
	assert_slice_equal(buf_slice(&b), S("0 18446744073709551615"));
	buf_free(&b);
}

static void assert_json(slice s, slice expected) {
	struct buf b = {0};
	buf_json_string(&b, s);
	assert_slice_equal(buf_slice(&b), expected);
	buf_free(&b);
}

static void json_escapes_what_must_be_and_nothing_else(void **state) {
	(void)state;
	assert_json(ABSENT, S("null"));
	assert_json(S(""), S("\"\""));
	assert_json(S("say \"no\" \\ yes/"), S("\"say \\\"no\\\" \\\\ yes/\""));
	assert_json(S("\b\f\n\r\t\v"), S("\"\\b\\f\\n\\r\\t\\u000b\""));
	assert_json(S("a\0b\x1F\x7F"), S("\"a\\u0000b\\u001f\x7F\""));
	assert_json(S("\xC2\xA3 \xE2\x80\xA8 \xF0\x9F\x98\x80"), S("\"\xC2\xA3 \xE2\x80\xA8 \xF0\x9F\x98\x80\""));
}

static void json_keys_bring_their_commas(void **state) {
	(void)state;
	struct buf b = {0};
	bool first = true;
	buf_json_key(&b, &first, S("a"));
	buf_u64(&b, 1);
	buf_json_key(&b, &first, S("b\""));
	buf_u64(&b, 2);
	assert_false(first);
	assert_slice_equal(buf_slice(&b), S("\"a\":1,\"b\\\"\":2"));
	buf_free(&b);
}

static void assert_csv(slice s, slice expected) {
	struct buf b = {0};
	buf_csv_cell(&b, s);
	assert_slice_equal(buf_slice(&b), expected);
	buf_free(&b);
}

static void csv_quotes_only_where_it_must(void **state) {
	(void)state;
	assert_csv(S("plain text"), S("plain text"));
	assert_csv(S("a,b"), S("\"a,b\""));
	assert_csv(S("say \"no\""), S("\"say \"\"no\"\"\""));
	assert_csv(S("two\nlines"), S("\"two\nlines\""));
	assert_csv(S("two\rlines"), S("\"two\rlines\""));
	assert_csv(S(" lead"), S("\" lead\""));
	assert_csv(S("trail\t"), S("\"trail\t\""));
	assert_csv(S("a;b'c|d"), S("a;b'c|d"));
	assert_csv(S("=1+1"), S("=1+1"));
}

static void csv_leaves_absent_and_empty_cells_empty(void **state) {
	(void)state;
	assert_csv(ABSENT, S(""));
	assert_csv(S(""), S(""));
}

/* What must be seen is looked for eight bytes at a time: every byte stands at every place among them once. */
static void every_byte_is_seen_wherever_it_stands(void **state) {
	(void)state;
	for (unsigned byte = 0; byte < 0x80; byte++)
		for (size_t place = 0; place < 19; place++) {
			char text[19];
			struct buf json = {0}, csv = {0};
			memset(text, 'x', sizeof text);
			text[place] = (char)byte;
			slice s = {text, sizeof text};
			buf_json_string(&json, s);
			buf_csv_cell(&csv, s);
			bool escaped = byte < 0x20 || byte == '"' || byte == '\\';
			bool quoted = byte == ',' || byte == '"' || byte == '\r' || byte == '\n';
			bool blank = byte == ' ' || (byte >= '\t' && byte <= '\r');
			if (blank && (place == 0 || place + 1 == sizeof text)) quoted = true;
			assert_int_equal(json.n > sizeof text + 2, escaped);
			assert_int_equal(csv.n > sizeof text, quoted);
			assert_int_equal(csv.n, sizeof text + (quoted ? 2 : 0) + (byte == '"'));
			buf_free(&json);
			buf_free(&csv);
		}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(an_empty_buffer_is_empty_not_absent),
	        cmocka_unit_test(bytes_stay_in_order_while_it_grows),
	        cmocka_unit_test(numbers_are_decimal),
	        cmocka_unit_test(json_escapes_what_must_be_and_nothing_else),
	        cmocka_unit_test(json_keys_bring_their_commas),
	        cmocka_unit_test(csv_quotes_only_where_it_must),
	        cmocka_unit_test(every_byte_is_seen_wherever_it_stands),
	        cmocka_unit_test(csv_leaves_absent_and_empty_cells_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

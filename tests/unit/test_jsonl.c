/* Documents that already are lines of JSON. */
#include "one_arena.h"

#include "model/jsonl.h"

static const struct jsonl_names names = {S("id"), S("text"), S("date")};

static struct jsonl_document good(slice line) {
	struct jsonl_document d;
	slice message = ABSENT;
	size_t offset;
	if (!jsonl_read(&a, line, &names, &d, &message, &offset)) {
		asserts_print_slice("refused", message);
		fail();
	}
	return d;
}

static size_t refused(slice line) {
	struct jsonl_document d;
	slice message = ABSENT;
	size_t offset = 0;
	assert_false(jsonl_read(&a, line, &names, &d, &message, &offset));
	assert_true(message.n > 0);
	return offset;
}

static void name_and_text_are_taken_and_others_left(void **state) {
	(void)state;
	struct jsonl_document d = good(S("{\"x\":[1],\"text\":\"caf\\u00e9\\n\",\"id\":\"a/b\"}"));
	assert_slice_equal(d.name, S("a/b"));
	assert_slice_equal(d.text, S("caf\303\251\n"));
	assert_slice_equal(d.published, ABSENT);
	assert_slice_equal(d.bad_date, ABSENT);
}

static void whole_numbers_are_names(void **state) {
	(void)state;
	assert_slice_equal(good(S("{\"id\":0,\"text\":\"\"}")).name, S("0"));
	assert_slice_equal(good(S("{\"id\":-9223372036854775808,\"text\":\"\"}")).name, S("-9223372036854775808"));
	refused(S("{\"id\":1.5,\"text\":\"\"}"));
	refused(S("{\"id\":\"\",\"text\":\"\"}"));
}

static void dates_are_taken_as_far_as_the_day(void **state) {
	(void)state;
	static const struct {
		slice given, published, bad;
	} cases[] = {
	        {S("\"2021-05-04\""), S("2021-05-04"), ABSENT},
	        {S("\"2021-05-04T10:00:00Z\""), S("2021-05-04"), ABSENT},
	        {S("\"2021-05\""), S("2021-05"), ABSENT},
	        {S("2021"), S("2021"), ABSENT},
	        {S("null"), ABSENT, ABSENT},
	        {S("\"4 May 2021\""), ABSENT, S("4 May 2021")},
	        {S("\"2021-05-045\""), ABSENT, S("2021-05-045")},
	        {S("[]"), ABSENT, S("")},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct jsonl_document d = good(say(&a, S("{\"id\":1,\"text\":\"\",\"date\":"), cases[i].given, S("}")));
		assert_slice_equal(d.published, cases[i].published);
		assert_slice_equal(d.bad_date, cases[i].bad);
	}
}

static void a_text_may_hold_nul_so_that_the_reader_can_say_so(void **state) {
	(void)state;
	assert_slice_equal(good(S("{\"id\":\"x\",\"text\":\"a\\u0000b\"}")).text, S("a\0b"));
}

static void what_is_no_document_is_refused(void **state) {
	(void)state;
	assert_int_equal(refused(S("{\"id\":\"x\",\"text\":\"y\"} 2")), 23);
	refused(S(""));
	refused(ABSENT);
	refused(S("[]"));
	refused(S("{\"id\":\"x\"}"));
	refused(S("{\"text\":\"x\"}"));
	refused(S("{\"id\":\"x\",\"text\":7}"));
	refused(S("{\"id\":\"x\",\"id\":\"y\",\"text\":\"z\"}"));
	refused(S("{\"id\":\"\\ud800\",\"text\":\"z\"}"));
	refused(S("{\"id\":\"\300\200\",\"text\":\"z\"}"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(name_and_text_are_taken_and_others_left),
	        cmocka_unit_test(whole_numbers_are_names),
	        cmocka_unit_test(dates_are_taken_as_far_as_the_day),
	        cmocka_unit_test(a_text_may_hold_nul_so_that_the_reader_can_say_so),
	        cmocka_unit_test(what_is_no_document_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

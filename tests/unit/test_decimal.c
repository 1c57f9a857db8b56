/* Exact decimals. Expected figures were worked out by hand or with Python's decimal and fractions modules. */
#include "one_arena.h"

#include "values/decimal.h"

static struct decimal of(slice text) {
	struct decimal d;
	assert_true(decimal_read(text, &d, &a));
	return d;
}

static slice text_of(struct decimal d) { return decimal_text(&a, d); }

static void reading_and_writing_keep_what_was_written(void **state) {
	(void)state;
	static const slice texts[] = {{"0", 1}, {"0.0", 3}, {"12", 2}, {"-12.50", 6}, {"37.0", 4}, {"0.05", 4}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_slice_equal(text_of(of(texts[i])), texts[i]);
}

static void reading_drops_what_adds_nothing(void **state) {
	(void)state;
	assert_slice_equal(text_of(of(S("007"))), S("7"));
	assert_slice_equal(text_of(of(S("+3"))), S("3"));
	assert_slice_equal(text_of(of(S(".5"))), S("0.5"));
	assert_slice_equal(text_of(of(S("-.5"))), S("-0.5"));
	assert_slice_equal(text_of(of(S("00.50"))), S("0.50"));
	assert_slice_equal(text_of(of(S("-0.00"))), S("0.00"));
}

static void reading_refuses_what_is_no_plain_decimal(void **state) {
	(void)state;
	static const slice texts[] = {{"", 0}, {"-", 1}, {".", 1}, {"5.", 2}, {"1,000", 5}, {"1e5", 3}, {"--5", 3},
	        {"1.2.3", 5}, {" 5", 2}, {"5 ", 2}, {"0x10", 4}, {"5\0", 2}, {"٣", 2}};
	struct decimal d;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_false(decimal_read(texts[i], &d, &a));
	assert_false(decimal_read(ABSENT, &d, &a));
}

static void shifting_moves_the_point_and_loses_nothing(void **state) {
	(void)state;
	assert_slice_equal(text_of(decimal_shift(&a, of(S("579.7")), 3)), S("579700"));
	assert_slice_equal(text_of(decimal_shift(&a, of(S("1.2345678")), 6)), S("1234567.8"));
	assert_slice_equal(text_of(decimal_shift(&a, of(S("0.05")), 1)), S("0.5"));
	assert_slice_equal(text_of(decimal_shift(&a, of(S("5")), -3)), S("0.005"));
	assert_slice_equal(text_of(decimal_shift(&a, of(S("0")), 5)), S("0"));
	assert_slice_equal(text_of(decimal_shift(&a, of(S("-12.50")), 0)), S("-12.50"));
}

static void trimming_drops_zeros_behind_the_point_only(void **state) {
	(void)state;
	assert_slice_equal(text_of(decimal_trim(of(S("37.10")))), S("37.1"));
	assert_slice_equal(text_of(decimal_trim(of(S("37.00")))), S("37"));
	assert_slice_equal(text_of(decimal_trim(of(S("100")))), S("100"));
	assert_slice_equal(text_of(decimal_trim(of(S("0.00")))), S("0"));
}

static void sums_carry_borrow_and_change_sign(void **state) {
	(void)state;
	assert_slice_equal(text_of(decimal_add(&a, of(S("999.99")), of(S("0.01")))), S("1000.00"));
	assert_slice_equal(text_of(decimal_add(&a, of(S("1000")), of(S("-0.001")))), S("999.999"));
	assert_slice_equal(text_of(decimal_add(&a, of(S("5")), of(S("-12.5")))), S("-7.5"));
	assert_slice_equal(text_of(decimal_add(&a, of(S("-5")), of(S("-12.5")))), S("-17.5"));
	assert_slice_equal(text_of(decimal_add(&a, of(S("5")), of(S("-5.0")))), S("0.0"));
	assert_slice_equal(text_of(decimal_add(&a, of(S("0.1")), of(S("0.2")))), S("0.3"));
}

static void products_have_the_places_of_both(void **state) {
	(void)state;
	assert_slice_equal(text_of(decimal_multiply(&a, of(S("50")), of(S("0.01")))), S("0.50"));
	assert_slice_equal(text_of(decimal_multiply(&a, of(S("-1.5")), of(S("2.25")))), S("-3.375"));
	assert_slice_equal(text_of(decimal_multiply(&a, of(S("-3")), of(S("0")))), S("0"));
	assert_slice_equal(text_of(decimal_multiply(&a, of(S("99999999999999999999")), of(S("99999999999999999999")))),
	        S("9999999999999999999800000000000000000001"));
}

static void quotients_are_exact_or_none(void **state) {
	(void)state;
	struct decimal q;
	assert_true(decimal_divide(&a, of(S("5")), 8, &q));
	assert_slice_equal(text_of(q), S("0.625"));
	assert_true(decimal_divide(&a, of(S("-12.50")), 5, &q));
	assert_slice_equal(text_of(q), S("-2.5"));
	assert_true(decimal_divide(&a, of(S("1")), UINT32_C(2147483648), &q)); /* 2^31: as many places */
	assert_slice_equal(text_of(q), S("0.0000000004656612873077392578125"));
	assert_true(decimal_divide(&a, of(S("6")), 3, &q));
	assert_slice_equal(text_of(q), S("2"));
	assert_false(decimal_divide(&a, of(S("1")), 3, &q));
	assert_false(decimal_divide(&a, of(S("10")), 7, &q));
	assert_false(decimal_divide(&a, of(S("1")), 0, &q));
}

static void comparing_is_by_value(void **state) {
	(void)state;
	assert_int_equal(decimal_compare(&a, of(S("1.0")), of(S("1"))), 0);
	assert_int_equal(decimal_compare(&a, of(S("-0")), of(S("0"))), 0);
	assert_true(decimal_compare(&a, of(S("9")), of(S("10"))) < 0);
	assert_true(decimal_compare(&a, of(S("0.5")), of(S("0.45"))) > 0);
	assert_true(decimal_compare(&a, of(S("-9")), of(S("-10"))) > 0);
	assert_true(decimal_compare(&a, of(S("-1")), of(S("1"))) < 0);
}

static void remainders_and_questions_are_about_the_digits(void **state) {
	(void)state;
	assert_int_equal(decimal_remainder(of(S("50000")), 1000), 0);
	assert_int_equal(decimal_remainder(of(S("50.5")), 10), 5);
	assert_true(decimal_is_whole(of(S("37.0"))));
	assert_false(decimal_is_whole(of(S("37.5"))));
	assert_true(decimal_is_zero(of(S("0.000"))));
	assert_false(decimal_is_zero(of(S("0.001"))));
	assert_slice_equal(text_of(decimal_negate(of(S("0.0")))), S("0.0"));
	assert_slice_equal(text_of(decimal_negate(of(S("-3")))), S("3"));
	assert_slice_equal(text_of(decimal_of(&a, UINT64_MAX)), S("18446744073709551615"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_teardown(reading_and_writing_keep_what_was_written, free_all),
	        cmocka_unit_test_teardown(reading_drops_what_adds_nothing, free_all),
	        cmocka_unit_test_teardown(reading_refuses_what_is_no_plain_decimal, free_all),
	        cmocka_unit_test_teardown(shifting_moves_the_point_and_loses_nothing, free_all),
	        cmocka_unit_test_teardown(trimming_drops_zeros_behind_the_point_only, free_all),
	        cmocka_unit_test_teardown(sums_carry_borrow_and_change_sign, free_all),
	        cmocka_unit_test_teardown(products_have_the_places_of_both, free_all),
	        cmocka_unit_test_teardown(quotients_are_exact_or_none, free_all),
	        cmocka_unit_test_teardown(comparing_is_by_value, free_all),
	        cmocka_unit_test_teardown(remainders_and_questions_are_about_the_digits, free_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

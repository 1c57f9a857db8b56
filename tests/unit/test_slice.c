/* Tests of base/slice: see slice.h. */
#include "asserts.h"

#include "base/slice.h"

#include <stdio.h>

static void slice_of_null_is_absent(void **state) {
	(void)state;
	assert_slice_equal(slice_of(NULL), ABSENT);
	assert_slice_equal(slice_of(""), S(""));
	assert_slice_equal(slice_of("abc"), S("abc"));
}

static void equality_is_by_bytes_and_sees_inner_nul(void **state) {
	(void)state;
	assert_true(slice_equal(S("a\0b"), S("a\0b")));
	assert_false(slice_equal(S("a\0b"), S("a\0c")));
	assert_false(slice_equal(S("ab"), S("abc")));
	assert_true(slice_equal(ABSENT, S("")));
}

static void comparison_is_in_byte_order_with_a_prefix_first(void **state) {
	(void)state;
	assert_true(slice_compare(S("a"), S("b")) < 0);
	assert_true(slice_compare(S("b"), S("a")) > 0);
	assert_int_equal(slice_compare(S("ab"), S("ab")), 0);
	assert_true(slice_compare(S("ab"), S("abc")) < 0);
	assert_true(slice_compare(S("abc"), S("ab")) > 0);
	assert_true(slice_compare(S("z"), S("\xC3\xA9")) < 0); /* bytes are unsigned */
	assert_true(slice_compare(ABSENT, S("a")) < 0);
	assert_int_equal(slice_compare(ABSENT, ABSENT), 0);
}

static void starts_and_ends_look_at_the_ends_alone(void **state) {
	(void)state;
	assert_true(slice_starts(S("rules.yaml"), S("rules")));
	assert_false(slice_starts(S("rule"), S("rules")));
	assert_true(slice_ends(S("rules.yaml"), S(".yaml")));
	assert_false(slice_ends(S("rules.yaml"), S("rules")));
	assert_false(slice_ends(S("aml"), S("yaml")));
	assert_true(slice_starts(ABSENT, S("")));
	assert_true(slice_ends(ABSENT, S("")));
}

static void sub_is_clamped(void **state) {
	(void)state;
	slice s = S("abcdef");
	assert_slice_equal(slice_sub(s, 1, 3), S("bc"));
	assert_slice_equal(slice_sub(s, 4, 99), S("ef"));
	assert_slice_equal(slice_sub(s, 5, 2), S(""));
	assert_slice_equal(slice_sub(s, 99, SIZE_MAX), S(""));
	assert_slice_equal(slice_sub(ABSENT, 0, 1), ABSENT);
	assert_slice_equal(slice_drop(s, 4), S("ef"));
	assert_slice_equal(slice_drop(s, 7), S(""));
}

static void trim_keeps_inner_blanks(void **state) {
	(void)state;
	assert_slice_equal(slice_trim(S(" \t\r\n\v\fa  b \n")), S("a  b"));
	assert_slice_equal(slice_trim(S(" \t ")), S(""));
	assert_slice_equal(slice_trim(S("\xC2\xA0x")), S("\xC2\xA0x")); /* ASCII blanks only */
	assert_slice_equal(slice_trim(ABSENT), ABSENT);
}

static void find_gives_the_first_place_or_none(void **state) {
	(void)state;
	assert_int_equal(slice_find(S("banana"), S("an")), 1);
	assert_int_equal(slice_find(S("banana"), S("")), 0);
	assert_true(slice_find(S("banana"), S("nab")) == SIZE_MAX);
	assert_true(slice_find(S("an"), S("ana")) == SIZE_MAX);
	assert_true(slice_find(ABSENT, S("a")) == SIZE_MAX);
	assert_int_equal(slice_find(S("a\0b"), S("\0b")), 1);
	assert_int_equal(slice_find_byte(S("banana"), 'n'), 2);
	assert_true(slice_find_byte(S("banana"), 'x') == SIZE_MAX);
	assert_true(slice_find_byte(ABSENT, 'x') == SIZE_MAX);
}

/* Needles of up to eight bytes are looked for at sixteen places at a time, longer ones are not. */
static void a_needle_is_found_at_every_place_and_nowhere_else(void **state) {
	(void)state;
	char text[70];
	slice needle = S("abacadaeaf");
	for (size_t n = 1; n <= needle.n; n++)
		for (size_t size = n; size <= sizeof text; size++)
			for (size_t at = 0; at + n <= size; at++) {
				slice s = {text, size}, part = slice_sub(needle, 0, n);
				for (size_t i = 0; i < size; i++) text[i] = "ab"[i % 2 && n > 2]; /* nearly it, often */
				if (n <= 2) memset(text, 'x', size);
				if (n > 3) assert_true(slice_find(s, part) == SIZE_MAX);
				memcpy(text + at, part.p, n);
				size_t found = slice_find(s, part);
				assert_true(found <= at && memcmp(text + found, part.p, n) == 0);
				if (n != 3) assert_int_equal(found, at);
			}
}

static void bytes_are_counted_at_every_length(void **state) {
	(void)state;
	char text[70];
	for (size_t n = 0; n <= sizeof text; n++) {
		memset(text, 'x', sizeof text);
		assert_int_equal(slice_count_byte((slice){text, n}, 'x'), n);
		for (size_t i = 0; i < n; i += 3) text[i] = ',';
		assert_int_equal(slice_count_byte((slice){text, n}, ','), (n + 2) / 3);
	}
	assert_int_equal(slice_count_byte(ABSENT, 'x'), 0);
}

static void in_text_is_about_the_buffer_not_the_bytes(void **state) {
	(void)state;
	const char text[] = "abcabc", other[] = "abc";
	slice whole = {text, 6};
	assert_true(slice_in_text(slice_sub(whole, 3, 6), whole));
	assert_true(slice_in_text(slice_sub(whole, 6, 6), whole));
	assert_true(slice_in_text(whole, whole));
	assert_false(slice_in_text((slice){other, 3}, whole));
	assert_false(slice_in_text(whole, slice_sub(whole, 0, 5)));
	assert_false(slice_in_text(whole, slice_sub(whole, 1, 6)));
	assert_false(slice_in_text(ABSENT, whole));
}

static void numbers_are_digits_alone_within_64_bits(void **state) {
	(void)state;
	uint64_t n = 7;
	assert_true(slice_to_u64(S("18446744073709551615"), &n));
	assert_true(n == UINT64_MAX);
	assert_true(slice_to_u64(S("007"), &n));
	assert_int_equal(n, 7);
	static const char *const refused[] = {
	        "18446744073709551616", "99999999999999999999", "", "-1", "+1", " 1", "1a"};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_false(slice_to_u64(slice_of(refused[i]), &n));
	assert_int_equal(n, 7);
}

static void cut_splits_at_the_first_place(void **state) {
	(void)state;
	struct cut cut = slice_cut(S("a=b=c"), S("="));
	assert_true(cut.ok);
	assert_slice_equal(cut.head, S("a"));
	assert_slice_equal(cut.tail, S("b=c"));
	cut = slice_cut(S("a="), S("="));
	assert_true(cut.ok);
	assert_slice_equal(cut.tail, S(""));
	cut = slice_cut(S("abc"), S("="));
	assert_false(cut.ok);
	assert_slice_equal(cut.head, S("abc"));
	assert_slice_equal(cut.tail, S(""));
}

static void spans_are_half_open(void **state) {
	(void)state;
	assert_false(span_overlaps((span){0, 3}, (span){3, 5}));
	assert_true(span_overlaps((span){0, 4}, (span){3, 5}));
	assert_true(span_contains((span){0, 4}, (span){4, 4}));
	assert_false(span_contains((span){0, 4}, (span){3, 5}));
	assert_int_equal(span_length((span){3, 5}), 2);
}

static void hull_holds_both_and_none_is_neutral(void **state) {
	(void)state;
	assert_span_equal(span_hull((span){5, 7}, (span){1, 2}), ((span){1, 7}));
	assert_span_equal(span_hull((span){1, 9}, (span){2, 3}), ((span){1, 9}));
	assert_span_equal(span_hull(SPAN_NONE, (span){2, 3}), ((span){2, 3}));
	assert_span_equal(span_hull((span){2, 3}, SPAN_NONE), ((span){2, 3}));
	assert_true(span_is_none(span_hull(SPAN_NONE, SPAN_NONE)));
}

static void slice_at_is_clamped_and_absent_for_none(void **state) {
	(void)state;
	assert_slice_equal(slice_at(S("abcdef"), (span){2, 4}), S("cd"));
	assert_slice_equal(slice_at(S("abcdef"), (span){4, 40}), S("ef"));
	assert_slice_equal(slice_at(S("abcdef"), SPAN_NONE), ABSENT);
}

static void numbers_have_the_digits_that_the_library_gives_them(void **state) {
	(void)state;
	char room[U64_DIGITS + 1], expected[U64_DIGITS + 2];
	for (uint64_t power = 1, turn = 0; turn < 20; turn++, power *= 10)
		for (uint64_t around = 0; around < 3; around++) {
			uint64_t n = power - 1 + around;
			int length = snprintf(expected, sizeof expected, "%ju", (uintmax_t)n);
			assert_slice_equal(u64_digits(room, n), ((slice){expected, (size_t)length}));
			assert_ptr_equal(u64_put(room, n), room + length);
		}
	for (uint64_t n = 0; n < 100100000; n += 997) {
		int length = snprintf(expected, sizeof expected, "%ju", (uintmax_t)n);
		assert_slice_equal(u64_digits(room, n), ((slice){expected, (size_t)length}));
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_have_the_digits_that_the_library_gives_them),
	        cmocka_unit_test(slice_of_null_is_absent),
	        cmocka_unit_test(equality_is_by_bytes_and_sees_inner_nul),
	        cmocka_unit_test(comparison_is_in_byte_order_with_a_prefix_first),
	        cmocka_unit_test(starts_and_ends_look_at_the_ends_alone),
	        cmocka_unit_test(sub_is_clamped),
	        cmocka_unit_test(trim_keeps_inner_blanks),
	        cmocka_unit_test(find_gives_the_first_place_or_none),
	        cmocka_unit_test(a_needle_is_found_at_every_place_and_nowhere_else),
	        cmocka_unit_test(bytes_are_counted_at_every_length),
	        cmocka_unit_test(in_text_is_about_the_buffer_not_the_bytes),
	        cmocka_unit_test(numbers_are_digits_alone_within_64_bits),
	        cmocka_unit_test(cut_splits_at_the_first_place),
	        cmocka_unit_test(spans_are_half_open),
	        cmocka_unit_test(hull_holds_both_and_none_is_neutral),
	        cmocka_unit_test(slice_at_is_clamped_and_absent_for_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

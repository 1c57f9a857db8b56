/* Tests of base/sixteen.h: every place of sixteen bytes, every byte. */
#include "asserts.h"

#include "base/sixteen.h"

static void a_byte_is_found_wherever_it_stands(void **state) {
	(void)state;
	for (size_t place = 0; place < 16; place++) {
		char text[16];
		memset(text, 'x', sizeof text);
		text[place] = '\n';
		sixteen found = sixteen_equal(sixteen_at(text), '\n');
		assert_true(sixteen_any(found));
		assert_int_equal(sixteen_first(found), place);
		assert_int_equal(sixteen_count(found), 1);
		assert_int_equal(sixteen_count(~found), 15);
		assert_int_equal(sixteen_bits(found), 1u << place);
		assert_int_equal(sixteen_bits(~found), 0xFFFFu ^ 1u << place);
	}
	assert_false(sixteen_any(sixteen_each(0)));
	assert_int_equal(sixteen_first(sixteen_each(0)), 16);
	assert_int_equal(sixteen_count(sixteen_each(0xFF)), 16);
	assert_int_equal(sixteen_bits(sixteen_each(0x7F)), 0);
	assert_int_equal(sixteen_bits(sixteen_at("a\x80z\xFF............")), 0xA);
}

static void the_first_of_several_is_told(void **state) {
	(void)state;
	sixteen found = sixteen_equal(sixteen_at("abcabcabcabcabca"), 'c');
	assert_int_equal(sixteen_first(found), 2);
	assert_int_equal(sixteen_count(found), 5);
}

static void ranges_hold_both_their_ends_and_bytes_beyond_ascii(void **state) {
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		sixteen v = sixteen_each((uint8_t)byte);
		assert_int_equal(sixteen_any(sixteen_within(v, 'a', 'z')), byte >= 'a' && byte <= 'z');
		assert_int_equal(sixteen_any(sixteen_within(v, 0x80, 0xBF)), byte >= 0x80 && byte <= 0xBF);
		assert_int_equal(sixteen_any(sixteen_below(v, 0x20)), byte < 0x20);
	}
}

/* Each of the few bytes is there, and no other. */
static void few_bytes_are_all_there_and_alone(void **state) {
	(void)state;
	static const char letters[] = "abcdefghijklmno";
	for (size_t n = 1; n < 16; n++) {
		sixteen v = sixteen_of_few(letters, n);
		for (size_t i = 0; i < 15; i++)
			assert_int_equal(sixteen_any(sixteen_equal(v, (uint8_t)letters[i])), i < n);
		assert_int_equal(sixteen_count(sixteen_within(v, 'a', 'o')), 16);
	}
}

static void the_first_bytes_are_as_many_as_asked_for(void **state) {
	(void)state;
	for (size_t n = 0; n <= 16; n++) {
		assert_int_equal(sixteen_bits(sixteen_first_bytes(n)), (1u << n) - 1);
		sixteen last = sixteen_of_last("abcdefghijklmnopqrst", n);
		assert_int_equal(sixteen_bits(sixteen_within(last, 'a', 'p')), (1u << n) - 1);
		assert_int_equal(sixteen_count(sixteen_equal(last, 0)), 16 - n);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_byte_is_found_wherever_it_stands),
	        cmocka_unit_test(the_first_of_several_is_told),
	        cmocka_unit_test(ranges_hold_both_their_ends_and_bytes_beyond_ascii),
	        cmocka_unit_test(the_first_bytes_are_as_many_as_asked_for),
	        cmocka_unit_test(few_bytes_are_all_there_and_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

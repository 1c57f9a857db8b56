/* base/ascii.h over every byte, as char and as unsigned char. */
#include "asserts.h"

#include "base/ascii.h"

#include <string.h>

static bool is_of(const char *set, int c) { return c > 0 && c < 128 && strchr(set, c) != NULL; }

static void classes_hold_their_ascii_bytes_and_none_beyond(void **state) {
	static const char digits[] = "0123456789", lower[] = "abcdefghijklmnopqrstuvwxyz",
	                  upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", blanks[] = " \t\n\v\f\r";
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		const int forms[] = {(char)byte, (unsigned char)byte};
		for (unsigned i = 0; i < 2; i++) {
			int c = forms[i];
			assert_int_equal(ascii_is_digit(c), is_of(digits, c));
			assert_int_equal(ascii_is_lower(c), is_of(lower, c));
			assert_int_equal(ascii_is_upper(c), is_of(upper, c));
			assert_int_equal(ascii_is_letter(c), is_of(lower, c) || is_of(upper, c));
			assert_int_equal(ascii_is_blank(c), is_of(blanks, c));
		}
	}
}

static void capitals_become_small_letters_and_nothing_else_changes(void **state) {
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		char c = (char)byte;
		assert_int_equal(ascii_lower(c), byte >= 'A' && byte <= 'Z' ? byte + 32 : c);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(classes_hold_their_ascii_bytes_and_none_beyond),
	        cmocka_unit_test(capitals_become_small_letters_and_nothing_else_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* bits.h: the next bit set, up to an end that may lie anywhere in a word. */
#include "asserts.h"

#include "base/bits.h"

enum { WORDS = 3, BITS = 64 * WORDS };

static size_t slowly(const uint64_t *bits, size_t at, size_t end) {
	while (at < end && !(bits[at / 64] >> (at % 64) & 1)) at++;
	return at < end ? at : end;
}

static void the_next_bit_is_that_of_a_walk(void **state) {
	(void)state;
	const uint64_t rows[][WORDS] = {{0, 0, 0}, {1, 0, 1}, {UINT64_C(1) << 63, 0, 0}, {0, UINT64_C(1) << 63, 1},
	        {UINT64_C(0x8000000100000001), 0, UINT64_C(0x100)}, {~UINT64_C(0), 0, ~UINT64_C(0)}};
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
		for (size_t end = 0; end <= BITS; end++)
			for (size_t at = 0; at <= BITS; at++)
				assert_int_equal(bits_next(rows[row], at, end), slowly(rows[row], at, end));
}

int main(void) {
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_next_bit_is_that_of_a_walk)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

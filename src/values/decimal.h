/* Exact decimals on strings of digits. No floats, no limit but memory; nothing is ever rounded.
 *
 *   struct decimal d;
 *   if (decimal_read(S("-12.50"), &d, a)) text = decimal_text(a, decimal_shift(a, d, 3));   // "-12500"
 *
 * A decimal is (negative ? -1 : 1) × digits ÷ 10^places. In normal form, which every function here gives and expects,
 * digits are ASCII, as many as places + 1 at least, with no further leading zero, and zero is not negative. Digits
 * after the point stay as many as they were written until decimal_trim. Digits point into the text they were read from,
 * or into the arena. Costs are linear in the digits unless said otherwise. */
#ifndef GARNER_VALUES_DECIMAL_H
#define GARNER_VALUES_DECIMAL_H

#include "base/arena.h"

struct decimal {
	bool negative;
	slice digits;
	size_t places; /* how many of the digits stand behind the point */
};

/* Plain digits: "12", "-12.50", "+3", ".5", "007" (7). No thousands marks, no exponent, no blanks; false for
 * anything else. */
bool decimal_read(slice plain, struct decimal *d, arena *a);
slice decimal_text(arena *a, struct decimal d); /* "-12.50"; what decimal_read takes */
struct decimal decimal_of(arena *a, uint64_t n);

bool decimal_is_zero(struct decimal d);
bool decimal_is_whole(struct decimal d);                                  /* 37.0 is */
int decimal_compare(arena *a, struct decimal left, struct decimal right); /* <0, 0, >0; 1.0 equals 1 */

struct decimal decimal_trim(struct decimal d); /* without zeros at the end of its places: 37.10 → 37.1, 37.0 → 37 */
struct decimal decimal_negate(struct decimal d);
struct decimal decimal_shift(arena *a, struct decimal d, int exponent); /* × 10^exponent */
struct decimal decimal_add(arena *a, struct decimal left, struct decimal right);
struct decimal decimal_multiply(arena *a, struct decimal left, struct decimal right); /* O(digits × digits) */
/* d ÷ divisor where that ends (5 ÷ 8 = 0.625), trimmed; false where it does not (1 ÷ 3) or divisor is 0. */
bool decimal_divide(arena *a, struct decimal d, uint32_t divisor, struct decimal *quotient);
/* Of its digits, without point and sign; divisor not 0. */
uint32_t decimal_remainder(struct decimal d, uint32_t divisor);

#endif

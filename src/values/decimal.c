/* Exact decimals: see decimal.h. Schoolbook arithmetic (Knuth, The Art of Computer Programming, vol. 2, 4.3.1) in
 * base ten: numbers in documents have a few digits, and base ten needs no conversion on the way in or out. */
#include "values/decimal.h"

#include "base/ascii.h"
#include "base/mem.h"

/* Brings digits and places to normal form. The digits may be padded with zeros in front, hence the arena. */
static struct decimal normal(arena *a, bool negative, slice digits, size_t places) {
	size_t zeros = 0;
	while (zeros < digits.n && digits.n - zeros > places + 1 && digits.p[zeros] == '0') zeros++;
	digits = slice_drop(digits, zeros);
	if (digits.n < places + 1) {
		if (places > SIZE_MAX / 4) mem_exhausted();
		size_t pad = places + 1 - digits.n;
		char *wide = arena_alloc(a, places + 1);
		memset(wide, '0', pad);
		if (digits.n) memcpy(wide + pad, digits.p, digits.n);
		digits = (slice){wide, places + 1};
	}
	struct decimal d = {negative, digits, places};
	if (decimal_is_zero(d)) d.negative = false;
	return d;
}

bool decimal_read(slice plain, struct decimal *d, arena *a) {
	bool negative = plain.n && plain.p[0] == '-';
	if (negative || (plain.n && plain.p[0] == '+')) plain = slice_drop(plain, 1);
	size_t point = slice_find_byte(plain, '.');
	size_t places = point == SIZE_MAX ? 0 : plain.n - point - 1;
	for (size_t i = 0; i < plain.n; i++)
		if (i != point && !ascii_is_digit(plain.p[i])) return false;
	if (plain.n == 0 || (point != SIZE_MAX && places == 0)) return false;
	if (point != SIZE_MAX) plain = say(a, slice_sub(plain, 0, point), slice_drop(plain, point + 1));
	*d = normal(a, negative, plain, places);
	return true;
}

slice decimal_text(arena *a, struct decimal d) {
	size_t whole = d.digits.n - d.places;
	return say(a, d.negative ? S("-") : S(""), slice_sub(d.digits, 0, whole), d.places ? S(".") : S(""),
	        slice_drop(d.digits, whole));
}

struct decimal decimal_of(arena *a, uint64_t n) {
	return (struct decimal){false, slice_of_u64(a, n), 0};
}

bool decimal_is_zero(struct decimal d) {
	for (size_t i = 0; i < d.digits.n; i++)
		if (d.digits.p[i] != '0') return false;
	return true;
}

bool decimal_is_whole(struct decimal d) { return decimal_trim(d).places == 0; }

struct decimal decimal_trim(struct decimal d) {
	while (d.places && d.digits.p[d.digits.n - 1] == '0') {
		d.places--;
		d.digits.n--;
	}
	return d;
}

struct decimal decimal_negate(struct decimal d) {
	if (!decimal_is_zero(d)) d.negative = !d.negative;
	return d;
}

/* The digits with zeros behind them. */
static slice with_zeros(arena *a, slice digits, size_t zeros) {
	if (zeros == 0) return digits;
	if (zeros > SIZE_MAX / 4) mem_exhausted();
	char *out = arena_alloc(a, digits.n + zeros);
	memcpy(out, digits.p, digits.n);
	memset(out + digits.n, '0', zeros);
	return (slice){out, digits.n + zeros};
}

struct decimal decimal_shift(arena *a, struct decimal d, int exponent) {
	if (exponent < 0) return normal(a, d.negative, d.digits, d.places + (size_t)(-(long)exponent));
	size_t up = (size_t)exponent;
	if (up <= d.places) return normal(a, d.negative, d.digits, d.places - up);
	return normal(a, d.negative, with_zeros(a, d.digits, up - d.places), 0);
}

/* ---- sums. Both operands are first brought to the same places and length, so that columns stand under each
 * other. */

struct columns {
	slice left, right;
	size_t places;
};

static slice padded(arena *a, struct decimal d, size_t places, size_t length) {
	slice digits = with_zeros(a, d.digits, places - d.places);
	if (digits.n == length) return digits;
	char *out = arena_alloc(a, length);
	memset(out, '0', length - digits.n);
	memcpy(out + length - digits.n, digits.p, digits.n);
	return (slice){out, length};
}

static struct columns columns_of(arena *a, struct decimal left, struct decimal right) {
	size_t places = left.places > right.places ? left.places : right.places;
	size_t l = left.digits.n + places - left.places, r = right.digits.n + places - right.places;
	size_t length = l > r ? l : r;
	return (struct columns){padded(a, left, places, length), padded(a, right, places, length), places};
}

int decimal_compare(arena *a, struct decimal left, struct decimal right) {
	if (left.negative != right.negative) return left.negative ? -1 : 1;
	struct columns c = columns_of(a, left, right);
	int order = slice_compare(c.left, c.right);
	return left.negative ? -order : order;
}

static slice sum_of(arena *a, slice left, slice right) {
	char *out = arena_alloc(a, left.n + 1);
	int carry = 0;
	for (size_t i = left.n; i-- > 0;) {
		int digit = left.p[i] - '0' + right.p[i] - '0' + carry;
		out[i + 1] = (char)('0' + digit % 10);
		carry = digit / 10;
	}
	out[0] = (char)('0' + carry);
	return (slice){out, left.n + 1};
}

/* big - small, where small is not the greater. */
static slice difference_of(arena *a, slice big, slice small) {
	char *out = arena_alloc(a, big.n);
	int borrow = 0;
	for (size_t i = big.n; i-- > 0;) {
		int digit = big.p[i] - small.p[i] - borrow;
		borrow = digit < 0;
		out[i] = (char)('0' + digit + 10 * borrow);
	}
	return (slice){out, big.n};
}

struct decimal decimal_add(arena *a, struct decimal left, struct decimal right) {
	struct columns c = columns_of(a, left, right);
	if (left.negative == right.negative) return normal(a, left.negative, sum_of(a, c.left, c.right), c.places);
	if (slice_compare(c.left, c.right) >= 0)
		return normal(a, left.negative, difference_of(a, c.left, c.right), c.places);
	return normal(a, right.negative, difference_of(a, c.right, c.left), c.places);
}

/* ---- products */

struct decimal decimal_multiply(arena *a, struct decimal left, struct decimal right) {
	size_t n = left.digits.n + right.digits.n;
	char *out = arena_alloc(a, n);
	memset(out, '0', n);
	for (size_t i = left.digits.n; i-- > 0;) {
		int carry = 0, times = left.digits.p[i] - '0';
		for (size_t j = right.digits.n; j-- > 0;) {
			int digit = (out[i + j + 1] - '0') + times * (right.digits.p[j] - '0') + carry;
			out[i + j + 1] = (char)('0' + digit % 10);
			carry = digit / 10;
		}
		out[i] = (char)(out[i] + carry); /* nothing was added to this column yet */
	}
	return normal(a, left.negative != right.negative, (slice){out, n}, left.places + right.places);
}

/* A quotient that ends does so after 31 more digits at most: the divisor has no more than 31 factors 2 or 13 factors
 * 5, and each further digit uses up one of both. */
enum { DIVIDE_MORE = 32 };

bool decimal_divide(arena *a, struct decimal d, uint32_t divisor, struct decimal *quotient) {
	if (divisor == 0) return false;
	char *out = arena_alloc(a, d.digits.n + DIVIDE_MORE);
	uint64_t rest = 0;
	size_t n = 0;
	for (; n < d.digits.n || (rest && n < d.digits.n + DIVIDE_MORE); n++) {
		rest = rest * 10 + (n < d.digits.n ? (uint64_t)(d.digits.p[n] - '0') : 0);
		out[n] = (char)('0' + rest / divisor);
		rest %= divisor;
	}
	if (rest) return false;
	*quotient = decimal_trim(normal(a, d.negative, (slice){out, n}, d.places + n - d.digits.n));
	return true;
}

uint32_t decimal_remainder(struct decimal d, uint32_t divisor) {
	uint64_t rest = 0;
	for (size_t i = 0; i < d.digits.n; i++) rest = (rest * 10 + (uint64_t)(d.digits.p[i] - '0')) % divisor;
	return (uint32_t)rest;
}

/* Slices and spans: see slice.h. Nothing here allocates, and nothing reads a byte outside of a slice. */
#include "base/slice.h"

#include "base/ascii.h"
#include "base/sixteen.h"

#include <string.h>

slice slice_of(const char *c_string) { return c_string ? (slice){c_string, strlen(c_string)} : ABSENT; }

uint64_t slice_hash(slice s) {
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return h ^ h >> 32;
}

int slice_compare(slice a, slice b) {
	size_t common = a.n < b.n ? a.n : b.n;
	int order = common ? memcmp(a.p, b.p, common) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

int slice_order(const void *left, const void *right) {
	return slice_compare(*(const slice *)left, *(const slice *)right);
}

bool slice_ends(slice s, slice suffix) { return s.n >= suffix.n && slice_equal(slice_drop(s, s.n - suffix.n), suffix); }

slice slice_trim(slice s) {
	size_t start = 0, end = s.n;
	while (start < end && ascii_is_blank(s.p[start])) start++;
	while (end > start && ascii_is_blank(s.p[end - 1])) end--;
	return slice_sub(s, start, end);
}

enum { SHORT_NEEDLE = 8 };

/* Which of sixteen places from `at` on have the needle's first byte, and its last as far behind that? One of these is where it
 * stands, or none. */
static size_t find_in_sixteen(slice s, size_t at, slice needle) {
	const char *p = s.p + at;
	sixteen first = sixteen_equal(sixteen_at(p), (uint8_t)needle.p[0]);
	sixteen last = sixteen_equal(sixteen_at(p + needle.n - 1), (uint8_t)needle.p[needle.n - 1]);
	for (uint32_t bits = sixteen_bits(first & last); bits; bits &= bits - 1) {
		unsigned i = (unsigned)__builtin_ctz(bits);
		if (memcmp(p + i, needle.p, needle.n) == 0) return at + i;
	}
	return SIZE_MAX;
}

/* memmem takes longer to begin with a needle of three bytes than this takes for a line. */
static size_t find_short(slice s, slice needle) {
	size_t places = s.n - needle.n + 1, at = 0;
	for (; at + 16 <= places; at += 16) {
		size_t found = find_in_sixteen(s, at, needle);
		if (found != SIZE_MAX) return found;
	}
	if (at == places) return SIZE_MAX;
	if (places >= 16) return find_in_sixteen(s, places - 16, needle);
	for (; at < places; at++)
		if (s.p[at] == needle.p[0] && memcmp(s.p + at, needle.p, needle.n) == 0) return at;
	return SIZE_MAX;
}

size_t slice_find(slice s, slice needle) {
	if (needle.n == 0) return 0;
	if (s.n < needle.n) return SIZE_MAX;
	if (needle.n <= SHORT_NEEDLE) return find_short(s, needle);
	const char *found = memmem(s.p, s.n, needle.p, needle.n);
	return found ? (size_t)(found - s.p) : SIZE_MAX;
}

size_t slice_find_byte(slice s, char c) {
	const char *found = s.n ? memchr(s.p, c, s.n) : NULL;
	return found ? (size_t)(found - s.p) : SIZE_MAX;
}

size_t slice_count_byte(slice s, char c) {
	size_t count = 0, i = 0;
	for (; i + 16 <= s.n; i += 16) count += sixteen_count(sixteen_equal(sixteen_at(s.p + i), (uint8_t)c));
	for (; i < s.n; i++) count += s.p[i] == c;
	return count;
}

size_t slice_line_end(slice s, size_t from) {
	size_t i = from;
	for (; i + 16 <= s.n; i += 16) {
		sixteen v = sixteen_at(s.p + i);
		size_t first = sixteen_first(sixteen_equal(v, '\n') | sixteen_equal(v, '\r'));
		if (first < 16) return i + first;
	}
	while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r') i++;
	return i;
}

bool slice_in_text(slice part, slice whole) {
	if (!part.p || !whole.p) return false;
	/* As integers, since pointers into different buffers may not be compared. */
	uintptr_t p = (uintptr_t)part.p, w = (uintptr_t)whole.p;
	return p >= w && p - w <= whole.n && part.n <= whole.n - (p - w);
}

bool slice_to_u64(slice s, uint64_t *value) {
	uint64_t sum = 0;
	if (s.n == 0) return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') return false;
		uint64_t digit = (uint64_t)(s.p[i] - '0');
		/* Nineteen digits always have room. */
		if (i >= 19 && sum > (UINT64_MAX - digit) / 10) return false;
		sum = sum * 10 + digit;
	}
	*value = sum;
	return true;
}

static size_t count_digits(uint64_t n) {
	size_t digits = 1;
	for (; n >= 10000; n /= 10000) digits += 4;
	return digits + (n >= 10) + (n >= 100) + (n >= 1000);
}

/* Below 10^8, all eight digits in one word: halves of four, those of two, those of one. The division by 100 of what is below
 * 10^4, and by 10 of what is below 100, is a multiplication and a shift. */
static char *eight_put(char *to, uint32_t n) {
	uint64_t x = n / 10000 | (uint64_t)(n % 10000) << 32;
	uint64_t y = (x * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
	x = y | (x - y * 100) << 16;
	y = (x * 103 >> 10) & UINT64_C(0x000f000f000f000f);
	x = y | (x - y * 10) << 8;
	size_t zeros = x ? (size_t)__builtin_ctzll(x) / 8 : 7;
	x = (x | UINT64_C(0x3030303030303030)) >> (zeros * 8);
	memcpy(to, &x, sizeof x);
	return to + 8 - zeros;
}

/* From the last on, two at a time. */
char *u64_put(char *to, uint64_t n) {
	if (n < 100000000 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) return eight_put(to, (uint32_t)n);
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	                            "8081828384858687888990919293949596979899";
	char *end = to + count_digits(n), *at = end;
	for (; n >= 100; n /= 100) memcpy(at -= 2, pairs + n % 100 * 2, 2);
	if (n >= 10)
		memcpy(at - 2, pairs + n * 2, 2);
	else
		at[-1] = (char)('0' + n);
	return end;
}

slice u64_digits(char room[U64_DIGITS], uint64_t n) { return (slice){room, (size_t)(u64_put(room, n) - room)}; }

struct cut slice_cut(slice s, slice at) {
	size_t found = slice_find(s, at);
	if (found == SIZE_MAX) return (struct cut){s, slice_drop(s, s.n), false};
	return (struct cut){slice_sub(s, 0, found), slice_drop(s, found + at.n), true};
}

span span_hull(span a, span b) {
	if (span_is_none(a)) return b;
	if (span_is_none(b)) return a;
	return (span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

slice slice_at(slice text, span s) { return span_is_none(s) ? ABSENT : slice_sub(text, s.start, s.end); }

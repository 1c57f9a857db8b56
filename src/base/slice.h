/* Bytes owned by someone else, and places in them.
 *
 * A slice is read-only, may contain NUL and is never assumed terminated. A slice whose p is NULL is "absent";
 * one with n == 0 and p set is "empty". All comparisons are by bytes (memcmp), so they do not depend on the locale.
 * Functions here never allocate; the result points into the argument and lives as long as it does. */
#ifndef GARNER_BASE_SLICE_H
#define GARNER_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	const char *p;
	size_t n; /* bytes */
} slice;

/* A place in a document: bytes from its start, half-open. */
typedef struct {
	size_t start, end;
} span;

#define SPAN_NONE ((span){SIZE_MAX, SIZE_MAX})

/* A slice of a string literal. */
#define S(literal) ((slice){(literal), sizeof(literal) - 1})

#define ABSENT ((slice){NULL, 0})

slice slice_of(const char *c_string); /* NULL gives ABSENT */
/* Two absent slices are equal; absent and empty are not told apart. */
static inline bool slice_equal(slice a, slice b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
/* For tables in memory, not for what is stored: 64-bit FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv), its high half folded
 * into the low one, which chooses slots. Words come from rule packs and documents; the order of what is in a table shows
 * nowhere, so no seed. O(n). */
uint64_t slice_hash(slice s);
int slice_compare(slice a, slice b);                  /* <0, 0, >0 in byte order, a prefix first */
int slice_order(const void *left, const void *right); /* of two slices, for qsort and bsearch */
static inline bool slice_starts(slice s, slice prefix) {
	if (prefix.n == 0) return true;
	/* Most differ in the first byte. */
	return s.n >= prefix.n && s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0;
}
bool slice_ends(slice s, slice suffix);
/* Clamped to s. */
static inline slice slice_sub(slice s, size_t start, size_t end) {
	if (!s.p) return s; /* NULL + 0 is undefined in C17 */
	if (end > s.n) end = s.n;
	if (start > end) start = end;
	return (slice){s.p + start, end - start};
}
/* Without its first n bytes, clamped. */
static inline slice slice_drop(slice s, size_t n) { return slice_sub(s, n, s.n); }
slice slice_trim(slice s);                   /* without ASCII blanks (space, \t \n \v \f \r) at both ends */
size_t slice_find(slice s, slice needle);    /* first byte offset, or SIZE_MAX */
size_t slice_find_byte(slice s, char c);     /* first byte offset, or SIZE_MAX */
size_t slice_count_byte(slice s, char c);    /* how many of them */
size_t slice_line_end(slice s, size_t from); /* the first LF or CR at `from` or behind it, else s.n */
bool slice_in_text(slice part, slice whole); /* does part point into whole? (same buffer) */

/* A decimal integer of digits alone, no sign; false when empty, not digits, or beyond 64 bits. */
bool slice_to_u64(slice s, uint64_t *value);

/* Decimal digits, written into the room; the slice points into it. */
enum { U64_DIGITS = 20 };
slice u64_digits(char room[U64_DIGITS], uint64_t n);
char *u64_put(char *to, uint64_t n); /* the same; their end. Bytes behind it, as far as the room, may change too */

/* Cut at the first `at`: head before it, tail behind it; ok is false (head = s, tail empty) where it is missing. */
struct cut {
	slice head, tail;
	bool ok;
};
struct cut slice_cut(slice s, slice at);

/* ---- spans */
static inline size_t span_length(span s) { return s.end - s.start; }
static inline bool span_is_none(span s) { return s.start == SIZE_MAX; }
static inline bool span_overlaps(span a, span b) { return a.start < b.end && b.start < a.end; }
static inline bool span_contains(span outer, span inner) {
	return outer.start <= inner.start && inner.end <= outer.end;
}

/* The same in half the room, for arrays of many: places in a text of less than 4 GiB. SPAN_NONE stays what it is. */
typedef struct {
	uint32_t start, end;
} short_span;
static inline short_span span_shorten(span s) { return (short_span){(uint32_t)s.start, (uint32_t)s.end}; }
static inline span span_of(short_span s) { return s.start == UINT32_MAX ? SPAN_NONE : (span){s.start, s.end}; }

span span_hull(span a, span b);     /* the smallest span with both in it; SPAN_NONE is neutral */
slice slice_at(slice text, span s); /* the bytes of a span, clamped to the text; SPAN_NONE gives ABSENT */

#endif

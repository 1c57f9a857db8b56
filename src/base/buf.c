/* Byte buffers, JSON strings and CSV cells: see buf.h. JSON after RFC 8259 section 7, CSV after RFC 4180 section 2. */
#include "base/buf.h"

#include "base/mem.h"

void buf_grow(struct buf *b, size_t more) {
	if (more <= b->cap - b->n) return;
	if (more > SIZE_MAX / 2 - b->n) mem_exhausted();
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->n + more) cap *= 2;
	b->p = must_realloc(b->p, cap);
	b->cap = cap;
}

void buf_u64(struct buf *b, uint64_t n) {
	char room[U64_DIGITS];
	buf_put(b, u64_digits(room, n));
}

void buf_clear(struct buf *b) { b->n = 0; }

void buf_free(struct buf *b) {
	mem_free(b->p);
	*b = (struct buf){0};
}

void buf_drain(struct buf *b, const struct drain *d) {
	if (d && b->n >= 64 << 10) d->take(d->to, b);
}

slice buf_slice(const struct buf *b) { return b->p ? (slice){b->p, b->n} : S(""); }

/* ---- looking at eight bytes at once (after Mycroft's test for a zero byte); what they find is looked at again, byte by
 * byte, so it may be too much but never too little */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static uint64_t zero_bytes(uint64_t eight) { return (eight - EACH(0x01)) & ~eight & EACH(0x80); }
static uint64_t low_bytes(uint64_t eight, uint8_t least) { return (eight - EACH(least)) & ~eight & EACH(0x80); }

/* One to seven bytes as eight: the others are among them twice, or the filler. */
static uint64_t few_bytes(const char *p, size_t n, uint8_t filler) {
	if (n >= 4) {
		uint32_t first, last;
		memcpy(&first, p, sizeof first);
		memcpy(&last, p + n - sizeof last, sizeof last);
		return (uint64_t)last << 32 | first;
	}
	uint64_t each = (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8;
	return each | (uint64_t)(unsigned char)p[n - 1] << 16 | (EACH(filler) << 24);
}

static bool json_needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

static bool json_may_hold_escapes(uint64_t eight) {
	return (low_bytes(eight, 0x20) | zero_bytes(eight ^ EACH('"')) | zero_bytes(eight ^ EACH('\\'))) != 0;
}

static bool json_may_need_escape(const char *p) {
	uint64_t eight;
	memcpy(&eight, p, sizeof eight);
	return json_may_hold_escapes(eight);
}

static bool json_is_plain(slice s) {
	if (s.n < 8) return s.n == 0 || !json_may_hold_escapes(few_bytes(s.p, s.n, 'x'));
	for (size_t i = 0; s.n - i >= 8; i += 8)
		if (json_may_need_escape(s.p + i)) return false;
	return !json_may_need_escape(s.p + s.n - 8);
}

/* How many bytes from `at` on need no escape. */
static size_t json_plain(slice s, size_t at) {
	size_t i = at;
	while (s.n - i >= 8 && !json_may_need_escape(s.p + i)) i += 8;
	/* The last few bytes, together with some before them that are known. */
	if (s.n - i < 8 && s.n >= 8 && !json_may_need_escape(s.p + s.n - 8)) return s.n - at;
	while (i < s.n && !json_needs_escape((unsigned char)s.p[i])) i++;
	return i - at;
}

static void json_escape(struct buf *b, unsigned char c) {
	static const char hex[] = "0123456789abcdef", letters[] = "btn?fr"; /* for 8 to 13; 11 has none */
	buf_byte(b, '\\');
	if (c == '"' || c == '\\') {
		buf_byte(b, (char)c);
	} else if (c >= 8 && c <= 13 && c != 11) {
		buf_byte(b, letters[c - 8]);
	} else {
		buf_put(b, S("u00"));
		buf_byte(b, hex[c >> 4]);
		buf_byte(b, hex[c & 15]);
	}
}

void buf_json_string(struct buf *b, slice s) {
	if (!s.p) {
		buf_put(b, S("null"));
		return;
	}
	if (s.n + 2 > b->cap - b->n) buf_grow(b, s.n + 2);
	buf_byte(b, '"');
	if (json_is_plain(s)) {
		buf_put(b, s);
		buf_byte(b, '"');
		return;
	}
	for (size_t at = 0; at < s.n; at++) {
		size_t plain = json_plain(s, at);
		buf_put(b, (slice){s.p + at, plain});
		at += plain;
		if (at < s.n) json_escape(b, (unsigned char)s.p[at]);
	}
	buf_byte(b, '"');
}

void buf_json_key(struct buf *b, bool *first, slice name) {
	if (name.n + 4 > b->cap - b->n) buf_grow(b, name.n + 4);
	if (!*first) buf_byte(b, ',');
	*first = false;
	buf_json_string(b, name);
	buf_byte(b, ':');
}

static bool csv_may_hold_quotable(uint64_t eight) {
	return (low_bytes(eight, 0x0E) | zero_bytes(eight ^ EACH('"')) | zero_bytes(eight ^ EACH(','))) != 0;
}

static bool csv_may_need_quotes(const char *p) {
	uint64_t eight;
	memcpy(&eight, p, sizeof eight);
	return csv_may_hold_quotable(eight);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool csv_needs_quotes(slice s) {
	size_t i = 0;
	if (s.n == 0) return false;
	if (is_blank(s.p[0]) || is_blank(s.p[s.n - 1])) return true;
	if (s.n < 8 && !csv_may_hold_quotable(few_bytes(s.p, s.n, 'x'))) return false;
	while (s.n - i >= 8 && !csv_may_need_quotes(s.p + i)) i += 8;
	if (s.n - i < 8 && s.n >= 8 && !csv_may_need_quotes(s.p + s.n - 8)) return false;
	for (; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n') return true;
	return false;
}

void buf_csv_cell(struct buf *b, slice s) {
	if (!csv_needs_quotes(s)) {
		buf_put(b, s);
		return;
	}
	buf_byte(b, '"');
	for (size_t at = 0; at < s.n; at++) {
		size_t quote = slice_find_byte(slice_drop(s, at), '"');
		buf_put(b, slice_sub(s, at, quote == SIZE_MAX ? s.n : at + quote));
		if (quote == SIZE_MAX) break;
		buf_put(b, S("\"\""));
		at += quote;
	}
	buf_byte(b, '"');
}

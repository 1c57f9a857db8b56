/* Byte buffers, JSON strings and CSV cells: see buf.h. JSON after RFC 8259 section 7, CSV after RFC 4180 section 2. */
#include "base/buf.h"

#include "base/mem.h"

#include <string.h>

static void reserve(struct buf *b, size_t more) {
	if (more <= b->cap - b->n) return;
	if (more > SIZE_MAX / 2 - b->n) mem_exhausted();
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->n + more) cap *= 2;
	b->p = must_realloc(b->p, cap);
	b->cap = cap;
}

void buf_put(struct buf *b, slice s) {
	if (s.n == 0) return;
	reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void buf_byte(struct buf *b, char c) {
	reserve(b, 1);
	b->p[b->n++] = c;
}

void buf_u64(struct buf *b, uint64_t n) {
	char digits[20];
	size_t at = sizeof digits;
	do digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	buf_put(b, (slice){digits + at, sizeof digits - at});
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

static bool json_needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

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
	reserve(b, s.n + 2);
	buf_byte(b, '"');
	size_t plain = 0; /* where the run that needs no escape began */
	for (size_t i = 0; i < s.n; i++) {
		if (!json_needs_escape((unsigned char)s.p[i])) continue;
		buf_put(b, slice_sub(s, plain, i));
		json_escape(b, (unsigned char)s.p[i]);
		plain = i + 1;
	}
	buf_put(b, slice_drop(s, plain));
	buf_byte(b, '"');
}

void buf_json_key(struct buf *b, bool *first, slice name) {
	if (!*first) buf_byte(b, ',');
	*first = false;
	buf_json_string(b, name);
	buf_byte(b, ':');
}

static bool csv_needs_quotes(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n') return true;
	return slice_trim(s).n != s.n;
}

void buf_csv_cell(struct buf *b, slice s) {
	if (!csv_needs_quotes(s)) {
		buf_put(b, s);
		return;
	}
	buf_byte(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"') buf_byte(b, '"');
		buf_byte(b, s.p[i]);
	}
	buf_byte(b, '"');
}

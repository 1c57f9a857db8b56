/* Byte buffers, JSON strings and CSV cells: see buf.h. JSON after RFC 8259 section 7, CSV after RFC 4180 section 2. */
#include "base/buf.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/sixteen.h"

void buf_grow(struct buf *b, size_t more) {
	if (more <= b->cap - b->n) return;
	if (more > SIZE_MAX / 2 - b->n) mem_exhausted();
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->n + more) cap *= 2;
	b->p = must_realloc(b->p, cap);
	b->cap = cap;
}

void buf_u64(struct buf *b, uint64_t n) {
	buf_room(b, U64_DIGITS);
	b->n = (size_t)(u64_put(b->p + b->n, n) - b->p);
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

/* ---- what a text holds, sixteen bytes at a time */

/* What was found: of that which JSON escapes, and of that for which CSV quotes. */
struct found {
	sixteen escaped, quoted;
};

static inline sixteen escaped(sixteen v) {
	return sixteen_below(v, 0x20) | sixteen_equal(v, '"') | sixteen_equal(v, '\\');
}

static inline void look(struct found *f, sixteen v) {
	f->escaped |= escaped(v);
	f->quoted |= sixteen_below(v, 0x20) | sixteen_equal(v, '"') | sixteen_equal(v, ',');
}

unsigned text_needs(slice s) {
	struct found f = {sixteen_each(0), sixteen_each(0)};
	if (s.n == 0) return 0;
	if (s.n < 16) {
		look(&f, sixteen_of_few(s.p, s.n));
	} else {
		for (size_t i = 0; i < s.n - 16; i += 16) look(&f, sixteen_at(s.p + i));
		look(&f, sixteen_at(s.p + s.n - 16));
	}
	bool ends = ascii_is_blank(s.p[0]) || ascii_is_blank(s.p[s.n - 1]);
	return (sixteen_any(f.escaped) ? NEEDS_ESCAPES : 0u) | (ends || sixteen_any(f.quoted) ? NEEDS_QUOTES : 0u);
}

/* How many bytes from `at` on need no escape. */
static size_t json_plain(slice s, size_t at) {
	size_t i = at;
	for (; s.n - i >= 16; i += 16) {
		size_t first = sixteen_first(escaped(sixteen_at(s.p + i)));
		if (first < 16) return i + first - at;
	}
	while (i < s.n && (unsigned char)s.p[i] >= 0x20 && s.p[i] != '"' && s.p[i] != '\\') i++;
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

/* Copies it while it needs no escape, sixteen bytes at a time: nearly always all of it. How many bytes. */
static size_t json_copy(char *to, slice s) {
	size_t i = 0;
	if (s.n < 16) {
		if (s.n == 0 || sixteen_any(escaped(sixteen_of_few(s.p, s.n)))) return 0;
		bytes_copy_few(to, s.p, s.n);
		return s.n;
	}
	for (; i < s.n; i += 16) {
		size_t at = s.n - i >= 16 ? i : s.n - 16;
		sixteen v = sixteen_at(s.p + at);
		if (sixteen_any(escaped(v))) return i;
		memcpy(to + at, &v, sizeof v);
	}
	return s.n;
}

void buf_json_string(struct buf *b, slice s) {
	if (!s.p) {
		buf_put(b, S("null"));
		return;
	}
	buf_room(b, s.n + 2);
	b->p[b->n++] = '"';
	size_t copied = json_copy(b->p + b->n, s);
	b->n += copied;
	for (size_t at = copied; at < s.n; at++) {
		size_t plain = json_plain(s, at);
		buf_put(b, (slice){s.p + at, plain});
		at += plain;
		if (at < s.n) json_escape(b, (unsigned char)s.p[at]);
	}
	buf_byte(b, '"');
}

void buf_json_key(struct buf *b, bool *first, slice name) {
	buf_room(b, name.n + 4);
	if (!*first) buf_byte(b, ',');
	*first = false;
	buf_json_string(b, name);
	buf_byte(b, ':');
}

/* Exactly, where text_needs may say too much. */
static bool csv_needs_quotes(slice s) {
	if ((text_needs(s) & NEEDS_QUOTES) == 0) return false;
	if (ascii_is_blank(s.p[0]) || ascii_is_blank(s.p[s.n - 1])) return true;
	for (size_t i = 0; i < s.n; i++)
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

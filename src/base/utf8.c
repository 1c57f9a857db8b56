/* UTF-8 and character classes: see utf8.h. Well-formedness after the table in RFC 3629 section 4 (Unicode, table 3-7);
 * categories and case folding are libunistring's. It allocates for itself while folding, outside of base/mem.h. */
#include "base/utf8.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/sixteen.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* ---- bytes */

size_t utf8_ascii_end(slice s, size_t from) {
	size_t i = from;
	while (s.n - i >= 16 && !sixteen_any(sixteen_at(s.p + i) & sixteen_each(0x80))) i += 16;
	while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
	return i;
}

/* Bytes of the well-formed sequence of two or more that p starts, at most n long; 0 where it is ill-formed. */
static size_t sequence_length(const unsigned char *p, size_t n) {
	unsigned char low = 0x80, high = 0xBF; /* what the second byte may be */
	size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (p[0] < 0xC2 || p[0] > 0xF4 || n < length) return 0;
	if (p[0] == 0xE0) low = 0xA0;  /* below: overlong */
	if (p[0] == 0xED) high = 0x9F; /* above: surrogates */
	if (p[0] == 0xF0) low = 0x90;  /* below: overlong */
	if (p[0] == 0xF4) high = 0x8F; /* above: beyond U+10FFFF */
	if (p[1] < low || p[1] > high) return 0;
	for (size_t i = 2; i < length; i++)
		if (p[i] < 0x80 || p[i] > 0xBF) return 0;
	return length;
}

bool utf8_valid(slice s, size_t *bad) {
	for (size_t i = 0;;) {
		if (i == s.n || (unsigned char)s.p[i] < 0x80) i = utf8_ascii_end(s, i);
		if (i == s.n) return true;
		size_t length = sequence_length((const unsigned char *)s.p + i, s.n - i);
		if (length == 0) {
			*bad = i;
			return false;
		}
		i += length;
	}
}

struct utf8_char utf8_at_any(slice s, size_t offset) {
	if (offset >= s.n) return (struct utf8_char){0};
	const uint8_t *p = (const uint8_t *)s.p + offset;
	size_t left = s.n - offset;
	/* Letters of most scripts have two bytes; what is not well-formed is not decided here. */
	if (left >= 2 && p[0] >= 0xC2 && p[0] < 0xE0 && (p[1] & 0xC0) == 0x80)
		return (struct utf8_char){(p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu), 2};
	/* So have punctuation and signs three, whose first leaves the second free. */
	if (left >= 3 && p[0] > 0xE0 && p[0] < 0xED && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
		return (struct utf8_char){(p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu), 3};
	ucs4_t code;
	int size = u8_mbtouc(&code, p, left);
	return (struct utf8_char){code, (unsigned)size};
}

struct utf8_char utf8_before_any(slice s, size_t offset) {
	if (offset > s.n) offset = s.n;
	if (offset == 0) return (struct utf8_char){0};
	const uint8_t *start = (const uint8_t *)s.p, *end = start + offset;
	if (end[-1] < 0x80) return (struct utf8_char){end[-1], 1};
	ucs4_t code;
	const uint8_t *at = u8_prev(&code, end, start);
	if (!at) return (struct utf8_char){0xFFFD, 1};
	return (struct utf8_char){code, (unsigned)(end - at)};
}

size_t utf8_count(slice s) {
	size_t continuing = 0, i = 0;
	for (; s.n - i >= 16; i += 16) continuing += sixteen_count(sixteen_within(sixteen_at(s.p + i), 0x80, 0xBF));
	for (; i < s.n; i++) continuing += ((unsigned char)s.p[i] & 0xC0) == 0x80;
	return s.n - continuing;
}

/* ---- classes */

bool utf8_is_upper_beyond(uint32_t code) {
	return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

bool utf8_is_lower_beyond(uint32_t code) { return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Ll); }

bool utf8_is_letter_beyond(uint32_t code) { return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L); }

bool utf8_is_blank_beyond(uint32_t code) {
	if (code >= 0x2000 && code <= 0x200A) return true;
	switch (code) {
	case 0x0085:
	case 0x00A0:
	case 0x1680:
	case 0x2028:
	case 0x2029:
	case 0x202F:
	case 0x205F:
	case 0x3000: return true;
	default: return false;
	}
}

/* ---- forms of a text */

static bool is_space(uint32_t code) { return utf8_is_blank(code) || code == '\r' || code == '\n'; }

bool utf8_is_unsafe(uint32_t code) {
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

unsigned utf8_encode(uint32_t code, char bytes[UTF8_MAX]) {
	static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
	unsigned size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (unsigned i = size; i > 1; i--, code >>= 6) bytes[i - 1] = (char)(0x80 | (code & 0x3F));
	bytes[0] = (char)(first[size] | code);
	return size;
}

slice utf8_trim(slice s) {
	size_t start = 0, end = s.n;
	for (struct utf8_char c; (c = utf8_at(s, start)).size && is_space(c.code);) start += c.size;
	for (struct utf8_char c; end > start && (c = utf8_before(s, end), is_space(c.code));) end -= c.size;
	return slice_sub(s, start, end);
}

static bool is_printing(char c) { return c > ' ' && c < 0x7F; }

/* The end of the printing characters of ASCII that start at i, single spaces between them among them: nearly all of most texts
 * is made of these. */
static size_t printing_end(slice s, size_t i) {
	if (!is_printing(s.p[i])) return i;
	for (; s.n - i > 16; i += 16) {
		sixteen v = sixteen_at(s.p + i), next = sixteen_at(s.p + i + 1);
		sixteen space = sixteen_equal(v, ' ') & sixteen_within(next, '!', '~');
		size_t first = sixteen_first(~(sixteen_within(v, '!', '~') | space));
		if (first < 16) return i + first;
	}
	while (i < s.n && (is_printing(s.p[i]) || (s.p[i] == ' ' && i + 1 < s.n && is_printing(s.p[i + 1])))) i++;
	return i;
}

slice utf8_fold_blanks(arena *a, slice s) {
	if (!s.p) return s;
	char *out = arena_room(a, s.n);
	size_t n = 0;
	bool blank = false; /* one is due before the next character */
	for (size_t i = 0, end; i < s.n; i = end) {
		end = printing_end(s, i);
		if (end == i) {
			struct utf8_char c = utf8_at(s, i);
			end += c.size;
			if (c.code == 0x00AD || c.code == 0xFEFF) continue;
			if (is_space(c.code)) {
				blank = n > 0;
				continue;
			}
		}
		if (blank) out[n++] = ' ';
		blank = false;
		memcpy(out + n, s.p + i, end - i);
		n += end - i;
	}
	return (slice){out, n};
}

static slice ascii_casefold(arena *a, slice s) {
	char *out = arena_room(a, s.n);
	for (size_t i = 0; i < s.n; i++) out[i] = ascii_lower(s.p[i]);
	return (slice){out, s.n};
}

slice utf8_casefold(arena *a, slice s) {
	if (!s.p) return s;
	if (utf8_ascii_end(s, 0) == s.n) return ascii_casefold(a, s);
	size_t n = s.n * 2; /* more is rare, and then libunistring allocates */
	uint8_t *room = arena_alloc(a, n);
	/* No language, so that Turkish rules never apply and the locale is never asked. */
	uint8_t *folded = u8_casefold((const uint8_t *)s.p, s.n, NULL, UNINORM_NFC, room, &n);
	if (!folded) mem_exhausted();
	slice result = {(const char *)folded, n};
	if (folded == room) return result;
	result = arena_copy(a, result);
	free(folded);
	return result;
}

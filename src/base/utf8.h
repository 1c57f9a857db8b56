/* UTF-8 (RFC 3629) and the few character classes that segmenting needs. Classes come from libunistring's Unicode
 * tables, never from the locale. Text is validated once, on reading; every function but utf8_valid expects valid text. */
#ifndef GARNER_BASE_UTF8_H
#define GARNER_BASE_UTF8_H

#include "base/arena.h"

/* Is all of it UTF-8? Overlong forms, surrogates and values beyond U+10FFFF are not. On false *bad is the byte
 * offset of the first byte of the first ill-formed sequence. Linear, about a byte a cycle. */
bool utf8_valid(slice s, size_t *bad);

/* The end of the run of ASCII that starts at `from`, at most s.n: most text is mostly this. */
size_t utf8_ascii_end(slice s, size_t from);

struct utf8_char {
	uint32_t code; /* code point; 0 with size 0 at the end */
	unsigned size; /* bytes */
};
size_t utf8_count(slice s); /* code points: bytes that continue none, whatever they are */

/* What the functions below have for characters beyond ASCII, and at the ends of a text. ASCII is answered here, since most
 * of most texts is that and every stage asks for every character. */
struct utf8_char utf8_at_any(slice s, size_t offset);
struct utf8_char utf8_before_any(slice s, size_t offset);
bool utf8_is_upper_beyond(uint32_t code);
bool utf8_is_lower_beyond(uint32_t code);
bool utf8_is_letter_beyond(uint32_t code);
bool utf8_is_blank_beyond(uint32_t code);

/* The character that starts at the offset. */
static inline struct utf8_char utf8_at(slice s, size_t offset) {
	if (offset < s.n && (unsigned char)s.p[offset] < 0x80) return (struct utf8_char){(unsigned char)s.p[offset], 1};
	return utf8_at_any(s, offset);
}
/* The character that ends at the offset. */
static inline struct utf8_char utf8_before(slice s, size_t offset) {
	if (offset > 0 && offset <= s.n && (unsigned char)s.p[offset - 1] < 0x80)
		return (struct utf8_char){(unsigned char)s.p[offset - 1], 1};
	return utf8_before_any(s, offset);
}

/* Upper or title case letter. */
static inline bool utf8_is_upper(uint32_t code) { return code < 0x80 ? code - 'A' < 26 : utf8_is_upper_beyond(code); }
static inline bool utf8_is_lower(uint32_t code) { return code < 0x80 ? code - 'a' < 26 : utf8_is_lower_beyond(code); }
static inline bool utf8_is_letter(uint32_t code) {
	return code < 0x80 ? (code | 0x20) - 'a' < 26 : utf8_is_letter_beyond(code);
}
/* ASCII digits only. */
static inline bool utf8_is_digit(uint32_t code) { return code - '0' < 10; }
/* Blanks inside a line: tab, space, U+00A0, U+1680, U+2000–U+200A, U+202F, U+205F, U+3000, and VT, FF, U+0085,
 * U+2028, U+2029, which separate but end no line here. */
static inline bool utf8_is_blank(uint32_t code) {
	if (code < 0x80) return code == ' ' || code == '\t' || code == '\v' || code == '\f';
	return utf8_is_blank_beyond(code);
}
/* What a terminal obeys, or what turns the direction of all that follows: C0, DEL and C1 controls, line ends and tabs
 * too, and the embeddings, overrides and isolates of the bidirectional algorithm (UAX #9). To be shown as something else. */
bool utf8_is_unsafe(uint32_t code);

/* The character's bytes; how many. */
enum { UTF8_MAX = 4 };
unsigned utf8_encode(uint32_t code, char bytes[UTF8_MAX]);

slice utf8_trim(slice s); /* without blanks (as above), CR and LF at both ends */
/* Runs of blanks, CR and LF as one space, trimmed; soft hyphens (U+00AD) and U+FEFF left out. In the arena. */
slice utf8_fold_blanks(arena *a, slice s);
/* Case folded (Unicode full case folding, NFC): the key form of names. In the arena. */
slice utf8_casefold(arena *a, slice s);

#endif

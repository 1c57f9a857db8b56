/* Mojibake: see read_mojibake.h. It is told, not mended: what stands there is what the file says.
 *
 * The lead bytes looked for are C2 and C3 (Latin letters and signs), and E2 before 80 to 84 (dashes, quotes, currency
 * signs): in Windows-1252 Â, Ã and â, which no word of English and hardly one of another language has before such
 * marks. The table is that of the WHATWG Encoding Standard, "index windows-1252". */
#include "stages/read_mojibake.h"

#include "base/sixteen.h"
#include "base/utf8.h"

#include <string.h>

/* Windows-1252, 0x80 to 0x9F; 0 where the character is that of the byte's own number. */
static const uint16_t upper[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A, 0x0153, 0, 0x017E, 0x0178};

/* The byte from 0x80 to 0xBF that was read as the character, or 0. */
static unsigned continuation(uint32_t code) {
	if (code >= 0x80 && code <= 0xBF) return code;
	for (unsigned i = 0; i < 32; i++)
		if (upper[i] == code) return 0x80 + i;
	return 0;
}

/* How many bytes the misread character at the place takes, or 0. */
static size_t misread(slice text, size_t at) {
	struct utf8_char lead = utf8_at(text, at), a = utf8_at(text, at + lead.size);
	if (lead.code != 0xC2 && lead.code != 0xC3 && lead.code != 0xE2) return 0;
	unsigned first = continuation(a.code);
	if (!first) return 0;
	if (lead.code != 0xE2) return lead.size + a.size;
	if (first > 0x84) return 0;
	struct utf8_char b = utf8_at(text, at + lead.size + a.size);
	return continuation(b.code) ? lead.size + a.size + b.size : 0;
}

/* The next byte with which one may begin, or U+FFFD. In UTF-8 all three leads begin with the byte C3. */
static size_t lead_next(slice s, size_t i) {
	for (; i < s.n; i += 16) {
		sixteen v = sixteen_of_last(s.p + i, s.n - i);
		size_t first = sixteen_first(sixteen_equal(v, 0xC3) | sixteen_equal(v, 0xEF));
		if (first < 16) return i + first;
	}
	return s.n;
}

span mojibake_find(slice text, size_t from) {
	for (size_t at = from; (at = lead_next(text, at)) < text.n; at++) {
		size_t n = (unsigned char)text.p[at] == 0xC3 ? misread(text, at) : 0;
		if (slice_starts(slice_drop(text, at), S("\xEF\xBF\xBD"))) n = 3;
		if (n > 0) return (span){at, at + n};
	}
	return SPAN_NONE;
}

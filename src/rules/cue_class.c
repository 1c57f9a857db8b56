/* Escapes, classes, options, counts: see cue_class.h, and pcre2pattern (10.42) for what they mean. ASCII is exact, so that it can be turned
 * around by a ^; where it could not be, the answer is "any character". */
#include "rules/cue_class.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/cue_part.h"

#include <string.h>

static const uint64_t all_bits = ~UINT64_C(0);

static bool is_hex(char c) { return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static struct cue_chars anything(void) {
	return (struct cue_chars){.ascii = {all_bits, all_bits}, .odd = true, .more = true, .vague = true};
}

static struct cue_chars turned(struct cue_chars c) {
	return (struct cue_chars){.ascii = {~c.ascii[0], ~c.ascii[1]}, .odd = true, .more = true};
}

/* ---- escapes */

static uint32_t hex_value(slice s) {
	uint32_t code = 0;
	for (size_t i = 0; i < s.n && code <= 0x10FFFF; i++) {
		char c = s.p[i];
		code = code << 4 | (uint32_t)(ascii_is_digit(c) ? c - '0' : (c | 32) - 'a' + 10);
	}
	return code;
}

/* \xhh or \x{h…}; behind the x. False for what is neither. */
static bool read_hex(slice s, size_t *at, uint32_t *code) {
	size_t i = *at;
	if (i < s.n && s.p[i] == '{') {
		size_t close = slice_find_byte(slice_drop(s, i), '}');
		if (close == SIZE_MAX) return false;
		slice digits = slice_sub(s, i + 1, i + close);
		for (size_t k = 0; k < digits.n; k++)
			if (!is_hex(digits.p[k])) return false;
		*at = i + close + 1;
		*code = hex_value(digits);
		return digits.n > 0 && *code <= 0x10FFFF;
	}
	size_t end = i;
	while (end < s.n && end < i + 2 && is_hex(s.p[end])) end++;
	*code = hex_value(slice_sub(s, i, end));
	*at = end;
	return true;
}

static void add_letters(struct cue_chars *c, bool upper, bool lower) {
	if (upper) chars_add_range(c, 'A', 'Z');
	if (lower) chars_add_range(c, 'a', 'z');
	c->more = true;
}

/* \p and \P; behind the letter. ASCII of the properties that patterns here are full of; of no other. */
static bool read_property(slice s, size_t *at, bool turn, bool caseless, struct cue_chars *c) {
	size_t i = *at;
	slice name = slice_sub(s, i, i + 1);
	*at = i + 1;
	if (name.n == 1 && name.p[0] == '{') {
		size_t close = slice_find_byte(slice_drop(s, i), '}');
		if (close == SIZE_MAX) return false;
		name = slice_sub(s, i + 1, i + close);
		*at = i + close + 1;
	}
	struct cue_chars known = {0};
	if (slice_equal(name, S("L")))
		add_letters(&known, true, true);
	else if (slice_equal(name, S("Lu")) && !caseless)
		add_letters(&known, true, false);
	else if (slice_equal(name, S("Ll")) && !caseless)
		add_letters(&known, false, true);
	else if (slice_equal(name, S("N")) || slice_equal(name, S("Nd"))) {
		chars_add_range(&known, '0', '9');
		known.odd = true;
		known.more = name.n == 1;
	} else if (slice_equal(name, S("Sc")) || slice_equal(name, S("Pd"))) {
		chars_add(&known, name.p[0] == 'S' ? '$' : '-');
		known.more = true;
	} else
		return false;
	if (turn) known = turned(known);
	chars_add_all(c, &known);
	return true;
}

static bool add_class(char letter, struct cue_chars *c) {
	struct cue_chars known = {.odd = true};
	switch (letter | 32) {
	case 'd': chars_add_range(&known, '0', '9'); break;
	case 's':
		chars_add(&known, ' ');
		chars_add_range(&known, '\t', '\r');
		break;
	case 'w':
		chars_add_range(&known, '0', '9');
		add_letters(&known, true, true);
		chars_add(&known, '_');
		break;
	case 'h':
		chars_add(&known, ' ');
		chars_add(&known, '\t');
		break;
	case 'v':
		chars_add_range(&known, '\n', '\r');
		known.more = true;
		break;
	default: return false;
	}
	if (letter < 'a') known = turned(known);
	chars_add_all(c, &known);
	return true;
}

static bool control_of(char letter, uint32_t *code) {
	static const char letters[] = "aefnrt", codes[] = "\a\033\f\n\r\t";
	const char *p = letter ? strchr(letters, letter) : NULL;
	if (p != NULL) *code = (unsigned char)codes[p - letters];
	return p != NULL;
}

/* \g{…} \g-1 \12: what another group took; behind the g, or the first digit. */
static enum escape_kind read_reference(slice s, size_t *at) {
	size_t i = *at;
	if (i < s.n && s.p[i] == '{') {
		size_t close = slice_find_byte(slice_drop(s, i), '}');
		if (close == SIZE_MAX) return ESCAPE_HOPELESS;
		*at = i + close + 1;
		return ESCAPE_UNKNOWN;
	}
	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
	while (i < s.n && ascii_is_digit(s.p[i])) i++;
	*at = i;
	return ESCAPE_UNKNOWN;
}

enum escape_kind escape_chars(slice s, size_t *at, bool in_class, bool caseless, struct cue_chars *c) {
	size_t i = *at + 1;
	if (i >= s.n) return ESCAPE_HOPELESS;
	char letter = s.p[i];
	uint32_t code = 0;
	bool one = false;
	if (!ascii_is_letter(letter) && !ascii_is_digit(letter)) {
		struct utf8_char escaped = utf8_at(s, i);
		code = escaped.code;
		one = true;
		i += escaped.size;
	} else if (letter == 'x') {
		i++;
		if (!read_hex(s, &i, &code)) return ESCAPE_HOPELESS;
		one = true;
	} else if (control_of(letter, &code)) {
		one = true;
		i++;
	} else if (add_class(letter, c)) {
		*at = i + 1;
		return ESCAPE_CHARS;
	} else if (letter == 'p' || letter == 'P') {
		i++;
		bool known = read_property(s, &i, letter == 'P', caseless, c);
		*at = i;
		if (!known && in_class) return ESCAPE_HOPELESS; /* it could not be turned around */
		if (!known) *c = anything();
		return ESCAPE_CHARS;
	}
	*at = i;
	if (one) {
		chars_add(c, code);
		return ESCAPE_CHARS;
	}
	if (in_class) return ESCAPE_HOPELESS;
	*at = i + 1;
	if (letter == 'g' || (letter >= '1' && letter <= '9')) return read_reference(s, at);
	switch (letter) {
	case 'b': return ESCAPE_WORD_EDGE;
	case 'A': return ESCAPE_START;
	case 'z':
	case 'Z': return letter == 'z' ? ESCAPE_END : ESCAPE_NOTHING;
	case 'B':
	case 'G':
	case 'K': return ESCAPE_NOTHING;
	case 'R':
	case 'X': return ESCAPE_UNKNOWN;
	case 'N': return *at < s.n && s.p[*at] == '{' ? ESCAPE_HOPELESS : ESCAPE_UNKNOWN;
	default: return ESCAPE_HOPELESS; /* back references by number, octal, \Q, \E, \c and the rest */
	}
}

/* ---- classes */

/* One item of a class. *single: it is the one character *code, and may start or end a range. */
static bool read_item(slice s, size_t *at, bool caseless, struct cue_chars *c, bool *single, uint32_t *code) {
	*single = false;
	if (s.p[*at] == '[' && *at + 1 < s.n && strchr(":.=", s.p[*at + 1]) != NULL) return false;
	if (s.p[*at] != '\\') {
		struct utf8_char here = utf8_at(s, *at);
		*code = here.code;
		*single = true;
		*at += here.size;
		return true;
	}
	struct cue_chars escaped = {0};
	if (escape_chars(s, at, true, caseless, &escaped) != ESCAPE_CHARS) return false;
	unsigned ascii = (unsigned)(__builtin_popcountll(escaped.ascii[0]) + __builtin_popcountll(escaped.ascii[1]));
	if (!escaped.more && !escaped.odd && ascii + escaped.others == 1) {
		*single = true;
		*code = escaped.others > 0 ? escaped.other[0] : 0;
		for (unsigned char i = 0; i < 0x80 && !escaped.others; i++)
			if (chars_hold(&escaped, i)) *code = i;
	} else
		chars_add_all(c, &escaped);
	return true;
}

/* What stands between the brackets, a ^ apart. False: not understood. */
static bool read_items(slice s, size_t at, bool caseless, struct cue_chars *c) {
	bool first = true;
	while (at < s.n && (first || s.p[at] != ']')) {
		bool single, ends;
		uint32_t from = 0, to = 0;
		first = false;
		if (!read_item(s, &at, caseless, c, &single, &from)) return false;
		bool range = at + 1 < s.n && s.p[at] == '-' && s.p[at + 1] != ']';
		if (!single) continue;
		if (!range) {
			chars_add(c, from);
			continue;
		}
		at++;
		if (!read_item(s, &at, caseless, c, &ends, &to)) return false;
		if (ends)
			chars_add_range(c, from, to);
		else {
			chars_add(c, from);
			chars_add(c, '-');
		}
	}
	return at + 1 == s.n;
}

struct cue_chars class_chars(slice text, bool caseless) {
	struct cue_chars c = {0};
	bool turn = text.n > 1 && text.p[1] == '^';
	if (!read_items(text, turn ? 2 : 1, caseless, &c)) return anything();
	bool others = c.others > 0;
	if (caseless) chars_fold(&c);
	if (!turn) return c;
	return caseless && others ? anything() : turned(c);
}

/* ---- options */

bool options_read(slice s, size_t at, struct cue_mode *m, size_t *end) {
	bool on = true;
	if (at < s.n && s.p[at] == '^') {
		*m = (struct cue_mode){0};
		at++;
	}
	for (; at < s.n && s.p[at] != ':' && s.p[at] != ')'; at++) switch (s.p[at]) {
		case '-': on = false; break;
		case 'i': m->caseless = on; break;
		case 'm': m->lines = on; break;
		case 'x':
			/* xx leaves blanks out of classes too */
			if (at + 1 < s.n && s.p[at + 1] == 'x') return false;
			break;
		case 's':
		case 'n':
		case 'J': break;
		default: return false;
		}
	*end = at;
	return at < s.n;
}

/* ---- quantifiers */

static size_t read_number(slice s, size_t at, unsigned *n) {
	*n = 0;
	for (; at < s.n && ascii_is_digit(s.p[at]); at++)
		if (*n < PART_ENDLESS / 10) *n = *n * 10 + (unsigned)(s.p[at] - '0');
	return at;
}

bool braces_read(slice s, size_t at, unsigned *least, unsigned *most, size_t *end) {
	size_t i = at + 1, digits = i;
	i = read_number(s, i, least);
	*most = *least;
	bool good = i > digits;
	if (good && i < s.n && s.p[i] == ',') {
		digits = ++i;
		i = read_number(s, i, most);
		if (i == digits) *most = PART_ENDLESS;
	}
	good = good && i < s.n && s.p[i] == '}' && *least <= *most;
	if (good) *end = i + 1;
	return good;
}

/* ---- odd characters */

bool cue_is_odd(uint32_t code) {
	if (code < 0x660) return code == 0x85 || code == 0xA0 || code == 0x17F;
	if (code < 0x1E00) return true; /* digits of many scripts, U+1680, U+180E */
	if (code < 0x2000) return false;
	if (code < 0x3000)
		return code <= 0x200A || (code >= 0x2028 && code <= 0x202F) || code == 0x205F || code == 0x212A;
	if (code < 0xA620) return code == 0x3000;
	if (code < 0xFF00) return code < 0xAC00;
	if (code < 0x1F000) return true; /* full width digits, digits of more scripts, mathematical digits */
	return code >= 0x1FB00 && code < 0x20000;
}

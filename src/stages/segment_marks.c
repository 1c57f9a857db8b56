/* List marks: see segment_marks.h. */
#include "stages/segment_marks.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Characters that are nothing but bullets, with those of symbol fonts that word processors leave behind (U+F0A7,
 * U+F0B7). */
static const uint32_t strong_bullets[] = {0x2022, 0x2023, 0x2043, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B6,
        0x25BA, 0x25CB, 0x25CF, 0x25E6, 0x2713, 0x2714, 0x27A2, 0x27A4, 0xF0A7, 0xF0B7};
/* Characters that are bullets before a blank and a text: - * + o · – — */
static const uint32_t weak_bullets[] = {'-', '*', '+', 'o', 0xB7, 0x2013, 0x2014};

static bool listed(const uint32_t *list, size_t n, uint32_t code) {
	for (size_t i = 0; i < n; i++)
		if (list[i] == code) return true;
	return false;
}

/* The first place from `at` on that is no blank. */
static size_t blanks_skip(slice text, size_t at, size_t stop) {
	while (at < stop) {
		struct utf8_char c = utf8_at(text, at);
		if (!utf8_is_blank(c.code)) break;
		at += c.size;
	}
	return at;
}

/* As many stars as MediaWiki's lists have levels; but two and two more further on are emphasis. */
static unsigned stars_count(slice text, size_t body, size_t stop) {
	enum { STARS_MAX = 6 };
	unsigned n = 0;
	while (n < STARS_MAX && body + n < stop && text.p[body + n] == '*') n++;
	bool emphasis = n > 1 && slice_find(slice_sub(text, body + n, stop), S("**")) != SIZE_MAX;
	return emphasis ? 1 : n;
}

static struct mark bullet_read(slice text, size_t body, size_t stop, size_t *end, size_t *behind) {
	struct mark none = {0};
	struct utf8_char c = utf8_at(text, body);
	bool strong = c.code >= 0x80 && listed(strong_bullets, sizeof strong_bullets / sizeof *strong_bullets, c.code);
	if (!strong && !listed(weak_bullets, sizeof weak_bullets / sizeof *weak_bullets, c.code)) return none;
	size_t after = body + c.size;
	unsigned depth = c.code == '*' ? stars_count(text, body, stop) : 0;
	if (depth > 1) after = body + depth;
	*behind = blanks_skip(text, after, stop);
	if (!strong && (*behind == after || *behind == stop)) return none;
	char next = text.p[*behind];
	if (!strong && (next == '-' || next == '+' || next == '=' || next == '|')) return none; /* the frame of a box */
	*end = after;
	return (struct mark){.kind = MARK_BULLET, .sign = (uint16_t)c.code, .depth = (uint16_t)depth, .strong = strong};
}

static char byte_at(slice text, size_t at, size_t stop) { return at < stop ? text.p[at] : '\0'; }

/* Up to three digits; more are a year, a code or an amount. */
static size_t digits_read(slice text, size_t at, size_t stop, uint16_t *value) {
	size_t start = at;
	unsigned sum = 0;
	while (ascii_is_digit(byte_at(text, at, stop)) && at - start < 4)
		sum = sum * 10 + (unsigned)(text.p[at++] - '0');
	*value = (uint16_t)sum;
	return at - start > 3 ? start : at;
}

static unsigned roman_digit(char c) {
	switch (c) {
	case 'i': return 1;
	case 'v': return 5;
	case 'x': return 10;
	case 'l': return 50;
	default: return 0;
	}
}

/* The value of a Roman number below 90 in lower case, or 0; enough for lists. */
static unsigned roman_value(const char *p, size_t n) {
	unsigned sum = 0, last = 0;
	for (size_t i = n; i-- > 0;) {
		unsigned value = roman_digit(p[i]);
		if (!value) return 0;
		sum = value < last ? sum - value : sum + value;
		if (value > last) last = value;
	}
	return sum;
}

enum { ROMAN_MAX = 7 };

/* One letter, or a Roman number, in one case. */
static size_t letters_read(slice text, size_t at, size_t stop, struct mark *m) {
	char word[ROMAN_MAX];
	size_t n = 0;
	m->upper = ascii_is_upper(byte_at(text, at, stop));
	for (char c;
	        n < ROMAN_MAX && (c = byte_at(text, at + n, stop), m->upper ? ascii_is_upper(c) : ascii_is_lower(c));
	        n++)
		word[n] = m->upper ? (char)(c - 'A' + 'a') : c;
	m->kind = MARK_LETTER;
	m->roman = n ? (uint16_t)roman_value(word, n) : 0;
	m->value = n == 1 ? (uint16_t)(word[0] - 'a' + 1) : 0;
	return m->roman || m->value ? at + n : at;
}

static size_t decimals_read(slice text, size_t at, size_t stop, struct mark *m) {
	size_t end = digits_read(text, at, stop, &m->value);
	if (end == at) return at;
	m->kind = MARK_DECIMAL;
	m->depth = 1;
	uint16_t above = 0;
	while (byte_at(text, end, stop) == '.' && ascii_is_digit(byte_at(text, end + 1, stop))) {
		above = m->value;
		size_t next = digits_read(text, end + 1, stop, &m->value);
		if (next == end + 1) return at;
		end = next;
		if (m->depth < UINT16_MAX) m->depth++;
	}
	/* 2.0 stands above 2.1, as 2 would. */
	m->bare = m->depth < 2;
	if (m->depth > 1 && m->value == 0) {
		m->depth--;
		m->value = above;
	}
	return end;
}

static struct mark number_read(slice text, size_t body, size_t stop, size_t *mark_end, size_t *behind, bool small) {
	struct mark none = {0}, m = {0};
	size_t at = body;
	if (byte_at(text, at, stop) == '(') m.open = '(', at++;
	size_t end = at;
	if (ascii_is_digit(byte_at(text, at, stop))) {
		end = decimals_read(text, at, stop, &m);
	} else if (ascii_is_upper(byte_at(text, at, stop)) && ascii_is_digit(byte_at(text, at + 1, stop))) {
		m.sign = (unsigned char)text.p[at];
		end = decimals_read(text, at + 1, stop, &m);
		if (m.depth != 1) return none;
	} else {
		end = letters_read(text, at, stop, &m);
	}
	if (end == at || m.kind == MARK_NONE) return none;
	char close = byte_at(text, end, stop);
	if (close == ')' || (close == '.' && !m.open) || (close == ':' && m.sign && !m.open)) {
		m.close = close;
		end++;
		if (close == '.' && byte_at(text, end, stop) == ')') end++;
	} else if (m.open || m.kind == MARK_LETTER || m.bare) {
		return none;
	}
	*behind = blanks_skip(text, end, stop);
	if (*behind == end || *behind == stop) return none;
	/* 1.2 without a mark behind it is a number of a heading or clause only before a capital: not "1.5 million". */
	if (!m.close && !small && !utf8_is_upper(utf8_at(text, *behind).code)) return none;
	*mark_end = end;
	return m;
}

/* Most lines begin with a word; whether that can be a mark its first two bytes tell. */
static bool begins_word(slice text, size_t body, size_t stop) {
	char c = text.p[body], next = byte_at(text, body + 1, stop);
	if (!ascii_is_letter(c) || c == 'o') return false;
	bool alone = next == ')' || next == '.', label = ascii_is_upper(c) && ascii_is_digit(next);
	return !alone && !label && !roman_digit((char)(c | 0x20));
}

struct mark mark_read(slice text, size_t body, size_t stop, size_t *end, size_t *behind) {
	if (begins_word(text, body, stop)) {
		*end = *behind = body;
		return (struct mark){0};
	}
	struct mark m = bullet_read(text, body, stop, end, behind);
	if (m.kind == MARK_NONE) m = number_read(text, body, stop, end, behind, false);
	if (m.kind == MARK_NONE) *end = *behind = body;
	return m;
}

struct mark mark_read_small(slice text, size_t body, size_t stop, size_t *end, size_t *behind) {
	return number_read(text, body, stop, end, behind, true);
}

bool mark_alike(const struct mark *a, const struct mark *b) {
	if (a->kind != b->kind || a->sign != b->sign) return false;
	if (a->kind == MARK_BULLET) return a->depth == b->depth;
	if (a->open != b->open || a->close != b->close || a->depth != b->depth || a->upper != b->upper) return false;
	if (a->kind == MARK_DECIMAL) return true;
	return (a->value && b->value) || (a->roman && b->roman);
}

bool mark_follows(const struct mark *a, const struct mark *b) {
	if (a->kind == MARK_BULLET) return true;
	if (a->kind == MARK_DECIMAL) return b->value > a->value || (b->value == a->value && a->depth == 1);
	if (a->value && b->value == a->value + 1) return true;
	return a->roman && b->roman == a->roman + 1;
}

bool mark_is_first(const struct mark *m) {
	if (m->kind == MARK_BULLET) return false;
	return m->value == 1 || (m->kind == MARK_LETTER && m->roman == 1);
}

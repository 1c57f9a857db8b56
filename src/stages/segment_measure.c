/* Measuring a line: where it ends, its place without blanks, its columns and words, and which signs it holds. One look at the
 * bytes, sixteen at a time, is enough for a line of blanks and visible ASCII, as nearly all are; a line with anything else
 * is measured character by character. What a line looks like is none of this: see segment_lines.c. */
#include "stages/segment_lines.h"

#include "base/sixteen.h"
#include "base/utf8.h"

enum { TAB = 8, WIDE_GAP = 3 };

/* ---- any line */

/* One character, with a short way for ASCII. */
static struct utf8_char char_at(slice text, size_t at) {
	unsigned char c = (unsigned char)text.p[at];
	return c < 0x80 ? (struct utf8_char){c, 1} : utf8_at(text, at);
}

/* How many visible characters of ASCII stand there. */
static size_t graphic_run(slice text, size_t at, size_t end) {
	size_t i = at;
	while (i < end && (unsigned char)text.p[i] - 0x21u < 0x5e) i++;
	return i - at;
}

static uint16_t at_most_16_bits(size_t n) { return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX; }

bool line_measure(slice text, size_t start, size_t end, struct line *l) {
	unsigned column = 0, blanks = 0;
	bool tab = false, in_first = false;
	size_t first = 0; /* columns of the first word */
	l->body = l->stop = (uint32_t)start;
	for (size_t at = start; at < end;) {
		struct utf8_char c = char_at(text, at);
		at += c.size;
		l->points++;
		if (utf8_is_blank(c.code)) {
			tab = tab || c.code == '\t';
			blanks++;
			column = c.code == '\t' ? column / TAB * TAB + TAB : column + 1;
			in_first = false;
			continue;
		}
		if (l->words == 0) {
			l->body = (uint32_t)(at - c.size);
			l->indent = column;
			l->points = 1;
			in_first = true;
		} else if (blanks > 1 || tab) {
			l->gap = true;
			l->wide_gap = l->wide_gap || blanks >= WIDE_GAP || tab;
		}
		if ((l->words == 0 || blanks) && l->words < UINT16_MAX) l->words++;
		blanks = 0;
		tab = false;
		size_t more = graphic_run(text, at, end);
		at += more;
		l->points += (uint32_t)more;
		column += 1 + (unsigned)more;
		if (in_first) first += 1 + more;
		l->stop = (uint32_t)at;
		l->width = column;
	}
	l->first_word = at_most_16_bits(first);
	l->points -= blanks < l->points ? blanks : l->points;
	return l->words > 0;
}

/* ---- sixteen bytes at a time */

/* A bit for each sign that lines are asked about. */
enum {
	SIGN_TAB = 1,
	SIGN_ODD = 2, /* another blank, but for the space */
	SIGN_DIGIT = 4,
	SIGN_COMMA = 8,
	SIGN_SEMICOLON = 16,
	SIGN_QUOTE = 32,
	SIGN_BAR = 64,
	SIGN_BEYOND = 128 /* ASCII: the bit that such bytes have themselves */
};

static sixteen signs_of(sixteen v) {
	return (sixteen_each(SIGN_TAB) & sixteen_equal(v, '\t')) |
	       (sixteen_each(SIGN_ODD) & sixteen_within(v, '\v', '\f')) |
	       (sixteen_each(SIGN_DIGIT) & sixteen_within(v, '0', '9')) |
	       (sixteen_each(SIGN_COMMA) & sixteen_equal(v, ',')) |
	       (sixteen_each(SIGN_SEMICOLON) & sixteen_equal(v, ';')) |
	       (sixteen_each(SIGN_QUOTE) & sixteen_equal(v, '"')) | (sixteen_each(SIGN_BAR) & sixteen_equal(v, '|')) |
	       (sixteen_each(SIGN_BEYOND) & v);
}

static unsigned signs_fold(sixteen signs) {
	uint64_t halves[2];
	memcpy(halves, &signs, sizeof halves);
	uint64_t all = halves[0] | halves[1];
	all |= all >> 32;
	all |= all >> 16;
	all |= all >> 8;
	return all & UINT8_MAX;
}

/* The first n of sixteen bytes, and blanks. */
static sixteen first_of(sixteen v, size_t n) {
	sixteen keep = sixteen_first_bytes(n);
	return (v & keep) | (sixteen_each(' ') & ~keep);
}

/* Sixteen bytes of the text; a line ends where it does. */
static sixteen bytes_at(slice text, size_t at) {
	if (text.n - at >= 16) return sixteen_at(text.p + at);
	char rest[16];
	memset(rest, '\n', sizeof rest);
	memcpy(rest, text.p + at, text.n - at);
	return sixteen_at(rest);
}

/* A line up to some place. */
struct looked {
	size_t words;
	size_t blanks;   /* right before the place */
	size_t word_end; /* of the first word, where it is known; else 0 */
	size_t inner;    /* bytes inside of characters: they have no column */
	bool odd;        /* blanks that are neither spaces nor tabs */
};

/* Characters beyond ASCII, in sixteen bytes: those that are blanks begin with few bytes, but others do too. */
static void beyond_note(struct looked *k, slice text, size_t at, sixteen v) {
	k->inner += sixteen_count(sixteen_within(v, 0x80, 0xBF));
	uint32_t bits = sixteen_bits(sixteen_equal(v, 0xC2) | sixteen_within(v, 0xE1, 0xE3));
	for (; bits && !k->odd; bits &= bits - 1)
		k->odd = utf8_is_blank(utf8_at(text, at + (size_t)__builtin_ctz(bits)).code);
}

/* 64 more bytes of the line, from `at` on: bits of `shown` are bytes that are no blanks. */
static void look_on(struct line *l, struct looked *k, uint64_t shown, size_t at) {
	enum { BITS = 64 };
	bool more = k->words > 0, inside = more && k->blanks == 0;
	if (!shown) {
		k->blanks += BITS;
		return;
	}
	unsigned first = (unsigned)__builtin_ctzll(shown), behind = BITS - (unsigned)__builtin_clzll(shown);
	uint64_t blank = ~shown, between = blank & UINT64_MAX << first & UINT64_MAX >> (BITS - behind);
	uint64_t gaps = between & between >> 1;
	if (!more) {
		l->body = (uint32_t)(at + first);
		k->word_end = between ? at + (size_t)__builtin_ctzll(between) : behind < BITS ? at + behind : 0;
	}
	l->gap = l->gap || gaps || (more && k->blanks + first > 1);
	l->wide_gap = l->wide_gap || (gaps & between >> 2) || (more && k->blanks + first >= WIDE_GAP);
	k->words += (size_t)__builtin_popcountll(shown & ~(shown << 1 | inside));
	k->blanks = BITS - behind;
	l->stop = (uint32_t)(at + behind);
}

/* Columns of spaces and tabs. */
static uint32_t indent_of(slice text, size_t start, size_t body) {
	uint32_t column = 0;
	for (size_t at = start; at < body; at++) column = text.p[at] == '\t' ? column / TAB * TAB + TAB : column + 1;
	return column;
}

/* The columns of the first word. */
static size_t first_word(slice text, const struct looked *k, const struct line *l) {
	slice s = slice_sub(text, l->body, k->word_end ? k->word_end : l->stop);
	if (!k->word_end) s = slice_cut(s, S(" ")).head;
	return k->inner ? utf8_count(s) : s.n;
}

/* The columns of a line whose place is known. */
static void columns_count(slice text, size_t start, const struct looked *k, struct line *l) {
	l->first_word = at_most_16_bits(first_word(text, k, l));
	l->points = (uint32_t)(l->stop - l->body - k->inner);
	l->indent = l->tabs ? indent_of(text, start, l->body) : l->body - (uint32_t)start;
	l->width = l->indent + l->points;
	l->words = at_most_16_bits(k->words);
}

static void signs_note(struct line *l, unsigned signs) {
	l->tabs = (signs & SIGN_TAB) > 0;
	l->digits = (signs & SIGN_DIGIT) > 0;
	l->commas = (signs & SIGN_COMMA) > 0;
	l->semicolons = (signs & SIGN_SEMICOLON) > 0;
	l->quotes = (signs & SIGN_QUOTE) > 0;
}

struct sight line_look(slice text, size_t start, struct line *l) {
	struct looked k = {0};
	sixteen found = {0};
	uint64_t shown = 0;
	size_t at = start, n = 16;
	for (unsigned shift = 0; n == 16; at += 16, shift = (shift + 16) % 64) {
		sixteen v = bytes_at(text, at);
		uint32_t ends = sixteen_bits(sixteen_equal(v, '\n') | sixteen_equal(v, '\r'));
		if (ends) v = first_of(v, n = (size_t)__builtin_ctz(ends));
		found |= signs_of(v);
		shown |= (uint64_t)sixteen_bits(~(sixteen_equal(v, ' ') | sixteen_equal(v, '\t'))) << shift;
		if (sixteen_bits(v)) beyond_note(&k, text, at, v);
		if (n == 16 && shift < 48) continue;
		look_on(l, &k, shown, at - shift);
		shown = 0;
	}
	size_t end = at - 16 + n;
	unsigned signs = signs_fold(found);
	k.odd = k.odd || (signs & SIGN_ODD);
	bool tab_inside = signs & SIGN_TAB && k.words && memchr(text.p + l->body, '\t', l->stop - l->body);
	bool measured = !k.odd && !tab_inside;
	if (!measured) *l = (struct line){0};
	signs_note(l, signs);
	if (!measured)
		line_measure(text, start, end, l);
	else if (k.words)
		columns_count(text, start, &k, l);
	l->plain = measured && !(signs & SIGN_BEYOND);
	return (struct sight){.end = end, .odd = k.odd, .bars = signs & SIGN_BAR};
}

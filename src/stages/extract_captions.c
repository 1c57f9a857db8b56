/* Captions by their words: see extract_captions.h. Those next to a table or code the segmenter knows by their shape. */
#include "stages/extract_captions.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { CAPTION_BYTES = 300, NUMBER_BYTES = 8 };

static const slice WORD = {"word", 4};

static size_t blanks_end(slice s, size_t at) {
	while (at < s.n && s.p[at] == ' ') at++;
	return at;
}

/* 3  3.1  3a  A1  IV: digits, capitals, and single marks between them. The end, or `at`. */
static size_t number_end(slice s, size_t at) {
	size_t i = at;
	bool counted = false;
	for (; i < s.n && i < at + NUMBER_BYTES; i++) {
		char c = s.p[i];
		bool digit = utf8_is_digit((unsigned char)c), roman = c == 'I' || c == 'V' || c == 'X';
		bool letter = ascii_is_letter(c);
		bool joins = (c == '.' || c == '-') && i + 1 < s.n && utf8_is_digit((unsigned char)s.p[i + 1]);
		if (!digit && !joins && !letter) break;
		if (ascii_is_lower(c) && (i == at || !utf8_is_digit((unsigned char)s.p[i - 1]))) return at;
		counted = counted || digit || roman;
	}
	return counted ? i : at;
}

static bool is_caption(slice s, const struct lexicon *words) {
	if (s.n == 0 || s.n > CAPTION_BYTES || !utf8_is_upper(utf8_at(s, 0).code)) return false;
	size_t end = 0;
	while (end < s.n && s.p[end] != ' ') end++;
	slice first = slice_sub(s, 0, end);
	if (slice_ends(first, S("."))) first.n--; /* Fig. 3 */
	if (lexicon_get(words, S("captions"), first, WORD).p == NULL) return false;
	size_t number = blanks_end(s, end), behind = number_end(s, number);
	if (number == end || behind == number) return false;
	if (behind == s.n) return true;
	uint32_t mark = utf8_at(s, blanks_end(s, behind)).code;
	if (mark == ':' || mark == '.') return s.p[behind] == (char)mark;
	return mark == '-' || mark == 0x2013 || mark == 0x2014 || mark == '|';
}

bool extract_captions(struct document *d, const struct lexicon *words) {
	bool heading = false;
	if (!lexicon_has(words, S("captions"))) return false;
	for (size_t i = 0; i < d->clean.blocks.n; i++) {
		struct block *b = &d->blocks.v[d->clean.blocks.v[i].block];
		bool plain = b->kind == BLOCK_heading && span_is_none(b->marker);
		if ((b->kind != BLOCK_paragraph && !plain) || b->parent != BLOCK_NO_PARENT) continue;
		if (!is_caption(slice_at(d->clean.text, d->clean.blocks.v[i].range), words)) continue;
		heading = heading || plain;
		b->kind = BLOCK_caption;
		b->level = 0;
	}
	return heading;
}

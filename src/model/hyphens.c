/* Hyphens at line ends: see hyphens.h. No dictionary: the document itself says how it spells. */
#include "model/hyphens.h"

#include "base/utf8.h"

#include <string.h>

enum { WORD_MAX = 64, PART_MIN = 2 };

static bool letter_at(slice s, size_t at) { return utf8_is_letter(utf8_at(s, at).code); }
static bool letter_before(slice s, size_t at) { return at > 0 && utf8_is_letter(utf8_before(s, at).code); }

/* The letters that `s` ends with. */
static slice letters_last(slice s) {
	size_t at = s.n;
	while (letter_before(s, at) && s.n - at < WORD_MAX) at -= utf8_before(s, at).size;
	return slice_drop(s, at);
}

static slice letters_first(slice s) {
	size_t at = 0;
	while (at < s.n && at < WORD_MAX && letter_at(s, at)) at += utf8_at(s, at).size;
	return slice_sub(s, 0, at);
}

/* Does a and b stand in the text as one word, with `between` in it? */
static bool stands(slice text, slice a, slice between, slice b, size_t *budget) {
	char word[3 * WORD_MAX + 8];
	size_t n = 0;
	slice parts[] = {a, between, b};
	for (size_t i = 0; i < 3; i++) {
		if (parts[i].n > 0) memcpy(word + n, parts[i].p, parts[i].n);
		n += parts[i].n;
	}
	slice key = {word, n};
	for (size_t from = 0; from<text.n && * budget> 0;) {
		size_t at = slice_find(slice_drop(text, from), key), read = at == SIZE_MAX ? text.n - from : at + n;
		*budget -= read < *budget ? read : *budget;
		if (at == SIZE_MAX) return false;
		at += from;
		from = at + n;
		if (!letter_before(text, at) && (from == text.n || !letter_at(text, from))) return true;
	}
	return false;
}

/* "short- and long-term": the word behind the next one has a hyphen of its own. */
static bool is_suspended(slice behind, size_t word) {
	size_t at = word;
	while (at < behind.n && (behind.p[at] == ' ' || behind.p[at] == '\n' || behind.p[at] == '\r')) at++;
	if (at == word) return false;
	size_t letters = letters_first(slice_drop(behind, at)).n;
	return letters > 0 && at + letters + 1 < behind.n && behind.p[at + letters] == '-' &&
	       letter_at(behind, at + letters + 1);
}

enum hyphen hyphen_read(slice text, slice before, slice behind, size_t *budget) {
	if (before.n == 0 || before.p[before.n - 1] != '-') return HYPHEN_APART;
	slice a = letters_last(slice_sub(before, 0, before.n - 1)), b = letters_first(behind);
	if (a.n < PART_MIN || b.n < PART_MIN || !utf8_is_lower(utf8_at(b, 0).code)) return HYPHEN_APART;
	if (is_suspended(behind, b.n)) return HYPHEN_APART;
	if (stands(text, a, S("-"), b, budget)) return HYPHEN_KEPT;
	return stands(text, a, S(""), b, budget) ? HYPHEN_GONE : HYPHEN_KEPT;
}

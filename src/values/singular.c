/* English singulars: see singular.h. */
#include "values/singular.h"

static size_t last_word(slice phrase) {
	size_t at = phrase.n;
	for (struct utf8_char c; at && (c = utf8_before(phrase, at)).size; at -= c.size)
		if (!utf8_is_letter(c.code) && c.code != '\'' && c.code != 0x2019) break;
	return at;
}

static size_t lower_letters(slice word) {
	size_t n = 0;
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(word, at)).size; at += c.size) n += utf8_is_lower(c.code);
	return n;
}

/* The register's word is lower-case; a capital that the plural starts with is kept. */
static slice with_case_of(arena *a, slice word, slice plural) {
	char first = plural.n ? plural.p[0] : 0;
	if (word.n == 0 || first < 'A' || first > 'Z' || word.p[0] < 'a' || word.p[0] > 'z') return word;
	char capital = (char)(word.p[0] - 32);
	return say(a, ((slice){&capital, 1}), slice_drop(word, 1));
}

static slice without_ending(const struct value_in *in, slice word) {
	enum { ENDING_MAX = 5 };
	for (size_t n = word.n < ENDING_MAX ? word.n : ENDING_MAX; n > 0; n--) {
		slice singular = value_word(in, S("plural-endings"), slice_drop(word, word.n - n), S("singular"));
		if (!singular.p) continue;
		slice stem = slice_sub(word, 0, word.n - n);
		return utf8_count(stem) + utf8_count(singular) >= 2 ? say(in->arena, stem, singular) : word;
	}
	return word;
}

slice singular_of(const struct value_in *in, slice phrase) {
	size_t at = last_word(phrase);
	slice word = slice_drop(phrase, at), before = slice_sub(phrase, 0, at);
	if (lower_letters(word) == 0) return phrase;
	slice known = value_word(in, S("plurals"), word, S("singular"));
	slice singular = known.n ? with_case_of(in->arena, known, word) : without_ending(in, word);
	return say(in->arena, before, singular);
}

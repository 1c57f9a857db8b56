/* Names as they stand in a text: plain text, and mentions in their normal form. */
#include "values/types.h"

bool value_text(const struct value_in *in, struct value_out *out) {
	value_set(out, S(""), value_folded(in, S("text")), S("text"));
	return true;
}

/* "the Black Country" → "Black Country"; but an article alone is kept. */
static slice without_article(const struct value_in *in, slice name) {
	size_t size = value_prefix(in, S("articles"), name);
	slice rest = utf8_trim(slice_drop(name, size));
	return size && rest.n && name.p[size] == ' ' ? rest : name;
}

/* "NHS England’s" → "NHS England", "NHS Providers’" → "NHS Providers". */
static slice without_possessive(slice name) {
	static const slice endings[] = {{"\xE2\x80\x99s", 4}, {"'s", 2}, {"\xE2\x80\x99", 3}, {"'", 1}};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (slice_ends(name, endings[i]) && name.n > endings[i].n)
			return slice_sub(name, 0, name.n - endings[i].n);
	return name;
}

bool value_mention(const struct value_in *in, struct value_out *out) {
	slice name = without_possessive(without_article(in, value_folded(in, S("name"))));
	if (name.n == 0) return value_unread(in, out, S("no name is"), name);
	value_set(out, S("name"), name, S("name"));
	return true;
}

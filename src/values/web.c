/* Email and web addresses. What belongs to one is the rule's to say: nothing is added here, and nothing left out but
 * the case of an email's domain, which has none (RFC 1035, 2.3.3). */
#include "base/ascii.h"
#include "values/types.h"

static slice lower(arena *a, slice s) {
	char *out = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) out[i] = ascii_lower(s.p[i]);
	return (slice){out, s.n};
}

static bool has_blank(slice s) {
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size)
		if (utf8_is_blank(c.code) || c.code == '\n' || c.code == '\r') return true;
	return false;
}

/* "jo dot bloggs at example dot com": words of the register `spelled-marks` are the marks they name, and nothing stands
 * between the rest. */
static slice without_words(const struct value_in *in, slice email) {
	slice text = S("");
	bool any = false;
	for (struct cut c = {.tail = utf8_fold_blanks(in->arena, email), .ok = true}; c.ok;) {
		c = slice_cut(c.tail, S(" "));
		slice mark = value_word(in, S("spelled-marks"), c.head, S("mark"));
		text = say(in->arena, text, mark.n ? mark : c.head);
		any = any || mark.n > 0;
	}
	return any ? text : email;
}

bool value_email(const struct value_in *in, struct value_out *out) {
	slice email = utf8_trim(value_capture(in, S("email")));
	if (has_blank(email)) email = without_words(in, email);
	size_t at = email.n;
	while (at && email.p[at - 1] != '@') at--; /* the last one: a quoted local part may hold another */
	bool twice = at > 1 && slice_find_byte(slice_sub(email, 0, at - 1), '@') != SIZE_MAX;
	if (at < 2 || at == email.n || has_blank(slice_drop(email, at)) || (twice && !slice_starts(email, S("\""))))
		return value_unread(in, out, S("no email address is"), email);
	value_set(out, S("type"), S("email"), ABSENT);
	value_set(out, S("value"), say(in->arena, slice_sub(email, 0, at), lower(in->arena, slice_drop(email, at))),
	        S("email"));
	return true;
}

bool value_url(const struct value_in *in, struct value_out *out) {
	slice url = utf8_trim(value_capture(in, S("url")));
	if (url.n == 0 || has_blank(url)) return value_unread(in, out, S("no web address is"), url);
	value_set(out, S("type"), S("url"), ABSENT);
	value_set(out, S("value"), arena_copy(in->arena, url), S("url"));
	return true;
}

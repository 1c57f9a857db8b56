/* A short form and what it stands for, both in the singular.
 *
 * Short: an "s", or an apostrophe and an "s", behind a capital or a digit is the plural's: STPs, OCTs, PhD's, but not
 * NHS. Long: made singular (singular.h) where the short form stood in the plural, since the two go together; else
 * only where its last word is a common noun, starting with a small letter. So "Integrated Care Systems (ICSs)" and
 * "full-time equivalents (FTE)" lose their "s", while names keep it: "Payment by Results (PbR)". */
#include "values/singular.h"

static bool takes_plural(uint32_t code) { return utf8_is_upper(code) || utf8_is_digit(code); }

static slice singular_short(slice text) {
	if (!slice_ends(text, S("s"))) return text;
	size_t end = text.n - 1;
	struct utf8_char c = utf8_before(text, end);
	if (c.code == '\'' || c.code == 0x2019) {
		end -= c.size;
		c = utf8_before(text, end);
	}
	return end && takes_plural(c.code) ? slice_sub(text, 0, end) : text;
}

static bool ends_in_common_noun(slice text) {
	size_t blank = text.n;
	while (blank && text.p[blank - 1] != ' ') blank--;
	return utf8_is_lower(utf8_at(text, blank).code);
}

bool value_abbreviation(const struct value_in *in, struct value_out *out) {
	slice shown = value_folded(in, S("short")), full = value_folded(in, S("long"));
	if (shown.n == 0 || full.n == 0) return value_unread(in, out, S("no abbreviation is"), shown);
	slice abbreviated = singular_short(shown);
	bool plural = abbreviated.n < shown.n;
	if (plural || ends_in_common_noun(full)) full = singular_of(in, full);
	value_set(out, S("short"), abbreviated, S("short"));
	value_set(out, S("long"), full, S("long"));
	return true;
}

/* Places in an order: "1st", "23rd", "third", "twenty-third", "two hundred and first". Words and endings are the
 * register `ordinals`. */
#include "values/number.h"

/* Where the last word starts: behind the last blank or hyphen. */
static size_t last_word(slice text) {
	size_t at = text.n;
	for (struct utf8_char c; at && (c = utf8_before(text, at)).size; at -= c.size)
		if (utf8_is_blank(c.code) || c.code == '-' || c.code == 0x2010 || c.code == 0x2011 || c.code == 0x2014)
			break;
	return at;
}

static slice without_and(const struct value_in *in, slice text) {
	slice value;
	size_t size, at = last_word(text);
	slice role = words_role(in, slice_drop(text, at), &value, &size);
	return role.p && slice_equal(role, S("and")) && at + size == text.n ? utf8_trim(slice_sub(text, 0, at)) : text;
}

static slice without_hyphen(slice text) {
	if (slice_ends(text, S("—"))) return slice_sub(text, 0, text.n - 3);
	return slice_ends(text, S("-")) ? slice_sub(text, 0, text.n - 1) : text;
}

/* "two hundred and" + 1 is 201, "two" + 100 is 200. False where the two do not go together ("two" + 3). */
static bool combine(arena *a, struct decimal before, uint64_t last, struct decimal *d) {
	uint32_t step = last < 10 ? 10 : 100;
	struct decimal l = decimal_of(a, last);
	if (!decimal_is_whole(before) || decimal_is_zero(before)) return false;
	if (last >= 100) {
		*d = decimal_multiply(a, before, l);
		return decimal_compare(a, before, l) < 0;
	}
	*d = decimal_add(a, before, l);
	return decimal_remainder(before, step) == 0 && (last >= 10 || decimal_remainder(before, 100) != 10);
}

static bool in_words(const struct value_in *in, slice text, struct decimal *d) {
	size_t at = last_word(text);
	uint64_t last;
	if (!value_number_word(in, S("ordinals"), slice_drop(text, at), S("value"), &last)) return false;
	slice before = without_and(in, without_hyphen(utf8_trim(slice_sub(text, 0, at))));
	if (before.n == 0) {
		*d = decimal_of(in->arena, last);
		return true;
	}
	struct quantity q;
	size_t used;
	if (!words_read(in, before, &q, &used) || used != before.n || q.bottom != 1) return false;
	return combine(in->arena, decimal_shift(in->arena, q.top, (int)q.exponent), last, d);
}

bool ordinal_read(const struct value_in *in, slice text, struct decimal *d) {
	text = utf8_trim(text);
	size_t digits = digits_prefix(text);
	bool grouped;
	if (digits == 0) return in_words(in, text, d);
	if (digits > NUMBER_DIGITS_MAX || !digits_read(in->arena, slice_sub(text, 0, digits), d, &grouped))
		return false;
	slice ending = utf8_trim(slice_drop(text, digits));
	slice role = ending.n ? value_word(in, S("ordinals"), ending, S("role")) : S("suffix");
	return d->places == 0 && role.p && slice_equal(role, S("suffix"));
}

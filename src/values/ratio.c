/* Parts of a whole: "a third", "two-thirds", "3/4", "one in twenty", "32 out of 152", "3:1". The value is top/bottom
 * in whole numbers, as said: "50 in 1,000" is 50/1000, not 1/20. Words between the two are those of role per in the
 * register `numbers`. */
#include "values/number.h"

/* The number, then a word of role per, a colon, or a slash before more than number_read takes behind one, then the number
 * it is of. */
static bool split_read(const struct value_in *in, slice text, struct quantity *top, struct quantity *bottom) {
	size_t used, size;
	slice value;
	if (!words_read(in, text, top, &used)) return false;
	slice rest = utf8_trim(slice_drop(text, used));
	if (slice_starts(rest, S(":")) || (top->bottom == 1 && slice_starts(rest, S("/"))))
		return number_read(in, slice_drop(rest, 1), bottom);
	slice role = words_role(in, rest, &value, &size);
	if (!role.p || !(slice_equal(role, S("per")) || slice_equal(role, S("of")))) return false;
	return number_read(in, slice_drop(rest, size), bottom);
}

/* Both as whole numbers of the same scale; false for "one in a third", or a bottom of 0. */
static bool fraction_text(arena *a, struct quantity top, struct quantity bottom, slice *text) {
	if (bottom.bottom != 1 || bottom.top.negative || decimal_is_zero(bottom.top)) return false;
	struct decimal over = decimal_trim(decimal_shift(a, top.top, (int)top.exponent));
	struct decimal under = decimal_trim(decimal_shift(a, bottom.top, (int)bottom.exponent));
	under = decimal_multiply(a, under, decimal_of(a, top.bottom));
	int places = (int)(over.places > under.places ? over.places : under.places);
	*text = say(a, decimal_text(a, decimal_shift(a, over, places)), S("/"),
	        decimal_text(a, decimal_shift(a, under, places)));
	return true;
}

bool value_ratio(const struct value_in *in, struct value_out *out) {
	slice text = utf8_trim(value_capture(in, S("number"))), of = value_capture(in, S("number_of")), value;
	struct quantity top, bottom = {.top = decimal_of(in->arena, 1), .bottom = 1};
	bool read = number_read(in, text, &top);
	if (of.n)
		read = read && number_read(in, of, &bottom);
	else if (!read || (top.bottom == 1 && slice_find_byte(text, '/') == SIZE_MAX))
		read = split_read(in, text, &top, &bottom);
	if (!read || !fraction_text(in->arena, top, bottom, &value))
		return value_unread(in, out, S("no part of a whole could be read in"), text);
	value_set(out, S("kind"), S("ratio"), ABSENT);
	value_set(out, S("value"), value, S("number"));
	if (of.n) value_from(out, S("number_of"));
	figure_set_rest(in, out);
	return true;
}

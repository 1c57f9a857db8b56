/* The one entry for reading a number: signs, parentheses, and then words.c. See number.h. */
#include "values/number.h"

static bool is_minus(uint32_t code) { return code == '-' || code == 0x2212 || code == 0x2013; }

/* Takes a sign off the front: a hyphen, minus or en dash, a plus, or a word of role minus. */
static slice without_sign(const struct value_in *in, slice text, bool *negative) {
	struct utf8_char c = utf8_at(text, 0);
	slice value;
	size_t size;
	*negative = is_minus(c.code);
	if (*negative || c.code == '+') return utf8_trim(slice_drop(text, c.size));
	slice role = words_role(in, text, &value, &size);
	if (!role.p || !slice_equal(role, S("minus"))) return text;
	*negative = true;
	return utf8_trim(slice_drop(text, size));
}

bool number_sign(const struct value_in *in, slice text, bool *negative) {
	text = utf8_trim(text);
	if (slice_equal(text, S("("))) return *negative = true;
	slice rest = without_sign(in, text, negative);
	return text.n && rest.n == 0;
}

/* Scientific notation: "1.3x10^6", "6.2 × 10⁻⁴" without superscripts, "12e-3". The mantissa and the power, where the
 * text has that form. */
static bool cut_power(slice text, slice *mantissa, slice *power) {
	size_t at = 0;
	while (at < text.n && (utf8_is_digit((unsigned char)text.p[at]) || text.p[at] == '.')) at++;
	*mantissa = slice_sub(text, 0, at);
	text = utf8_trim(slice_drop(text, at));
	struct utf8_char mark = utf8_at(text, 0);
	bool letter = mark.code == 'e' || mark.code == 'E', times = mark.code == 'x' || mark.code == 0xD7;
	if (at == 0 || !(letter || times)) return false;
	text = utf8_trim(slice_drop(text, mark.size));
	if (times && !slice_starts(text, S("10"))) return false;
	if (times) text = slice_drop(text, 2);
	if (times && slice_starts(text, S("^"))) text = slice_drop(text, 1);
	*power = text;
	return text.n > 0;
}

static bool read_power(const struct value_in *in, slice text, struct quantity *q) {
	slice mantissa, power;
	uint64_t exponent;
	struct decimal d;
	if (!cut_power(text, &mantissa, &power)) return false;
	struct utf8_char sign = utf8_at(power, 0);
	bool negative = is_minus(sign.code);
	if (negative || sign.code == '+') power = slice_drop(power, sign.size);
	if (!slice_to_u64(power, &exponent) || exponent > NUMBER_EXPONENT_MAX) return false;
	if (!decimal_read(mantissa, &d, in->arena)) return false;
	d = decimal_shift(in->arena, d, negative ? -(int)exponent : (int)exponent);
	*q = (struct quantity){.top = decimal_trim(d), .bottom = 1};
	return true;
}

/* "2.5^3", "10^-6": a number multiplied by itself. Of a negative power the top is a power of ten, and the bottom must be
 * within NUMBER_BOTTOM_MAX, or ten to a power itself. */
static bool read_caret(const struct value_in *in, slice text, struct quantity *q) {
	enum { POWER_MAX = 99 };
	struct cut c = slice_cut(text, S("^"));
	struct decimal base, product = decimal_of(in->arena, 1);
	uint64_t power, bottom;
	if (!c.ok || !decimal_read(utf8_trim(c.head), &base, in->arena)) return false;
	slice exponent = utf8_trim(c.tail);
	struct utf8_char sign = utf8_at(exponent, 0);
	bool negative = is_minus(sign.code);
	if (negative || sign.code == '+') exponent = slice_drop(exponent, sign.size);
	if (!slice_to_u64(exponent, &power) || power > POWER_MAX) return false;
	if (base.digits.n * (power + 1) > NUMBER_DIGITS_MAX) return false;
	for (uint64_t i = 0; i < power; i++) product = decimal_multiply(in->arena, product, base);
	*q = (struct quantity){.top = product, .bottom = 1};
	if (!negative) return true;
	if (slice_equal(base.digits, S("10")) && !base.places) {
		q->top = decimal_shift(in->arena, decimal_of(in->arena, 1), -(int)power);
		return true;
	}
	size_t places = product.places;
	product = decimal_shift(in->arena, product, (int)places);
	if (!slice_to_u64(product.digits, &bottom) || bottom == 0 || bottom > NUMBER_BOTTOM_MAX) return false;
	q->top = decimal_shift(in->arena, decimal_of(in->arena, 1), (int)places);
	q->bottom = (uint32_t)bottom;
	return true;
}

bool number_read(const struct value_in *in, slice text, struct quantity *q) {
	text = utf8_trim(text);
	bool negative;
	size_t used;
	bool account = text.n > 2 && text.p[0] == '(' && text.p[text.n - 1] == ')';
	if (account) text = utf8_trim(slice_sub(text, 1, text.n - 1));
	text = without_sign(in, text, &negative);
	if (account && negative) return false; /* twice negative is not said that way */
	if (text.n == 0 || is_minus(utf8_at(text, 0).code)) return false;
	if (!read_power(in, text, q) && !read_caret(in, text, q) && (!words_read(in, text, q, &used) || used != text.n))
		return false;
	if (negative || account) q->top = decimal_negate(q->top);
	return true;
}

bool number_scale(const struct value_in *in, slice text, struct quantity *q) {
	text = utf8_trim(text);
	if (slice_ends(text, S("."))) text = slice_sub(text, 0, text.n - 1);
	while (text.n) {
		uint64_t exponent;
		size_t size = value_prefix(in, S("scales"), text);
		slice word = slice_sub(text, 0, size);
		if (size == 0 || !value_number_word(in, S("scales"), word, S("exponent"), &exponent)) return false;
		if (exponent > NUMBER_EXPONENT_MAX - q->exponent) return false;
		q->exponent += (unsigned)exponent;
		text = utf8_trim(slice_drop(text, size));
	}
	return true;
}

bool number_decimal(arena *a, const struct quantity *q, struct decimal *d) {
	*d = decimal_shift(a, q->top, (int)q->exponent);
	if (q->bottom != 1) return decimal_divide(a, *d, q->bottom, d);
	if (q->exponent) *d = decimal_trim(*d);
	return true;
}

slice number_fraction(arena *a, const struct quantity *q) {
	struct decimal top = decimal_trim(decimal_shift(a, q->top, (int)q->exponent));
	struct decimal bottom = decimal_shift(a, decimal_of(a, q->bottom), (int)top.places);
	return say(a, decimal_text(a, decimal_shift(a, top, (int)top.places)), S("/"), decimal_text(a, bottom));
}

int number_compare(arena *a, const struct quantity *left, const struct quantity *right) {
	struct decimal l = decimal_shift(a, left->top, (int)left->exponent),
	               r = decimal_shift(a, right->top, (int)right->exponent);
	return decimal_compare(a, decimal_multiply(a, l, decimal_of(a, right->bottom)),
	        decimal_multiply(a, r, decimal_of(a, left->bottom)));
}

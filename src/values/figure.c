/* What all figures share: their two ends, and the kinds that need no more than that. See number.h.
 *
 * What stands at one end of a range only may hold for both; the rules, the first that fits:
 *   - A scale at the upper end alone is the lower's too where the lower, without it, is not above the upper
 *     without it: "5–10 million", "30 to 50k"; not in "500–1 million".
 *   - A scale at the lower end alone is the upper's too where the upper would be below the lower otherwise:
 *     "£250k–500".
 *   - An upper end in whole thousands, with thousands marks, makes thousands of a lower end of up to three digits
 *     that is below it by less than a power of ten: "30–50,000"; not in "5–80,000", nor in "300–2,000".
 * Ends said in falling order ("between -5 and -10") are put in rising order, but for bounds: nothing is more than 10 and
 * less than 5. */
#include "values/number.h"

static bool read_end(const struct value_in *in, struct value_out *out, slice number, slice scale, struct quantity *q) {
	slice text = value_capture(in, number), factor = value_capture(in, scale);
	if (!number_read(in, text, q)) return value_unread(in, out, S("no number could be read in"), text);
	if (factor.n && !number_scale(in, factor, q)) return value_unread(in, out, S("no scale is named"), factor);
	return true;
}

static bool read_sign(const struct value_in *in, struct value_out *out, struct quantity *q) {
	slice sign = value_capture(in, S("sign"));
	bool negative;
	if (sign.n == 0) return true;
	if (!number_sign(in, sign, &negative)) return value_unread(in, out, S("no sign is written"), sign);
	if (negative && q->top.negative)
		return value_unread(in, out, S("a second sign before"), value_capture(in, S("number")));
	if (negative) q->top = decimal_negate(q->top);
	return true;
}

/* Compares two ends as if they had no scale. */
static int compare_unscaled(arena *a, struct quantity left, struct quantity right) {
	left.exponent = right.exponent = 0;
	return number_compare(a, &left, &right);
}

static bool are_short_for_thousands(arena *a, const struct quantity *low, const struct quantity *high) {
	if (!high->grouped || high->top.places || high->bottom != 1 || decimal_remainder(high->top, 1000)) return false;
	if (low->grouped || low->top.places || low->bottom != 1 || low->top.digits.n > 3) return false;
	struct decimal thousands = decimal_shift(a, high->top, -3);
	return decimal_compare(a, low->top, thousands) < 0 &&
	       decimal_compare(a, decimal_shift(a, low->top, 1), thousands) > 0;
}

static void share_scale(arena *a, struct quantity *low, struct quantity *high) {
	if (high->exponent && !low->exponent) {
		if (compare_unscaled(a, *low, *high) <= 0) low->exponent = high->exponent;
	} else if (low->exponent && !high->exponent) {
		if (number_compare(a, high, low) < 0 && compare_unscaled(a, *low, *high) <= 0)
			high->exponent = low->exponent;
	} else if (!low->exponent && are_short_for_thousands(a, low, high)) {
		low->exponent = 3;
	}
}

/* For a message: "10 and 5". */
static slice bounds_said(const struct value_in *in) {
	return say(in->arena, value_folded(in, S("number")), S(" and "), value_folded(in, S("number_to")));
}

bool figure_read(const struct value_in *in, struct value_out *out, struct figure *f) {
	*f = (struct figure){.low_from = S("number"), .high_from = S("number_to")};
	if (!read_end(in, out, S("number"), S("scale"), &f->low)) return false;
	f->range = value_capture(in, S("number_to")).n > 0;
	if (f->range && !read_end(in, out, S("number_to"), S("scale_to"), &f->high)) return false;
	if (f->range) share_scale(in->arena, &f->low, &f->high);
	if (!read_sign(in, out, &f->low)) return false;
	bool falls = f->range && number_compare(in->arena, &f->low, &f->high) > 0;
	if (falls && value_capture(in, S("ceiling")).n)
		return value_unread(in, out, S("nothing lies above and below"), bounds_said(in));
	if (falls) *f = (struct figure){f->high, f->low, true, f->high_from, f->low_from};
	return true;
}

bool figure_decimal(const struct value_in *in, struct value_out *out, const struct quantity *q,
        const struct decimal *factor, slice *text) {
	struct decimal d;
	if (!number_decimal(in->arena, q, &d))
		return value_unread(in, out, S("no exact decimal is"), number_fraction(in->arena, q));
	if (factor) d = decimal_trim(decimal_multiply(in->arena, d, *factor));
	*text = decimal_text(in->arena, d);
	return true;
}

static void set_end(const struct value_in *in, struct value_out *out, slice column, slice text, slice from) {
	bool first = slice_equal(from, S("number"));
	slice scale = first ? S("scale") : S("scale_to");
	value_set(out, column, text, from);
	if (first && value_capture(in, S("sign")).n) value_from(out, S("sign"));
	if (value_capture(in, scale).n) value_from(out, scale);
}

void figure_set(const struct value_in *in, struct value_out *out, const struct figure *f, slice low, slice high) {
	set_end(in, out, S("value"), low, f->low_from);
	if (f->range) set_end(in, out, S("value_to"), high, f->high_from);
}

bool figure_set_decimals(
        const struct value_in *in, struct value_out *out, const struct figure *f, const struct decimal *factor) {
	slice low, high = ABSENT;
	if (!figure_decimal(in, out, &f->low, factor, &low)) return false;
	if (f->range && !figure_decimal(in, out, &f->high, factor, &high)) return false;
	figure_set(in, out, f, low, high);
	return true;
}

static slice exact_text(arena *a, const struct quantity *q) {
	struct decimal d;
	return number_decimal(a, q, &d) ? decimal_text(a, d) : number_fraction(a, q);
}

void figure_set_exact(const struct value_in *in, struct value_out *out, const struct figure *f) {
	figure_set(in, out, f, exact_text(in->arena, &f->low), f->range ? exact_text(in->arena, &f->high) : ABSENT);
}

void figure_set_rest(const struct value_in *in, struct value_out *out) {
	value_set_qualifier(in, out, S("figure"));
	slice of = value_folded(in, S("of"));
	if (of.n) value_set(out, S("of"), of, S("of"));
}

/* ---- the plain kinds */

/* The factor may be NULL. */
static bool plain_figure(const struct value_in *in, struct value_out *out, slice kind, const struct decimal *factor) {
	struct figure f;
	if (!figure_read(in, out, &f)) return false;
	value_set(out, S("kind"), kind, ABSENT);
	if (!figure_set_decimals(in, out, &f, factor)) return false;
	figure_set_rest(in, out);
	return true;
}

bool value_count(const struct value_in *in, struct value_out *out) { return plain_figure(in, out, S("count"), NULL); }

bool value_percent(const struct value_in *in, struct value_out *out) {
	bool basis = value_capture(in, S("basis")).n > 0, points = basis || value_capture(in, S("points")).n > 0;
	struct decimal hundredth = decimal_shift(in->arena, decimal_of(in->arena, 1), -2);
	struct figure f;
	if (points) return plain_figure(in, out, S("percentage-point"), basis ? &hundredth : NULL);
	if (!figure_read(in, out, &f)) return false;
	value_set(out, S("kind"), S("percent"), ABSENT);
	figure_set_exact(in, out, &f);
	figure_set_rest(in, out);
	return true;
}

/* A number that no decimal holds (5⅓) is a ratio, one of which it is said what it counts a count. */
bool value_number(const struct value_in *in, struct value_out *out) {
	struct figure f;
	struct decimal d;
	if (!figure_read(in, out, &f)) return false;
	bool counts = value_capture(in, S("of")).n > 0;
	if (f.range || number_decimal(in->arena, &f.low, &d))
		return plain_figure(in, out, counts ? S("count") : S("number"), NULL);
	value_set(out, S("kind"), S("ratio"), ABSENT);
	figure_set(in, out, &f, number_fraction(in->arena, &f.low), ABSENT);
	figure_set_rest(in, out);
	return true;
}

bool value_ordinal(const struct value_in *in, struct value_out *out) {
	struct decimal d;
	slice text = value_capture(in, S("number"));
	if (!ordinal_read(in, text, &d)) return value_unread(in, out, S("no place in an order could be read in"), text);
	value_set(out, S("kind"), S("ordinal"), ABSENT);
	value_set(out, S("value"), decimal_text(in->arena, d), S("number"));
	figure_set_rest(in, out);
	return true;
}

/* ---- single columns */

static bool single_number(const struct value_in *in, struct value_out *out, struct decimal *d) {
	slice text = value_capture(in, S("text"));
	struct quantity q;
	if (!number_read(in, text, &q)) return value_unread(in, out, S("no number could be read in"), text);
	return number_decimal(in->arena, &q, d) || value_unread(in, out, S("no exact decimal is"), text);
}

bool value_decimal(const struct value_in *in, struct value_out *out) {
	struct decimal d;
	if (!single_number(in, out, &d)) return false;
	value_set(out, S(""), decimal_text(in->arena, d), S("text"));
	return true;
}

bool value_integer(const struct value_in *in, struct value_out *out) {
	struct decimal d;
	if (!single_number(in, out, &d)) return false;
	if (!decimal_is_whole(d)) return value_unread(in, out, S("no whole number is"), value_capture(in, S("text")));
	value_set(out, S(""), decimal_text(in->arena, decimal_trim(d)), S("text"));
	return true;
}

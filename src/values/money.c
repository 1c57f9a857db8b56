/* Sums of money. The register `currencies` gives each mark its ISO 4217 code and the factor of its unit (1, or
 * 0.01 of a penny).
 *
 * A mark that several currencies share ("$", "dollars", "kr") has a row of its own for each region that uses it,
 * keyed by mark, blank, region ("$ CA"); the row of the mark alone is for all others. The region is the pack's. The
 * codes that such a mark may mean besides (register `shared-currencies`) are kept as alternatives, unless the row for
 * all others is the region's own: a pound sign in GB, a dollar sign in US. */
#include "values/number.h"

static slice currency_cell(const struct value_in *in, slice mark, slice column) {
	if (in->context && in->context->region.n) {
		slice local =
		        value_word(in, S("currencies"), say(in->arena, mark, S(" "), in->context->region), column);
		if (local.p) return local;
	}
	return value_word(in, S("currencies"), mark, column);
}

static void keep_alternatives(const struct value_in *in, struct value_out *out, slice mark, slice code) {
	/* A national code starts with that of its country (ISO 4217). */
	if (in->context && in->context->region.n && slice_starts(code, in->context->region) &&
	        slice_equal(code, value_word(in, S("currencies"), mark, S("code"))))
		return;
	struct cut c = {.tail = value_word(in, S("shared-currencies"), mark, S("codes")), .ok = true};
	while (c.ok && c.tail.n) {
		c = slice_cut(c.tail, S(" "));
		value_alternative(out, S("unit"), c.head);
	}
}

/* "3 dollars 50 cents", "20 rupees 43": the minor units behind the amount, hundredths unless their own mark says else. */
static bool add_minor(const struct value_in *in, struct value_out *out, struct figure *f) {
	slice minor = value_capture(in, S("minor")), mark = value_folded(in, S("minor_unit"));
	struct quantity q;
	struct decimal d, factor = decimal_shift(in->arena, decimal_of(in->arena, 1), -2);
	if (minor.n == 0) return true;
	bool good = !f->range && number_read(in, minor, &q) && number_decimal(in->arena, &q, &d) && !d.negative;
	slice known = mark.n ? currency_cell(in, mark, S("factor")) : ABSENT;
	if (known.n) good = good && decimal_read(known, &factor, in->arena);
	good = good && number_decimal(in->arena, &f->low, &f->low.top);
	if (!good) return value_unread(in, out, S("no minor units are"), minor);
	d = decimal_multiply(in->arena, d, factor);
	f->low.top = decimal_add(in->arena, f->low.top, f->low.top.negative ? decimal_negate(d) : d);
	f->low.exponent = 0;
	f->low.bottom = 1;
	return true;
}

/* An amount with a point before exactly three digits ("31.500") has a thousands mark there: money is written with two
 * places. Not where a scale follows, nor behind a leading zero. */
static void read_thousands(const struct value_in *in, slice number, slice scale, struct quantity *q) {
	slice text = utf8_trim(value_capture(in, number));
	size_t point = slice_find_byte(text, '.');
	if (point == SIZE_MAX || value_capture(in, scale).n || q->exponent || q->grouped) return;
	if (q->top.places != 3 || q->bottom != 1 || point == 0 || point > 3 || text.p[0] == '0') return;
	q->top = decimal_shift(in->arena, q->top, 3);
	q->grouped = true;
}

bool value_money(const struct value_in *in, struct value_out *out) {
	struct figure f;
	struct decimal factor;
	slice mark = value_folded(in, S("currency"));
	slice code = currency_cell(in, mark, S("code"));
	if (!code.p) return value_unread(in, out, S("no currency is known as"), mark);
	if (!decimal_read(currency_cell(in, mark, S("factor")), &factor, in->arena))
		return value_unread(in, out, S("no factor is known for"), mark);
	bool whole = slice_equal(factor.digits, S("1")); /* then nothing is scaled, and zeros stay as written */
	if (!figure_read(in, out, &f)) return false;
	read_thousands(in, S("number"), S("scale"), &f.low);
	if (f.range) read_thousands(in, S("number_to"), S("scale_to"), &f.high);
	if (!add_minor(in, out, &f)) return false;
	value_set(out, S("kind"), S("money"), ABSENT);
	if (!figure_set_decimals(in, out, &f, whole ? NULL : &factor)) return false;
	if (value_capture(in, S("minor")).n) value_from(out, S("minor"));
	value_set(out, S("unit"), code, S("currency"));
	keep_alternatives(in, out, mark, code);
	figure_set_rest(in, out);
	return true;
}

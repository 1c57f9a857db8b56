/* Sums of money. The register `currencies` gives each mark its ISO 4217 code and the factor of its unit (1, or
 * 0.01 of a penny).
 *
 * A mark that several currencies share ("$", "dollars", "kr") has a row of its own for each region that uses it,
 * keyed by mark, blank, region ("$ CA"); the row of the mark alone is for all others. The region is the pack's. */
#include "values/number.h"

static slice currency_cell(const struct value_in *in, slice mark, slice column) {
	if (in->context && in->context->region.n) {
		slice local =
		        value_word(in, S("currencies"), say(in->arena, mark, S(" "), in->context->region), column);
		if (local.p) return local;
	}
	return value_word(in, S("currencies"), mark, column);
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
	value_set(out, S("kind"), S("money"), ABSENT);
	if (!figure_set_decimals(in, out, &f, whole ? NULL : &factor)) return false;
	value_set(out, S("unit"), code, S("currency"));
	figure_set_rest(in, out);
	return true;
}

/* Quantities with a unit: measures and ages. The register `units` gives a unit's UCUM code, and the units that may be
 * said together: those of one `family`, each with its whole `factor` in the smallest of them (foot: 12 inches). Such a
 * sum is given in the unit that was said last, so that it is exact: 5 feet 2 inches are 62 inches. */
#include "values/compound.h"

static slice unit_cell(const struct value_in *in, slice capture, slice column) {
	return unit_word_cell(in, value_capture(in, capture), column);
}

/* "m/s", "kg/ha": units with a slash between them, the first over the others. */
static slice slashed(const struct value_in *in, slice text) {
	struct cut c = slice_cut(text, S("/"));
	slice code = unit_word_cell(in, utf8_trim(c.head), S("ucum"));
	while (c.ok && code.p) {
		c = slice_cut(c.tail, S("/"));
		slice under = unit_word_cell(in, utf8_trim(c.head), S("ucum"));
		if (!under.p) return ABSENT;
		code = say(in->arena, code, S("/"), under);
	}
	return code;
}

static slice ucum_of(const struct value_in *in) {
	slice unit = value_folded(in, S("unit")), code = unit_word_cell(in, unit, S("ucum"));
	if (!code.p) code = slashed(in, unit);
	const slice under[] = {S("per"), S("per_also")};
	for (size_t i = 0; code.p && i < 2 && value_capture(in, under[i]).n; i++) {
		slice below = slashed(in, value_folded(in, under[i]));
		code = below.p ? say(in->arena, code, S("/"), below) : ABSENT;
	}
	return code;
}

/* For a message: "kg per head". */
static slice unit_said(const struct value_in *in) {
	slice unit = value_folded(in, S("unit")), per = value_folded(in, S("per"));
	return per.n ? say(in->arena, unit, S(" per "), per) : unit;
}

/* ---- several units */

static bool factor_of(const struct value_in *in, slice unit, slice family, uint64_t *factor) {
	slice own = unit_word_cell(in, unit, S("family"));
	return own.n && slice_equal(own, family) && slice_to_u64(unit_word_cell(in, unit, S("factor")), factor) &&
	       *factor > 0;
}

/* One part in the smallest unit of its family, added to the sum. */
static bool add_part(const struct value_in *in, const struct quantity *q, uint64_t factor, struct decimal *sum) {
	struct decimal d;
	if (!number_decimal(in->arena, q, &d)) return false;
	*sum = decimal_add(in->arena, *sum, decimal_multiply(in->arena, d, decimal_of(in->arena, factor)));
	return true;
}

/* The sum of the first number and the parts behind it, in the unit of the last; *unit is that. */
static bool sum_parts(const struct value_in *in, const struct quantity *first, slice *unit, struct decimal *sum) {
	compound_parts parts = {0};
	slice family = unit_word_cell(in, *unit, S("family"));
	uint64_t factor;
	*sum = decimal_of(in->arena, 0);
	if (!compound_read(in, value_capture(in, S("more")), &parts)) return false;
	if (!factor_of(in, *unit, family, &factor) || !add_part(in, first, factor, sum)) return false;
	for (size_t i = 0; i < parts.n; i++) {
		if (parts.v[i].unit.p) *unit = parts.v[i].unit;
		if (!factor_of(in, *unit, family, &factor) || !add_part(in, &parts.v[i].number, factor, sum))
			return false;
	}
	return factor <= UINT32_MAX && decimal_divide(in->arena, *sum, (uint32_t)factor, sum);
}

static bool compound_measure(const struct value_in *in, struct value_out *out, const struct figure *f) {
	slice unit = value_folded(in, S("unit"));
	struct decimal sum;
	if (f->range || !sum_parts(in, &f->low, &unit, &sum))
		return value_unread(in, out, S("no sum of units is"), value_capture(in, S("more")));
	value_set(out, S("kind"), S("measure"), ABSENT);
	value_set2(out, S("value"), decimal_text(in->arena, sum), S("number"), S("more"));
	value_set2(out, S("unit"), unit_word_cell(in, unit, S("ucum")), S("unit"), S("more"));
	figure_set_rest(in, out);
	return true;
}

bool value_measure(const struct value_in *in, struct value_out *out) {
	struct figure f;
	slice unit = ucum_of(in);
	if (!unit.p) return value_unread(in, out, S("no unit is known as"), unit_said(in));
	if (!figure_read(in, out, &f)) return false;
	if (value_capture(in, S("more")).n) return compound_measure(in, out, &f);
	value_set(out, S("kind"), S("measure"), ABSENT);
	figure_set_exact(in, out, &f);
	value_set(out, S("unit"), unit, S("unit"));
	if (value_capture(in, S("per")).n) value_from(out, S("per"));
	if (value_capture(in, S("per_also")).n) value_from(out, S("per_also"));
	figure_set_rest(in, out);
	return true;
}

bool value_age(const struct value_in *in, struct value_out *out) {
	struct figure f;
	bool said = value_capture(in, S("unit")).n > 0;
	slice unit = said ? unit_cell(in, S("unit"), S("ucum")) : S("a");
	if (!unit.p) return value_unread(in, out, S("no unit is known as"), value_capture(in, S("unit")));
	if (!figure_read(in, out, &f)) return false;
	value_set(out, S("kind"), S("age"), ABSENT);
	if (!figure_set_decimals(in, out, &f, NULL)) return false;
	value_set(out, S("unit"), unit, said ? S("unit") : ABSENT);
	figure_set_rest(in, out);
	return true;
}

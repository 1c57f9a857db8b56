/* Quantities with a unit: measures, ages and lengths of time. The register `units` gives a unit's UCUM code and, for
 * a unit of time, the ISO 8601 duration of one ("P1D", "PT1H", "P2W"). */
#include "values/number.h"

static slice unit_cell(const struct value_in *in, slice capture, slice column) {
	slice unit = value_folded(in, capture), cell = value_word(in, S("units"), unit, column);
	if (!cell.p && slice_ends(unit, S(".")))
		cell = value_word(in, S("units"), slice_sub(unit, 0, unit.n - 1), column);
	return cell.n ? cell : ABSENT;
}

/* A unit of the register, or two of them with a slash between ("kg/ha"). */
static slice ucum_of(const struct value_in *in, slice capture) {
	slice code = unit_cell(in, capture, S("ucum"));
	struct cut c = slice_cut(value_folded(in, capture), S("/"));
	if (code.p || !c.ok) return code;
	slice over = value_word(in, S("units"), c.head, S("ucum")),
	      under = value_word(in, S("units"), c.tail, S("ucum"));
	return over.n && under.n ? say(in->arena, over, S("/"), under) : ABSENT;
}

bool value_measure(const struct value_in *in, struct value_out *out) {
	struct figure f;
	slice unit = ucum_of(in, S("unit"));
	if (!unit.p) return value_unread(in, out, S("no unit is known as"), value_capture(in, S("unit")));
	if (!figure_read(in, out, &f)) return false;
	value_set(out, S("kind"), S("measure"), ABSENT);
	if (!figure_set_decimals(in, out, &f, NULL)) return false;
	value_set(out, S("unit"), unit, S("unit"));
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

/* ---- durations */

/* The duration of one unit, cut up: "P2W" is P, 2, W. */
struct one_unit {
	slice prefix, designator;
	struct decimal factor;
};

static bool one_unit(const struct value_in *in, slice capture, struct one_unit *one) {
	slice iso = unit_cell(in, capture, S("iso"));
	size_t digits = slice_starts(iso, S("PT")) ? 2 : 1;
	if (iso.n < digits + 2) return false;
	one->prefix = slice_sub(iso, 0, digits);
	one->designator = slice_drop(iso, iso.n - 1);
	return decimal_read(slice_sub(iso, digits, iso.n - 1), &one->factor, in->arena);
}

static bool duration_text(
        const struct value_in *in, struct value_out *out, const struct quantity *q, slice unit, slice *text) {
	struct one_unit one;
	slice number;
	if (!one_unit(in, unit, &one))
		return value_unread(in, out, S("no unit of time is known as"), value_capture(in, unit));
	if (q->top.negative)
		return value_unread(in, out, S("no length of time is below zero:"), number_fraction(in->arena, q));
	bool single = slice_equal(one.factor.digits, S("1"));
	if (!figure_decimal(in, out, q, single ? NULL : &one.factor, &number)) return false;
	*text = say(in->arena, one.prefix, number, one.designator);
	return true;
}

static void add_source(struct value_out *out, slice column, slice from) {
	struct value_out one = {0};
	for (size_t i = 0; i < out->count; i++) {
		if (!slice_equal(out->columns[i].column, column)) continue;
		one.columns[0] = out->columns[i];
		one.count = 1;
		value_from(&one, from);
		out->columns[i] = one.columns[0];
	}
}

/* `unit` holds for both ends unless `unit_to` is there. Then the ends keep the order they were said in: days and
 * months have none among them. */
bool value_duration(const struct value_in *in, struct value_out *out) {
	struct figure f;
	slice low, high = ABSENT, unit_to = value_capture(in, S("unit_to")).n ? S("unit_to") : S("unit");
	if (!figure_read(in, out, &f)) return false;
	bool swapped = slice_equal(f.low_from, S("number_to")), two = slice_equal(unit_to, S("unit_to"));
	if (two && swapped) f = (struct figure){f.high, f.low, true, f.high_from, f.low_from};
	if (!duration_text(in, out, &f.low, S("unit"), &low)) return false;
	if (f.range && !duration_text(in, out, &f.high, unit_to, &high)) return false;
	value_set(out, S("kind"), S("duration"), ABSENT);
	figure_set(in, out, &f, low, high);
	add_source(out, S("value"), S("unit"));
	add_source(out, S("value_to"), unit_to);
	figure_set_rest(in, out);
	return true;
}

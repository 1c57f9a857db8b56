/* Lengths of time, as ISO 8601 durations. The register `units` gives the duration of one of a unit ("P1D", "PT1H",
 * "P2W"). Said in several units they become one: "1 year 1 month 21 days" is P1Y1M21D, "an hour and a half" PT1.5H;
 * weeks beside other units of the calendar are seven days each, since P1W2D is no ISO 8601 duration. */
#include "values/compound.h"

/* The duration of one unit, cut up: "P2W" is P, 2, W. */
struct one_unit {
	slice prefix, designator;
	struct decimal factor;
};

static bool one_unit(const struct value_in *in, slice unit, struct one_unit *one) {
	slice iso = unit_word_cell(in, unit, S("iso"));
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
	if (!one_unit(in, value_capture(in, unit), &one))
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

/* ---- several units */

enum { YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, FIELDS };
static const char designators[] = "YMWDHMS";

struct lengths {
	struct decimal of[FIELDS];
	bool has[FIELDS];
};

static size_t field_of(const struct one_unit *one) {
	bool clock = slice_equal(one->prefix, S("PT"));
	for (size_t i = clock ? HOURS : YEARS; i < (clock ? FIELDS : HOURS); i++)
		if (designators[i] == one->designator.p[0]) return i;
	return FIELDS;
}

static bool add_length(const struct value_in *in, const struct quantity *q, slice unit, struct lengths *l) {
	struct one_unit one;
	struct decimal d;
	if (!one_unit(in, unit, &one) || !number_decimal(in->arena, q, &d) || d.negative) return false;
	size_t field = field_of(&one);
	if (field == FIELDS) return false;
	d = decimal_trim(decimal_multiply(in->arena, d, one.factor));
	l->of[field] = l->has[field] ? decimal_add(in->arena, l->of[field], d) : d;
	l->has[field] = true;
	return true;
}

static void weeks_to_days(arena *a, struct lengths *l) {
	bool alone = true;
	for (size_t i = 0; i < FIELDS; i++) alone = alone && (i == WEEKS || !l->has[i]);
	if (!l->has[WEEKS] || alone) return;
	struct decimal days = decimal_multiply(a, l->of[WEEKS], decimal_of(a, 7));
	l->of[DAYS] = l->has[DAYS] ? decimal_add(a, l->of[DAYS], days) : days;
	l->has[DAYS] = true;
	l->has[WEEKS] = false;
}

static slice lengths_text(arena *a, const struct lengths *l) {
	slice text = S("P");
	bool clock = false;
	for (size_t i = 0; i < FIELDS; i++) {
		if (!l->has[i]) continue;
		if (i >= HOURS && !clock) text = say(a, text, S("T"));
		clock = clock || i >= HOURS;
		text = say(a, text, decimal_text(a, decimal_trim(l->of[i])), ((slice){designators + i, 1}));
	}
	return text;
}

/* The captures unit and more behind a first number. */
static bool read_lengths(const struct value_in *in, const struct quantity *number, struct lengths *l) {
	compound_parts parts = {0};
	slice unit = value_capture(in, S("unit")), more = value_capture(in, S("more"));
	*l = (struct lengths){.has = {false}};
	bool good = (more.n == 0 || compound_read(in, more, &parts)) && add_length(in, number, unit, l);
	for (size_t i = 0; good && i < parts.n; i++) {
		if (parts.v[i].unit.p) unit = parts.v[i].unit;
		good = add_length(in, &parts.v[i].number, unit, l);
	}
	return good;
}

bool clock_length(const struct value_in *in, uint64_t *seconds) {
	static const uint64_t sizes[] = {[HOURS] = 3600, [MINUTES] = 60, [SECONDS] = 1};
	struct quantity number;
	struct lengths l;
	struct decimal sum = decimal_of(in->arena, 0);
	if (!number_read(in, value_capture(in, S("number")), &number) || !read_lengths(in, &number, &l)) return false;
	for (size_t i = 0; i < FIELDS; i++) {
		if (!l.has[i]) continue;
		if (i < HOURS) return false;
		sum = decimal_add(
		        in->arena, sum, decimal_multiply(in->arena, l.of[i], decimal_of(in->arena, sizes[i])));
	}
	sum = decimal_trim(sum);
	return !sum.places && slice_to_u64(sum.digits, seconds);
}

static bool compound_duration(const struct value_in *in, struct value_out *out, const struct figure *f) {
	struct lengths l;
	if (f->range || !read_lengths(in, &f->low, &l))
		return value_unread(in, out, S("no length of time is"), value_capture(in, S("more")));
	weeks_to_days(in->arena, &l);
	value_set(out, S("kind"), S("duration"), ABSENT);
	value_set2(out, S("value"), lengths_text(in->arena, &l), S("number"), S("unit"));
	value_from(out, S("more"));
	figure_set_rest(in, out);
	return true;
}

/* "all day", "another month": a word of role whole asks for one. */
static bool read_figure(const struct value_in *in, struct value_out *out, struct figure *f) {
	slice text = utf8_trim(value_capture(in, S("number"))), value;
	size_t size;
	slice role = words_role(in, text, &value, &size);
	if (!role.p || !slice_equal(role, S("whole")) || size != text.n) return figure_read(in, out, f);
	*f = (struct figure){.low = {.top = decimal_of(in->arena, 1), .bottom = 1}, .low_from = S("number")};
	return true;
}

/* `unit` holds for both ends unless `unit_to` is there. Then the ends keep the order they were said in: days and
 * months have none among them. */
bool value_duration(const struct value_in *in, struct value_out *out) {
	struct figure f;
	slice low, high = ABSENT, unit_to = value_capture(in, S("unit_to")).n ? S("unit_to") : S("unit");
	if (!read_figure(in, out, &f)) return false;
	if (value_capture(in, S("more")).n) return compound_duration(in, out, &f);
	slice unit = value_capture(in, S("unit")).n ? S("unit") : unit_to; /* said once, behind the upper end */
	bool swapped = slice_equal(f.low_from, S("number_to")), two = slice_equal(unit_to, S("unit_to"));
	if (two && swapped) f = (struct figure){f.high, f.low, true, f.high_from, f.low_from};
	if (!duration_text(in, out, &f.low, unit, &low)) return false;
	if (f.range && !duration_text(in, out, &f.high, unit_to, &high)) return false;
	value_set(out, S("kind"), S("duration"), ABSENT);
	figure_set(in, out, &f, low, high);
	add_source(out, S("value"), unit);
	add_source(out, S("value_to"), unit_to);
	figure_set_rest(in, out);
	return true;
}

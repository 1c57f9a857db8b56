/* What follows another date of the text: "in May 2016 and in the following month", "in 2011 … two years later". Captures:
 * values.def. The other date's words are captured, so the value is always inferred; which record gave it is the stage's
 * to say. */
#include "values/calendar.h"

#include "values/number.h"

/* How many months or years: one, where nothing is said. */
static bool read_steps(const struct value_in *in, struct value_out *out, unsigned *steps, bool *years) {
	slice number = value_capture(in, S("number")), unit = value_capture(in, S("unit"));
	struct quantity q;
	struct decimal d;
	uint64_t n = 1;
	*years = value_capture(in, S("month")).n == 0;
	if (number.n && !(number_read(in, number, &q) && number_decimal(in->arena, &q, &d) && !d.negative &&
	                        !d.places && slice_to_u64(d.digits, &n) && n > 0 && n < 10000))
		return value_unread(in, out, S("no number of years or months is"), number);
	if (unit.n) *years = slice_equal(value_word(in, S("calendar-units"), unit, S("unit")), S("year"));
	*steps = (unsigned)n;
	return true;
}

bool value_following(const struct value_in *in, struct value_out *out) {
	struct calendar_date d = {0};
	slice month = value_capture(in, S("month")), year = value_capture(in, S("year"));
	if (!calendar_read_year(year, &d.year) || d.year == 0) return value_unread(in, out, S("no year is"), year);
	if (month.n > 0 && !calendar_read_month(in, month, &d.month))
		return value_unread(in, out, S("no month is"), month);
	unsigned steps = 1;
	bool years = true;
	if (!calendar_valid(d)) return value_unread(in, out, S("no month is"), month);
	if (!read_steps(in, out, &steps, &years)) return false;
	if (years || d.month == 0)
		d.year += steps;
	else
		d = calendar_add_months(d, (long)steps);
	if (!calendar_valid(d)) return value_fail(out, CODE_DATE_IMPOSSIBLE, S("no year follows 9999"));
	value_set(out, S("kind"), calendar_kind(d), ABSENT);
	value_set(out, S("value"), calendar_text(in->arena, d), S("year"));
	if (month.n > 0) value_from(out, S("month"));
	out->inferred = true;
	return true;
}

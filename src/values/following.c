/* What follows another date of the text: "in May 2016 and in the following month". Captures: values.def. The other date's words are
 * captured, so the value is always inferred; which record gave it is the stage's to say. */
#include "values/calendar.h"

bool value_following(const struct value_in *in, struct value_out *out) {
	struct calendar_date d = {0};
	slice month = value_capture(in, S("month")), year = value_capture(in, S("year"));
	if (!calendar_read_year(year, &d.year) || d.year == 0) return value_unread(in, out, S("no year is"), year);
	if (month.n > 0 && !calendar_read_month(in, month, &d.month))
		return value_unread(in, out, S("no month is"), month);
	if (d.month == 0 || d.month == 12) d.year++;
	if (d.month > 0) d.month = d.month % 12 + 1;
	if (!calendar_valid(d)) return value_fail(out, CODE_DATE_IMPOSSIBLE, S("no year follows 9999"));
	value_set(out, S("kind"), calendar_kind(d), ABSENT);
	value_set(out, S("value"), calendar_text(in->arena, d), S("year"));
	if (month.n > 0) value_from(out, S("month"));
	out->inferred = true;
	return true;
}

/* Dates that lean on the document's own: "last month", "two weeks ago", "next Friday", "the third Monday of next
 * month". */
#ifndef GARNER_VALUES_RELATIVE_H
#define GARNER_VALUES_RELATIVE_H

#include "values/calendar.h"

/* From start to end, both of the same kind (days, months, years); end.year 0: start alone. Where the document's date
 * is not known, or not closely enough, start.year is 0. */
struct relative {
	slice kind; /* "day", "month", …, "interval" */
	struct calendar_date start, end;
	slice text; /* its form, where it is none of these: a decade, a season; or an open form without a reference */
	bool about; /* months and years counted from a day: two years ago */
};

/* The document's own date, as far as it is known; zeros where it is not. */
struct calendar_date relative_reference(const struct value_in *in);
/* What the register `relatives` says of a word ("last": -1). False where it says nothing. */
bool relative_offset(const struct value_in *in, slice capture, long *offset);
/* False after value_fail. */
bool relative_read(const struct value_in *in, struct value_out *out, struct relative *r);
/* The day that lies the length of time in the captures number, unit and more behind another. False where none is read. */
bool relative_add(const struct value_in *in, struct calendar_date day, struct calendar_date *moved);
/* The year that the capture toward says of the document's own; 0 where that is not known. False where it says none. */
bool relative_year(const struct value_in *in, unsigned *year);

#endif

/* Dates in digits alone: "12.03.19", "03/04/2024", "2024/04/03", "03/2024". */
#ifndef GARNER_VALUES_NUMERIC_H
#define GARNER_VALUES_NUMERIC_H

#include "values/calendar.h"

/* False where it has not that form. The date may be one that no calendar has: the caller checks. Parts are cut at one
 * separator, point, slash, hyphen, en dash or blank, the same throughout.
 *   three, the first of four digits   year, month, day
 *   three                             day, month, year; month first where the pack says so, or where the second is
 *                                     above 12 and can be no month (12/25/2024 has one reading only)
 *   two, one of four digits           month and year
 *   two                               day and month, in the pack's order, without a year */
bool numeric_read(const struct value_in *in, slice text, struct calendar_date *d);

/* The same with what else it may mean: 03/04/2024 in the order that the pack does not declare. */
struct numeric {
	struct calendar_date date, other;
	bool ambiguous;  /* `other` is a second reading */
	bool short_year; /* of two digits: its century is chosen */
	bool turned;     /* it can be read only in the order that the pack does not declare */
};
bool numeric_readings(const struct value_in *in, slice text, struct numeric *n);

#endif

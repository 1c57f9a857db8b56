/* The calendar: years, months and days, and how they are written. Proleptic Gregorian, as ISO 8601 and EDTF have
 * it. */
#ifndef GARNER_VALUES_CALENDAR_H
#define GARNER_VALUES_CALENDAR_H

#include "values/types.h"

/* A day, a month or a year; what is not known is 0. The year alone may be missing before a month. */
struct calendar_date {
	unsigned year, month, day;
};

unsigned calendar_days_in(unsigned year, unsigned month); /* 29 for February of no year */
/* Years 1 to 9999, months 1 to 12, days that the month has; a day has a month. */
bool calendar_valid(struct calendar_date d);
/* Days since 1 March of year 0; what is missing counts as the first. */
long calendar_day_number(struct calendar_date d);
struct calendar_date calendar_of_number(long number); /* its inverse: a day, from year 1 to 9999; zeros outside */
unsigned calendar_weekday(struct calendar_date day);  /* 1 Monday … 7 Sunday */
struct calendar_date calendar_add_days(struct calendar_date day, long days);
/* A day that the month has not becomes its last: 31 January and a month is 28 or 29 February. Zeros outside 1 to 9999. */
struct calendar_date calendar_add_months(struct calendar_date d, long months);
/* Before, same, after, as far as both are known; the years must be. */
int calendar_compare(struct calendar_date a, struct calendar_date b);
/* EDTF (ISO 8601-2:2019, annex A): 2021-04-01, 2021-04, 2021, XXXX-04-01, XXXX-04. */
slice calendar_text(arena *a, struct calendar_date d);
slice calendar_kind(struct calendar_date d); /* "day", "month", "year" */
/* Puts the ends of an interval in order, as far as both are known. True where they were not, with a warning; `said` is for
 * it. */
bool calendar_order(const struct value_in *in, struct value_out *out, struct calendar_date *start,
        struct calendar_date *end, slice said);
/* A date without a year gets the one that brings it closest to the reference, a day or month; of two the later.
 * False where the reference is neither. */
bool calendar_infer(struct calendar_date *d, struct calendar_date reference);

/* Plain digits with hyphens: 2021, 2021-04, 2021-04-01. Not checked against the calendar. */
bool calendar_read_iso(slice text, struct calendar_date *d);
/* Four digits, three, or two with or without an apostrophe. */
bool calendar_read_year(slice text, unsigned *year);
/* Is it a year of two digits, whose century is chosen? */
bool calendar_year_is_short(slice text);
/* The same, or in words: two thousand and five; nineteen eighty-six; nineteen hundred ninety-three. */
bool calendar_read_year_words(const struct value_in *in, slice text, unsigned *year);
/* The second year after `first`: four digits, or the two that follow it in its century or the next. */
bool calendar_read_year_after(slice text, unsigned first, unsigned *year);
bool calendar_read_month(const struct value_in *in, slice text, unsigned *month); /* a name, or digits */
bool calendar_read_day(const struct value_in *in, slice text, unsigned *day);

#endif

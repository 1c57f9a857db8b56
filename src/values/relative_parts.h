/* What the two files of relative dates share; nobody else includes it. */
#ifndef GARNER_VALUES_RELATIVE_PARTS_H
#define GARNER_VALUES_RELATIVE_PARTS_H

#include "values/relative.h"

/* ---- relative.c: the reference, words, answers */
bool relative_has(const struct value_in *in, slice capture);
slice relative_unit(const struct value_in *in, slice capture); /* "weeks": week; ABSENT */
bool relative_unread(const struct value_in *in, struct value_out *out, slice capture);
bool relative_impossible(const struct value_in *in, struct value_out *out, slice capture);
/* A value of this kind that is told as text. */
void relative_give_open(struct relative *r, slice kind, slice text);
/* A day without a year is one that is not known. */
void relative_give_day(struct relative *r, struct calendar_date day);
void relative_give_days(struct relative *r, struct calendar_date first, struct calendar_date last);
struct calendar_date relative_monday(struct calendar_date day); /* of its week */
struct calendar_date relative_month_start(struct calendar_date d);
struct calendar_date relative_month_end(struct calendar_date d);

/* ---- relative_month.c: false after value_fail */
bool relative_weekday(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_weekdays_away(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_dated_weekday(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_nth_weekday(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_nth_week(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_day_of_month(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_week_of_day(const struct value_in *in, struct value_out *out, struct relative *r);
bool relative_toward_month(const struct value_in *in, struct value_out *out, struct relative *r);  /* "next May" */
bool relative_toward_season(const struct value_in *in, struct value_out *out, struct relative *r); /* "last summer" */

#endif

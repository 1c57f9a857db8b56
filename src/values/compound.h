/* Quantities said in several units: "12 ft 2 in", "1 year, 1 month and 21 days", "an hour and a half". */
#ifndef GARNER_VALUES_COMPOUND_H
#define GARNER_VALUES_COMPOUND_H

#include "values/number.h"

struct compound_part {
	struct quantity number;
	slice unit; /* a word of the register `units`; ABSENT: a fraction, of the unit before it */
};
typedef VEC(struct compound_part) compound_parts;

/* All of the text as parts behind a first one, joined by blanks, commas and words of role and. False where any of it
 * is left over, or where a number without a unit is no fraction at the end. */
bool compound_read(const struct value_in *in, slice text, compound_parts *parts);

/* The captures number, unit and more as seconds. False where they are no whole number of these, or of no clock's units
 * (days, months). */
bool clock_length(const struct value_in *in, uint64_t *seconds); /* duration.c */

/* The cell of the unit in the register `units`, ABSENT where it is empty. A point behind it (ft.) and a mark of power
 * in it (km^2) are left out where the register knows it without. */
slice unit_word_cell(const struct value_in *in, slice unit, slice column);

#endif

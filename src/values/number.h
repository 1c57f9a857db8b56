/* Numbers, in digits, words and both, and ranges of them: what all figures are read with.
 *
 * A quantity is exact: top × 10^exponent ÷ bottom. The exponent is that of a scale word at its end ("1.2 million":
 * 1.2 and 6), kept apart so that a range may lend it ("5–10 million"). */
#ifndef GARNER_VALUES_NUMBER_H
#define GARNER_VALUES_NUMBER_H

#include "values/decimal.h"
#include "values/types.h"

struct quantity {
	struct decimal top;
	uint32_t bottom;   /* 1 where it is no fraction; never 0 */
	unsigned exponent; /* of the scale at its end */
	bool grouped;      /* written with thousands marks */
};

/* Longer results are not read: a bound for words like "trillion trillion trillion …". */
enum { NUMBER_DIGITS_MAX = 20000, NUMBER_EXPONENT_MAX = 1000, NUMBER_BOTTOM_MAX = 1000000000 };

/* All of the text as a number: sign, parentheses (negative, as in accounts), digits, words, vulgar fractions, scales.
 * False where any of it is left over. */
bool number_read(const struct value_in *in, slice text, struct quantity *q);
/* The scale in a capture ("m", "hundred thousand", "bn."): adds its exponent. False where it is none. */
bool number_scale(const struct value_in *in, slice text, struct quantity *q);
/* The exact decimal, or false where there is none (1/3). As written, 37.0 stays 37.0, unless scaled or a fraction:
 * then trimmed. */
bool number_decimal(arena *a, const struct quantity *q, struct decimal *d);
/* "16/3": whole top and bottom, as they were written, not reduced. */
slice number_fraction(arena *a, const struct quantity *q);
/* A sign by itself: "-", "−", "–", "+", "(", or a word of role minus. */
bool number_sign(const struct value_in *in, slice text, bool *negative);
int number_compare(arena *a, const struct quantity *left, const struct quantity *right);

/* ---- digits.c: what may be a number in digits, without sign */
bool digits_read(arena *a, slice s, struct decimal *d, bool *grouped);
size_t digits_prefix(
        slice s); /* bytes of the run of digits and marks that s starts with; 0 where it starts with none */

/* ---- words.c */
/* The longest number at the start of the text, without sign; *used bytes of it. */
bool words_read(const struct value_in *in, slice text, struct quantity *q, size_t *used);
/* The role of the word that the text starts with in the register `numbers`, or ABSENT; its value and bytes. */
slice words_role(const struct value_in *in, slice text, slice *value, size_t *size);
/* A place in an order ("23rd", "twenty-third", "first") as its number. All of the text. */
bool ordinal_read(const struct value_in *in, slice text, struct decimal *d);

/* ---- figure.c: the ends of a figure, from the captures number, scale, sign, number_to, scale_to */
struct figure {
	struct quantity low, high;
	bool range;
	slice low_from, high_from; /* names of the captures; low is the smaller end, whichever was said first */
};
/* False after value_fail. A capture `sign` is a sign, an opening parenthesis, or a word of role minus. */
bool figure_read(const struct value_in *in, struct value_out *out, struct figure *f);
/* One end as an exact decimal, times a factor (or NULL) and then trimmed. False after value_fail where it is none. */
bool figure_decimal(const struct value_in *in, struct value_out *out, const struct quantity *q,
        const struct decimal *factor, slice *text);
/* Sets `value` and, of a range, `value_to`, and their sources. */
void figure_set(const struct value_in *in, struct value_out *out, const struct figure *f, slice low, slice high);
/* figure_decimal of both ends, and figure_set. */
bool figure_set_decimals(
        const struct value_in *in, struct value_out *out, const struct figure *f, const struct decimal *factor);
/* Both ends, each as a fraction where no decimal is exact: ⅓ of a cup, 33⅓ per cent (100/3). */
void figure_set_exact(const struct value_in *in, struct value_out *out, const struct figure *f);
void figure_set_rest(const struct value_in *in, struct value_out *out); /* qualifier and of */

#endif

/* English singulars, by register: no dictionary, and no word in C. */
#ifndef GARNER_VALUES_SINGULAR_H
#define GARNER_VALUES_SINGULAR_H

#include "values/types.h"

/* A phrase with its last word in the singular: "integrated care systems" → "integrated care system". The register
 * `plurals` (plural, singular) knows the irregular words and those that only look like plurals; `plural-endings`
 * (ending, singular) the rest, the longest ending that fits: "ies" → "y", "ss" → "ss". A word without lower-case
 * letters, or that would be left with fewer than two, stays. */
slice singular_of(const struct value_in *in, slice phrase);

#endif

/* What the value functions share among themselves; nobody else includes it. */
#ifndef GARNER_VALUES_TYPES_H
#define GARNER_VALUES_TYPES_H

#include "base/utf8.h"
#include "values/value.h"

/* value_number, value_count, …: one function a row of values.def. */
#define VALUE(name, is, captures, version, about) value_fn value_##name;
#include "values/values.def"

/* The lexicon's cell, or ABSENT. A missing lexicon is an empty one. */
slice value_word(const struct value_in *in, slice table, slice key, slice column);
size_t value_prefix(const struct value_in *in, slice table, slice text); /* lexicon_prefix */
/* The cell as a whole number; false where there is none. */
bool value_number_word(const struct value_in *in, slice table, slice key, slice column, uint64_t *number);

/* VALUE_UNREAD with the message: what "text". Gives false. */
bool value_unread(const struct value_in *in, struct value_out *out, slice what, slice text);
/* A capture with white space folded, or ABSENT. */
slice value_folded(const struct value_in *in, slice capture);
/* The column `qualifier` where the capture of that name stands in the register `qualifiers`; column: "figure" or
 * "date". */
void value_set_qualifier(const struct value_in *in, struct value_out *out, slice column);

#endif

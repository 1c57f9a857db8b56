/* The members of one JSON row as they stand in the file: for naming the column in which two rows differ.
 *
 * Reads rows as dataset/write.c writes them, objects without objects or arrays inside. Values stay raw, quotes and
 * escapes included; no JSON library could say where in the line they stand. */
#ifndef GARNER_INSPECT_FLAT_JSON_H
#define GARNER_INSPECT_FLAT_JSON_H

#include "base/slice.h"

struct flat_member {
	slice name;  /* raw, without its quotes */
	slice value; /* raw */
	span at;     /* of the value, in the line */
};

/* The member that starts at or behind *at (0: the first), and *at moved behind it. False at the end, or where the line
 * is no such row. */
bool flat_next(slice line, size_t *at, struct flat_member *m);

/* The first members at which the lines differ in value while their names are equal; false where there are none. */
bool flat_difference(slice a, slice b, struct flat_member *in_a, struct flat_member *in_b);

/* A raw value as a message shows it: null is nothing, a string without escapes stands without its quotes. */
slice flat_plain(slice value);

#endif

/* The finer type of an entity: what a register says of its name, or of the word that its name ends or begins with, or
 * the detail of what documents most often say of it. The pack tells which (subtypes of entities: in pack.yaml). Names are
 * compared as they stand; nothing is guessed. */
#ifndef GARNER_DATASET_SUBTYPES_H
#define GARNER_DATASET_SUBTYPES_H

#include "dataset/map.h"
#include "rules/pack.h"

struct subtypes {
	const struct pack *pack; /* NULL: there are none */
	arena *arena;
	VEC(struct map *) words; /* in order of links and sources: word → row */
};

void subtypes_open(struct subtypes *s, const struct pack *pack, arena *a);

/* The predicate whose details are subtypes of this type; ABSENT where there is none. */
slice subtypes_relation(const struct subtypes *s, slice type);

/* What the registers say of a name, where not ABSENT; else `detail`. Linear in the words of the name. */
slice subtypes_of(const struct subtypes *s, slice type, slice name, slice detail);

#endif

/* What is wrong with the files of a folder: at most one place a file, the first that is told. */
#ifndef GARNER_INSPECT_LIES_H
#define GARNER_INSPECT_LIES_H

#include "base/arena.h"
#include "dataset/map.h"

struct lie {
	slice file;   /* path in the folder */
	slice source; /* the bytes of that file; absent: no place in it */
	span at;
	slice message;
};
struct lies {
	arena *arena;
	struct map told; /* file → index */
	VEC(struct lie) list;
};

/* The source must outlive the list; message and file are kept as they are. */
void lies_tell(struct lies *l, slice file, slice source, span at, slice message);
bool lies_has(const struct lies *l, slice file);

/* A value as a message shows it: "nothing" where it is empty, cut where it is long, escaped where it would break the
 * line. In the arena. */
slice value_shown(arena *a, slice value);
/* "column value: has 580000, the source gives 579700". */
slice column_message(arena *a, slice column, slice has, slice gives, slice given);

#endif

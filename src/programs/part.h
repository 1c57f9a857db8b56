/* A part: what some of the documents of a dataset gave, for a collect that joins parts.
 *
 * A part is document lines and nothing else, as the chain writes them, in order of the documents' names. So parts are
 * inputs of collect like any others; a part of parts is a part; and a part can be cut at line ends, joined by cat, looked
 * at by jq. The same documents give the same bytes, in whatever order and pieces they came. */
#ifndef GARNER_PROGRAMS_PART_H
#define GARNER_PROGRAMS_PART_H

#include "dataset/spill.h"
#include "programs/program.h"

struct part {
	struct spill spill;
	slices sources;
	struct buf line;
};

/* {.spill.folder = …} is a valid empty one. False where it cannot be kept; part_write tells of that. */
bool part_take(struct part *t, struct program *p, const struct document *d);
/* To the file, which takes the place of what stands there in one step, or to standard output where the path is ABSENT or
 * "-". False with messages: two documents of one name, or the system's refusal. */
bool part_write(struct part *t, struct program *p, slice path);
void part_free(struct part *t);

#endif

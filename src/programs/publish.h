/* A dataset takes its place in one step: it is written beside it, made durable, then exchanged with what stands there.
 *
 * Whatever goes wrong before that step leaves the old dataset as it was. */
#ifndef GARNER_PROGRAMS_PUBLISH_H
#define GARNER_PROGRAMS_PUBLISH_H

#include "dataset/collect.h"
#include "programs/program.h"

struct target {
	slice out;   /* without a slash at its end */
	slice aside; /* where it is written first */
	int hold;    /* the descriptor that tells others that this process is alive; -1: there is none */
};

/* May OUT be replaced? False with a message where it holds something that is no dataset. To be asked before the work. */
bool target_check(struct program *p, slice out);
/* Makes the folder aside, having removed those that killed processes have left. False with a message. */
bool target_open(struct program *p, slice out, struct target *t);
/* An empty folder for a dataset that is compared and thrown away. */
bool target_temporary(struct program *p, struct target *t);
/* Writes the collection aside, says its diagnostics and counts its findings. False when the program must end with status 2. */
bool target_write(struct program *p, const struct target *t, struct collection *c, unsigned formats);
bool target_publish(struct program *p, const struct target *t);
/* Removes what was written aside. */
void target_drop(const struct target *t);

/* --formats: FORMAT_ bits. False with a message. */
bool formats_option(struct program *p, unsigned *formats);
/* The formats that a dataset has; both where it cannot be said. */
unsigned formats_of(struct program *p, slice folder);
#define FORMATS_OPTION                                                                                                 \
	{ 0, "formats", "LIST", "csv, jsonl or both (csv,jsonl)", false }

#endif

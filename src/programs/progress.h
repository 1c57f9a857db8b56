/* How far a run has come, for people who wait for it: one line on stderr that is written over again and again.
 *
 *   run: 1234 of 20000 documents, 61.2 of 998.0 MB, 23.4 MB/s, 40 s left, 2 failed
 *
 * Only where stderr is a terminal, or with --progress (then a line each second). Never a part of the data. */
#ifndef GARNER_PROGRAMS_PROGRESS_H
#define GARNER_PROGRAMS_PROGRESS_H

#include "programs/program.h"

#define PROGRESS_OPTIONS                                                                                               \
	{0, "progress", NULL, "show how far it has come, even where stderr is no terminal", false}, {                  \
		0, "no-progress", NULL, "do not show it on a terminal either", false                                   \
	}

struct progress {
	struct program *p;
	bool over;               /* each line is written over the last one */
	size_t documents, total; /* total SIZE_MAX / 2 and more: not known */
	uint64_t bytes, total_bytes;
	size_t failed;
	uint64_t begun, shown; /* when, in nanoseconds */
};

bool progress_wanted(const struct program *p);
void progress_begin(struct progress *g, struct program *p, size_t total, uint64_t total_bytes);
/* One document more. */
void progress_step(struct progress *g, uint64_t bytes, bool failed);
void progress_end(struct progress *g);
/* The line as it would be shown after that time. */
slice progress_line(const struct progress *g, uint64_t nanoseconds, arena *a);

#endif

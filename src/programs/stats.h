/* What a run took: time and records stage by stage, and rule by rule. For people and benchmarks: none of it is ever part of
 * a dataset, and the clock is asked only where --stats wants it.
 *
 * A worker counts on a struct stats of its own, which is added to the run's at its end. */
#ifndef GARNER_PROGRAMS_STATS_H
#define GARNER_PROGRAMS_STATS_H

#include "programs/program.h"
#include "stages/stages.h"

enum stats_stage {
	STATS_READ,
	STATS_SEGMENT,
	STATS_EXTRACT,
	STATS_NORMALISE,
	STATS_RESOLVE,
	STATS_COLLECT,
	STATS_WRITE,
	STATS_STAGES
};

struct stats {
	const struct pack *pack;
	uint64_t started;
	uint64_t nanoseconds[STATS_STAGES]; /* summed over workers */
	uint64_t gave[STATS_STAGES];        /* documents read, blocks, records, as they stood behind the stage */
	uint64_t documents, bytes, workers;
	struct rule_cost *costs; /* as in struct rule_context */
};

#define STATS_OPTION                                                                                                   \
	{ 0, "stats", "FILE", "what the run took, as JSON: by stage and by rule (- is standard output)", false }

void stats_open(struct stats *s, const struct pack *p, arena *a);
uint64_t stats_clock(const struct stats *s); /* 0 where s is NULL: nothing is counted then */
/* The stage took the time since `start`; gives the time now. */
uint64_t stats_took(struct stats *s, enum stats_stage stage, uint64_t start, const struct document *d);
void stats_add(struct stats *sum, const struct stats *worker);
/* To the file or stream that --stats names. */
void stats_write(struct program *p, const struct stats *s);

#endif

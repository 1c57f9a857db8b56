/* The chain in one process: workers take inputs from a shared queue, run every stage on an arena of their own, and hand
 * each document over to a collection.
 *
 * Neither the collection nor what is said depends on their number: findings are printed in order of the documents'
 * names when all is done. */
#ifndef GARNER_PROGRAMS_WORKERS_H
#define GARNER_PROGRAMS_WORKERS_H

#include "dataset/collect.h"
#include "dataset/sorter.h"
#include "programs/inputs.h"
#include "programs/progress.h"
#include "programs/rules.h"
#include "programs/stats.h"

#include <pthread.h>
#include <stdatomic.h>

enum { WORKERS_MAX = 256, WORKERS_USUAL_MAX = 16 };

struct workers {
	struct program *p;
	struct inputs *inputs;
	const struct rules *rules;
	struct collection *collection;
	struct stats *stats; /* what the workers took is added to it; NULL: nobody asks */
	bool quiet;          /* findings are not printed and do not count */
	const char *folder;  /* for temporary files; must outlive the run */
	bool progress;       /* how far it has come is shown on stderr */
	/* private: */
	struct sorter said; /* about each document: its name, and what is to be printed */
	struct progress shown;
	size_t threads;
	bool spare;           /* one thread works, and there may be more */
	atomic_bool stopped;  /* no more documents can be taken in */
	pthread_mutex_t lock; /* over the program, the inputs and all of these */
};

/* As many as there are processors for this process, some at most. Nothing that is written depends on it. */
size_t workers_usual(void);
/* All inputs, with up to `count` threads. Check p->failed behind it. */
void workers_run(struct workers *w, size_t count);

#endif

/* What the files of collect.h share among themselves: not for other modules. */
#ifndef GARNER_DATASET_COLLECT_PARTS_H
#define GARNER_DATASET_COLLECT_PARTS_H

#include "dataset/collect.h"
#include "dataset/keys.h"
#include "dataset/library.h"
#include "dataset/queries.h"
#include "dataset/sorter.h"
#include "dataset/spill.h"

#include <pthread.h>

/* A finding about a document that was taken in already. */
struct added {
	uint32_t number;
	uint32_t turn; /* in which they came */
	struct finding finding;
};

/* Documents have numbers in order of arrival; spill.order has them in order of their names. */
struct collection {
	const struct pack *pack;
	size_t threads;
	slices expected, sources;
	pthread_mutex_t lock; /* over all below, while documents come in */
	arena arena;
	struct spill spill;
	bool writing;           /* a thread writes a run of it, without the lock … */
	pthread_cond_t written; /* … and has done so */
	struct keys keys;
	struct sorter digests; /* name and digest of every document but registers, in order of names */
	size_t taken;          /* documents that came before the keys were settled: their records hold keys */
	VEC(uint32_t) with_aliases;
	VEC(struct added) added;
	enum level worst;
	bool settled;  /* the keys are */
	bool prepared; /* its queries are begun */
	struct queries queries;
	struct library library; /* theirs */
	/* the text that was asked for last */
	arena text_arena;
	slice text;
	size_t text_number; /* SIZE_MAX: none */
};

/* The document in the arena, with what was added to it; NULL with errno value *error. For any thread. */
struct document *collection_document(const struct collection *c, size_t number, arena *a, int *error);
/* Behind the last addition, before the first look. */
void collection_sort_added(struct collection *c);
struct library collection_library(struct collection *c);

/* collect_write.c: every file, with all of it at rest. */
bool collection_write_files(struct collection *c, slice folder, unsigned formats, struct diags *diags);

#endif

/* The chain in one process: see workers.h. */
#include "programs/workers.h"

#include <stdlib.h>

static struct document *chain(const struct input *i, struct rule_context *c, arena *a, struct stats *s) {
	uint64_t time = stats_clock(s);
	struct document *d = input_read(i, a);
	time = stats_took(s, STATS_READ, time, d);
	stage_segment(d);
	time = stats_took(s, STATS_SEGMENT, time, d);
	stage_extract(d, c);
	time = stats_took(s, STATS_EXTRACT, time, d);
	stage_normalise(d, c);
	time = stats_took(s, STATS_NORMALISE, time, d);
	stage_resolve(d, c);
	stats_took(s, STATS_RESOLVE, time, d);
	arena_reset(&c->scratch);
	return d;
}

static bool next_input(struct workers *w, arena *a, struct input *next) {
	pthread_mutex_lock(&w->lock);
	bool more = inputs_next(w->inputs, a, next);
	pthread_mutex_unlock(&w->lock);
	return more;
}

static void hand_over(struct workers *w, struct document *d, arena *a) {
	struct buf text = {0};
	if (!w->quiet) findings_print(d, 0, slice_of(w->p->verb->name), &text);
	pthread_mutex_lock(&w->lock);
	arena *all = &w->p->arena;
	if (!w->quiet) program_seen_document(w->p, d);
	if (text.n > 0)
		*vec_push(all, &w->said) = (struct said){arena_copy(all, d->name), arena_copy(all, buf_slice(&text))};
	collection_add(w->collection, d, a);
	pthread_mutex_unlock(&w->lock);
	buf_free(&text);
}

/* A worker's own counts, where they are asked for. */
static struct stats *count_start(struct workers *w, struct stats *own, struct rule_context *c, arena *a) {
	if (w->stats == NULL) return NULL;
	stats_open(own, c->pack, a);
	c->costs = own->rules;
	return own;
}

static void count_end(struct workers *w, const struct stats *own) {
	if (own == NULL) return;
	pthread_mutex_lock(&w->lock);
	stats_add(w->stats, own);
	pthread_mutex_unlock(&w->lock);
}

static void *work(void *to) {
	struct workers *w = to;
	struct rule_context context;
	struct stats own, *counts;
	arena kept = {0};
	struct input next;
	arena a = {0};
	rules_context(&context, w->rules);
	counts = count_start(w, &own, &context, &kept);
	while (next_input(w, &a, &next)) {
		struct document *d = chain(&next, &context, &a, counts);
		uint64_t time = stats_clock(counts);
		hand_over(w, d, &a);
		stats_took(counts, STATS_COLLECT, time, NULL);
	}
	count_end(w, counts);
	arena_free(&kept);
	arena_free(&a);
	rules_context_end(&context);
	return NULL;
}

static int said_order(const void *a, const void *b) {
	return slice_compare(((const struct said *)a)->name, ((const struct said *)b)->name);
}

void workers_run(struct workers *w, size_t count) {
	pthread_t threads[WORKERS_MAX];
	size_t started = 0;
	pthread_mutex_init(&w->lock, NULL);
	while (started + 1 < count && pthread_create(&threads[started], NULL, work, w) == 0) started++;
	work(w); /* this thread is a worker too, so the work is done where no other could be had */
	for (size_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&w->lock);
	if (w->said.n > 1) qsort(w->said.v, w->said.n, sizeof *w->said.v, said_order);
	for (size_t i = 0; i < w->said.n; i++) io_put(&w->p->err, w->said.v[i].text);
	io_flush(&w->p->err);
}

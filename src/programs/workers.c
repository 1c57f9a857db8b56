/* The chain in one process: see workers.h. */
#include "programs/workers.h"

#include <stdlib.h>

static struct document *chain(const struct input *i, struct rule_context *c, arena *a) {
	struct document *d = input_read(i, a);
	stage_segment(d);
	stage_extract(d, c);
	stage_normalise(d, c);
	stage_resolve(d, c);
	arena_reset(&c->scratch);
	return d;
}

static bool next_input(struct workers *w, arena *a, struct input *next) {
	pthread_mutex_lock(&w->lock);
	bool more = inputs_next(w->inputs, a, next);
	pthread_mutex_unlock(&w->lock);
	return more;
}

/* False where no more can be taken in. */
static bool hand_over(struct workers *w, struct collection_hand *h, const struct document *d) {
	struct buf text = {0};
	if (!w->quiet) findings_print(d, 0, slice_of(w->p->verb->name), &text);
	pthread_mutex_lock(&w->lock);
	arena *all = &w->p->arena;
	if (!w->quiet) program_seen_document(w->p, d);
	if (text.n > 0)
		*vec_push(all, &w->said) = (struct said){arena_copy(all, d->name), arena_copy(all, buf_slice(&text))};
	pthread_mutex_unlock(&w->lock);
	buf_free(&text);
	return collection_take(w->collection, h, d, SOURCE_UNKNOWN, 0);
}

static void *work(void *to) {
	struct workers *w = to;
	struct rule_context context;
	struct input next;
	struct collection_hand hand = {0};
	arena a = {0};
	bool fine = true;
	rules_context(&context, w->rules);
	while (fine && next_input(w, &a, &next)) {
		fine = hand_over(w, &hand, chain(&next, &context, &a));
		arena_reset(&a);
	}
	collection_hand_free(&hand);
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

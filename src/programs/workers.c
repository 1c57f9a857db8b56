/* The chain in one process: see workers.h. */
#include "programs/workers.h"

#include "base/beside.h"

#include <sched.h>
#include <stdlib.h>

static struct document *chain(
        const struct workers *w, const struct input *i, struct rule_context *c, arena *a, struct stats *s) {
	uint64_t time = stats_clock(s);
	struct document *d = input_read(i, a);
	time = stats_took(s, STATS_READ, time, d);
	stage_segment(d);
	time = stats_took(s, STATS_SEGMENT, time, d);
	stage_extract(d, c);
	time = stats_took(s, STATS_EXTRACT, time, d);
	if (c->spare) collection_prepare(w->collection); /* nothing else is done beside from here on */
	stage_normalise(d, c);
	time = stats_took(s, STATS_NORMALISE, time, d);
	stage_resolve(d, c);
	stats_took(s, STATS_RESOLVE, time, d);
	arena_reset(&c->scratch);
	return d;
}

/* Inputs are taken from the queue some at a time, fewer where they are large or few are left. */
enum { BATCH_MOST = 32, BATCH_BYTES = 256 << 10, SAID_BUDGET = 128 << 10 };

static size_t next_inputs(struct workers *w, arena *a, struct input *batch) {
	size_t n = 0;
	uint64_t bytes = 0;
	pthread_mutex_lock(&w->lock);
	size_t most = inputs_left(w->inputs) / (4 * w->threads) + 1;
	if (most > BATCH_MOST) most = BATCH_MOST;
	while (!w->stopped && n < most && bytes < BATCH_BYTES && inputs_next(w->inputs, a, &batch[n]))
		bytes += batch[n++].size;
	pthread_mutex_unlock(&w->lock);
	return n;
}

static void hand_over(struct workers *w, struct collection_hand *h, const struct document *d) {
	struct buf room = {0}, *text = &room;
	bytes_put_text(text, d->name);
	size_t before = text->n;
	if (!w->quiet) findings_print(d, 0, slice_of(w->p->verb->name), text);
	pthread_mutex_lock(&w->lock);
	if (!w->quiet) program_seen_document(w->p, d);
	if (text->n > before) sorter_put(&w->said, buf_slice(text));
	if (w->progress) progress_step(&w->shown, d->bytes, d->status == DOCUMENT_FAILED);
	pthread_mutex_unlock(&w->lock);
	buf_free(text);
	/* What cannot be kept is told when the collection is written, which then fails: the rest need not be read. */
	if (!collection_take(w->collection, h, d, SOURCE_UNKNOWN, 0)) w->stopped = true;
}

/* A worker's own counts, where they are asked for. */
static struct stats *count_start(struct workers *w, struct stats *own, struct rule_context *c, arena *a) {
	if (w->stats == NULL) return NULL;
	stats_open(own, c->pack, a);
	c->costs = own->costs;
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
	struct input batch[BATCH_MOST];
	struct collection_hand hand = {0};
	struct stats own, *counts;
	arena given = {0}, a = {0}, kept = {0}; /* the batch; one document; the counts */
	rules_context(&context, w->rules);
	context.spare = w->spare;
	counts = count_start(w, &own, &context, &kept);
	for (size_t n; (n = next_inputs(w, &given, batch)) > 0; arena_reset(&given))
		for (size_t i = 0; i < n; i++) {
			struct document *d = chain(w, &batch[i], &context, &a, counts);
			uint64_t time = stats_clock(counts);
			hand_over(w, &hand, d);
			stats_took(counts, STATS_COLLECT, time, NULL);
			arena_reset(&a);
		}
	count_end(w, counts);
	arena_free(&kept);
	collection_hand_free(&hand);
	arena_free(&given);
	arena_free(&a);
	rules_context_end(&context);
	return NULL;
}

/* In order of the documents' names. */
static void say_all(struct workers *w) {
	struct sorter *said = &w->said;
	struct sorter_reader r;
	sorter_open(&r, said);
	for (slice text; sorter_next(&r, &text);) {
		(void)bytes_take_text(&text);
		io_put(&w->p->err, text);
	}
	sorter_close(&r);
	if (said->error != 0) program_fail_system(w->p, "keep what is to be said in", slice_of(w->folder), said->error);
	sorter_free(said);
	io_flush(&w->p->err);
}

size_t workers_usual(void) {
	cpu_set_t given;
	if (sched_getaffinity(0, sizeof given, &given) != 0) return 1;
	int n = CPU_COUNT(&given);
	return n < 1 ? 1 : n > WORKERS_USUAL_MAX ? WORKERS_USUAL_MAX : (size_t)n;
}

void workers_run(struct workers *w, size_t count) {
	w->said = (struct sorter){.compare = bytes_compare_text, .folder = w->folder, .budget = SAID_BUDGET};
	size_t given = count;
	if (count > inputs_left(w->inputs)) count = inputs_left(w->inputs);
	if (count == 0) count = 1; /* an empty folder has a dataset too */
	pthread_mutex_init(&w->lock, NULL);
	w->threads = count;
	w->spare = count == 1 && given > 1;
	if (w->progress) progress_begin(&w->shown, w->p, inputs_left(w->inputs), w->inputs->bytes);
	beside_all(count, work, w);
	pthread_mutex_destroy(&w->lock);
	if (w->progress) progress_end(&w->shown);
	say_all(w);
}

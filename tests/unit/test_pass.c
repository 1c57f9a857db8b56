/* pass.h: whatever the threads do, each stage meets the batches in their order. */
#include "asserts.h"

#include "dataset/pass.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { THINGS = 1000, STAGES = 7 };

/* What the stages have met, things one after the other. */
struct meeting {
	size_t met[STAGES][THINGS], n[STAGES];
	atomic_size_t made;
	size_t poured;     /* one thing of each batch is given to this stage while the batch is made; STAGES: to none */
	size_t fails_from; /* making this thing fails */
	size_t at_once; /* batches that had the first stage's turn while they were made: what one of them gives it then */
};
struct maker {
	struct meeting *all;
	size_t from, to;
	size_t first; /* the first thing that the first stage has not met */
};

static void meet(struct meeting *m, size_t stage, size_t from, size_t to) {
	for (size_t i = from; i < to; i++) m->met[stage][m->n[stage]++] = i;
}

/* Batches of 1 to 5 things. */
static size_t cut(void *data, size_t from) {
	(void)data;
	return from + 1 + from % 5 > THINGS ? THINGS : from + 1 + from % 5;
}

static void *open(void *data) {
	struct maker *w = calloc(1, sizeof *w);
	assert_non_null(w);
	w->all = data;
	return w;
}

static void close(void *data, void *worker) {
	(void)data;
	free(worker);
}

static bool make(void *data, void *worker, const struct pass_turn *turn, size_t from, size_t to) {
	struct meeting *m = data;
	struct maker *w = worker;
	*w = (struct maker){m, from, to, from};
	if (to <= m->fails_from && pass_has_turn(turn, 0)) {
		meet(m, 0, from, ++w->first);
		m->at_once++;
	}
	atomic_fetch_add(&m->made, to - from);
	if (m->poured < STAGES && pass_wait(turn, m->poured)) meet(m, m->poured, from, from + 1);
	return to <= m->fails_from;
}

static bool put(void *data, void *worker, size_t stage) {
	struct maker *w = worker;
	meet(data, stage, stage == 0 ? w->first : w->from + (stage == w->all->poured), w->to);
	return true;
}

/* From 0 on they end at 1, 3, 7, 10, 11, 13, …: four batches for ten things. */
enum { BATCHES = THINGS / 10 * 4 };

static bool run(struct meeting *m, size_t threads, size_t poured, size_t fails_from) {
	*m = (struct meeting){.poured = poured, .fails_from = fails_from};
	return pass_run(&(struct pass){.things = THINGS,
	        .stages = STAGES,
	        .threads = threads,
	        .data = m,
	        .cut = cut,
	        .open = open,
	        .close = close,
	        .make = make,
	        .put = put});
}

static struct meeting m;

static void assert_in_order(size_t at_most) {
	for (size_t stage = 0; stage < STAGES; stage++) {
		assert_true(m.n[stage] <= at_most);
		for (size_t i = 0; i < m.n[stage]; i++) assert_int_equal(m.met[stage][i], i);
	}
}

static void every_stage_meets_all_things_in_order(void **state) {
	(void)state;
	const size_t threads[] = {1, 2, 5, 16};
	for (size_t i = 0; i < 4; i++)
		for (size_t poured = 1; poured <= STAGES; poured += STAGES / 2) {
			assert_true(run(&m, threads[i], poured, THINGS));
			assert_int_equal(m.made, THINGS);
			assert_in_order(THINGS);
			for (size_t stage = 0; stage < STAGES; stage++) assert_int_equal(m.n[stage], THINGS);
		}
}

static void a_batch_that_fails_ends_the_pass_and_nothing_behind_it_is_put(void **state) {
	(void)state;
	for (size_t threads = 1; threads < 6; threads++) {
		assert_false(run(&m, threads, STAGES, 500));
		assert_in_order(500);
	}
}

static void a_batch_alone_has_the_turn_of_every_stage(void **state) {
	(void)state;
	assert_true(run(&m, 1, STAGES, THINGS));
	assert_int_equal(m.at_once, BATCHES);
	assert_true(run(&m, 5, STAGES, THINGS));
	assert_in_range(m.at_once, 1, BATCHES); /* the first one at least */
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_stage_meets_all_things_in_order),
	        cmocka_unit_test(a_batch_alone_has_the_turn_of_every_stage),
	        cmocka_unit_test(a_batch_that_fails_ends_the_pass_and_nothing_behind_it_is_put),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

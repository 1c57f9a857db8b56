/* Batches made by threads and put in order: see pass.h. A batch has a ticket; a stage serves the tickets one by one. */
#include "dataset/pass.h"

#include "base/beside.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

struct running {
	const struct pass *pass;
	pthread_mutex_t lock; /* over all below */
	pthread_cond_t served;
	size_t next;         /* the first thing of the next batch */
	size_t ticket;       /* of the next batch */
	atomic_size_t *turn; /* of each stage: the ticket that it serves now */
	bool failed;
};

struct batch {
	size_t from, to, ticket;
};

struct pass_turn {
	struct running *r;
	size_t ticket;
};

static bool take_batch(struct running *r, struct batch *b) {
	pthread_mutex_lock(&r->lock);
	bool more = r->next < r->pass->things && !r->failed;
	if (more) {
		*b = (struct batch){r->next, r->pass->cut(r->pass->data, r->next), r->ticket++};
		r->next = b->to;
	}
	pthread_mutex_unlock(&r->lock);
	return more;
}

static bool wait_for_turn(struct running *r, size_t stage, size_t ticket) {
	pthread_mutex_lock(&r->lock);
	while (r->turn[stage] != ticket) pthread_cond_wait(&r->served, &r->lock);
	bool go_on = !r->failed;
	pthread_mutex_unlock(&r->lock);
	return go_on;
}

bool pass_wait(const struct pass_turn *turn, size_t stage) { return wait_for_turn(turn->r, stage, turn->ticket); }

bool pass_has_turn(const struct pass_turn *turn, size_t stage) {
	return atomic_load(&turn->r->turn[stage]) == turn->ticket;
}

/* Of the n stages that a batch has still to go through, one that serves it now: its place among them. Any will do, so that
 * no batch waits for the one before it while that is busy with another stage. */
static size_t wait_for_any(struct running *r, const size_t *stages, size_t n, size_t ticket, bool *go_on) {
	size_t at = n;
	pthread_mutex_lock(&r->lock);
	for (;;) {
		for (at = 0; at < n && r->turn[stages[at]] != ticket; at++) {
		}
		if (at < n) break;
		pthread_cond_wait(&r->served, &r->lock);
	}
	*go_on = !r->failed;
	pthread_mutex_unlock(&r->lock);
	return at;
}

static void end_turn(struct running *r, size_t stage, bool fine) {
	pthread_mutex_lock(&r->lock);
	r->turn[stage]++;
	if (!fine) r->failed = true;
	pthread_cond_broadcast(&r->served);
	pthread_mutex_unlock(&r->lock);
}

/* A batch that failed passes through the stages all the same: those behind it wait for that. `left`: room for all stages. */
static void put_all(struct running *r, void *worker, size_t ticket, bool fine, size_t *left) {
	const struct pass *p = r->pass;
	for (size_t i = 0; i < p->stages; i++) left[i] = i;
	for (size_t n = p->stages; n > 0; n--) {
		bool go_on;
		size_t at = wait_for_any(r, left, n, ticket, &go_on), stage = left[at];
		if (fine && go_on) fine = p->put(p->data, worker, stage);
		end_turn(r, stage, fine);
		memmove(left + at, left + at + 1, (n - at - 1) * sizeof *left);
	}
}

static void *work(void *to) {
	struct running *r = to;
	const struct pass *p = r->pass;
	void *worker = p->open(p->data);
	size_t *left = must_alloc((p->stages + 1) * sizeof *left);
	for (struct batch b; take_batch(r, &b);) {
		struct pass_turn turn = {r, b.ticket};
		bool fine = p->make(p->data, worker, &turn, b.from, b.to);
		put_all(r, worker, b.ticket, fine, left);
		if (!fine && p->stages == 0) {
			pthread_mutex_lock(&r->lock);
			r->failed = true;
			pthread_mutex_unlock(&r->lock);
		}
	}
	mem_free(left);
	p->close(p->data, worker);
	return NULL;
}

bool pass_run(const struct pass *p) {
	struct running r = {.pass = p, .turn = must_alloc((p->stages + 1) * sizeof *r.turn)};
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.served, NULL);
	beside_all(p->threads, work, &r);
	pthread_cond_destroy(&r.served);
	pthread_mutex_destroy(&r.lock);
	mem_free(r.turn);
	return !r.failed;
}

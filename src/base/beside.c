/* Work beside: see beside.h. Threads stay when their work is done, until the process ends: one that waits is woken where it
 * ran before, while the system may start a new one on the processor of its parent, which then stands still for
 * milliseconds. */
#include "base/beside.h"

#include "base/mem.h"

#include <pthread.h>

struct beside_thread {
	pthread_cond_t changed;  /* work was given, or is done */
	void *(*work)(void *to); /* NULL: none */
	void *to;
	struct beside_thread *next; /* among those that wait for work */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* over all threads */
static struct beside_thread *waiting;

static void *live(void *thread) {
	struct beside_thread *t = thread;
	pthread_mutex_lock(&lock);
	for (;;) {
		while (t->work == NULL) pthread_cond_wait(&t->changed, &lock);
		pthread_mutex_unlock(&lock);
		t->work(t->to);
		pthread_mutex_lock(&lock);
		t->work = NULL;
		pthread_cond_broadcast(&t->changed);
	}
	return NULL;
}

/* With its first work; NULL where none is to be had. */
static struct beside_thread *thread_new(void *(*work)(void *to), void *to) {
	struct beside_thread *t = must_alloc(sizeof *t);
	pthread_t id;
	t->work = work;
	t->to = to;
	pthread_cond_init(&t->changed, NULL);
	if (pthread_create(&id, NULL, live, t) == 0) {
		pthread_detach(id);
		return t;
	}
	pthread_cond_destroy(&t->changed);
	mem_free(t);
	return NULL;
}

void beside_begin(struct beside *b, bool wanted, void *(*work)(void *to), void *to) {
	*b = (struct beside){.work = work, .to = to};
	if (!wanted) return;
	pthread_mutex_lock(&lock);
	struct beside_thread *t = waiting;
	if (t != NULL) {
		waiting = t->next;
		t->work = work;
		t->to = to;
		pthread_cond_broadcast(&t->changed);
	}
	pthread_mutex_unlock(&lock);
	b->thread = t != NULL ? t : thread_new(work, to);
}

void beside_end(struct beside *b) {
	struct beside_thread *t = b->thread;
	if (t == NULL) {
		b->work(b->to);
		return;
	}
	pthread_mutex_lock(&lock);
	while (t->work != NULL) pthread_cond_wait(&t->changed, &lock);
	t->next = waiting;
	waiting = t;
	pthread_mutex_unlock(&lock);
	b->thread = NULL;
}

void beside_all(size_t threads, void *(*work)(void *to), void *to) {
	struct beside others[BESIDE_MOST];
	size_t n = 0;
	while (n + 1 < threads && n < BESIDE_MOST) {
		beside_begin(&others[n], true, work, to);
		if (others[n].thread == NULL) break;
		n++;
	}
	work(to);
	while (n > 0) beside_end(&others[--n]);
}

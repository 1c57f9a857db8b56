/* Tests of base/beside: work is done once, wherever that is. */
#include "asserts.h"

#include "base/beside.h"

#include <pthread.h>
#include <stdatomic.h>

struct counted {
	int times;
	pthread_t by;
};

static void *count(void *to) {
	struct counted *c = to;
	c->times++;
	c->by = pthread_self();
	return NULL;
}

static void work_is_done_once_by_a_thread_of_its_own(void **state) {
	(void)state;
	struct counted c = {0};
	struct beside b;
	beside_begin(&b, true, count, &c);
	bool other = b.thread != NULL;
	beside_end(&b);
	assert_int_equal(c.times, 1);
	assert_int_equal(pthread_equal(c.by, pthread_self()) != 0, !other);
}

static void where_no_thread_is_wanted_it_waits_for_its_end(void **state) {
	(void)state;
	struct counted c = {0};
	struct beside b;
	beside_begin(&b, false, count, &c);
	assert_int_equal(c.times, 0);
	beside_end(&b);
	assert_int_equal(c.times, 1);
	assert_true(pthread_equal(c.by, pthread_self()));
}

/* One that waits takes the next work. */
static void a_thread_is_used_again(void **state) {
	(void)state;
	struct counted first = {0}, second = {0};
	struct beside b;
	beside_begin(&b, true, count, &first);
	beside_end(&b);
	beside_begin(&b, true, count, &second);
	beside_end(&b);
	assert_true(pthread_equal(first.by, second.by));
}

struct meeting {
	atomic_size_t here;
	size_t wanted;
};

/* Ends when all are here, so that each must be a thread of its own. */
static void *meet(void *to) {
	struct meeting *m = to;
	atomic_fetch_add(&m->here, 1);
	while (atomic_load(&m->here) < m->wanted) sched_yield();
	return NULL;
}

static void many_work_at_once_and_all_are_waited_for(void **state) {
	(void)state;
	for (size_t wanted = 1; wanted <= 5; wanted++) {
		struct meeting m = {.wanted = wanted};
		beside_all(wanted, meet, &m);
		assert_int_equal(atomic_load(&m.here), wanted);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(work_is_done_once_by_a_thread_of_its_own),
	        cmocka_unit_test(a_thread_is_used_again),
	        cmocka_unit_test(many_work_at_once_and_all_are_waited_for),
	        cmocka_unit_test(where_no_thread_is_wanted_it_waits_for_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

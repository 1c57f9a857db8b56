/* Tests of base/beside: work is done once, wherever that is. */
#include "asserts.h"

#include "base/beside.h"

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
	bool other = b.running;
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

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(work_is_done_once_by_a_thread_of_its_own),
	        cmocka_unit_test(where_no_thread_is_wanted_it_waits_for_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

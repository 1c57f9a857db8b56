/* heap.h: the least comes first, whatever order numbers come in and however they change. */
#include "asserts.h"

#include "base/heap.h"

enum { COUNT = 200 };

static bool is_less(const void *of, size_t a, size_t b) {
	const unsigned *weight = of;
	return weight[a] != weight[b] ? weight[a] < weight[b] : a < b;
}

/* Weights that repeat and follow no order. */
static void weigh(unsigned *weight, unsigned step) {
	for (unsigned i = 0; i < COUNT; i++) weight[i] = (i * step + 13) % 71;
}

static struct heap heap_of_all(size_t *room, const unsigned *weight) {
	struct heap h = {.v = room, .before = is_less, .of = weight};
	for (size_t i = 0; i < COUNT; i++) room[h.n++] = i;
	heap_order(&h);
	return h;
}

static void numbers_come_out_in_their_order(void **state) {
	(void)state;
	for (unsigned step = 1; step < 71; step++) {
		unsigned weight[COUNT];
		size_t room[COUNT], left = COUNT;
		weigh(weight, step);
		struct heap h = heap_of_all(room, weight);
		for (size_t last = h.v[0]; h.n > 0; heap_drop_first(&h), left--) {
			assert_false(is_less(weight, h.v[0], last));
			last = h.v[0];
		}
		assert_int_equal(left, 0);
	}
}

static void one_that_grows_sinks(void **state) {
	(void)state;
	unsigned weight[COUNT];
	size_t room[COUNT];
	weigh(weight, 29);
	struct heap h = heap_of_all(room, weight);
	for (unsigned round = 0; round < 5 * COUNT; round++) {
		weight[h.v[0]] += 1 + round % 37;
		heap_sink_first(&h);
		for (size_t i = 0; i < COUNT; i++) assert_false(is_less(weight, i, h.v[0]));
	}
}

static void the_last_one_leaves_it_empty(void **state) {
	(void)state;
	const unsigned weight[] = {0, 0, 0, 7};
	size_t room[] = {3};
	struct heap h = {.v = room, .n = 1, .before = is_less, .of = weight};
	heap_order(&h);
	heap_sink_first(&h);
	assert_int_equal(h.v[0], 3);
	heap_drop_first(&h);
	assert_int_equal(h.n, 0);
	heap_order(&h);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_come_out_in_their_order),
	        cmocka_unit_test(one_that_grows_sinks),
	        cmocka_unit_test(the_last_one_leaves_it_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is given by some threads and taken up by one. */
#include "asserts.h"

#include "dataset/behind.h"

struct gathered {
	struct buf all;
	size_t pieces;
};

static void gather(void *data, void *to, slice bytes) {
	struct gathered *one = to;
	assert_null(data);
	buf_put(&one->all, bytes);
	one->pieces++;
}

static struct behind behind;

static void give(struct gathered *to, char c, size_t n, struct buf *spare) {
	struct buf piece = {0};
	for (size_t i = 0; i < n; i++) buf_byte(&piece, c);
	behind_put(&behind, to, &piece, spare);
	assert_int_equal(piece.n, 0);
	buf_free(&piece);
}

static void pieces_are_taken_up_in_the_order_in_which_they_were_given(void **state) {
	(void)state;
	struct gathered one = {0}, other = {0};
	behind_open(&behind, gather, NULL);
	for (size_t i = 0; i < 10 * BEHIND_PIECES; i++)
		give(i % 3 ? &one : &other, (char)('a' + i % 26), 1 + i % 7, NULL);
	behind_close(&behind);
	assert_int_equal(one.pieces + other.pieces, 10 * BEHIND_PIECES);
	for (size_t i = 0, at_one = 0, at_other = 0; i < 10 * BEHIND_PIECES; i++) {
		struct buf *all = i % 3 ? &one.all : &other.all;
		size_t *at = i % 3 ? &at_one : &at_other;
		for (size_t k = 0; k < 1 + i % 7; k++) assert_int_equal(all->p[(*at)++], 'a' + i % 26);
	}
	buf_free(&one.all);
	buf_free(&other.all);
}

static void what_is_larger_than_all_that_may_wait_is_taken_up_all_the_same(void **state) {
	(void)state;
	struct gathered one = {0};
	behind_open(&behind, gather, NULL);
	give(&one, 'a', BEHIND_BYTES + 1, NULL);
	give(&one, 'b', BEHIND_BYTES + 1, NULL);
	give(&one, 'c', 1, NULL);
	behind_close(&behind);
	assert_int_equal(one.all.n, 2 * BEHIND_BYTES + 3);
	assert_int_equal(one.all.p[one.all.n - 1], 'c');
	buf_free(&one.all);
}

static void the_memory_of_a_piece_is_there_for_the_next_but_one(void **state) {
	(void)state;
	struct gathered one = {0};
	struct buf piece = {0}, spare = {0};
	behind_open(&behind, gather, NULL);
	buf_put(&piece, S("first"));
	const char *memory = piece.p;
	behind_put(&behind, &one, &piece, &spare);
	behind_close(&behind);
	assert_ptr_equal(behind.running ? spare.p : piece.p, memory);
	assert_slice_equal(buf_slice(&one.all), S("first"));
	buf_free(&one.all);
	buf_free(&piece);
	buf_free(&spare);
}

/* ---- several that give */

enum { GIVERS = 4, PIECES_EACH = 500 };

struct giver {
	struct gathered taken;
	struct buf spare;
};

static void *give_many(void *to) {
	struct giver *g = to;
	struct buf piece = {0};
	for (size_t i = 0; i < PIECES_EACH; i++) {
		buf_u64(&piece, i);
		buf_byte(&piece, ' ');
		behind_put(&behind, &g->taken, &piece, &g->spare);
	}
	buf_free(&piece);
	return NULL;
}

static void each_of_several_threads_finds_its_pieces_in_its_order(void **state) {
	(void)state;
	struct giver givers[GIVERS] = {0};
	pthread_t threads[GIVERS];
	struct buf expected = {0};
	for (size_t i = 0; i < PIECES_EACH; i++) {
		buf_u64(&expected, i);
		buf_byte(&expected, ' ');
	}
	behind_open(&behind, gather, NULL);
	for (size_t i = 0; i < GIVERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, give_many, &givers[i]), 0);
	for (size_t i = 0; i < GIVERS; i++) pthread_join(threads[i], NULL);
	behind_close(&behind);
	for (size_t i = 0; i < GIVERS; i++) {
		assert_slice_equal(buf_slice(&givers[i].taken.all), buf_slice(&expected));
		buf_free(&givers[i].taken.all);
		buf_free(&givers[i].spare);
	}
	buf_free(&expected);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pieces_are_taken_up_in_the_order_in_which_they_were_given),
	        cmocka_unit_test(what_is_larger_than_all_that_may_wait_is_taken_up_all_the_same),
	        cmocka_unit_test(the_memory_of_a_piece_is_there_for_the_next_but_one),
	        cmocka_unit_test(each_of_several_threads_finds_its_pieces_in_its_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

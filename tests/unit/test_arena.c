/* Tests of base/arena and base/mem: see arena.h and mem.h. */
#include "asserts.h"

#include "base/arena.h"
#include "base/mem.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static bool all_zero(const char *p, size_t n) {
	for (size_t i = 0; i < n; i++)
		if (p[i]) return false;
	return true;
}

static void memory_is_zeroed_aligned_and_apart(void **state) {
	(void)state;
	arena a = {0};
	static const size_t sizes[] = {0, 1, 15, 16, 17, 4000, 16 << 10, 100000, 3};
	char *before = NULL;
	size_t before_size = 0;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *p = arena_alloc(&a, sizes[i]);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_true(all_zero(p, sizes[i]));
		memset(p, (int)i + 1, sizes[i]);
		for (size_t k = 0; k < before_size; k++) assert_int_equal(before[k], i);
		before = p;
		before_size = sizes[i];
	}
	arena_free(&a);
	assert_int_equal(a.total, 0);
	assert_null(a.head);
}

static void memory_is_zeroed_again_after_a_reset(void **state) {
	(void)state;
	arena a = {0};
	memset(arena_alloc(&a, 5000), 'x', 5000);
	arena_reset(&a);
	assert_true(all_zero(arena_alloc(&a, 100), 100));
	assert_true(all_zero(arena_alloc(&a, 10000), 10000));
	arena_free(&a);
}

static void reset_keeps_the_largest_chunk_alone(void **state) {
	(void)state;
	arena a = {0};
	arena_alloc(&a, 100);
	arena_alloc(&a, 1 << 20);
	arena_alloc(&a, 10 << 20);
	arena_alloc(&a, 7 << 20);
	size_t before = a.total;
	arena_reset(&a);
	assert_true(a.total >= 10 << 20);
	assert_true(a.total < before);
	unsigned long requests = mem_requests();
	arena_alloc(&a, 10 << 20);
	assert_int_equal(mem_requests(), requests);
	arena_free(&a);
	arena_reset(&a); /* nothing there: nothing to do */
	assert_null(a.head);
}

static void a_growing_arena_asks_seldom(void **state) {
	(void)state;
	arena a = {0};
	unsigned long requests = mem_requests();
	for (int i = 0; i < 100000; i++) arena_alloc(&a, 100);
	assert_true(mem_requests() - requests <= 16);
	arena_free(&a);
}

static void copies_keep_absent_apart_from_empty(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(arena_copy(&a, ABSENT), ABSENT);
	assert_slice_equal(arena_copy(&a, S("")), S(""));
	slice original = S("a\0b"), copy = arena_copy(&a, original);
	assert_slice_equal(copy, original);
	assert_ptr_not_equal(copy.p, original.p);
	char *text = arena_c_string(&a, original);
	assert_memory_equal(text, "a\0b", 4);
	assert_string_equal(arena_c_string(&a, ABSENT), "");
	arena_free(&a);
}

static void say_joins_its_parts(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(say(&a, S("no "), S("name"), ABSENT, S(""), S("!")), S("no name!"));
	assert_slice_equal(say(&a, ABSENT), S(""));
	arena_free(&a);
}

static void numbers_are_written_in_decimal(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(slice_of_u64(&a, 0), S("0"));
	assert_slice_equal(slice_of_u64(&a, 1203), S("1203"));
	assert_slice_equal(slice_of_u64(&a, UINT64_MAX), S("18446744073709551615"));
	arena_free(&a);
}

struct pair {
	uint64_t a, b;
};

static void vectors_keep_their_elements_while_growing(void **state) {
	(void)state;
	arena a = {0};
	VEC(struct pair) pairs = {0};
	slices other = {0};
	for (uint64_t i = 0; i < 5000; i++) {
		struct pair *p = vec_push(&a, &pairs);
		assert_true(p->a == 0 && p->b == 0);
		*p = (struct pair){i, ~i};
		if (i % 3 == 0) *vec_push(&a, &other) = S("between");
	}
	assert_int_equal(pairs.n, 5000);
	for (uint64_t i = 0; i < 5000; i++) assert_true(pairs.v[i].a == i && pairs.v[i].b == ~i);
	for (size_t i = 0; i < other.n; i++) assert_slice_equal(other.v[i], S("between"));
	arena_free(&a);
}

static void a_vector_that_was_emptied_gives_zeroed_elements(void **state) {
	(void)state;
	arena a = {0};
	VEC(int) numbers = {0};
	for (int i = 0; i < 20; i++) *vec_push(&a, &numbers) = 9;
	numbers.n = 0;
	assert_int_equal(*vec_push(&a, &numbers), 0);
	arena_free(&a);
}

/* ---- mem */

static void the_nth_request_fails_alone(void **state) {
	(void)state;
	mem_fail_after(3, 0);
	for (int i = 1; i <= 6; i++) {
		void *p = try_alloc(10);
		assert_int_equal(p == NULL, i == 3);
		mem_free(p);
	}
}

static void all_requests_fail_from_the_nth_on(void **state) {
	(void)state;
	void *kept = try_alloc(10);
	mem_fail_after(2, 1);
	for (int i = 1; i <= 5; i++) {
		void *p = try_alloc(10);
		assert_int_equal(p == NULL, i >= 2);
		mem_free(p);
	}
	assert_null(try_realloc(kept, 20));
	mem_fail_after(0, 0);
	kept = try_realloc(kept, 20);
	assert_non_null(kept);
	mem_free(kept);
}

static void no_bytes_are_served_as_one(void **state) {
	(void)state;
	void *p[] = {try_alloc(0), must_alloc(0), try_realloc(NULL, 0), must_realloc(NULL, 0)};
	for (size_t i = 0; i < 4; i++) {
		assert_non_null(p[i]);
		mem_free(p[i]);
	}
	mem_free(NULL);
}

static void must_alloc_is_zeroed(void **state) {
	(void)state;
	char *p = must_alloc(1000);
	assert_true(all_zero(p, 1000));
	mem_free(p);
}

enum { THREADS = 4, ROUNDS = 5000 };

static void *count_failures(void *failures) {
	for (int i = 0; i < ROUNDS; i++) {
		void *p = try_alloc(1);
		if (!p) ++*(int *)failures;
		mem_free(p);
	}
	return NULL;
}

static void exactly_one_request_fails_among_threads(void **state) {
	(void)state;
	pthread_t threads[THREADS];
	int failures[THREADS] = {0}, sum = 0;
	unsigned long before = mem_requests();
	mem_fail_after(THREADS * ROUNDS / 2, 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, count_failures, &failures[i]), 0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		sum += failures[i];
	}
	assert_int_equal(sum, 1);
	assert_int_equal(mem_requests() - before, THREADS * ROUNDS);
}

static void use_alloc(void) { must_alloc(10); }
static void use_realloc(void) { must_realloc(NULL, 10); }
static void use_arena(void) { arena_alloc(&(arena){0}, 10); }

/* What a child says and how it ends when its first request fails. */
static void assert_ends(void (*use)(void)) {
	int ends[2], status;
	char said[100];
	size_t n = 0;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		mem_fail_after(1, 1);
		use();
		_exit(0);
	}
	close(ends[1]);
	for (ssize_t r; (r = read(ends[0], said + n, sizeof said - n)) > 0;) n += (size_t)r;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_slice_equal(((slice){said, n}), S("garner: memory has run out\n"));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
}

static void memory_that_has_run_out_ends_the_program(void **state) {
	(void)state;
	assert_ends(use_alloc);
	assert_ends(use_realloc);
	assert_ends(use_arena);
}

static void ask_too_much(void) {
	mem_fail_after(0, 0);
	arena_alloc(&(arena){0}, SIZE_MAX - 5);
}

static void a_size_that_no_memory_has_ends_the_program(void **state) {
	(void)state;
	assert_ends(ask_too_much);
}

static void jansson_and_openssl_ask_here(void **state) {
	(void)state;
	unsigned long before = mem_requests();
	json_t *json = json_object();
	assert_true(mem_requests() > before);
	json_decref(json);
	before = mem_requests();
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	assert_true(mem_requests() > before);
	EVP_MD_CTX_free(context);
	mem_fail_after(1, 1);
	json = json_object();
	context = EVP_MD_CTX_new();
	mem_fail_after(0, 0);
	assert_null(json);
	assert_null(context);
}

static void room_is_aligned_and_what_follows_it_is_zeroed_all_the_same(void **state) {
	(void)state;
	arena a = {0};
	for (int round = 0; round < 2; round++) {
		for (size_t n = 0; n < 300; n++) {
			char *room = arena_room(&a, n), *behind;
			assert_int_equal((uintptr_t)room % _Alignof(max_align_t), 0);
			memset(room, 0xEE, n);
			(void)slice_of_u64(&a, n); /* writes behind what it takes */
			behind = arena_alloc(&a, n + 1);
			for (size_t i = 0; i <= n; i++) assert_int_equal(behind[i], 0);
			memset(behind, 0xEE, n + 1);
		}
		arena_reset(&a);
	}
	arena_free(&a);
}

static void what_another_arena_holds_is_adopted(void **state) {
	(void)state;
	arena a = {0}, other = {0}, empty = {0};
	char *mine = arena_alloc(&a, 10);
	slice theirs = ABSENT;
	for (size_t i = 0; i < 5; i++) {
		(void)arena_alloc(&other, (size_t)20 << 10); /* a chunk each time */
		theirs = arena_copy(&other, S("theirs"));
	}
	size_t sum = a.total + other.total;
	arena_adopt(&a, &other);
	assert_int_equal(a.total, sum);
	assert_null(other.head);
	assert_ptr_equal(arena_alloc(&a, 16), mine + 16); /* it goes on where it was */
	assert_slice_equal(theirs, S("theirs"));
	arena_adopt(&a, &empty);
	arena_adopt(&empty, &a);
	assert_int_equal(a.total, 0);
	assert_slice_equal(theirs, S("theirs"));
	arena_free(&empty);
}

static void memory_that_others_had_is_zeroed(void **state) {
	(void)state;
	for (size_t i = 0; i < 20; i++) {
		arena a = {0};
		char *p = arena_alloc(&a, 1000);
		assert_true(all_zero(p, 1000));
		memset(p, 'x', 1000);
		arena_free(&a);
	}
}

int main(void) {
	mem_install();
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(room_is_aligned_and_what_follows_it_is_zeroed_all_the_same),
	        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
	        cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
	        cmocka_unit_test(reset_keeps_the_largest_chunk_alone),
	        cmocka_unit_test(a_growing_arena_asks_seldom),
	        cmocka_unit_test(copies_keep_absent_apart_from_empty),
	        cmocka_unit_test(say_joins_its_parts),
	        cmocka_unit_test(numbers_are_written_in_decimal),
	        cmocka_unit_test(vectors_keep_their_elements_while_growing),
	        cmocka_unit_test(a_vector_that_was_emptied_gives_zeroed_elements),
	        cmocka_unit_test(what_another_arena_holds_is_adopted),
	        cmocka_unit_test(memory_that_others_had_is_zeroed),
	        cmocka_unit_test(the_nth_request_fails_alone),
	        cmocka_unit_test(all_requests_fail_from_the_nth_on),
	        cmocka_unit_test(no_bytes_are_served_as_one),
	        cmocka_unit_test(must_alloc_is_zeroed),
	        cmocka_unit_test(exactly_one_request_fails_among_threads),
	        cmocka_unit_test(memory_that_has_run_out_ends_the_program),
	        cmocka_unit_test(a_size_that_no_memory_has_ends_the_program),
	        cmocka_unit_test(jansson_and_openssl_ask_here),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

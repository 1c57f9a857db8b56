/* What is shown of how far a run has come. */
#include "asserts.h"

#include "programs/progress.h"

static arena scratch;

static void assert_line(struct progress g, uint64_t seconds, slice wanted) {
	assert_slice_equal(progress_line(&g, seconds * 1000000000, &scratch), wanted);
	arena_free(&scratch);
}

static void it_tells_documents_bytes_speed_time_left_and_failures(void **state) {
	(void)state;
	assert_line(
	        (struct progress){
	                .documents = 1234, .total = 20000, .bytes = 60000000, .total_bytes = 1000000000, .failed = 2},
	        3, S("1234 of 20000 documents, 60.0 of 1000.0 MB, 20.0 MB/s, 47 s left, 2 failed"));
}

static void it_tells_no_more_than_is_known(void **state) {
	(void)state;
	assert_line((struct progress){.documents = 5, .total = SIZE_MAX / 2, .bytes = 250000}, 1,
	        S("5 documents, 0.2 MB, 0.2 MB/s"));
	assert_line((struct progress){.documents = 0, .total = 7}, 0, S("0 of 7 documents, 0.0 MB, 0.0 MB/s"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(it_tells_documents_bytes_speed_time_left_and_failures),
	        cmocka_unit_test(it_tells_no_more_than_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The exact reader of our own CSV. */
#include "one_arena.h"

#include "base/buf.h"
#include "dataset/csv_read.h"

static struct csv_file file;
static struct csv_error error;

static bool reads(slice bytes) { return csv_read(&a, bytes, &file, &error); }

static void assert_refused(slice bytes, size_t offset) {
	assert_false(reads(bytes));
	assert_int_equal(error.offset, offset);
	assert_true(error.message.n > 0);
}

static void plain_cells_are_read_with_their_places(void **state) {
	(void)state;
	assert_true(reads(S("a,b\n1,\n")));
	assert_int_equal(file.rows.n, 2);
	assert_slice_equal(file.rows.v[0].cells[1].value, S("b"));
	assert_slice_equal(file.rows.v[1].cells[1].value, S(""));
	assert_span_equal(file.rows.v[1].cells[0].at, ((span){4, 5}));
	assert_span_equal(file.rows.v[1].at, ((span){4, 6}));
}

static void quoted_cells_keep_commas_quotes_and_line_ends(void **state) {
	(void)state;
	assert_true(reads(S("a,b\n\"x, \"\"y\"\"\r\n\",\" z\"\n")));
	assert_slice_equal(file.rows.v[1].cells[0].value, S("x, \"y\"\r\n"));
	assert_slice_equal(file.rows.v[1].cells[1].value, S(" z"));
	assert_span_equal(file.rows.v[1].cells[0].at, ((span){4, 16}));
}

static void what_was_written_reads_back_the_same(void **state) {
	(void)state;
	const slice hard[] = {S(""), S("\""), S("\"\""), S(","), S("\n"), S("\r"), S(" "), S("=1+1"), S("a\"b"),
	        S("\xC2\xA3"
	          "5"),
	        S("\t-5\t"), S("\"quoted\""), S("a\0b")};
	size_t n = sizeof hard / sizeof *hard;
	struct buf b = {0};
	for (size_t row = 0; row < n; row++) {
		buf_csv_cell(&b, hard[row]);
		buf_byte(&b, ',');
		buf_csv_cell(&b, hard[n - 1 - row]);
		buf_byte(&b, '\n');
	}
	assert_true(reads(buf_slice(&b)));
	assert_int_equal(file.rows.n, n);
	for (size_t row = 0; row < n; row++) {
		assert_slice_equal(file.rows.v[row].cells[0].value, hard[row]);
		assert_slice_equal(file.rows.v[row].cells[1].value, hard[n - 1 - row]);
	}
	buf_free(&b);
}

static void no_rows_are_read_from_nothing(void **state) {
	(void)state;
	assert_true(reads(S("")));
	assert_int_equal(file.rows.n, 0);
}

static void what_we_would_not_write_is_refused_where_it_stands(void **state) {
	(void)state;
	assert_refused(S("a,b\n1,2"), 7);         /* no line end */
	assert_refused(S("a,b\n\"1,2\n"), 4);     /* a quote that stays open */
	assert_refused(S("a,b\n\"1\",2\n"), 4);   /* quotes without need */
	assert_refused(S("a,b\n1,x\"y\n"), 6);    /* a quote in a plain cell */
	assert_refused(S("a,b\n1, 2\n"), 6);      /* a blank at the edge */
	assert_refused(S("a,b\n1,2\r\n"), 6);     /* CRLF */
	assert_refused(S("a,b\n\"1,\"x,2\n"), 8); /* text behind a quoted cell */
	assert_refused(S("a,b\n1\n"), 4);
	assert_refused(S("a,b\n1,2,3\n"), 4);
	assert_refused(S("a,b\n\n"), 4);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(plain_cells_are_read_with_their_places),
	        cmocka_unit_test(quoted_cells_keep_commas_quotes_and_line_ends),
	        cmocka_unit_test(what_was_written_reads_back_the_same),
	        cmocka_unit_test(no_rows_are_read_from_nothing),
	        cmocka_unit_test(what_we_would_not_write_is_refused_where_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

/* Lexicons: look-ups by folded key, and the longest key at the start of a text. */
#include "one_arena.h"

#include "values/lexicon.h"

static struct lexicon words;

static int fill(void **state) {
	(void)state;
	static const slice columns[] = {{"word", 4}, {"value", 5}};
	static slice rows[][2] = {{{"two", 3}, {"2", 1}}, {{"twenty", 6}, {"20", 2}}, {{"Per Cent", 8}, {"%", 1}},
	        {{"per", 3}, {"/", 1}}, {{"½", 2}, {"1/2", 3}}, {{"m", 1}, {"6", 1}}, {{"Straße", 7}, {"s", 1}},
	        {{"$", 1}, {"USD", 3}}, {{"bare", 4}, {NULL, 0}}, {{"TWO", 3}, {"3", 1}}};
	static slice *of[sizeof rows / sizeof *rows];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) of[i] = rows[i];
	words = (struct lexicon){.arena = &a};
	lexicon_add_table(&words, S("words"), columns, 2, of, sizeof rows / sizeof *rows);
	return 0;
}

static int drop(void **state) {
	lexicon_free(&words);
	return free_all(state);
}

static slice value_of(slice word) { return lexicon_get(&words, S("words"), word, S("value")); }

static void a_row_is_found_by_its_key(void **state) {
	(void)state;
	assert_slice_equal(value_of(S("twenty")), S("20"));
	assert_slice_equal(value_of(S("½")), S("1/2"));
	assert_slice_equal(lexicon_get(&words, S("words"), S("per cent"), S("word")), S("Per Cent"));
}

static void keys_are_folded(void **state) {
	(void)state;
	assert_slice_equal(value_of(S("TWENTY")), S("20"));
	assert_slice_equal(value_of(S("  per \n CENT ")), S("%"));
	assert_slice_equal(value_of(S("per\xC2\xA0"
	                              "cent")),
	        S("%"));
	assert_slice_equal(value_of(S("STRASSE")), S("s"));
}

static void what_is_not_there_is_absent(void **state) {
	(void)state;
	assert_slice_equal(value_of(S("three")), ABSENT);
	assert_slice_equal(value_of(S("")), ABSENT);
	assert_slice_equal(value_of(ABSENT), ABSENT);
	assert_slice_equal(value_of(S("thirty thousand three hundred and thirty-three")), ABSENT);
	assert_slice_equal(lexicon_get(&words, S("words"), S("two"), S("colour")), ABSENT);
	assert_slice_equal(lexicon_get(&words, S("colours"), S("two"), S("value")), ABSENT);
	assert_true(lexicon_has(&words, S("words")));
	assert_false(lexicon_has(&words, S("colours")));
}

static void a_cell_without_text_is_empty_and_not_absent(void **state) {
	(void)state;
	assert_slice_equal(value_of(S("bare")), S(""));
}

static void the_first_of_two_rows_with_one_key_stays(void **state) {
	(void)state;
	assert_slice_equal(value_of(S("two")), S("2"));
	assert_slice_equal(value_of(S("TWO")), S("2"));
}

static void thousands_of_rows_are_all_found(void **state) {
	(void)state;
	const slice columns[] = {S("n"), S("same")};
	VEC(slice *) rows = {0};
	for (uint64_t i = 0; i < 5000; i++) {
		slice *row = arena_alloc(&a, 2 * sizeof *row);
		row[0] = row[1] = slice_of_u64(&a, i);
		*vec_push(&a, &rows) = row;
	}
	lexicon_add_table(&words, S("many"), columns, 2, rows.v, rows.n);
	for (uint64_t i = 0; i < 5000; i++) {
		slice n = slice_of_u64(&a, i);
		assert_slice_equal(lexicon_get(&words, S("many"), n, S("same")), n);
	}
	assert_slice_equal(lexicon_get(&words, S("many"), S("5000"), S("same")), ABSENT);
}

static size_t prefix(slice text) { return lexicon_prefix(&words, S("words"), text); }

static void the_longest_key_at_the_start_is_found(void **state) {
	(void)state;
	assert_int_equal(prefix(S("twenty-one")), 6);
	assert_int_equal(prefix(S("per cent of")), 8);
	assert_int_equal(prefix(S("Per  cent")), 9);
	assert_int_equal(prefix(S("per person")), 3);
	assert_int_equal(prefix(S("two")), 3);
}

static void a_prefix_ends_with_a_word(void **state) {
	(void)state;
	assert_int_equal(prefix(S("twofold")), 0);
	assert_int_equal(prefix(S("per cents")), 3);
	assert_int_equal(prefix(S("m2")), 0);
	assert_int_equal(prefix(S("½m")), 2);
	assert_int_equal(prefix(S("$5")), 1);
	assert_int_equal(prefix(S("two, three")), 3);
}

static void a_prefix_does_not_start_with_a_blank(void **state) {
	(void)state;
	assert_int_equal(prefix(S(" two")), 0);
	assert_int_equal(prefix(S("")), 0);
	assert_int_equal(prefix(S("three two")), 0);
	assert_int_equal(lexicon_prefix(&words, S("colours"), S("two")), 0);
}

#define with_words(test) cmocka_unit_test_setup_teardown(test, fill, drop)

int main(void) {
	const struct CMUnitTest tests[] = {
	        with_words(a_row_is_found_by_its_key),
	        with_words(keys_are_folded),
	        with_words(what_is_not_there_is_absent),
	        with_words(a_cell_without_text_is_empty_and_not_absent),
	        with_words(the_first_of_two_rows_with_one_key_stays),
	        with_words(thousands_of_rows_are_all_found),
	        with_words(the_longest_key_at_the_start_is_found),
	        with_words(a_prefix_ends_with_a_word),
	        with_words(a_prefix_does_not_start_with_a_blank),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

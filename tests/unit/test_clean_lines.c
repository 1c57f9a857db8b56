/* Clean text of broken lines, which is copied sixteen bytes at a time: it is the same wherever in these a line ends, and wherever
 * its block does. */
#include "one_arena.h"

#include "model/document.h"

#include <stdlib.h>

/* The clean text of the bytes [start, end) of a text, as one block of the kind. */
static const struct clean *clean_part(slice text, enum block_kind kind, size_t start, size_t end) {
	struct document *d = document_new(&a);
	d->name = S("a.txt");
	d->text = text;
	struct block *b = document_block(d, kind, BLOCK_NO_PARENT, (span){start, end});
	*vec_push(&a, &b->parts) = (span){start, end};
	clean_build(d);
	return &d->clean;
}

/* `raw` shows as `expected`, in a buffer of its own, behind any number of other bytes, and with and without others behind it. */
static void assert_clean_everywhere(enum block_kind kind, slice raw, slice expected) {
	for (size_t before = 0; before < 20; before++)
		for (size_t behind = 0; behind < 20; behind++) {
			slice head = slice_sub(S("twenty bytes before \n"), 0, before);
			slice tail = slice_sub(S("and twenty behind it"), 0, behind);
			slice text = slice_concat(&a, (const slice[]){head, raw, tail}, 3);
			char *exact = malloc(text.n);
			assert_non_null(exact);
			memcpy(exact, text.p, text.n);
			const struct clean *c = clean_part((slice){exact, text.n}, kind, before, before + raw.n);
			assert_slice_equal(c->text, expected);
			free(exact);
			arena_reset(&a);
		}
}

static void a_line_end_is_a_space_wherever_it_stands(void **state) {
	(void)state;
	char raw[50], expected[50];
	for (size_t at = 1; at + 1 < sizeof raw; at++) {
		memset(raw, 'x', sizeof raw);
		memset(expected, 'x', sizeof expected);
		raw[at] = '\n';
		expected[at] = ' ';
		assert_clean_everywhere(BLOCK_paragraph, (slice){raw, sizeof raw}, (slice){expected, sizeof expected});
	}
}

static void a_broken_text_is_one_run(void **state) {
	(void)state;
	slice raw = S("The mill stands by the river\nwhere the old road crosses it,\nand is old.");
	const struct clean *c = clean_part(raw, BLOCK_paragraph, 0, raw.n);
	assert_slice_equal(c->text, S("The mill stands by the river where the old road crosses it, and is old."));
	assert_int_equal(c->runs.n, 1);
	assert_int_equal(c->runs.v[0].raw_length, raw.n);
}

static void blanks_beside_a_line_end_are_part_of_its_space(void **state) {
	(void)state;
	assert_clean_everywhere(BLOCK_paragraph, S("a line of words \nand \n another\n  here\n\nso"),
	        S("a line of words and another here so"));
	assert_clean_everywhere(
	        BLOCK_paragraph, S("a line of words\r\nand\ranother"), S("a line of words and another"));
}

static void a_hyphen_before_a_line_end_is_looked_at(void **state) {
	(void)state;
	assert_clean_everywhere(BLOCK_paragraph, S("a mill of long-\nterm use"), S("a mill of long-term use"));
	assert_clean_everywhere(BLOCK_cell, S("a mill of long-\nterm use"), S("a mill of long- term use"));
}

static void blanks_at_the_end_of_a_part_are_not_shown(void **state) {
	(void)state;
	assert_clean_everywhere(BLOCK_paragraph, S("words "), S("words"));
	assert_clean_everywhere(BLOCK_paragraph, S("words of a line\n"), S("words of a line"));
	assert_clean_everywhere(BLOCK_paragraph, S("words of sixteen\n"), S("words of sixteen"));
	assert_clean_everywhere(BLOCK_paragraph, S("x"), S("x"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(a_line_end_is_a_space_wherever_it_stands, reset),
	        cmocka_unit_test_setup(a_broken_text_is_one_run, reset),
	        cmocka_unit_test_setup(blanks_beside_a_line_end_are_part_of_its_space, reset),
	        cmocka_unit_test_setup(a_hyphen_before_a_line_end_is_looked_at, reset),
	        cmocka_unit_test_setup(blanks_at_the_end_of_a_part_are_not_shown, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

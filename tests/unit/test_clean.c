/* Clean text: what it shows, and the way between it and the document's bytes. */
#include "one_arena.h"

#include "model/document.h"

#define NBSP "\xC2\xA0"
#define SHY "\xC2\xAD"
#define BOM "\xEF\xBB\xBF"

static struct document *new_document(slice text) {
	struct document *d = document_new(&a);
	d->name = S("a.txt");
	d->text = text;
	return d;
}

static void add_part(struct document *d, size_t start, size_t end) {
	*vec_push(&a, &d->blocks.v[d->blocks.n - 1].parts) = (span){start, end};
}

static void add_leaf(struct document *d, size_t start, size_t end) {
	document_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, (span){start, end});
	add_part(d, start, end);
}

/* The whole text as one paragraph. */
static struct document *one_block(slice text) {
	struct document *d = new_document(text);
	add_leaf(d, 0, text.n);
	clean_build(d);
	return d;
}

#define assert_clean(raw, expected) assert_slice_equal(one_block(S(raw))->clean.text, S(expected))

/* ---- what is shown */

static void plain_text_stays_as_it_is(void **state) {
	(void)state;
	assert_clean("a plain line", "a plain line");
	assert_clean("two  blanks", "two  blanks");
	assert_clean("caf\xC3\xA9 \xE2\x82\xAC"
	             "5\x01",
	        "caf\xC3\xA9 \xE2\x82\xAC"
	        "5\x01");
	assert_int_equal(one_block(S("a plain line, caf\xC3\xA9"))->clean.runs.n, 1);
}

static void a_line_break_with_the_blanks_around_it_is_one_space(void **state) {
	(void)state;
	assert_clean("a\nb", "a b");
	assert_clean("a\r\nb", "a b");
	assert_clean("a\rb", "a b");
	assert_clean("a \t\n" NBSP "  b", "a b");
	assert_clean("a\n \n\n b", "a b");
}

static void other_blanks_are_a_space_each(void **state) {
	(void)state;
	assert_clean("a" NBSP "b\tc", "a b c");
	assert_clean("a" NBSP NBSP "b", "a  b");
	assert_clean("a\xE2\x80\x89"
	             "b\xE3\x80\x80"
	             "c\xC2\x85"
	             "d\x0C"
	             "e",
	        "a b c d e");
}

static void soft_hyphens_and_marks_are_left_out(void **state) {
	(void)state;
	assert_clean("ex" SHY "am" BOM "ple", "example");
	assert_clean(BOM "a", "a");
	assert_clean("a " SHY "\n" SHY " b", "a b");
	assert_clean("a " SHY " b", "a  b");
}

static void a_word_broken_at_a_line_end_is_spelled_as_elsewhere(void **state) {
	(void)state;
	assert_clean("An exam-\nple of an example.", "An example of an example.");
	assert_clean("A long-\n  term plan is long-term.", "A long-term plan is long-term.");
	assert_clean("Cut-\nter and cutters.", "Cut-ter and cutters."); /* another word */
	assert_clean("A high-\nrise block", "A high-rise block");
}

static void a_hyphen_at_a_line_end_may_join_nothing(void **state) {
	(void)state;
	assert_clean("short-\nand long-term", "short- and long-term");
	assert_clean("a -\nb", "a - b");
	assert_clean("Stoke-\nOn", "Stoke- On");
	assert_clean("2014-\n15 and ab-\n15", "2014- 15 and ab- 15");
	assert_clean("long- term", "long- term");
	struct document *d = new_document(S("long-\nterm"));
	document_block(d, BLOCK_cell, BLOCK_NO_PARENT, (span){0, 10});
	add_part(d, 0, 10);
	clean_build(d);
	assert_slice_equal(d->clean.text, S("long- term"));
}

static void a_joined_word_leads_back_to_both_of_its_pieces(void **state) {
	(void)state;
	struct document *d = one_block(S("An exam-\nple, an example"));
	assert_span_equal(clean_to_raw(&d->clean, (span){3, 10}), ((span){3, 12}));
	assert_span_equal(clean_of_raw(&d->clean, (span){3, 12}), ((span){3, 10}));
	assert_true(span_is_none(clean_of_raw(&d->clean, (span){7, 9})));
}

static void blanks_at_the_ends_are_left_out(void **state) {
	(void)state;
	assert_clean(" \n" NBSP "a b" SHY "\t\r\n", "a b");
}

static void blocks_are_ranges_with_a_separator_between(void **state) {
	(void)state;
	struct document *d = new_document(S(" one \n\n  \ntwo"));
	document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){0, 13});
	add_leaf(d, 0, 5);
	add_leaf(d, 7, 9); /* shows nothing */
	add_leaf(d, 10, 13);
	clean_build(d);
	assert_slice_equal(d->clean.text, S("one\ntwo"));
	assert_int_equal(d->clean.blocks.n, 2);
	assert_int_equal(d->clean.blocks.v[0].block, 1);
	assert_span_equal(d->clean.blocks.v[0].range, ((span){0, 3}));
	assert_int_equal(d->clean.blocks.v[1].block, 3);
	assert_span_equal(d->clean.blocks.v[1].range, ((span){4, 7}));
}

static void no_text_gives_no_clean_text(void **state) {
	(void)state;
	struct document *d = one_block(S(""));
	assert_slice_equal(d->clean.text, S(""));
	assert_int_equal(d->clean.blocks.n, 0);
	d->text = ABSENT;
	d->blocks.v[0].parts.v[0] = (span){3, 9}; /* as in a line without text */
	clean_build(d);
	assert_int_equal(d->clean.text.n, 0);
	assert_span_equal(clean_to_raw(&d->clean, (span){0, 0}), ((span){0, 0}));
	assert_true(span_is_none(clean_of_raw(&d->clean, (span){3, 9})));
	assert_null(clean_block_at(&d->clean, 0));
}

static void a_gap_between_parts_is_one_space(void **state) {
	(void)state;
	struct document *d = new_document(S("one \n> two|three"));
	document_block(d, BLOCK_quotation, BLOCK_NO_PARENT, (span){0, 16});
	add_part(d, 0, 4);
	add_part(d, 7, 10);
	add_part(d, 11, 13);
	add_part(d, 13, 16); /* touches the one before */
	clean_build(d);
	assert_slice_equal(d->clean.text, S("one two three"));
	assert_span_equal(clean_to_raw(&d->clean, (span){3, 4}), ((span){3, 7}));
	assert_span_equal(clean_of_raw(&d->clean, (span){3, 7}), ((span){3, 4}));
	assert_span_equal(clean_of_raw(&d->clean, (span){5, 6}), ((span){3, 4}));
	assert_span_equal(clean_to_raw(&d->clean, (span){0, 7}), ((span){0, 10}));
	assert_span_equal(clean_to_raw(&d->clean, (span){7, 8}), ((span){10, 11}));
}

static void building_again_gives_the_same(void **state) {
	(void)state;
	struct document *d = one_block(S("a " NBSP "\n b" SHY "c"));
	struct clean before = d->clean;
	clean_build(d);
	assert_slice_equal(d->clean.text, before.text);
	assert_int_equal(d->clean.runs.n, before.runs.n);
	assert_int_equal(d->clean.parts.n, before.parts.n);
}

/* ---- clean to raw */

static void a_clean_span_holds_what_it_shows_and_no_more(void **state) {
	(void)state;
	/*                       0 1 2..3 4 5..6 7 8 */
	struct document *d = one_block(S("ab" SHY "c" SHY "d \n e"));
	assert_slice_equal(d->clean.text, S("abcd e"));
	const struct clean *c = &d->clean;
	assert_span_equal(clean_to_raw(c, (span){0, 1}), ((span){0, 1}));
	assert_span_equal(clean_to_raw(c, (span){0, 2}), ((span){0, 2}));
	assert_span_equal(clean_to_raw(c, (span){2, 3}), ((span){4, 5}));
	assert_span_equal(clean_to_raw(c, (span){1, 3}), ((span){1, 5}));
	assert_span_equal(clean_to_raw(c, (span){3, 5}), ((span){7, 11}));
	assert_span_equal(clean_to_raw(c, (span){5, 6}), ((span){11, 12}));
	assert_span_equal(clean_to_raw(c, (span){0, 6}), ((span){0, 12}));
}

static void an_empty_clean_span_gives_an_empty_span(void **state) {
	(void)state;
	struct document *d = new_document(S("a" SHY "b|" SHY "c" SHY));
	add_leaf(d, 0, 4);
	add_leaf(d, 5, 10);
	clean_build(d);
	const struct clean *c = &d->clean;
	assert_slice_equal(c->text, S("ab\nc"));
	assert_span_equal(clean_to_raw(c, (span){0, 0}), ((span){0, 0}));
	assert_span_equal(clean_to_raw(c, (span){1, 1}), ((span){3, 3}));
	assert_span_equal(clean_to_raw(c, (span){2, 2}), ((span){4, 4}));
	assert_span_equal(clean_to_raw(c, (span){3, 3}), ((span){7, 7}));
	assert_span_equal(clean_to_raw(c, (span){4, 4}), ((span){8, 8}));
}

/* ---- raw to clean */

static void a_raw_span_finds_what_shows_it(void **state) {
	(void)state;
	struct document *d = one_block(S("ab" SHY "c" SHY "d \n e"));
	const struct clean *c = &d->clean;
	assert_span_equal(clean_of_raw(c, (span){0, 2}), ((span){0, 2}));
	assert_span_equal(clean_of_raw(c, (span){2, 5}), ((span){2, 3}));
	assert_span_equal(clean_of_raw(c, (span){1, 8}), ((span){1, 4}));
	assert_span_equal(clean_of_raw(c, (span){9, 10}), ((span){4, 5}));
	assert_span_equal(clean_of_raw(c, (span){0, 12}), ((span){0, 6}));
	assert_true(span_is_none(clean_of_raw(c, (span){2, 4})));
	assert_true(span_is_none(clean_of_raw(c, SPAN_NONE)));
	assert_true(span_is_none(clean_of_raw(c, (span){12, 20})));
}

static void an_empty_raw_span_needs_a_shown_neighbour(void **state) {
	(void)state;
	struct document *d = new_document(S("ab|| ||cd"));
	add_leaf(d, 0, 2);
	add_leaf(d, 5, 5);
	add_leaf(d, 7, 9);
	clean_build(d);
	const struct clean *c = &d->clean;
	assert_span_equal(clean_of_raw(c, (span){1, 1}), ((span){1, 1}));
	assert_span_equal(clean_of_raw(c, (span){2, 2}), ((span){2, 2}));
	assert_span_equal(clean_of_raw(c, (span){7, 7}), ((span){3, 3}));
	assert_true(span_is_none(clean_of_raw(c, (span){5, 5})));
}

static void blocks_out_of_raw_order_are_found(void **state) {
	(void)state;
	/* two columns side by side: a, c on the left, b, d on the right */
	struct document *d = new_document(S("aa|bb\ncc|dd"));
	document_block(d, BLOCK_cell, BLOCK_NO_PARENT, (span){3, 11});
	add_part(d, 3, 5);
	add_part(d, 9, 11);
	document_block(d, BLOCK_cell, BLOCK_NO_PARENT, (span){0, 8});
	add_part(d, 0, 2);
	add_part(d, 6, 8);
	clean_build(d);
	const struct clean *c = &d->clean;
	assert_slice_equal(c->text, S("bb dd\naa cc"));
	assert_span_equal(clean_of_raw(c, (span){0, 2}), ((span){6, 8}));
	assert_span_equal(clean_of_raw(c, (span){6, 8}), ((span){9, 11}));
	assert_span_equal(clean_of_raw(c, (span){9, 11}), ((span){3, 5}));
	assert_span_equal(clean_of_raw(c, (span){3, 11}), ((span){0, 5}));
	assert_span_equal(clean_to_raw(c, (span){0, 5}), ((span){3, 11}));
	assert_int_equal(document_block_at(d, 7), 1);
	assert_int_equal(document_block_at(d, 9), 0);
}

static void a_raw_span_over_two_blocks_stays_in_the_first(void **state) {
	(void)state;
	struct document *d = new_document(S("one\n\ntwo"));
	add_leaf(d, 0, 3);
	add_leaf(d, 5, 8);
	clean_build(d);
	assert_span_equal(clean_of_raw(&d->clean, (span){1, 7}), ((span){1, 3}));
	assert_span_equal(clean_of_raw(&d->clean, (span){3, 7}), ((span){4, 6}));
}

static void a_clean_place_finds_its_block(void **state) {
	(void)state;
	struct document *d = new_document(S("one\n\ntwo"));
	add_leaf(d, 0, 3);
	add_leaf(d, 5, 8);
	clean_build(d);
	assert_int_equal(clean_block_at(&d->clean, 2)->block, 0);
	assert_null(clean_block_at(&d->clean, 3));
	assert_int_equal(clean_block_at(&d->clean, 4)->block, 1);
	assert_null(clean_block_at(&d->clean, 7));
}

static void parts_out_of_order_do_no_harm(void **state) {
	(void)state;
	struct document *d = new_document(S("one two"));
	document_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, (span){0, 7});
	add_part(d, 4, 7);
	add_part(d, 0, 4);
	add_part(d, 2, 90);
	clean_build(d);
	assert_slice_equal(d->clean.text, S("two one e two"));
	for (size_t i = 0; i <= d->clean.text.n; i++) {
		span raw = clean_to_raw(&d->clean, (span){0, i});
		assert_true(raw.start <= raw.end && raw.end <= 7);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(plain_text_stays_as_it_is),
	        cmocka_unit_test(a_line_break_with_the_blanks_around_it_is_one_space),
	        cmocka_unit_test(other_blanks_are_a_space_each),
	        cmocka_unit_test(soft_hyphens_and_marks_are_left_out),
	        cmocka_unit_test(a_word_broken_at_a_line_end_is_spelled_as_elsewhere),
	        cmocka_unit_test(a_hyphen_at_a_line_end_may_join_nothing),
	        cmocka_unit_test(a_joined_word_leads_back_to_both_of_its_pieces),
	        cmocka_unit_test(blanks_at_the_ends_are_left_out),
	        cmocka_unit_test(blocks_are_ranges_with_a_separator_between),
	        cmocka_unit_test(no_text_gives_no_clean_text),
	        cmocka_unit_test(a_gap_between_parts_is_one_space),
	        cmocka_unit_test(building_again_gives_the_same),
	        cmocka_unit_test(a_clean_span_holds_what_it_shows_and_no_more),
	        cmocka_unit_test(an_empty_clean_span_gives_an_empty_span),
	        cmocka_unit_test(a_raw_span_finds_what_shows_it),
	        cmocka_unit_test(an_empty_raw_span_needs_a_shown_neighbour),
	        cmocka_unit_test(blocks_out_of_raw_order_are_found),
	        cmocka_unit_test(a_raw_span_over_two_blocks_stays_in_the_first),
	        cmocka_unit_test(a_clean_place_finds_its_block),
	        cmocka_unit_test(parts_out_of_order_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

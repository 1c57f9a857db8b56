/* Claimed, waived and unclaimed bytes, and the numbers and names among the unclaimed. */
#include "one_arena.h"

#include "dataset/coverage.h"
#include "sample.h"

#include <string.h>

static struct coverage coverage_in(const struct document *d) {
	struct coverage c;
	coverage_build(&c, d, &a);
	return c;
}

static void waive(struct document *d, slice words) {
	*vec_push(&a, &d->waivers) = (struct waiver){.at = sample_span(d, words), .rule = S("r")};
}

/* What is unclaimed in the text, as "kind:words" joined by " | ". */
static slice unclaimed_in(const struct document *d) {
	struct coverage c = coverage_in(d);
	slice all = S("");
	for (size_t i = 0; i < c.unclaimed.n; i++) {
		const struct unclaimed *u = &c.unclaimed.v[i];
		slice kind = u->kind == UNCLAIMED_NUMBER ? S("number:") : S("name:");
		all = say(&a, all, i > 0 ? S(" | ") : S(""), kind, slice_at(d->text, u->at));
	}
	return all;
}

static slice unclaimed(slice text) { return unclaimed_in(sample_document(&a, S("a"), text)); }

static void claims_overlap_and_count_once(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("abcdef ghi"));
	sample_mention(d, S("abcd"), S("t"), S("n"), S("k"));
	SAMPLE_RECORD(d, TABLE_figures, S("cdef"), S("r"), S("count"));
	struct coverage c = coverage_in(d);
	assert_int_equal(c.claimed_bytes, 6);
	assert_int_equal(c.waived_bytes, 0);
	assert_int_equal(c.unclaimed_bytes, 3);
}

static void only_certain_kinds_claim(void **state) {
	(void)state;
	static const int claiming[] = {
	        TABLE_mentions, TABLE_figures, TABLE_dates, TABLE_contacts, TABLE_abbreviations, TABLE_table_cells};
	for (int t = 0; t < TABLE_COUNT; t++) {
		if (tables[t].is.n == 0) continue;
		struct document *d = sample_document(&a, S("a"), S("abc"));
		document_record(d, &tables[t], (span){0, 3}, S("r"));
		size_t expected = 0;
		for (size_t i = 0; i < sizeof claiming / sizeof *claiming; i++)
			if (t == claiming[i]) expected = 3;
		assert_int_equal(coverage_in(d).claimed_bytes, expected);
	}
}

static void a_record_in_pieces_claims_its_pieces(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("ab cd ef"));
	struct record *r = document_record(d, &tables[TABLE_mentions], (span){0, 8}, S("r"));
	*vec_push(&a, &r->parts) = (span){0, 2};
	*vec_push(&a, &r->parts) = (span){6, 8};
	struct coverage c = coverage_in(d);
	assert_int_equal(c.claimed_bytes, 4);
	assert_int_equal(c.unclaimed_bytes, 2);
}

static void the_marker_of_an_item_is_claimed_and_no_other_marker(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("12. ab"));
	d->blocks.v[0].kind = BLOCK_item;
	d->blocks.v[0].marker = (span){0, 3};
	d->blocks.v[0].parts.v[0] = (span){4, 6};
	assert_int_equal(coverage_in(d).claimed_bytes, 3);
	assert_int_equal(coverage_in(d).unclaimed_bytes, 2);
	d->blocks.v[0].kind = BLOCK_heading;
	assert_int_equal(coverage_in(d).claimed_bytes, 0);
}

static void waived_is_what_is_waived_and_not_claimed(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("abcdef\xC2\xA0 \r\n\tghi"));
	waive(d, S("abcd"));
	waive(d, S("cdef"));
	SAMPLE_RECORD(d, TABLE_dates, S("de"), S("r"), S("year"));
	struct coverage c = coverage_in(d);
	assert_int_equal(c.claimed_bytes, 2);
	assert_int_equal(c.waived_bytes, 4);
	assert_int_equal(c.unclaimed_bytes, 3);
}

static void an_empty_document_has_no_bytes_of_any_kind(void **state) {
	(void)state;
	struct coverage c = coverage_in(sample_document(&a, S("a"), S("")));
	assert_int_equal(c.claimed_bytes + c.waived_bytes + c.unclaimed_bytes, 0);
	assert_int_equal(c.unclaimed.n, 0);
}

static void numbers_are_found_whole(void **state) {
	(void)state;
	assert_slice_equal(unclaimed(S("he had 1,300.5 of 12, and 2019-20; \xC2\xA3"
	                               "5.9m. x4310")),
	        S("number:1,300.5 | number:12 | number:2019-20 | number:5.9 | number:4310"));
	assert_slice_equal(unclaimed(S("7")), S("number:7"));
	assert_slice_equal(unclaimed(S("no digits here")), S(""));
}

static void a_capital_counts_inside_a_sentence_alone(void **state) {
	(void)state;
	assert_slice_equal(unclaimed(S("Then we met Anna. Nobody else came! \"Well?\" Yes")), S("name:Anna"));
	assert_slice_equal(unclaimed(S("The end (see above.) But not Here")), S("name:Here"));
	assert_slice_equal(unclaimed(S("In 3.5 Days")), S("number:3.5 | name:Days"));
	assert_slice_equal(unclaimed(S("\xC3\x89t\xC3\xA9 \xC3\x89t\xC3\xA9, et \xC3\x89ric")),
	        S("name:\xC3\x89t\xC3\xA9 \xC3\x89t\xC3\xA9 | name:\xC3\x89ric"));
}

static void a_run_of_capitals_counts_everywhere_and_is_one(void **state) {
	(void)state;
	assert_slice_equal(unclaimed(S("Health Education\nEngland said so. Care Homes, Royal Mail")),
	        S("name:Health Education\nEngland | name:Care Homes | name:Royal Mail"));
	assert_slice_equal(unclaimed(S("O'Neill went to A&E with COVID-19")), S("name:A&E | name:COVID-19"));
}

static void a_sentence_ends_a_run(void **state) {
	(void)state;
	assert_slice_equal(unclaimed(S("he asked Anna. Nobody knew")), S("name:Anna"));
}

/* Words of small letters are passed sixteen bytes at a time: what follows is read alike wherever those end. */
static void small_words_before_it_change_nothing(void **state) {
	(void)state;
	static const char small[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	for (size_t n = 1; n < sizeof small; n++) {
		slice text = say(&a, (slice){small, n}, S(" met well-Known x12 word2, isn't It"));
		assert_slice_equal(unclaimed(text), S("number:12 | number:2 | name:It"));
		text = say(&a, (slice){small, n},
		        S(" at ab. Then Bob\xC3\xA9 and c\xC3\xB4t\xC3\xA9"
		          "9"));
		assert_slice_equal(unclaimed(text), S("name:Then Bob\xC3\xA9 | number:9"));
	}
}

static void white_space_is_not_counted_wherever_it_stands(void **state) {
	(void)state;
	for (size_t place = 0; place < 40; place++) {
		char text[40];
		memset(text, 'x', sizeof text);
		text[place] = place % 2 ? ' ' : '\t';
		assert_int_equal(coverage_in(sample_document(&a, S("a"), (slice){text, 40})).unclaimed_bytes, 39);
	}
}

static void blanks_beyond_ascii_are_not_counted_and_other_characters_are_with_all_their_bytes(void **state) {
	(void)state;
	static const char small[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	const slice others[] = {
	        S("\xC2\xA0"), S("\xE3\x80\x80"), S("\xE2\x80\x89"), S("\xC2\xA3"), S("\xE2\x82\xAC"), S("\xC3\xA9")};
	for (size_t n = 0; n < sizeof small; n++)
		for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
			slice text = say(&a, (slice){small, n}, others[i], S("b"));
			assert_int_equal(coverage_in(sample_document(&a, S("a"), text)).unclaimed_bytes,
			        n + 1 + (i < 3 ? 0 : others[i].n));
		}
}

static void what_is_explained_is_left_out_before_runs_are_formed(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("The Royal Trust Board has 15 beds and 20 Nurses"));
	sample_mention(d, S("Royal Trust"), S("organisation"), S("n"), S("k"));
	SAMPLE_RECORD(d, TABLE_figures, S("15 beds"), S("r"), S("count"));
	waive(d, S("20 Nurses"));
	assert_slice_equal(unclaimed_in(d), S("name:Board"));
}

static void each_block_begins_anew_and_parts_split_names(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("New\n> York\nBoston is Big"));
	d->blocks.n = 0;
	struct block *b = document_block(d, BLOCK_quotation, BLOCK_NO_PARENT, (span){0, 10});
	*vec_push(&a, &b->parts) = (span){0, 3};
	*vec_push(&a, &b->parts) = (span){6, 10};
	b = document_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, (span){11, 24});
	*vec_push(&a, &b->parts) = (span){11, 24};
	assert_slice_equal(unclaimed_in(d), S("name:York | name:Big"));
}

static void small_words_hide_nothing_that_stands_in_or_behind_them(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"),
	        S("so be-all covid-19 (it's non-Small, x&y2) \"e.g. Then\" a'Beta; and/or Gamma [caf\xC3\xA9 7]: as "
	          "ever. Delta went Up"));
	assert_slice_equal(unclaimed_in(d), S("number:19 | number:2 | name:Gamma | number:7 | name:Up"));
}

static void a_part_that_ends_inside_a_character_ends(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("is caf\xC3\xA9 9"));
	d->blocks.v[0].parts.v[0].end = 7;
	assert_slice_equal(unclaimed_in(d), S(""));
	d->blocks.v[0].parts.v[0].start = 6;
	assert_slice_equal(unclaimed_in(d), S(""));
}

static void places_outside_of_the_text_do_no_harm(void **state) {
	(void)state;
	struct document *d = sample_document(&a, S("a"), S("Big Day 5"));
	document_record(d, &tables[TABLE_mentions], (span){4, 400}, S("r"));
	*vec_push(&a, &d->blocks.v[0].parts) = (span){90, 99};
	assert_slice_equal(unclaimed_in(d), S("name:Big Day | number:5"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_teardown(claims_overlap_and_count_once, free_all),
	        cmocka_unit_test_teardown(only_certain_kinds_claim, free_all),
	        cmocka_unit_test_teardown(a_record_in_pieces_claims_its_pieces, free_all),
	        cmocka_unit_test_teardown(the_marker_of_an_item_is_claimed_and_no_other_marker, free_all),
	        cmocka_unit_test_teardown(waived_is_what_is_waived_and_not_claimed, free_all),
	        cmocka_unit_test_teardown(an_empty_document_has_no_bytes_of_any_kind, free_all),
	        cmocka_unit_test_teardown(numbers_are_found_whole, free_all),
	        cmocka_unit_test_teardown(a_capital_counts_inside_a_sentence_alone, free_all),
	        cmocka_unit_test_teardown(a_run_of_capitals_counts_everywhere_and_is_one, free_all),
	        cmocka_unit_test_teardown(a_sentence_ends_a_run, free_all),
	        cmocka_unit_test_teardown(small_words_before_it_change_nothing, free_all),
	        cmocka_unit_test_teardown(white_space_is_not_counted_wherever_it_stands, free_all),
	        cmocka_unit_test_teardown(
	                blanks_beyond_ascii_are_not_counted_and_other_characters_are_with_all_their_bytes, free_all),
	        cmocka_unit_test_teardown(what_is_explained_is_left_out_before_runs_are_formed, free_all),
	        cmocka_unit_test_teardown(each_block_begins_anew_and_parts_split_names, free_all),
	        cmocka_unit_test_teardown(small_words_hide_nothing_that_stands_in_or_behind_them, free_all),
	        cmocka_unit_test_teardown(a_part_that_ends_inside_a_character_ends, free_all),
	        cmocka_unit_test_teardown(places_outside_of_the_text_do_no_harm, free_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

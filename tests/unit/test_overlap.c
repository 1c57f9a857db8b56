/* Overlap of candidates: who wins, and that the outcome does not depend on the order of discovery. */
#include "rules/overlap.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static arena memory;

static int tear_down(void **state) {
	(void)state;
	arena_free(&memory);
	return 0;
}

static struct rule rule_of(const char *id, int table, int priority, bool nests) {
	return (struct rule){.id = slice_of(id), .emits = &tables[table], .priority = priority, .nests = nests};
}

static struct candidate *add(candidates *c, const struct rule *r, size_t start, size_t end) {
	struct candidate *one = arena_alloc(&memory, sizeof *one);
	*one = (struct candidate){.rule = r, .kind = r->emits, .at = {start, end}};
	*vec_push(&memory, c) = one;
	return one;
}

static void higher_priority_beats_longer(void **state) {
	(void)state;
	struct rule low = rule_of("a", TABLE_figures, 1, false), high = rule_of("b", TABLE_dates, 2, false);
	candidates c = {0};
	struct candidate *longer = add(&c, &low, 0, 20), *shorter = add(&c, &high, 5, 8);
	overlap_settle(&c, &memory);
	assert_null(shorter->winner);
	assert_ptr_equal(longer->winner, shorter);
}

static void longer_beats_earlier_at_one_priority(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_figures, 1, false);
	candidates c = {0};
	struct candidate *early = add(&c, &a, 0, 6), *longer = add(&c, &a, 4, 14);
	overlap_settle(&c, &memory);
	assert_ptr_equal(early->winner, longer);
	assert_null(longer->winner);
}

static void earlier_then_rule_id_break_ties(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_figures, 1, false), b = rule_of("b", TABLE_figures, 1, false);
	candidates c = {0};
	struct candidate *by_b = add(&c, &b, 2, 6), *by_a = add(&c, &a, 2, 6), *early = add(&c, &b, 10, 14),
	                 *late = add(&c, &a, 12, 16);
	overlap_settle(&c, &memory);
	assert_ptr_equal(by_b->winner, by_a);
	assert_null(early->winner);
	assert_ptr_equal(late->winner, early);
}

static void the_reason_is_the_first_difference(void **state) {
	(void)state;
	struct rule low = rule_of("a", TABLE_figures, 1, false), high = rule_of("b", TABLE_figures, 2, false);
	candidates c = {0};
	const struct candidate *won = add(&c, &high, 2, 6);
	assert_true(slice_equal(overlap_reason(won, add(&c, &low, 2, 20)), S("priority")));
	assert_true(slice_equal(overlap_reason(won, add(&c, &high, 2, 5)), S("length")));
	assert_true(slice_equal(overlap_reason(won, add(&c, &high, 3, 7)), S("place")));
	assert_true(slice_equal(overlap_reason(won, add(&c, &high, 2, 6)), S("rule id")));
}

static void touching_spans_do_not_compete(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_figures, 1, false);
	candidates c = {0};
	struct candidate *left = add(&c, &a, 0, 4), *right = add(&c, &a, 4, 8);
	overlap_settle(&c, &memory);
	assert_null(left->winner);
	assert_null(right->winner);
}

static void values_and_names_do_not_compete(void **state) {
	(void)state;
	struct rule figure = rule_of("a", TABLE_figures, 1, false), name = rule_of("b", TABLE_mentions, 9, false);
	candidates c = {0};
	struct candidate *one = add(&c, &figure, 0, 4), *other = add(&c, &name, 0, 4);
	overlap_settle(&c, &memory);
	assert_null(one->winner);
	assert_null(other->winner);
}

static void a_nesting_name_stands_inside_but_never_across(void **state) {
	(void)state;
	struct rule plain = rule_of("a", TABLE_mentions, 5, false), nesting = rule_of("b", TABLE_mentions, 1, true);
	candidates c = {0};
	struct candidate *whole = add(&c, &plain, 0, 20), *inside = add(&c, &nesting, 4, 9),
	                 *across = add(&c, &nesting, 15, 25), *equal = add(&c, &nesting, 0, 20);
	overlap_settle(&c, &memory);
	assert_null(whole->winner);
	assert_null(inside->winner);
	assert_ptr_equal(across->winner, whole);
	assert_ptr_equal(equal->winner, whole);
}

static void other_kinds_lose_only_to_an_equal_span(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_abbreviations, 1, false), b = rule_of("b", TABLE_abbreviations, 1, false);
	candidates c = {0};
	struct candidate *first = add(&c, &a, 0, 9), *equal = add(&c, &b, 0, 9), *inner = add(&c, &b, 2, 7);
	overlap_settle(&c, &memory);
	assert_null(first->winner);
	assert_ptr_equal(equal->winner, first);
	assert_null(inner->winner);
}

static void a_loser_frees_its_place_for_others(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_figures, 1, false), b = rule_of("b", TABLE_figures, 2, false);
	candidates c = {0};
	/* The long one loses to the strong one, so the one behind it does not overlap anything taken. */
	struct candidate *strong = add(&c, &b, 0, 4), *lost = add(&c, &a, 2, 12), *behind = add(&c, &a, 8, 11);
	overlap_settle(&c, &memory);
	assert_null(strong->winner);
	assert_ptr_equal(lost->winner, strong);
	assert_null(behind->winner);
}

static void the_order_of_discovery_does_not_matter(void **state) {
	(void)state;
	struct rule a = rule_of("a", TABLE_figures, 1, false), b = rule_of("b", TABLE_figures, 2, false);
	const span at[6] = {{0, 5}, {3, 9}, {8, 12}, {11, 20}, {2, 4}, {18, 22}};
	bool taken[6] = {false};
	for (size_t turn = 0; turn < 6; turn++) {
		candidates c = {0};
		struct candidate *of[6];
		for (size_t i = 0; i < 6; i++) {
			size_t k = (i + turn) % 6;
			of[k] = add(&c, k % 2 != 0 ? &a : &b, at[k].start, at[k].end);
		}
		overlap_settle(&c, &memory);
		for (size_t k = 0; k < 6; k++) {
			if (turn == 0) taken[k] = of[k]->winner == NULL;
			assert_int_equal(taken[k], of[k]->winner == NULL);
		}
	}
}

/* Does the one keep the other out where there are no others? */
static bool beats_alone(const struct candidate *one, const struct candidate *other) {
	arena scratch = {0};
	struct candidate a = *one, b = *other;
	a.winner = b.winner = NULL;
	candidates two = {0};
	*vec_push(&scratch, &two) = &a;
	*vec_push(&scratch, &two) = &b;
	overlap_settle(&two, &scratch);
	arena_free(&scratch);
	return b.winner == &a;
}

/* A long block has thousands; they must fare as if each were held against all that were taken. */
static void hundreds_in_one_block_fare_as_each_against_all(void **state) {
	(void)state;
	struct rule rules[] = {rule_of("a", TABLE_figures, 3, false), rule_of("b", TABLE_dates, 2, false),
	        rule_of("c", TABLE_mentions, 2, false), rule_of("d", TABLE_mentions, 1, true),
	        rule_of("e", TABLE_events, 1, false)};
	candidates c = {0};
	uint32_t seed = 7;
	for (size_t i = 0; i < 300; i++) {
		seed = seed * 1664525 + 1013904223;
		size_t start = 100 + (seed >> 8) % 1500, length = (seed >> 20) % 16 == 0 ? 300 : 1 + (seed >> 16) % 16;
		add(&c, &rules[i % 5], start, start + length);
	}
	overlap_settle(&c, &memory);
	size_t lost = 0;
	for (size_t i = 0; i < c.n; i++) {
		const struct candidate *first = NULL;
		for (size_t k = 0; k < c.n; k++) {
			if (i == k || c.v[k]->winner != NULL || !beats_alone(c.v[k], c.v[i])) continue;
			const struct candidate *other = c.v[k];
			if (first == NULL || other->rule->priority > first->rule->priority ||
			        (other->rule->priority == first->rule->priority &&
			                (span_length(other->at) > span_length(first->at) ||
			                        (span_length(other->at) == span_length(first->at) &&
			                                other->at.start < first->at.start))))
				first = other;
		}
		assert_ptr_equal(c.v[i]->winner, first);
		lost += first != NULL;
	}
	assert_in_range(lost, 50, 250);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(higher_priority_beats_longer),
	        cmocka_unit_test(longer_beats_earlier_at_one_priority),
	        cmocka_unit_test(earlier_then_rule_id_break_ties),
	        cmocka_unit_test(the_reason_is_the_first_difference),
	        cmocka_unit_test(touching_spans_do_not_compete),
	        cmocka_unit_test(values_and_names_do_not_compete),
	        cmocka_unit_test(a_nesting_name_stands_inside_but_never_across),
	        cmocka_unit_test(other_kinds_lose_only_to_an_equal_span),
	        cmocka_unit_test(a_loser_frees_its_place_for_others),
	        cmocka_unit_test(the_order_of_discovery_does_not_matter),
	        cmocka_unit_test(hundreds_in_one_block_fare_as_each_against_all),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}

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

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(higher_priority_beats_longer),
	        cmocka_unit_test(longer_beats_earlier_at_one_priority),
	        cmocka_unit_test(earlier_then_rule_id_break_ties),
	        cmocka_unit_test(touching_spans_do_not_compete),
	        cmocka_unit_test(values_and_names_do_not_compete),
	        cmocka_unit_test(a_nesting_name_stands_inside_but_never_across),
	        cmocka_unit_test(other_kinds_lose_only_to_an_equal_span),
	        cmocka_unit_test(a_loser_frees_its_place_for_others),
	        cmocka_unit_test(the_order_of_discovery_does_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}

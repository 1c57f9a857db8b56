/* stages/resolve_figures.c: which name and which date of its sentence belong to a figure. */
#include "asserts.h"
#include "packs.h"

#include "rules/regex.h"
#include "stages/stages.h"

static struct rule_context context;

#define RULES                                                                                                          \
	"rules:\n"                                                                                                     \
	"  - {id: body, emit: mention, match: '(?<name> Dee | Wolds | Hill )', as: mention, "                          \
	"fields: {type: {value: organisation}}, examples: [{text: x, gives: []}]}\n"                                   \
	"  - {id: person, emit: mention, match: '(?<name> Ann | 12 \\s Mile \\s Club )', as: mention, "                \
	"fields: {type: {value: person}}, examples: [{text: x, gives: []}]}\n"                                         \
	"  - {id: year, emit: date, match: '(?<year> (?: 19 | 20 ) \\d\\d )', as: date, priority: 2, "                 \
	"examples: [{text: x, gives: []}]}\n"                                                                          \
	"  - {id: number, emit: figure, match: '(?<! [\\d,.] ) (?<number> \\d{1,3} (?: , \\d{3} )* ) (?! \\d )', "     \
	"as: number, examples: [{text: x, gives: []}]}\n"

static void write_pack(const char *name, slice registers) {
	slice file = say(&scratch, slice_of(name), S("/pack.yaml"));
	write_pack_file(arena_c_string(&scratch, file), say(&scratch, S("pack: "), slice_of(name), S("\n"), registers));
	write_pack_file(arena_c_string(&scratch, say(&scratch, slice_of(name), S("/a.rules.yaml"))), S(RULES));
}

static int setup(void **state) {
	if (make_pack_root(state) != 0) return -1;
	write_pack("p", S("registers: {figure-context: {file: c.csv, key: [record, of]}}\n"));
	write_pack_file("p/c.csv", S("record,of\nmention,organisation\ndate,year\nword,that\nmoment,year before\n"));
	write_pack("bare", S(""));
	context = (struct rule_context){.matcher = matcher_new()};
	return 0;
}

static int teardown(void **state) {
	matcher_free(context.matcher);
	arena_free(&context.scratch);
	return remove_pack_root(state);
}

/* The n-th figure of the text, through the chain; counted from 0. */
static const struct record *figure_with(const char *pack, slice text, size_t n) {
	context.pack = load_well(pack);
	context.links = link_index_build(context.pack, &pack_arena);
	struct document *d = stage_read(&scratch, S("t.txt"), text);
	stage_segment(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_figures] && n-- == 0) return &d->records.v[i];
	fail_msg("no such figure");
	return NULL;
}

static void asserts_figure(slice text, size_t n, slice entity, slice period, const char *file, int line) {
	const struct record *r = figure_with("p", text, n);
	slice got_entity = record_get(r, COLUMN_figures_entity), got_period = record_get(r, COLUMN_figures_period);
	if (slice_equal(got_entity, entity) && slice_equal(got_period, period)) return;
	print_error("got '%.*s' and '%.*s'\n", (int)got_entity.n, got_entity.p, (int)got_period.n, got_period.p);
	_fail(file, line);
}
#define assert_figure(text, n, entity, period) asserts_figure(S(text), (n), S(entity), S(period), __FILE__, __LINE__)

static void the_nearest_name_and_date_of_the_sentence_count(void **state) {
	(void)state;
	assert_figure("Wolds has land and Dee has 12 boats in 2016 and more in 2019.", 0, "organisation:dee", "2016");
	assert_figure("There are 12 boats at Dee and none at Hill.", 0, "organisation:dee", "");
}

static void other_sentences_do_not_count(void **state) {
	(void)state;
	assert_figure("Dee grew in 2016. There are 12 boats. Hill fell in 2019.", 0, "", "");
	assert_figure("Dee grew! In 12 boats", 0, "", "");
}

static void a_point_that_ends_nothing_ends_no_sentence(void **state) {
	(void)state;
	assert_figure("In 2016 Dee of J. Hill e.g. 12 boats", 0, "organisation:hill", "2016");
	assert_figure("By Dee in 2016 approx. now 12 boats", 0, "organisation:dee", "2016");
}

static void a_name_beyond_a_comma_does_not_count_unless_it_opens_the_sentence(void **state) {
	(void)state;
	assert_figure("There will be 12 boats, Dee has said.", 0, "", "");
	assert_figure("Now, as Dee has said, there are 12 boats.", 0, "", "");
	assert_figure("The Dee, it was said, has 12 boats.", 0, "organisation:dee", "");
}

static void a_date_before_a_comma_counts_and_one_behind_does_not(void **state) {
	(void)state;
	assert_figure("In 2016, they said, 12 boats sank.", 0, "", "2016");
	assert_figure("They had 12 boats, and none in 2016.", 0, "", "");
	assert_figure("In 2016, or 2017 with 12 boats, and in 2018.", 0, "", "2017");
}

static void fewer_marks_go_before_distance(void **state) {
	(void)state;
	assert_figure("In 2017, 12 boats sank in a storm in 2016.", 0, "", "2016");
}

static void a_comma_inside_a_number_parts_no_clauses(void **state) {
	(void)state;
	assert_figure("There are 12 of 1,200 boats at Dee.", 0, "organisation:dee", "");
}

static void words_of_the_register_part_clauses(void **state) {
	(void)state;
	assert_figure("It is Dee that has 12 boats.", 0, "", "");
	assert_figure("It is Dee thats has 12 boats.", 0, "organisation:dee", "");
}

static void a_figure_with_a_moment_of_its_own_has_no_period(void **state) {
	(void)state;
	slice text = S("In 2016 it had 12 boats, up from 9 boats the year before.");
	asserts_figure(text, 0, S(""), S("2016"), __FILE__, __LINE__);
	asserts_figure(text, 1, S(""), S(""), __FILE__, __LINE__);
	assert_figure("In 2016, 9 boats, the year before, sank.", 0, "", "2016");
	assert_figure("In 2016, 9 boats of the year beforehand sank.", 0, "", "2016");
	assert_figure("In 2016, 9 boats in 2015 or the year before sank.", 0, "", "2015");
	/* What stands in the next block is said of something else; behind the last there is nothing. */
	assert_figure("- In 2016 boats were 9\n- more than the year before", 0, "", "2016");
	assert_figure("- none\n- In 2016 boats were 9", 0, "", "2016");
}

static void an_aside_parts_nothing_but_its_own(void **state) {
	(void)state;
	assert_figure("There are 12 boats (old, tarred) at Dee.", 0, "organisation:dee", "");
	assert_figure("There are 12 boats (not at Dee).", 0, "", "");
	assert_figure("There are (with 12 boats) some at Dee.", 0, "", "");
}

static void a_name_in_the_figure_and_a_figure_in_a_name_do_not_count(void **state) {
	(void)state;
	assert_figure("There are 12 Hill boats.", 0, "organisation:hill", "");
	assert_figure("The 12 Mile Club of Dee met.", 0, "", "");
}

static void only_the_types_and_kinds_of_the_register_count(void **state) {
	(void)state;
	assert_figure("Ann has 12 boats.", 0, "", "");
	const struct record *r = figure_with("bare", S("Dee has 12 boats in 2016."), 0);
	assert_true(record_get(r, COLUMN_figures_entity).n == 0);
	assert_true(record_get(r, COLUMN_figures_period).n == 0);
}

static void an_item_leans_on_the_last_sentence_of_its_intro(void **state) {
	(void)state;
	assert_figure("We saw Hill. These were at Dee in 2016:\n\n- 12 boats\n- 13 carts at Wolds\n", 0,
	        "organisation:dee", "2016");
	assert_figure("We saw Hill. These were at Dee in 2016:\n\n- 12 boats\n- 13 carts at Wolds\n", 1,
	        "organisation:wolds", "2016");
	assert_figure("These were at Dee in 2016:\n\nIn all 12 boats", 0, "", "");
}

static void beyond_its_reach_nothing_counts_but_the_opening(void **state) {
	(void)state;
	struct buf text = {0};
	buf_put(&text, S("Dee in 2016"));
	for (size_t i = 0; i < 200; i++) buf_put(&text, S(" so"));
	buf_put(&text, S(" 12 boats"));
	const struct record *r = figure_with("p", buf_slice(&text), 0);
	assert_slice_equal(record_get(r, COLUMN_figures_entity), S("organisation:dee"));
	assert_true(record_get(r, COLUMN_figures_period).n == 0);
	buf_free(&text);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_nearest_name_and_date_of_the_sentence_count),
	        cmocka_unit_test(other_sentences_do_not_count),
	        cmocka_unit_test(a_point_that_ends_nothing_ends_no_sentence),
	        cmocka_unit_test(a_name_beyond_a_comma_does_not_count_unless_it_opens_the_sentence),
	        cmocka_unit_test(a_date_before_a_comma_counts_and_one_behind_does_not),
	        cmocka_unit_test(fewer_marks_go_before_distance),
	        cmocka_unit_test(a_comma_inside_a_number_parts_no_clauses),
	        cmocka_unit_test(words_of_the_register_part_clauses),
	        cmocka_unit_test(a_figure_with_a_moment_of_its_own_has_no_period),
	        cmocka_unit_test(an_aside_parts_nothing_but_its_own),
	        cmocka_unit_test(a_name_in_the_figure_and_a_figure_in_a_name_do_not_count),
	        cmocka_unit_test(only_the_types_and_kinds_of_the_register_count),
	        cmocka_unit_test(an_item_leans_on_the_last_sentence_of_its_intro),
	        cmocka_unit_test(beyond_its_reach_nothing_counts_but_the_opening),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

/* extract, normalise and resolve over small documents, with a pack of a few rules written for each test. */
#include "asserts.h"
#include "pack_context.h"

#define PACK "pack: p\nregisters:\n  months: {file: months.csv, key: [word]}\n"

static void use_pack(slice pack, slice rules) {
	write_pack_file("p/pack.yaml", pack);
	write_pack_file("p/months.csv", S("word,month\nJanuary,1\nApril,4\nDecember,12\n"));
	write_pack_file("p/names.csv", S("code,name\nA1,Upper Dale\nB2,Lower Dale\nC3,The Twins\nD4,The Twins\n"));
	write_pack_file("p/r.rules.yaml", rules);
	context.pack = load_well("p");
	context.matcher = matcher_new();
	context.links = link_index_build(context.pack, &pack_arena);
}

static struct document *segmented(slice text) {
	struct document *d = stage_read(&document_arena, S("d.txt"), text);
	stage_segment(d);
	return d;
}

static struct document *run(slice text) {
	struct document *d = segmented(text);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	return d;
}

static struct record *record_at(struct document *d, int table, size_t nth) {
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[table] && nth-- == 0) return &d->records.v[i];
	fail_msg("too few records of %s", tables[table].name.p);
	return NULL;
}

static size_t count_of(const struct document *d, int table) {
	size_t n = 0;
	for (size_t i = 0; i < d->records.n; i++) n += d->records.v[i].kind == &tables[table];
	return n;
}

/* ---- extract */

#define WORD_RULE(more)                                                                                                \
	"rules:\n  - id: word\n    emit: mention\n" more                                                               \
	"    match: '(?<name> Xa\\w* )'\n    as: mention\n    fields: {type: {value: thing}}\n"

static void records_take_their_places_from_raw_text(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S("rules:\n  - id: pair\n    emit: mention\n    match: '(?<name> one \\s two )'\n"
	                           "    as: mention\n    fields: {type: {value: thing}}\n"));
	struct document *d = run(S("say one\xC2\xA0two now"));
	struct record *r = record_at(d, TABLE_mentions, 0);
	assert_span_equal(r->at, ((span){4, 12}));
	assert_slice_equal(record_get(r, COLUMN_mentions_name), S("one two"));
}

static void rules_keep_to_the_blocks_they_name(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S(WORD_RULE("    in: [item]\n")));
	struct document *d = run(S("Xanadu is here, they say.\n\n- Xavier\n- Yes\n"));
	assert_int_equal(count_of(d, TABLE_mentions), 1);
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_name), S("Xavier"));
}

static void under_asks_the_section(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S(WORD_RULE("    under: 'People'\n")));
	struct document *d =
	        run(S("# People\n\nXavier spoke first, as ever.\n\n# Places\n\nXanadu came next, as ever.\n"));
	assert_int_equal(count_of(d, TABLE_mentions), 1);
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_section), S("People"));
}

static void before_and_after_look_at_the_neighbours(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S(WORD_RULE("    after: 'Mr \\s+'\n    before: '\\s+ said'\n")));
	struct document *d = run(S("Mr Xavier said that Xander said nothing to Mr Xu."));
	assert_int_equal(count_of(d, TABLE_mentions), 1);
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_name), S("Xavier"));
}

/* A series: each match has its own, of the words before it. */
static void captures_beside_the_match_are_those_of_the_record(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S("rules:\n  - id: series\n    emit: relation\n"
	                           "    after: '(?<whole> Y\\w+ ) \\s has \\s (?: X\\w+ (?: , | \\s and ) \\s )*'\n"
	                           "    match: '(?<part> X\\w+ )'\n    before: '(?: , \\s (?<n> \\d ) )?'\n"
	                           "    mentions: {part: thing, whole: thing}\n"
	                           "    fields: {subject: {from: part, type: entity}, predicate: {value: part-of}, "
	                           "object: {from: whole, type: entity}, detail: {from: n, type: text}}\n"));
	struct document *d = run(S("Yarra has Xa and Xu, 7. Yuma had Xi."));
	assert_int_equal(count_of(d, TABLE_relations), 2);
	assert_int_equal(count_of(d, TABLE_mentions), 3);
	struct record *r = record_at(d, TABLE_relations, 1);
	assert_span_equal(r->at, ((span){17, 19}));
	assert_slice_equal(record_get(r, COLUMN_relations_detail), S("7"));
	assert_slice_equal(record_get(r, COLUMN_relations_object),
	        record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_entity));
}

static void a_block_waived_whole_is_boilerplate_and_gives_nothing(void **state) {
	(void)state;
	use_pack(S("pack: p\n"),
	        S(WORD_RULE("") "ignore:\n  - id: banner\n    reason: a banner\n    match: '^ Read \\s Xanadu $'\n"));
	struct document *d = run(S("Read Xanadu\n\nXavier wrote this, so they say.\n"));
	assert_int_equal(d->blocks.v[0].kind, BLOCK_boilerplate);
	assert_int_equal(d->waivers.n, 1);
	assert_slice_equal(d->waivers.v[0].reason, S("a banner"));
	assert_int_equal(count_of(d, TABLE_mentions), 1);
}

static void a_waived_heading_heads_nothing(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S("ignore:\n  - id: menu\n    reason: menu\n    match: '^ Menu $'\n"));
	struct document *d = run(S("# Menu\n\n# Real\n\nText that stands here, in full.\n"));
	assert_slice_equal(d->title, S("Real"));
	assert_slice_equal(d->blocks.v[d->blocks.n - 1].section, S("Real"));
}

static void nested_items_keep_the_outer_list_and_count_within_their_parent(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S("fragments: {nothing: {match: 'x'}}\n"));
	struct document *d = run(S("Things:\n\n- a\n  1. b\n  2. c\n- d\n"));
	assert_int_equal(count_of(d, TABLE_lists), 1);
	struct record *list = record_at(d, TABLE_lists, 0);
	assert_slice_equal(record_get(list, COLUMN_lists_items), S("2"));
	assert_slice_equal(record_get(list, COLUMN_lists_ordered), S("false"));
	assert_slice_equal(record_get(list, COLUMN_lists_intro), S("Things:"));
	static const char *const text[] = {"a", "b", "c", "d"}, *const position[] = {"1", "1", "2", "2"},
	                         *const level[] = {"1", "2", "2", "1"};
	for (size_t i = 0; i < 4; i++) {
		struct record *item = record_at(d, TABLE_list_items, i);
		assert_slice_equal(record_get(item, COLUMN_list_items_list_id), list->id);
		assert_slice_equal(record_get(item, COLUMN_list_items_text), slice_of(text[i]));
		assert_slice_equal(record_get(item, COLUMN_list_items_position), slice_of(position[i]));
		assert_slice_equal(record_get(item, COLUMN_list_items_level), slice_of(level[i]));
	}
}

static void a_rule_that_meets_a_limit_fails_the_document_by_name(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S("rules:\n  - id: evil\n    emit: mention\n    match: '(?<name> x (?: a+ )+ b )'\n"
	                           "    as: mention\n    fields: {type: {value: thing}}\n"));
	struct document *d = run(S("xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa c ab"));
	assert_int_equal(d->status, DOCUMENT_FAILED);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("limit"));
	assert_true(slice_find(d->findings.v[0].message, S("evil")) != SIZE_MAX);
}

static void records_stand_in_order_of_place_with_ids(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S(WORD_RULE("")));
	struct document *d = run(S("Xavier met Xander and Xaver.\n"));
	assert_int_equal(d->records.n, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(d->records.v[i].id.n, 20);
		if (i > 0) assert_true(d->records.v[i - 1].at.start < d->records.v[i].at.start);
	}
}

/* ---- normalise */

#define DATE_RULES                                                                                                     \
	"rules:\n  - id: own\n    emit: date\n    in: [paragraph]\n    match: '^ (?<day> \\d+ ) \\s (?<month> \\w+ ) " \
	"\\s (?<year> \\d{4} ) $'\n"                                                                                   \
	"    as: date\n    gives: published\n    priority: 2\n"                                                        \
	"  - id: partial\n    emit: date\n    match: '(?<day> \\d+ ) \\s (?<month> January | April | December )'\n   " \
	" as: date\n"

static void a_year_is_inferred_from_the_documents_own_date_and_names_it(void **state) {
	(void)state;
	use_pack(S(PACK), S(DATE_RULES));
	struct document *d = run(S("30 December 2020\n\nIt opens on 2 January, as was said.\n"));
	assert_slice_equal(d->published, S("2020-12-30"));
	struct record *own = record_at(d, TABLE_dates, 0), *partial = record_at(d, TABLE_dates, 1);
	assert_slice_equal(record_get(own, COLUMN_dates_inferred), S("false"));
	assert_slice_equal(record_get(partial, COLUMN_dates_value), S("2021-01-02"));
	assert_slice_equal(record_get(partial, COLUMN_dates_inferred), S("true"));
	assert_slice_equal(record_get(partial, COLUMN_dates_basis), own->id);
}

static void a_day_alone_in_the_middle_of_a_long_text_is_not_its_own_date(void **state) {
	(void)state;
	use_pack(S(PACK), S(DATE_RULES));
	struct buf text = {0};
	for (size_t i = 0; i < 200; i++) buf_put(&text, S("They went on as they had and said no more of it.\n"));
	buf_put(&text, S("\n30 December 2020\n\n"));
	for (size_t i = 0; i < 50; i++) buf_put(&text, S("They went on as they had and said no more of it.\n"));
	struct document *d = run(buf_slice(&text));
	assert_int_equal(count_of(d, TABLE_dates), 1);
	assert_slice_equal(d->published, ABSENT);
	buf_put(&text, S("\n30 April 2021\n"));
	assert_slice_equal(run(buf_slice(&text))->published, S("2021-04-30"));
	buf_free(&text);
}

static void a_given_date_is_the_basis_without_an_id(void **state) {
	(void)state;
	use_pack(S(PACK), S(DATE_RULES));
	struct document *d = segmented(S("It opens on 2 January, as was said.\n"));
	d->published = S("2019-06");
	stage_extract(d, &context);
	stage_normalise(d, &context);
	struct record *r = record_at(d, TABLE_dates, 0);
	assert_slice_equal(record_get(r, COLUMN_dates_inferred), S("true"));
	assert_slice_equal(record_get(r, COLUMN_dates_basis), ABSENT);
}

static void an_impossible_date_is_a_finding_without_a_row(void **state) {
	(void)state;
	use_pack(S(PACK), S(DATE_RULES));
	struct document *d = run(S("They met on 31 April, it says.\n"));
	assert_int_equal(count_of(d, TABLE_dates), 0);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("date-impossible"));
	assert_slice_equal(d->findings.v[0].found, S("31 April"));
}

/* Of the rule that takes the date, more words belong to it than the other one captured. */
static void a_date_that_another_record_names_begins_there_or_lies_around_it(void **state) {
	(void)state;
	use_pack(S(PACK),
	        S("rules:\n  - id: day\n    emit: date\n    as: date\n    match: '(?: \\w+day \\s )? (?<day> \\d+ ) "
	          "\\s "
	          "(?<month> April ) (?: \\s (?<year> \\d{4} ) )?'\n"
	          "  - id: opening\n    emit: event\n    match: 'opens \\s (?: on \\s )? (?: Monday \\s )? "
	          "(?<when> \\d+ \\s April )'\n    fields: {type: {value: opened}, date: {from: when, type: date}}\n"));
	struct document *d = run(S("It opens on Monday 5 April 2021, and opens 7 April 2022.\n"));
	assert_slice_equal(record_get(record_at(d, TABLE_events, 0), COLUMN_events_date), S("2021-04-05"));
	assert_slice_equal(record_get(record_at(d, TABLE_events, 1), COLUMN_events_date), S("2022-04-07"));
}

static void normalising_twice_changes_nothing(void **state) {
	(void)state;
	use_pack(S(PACK), S(DATE_RULES));
	struct document *d = run(S("30 December 2020\n\nIt opens on 2 January, and on 4 April.\n"));
	struct buf once = {0}, twice = {0};
	for (size_t i = 0; i < d->records.n; i++) buf_put(&once, record_get(&d->records.v[i], COLUMN_dates_value));
	stage_normalise(d, &context);
	for (size_t i = 0; i < d->records.n; i++) buf_put(&twice, record_get(&d->records.v[i], COLUMN_dates_value));
	assert_slice_equal(buf_slice(&twice), buf_slice(&once));
	buf_free(&once);
	buf_free(&twice);
}

/* ---- resolve */

#define LINK_PACK                                                                                                      \
	"pack: p\nregisters:\n  names: {file: names.csv, key: [code]}\nentities:\n  thing:\n    scheme: s\n"           \
	"    names: {register: names, code: code, name: name}\n"
#define NAME_RULE                                                                                                      \
	"rules:\n  - id: name\n    emit: mention\n    match: '(?<name> \\p{Lu} \\w+ \\s \\p{Lu} \\w+ )'\n    as: "     \
	"mention\n"                                                                                                    \
	"    fields: {type: {value: thing}}\n"

static void a_registered_name_gets_its_code_and_another_its_normal_form(void **state) {
	(void)state;
	use_pack(S(LINK_PACK), S(NAME_RULE));
	struct document *d = run(S("It goes from Upper Dale to Middle Dale, they say."));
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_entity), S("s:A1"));
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 1), COLUMN_mentions_entity), S("thing:middle dale"));
}

static void an_ambiguous_name_stays_unlinked_with_a_finding(void **state) {
	(void)state;
	use_pack(S(LINK_PACK),
	        S("rules:\n  - id: name\n    emit: mention\n    match: '(?<name> \\b Twins )'\n    as: mention\n"
	          "    fields: {type: {value: thing}}\n"));
	write_pack_file("p/names.csv", S("code,name\nC3,Twins\nD4,Twins\n"));
	context.pack = load_well("p");
	context.links = link_index_build(context.pack, &pack_arena);
	struct document *d = run(S("Both of the Twins came along."));
	assert_slice_equal(record_get(record_at(d, TABLE_mentions, 0), COLUMN_mentions_entity), S("thing:twins"));
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("name-ambiguous"));
	assert_slice_equal(d->findings.v[0].found, S("C3 D4"));
}

static void an_item_that_is_a_name_as_a_whole_names_its_entity(void **state) {
	(void)state;
	use_pack(S(LINK_PACK), S(NAME_RULE));
	struct document *d = run(S("Places:\n\n- Upper Dale\n- Lower Dale and more\n"));
	assert_slice_equal(record_get(record_at(d, TABLE_list_items, 0), COLUMN_list_items_entity), S("s:A1"));
	assert_slice_equal(record_get(record_at(d, TABLE_list_items, 1), COLUMN_list_items_entity), ABSENT);
}

static void a_failed_document_passes_untouched(void **state) {
	(void)state;
	use_pack(S("pack: p\n"), S(WORD_RULE("")));
	struct document *d = stage_read(&document_arena, S("d.txt"), S("Xavier \xFF"));
	stage_segment(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	assert_int_equal(d->status, DOCUMENT_FAILED);
	assert_int_equal(d->records.n, 0);
	assert_int_equal(d->findings.n, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
	        TEST(records_take_their_places_from_raw_text),
	        TEST(rules_keep_to_the_blocks_they_name),
	        TEST(under_asks_the_section),
	        TEST(before_and_after_look_at_the_neighbours),
	        TEST(captures_beside_the_match_are_those_of_the_record),
	        TEST(a_block_waived_whole_is_boilerplate_and_gives_nothing),
	        TEST(a_waived_heading_heads_nothing),
	        TEST(nested_items_keep_the_outer_list_and_count_within_their_parent),
	        TEST(a_rule_that_meets_a_limit_fails_the_document_by_name),
	        TEST(records_stand_in_order_of_place_with_ids),
	        TEST(a_year_is_inferred_from_the_documents_own_date_and_names_it),
	        TEST(a_day_alone_in_the_middle_of_a_long_text_is_not_its_own_date),
	        TEST(a_given_date_is_the_basis_without_an_id),
	        TEST(an_impossible_date_is_a_finding_without_a_row),
	        TEST(a_date_that_another_record_names_begins_there_or_lies_around_it),
	        TEST(normalising_twice_changes_nothing),
	        TEST(a_registered_name_gets_its_code_and_another_its_normal_form),
	        TEST(an_ambiguous_name_stays_unlinked_with_a_finding),
	        TEST(an_item_that_is_a_name_as_a_whole_names_its_entity),
	        TEST(a_failed_document_passes_untouched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

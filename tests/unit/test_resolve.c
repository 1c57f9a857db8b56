/* stages/resolve*.c: short names within a document; and what rules over rows and leans on the next block and the columns
 * give, since both need a document that has been through the stages before. */
#include "asserts.h"
#include "packs.h"

#include "stages/stages.h"

static struct matcher *m;
static struct document *d;

static const char rules[] =
        "rules:\n"
        "  - {id: body, emit: mention, match: '(?<name> \\p{Lu}\\p{Ll}+ (?: \\s \\p{Lu}\\p{Ll}+ )* \\s (?: Trust | "
        "Union ) )', as: mention, fields: {type: {value: organisation}}}\n"
        "  - {id: one, emit: mention, match: '(?<name> (?: Ms | Jane | Ann | Tom ) \\s \\p{Lu}\\p{Ll}+ )', as: "
        "mention, fields: {type: {value: person}}}\n"
        "  - {id: short, emit: abbreviation, match: '(?<long> \\p{L}+ \\s \\p{L}+ ) \\s \\( (?<short> \\p{Lu}{2} )', "
        "as: abbreviation}\n"
        "  - {id: other, emit: alias, match: '(?<a> [\\p{L} ]+ ) , \\s known \\s as \\s (?<b> [\\p{L} ]+ ) \\.', "
        "fields: {entity: {from: a, type: entity}, alias: {from: b, type: text}, basis: {value: stated}}}\n"
        "  - {id: row, emit: relation, in: [row], match: '^ (?<who> [^\\n]+ ) \\n (?<what> [^\\n]+ ) $', columns: "
        "'^ Name \\n Post', mentions: {who: person}, fields: {subject: {from: who, type: entity}, predicate: {value: "
        "holds-role}, detail: {from: what, type: text}}}\n"
        "  - {id: signed, emit: relation, in: [paragraph, heading], match: '^ (?<who> Tom \\s \\p{L}+ ) $', next: '^ "
        "(?<what> "
        "Clerk ) $', mentions: {who: person}, fields: {subject: {from: who, type: entity}, predicate: {value: "
        "holds-role}, detail: {from: what, type: text}}, priority: 5}\n";

static int setup(void **state) {
	if (make_pack_root(state) != 0) return -1;
	m = matcher_new();
	write_pack_file(
	        "p/pack.yaml", S("pack: p\n"
	                         "entities:\n"
	                         "  organisation: {abbreviated: true, variants: [{match: '^ the \\s', with: ''}]}\n"
	                         "  person: {last_word: true, variants: [{match: '^ ms \\s', with: ''}]}\n"
	                         "  term: {abbreviated: true}\n"));
	write_pack_file("p/a.rules.yaml", slice_of(rules));
	return 0;
}

static int teardown(void **state) {
	matcher_free(m);
	return remove_pack_root(state);
}

static void resolve(slice text) {
	const struct pack *p = load_well("p");
	struct rule_context c = {.pack = p, .links = link_index_build(p, &scratch), .matcher = m};
	d = stage_read(&scratch, S("doc"), text);
	stage_segment(d);
	stage_extract(d, &c);
	stage_normalise(d, &c);
	stage_resolve(d, &c);
	arena_free(&c.scratch);
}

/* The mention with this quote that is the n-th of them, from 0; or NULL. */
static const struct record *mention(slice quote, size_t n) {
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_mentions] && slice_equal(record_quote(d, r), quote) && n-- == 0) return r;
	}
	return NULL;
}

static void assert_mention(slice quote, size_t n, slice key, slice basis) {
	const struct record *r = mention(quote, n);
	assert_non_null(r);
	assert_slice_equal(record_get(r, COLUMN_mentions_entity), key);
	assert_slice_equal(record_get(r, COLUMN_mentions_basis), basis);
}

static const struct record *relation(slice rule) {
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_relations] && slice_equal(d->records.v[i].rule, rule))
			return &d->records.v[i];
	return NULL;
}

static size_t findings(slice code) {
	size_t n = 0;
	for (size_t i = 0; i < d->findings.n; i++) n += slice_equal(d->findings.v[i].code, code);
	return n;
}

static void a_short_form_means_the_name_it_is_short_for(void **state) {
	(void)state;
	resolve(S("At the Boat Union (BU) we met. Then BU, BUs and BU's chair left; BUX and bu did not.\n"));
	assert_mention(S("Boat Union"), 0, S("organisation:boat union"), S("name"));
	assert_mention(S("BU"), 0, S("organisation:boat union"), S("abbreviation"));
	assert_mention(S("BUs"), 0, S("organisation:boat union"), S("abbreviation"));
	assert_mention(S("BU"), 1, S("organisation:boat union"), S("abbreviation"));
	assert_null(mention(S("BU"), 2));
	assert_slice_equal(record_get(mention(S("BU"), 0), COLUMN_mentions_name), S("Boat Union"));
}

static void a_short_form_of_no_name_is_a_term(void **state) {
	(void)state;
	resolve(S("A water bond (WB) pays. A WB may end.\n"));
	assert_mention(S("WB"), 0, S("term:water bond"), S("abbreviation"));
	assert_slice_equal(record_get(mention(S("WB"), 0), COLUMN_mentions_type), S("term"));
}

static void a_short_form_of_two_things_is_left_apart(void **state) {
	(void)state;
	resolve(S("A water bond (WB) pays. Some white boat (WB) sank. A WB may end.\n"));
	assert_mention(S("WB"), 0, S("term:wb"), S("abbreviation"));
	assert_int_equal(findings(S("name-ambiguous")), 1);
}

static void another_name_means_what_it_is_stated_of(void **state) {
	(void)state;
	resolve(S("Marl Canal Trust, known as Water Folk. We met Water Folk in May.\n"));
	assert_mention(S("Water Folk"), 0, S("organisation:marl canal trust"), S("stated"));
	assert_mention(S("Water Folk"), 1, S("organisation:marl canal trust"), S("stated"));
}

static void a_last_word_means_the_one_longer_name(void **state) {
	(void)state;
	resolve(S("Jane Harlow came. Then Ms Harlow spoke, and Harlow left. New Harlow Road is shut.\n"));
	assert_mention(S("Ms Harlow"), 0, S("person:jane harlow"), S("last-word"));
	assert_mention(S("Harlow"), 0, S("person:jane harlow"), S("last-word"));
	assert_null(mention(S("Harlow"), 1));
}

static void a_last_word_of_two_names_is_left_apart(void **state) {
	(void)state;
	resolve(S("Jane Harlow and Ann Harlow came. Then Ms Harlow spoke, and Harlow left.\n"));
	assert_mention(S("Ms Harlow"), 0, S("person:harlow"), S("name"));
	assert_null(mention(S("Harlow"), 0));
	assert_int_equal(findings(S("name-ambiguous")), 1);
}

static void a_last_word_that_a_body_opens_with_means_nobody(void **state) {
	(void)state;
	resolve(S("Jane Marl founded Marl Canal Trust. Then Ms Marl left, and Marl sold boats.\n"));
	assert_mention(S("Ms Marl"), 0, S("person:jane marl"), S("last-word"));
	assert_null(mention(S("Marl"), 0));
}

static void added_mentions_have_ids_and_stand_in_order(void **state) {
	(void)state;
	resolve(S("The Boat Union (BU) met.\n\nBU and Jane Harlow.\n"));
	for (size_t i = 0; i < d->records.n; i++) {
		assert_int_equal(d->records.v[i].id.n, 20);
		if (i > 0) assert_true(d->records.v[i - 1].at.start <= d->records.v[i].at.start);
	}
	assert_non_null(mention(S("BU"), 0));
}

static void resolving_again_adds_nothing(void **state) {
	(void)state;
	resolve(S("The Boat Union (BU) met Jane Harlow. Then BU and Harlow left.\n"));
	size_t n = d->records.n;
	struct rule_context c = {.pack = loaded, .links = link_index_build(loaded, &scratch), .matcher = m};
	stage_resolve(d, &c);
	arena_free(&c.scratch);
	assert_int_equal(d->records.n, n);
}

static void a_rule_reads_the_cells_of_a_row(void **state) {
	(void)state;
	resolve(S("| Name | Post |\n| --- | --- |\n| Ada Marl | Clerk of boats |\n| Bea Lee | |\n"));
	const struct record *r = relation(S("row"));
	assert_non_null(r);
	assert_slice_equal(record_quote(d, r), S("Name | Post"));
	assert_mention(S("Ada Marl"), 0, S("person:ada marl"), S("name"));
	assert_null(mention(S("Bea Lee"), 0)); /* a cell that shows nothing has no line */
}

static void a_table_with_other_columns_is_left_alone(void **state) {
	(void)state;
	resolve(S("| Boat | Port |\n| --- | --- |\n| Ada Marl | Clerk of boats |\n"));
	assert_null(relation(S("row")));
}

static void a_rule_leans_on_the_next_block(void **state) {
	(void)state;
	resolve(S("Tom Marl\n\n---\n\nClerk\n\nTom Lee\n\nBaker\n"));
	const struct record *r = relation(S("signed"));
	assert_non_null(r);
	assert_slice_equal(record_quote(d, r), S("Tom Marl"));
	assert_slice_equal(record_get(r, COLUMN_relations_detail), S("Clerk"));
	assert_slice_equal(record_get(r, COLUMN_relations_subject), S("person:tom marl"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	        TEST(a_short_form_means_the_name_it_is_short_for),
	        TEST(a_short_form_of_no_name_is_a_term),
	        TEST(a_short_form_of_two_things_is_left_apart),
	        TEST(another_name_means_what_it_is_stated_of),
	        TEST(a_last_word_means_the_one_longer_name),
	        TEST(a_last_word_of_two_names_is_left_apart),
	        TEST(a_last_word_that_a_body_opens_with_means_nobody),
	        TEST(added_mentions_have_ids_and_stand_in_order),
	        TEST(resolving_again_adds_nothing),
	        TEST(a_rule_reads_the_cells_of_a_row),
	        TEST(a_table_with_other_columns_is_left_alone),
	        TEST(a_rule_leans_on_the_next_block),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

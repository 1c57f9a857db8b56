/* rules/pack_load.c and what it calls: whole packs, and every way in which the rules of one can be wrong. */
#include "asserts.h"
#include "pack_core.h"

#include "rules/regex.h"

/* The pack "p", which uses core, with this rule file; one diag at line and column of it. */
static void refused(slice rules, enum code code, size_t line, size_t column) {
	write_core();
	write_pack_file("p/pack.yaml", S("pack: p\nuse: [core]\n"));
	write_pack_file("p/r.rules.yaml", rules);
	assert_null(load("p"));
	asserts_said(code, S("p/r.rules.yaml"), line, column, __FILE__, __LINE__);
	if (said.list.n != 1) print_said();
	assert_int_equal(said.list.n, 1);
}

/* ---- a pack that is well */

static void a_pack_brings_the_packs_that_it_uses(void **state) {
	(void)state;
	write_core();
	write_pack_file("p/pack.yaml",
	        S("pack: p\nuse: [core]\ndates: month-first\nregisters:\n  r: {file: sub/r.csv, key: [id]}\n"));
	write_pack_file("p/sub/r.csv", S("id,name\n1,one\n"));
	write_pack_file(
	        "p/b.rules.yaml", S("rules:\n  - {id: p.b, emit: event, match: 'b', fields: {type: {value: b}}}\n"));
	write_pack_file("p/a.rules.yaml", S("ignore:\n  - {id: p.a, reason: why, match: 'a', in: [paragraph]}\n"));
	write_pack_file("p/.hidden.rules.yaml", S("nonsense"));
	write_pack_file("p/a.rules.yaml.bak", S("nonsense"));
	struct pack *p = load_well("p");
	assert_slice_equal(p->name, S("p"));
	assert_slice_equal(p->region, S("GB"));
	assert_true(p->month_first);
	assert_int_equal(p->rules.n, 3);
	assert_slice_equal(p->rules.v[0]->id, S("core.date"));
	assert_slice_equal(p->rules.v[1]->id, S("p.a"));
	assert_slice_equal(p->rules.v[2]->id, S("p.b"));
	for (size_t i = 0; i < 3; i++) assert_int_equal(p->rules.v[i]->order, i);
	assert_slice_equal(pack_register(p, S("r"))->origin.file, S("p/sub/r.csv"));
	assert_true(lexicon_has(&p->lexicon, S("months")) && lexicon_has(&p->lexicon, S("r")));
	assert_slice_equal(lexicon_get(&p->lexicon, S("months"), S("june"), S("number")), S("6"));
	assert_int_equal(p->files.n, 7);
	assert_slice_equal(p->files.v[0].file, S("p/pack.yaml"));
	assert_slice_equal(p->files.v[2].source, S("word,number\nMay,5\nJune,6\n"));
	assert_null(pack_rule(p, S("nope")));
}

static void a_folder_may_be_named_in_several_ways(void **state) {
	(void)state;
	write_core();
	assert_slice_equal(load_well("core/")->name, S("core"));
	assert_slice_equal(load_well("core/.")->name, S("core"));
	write_pack_file("p/pack.yaml", S("pack: p\nuse: [core]\n"));
	assert_int_equal(load_well("p/.")->rules.n, 1);
	assert_int_equal(load_well("core/../p//")->rules.n, 1);
}

static void a_rule_has_all_that_it_says(void **state) {
	(void)state;
	write_core();
	write_pack_file("core/b.rules.yaml",
	        S("rules:\n"
	          "  - id: full\n"
	          "    about: All of it\n"
	          "    emit: figure\n"
	          "    in: [heading, cell]\n"
	          "    under: 'u'\n"
	          "    not_under: 'n'\n"
	          "    before: 'b'\n"
	          "    after: 'a'\n"
	          "    match: '(?<number> {{decimal}} ) (?<noun> \\w+ ) (?<m> \\w+ ) (?<_own> x )'\n"
	          "    as: count\n"
	          "    fields:\n"
	          "      of: {from: noun, type: text}\n"
	          "      period: {from: m, register: months, column: number}\n"
	          "      unit: {value: each}\n"
	          "    priority: -20\n"
	          "    nests: true\n    mentions: {noun: thing}\n"
	          "    examples:\n"
	          "      - {text: '12 things', date: '2021-03-23', under: Things, gives: [{quote: '12', value: '12', "
	          "of: thing}]}\n"
	          "      - {text: 'none', gives: []}\n"));
	const struct rule *r = pack_rule(load_well("core"), S("full"));
	assert_slice_equal(r->about, S("All of it"));
	assert_ptr_equal(r->emits, &tables[TABLE_figures]);
	assert_int_equal(r->in, 1u << BLOCK_heading | 1u << BLOCK_cell);
	assert_true(r->under && r->not_under && r->before && r->after && r->match);
	assert_ptr_equal(r->as, value_type_named(S("count")));
	assert_int_equal(r->priority, -20);
	assert_true(r->nests);
	assert_false(r->dates_document);
	assert_int_equal(r->fields.n, 3);
	assert_int_equal(r->fields.v[0].column, COLUMN_figures_of);
	assert_slice_equal(r->fields.v[0].capture, S("noun"));
	assert_ptr_equal(r->fields.v[0].type, value_type_named(S("text")));
	assert_slice_equal(r->fields.v[1].lookup, S("months"));
	assert_slice_equal(r->fields.v[1].lookup_column, S("number"));
	assert_int_equal(r->fields.v[2].source, FIELD_CONSTANT);
	assert_slice_equal(r->fields.v[2].constant, S("each"));
	assert_int_equal(r->examples.n, 2);
	assert_slice_equal(r->examples.v[0].published, S("2021-03-23"));
	assert_slice_equal(r->examples.v[0].under, S("Things"));
	assert_int_equal(r->examples.v[0].gives.v[0].members.n, 3);
	assert_int_equal(r->examples.v[1].gives.n, 0);
	assert_slice_equal(r->origin.file, S("core/b.rules.yaml"));
	assert_int_equal(place_of(r->origin.source, r->origin.at.start).line, 2);
}

static void a_rule_without_a_scope_runs_in_all_text_but_code_and_boilerplate(void **state) {
	(void)state;
	write_core();
	uint32_t in = pack_rule(load_well("core"), S("core.date"))->in;
	assert_true(in & 1u << BLOCK_paragraph && in & 1u << BLOCK_item && in & 1u << BLOCK_caption &&
	            in & 1u << BLOCK_quotation);
	assert_false(in & (1u << BLOCK_code | 1u << BLOCK_divider | 1u << BLOCK_boilerplate | 1u << BLOCK_list));
	write_pack_file("core/b.rules.yaml",
	        S("rules:\n  - {id: b, emit: event, match: 'b', fields: {type: {value: b}}, not_in: [paragraph]}\n"));
	assert_int_equal(pack_rule(load_well("core"), S("b"))->in, in & ~(1u << BLOCK_paragraph));
}

static void a_later_fragment_takes_the_place_of_an_earlier_one(void **state) {
	(void)state;
	write_core();
	write_pack_file("p/pack.yaml", S("pack: p\nuse: [core]\n"));
	write_pack_file("p/r.rules.yaml", S("fragments:\n  month: {match: 'Mai', override: true}\n"));
	struct matcher *m = matcher_new();
	const struct regex *match = load_well("p")->rules.v[0]->match;
	assert_int_equal(regex_search(m, match, S("3 May"), 0), REGEX_NONE);
	assert_int_equal(regex_search(m, match, S("3 Mai"), 0), REGEX_MATCH);
	matcher_free(m);
}

static void published_is_of_dates(void **state) {
	(void)state;
	write_core();
	write_pack_file("core/b.rules.yaml",
	        S("rules:\n  - {id: b, emit: date, match: '(?<year> \\d{4} )', as: date, gives: published}\n"));
	assert_true(pack_rule(load_well("core"), S("b"))->dates_document);
	refused(S(NUMBER "    gives: published\n"), CODE_VALUE_UNKNOWN, 6, 12);
}

/* ---- keys and values */

static void unknown_keys_are_named_with_the_nearest(void **state) {
	(void)state;
	refused(S("rule: []\n"), CODE_KEY_UNKNOWN, 1, 1);
	assert_slice_equal(hint(), S("did you mean rules?"));
	refused(S(NUMBER "    priorty: 3\n"), CODE_KEY_UNKNOWN, 6, 5);
	assert_slice_equal(hint(), S("did you mean priority?"));
	refused(S(NUMBER "    fields: {unit: {valeu: x, value: y}}\n"), CODE_KEY_UNKNOWN, 6, 21);
	refused(S("fragments:\n  a: {match: 'x', overide: true}\n"), CODE_KEY_UNKNOWN, 2, 19);
	refused(S("fragments:\n  a: {words: {register: months, column: word, cas: exact}}\n"), CODE_KEY_UNKNOWN, 2, 47);
	refused(S(NUMBER "    examples: [{text: a, give: [], gives: []}]\n"), CODE_KEY_UNKNOWN, 6, 26);
	refused(S("ignore:\n  - {id: a, reason: b, match: 'x', priority: 2}\n"), CODE_KEY_UNKNOWN, 2, 36);
}

static void missing_keys_are_named(void **state) {
	(void)state;
	refused(S("rules:\n  - emit: figure\n    match: 'x'\n"), CODE_KEY_MISSING, 2, 5);
	refused(S("rules:\n  - id: a\n    match: 'x'\n"), CODE_KEY_MISSING, 2, 5);
	refused(S("rules:\n  - id: a\n    emit: figure\n"), CODE_KEY_MISSING, 2, 5);
	refused(S("ignore:\n  - id: a\n    match: 'x'\n"), CODE_KEY_MISSING, 2, 5);
	refused(S("fragments:\n  a: {about: x}\n"), CODE_KEY_MISSING, 2, 3);
	refused(S("fragments:\n  a: {match: 'x', words: {register: months, column: word}}\n"), CODE_KEY_MISSING, 2, 3);
	refused(S(NUMBER "    examples: [{text: a}]\n"), CODE_KEY_MISSING, 6, 17);
	refused(S(NUMBER "    examples: [{text: a, gives: [{value: '1'}]}]\n"), CODE_KEY_MISSING, 6, 34);
}

static void fields_have_one_of_three_shapes(void **state) {
	(void)state;
	static const slice wrong[] = {{"{from: number}", 14}, {"{type: text}", 12}, {"{}", 2},
	        {"{value: x, from: number, type: text}", 36}, {"{from: number, register: months}", 32},
	        {"{from: number, type: text, register: months, column: word}", 58}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		refused(say(&scratch, S(NUMBER "    fields:\n      of: "), wrong[i], S("\n")), CODE_KEY_MISSING, 7, 7);
}

static void keys_and_ids_stand_once(void **state) {
	(void)state;
	refused(S(NUMBER "    emit: date\n"), CODE_KEY_TWICE, 6, 5);
	refused(S("rules:\n  - {id: a, emit: event, match: 'x', fields: {type: {value: x}}}\n  - {id: core.date, emit: "
	          "event, match: 'x', fields: {type: {value: x}}}\n"),
	        CODE_ID_TWICE, 3, 10);
	assert_slice_equal(said.list.v[0].also_file, S("core/a.rules.yaml"));
	refused(S("rules:\n  - {id: a, emit: event, match: 'x', fields: {type: {value: x}}}\nignore:\n  - {id: a, "
	          "reason: r, match: 'x'}\n"),
	        CODE_ID_TWICE, 4, 10);
}

static void values_have_types(void **state) {
	(void)state;
	refused(S(NUMBER "    priority: high\n"), CODE_TYPE_WRONG, 6, 15);
	refused(S(NUMBER "    priority: '20'\n"), CODE_TYPE_WRONG, 6, 15);
	refused(S(NUMBER "    priority: 2.5\n"), CODE_TYPE_WRONG, 6, 15);
	refused(S(NUMBER "    priority: 99999999999999999999\n"), CODE_TYPE_WRONG, 6, 15);
	refused(S(NUMBER "    nests: yes\n"), CODE_TYPE_WRONG, 6, 12);
	refused(S(NUMBER "    in: paragraph\n"), CODE_TYPE_WRONG, 6, 9);
	refused(S(NUMBER "    in: [[paragraph]]\n"), CODE_TYPE_WRONG, 6, 9);
	refused(S(NUMBER "    about: [a]\n"), CODE_TYPE_WRONG, 6, 12);
	refused(S(NUMBER "    about:\n"), CODE_TYPE_WRONG, 6, 5);
	refused(S(NUMBER "    examples: {text: a}\n"), CODE_TYPE_WRONG, 6, 15);
	refused(S("rules: {a: b}\n"), CODE_TYPE_WRONG, 1, 8);
	refused(S("rules: [a]\n"), CODE_TYPE_WRONG, 1, 9);
	refused(S("just words\n"), CODE_TYPE_WRONG, 1, 1);
	refused(S("fragments:\n  a: 'x'\n"), CODE_TYPE_WRONG, 2, 6);
}

static void values_are_of_closed_lists(void **state) {
	(void)state;
	refused(S("rules:\n  - {id: a, emit: figur, match: 'x'}\n"), CODE_VALUE_UNKNOWN, 2, 19);
	assert_slice_equal(hint(), S("did you mean figure?"));
	refused(S(NUMBER "    in: [paragraf]\n"), CODE_VALUE_UNKNOWN, 6, 10);
	assert_slice_equal(hint(), S("did you mean paragraph?"));
	refused(S(NUMBER "    not_in: [list]\n"), CODE_VALUE_UNKNOWN, 6, 14);
	refused(S(NUMBER "    in: []\n"), CODE_TYPE_WRONG, 6, 9);
	refused(S(MATCH "    as: nubmer\n"), CODE_VALUE_UNKNOWN, 5, 9);
	refused(S(MATCH "    as: text\n"), CODE_VALUE_UNKNOWN, 5, 9);
	refused(S(MATCH "    as: date\n"), CODE_VALUE_UNKNOWN, 5, 9);
	refused(S(NUMBER "    fields: {of: {from: number, type: money}}\n"), CODE_VALUE_UNKNOWN, 6, 39);
	refused(S(NUMBER "    fields: {oft: {value: x}}\n"), CODE_KEY_UNKNOWN, 6, 14);
	refused(S(NUMBER "    fields: {of: {from: number, register: month, column: word}}\n"), CODE_VALUE_UNKNOWN, 6,
	        43);
	refused(S(NUMBER "    fields: {of: {from: number, register: months, column: words}}\n"), CODE_VALUE_UNKNOWN, 6,
	        59);
	refused(S("fragments:\n  a: {words: {register: month, column: word}}\n"), CODE_VALUE_UNKNOWN, 2, 25);
	refused(S("fragments:\n  a: {words: {register: months, column: wrod}}\n"), CODE_VALUE_UNKNOWN, 2, 41);
	refused(S("fragments:\n  a: {words: {register: months, column: word, case: exakt}}\n"), CODE_VALUE_UNKNOWN, 2,
	        53);
	refused(S("fragments:\n  a: {words: {register: months, column: word, where: {numbr: any}}}\n"),
	        CODE_VALUE_UNKNOWN, 2, 55);
	refused(S("rules:\n  - {id: a b, emit: event, match: 'x'}\n"), CODE_VALUE_UNKNOWN, 2, 10);
	refused(S(NUMBER "    examples: [{text: a, gives: [{quote: a, valu: b}]}]\n"), CODE_KEY_UNKNOWN, 6, 45);
}

/* ---- patterns and captures */

static void patterns_stand_in_single_quotes_or_literal_blocks(void **state) {
	(void)state;
	refused(S(RULE "    match: \"a\\\\d 'b'\"\n"), CODE_QUOTES_DOUBLE, 4, 12);
	assert_slice_equal(hint(), S("write 'a\\d ''b'''"));
	refused(S(RULE "    match: \"a\\d 'b'\"\n"), CODE_QUOTES_DOUBLE, 4, 12);
	assert_slice_equal(hint(), S("write 'a\\d ''b'''"));
	refused(S(RULE "    match: a\\d\n"), CODE_TYPE_WRONG, 4, 12);
	refused(S(RULE "    match: >\n      a\n"), CODE_TYPE_WRONG, 5, 7);
	refused(S(RULE "    match: 'x'\n    under: \"y\"\n"), CODE_QUOTES_DOUBLE, 5, 12);
	refused(S("fragments:\n  a: {match: \"x\"}\n"), CODE_QUOTES_DOUBLE, 2, 14);
}

static void every_pattern_of_a_rule_is_compiled(void **state) {
	(void)state;
	refused(S(RULE "    match: 'a ) b'\n"), CODE_PATTERN, 4, 15);
	refused(S(RULE "    match: |\n      a\n        ) b\n"), CODE_PATTERN, 6, 9);
	refused(S(NUMBER "    under: '[b'\n"), CODE_PATTERN, 6, 13);
	refused(S(NUMBER "    not_under: '(b'\n"), CODE_PATTERN, 6, 17);
	refused(S(NUMBER "    before: '{{decimal}} )'\n"), CODE_PATTERN, 6, 26);
	refused(S(NUMBER "    after: 'b )'\n"), CODE_PATTERN, 6, 15);
	refused(S(NUMBER "    after: '{{nope}}'\n"), CODE_FRAGMENT_UNKNOWN, 6, 15);
	refused(S("fragments:\n  a: {words: {register: months, column: word, like: '(a'}}\n"), CODE_PATTERN, 2, 54);
	refused(S(RULE "    match: 'x*'\n"), CODE_PATTERN_EMPTY, 4, 12);
	refused(S(RULE "    match: '\\b'\n"), CODE_PATTERN_EMPTY, 4, 12);
}

static void fragments_stand_once_unless_they_override(void **state) {
	(void)state;
	refused(S("fragments:\n  decimal: {match: 'x'}\n"), CODE_FRAGMENT_TWICE, 2, 3);
	assert_slice_equal(said.list.v[0].also_file, S("core/a.rules.yaml"));
	refused(S("fragments:\n  new: {match: 'x', override: true}\n"), CODE_FRAGMENT_UNKNOWN, 2, 31);
	refused(S("fragments:\n  a: {match: '{{b}}'}\n  b: {match: 'x{{a}}'}\n"), CODE_FRAGMENT_CYCLE, 3, 18);
}

static void captures_are_used_and_used_captures_are_there(void **state) {
	(void)state;
	refused(S(MATCH), CODE_CAPTURE_UNUSED, 4, 18);
	refused(S(RULE "    match: '(?<number> x ) (?<extra> y )'\n    as: number\n"), CODE_CAPTURE_UNUSED, 4, 31);
	refused(S(RULE "    match: '(?<nmuber> x )'\n    as: number\n    fields: {of: {from: nmuber, type: text}}\n"),
	        CODE_CAPTURE_UNKNOWN, 5, 9);
	refused(S(NUMBER "    fields: {of: {from: nunber, type: text}}\n"), CODE_CAPTURE_UNKNOWN, 6, 25);
	assert_slice_equal(hint(), S("did you mean number?"));
	refused(S("ignore:\n  - {id: a, reason: r, match: '(?<n> x )'}\n"), CODE_CAPTURE_UNUSED, 2, 35);
	refused(S("fragments:\n  n: {match: '(?<extra> x )'}\n" RULE "    match: '{{n}}'\n"), CODE_CAPTURE_UNUSED, 2,
	        18);
	assert_int_equal(place_of(said.list.v[0].also_source, said.list.v[0].also_at.start).line, 6);
	refused(S("fragments:\n  n: {match: '(?<number> x )'}\n" RULE "    match: '{{n as x}}'\n    as: number\n"
	          "    fields: {of: {from: x.number, type: text}}\n"),
	        CODE_CAPTURE_UNKNOWN, 7, 9);
}

static void captures_under_a_private_name_need_no_use(void **state) {
	(void)state;
	write_core();
	write_pack_file("core/b.rules.yaml",
	        S("fragments:\n  n: {match: '(?<number> x )'}\nrules:\n  - {id: b, emit: "
	          "event, match: '(?<_a> x ) {{n as _}} {{n as a._b}}', fields: {type: {value: x}}}\n"));
	(void)load_well("core");
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(a_pack_brings_the_packs_that_it_uses),
	        T(a_folder_may_be_named_in_several_ways),
	        T(a_rule_has_all_that_it_says),
	        T(a_rule_without_a_scope_runs_in_all_text_but_code_and_boilerplate),
	        T(a_later_fragment_takes_the_place_of_an_earlier_one),
	        T(published_is_of_dates),
	        T(unknown_keys_are_named_with_the_nearest),
	        T(missing_keys_are_named),
	        T(fields_have_one_of_three_shapes),
	        T(keys_and_ids_stand_once),
	        T(values_have_types),
	        T(values_are_of_closed_lists),
	        T(patterns_stand_in_single_quotes_or_literal_blocks),
	        T(every_pattern_of_a_rule_is_compiled),
	        T(fragments_stand_once_unless_they_override),
	        T(captures_are_used_and_used_captures_are_there),
	        T(captures_under_a_private_name_need_no_use),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

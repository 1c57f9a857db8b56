/* rules/link.c: normal forms, the index, answers and labels. */
#include "asserts.h"
#include "packs.h"

#include "rules/link.h"
#include "rules/regex.h"

static struct matcher *m;
static struct link_index *built;

static int setup(void **state) {
	if (make_pack_root(state) != 0) return -1;
	m = matcher_new();
	write_pack_file("p/pack.yaml", S("pack: p\n"
	                                 "registers:\n"
	                                 "  names: {file: names.csv, key: [code, name]}\n"
	                                 "  aliases: {file: aliases.csv, key: [alias]}\n"
	                                 "  labels: {file: labels.csv, key: [code]}\n"
	                                 "entities:\n"
	                                 "  system:\n"
	                                 "    scheme: ods\n"
	                                 "    names: {register: names, code: code, name: name}\n"
	                                 "    aliases: {register: aliases, code: code, name: alias}\n"
	                                 "    labels: {register: labels, code: code, name: label}\n"
	                                 "    variants:\n"
	                                 "      - {match: '\\s* & \\s*', with: ' and '}\n"
	                                 "      - {match: '^ the \\s', with: ''}\n"
	                                 "      - {match: '\\s stp $', with: ''}\n"
	                                 "  person:\n"
	                                 "    variants: [{match: '^ dr \\s', with: ''}]\n"));
	write_pack_file("p/names.csv",
	        S("code,name\nQ1,The Dee & Wolds\nQ2,Sand STP\nQ3,Sand\nQ4,Hill\nQ4,Hill and Dale\n,Nowhere\n"));
	write_pack_file("p/aliases.csv", S("alias,code\nDAW,Q1\nHill,Q4\nUpper Hill,Q5\n"));
	write_pack_file("p/labels.csv", S("code,label\nQ1,Dee and Wolds\n"));
	built = link_index_build(load_well("p"), &pack_arena);
	return 0;
}

static int teardown(void **state) {
	matcher_free(m);
	return remove_pack_root(state);
}

static struct link_answer find(slice type, slice name) { return link_find(built, m, type, name, &scratch); }

static void the_normal_form_folds_blanks_and_case_then_rewrites_in_order(void **state) {
	(void)state;
	const struct link *system = pack_link(loaded, S("system"));
	assert_slice_equal(link_normal(system, m, S(" The  DEE &\nWolds STP "), &scratch), S("dee and wolds"));
	assert_slice_equal(link_normal(system, m, S("STP"), &scratch), S("stp"));
	assert_slice_equal(link_normal(NULL, m, S(" The  \xC3\x89lan "), &scratch), S("the \xC3\xA9lan"));
}

static void the_steps_lead_to_the_normal_form(void **state) {
	(void)state;
	const struct link *system = pack_link(loaded, S("system"));
	slice name = S(" The  DEE &\nWolds STP ");
	link_steps steps = {0};
	link_tell(system, m, name, &scratch, &steps);
	assert_int_equal(steps.n, 5); /* folding, three variants, trimming */
	assert_slice_equal(steps.v[0].form, S("the dee & wolds stp"));
	assert_null(steps.v[0].variant);
	assert_slice_equal(steps.v[1].form, S("the dee and wolds stp"));
	assert_int_equal(place_of(steps.v[1].variant->origin.source, steps.v[1].variant->origin.at.start).line, 13);
	assert_slice_equal(steps.v[4].form, link_normal(system, m, name, &scratch));
	steps.n = 0;
	link_tell(NULL, m, name, &scratch, &steps);
	assert_int_equal(steps.n, 1);
	assert_slice_equal(steps.v[0].form, link_normal(NULL, m, name, &scratch));
}

static void normalising_twice_changes_nothing(void **state) {
	(void)state;
	static const slice names[] = {{"The Dee & Wolds STP", 19}, {"A&B", 3}, {"x", 1}, {"", 0}};
	const struct link *system = pack_link(loaded, S("system"));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		slice once = link_normal(system, m, names[i], &scratch);
		assert_true(slice_equal(link_normal(system, m, once, &scratch), once));
	}
}

static void a_name_of_the_register_has_its_code(void **state) {
	(void)state;
	struct link_answer a = find(S("system"), S("dee and wolds"));
	assert_slice_equal(a.key, S("ods:Q1"));
	assert_false(a.ambiguous);
	assert_ptr_equal(a.by, pack_register(loaded, S("names")));
	assert_int_equal(a.row, 0);
	assert_slice_equal(find(S("system"), S("Hill and Dale")).key, S("ods:Q4"));
}

static void an_alias_has_its_code_too(void **state) {
	(void)state;
	struct link_answer a = find(S("system"), S("daw"));
	assert_slice_equal(a.key, S("ods:Q1"));
	assert_ptr_equal(a.by, pack_register(loaded, S("aliases")));
	assert_int_equal(a.row, 0);
}

static void two_rows_with_one_code_are_not_ambiguous(void **state) {
	(void)state;
	struct link_answer a = find(S("system"), S("the Hill"));
	assert_slice_equal(a.key, S("ods:Q4"));
	assert_false(a.ambiguous);
	assert_ptr_equal(a.by, pack_register(loaded, S("names"))); /* which comes before aliases */
}

static void a_name_of_two_codes_is_left_unlinked(void **state) {
	(void)state;
	struct link_answer a = find(S("system"), S("Sand"));
	assert_true(a.ambiguous);
	assert_slice_equal(a.key, S("system:sand"));
	assert_slice_equal(a.candidates, S("Q2 Q3"));
	assert_null(a.by);
}

static void a_name_that_no_register_knows_is_its_own_key(void **state) {
	(void)state;
	struct link_answer a = find(S("system"), S("The Dee"));
	assert_slice_equal(a.key, S("system:dee"));
	assert_false(a.ambiguous);
	assert_null(a.by);
	assert_slice_equal(find(S("system"), S("Nowhere")).key, S("system:nowhere"));
	assert_slice_equal(find(S("system"), S("")).key, S("system:"));
}

static void types_do_not_share_names(void **state) {
	(void)state;
	assert_slice_equal(find(S("person"), S("Dr Hill")).key, S("person:hill"));
	assert_slice_equal(find(S("place"), S("The  Hill")).key, S("place:the hill"));
}

static void a_pack_adds_steps_and_subtypes_to_a_type_of_another(void **state) {
	(void)state;
	write_pack_file("q/pack.yaml", S("pack: q\n"
	                                 "use: [p]\n"
	                                 "registers: {forms: {file: forms.csv, key: [form]}}\n"
	                                 "entities:\n"
	                                 "  person:\n"
	                                 "    variants: [{match: '\\s jr $', with: ''}]\n"
	                                 "    subtypes: [{register: forms, word: form, kind: kind, at: end}]\n"));
	write_pack_file("q/forms.csv", S("form,kind\nRoe,roes\n"));
	assert_non_null(load("q"));
	const struct link *person = pack_link(loaded, S("person"));
	assert_slice_equal(link_normal(person, m, S("Dr Ann Roe Jr"), &scratch), S("ann roe"));
	assert_int_equal(person->subtypes.n, 1);
	assert_int_equal(person->subtypes.v[0].at, SUBTYPE_END);
	write_pack_file("q/pack.yaml",
	        S("pack: q\nuse: [p]\nentities: {person: {last_word: true, variants: [{match: a, with: b}]}}\n"));
	assert_null(load("q"));
	write_pack_file(
	        "q/pack.yaml", S("pack: q\nuse: [p]\nentities: {person: {subtypes: [{relation: is, at: end}]}}\n"));
	assert_null(load("q"));
	write_pack_file("q/pack.yaml",
	        S("pack: q\nuse: [p]\nregisters: {forms: {file: forms.csv, key: [form]}}\n"
	          "entities: {ship: {subtypes: [{register: forms, word: form, kind: kind, at: top}]}}\n"));
	assert_null(load("q"));
}

static void a_label_is_looked_up_by_code(void **state) {
	(void)state;
	assert_slice_equal(link_label(loaded, S("system"), S("Q1")), S("Dee and Wolds"));
	assert_slice_equal(link_label(loaded, S("system"), S("Q2")), ABSENT);
	assert_slice_equal(link_label(loaded, S("person"), S("Q1")), ABSENT);
	assert_slice_equal(link_label(loaded, S("place"), S("Q1")), ABSENT);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(the_normal_form_folds_blanks_and_case_then_rewrites_in_order),
	        T(the_steps_lead_to_the_normal_form),
	        T(normalising_twice_changes_nothing),
	        T(a_name_of_the_register_has_its_code),
	        T(an_alias_has_its_code_too),
	        T(two_rows_with_one_code_are_not_ambiguous),
	        T(a_name_of_two_codes_is_left_unlinked),
	        T(a_name_that_no_register_knows_is_its_own_key),
	        T(types_do_not_share_names),
	        T(a_pack_adds_steps_and_subtypes_to_a_type_of_another),
	        T(a_label_is_looked_up_by_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

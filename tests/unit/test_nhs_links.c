/* rules/nhs: every name of its register, under every variant in which pages write it, finds its code and no other. Run from the top of the
 * checkout. */
#include "asserts.h"
#include "packs.h"

#include "rules/regex.h"
#include "stages/stages.h"

enum { ROWS = 176 }; /* a register that lost rows would pass unnoticed */

static const struct register_table *names;
static size_t code_column, name_column;
static struct rule_context context;
static struct link_index *links;
static arena a;

static int setup(void **state) {
	(void)state;
	said = (struct diags){.arena = &pack_arena};
	loaded = pack_load(&pack_arena, S("rules/nhs"), &said);
	if (loaded == NULL) return -1;
	names = pack_register(loaded, S("nhs-systems"));
	code_column = register_column(names, S("ods_code"));
	name_column = register_column(names, S("name"));
	links = link_index_build(loaded, &pack_arena);
	context = (struct rule_context){.pack = loaded, .links = links, .matcher = matcher_new()};
	return 0;
}

static int teardown(void **state) {
	(void)state;
	matcher_free(context.matcher);
	arena_free(&context.scratch);
	arena_free(&a);
	pack_free(loaded);
	arena_free(&pack_arena);
	return 0;
}

/* ---- variants */

static slice without_end(slice s, slice end) { return slice_ends(s, end) ? slice_sub(s, 0, s.n - end.n) : s; }

/* Without what stands in brackets at its end. */
static slice without_aside(slice s) {
	if (!slice_ends(s, S(")"))) return s;
	while (s.n > 0 && s.p[s.n - 1] != '(') s.n--;
	return slice_trim(slice_sub(s, 0, s.n - 1));
}

/* The name without the marks of its form. */
static slice bare(slice name) {
	static const slice forms[] = {{" STP", 4}, {" ICS", 4}, {" Integrated Care Board", 22},
	        {" Health and Care Partnership", 28}, {" Health & Care Partnership", 26},
	        {" Health and Social Care Partnership", 35}, {" Health & Social Care Partnership", 33}};
	if (slice_starts(name, S("NHS "))) name = slice_drop(name, 4);
	if (slice_starts(name, S("The "))) name = slice_drop(name, 4);
	name = without_aside(name);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) name = without_end(name, forms[i]);
	return without_aside(name);
}

static slice replaced(slice s, slice from, slice to) {
	struct cut c = slice_cut(s, from);
	return c.ok ? say(&a, c.head, to, replaced(c.tail, from, to)) : s;
}

static slice in_case(slice s, bool upper) {
	char *out = arena_alloc(&a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (upper && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
		if (!upper && c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
		out[i] = c;
	}
	return (slice){out, s.n};
}

static const slice starts[] = {{"", 0}, {"The ", 4}, {"the ", 4}, {"NHS ", 4}, {"Our ", 4}};
static const slice ends[] = {{"", 0}, {" STP", 4}, {" ICS", 4}, {" ICB", 4}, {" ICP", 4}, {" (STP)", 6}, {" (ICS)", 6},
        {" Sustainability and Transformation Partnership", 46}, {" Integrated Care System", 23},
        {" Integrated Care Board (ICB)", 28}, {" Health and Care Partnership", 28}, {" system", 7}};

static void assert_finds(slice name, slice code) {
	slice key = say(&a, S("ods:"), code);
	struct link_answer answer = link_find(links, context.matcher, S("system"), name, &a);
	if (slice_equal(answer.key, key)) return;
	print_error("'%.*s' gives %.*s\n", (int)name.n, name.p, (int)answer.key.n, answer.key.p);
	assert_slice_equal(answer.key, key);
}

static void assert_finds_in_all_cases(slice name, slice code) {
	assert_finds(name, code);
	assert_finds(in_case(name, true), code);
	assert_finds(in_case(name, false), code);
}

/* "Partners in Health and Care" is no health and care partnership besides. */
static bool says_care(slice s) {
	return slice_find(s, S("Health and Care")) != SIZE_MAX || slice_find(s, S("Health & Care")) != SIZE_MAX;
}

static void every_variant_of_every_name_finds_its_code(void **state) {
	(void)state;
	assert_int_equal(names->rows.n, ROWS);
	for (size_t row = 0; row < names->rows.n; row++) {
		slice code = names->rows.v[row][code_column], name = names->rows.v[row][name_column];
		assert_finds_in_all_cases(name, code);
		slice plain = bare(name);
		slice spellings[] = {plain, replaced(plain, S(" and "), S(" & ")),
		        replaced(plain, S(" & "), S(" and ")), replaced(plain, S("-"), S(" "))};
		for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
			for (size_t s = 0; s < sizeof starts / sizeof *starts; s++)
				for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
					if (!says_care(plain) || !says_care(ends[e]))
						assert_finds_in_all_cases(
						        say(&a, starts[s], spellings[i], ends[e]), code);
		arena_reset(&a);
	}
}

/* ---- in a text */

static void assert_named_in_text(slice name, slice form, slice code) {
	slice key = say(&a, S("ods:"), code), text = say(&a, S("They met "), name, S(" "), form, S(" there."));
	struct document *d = stage_read(&a, S("t.txt"), text);
	stage_segment(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	size_t forms = 0, mentions = 0;
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_relations] && slice_equal(record_get(r, COLUMN_relations_subject), key))
			forms += slice_equal(record_get(r, COLUMN_relations_predicate), S("has-form"));
		if (r->kind != &tables[TABLE_mentions] ||
		        !slice_equal(record_get(r, COLUMN_mentions_type), S("system")))
			continue;
		mentions++;
		assert_slice_equal(record_get(r, COLUMN_mentions_entity), key);
	}
	if (forms != 1 || mentions != 1) print_error("%.*s\n", (int)text.n, text.p);
	assert_int_equal(forms, 1);
	assert_int_equal(mentions, 1);
}

static void every_name_with_a_form_is_one_mention_of_its_system_in_a_text(void **state) {
	(void)state;
	for (size_t row = 0; row < names->rows.n; row++) {
		slice code = names->rows.v[row][code_column], name = bare(names->rows.v[row][name_column]);
		assert_named_in_text(name, S("STP"), code);
		assert_named_in_text(say(&a, S("the "), replaced(name, S(" and "), S(" & "))), S("ICS"), code);
		assert_named_in_text(in_case(name, true), S("INTEGRATED CARE SYSTEM (ICS)"), code);
		arena_reset(&a);
	}
}

static void names_that_are_no_systems_stay_unlinked(void **state) {
	(void)state;
	static const slice others[] = {{"Gretna", 6}, {"Yorkshire", 9}, {"London", 6}, {"Cumbria", 7}, {"STP", 3},
	        {"Essex ICS", 9}, {"South Yorkshire and Derbyshire", 30}, {"Nottingham", 10}};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct link_answer answer = link_find(links, context.matcher, S("system"), others[i], &a);
		assert_true(slice_starts(answer.key, S("system:")));
		assert_false(answer.ambiguous);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_variant_of_every_name_finds_its_code),
	        cmocka_unit_test(every_name_with_a_form_is_one_mention_of_its_system_in_a_text),
	        cmocka_unit_test(names_that_are_no_systems_stay_unlinked),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

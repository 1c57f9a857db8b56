/* rules/fragments.c and expand.c: expansion, names, the way back to what was written, cycles and limits. */
#include "asserts.h"

#include "base/mem.h"
#include "rules/expand.h"
#include "rules/yaml.h"

struct fixture {
	arena a;
	struct diags diags;
	struct yaml_file file;
	struct fragments set;
	const struct yaml_node *rule; /* the pattern called "rule" */
};

static int setup(void **state) {
	struct fixture *f = must_alloc(sizeof *f);
	f->diags.arena = &f->a;
	f->file.name = S("f.rules.yaml");
	*state = f;
	return 0;
}

static int teardown(void **state) {
	struct fixture *f = *state;
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

/* A mapping of names to patterns; all are fragments but "rule". */
static void define(struct fixture *f, slice yaml) {
	f->file.source = yaml;
	f->diags.list.n = 0;
	f->set = (struct fragments){.arena = &f->a, .diags = &f->diags};
	const struct yaml_node *root = yaml_parse(&f->a, &f->file, &f->diags);
	for (size_t i = 0; i < root->entries.n; i++) {
		const struct yaml_entry *e = &root->entries.v[i];
		struct fragment *one = arena_alloc(&f->a, sizeof *one);
		*one = (struct fragment){.name = e->key->text, .key = e->key, .node = e->value, .text = e->value->text};
		if (slice_equal(e->key->text, S("rule")))
			f->rule = e->value;
		else
			*vec_push(&f->a, &f->set.list) = one;
	}
	fragments_check(&f->set);
}

static slice expanded(struct fixture *f, slice yaml) {
	struct expansion x;
	define(f, yaml);
	assert_true(expand(&f->set, f->rule, f->rule->text, &x));
	assert_int_equal(f->diags.list.n, 0);
	return x.text;
}

static void refused(struct fixture *f, slice yaml, enum code code, size_t line, size_t column) {
	define(f, yaml);
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	regex_free(c.regex);
	assert_int_equal(f->diags.list.n, 1);
	const struct diag *d = &f->diags.list.v[0];
	assert_slice_equal(code_text(d->code), code_text(code));
	struct place at = place_of(f->file.source, d->at.start);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
}

/* ---- expansion */

static void a_fragment_comes_in_a_group_of_its_own(void **state) {
	assert_slice_equal(expanded(*state, S("a: 'x|y'\nrule: '{{a}} z {{a}}'\n")), S("(?:x|y) z (?:x|y)"));
	assert_slice_equal(expanded(*state, S("b: '{{a}} b'\na: 'x'\nrule: '{{ b }}'\n")), S("(?:(?:x) b)"));
}

static void a_comment_at_its_end_does_not_swallow_the_group(void **state) {
	assert_slice_equal(expanded(*state, S("a: |-\n  x # note\nrule: '{{a}}z'\n")), S("(?:x # note\n)z"));
	assert_slice_equal(expanded(*state, S("a: '\\Qx#'\nrule: '{{a}}z'\n")), S("(?:\\Qx#\\E)z"));
}

static void a_fragment_is_extended_wherever_it_stands(void **state) {
	assert_slice_equal(expanded(*state, S("a: 'x [y]'\nrule: '(?-x)b {{a}}'\n")), S("(?-x)b (?x:x [y])"));
}

static void braces_in_classes_comments_and_escapes_are_no_fragments(void **state) {
	slice same = S("[{{a}}] \\{{a}} (?#{{a}}) \\Q{{a}}\\E # {{a}}");
	assert_slice_equal(expanded(*state, S("rule: '[{{a}}] \\{{a}} (?#{{a}}) \\Q{{a}}\\E # {{a}}'\n")), same);
}

static void numbered_references_count_the_groups_put_in(void **state) {
	struct fixture *f = *state;
	define(f, S("a: '( \\w )'\nrule: '{{a}} {{a}} \\g{-1} \\g{-2}'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	struct matcher *m = matcher_new();
	assert_int_equal(regex_search(m, c.regex, S("abba"), 0), REGEX_MATCH);
	matcher_free(m);
	regex_free(c.regex);
}

/* ---- names */

static void names_become_short_and_come_back(void **state) {
	struct fixture *f = *state;
	define(f, S("n: '(?<number> \\d+ )'\nrule: '{{n}} - {{n as to}} | (?<word> \\w )'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	assert_non_null(c.regex);
	assert_slice_equal(regex_pattern(c.regex), S("(?:(?<g0> \\d+ )) - (?:(?<g1> \\d+ )) | (?<g2> \\w )"));
	const struct regex_group *groups;
	assert_int_equal(regex_groups(c.regex, &groups), 3);
	assert_slice_equal(groups[0].name, S("number"));
	assert_slice_equal(groups[1].name, S("to.number"));
	assert_slice_equal(groups[2].name, S("word"));
	regex_free(c.regex);
}

static void prefixes_add_up(void **state) {
	struct fixture *f = *state;
	define(f, S("n: '(?<x> \\d )'\nm: '{{n as b}} {{n}}'\nrule: '{{m as a}}'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	assert_int_equal(c.captures.n, 2);
	assert_slice_equal(c.captures.v[0].name, S("a.b.x"));
	assert_slice_equal(c.captures.v[1].name, S("a.x"));
	assert_slice_equal(slice_at(c.captures.v[0].node->text, c.captures.v[0].at), S("x"));
	regex_free(c.regex);
}

static void one_name_may_stand_in_several_alternatives(void **state) {
	struct fixture *f = *state;
	define(f, S("rule: '(?<x> a ) b | c (?<x> d )'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	const struct regex_group *groups;
	assert_int_equal(c.captures.n, 1);
	assert_int_equal(regex_groups(c.regex, &groups), 2);
	assert_slice_equal(groups[0].name, S("x"));
	assert_slice_equal(groups[1].name, S("x"));
	struct matcher *m = matcher_new();
	assert_int_equal(regex_search(m, c.regex, S("cd"), 0), REGEX_MATCH);
	assert_span_equal(matcher_group(m, groups[0].number), SPAN_NONE);
	assert_span_equal(matcher_group(m, groups[1].number), ((span){1, 2}));
	matcher_free(m);
	regex_free(c.regex);
}

static void references_follow_the_prefix(void **state) {
	struct fixture *f = *state;
	define(f, S("twice: '(?<c> \\w ) \\k<c>'\nrule: '{{twice as a}} {{twice as b}}'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	struct matcher *m = matcher_new();
	assert_int_equal(regex_search(m, c.regex, S("xxyy"), 0), REGEX_MATCH);
	assert_int_equal(regex_search(m, c.regex, S("xxyx"), 0), REGEX_NONE);
	matcher_free(m);
	regex_free(c.regex);
}

static void long_names_are_no_trouble(void **state) {
	struct fixture *f = *state;
	define(f, S("rule: '(?<a_name_that_is_much_longer_than_pcre2_allows_it_to_be> x )'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_MATCH);
	assert_non_null(c.regex);
	regex_free(c.regex);
}

/* ---- errors and where they are shown */

static void an_error_is_shown_under_its_character(void **state) {
	refused(*state, S("rule: 'a+ \xC3\xA9 ) b'\n"), CODE_PATTERN, 1, 13);
	refused(*state, S("rule: 'it''s ) b'\n"), CODE_PATTERN, 1, 14);
	refused(*state, S("rule: |\n\n   a\n     [b] ) c\n"), CODE_PATTERN, 4, 10);
	refused(*state, S("rule: 'a (b [c] '\n"), CODE_PATTERN, 1, 10);
	refused(*state, S("rule: 'a [b c'\n"), CODE_PATTERN, 1, 10);
	refused(*state, S("rule: 'a \\p{Nope} c'\n"), CODE_PATTERN, 1, 10);
	refused(*state, S("rule: 'a \\C'\n"), CODE_PATTERN, 1, 10);
	refused(*state, S("rule: 'a \\'\n"), CODE_PATTERN, 1, 10);
	refused(*state, S("rule: 'a \\k<nope>'\n"), CODE_PATTERN, 1, 13);
	refused(*state, S("rule: '(?<a> x ) (?&b)'\n"), CODE_PATTERN, 1, 21);
}

static void an_error_behind_a_fragment_is_still_in_its_place(void **state) {
	refused(*state, S("a: '(?<name> x )'\nrule: '{{a}}{{a}} (?<longer_name> y) ) z'\n"), CODE_PATTERN, 2, 38);
}

static void an_error_in_a_fragment_is_said_once_and_there(void **state) {
	refused(*state, S("a: 'x [z-y]'\nb: '{{a}}'\nrule: '{{a}} {{b}}'\n"), CODE_PATTERN, 1, 10);
}

static void an_error_of_the_two_together_shows_both_places(void **state) {
	struct fixture *f = *state;
	/* Each is well by itself: a lookbehind and words of no fixed length. */
	refused(f, S("words: 'x+'\nrule: 'a (?<= {{words}} ) b'\n"), CODE_PATTERN, 2, 10);
	/* A group named twice over with another number inside a branch reset. */
	refused(f, S("one: '(?<a> x )'\nrule: '(?| {{one}} | (?<b> y ) )'\n"), CODE_PATTERN, 2, 25);
	refused(f, S("two: '(?<b> y )'\nrule: '(?| (?<a> x ) | {{two}} )'\n"), CODE_PATTERN, 1, 10);
	assert_slice_equal(slice_at(f->file.source, f->diags.list.v[0].also_at), S("{{two}}"));
}

static void an_unknown_fragment_has_a_hint(void **state) {
	struct fixture *f = *state;
	refused(f, S("amount: 'x'\nrule: 'a {{amuont}}'\n"), CODE_FRAGMENT_UNKNOWN, 2, 12);
	assert_slice_equal(f->diags.list.v[0].hint, S("did you mean amount?"));
	refused(f, S("a: '{{b}}'\nrule: '{{a}}{{a}}'\n"), CODE_FRAGMENT_UNKNOWN, 1, 7);
	refused(f, S("rule: 'x {{a'\n"), CODE_FRAGMENT_UNKNOWN, 1, 10);
}

static void a_cycle_is_named(void **state) {
	struct fixture *f = *state;
	refused(f, S("a: '{{b}}'\nb: 'x {{c}}'\nc: '{{b}}'\nrule: '{{a}}'\n"), CODE_FRAGMENT_CYCLE, 3, 7);
	assert_slice_equal(
	        f->diags.list.v[0].message, S("a fragment that contains itself: b \xE2\x86\x92 c \xE2\x86\x92 b"));
	refused(f, S("a: '{{a}}'\nrule: 'x'\n"), CODE_FRAGMENT_CYCLE, 1, 7);
}

static void what_multiplies_meets_a_limit(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	buf_put(&b, S("f0: 'xxxxxxxxxxxxxxxx'\n"));
	for (unsigned i = 1; i < 40; i++) {
		buf_put(&b, S("f"));
		buf_u64(&b, i);
		buf_put(&b, S(": '{{f"));
		buf_u64(&b, i - 1);
		buf_put(&b, S("}}{{f"));
		buf_u64(&b, i - 1);
		buf_put(&b, S("}}'\n"));
	}
	buf_put(&b, S("rule: 'a {{f39}}'\n"));
	refused(f, buf_slice(&b), CODE_FRAGMENT_SIZE, 12, 6); /* the first that is too large, once */
	buf_free(&b);
}

static void a_long_chain_meets_a_limit(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	buf_put(&b, S("f0: 'x'\n"));
	for (unsigned i = 1; i < 5000; i++) {
		buf_put(&b, S("f"));
		buf_u64(&b, i);
		buf_put(&b, S(": '{{f"));
		buf_u64(&b, i - 1);
		buf_put(&b, S("}}'\n"));
	}
	buf_put(&b, S("rule: '{{f4999}}'\n"));
	define(f, buf_slice(&b));
	assert_int_equal(f->diags.list.n, 1);
	assert_int_equal(f->diags.list.v[0].code, CODE_FRAGMENT_SIZE);
	buf_free(&b);
}

/* ---- uses */

static void a_match_may_not_be_empty_but_a_condition_may(void **state) {
	struct fixture *f = *state;
	refused(f, S("rule: 'x*'\n"), CODE_PATTERN_EMPTY, 1, 7);
	refused(f, S("a: 'x?'\nrule: '{{a}}'\n"), CODE_PATTERN_EMPTY, 2, 7);
	define(f, S("rule: '$'\n"));
	struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_CONDITION);
	assert_non_null(c.regex);
	assert_int_equal(f->diags.list.n, 0);
	regex_free(c.regex);
}

static void what_stands_behind_must_end_at_the_end(void **state) {
	struct fixture *f = *state;
	static const slice patterns[] = {{"rule: 'a|b'\n", 12}, {"rule: 'a|b # c'\n", 16}, {"rule: 'a|\\Qb'\n", 14}};
	struct matcher *m = matcher_new();
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		define(f, patterns[i]);
		struct compiled c = fragments_compile(&f->set, f->rule, PATTERN_BEHIND);
		assert_int_equal(regex_search(m, c.regex, S("xxb"), 0), REGEX_MATCH);
		assert_int_equal(regex_search(m, c.regex, S("xbx"), 0), REGEX_NONE);
		assert_int_equal(regex_search(m, c.regex, S("ax"), 0), REGEX_NONE);
		regex_free(c.regex);
	}
	matcher_free(m);
	define(f, S("rule: 'a ) b'\n"));
	assert_null(fragments_compile(&f->set, f->rule, PATTERN_BEHIND).regex);
	assert_int_equal(f->diags.list.v[0].at.start, 9);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(a_fragment_comes_in_a_group_of_its_own),
	        T(a_comment_at_its_end_does_not_swallow_the_group),
	        T(a_fragment_is_extended_wherever_it_stands),
	        T(braces_in_classes_comments_and_escapes_are_no_fragments),
	        T(numbered_references_count_the_groups_put_in),
	        T(names_become_short_and_come_back),
	        T(prefixes_add_up),
	        T(one_name_may_stand_in_several_alternatives),
	        T(references_follow_the_prefix),
	        T(long_names_are_no_trouble),
	        T(an_error_is_shown_under_its_character),
	        T(an_error_behind_a_fragment_is_still_in_its_place),
	        T(an_error_in_a_fragment_is_said_once_and_there),
	        T(an_error_of_the_two_together_shows_both_places),
	        T(an_unknown_fragment_has_a_hint),
	        T(a_cycle_is_named),
	        T(what_multiplies_meets_a_limit),
	        T(a_long_chain_meets_a_limit),
	        T(a_match_may_not_be_empty_but_a_condition_may),
	        T(what_stands_behind_must_end_at_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

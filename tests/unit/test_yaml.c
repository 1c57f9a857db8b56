/* rules/yaml.c: the strict subset, its errors, and the places of every byte. */
#include "asserts.h"

#include "base/mem.h"
#include "rules/yaml.h"

struct fixture {
	arena a;
	struct diags diags;
	struct yaml_file file;
};

static int setup(void **state) {
	struct fixture *f = must_alloc(sizeof *f);
	f->diags.arena = &f->a;
	f->file.name = S("t.rules.yaml");
	*state = f;
	return 0;
}

static int teardown(void **state) {
	struct fixture *f = *state;
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

static struct yaml_node *parse(struct fixture *f, slice source) {
	/* In memory of its own size, so that reading past it is seen. */
	f->file.source = arena_copy(&f->a, source);
	f->diags.list.n = 0;
	return yaml_parse(&f->a, &f->file, &f->diags);
}

static const struct yaml_node *good(struct fixture *f, slice source) {
	const struct yaml_node *n = parse(f, source);
	assert_int_equal(f->diags.list.n, 0);
	assert_non_null(n);
	return n;
}

/* One diag of this code at this place. */
static void bad(struct fixture *f, slice source, enum code code, size_t line, size_t column) {
	(void)parse(f, source);
	assert_int_equal(f->diags.list.n, 1);
	const struct diag *d = &f->diags.list.v[0];
	assert_slice_equal(code_text(d->code), code_text(code));
	struct place at = place_of(f->file.source, d->at.start);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
	assert_slice_equal(d->file, S("t.rules.yaml"));
	assert_true(d->message.n > 0);
}

static slice shown(const struct fixture *f, const struct yaml_node *n) { return slice_at(f->file.source, n->at); }

/* ---- what is read */

static void scalars_stay_text_in_every_style(void **state) {
	const struct yaml_node *n = good(
	        *state, S("a: no\nb: 'it''s'\nc: \"x\\ty\"\nd: |\n  one\n    two\ne: >-\n  one\n  two\nf: 1.50\n"));
	static const struct {
		slice key, text;
		enum yaml_style style;
	} cases[] = {{{"a", 1}, {"no", 2}, YAML_PLAIN}, {{"b", 1}, {"it's", 4}, YAML_SINGLE},
	        {{"c", 1}, {"x\ty", 3}, YAML_DOUBLE}, {{"d", 1}, {"one\n  two\n", 10}, YAML_LITERAL},
	        {{"e", 1}, {"one two", 7}, YAML_FOLDED}, {{"f", 1}, {"1.50", 4}, YAML_PLAIN}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct yaml_node *v = yaml_get(n, cases[i].key);
		assert_slice_equal(v->text, cases[i].text);
		assert_int_equal(v->style, cases[i].style);
	}
}

static void flow_and_block_collections_give_the_same_tree(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *block = good(f, S("a:\n  - x\n  - {b: y}\n"));
	const struct yaml_node *a = yaml_get(block, S("a"));
	assert_int_equal(a->items.n, 2);
	assert_slice_equal(a->items.v[0]->text, S("x"));
	assert_slice_equal(yaml_get(a->items.v[1], S("b"))->text, S("y"));
	assert_true(a->whole && block->whole);
	const struct yaml_node *flow = good(f, S("{a: [x, {b: y}]}"));
	assert_slice_equal(yaml_get(yaml_get(flow, S("a"))->items.v[1], S("b"))->text, S("y"));
}

static void an_empty_file_has_no_root_and_no_error(void **state) {
	struct fixture *f = *state;
	static const slice sources[] = {{"", 0}, {"\n", 1}, {" \n\n", 3}, {"# only this\n", 12}, {"\xEF\xBB\xBF", 3}};
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		assert_null(parse(f, sources[i]));
		assert_int_equal(f->diags.list.n, 0);
	}
}

static void has_finds_a_key_whatever_its_value(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *n = good(f, S("a:\nb: x\n"));
	assert_true(yaml_has(n, S("a")));
	assert_false(yaml_has(n, S("c")));
	assert_int_equal(yaml_get(n, S("a"))->text.n, 0);
	assert_null(yaml_get(n, S("c")));
}

/* ---- places */

static void a_node_knows_its_bytes(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *n = good(f, S("\xC3\xA9: 'x y' # c\nb: |\n\n    lit\n     eral\n\nc: [1, \"2\"]\n"));
	assert_slice_equal(shown(f, n->entries.v[0].key), S("\xC3\xA9"));
	assert_slice_equal(shown(f, n->entries.v[0].value), S("'x y'"));
	assert_slice_equal(shown(f, n->entries.v[1].value), S("lit\n     eral"));
	assert_slice_equal(shown(f, n->entries.v[2].value), S("[1, \"2\"]"));
	assert_slice_equal(shown(f, n->entries.v[2].value->items.v[1]), S("\"2\""));
}

static void places_count_from_behind_a_byte_order_mark(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *n = good(f, S("\xEF\xBB\xBF"
	                                      "ab: cd\n"));
	assert_span_equal(n->entries.v[0].value->at, ((span){7, 9}));
}

/* Every byte of the value that was copied stands at its place. */
static void assert_places(struct fixture *f, slice source) {
	const struct yaml_node *v = yaml_get(good(f, source), S("k"));
	assert_true(v->text.n > 0);
	for (size_t i = 0; i < v->text.n; i++) {
		size_t place = yaml_place(v, i);
		char value = v->text.p[i], raw = place < f->file.source.n ? f->file.source.p[place] : '\n';
		bool folded = (value == ' ' || value == '\n') && strchr(" \n\r\t", raw) != NULL;
		assert_true(value == raw || folded);
	}
}

static void every_byte_of_a_value_is_found_again(void **state) {
	assert_places(*state, S("k: plain words\n"));
	assert_places(*state, S("k: plain\n  words, folded\n\n  twice\n"));
	assert_places(*state, S("k: 'it''s ''here'' \xC3\xA9'\n"));
	assert_places(*state, S("k: 'it''s\n   folded''\n\n\n   on'\n"));
	assert_places(*state, S("k: |\n  one\n    two\n\n   three\n"));
	assert_places(*state, S("k: |\n\n  one\n \n  two"));
	assert_places(*state, S("k: |2-\n    one\n   two\n"));
	assert_places(*state, S("k: |+\r\n  one\r\n\r\n  two\r\n\r\n"));
	assert_places(*state, S("l:\n  - a\nk: |\n\n\n      deep\n     \n      er\nm: b\n"));
}

static void escapes_of_double_quotes_are_reckoned_in(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *v = yaml_get(good(f, S("k: \"\\x41\\u00e9 b\\\n   c\\\"d\"\n")), S("k"));
	assert_slice_equal(v->text, S("A\xC3\xA9 bc\"d"));
	static const struct {
		size_t value, raw;
	} cases[] = {{0, 4}, {1, 8}, {3, 14}, {4, 15}, {5, 21}, {6, 22}, {7, 24}, {8, 25}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(yaml_place(v, cases[i].value), cases[i].raw);
}

static void a_span_covers_its_characters(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *v = yaml_get(good(f, S("k: 'a''\xC3\xA9''b'\n")), S("k"));
	assert_slice_equal(slice_at(f->file.source, yaml_span(v, (span){1, 4})), S("''\xC3\xA9"));
	assert_slice_equal(slice_at(f->file.source, yaml_span(v, (span){2, 2})), S("\xC3\xA9"));
	assert_slice_equal(slice_at(f->file.source, yaml_span(v, (span){6, 6})), S("'"));
	assert_span_equal(yaml_span(v, (span){99, 99}), yaml_span(v, (span){v->text.n, v->text.n}));
}

/* ---- what is refused */

static void anchors_aliases_tags_and_merge_keys_are_refused(void **state) {
	bad(*state, S("a: &x b\n"), CODE_YAML_FEATURE, 1, 4);
	bad(*state, S("a: !!str b\n"), CODE_YAML_FEATURE, 1, 4);
	bad(*state, S("a:\n  !x [b]\n"), CODE_YAML_FEATURE, 2, 3);
	bad(*state, S("a: &y {b: c}\n"), CODE_YAML_FEATURE, 1, 4);
	bad(*state, S("a: *x\n"), CODE_YAML_FEATURE, 1, 4);
	bad(*state, S("a: 1\n<<: {b: 2}\n"), CODE_YAML_FEATURE, 2, 1);
}

static void a_quoted_merge_key_is_a_key(void **state) { (void)good(*state, S("'<<': {b: 2}\n")); }

static void a_refused_value_keeps_its_key(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *n = parse(f, S("a: *x\nb: [*y, c]\n"));
	assert_true(yaml_has(n, S("a")));
	assert_null(yaml_get(n, S("a")));
	assert_int_equal(yaml_get(n, S("b"))->items.n, 1);
	assert_int_equal(f->diags.list.n, 2);
}

static void directives_and_second_documents_are_refused(void **state) {
	bad(*state, S("%YAML 1.2\n---\na: b\n"), CODE_YAML_FEATURE, 1, 1);
	bad(*state, S("# c\n%FOO bar\n---\na: b\n"), CODE_YAML_FEATURE, 2, 1);
	bad(*state, S("a: b\n---\nc: d\n"), CODE_YAML_FEATURE, 2, 1);
	bad(*state, S("a: b\n...\nc: d\n"), CODE_YAML_FEATURE, 3, 1);
	bad(*state, S("---\n---\n"), CODE_YAML_FEATURE, 2, 1);
}

static void one_document_may_be_marked(void **state) {
	(void)good(*state, S("---\na: b\n"));
	(void)good(*state, S("a: b\n...\n"));
}

static void a_percent_sign_in_the_text_is_no_directive(void **state) {
	const struct yaml_node *n = good(*state, S("a: |\n  x\n  %y\nb: '50\n  %'\n"));
	assert_slice_equal(yaml_get(n, S("a"))->text, S("x\n%y\n"));
}

static void of_equal_keys_each_later_one_is_named(void **state) {
	struct fixture *f = *state;
	bad(f, S("a: 1\nb: 2\n\"a\": 3\n"), CODE_KEY_TWICE, 3, 1);
	assert_span_equal(f->diags.list.v[0].also_at, ((span){0, 1}));
	const struct yaml_node *n = parse(f, S("{a: 1, a: 2, a: 3}"));
	assert_int_equal(f->diags.list.n, 2);
	assert_int_equal(n->entries.n, 1);
	assert_slice_equal(yaml_get(n, S("a"))->text, S("1"));
}

static void keys_are_words(void **state) {
	bad(*state, S("? [a]\n: b\n"), CODE_YAML_FEATURE, 1, 3);
	bad(*state, S("{{a: b}: c}"), CODE_YAML_FEATURE, 1, 2);
}

static void syntax_errors_have_line_and_column(void **state) {
	bad(*state, S("a: b: c\n"), CODE_YAML_SYNTAX, 1, 5);
	bad(*state, S("a: 1\n\tb: 2\n"), CODE_YAML_SYNTAX, 2, 2);
	bad(*state, S("a: b\n  c: d\n"), CODE_YAML_SYNTAX, 2, 3);
	bad(*state, S("a: [1, 2\n"), CODE_YAML_SYNTAX, 1, 4);
	bad(*state, S("a:\n  b: {c: 1,\n"), CODE_YAML_SYNTAX, 2, 6);
}

static void an_open_quote_is_an_error(void **state) {
	struct fixture *f = *state;
	static const slice sources[] = {{"a: 'b\n", 6}, {"a: \"b\n", 6}, {"'", 1}, {"\"", 1}};
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		(void)parse(f, sources[i]);
		assert_int_equal(f->diags.list.n, 1);
		assert_int_equal(f->diags.list.v[0].code, CODE_YAML_SYNTAX);
	}
}

static void what_stands_before_a_syntax_error_is_there(void **state) {
	struct fixture *f = *state;
	const struct yaml_node *n = parse(f, S("rules:\n  - a: 1\n    b: 2\n  - c: 3\n    d: e: f\n"));
	assert_int_equal(f->diags.list.n, 1);
	const struct yaml_node *rules = yaml_get(n, S("rules"));
	assert_int_equal(rules->items.n, 2);
	assert_true(rules->items.v[0]->whole);
	assert_false(rules->items.v[1]->whole);
	assert_false(rules->whole || n->whole);
	assert_true(slice_ends(f->diags.list.v[0].message, S("unchecked")));
}

static void bytes_that_are_no_text_are_refused(void **state) {
	bad(*state, S("a: b\n\xFF: c\n"), CODE_YAML_SYNTAX, 2, 1);
	bad(*state, S("a: b\n \0c: d\n"), CODE_YAML_SYNTAX, 2, 2);
	bad(*state, S("a: \xED\xA0\x80\n"), CODE_YAML_SYNTAX, 1, 4);
}

static void an_escape_that_yaml_does_not_have_is_about_quotes(void **state) {
	struct fixture *f = *state;
	bad(f, S("a: \"\\d+ \\\"it's\\\" \\.\"\n"), CODE_QUOTES_DOUBLE, 1, 4);
	assert_slice_equal(f->diags.list.v[0].hint, S("write '\\d+ \"it''s\" \\.'"));
	const struct yaml_node *n = parse(f, S("a: \"\\d\"\nb: \"\\p\"\nc: &x d\n"));
	assert_int_equal(f->diags.list.n, 3);
	assert_null(yaml_get(n, S("a")));
	assert_slice_equal(yaml_get(n, S("c"))->text, S("d"));
}

static void nesting_has_a_limit(void **state) {
	struct fixture *f = *state;
	char text[2000];
	memset(text, '[', sizeof text);
	(void)parse(f, (slice){text, sizeof text});
	assert_int_equal(f->diags.list.n, 1);
	assert_int_equal(f->diags.list.v[0].code, CODE_YAML_SYNTAX);
	assert_int_equal(f->diags.list.v[0].at.start, 32);
}

/* Nothing that a byte may become is read past the end, hangs or goes by without an answer. */
static void a_changed_byte_does_no_harm(void **state) {
	struct fixture *f = *state;
	static const char text[] = "a: &x 'it''s'\nb: |\n  \xC3\xA9\n- [c, {d: \"\\x41\"}]\n# e\n---\n";
	static const char bytes[] = "\0'\"[]{}:|>-#&*!%\n\t\r\\\xFF,? ";
	for (size_t i = 0; i < sizeof text - 1; i++) {
		for (size_t k = 0; k < sizeof bytes - 1; k++) {
			char changed[sizeof text];
			memcpy(changed, text, sizeof text);
			changed[i] = bytes[k];
			struct yaml_node *n = parse(f, (slice){changed, sizeof text - 1});
			assert_true(n != NULL || f->diags.list.n > 0 || i == 0);
			arena_reset(&f->a);
			f->diags = (struct diags){.arena = &f->a};
		}
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(scalars_stay_text_in_every_style),
	        T(flow_and_block_collections_give_the_same_tree),
	        T(an_empty_file_has_no_root_and_no_error),
	        T(has_finds_a_key_whatever_its_value),
	        T(a_node_knows_its_bytes),
	        T(places_count_from_behind_a_byte_order_mark),
	        T(every_byte_of_a_value_is_found_again),
	        T(escapes_of_double_quotes_are_reckoned_in),
	        T(a_span_covers_its_characters),
	        T(anchors_aliases_tags_and_merge_keys_are_refused),
	        T(a_quoted_merge_key_is_a_key),
	        T(a_refused_value_keeps_its_key),
	        T(directives_and_second_documents_are_refused),
	        T(one_document_may_be_marked),
	        T(a_percent_sign_in_the_text_is_no_directive),
	        T(of_equal_keys_each_later_one_is_named),
	        T(keys_are_words),
	        T(syntax_errors_have_line_and_column),
	        T(an_open_quote_is_an_error),
	        T(what_stands_before_a_syntax_error_is_there),
	        T(bytes_that_are_no_text_are_refused),
	        T(an_escape_that_yaml_does_not_have_is_about_quotes),
	        T(nesting_has_a_limit),
	        T(a_changed_byte_does_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

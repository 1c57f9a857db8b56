/* rules/pattern.c: the tokenizer of patterns. */
#include "asserts.h"

#include "base/arena.h"
#include "rules/pattern.h"

static const char *const kinds[] = {
        "text", "blank", "comment", "quoted", "class", "open", "close", "reference", "fragment"};

/* The tokens as text, one after the other: open:(?<n> class:[a] …; runs of text are joined. */
static slice tokens(arena *a, slice pattern) {
	struct pattern_reader r = {.text = pattern, .extended = true};
	struct pattern_token t;
	slices out = {0};
	enum pattern_kind last = PATTERN_FRAGMENT;
	size_t at = 0;
	while (pattern_next(&r, &t)) {
		assert_int_equal(t.at.start, at); /* nothing is left out */
		assert_true(t.at.end > at && t.at.end <= pattern.n);
		at = t.at.end;
		bool joined = out.n > 0 && t.kind == last && (t.kind == PATTERN_TEXT || t.kind == PATTERN_BLANK);
		if (!joined) {
			if (out.n > 0) *vec_push(a, &out) = S(" ");
			*vec_push(a, &out) = slice_of(kinds[t.kind]);
			*vec_push(a, &out) = t.broken ? S("!") : S(":");
		}
		*vec_push(a, &out) = slice_at(pattern, t.at);
		last = t.kind;
	}
	assert_int_equal(at, pattern.n);
	return slice_concat(a, out.v, out.n);
}

static void assert_tokens(slice pattern, slice expected) {
	arena a = {0};
	assert_slice_equal(tokens(&a, pattern), expected);
	arena_free(&a);
}

static struct pattern_token first_of(slice pattern, enum pattern_kind kind) {
	struct pattern_reader r = {.text = pattern, .extended = true};
	struct pattern_token t;
	while (pattern_next(&r, &t))
		if (t.kind == kind) return t;
	fail_msg("no such token");
	return t;
}

static void text_blanks_and_comments_are_told_apart(void **state) {
	(void)state;
	assert_tokens(S("ab c # d\ne"), S("text:ab blank:  text:c blank:  comment:# d\n text:e"));
	assert_tokens(S("a(?# b )c"), S("text:a comment:(?# b ) text:c"));
	assert_tokens(S("a\xE2\x80\xA8\x62"), S("text:a blank:\xE2\x80\xA8 text:b"));
}

static void escapes_are_text(void **state) {
	(void)state;
	assert_tokens(S("\\(\\[\\#\\ \\{{"), S("text:\\(\\[\\#\\ \\{{"));
	assert_tokens(S("\\x{41}\\p{Lu}\\c(\\d"), S("text:\\x{41}\\p{Lu}\\c(\\d"));
	assert_tokens(S("\\\xC3\xA9)"), S("text:\\\xC3\xA9 close:)"));
	assert_tokens(S("a\\"), S("text:a\\"));
}

static void quoted_text_is_one_token(void **state) {
	(void)state;
	assert_tokens(S("a\\Q( # [\\Eb"), S("text:a quoted:\\Q( # [\\E text:b"));
	assert_tokens(S("\\Qabc"), S("quoted!\\Qabc"));
}

static void a_class_ends_where_pcre2_ends_it(void **state) {
	(void)state;
	assert_tokens(S("[a-z]b"), S("class:[a-z] text:b"));
	assert_tokens(S("[]a]b"), S("class:[]a] text:b"));
	assert_tokens(S("[^]a]b"), S("class:[^]a] text:b"));
	assert_tokens(S("[a\\]b]c"), S("class:[a\\]b] text:c"));
	assert_tokens(S("[[:alpha:]x]c"), S("class:[[:alpha:]x] text:c"));
	assert_tokens(S("[[x]c"), S("class:[[x] text:c"));
	assert_tokens(S("[\\Q]\\E]c"), S("class:[\\Q]\\E] text:c"));
	assert_tokens(S("[(#{{x}} ]"), S("class:[(#{{x}} ]"));
	assert_tokens(S("[ab"), S("class![ab"));
	assert_tokens(S("[a\\"), S("class![a\\"));
}

static void groups_open_and_close(void **state) {
	(void)state;
	assert_tokens(S("(a)(?:b)(?=c)(?<!d)(?>e)(?|f)"),
	        S("open:( text:a close:) open:(?: text:b close:) open:(?= text:c close:) open:(?<! text:d close:) "
	          "open:(?> text:e close:) open:(?| text:f close:)"));
	assert_tokens(S("(?i:a)(?i)b(*pla:c)(*SKIP)"),
	        S("open:(?i: text:a close:) text:(?i)b open:(*pla: text:c close:) text:(*SKIP)"));
	assert_tokens(
	        S("(?(1)a)(?(?=b)c)"), S("open:(?(1) text:a close:) open:(? open:(?= text:b close:) text:c close:)"));
	assert_tokens(S("(?R)(?1)(?C2)"), S("text:(?R)(?1)(?C2)"));
}

static void names_of_groups_are_found(void **state) {
	(void)state;
	static const slice patterns[] = {{"x(?<name>a)", 11}, {"x(?P<name>a)", 12}, {"x(?'name'a)", 11}};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct pattern_token t = first_of(patterns[i], PATTERN_OPEN);
		assert_slice_equal(slice_at(patterns[i], t.name), S("name"));
		assert_true(t.defines);
	}
	assert_true(span_is_none(first_of(S("(?<=a)"), PATTERN_OPEN).name));
	assert_true(span_is_none(first_of(S("(?<1a>a)"), PATTERN_TEXT).name));
}

static void references_to_groups_are_found(void **state) {
	(void)state;
	static const slice patterns[] = {{"\\k<ab>", 6}, {"\\k'ab'", 6}, {"\\k{ab}", 6}, {"\\g{ab}", 6}, {"\\g<ab>", 6},
	        {"(?&ab)", 6}, {"(?P>ab)", 7}, {"(?P=ab)", 7}};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct pattern_token t = first_of(patterns[i], PATTERN_REFERENCE);
		assert_slice_equal(slice_at(patterns[i], t.name), S("ab"));
		assert_false(t.defines);
		assert_int_equal(t.at.end, patterns[i].n);
	}
	assert_tokens(S("\\g{-1}\\g1\\k"), S("text:\\g{-1}\\g1\\k"));
	static const slice conditions[] = {{"(?(<ab>)x)", 10}, {"(?('ab')x)", 10}, {"(?(R&ab)x)", 10}};
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
		struct pattern_token t = first_of(conditions[i], PATTERN_OPEN);
		assert_slice_equal(slice_at(conditions[i], t.name), S("ab"));
		assert_false(t.defines);
	}
	assert_true(span_is_none(first_of(S("(?(DEFINE)x)"), PATTERN_OPEN).name));
}

static void fragments_are_found_with_their_prefix(void **state) {
	(void)state;
	slice pattern = S("a {{ big-money.x  as from }} b");
	struct pattern_token t = first_of(pattern, PATTERN_FRAGMENT);
	assert_slice_equal(slice_at(pattern, t.name), S("big-money.x"));
	assert_slice_equal(slice_at(pattern, t.as), S("from"));
	assert_slice_equal(slice_at(pattern, t.at), S("{{ big-money.x  as from }}"));
	assert_false(t.broken);
	assert_true(span_is_none(first_of(S("{{x}}"), PATTERN_FRAGMENT).as));
}

static void two_braces_that_are_no_fragment_are_broken(void **state) {
	(void)state;
	static const slice patterns[] = {{"{{}}", 4}, {"{{a b}}", 7}, {"{{a", 3}, {"{{a}", 4}, {"{{1a}}", 6},
	        {"{{a as}}", 8}, {"{{a as 1}}", 10}, {"{{", 2}, {"{{a asb}}", 9}};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		assert_true(first_of(patterns[i], PATTERN_FRAGMENT).broken);
	assert_tokens(S("x{2}{"), S("text:x{2}{"));
}

static void extended_mode_follows_the_options(void **state) {
	(void)state;
	assert_tokens(S("(?-x)a #"), S("text:(?-x)a #"));
	assert_tokens(S("(?-x:a b) c"), S("open:(?-x: text:a b close:) blank:  text:c"));
	assert_tokens(S("((?-x)a b) c"), S("open:( text:(?-x)a b close:) blank:  text:c"));
	assert_tokens(S("(?i-x)a b(?x) c"), S("text:(?i-x)a b(?x) blank:  text:c"));
	assert_tokens(S("(?^)a b"), S("text:(?^)a b"));
}

static void what_is_open_at_the_end_is_known(void **state) {
	(void)state;
	assert_true(span_is_none(pattern_end(S("(a[b]) # (c\n")).unclosed));
	assert_span_equal(pattern_end(S("a(b(c)")).unclosed, ((span){1, 2}));
	assert_span_equal(pattern_end(S("a(b[c)")).unclosed, ((span){3, 4}));
	assert_span_equal(pattern_end(S("a(?#b")).unclosed, ((span){1, 2}));
	assert_true(pattern_end(S("a # b")).comment);
	assert_false(pattern_end(S("a # b\n")).comment);
	assert_true(pattern_end(S("a \\Q b")).quoted);
	assert_false(pattern_end(S("a \\Q b\\E")).quoted);
}

static void deep_groups_do_no_harm(void **state) {
	(void)state;
	char text[2000];
	memset(text, '(', 1000);
	memset(text + 1000, ')', 1000);
	struct pattern_reader r = {.text = {text, sizeof text}, .extended = true};
	struct pattern_token t;
	size_t n = 0;
	while (pattern_next(&r, &t)) n++;
	assert_int_equal(n, 2000);
	assert_int_equal(r.depth, 0);
	assert_true(r.extended);
	assert_true(span_is_none(pattern_end((slice){text, 1000}).unclosed)); /* not kept so deep */
}

/* Whatever the bytes, the tokens cover them and the walk ends. */
static void any_bytes_are_covered(void **state) {
	(void)state;
	static const char bytes[] = "()[]{}<>?*\\#|:'Qkgx&P=-^a1 \n";
	uint32_t seed = 1;
	arena a = {0};
	for (int round = 0; round < 20000; round++) {
		char text[12];
		for (size_t i = 0; i < sizeof text; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = bytes[(seed >> 16) % (sizeof bytes - 1)];
		}
		(void)tokens(&a, (slice){text, sizeof text});
		(void)pattern_end((slice){text, sizeof text});
		arena_reset(&a);
	}
	arena_free(&a);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(text_blanks_and_comments_are_told_apart),
	        cmocka_unit_test(escapes_are_text),
	        cmocka_unit_test(quoted_text_is_one_token),
	        cmocka_unit_test(a_class_ends_where_pcre2_ends_it),
	        cmocka_unit_test(groups_open_and_close),
	        cmocka_unit_test(names_of_groups_are_found),
	        cmocka_unit_test(references_to_groups_are_found),
	        cmocka_unit_test(fragments_are_found_with_their_prefix),
	        cmocka_unit_test(two_braces_that_are_no_fragment_are_broken),
	        cmocka_unit_test(extended_mode_follows_the_options),
	        cmocka_unit_test(what_is_open_at_the_end_is_known),
	        cmocka_unit_test(deep_groups_do_no_harm),
	        cmocka_unit_test(any_bytes_are_covered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

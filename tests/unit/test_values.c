/* Every value type by its table of cases, tests/table/<type>.tsv. A line is
 *   capture=text | capture=text <TAB> column=value | column=value
 * with all columns in the order that the function sets them, `inferred=true` behind them where a part came from the
 * document's date, alternatives as `or column=value` (the first two, `or more` for the rest), or !code. The captures @published, @region and @dates (day-first, month-first) set the context (GB and
 * day-first otherwise). \n is a line feed, # starts a comment line. */
#include "asserts.h"

#include "core_lexicon.h"
#include "values/value.h"

enum { ALTERNATIVES_SHOWN = 2 };

static arena words;
static const struct lexicon *lexicon;

struct table_case {
	VEC(struct captured) captures;
	struct value_context context;
	slice expected;
};

static slice unescaped(arena *a, slice s) {
	struct cut c = slice_cut(s, S("\\n"));
	return c.ok ? say(a, c.head, S("\n"), unescaped(a, c.tail)) : s;
}

static void take_capture(arena *a, struct table_case *t, slice name, slice text) {
	text = unescaped(a, text);
	if (slice_equal(name, S("@published")))
		t->context.published = text;
	else if (slice_equal(name, S("@region")))
		t->context.region = text;
	else if (slice_equal(name, S("@dates")))
		t->context.month_first = slice_equal(text, S("month-first"));
	else
		*vec_push(a, &t->captures) = (struct captured){name, text};
}

static struct table_case read_case(arena *a, slice line) {
	struct table_case t = {.context = {.lexicon = lexicon, .region = S("GB")}};
	struct cut sides = slice_cut(line, S("\t"));
	for (struct cut c = {.tail = sides.head, .ok = true}; c.ok;) {
		c = slice_cut(c.tail, S(" | "));
		struct cut pair = slice_cut(c.head, S("="));
		take_capture(a, &t, pair.head, pair.tail);
	}
	t.expected = sides.tail;
	return t;
}

static slice shown(arena *a, const struct value_out *out) {
	slice text = S("");
	if (out->failed) return say(a, S("!"), code_text(out->code));
	for (size_t i = 0; i < out->count; i++)
		text = say(a, text, i ? S(" | ") : S(""), out->columns[i].column, S("="), out->columns[i].text);
	if (out->inferred) text = say(a, text, S(" | inferred=true"));
	for (size_t i = 0; i < out->alternative_count; i++) {
		if (i < ALTERNATIVES_SHOWN)
			text = say(
			        a, text, S(" | or "), out->alternatives[i].column, S("="), out->alternatives[i].text);
		else if (i == ALTERNATIVES_SHOWN)
			text = say(a, text, S(" | or more"));
	}
	return text;
}

/* What every answer must be like, whatever it says. */
static bool is_well_formed(const struct table_case *t, const struct value_out *out) {
	if (out->failed) return out->count == 0 && out->message.n > 0;
	for (size_t i = 0; i < out->count; i++)
		for (size_t j = 0; j < VALUE_SOURCES_MAX && out->columns[i].from[j].p; j++) {
			bool matched = false;
			for (size_t k = 0; k < t->captures.n; k++)
				matched = matched || slice_equal(t->captures.v[k].name, out->columns[i].from[j]);
			if (!matched) return false;
		}
	return out->count > 0;
}

static bool case_holds(const struct value_type *type, slice line, size_t number) {
	arena a = {0};
	struct table_case t = read_case(&a, line);
	struct value_in in = {t.captures.v, t.captures.n, &t.context, &a};
	struct value_out out = {0};
	bool read = type->fn(&in, &out);
	slice actual = shown(&a, &out);
	bool holds = slice_equal(actual, t.expected) && read == !out.failed && is_well_formed(&t, &out);
	if (!holds) {
		print_error("tests/table/%s.tsv:%zu\n", type->name, number);
		asserts_print_slice("    case", line);
		asserts_print_slice("  actual", actual);
	}
	arena_free(&a);
	return holds;
}

static void run_table(slice name) {
	arena a = {0};
	slice path = say(&a, S("tests/table/"), name, S(".tsv")), text;
	const struct value_type *type = value_type_named(name);
	assert_non_null(type);
	assert_int_equal(io_read_file(&a, arena_c_string(&a, path), 0, &text), 0);
	size_t cases = 0, wrong = 0, number = 0;
	for (struct cut c = {.tail = text, .ok = true}; c.ok;) {
		c = slice_cut(c.tail, S("\n"));
		number++;
		if (c.head.n == 0 || slice_starts(c.head, S("#"))) continue;
		cases++;
		wrong += !case_holds(type, c.head, number);
	}
	arena_free(&a);
	assert_true(cases > 0);
	assert_int_equal(wrong, 0);
}

#define VALUE(name, is, captures, version, about)                                                                      \
	static void type_##name##_gives_what_its_table_says(void **state) {                                            \
		(void)state;                                                                                           \
		run_table(S(#name));                                                                                   \
	}
#include "values/values.def"

/* ---- what tables cannot say */

static struct value_out value_with(arena *a, slice type, struct captured *captures, size_t n, slice published) {
	struct value_context context = {.lexicon = lexicon, .region = S("GB"), .published = published};
	struct value_in in = {captures, n, &context, a};
	struct value_out out = {0};
	(void)value_type_named(type)->fn(&in, &out);
	return out;
}

static void an_impossible_date_is_named_in_its_message(void **state) {
	(void)state;
	arena a = {0};
	struct captured day[] = {{S("day"), S("31")}, {S("month"), S("February")}, {S("year"), S("2024")}};
	struct value_out out = value_with(&a, S("date"), day, 3, ABSENT);
	assert_slice_equal(out.message, S("31 February 2024 is in no calendar"));
	assert_int_equal(out.code, CODE_DATE_IMPOSSIBLE);
	arena_free(&a);
}

static void a_value_names_the_captures_it_was_read_in(void **state) {
	(void)state;
	arena a = {0};
	struct captured sum[] = {{S("currency"), S("£")}, {S("number"), S("579.7")}, {S("scale"), S("k")}};
	struct value_out out = value_with(&a, S("money"), sum, 3, ABSENT);
	assert_int_equal(out.count, 3);
	assert_slice_equal(out.columns[1].column, S("value"));
	assert_slice_equal(out.columns[1].from[0], S("number"));
	assert_slice_equal(out.columns[1].from[1], S("scale"));
	assert_slice_equal(out.columns[1].from[2], ABSENT);
	assert_slice_equal(out.columns[2].from[0], S("currency"));
	arena_free(&a);
}

static void the_ends_of_a_falling_range_keep_their_own_captures(void **state) {
	(void)state;
	arena a = {0};
	struct captured range[] = {{S("number"), S("10")}, {S("number_to"), S("5")}};
	struct value_out out = value_with(&a, S("number"), range, 2, ABSENT);
	assert_slice_equal(out.columns[1].text, S("5"));
	assert_slice_equal(out.columns[1].from[0], S("number_to"));
	assert_slice_equal(out.columns[2].text, S("10"));
	assert_slice_equal(out.columns[2].from[0], S("number"));
	arena_free(&a);
}

static void four_hundred_digits_and_sixty_decimals_stay_exact(void **state) {
	(void)state;
	arena a = {0};
	char digits[461];
	for (size_t i = 0; i < sizeof digits; i++) digits[i] = (char)('1' + i % 9);
	digits[400] = '.';
	struct captured number[] = {{S("number"), {digits, sizeof digits}}};
	struct value_out out = value_with(&a, S("number"), number, 1, ABSENT);
	assert_slice_equal(out.columns[1].text, number[0].text);
	arena_free(&a);
}

static void a_type_works_without_lexicon_and_context(void **state) {
	(void)state;
	arena a = {0};
	for (size_t i = 0; i < value_type_count; i++) {
		struct captured captures[] = {{S("number"), S("12")}, {S("text"), S("12")}, {S("unit"), S("days")}};
		struct value_in in = {captures, 3, NULL, &a};
		struct value_out out = {0};
		bool read = value_types[i].fn(&in, &out);
		assert_int_equal(read, !out.failed);
	}
	arena_free(&a);
}

static void words_for_powers_of_ten_agree_with_the_scales(void **state) {
	(void)state;
	static const slice scales[] = {{"thousand", 8}, {"million", 7}, {"billion", 7}, {"trillion", 8}, {"crore", 5}};
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		uint64_t exponent;
		slice value = lexicon_get(lexicon, S("numbers"), scales[i], S("value"));
		assert_true(slice_to_u64(lexicon_get(lexicon, S("scales"), scales[i], S("exponent")), &exponent));
		assert_int_equal(value.n, exponent + 1);
	}
}

static void an_unknown_type_has_no_entry(void **state) {
	(void)state;
	assert_null(value_type_named(S("colour")));
	assert_null(value_type_named(ABSENT));
	assert_string_equal(value_type_named(S("money"))->is, "figure");
}

int main(void) {
	struct lexicon *core = core_lexicon(&words);
	lexicon = core;
	const struct CMUnitTest tests[] = {
#define VALUE(name, is, captures, version, about) cmocka_unit_test(type_##name##_gives_what_its_table_says),
#include "values/values.def"
	        cmocka_unit_test(an_impossible_date_is_named_in_its_message),
	        cmocka_unit_test(a_value_names_the_captures_it_was_read_in),
	        cmocka_unit_test(the_ends_of_a_falling_range_keep_their_own_captures),
	        cmocka_unit_test(four_hundred_digits_and_sixty_decimals_stay_exact),
	        cmocka_unit_test(a_type_works_without_lexicon_and_context),
	        cmocka_unit_test(words_for_powers_of_ten_agree_with_the_scales),
	        cmocka_unit_test(an_unknown_type_has_no_entry),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lexicon_free(core);
	arena_free(&words);
	return failed;
}

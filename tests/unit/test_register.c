/* rules/register.c and register_words.c: strict CSV with places, keys, and patterns from a column. */
#include "asserts.h"

#include "base/mem.h"
#include "rules/regex.h"
#include "rules/register.h"
#include "rules/register_words.h"

struct fixture {
	arena a;
	struct diags diags;
	slice source;
};

static int setup(void **state) {
	struct fixture *f = must_alloc(sizeof *f);
	f->diags.arena = &f->a;
	*state = f;
	return 0;
}

static int teardown(void **state) {
	struct fixture *f = *state;
	arena_free(&f->a);
	mem_free(f);
	return 0;
}

static struct register_table *read(struct fixture *f, slice source) {
	f->source = arena_copy(&f->a, source);
	f->diags.list.n = 0;
	return register_read(&f->a, S("r"), S("p/r.csv"), f->source, &f->diags);
}

static struct register_table *good(struct fixture *f, slice source) {
	struct register_table *r = read(f, source);
	assert_int_equal(f->diags.list.n, 0);
	return r;
}

static void assert_diag(struct fixture *f, size_t i, enum code code, size_t line, size_t column) {
	assert_true(i < f->diags.list.n);
	const struct diag *d = &f->diags.list.v[i];
	assert_slice_equal(code_text(d->code), code_text(code));
	struct place at = place_of(f->source, d->at.start);
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
	assert_slice_equal(d->file, S("p/r.csv"));
}

static void bad(struct fixture *f, slice source, size_t line, size_t column) {
	(void)read(f, source);
	assert_int_equal(f->diags.list.n, 1);
	assert_diag(f, 0, CODE_REGISTER, line, column);
}

/* ---- reading */

static void rows_have_cells_and_places(void **state) {
	struct fixture *f = *state;
	struct register_table *r = good(f, S("id,name\n1,one\n2,\"a, \"\"b\"\"\nc\"\n3,\n"));
	assert_int_equal(r->columns.n, 2);
	assert_int_equal(register_column(r, S("name")), 1);
	assert_true(register_column(r, S("nam")) == SIZE_MAX);
	assert_int_equal(r->rows.n, 3);
	assert_slice_equal(r->rows.v[0][1], S("one"));
	assert_slice_equal(r->rows.v[1][1], S("a, \"b\"\nc"));
	assert_slice_equal(r->rows.v[2][1], S(""));
	assert_slice_equal(slice_at(f->source, r->places.v[0]), S("1,one"));
	assert_slice_equal(slice_at(f->source, r->places.v[1]), S("2,\"a, \"\"b\"\"\nc\""));
	assert_slice_equal(slice_at(f->source, r->places.v[2]), S("3,"));
}

static void line_ends_may_be_of_any_kind_and_the_last_may_be_missing(void **state) {
	struct fixture *f = *state;
	static const slice sources[] = {
	        {"a,b\r\n1,2\r\n3,4\r\n", 15}, {"a,b\r1,2\r3,4", 11}, {"a,b\n1,2\r\n3,4\n", 13}};
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct register_table *r = good(f, sources[i]);
		assert_int_equal(r->rows.n, 2);
		assert_slice_equal(slice_at(f->source, r->places.v[1]), S("3,4"));
	}
}

static void blanks_around_cells_are_kept(void **state) {
	struct register_table *r = good(*state, S("a,b\n x , y\t\n"));
	assert_slice_equal(r->rows.v[0][0], S(" x "));
	assert_slice_equal(r->rows.v[0][1], S(" y\t"));
}

static void a_byte_order_mark_is_skipped(void **state) {
	struct fixture *f = *state;
	struct register_table *r = good(f, S("\xEF\xBB\xBF"
	                                     "a,b\n1,2\n"));
	assert_slice_equal(r->columns.v[0], S("a"));
	assert_slice_equal(slice_at(f->source, r->places.v[0]), S("1,2"));
}

static void a_header_alone_is_a_register(void **state) {
	assert_int_equal(good(*state, S("a,b\n"))->rows.n, 0);
	assert_int_equal(good(*state, S("a"))->columns.n, 1);
}

static void a_large_cell_is_read(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	buf_put(&b, S("a\n\""));
	for (int i = 0; i < 300000; i++) buf_put(&b, S("x,\n"));
	buf_put(&b, S("\"\n"));
	struct register_table *r = good(f, buf_slice(&b));
	assert_int_equal(r->rows.v[0][0].n, 900000);
	buf_free(&b);
}

/* ---- what is refused */

static void ragged_rows_are_named_each(void **state) {
	struct fixture *f = *state;
	struct register_table *r = read(f, S("a,b\n1\n2,3\n4,5,6\n"));
	assert_int_equal(f->diags.list.n, 2);
	assert_diag(f, 0, CODE_REGISTER, 2, 1);
	assert_diag(f, 1, CODE_REGISTER, 4, 1);
	assert_slice_equal(f->diags.list.v[1].message, S("3 cells where the header has 2"));
	assert_int_equal(r->rows.n, 1);
}

static slice without_returns(arena *a, slice s) {
	char *kept = arena_alloc(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r') kept[n++] = s.p[i];
	return (slice){kept, n};
}

static void assert_read_alike(struct fixture *f, slice row) {
	struct register_table *here = read(f, say(&f->a, S("x,y\n"), row, S("\nb,\"b\"\n")));
	size_t said = f->diags.list.n;
	struct register_table *there = read(f, say(&f->a, S("x,y\r\n"), row, S("\r\nb,\"b\"\r\n")));
	assert_int_equal(f->diags.list.n, said);
	assert_int_equal(there->rows.n, here->rows.n);
	for (size_t i = 0; i < here->rows.n; i++)
		for (size_t k = 0; k < 2; k++)
			assert_slice_equal(without_returns(&f->a, there->rows.v[i][k]), here->rows.v[i][k]);
}

/* Rows that end in CR and LF are libcsv's. */
static void what_is_read_without_libcsv_is_read_as_by_it(void **state) {
	static const char bytes[] = "a,\" ";
	enum { LONGEST = 6, BYTES = 4 };
	char row[LONGEST];
	for (size_t n = 0, cases = 1; n <= LONGEST; n++, cases *= BYTES)
		for (size_t number = 0; number < cases; number++) {
			size_t rest = number;
			for (size_t i = 0; i < n; i++, rest /= BYTES) row[i] = bytes[rest % BYTES];
			assert_read_alike(*state, (slice){row, n});
		}
}

static void blank_lines_are_refused(void **state) {
	bad(*state, S("a,b\n\n1,2\n"), 2, 1);
	bad(*state, S("\na,b\n1,2\n"), 1, 1);
	bad(*state, S("a,b\r\n1,2\r\n\r\n"), 3, 1);
	bad(*state, S("a,b\n  \n1,2\n"), 2, 1);
}

static void quotes_where_csv_has_none_are_refused(void **state) {
	bad(*state, S("a,b\n1,\"x\"y\n"), 2, 6);
	bad(*state, S("a,b\n1,x\"y\n"), 2, 4);
	bad(*state, S("a,b\n1, \"x\"\n"), 2, 4);
}

static void an_open_quote_is_shown_where_it_opened(void **state) {
	bad(*state, S("a,b\n1,2\n3,\"4\n5,6\n"), 3, 3);
	bad(*state, S("a,b\n\""), 2, 1);
}

static void bytes_that_are_no_text_are_refused(void **state) {
	bad(*state, S("a,b\n1,\0\n"), 2, 3);
	bad(*state, S("a,b\n1,\xC3\n"), 2, 3);
}

static void columns_need_names_of_their_own(void **state) {
	bad(*state, S("a,\n1,2\n"), 1, 1);
	bad(*state, S("a,b,a\n1,2,3\n"), 1, 1);
	bad(*state, S(""), 1, 1);
}

static void rows_with_equal_keys_are_named_with_the_first(void **state) {
	struct fixture *f = *state;
	struct register_table *r = good(f, S("a,b,c\n1,x,p\n2,x,q\n1,y,r\n1,x,s\n1,x,t\n"));
	register_set_key(&f->a, r, (const size_t[]){0, 1}, 2, &f->diags);
	assert_int_equal(f->diags.list.n, 2);
	assert_diag(f, 0, CODE_REGISTER_KEY, 5, 1);
	assert_diag(f, 1, CODE_REGISTER_KEY, 6, 1);
	assert_span_equal(f->diags.list.v[0].also_at, r->places.v[0]);
	assert_slice_equal(f->diags.list.v[0].message, S("a row with the key 1, x stands already"));
	f->diags.list.n = 0;
	register_set_key(&f->a, good(f, S("a,b\n1,x\n2,x\n")), (const size_t[]){0}, 1, &f->diags);
	assert_int_equal(f->diags.list.n, 0);
}

/* ---- words */

/* What the pattern of a column finds in a text; absent: nothing. */
static slice found(struct fixture *f, const struct words *w, slice text) {
	struct regex_error error;
	struct regex *r = regex_compile(&f->a, words_pattern(&f->a, w), NULL, 0, &error);
	assert_non_null(r);
	struct matcher *m = matcher_new();
	slice at = regex_search(m, r, text, 0) == REGEX_MATCH ? slice_at(text, matcher_group(m, 0)) : ABSENT;
	matcher_free(m);
	regex_free(r);
	return at;
}

static void the_longest_word_wins_and_case_does_not_count(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nDerby\nDerby and Derbyshire\nDerby\n"))};
	assert_slice_equal(found(f, &w, S("in derby AND  derbyshire now")), S("derby AND  derbyshire"));
	assert_slice_equal(found(f, &w, S("in Derby and Devon")), S("Derby"));
	w.exact = true;
	assert_slice_equal(found(f, &w, S("in derby or Derby")), S("Derby"));
	assert_slice_equal(found(f, &w, S("in derby")), ABSENT);
}

static void words_are_whole_words(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nMay\n%\nper cent\n(UK)\n"))};
	assert_slice_equal(found(f, &w, S("Mayor")), ABSENT);
	assert_slice_equal(found(f, &w, S("\xC3\xA9May")), ABSENT);
	assert_slice_equal(found(f, &w, S("May-June")), S("May"));
	assert_slice_equal(found(f, &w, S("5%5")), S("%"));
	assert_slice_equal(found(f, &w, S("per cents")), ABSENT);
	assert_slice_equal(found(f, &w, S("a(UK)b")), S("(UK)"));
}

static void special_characters_stand_for_themselves(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\na.b*c#d e[f]\n\xE2\x82\xAC\n\xC3\xA9t\xC3\xA9\n"))};
	assert_slice_equal(found(f, &w, S("a.b*c#d e[f]")), S("a.b*c#d e[f]"));
	assert_slice_equal(found(f, &w, S("axbbc#d e[f]")), ABSENT);
	assert_slice_equal(found(f, &w, S("5 \xE2\x82\xAC")), S("\xE2\x82\xAC"));
	assert_slice_equal(found(f, &w, S("\xC3\x89t\xC3\xA9")), S("\xC3\x89t\xC3\xA9"));
}

static void tolerant_words_take_hyphens_for_blanks(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nStoke-on-Trent Stone\n"))};
	assert_slice_equal(found(f, &w, S("Stoke on Trent Stone")), ABSENT);
	w.tolerant = true;
	assert_slice_equal(found(f, &w, S("x stoke on Trent-Stone x")), S("stoke on Trent-Stone"));
	assert_slice_equal(
	        found(f, &w, S("Stoke\xE2\x80\x90on - Trent  Stone")), S("Stoke\xE2\x80\x90on - Trent  Stone"));
	assert_slice_equal(found(f, &w, S("StokeonTrent Stone")), ABSENT);
}

static void words_of_one_meaning_stand_for_each_other(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nDee & Wolds\nR&D\nSand and Sea\nAndover\n"))};
	assert_slice_equal(found(f, &w, S("Dee and Wolds")), ABSENT);
	*vec_push(&f->a, &w.same) = S("&");
	*vec_push(&f->a, &w.same) = S("and");
	assert_slice_equal(found(f, &w, S("dee AND  wolds")), S("dee AND  wolds"));
	assert_slice_equal(found(f, &w, S("Dee&Wolds")), S("Dee&Wolds"));
	assert_slice_equal(found(f, &w, S("R & D")), S("R & D"));
	assert_slice_equal(found(f, &w, S("R and D")), S("R and D"));
	assert_slice_equal(found(f, &w, S("Sand & Sea")), S("Sand & Sea"));
	assert_slice_equal(found(f, &w, S("S& and Sea")), ABSENT);
	assert_slice_equal(found(f, &w, S("Dee andWolds")), ABSENT);
	assert_slice_equal(found(f, &w, S("in Andover")), S("Andover"));
	assert_slice_equal(found(f, &w, S("in &over")), ABSENT);
}

static void parts_of_words_count_where_that_is_said(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nk\nbn\n"))};
	assert_slice_equal(found(f, &w, S("10k")), ABSENT);
	w.parts = true;
	assert_slice_equal(found(f, &w, S("10k")), S("k"));
}

static void what_is_taken_out_of_words_need_not_stand(void **state) {
	struct fixture *f = *state;
	struct regex_error error;
	struct words w = {.table = good(f, S("w\nThe Wolds (North)\n"))};
	w.without = regex_compile(&f->a, S("^ The \\s | \\( .* \\)"), NULL, 0, &error);
	assert_slice_equal(found(f, &w, S("the wolds")), S("wolds"));
	regex_free(w.without);
}

static void rows_and_words_may_be_chosen(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w,role\none,unit\nten,ten\ndozen,\nhalf a,unit\n"))};
	struct words_where where = {.column = 1};
	*vec_push(&f->a, &where.values) = S("unit");
	*vec_push(&f->a, &w.where) = where;
	assert_slice_equal(found(f, &w, S("ten or one")), S("one"));
	w.where.v[0].any = true;
	assert_slice_equal(found(f, &w, S("dozen ten")), S("ten"));
	struct regex_error error;
	w.like = regex_compile(&f->a, S("^ \\p{L}+ $"), NULL, 0, &error);
	assert_slice_equal(found(f, &w, S("half a one")), S("one"));
	regex_free(w.like);
}

static void no_words_match_nothing(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w,x\n,1\n"))};
	assert_slice_equal(found(f, &w, S("anything")), ABSENT);
	assert_slice_equal(found(f, &w, S("")), ABSENT);
}

static void words_that_begin_alike_share_that(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\ntrust\ntrusts\nTrustee board\ntrial\n")), .parts = true};
	assert_slice_equal(words_pattern(&f->a, &w), S("(?i:(?:tr(?:ust(?:ee\\s+board|s)?|ial)))"));
	w.exact = true;
	assert_slice_equal(words_pattern(&f->a, &w), S("(?-i:(?:Trustee\\s+board|tr(?:usts?|ial)))"));
	w.parts = false;
	assert_slice_equal(found(f, &w, S("a trust board")), S("trust"));
	assert_slice_equal(found(f, &w, S("trustees, Trustee  board")), S("Trustee  board"));
}

/* Those with a guard behind them and those without stand apart; which come first depends on which go on from which. */
static void words_that_end_in_marks_keep_their_order(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nsq.\nsq\nsq ft\n$\n$b\n"))};
	assert_slice_equal(found(f, &w, S("5 sq. ft")), S("sq."));
	assert_slice_equal(found(f, &w, S("5 sq ft.")), S("sq ft"));
	assert_slice_equal(found(f, &w, S("5 sq m")), S("sq"));
	assert_slice_equal(found(f, &w, S("$b")), S("$b"));
	assert_slice_equal(found(f, &w, S("$bn")), S("$"));
	/* A word goes on from each kind here, so all stand as a list. */
	w.table = good(f, S("w\na.\na\na.b\na.b.\n"));
	assert_slice_equal(found(f, &w, S("a.b.")), S("a.b."));
	assert_slice_equal(found(f, &w, S("a.bc")), S("a."));
	assert_slice_equal(found(f, &w, S("a.b c")), S("a.b"));
}

/* To PCRE2 U+017F and U+212A are an s and a k whose case does not count. */
static void letters_beyond_ascii_are_told_apart_by_all_their_cases(void **state) {
	struct fixture *f = *state;
	struct words w = {.table = good(f, S("w\nkm\n\xE2\x84\xAAmh\nsea\n\xC5\xBF"
	                                     "et\n\xC3\xA9t\n\xC3\x89t\xC3\xA9\n"))};
	assert_slice_equal(found(f, &w, S("\xE2\x84\xAAM")), S("\xE2\x84\xAAM"));
	assert_slice_equal(found(f, &w, S("kmh")), S("kmh"));
	assert_slice_equal(found(f, &w, S("SET")), S("SET"));
	assert_slice_equal(found(f, &w,
	                           S("\xC5\xBF"
	                             "EA")),
	        S("\xC5\xBF"
	          "EA"));
	assert_slice_equal(found(f, &w, S("\xC3\x89T\xC3\x89")), S("\xC3\x89T\xC3\x89"));
	assert_slice_equal(found(f, &w, S("\xC3\x89T")), S("\xC3\x89T"));
}

static void too_many_words_are_refused(void **state) {
	struct fixture *f = *state;
	struct buf b = {0};
	buf_put(&b, S("w\n"));
	for (unsigned i = 0; i < 120000; i++) {
		buf_u64(&b, i);
		buf_put(&b, S("wordword\n"));
	}
	struct words w = {.table = good(f, buf_slice(&b))};
	assert_slice_equal(words_pattern(&f->a, &w), ABSENT);
	buf_free(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(rows_have_cells_and_places),
	        T(line_ends_may_be_of_any_kind_and_the_last_may_be_missing),
	        T(blanks_around_cells_are_kept),
	        T(a_byte_order_mark_is_skipped),
	        T(a_header_alone_is_a_register),
	        T(a_large_cell_is_read),
	        T(ragged_rows_are_named_each),
	        T(what_is_read_without_libcsv_is_read_as_by_it),
	        T(blank_lines_are_refused),
	        T(quotes_where_csv_has_none_are_refused),
	        T(an_open_quote_is_shown_where_it_opened),
	        T(bytes_that_are_no_text_are_refused),
	        T(columns_need_names_of_their_own),
	        T(rows_with_equal_keys_are_named_with_the_first),
	        T(the_longest_word_wins_and_case_does_not_count),
	        T(words_are_whole_words),
	        T(special_characters_stand_for_themselves),
	        T(tolerant_words_take_hyphens_for_blanks),
	        T(words_of_one_meaning_stand_for_each_other),
	        T(parts_of_words_count_where_that_is_said),
	        T(what_is_taken_out_of_words_need_not_stand),
	        T(rows_and_words_may_be_chosen),
	        T(no_words_match_nothing),
	        T(words_that_begin_alike_share_that),
	        T(words_that_end_in_marks_keep_their_order),
	        T(letters_beyond_ascii_are_told_apart_by_all_their_cases),
	        T(too_many_words_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

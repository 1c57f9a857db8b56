/* Tests of base/utf8. Bytes are written as escapes where an editor could change them. */
#include "asserts.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- validity */

static void assert_bad_at(slice s, size_t expected) {
	size_t bad = SIZE_MAX;
	assert_false(utf8_valid(s, &bad));
	assert_int_equal(bad, expected);
}

static void every_code_point_is_valid_but_surrogates(void **state) {
	(void)state;
	for (uint32_t code = 0; code < 0x120000; code += code < 0x3000 || (code > 0xD700 && code < 0xE100) ? 1 : 61) {
		char c[4];
		size_t n = 0, bad;
		if (code < 0x80) {
			c[n++] = (char)code;
		} else if (code < 0x800) {
			c[n++] = (char)(0xC0 | code >> 6);
		} else if (code < 0x10000) {
			c[n++] = (char)(0xE0 | code >> 12);
			c[n++] = (char)(0x80 | (code >> 6 & 63));
		} else {
			c[n++] = (char)(0xF0 | code >> 18);
			c[n++] = (char)(0x80 | (code >> 12 & 63));
			c[n++] = (char)(0x80 | (code >> 6 & 63));
		}
		if (code >= 0x80) c[n++] = (char)(0x80 | (code & 63));
		slice s = {c, n};
		bool valid = code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
		assert_int_equal(utf8_valid(s, &bad), valid);
		if (!valid) continue;
		assert_int_equal(utf8_at(s, 0).code, code);
		assert_int_equal(utf8_at(s, 0).size, n);
		assert_int_equal(utf8_before(s, n).code, code);
		assert_int_equal(utf8_before(s, n).size, n);
	}
}

static void ill_formed_sequences_are_found_where_they_start(void **state) {
	(void)state;
	assert_bad_at(S("\x80"), 0);
	assert_bad_at(S("a\xBF"), 1);
	assert_bad_at(S("a\xC0\x80"), 1);            /* overlong */
	assert_bad_at(S("a\xC1\xBF"), 1);            /* overlong */
	assert_bad_at(S("a\xE0\x9F\xBF"), 1);        /* overlong */
	assert_bad_at(S("a\xF0\x8F\xBF\xBF"), 1);    /* overlong */
	assert_bad_at(S("a\xED\xA0\x80"), 1);        /* a surrogate */
	assert_bad_at(S("a\xF4\x90\x80\x80"), 1);    /* beyond U+10FFFF */
	assert_bad_at(S("a\xF5\x80\x80\x80"), 1);    /* beyond U+10FFFF */
	assert_bad_at(S("ab\xFF"), 2);               /* never in UTF-8 */
	assert_bad_at(S("\xC2\xA3\xE2\x82"), 2);     /* cut off */
	assert_bad_at(S("\xC2\xA3\xF0\x9F\x98"), 2); /* cut off */
	assert_bad_at(S("\xE2\x82 "), 0);            /* broken off */
	assert_bad_at(S("\xC2\xA3\xC2\xC2\xA3"), 2); /* begun twice */
	assert_bad_at(S("caf\xE9 au lait"), 3);      /* Latin-1 */
}

static void a_bad_byte_is_found_at_every_distance(void **state) {
	(void)state;
	for (size_t n = 1; n <= 40; n++)
		for (size_t at = 0; at < n; at++) {
			/* Of just this size, so that a sanitizer sees a read beyond. */
			char *text = test_malloc(n);
			size_t bad;
			memset(text, 'a', n);
			assert_true(utf8_valid((slice){text, n}, &bad));
			text[at] = '\xE9';
			assert_bad_at((slice){text, n}, at);
			test_free(text);
		}
}

static void a_sequence_that_the_end_cuts_off_is_not_read_beyond(void **state) {
	(void)state;
	static const char whole[] = "\xF0\x9F\x98\x80";
	/* What stands behind would complete them. */
	for (size_t n = 1; n < 4; n++) assert_bad_at((slice){whole, n}, 0);
	assert_bad_at((slice){"\xC2\xA3", 1}, 0);
	assert_bad_at((slice){"\xE2\x82\xAC", 2}, 0);
}

static void nothing_is_valid(void **state) {
	(void)state;
	size_t bad;
	assert_true(utf8_valid(ABSENT, &bad));
	assert_true(utf8_valid(S(""), &bad));
	assert_true(utf8_valid(S("a\0b"), &bad));
}

/* ---- walking */

static void walking_forth_and_back_meets_the_same_characters(void **state) {
	(void)state;
	slice s = S("a\xC2\xA3\xE2\x82\xAC\xF0\x9F\x98\x80z");
	static const uint32_t codes[] = {'a', 0xA3, 0x20AC, 0x1F600, 'z'};
	size_t at = 0, i = 0;
	for (struct utf8_char c; (c = utf8_at(s, at)).size; at += c.size) assert_int_equal(c.code, codes[i++]);
	assert_int_equal(i, 5);
	assert_int_equal(at, s.n);
	for (struct utf8_char c; (c = utf8_before(s, at)).size; at -= c.size) assert_int_equal(c.code, codes[--i]);
	assert_int_equal(i, 0);
	assert_int_equal(utf8_count(s), 5);
	assert_int_equal(utf8_count(ABSENT), 0);
	assert_int_equal(utf8_before(s, 99).code, 'z');
	assert_int_equal(utf8_at(ABSENT, 0).size, 0);
}

/* ---- classes */

static void every_code_point_is_read_as_it_was_written(void **state) {
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char bytes[UTF8_MAX];
		if (code == 0xD800) code = 0xE000;
		slice s = {bytes, utf8_encode(code, bytes)};
		struct utf8_char c = utf8_at(s, 0);
		assert_int_equal(c.code, code);
		assert_int_equal(c.size, s.n);
	}
}

static void classes_go_beyond_ascii(void **state) {
	(void)state;
	assert_true(utf8_is_upper('A') && utf8_is_upper(0xC9) && utf8_is_upper(0x01C5)); /* a title case letter */
	assert_false(utf8_is_upper('a') || utf8_is_upper('1') || utf8_is_upper(0xE9) || utf8_is_upper('['));
	assert_true(utf8_is_lower('z') && utf8_is_lower(0xE9));
	assert_false(utf8_is_lower('Z') || utf8_is_lower(0xC9) || utf8_is_lower('{'));
	assert_true(utf8_is_letter('q') && utf8_is_letter(0x4E2D) && utf8_is_letter(0xDF));
	assert_false(utf8_is_letter('_') || utf8_is_letter(0x2019) || utf8_is_letter('5'));
	assert_true(utf8_is_digit('0') && utf8_is_digit('9'));
	assert_false(utf8_is_digit(0x0663) || utf8_is_digit('/') || utf8_is_digit(':'));
}

static void blanks_are_those_listed(void **state) {
	(void)state;
	static const uint32_t blanks[] = {'\t', '\v', '\f', ' ', 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
	        0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
	size_t next = 0, n = sizeof blanks / sizeof *blanks;
	for (uint32_t code = 0; code < 0x3100; code++) {
		bool listed = next < n && blanks[next] == code;
		assert_int_equal(utf8_is_blank(code), listed);
		next += listed;
	}
	assert_int_equal(next, n);
}

/* ---- forms */

static void trim_takes_no_break_spaces_too(void **state) {
	(void)state;
	assert_slice_equal(utf8_trim(S("\r\n \xC2\xA0 a\xC2\xA0"
	                               "b\xE2\x80\xAF\n")),
	        S("a\xC2\xA0"
	          "b"));
	assert_slice_equal(utf8_trim(S("\xC2\xA0\xC2\xA0")), S(""));
	assert_slice_equal(utf8_trim(S("\xC2\xA3")), S("\xC2\xA3"));
	assert_slice_equal(utf8_trim(ABSENT), ABSENT);
}

static void folding_blanks_leaves_single_spaces(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(utf8_fold_blanks(&a, S("  a \xC2\xA0\r\n b\t")), S("a b"));
	assert_slice_equal(utf8_fold_blanks(&a, S("co\xC2\xAD"
	                                          "operate")),
	        S("cooperate"));
	assert_slice_equal(utf8_fold_blanks(&a, S("\xEF\xBB\xBF"
	                                          "a \xC2\xAD b")),
	        S("a b"));
	assert_slice_equal(utf8_fold_blanks(&a, S(" \n ")), S(""));
	assert_slice_equal(utf8_fold_blanks(&a, ABSENT), ABSENT);
	slice once = utf8_fold_blanks(&a, S(" x \xE2\x80\x89 y "));
	assert_slice_equal(utf8_fold_blanks(&a, once), once);
	arena_free(&a);
}

static void blanks_are_folded_wherever_they_stand(void **state) {
	(void)state;
	arena a = {0};
	static const char word[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
	const slice blanks[] = {S(" "), S("  "), S("\n"), S(" \n"), S("\t"), S("\xC2\xA0"), S(" \xC2\xAD ")};
	for (size_t i = 1; i < sizeof word - 1; i++)
		for (size_t k = 0; k < sizeof blanks / sizeof *blanks; k++) {
			slice before = {word, i}, behind = {word + i, sizeof word - 1 - i};
			slice text = say(&a, before, blanks[k], behind, S(" z"), blanks[k]);
			assert_slice_equal(utf8_fold_blanks(&a, text), say(&a, before, S(" "), behind, S(" z")));
		}
	arena_free(&a);
}

static void case_folding_is_full_and_composed(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(utf8_casefold(&a, S("NHS England @[`{")), S("nhs england @[`{"));
	assert_slice_equal(utf8_casefold(&a, S("STRA\xC3\x9F"
	                                       "E")),
	        S("strasse"));
	assert_slice_equal(utf8_casefold(&a, S("\xC3\x89"
	                                       "COLE")),
	        S("\xC3\xA9"
	          "cole"));
	assert_slice_equal(utf8_casefold(&a, S("E\xCC\x81"
	                                       "COLE")),
	        S("\xC3\xA9"
	          "cole")); /* E and an accent */
	assert_slice_equal(utf8_casefold(&a, S("")), S(""));
	assert_slice_equal(utf8_casefold(&a, ABSENT), ABSENT);
	arena_free(&a);
}

static void case_folding_may_grow_a_lot(void **state) {
	(void)state;
	arena a = {0};
	/* U+0390 is two bytes and folds to three code points, of which NFC makes one again; U+FB03 is the ligature ffi. */
	assert_slice_equal(utf8_casefold(&a, S("\xEF\xAC\x83")), S("ffi"));
	assert_slice_equal(utf8_casefold(&a, S("\xCE\x90")), S("\xCE\x90"));
	char many[3000];
	for (size_t i = 0; i < sizeof many; i += 3) memcpy(many + i, "\xEF\xAC\x83", 3);
	slice folded = utf8_casefold(&a, (slice){many, sizeof many});
	assert_int_equal(folded.n, 3000);
	assert_slice_equal(slice_sub(folded, 2997, 3000), S("ffi"));
	/* U+1D160, a musical note, is four bytes that NFC makes twelve of: more than the room that is given. */
	assert_slice_equal(
	        utf8_casefold(&a, S("\xF0\x9D\x85\xA0")), S("\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE"));
	arena_free(&a);
}

static void case_folding_does_not_ask_the_locale(void **state) {
	(void)state;
	arena a = {0};
	setenv("LC_ALL", "tr_TR.UTF-8", 1);
	assert_slice_equal(utf8_casefold(&a, S("I\xC3\x89")), S("i\xC3\xA9"));
	unsetenv("LC_ALL");
	arena_free(&a);
}

static void what_a_terminal_obeys_is_unsafe(void **state) {
	(void)state;
	static const uint32_t unsafe[] = {0, 0x07, '\t', '\n', 0x1B, 0x7F, 0x85, 0x9B, 0x202A, 0x202E, 0x2066, 0x2069};
	static const uint32_t safe[] = {' ', '~', 0xA0, 0xAD, 0x200B, 0x2029, 0x202F, 0x2065, 0x206A, 0x1F600};
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++) assert_true(utf8_is_unsafe(unsafe[i]));
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) assert_false(utf8_is_unsafe(safe[i]));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_code_point_is_valid_but_surrogates),
	        cmocka_unit_test(ill_formed_sequences_are_found_where_they_start),
	        cmocka_unit_test(a_bad_byte_is_found_at_every_distance),
	        cmocka_unit_test(a_sequence_that_the_end_cuts_off_is_not_read_beyond),
	        cmocka_unit_test(nothing_is_valid),
	        cmocka_unit_test(walking_forth_and_back_meets_the_same_characters),
	        cmocka_unit_test(every_code_point_is_read_as_it_was_written),
	        cmocka_unit_test(classes_go_beyond_ascii),
	        cmocka_unit_test(blanks_are_those_listed),
	        cmocka_unit_test(trim_takes_no_break_spaces_too),
	        cmocka_unit_test(folding_blanks_leaves_single_spaces),
	        cmocka_unit_test(blanks_are_folded_wherever_they_stand),
	        cmocka_unit_test(case_folding_is_full_and_composed),
	        cmocka_unit_test(case_folding_may_grow_a_lot),
	        cmocka_unit_test(case_folding_does_not_ask_the_locale),
	        cmocka_unit_test(what_a_terminal_obeys_is_unsafe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

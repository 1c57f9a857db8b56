/* rules/scanner.c: literals are found wherever they stand, told apart as exactly as they are written, and texts that were read
 * ahead give what they give alone. */
#include "one_arena.h"

#include "base/buf.h"
#include "rules/scanner.h"

struct looked {
	struct scanner *scanner;
	struct cue_scan scan;
};

static struct looked look_for(const slice *patterns, size_t n) {
	struct cue_reader reader = {.arena = &a};
	struct cues *cues = arena_alloc(&a, n * sizeof *cues);
	for (size_t i = 0; i < n; i++) cues[i] = cues_of(&reader, patterns[i]);
	cue_reader_free(&reader);
	struct looked l = {.scanner = scanner_new(cues, n)};
	scan_open(&l.scan, l.scanner, &a);
	return l;
}

static bool found_in(struct looked *l, slice text) {
	scan_text(&l->scan, text);
	return scan_found(&l->scan, 0);
}

/* Dots with a word in their midst. */
static slice among_dots(size_t before, slice word, size_t behind) {
	struct buf out = {0};
	for (size_t i = 0; i < before; i++) buf_byte(&out, '.');
	buf_put(&out, word);
	for (size_t i = 0; i < behind; i++) buf_byte(&out, '.');
	slice text = arena_copy(&a, buf_slice(&out));
	buf_free(&out);
	return text;
}

static void a_word_is_found_at_every_place_of_a_long_text(void **state) {
	(void)state;
	enum { LENGTH = 1300 };
	const slice pattern = S("(?<! [\\p{L}\\d] ) Bridge \\s 2\\d{3} (?! \\d )");
	struct looked l = look_for(&pattern, 1);
	for (size_t at = 0; at <= LENGTH; at++) {
		assert_true(found_in(&l, among_dots(at, S("Bridge 2014"), LENGTH - at)));
		assert_true(l.scan.windows[0].start <= at && at <= l.scan.windows[0].end);
		assert_false(found_in(&l, among_dots(at, S("bridge 2014"), LENGTH - at)));
		assert_false(found_in(&l, among_dots(at, S("xBridge 2014"), LENGTH - at)));
	}
	scanner_free(l.scanner);
}

static void digits_that_are_written_are_told_apart(void **state) {
	(void)state;
	const slice pattern = S("70 | (?i: form \\s 3b )");
	struct looked l = look_for(&pattern, 1);
	assert_true(found_in(&l, S("70")));
	assert_true(found_in(&l, S("in all 1701 of them")));
	assert_false(found_in(&l, S("71 and 60")));
	assert_true(found_in(&l, S("FORM 3B")));
	assert_false(found_in(&l, S("form 4b")));
	scanner_free(l.scanner);
}

static void characters_beyond_ascii_are_told_apart(void **state) {
	(void)state;
	const slice dash = S("\\x{2014} \\d"), letter = S("[\\x{E0}-\\x{FF}] \\x20 %"), most = S("caf[^a-z0-9\\s] %");
	struct looked l = look_for(&dash, 1);
	assert_true(found_in(&l, S("a\xE2\x80\x94"
	                           "5")));
	assert_false(found_in(&l, S("a\xE2\x80\x93"
	                            "5, b\xE2\x80\xA4"
	                            "5")));
	scanner_free(l.scanner);
	l = look_for(&letter, 1);
	assert_true(found_in(&l, S("\xC3\xA9 %")));
	assert_false(found_in(&l, S("e %")));
	scanner_free(l.scanner);
	l = look_for(&most, 1);
	assert_true(found_in(&l, S("caf\xC3\xA9%")));
	assert_true(found_in(&l, S("caf\xE2\x80\x94%")));
	scanner_free(l.scanner);
}

static void edges_are_those_of_the_text(void **state) {
	(void)state;
	const slice patterns[] = {S("^ may"), S("may $")};
	struct looked l = look_for(patterns, 2);
	for (size_t dots = 0; dots < 700; dots += 7) {
		scan_text(&l.scan, among_dots(dots, S("may"), 1));
		assert_int_equal(scan_found(&l.scan, 0), dots == 0);
		assert_false(scan_found(&l.scan, 1));
		scan_text(&l.scan, among_dots(1, S("may"), dots));
		assert_false(scan_found(&l.scan, 0));
		assert_int_equal(scan_found(&l.scan, 1), dots == 0);
	}
	scanner_free(l.scanner);
}

static void texts_that_were_read_ahead_give_what_they_give_alone(void **state) {
	(void)state;
	const slice patterns[] = {S("river"), S("\\d+ \\s lakes"), S("\\w+")};
	const slice texts[] = {S("the river"), S("no water"), S("12 lakes, a river"), S(""), S("3 lakes")};
	struct looked ahead = look_for(patterns, 3), alone = look_for(patterns, 3);
	scan_ahead(&ahead.scan, texts, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_true(scan_expects(&ahead.scan, texts[i]));
		scan_text(&ahead.scan, texts[i]);
		scan_text(&alone.scan, texts[i]);
		for (size_t k = 0; k < 3; k++) {
			assert_int_equal(scan_found(&ahead.scan, k), scan_found(&alone.scan, k));
			if (!scan_found(&alone.scan, k)) continue;
			assert_int_equal(ahead.scan.windows[k].start, alone.scan.windows[k].start);
			assert_int_equal(ahead.scan.windows[k].end, alone.scan.windows[k].end);
		}
	}
	assert_false(scan_expects(&ahead.scan, texts[0]));
	/* Another text than the one that is next. */
	scan_ahead(&ahead.scan, texts, 5);
	scan_text(&ahead.scan, S("by the river"));
	assert_true(scan_found(&ahead.scan, 0));
	scan_text(&ahead.scan, texts[1]);
	assert_false(scan_found(&ahead.scan, 0));
	scanner_free(ahead.scanner);
	scanner_free(alone.scanner);
}

/* Words that begin in as many ways as they can. */
static slice word_of(uint64_t number) {
	char letters[12];
	for (size_t i = 0; i < sizeof letters; i++) {
		number = (number + 1) * UINT64_C(6364136223846793005);
		letters[i] = (char)('a' + (number >> 33) % 26);
	}
	return arena_copy(&a, (slice){letters, sizeof letters});
}

static void more_words_than_the_table_has_room_for_are_found(void **state) {
	(void)state;
	enum { WORDS = 12000, A_PATTERN = 3000 };
	struct cues cues[WORDS / A_PATTERN] = {0};
	struct cue_literal *v = arena_alloc(&a, WORDS * sizeof *v);
	for (size_t i = 0; i < WORDS; i++) v[i].bytes = word_of(i);
	for (size_t i = 0; i < WORDS / A_PATTERN; i++) {
		cues[i].v[0] = (struct cue){.v = v + i * A_PATTERN, .n = A_PATTERN, .reach.endless = true};
		cues[i].n = 1;
	}
	struct looked l = {.scanner = scanner_new(cues, WORDS / A_PATTERN)};
	scan_open(&l.scan, l.scanner, &a);
	assert_true(scanner_states(l.scanner) > 30000 && scanner_states(l.scanner) < 1 << 16);
	for (size_t i = 0; i < WORDS; i += 37) {
		scan_text(&l.scan, v[i].bytes);
		assert_true(scan_found(&l.scan, i / A_PATTERN));
	}
	assert_false(found_in(&l, S("0 1 2 3")));
	scanner_free(l.scanner);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(a_word_is_found_at_every_place_of_a_long_text, reset),
	        cmocka_unit_test_setup(digits_that_are_written_are_told_apart, reset),
	        cmocka_unit_test_setup(characters_beyond_ascii_are_told_apart, reset),
	        cmocka_unit_test_setup(edges_are_those_of_the_text, reset),
	        cmocka_unit_test_setup(texts_that_were_read_ahead_give_what_they_give_alone, reset),
	        cmocka_unit_test_setup(more_words_than_the_table_has_room_for_are_found, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

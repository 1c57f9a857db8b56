/* Lines measured sixteen bytes at a time: what line_look says is what line_measure says, character by character, wherever in
 * its sixteen bytes a line begins and whatever it is made of; and it says which signs the line holds. */
#include "one_arena.h"

#include "stages/segment_lines.h"

#include <stdlib.h>

/* `text` is a line from `start` to `end`, which it ends in a line end or with nothing. */
static void assert_measured(slice text, size_t start, size_t end) {
	struct line looked = {0}, measured = {0};
	struct sight sight = line_look(text, start, &looked);
	assert_int_equal(sight.end, end);
	bool shown = line_measure(text, start, end, &measured);
	assert_int_equal(looked.words > 0, shown);
	if (!shown) return;
	assert_int_equal(looked.body, measured.body);
	assert_int_equal(looked.stop, measured.stop);
	assert_int_equal(looked.indent, measured.indent);
	assert_int_equal(looked.width, measured.width);
	assert_int_equal(looked.points, measured.points);
	assert_int_equal(looked.words, measured.words);
	assert_int_equal(looked.first_word, measured.first_word);
	assert_int_equal(looked.gap, measured.gap);
	assert_int_equal(looked.wide_gap, measured.wide_gap);
	slice line = slice_sub(text, start, end), body = slice_sub(text, looked.body, looked.stop);
	bool ascii = true;
	for (size_t i = 0; i < body.n; i++)
		ascii = ascii && (unsigned char)body.p[i] < 0x80 && !memchr("\t\v\f", body.p[i], 3);
	if (looked.plain) assert_true(ascii);
	assert_int_equal(looked.tabs, slice_find_byte(line, '\t') != SIZE_MAX);
	assert_int_equal(looked.commas, slice_find_byte(line, ',') != SIZE_MAX);
	assert_int_equal(looked.semicolons, slice_find_byte(line, ';') != SIZE_MAX);
	assert_int_equal(looked.quotes, slice_find_byte(line, '"') != SIZE_MAX);
	assert_int_equal(sight.bars, slice_find_byte(line, '|') != SIZE_MAX);
	bool digits = false;
	for (char c = '0'; c <= '9'; c++) digits = digits || slice_find_byte(line, c) != SIZE_MAX;
	assert_int_equal(looked.digits, digits);
}

/* The line behind `before` other bytes, in a buffer of its own without a byte to spare, with each way to end it. */
static void assert_measured_everywhere(slice line) {
	static const slice ends[] = {S(""), S("\n"), S("\r\n"), S("\nwords, of \"another\" line; 12|\t")};
	for (size_t before = 0; before < 18; before++)
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			slice head = slice_sub(S("1,2;\"3\"|4\t5,6;7\n\n\n"), 18 - before, 18);
			slice text = slice_concat(&a, (const slice[]){head, line, ends[i]}, 3);
			char *exact = malloc(text.n);
			assert_non_null(exact);
			if (text.n) memcpy(exact, text.p, text.n);
			if (text.n) assert_measured((slice){exact, text.n}, before, before + line.n);
			free(exact);
			arena_reset(&a);
		}
}

static void lines_of_every_length_are_measured_alike(void **state) {
	(void)state;
	char line[200];
	for (size_t n = 0; n < sizeof line; n++) {
		for (size_t i = 0; i < n; i++) line[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
		assert_measured_everywhere((slice){line, n});
	}
}

static void gaps_are_seen_wherever_they_stand(void **state) {
	(void)state;
	char line[150];
	for (size_t gap = 1; gap < 5; gap++)
		for (size_t at = 0; at + gap <= sizeof line; at++) {
			memset(line, 'x', sizeof line);
			memset(line + at, ' ', gap);
			assert_measured_everywhere((slice){line, sizeof line});
		}
}

static void signs_are_seen_wherever_they_stand(void **state) {
	(void)state;
	static const char signs[] = "0959,;\"|\t\v\f\x01\x7F:-";
	char line[40];
	for (size_t k = 0; k + 1 < sizeof signs; k++)
		for (size_t at = 0; at < sizeof line; at++) {
			memset(line, ' ', sizeof line);
			memset(line + 3, 'x', sizeof line - 5);
			line[at] = signs[k];
			assert_measured_everywhere((slice){line, sizeof line});
		}
}

static void characters_and_blanks_beyond_ascii_are_measured_alike(void **state) {
	(void)state;
	static const slice characters[] = {S("\xC2\xA0"), S("\xC2\x85"), S("\xC2\xA3"), S("\xC2\xAD"), S("\xC3\xA9"),
	        S("\xE1\x9A\x80"), S("\xE1\x9A\x81"), S("\xE2\x80\x80"), S("\xE2\x80\x8A"), S("\xE2\x80\x8B"),
	        S("\xE2\x80\x93"), S("\xE2\x80\xA8"), S("\xE2\x80\xA9"), S("\xE2\x80\xAF"), S("\xE2\x81\x9F"),
	        S("\xE2\x94\x80"), S("\xE3\x80\x80"), S("\xE3\x81\x82"), S("\xEF\xBB\xBF"), S("\xF0\x9F\x98\x80")};
	for (size_t k = 0; k < sizeof characters / sizeof *characters; k++)
		for (size_t before = 0; before < 36; before++) {
			slice head = slice_sub(S("  in the first of all the words here"), 0, before);
			slice parts[] = {head, characters[k], S("ly so, at last  ")};
			char room[80];
			slice line = {room, 0};
			for (size_t i = 0; i < 3; i++) {
				memcpy(room + line.n, parts[i].p, parts[i].n);
				line.n += parts[i].n;
			}
			assert_measured_everywhere(line);
		}
}

static void tabs_set_in_or_make_gaps(void **state) {
	(void)state;
	assert_measured_everywhere(S("\tcode"));
	assert_measured_everywhere(S("  \t \tcode here"));
	assert_measured_everywhere(S("\t\t"));
	assert_measured_everywhere(S("name\tvalue"));
	assert_measured_everywhere(S("a line that ends in a tab\t"));
	assert_measured_everywhere(S("\ta line that is longer than all the sixty-four bytes of one look\tat it"));
	struct line l = {0};
	(void)line_look(S("\t x"), 0, &l);
	assert_int_equal(l.indent, 9);
	assert_true(l.plain && l.tabs);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(lines_of_every_length_are_measured_alike, reset),
	        cmocka_unit_test_setup(gaps_are_seen_wherever_they_stand, reset),
	        cmocka_unit_test_setup(signs_are_seen_wherever_they_stand, reset),
	        cmocka_unit_test_setup(characters_and_blanks_beyond_ascii_are_measured_alike, reset),
	        cmocka_unit_test_setup(tabs_set_in_or_make_gaps, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}

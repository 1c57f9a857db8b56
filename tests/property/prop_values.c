/* Properties of values: what is written in any of the ways that people write it is read as the same value; a value
 * read again is
 * itself; and whatever the captures hold, no function crashes or gives a value that is not of its grammar. */
#include "../unit/asserts.h"

#include "../unit/core_lexicon.h"
#include "random.h"
#include "value_grammar.h"

enum { NUMBERS = 3000, DATES = 3000, GARBAGE = 30000, CAPTURES_MAX = 32 };

static arena words;
static struct value_context context;

/* ---- asking */

static struct value_out ask(arena *a, slice type, const struct captured *captures, size_t n) {
	struct value_in in = {captures, n, &context, a};
	struct value_out out = {0};
	(void)value_type_named(type)->fn(&in, &out);
	return out;
}

static slice single(arena *a, slice type, slice text) {
	struct captured c = {S("text"), text};
	struct value_out out = ask(a, type, &c, 1);
	return column_of(&out, S(""));
}

/* ---- numbers */

static slice small_in_words(arena *a, uint64_t n) {
	static const char *const units[] = {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
	        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
	        "nineteen"};
	static const char *const tens[] = {
	        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
	slice text = S("");
	if (n >= 100) text = say(a, slice_of(units[n / 100]), S(" hundred"), n % 100 ? S(" and ") : S(""));
	n %= 100;
	if (n < 20) return say(a, text, slice_of(units[n]));
	return say(a, text, slice_of(tens[n / 10]), n % 10 ? S("-") : S(""), slice_of(units[n % 10]));
}

static slice in_words(arena *a, uint64_t n) {
	static const slice scales[] = {{" trillion", 9}, {" billion", 8}, {" million", 8}, {" thousand", 9}, {"", 0}};
	uint64_t unit = UINT64_C(1000000000000);
	slice text = S("");
	if (n == 0) return S("zero");
	for (size_t i = 0; i < 5; i++, unit /= 1000) {
		uint64_t here = n / unit % 1000;
		if (here == 0) continue;
		slice joint = text.n == 0 ? S("") : unit == 1 && here < 100 ? S(" and ") : S(", ");
		text = say(a, text, joint, small_in_words(a, here), scales[i]);
	}
	return text;
}

static slice random_digits(arena *a, size_t n, bool leading) {
	char *out = arena_alloc(a, n);
	for (size_t i = 0; i < n; i++) out[i] = (char)('0' + random_below(10));
	if (n && leading && out[0] == '0') out[0] = '7';
	return (slice){out, n};
}

static slice with_thousands(arena *a, slice digits, slice mark) {
	slice text = S("");
	size_t head = (digits.n - 1) % 3 + 1;
	text = slice_sub(digits, 0, head);
	for (size_t at = head; at < digits.n; at += 3) text = say(a, text, mark, slice_sub(digits, at, at + 3));
	return text;
}

static void a_number_in_words_is_the_number(void **state) {
	(void)state;
	arena a = {0};
	for (size_t i = 0; i < NUMBERS; i++) {
		uint64_t n = random_number() % UINT64_C(1000000000000000);
		slice expected = slice_of_u64(&a, n);
		assert_slice_equal(single(&a, S("decimal"), in_words(&a, n)), expected);
		arena_reset(&a);
	}
	arena_free(&a);
}

static void thousands_marks_change_no_number(void **state) {
	(void)state;
	static const slice marks[] = {
	        {",", 1}, {" ", 1}, {"'", 1}, {"\xE2\x80\x99", 3}, {"\xE2\x80\xAF", 3}, {"\xC2\xA0", 2}};
	arena a = {0};
	for (size_t i = 0; i < NUMBERS; i++) {
		size_t n = 1 + random_below(60), places = random_below(20);
		slice whole = random_digits(&a, n, true), behind = random_digits(&a, places, false);
		slice point = places ? S(".") : S(""), mark = marks[random_below(sizeof marks / sizeof *marks)];
		slice plain = say(&a, whole, point, behind);
		assert_slice_equal(single(&a, S("decimal"), plain), plain);
		assert_slice_equal(
		        single(&a, S("decimal"), say(&a, with_thousands(&a, whole, mark), point, behind)), plain);
		assert_slice_equal(single(&a, S("decimal"), say(&a, S("("), plain, S(")"))),
		        slice_equal(plain, S("0")) ? plain : say(&a, S("-"), plain));
		arena_reset(&a);
	}
	arena_free(&a);
}

/* ---- dates */

static struct calendar_date random_date(void) {
	struct calendar_date d;
	d.year = 1000 + (unsigned)random_below(9000);
	d.month = 1 + (unsigned)random_below(12);
	d.day = 1 + (unsigned)random_below(calendar_days_in(d.year, d.month));
	return d;
}

static void a_day_is_the_same_in_every_form(void **state) {
	(void)state;
	static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
	        "September", "October", "November", "December"};
	arena a = {0};
	for (size_t i = 0; i < DATES; i++) {
		struct calendar_date d = random_date();
		slice iso = calendar_text(&a, d), month = slice_of(months[d.month - 1]);
		slice day = slice_of_u64(&a, d.day), year = slice_of_u64(&a, d.year);
		assert_slice_equal(single(&a, S("edtf"), iso), iso);
		assert_slice_equal(single(&a, S("edtf"), say(&a, day, S(" "), month, S(" "), year)), iso);
		assert_slice_equal(single(&a, S("edtf"), say(&a, month, S(" "), day, S(", "), year)), iso);
		assert_slice_equal(
		        single(&a, S("edtf"), say(&a, day, S("/"), slice_of_u64(&a, d.month), S("/"), year)), iso);
		arena_reset(&a);
	}
	arena_free(&a);
}

static void day_numbers_count_the_days(void **state) {
	(void)state;
	struct calendar_date d = {1, 1, 1};
	long number = calendar_day_number(d);
	while (d.year < 2500) {
		if (d.day < calendar_days_in(d.year, d.month))
			d.day++;
		else if (d.month < 12)
			d = (struct calendar_date){d.year, d.month + 1, 1};
		else
			d = (struct calendar_date){d.year + 1, 1, 1};
		assert_int_equal(calendar_day_number(d), ++number);
		struct calendar_date again = calendar_of_number(number);
		assert_true(again.year == d.year && again.month == d.month && again.day == d.day);
	}
}

static void a_week_later_is_the_same_weekday(void **state) {
	(void)state;
	assert_int_equal(calendar_weekday((struct calendar_date){2021, 3, 23}), 2);
	for (size_t i = 0; i < DATES; i++) {
		struct calendar_date d = random_date(), week = calendar_add_days(d, 7), next = calendar_add_days(d, 1);
		if (d.year > 9990) continue;
		assert_int_equal(calendar_weekday(week), calendar_weekday(d));
		assert_int_equal(calendar_weekday(next), calendar_weekday(d) % 7 + 1);
	}
}

/* Every month that is added can be taken away again, but for days that a month has not. */
static void months_that_are_added_can_be_taken_away(void **state) {
	(void)state;
	for (size_t i = 0; i < DATES; i++) {
		struct calendar_date d = random_date();
		long months = (long)random_below(500);
		struct calendar_date later = calendar_add_months(d, months), again;
		if (later.year == 0) continue;
		again = calendar_add_months(later, -months);
		assert_true(calendar_valid(later));
		assert_true(again.year == d.year && again.month == d.month && again.day <= d.day);
		assert_true(d.day > 28 || again.day == d.day);
	}
}

static void an_inferred_year_is_the_closest(void **state) {
	(void)state;
	for (size_t i = 0; i < DATES; i++) {
		struct calendar_date reference = random_date(), d = random_date();
		if (d.month == 2 && d.day == 29) continue;
		d.year = 0;
		if (reference.year > 9990 || !calendar_infer(&d, reference)) continue;
		long far = labs(calendar_day_number(d) - calendar_day_number(reference));
		struct calendar_date before = {d.year - 1, d.month, d.day}, after = {d.year + 1, d.month, d.day};
		assert_true(far <= labs(calendar_day_number(before) - calendar_day_number(reference)));
		assert_true(far < labs(calendar_day_number(after) - calendar_day_number(reference)));
	}
}

/* ---- garbage */

static const char *const pieces[] = {"0", "1", "7", "12", "31", "99", "100", "000", "2019", "1900", "20", "2018/19",
        "4,281", "1.5", ".", ",", " ", " ", "-", "–", "−", "/", "(", ")", "(0)", "+", "+44", "00", "'", "’", "½", "⅓",
        "%", "£", "$", "p", "k", "m", "bn", "million", "thousand", "hundred", "dozen", "one", "nine", "twelve",
        "twenty", "third", "thirds", "half", "quarter", "a", "and", "of", "in", "out of", "point", "minus", "st", "th",
        "days", "years", "km", "January", "Feb", "spring", "nineties", "s", "S", "the", "more than", "early", "@", "x",
        "é", "\xC2\xA0", "\n", "٣", "999999999999999999999", "T", "07:00", "Z", "bodies", "ICSs", "last", "next",
        "this", "ago", "today", "tomorrow", "week", "month", "year", "decade", "Friday", "noon", "pm", "first", "13th",
        "another", "over", "x10^", "e-3", "dot", "below zero", "feet", "in"};

static slice random_text(arena *a) {
	slice text = S("");
	for (size_t n = random_below(6); n > 0; n--) {
		slice gap = random_below(3) ? S("") : S(" ");
		text = say(a, text, gap, slice_of(pieces[random_below(sizeof pieces / sizeof *pieces)]));
	}
	return text;
}

/* A text for each of the captures that the type declares, but for some that did not match. */
static size_t random_captures(arena *a, const struct value_type *type, struct captured *captures) {
	size_t n = 0;
	for (struct cut c = {.tail = slice_of(type->captures), .ok = true}; c.ok && n < CAPTURES_MAX;) {
		c = slice_cut(c.tail, S(" "));
		bool optional = slice_ends(c.head, S("?"));
		if (optional && random_below(3)) continue;
		slice name = slice_sub(c.head, 0, c.head.n - optional);
		captures[n++] = (struct captured){name, random_text(a)};
	}
	return n;
}

/* What a value says when it is written out again, in the captures of its own type; 0 of them where there is no such
 * form: a length of time in ISO 8601 is no English, an open year is no date. */
static size_t written_again(arena *a, const struct value_type *type, const struct value_out *out, struct captured *c) {
	slice name = slice_of(type->name), is = slice_of(type->is), kind = column_of(out, S("kind")),
	      value = column_of(out, S("value")), to = column_of(out, S("value_to")), unit = column_of(out, S("unit"));
	size_t n = 0;
	if (slice_equal(is, S("date"))) {
		bool plain = count_digits(value) == 4 && !slice_equal(kind, S("season")) &&
		             !slice_equal(kind, S("financial-year")) && !slice_equal(kind, S("academic-year")) &&
		             slice_find_byte(value, 'T') == SIZE_MAX && slice_find_byte(value, 'X') == SIZE_MAX;
		if (plain) c[n++] = (struct captured){S("iso"), value};
		return n;
	}
	bool figure = slice_equal(is, S("figure")) && !slice_equal(kind, S("duration"));
	if (!figure || slice_equal(name, S("ordinal"))) return 0;
	if (slice_equal(kind, S("ratio")) && slice_starts(value, S("-"))) return 0;
	if (slice_equal(kind, S("percent")) && slice_find_byte(value, '/') != SIZE_MAX) return 0;
	if (slice_equal(kind, S("percent")) && to.p && slice_find_byte(to, '/') != SIZE_MAX) return 0;
	c[n++] = (struct captured){S("number"), value};
	if (to.p) c[n++] = (struct captured){S("number_to"), to};
	if (slice_equal(name, S("money"))) c[n++] = (struct captured){S("currency"), unit};
	if (slice_equal(name, S("measure")) || slice_equal(name, S("age"))) return 0; /* UCUM is no word of a text */
	if (slice_equal(kind, S("percentage-point"))) c[n++] = (struct captured){S("points"), S("points")};
	(void)a;
	return n;
}

/* value → text → value: what was written out is read as the same. */
static void check_round(arena *a, const struct value_type *type, const struct value_out *out) {
	struct captured c[4];
	size_t n = written_again(a, type, out, c);
	if (n == 0) return;
	slice name = slice_equal(slice_of(type->is), S("date")) ? S("date") : slice_of(type->name);
	static const slice columns[] = {{"value", 5}, {"value_to", 8}, {"unit", 4}};
	struct value_out again = ask(a, name, c, n);
	for (size_t i = 0; i < 3; i++) {
		slice before = column_of(out, columns[i]), after = column_of(&again, columns[i]);
		if (!slice_equal(before, after)) asserts_print_slice(type->name, c[0].text);
		assert_slice_equal(after, before);
	}
}

static void check_again(arena *a, const struct value_type *type, const struct value_out *out) {
	slice name = slice_of(type->name), value = column_of(out, S("value"));
	if (slice_equal(slice_of(type->is), S(""))) {
		slice same = column_of(out, S(""));
		bool interval = slice_equal(name, S("edtf")) &&
		                (slice_find_byte(same, '/') != SIZE_MAX || slice_starts(same, S("X")));
		if (!interval) assert_slice_equal(single(a, name, same), same);
	} else if (slice_equal(slice_of(type->is), S("contact")) && slice_find(value, S(";ext=")) == SIZE_MAX) {
		struct captured c = {name, value};
		struct value_out again = ask(a, name, &c, 1);
		assert_slice_equal(column_of(&again, S("value")), value);
	}
}

static void garbage_gives_a_value_of_the_grammar_or_none(void **state) {
	(void)state;
	arena a = {0};
	size_t read = 0;
	for (size_t i = 0; i < GARBAGE; i++) {
		struct captured captures[CAPTURES_MAX];
		const struct value_type *type = &value_types[i % value_type_count];
		size_t n = random_captures(&a, type, captures);
		struct value_out out = ask(&a, slice_of(type->name), captures, n);
		assert_true(out.failed ? out.count == 0 && out.message.n > 0 : out.count > 0);
		bool fits = out.failed || is_of_its_grammar(type, &out);
		for (size_t k = 0; !fits && k < n; k++) asserts_print_slice(type->name, captures[k].text);
		for (size_t k = 0; !fits && k < out.count; k++) asserts_print_slice("   gives", out.columns[k].text);
		assert_true(fits);
		if (!out.failed) check_again(&a, type, &out);
		if (!out.failed) check_round(&a, type, &out);
		read += !out.failed;
		arena_reset(&a);
	}
	assert_true(read > GARBAGE / 20); /* else the garbage proves little */
	arena_free(&a);
}

/* A block of words that each begin a number again, as long as a block can be. */
static void the_longest_texts_are_read_or_refused_soon(void **state) {
	(void)state;
	static const slice repeated[] = {{"nine hundred and ", 17}, {"trillion ", 9}, {"1,", 2}, {"7", 1},
	        {"dozen ", 6}, {"½", 2}, {"half a ", 7}, {"one in ", 7}, {"one million and ", 16}, {"(", 1}, {"- ", 2},
	        {" ", 1}, {"Feb ", 4}, {"é", 2}};
	arena a = {0};
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
		size_t n = 65536 / repeated[i].n;
		slice *parts = arena_alloc(&a, n * sizeof *parts);
		for (size_t k = 0; k < n; k++) parts[k] = repeated[i];
		slice text = slice_concat(&a, parts, n);
		for (size_t t = 0; t < value_type_count; t++) {
			struct captured captures[] = {{S("number"), text}, {S("text"), text}, {S("short"), text},
			        {S("long"), text}, {S("month"), text}, {S("year"), text}, {S("phone"), text},
			        {S("decade"), text}, {S("unit"), text}};
			struct value_out out = ask(&a, slice_of(value_types[t].name), captures, 9);
			assert_true(out.failed || out.count > 0);
		}
		arena_reset(&a);
	}
	arena_free(&a);
}

int main(int argc, char **argv) {
	random_start(argc, argv, 4281);
	struct lexicon *core = core_lexicon(&words);
	context = (struct value_context){.lexicon = core, .region = S("GB"), .published = S("2021-03-23")};
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_number_in_words_is_the_number),
	        cmocka_unit_test(thousands_marks_change_no_number),
	        cmocka_unit_test(a_day_is_the_same_in_every_form),
	        cmocka_unit_test(day_numbers_count_the_days),
	        cmocka_unit_test(a_week_later_is_the_same_weekday),
	        cmocka_unit_test(months_that_are_added_can_be_taken_away),
	        cmocka_unit_test(an_inferred_year_is_the_closest),
	        cmocka_unit_test(garbage_gives_a_value_of_the_grammar_or_none),
	        cmocka_unit_test(the_longest_texts_are_read_or_refused_soon),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lexicon_free(core);
	arena_free(&words);
	return failed;
}

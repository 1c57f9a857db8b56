/* A date in free text, for a single column: "1 April 2021", "April 1st, 2021", "April 2021", "2021", "2021-04-01",
 * "01/04/2021", "2018/19". Sorts the words into the captures of date and period, which read them. */
#include "values/calendar.h"

enum { WORDS_MAX = 4 };

struct sorted {
	struct captured v[WORDS_MAX];
	size_t n;
};

static bool add(struct sorted *s, slice name, slice text) {
	for (size_t i = 0; i < s->n; i++)
		if (slice_equal(s->v[i].name, name)) return false;
	if (s->n == WORDS_MAX) return false;
	s->v[s->n++] = (struct captured){name, text};
	return true;
}

static bool all_digits(slice s) {
	uint64_t n;
	return slice_to_u64(s, &n);
}

/* One word of the text: a year, a month's name, a day; several digits with marks between them are numeric. */
static bool sort_word(const struct value_in *in, slice word, struct sorted *s) {
	unsigned n;
	struct calendar_date d;
	if (all_digits(word)) return add(s, word.n == 4 ? S("year") : S("day"), word);
	if (calendar_read_month(in, word, &n)) return add(s, S("month"), word);
	if (calendar_read_day(in, word, &n)) return add(s, S("day"), word);
	if (calendar_read_iso(slice_sub(word, 0, slice_find_byte(word, 'T')), &d)) return add(s, S("iso"), word);
	return add(s, S("numeric"), word);
}

/* "2018/19", "2018/2019": two years that follow each other; "03/2024" and "2018-12" are months. */
static bool sort_pair(slice text, struct sorted *s) {
	struct cut c = slice_cut(text, S("/"));
	if (!c.ok) c = slice_cut(text, S("-"));
	unsigned first, second;
	if (!c.ok || c.head.n != 4 || !all_digits(c.head) || !calendar_read_year(c.head, &first)) return false;
	if (!all_digits(c.tail) || !calendar_read_year_after(c.tail, first, &second) || second != first + 1)
		return false;
	uint64_t month;
	if (c.tail.n == 2 && slice_to_u64(c.tail, &month) && month >= 1 && month <= 12) return false;
	return add(s, S("year"), c.head) && add(s, S("year_end"), c.tail);
}

static bool sort_words(const struct value_in *in, slice text, struct sorted *s) {
	while (text.n) {
		size_t end = 0;
		while (end < text.n && text.p[end] != ' ' && text.p[end] != ',') end++;
		if (end && !sort_word(in, slice_sub(text, 0, end), s)) return false;
		text = slice_drop(text, end + 1);
	}
	return s->n > 0;
}

bool value_edtf(const struct value_in *in, struct value_out *out) {
	slice text = utf8_trim(value_folded(in, S("text")));
	struct sorted words = {.n = 0};
	struct value_out whole = {0};
	bool pair = sort_pair(text, &words);
	if (!pair && !sort_words(in, text, &words)) return value_unread(in, out, S("no date could be read in"), text);
	struct value_in parts = {words.v, words.n, in->context, in->arena};
	if (!(pair ? value_period : value_date)(&parts, &whole)) return value_fail(out, whole.code, whole.message);
	for (size_t i = 0; i < whole.count; i++)
		if (slice_equal(whole.columns[i].column, S("value")))
			value_set(out, S(""), whole.columns[i].text, S("text"));
	out->inferred = whole.inferred;
	return true;
}

/* The shape of one line that may be a heading: short, no sentence, no date, no code, nothing that somebody said. No word
 * is known here, and no neighbours are looked at. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

/* 23 March 2021; March 2021; Tuesday, 23 March 2021: a year, a word or (with a day) two, and no number longer than two
 * digits. */
static bool looks_like_date(slice s) {
	unsigned words = 0, years = 0, others = 0;
	for (size_t at = 0; at < s.n;) {
		size_t digits = 0, letters = 0;
		while (at + digits < s.n && utf8_is_digit((unsigned char)s.p[at + digits])) digits++;
		at += digits;
		struct utf8_char c;
		while ((c = utf8_at(s, at)).size && utf8_is_letter(c.code)) at += c.size, letters++;
		uint32_t before = utf8_before(s, at - digits).code;
		if (digits && digits <= 2 && years && (before == '-' || before == '/' || before == 0x2013))
			return false; /* 2018-23 */
		if (digits == 4 && !letters)
			years++;
		else if (digits && digits <= 2)
			others++;
		else if (letters && !digits)
			words++;
		else if (digits || letters)
			return false;
		else
			at += c.size;
		if (years > 1 || others > 3 || words > 2) return false;
	}
	return years == 1 && others <= 3 && (words == 1 || (words == 2 && others));
}

/* -o file; --=_next: an option, or what parts the pieces of a message. ---Title is one. */
static bool is_dashed(slice s) {
	size_t n = 0;
	while (n < s.n && s.p[n] == '-') n++;
	if (n == 0 || n == s.n || s.p[n] == ' ') return false;
	return n < 3 || slice_find_byte(s, ' ') == SIZE_MAX;
}

/* An address of the web or of mail, markup, a picture or link of Markdown, a definition by =, a line of contents with
 * its dots: no headings. */
bool text_is_code(slice s) {
	if (memchr("<[!|>{}=@/.:\\#$", s.p[0], 15)) return true;
	if (s.p[s.n - 1] == '>' || s.p[s.n - 1] == '|' || s.p[s.n - 1] == '<' || is_dashed(s)) return true;
	if (slice_find(s, S("....")) != SIZE_MAX || slice_find(s, S(". . . .")) != SIZE_MAX) return true; /* contents */
	return slice_find(s, S("://")) != SIZE_MAX || slice_find(s, S("www.")) != SIZE_MAX ||
	       slice_find_byte(s, '@') != SIZE_MAX || slice_find(s, S(" = ")) != SIZE_MAX;
}

/* How many sentences end inside: a small letter after two others, a stop, a blank, a capital. */
unsigned text_sentences(slice s) {
	unsigned count = 0;
	for (size_t at = 3; at + 2 < s.n; at++) {
		if (s.p[at] != '.' || s.p[at + 1] != ' ') continue;
		bool word = utf8_is_lower((unsigned char)s.p[at - 1]) && utf8_is_letter((unsigned char)s.p[at - 2]) &&
		            utf8_is_letter((unsigned char)s.p[at - 3]);
		count += word && utf8_is_upper(utf8_at(s, at + 2).code);
	}
	return count;
}

bool text_has_letter(slice s) {
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size)
		if (utf8_is_letter(c.code)) return true;
	return false;
}

bool text_has_digit(slice s) {
	for (size_t at = 0; at < s.n; at++)
		if (utf8_is_digit((unsigned char)s.p[at])) return true;
	return false;
}

/* …; and — a clause of a list: a short word in small letters behind a semicolon at the end. */
static bool is_clause(slice s) {
	enum { JOIN_MAX = 4 };
	size_t at = s.n;
	while (at > 0 && s.n - at <= JOIN_MAX && utf8_is_lower((unsigned char)s.p[at - 1])) at--;
	return at < s.n && at > 1 && s.p[at - 1] == ' ' && (s.p[at - 2] == ';' || s.p[at - 2] == ',');
}

/* “…” from end to end is what somebody said, unless it is a word or a few. */
static bool is_quoted(slice s, unsigned words) {
	enum { QUOTED_WORDS = 5 };
	if (words <= QUOTED_WORDS) return false;
	uint32_t first = utf8_at(s, 0).code, last = utf8_before(s, s.n).code;
	return (first == '"' && last == '"') || (first == 0x201C && last == 0x201D) ||
	       (first == 0x2018 && last == 0x2019);
}

/* Last updated: 5 November 2020, or 17 May 2019, Town Hall, Marl: a date with a label of two words at most, or with a
 * place behind it. */
static bool is_dated(slice s) {
	struct cut label = slice_cut(s, S(": ")), place = slice_cut(s, S(", "));
	if (label.ok && looks_like_date(label.tail)) {
		struct cut words = slice_cut(label.head, S(" "));
		return !words.ok || slice_find_byte(words.tail, ' ') == SIZE_MAX;
	}
	return place.ok && utf8_is_digit((unsigned char)s.p[0]) && looks_like_date(place.head);
}

bool line_is_title(const struct plan *p, const struct line *l, unsigned points, unsigned words) {
	slice s = slice_sub(p->text, l->text, l->stop);
	if (l->points > points || l->words > words || l->wide_gap || line_ends_stop(p->text, l)) return false;
	uint32_t last = line_last(p->text, l);
	if (line_announces(p->text, l) || last == '!' || last == '-' || last == 0x2013 || last == 0) return false;
	uint32_t first = utf8_at(s, 0).code;
	if (utf8_is_lower(first) || first == ',' || first == '(') return false;
	if (l->digits && (looks_like_date(s) || is_dated(s))) return false;
	return text_has_letter(s) && !text_is_code(s) && !is_quoted(s, l->words) && !is_clause(s);
}

bool line_is_date(const struct plan *p, const struct line *l) {
	return l->digits && looks_like_date(slice_sub(p->text, l->body, l->stop));
}

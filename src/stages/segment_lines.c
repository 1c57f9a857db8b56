/* Lines and their shape: see segment_lines.h. Shapes follow CommonMark 0.30 where it has them (ATX headings §4.2,
 * thematic breaks §4.1, fences §4.5, block quotes §5.1) and reStructuredText for underlines; no nesting is looked at
 * here. */
#include "stages/segment_lines.h"

#include "base/sixteen.h"
#include "base/utf8.h"

#include <string.h>

enum { RULE_MIN = 3, ATX_MAX = 6 };

/* One character, with a short way for ASCII. */
static struct utf8_char char_at(slice text, size_t at) {
	unsigned char c = (unsigned char)text.p[at];
	return c < 0x80 ? (struct utf8_char){c, 1} : utf8_at(text, at);
}

static bool all_of(slice text, size_t from, size_t to, const char *set) {
	for (; from < to; from++)
		if (!memchr(set, text.p[from], strlen(set))) return false;
	return true;
}

static bool take_heading(struct line *l, size_t level, size_t mark_end, span text) {
	l->shape = LINE_ATX;
	l->level = (unsigned)level;
	l->mark_end = (uint32_t)mark_end;
	l->text = (uint32_t)text.start;
	l->text_stop = (uint32_t)text.end;
	return true;
}

/* # … ######, a blank and a text; closing #s are no part of it. */
static bool atx_read(slice text, struct line *l) {
	size_t at = l->body;
	while (at < l->stop && text.p[at] == '#' && at - l->body <= ATX_MAX) at++;
	size_t level = at - l->body;
	if (level == 0 || level > ATX_MAX || at == l->stop || !utf8_is_blank(char_at(text, at).code)) return false;
	size_t start = at;
	while (start < l->stop && utf8_is_blank(char_at(text, start).code)) start += char_at(text, start).size;
	size_t stop = l->stop;
	while (stop > start && text.p[stop - 1] == '#') stop--;
	if (stop < l->stop && stop > start && !utf8_is_blank(utf8_before(text, stop).code)) stop = l->stop; /* "C#" */
	while (stop > start && utf8_is_blank(utf8_before(text, stop).code)) stop -= utf8_before(text, stop).size;
	if (start == stop) return false;
	return take_heading(l, level, at, (span){start, stop});
}

/* == Title ==, as many on both sides (MediaWiki). */
static bool wiki_read(slice text, struct line *l) {
	size_t at = l->body, stop = l->stop;
	while (at < stop && text.p[at] == '=') at++;
	while (stop > at && text.p[stop - 1] == '=') stop--;
	size_t level = at - l->body;
	if (level == 0 || level > ATX_MAX || l->stop - stop != level || at == stop) return false;
	size_t start = at;
	while (start < stop && text.p[start] == ' ') start++;
	while (stop > start && text.p[stop - 1] == ' ') stop--;
	if (start == stop || (level == 1 && start == at)) return false;
	return take_heading(l, level, at, (span){start, stop});
}

/* Three or more of one mark and nothing else; for - * _ also with single blanks between. */
static bool rule_read(slice text, struct line *l) {
	char sign = text.p[l->body];
	if (!memchr("-=*_~^+#\"'`", sign, 11)) return false;
	bool spaced = sign == '-' || sign == '*' || sign == '_';
	unsigned count = 0, blanks = 0;
	for (size_t at = l->body; at < l->stop; at++) {
		if (text.p[at] == sign) {
			count++;
			continue;
		}
		if (text.p[at] != ' ' || !spaced) return false;
		blanks++;
	}
	/* Groups of marks with blanks between rule the columns of a table; they are no rule of their own. */
	if (count < RULE_MIN || (blanks && blanks + 1 != count && count > blanks + 1)) return false;
	l->shape = LINE_RULE;
	l->sign = sign;
	l->level = count;
	return true;
}

static bool fence_read(slice text, struct line *l) {
	char sign = text.p[l->body];
	if (sign != '`' && sign != '~') return false;
	size_t at = l->body;
	while (at < l->stop && text.p[at] == sign) at++;
	if (at - l->body < RULE_MIN) return false;
	if (sign == '`' && memchr(text.p + at, '`', l->stop - at)) return false; /* code inside a line */
	l->shape = LINE_FENCE;
	l->sign = sign;
	l->level = (unsigned)(at - l->body);
	l->mark_end = (uint32_t)at;
	return true;
}

static bool quote_read(slice text, struct line *l) {
	size_t at = l->body;
	if (text.p[at] != '>') return false;
	while (at < l->stop && (text.p[at] == '>' || utf8_is_blank(char_at(text, at).code)))
		at += char_at(text, at).size;
	l->shape = LINE_QUOTE;
	l->mark_end = l->body + 1;
	l->text = (uint32_t)at;
	return true;
}

static void bars_read(slice text, struct line *l) {
	const char *p = memchr(text.p + l->body, '|', l->stop - l->body);
	while (p && p > text.p + l->body && p[-1] == '\\') p = memchr(p + 1, '|', (size_t)(text.p + l->stop - p - 1));
	if (!p) return;
	l->shape = LINE_BARS;
	l->outer_bar = text.p[l->body] == '|';
	l->all_bars =
	        all_of(text, l->body, l->stop, "|-=+: \t") &&
	        (memchr(text.p + l->body, '-', l->stop - l->body) || memchr(text.p + l->body, '=', l->stop - l->body));
}

static void line_classify(slice text, struct line *l, bool bars) {
	l->text = l->outer = l->mark_end = l->body;
	l->text_stop = l->stop;
	unsigned char first = (unsigned char)text.p[l->body];
	bool marked = first < 0x80 && !utf8_is_letter(first) && !utf8_is_digit(first);
	if (marked && (atx_read(text, l) || wiki_read(text, l) || fence_read(text, l) || rule_read(text, l) ||
	                      quote_read(text, l)))
		return;
	size_t end, behind;
	l->mark = mark_read(text, l->body, l->stop, &end, &behind);
	l->mark_end = (uint32_t)end;
	l->text = (uint32_t)behind;
	if (l->mark.kind != MARK_NONE)
		l->shape = LINE_ITEM;
	else if (bars)
		bars_read(text, l);
}

/* Room for all lines at once: growing step by step would leave as much again behind in the arena. Lone CRs are not
 * counted, so that there may be more. */
static void lines_reserve(arena *a, slice text, lines *out) {
	size_t n = 1, i = 1;
	for (; i + 16 <= text.n; i += 16)
		n += sixteen_count(
		        sixteen_equal(sixteen_at(text.p + i), '\n') & ~sixteen_equal(sixteen_at(text.p + i - 1), '\n'));
	for (; i < text.n; i++) n += text.p[i] == '\n' && text.p[i - 1] != '\n';
	out->v = arena_room(a, n * sizeof *out->v);
	out->cap = n;
}

static void seen_add(struct seen *s, const struct line *l) {
	s->shapes |= 1u << l->shape;
	s->gap = s->gap || l->gap;
	s->page = s->page || l->page_before;
	s->numbered = s->numbered || l->mark.kind > MARK_BULLET;
}

struct seen lines_scan(arena *a, slice text, lines *out, struct repeats *r) {
	struct seen seen = {0};
	lines_reserve(a, text, out);
	unsigned blank = 0;
	bool page = false;
	size_t at = slice_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0;
	while (at < text.n) {
		if (text.p[at] == '\n') {
			blank++;
			at++;
			continue;
		}
		struct line *l = vec_push(a, out);
		struct sight sight = line_look(text, at, l);
		size_t end = sight.end;
		bool shown = l->words > 0;
		page = page || (sight.odd && memchr(text.p + at, '\f', (shown ? l->body : end) - at));
		if (shown) {
			l->blank_before = blank < UINT8_MAX ? (uint8_t)blank : UINT8_MAX;
			l->page_before = page;
			page = false;
			blank = 0;
			line_classify(text, l, sight.bars);
			seen_add(&seen, l);
		} else {
			out->n--;
			blank++;
		}
		at = end + 1;
		if (end + 1 < text.n && text.p[end] == '\r' && text.p[end + 1] == '\n') at++;
		if (shown && r) at = repeats_skip(text, out, r, at);
	}
	return seen;
}

bool line_unquote(slice text, const struct line *quoted, struct line *out) {
	size_t at = quoted->body, start = at;
	for (; at < quoted->stop && (text.p[at] == '>' || text.p[at] == ' '); at++)
		if (text.p[at] == '>') start = at + 1;
	*out = (struct line){.blank_before = quoted->blank_before,
	        .page_before = quoted->page_before,
	        .plain = quoted->plain,
	        .tabs = quoted->tabs,
	        .digits = quoted->digits,
	        .commas = quoted->commas,
	        .semicolons = quoted->semicolons,
	        .quotes = quoted->quotes};
	if (!line_measure(text, start, quoted->stop, out)) return false;
	line_classify(text, out, true);
	out->outer = quoted->body;
	return true;
}

static bool closes(uint32_t code) {
	switch (code) {
	case ')':
	case ']':
	case '"':
	case '\'':
	case '*': /* the end of Markdown emphasis, or a footnote mark */
	case '_':
	case 0xBB:   /* » */
	case 0x2019: /* ’ */
	case 0x201D: /* ” */ return true;
	default: return false;
	}
}

static bool is_usual_last(unsigned char c) {
	return c < 0x80 && (utf8_is_letter(c) || c == '.' || c == ',' || c == ':' || c == ';');
}

/* Where the [12] that ends before `at` begins: the mark of a note; else `at`. */
static size_t note_start(slice text, const struct line *l, size_t at) {
	enum { NOTE_DIGITS = 3 };
	size_t i = at;
	if (at < l->text + 3 || text.p[at - 1] != ']') return at;
	for (i = at - 1; i > l->text && utf8_is_digit((unsigned char)text.p[i - 1]);) i--;
	bool note = i < at - 1 && at - 1 - i <= NOTE_DIGITS && i > l->text && text.p[i - 1] == '[';
	return note ? i - 1 : at;
}

uint32_t line_last(slice text, const struct line *l) {
	unsigned char byte = l->text_stop > l->text ? (unsigned char)text.p[l->text_stop - 1] : 0;
	if (is_usual_last(byte)) return byte;
	for (size_t at = l->text_stop; at > l->text;) {
		size_t note = note_start(text, l, at);
		if (note < at) {
			at = note;
			continue;
		}
		struct utf8_char c = utf8_before(text, at);
		if (!closes(c.code)) return c.code;
		at -= c.size;
	}
	return 0;
}

bool line_ends_colon(slice text, const struct line *l) { return line_last(text, l) == ':'; }

bool line_announces(slice text, const struct line *l) {
	uint32_t last = line_last(text, l);
	return last == ':' || last == 0x2014;
}

bool line_ends_stop(slice text, const struct line *l) {
	uint32_t last = line_last(text, l);
	return last == '.' || last == ',' || last == ';' || last == 0x2026;
}

bool line_goes_on(slice text, const struct line *l) {
	uint32_t first = utf8_at(text, l->body).code;
	return utf8_is_letter(first) && !utf8_is_upper(first);
}

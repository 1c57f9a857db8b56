/* Captions: a short text right above or below a table or code that begins with a word, a number and a mark: Table 3: …,
 * Figure 2. …, Box 4 – …, or is no more than word and number. The word itself is not known here: what stands beside it
 * is. */
#include "stages/segment_plan.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { LABEL_LETTERS = 12, CAPTION_POINTS = 300, NUMBER_BYTES = 6, BLANKS_MAX = 2, INDENTED = 4 };

static size_t letters_end(slice s, size_t at, size_t *count) {
	struct utf8_char c;
	*count = 0;
	while ((c = utf8_at(s, at)).size && utf8_is_letter(c.code)) at += c.size, ++*count;
	return at;
}

static size_t blanks_end(slice s, size_t at) {
	struct utf8_char c;
	while ((c = utf8_at(s, at)).size && utf8_is_blank(c.code)) at += c.size;
	return at;
}

/* 3  3.1  3a  A1 */
static size_t number_end(slice s, size_t at) {
	size_t start = at;
	bool digit = false;
	if (at < s.n && utf8_is_upper((unsigned char)s.p[at])) at++;
	while (at < s.n && (utf8_is_digit((unsigned char)s.p[at]) ||
	                           (digit && at + 1 < s.n && (s.p[at] == '.' || s.p[at] == '-') &&
	                                   utf8_is_digit((unsigned char)s.p[at + 1])))) {
		digit = true;
		at++;
	}
	if (digit && at < s.n && ascii_is_lower(s.p[at])) at++;
	return digit && at - start <= NUMBER_BYTES ? at : start;
}

static bool opens_caption(slice s) {
	size_t letters, at = 0;
	while (at < s.n && (s.p[at] == '*' || s.p[at] == '_')) at++; /* Markdown emphasis */
	size_t word = at, end = letters_end(s, at, &letters);
	if (letters < 2 || letters > LABEL_LETTERS || !utf8_is_upper(utf8_at(s, word).code)) return false;
	at = blanks_end(s, end);
	size_t number = number_end(s, at);
	if (at == end || number == at) return false;
	while (number < s.n && (s.p[number] == '*' || s.p[number] == '_')) number++;
	if (number == s.n) return true;
	uint32_t mark = utf8_at(s, blanks_end(s, number)).code;
	if (mark == ':' || mark == '.') return utf8_at(s, number).code == mark;
	return mark == '-' || mark == 0x2013 || mark == 0x2014 || mark == '|';
}

static bool holds(const struct plan *p, size_t i) {
	return i < p->units.n && (p->units.v[i].kind == UNIT_TABLE || p->units.v[i].kind == UNIT_CODE);
}

static unsigned blanks_before(const struct plan *p, size_t unit) {
	return p->lines.v[p->units.v[unit].first].blank_before;
}

static bool is_caption(const struct plan *p, size_t i) {
	const struct unit *u = &p->units.v[i];
	if ((u->kind != UNIT_TEXT && u->kind != UNIT_HEADING) || u->text.end - u->text.start > CAPTION_POINTS)
		return false;
	if (u->kind == UNIT_HEADING && u->sure) return false;
	bool above = holds(p, i + 1) && blanks_before(p, i + 1) <= BLANKS_MAX;
	bool below = i > 0 && holds(p, i - 1) && blanks_before(p, i) <= BLANKS_MAX;
	/* Below a table that has its caption, or set like a heading, it begins what comes next. */
	if (i > 1 && p->units.v[i - 2].kind == UNIT_CAPTION) below = false;
	if (u->kind == UNIT_HEADING && p->lines.v[u->first].indent < INDENTED) below = false;
	return (above || below) && opens_caption(slice_at(p->text, span_of(u->text)));
}

void captions_find(struct plan *p) {
	for (size_t i = 0; i < p->units.n; i++)
		if (is_caption(p, i)) p->units.v[i].kind = UNIT_CAPTION;
}

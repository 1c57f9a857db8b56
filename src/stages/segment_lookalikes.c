/* What looks like a table aligned by blanks and is none: drawings, tables of contents, code, lists. They are told by marks of
 * their own. */
#include "base/utf8.h"
#include "stages/segment_rivers.h"

/* One byte is sooner missed than several. */
static bool holds(slice s, char c) { return slice_find_byte(s, c) != SIZE_MAX; }

static bool has_marks(const struct plan *p, const struct line *l) {
	slice s = slice_sub(p->text, l->body, l->stop);
	if (memchr("|+:", s.p[0], 3) && memchr("|+:", s.p[s.n - 1], 3)) return true;
	return (holds(s, '>') && (slice_find(s, S("-->")) != SIZE_MAX || slice_find(s, S("==>")) != SIZE_MAX)) ||
	       (holds(s, '<') && slice_find(s, S("<--")) != SIZE_MAX) ||
	       (holds(s, '.') && (slice_find(s, S("....")) != SIZE_MAX || slice_find(s, S(". . .")) != SIZE_MAX));
}

static bool looks_like_code(const struct plan *p, const struct line *l) {
	char last = p->text.p[l->stop - 1];
	slice s = slice_sub(p->text, l->body, l->stop);
	if (last == '/' && slice_ends(s, S("*/"))) return true;
	return last == ';' || last == '{' || last == '}' || last == '\\' || slice_starts(s, S("//")) ||
	       slice_starts(s, S("# ")) || slice_starts(s, S("/*")) ||
	       (holds(s, '#') && slice_find(s, S(" # ")) != SIZE_MAX) ||
	       (holds(s, '/') && (slice_find(s, S(" // ")) != SIZE_MAX || slice_find(s, S("; //")) != SIZE_MAX)) ||
	       (holds(s, '=') && (slice_find(s, S(" => ")) != SIZE_MAX || slice_find(s, S(" = ")) != SIZE_MAX));
}

bool line_is_prompt(const struct plan *p, const struct line *l) {
	slice s = slice_sub(p->text, l->body, l->stop);
	size_t at = 0;
	if (l->gap || !utf8_is_letter((unsigned char)s.p[0])) return false;
	while (at < s.n && (utf8_is_letter((unsigned char)s.p[at]) || utf8_is_digit((unsigned char)s.p[at]) ||
	                           memchr("-_.@:~/()", s.p[at], 9)))
		at++;
	if (at < 2 || at == s.n || memchr("#>$", s.p[at], 3) == NULL || memchr("-.:/", s.p[at - 1], 4)) return false;
	return at + 1 == s.n || s.p[at + 1] == ' ' || utf8_is_letter((unsigned char)s.p[at + 1]);
}

/* Drawings and contents have marks in them, code ends its lines with some; lists have marks before all lines. */
bool run_is_something_else(const struct run *r) {
	size_t texts = 0, marked = 0, code = 0, items = 0;
	for (size_t i = r->first; i < r->last; i++) {
		const struct line *l = line_of(r->p, i);
		if (l->shape == LINE_RULE) continue;
		texts++;
		marked += has_marks(r->p, l);
		code += looks_like_code(r->p, l);
		items += l->shape == LINE_ITEM;
	}
	return marked * 4 > texts || code * 3 > texts || items == texts ||
	       (items + 1 == texts && items > 1 && line_of(r->p, r->first)->shape != LINE_ITEM &&
	               line_of(r->p, r->first + 1)->mark.kind == MARK_BULLET);
}

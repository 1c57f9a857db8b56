/* The tokenizer of patterns: see pattern.h. Each function reads one construct whose first bytes are known, and gives
 * the offset behind it. */
#include "rules/pattern.h"

#include "base/ascii.h"

#include <string.h>

static bool is_letter(char c) { return ascii_is_letter(c) || c == '_'; }

/* ---- looking ahead */

static bool stands(slice s, size_t at, slice what) { return at <= s.n && slice_starts(slice_drop(s, at), what); }

/* NUL at the end. */
static char byte_at(slice s, size_t at) { return at < s.n ? s.p[at] : '\0'; }

/* The first `c` at or after `at`, or the end. */
static size_t seek(slice s, size_t at, char c) {
	const char *p = at < s.n ? memchr(s.p + at, c, s.n - at) : NULL;
	return p == NULL ? s.n : (size_t)(p - s.p);
}

static size_t name_end(slice s, size_t at) {
	size_t start = at;
	while (at < s.n && (is_letter(s.p[at]) || (at > start && ascii_is_digit(s.p[at])))) at++;
	return at;
}

static size_t blanks_end(slice s, size_t at) {
	while (at < s.n && ascii_is_blank(s.p[at])) at++;
	return at;
}

/* A name at `at` with `close` right behind it. */
static bool name_until(slice s, size_t at, slice close, span *name) {
	size_t end = name_end(s, at);
	if (end == at || !stands(s, end, close)) return false;
	*name = (span){at, end};
	return true;
}

/* ---- constructs */

/* {{name}} or {{name as x}}; a name may have hyphens and dots inside. */
static size_t fragment_name_end(slice s, size_t at) {
	size_t end = name_end(s, at);
	while (end > at && end < s.n &&
	        (is_letter(s.p[end]) || ascii_is_digit(s.p[end]) || s.p[end] == '-' || s.p[end] == '.'))
		end++;
	return end;
}

static size_t read_fragment(slice s, size_t at, struct pattern_token *t) {
	t->kind = PATTERN_FRAGMENT;
	size_t start = blanks_end(s, at + 2), end = fragment_name_end(s, start), next = blanks_end(s, end);
	t->name = (span){start, end};
	if (end > start && next > end && stands(s, next, S("as")) && blanks_end(s, next + 2) > next + 2) {
		size_t as = blanks_end(s, next + 2), as_end = fragment_name_end(s, as);
		t->as = (span){as, as_end};
		next = as_end > as ? blanks_end(s, as_end) : s.n;
	}
	if (end > start && stands(s, next, S("}}"))) return next + 2;
	t->broken = true;
	t->name = t->as = SPAN_NONE;
	size_t close = slice_find(slice_drop(s, at), S("}}"));
	return close == SIZE_MAX ? s.n : at + close + 2;
}

/* [ … ] with the special cases of its first byte, escapes, \Q…\E and POSIX names inside. */
static size_t read_class(slice s, size_t at, struct pattern_token *t) {
	t->kind = PATTERN_CLASS;
	size_t i = at + 1;
	if (i < s.n && s.p[i] == '^') i++;
	if (i < s.n && s.p[i] == ']') i++;
	while (i < s.n && s.p[i] != ']') {
		if (s.p[i] == '\\' && byte_at(s, i + 1) == 'Q') {
			size_t end = slice_find(slice_drop(s, i), S("\\E"));
			i = end == SIZE_MAX ? s.n : i + end + 2;
		} else if (s.p[i] == '\\') {
			i += 2;
		} else if (s.p[i] == '[' && i + 1 < s.n && strchr(":.=", s.p[i + 1]) != NULL) {
			size_t close = seek(s, i + 2, ']');
			i = close < s.n && s.p[close - 1] == s.p[i + 1] ? close + 1 : i + 1;
		} else
			i++;
	}
	t->broken = i >= s.n;
	return i >= s.n ? s.n : i + 1;
}

/* \k<name> \k'name' \k{name} \g{name} \g<name> \g'name'; false for a number or anything else. */
static bool escape_name(slice s, size_t at, span *name) {
	if (at + 2 >= s.n) return false;
	switch (s.p[at + 2]) {
	case '<': return name_until(s, at + 3, S(">"), name);
	case '\'': return name_until(s, at + 3, S("'"), name);
	case '{': return name_until(s, at + 3, S("}"), name);
	default: return false;
	}
}

static size_t read_escape(slice s, size_t at, struct pattern_token *t) {
	if (at + 1 >= s.n) return s.n;
	char c = s.p[at + 1];
	if (c == 'Q') {
		t->kind = PATTERN_QUOTED;
		size_t end = slice_find(slice_drop(s, at), S("\\E"));
		t->broken = end == SIZE_MAX;
		return end == SIZE_MAX ? s.n : at + end + 2;
	}
	if ((c == 'k' || c == 'g') && escape_name(s, at, &t->name)) {
		t->kind = PATTERN_REFERENCE;
		return t->name.end + 1;
	}
	if (c == 'c') return at + 3 < s.n ? at + 3 : s.n;
	if (strchr("pPxoNgk", c) != NULL && stands(s, at + 2, S("{"))) {
		size_t close = seek(s, at + 3, '}');
		return close < s.n ? close + 1 : at + 2;
	}
	size_t end = at + 2; /* all bytes of an escaped character */
	while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80) end++;
	return end;
}

/* (*VERB) stands for itself; (*pla: and its like open a group. */
static size_t read_verb(slice s, size_t at, struct pattern_token *t) {
	size_t i = at + 2;
	while (i < s.n && (ascii_is_lower(s.p[i]) || s.p[i] == '_')) i++;
	if (i > at + 2 && i < s.n && s.p[i] == ':') {
		t->kind = PATTERN_OPEN;
		return i + 1;
	}
	size_t close = seek(s, at, ')');
	return close < s.n ? close + 1 : s.n;
}

/* Behind "(?(": the condition of a conditional group. */
static size_t read_condition(slice s, size_t at, struct pattern_token *t) {
	t->kind = PATTERN_OPEN;
	size_t i = at + 3;
	if (stands(s, i, S("?")) || stands(s, i, S("*"))) return at + 2; /* an assertion, which opens next */
	if (stands(s, i, S("<")))
		(void)name_until(s, i + 1, S(">)"), &t->name);
	else if (stands(s, i, S("'")))
		(void)name_until(s, i + 1, S("')"), &t->name);
	else if (stands(s, i, S("R&")))
		(void)name_until(s, i + 2, S(")"), &t->name);
	size_t close = seek(s, i, ')');
	return close < s.n ? close + 1 : s.n;
}

/* (?<name> (?P<name> (?'name' */
static bool read_named(slice s, size_t at, struct pattern_token *t) {
	size_t i = at + 2;
	if (stands(s, i, S("P<"))) i++;
	bool quoted = stands(s, i, S("'"));
	if (!quoted && !stands(s, i, S("<"))) return false;
	if (!name_until(s, i + 1, quoted ? S("'") : S(">"), &t->name)) return false;
	t->defines = true;
	return true;
}

/* (?&name) (?P>name) (?P=name) */
static bool read_call(slice s, size_t at, struct pattern_token *t) {
	size_t name = stands(s, at + 2, S("&")) ? at + 3 : at + 4;
	if (name == at + 4 && !stands(s, at + 2, S("P>")) && !stands(s, at + 2, S("P="))) return false;
	return name_until(s, name, S(")"), &t->name);
}

/* Options like "i-x" behind "(?"; false when it is none. Sets what they make of extended mode. */
static bool read_options(slice s, size_t at, size_t *end, bool *extended) {
	bool on = true, x = *extended;
	size_t i = at;
	if (stands(s, i, S("^"))) {
		x = false; /* (?^…) unsets all options first */
		i++;
	}
	for (; i < s.n && strchr("imsxnJ-", s.p[i]) != NULL && s.p[i] != '\0'; i++) {
		if (s.p[i] == '-') on = false;
		if (s.p[i] == 'x') x = on;
	}
	if (i == at || i >= s.n || (s.p[i] != ':' && s.p[i] != ')')) return false;
	*end = i;
	*extended = x;
	return true;
}

/* Bytes of (?: (?| (?> (?= (?! (?* (?<= (?<! (?<*; 0: it is none of these. */
static size_t plain_group(slice s, size_t at) {
	char behind = byte_at(s, at + 3);
	switch (byte_at(s, at + 2)) {
	case ':':
	case '|':
	case '>':
	case '=':
	case '!':
	case '*': return 3;
	case '<': return behind == '=' || behind == '!' || behind == '*' ? 4 : 0;
	default: return 0;
	}
}

/* What stands behind a "(" that is neither (* nor a comment; *inner is extended mode inside the group. */
static size_t read_group(slice s, size_t at, struct pattern_token *t, bool *extended, bool *inner) {
	t->kind = PATTERN_OPEN;
	if (byte_at(s, at + 1) != '?') return at + 1;
	size_t plain = plain_group(s, at);
	if (plain > 0) return at + plain;
	if (read_named(s, at, t)) return t->name.end + 1;
	if (stands(s, at + 2, S("("))) return read_condition(s, at, t);
	size_t end;
	if (read_options(s, at + 2, &end, inner)) {
		if (s.p[end] == ')') {
			t->kind = PATTERN_TEXT;
			*extended = *inner;
		}
		return end + 1;
	}
	t->kind = read_call(s, at, t) ? PATTERN_REFERENCE : PATTERN_TEXT;
	size_t close = seek(s, at, ')'); /* (?R) (?1) (?C2) and what PCRE2 will refuse */
	return close < s.n ? close + 1 : s.n;
}

/* ---- the walk */

static void enter(struct pattern_reader *r, size_t at, bool inner) {
	if (r->depth < PATTERN_DEPTH) {
		r->outer[r->depth] = r->extended;
		r->starts[r->depth] = at;
	}
	r->depth++;
	r->extended = inner;
}

static void leave(struct pattern_reader *r) {
	if (r->depth == 0) return;
	r->depth--;
	if (r->depth < PATTERN_DEPTH) r->extended = r->outer[r->depth];
}

static size_t read_parenthesis(struct pattern_reader *r, struct pattern_token *t) {
	slice s = r->text;
	size_t at = r->at;
	if (byte_at(s, at + 1) == '?' && byte_at(s, at + 2) == '#') {
		t->kind = PATTERN_COMMENT;
		size_t close = seek(s, at, ')');
		t->broken = close == s.n;
		return close < s.n ? close + 1 : s.n;
	}
	bool inner = r->extended;
	size_t end = byte_at(s, at + 1) == '*' ? read_verb(s, at, t) : read_group(s, at, t, &r->extended, &inner);
	if (t->kind == PATTERN_OPEN) enter(r, at, inner);
	return end;
}

/* White space that extended mode ignores: ASCII's and U+0085, U+200E, U+200F, U+2028, U+2029. 0: none here. */
static size_t pattern_blank(slice s, size_t at) {
	if ((unsigned char)s.p[at] < 0x80) return ascii_is_blank(s.p[at]);
	if ((unsigned char)s.p[at] == 0xC2) return (unsigned char)byte_at(s, at + 1) == 0x85 ? 2 : 0;
	if ((unsigned char)s.p[at] != 0xE2) return 0;
	static const slice three[] = {
	        {"\xE2\x80\x8E", 3}, {"\xE2\x80\x8F", 3}, {"\xE2\x80\xA8", 3}, {"\xE2\x80\xA9", 3}};
	for (size_t i = 0; i < 4; i++)
		if (stands(s, at, three[i])) return 3;
	return 0;
}

static size_t read_token(struct pattern_reader *r, struct pattern_token *t) {
	slice s = r->text;
	size_t at = r->at;
	if (is_letter(s.p[at]) || ascii_is_digit(s.p[at])) return at + 1; /* most of most patterns */
	size_t blank = r->extended ? pattern_blank(s, at) : 0;
	if (blank > 0) {
		t->kind = PATTERN_BLANK;
		return at + blank;
	}
	if (r->extended && s.p[at] == '#') {
		t->kind = PATTERN_COMMENT;
		size_t end = seek(s, at, '\n');
		t->broken = end == s.n;
		return end < s.n ? end + 1 : s.n;
	}
	switch (s.p[at]) {
	case '{':
		if (byte_at(s, at + 1) == '{') return read_fragment(s, at, t);
		return at + 1;
	case '\\': return read_escape(s, at, t);
	case '[': return read_class(s, at, t);
	case '(': return read_parenthesis(r, t);
	case ')':
		t->kind = PATTERN_CLOSE;
		leave(r);
		return at + 1;
	default: break;
	}
	size_t end = at + 1;
	while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80) end++;
	return end;
}

bool pattern_next(struct pattern_reader *r, struct pattern_token *t) {
	*t = (struct pattern_token){.kind = PATTERN_TEXT, .name = SPAN_NONE, .as = SPAN_NONE};
	if (r->at >= r->text.n) return false;
	size_t end = read_token(r, t);
	t->at = (span){r->at, end};
	r->at = end;
	return true;
}

void pattern_skip(struct pattern_reader *r, size_t until) {
	slice s = r->text;
	if (until > s.n) until = s.n;
	while (r->at < until && (is_letter(s.p[r->at]) || ascii_is_digit(s.p[r->at]) || s.p[r->at] == ' ')) r->at++;
}

struct pattern_end pattern_end(slice text) {
	struct pattern_reader r = {.text = text, .extended = true};
	struct pattern_token t;
	struct pattern_end end = {.unclosed = SPAN_NONE};
	while (pattern_next(&r, &t)) {
		if (!t.broken) continue;
		end.quoted = t.kind == PATTERN_QUOTED;
		end.comment = t.kind == PATTERN_COMMENT && text.p[t.at.start] == '#';
		if (t.kind == PATTERN_CLASS || (t.kind == PATTERN_COMMENT && !end.comment))
			end.unclosed = (span){t.at.start, t.at.start + 1};
	}
	if (span_is_none(end.unclosed) && r.depth > 0 && r.depth <= PATTERN_DEPTH)
		end.unclosed = (span){r.starts[r.depth - 1], r.starts[r.depth - 1] + 1};
	return end;
}

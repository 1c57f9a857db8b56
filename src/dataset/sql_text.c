/* The text of a query, as far as words, comments and brackets go: a tokenizer of SQLite's lexical rules
 * (https://sqlite.org/lang.html, "SQLite keywords", "Comments"), not a parser. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "dataset/sql_parts.h"

enum token_kind { TOKEN_END, TOKEN_BLANK, TOKEN_COMMENT, TOKEN_WORD, TOKEN_QUOTED, TOKEN_OTHER };
struct token {
	enum token_kind kind;
	slice text;
};

static bool is_word_byte(char c) {
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '$' || ((unsigned char)c & 0x80) != 0;
}

/* Behind the closing quote; a doubled one does not close. */
static size_t quoted_end(slice s, size_t at, char close) {
	for (at++; at < s.n; at++) {
		if (s.p[at] != close) continue;
		if (at + 1 < s.n && s.p[at + 1] == close && close != ']')
			at++;
		else
			return at + 1;
	}
	return s.n;
}

static size_t line_end(slice s, size_t at) {
	while (at < s.n && s.p[at] != '\n') at++;
	return at;
}

static size_t comment_end(slice s, size_t at) {
	size_t close = slice_find(slice_drop(s, at + 2), S("*/"));
	return close == SIZE_MAX ? s.n : at + 2 + close + 2;
}

static struct token token_at(slice s, size_t at) {
	if (at >= s.n) return (struct token){TOKEN_END, slice_drop(s, s.n)};
	char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : 0;
	size_t end = at + 1;
	enum token_kind kind = TOKEN_OTHER;
	if (ascii_is_blank(c)) {
		while (end < s.n && ascii_is_blank(s.p[end])) end++;
		kind = TOKEN_BLANK;
	} else if (c == '-' && next == '-') {
		end = line_end(s, at);
		kind = TOKEN_COMMENT;
	} else if (c == '/' && next == '*') {
		end = comment_end(s, at);
		kind = TOKEN_COMMENT;
	} else if (c == '\'' || c == '"' || c == '`' || c == '[') {
		end = quoted_end(s, at, c == '[' ? ']' : c);
		kind = TOKEN_QUOTED;
	} else if (is_word_byte(c)) {
		while (end < s.n && is_word_byte(s.p[end])) end++;
		kind = TOKEN_WORD;
	}
	return (struct token){kind, slice_sub(s, at, end)};
}

static bool same_word(slice a, slice b) {
	if (a.n != b.n) return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
	return true;
}

/* ---- the comment that it begins with: lines of --, up to a blank line or the first word */

static slice first_comment(slice s, arena *a) {
	slices parts = {0};
	size_t at = 0;
	for (;;) {
		struct token t = token_at(s, at);
		if (t.kind == TOKEN_BLANK) {
			size_t ends = 0;
			for (size_t i = 0; i < t.text.n; i++) ends += t.text.p[i] == '\n';
			if (ends > 1 && parts.n > 0) break;
		} else if (t.kind == TOKEN_COMMENT && slice_starts(t.text, S("--"))) {
			*vec_push(a, &parts) = slice_drop(t.text, 2);
			*vec_push(a, &parts) = S(" ");
		} else {
			break;
		}
		at += t.text.n;
	}
	return utf8_trim(utf8_fold_blanks(a, slice_concat(a, parts.v, parts.n)));
}

/* ---- words */

struct sql_text sql_text_scan(slice source, arena *a) {
	struct sql_text found = {.about = first_comment(source, a), .start = SIZE_MAX};
	int depth = 0;
	bool order = false; /* the word before was ORDER */
	for (size_t at = 0;;) {
		struct token t = token_at(source, at);
		if (t.kind == TOKEN_END) break;
		if (t.kind != TOKEN_BLANK && t.kind != TOKEN_COMMENT) {
			if (found.start == SIZE_MAX) {
				found.start = at;
				found.has_select = same_word(t.text, S("select")) || same_word(t.text, S("with")) ||
				                   same_word(t.text, S("values"));
			}
			depth += slice_equal(t.text, S("(")) - slice_equal(t.text, S(")"));
			if (order && depth == 0 && same_word(t.text, S("by"))) found.has_order = true;
			order = same_word(t.text, S("order"));
		}
		at += t.text.n;
	}
	if (found.start == SIZE_MAX) found.start = source.n;
	return found;
}

span sql_text_find(slice source, slice word) {
	for (size_t at = 0;;) {
		struct token t = token_at(source, at);
		if (t.kind == TOKEN_END) return SPAN_NONE;
		slice bare = t.kind == TOKEN_QUOTED && t.text.n > 1 && t.text.p[0] != '\''
		                     ? slice_sub(t.text, 1, t.text.n - 1)
		                     : t.text;
		if ((t.kind == TOKEN_WORD || t.kind == TOKEN_QUOTED) && same_word(bare, word))
			return (span){at, at + t.text.n};
		at += t.text.n;
	}
}

slice sql_text_lower(slice text, arena *a) {
	char *low = arena_alloc(a, text.n);
	for (size_t i = 0; i < text.n; i++) low[i] = ascii_lower(text.p[i]);
	return (slice){low, text.n};
}

bool sql_text_goes_on(slice source, size_t from) {
	for (size_t at = from;;) {
		struct token t = token_at(source, at);
		if (t.kind == TOKEN_END) return false;
		bool nothing = t.kind == TOKEN_BLANK || t.kind == TOKEN_COMMENT || slice_equal(t.text, S(";"));
		if (!nothing) return true;
		at += t.text.n;
	}
}

/* What libfyaml cannot read, said where it stands and in words that help: see yaml.h. */
#include "rules/yaml_inside.h"

#include "base/utf8.h"

enum { BLOTS_MAX = 32 };

void yaml_say(struct yaml_reader *r, enum code code, span at, slice message, slice hint) {
	diag_add(r->diags, (struct diag){.code = code,
	                           .file = r->file->name,
	                           .source = r->file->source,
	                           .at = at,
	                           .message = message,
	                           .hint = hint});
}

void yaml_stop(struct yaml_reader *r, enum code code, span at, slice message) {
	yaml_say(r, code, at, say(r->a, message, S("; the rest of this file is unchecked")), ABSENT);
	r->stopped = true;
}

/* ---- places */

/* The place of line and column (code points), both from 1, as libfyaml's errors have them. */
static size_t line_place(const struct yaml_reader *r, int line, int column) {
	slice s = r->file->source;
	size_t at = r->skipped;
	for (; line > 1 && at < s.n; at++)
		if (s.p[at] == '\n' || (s.p[at] == '\r' && !(at + 1 < s.n && s.p[at + 1] == '\n'))) line--;
	for (; column > 1 && at < s.n && s.p[at] != '\n' && s.p[at] != '\r'; column--) at += utf8_at(s, at).size;
	return at;
}

span yaml_char_at(slice s, size_t at) {
	if (at >= s.n || s.p[at] == '\n' || s.p[at] == '\r') return (span){at, at};
	return (span){at, at + utf8_at(s, at).size};
}

/* ---- libfyaml's own errors */

/* What was never closed is best shown where it was opened. */
static span error_place(const struct yaml_reader *r, size_t at) {
	slice s = r->file->source;
	if (slice_trim(slice_drop(s, at)).n == 0 && r->depth > 0) {
		size_t opened = r->open[r->depth - 1].node->at.start;
		if (opened < s.n && (s.p[opened] == '[' || s.p[opened] == '{')) return (span){opened, opened + 1};
	}
	return yaml_char_at(s, at);
}

/* Where an error is: as libfyaml says, but where words run on into what should have been a key ("a: b", below it more
 * deeply "c: d"), at that key. */
static size_t fault_place(const struct yaml_reader *r, const struct fy_diag_error *e) {
	if (e->fyt == NULL) return line_place(r, e->line, e->column);
	span at = yaml_token_span(r, e->fyt);
	if (slice_find(slice_of(e->msg), S("multiline")) == SIZE_MAX) return at.start;
	slice s = r->file->source;
	size_t line = at.end < s.n ? at.end : s.n;
	while (line > at.start && s.p[line - 1] != '\n' && s.p[line - 1] != '\r') line--;
	while (line < at.end && yaml_is_white(s.p[line])) line++;
	return line;
}

/* An escape that YAML does not have, like \d, ends libfyaml's reading. It is most likely a pattern in the wrong quotes, and not worth
 * the rest of the file: all such escapes of the scalar are blotted out, and the file is read again. */
static bool blot(struct yaml_reader *r, size_t at) {
	slice s = r->file->source;
	span done = {at, at};
	for (size_t i = at; i + 1 < s.n && s.p[i] != '"'; i++) {
		if (s.p[i] != '\\') continue;
		if (slice_find_byte(S("0abt\tnvfre \"/\\N_LPxuU\r\n"), s.p[i + 1]) == SIZE_MAX) {
			r->text[i] = '_';
			done.end = i + 1;
		}
		i++;
	}
	if (done.end == at || r->blotted.n == BLOTS_MAX) return false;
	*vec_push(r->a, &r->blotted) = done;
	return true;
}

/* What an author most likely meant by what libfyaml could not read. The line is that of the error. */
static slice syntax_hint(const struct yaml_reader *r, slice message, size_t at) {
	slice s = r->file->source;
	size_t end = at;
	while (end < s.n && s.p[end] != '\n' && s.p[end] != '\r') end++;
	slice rest = slice_sub(s, at, end);
	if (slice_find(message, S("after single-quoted")) != SIZE_MAX)
		return S("a quote inside single quotes is written twice: 'the ship''s'");
	if (slice_find(message, S("plain scalar cannot start")) != SIZE_MAX) return S("put the text in single quotes");
	if (slice_find(message, S("nested block mapping on the same line")) != SIZE_MAX)
		return S("a colon and a blank begin a value: put the text in single quotes");
	if (slice_find(message, S("comma in flow")) != SIZE_MAX && slice_find(rest, S(" #")) != SIZE_MAX)
		return S("a # behind a blank begins a comment: put the text in single quotes");
	if (slice_find(message, S("comma in flow")) != SIZE_MAX)
		return S("between braces a comma or a closing brace is missing; texts with commas stand in single "
		         "quotes");
	if (slice_find(message, S("invalid value after mapping")) != SIZE_MAX)
		return S("a key is followed by a colon and a blank");
	if (slice_find(message, S("tab used as indentation")) != SIZE_MAX) return S("indent with blanks");
	return ABSENT;
}

void yaml_report_errors(struct yaml_reader *r, struct fy_diag *diag, bool failed) {
	void *walk = NULL;
	for (struct fy_diag_error *e; (e = fy_diag_errors_iterate(diag, &walk)) != NULL;) {
		size_t at = fault_place(r, e);
		slice message = slice_of(e->msg);
		r->again = slice_starts(message, S("invalid escape")) && blot(r, at);
		if (r->again) return;
		yaml_say(r, CODE_YAML_SYNTAX, error_place(r, at),
		        say(r->a, message, S("; the rest of this file is unchecked")), syntax_hint(r, message, at));
		r->stopped = true;
		return;
	}
	if (failed) yaml_stop(r, CODE_YAML_SYNTAX, yaml_char_at(r->file->source, r->last), S("not YAML"));
}

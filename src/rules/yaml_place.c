/* The way back from a scalar's value to the bytes of its file, style by style (YAML 1.2.2, chapters 7 and 8). Walked
 * anew for each question: only errors ask. In a folded block scalar, whose text is never a pattern, places are near. */
#include "base/utf8.h"
#include "rules/yaml.h"

static bool is_break(char c) { return c == '\n' || c == '\r'; }
static bool is_white(char c) { return c == ' ' || c == '\t' || is_break(c); }

static size_t break_length(slice s, size_t at) {
	return s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
}

/* A literal block: every line of the value is the tail of its line in the file. */
static size_t place_literal(const struct yaml_node *n, size_t offset) {
	slice s = slice_sub(n->file->source, 0, n->raw.end);
	size_t raw = n->raw.start;
	for (size_t line = 0;;) {
		size_t value_end = line, raw_end = raw;
		while (value_end < n->text.n && n->text.p[value_end] != '\n') value_end++;
		while (raw_end < s.n && !is_break(s.p[raw_end])) raw_end++;
		if (offset <= value_end || value_end >= n->text.n || raw_end >= s.n) {
			size_t length = value_end - line, within = offset < value_end ? value_end - offset : 0;
			if (length > raw_end - raw) within = 0;
			return raw_end - within;
		}
		line = value_end + 1;
		raw = raw_end + break_length(s, raw_end);
	}
}

/* A run of white space in the file: how long it is, and how many bytes of the value it gives. */
struct run {
	size_t raw, value;
};

static struct run white_run(slice s, size_t at) {
	size_t end = at, breaks = 0;
	while (end < s.n && is_white(s.p[end])) {
		bool ends_line = is_break(s.p[end]);
		breaks += ends_line;
		end += ends_line ? break_length(s, end) : 1;
	}
	/* A line break becomes a blank; each further one stays a break. */
	return (struct run){end - at, breaks == 0 ? end - at : breaks == 1 ? 1 : breaks - 1};
}

/* An escape of a double-quoted scalar. */
static struct run escape_run(slice s, size_t at, slice value, size_t value_at) {
	if (at + 1 >= s.n) return (struct run){1, 1};
	char c = s.p[at + 1];
	if (is_break(c)) {
		size_t end = at + 1 + break_length(s, at + 1);
		while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t')) end++;
		return (struct run){end - at, 0};
	}
	size_t raw = c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
	return (struct run){raw, utf8_at(value, value_at).size};
}

static struct run next_run(const struct yaml_node *n, slice s, size_t raw, size_t value) {
	if (is_white(s.p[raw])) return white_run(s, raw);
	if (n->style == YAML_DOUBLE && s.p[raw] == '\\') return escape_run(s, raw, n->text, value);
	if (n->style == YAML_SINGLE && s.p[raw] == '\'') return (struct run){2, 1};
	return (struct run){1, 1};
}

static size_t place_flow(const struct yaml_node *n, size_t offset) {
	slice s = slice_sub(n->file->source, 0, n->raw.end);
	size_t raw = n->raw.start, value = 0;
	while (raw < s.n) {
		struct run run = next_run(n, s, raw, value);
		/* Up to the run that gives the byte: an escaped line end gives none. */
		if (value + run.value > offset) return run.raw == run.value ? raw + (offset - value) : raw;
		raw += run.raw;
		value += run.value;
	}
	return raw < s.n ? raw : s.n;
}

size_t yaml_place(const struct yaml_node *scalar, size_t offset) {
	if (offset > scalar->text.n) offset = scalar->text.n;
	return scalar->style == YAML_LITERAL ? place_literal(scalar, offset) : place_flow(scalar, offset);
}

span yaml_span(const struct yaml_node *scalar, span part) {
	slice s = scalar->file->source;
	size_t start = yaml_place(scalar, part.start);
	if (part.end > part.start) {
		size_t end = yaml_place(scalar, part.end - 1) + 1;
		return (span){start, end > start ? end : start};
	}
	if (start >= s.n || is_break(s.p[start])) return (span){start, start};
	return (span){start, start + utf8_at(s, start).size};
}

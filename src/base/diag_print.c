/* Diagnostics as a person reads them: see diag.h. What comes from outside (names, messages, excerpts) is shown so that it
 * cannot move the cursor or break a line: control characters and bytes that are not UTF-8 appear as U+FFFD. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
	MOST_A_FILE = 20,
	WIDEST = 120, /* code points of an excerpt */
	LEAD = 40,    /* of them before the place, where the line is longer */
};
#define REPLACEMENT S("\xEF\xBF\xBD")

/* One character at *at, or one byte that belongs to none, as it is to be shown; moves *at behind it. */
static slice next_shown(slice s, size_t *at) {
	struct utf8_char c = utf8_at(s, *at);
	slice shown = slice_sub(s, *at, *at + c.size);
	size_t bad;
	if (!utf8_valid(shown, &bad)) {
		*at += 1;
		return REPLACEMENT;
	}
	*at += c.size;
	return utf8_is_unsafe(c.code) && c.code != '\t' ? REPLACEMENT : shown;
}

static void put_shown(struct buf *out, slice s) {
	for (size_t at = 0; at < s.n;) buf_put(out, next_shown(s, &at));
}

static size_t count_shown(slice s) {
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++) next_shown(s, &at);
	return n;
}

/* The line that holds the offset, without its end. */
static span line_around(slice source, size_t offset) {
	span line = {offset, offset};
	while (line.start > 0 && source.p[line.start - 1] != '\n' && source.p[line.start - 1] != '\r') line.start--;
	while (line.end < source.n && source.p[line.end] != '\n' && source.p[line.end] != '\r') line.end++;
	return line;
}

/* Which of a line's characters are shown, counted from 0: about WIDEST around the place. */
static span window(size_t length, size_t place) {
	if (length <= WIDEST) return (span){0, length};
	size_t first = place > LEAD ? place - LEAD : 0;
	if (first > length - WIDEST) first = length - WIDEST;
	return (span){first, first + WIDEST};
}

void diag_excerpt(struct buf *out, slice source, span at) {
	if (at.start > source.n) at.start = source.n;
	/* The LF of CRLF belongs to the line that it ends. */
	if (at.start > 0 && slice_starts(slice_drop(source, at.start - 1), S("\r\n"))) at.start--;
	span line = line_around(source, at.start);
	slice text = slice_at(source, line);
	size_t before = count_shown(slice_sub(source, line.start, at.start));
	size_t length = count_shown(text);
	span shown = window(length, before);
	struct buf below = {0};

	buf_put(out, shown.start ? S("    …") : S("    "));
	buf_put(&below, shown.start ? S("     ") : S("    "));
	for (size_t i = 0, n = 0; i < text.n; n++) {
		slice c = next_shown(text, &i);
		if (n < shown.start || n >= shown.end) continue;
		buf_put(out, c);
		if (n < before)
			buf_byte(&below, c.p[0] == '\t' ? '\t' : ' ');
		else if (n == before || line.start + i <= at.end)
			buf_byte(&below, '^');
	}
	if (before >= shown.end) buf_byte(&below, '^'); /* the place is the end of the line */
	if (shown.end < length) buf_put(out, S("…"));
	buf_byte(out, '\n');
	buf_put(out, buf_slice(&below));
	buf_byte(out, '\n');
	buf_free(&below);
}

/* "file:line:column", as much of it as is known. */
static void put_place(struct buf *out, struct place_walk *walk, slice file, slice source, span at) {
	put_shown(out, file);
	if (!source.p || span_is_none(at)) return;
	struct place place = place_from(walk, source, at.start);
	buf_byte(out, ':');
	buf_u64(out, place.line);
	buf_byte(out, ':');
	buf_u64(out, place.column);
}

static void put_program(struct buf *out, slice program) {
	if (!program.p) return;
	put_shown(out, program);
	buf_put(out, S(": "));
}

static void put_head(struct buf *out, struct place_walk *walk, const struct diag *d) {
	if (d->file.p) {
		put_place(out, walk, d->file, d->source, d->at);
		buf_put(out, S(": "));
	}
	buf_put(out, level_text(code_level(d->code)));
	buf_put(out, S(": "));
	buf_put(out, code_text(d->code));
	buf_put(out, S(": "));
	put_shown(out, d->message);
	buf_byte(out, '\n');
}

static void put_diag(struct buf *out, struct place_walk *walk, slice program, const struct diag *d) {
	put_program(out, program);
	put_head(out, walk, d);
	if (d->source.p && !span_is_none(d->at)) diag_excerpt(out, d->source, d->at);
	if (d->also_file.p) {
		buf_put(out, S("    note: in "));
		put_place(out, &(struct place_walk){0}, d->also_file, d->also_source, d->also_at);
		buf_byte(out, '\n');
		if (d->also_source.p && !span_is_none(d->also_at)) diag_excerpt(out, d->also_source, d->also_at);
	}
	if (!d->hint.p) return;
	buf_put(out, S("    hint: "));
	put_shown(out, d->hint);
	buf_byte(out, '\n');
}

/* A file as a whole comes before the places in it. */
static size_t order_of(span at) { return span_is_none(at) ? 0 : at.start + 1; }

static int by_place(const void *left, const void *right) {
	const struct diag *a = *(const struct diag *const *)left, *b = *(const struct diag *const *)right;
	int order = slice_compare(a->file, b->file);
	if (order) return order;
	if (order_of(a->at) != order_of(b->at)) return order_of(a->at) < order_of(b->at) ? -1 : 1;
	if (a->code != b->code) return a->code < b->code ? -1 : 1;
	return (a > b) - (a < b); /* both in one array: as they were added */
}

static void put_rest(struct buf *out, slice program, slice file, size_t rest) {
	put_program(out, program);
	if (file.p) {
		put_shown(out, file);
		buf_put(out, S(": "));
	}
	buf_put(out, S("and "));
	buf_u64(out, rest);
	buf_put(out, S(" more\n"));
}

const struct diag **diags_in_order(const struct diags *d) {
	size_t n = d->list.n;
	if (n == 0) return NULL;
	const struct diag **sorted = must_alloc(n * sizeof *sorted);
	for (size_t i = 0; i < n; i++) sorted[i] = &d->list.v[i];
	qsort(sorted, n, sizeof *sorted, by_place);
	return sorted;
}

void diags_print(const struct diags *d, slice program, struct buf *out) {
	size_t n = d->list.n;
	const struct diag **sorted = diags_in_order(d);
	struct place_walk walk = {0};
	for (size_t start = 0, end; start < n; start = end) {
		slice file = sorted[start]->file;
		for (end = start; end < n && slice_equal(sorted[end]->file, file); end++)
			if (end - start < MOST_A_FILE) put_diag(out, &walk, program, sorted[end]);
		if (end - start > MOST_A_FILE) put_rest(out, program, file, end - start - MOST_A_FILE);
	}
	mem_free(sorted);
}

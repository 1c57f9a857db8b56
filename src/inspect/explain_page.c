/* The layout of explanations: see explain_page.h. */
#include "inspect/explain_page.h"

#include "base/utf8.h"

enum { LABEL_WIDTH = 10, SHOWN_MAX = 160, AROUND = 48 };

/* ---- text on one line: no terminal obeys what a document says to it */

static void put_visible(struct buf *b, slice text) {
	static const char hex[] = "0123456789abcdef";
	for (size_t at = 0; at < text.n;) {
		struct utf8_char c = utf8_at(text, at);
		slice bytes = slice_sub(text, at, at + c.size);
		at += c.size;
		if (c.code == '\n' || c.code == '\r' || c.code == '\t') {
			buf_byte(b, '\\');
			buf_byte(b, c.code == '\n' ? 'n' : c.code == '\r' ? 'r' : 't');
		} else if (!utf8_is_unsafe(c.code)) {
			buf_put(b, bytes);
		} else {
			for (size_t i = 0; i < bytes.n; i++) {
				buf_put(b, S("\\x"));
				buf_byte(b, hex[(unsigned char)bytes.p[i] >> 4]);
				buf_byte(b, hex[(unsigned char)bytes.p[i] & 15]);
			}
		}
	}
}

/* ---- rows */

void page_title(const struct explain *e, slice text) {
	put_visible(e->out, text);
	buf_byte(e->out, '\n');
}

void page_row(const struct explain *e, slice label, slice text) {
	buf_put(e->out, S("  "));
	buf_put(e->out, label);
	for (size_t n = label.n; n < LABEL_WIDTH; n++) buf_byte(e->out, ' ');
	put_visible(e->out, text);
	buf_byte(e->out, '\n');
}

slice page_number(const struct explain *e, size_t n) { return slice_of_u64(e->a, n); }

slice page_bytes(const struct explain *e, span at) {
	return say(e->a, page_number(e, at.start), S("-"), page_number(e, at.end));
}

slice page_lines(const struct explain *e, slice source, span at) {
	size_t first = place_of(source, at.start).line;
	size_t last = place_of(source, at.end > at.start ? at.end - 1 : at.end).line;
	if (first == last) return say(e->a, S("line "), page_number(e, first));
	return say(e->a, S("lines "), page_number(e, first), S(" to "), page_number(e, last));
}

/* ---- text on one line, cut */

/* The offset, moved to the start of the character that it lies in. */
static size_t at_character(slice text, size_t offset) {
	while (offset > 0 && offset < text.n && ((unsigned char)text.p[offset] & 0xC0) == 0x80) offset--;
	return offset < text.n ? offset : text.n;
}

static void put_cut(const struct explain *e, struct buf *b, slice text) {
	if (e->full || text.n <= SHOWN_MAX) {
		put_visible(b, text);
		return;
	}
	put_visible(b, slice_sub(text, 0, at_character(text, SHOWN_MAX / 2)));
	buf_put(b, S(" … "));
	put_visible(b, slice_drop(text, at_character(text, text.n - SHOWN_MAX / 2)));
}

static slice taken(const struct explain *e, struct buf *b) {
	slice text = arena_copy(e->a, buf_slice(b));
	buf_free(b);
	return text;
}

slice page_quote(const struct explain *e, slice text) {
	struct buf b = {0};
	buf_byte(&b, '"');
	put_cut(e, &b, text);
	buf_byte(&b, '"');
	return taken(e, &b);
}

/* What an excerpt shows around its place: white space folded, a blank kept where it touches the place. */
static void put_around(const struct explain *e, struct buf *b, slice text, bool before) {
	slice folded = utf8_fold_blanks(e->a, text);
	bool blank = text.n > 0 && utf8_trim(before ? slice_drop(text, text.n - 1) : slice_sub(text, 0, 1)).n == 0;
	if (blank && !before) buf_byte(b, ' ');
	put_visible(b, folded);
	if (blank && before) buf_byte(b, ' ');
}

/* Where to begin so that no word is cut: behind the first blank from `at` on, if there is one before `end`. */
static size_t word_start(slice text, size_t at, size_t end) {
	for (size_t i = at; i < end; i++)
		if (text.p[i] == ' ' || text.p[i] == '\n') return i + 1;
	return at;
}

/* The same at the end: the last blank before `at`, if there is one behind `start`. */
static size_t word_end(slice text, size_t start, size_t at) {
	for (size_t i = at; i > start; i--)
		if (text.p[i - 1] == ' ' || text.p[i - 1] == '\n') return i - 1;
	return at;
}

slice page_excerpt(const struct explain *e, slice text, span within, span at) {
	struct buf b = {0};
	size_t from = within.start, to = within.end;
	if (at.start > from + AROUND) from = word_start(text, at_character(text, at.start - AROUND), at.start);
	if (at.end + AROUND < to) to = word_end(text, at.end, at_character(text, at.end + AROUND));
	if (from > within.start) buf_put(&b, S("… "));
	put_around(e, &b, slice_at(text, (span){from, at.start}), true);
	buf_put(&b, S(">>"));
	put_cut(e, &b, slice_at(text, at));
	buf_put(&b, S("<<"));
	put_around(e, &b, slice_at(text, (span){at.end, to}), false);
	if (to < within.end) buf_put(&b, S(" …"));
	return taken(e, &b);
}

slice page_record(const struct explain *e, const struct document *d, const struct record *r) {
	return say(e->a, r->kind->is, S(" "), r->id, S(", "), page_lines(e, d->text, r->at), S(", "),
	        page_quote(e, record_quote(d, r)));
}

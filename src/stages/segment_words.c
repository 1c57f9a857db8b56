/* Words: see segment_words.h. */
#include "stages/segment_words.h"

#include "base/sixteen.h"
#include "base/utf8.h"

enum { TAB = 8 };

static unsigned column_after(uint32_t code, unsigned column) {
	return code == '\t' ? column / TAB * TAB + TAB : column + 1;
}

static bool ends_sentence(slice text, size_t at) {
	return text.p[at - 1] == '.' || text.p[at - 1] == '?' || text.p[at - 1] == '!';
}

/* Is the gap behind the word the two blanks behind the end of a sentence? */
static bool ends_before(slice text, const struct word *w, unsigned blanks) {
	return blanks == 2 && ends_sentence(text, w->to);
}

/* Words of any characters. */
static void words_read(const struct plan *p, const struct line *l, words *w) {
	unsigned column = l->indent, blanks = 0;
	bool tab = false, inside = false;
	struct utf8_char c;
	size_t first = w->n;
	for (size_t at = l->body; at < l->stop; at += c.size) {
		c = utf8_at(p->text, at);
		if (utf8_is_blank(c.code)) {
			blanks++;
			tab = tab || c.code == '\t';
			inside = false;
			column = column_after(c.code, column);
			continue;
		}
		if (!inside) {
			bool sentence = w->n > first && !tab && ends_before(p->text, &w->v[w->n - 1], blanks);
			*vec_push(p->scratch, w) = (struct word){.start = column, .from = (uint32_t)at};
			w->v[w->n - 1].wide = w->n - 1 > first && (blanks > 1 || tab) && !sentence;
		}
		inside = true;
		blanks = 0;
		tab = false;
		column++;
		w->v[w->n - 1].end = column;
		w->v[w->n - 1].to = (uint32_t)(at + c.size);
	}
}

/* A bit for each byte of [at, at + 64) before the stop that is no blank. */
static uint64_t shown_bits(slice text, size_t at, size_t stop) {
	uint64_t bits = 0;
	size_t i = 0;
	for (; i < 64 && at + i < stop && at + i + 16 <= text.n; i += 16)
		bits |= (uint64_t)sixteen_bits(~sixteen_equal(sixteen_at(text.p + at + i), ' ')) << i;
	for (; i < 64 && at + i < stop; i++) bits |= (uint64_t)(text.p[at + i] != ' ') << i;
	return stop - at < 64 ? bits & ((UINT64_C(1) << (stop - at)) - 1) : bits;
}

static void plain_word_begin(const struct plan *p, const struct line *l, words *w, size_t first, uint32_t from) {
	struct word *next = &w->v[w->n++];
	*next = (struct word){.start = l->indent + (from - l->body), .from = from};
	if (w->n - 1 == first) return;
	unsigned blanks = from - next[-1].to;
	next->wide = blanks > 1 && !ends_before(p->text, next - 1, blanks);
}

static void plain_word_end(const struct line *l, words *w, uint32_t to) {
	struct word *last = &w->v[w->n - 1];
	last->to = to;
	last->end = l->indent + (to - l->body);
}

/* Words of visible ASCII: they start and end by turns, where blanks and other bytes meet. */
static void plain_words_read(const struct plan *p, const struct line *l, words *w) {
	size_t first = w->n;
	bool inside = false;
	while (w->cap - w->n < l->words) vec_grow(p->scratch, w, sizeof *w->v);
	for (size_t at = l->body; at < l->stop; at += 64) {
		uint64_t shown = shown_bits(p->text, at, l->stop), turns = shown ^ (shown << 1 | inside);
		for (; turns; turns &= turns - 1, inside = !inside) {
			uint32_t place = (uint32_t)at + (uint32_t)__builtin_ctzll(turns);
			if (inside)
				plain_word_end(l, w, place);
			else
				plain_word_begin(p, l, w, first, place);
		}
	}
	if (inside) plain_word_end(l, w, l->stop);
}

void line_words(const struct plan *p, size_t line, words *w) {
	const struct line *l = line_of(p, line);
	if (l->plain && l->words < UINT16_MAX)
		plain_words_read(p, l, w);
	else
		words_read(p, l, w);
}

size_t place_of_column(const struct plan *p, size_t from, unsigned from_column, size_t to, unsigned column) {
	struct utf8_char c;
	while (from < to && from_column < column) {
		c = utf8_at(p->text, from);
		if (!utf8_is_blank(c.code)) break;
		from_column = column_after(c.code, from_column);
		from += c.size;
	}
	return from;
}

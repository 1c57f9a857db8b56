/* Words: see segment_words.h. */
#include "stages/segment_words.h"

#include "base/utf8.h"

enum { TAB = 8 };

static unsigned column_after(uint32_t code, unsigned column) {
	return code == '\t' ? column / TAB * TAB + TAB : column + 1;
}

static bool ends_sentence(slice text, size_t at) {
	return text.p[at - 1] == '.' || text.p[at - 1] == '?' || text.p[at - 1] == '!';
}

void line_words(const struct plan *p, size_t line, words *w) {
	const struct line *l = &p->lines.v[line];
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
			bool sentence =
			        w->n > first && blanks == 2 && !tab && ends_sentence(p->text, w->v[w->n - 1].to);
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

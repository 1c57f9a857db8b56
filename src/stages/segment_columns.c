/* Columns of blanks: see segment_columns.h. */
#include "stages/segment_columns.h"

/* How far the word reaches into the column. */
static unsigned overlap(const struct columns *c, size_t k, const struct word *w) {
	unsigned start = w->start > c->start[k] ? w->start : c->start[k];
	unsigned end = w->end < c->end[k] ? w->end : c->end[k];
	return start < end ? end - start : 0;
}

enum { NOWHERE = TABLE_COLUMNS_MAX };

/* The column that the word reaches into most, or NOWHERE. *many: it reaches into others too. */
static size_t best_column(const struct columns *c, const struct word *w, size_t from, bool *many) {
	size_t best = NOWHERE, touched = 0;
	unsigned most = 0;
	for (size_t k = from; k < c->n && c->start[k] < w->end; k++) {
		unsigned shared = overlap(c, k, w);
		touched += shared > 0;
		if (shared > most) most = shared, best = k;
	}
	*many = touched > 1;
	return best;
}

/* The last column that starts at or before the word's start. */
static size_t column_left_of(const struct columns *c, const struct word *w, size_t from) {
	size_t k = from;
	while (k + 1 < c->n && c->start[k + 1] <= w->start) k++;
	return k;
}

/* A word between two columns goes with the words next to it: with those behind it where blanks stand before it. */
static size_t word_between(const struct columns *c, const struct placed *l, size_t i, size_t from) {
	bool many;
	size_t next = NOWHERE;
	if (i == 0 || l->words[i].wide)
		for (size_t k = i + 1; k < l->n && !l->words[k].wide && next == NOWHERE; k++)
			next = best_column(c, &l->words[k], from, &many);
	if (next != NOWHERE) return next;
	/* It ends where a column begins: set to the right, and longer than what rules the column. */
	size_t left = column_left_of(c, &l->words[i], from);
	if (l->words[i].wide && left + 1 < c->n && c->start[left + 1] <= l->words[i].end + 1) return left + 1;
	return left;
}

/* Words of one part of the line, [first, last), are in the column where it starts and reach into another, in which the next
 * part begins: then they are too long for the first column, and all in it. */
static void part_pull(const struct columns *c, struct placed *l, size_t first, size_t last) {
	size_t k = first;
	if (last == l->n || l->to[last - 1] != l->to[last]) return;
	while (k < last && l->to[k] != l->to[last]) k++;
	if (k == first) return;
	unsigned edge = c->start[l->to[last]];
	if (l->words[k].start >= edge && l->words[k - 1].end < edge) return;
	for (; k < last; k++) l->to[k] = l->to[first];
}

void words_place(const struct columns *c, struct placed *l) {
	size_t from = 0;
	unsigned char last = NOWHERE;
	l->fits = true;
	l->filled = 0;
	for (size_t i = 0; i < l->n; i++) {
		bool many = false;
		size_t k = best_column(c, &l->words[i], from, &many);
		if (many) {
			l->fits = false;
			/* A word that is too long stands where it starts. */
			size_t left = column_left_of(c, &l->words[i], from);
			if (overlap(c, left, &l->words[i])) k = left;
		}
		if (k == NOWHERE) k = word_between(c, l, i, from);
		l->to[i] = (unsigned char)k;
		l->filled += l->to[i] != last;
		last = l->to[i];
		from = k;
	}
	for (size_t first = 0, i = 1; i < l->n; i++) {
		if (!l->words[i].wide) continue;
		part_pull(c, l, first, i);
		first = i;
	}
	l->hangs = l->n > 0 && l->to[0] > 0;
}

void placed_put(struct plan *p, size_t row, size_t line, const struct columns *c, const struct placed *l) {
	const struct line *line_at = &p->lines.v[line];
	size_t i = 0, at = line_at->body;
	unsigned column = line_at->indent;
	row_goes_on(p, row, line);
	for (size_t k = 0; k < c->n; k++) {
		size_t first = i;
		while (i < l->n && l->to[i] == k) i++;
		if (i > first) {
			cell_put(p, row, k, (span){l->words[first].from, l->words[i - 1].to});
			at = l->words[i - 1].to;
			column = l->words[i - 1].end;
			continue;
		}
		size_t stop = i < l->n ? l->words[i].from : line_at->stop;
		size_t place = place_of_column(p, at, column, stop, c->start[k]);
		cell_put(p, row, k, (span){place, place});
	}
}

/* Lines that do not keep to their columns, but have as many gaps, or words, as there are names: see segment_rivers.h. Then
 * these tell the cells apart, one after the other. */
#include "base/utf8.h"
#include "stages/segment_rivers.h"

/* Does a word stand before the column that it would be the word of? Text that is too long moves what follows to the right. */
static bool stands_before(const struct columns *c, const struct placed *l) {
	for (size_t k = 0; k < l->n && k < c->n; k++)
		if (l->words[k].end <= c->start[k]) return true;
	return false;
}

/* As many gaps, or words, as columns: then these tell the cells apart. `over`: the last may hold more. */
static bool sequence_place(const struct columns *c, struct placed *l, bool each, bool over) {
	size_t chunks = chunks_count(l);
	each = each || (l->n == c->n && !stands_before(c, l));
	if (chunks != c->n && !each && !(over && chunks > c->n)) return false;
	size_t k = 0;
	for (size_t i = 0; i < l->n; i++) {
		k += i > 0 && k + 1 < c->n && (each || l->words[i].wide);
		l->to[i] = (unsigned char)k;
	}
	l->filled = c->n;
	l->hangs = false;
	return true;
}

bool words_place_by_gaps(const struct columns *c, struct placed *l) { return sequence_place(c, l, false, false); }

/* Each word is a cell, and the last cell holds the rest. */
static bool each_place(const struct columns *c, struct placed *l) {
	if (l->n < c->n) return false;
	for (size_t i = 0; i < l->n; i++) l->to[i] = (unsigned char)(i < c->n ? i : c->n - 1);
	l->filled = c->n;
	l->hangs = false;
	return true;
}

struct placed run_place(struct run *r, size_t i) {
	struct placed l = run_line(r, i);
	if (r->sequence && r->each_word) {
		l.fits = each_place(&r->columns, &l);
		if (l.fits) return l;
	} else if (r->sequence) {
		l.fits = sequence_place(&r->columns, &l, r->head_by_words && i < r->head, r->head_by_words);
		if (l.fits) return l;
	}
	words_place(&r->columns, &l);
	if (!l.fits && !r->sequence) words_place_by_gaps(&r->columns, &l);
	return l;
}

static void sequence_columns(struct run *r, const struct placed *head) {
	r->sequence = true;
	r->each_word = false;
	r->columns.n = 0;
	for (size_t i = 0; i < head->n; i++) {
		if (i == 0 || r->head_by_words || head->words[i].wide)
			r->columns.start[r->columns.n++] = head->words[i].start;
		r->columns.end[r->columns.n - 1] = head->words[i].end;
	}
}

/* Have four lines in five below the header n gaps, or (`over`) more? */
static bool lines_agree(struct run *r, size_t n, bool over) {
	size_t same = 0, strong = 0;
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n == 0 || !run_has_gap(r, i)) continue;
		size_t chunks = chunks_count(&l);
		strong++;
		same += chunks == n || (over && chunks > n);
	}
	return strong > 1 && same * 5 >= strong * 4;
}

bool sequence_find(struct run *r) {
	struct placed head = run_line(r, r->first);
	size_t n = chunks_count(&head);
	r->head_by_words = false;
	if (n < 3 || n > TABLE_COLUMNS_MAX || !lines_agree(r, n, false)) return false;
	sequence_columns(r, &head);
	return true;
}

/* Digits first, and no ASCII letter: 12  0.5  10:04 */
static bool is_figure(slice text, const struct word *w) {
	if (!utf8_is_digit((unsigned char)text.p[w->from])) return false;
	for (size_t at = w->from; at < w->to; at++)
		if (utf8_is_letter((unsigned char)text.p[at])) return false;
	return true;
}

/* Has each line as many words as the header, (nearly) all of them figures? */
static bool words_are_figures(struct run *r, size_t n) {
	size_t all = 0, figures = 0;
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n > 0 && l.n != n) return false;
		all += l.n;
		for (size_t k = 0; k < l.n; k++) figures += is_figure(r->p->text, &l.words[k]);
	}
	return all > n && figures * 10 >= all * 9;
}

static bool word_is(slice text, const struct word *a, const struct word *b) {
	return slice_equal(slice_sub(text, a->from, a->to), slice_sub(text, b->from, b->to));
}

/* Has each line as many words as the header or more, which start or end where its names do, in half of the lines at least?
 * Behind what is too long for its column they stand elsewhere. */
static bool words_stand_below(struct run *r, const struct placed *head) {
	unsigned agree[TABLE_COLUMNS_MAX] = {0};
	size_t all = 0, last = head->n - 1;
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n == 0) continue;
		if (l.n < head->n) return false;
		all++;
		for (size_t k = 0; k < head->n; k++) {
			const struct word *name = &head->words[k], *w = &l.words[k];
			if (word_is(r->p->text, name, w)) return false; /* no names, for they come again */
			bool near = k == last && w->start <= name->start + 1 && name->start <= w->start + 1;
			agree[k] += near || w->start == name->start || (k < last && w->end == name->end);
		}
	}
	for (size_t k = 0; k < head->n; k++)
		if (agree[k] * 2 < all) return false;
	return all > 2;
}

bool sequence_of_words_find(struct run *r, size_t columns) {
	struct placed head = run_line(r, r->first);
	size_t least = SIZE_MAX;
	if (head.n < 4 || head.n <= columns || head.n > TABLE_COLUMNS_MAX || r->head > r->first + 1) return false;
	if (words_are_figures(r, head.n)) {
		r->head_by_words = true;
		sequence_columns(r, &head);
		return true;
	}
	if (words_stand_below(r, &head)) {
		r->head_by_words = true;
		sequence_columns(r, &head);
		r->each_word = true;
		return true;
	}
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		size_t chunks = chunks_count(&l);
		if (l.n > 0 && chunks < least) least = chunks;
	}
	if (least != head.n || !lines_agree(r, head.n, true)) return false;
	r->head_by_words = true;
	sequence_columns(r, &head);
	return true;
}

/* Do the k-th words of all lines start in one column, or end in one? *figures, *texts: what all of them are. */
static bool words_agree(struct run *r, size_t k, bool *figures, bool *texts) {
	struct placed first = run_line(r, r->first);
	bool starts = true, ends = true;
	*figures = *texts = true;
	for (size_t i = r->first; i < r->last; i++) {
		struct placed l = run_line(r, i);
		starts = starts && l.words[k].start == first.words[k].start;
		ends = ends && l.words[k].end == first.words[k].end;
		bool figure = is_figure(r->p->text, &l.words[k]);
		*figures = *figures && figure;
		*texts = *texts && !figure;
	}
	return starts || ends;
}

bool words_in_columns_find(struct run *r) {
	enum { LINES_MIN = 3, WORDS_MIN = 5, FIGURES_MIN = 2 };
	struct placed head = run_line(r, r->first);
	size_t figures = 0, texts = 0;
	for (size_t i = r->first; i < r->last; i++)
		if (run_line(r, i).n < head.n) head = run_line(r, i);
	if (r->last - r->first < LINES_MIN || head.n < WORDS_MIN || head.n > TABLE_COLUMNS_MAX) return false;
	for (size_t k = 0; k < head.n; k++) {
		bool figure, word;
		if (!words_agree(r, k, &figure, &word)) return false;
		figures += figure;
		texts += word;
	}
	if (figures < FIGURES_MIN || texts == 0) return false;
	r->head_by_words = true;
	r->head = r->first + 1;
	sequence_columns(r, &head);
	r->each_word = true;
	return true;
}

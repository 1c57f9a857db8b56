/* Headers that do not stand above their columns, as where they were set with other widths: see segment_rivers.h. The columns
 * are what the lines below the header have between their rivers; each name goes to the column that it stands over, or to
 * one close by. */
#include "base/utf8.h"
#include "stages/segment_rivers.h"

enum { ROWS_MIN = 3, NEAR = 2, NOWHERE = TABLE_COLUMNS_MAX };

/* What lies between the rivers of the body, all of whose lines have gaps; false where they are too few. */
static bool body_segments(struct run *r, struct columns *s) {
	bool text[TABLE_WIDTH_MAX + 1] = {false};
	size_t all = 0;
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n && !run_has_gap(r, i)) return false;
		for (size_t k = 0; k < l.n; k++)
			memset(text + l.words[k].start, true, l.words[k].end - l.words[k].start);
		all += l.n > 0;
	}
	s->n = 0;
	for (unsigned x = 0; x <= TABLE_WIDTH_MAX; x++) {
		bool starts = text[x] && (x == 0 || !text[x - 1]);
		if (starts && s->n == TABLE_COLUMNS_MAX) return false;
		if (starts) s->start[s->n++] = x;
		if (text[x]) s->end[s->n - 1] = x + 1;
	}
	return all >= ROWS_MIN;
}

/* The segment that the name stands over, or the closest one. */
static size_t segment_near(const struct columns *s, const struct word *name) {
	size_t best = NOWHERE;
	unsigned most = 0, least = NEAR + 1;
	for (size_t k = 0; k < s->n; k++) {
		unsigned start = name->start > s->start[k] ? name->start : s->start[k];
		unsigned end = name->end < s->end[k] ? name->end : s->end[k];
		if (start < end && end - start > most) most = end - start, best = k;
		if (most == 0 && start >= end && start - end < least) least = start - end, best = k;
	}
	return best;
}

/* Have most lines with words on both sides of the segment's left bank a gap there? */
static bool body_parts(struct run *r, const struct columns *s, size_t k) {
	size_t both = 0, wide = 0;
	for (size_t i = r->head; i < r->last; i++) {
		if (!run_has_gap(r, i)) continue;
		struct placed l = run_line(r, i);
		for (size_t w = 1; w < l.n; w++) {
			if (l.words[w].start < s->start[k] || l.words[w - 1].start >= s->start[k]) continue;
			both += l.words[w].start < s->end[k];
			wide += l.words[w].start < s->end[k] && l.words[w].wide;
		}
	}
	return both && wide * 2 >= both;
}

static bool is_name(slice text, const struct word *w) {
	for (size_t at = w->from; at < w->to; at++)
		if (utf8_is_letter((unsigned char)text.p[at]) || memchr("%#", text.p[at], 2)) return true;
	return false;
}

/* Moves the name to where its column is. */
static void name_move(struct word *name, const struct columns *c, size_t k) {
	if (name->start < c->start[k] || name->start >= c->end[k]) name->start = c->start[k];
	if (name->end > c->end[k] || name->end <= name->start) name->end = c->end[k];
}

bool shifted_find(struct run *r) {
	struct columns s, joined = {0};
	struct placed head = run_line(r, r->first);
	size_t at[TABLE_COLUMNS_MAX], last = 0;
	if (r->head != r->first + 1 || head.n <= r->columns.n || head.n > TABLE_COLUMNS_MAX || r->flags) return false;
	if (!body_segments(r, &s) || s.n <= r->columns.n) return false;
	for (size_t i = 0; i < head.n; i++) {
		if (!is_name(r->p->text, &head.words[i])) return false;
		at[i] = segment_near(&s, &head.words[i]);
		if (at[i] == NOWHERE || (i == 0 && at[i] > 0) || at[i] < last) return false;
		last = at[i];
	}
	for (size_t k = 0, i = 0; k < s.n; k++) {
		while (i < head.n && at[i] < k) i++;
		bool named = i < head.n && at[i] == k;
		if (k == 0 || (named && (head.words[i].wide || body_parts(r, &s, k))))
			joined.start[joined.n++] = s.start[k];
		joined.end[joined.n - 1] = s.end[k];
		for (size_t n = i; n < head.n && at[n] == k; n++) head.to[n] = (unsigned char)(joined.n - 1);
	}
	if (joined.n <= r->columns.n) return false;
	struct word *names = r->words.v + r->word_at.v[r->first - r->words_first];
	for (size_t i = 0; i < head.n; i++) name_move(&names[i], &joined, head.to[i]);
	r->columns = joined;
	return true;
}

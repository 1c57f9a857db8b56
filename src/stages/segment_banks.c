/* The banks of rivers: see segment_banks.h. Where words of the body start and end below the names of the header says most;
 * gaps, and words of unlike making, say the rest. */
#include "stages/segment_banks.h"

#include "base/utf8.h"

/* The same for a word that is not before the segment `from`. */
static size_t segment_from(const struct columns *s, const struct word *w, size_t from) {
	size_t k = from;
	while (k + 1 < s->n && s->start[k + 1] <= w->start) k++;
	return k;
}

size_t segment_of(const struct columns *s, const struct word *w) { return segment_from(s, w, 0); }

static void head_look(struct run *r, const struct columns *s, struct river *v) {
	for (size_t i = r->first; i < r->head; i++) {
		struct placed l = run_line(r, i);
		for (size_t k = 0; k < l.n; k++) {
			size_t at = segment_of(s, &l.words[k]);
			v[at].head_left = true;
			v[at].names++;
			v[at].head_before = l.words[k];
			if (at == 0) continue;
			if (!v[at - 1].head_right) v[at - 1].head_behind = l.words[k];
			v[at - 1].head_right = true;
			if (k > 0 && segment_of(s, &l.words[k - 1]) == at - 1 && l.words[k].wide)
				v[at - 1].head_wide = true;
			if (k == 0 && at > 0) v[at - 1].head_wide = true; /* set off from what other lines have there */
		}
	}
}

/* One letter is no name: flags have it above and below. */
static bool same_word(slice text, const struct word *a, const struct word *b) {
	return a->to - a->from > 1 && slice_equal(slice_sub(text, a->from, a->to), slice_sub(text, b->from, b->to));
}

static bool has_digit(slice text, const struct word *w) { return text_has_digit(slice_sub(text, w->from, w->to)); }

enum { SIGN_LETTER = 1, SIGN_DIGIT = 2 };

static uint32_t sign_of(struct utf8_char c) {
	if (utf8_is_digit(c.code)) return SIGN_DIGIT;
	return utf8_is_letter(c.code) ? SIGN_LETTER : c.code;
}

/* The sign at `at`, past all that follow and are of the same class. */
static uint32_t sign_next(slice text, size_t *at, size_t to) {
	if (*at >= to) return 0;
	uint32_t sign = sign_of(utf8_at(text, *at));
	while (*at < to && sign_of(utf8_at(text, *at)) == sign) *at += utf8_at(text, *at).size;
	return sign;
}

/* Are the words made of the same runs of letters and digits, and the same marks between? Gi0/1 and Gi0/12 */
static bool are_alike(slice text, const struct word *a, const struct word *b) {
	size_t i = a->from, k = b->from;
	while (i < a->to || k < b->to)
		if (sign_next(text, &i, a->to) != sign_next(text, &k, b->to)) return false;
	return true;
}

static void body_look(slice text, const struct placed *l, const struct columns *s, struct river *v) {
	size_t before = TABLE_COLUMNS_MAX;
	for (size_t k = 0, at = segment_of(s, l->words), next; k < l->n; k++, before = at, at = next) {
		const struct word *w = &l->words[k];
		next = k + 1 < l->n ? segment_from(s, w + 1, at) : TABLE_COLUMNS_MAX;
		bool last = next > at;
		if (last) {
			v[at].left++;
			v[at].left_ends += v[at].head_left && v[at].head_before.end == w->end;
			v[at].left_starts += v[at].head_left && v[at].head_before.start == w->start;
			v[at].again = v[at].again || (v[at].head_left && same_word(text, &v[at].head_before, w));
		}
		if (at > 0 && last) v[at - 1].ends += v[at - 1].head_right && v[at].head_before.end == w->end;
		if (at > 0 && at != before) {
			if (v[at - 1].right++ == 0) v[at - 1].place = w->start;
			v[at - 1].in_place += w->start == v[at - 1].place;
			v[at - 1].letters += w->to == w->from + 1 && utf8_is_letter((unsigned char)text.p[w->from]);
			v[at - 1].starts += v[at - 1].head_right && v[at - 1].head_behind.start == w->start;
			v[at - 1].again =
			        v[at - 1].again || (v[at - 1].head_right && same_word(text, &v[at - 1].head_behind, w));
			if (before == at - 1) {
				v[at - 1].both++;
				v[at - 1].wide += w->wide;
				v[at - 1].alike = v[at - 1].alike || are_alike(text, w - 1, w);
			}
		}
	}
}

/* Words without a name behind a column with one, in half of the lines: they all start at one place, behind a gap, and are
 * unlike those before them. */
static bool is_nameless(const struct river *v, size_t strong) {
	return v->both > 1 && v->both * 2 >= strong && v->both == v->right && v->wide == v->both &&
	       v->in_place == v->right && !v->alike && v->head_before.end < v->place;
}

bool river_parts(const struct river *v, size_t strong) {
	if (v->head_left && v->head_right && v->head_wide) return true;
	/* Words of the header alone; but where figures end at the first of them, it is a name by itself. */
	if (v->right == 0) return v->left > 1 && v->left_ends == v->left && v->left_starts < v->left;
	if (v->left == 0) return false;
	if (v->head_left && v->head_right && !v->again)
		return v->starts * 3 >= v->right * 2 || v->ends * 3 >= v->right * 2 ||
		       v->left_ends * 3 >= v->left * 2 || (v->both && v->wide * 2 >= v->both);
	/* Marks without a name, before all words that stand below a name. */
	if (!v->head_left && v->head_right && v->starts == v->right && v->right > 1) return true;
	/* What has no name and does not stand in all lines belongs to the column before it. */
	if (v->head_left && v->right < strong) return is_nameless(v, strong);
	return v->both > 0 && v->wide * 2 >= v->both;
}

/* A line with a word in two segments is too long somewhere, and not where it should be behind that. */
static bool keeps_to(const struct columns *s, const struct placed *l) {
	for (size_t i = 0, k = 0; i < l->n; i++) {
		k = segment_from(s, &l->words[i], k);
		if (k + 1 < s->n && l->words[i].end > s->start[k + 1]) return false;
	}
	return true;
}

/* Does a line of the body, which may have been read without words, say where its columns are? */
static bool is_telling(struct run *r, const struct columns *s, size_t i) {
	struct placed l = run_line(r, i);
	return l.n && run_has_gap(r, i) && keeps_to(s, &l);
}

void rivers_look(struct run *r, const struct columns *s, struct river *v) {
	memset(v, 0, s->n * sizeof *v);
	head_look(r, s, v);
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (is_telling(r, s, i)) body_look(r->p->text, &l, s, v);
	}
}

/* Have three in four of the words next to the river, on one of its sides, a digit? */
static bool has_figures(struct run *r, const struct columns *s, const struct river *v, size_t at) {
	size_t left = 0, right = 0;
	for (size_t i = r->head; i < r->last; i++) {
		if (!is_telling(r, s, i)) continue;
		struct placed l = run_line(r, i);
		for (size_t k = 0; k < l.n; k++) {
			size_t own = segment_of(s, &l.words[k]);
			bool last = k + 1 == l.n || segment_of(s, &l.words[k + 1]) > own;
			bool first = k == 0 || segment_of(s, &l.words[k - 1]) < own;
			left += own == at && last && has_digit(r->p->text, &l.words[k]);
			right += own == at + 1 && first && has_digit(r->p->text, &l.words[k]);
		}
	}
	return left * 4 >= v[at].left * 3 || right * 4 >= v[at].right * 3;
}

bool river_is_kept(struct run *r, const struct columns *s, const struct river *rivers, size_t at) {
	const struct river *v = &rivers[at];
	if (!v->head_left || !v->head_right || v->again || v->both < 2) return false;
	if (!has_figures(r, s, rivers, at)) return false;
	if (v->both == 2) return v->left_ends == v->left && v->starts == v->right;
	return v->starts * 4 >= v->right * 3 || v->ends * 4 >= v->right * 3 || v->left_ends * 4 >= v->left * 3;
}

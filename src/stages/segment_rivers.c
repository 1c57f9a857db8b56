/* Rivers: see segment_rivers.h. A river is a place where (nearly) all lines have a blank. The header has a say: a river
 * that parts the words of one name, or of what stands below one, parts nothing. Few lines of many may be too long for
 * their columns; what stands behind that goes by its gaps. */
#include "stages/segment_banks.h"

#include "base/utf8.h"

enum { SLACK_MAX = 3 }; /* lines that reach into a river, tried one by one */

struct placed run_line(struct run *r, size_t i) {
	size_t from = r->word_at.v[i - r->words_first], to = r->word_at.v[i - r->words_first + 1];
	return (struct placed){.words = r->words.v + from, .n = to - from, .to = r->to.v + from};
}

size_t chunks_count(const struct placed *l) {
	size_t n = l->n > 0;
	for (size_t i = 0; i < l->n; i++) n += l->words[i].wide;
	return n;
}

/* Signs, letters and blanks, from a sign on, before the column where the first name of the header begins: *> */
static bool is_flags(const struct plan *p, const struct line *l, unsigned column) {
	static const char signs[] = "*><=+-#!?^&~@";
	slice s = slice_sub(p->text, l->body, l->stop);
	if (l->indent >= column || memchr(signs, s.p[0], sizeof signs - 1) == NULL) return false;
	for (size_t i = 0; i < s.n && i < column - l->indent; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c != ' ' && !utf8_is_letter(c) && memchr(signs, c, sizeof signs - 1) == NULL) return false;
	}
	return s.n > column - l->indent;
}

enum { FLAGS_MAX = 5 };

/* The same where the header begins above the flags: all other lines are set in as far as the text behind flags is. */
static unsigned flags_end_below(const struct run *r, const struct line *head) {
	unsigned column = 0;
	size_t flagged = 0;
	for (size_t i = r->first + 1; i < r->last; i++)
		if (line_of(r->p, i)->shape != LINE_RULE && line_of(r->p, i)->indent > head->indent)
			column = line_of(r->p, i)->indent;
	if (column < head->indent + 2 || column > head->indent + FLAGS_MAX) return 0;
	for (size_t i = r->first + 1; i < r->last; i++) {
		const struct line *l = line_of(r->p, i);
		if (l->shape == LINE_RULE || l->indent == column) continue;
		unsigned behind = l->indent + l->first_word + 1;
		if (l->indent != head->indent || l->words < 2 || behind > column || !is_flags(r->p, l, column))
			return 0;
		flagged++;
	}
	return flagged ? column : 0;
}

/* The column before which most lines below the header have flags, and all others nothing; 0 where there is none. */
static unsigned flags_end(const struct run *r) {
	const struct line *head = line_of(r->p, r->first);
	size_t flagged = 0, all = 0;
	unsigned below = flags_end_below(r, head);
	if (below || head->indent == 0 || head->indent > FLAGS_MAX) return below;
	for (size_t i = r->first + 1; i < r->last; i++) {
		const struct line *l = line_of(r->p, i);
		if (l->shape == LINE_RULE) continue;
		bool flags = is_flags(r->p, l, head->indent);
		if (!flags && l->indent < head->indent) return 0;
		flagged += flags;
		all++;
	}
	return flagged * 2 > all ? head->indent : 0;
}

/* Parts the first word that reaches over the column: flags, and what they are set close to. */
static void word_part(struct run *r, size_t first, unsigned column) {
	for (size_t i = first; i < r->words.n && r->words.v[i].start < column; i++) {
		struct word *w = &r->words.v[i], rest = *w;
		if (w->end <= column) continue;
		rest.start = w->end = column;
		rest.from = w->to = w->from + (column - w->start); /* flags are ASCII */
		rest.wide = false;
		vec_push(r->p->scratch, &r->words);
		memmove(&r->words.v[i + 2], &r->words.v[i + 1], (r->words.n - i - 2) * sizeof rest);
		r->words.v[i + 1] = rest;
		return;
	}
}

void run_words(struct run *r) {
	unsigned flags = flags_end(r);
	bool kept = !flags && !r->flags && r->word_at.n > 0 && r->words_first <= r->first;
	r->flags = flags;
	if (kept) return;
	r->words.n = r->word_at.n = 0;
	r->words_first = r->first;
	for (size_t i = r->first; i < r->last; i++) {
		*vec_push(r->p->scratch, &r->word_at) = r->words.n;
		if (line_of(r->p, i)->shape != LINE_RULE) line_words(r->p, i, &r->words);
		if (flags && i > r->first) word_part(r, r->word_at.v[i - r->first], flags);
	}
	if (flags && r->words.v[0].start < flags && r->words.v[0].end > flags) r->words.v[0].start = flags;
	*vec_push(r->p->scratch, &r->word_at) = r->words.n;
	while (r->to.n < r->words.n) vec_push(r->p->scratch, &r->to);
}

bool run_has_gap(struct run *r, size_t i) {
	if (!line_of(r->p, i)->gap) return false;
	struct placed l = run_line(r, i);
	size_t k = 1;
	while (k < l.n && !l.words[k].wide) k++;
	return k < l.n;
}

/* ---- rivers */

/* How many lines have text in each column of blanks and letters. While it is read: how many more than in the one before,
 * modulo 2^32. */
struct cover {
	unsigned body[TABLE_WIDTH_MAX + 1], head[TABLE_WIDTH_MAX + 1];
	unsigned width; /* columns behind the last that has text */
	unsigned flags; /* as in struct run */
	size_t lines;   /* of the body */
};

/* The line of the header with most gaps. */
static size_t head_main(struct run *r) {
	size_t best = r->first, most = 0;
	for (size_t i = r->first; i < r->head; i++) {
		struct placed l = run_line(r, i);
		size_t n = chunks_count(&l);
		if (n > most) most = n, best = i;
	}
	return best;
}

/* Does the word, with those next to it, stand over several names of the main line? */
static bool is_over_several(const struct placed *main, const struct placed *l, size_t k) {
	size_t n = 0, first = k, last = k;
	while (first > 0 && !l->words[first].wide) first--;
	while (last + 1 < l->n && !l->words[last + 1].wide) last++;
	for (size_t i = 0; i < main->n; i++)
		n += main->words[i].start < l->words[last].end && l->words[first].start < main->words[i].end &&
		     (n == 0 || main->words[i].wide);
	return n > 1;
}

/* Where the word of another line of the header ends, but that it leaves free the one blank before the next name: "(sec)"
 * below "Hold Uptime". */
static unsigned clear_end(const struct placed *main, const struct word *w) {
	for (size_t i = 1; i < main->n; i++) {
		const struct word *before = &main->words[i - 1], *next = &main->words[i];
		if (next->start == w->end && before->end + 1 == w->end && before->start <= w->start) return w->end - 1;
	}
	return w->end;
}

static void cover_read(struct run *r, struct cover *c) {
	memset(c, 0, sizeof *c);
	c->flags = r->flags;
	struct placed main = run_line(r, head_main(r));
	for (size_t i = r->first; i < r->last; i++) {
		struct placed l = run_line(r, i);
		bool head = i < r->head;
		if (l.n == 0 || (!head && !run_has_gap(r, i))) continue;
		c->lines += !head;
		for (size_t k = 0; k < l.n; k++) {
			if (head && l.words != main.words && is_over_several(&main, &l, k)) continue;
			unsigned end = head && l.words != main.words ? clear_end(&main, &l.words[k]) : l.words[k].end;
			(head ? c->head : c->body)[l.words[k].start]++;
			(head ? c->head : c->body)[end]--;
			if (end > c->width) c->width = end;
		}
	}
	r->few.n = 0;
	if (r->rule != SIZE_MAX && line_of(r->p, r->rule)->words > 1) line_words(r->p, r->rule, &r->few);
	for (size_t k = 0; k < r->few.n; k++) { /* its groups are as wide as their columns */
		c->head[r->few.v[k].start]++;
		c->head[r->few.v[k].end]--;
		if (r->few.v[k].end > c->width) c->width = r->few.v[k].end;
	}
	for (unsigned x = 1; x <= c->width; x++) {
		c->head[x] += c->head[x - 1];
		c->body[x] += c->body[x - 1];
	}
}

/* What lies between rivers, into which `slack` lines may reach; false where it is nothing or too much. */
static bool segments_find(const struct cover *c, size_t slack, struct columns *s) {
	bool inside = false;
	s->n = 0;
	for (unsigned x = 0; x < c->width; x++) {
		bool text = c->head[x] > 0 || c->body[x] > slack;
		if (text && (!inside || x == c->flags)) {
			if (s->n == TABLE_COLUMNS_MAX) return false;
			s->start[s->n++] = x;
		}
		if (text) s->end[s->n - 1] = x + 1;
		inside = text;
	}
	return s->n > 1;
}

/* Is the river k less of one than the river j beside it, by the gaps that lines have there? Where they are alike, every
 * second one is, from the `first` of all that are side by side. */
static bool is_weaker(const struct river *v, size_t k, size_t j, size_t first) {
	size_t a = v[k].wide * (v[j].both + 1), b = v[j].wide * (v[k].both + 1);
	return a < b || (a == b && (k - first) % 2 == 0);
}

/* Single letters without a name, and behind them a column whose words begin where its name does. */
static bool is_before_flags(const struct river *v, bool next_parts) {
	const struct river *next = v + 1;
	return next_parts && v->right > 1 && v->letters == v->right && !v->head_right && next->head_right &&
	       next->starts == next->right && next->right > v->right;
}

/* Is each name above text one word? Then so are the names with nothing below them. */
static bool names_are_words(const struct river *v, const bool *part, size_t n) {
	enum { NAMES_MIN = 4 };
	size_t names = 0;
	for (size_t k = 0; k < n; k++) {
		if (v[k].names > 1 || (k + 1 < n && !part[k] && v[k].left + v[k].right > 0)) return false;
		names += v[k].names == 1 && (k + 1 == n || v[k].left > 0);
	}
	return names >= NAMES_MIN;
}

/* Joins segments that a river does not part; where such rivers are side by side, at the weaker ones. */
static bool segments_join(struct columns *s, const struct river *v, size_t strong) {
	bool part[TABLE_COLUMNS_MAX] = {false};
	size_t n = 0, first = 0;
	for (size_t k = 0; k + 1 < s->n; k++) part[k] = river_parts(&v[k], strong);
	for (size_t k = 0; k + 2 < s->n; k++) part[k] = part[k] || is_before_flags(&v[k], part[k + 1]);
	if (names_are_words(v, part, s->n))
		for (size_t k = 0; k + 1 < s->n; k++) part[k] = part[k] || (v[k].left == 0 && v[k].right == 0);
	struct columns joined = {0};
	for (size_t k = 0; k < s->n; k++) {
		bool join = k > 0 && !part[k - 1];
		if (join && (k == 1 || part[k - 2])) first = k - 1;
		if (join && k + 1 < s->n && !part[k]) join = is_weaker(v, k - 1, k, first);
		if (join && k - 1 > first) join = is_weaker(v, k - 1, k - 2, first);
		if (!join) joined.start[n++] = s->start[k];
		joined.end[n - 1] = s->end[k];
	}
	joined.n = n;
	bool any = n < s->n;
	*s = joined;
	return any;
}

static void columns_join(struct run *r, struct columns *s, size_t strong) {
	enum { ROUNDS = 8 };
	struct river rivers[TABLE_COLUMNS_MAX];
	for (size_t round = 0; round < ROUNDS; round++) {
		rivers_look(r, s, rivers);
		if (!segments_join(s, rivers, strong)) return;
	}
}

/* Does a column hold two names that a gap sets apart? Then a river was missed. */
static bool head_is_joined(struct run *r, const struct columns *s) {
	struct placed l = run_line(r, head_main(r));
	for (size_t i = 1; i < l.n; i++)
		if (l.words[i].wide && segment_of(s, &l.words[i - 1]) == segment_of(s, &l.words[i])) return true;
	return false;
}

static size_t slack_next(size_t slack, size_t most) { return slack < SLACK_MAX || slack >= most ? slack + 1 : most; }

/* Parts the one column of which the finer partition makes two, by a river that is kept. */
static void part_one_more(struct run *r, struct columns *s, const struct columns *fine) {
	struct river rivers[TABLE_COLUMNS_MAX];
	size_t at = 0;
	if (fine->n != s->n + 1) return;
	while (at + 1 < s->n && fine->start[at + 1] >= s->end[at]) at++;
	rivers_look(r, fine, rivers);
	if (fine->start[at + 1] >= s->end[at] || !river_is_kept(r, fine, rivers, at)) return;
	memmove(&s->start[at + 1], &s->start[at], (s->n - at) * sizeof s->start[0]);
	memmove(&s->end[at + 1], &s->end[at], (s->n - at) * sizeof s->end[0]);
	s->end[at] = fine->end[at];
	s->start[at + 1] = fine->start[at + 1];
	s->n++;
}

/* Few lines may be too long for their columns: as few as it takes to part what gaps part in the header, and one more where
 * that parts two names. */
bool rivers_find(struct run *r) {
	struct cover cover;
	struct columns s;
	cover_read(r, &cover);
	size_t slack_max = cover.lines > 2 ? 1 + cover.lines / 8 : 0;
	bool found = false;
	r->columns.n = 0;
	for (size_t slack = 0; slack <= slack_max; slack = slack_next(slack, slack_max)) {
		if (!segments_find(&cover, slack, &s)) continue;
		columns_join(r, &s, cover.lines);
		if (found) {
			part_one_more(r, &r->columns, &s);
			break;
		}
		if (s.n > r->columns.n) r->columns = s;
		found = !head_is_joined(r, &s);
	}
	return r->columns.n > 1;
}

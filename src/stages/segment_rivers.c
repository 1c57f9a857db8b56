/* Rivers: see segment_rivers.h. A river is a place where (nearly) all lines have a blank. The header has a say: a river
 * that parts the words of one name, or of what stands below one, parts nothing. Few lines of many may be too long for
 * their columns; what stands behind that goes by its gaps. */
#include "stages/segment_rivers.h"

#include "base/utf8.h"

enum { SLACK_MAX = 3 }; /* lines that reach into a river, tried one by one */

static const struct line *line_of(const struct plan *p, size_t i) { return &p->lines.v[i]; }

struct placed run_line(struct run *r, size_t i) {
	size_t from = r->word_at.v[i - r->first], to = r->word_at.v[i - r->first + 1];
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

/* The column before which most lines below the header have flags, and all others nothing; 0 where there is none. */
static unsigned flags_end(const struct run *r) {
	enum { FLAGS_MAX = 5 };
	const struct line *head = line_of(r->p, r->first);
	size_t flagged = 0, all = 0;
	if (head->indent == 0 || head->indent > FLAGS_MAX) return 0;
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
	r->flags = flags_end(r);
	r->words.n = r->word_at.n = 0;
	for (size_t i = r->first; i < r->last; i++) {
		*vec_push(r->p->scratch, &r->word_at) = r->words.n;
		if (line_of(r->p, i)->shape != LINE_RULE) line_words(r->p, i, &r->words);
		if (r->flags && i > r->first) word_part(r, r->word_at.v[i - r->first], r->flags);
	}
	*vec_push(r->p->scratch, &r->word_at) = r->words.n;
	while (r->to.n < r->words.n) vec_push(r->p->scratch, &r->to);
}

bool run_has_gap(struct run *r, size_t i) {
	struct placed l = run_line(r, i);
	return line_of(r->p, i)->gap && chunks_count(&l) > 1;
}

/* ---- rivers */

/* How many lines have text in each column of blanks and letters. */
struct cover {
	unsigned body[TABLE_WIDTH_MAX + 1], head[TABLE_WIDTH_MAX + 1];
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
			for (unsigned x = l.words[k].start; x < end; x++) (head ? c->head : c->body)[x]++;
		}
	}
}

/* What lies between rivers, into which `slack` lines may reach; false where it is nothing or too much. */
static bool segments_find(const struct cover *c, size_t slack, struct columns *s) {
	bool inside = false;
	s->n = 0;
	for (unsigned x = 0; x <= TABLE_WIDTH_MAX; x++) {
		bool text = x < TABLE_WIDTH_MAX && (c->head[x] > 0 || c->body[x] > slack);
		if (text && (!inside || x == c->flags)) {
			if (s->n == TABLE_COLUMNS_MAX) return false;
			s->start[s->n++] = x;
		}
		if (text) s->end[s->n - 1] = x + 1;
		inside = text;
	}
	return s->n > 1;
}

/* What the lines say of the river behind each segment. */
struct river {
	size_t left, right;  /* body lines with words in the segment before it and behind it */
	size_t both, wide;   /* with both, side by side; and with a gap between */
	size_t starts, ends; /* words behind it that start (or end) where the one in the header does */
	size_t left_ends;    /* words before it that end where the one in the header does */
	size_t left_starts;  /* and that start there */
	size_t again;        /* words of the header that come again below it: then it is none */
	size_t names;        /* words of the header in the segment */
	size_t letters;      /* words behind it of one letter */
	size_t alike;        /* lines where the words at its sides are made alike: a list of things of one kind */
	size_t in_place;     /* words behind it that start where the first of them does */
	unsigned place;      /* that column */
	size_t left_digits;  /* words before it with a digit */
	size_t right_digits; /* words behind it with one */
	bool head_left, head_right, head_wide;
	struct word head_before, head_behind;
};

static size_t segment_of(const struct columns *s, const struct word *w) {
	size_t k = 0;
	while (k + 1 < s->n && s->start[k + 1] <= w->start) k++;
	return k;
}

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

static bool has_digit(slice text, const struct word *w) {
	for (size_t at = w->from; at < w->to; at++)
		if (utf8_is_digit((unsigned char)text.p[at])) return true;
	return false;
}

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
	for (size_t k = 0; k < l->n; k++) {
		const struct word *w = &l->words[k];
		size_t at = segment_of(s, w);
		bool last = k + 1 == l->n || segment_of(s, &l->words[k + 1]) > at;
		if (last) {
			v[at].left++;
			v[at].left_digits += has_digit(text, w);
			v[at].left_ends += v[at].head_left && v[at].head_before.end == w->end;
			v[at].left_starts += v[at].head_left && v[at].head_before.start == w->start;
			v[at].again += v[at].head_left && same_word(text, &v[at].head_before, w);
		}
		if (at > 0 && last) v[at - 1].ends += v[at - 1].head_right && v[at].head_before.end == w->end;
		if (at > 0 && at != before) {
			if (v[at - 1].right++ == 0) v[at - 1].place = w->start;
			v[at - 1].right_digits += has_digit(text, w);
			v[at - 1].in_place += w->start == v[at - 1].place;
			v[at - 1].letters += w->to == w->from + 1 && utf8_is_letter((unsigned char)text.p[w->from]);
			v[at - 1].starts += v[at - 1].head_right && v[at - 1].head_behind.start == w->start;
			v[at - 1].again += v[at - 1].head_right && same_word(text, &v[at - 1].head_behind, w);
			if (before == at - 1) {
				v[at - 1].both++;
				v[at - 1].wide += w->wide;
				v[at - 1].alike += are_alike(text, w - 1, w);
			}
		}
		before = at;
	}
}

/* Words without a name behind a column with one, in half of the lines: they all start at one place, behind a gap, and are
 * unlike those before them. */
static bool is_nameless(const struct river *v, size_t strong) {
	return v->both > 1 && v->both * 2 >= strong && v->both == v->right && v->wide == v->both &&
	       v->in_place == v->right && v->alike == 0 && v->head_before.end < v->place;
}

/* Does the river part two columns? `strong`: lines of the body with gaps. */
static bool river_parts(const struct river *v, size_t strong) {
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
	for (size_t i = 0; i < l->n; i++) {
		size_t k = segment_of(s, &l->words[i]);
		if (k + 1 < s->n && l->words[i].end > s->start[k + 1]) return false;
	}
	return true;
}

static void rivers_look(struct run *r, const struct columns *s, struct river *v) {
	memset(v, 0, s->n * sizeof *v);
	head_look(r, s, v);
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n && run_has_gap(r, i) && keeps_to(s, &l)) body_look(r->p->text, &l, s, v);
	}
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

/* Does the header stand over the river, with a name at each side that three lines in four keep to, and figures below one
 * of them? Without figures these may be the words of one text. */
static bool is_kept(const struct river *v) {
	if (!v->head_left || !v->head_right || v->again || v->both < 2) return false;
	if (v->left_digits * 4 < v->left * 3 && v->right_digits * 4 < v->right * 3) return false;
	if (v->both == 2) return v->left_ends == v->left && v->starts == v->right;
	return v->starts * 4 >= v->right * 3 || v->ends * 4 >= v->right * 3 || v->left_ends * 4 >= v->left * 3;
}

/* Parts the one column of which the finer partition makes two, by a river that is kept. */
static void part_one_more(struct run *r, struct columns *s, const struct columns *fine) {
	struct river rivers[TABLE_COLUMNS_MAX];
	size_t at = 0;
	if (fine->n != s->n + 1) return;
	while (at + 1 < s->n && fine->start[at + 1] >= s->end[at]) at++;
	rivers_look(r, fine, rivers);
	if (fine->start[at + 1] >= s->end[at] || !is_kept(&rivers[at])) return;
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

/* Tables aligned by blanks alone. Columns are what the rivers divide: places where (nearly) all lines have a blank. The
 * first line has a say: it names the columns. Where a river parts the words of one name, or of what stands below one,
 * it parts nothing.
 *
 * A stretch of lines is searched for runs of lines with gaps; a run is a table only if it has a header or figures, or
 * values that come again: menus, addresses and poems have none of these, and drawings, code and contents have marks of
 * their own. */
#include "base/utf8.h"
#include "stages/segment_columns.h"

enum { WEAK_MAX = 2 };                      /* lines without a gap, one after the other, inside of a table */
enum { SLACK_MAX = 3 };                     /* lines that reach into a river, tried one by one */
enum { DROP_MAX = 2 };                      /* lines on top that may not belong to it */
enum { HEAD_MAX = 3 };                      /* lines above a rule */
enum { FIT_MIN = 700, FILLED_MIN = 500 };   /* of 1000 */

static const struct line *line_of(const struct plan *p, size_t i) { return &p->lines.v[i]; }
static bool is_rule(const struct line *l) { return l->shape == LINE_RULE; }

struct run {
	struct plan *p;
	size_t first, last; /* lines */
	size_t head;        /* the lines of the header end here */
	size_t rule;        /* that rules it off, or SIZE_MAX */
	bool sequence;      /* gaps count, not columns */
	struct columns columns;
	words words;           /* of all lines of the run */
	VEC(size_t) word_at;   /* line - first → its first word; one more at the end */
	VEC(unsigned char) to; /* word → column */
};

static struct placed words_of(struct run *r, size_t i) {
	size_t from = r->word_at.v[i - r->first], to = r->word_at.v[i - r->first + 1];
	return (struct placed){.words = r->words.v + from, .n = to - from, .to = r->to.v + from};
}

static size_t chunks_count(const struct placed *l) {
	size_t n = l->n > 0;
	for (size_t i = 0; i < l->n; i++) n += l->words[i].wide;
	return n;
}

static void run_words(struct run *r) {
	r->words.n = r->word_at.n = 0;
	for (size_t i = r->first; i < r->last; i++) {
		*vec_push(r->p->scratch, &r->word_at) = r->words.n;
		if (!is_rule(line_of(r->p, i))) line_words(r->p, i, &r->words);
	}
	*vec_push(r->p->scratch, &r->word_at) = r->words.n;
	while (r->to.n < r->words.n) vec_push(r->p->scratch, &r->to);
}

/* Has the line a gap between words? Not so where all its gaps are behind sentences. */
static bool is_strong(struct run *r, size_t i) {
	struct placed l = words_of(r, i);
	return line_of(r->p, i)->gap && chunks_count(&l) > 1;
}

/* ---- rivers */

/* How many lines have text in each column of blanks and letters. */
struct cover {
	unsigned body[TABLE_WIDTH_MAX + 1], head[TABLE_WIDTH_MAX + 1];
	size_t lines; /* of the body */
};

/* The line of the header with most gaps. */
static size_t head_main(struct run *r) {
	size_t best = r->first, most = 0;
	for (size_t i = r->first; i < r->head; i++) {
		struct placed l = words_of(r, i);
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

static void cover_read(struct run *r, struct cover *c) {
	memset(c, 0, sizeof *c);
	struct placed main = words_of(r, head_main(r));
	for (size_t i = r->first; i < r->last; i++) {
		struct placed l = words_of(r, i);
		bool head = i < r->head;
		if (l.n == 0 || (!head && !is_strong(r, i))) continue;
		c->lines += !head;
		for (size_t k = 0; k < l.n; k++) {
			if (head && l.words != main.words && is_over_several(&main, &l, k)) continue;
			for (unsigned x = l.words[k].start; x < l.words[k].end; x++) (head ? c->head : c->body)[x]++;
		}
	}
}

/* What lies between rivers, into which `slack` lines may reach; false where it is nothing or too much. */
static bool segments_find(const struct cover *c, size_t slack, struct columns *s) {
	bool inside = false;
	s->n = 0;
	for (unsigned x = 0; x <= TABLE_WIDTH_MAX; x++) {
		bool text = x < TABLE_WIDTH_MAX && (c->head[x] > 0 || c->body[x] > slack);
		if (text && !inside) {
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
	size_t left, right;       /* body lines with words in the segment before it and behind it */
	size_t both, wide;        /* with both, side by side; and with a gap between */
	size_t starts, ends;      /* words behind it that start (or end) where the one in the header does */
	size_t left_ends;         /* words before it that end where the one in the header does */
	size_t again;             /* words of the header that come again below it: then it is none */
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
		struct placed l = words_of(r, i);
		for (size_t k = 0; k < l.n; k++) {
			size_t at = segment_of(s, &l.words[k]);
			v[at].head_left = true;
			v[at].head_before = l.words[k];
			if (at == 0) continue;
			if (!v[at - 1].head_right) v[at - 1].head_behind = l.words[k];
			v[at - 1].head_right = true;
			if (k > 0 && segment_of(s, &l.words[k - 1]) == at - 1 && l.words[k].wide) v[at - 1].head_wide = true;
			if (k == 0 && at > 0) v[at - 1].head_wide = true; /* set off from what other lines have there */
		}
	}
}

static bool same_word(slice text, const struct word *a, const struct word *b) {
	return slice_equal(slice_sub(text, a->from, a->to), slice_sub(text, b->from, b->to));
}

static void body_look(slice text, const struct placed *l, const struct columns *s, struct river *v) {
	size_t before = TABLE_COLUMNS_MAX;
	for (size_t k = 0; k < l->n; k++) {
		const struct word *w = &l->words[k];
		size_t at = segment_of(s, w);
		bool last = k + 1 == l->n || segment_of(s, &l->words[k + 1]) > at;
		if (last) {
			v[at].left++;
			v[at].left_ends += v[at].head_left && v[at].head_before.end == w->end;
			v[at].again += v[at].head_left && same_word(text, &v[at].head_before, w);
		}
		if (at > 0 && last) v[at - 1].ends += v[at - 1].head_right && v[at].head_before.end == w->end;
		if (at > 0 && at != before) {
			v[at - 1].right++;
			v[at - 1].starts += v[at - 1].head_right && v[at - 1].head_behind.start == w->start;
			v[at - 1].again += v[at - 1].head_right && same_word(text, &v[at - 1].head_behind, w);
			if (before == at - 1) {
				v[at - 1].both++;
				v[at - 1].wide += w->wide;
			}
		}
		before = at;
	}
}

/* Does the river part two columns? `strong`: lines of the body with gaps. */
static bool river_parts(const struct river *v, size_t strong) {
	if (v->head_left && v->head_right && v->head_wide) return true;
	if (v->left == 0 || v->right == 0) return false; /* words of the header alone */
	if (v->head_left && v->head_right && !v->again)
		return v->starts * 3 >= v->right * 2 || v->ends * 3 >= v->right * 2 || v->left_ends * 3 >= v->left * 2 ||
		       (v->both && v->wide * 2 >= v->both);
	/* Marks without a name, before all words that stand below a name. */
	if (!v->head_left && v->head_right && v->starts == v->right && v->right > 1) return true;
	/* What has no name and does not stand in all lines belongs to the column before it. */
	if (v->head_left && v->right < strong) return false;
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
		struct placed l = words_of(r, i);
		if (l.n && is_strong(r, i) && keeps_to(s, &l)) body_look(r->p->text, &l, s, v);
	}
}

/* Is the river k less of one than the river j, by the gaps that lines have there? */
static bool is_weaker(const struct river *v, size_t k, size_t j) {
	size_t a = v[k].wide * (v[j].both + 1), b = v[j].wide * (v[k].both + 1);
	return a < b || (a == b && k < j);
}

/* Joins segments that a river does not part; where two such rivers are side by side, at the weaker one. */
static bool segments_join(struct columns *s, const struct river *v, size_t strong) {
	bool part[TABLE_COLUMNS_MAX];
	size_t n = 0;
	for (size_t k = 0; k + 1 < s->n; k++) part[k] = river_parts(&v[k], strong);
	struct columns joined = {0};
	for (size_t k = 0; k < s->n; k++) {
		bool join = k > 0 && !part[k - 1];
		if (join && k + 1 < s->n && !part[k]) join = is_weaker(v, k - 1, k);
		if (join && k > 1 && !part[k - 2]) join = is_weaker(v, k - 1, k - 2);
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

static size_t head_chunks(struct run *r) {
	struct placed l = words_of(r, head_main(r));
	return chunks_count(&l);
}

/* Few lines may be too long for their columns: as few as it takes to part what the header does. */
static bool columns_find(struct run *r) {
	struct cover cover;
	struct columns s;
	cover_read(r, &cover);
	size_t slack_max = cover.lines > 2 ? 1 + cover.lines / 8 : 0, wanted = head_chunks(r);
	r->columns.n = 0;
	for (size_t slack = 0; slack <= slack_max; slack = slack < SLACK_MAX ? slack + 1 : slack * 2) {
		if (!segments_find(&cover, slack, &s)) continue;
		columns_join(r, &s, cover.lines);
		if (s.n > r->columns.n) r->columns = s;
		if (s.n >= wanted) break;
	}
	return r->columns.n > 1;
}

/* ---- lines that do not keep to the columns */

/* As many gaps, or words, as columns: then these tell the cells apart. */
static bool sequence_place(const struct columns *c, struct placed *l) {
	bool each = l->n == c->n;
	if (chunks_count(l) != c->n && !each) return false;
	unsigned char k = 0;
	for (size_t i = 0; i < l->n; i++) {
		k = (unsigned char)(k + (i > 0 && (each || l->words[i].wide)));
		l->to[i] = k;
	}
	l->filled = c->n;
	l->hangs = false;
	return true;
}

static struct placed run_place(struct run *r, size_t i) {
	struct placed l = words_of(r, i);
	if (r->sequence) {
		l.fits = sequence_place(&r->columns, &l);
		if (l.fits) return l;
	}
	words_place(&r->columns, &l);
	if (!l.fits && !r->sequence) sequence_place(&r->columns, &l);
	return l;
}

/* Lines whose columns drift apart, but that have as many gaps as the first: columns are where its words stand. */
static bool sequence_find(struct run *r) {
	struct placed head = words_of(r, r->first);
	size_t n = chunks_count(&head), same = 0, strong = 0;
	if (n < 3 || n > TABLE_COLUMNS_MAX) return false;
	for (size_t i = r->head; i < r->last; i++) {
		struct placed l = words_of(r, i);
		if (l.n == 0 || !is_strong(r, i)) continue;
		strong++;
		same += chunks_count(&l) == n;
	}
	if (strong < 2 || same * 5 < strong * 4) return false;
	r->sequence = true;
	r->columns.n = 0;
	for (size_t i = 0; i < head.n; i++) {
		if (i == 0 || head.words[i].wide) r->columns.start[r->columns.n++] = head.words[i].start;
		r->columns.end[r->columns.n - 1] = head.words[i].end;
	}
	return true;
}

/* ---- what is no table */

static bool has_marks(const struct plan *p, const struct line *l) {
	slice s = slice_sub(p->text, l->body, l->stop);
	if (memchr("|+:", s.p[0], 3) && memchr("|+:", s.p[s.n - 1], 3)) return true;
	return slice_find(s, S("-->")) != SIZE_MAX || slice_find(s, S("<--")) != SIZE_MAX ||
	       slice_find(s, S("==>")) != SIZE_MAX || slice_find(s, S("....")) != SIZE_MAX ||
	       slice_find(s, S(". . .")) != SIZE_MAX;
}

static bool looks_like_code(const struct plan *p, const struct line *l) {
	char last = p->text.p[l->stop - 1];
	slice s = slice_sub(p->text, l->body, l->stop);
	return last == ';' || last == '{' || last == '}' || last == '\\' || slice_starts(s, S("//")) || slice_starts(s, S("# ")) ||
	       slice_starts(s, S("/*")) || slice_find(s, S(" # ")) != SIZE_MAX ||
	       slice_find(s, S(" // ")) != SIZE_MAX || slice_find(s, S(" => ")) != SIZE_MAX || slice_find(s, S(" = ")) != SIZE_MAX || slice_find(s, S("; //")) != SIZE_MAX;
}

/* Drawings and contents have marks in them, code ends its lines with some; lists have marks before all lines. */
static bool is_something_else(const struct run *r) {
	size_t texts = 0, marked = 0, code = 0, items = 0;
	for (size_t i = r->first; i < r->last; i++) {
		const struct line *l = line_of(r->p, i);
		if (is_rule(l)) continue;
		texts++;
		marked += has_marks(r->p, l);
		code += looks_like_code(r->p, l);
		items += l->shape == LINE_ITEM;
	}
	return marked * 4 > texts || code * 3 > texts || items == texts || (items + 1 == texts && items > 1 &&
	       line_of(r->p, r->first)->shape != LINE_ITEM && line_of(r->p, r->first + 1)->mark.kind == MARK_BULLET);
}

/* ---- making it */

static bool has_digit(const struct plan *p, const struct line *l) {
	for (size_t at = l->body; at < l->stop; at++)
		if (p->text.p[at] >= '0' && p->text.p[at] <= '9') return true;
	return false;
}

struct making {
	struct run *r;
	size_t row, filled_above;
	size_t rows, weak, strong, lines, fitting, filled;
};

/* May the second line be more of the header, below some of its names? Not where figures stand in it, nor where the next
 * line has nothing in the first column either. */
static bool names_go_on(struct run *r, size_t i, const struct placed *l) {
	if (r->rule != SIZE_MAX || !l->hangs || l->filled >= r->columns.n || has_digit(r->p, line_of(r->p, i))) return false;
	if (l->filled * 2 <= r->columns.n || i + 1 == r->last) return true;
	struct placed next = words_of(r, i + 1);
	return next.n > 0 && next.words[0].start < r->columns.end[0];
}

static void line_make(struct making *m, size_t i) {
	struct run *r = m->r;
	struct plan *p = r->p;
	struct placed l = run_place(r, i);
	bool head = i < r->head, weak = !is_strong(r, i);
	if (weak && !head && (l.filled < 2 || !l.fits) && !l.hangs) {
		/* A line of its own in the first column: it stands above what comes next. */
		for (size_t k = 0; k < l.n; k++) l.to[k] = 0;
		l.filled = 1;
		l.fits = true;
		m->weak++;
	}
	bool hangs = (l.hangs && (l.filled == 1 || m->filled_above == 1)) || (m->rows == 1 && names_go_on(r, i, &l));
	bool joins = m->row != SIZE_MAX && (head ? i > r->first : hangs);
	m->lines++;
	m->fitting += l.fits && chunks_count(&l) <= l.filled * 2; /* gaps inside of most cells: other columns than these */
	if (!joins) {
		m->row = grid_row(p, i, head);
		m->rows++;
		m->strong += !weak;
		m->filled += l.filled;
		m->filled_above = l.filled;
	}
	placed_put(p, m->row, i, &r->columns, &l);
}

/* The second line of the header: the first has nothing in the first column, and names what figures stand below. */
static bool head_has_two(const struct run *r, const struct grid *g) {
	const struct plan *p = r->p;
	if (r->rule != SIZE_MAX || g->row_last - g->row_first < 3) return false;
	if (cell_text(p, g->row_first, 0).n || !cell_text(p, g->row_first + 1, 0).n) return false;
	struct grid below = *g;
	below.row_first++;
	return grid_differs(p, &below);
}

/* Do all lines end in whole numbers that go up? Without a header these are contents and their pages. */
static bool ends_count_up(struct run *r) {
	uint64_t before = 0, value;
	for (size_t i = r->first; i < r->last; i++) {
		struct placed l = words_of(r, i);
		if (l.n == 0) continue;
		if (!slice_to_u64(slice_sub(r->p->text, l.words[l.n - 1].from, l.words[l.n - 1].to), &value)) return false;
		if (value < before) return false;
		before = value;
	}
	return true;
}

static bool makes_sense(const struct making *m, const struct grid *g) {
	const struct plan *p = m->r->p;
	bool header = p->rows.v[g->row_first].header, ruled = m->r->rule != SIZE_MAX;
	size_t body = m->rows - header;
	if (m->fitting * 1000 < m->lines * FIT_MIN || m->filled * 1000 < m->rows * g->columns * FILLED_MIN) return false;
	if (grid_is_torn(p, g)) return false;
	if (m->weak * 2 > m->rows || m->strong * 3 < m->rows * 2 - m->weak || m->strong < 2 || body == 0 || m->rows < 2 || grid_is_labels(p, g)) return false;
	if (ruled) return body > 1 || g->columns > 2;
	if (m->rows == 2) return g->columns > 2 && m->fitting == m->lines && grid_differs(p, g);
	if (g->columns == 2) return header && grid_names_second(p, g) && body > 1;
	/* Without names for its columns a table has to be the more regular. */
	if (!header && (m->strong * 4 < m->rows * 3 || m->filled * 4 < m->rows * g->columns * 3 || m->fitting < m->lines))
		return false;
	if (!header && (body < 3 || ends_count_up(m->r) || grid_has_marks(p, g))) return false;
	return grid_has_data(p, g) && grid_is_typed(p, g);
}

/* A rule right above that underlines nothing. */
static bool has_top_rule(const struct run *r) {
	const struct plan *p = r->p;
	size_t rule = r->first - 1;
	if (r->first == 0 || !is_rule(line_of(p, rule)) || !line_adjacent(p, r->first)) return false;
	return rule == 0 || !line_adjacent(p, rule) || line_of(p, rule - 1)->shape == LINE_GRID;
}

/* Makes the table of the run's lines, or nothing. */
static bool run_make(struct run *r) {
	struct plan *p = r->p;
	struct making m = {.r = r, .row = SIZE_MAX};
	grid_start(p, r->first, S("aligned"), r->columns.n);
	for (size_t i = r->first; i < r->last; i++)
		if (!is_rule(line_of(p, i))) line_make(&m, i);
	struct grid *g = &p->grids.v[p->grids.n - 1];
	bool two = head_has_two(r, g);
	if (!two) p->rows.v[g->row_first].header = r->rule != SIZE_MAX || r->head > r->first + 1 || grid_has_header(p, g);
	if (r->rule != SIZE_MAX) g->marker = (span){line_of(p, r->rule)->body, line_of(p, r->rule)->stop};
	if (!two && makes_sense(&m, g)) {
		g->first = has_top_rule(r) ? r->first - 1 : r->first;
		grid_end(p, r->last, (unsigned)(m.fitting * 1000 / m.lines));
		return true;
	}
	grid_drop(p);
	if (!two) return false;
	r->head = r->first + 2;
	r->rule = SIZE_MAX;
	return columns_find(r) && run_make(r);
}

/* ---- runs */

static size_t line_chunks(struct run *r, size_t i) {
	words w = {0};
	line_words(r->p, i, &w);
	struct placed l = {.words = w.v, .n = w.n};
	return chunks_count(&l);
}

/* Do most of the parts between gaps start in the same columns in both lines? */
static bool starts_alike(struct run *r, size_t a, size_t b) {
	words w = {0};
	line_words(r->p, a, &w);
	size_t middle = w.n, alike = 0, all = 0;
	line_words(r->p, b, &w);
	for (size_t i = 0, k = middle; i < middle; i++) {
		if (i > 0 && !w.v[i].wide) continue;
		while (k < w.n && w.v[k].start < w.v[i].start) k++;
		alike += k < w.n && w.v[k].start == w.v[i].start && (k == middle || w.v[k].wide);
		all++;
	}
	return alike * 3 >= all * 2;
}

/* Does the table go on behind a blank line? Below its header, or with lines like the one before. */
static bool spans_blank(struct run *r, size_t at, size_t taken) {
	const struct plan *p = r->p;
	if (!line_of(p, at)->gap || line_of(p, at)->page_before) return false;
	if (is_rule(line_of(p, at - 1))) return taken <= HEAD_MAX;
	size_t behind = line_chunks(r, at);
	size_t names = line_chunks(r, r->first);
	if (behind < 3 || names < 3) return false;
	/* Below the header, whose second line may have no more than a word. */
	if (taken < HEAD_MAX && behind + 1 >= names && !has_digit(p, line_of(p, r->first)))
		return has_digit(p, line_of(p, at)) || starts_alike(r, r->first, at);
	return taken > 1 && line_chunks(r, at - 1) == behind && has_digit(p, line_of(p, at)) &&
	       has_digit(p, line_of(p, at - 1));
}

/* Total:2   Free: 3 */
static bool begins_label(const struct plan *p, const struct line *l) {
	size_t at = l->body;
	while (at < l->stop && p->text.p[at] != ' ' && p->text.p[at] != ':') at++;
	return at > l->body && at < l->stop && p->text.p[at] == ':' && utf8_is_letter(utf8_at(p->text, l->body).code);
}

/* The run that starts at the line: up to its last line with a gap, and what hangs below that. */
static size_t run_end(struct run *r, size_t first, size_t last) {
	const struct plan *p = r->p;
	size_t end = first + 1, weak = 0, taken = 1;
	for (size_t i = first + 1; i < last; i++) {
		const struct line *l = line_of(p, i);
		if (l->blank_before && !spans_blank(r, i, taken)) break;
		if (is_rule(line_of(p, i - 1)) && taken > 2 && begins_label(p, l)) break; /* a sum of it all */
		if (is_rule(l)) {
			if (weak) break;
			end = i + 1; /* closes it, or rules something off */
			continue;
		}
		if (l->gap) {
			weak = 0;
			taken++;
			end = i + 1;
			continue;
		}
		bool hangs = l->indent > line_of(p, first)->indent + 1;
		if (hangs && end == i) {
			end = i + 1;
			continue;
		}
		if (++weak > WEAK_MAX) break;
	}
	return end;
}

/* The rule, or blank line, that sets off the header, among the first lines. */
static void head_find(struct run *r) {
	r->rule = SIZE_MAX;
	r->head = r->first + 1;
	for (size_t i = r->first + 1; i < r->last && i <= r->first + HEAD_MAX; i++) {
		if (!is_rule(line_of(r->p, i))) continue;
		if (i + 1 < r->last) r->rule = r->head = i;
		return;
	}
	size_t second = r->first + 1, body = r->first + 2;
	if (body < r->last && line_of(r->p, body)->blank_before && !line_of(r->p, second)->blank_before &&
	        line_of(r->p, second)->indent > line_of(r->p, r->first)->indent + 1)
		r->head = body; /* a blank line does it too */
}

static bool run_try(struct run *r) {
	r->sequence = false;
	run_words(r);
	head_find(r);
	if (is_something_else(r) || !is_strong(r, r->first)) return false;
	if (columns_find(r) && run_make(r)) return true;
	head_find(r);
	return sequence_find(r) && run_make(r);
}

/* How many columns the rivers give for the lines from `first` on. */
static size_t columns_count(struct run *r, size_t first) {
	size_t keep = r->first;
	r->first = first;
	run_words(r);
	head_find(r);
	size_t n = is_strong(r, first) && columns_find(r) ? r->columns.n : 0;
	r->first = keep;
	return n;
}

/* A line over groups of columns stands above the header and has fewer words in it. */
static size_t top_drop(struct run *r) {
	size_t first = r->first, most = columns_count(r, first);
	for (size_t i = first + 1; i + 1 < r->last && i <= first + DROP_MAX; i++) {
		if (is_rule(line_of(r->p, i)) || !line_of(r->p, i)->gap) break;
		if (line_chunks(r, i - 1) >= line_chunks(r, i)) break;
		size_t n = columns_count(r, i);
		if (n > most) return i;
	}
	return first;
}

void tables_aligned(struct plan *p, size_t first, size_t last) {
	struct run r = {.p = p};
	for (size_t at = first; at < last;) {
		if (!line_of(p, at)->gap || is_rule(line_of(p, at))) {
			at++;
			continue;
		}
		r.first = at;
		r.last = run_end(&r, at, last);
		size_t end = r.last;
		if (r.last > at + 1) {
			r.first = top_drop(&r);
			run_try(&r);
		}
		at = end;
	}
}

/* Headings that a line alone does not show, but the document as a whole does.
 *
 *   1. Purpose                      NAME
 *                                          grind - turn corn into flour
 *   The mill is old.
 *                                          It reads the standard input.
 *   2. Costs
 *                                   OPTIONS
 *   It costs 3m.                           -f     Grind finely.
 *
 * Numbered lines that stand alone, count on, and have text below them at their own margin are headings, not a list that
 * is interrupted all the time: at least half of the numbers must have such text, and two of them. Items whose text goes
 * on below them, set in as far as it, are none; nor is a list of sentences. Where all running text is set in, what stands
 * at the margin is a heading, and text that is set in as far as all is the text below it. Documents with headings that
 * are marked are not looked at. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { TITLE_POINTS = 90, TITLE_WORDS = 13 };
enum { HANG_MAX = 16, HANG_MIN = 2, HANG_TEXTS = 4, HANG_EXCEPTIONS = 10 /* one in so many */ };
enum { NUMBERS_LOST = 2 /* numbers that may be missing between two headings */ };

/* Headings with marks: two Markdown or underlined ones, or a Markdown heading at the top. */
static bool has_marks(const struct plan *p) {
	size_t marks = 0;
	if (!seen_shape(&p->seen, LINE_RULE) && !seen_shape(&p->seen, LINE_ATX)) return false;
	for (size_t i = 0; i < p->lines.n && marks < 2; i++) {
		const struct line *l = line_of(p, i);
		if (l->in_code) continue;
		bool under = l->shape == LINE_RULE && i > 0 && !l->blank_before &&
		             line_of(p, i - 1)->shape == LINE_TEXT && !line_ends_stop(p->text, line_of(p, i - 1));
		marks += under || l->shape == LINE_ATX ? (i == 0 ? 2u : 1u) : 0u;
	}
	return marks > 1;
}

/* ---- text that is set in everywhere */

/* How far, or 0. Counted are the lines that text begins with behind a blank line. */
static unsigned hang_measure(const struct plan *p) {
	size_t starts[HANG_MAX + 1] = {0}, set_in = 0, running = 0;
	if (!seen_shape(&p->seen, LINE_TEXT) && !seen_shape(&p->seen, LINE_ATX)) return 0;
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct line *l = line_of(p, i);
		if (l->shape != LINE_TEXT || (i > 0 && !l->blank_before)) continue;
		if (l->indent >= HANG_MIN) {
			set_in++;
			starts[l->indent < HANG_MAX ? l->indent : HANG_MAX]++;
			continue;
		}
		bool more = line_adjacent(p, i + 1) && line_of(p, i + 1)->indent < HANG_MIN;
		running += !l->wide_gap && (more || line_ends_stop(p->text, l) || l->points > TITLE_POINTS);
	}
	if (set_in < HANG_TEXTS || running * HANG_EXCEPTIONS > set_in) return 0;
	unsigned most = HANG_MIN;
	for (unsigned k = HANG_MIN; k <= HANG_MAX; k++)
		if (starts[k] > starts[most]) most = k;
	return starts[most] * 3 >= set_in ? most : 0;
}

/* A short line at the margin right on top of text that is set in. */
static void margin_find(struct plan *p, unsigned hang) {
	for (size_t i = 0; i + 1 < p->lines.n; i++) {
		struct line *l = &p->lines.v[i];
		if (l->shape != LINE_TEXT || l->indent || (i > 0 && !l->blank_before)) continue;
		const struct line *below = l + 1;
		bool text = below->shape == LINE_TEXT || below->shape == LINE_ITEM;
		if (!text || below->blank_before || below->indent < hang) continue;
		if (line_is_title(p, l, TITLE_POINTS, TITLE_WORDS)) l->shape = LINE_TITLE;
	}
}

/* ---- numbers */

/* 1.  1.2  A.  IV. — what numbers headings. */
static bool is_number(const struct line *l) {
	const struct mark *m = &l->mark;
	if (l->shape != LINE_ITEM || m->open || m->sign) return false;
	return m->kind == MARK_DECIMAL || (m->kind == MARK_LETTER && m->upper && m->close == '.');
}

/* Alone, or right on top of a text of its own. */
static bool is_title(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	if (i > 0 && !l->blank_before) return false;
	if (!line_is_title(p, l, TITLE_POINTS, TITLE_WORDS) || line_is_date(p, l)) return false;
	if (!line_adjacent(p, i + 1)) return true;
	const struct line *below = line_of(p, i + 1);
	return below->shape == LINE_TEXT && below->indent <= l->indent && !line_goes_on(p->text, below) &&
	       (below->points > TITLE_POINTS || line_ends_stop(p->text, below));
}

enum below { BELOW_NOTHING, BELOW_TEXT, BELOW_NUMBER };

/* What stands below the number: text at its margin, or as far in as all text is; the next number; or nothing of these. */
static enum below below_of(const struct plan *p, size_t i, unsigned hang) {
	const struct line *l = line_of(p, i);
	while (++i < p->lines.n && line_of(p, i)->shape == LINE_PAGE) continue;
	if (i == p->lines.n) return BELOW_NOTHING;
	const struct line *below = line_of(p, i);
	if (is_number(below) && below->mark.kind == l->mark.kind) {
		bool deeper = below->mark.depth > l->mark.depth;
		if (deeper && is_title(p, i)) return BELOW_NUMBER;
		return deeper ? BELOW_TEXT : BELOW_NOTHING;
	}
	if (below->shape != LINE_TEXT && below->shape != LINE_ITEM) return BELOW_TEXT;
	bool own = below->shape == LINE_ITEM && below->blank_before;
	return own || below->indent <= l->indent || below->indent == hang ? BELOW_TEXT : BELOW_NOTHING;
}

struct series {
	struct plan *p;
	unsigned hang;
	VEC(size_t) titles;   /* lines */
	size_t numbers, with; /* of all: those counted, and those with text below */
	struct line top;      /* the newest of its uppermost numbers */
	unsigned inner;       /* the newest number of a list below it that looks the same, or 0 */
	bool open;
};

static void series_settle(struct series *s) {
	bool headings = s->with > 1 && s->with * 2 >= s->numbers;
	for (size_t i = 0; headings && i < s->titles.n; i++) s->p->lines.v[s->titles.v[i]].shape = LINE_TITLE;
	s->titles.n = s->numbers = s->with = s->inner = 0;
	s->open = false;
}

static void series_add(struct series *s, size_t at) {
	if (!is_title(s->p, at)) {
		s->numbers++;
		return;
	}
	enum below below = below_of(s->p, at, s->hang);
	*vec_push(s->p->scratch, &s->titles) = at;
	s->numbers += below != BELOW_NUMBER;
	s->with += below == BELOW_TEXT;
}

static bool same_margin(const struct line *a, const struct line *b) {
	return a->indent <= b->indent + 1 && b->indent <= a->indent + 1;
}

/* Does the number count on from the series' newest? */
static bool series_goes_on(const struct series *s, const struct line *l) {
	const struct mark *a = &s->top.mark, *b = &l->mark;
	if (a->kind == MARK_DECIMAL) return b->value > a->value && b->value <= a->value + 1 + NUMBERS_LOST;
	return mark_follows(a, b);
}

/* Does the number belong to a list below a heading of the series, which counts from 1 on in the same way? */
static bool is_inner(struct series *s, size_t at) {
	const struct line *l = line_of(s->p, at);
	bool heading = is_title(s->p, at) && below_of(s->p, at, s->hang) == BELOW_TEXT;
	bool next = s->inner ? l->mark.value == s->inner + 1 : mark_is_first(&l->mark);
	if (l->mark.kind != MARK_DECIMAL || !s->with || heading || !next) return false;
	s->inner = l->mark.value;
	return true;
}

static void numbers_find(struct plan *p, unsigned hang) {
	struct series s = {.p = p, .hang = hang};
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct line *l = line_of(p, i);
		if (!is_number(l)) continue;
		if (s.open && (l->mark.kind != s.top.mark.kind || !same_margin(&s.top, l))) {
			if (l->indent > s.top.indent || l->mark.kind != s.top.mark.kind) continue;
			series_settle(&s);
		}
		if (s.open && l->mark.depth > s.top.mark.depth) {
			if (is_title(p, i)) series_add(&s, i);
			continue;
		}
		if (s.open && mark_alike(&s.top.mark, &l->mark) && is_inner(&s, i)) continue;
		if (s.open && (!mark_alike(&s.top.mark, &l->mark) || !series_goes_on(&s, l))) series_settle(&s);
		s.open = true;
		s.inner = 0;
		s.top = *l;
		series_add(&s, i);
	}
	series_settle(&s);
}

/* ---- 3.1 note the report; 3.2 agree the plan; */

/* A mark that may be one, and where it and its text are. */
struct clause {
	struct mark mark;
	size_t end, text;
};

static void item_make(struct line *l, const struct clause *c) {
	l->shape = LINE_ITEM;
	l->mark = c->mark;
	l->mark_end = (uint32_t)c->end;
	l->text = (uint32_t)c->text;
}

/* Clauses that begin small: such a number alone may be an amount (1.5 million), but not two that count on, each behind a
 * blank line or the end of what stands above it. */
static void clauses_find(struct plan *p) {
	enum { CLAUSE_LINES = 16 };
	size_t last = SIZE_MAX;
	struct clause newest = {0};
	for (size_t i = 0; i < p->lines.n; i++) {
		struct line *l = &p->lines.v[i];
		if (l->shape != LINE_TEXT || l->in_code || !utf8_is_digit((unsigned char)p->text.p[l->body])) continue;
		if (i > 0 && !l->blank_before && !line_ends_stop(p->text, l - 1) && !line_announces(p->text, l - 1))
			continue;
		struct clause c;
		c.mark = mark_read_small(p->text, l->body, l->stop, &c.end, &c.text);
		const struct mark *m = &c.mark;
		if (m->kind != MARK_DECIMAL || m->close || m->depth < 2) continue;
		bool goes_on = last != SIZE_MAX && i - last <= CLAUSE_LINES && mark_alike(&newest.mark, m) &&
		               m->value == newest.mark.value + 1;
		if (goes_on) {
			item_make(&p->lines.v[last], &newest);
			item_make(l, &c);
		}
		last = i;
		newest = c;
	}
}

void titles_find(struct plan *p) {
	bool digits = plan_holds_digit(p);
	if (digits) clauses_find(p);
	if (has_marks(p)) return;
	unsigned hang = hang_measure(p);
	if (hang) margin_find(p, hang);
	if (digits || p->seen.numbered) numbers_find(p, hang);
}

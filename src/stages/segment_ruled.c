/* Ruled tables: columns under (or between) lines of - or = in groups, a group a column.
 *
 *   Town    Mills          =====  =====
 *   ------  -----          Town   Mills
 *   Norton      3          =====  =====
 *
 * After docutils, "Simple Tables": a rule on top and one below, a third below the header; there blank lines stand
 * inside. Others end at a blank line, unless what follows it fits in columns again. Words go to the column whose marks
 * they stand under. A line with nothing in the first column goes on with the row above it. */
#include "base/utf8.h"
#include "stages/segment_columns.h"

enum { HEADER_LINES = 3, TAB = 8 };

struct ruled {
	struct plan *p;
	struct columns columns;
	char sign;
	bool barred;       /* + or | stand between the groups */
	bool strict;       /* reStructuredText's: a rule closes it */
	size_t first;      /* lines: the header or the rule on top */
	size_t rule;       /* the rule that sets off the header, or SIZE_MAX */
	size_t body, last; /* lines below, half-open; `last` counts the rule that closes it */
	words words;       /* of the line read last */
	VEC(unsigned char) to;
	size_t lines, fitting;
};

/* ---- rules */

static bool is_separator(slice text, const struct word *w) {
	return w->to == w->from + 1 && (text.p[w->from] == '+' || text.p[w->from] == '|');
}

/* Two groups or more of one mark, with blanks, tabs, + or | between: then the columns they rule. */
static bool rule_read(struct ruled *t, size_t i) {
	const struct line *l = line_of(t->p, i);
	char sign = t->p->text.p[l->body], before = ' ';
	if ((sign != '-' && sign != '=') || l->shape == LINE_RULE || l->width > TABLE_WIDTH_MAX) return false;
	struct columns *c = &t->columns;
	t->sign = sign;
	c->n = 0;
	unsigned longest = 0, x = l->indent;
	for (size_t at = l->body; at < l->stop; at++, x++) {
		char now = t->p->text.p[at];
		if (now == '\t') now = ' ', x = x / TAB * TAB + TAB - 1;
		if (now != sign && now != ' ' && now != '+' && now != '|') return false;
		t->barred = t->barred || now == '+' || now == '|';
		if (now == sign && before != sign) {
			if (c->n == TABLE_COLUMNS_MAX) return false;
			c->start[c->n++] = x;
		}
		if (now == sign) c->end[c->n - 1] = x + 1;
		if (now == sign && x + 1 - c->start[c->n - 1] > longest) longest = x + 1 - c->start[c->n - 1];
		before = now;
	}
	return c->n > 1 && longest > 1;
}

/* Does the line look like a rule at all? Cheap. */
static bool may_rule(const struct plan *p, size_t i) {
	if (i >= p->lines.n) return false;
	const struct line *l = line_of(p, i);
	char sign = p->text.p[l->body];
	if ((sign != '-' && sign != '=') || p->text.p[l->stop - 1] != sign || l->shape == LINE_RULE) return false;
	return l->words > 1 || memchr(p->text.p + l->body, '+', l->stop - l->body) != NULL;
}

/* Is the line a rule over the same columns? */
static bool rules_same(const struct ruled *t, size_t i) {
	struct ruled other = {.p = t->p};
	if (!may_rule(t->p, i) || !rule_read(&other, i) || other.sign != t->sign) return false;
	return other.columns.n == t->columns.n &&
	       memcmp(other.columns.start, t->columns.start, t->columns.n * sizeof t->columns.start[0]) == 0;
}

/* ---- lines */

static struct placed place(struct ruled *t, size_t i) {
	t->words.n = 0;
	line_words(t->p, i, &t->words);
	if (t->barred) {
		size_t kept = 0;
		for (size_t k = 0; k < t->words.n; k++) {
			const struct word *w = &t->words.v[k];
			bool flag = k == 0 && w->start >= t->columns.start[0] && w->start < t->columns.end[0];
			bool part = is_separator(t->p->text, w) && !flag;
			if (part && k + 1 < t->words.n) t->words.v[k + 1].wide = true;
			if (!part) t->words.v[kept++] = t->words.v[k];
		}
		t->words.n = kept;
	}
	while (t->to.n < t->words.n) vec_push(t->p->scratch, &t->to);
	struct placed l = {.words = t->words.v, .n = t->words.n, .to = t->to.v};
	words_place(&t->columns, &l);
	return l;
}

/* Words with single blanks between them that stand under several groups: running text, or narrow columns. */
static bool runs_over(const struct placed *l) {
	for (size_t i = 1; i < l->n; i++)
		if (l->words[i].wide || (l->to[i] != l->to[i - 1] && l->to[i] != l->to[i - 1] + 1)) return false;
	return l->n > 1 && l->to[l->n - 1] > l->to[0];
}

/* May the line stand over the rule, as the only one or as one of several, which must be parts of names and no title? */
static bool is_head(struct ruled *t, size_t i, bool only, bool *names) {
	const struct line *l = line_of(t->p, i);
	if (l->shape == LINE_QUOTE || l->shape == LINE_FENCE || l->shape == LINE_RULE || l->shape == LINE_GRID ||
	        l->in_code || l->width > TABLE_WIDTH_MAX)
		return false;
	struct placed at = place(t, i);
	*names = *names || at.filled > 1;
	if (only) return at.filled > 1 || (at.filled == 1 && !at.hangs && t->columns.n == 2);
	if (runs_over(&at) || !at.fits) return false;
	return at.hangs || at.filled > 1;
}

static bool is_body_shape(const struct line *l) {
	return l->shape != LINE_QUOTE && l->shape != LINE_FENCE && l->shape != LINE_ATX && l->shape != LINE_GRID;
}

/* Do the lines behind one blank line go on with the table? */
static bool goes_on(struct ruled *t, size_t i) {
	if (line_of(t->p, i)->blank_before > 1 || may_rule(t->p, i)) return false;
	for (size_t k = i + 1; k <= i + HEADER_LINES && line_adjacent(t->p, k); k++)
		if (may_rule(t->p, k) || line_of(t->p, k)->shape == LINE_RULE)
			return false; /* another table, a title */
	if (line_of(t->p, i)->width > TABLE_WIDTH_MAX) return false;
	struct placed at = place(t, i);
	return at.fits && !at.hangs && at.filled * 2 > t->columns.n && at.filled > 1 && !runs_over(&at);
}

static bool body_takes(struct ruled *t, size_t i) {
	const struct line *l = line_of(t->p, i);
	if (!is_body_shape(l) || l->indent + 2 < t->columns.start[0]) return false;
	if (l->blank_before && !goes_on(t, i)) return false;
	if (l->shape == LINE_RULE) return l->sign == '-' || l->sign == '=';
	if (line_is_prompt(t->p, l)) return false;
	struct placed at = place(t, i);
	if (at.fits || !runs_over(&at)) return true;
	/* Running text, or a row too long for its columns, with another below it. */
	if (line_of(t->p, i)->indent != t->columns.start[0] || !line_adjacent(t->p, i + 1)) return false;
	if (!line_of(t->p, i + 1)->gap || line_of(t->p, i + 1)->width > TABLE_WIDTH_MAX) return false;
	struct placed next = place(t, i + 1);
	return next.fits && !next.hangs && next.filled > 1;
}

/* ---- rows */

static bool joins_above(const struct ruled *t, const struct placed *l, size_t filled_above) {
	if (!l->hangs) return false;
	if (t->strict) return true;
	return l->filled <= (t->columns.n > 3 ? (t->columns.n - 1) / 2 : 1) || filled_above == 1;
}

static void body_fill(struct ruled *t, size_t first, size_t last, bool header) {
	size_t row = SIZE_MAX, filled = 0;
	for (size_t i = first; i < last; i++) {
		if (may_rule(t->p, i) || line_of(t->p, i)->shape == LINE_RULE) {
			row = header ? row : SIZE_MAX;
			continue;
		}
		struct placed l = place(t, i);
		t->lines += !header;
		t->fitting += !header && l.fits;
		if (!header && !l.fits && !t->strict) words_place_by_gaps(&t->columns, &l);
		/* All lines above the rule are one header. */
		bool joins = row != SIZE_MAX && (header || joins_above(t, &l, filled));
		if (!joins) {
			row = grid_row(t->p, i, header);
			filled = l.filled;
		}
		placed_put(t->p, row, i, &t->columns, &l);
	}
}

/* Does the line begin with one sign or letter, left of the column where the first name does, and go on below that name? Where
 * its first cell starts is the least that `low` knows of. */
static bool begins_flag(struct ruled *t, size_t i, unsigned name, unsigned *low) {
	struct placed l = place(t, i);
	if (l.n == 0) return false;
	const struct word *w = l.words;
	bool flag = w->start < name && w->to == w->from + 1 && !utf8_is_digit((unsigned char)t->p->text.p[w->from]) &&
	            l.n > 1 && l.to[1] == 0;
	unsigned start = w[flag].start;
	if (start < *low) *low = start;
	return flag;
}

/* Flags before most of what stands below the first name are a column without one. */
static void flags_part(struct ruled *t) {
	enum { FLAGS_MAX = 5 };
	struct columns *c = &t->columns;
	if (t->rule == SIZE_MAX || t->rule == t->first || c->n == TABLE_COLUMNS_MAX) return;
	unsigned name = line_of(t->p, t->rule - 1)->indent, low = name;
	if (name <= c->start[0] + 1 || name >= c->end[0] || name > c->start[0] + FLAGS_MAX) return;
	size_t flagged = 0, all = 0;
	for (size_t i = t->body; i < t->last; i++) {
		if (line_of(t->p, i)->shape == LINE_RULE || may_rule(t->p, i)) continue;
		flagged += begins_flag(t, i, name, &low);
		all++;
	}
	if (flagged * 2 <= all || low < c->start[0] + 2) return;
	memmove(&c->start[1], &c->start[0], c->n * sizeof c->start[0]);
	memmove(&c->end[1], &c->end[0], c->n * sizeof c->end[0]);
	c->n++;
	c->start[1] = low;
	c->end[0] = low - 1;
}

static size_t ruled_make(struct ruled *t) {
	struct plan *p = t->p;
	flags_part(t);
	grid_start(p, t->first, S("ruled"), t->columns.n);
	if (t->rule != SIZE_MAX) {
		body_fill(t, t->first, t->rule, true);
		p->grids.v[p->grids.n - 1].marker = (span){line_of(p, t->rule)->body, line_of(p, t->rule)->stop};
	}
	body_fill(t, t->body, t->last, false);
	if (t->lines == 0) {
		grid_drop(p);
		return t->first;
	}
	return grid_end(p, t->last, (unsigned)(t->fitting * 1000 / t->lines));
}

/* ---- a rule on top */

/* The next rule over the same columns; p->lines.n where another rule or the end comes first. */
static size_t next_rule(const struct ruled *t, size_t from) {
	for (size_t i = from; i < t->p->lines.n; i++) {
		if (!may_rule(t->p, i) || t->p->text.p[line_of(t->p, i)->body] != t->sign) continue;
		return rules_same(t, i) ? i : t->p->lines.n;
	}
	return t->p->lines.n;
}

static bool ends_at(const struct plan *p, size_t rule) { return !line_adjacent(p, rule + 1); }

static bool no_text_between(const struct ruled *t, size_t first, size_t last) {
	for (size_t i = first; i < last; i++)
		if (line_of(t->p, i)->indent + 1 < t->columns.start[0] || !is_body_shape(line_of(t->p, i))) return true;
	return first == last;
}

/* A rule over other columns than these: another table's. One under some of ours sums them up. */
static bool rules_others(const struct ruled *t, size_t i, struct columns *others) {
	struct ruled other = {.p = t->p};
	if (!may_rule(t->p, i) || !rule_read(&other, i)) return false;
	*others = other.columns;
	for (size_t g = 0, k = 0; g < others->n; g++) {
		while (k < t->columns.n && t->columns.end[k] < others->end[g]) k++;
		if (k == t->columns.n || t->columns.start[k] > others->start[g]) return true;
	}
	return false;
}

/* The first line of the header that stands right above another table's rule. */
static size_t others_head(struct ruled *t, size_t rule, const struct columns *others) {
	struct columns own = t->columns;
	size_t head = rule - 1;
	t->columns = *others;
	while (head > t->body && rule - head < HEADER_LINES && place(t, head).hangs) head--;
	t->columns = own;
	return head;
}

/* A prompt, or a label with a colon and what it says, all with single blanks between: below the table, not of it. */
static bool is_footer(const struct plan *p, size_t i) {
	const struct line *l = line_of(p, i);
	if (l->gap || l->shape == LINE_RULE) return false;
	slice s = slice_sub(p->text, l->body, l->stop);
	char last = s.p[s.n - 1];
	bool prompt = l->words == 1 && s.n > 1 && (last == '#' || last == '>' || last == '$' || last == '%');
	return prompt || (l->words > 2 && slice_find(s, S(": ")) != SIZE_MAX);
}

static void footers_drop(struct ruled *t) {
	if (is_footer(t->p, t->body)) return; /* its lines are such */
	while (t->last > t->body + 1 && is_footer(t->p, t->last - 1)) t->last--;
}

/* The lines below the rule, as far as they fit. */
static void body_find(struct ruled *t, size_t from) {
	struct columns others;
	t->body = t->last = from;
	while (t->last < t->p->lines.n) {
		if (t->last > from && line_adjacent(t->p, t->last) && rules_others(t, t->last, &others)) {
			t->last = others_head(t, t->last, &others);
			return;
		}
		if (!body_takes(t, t->last)) return;
		bool rule = may_rule(t->p, t->last) || line_of(t->p, t->last)->shape == LINE_RULE;
		t->last++;
		if (rule && ends_at(t->p, t->last - 1)) break;
	}
}

static size_t topped(struct ruled *t) {
	size_t close = next_rule(t, t->first + 1);
	if (close == t->p->lines.n || no_text_between(t, t->first + 1, close)) return t->first;
	t->rule = SIZE_MAX;
	t->body = t->first + 1;
	t->last = close + 1;
	t->strict = true;
	if (ends_at(t->p, close)) return ruled_make(t);
	t->rule = close;
	size_t end = next_rule(t, close + 1);
	t->body = close + 1;
	t->last = end + 1;
	if (end < t->p->lines.n && !no_text_between(t, close + 1, end)) return ruled_make(t);
	t->strict = false;
	if (close > t->first + HEADER_LINES + 1) return t->first;
	body_find(t, close + 1);
	return ruled_make(t);
}

/* ---- a rule below the header */

static size_t headed(struct ruled *t, size_t rule) {
	bool names = rule == t->first + 1;
	for (size_t i = t->first; i < rule; i++)
		if (!is_head(t, i, rule == t->first + 1, &names)) return t->first;
	if (!names) return t->first;
	t->rule = rule;
	body_find(t, rule + 1);
	if (t->body < t->last) footers_drop(t);
	return ruled_make(t);
}

/* Is neither the line nor one of those that could be a header above it like a rule? Looks so far ahead that each line is
 * looked at about once. */
static bool is_far_from_rule(struct plan *p, size_t first) {
	enum { AHEAD = 32 };
	if (first + HEADER_LINES < p->no_rule_before) return true;
	size_t at = first > p->no_rule_before ? first : p->no_rule_before;
	while (at < first + AHEAD && at < p->lines.n && !may_rule(p, at)) at++;
	p->no_rule_before = at == p->lines.n ? SIZE_MAX : at;
	return first + HEADER_LINES < p->no_rule_before;
}

size_t table_ruled(struct plan *p, size_t first) {
	if (is_far_from_rule(p, first)) return first;
	struct ruled t = {.p = p, .first = first};
	if (may_rule(p, first)) return rule_read(&t, first) && !rule_is_sum(p, first) ? topped(&t) : first;
	for (size_t i = first + 1; i <= first + HEADER_LINES && line_adjacent(p, i); i++)
		if (may_rule(p, i)) return rule_read(&t, i) && !rule_is_sum(p, i) ? headed(&t, i) : first;
	return first;
}

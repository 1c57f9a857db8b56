/* Tables of bars: Markdown's with or without outer bars, rows of bars without a header, Org mode's and database clients'
 * with rules of - and +, and wikis' with double bars. After GitHub Flavored Markdown 0.29 §4.10, but that rows may have
 * any number of cells. */
#include "stages/segment_tables.h"

#include "base/utf8.h"

static bool bars_at(const struct plan *p, size_t i) { return i < p->lines.n && p->lines.v[i].shape == LINE_BARS; }
static bool adjacent_bars(const struct plan *p, size_t i) { return bars_at(p, i) && !p->lines.v[i].blank_before; }

static bool escaped(slice text, size_t at, size_t start) {
	size_t n = 0;
	while (at > start + n && text.p[at - n - 1] == '\\') n++;
	return n % 2 == 1;
}

/* ---- the cells of a line */

/* Bars one by one, or the double ones of wikis. */
struct bars {
	slice text;
	const struct line *line;
	size_t width;      /* of a separator: 1 or 2 */
	size_t start, end; /* between the outer bars */
};

/* Double bars at both ends or between all cells, none alone: ||a||b|| */
static bool is_double(slice text, const struct line *l) {
	size_t pairs = 0;
	if (l->stop - l->body < 5 || text.p[l->body] != '|' || text.p[l->body + 1] != '|') return false;
	for (size_t at = l->body; at < l->stop; at++) {
		if (text.p[at] != '|') continue;
		if (at + 1 == l->stop || text.p[at + 1] != '|') return false;
		pairs++;
		at++;
	}
	return pairs > 2;
}

static struct bars bars_of(slice text, const struct line *l) {
	struct bars b = {.text = text, .line = l, .width = is_double(text, l) ? 2 : 1};
	b.start = l->body + (l->outer_bar ? b.width : 0);
	bool closed = text.p[l->stop - 1] == '|' && l->stop - l->body > 1 && !escaped(text, l->stop - 1, l->body);
	b.end = closed ? l->stop - b.width : l->stop;
	if (b.end < b.start) b.end = b.start;
	return b;
}

/* Takes the next cell off; false at the end. */
static bool bars_next(struct bars *b, bool rule, span *cell) {
	if (b->start > b->end) return false;
	size_t at = b->start;
	for (; at < b->end; at++) {
		if (rule && b->text.p[at] == '+') break;
		if (b->text.p[at] == '|' && !escaped(b->text, at, b->line->body)) break;
	}
	*cell = span_trim(b->text, b->start, at);
	b->start = at < b->end ? at + b->width : b->end + 1;
	return true;
}

static size_t cells_count(slice text, const struct line *l) {
	struct bars b = bars_of(text, l);
	slice s = slice_sub(text, b.start, b.end);
	span cell;
	size_t n = 0;
	if (b.width == 1 && !l->all_bars && slice_find_byte(s, '\\') == SIZE_MAX) return slice_count_byte(s, '|') + 1;
	while (bars_next(&b, l->all_bars, &cell)) n++;
	return n;
}

/* ---- the lines of a table */

/* Database clients rule off the header without a bar: -----+----- */
static bool is_plus_rule(const struct plan *p, size_t i) {
	if (!line_adjacent(p, i) || line_of(p, i)->shape == LINE_BARS) return false;
	bool plus = false;
	for (size_t at = line_of(p, i)->body; at < line_of(p, i)->stop; at++) {
		if (p->text.p[at] != '-' && p->text.p[at] != '+') return false;
		plus = plus || p->text.p[at] == '+';
	}
	return plus && p->text.p[line_of(p, i)->body] == '-';
}

static size_t plus_count(const struct plan *p, size_t i) {
	size_t n = 1;
	for (size_t at = line_of(p, i)->body; at < line_of(p, i)->stop; at++) n += p->text.p[at] == '+';
	return n;
}

/* Is the row at `first` ruled off by the line below it, into as many columns? */
static bool has_rule(const struct plan *p, size_t first) {
	if (line_of(p, first)->all_bars) return false;
	size_t cells = cells_count(p->text, line_of(p, first));
	if (is_plus_rule(p, first + 1)) return plus_count(p, first + 1) == cells;
	return adjacent_bars(p, first + 1) && line_of(p, first + 1)->all_bars &&
	       cells_count(p->text, line_of(p, first + 1)) == cells;
}

/* A bar at both ends and two cells at least: what rows without an alignment row must have. */
static bool is_boxed(const struct plan *p, const struct line *l, size_t cells) {
	return l->outer_bar && p->text.p[l->stop - 1] == '|' && !l->all_bars && cells > 1;
}

/* Is the line there the frame of a box, +---+ ? Boxes are drawings or grids, not tables of bars. */
static bool is_frame(const struct plan *p, size_t i) { return p->text.p[p->lines.v[i].body] == '+'; }

/* Bars with blanks around them, so many that they are no choice of words: a | b | c */
static bool is_spaced(const struct plan *p, const struct line *l) {
	slice s = slice_sub(p->text, l->body, l->stop);
	return !l->all_bars && slice_find(s, S(" | ")) != SIZE_MAX && slice_find(s, S("||")) == SIZE_MAX;
}

/* Without an alignment row it takes two rows or more in bars, or three with bars between, of as many cells each. Lines
 * looked at in vain are remembered. */
static size_t even_end(struct plan *p, size_t first) {
	enum { SPACED_ROWS = 3, SPACED_CELLS = 3 };
	if (line_of(p, first)->all_bars) return first;
	size_t cells = cells_count(p->text, line_of(p, first)), last = first, rows = 0;
	bool boxed = is_boxed(p, line_of(p, first), cells), even = boxed || is_spaced(p, line_of(p, first));
	for (; last == first || adjacent_bars(p, last); last++) {
		const struct line *l = line_of(p, last);
		if (l->all_bars && boxed) continue;
		even = even && (last == first || cells_count(p->text, l) == cells) &&
		       (boxed ? is_boxed(p, l, cells) : is_spaced(p, l));
		rows++;
	}
	bool above = first > 0 && !line_of(p, first)->blank_before && is_frame(p, first - 1);
	bool below = last < p->lines.n && !line_of(p, last)->blank_before && is_frame(p, last);
	bool enough = boxed ? rows >= 2 : rows >= SPACED_ROWS && cells >= SPACED_CELLS;
	if (even && enough && !above && !below) return last;
	if (boxed && !even && rows > 2 && cells > 2 && !above && !below) table_unclear(p, first, last);
	p->no_bars_before = last;
	return first;
}

/* ---- making it */

/* Is there more than bars and the strokes of a drawing: a letter, a digit, or a sign that is not ASCII? */
static bool has_text(const struct plan *p, size_t i) {
	for (size_t at = line_of(p, i)->body; at < line_of(p, i)->stop; at++) {
		unsigned char c = (unsigned char)p->text.p[at];
		if (c >= 0x80 || utf8_is_letter(c) || utf8_is_digit(c)) return true;
	}
	return false;
}

static void row_fill(struct plan *p, size_t line, size_t row) {
	struct bars b = bars_of(p->text, line_of(p, line));
	span cell;
	for (size_t k = 0; bars_next(&b, false, &cell); k++) cell_put(p, row, k, cell);
	row_goes_on(p, row, line);
}

static bool begins_empty(const struct plan *p, size_t line) {
	struct bars b = bars_of(p->text, line_of(p, line));
	span cell = {0, 0};
	return bars_next(&b, false, &cell) && span_length(cell) == 0;
}

/* The edge of a box: +-------+ */
static bool is_edge(const struct plan *p, size_t i) {
	slice s = line_text(p, i);
	if (line_of(p, i)->shape == LINE_GRID || s.n < 3 || s.p[0] != '+' || s.p[s.n - 1] != '+') return false;
	for (size_t at = 0; at < s.n; at++)
		if (!memchr("+-=", s.p[at], 3)) return false;
	return true;
}

/* How lines of a box make rows where rules stand between some. */
enum joint {
	JOINT_NONE,
	JOINT_HANGING, /* one with nothing in its first cell goes on with the line above */
	JOINT_ALL      /* all between two rules: the first cell stands anywhere, as where it is set in the middle */
};

static enum joint box_joint(const struct plan *p, size_t first, size_t last, size_t rule) {
	size_t rules = 0, most = 0, named = 0;
	if (first == 0 || !line_adjacent(p, first) || !is_edge(p, first - 1)) return JOINT_NONE;
	for (size_t i = rule == SIZE_MAX ? first : rule + 1; i < last; i++) {
		bool ruled = line_of(p, i)->all_bars;
		rules += ruled;
		named = ruled ? 0 : named + !begins_empty(p, i);
		if (named > most) most = named;
	}
	if (rules == 0) return JOINT_NONE;
	return rules > 1 && most == 1 ? JOINT_ALL : JOINT_HANGING;
}

/* Rows [first, last); a rule at `rule` (or SIZE_MAX) sets off the header above it. Rows that differ too much in their
 * cells are none: filled up, they would be many times the text. Nor are those that have no text at all. */
static size_t bars_make(struct plan *p, size_t first, size_t last, size_t rule) {
	enum { FILLED_UP = 16, FILLED_UP_SMALL = 4096 };
	size_t columns = 0, fitting = 0, rows = 0, cells = 0;
	bool text = false;
	size_t head = cells_count(p->text, line_of(p, line_of(p, first)->all_bars ? first + 1 : first));
	for (size_t i = first; i < last; i++) {
		if (i == rule || line_of(p, i)->all_bars) continue;
		size_t n = cells_count(p->text, line_of(p, i));
		if (n > columns) columns = n;
		fitting += n == head;
		text = text || has_text(p, i);
		cells += n;
		rows++;
	}
	if (!text || columns * rows > cells * FILLED_UP + FILLED_UP_SMALL) {
		p->no_bars_before = last;
		return first;
	}
	enum joint joint = box_joint(p, first, last, rule);
	size_t row = SIZE_MAX;
	grid_start(p, first, S("bars"), columns);
	for (size_t i = first; i < last; i++) {
		if (i == rule || line_of(p, i)->all_bars) {
			row = SIZE_MAX;
			continue;
		}
		bool joins = joint == JOINT_ALL || (joint == JOINT_HANGING && begins_empty(p, i));
		if (row == SIZE_MAX || !joins) row = grid_row(p, i, rule != SIZE_MAX && i < rule);
		row_fill(p, i, row);
	}
	struct grid *g = &p->grids.v[p->grids.n - 1];
	if (rule != SIZE_MAX)
		g->marker = (span){line_of(p, rule)->body, line_of(p, rule)->stop};
	else
		p->rows.v[g->row_first].header = grid_differs(p, g);
	if (rule == SIZE_MAX && !line_of(p, first)->outer_bar && !grid_has_data(p, g)) {
		grid_drop(p);
		p->no_bars_before = last;
		return first;
	}
	if (rule != SIZE_MAX && first > 0 && line_adjacent(p, first) && is_edge(p, first - 1)) g->first--;
	if (g->first < first && line_adjacent(p, last) && is_edge(p, last)) last++;
	return grid_end(p, last, (unsigned)(fitting * 1000 / rows));
}

/* Markdown allows rows without a bar below an alignment row: they have one cell. Here no sentence is one. */
static bool is_bare(const struct plan *p, size_t head, size_t i) {
	if (!line_adjacent(p, i)) return false;
	const struct line *l = line_of(p, i);
	return l->shape == LINE_TEXT && has_text(p, i) && l->width <= line_of(p, head)->width &&
	       !line_ends_stop(p->text, l) && !line_ends_colon(p->text, l);
}

/* A wiki's header stands in double bars above rows in single ones. */
static bool head_is_double(const struct plan *p, size_t first) {
	return is_double(p->text, line_of(p, first)) && adjacent_bars(p, first + 1) &&
	       !is_double(p->text, line_of(p, first + 1)) &&
	       cells_count(p->text, line_of(p, first)) == cells_count(p->text, line_of(p, first + 1));
}

size_t table_bars(struct plan *p, size_t first) {
	if (!bars_at(p, first) || first < p->no_bars_before) return first;
	/* A rule on top of all is Org mode's. */
	bool top = line_of(p, first)->all_bars && line_of(p, first)->outer_bar && adjacent_bars(p, first + 1);
	size_t head = top ? first + 1 : first, last = head + 1;
	if (has_rule(p, head)) {
		bool aligned = line_of(p, head + 1)->shape == LINE_BARS;
		for (last = head + 2; adjacent_bars(p, last) || (aligned && is_bare(p, head, last)); last++) continue;
		return bars_make(p, first, last, head + 1);
	}
	size_t even = even_end(p, head);
	if (even == head) return first;
	bool wiki = head_is_double(p, head);
	last = bars_make(p, first, even, SIZE_MAX);
	if (wiki && last > first) p->rows.v[p->grids.v[p->grids.n - 1].row_first].header = true;
	return last;
}

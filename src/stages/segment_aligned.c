/* Tables aligned by blanks alone. Their columns are what rivers divide (segment_rivers.h).
 *
 * A stretch of lines is searched for runs of lines with gaps; a run is a table only if it has a header or figures, or
 * values that come again: menus, addresses and poems have none of these, and drawings, code and contents have marks of
 * their own. */
#include "base/utf8.h"
#include "stages/segment_rivers.h"

enum { DROP_MAX = 2 };                    /* lines on top that may not belong to it */
enum { FIT_MIN = 700, FILLED_MIN = 500 }; /* of 1000 */

/* ---- making it */

struct making {
	struct run *r;
	size_t row, filled_above;
	size_t rows, weak, strong, lines, fitting, filled;
	bool alone; /* the row has one cell so far, a line of its own */
};

/* May the second line be more of the header, below some of its names? Not where figures stand in it, nor where the next
 * line, or the first, has nothing in the first column either. */
static bool names_go_on(struct run *r, size_t i, const struct placed *l) {
	if (r->rule != SIZE_MAX || !l->hangs || l->filled >= r->columns.n || line_of(r->p, i)->digits) return false;
	if (l->filled * 2 <= r->columns.n || i + 1 == r->last) return true;
	if (run_place(r, r->first).hangs) return false;
	struct placed next = run_line(r, i + 1);
	return next.n > 0 && next.words[0].start < r->columns.end[0];
}

/* Running text, set in below a row and with another row, or the end, below it. */
static bool is_remark(struct run *r, size_t i) {
	const struct plan *p = r->p;
	if (line_of(p, i)->indent <= line_of(p, r->first)->indent + 1) return false;
	return i > r->head && run_has_gap(r, i - 1) && (i + 1 == r->last || run_has_gap(r, i + 1));
}

static void line_make(struct making *m, size_t i) {
	struct run *r = m->r;
	struct plan *p = r->p;
	struct placed l = run_place(r, i);
	bool head = i < r->head, weak = !run_has_gap(r, i);
	bool single = weak && !head && (l.filled < 2 || !l.fits || is_remark(r, i)) && !l.hangs;
	if (single) {
		/* A line of its own in the first column: it stands above what comes next. */
		for (size_t k = 0; k < l.n; k++) l.to[k] = 0;
		l.filled = 1;
		l.fits = true;
		m->weak++;
	}
	bool hangs = (l.hangs && (l.filled == 1 || m->filled_above == 1)) || (m->rows == 1 && names_go_on(r, i, &l));
	bool joins = m->row != SIZE_MAX && (head ? i > r->first : hangs);
	m->lines++;
	m->fitting +=
	        l.fits && chunks_count(&l) <= l.filled * 2; /* gaps inside of most cells: other columns than these */
	if (!joins) {
		m->row = grid_row(p, i, head);
		m->rows++;
		m->strong += !weak;
		m->filled += l.filled;
		m->filled_above = l.filled;
		m->alone = single;
	} else if (m->alone && !weak && (l.filled + 1) * 4 > r->columns.n * 3) {
		/* The row of a text too long for its column goes on below it. */
		m->weak--;
		m->strong++;
		m->filled += l.filled;
		m->filled_above += l.filled;
		m->alone = false;
	}
	placed_put(p, m->row, i, &r->columns, &l);
}

/* Digits in all lines below the second, none in the first two. */
static bool digits_begin_below(const struct run *r) {
	size_t second = r->first + 1;
	for (size_t i = r->first; i < r->last; i++)
		if (!line_is_rule(line_of(r->p, i)) && line_of(r->p, i)->digits != (i > second)) return false;
	return true;
}

/* Are all cells of the row more than a number, as the units below years are: £000  %  restated */
static bool row_has_no_number(const struct plan *p, const struct grid *g, size_t row) {
	for (size_t k = 0; k < g->columns; k++) {
		slice s = cell_text(p, row, k);
		size_t at = 0;
		while (at < s.n && (utf8_is_digit((unsigned char)s.p[at]) || memchr(",.()-", s.p[at], 5))) at++;
		if (s.n && at == s.n) return false;
	}
	return true;
}

/* The second line of the header: the first has nothing in the first column, and the second names what figures stand below,
 * or their units; or both name it. */
static bool head_has_two(const struct run *r, const struct grid *g) {
	const struct plan *p = r->p;
	if (r->rule != SIZE_MAX || r->head > r->first + 1 || g->row_last - g->row_first < 3) return false;
	if (!cell_text(p, g->row_first + 1, 0).n)
		return !cell_text(p, g->row_first, 0).n && cell_text(p, g->row_first + 2, 0).n &&
		       g->row_last - g->row_first > 3 && line_adjacent(p, r->first + 1) &&
		       row_has_no_number(p, g, g->row_first + 1) && grid_is_figures(p, g, g->row_first + 2);
	struct grid below = *g;
	below.row_first++;
	if (!cell_text(p, g->row_first, 0).n) return grid_differs(p, &below);
	return !row_has_filler(p, g, g->row_first + 1) && line_adjacent(p, r->first + 1) && digits_begin_below(r) &&
	       grid_differs_twice(p, g) && grid_differs_twice(p, &below);
}

/* Do all lines end in whole numbers that go up? Without a header these are contents and their pages. */
static bool ends_count_up(struct run *r) {
	uint64_t before = 0, value;
	for (size_t i = r->first; i < r->last; i++) {
		struct placed l = run_line(r, i);
		if (l.n == 0) continue;
		if (!slice_to_u64(slice_sub(r->p->text, l.words[l.n - 1].from, l.words[l.n - 1].to), &value))
			return false;
		if (value < before) return false;
		before = value;
	}
	return true;
}

static bool makes_sense(const struct making *m, const struct grid *g) {
	const struct plan *p = m->r->p;
	bool header = p->rows.v[g->row_first].header, ruled = m->r->rule != SIZE_MAX;
	size_t body = m->rows - header;
	if (m->fitting * 1000 < m->lines * FIT_MIN || m->filled * 1000 < m->rows * g->columns * FILLED_MIN)
		return false;
	if (grid_is_torn(p, g)) return false;
	if (m->weak * 2 > m->rows || m->strong * 3 < m->rows * 2 - m->weak || m->strong < 2 || body == 0 ||
	        m->rows < 2 || grid_is_labels(p, g))
		return false;
	if (ruled) return body > 1 || g->columns > 2;
	if (m->r->words_only) return !header && m->fitting == m->lines;
	if (m->rows == 2) return g->columns > 2 && m->fitting == m->lines && grid_differs(p, g);
	if (g->columns == 2) return header && grid_names_two(p, g) && body > 1;
	/* Without names for its columns a table has to be the more regular. */
	if (!header &&
	        (m->strong * 4 < m->rows * 3 || m->filled * 4 < m->rows * g->columns * 3 || m->fitting < m->lines))
		return false;
	if (!header && (body < 3 || ends_count_up(m->r) || grid_has_marks(p, g))) return false;
	return grid_has_data(p, g) && grid_is_typed(p, g);
}

/* A rule right above that underlines nothing. */
static bool has_top_rule(const struct run *r) {
	const struct plan *p = r->p;
	size_t rule = r->first - 1;
	if (r->first == 0 || !line_is_rule(line_of(p, rule)) || !line_adjacent(p, r->first)) return false;
	return rule == 0 || !line_adjacent(p, rule) || line_of(p, rule - 1)->shape == LINE_GRID;
}

/* Makes the table of the run's lines, or nothing. */
static bool run_make(struct run *r) {
	struct plan *p = r->p;
	struct making m = {.r = r, .row = SIZE_MAX};
	grid_start(p, r->first, S("aligned"), r->columns.n);
	for (size_t i = r->first; i < r->last; i++)
		if (!line_is_rule(line_of(p, i))) line_make(&m, i);
	struct grid *g = &p->grids.v[p->grids.n - 1];
	bool two = head_has_two(r, g);
	if (!two)
		p->rows.v[g->row_first].header = r->rule != SIZE_MAX || r->head > r->first + 1 || grid_has_header(p, g);
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
	return rivers_find(r) && run_make(r);
}

/* ---- runs */

/* Is the second line more of the header? It has words below names alone, but for the first name, and no figures, which
 * stand below it. */
static bool head_goes_on(struct run *r) {
	const struct plan *p = r->p;
	size_t second = r->first + 1;
	if (second + 2 > r->last - 1 || line_of(p, second)->indent <= line_of(p, r->first)->indent + 1) return false;
	if (line_of(p, r->first)->digits || line_of(p, second)->digits || !line_adjacent(p, second)) return false;
	if (!line_of(p, second + 1)->digits || !line_adjacent(p, second + 1)) return false;
	struct placed names = run_line(r, r->first), below = run_line(r, second), body = run_line(r, second + 1);
	if (below.n >= names.n || body.n == 0 || body.words[0].start >= below.words[0].start) return false;
	for (size_t i = 0, k = 0; i < below.n; i++) {
		while (k < names.n && names.words[k].end <= below.words[i].start) k++;
		if (k == names.n || names.words[k].start >= below.words[i].end) return false;
	}
	return true;
}

/* The rule, or blank line, that sets off the header, among the first lines. */
static void head_find(struct run *r) {
	r->rule = SIZE_MAX;
	r->head = r->first + 1;
	for (size_t i = r->first + 1; i < r->last && i <= r->first + RUN_HEAD_MAX; i++) {
		if (!line_is_rule(line_of(r->p, i))) continue;
		if (i + 1 < r->last && !(i > r->first + 2 && rule_is_sum(r->p, i))) r->rule = r->head = i;
		return;
	}
	size_t second = r->first + 1, body = r->first + 2;
	if (body < r->last && line_of(r->p, body)->blank_before && !line_of(r->p, second)->blank_before &&
	        line_of(r->p, second)->indent > line_of(r->p, r->first)->indent + 1)
		r->head = body; /* a blank line does it too */
	else if (head_goes_on(r))
		r->head = body;
}

static bool run_try(struct run *r) {
	r->sequence = false;
	run_words(r);
	if (!run_has_gap(r, r->first) || run_is_something_else(r)) return false;
	head_find(r);
	r->words_only = words_in_columns_find(r);
	if (r->words_only && run_make(r)) return true;
	r->sequence = r->words_only = false;
	head_find(r);
	bool rivers = rivers_find(r);
	rivers = shifted_find(r) || rivers;
	struct columns columns = r->columns;
	if (sequence_of_words_find(r, rivers ? columns.n : 1) && run_make(r)) return true;
	r->sequence = false;
	r->columns = columns;
	head_find(r);
	if (rivers && run_make(r)) return true;
	head_find(r);
	return sequence_find(r) && run_make(r);
}

/* How many columns the rivers give for the lines from `first` on. */
static size_t columns_count(struct run *r, size_t first) {
	size_t keep = r->first;
	r->first = first;
	run_words(r);
	head_find(r);
	size_t n = run_has_gap(r, first) && rivers_find(r) ? r->columns.n : 0;
	r->first = keep;
	return n;
}

/* Does the line name the columns of the next one, all but one at most? No figures, and each word starts or ends where a
 * part of the next line does. */
static bool names_next(struct run *r, size_t i) {
	const struct plan *p = r->p;
	if (!line_adjacent(p, i + 1) || line_of(p, i)->digits || !line_of(p, i + 1)->digits) return false;
	size_t chunks = line_chunks(r, i + 1), found = 0;
	r->few.n = 0;
	line_words(p, i, &r->few);
	size_t names = r->few.n;
	if (names + 1 < chunks) return false;
	line_words(p, i + 1, &r->few);
	const struct word *w = r->few.v;
	for (size_t n = 0, k = names; n < names; n++) {
		while (k < r->few.n && w[k].end < w[n].end && w[k].start < w[n].start) k++;
		found += k < r->few.n && (w[k].start == w[n].start || w[k].end == w[n].end);
	}
	return found == names;
}

/* A line over groups of columns stands above the header and has fewer words than that has columns; `any`: or more. */
static size_t top_drop(struct run *r, bool any) {
	size_t first = r->first, most = SIZE_MAX;
	/* As many words as the next line has gaps: a header set close. */
	if (line_adjacent(r->p, first + 1) && line_of(r->p, first)->words == line_chunks(r, first + 1)) return first;
	if (names_next(r, first)) return first;
	for (size_t i = first + 1; i + 1 < r->last && i <= first + DROP_MAX; i++) {
		if (line_is_rule(line_of(r->p, i)) || !line_of(r->p, i)->gap) break;
		if (line_chunks(r, i - 1) >= line_chunks(r, i)) break;
		if (most == SIZE_MAX) most = columns_count(r, first);
		size_t n = columns_count(r, i);
		if (n > most && (any || line_of(r->p, first)->words < n)) return i;
	}
	return first;
}

/* Lines with gaps, three at least of which most make three parts or more and hold a figure, that make no table: said, so
 * that somebody looks. */
static void unclear_tell(struct run *r, size_t first, size_t last) {
	const struct plan *p = r->p;
	size_t texts = 0, parted = 0, figures = 0;
	r->first = first;
	r->last = last;
	run_words(r);
	for (size_t i = first; i < last; i++) {
		struct placed l = run_line(r, i);
		texts += l.n > 0;
		parted += run_has_gap(r, i) && line_of(p, i)->wide_gap && chunks_count(&l) > 2;
		figures += run_has_gap(r, i) && line_of(p, i)->digits;
	}
	if (texts < 3 || parted * 3 < texts * 2 || figures * 2 < texts) return;
	if (!run_is_something_else(r) && !ends_count_up(r)) table_unclear(r->p, first, last);
}

/* Goes on below a legend with gaps of its own: lines that begin with a label, and those set in below them. */
static bool legend_drop(struct run *r) {
	const struct plan *p = r->p;
	size_t top = r->first, i = top, label = top;
	for (; i + 2 < r->last; i++) {
		const struct line *l = line_of(p, i);
		if (i > top && !line_adjacent(p, i)) break;
		if (line_begins_label(p, l))
			label = i;
		else if (i == top || l->indent <= line_of(p, label)->indent + 1)
			break;
	}
	r->first = i;
	return i > top && line_of(p, i)->gap;
}

static bool run_read(struct run *r) {
	size_t top = r->first, first = r->first = top_drop(r, false);
	if (run_try(r)) return true;
	r->first = top_drop(r, true);
	if (r->first > first && run_try(r)) return true;
	r->first = top;
	if (first > top && run_try(r)) return true;
	return legend_drop(r) && run_try(r);
}

void tables_aligned(struct plan *p, size_t first, size_t last) {
	struct run r = {.p = p};
	for (size_t at = first; at < last;) {
		if (!line_of(p, at)->gap || line_is_rule(line_of(p, at))) {
			at++;
			continue;
		}
		r.first = at;
		r.last = run_end(&r, at, last);
		r.word_at.n = 0;
		size_t end = r.last;
		if (r.last > at + 1) {
			if (!run_read(&r)) unclear_tell(&r, at, end);
		}
		at = end;
	}
}

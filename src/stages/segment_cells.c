/* What cells look like: figures, codes, words; and what that says about the table they stand in. */
#include "base/utf8.h"
#include "stages/segment_tables.h"

enum cell_kind {
	CELL_EMPTY,
	CELL_FIGURE, /* mostly digits: 1,200  £2.1m  10.0.0.1  0x5d0 */
	CELL_YEAR,   /* 2016  2016/17 */
	CELL_SIGN,   /* no letter, no digit: -  *  … */
	CELL_CODE,   /* one word with a digit in it */
	CELL_WORDS
};

/* 1600 to 2199, perhaps with another number behind it */
static bool is_year(slice s) {
	if (s.n < 4 || s.n > 9 || (s.p[0] != '1' && s.p[0] != '2')) return false;
	if (s.p[0] == '1' ? s.p[1] < '6' : s.p[1] > '1') return false;
	for (size_t i = 0; i < s.n; i++)
		if (!utf8_is_digit((unsigned char)s.p[i]) && (i != 4 || (s.p[i] != '/' && s.p[i] != '-'))) return false;
	return s.n == 4 || s.n > 6;
}

static enum cell_kind kind_of(slice s) {
	size_t digits = 0, letters = 0;
	bool blank = false;
	struct utf8_char c;
	if (s.n == 0) return CELL_EMPTY;
	if (is_year(s)) return CELL_YEAR;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size) {
		digits += utf8_is_digit(c.code);
		letters += utf8_is_letter(c.code);
		blank = blank || utf8_is_blank(c.code);
	}
	if (digits == 0) return letters == 0 ? CELL_SIGN : CELL_WORDS;
	if (digits >= letters) return CELL_FIGURE;
	return blank ? CELL_WORDS : CELL_CODE;
}

/* What stands in one column below the header. */
struct look {
	size_t filled, figures, years, codes, signs;
	size_t marked; /* with digits or other marks than letters have, inside of words */
	bool again;    /* a value that comes again */
	bool constant; /* and no other */
};

/* 40  a/b  x=1  :set  — but no one-letter or hyphenated words, and no stops at the end. */
static bool is_marked(slice s) {
	static const char marks[] = "0123456789/_:=!@#%<>\\$";
	for (size_t i = 0; i + 1 < s.n || i == 0; i++)
		if (i < s.n && memchr(marks, s.p[i], sizeof marks - 1)) return true;
	return false;
}

enum { AGAIN_REACH = 8 }; /* rows looked back for the same value */

static struct look column_of(const struct plan *p, const struct grid *g, size_t first, size_t k) {
	struct look c = {.constant = true};
	slice before = ABSENT;
	for (size_t i = first; i < g->row_last; i++) {
		slice s = cell_text(p, i, k);
		enum cell_kind kind = kind_of(s);
		c.filled += kind != CELL_EMPTY;
		c.figures += kind == CELL_FIGURE || kind == CELL_YEAR;
		c.years += kind == CELL_YEAR;
		c.codes += kind == CELL_CODE;
		c.signs += kind == CELL_SIGN;
		c.marked += is_marked(s);
		c.constant = c.constant && (i == first || slice_equal(s, before));
		before = s;
		for (size_t back = 1; !c.again && kind != CELL_EMPTY && back <= AGAIN_REACH && i >= first + back;
		        back++)
			c.again = slice_equal(s, cell_text(p, i - back, k));
	}
	return c;
}

static bool is_numeric(const struct look *c) { return c->figures > 0 && (c->figures + c->signs) * 2 >= c->filled; }

/* Does the head of a column look unlike what stands below it? 1: yes, -1: it is one of them, 0: nobody knows. */
static int head_differs(const struct plan *p, const struct grid *g, size_t k) {
	enum cell_kind head = kind_of(cell_text(p, g->row_first, k));
	struct look c = column_of(p, g, g->row_first + 1, k);
	if (head == CELL_EMPTY || !c.filled) return 0;
	if (is_numeric(&c)) {
		if (head == CELL_YEAR && k > 0 && c.years < c.filled) return 1;
		if (head == CELL_SIGN && c.signs == 0) return 1; /* # over numbers, % over shares */
		return head == CELL_WORDS || head == CELL_CODE ? 1 : -1;
	}
	if (head == CELL_FIGURE || head == CELL_SIGN) return -1;
	return head == CELL_WORDS && c.codes * 2 > c.filled ? 1 : 0;
}

static bool first_recurs(const struct plan *p, const struct grid *g) {
	for (size_t k = 0; k < g->columns; k++) {
		slice head = cell_text(p, g->row_first, k);
		for (size_t i = g->row_first + 1; head.n && i < g->row_last && i <= g->row_first + AGAIN_REACH; i++)
			if (slice_equal(head, cell_text(p, i, k))) return true;
	}
	return false;
}

/* Columns whose head is unlike the rest, less those where it is like it; *against: there are such. */
static int count_votes(const struct plan *p, const struct grid *g, bool *against) {
	int votes = 0;
	for (size_t k = 0; k < g->columns; k++) {
		int differs = head_differs(p, g, k);
		votes += differs;
		*against = *against || differs < 0;
	}
	return votes;
}

bool grid_differs(const struct plan *p, const struct grid *g) {
	bool against = false;
	return g->row_last - g->row_first > 1 && count_votes(p, g, &against) > 0 && !against;
}

bool grid_differs_twice(const struct plan *p, const struct grid *g) {
	bool against = false;
	return count_votes(p, g, &against) > 1 && !against && !first_recurs(p, g);
}

bool row_has_filler(const struct plan *p, const struct grid *g, size_t row) {
	for (size_t k = 0; k < g->columns; k++) {
		slice s = cell_text(p, row, k);
		size_t at = 0;
		while (at < s.n && memchr("-*.", s.p[at], 3)) at++;
		if (s.n && at == s.n) return true;
	}
	return false;
}

bool grid_has_header(const struct plan *p, const struct grid *g) {
	if (g->row_last - g->row_first < 2) return false;
	bool against = false;
	int votes = count_votes(p, g, &against);
	if (votes || against) return votes > 0;
	size_t named = 0;
	for (size_t k = 0; k < g->columns; k++) named += cell_text(p, g->row_first, k).n > 0;
	return g->columns > 2 && named > 1 && named + 1 >= g->columns && !first_recurs(p, g);
}

bool grid_has_data(const struct plan *p, const struct grid *g) {
	size_t first = g->row_first + (p->rows.v[g->row_first].header ? 1 : 0), marked = 0, filled = 0;
	for (size_t k = 0; k < g->columns; k++) {
		struct look c = column_of(p, g, first, k);
		if (is_numeric(&c) || c.codes * 2 > c.filled) return true;
		if (k > 0 && c.again && !c.constant && c.filled >= 2) return true;
		marked += c.marked;
		filled += c.filled;
	}
	return marked * 4 >= filled && marked > 2;
}

bool grid_counts_up(const struct plan *p, const struct grid *g) {
	uint64_t before = 0, value;
	for (size_t i = g->row_first; i < g->row_last; i++) {
		if (!slice_to_u64(cell_text(p, i, g->columns - 1), &value) || value < before) return false;
		before = value;
	}
	return true;
}

bool grid_has_marks(const struct plan *p, const struct grid *g) {
	for (size_t k = 0; k < g->columns; k++) {
		struct look c = column_of(p, g, g->row_first, k);
		if (c.constant && c.filled > 1 && (k == 0 || c.signs)) return true;
	}
	return false;
}

bool grid_is_labels(const struct plan *p, const struct grid *g) {
	if (slice_ends(cell_text(p, g->row_first, 0), S(":"))) return true;
	slice first = slice_cut(cell_text(p, g->row_first, 0), S(" ")).head;
	return slice_ends(first, S(":"));
}

/* Are (nearly) all cells of the column figures, codes or single words? */
static bool is_single(const struct plan *p, const struct grid *g, size_t k) {
	size_t first = g->row_first + (p->rows.v[g->row_first].header ? 1 : 0), filled = 0, single = 0;
	for (size_t i = first; i < g->row_last; i++) {
		slice s = cell_text(p, i, k);
		enum cell_kind kind = kind_of(s);
		filled += kind != CELL_EMPTY;
		single += kind != CELL_EMPTY && (kind != CELL_WORDS || slice_find_byte(s, ' ') == SIZE_MAX);
	}
	return filled && single * 5 >= filled * 4;
}

bool grid_is_typed(const struct plan *p, const struct grid *g) {
	for (size_t k = 0; k < g->columns; k++)
		if (is_single(p, g, k)) return true;
	return false;
}

bool grid_is_figures(const struct plan *p, const struct grid *g, size_t first) {
	for (size_t k = 1; k < g->columns; k++) {
		struct look c = column_of(p, g, first, k);
		if (!is_numeric(&c)) return false;
	}
	return g->columns > 1;
}

bool grid_names_two(const struct plan *p, const struct grid *g) {
	if (head_differs(p, g, 1) > 0) return true;
	struct look first = column_of(p, g, g->row_first + 1, 0);
	return head_differs(p, g, 0) > 0 && is_numeric(&first) && cell_text(p, g->row_first, 1).n && is_single(p, g, 1);
}

bool brackets_open(slice s) {
	long open = 0;
	for (size_t at = 0; at < s.n && open >= 0; at++) {
		char c = s.p[at];
		open += c == '(' || c == '[' || c == '{';
		open -= c == ')' || c == ']' || c == '}';
	}
	return open != 0;
}

bool grid_is_torn(const struct plan *p, const struct grid *g) {
	size_t torn = 0;
	for (size_t i = g->row_first; i < g->row_last; i++) {
		bool open = false;
		for (size_t k = 0; k < g->columns && !open; k++)
			open = p->cells.v[p->rows.v[i].cell + k].more == 0 && brackets_open(cell_text(p, i, k));
		torn += open;
	}
	return torn * 3 > g->row_last - g->row_first;
}

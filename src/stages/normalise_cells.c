/* The values of table cells: column by column, since what a cell says depends on its neighbours and its header.
 *
 *   1  The first rule for headers that finds something in the column's header says what one stands for there:
 *      "(£000)" makes each 1 of the column 1000 GBP.
 *   2  Every cell is read by the first rule for bodies whose match is all of its text (without Markdown emphasis). A
 *      number without a unit takes the header's factor and unit; a value with the header's unit and no scale of its
 *      own takes its factor.
 *   3  A column of values is one where more than half of the cells that say something hold a value. In any other,
 *      values are dropped: a 9 among words is a word.
 *   4  In a column of values, a text without value is `unparsed`.
 *
 * A column that a rule fits as a whole (years, codes) is text, however much its cells look like values. Which texts
 * are values is the rules' to say; C knows only emphasis and columns. */
#include "stages/normalise_cells.h"

#include "base/utf8.h"
#include "stages/normalise_cell_rules.h"
#include "values/decimal.h"

#include <stdlib.h>

struct cell {
	struct record *record;
	uint64_t row, column;
	slice text; /* clean, without emphasis */
	size_t at;  /* where it begins in clean text */
	/* what was read: */
	const struct cell_rule *by;
	bool among_values; /* only in a column of values */
	bool scaled;       /* with a scale of its own */
	slice value, unit, absent;
	span value_at, unit_at; /* raw */
	VEC(struct capture) captures;
};

/* What one of a column stands for, and where that is said. */
struct header {
	slice factor, unit;
	span at, unit_at; /* raw */
};

/* The place of a value, or of a unit in a header. */
struct taken {
	span at;
	bool header;
};

struct cells {
	struct document *d;
	struct rule_context *c;
	struct cell_reader reader;
	arena *scratch;
	VEC(struct taken) taken;
};

/* For rule tests. */
static void note(const struct cells *x, const struct cell_rule *r) {
	if (r != NULL && r == x->c->asked_cell) x->c->asked_cell_read = true;
}

/* ---- headers */

static bool is_noughts(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0') return false;
	return true;
}

/* In a header a number is that of the noughts behind a one: "£000", or none in "£m". */
static void count_noughts(const struct cells *x, const struct cell_match *m) {
	size_t i = cell_capture(m, S("number"));
	if (i != SIZE_MAX && is_noughts(m->captured[i].text))
		m->captured[i].text = say(x->scratch, S("1"), m->captured[i].text);
}

static span raw_of(const struct cells *x, const struct cell *c, span at) {
	if (span_is_none(at)) return SPAN_NONE;
	return clean_to_raw(&x->d->clean, (span){c->at + at.start, c->at + at.end});
}

static struct header read_header(const struct cells *x, const struct cell *c) {
	struct cell_match m;
	struct cell_reading r;
	slice text = c->text;
	for (size_t i = 0; text.n > 0 && i < x->c->pack->cells.n; i++) {
		const struct cell_rule *rule = x->c->pack->cells.v[i];
		if (!rule->header || !cell_matches(&x->reader, rule, text, &m)) continue;
		count_noughts(x, &m);
		if (!cell_read(&x->reader, &m, &r)) continue;
		note(x, rule);
		return (struct header){r.value, r.unit, raw_of(x, c, m.all), raw_of(x, c, r.unit_at)};
	}
	return (struct header){.at = SPAN_NONE, .unit_at = SPAN_NONE};
}

static void scale_by(const struct cells *x, struct cell *c, slice factor) {
	struct decimal value, by;
	if (factor.n == 0 || slice_equal(factor, S("1"))) return;
	if (!decimal_read(c->value, &value, x->d->arena) || !decimal_read(factor, &by, x->d->arena)) return;
	c->value = decimal_text(x->d->arena, decimal_trim(decimal_multiply(x->d->arena, value, by)));
}

static void lend(const struct cells *x, const struct header *h, struct cell *c) {
	if (c->value.n == 0 || (h->unit.n == 0 && h->factor.n == 0)) return;
	bool same = slice_equal(c->unit, h->unit);
	if (c->unit.n > 0 && !same) return;
	if (!c->scaled) scale_by(x, c, h->factor);
	if (c->unit.n == 0) c->unit_at = h->unit_at;
	c->unit = h->unit;
}

/* ---- bodies */

/* Markdown's marks around all of a text: **1,560**, _n/a_, `12`. */
static slice without_emphasis(slice s) {
	for (;;) {
		bool mark = s.n > 2 && (s.p[0] == '*' || s.p[0] == '_' || s.p[0] == '`');
		if (!mark || s.p[s.n - 1] != s.p[0]) return s;
		slice inner = slice_sub(s, 1, s.n - 1);
		if (inner.n == 0 || utf8_trim(inner).n != inner.n) return s;
		s = inner;
	}
}

static void keep(const struct cells *x, struct cell *c, const struct cell_match *m, const struct cell_reading *r) {
	c->by = m->rule;
	c->among_values = m->rule->column == CELL_AMONG_VALUES;
	c->value = r->value;
	c->unit = r->unit;
	c->absent = r->absent;
	c->value_at = raw_of(x, c, r->value_at);
	c->unit_at = raw_of(x, c, r->unit_at);
	size_t scale = cell_capture(m, S("scale"));
	c->scaled = scale != SIZE_MAX && m->captured[scale].text.n > 0;
	for (size_t i = 0; i < m->n; i++)
		*vec_push(x->d->arena, &c->captures) = (struct capture){m->captured[i].name, raw_of(x, c, m->at[i])};
}

static void read_body(const struct cells *x, struct cell *c) {
	struct cell_match m;
	struct cell_reading r;
	for (size_t i = 0; c->text.n > 0 && i < x->c->pack->cells.n; i++) {
		const struct cell_rule *rule = x->c->pack->cells.v[i];
		if (rule->header || rule->column == CELL_WHOLE_COLUMN) continue;
		if (!cell_matches(&x->reader, rule, c->text, &m) || !cell_read(&x->reader, &m, &r)) continue;
		keep(x, c, &m, &r);
		return;
	}
}

/* Does one rule fit every filled cell of the column? Then it is text. */
static bool is_text_as_a_whole(const struct cells *x, const struct cell *cells, size_t n) {
	for (size_t i = 0; i < x->c->pack->cells.n; i++) {
		const struct cell_rule *rule = x->c->pack->cells.v[i];
		struct cell_match m;
		size_t filled = 0, fit = 0;
		if (rule->column != CELL_WHOLE_COLUMN) continue;
		for (size_t k = 0; k < n && fit == filled; k++) {
			filled += cells[k].text.n > 0;
			fit += cells[k].text.n > 0 && cell_matches(&x->reader, rule, cells[k].text, &m);
		}
		if (filled == 0 || fit < filled) continue;
		note(x, rule);
		return true;
	}
	return false;
}

static bool is_of_values(const struct cell *cells, size_t n) {
	size_t say_something = 0, values = 0;
	for (size_t i = 0; i < n; i++) {
		const struct cell *c = &cells[i];
		bool value = c->value.n > 0 && !c->among_values, reason = c->absent.n > 0 || c->among_values;
		say_something += c->text.n > 0 && !reason;
		values += value;
	}
	return values * 2 > say_something;
}

static void set_cell(const struct cells *x, struct cell *c, bool values) {
	struct record *r = c->record;
	slice absent = c->absent;
	bool value = values && c->value.n > 0;
	if (c->text.n == 0)
		absent = S("blank");
	else if (!values && c->among_values)
		absent = ABSENT;
	else if (values && !value && absent.n == 0)
		absent = S("unparsed");
	record_set(r, COLUMN_table_cells_value, value ? c->value : ABSENT, value ? c->value_at : SPAN_NONE);
	record_set(r, COLUMN_table_cells_unit, value ? c->unit : ABSENT, value ? c->unit_at : SPAN_NONE);
	record_set(r, COLUMN_table_cells_absent, absent, SPAN_NONE);
	r->captures.n = 0;
	if (c->by == NULL || (!value && absent.n == 0)) return;
	note(x, c->by);
	r->captures.v = c->captures.v;
	r->captures.n = r->captures.cap = c->captures.n;
}

static void take_place(struct cells *x, span at, bool header) {
	if (!span_is_none(at)) *vec_push(x->scratch, &x->taken) = (struct taken){at, header};
}

static bool says_nothing(const struct header *h) { return h->factor.n == 0 && h->unit.n == 0; }

/* Nothing, or a name each word of which holds a digit: 2019, 2019/20, Q1 2021. Such columns are told apart by when, and
 * not by what. */
static bool is_period(slice header) {
	bool digit = header.n == 0; /* in this word */
	for (size_t i = 0; i < header.n; i++) {
		bool blank = header.p[i] == ' ';
		if (blank && !digit) return false;
		digit = !blank && (digit || utf8_is_digit((unsigned char)header.p[i]));
	}
	return digit;
}

/* One column in order of rows, its header first where it has one. `all`: what the corner or the caption says of all of the
 * table; the first column sets it where it holds labels. */
static void read_column(struct cells *x, struct cell *cells, size_t n, struct header *all) {
	struct header h = {.at = SPAN_NONE, .unit_at = SPAN_NONE};
	bool first = n > 0 && cells->column == 1, period = false;
	for (; n > 0 && cells->row == 0; cells++, n--) {
		h = read_header(x, cells);
		period = !first && is_period(cells->text);
	}
	if (period && says_nothing(&h)) h = *all;
	bool text = is_text_as_a_whole(x, cells, n);
	take_place(x, h.at, true);
	for (size_t i = 0; i < n && !text; i++) {
		read_body(x, &cells[i]);
		lend(x, &h, &cells[i]);
	}
	bool values = !text && is_of_values(cells, n);
	if (first && !values && !says_nothing(&h)) *all = h;
	for (size_t i = 0; i < n; i++) {
		set_cell(x, &cells[i], values);
		if (values && cells[i].value.n > 0) take_place(x, cells[i].value_at, false);
	}
}

/* ---- figures that say the same */

static int by_start(const void *left, const void *right) {
	const struct taken *a = left, *b = right;
	return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

/* A bare number or year in a cell, and what was read across a header's unit, stand in the cells alone. Money and
 * percentages stand wherever they are. */
static bool is_bare(const struct record *r) {
	slice kind = ABSENT;
	if (r->kind == &tables[TABLE_dates]) kind = record_get(r, COLUMN_dates_kind);
	if (r->kind == &tables[TABLE_figures]) kind = record_get(r, COLUMN_figures_kind);
	return slice_equal(kind, S("year")) || slice_equal(kind, S("number")) || slice_equal(kind, S("count"));
}

static bool is_said(const struct cells *x, const struct record *r) {
	if (r->kind != &tables[TABLE_dates] && r->kind != &tables[TABLE_figures]) return false;
	const struct rule *rule = pack_rule(x->c->pack, r->rule);
	if (rule != NULL && rule->dates_document) return false; /* others may lean on it */
	size_t low = 0, high = x->taken.n; /* the last place that starts at or before the record is low - 1 */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (x->taken.v[middle].at.start <= r->at.start)
			low = middle + 1;
		else
			high = middle;
	}
	bool figure = r->kind == &tables[TABLE_figures];
	const struct taken *before = low > 0 ? &x->taken.v[low - 1] : NULL;
	const struct taken *behind = low < x->taken.n ? &x->taken.v[low] : NULL;
	if (before != NULL && before->header && figure && span_overlaps(before->at, r->at)) return true;
	if (behind != NULL && behind->header && figure && span_overlaps(behind->at, r->at)) return true;
	return before != NULL && !before->header && is_bare(r) && span_contains(before->at, r->at);
}

static void drop_said(struct cells *x) {
	struct document *d = x->d;
	size_t kept = 0;
	if (x->taken.n == 0) return;
	qsort(x->taken.v, x->taken.n, sizeof *x->taken.v, by_start);
	for (size_t i = 0; i < d->records.n; i++)
		if (!is_said(x, &d->records.v[i])) d->records.v[kept++] = d->records.v[i];
	d->records.n = kept;
}

/* ---- columns */

static uint64_t number_in(const struct record *r, size_t column) {
	uint64_t n = 0;
	(void)slice_to_u64(record_get(r, column), &n);
	return n;
}

static slice table_of(const struct cell *c) { return record_get(c->record, COLUMN_table_cells_table_id); }

static int by_column(const void *left, const void *right) {
	const struct cell *a = left, *b = right;
	int order = slice_compare(table_of(a), table_of(b));
	if (order == 0) order = (a->column > b->column) - (a->column < b->column);
	if (order == 0) order = (a->row > b->row) - (a->row < b->row);
	return order != 0 ? order : slice_compare(a->record->id, b->record->id);
}

static struct cell cell_of(const struct document *d, struct record *r) {
	struct cell c = {.record = r, .value_at = SPAN_NONE, .unit_at = SPAN_NONE};
	c.row = number_in(r, COLUMN_table_cells_row);
	c.column = number_in(r, COLUMN_table_cells_column);
	span clean = clean_of_raw(&d->clean, r->at);
	if (span_is_none(clean) || span_length(r->at) == 0) return c;
	slice all = slice_at(d->clean.text, clean);
	c.text = without_emphasis(utf8_trim(all));
	c.at = clean.start + (c.text.n > 0 ? (size_t)(c.text.p - all.p) : 0);
	return c;
}

/* Tables with captions, in order of their ids. */
typedef VEC(const struct record *) captioned;

static int by_id(const void *left, const void *right) {
	const struct record *const *a = left, *const *b = right;
	return slice_compare((*a)->id, (*b)->id);
}

static captioned captioned_tables(const struct cells *x) {
	captioned all = {0};
	for (size_t i = 0; i < x->d->records.n; i++) {
		const struct record *r = &x->d->records.v[i];
		if (r->kind == &tables[TABLE_tables] && record_get(r, COLUMN_tables_caption).n > 0)
			*vec_push(x->scratch, &all) = r;
	}
	if (all.n > 1) qsort(all.v, all.n, sizeof(const struct record *), by_id);
	return all;
}

/* What a caption says one stands for, in brackets or behind its last comma: elsewhere a % may be anybody's. */
static struct header read_set_off(const struct cells *x, const struct cell *caption) {
	enum { SET_OFF_MAX = 40 };
	for (size_t i = 0; i < caption->text.n; i++) {
		char c = caption->text.p[i];
		slice behind = slice_sub(caption->text, i + 1, caption->text.n);
		slice near = slice_sub(behind, 0, behind.n < SET_OFF_MAX ? behind.n : SET_OFF_MAX);
		size_t end = SIZE_MAX;
		if (c == '(' || c == '[') end = slice_find_byte(near, c == '(' ? ')' : ']');
		if (c == ',' && near.n == behind.n && slice_find_byte(behind, ',') == SIZE_MAX) end = behind.n - 1;
		if (end == SIZE_MAX) continue;
		struct cell part = {.text = slice_sub(caption->text, i, i + end + 2), .at = caption->at + i};
		struct header h = read_header(x, &part);
		if (!says_nothing(&h)) return h;
	}
	return (struct header){.at = SPAN_NONE, .unit_at = SPAN_NONE};
}

/* What the caption of the table says. */
static struct header read_caption(const struct cells *x, const captioned *all, slice table) {
	const struct record key = {.id = table}, *wanted = &key;
	const struct record **found =
	        all->n ? bsearch(&wanted, all->v, all->n, sizeof(const struct record *), by_id) : NULL;
	struct cell caption = {0};
	span clean = found ? clean_of_raw(&x->d->clean, (*found)->fields[COLUMN_tables_caption].at) : SPAN_NONE;
	if (!span_is_none(clean)) {
		caption.text = slice_at(x->d->clean.text, clean);
		caption.at = clean.start;
	}
	return read_set_off(x, &caption);
}

void normalise_cells(struct document *d, struct rule_context *c, const struct value_context *values) {
	struct cells x = {
	        .d = d, .c = c, .scratch = &c->scratch, .reader = {c->matcher, values, d->arena, &c->scratch}};
	VEC(struct cell) all = {0};
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_table_cells]) continue;
		struct cell one = cell_of(d, r);
		*vec_push(x.scratch, &all) = one;
	}
	if (all.n > 1) qsort(all.v, all.n, sizeof *all.v, by_column);
	if (all.n == 0) return;
	captioned captions = captioned_tables(&x);
	struct header said = {.at = SPAN_NONE, .unit_at = SPAN_NONE};
	for (size_t i = 0, end; i < all.n; i = end) {
		if (i == 0 || !slice_equal(table_of(&all.v[i]), table_of(&all.v[i - 1])))
			said = read_caption(&x, &captions, table_of(&all.v[i]));
		for (end = i + 1; end < all.n && slice_equal(table_of(&all.v[end]), table_of(&all.v[i])) &&
		                  all.v[end].column == all.v[i].column;)
			end++;
		read_column(&x, all.v + i, end - i, &said);
	}
	drop_said(&x);
}

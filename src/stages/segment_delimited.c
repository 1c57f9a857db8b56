/* Cells between separators: tabs, or commas and semicolons as in CSV files (RFC 4180: quotes around what holds them).
 *
 * All lines have as many, but that below a header few may lack their last cells, and no column is empty from top to bottom. A tab must not be there to align: several in a row,
 * in lines whose texts then begin in the same columns, are set in blanks (segment_aligned.c). Commas with a blank behind
 * them are prose. */
#include "stages/segment_tables.h"

#include "base/utf8.h"

/* May the separator part the line, or what its quotes open? */
static bool may_part(const struct line *l, char separator) {
	if (separator == '\t') return l->tabs;
	return l->quotes || (separator == ',' ? l->commas : l->semicolons);
}

/* The end of the field that starts at `at`; in quotes, separators count for nothing. */
static size_t field_end(const struct plan *p, size_t at, size_t stop, char separator) {
	if (at >= stop) return stop;
	bool quoted = separator != '\t' && p->text.p[at] == '"';
	if (!quoted) {
		const char *found = memchr(p->text.p + at, separator, stop - at);
		return found != NULL ? (size_t)(found - p->text.p) : stop;
	}
	for (size_t i = at + 1; i < stop; i++) {
		if (quoted && p->text.p[i] == '"') {
			if (i + 1 < stop && p->text.p[i + 1] == '"') {
				i++;
				continue;
			}
			quoted = false;
		}
		if (!quoted && p->text.p[i] == separator) return i;
	}
	return stop;
}

/* The place of a field's text, without its quotes. */
static span field_text(const struct plan *p, size_t start, size_t end, char separator) {
	span s = span_trim(p->text, start, end);
	bool quoted =
	        separator != '\t' && span_length(s) > 1 && p->text.p[s.start] == '"' && p->text.p[s.end - 1] == '"';
	return quoted ? span_trim(p->text, s.start + 1, s.end - 1) : s;
}

/* Where the line starts: leading tabs are cells without text. */
static size_t line_start(const struct plan *p, const struct line *l, char separator) {
	size_t at = l->body;
	while (separator == '\t' && at > 0 && p->text.p[at - 1] == '\t') at--;
	return at;
}

/* And where it ends, likewise. */
static size_t line_stop(const struct plan *p, const struct line *l, char separator) {
	size_t at = l->stop;
	while (separator == '\t' && at < p->text.n && p->text.p[at] == '\t') at++;
	return at;
}

/* ---- records: lines, and those that go on in quotes over several lines */

enum { RECORD_LINES = 16 };

/* Does a field in quotes open in the line and not close there? */
static bool is_left_open(const struct plan *p, size_t start, size_t stop, char separator) {
	if (separator == '\t' || start >= stop || !memchr(p->text.p + start, '"', stop - start)) return false;
	for (size_t at = start;; at++) {
		size_t end = field_end(p, at, stop, separator);
		if (end < stop) {
			at = end;
			continue;
		}
		if (at == stop || p->text.p[at] != '"') return false;
		size_t quotes = 0;
		for (size_t i = at; i < stop; i++) quotes += p->text.p[i] == '"';
		return quotes % 2 == 1;
	}
}

/* The first quote from `at` on that stands alone, not doubled; `stop` where there is none. */
static size_t lone_quote(const struct plan *p, size_t at, size_t stop) {
	for (; at < stop; at++) {
		if (p->text.p[at] != '"') continue;
		if (at + 1 == stop || p->text.p[at + 1] != '"') return at;
		at++;
	}
	return stop;
}

/* The line behind the record that starts at the line: more than one line only where the quotes close again, at a
 * separator or the end of a line. */
static size_t record_end(const struct plan *p, size_t i, size_t last, char separator) {
	const struct line *first = line_of(p, i);
	if (!first->quotes || !is_left_open(p, first->body, first->stop, separator)) return i + 1;
	for (size_t k = i + 1; k < last && k < i + RECORD_LINES; k++) {
		const struct line *l = line_of(p, k);
		size_t quote = lone_quote(p, l->body, l->stop);
		if (quote == l->stop) continue;
		if (quote + 1 == l->stop) return k + 1;
		if (p->text.p[quote + 1] != separator) return i + 1;
		if (!is_left_open(p, quote + 2, l->stop, separator)) return k + 1;
	}
	return i + 1;
}

/* What is known of the lines of one stretch under one separator. */
struct fields {
	size_t count; /* in every line; 0: not as many everywhere */
	bool prose;   /* a blank behind a separator that is no tab */
	bool column_filled[TABLE_COLUMNS_MAX];
	size_t first_filled; /* lines whose first field holds text; others are set in by tabs */
	bool marked;         /* every line begins with a list mark */
	bool aligned;        /* of two fields with a tab between: the second ones all start in one column */
};

/* Of the record in the lines [first, last). */
static size_t fields_count(const struct plan *p, size_t first, size_t last, char separator) {
	const struct line *l = line_of(p, first);
	if (!may_part(l, separator)) return 1;
	size_t start = line_start(p, l, separator), stop = line_stop(p, line_of(p, last - 1), separator), n = 1;
	if (!l->quotes) return 1 + slice_count_byte(slice_sub(p->text, start, stop), separator);
	for (size_t at = start;; n++, at++) {
		at = field_end(p, at, stop, separator);
		if (at == stop) return n;
	}
}

/* Does the comma at the end of the field stand inside a number, behind other words? 78,653 47,550 */
static bool splits_number(const struct plan *p, size_t start, size_t end, size_t stop) {
	size_t digits = 0, behind = 0;
	while (end - digits > start && utf8_is_digit((unsigned char)p->text.p[end - digits - 1])) digits++;
	while (end + 1 + behind < stop && utf8_is_digit((unsigned char)p->text.p[end + 1 + behind])) behind++;
	return digits > 0 && digits <= 3 && behind == 3 && memchr(p->text.p + start, ' ', end - start);
}

static void fields_look(const struct plan *p, size_t first, size_t last, char separator, struct fields *f) {
	const struct line *l = line_of(p, first);
	size_t stop = line_stop(p, line_of(p, last - 1), separator), k = 0;
	for (size_t at = line_start(p, l, separator); k < f->count; k++) {
		size_t end = field_end(p, at, stop, separator);
		f->prose = f->prose || (separator != '\t' && at > l->body && at < stop && p->text.p[at] == ' ');
		f->prose = f->prose || (separator == ',' && end < stop && splits_number(p, at, end, stop));
		bool quoted = p->text.p[at < stop ? at : l->body] == '"';
		/* Gaps inside of the first are columns of blanks, in which a comma is one sign among others. */
		f->prose = f->prose || (separator != '\t' && k == 0 && !quoted &&
		                               slice_find(slice_sub(p->text, at, end), S("  ")) != SIZE_MAX);
		f->prose = f->prose || (separator != '\t' && !quoted && brackets_open(slice_sub(p->text, at, end)));
		bool filled = span_length(field_text(p, at, end, separator)) > 0;
		f->first_filled += k == 0 && filled;
		f->column_filled[k] = f->column_filled[k] || filled;
		if (end == stop) break;
		at = end + 1;
	}
	f->marked = f->marked && l->shape == LINE_ITEM;
}

/* Columns of the first text behind a tab; 0 where there is none. */
static unsigned second_column(const struct plan *p, const struct line *l) {
	slice before = slice_cut(slice_sub(p->text, l->body, l->stop), S("\t")).head;
	unsigned column = l->indent + (unsigned)utf8_count(before);
	struct utf8_char c;
	for (size_t at = l->body + before.n; at < l->stop; at += c.size) {
		c = utf8_at(p->text, at);
		if (!utf8_is_blank(c.code)) return column;
		column = c.code == '\t' ? column / 8 * 8 + 8 : column + 1;
	}
	return 0;
}

/* May a line of n fields stand among lines of `count`? Few may lack their last cells, half of them at most. */
static bool is_short(size_t n, size_t count) { return n > 1 && n < count && n * 2 >= count; }

static struct fields fields_read(const struct plan *p, size_t first, size_t last, char separator, bool ragged) {
	struct fields f = {.marked = true, .aligned = true};
	size_t rows = 0, full = 0;
	size_t count = fields_count(p, first, record_end(p, first, last, separator), separator);
	if (count < 2 || count > TABLE_COLUMNS_MAX) return f;
	f.count = count;
	bool columns = separator == '\t' && count == 2;
	unsigned second = columns ? second_column(p, line_of(p, first)) : 0;
	for (size_t i = first, end; i < last; i = end) {
		end = record_end(p, i, last, separator);
		size_t n = fields_count(p, i, end, separator);
		if (n != count && (!ragged || !is_short(n, count))) return (struct fields){0};
		rows++;
		full += n == count;
		fields_look(p, i, end, separator, &f);
		if (f.prose) return (struct fields){0};
		f.aligned = f.aligned && columns && second_column(p, line_of(p, i)) == second;
	}
	for (size_t k = 0; k < count; k++)
		if (!f.column_filled[k]) f.count = 0;
	if (full * 2 <= rows) f.count = 0;
	return f;
}

static void fields_fill(struct plan *p, size_t line, size_t last, char separator) {
	const struct line *l = line_of(p, line);
	size_t row = grid_row(p, line, false), stop = line_stop(p, line_of(p, last - 1), separator), k = 0;
	p->rows.v[row].at = span_shorten((span){line_start(p, l, separator), stop});
	for (size_t at = line_start(p, l, separator);; k++) {
		size_t end = field_end(p, at, stop, separator);
		cell_put(p, row, k, field_text(p, at, end, separator));
		if (end == stop) return;
		at = end + 1;
	}
}

/* Is the line-by-line table that was made one? What two columns of words are, nobody knows. */
static bool fields_convince(const struct plan *p, const struct grid *g, char separator, const struct fields *f) {
	bool header = p->rows.v[g->row_first].header;
	size_t rows = g->row_last - g->row_first;
	if ((!header && grid_counts_up(p, g)) || (separator == '\t' && grid_is_labels(p, g))) return false;
	if (separator != '\t') return g->columns > 2 ? grid_has_data(p, g) || header : header && grid_has_data(p, g);
	if (g->columns > 2) return rows > 2 || header;
	return (rows > 2 && !f->aligned) || (header && grid_has_data(p, g));
}

static size_t fields_make(
        struct plan *p, size_t first, size_t last, char separator, const struct fields *f, bool ragged) {
	grid_start(p, first, separator == '\t' ? S("tabs") : S("delimited"), f->count);
	for (size_t i = first, end; i < last; i = end) {
		end = record_end(p, i, last, separator);
		fields_fill(p, i, end, separator);
	}
	struct grid *g = &p->grids.v[p->grids.n - 1];
	p->rows.v[g->row_first].header = grid_has_header(p, g);
	if (!fields_convince(p, g, separator, f) || (ragged && !p->rows.v[g->row_first].header)) {
		grid_drop(p);
		return first;
	}
	return grid_end(p, last, 1000);
}

static size_t run_read(struct plan *p, size_t first, size_t last, char separator, bool ragged) {
	enum { DELIMITED_ROWS = 3 };
	if (last - first < (separator == '\t' ? 2 : DELIMITED_ROWS)) return first;
	struct fields f = fields_read(p, first, last, separator, ragged);
	if (!f.count || f.prose || f.marked || f.first_filled * 2 < last - first) return first;
	return fields_make(p, first, last, separator, &f, ragged);
}

/* Where the lines end that have as many separators as the first of them; or where few of these are short, but not the last. */
struct ends {
	size_t even, ragged;
};

static struct ends ends_find(const struct plan *p, size_t first, size_t last, char separator) {
	size_t at = record_end(p, first, last, separator), count = fields_count(p, first, at, separator), n = count;
	if (count < 2) return (struct ends){first, first};
	for (size_t next; at < last; at = next) {
		next = record_end(p, at, last, separator);
		n = fields_count(p, at, next, separator);
		if (n != count) break;
	}
	struct ends e = {at, at};
	if (!is_short(n, count) || count > TABLE_COLUMNS_MAX) return e;
	while (at < last) {
		size_t next = record_end(p, at, last, separator);
		n = fields_count(p, at, next, separator);
		if (n != count && !is_short(n, count)) break;
		at = next;
		if (n == count || n + 1 == count) e.ragged = next;
	}
	return e;
}

static bool has_tab(const struct plan *p, size_t i) {
	return memchr(p->text.p + line_of(p, i)->body, '\t', line_of(p, i)->stop - line_of(p, i)->body) != NULL;
}

/* Tabs that come in other numbers in the lines next to these are there to align. */
static bool tabs_align(const struct plan *p, size_t first, size_t last, size_t from, size_t to) {
	return (first > from && has_tab(p, first - 1)) || (last < to && has_tab(p, last));
}

/* A table in which few lines are short, or else one in which none is. `vain`: what was looked at in vain under the separator,
 * up to these lines. */
static size_t run_try(struct plan *p, size_t at, size_t first, size_t last, char separator, struct ends *vain) {
	if (at < vain->even || !may_part(line_of(p, at), separator)) return at;
	struct ends e = ends_find(p, at, last, separator);
	vain->even = e.even;
	if (separator != '\t' && at >= vain->ragged && e.even > at) {
		vain->ragged = e.ragged;
		size_t next = e.ragged > e.even ? run_read(p, at, e.ragged, separator, true) : at;
		if (next > at) return next;
	}
	if (e.even < at + 2 || (separator == '\t' && tabs_align(p, at, e.even, first, last))) return at;
	return run_read(p, at, e.even, separator, false);
}

void tables_delimited(struct plan *p, size_t first, size_t last) {
	static const char separators[] = {'\t', ',', ';'};
	struct ends vain[sizeof separators] = {0};
	for (size_t at = first; at < last;) {
		const struct line *l = line_of(p, at);
		size_t next = at;
		bool any = l->tabs || l->commas || l->semicolons || l->quotes;
		for (size_t i = 0; any && i < sizeof separators && next == at; i++)
			next = run_try(p, at, first, last, separators[i], &vain[i]);
		at = next > at ? next : at + 1;
	}
}

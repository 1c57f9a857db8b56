/* Grids: tables in a frame of + - = and |, or of box-drawing characters. reStructuredText's grid tables (docutils,
 * "Grid Tables"), with cells that span rows and columns, and the boxes of RFCs and database clients, whose rows are not
 * ruled off from one another. Drawings made of the same characters are no tables: their frames do not meet. */
#include "stages/segment_tables.h"

#include "base/utf8.h"

enum ink { INK_TEXT, INK_BLANK, INK_BAR, INK_DASH, INK_DOUBLE, INK_PLUS };

static enum ink ink_of(uint32_t code) {
	static const unsigned char ascii[0x80] = {['|'] = INK_BAR,
	        ['-'] = INK_DASH,
	        ['='] = INK_DOUBLE,
	        ['+'] = INK_PLUS,
	        [' '] = INK_BLANK,
	        ['\t'] = INK_BLANK,
	        ['\v'] = INK_BLANK,
	        ['\f'] = INK_BLANK};
	if (code < sizeof ascii) return ascii[code];
	if (code == 0x2502 || code == 0x2503 || code == 0x2551) return INK_BAR;
	if (code == 0x2500 || code == 0x2501) return INK_DASH;
	if (code == 0x2550) return INK_DOUBLE;
	if (code > 0x2503 && code < 0x2580) return INK_PLUS;
	return utf8_is_blank(code) ? INK_BLANK : INK_TEXT;
}

/* A grid as it is read. */
struct frame {
	struct plan *p;
	size_t first, last;                    /* lines */
	unsigned edges[TABLE_COLUMNS_MAX + 1]; /* where columns meet, in characters from the frame's left edge */
	size_t columns;                        /* edges - 1 */
	unsigned indent, points;               /* as all of its lines */
	size_t narrow;                         /* columns that have no room for text */
	size_t header;                         /* the line of the = that rules off the header, or 0 */
	size_t inside, straight, met; /* lines with text, those that meet all edges, and all edges that are met */
	bool partly;                  /* cells span rows */
};

/* One line, character by character between the edges. */
struct strip {
	size_t from[TABLE_COLUMNS_MAX + 1]; /* bytes: where the column starts, behind its edge */
	size_t edge[TABLE_COLUMNS_MAX + 1]; /* and its left edge itself */
	bool meets[TABLE_COLUMNS_MAX + 1];  /* a bar or + stands at the edge */
	bool ruled[TABLE_COLUMNS_MAX];      /* nothing but - or = up to the next edge */
	bool twice;                         /* of = */
};

static enum ink ink_first(const struct plan *p, const struct line *l) { return ink_of(utf8_at(p->text, l->body).code); }
static enum ink ink_last(const struct plan *p, const struct line *l) {
	return ink_of(utf8_before(p->text, l->stop).code);
}

/* +---+===+ from end to end: then its edges are added to the frame's. False where there are too many. */
static bool frame_rules(struct frame *f, const struct line *l) {
	struct utf8_char c;
	unsigned point = 0, last = 0;
	size_t narrow = 0;
	if (ink_first(f->p, l) != INK_PLUS || ink_last(f->p, l) != INK_PLUS) return false;
	for (size_t at = l->body; at < l->stop; at += c.size, point++) {
		c = utf8_at(f->p->text, at);
		enum ink ink = ink_of(c.code);
		if (ink != INK_PLUS && ink != INK_DASH && ink != INK_DOUBLE) return false;
		if (ink != INK_PLUS) continue;
		narrow += point > 0 && point < last + 3;
		last = point;
	}
	if (narrow > f->narrow) f->narrow = narrow;
	return true;
}

static bool edge_add(struct frame *f, unsigned point) {
	size_t k = f->columns + 1;
	while (k > 0 && f->edges[k - 1] >= point) k--;
	if (k <= f->columns && f->edges[k] == point) return true;
	if (f->columns + 1 > TABLE_COLUMNS_MAX) return false;
	memmove(&f->edges[k + 1], &f->edges[k], (f->columns + 1 - k) * sizeof *f->edges);
	f->edges[k] = point;
	f->columns++;
	return true;
}

static bool edges_add(struct frame *f, const struct line *l) {
	struct utf8_char c;
	unsigned point = 0;
	for (size_t at = l->body; at < l->stop; at += c.size, point++) {
		c = utf8_at(f->p->text, at);
		if (ink_of(c.code) == INK_PLUS && !edge_add(f, point)) return false;
	}
	return true;
}

/* The lines of a frame: as wide as its top, bars or + at both ends; the last is a rule. */
static bool frame_gather(struct frame *f) {
	struct plan *p = f->p;
	const struct line *top = line_of(p, f->first);
	if (top->words != 1 || !frame_rules(f, top)) return false;
	f->indent = top->indent;
	f->points = top->points;
	f->edges[0] = 0;
	if (!edges_add(f, top)) return false;
	f->last = f->first + 1;
	for (size_t i = f->first + 1; line_adjacent(p, i); i++) {
		const struct line *l = line_of(p, i);
		if (l->indent != f->indent || l->points != f->points) break;
		enum ink a = ink_first(p, l), b = ink_last(p, l);
		if ((a != INK_PLUS && a != INK_BAR) || (b != INK_PLUS && b != INK_BAR)) break;
		if (l->words != 1 || !frame_rules(f, l)) continue;
		if (!edges_add(f, l)) return false;
		f->last = i + 1;
	}
	return f->last > f->first + 2 && f->columns > 1 && f->narrow < 3;
}

static void strip_read(const struct frame *f, const struct line *l, struct strip *s) {
	struct utf8_char c;
	unsigned point = 0;
	size_t k = 0;
	bool any = false;
	s->twice = false;
	for (size_t at = l->body; at < l->stop; at += c.size, point++) {
		c = utf8_at(f->p->text, at);
		enum ink ink = ink_of(c.code);
		if (k <= f->columns && point == f->edges[k]) {
			if (k > 0) s->ruled[k - 1] = s->ruled[k - 1] && any;
			s->edge[k] = at;
			s->from[k] = at + c.size;
			s->meets[k] = ink == INK_BAR || ink == INK_PLUS;
			if (k < f->columns) s->ruled[k] = true;
			any = false;
			k++;
			continue;
		}
		any = true;
		if (ink != INK_DASH && ink != INK_DOUBLE && ink != INK_PLUS) s->ruled[k - 1] = false;
		s->twice = s->twice || ink == INK_DOUBLE;
	}
	/* Where text runs through an edge, what stands at both sides is one. */
	for (k = 1; k < f->columns; k++)
		if (!s->meets[k] && (!s->ruled[k] || !s->ruled[k - 1])) s->ruled[k] = s->ruled[k - 1] = false;
}

static bool is_whole_rule(const struct frame *f, const struct strip *s) {
	for (size_t k = 0; k < f->columns; k++)
		if (!s->ruled[k]) return false;
	return true;
}

static bool has_rule(const struct frame *f, const struct strip *s) {
	for (size_t k = 0; k < f->columns; k++)
		if (s->ruled[k]) return true;
	return false;
}

/* The text that starts in column k, and the column behind it. */
static span strip_text(const struct frame *f, const struct strip *s, size_t k, size_t *next) {
	size_t end = k + 1;
	while (end < f->columns && !s->meets[end] && !s->ruled[end]) end++;
	*next = end;
	return span_trim(f->p->text, s->from[k], s->edge[end]);
}

/* ---- which lines are one row? */

enum split { SPLIT_NONE, SPLIT_LINES, SPLIT_BLANKS };

/* What stands between two rules: lines, empty ones among them, and those that begin in a later column. */
struct band {
	size_t first, last;
	size_t lines, empty, hanging;
	bool double_below; /* the rule below it is of = */
};

static struct band band_read(const struct frame *f, size_t first) {
	struct band b = {.first = first, .last = first};
	struct strip s;
	for (; b.last < f->last; b.last++) {
		strip_read(f, line_of(f->p, b.last), &s);
		b.double_below = s.twice;
		if (is_whole_rule(f, &s)) break;
		size_t filled = 0, next;
		for (size_t k = 0; k < f->columns; k = next) filled += span_length(strip_text(f, &s, k, &next)) > 0;
		bool hangs = span_length(strip_text(f, &s, 0, &next)) == 0;
		b.lines++;
		b.empty += filled == 0;
		b.hanging += filled > 0 && hangs;
	}
	return b;
}

/* Do the lines between two rules make one row, a row each, or rows with empty lines between? */
static enum split band_split(const struct frame *f, const struct band *b, size_t bands, bool header) {
	if (f->partly || (f->header && bands > 2)) return SPLIT_NONE;
	if (header || b->lines == 1) return SPLIT_NONE;
	if (b->empty) return bands > 2 ? SPLIT_NONE : SPLIT_BLANKS;
	return bands > 2 && b->hanging ? SPLIT_NONE : SPLIT_LINES;
}

/* ---- making it */

struct filling {
	struct frame *f;
	size_t open[TABLE_COLUMNS_MAX]; /* the row that the column's cell belongs to */
	bool closed[TABLE_COLUMNS_MAX]; /* a rule has ended it */
	size_t row;
};

static void all_close(struct filling *w) {
	for (size_t k = 0; k < w->f->columns; k++) w->closed[k] = true;
}

static void line_fill(struct filling *w, size_t line, const struct strip *s) {
	size_t next;
	for (size_t k = 0; k < w->f->columns; k = next) {
		if (s->ruled[k]) {
			next = k + 1;
			continue;
		}
		span text = strip_text(w->f, s, k, &next);
		if (w->closed[k]) w->open[k] = w->row;
		w->closed[k] = false;
		cell_put(w->f->p, w->open[k], k, text);
	}
	row_goes_on(w->f->p, w->row, line);
}

/* A row ruled off in some columns only: the next line begins another row there. */
static bool partly_closed(struct filling *w, const struct strip *s) {
	bool any = false;
	for (size_t k = 0; k < w->f->columns; k++) {
		w->closed[k] = w->closed[k] || s->ruled[k];
		any = any || s->ruled[k];
	}
	return any;
}

static void band_fill(struct filling *w, const struct band *b, enum split split, bool header) {
	struct plan *p = w->f->p;
	struct strip s;
	bool begin = true;
	for (size_t i = b->first; i < b->last; i++) {
		strip_read(w->f, line_of(p, i), &s);
		size_t next, filled = 0;
		for (size_t k = 0; k < w->f->columns; k = next)
			filled += span_length(strip_text(w->f, &s, k, &next)) > 0;
		if (split == SPLIT_BLANKS && filled == 0) {
			begin = true;
			continue;
		}
		bool hangs = span_length(strip_text(w->f, &s, 0, &next)) == 0 && filled == 1;
		if (begin || (split == SPLIT_LINES && !hangs)) {
			w->row = grid_row(p, i, header);
			if (split != SPLIT_NONE) all_close(w);
			begin = false;
		}
		line_fill(w, i, &s);
		if (partly_closed(w, &s)) begin = true;
	}
}

/* A line of one text from edge to edge: the title of the rest. */
static bool is_title(const struct frame *f, const struct band *b) {
	struct strip s;
	size_t next;
	strip_read(f, line_of(f->p, b->first), &s);
	return b->lines == 1 && span_length(strip_text(f, &s, 0, &next)) > 0 && next == f->columns;
}

static size_t frame_make(struct frame *f) {
	struct plan *p = f->p;
	VEC(struct band) bands = {0};
	for (size_t i = f->first + 1; i < f->last; i++) {
		struct band b = band_read(f, i);
		if (b.lines) *vec_push(p->scratch, &bands) = b;
		i = b.last;
		if (b.double_below && !f->header && i + 1 < f->last) f->header = i;
	}
	if (bands.n == 0) return f->first;
	bool split_any = false;
	size_t top = !f->header && bands.n > 2 && is_title(f, &bands.v[0]), n = bands.n - top;
	for (size_t i = top + 1; i < bands.n; i++)
		split_any = split_any || band_split(f, &bands.v[i], n, false) != SPLIT_NONE;
	bool headed = !f->header && n > 1 && !f->partly && (n == 2 || split_any);
	grid_start(p, f->first, S("grid"), f->columns);
	struct filling w = {.f = f};
	for (size_t i = 0; i < bands.n; i++) {
		bool header = f->header ? bands.v[i].last <= f->header : headed && i == top;
		all_close(&w);
		band_fill(&w, &bands.v[i], band_split(f, &bands.v[i], n, header), header);
	}
	struct grid *g = &p->grids.v[p->grids.n - 1];
	if (g->row_last - g->row_first < 2) {
		grid_drop(p);
		return f->first;
	}
	size_t marker = f->header ? f->header : headed ? bands.v[top].last : 0;
	if (marker) g->marker = (span){line_of(p, marker)->body, line_of(p, marker)->stop};
	return grid_end(p, f->last, (unsigned)(f->straight * 1000 / f->inside));
}

/* Most lines must have bars where the columns meet; a drawing has them elsewhere. */
static bool frame_fits(struct frame *f) {
	struct strip s;
	for (size_t i = f->first; i < f->last; i++) {
		strip_read(f, line_of(f->p, i), &s);
		if (is_whole_rule(f, &s)) continue;
		bool straight = true;
		for (size_t k = 0; k <= f->columns; k++) {
			straight = straight && s.meets[k];
			f->met += s.meets[k];
		}
		f->partly = f->partly || has_rule(f, &s);
		f->inside++;
		f->straight += straight;
	}
	return f->inside > 0 && f->met * 3 > f->inside * (f->columns + 1) * 2;
}

size_t table_grid(struct plan *p, size_t first) {
	struct frame f = {.p = p, .first = first};
	if (first < p->no_grid_before || ink_first(p, line_of(p, first)) != INK_PLUS || !line_of(p, first)->points)
		return first;
	if (!frame_gather(&f) || !frame_fits(&f)) {
		p->no_grid_before = f.last;
		return first;
	}
	return frame_make(&f);
}

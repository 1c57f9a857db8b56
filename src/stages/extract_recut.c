/* The blocks that come of table templates: see extract_recut.h. Blocks that no template touched keep their ids; what is
 * left of a paragraph whose lines were taken becomes paragraphs of its own. */
#include "stages/extract_recut.h"

#include "base/utf8.h"

struct making {
	const struct recut *r;
	struct document *d;
	struct matcher *m;
	arena *scratch;
	const int *table_of; /* by line */
	int *moved;          /* where an old block went */
	slices rules;        /* beside d->blocks */
};

static struct block *put(struct making *k, enum block_kind kind, int parent, span at) {
	*vec_push(k->scratch, &k->rules) = ABSENT;
	return document_block(k->d, kind, parent, at);
}

/* Without blanks at its ends; where nothing is left, the empty place at its start. */
static span trimmed(slice text, span at) {
	slice s = slice_at(text, at), t = utf8_trim(s);
	if (t.n == 0) return (span){at.start, at.start};
	size_t start = at.start + (size_t)(t.p - s.p);
	return (span){start, start + t.n};
}

/* Rows keep the no-break spaces at their ends: these hold the places of cells. */
static span line_of(slice text, span at) {
	slice s = slice_at(text, at), t = slice_trim(s);
	size_t start = at.start + (t.n > 0 ? (size_t)(t.p - s.p) : 0);
	return (span){start, start + t.n};
}

/* ---- cells */

static void put_cell(struct making *k, int row, span at) {
	struct block *b = put(k, BLOCK_cell, row, at);
	if (span_length(at) > 0) *vec_push(k->d->arena, &b->parts) = at;
}

/* The cells of a line by the groups of the pattern that matches it; one that is not there stands empty behind the one
 * before it. */
static void put_cells(struct making *k, const struct recut_table *t, const struct regex *pattern, span line, int row) {
	const struct regex_group *groups;
	size_t behind = trimmed(k->d->text, line).start;
	bool fits = regex_search(k->m, pattern, slice_at(k->d->text, line), 0) == REGEX_MATCH;
	size_t n = fits ? regex_groups(pattern, &groups) : 0;
	for (size_t i = 0; i < t->form->cells; i++) {
		span found = i < n ? matcher_group(k->m, groups[i].number) : SPAN_NONE, at = {behind, behind};
		if (!span_is_none(found))
			at = trimmed(k->d->text, (span){line.start + found.start, line.start + found.end});
		put_cell(k, row, at);
		behind = at.end;
	}
}

static void put_first_cell(struct making *k, const struct recut_table *t, span line, int row) {
	span at = trimmed(k->d->text, line);
	put_cell(k, row, at);
	for (size_t i = 1; i < t->form->cells; i++) put_cell(k, row, (span){at.end, at.end});
}

/* The line goes on with the cell made last. */
static void go_on(struct making *k, span line, int row) {
	span at = trimmed(k->d->text, line);
	struct block *cell = &k->d->blocks.v[k->d->blocks.n - 1];
	if (span_length(cell->at) == 0) cell->at = at;
	*vec_push(k->d->arena, &cell->parts) = at;
	cell->at = span_hull(cell->at, at);
	k->d->blocks.v[row].at = span_hull(k->d->blocks.v[row].at, at);
}

/* ---- tables */

static void put_table(struct making *k, const struct recut_table *t) {
	slice text = k->d->text;
	int table = (int)k->d->blocks.n, row = table;
	span first = k->r->lines.v[t->first].at, last = k->r->lines.v[t->last - 1].at;
	struct block *b = put(k, BLOCK_table, BLOCK_NO_PARENT, line_of(text, (span){first.start, last.end}));
	*block_rest(k->d->arena, b) = (struct block_rest){.method = S("template"), .fit = t->fit};
	k->rules.v[table] = t->template->id;
	for (size_t i = t->first; i < t->last; i++) {
		span line = k->r->lines.v[i].at;
		enum recut_role role = t->roles[i - t->first];
		if (role == RECUT_SKIP) continue;
		if (role == RECUT_MORE) {
			go_on(k, line, row);
			continue;
		}
		row = (int)k->d->blocks.n;
		put(k, BLOCK_row, table, line_of(text, line))->header = role == RECUT_HEADER;
		if (role == RECUT_SECTION || role == RECUT_ODD)
			put_first_cell(k, t, line, row);
		else
			put_cells(k, t, role == RECUT_HEADER ? t->form->header : t->form->row, line, row);
		if (role == RECUT_ODD)
			document_finding(k->d, CODE_TABLE_LINE, trimmed(text, line),
			        S("a line fits no columns of the table around it; it was kept in the first"));
	}
}

/* ---- the old blocks */

enum { NO_TABLE = -1 };

/* For each line the table that takes it. */
static const int *tables_by_line(const struct recut *r, arena *a) {
	int *table_of = arena_alloc(a, (r->lines.n + 1) * sizeof *table_of);
	for (size_t i = 0; i < r->lines.n; i++) table_of[i] = NO_TABLE;
	for (size_t t = 0; t < r->tables.n; t++)
		for (size_t i = r->tables.v[t].first; i < r->tables.v[t].last; i++) table_of[i] = (int)t;
	return table_of;
}

/* Lines of a block that no template took. */
static void put_rest(struct making *k, const struct block *old, size_t first, size_t last) {
	if (first == last) return;
	span at = trimmed(k->d->text, (span){k->r->lines.v[first].at.start, k->r->lines.v[last - 1].at.end});
	struct block *b = put(k, old->kind, BLOCK_NO_PARENT, at);
	b->level = old->level;
	*vec_push(k->d->arena, &b->parts) = at;
}

/* The lines [first, last) of a block, some of them taken; a table stands where its first line stood. */
static void put_lines(struct making *k, const struct block *old, size_t first, size_t last) {
	size_t rest = first;
	for (size_t i = first; i < last; i++) {
		if (k->table_of[i] == NO_TABLE) continue;
		put_rest(k, old, rest, i);
		rest = i + 1;
		const struct recut_table *t = &k->r->tables.v[k->table_of[i]];
		if (t->first == i) put_table(k, t);
	}
	put_rest(k, old, rest, last);
}

static void put_old(struct making *k, const struct block *old) {
	struct block *b = put(k, old->kind, old->parent, old->at);
	*b = *old;
	if (old->parent != BLOCK_NO_PARENT) b->parent = k->moved[old->parent];
}

static void make_blocks(struct making *k, const struct block *old, size_t n) {
	size_t line = 0;
	for (size_t i = 0; i < n; i++) {
		size_t first = line;
		bool taken = false;
		for (; line < k->r->lines.n && k->r->lines.v[line].block == i; line++)
			taken = taken || k->table_of[line] != NO_TABLE;
		k->moved[i] = (int)k->d->blocks.n;
		if (taken)
			put_lines(k, &old[i], first, line);
		else
			put_old(k, &old[i]);
	}
}

static void set_title(struct document *d) {
	d->title = ABSENT;
	for (size_t i = 0; i < d->blocks.n && d->title.p == NULL; i++)
		if (d->blocks.v[i].kind == BLOCK_heading) d->title = block_text(d, &d->blocks.v[i]);
}

const slice *recut_apply(const struct recut *r, struct document *d, struct matcher *m, arena *scratch) {
	const struct block *old = d->blocks.v;
	size_t n = d->blocks.n;
	struct making k = {.r = r, .d = d, .m = m, .scratch = scratch};
	k.moved = arena_alloc(scratch, (n + 1) * sizeof *k.moved);
	d->blocks.v = NULL;
	d->blocks.n = d->blocks.cap = 0;
	k.table_of = tables_by_line(r, scratch);
	make_blocks(&k, old, n);
	document_sections(d);
	document_block_ids(d);
	set_title(d);
	clean_build(d);
	return k.rules.v;
}

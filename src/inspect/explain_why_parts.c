/* Inside explain --why-not: see explain_why_parts.h. Views are those of stages/extract.c, asked for one block at a time; tests
 * hold them to the same answer. */
#include "inspect/explain_why_parts.h"

#include "inspect/explain_parts.h"
#include "inspect/explain_reach.h"
#include "rules/pattern.h"
#include "stages/extract_leans.h"

/* ---- views */

struct view why_view(const struct document *d, size_t clean_block) {
	const struct clean_block *c = &d->clean.blocks.v[clean_block];
	return (struct view){&d->blocks.v[c->block], c->block, c->range, slice_at(d->clean.text, c->range)};
}

static int row_of(const struct document *d, size_t clean_block) {
	const struct block *b = &d->blocks.v[d->clean.blocks.v[clean_block].block];
	bool in_row = b->kind == BLOCK_cell && b->parent != BLOCK_NO_PARENT && d->blocks.v[b->parent].kind == BLOCK_row;
	return in_row ? b->parent : BLOCK_NO_PARENT;
}

bool why_row(const struct document *d, size_t clean_block, size_t *last, struct view *v) {
	int row = row_of(d, clean_block);
	if (row == BLOCK_NO_PARENT || (clean_block > 0 && row_of(d, clean_block - 1) == row)) return false;
	*last = clean_block;
	while (*last + 1 < d->clean.blocks.n && row_of(d, *last + 1) == row) ++*last;
	span all = {d->clean.blocks.v[clean_block].range.start, d->clean.blocks.v[*last].range.end};
	*v = (struct view){&d->blocks.v[row], row, all, slice_at(d->clean.text, all)};
	return true;
}

/* ---- leans */

spans why_lean(const struct document *d, enum rule_lean lean, int block, arena *a) {
	spans out = {0};
	if (lean == LEAN_ELSEWHERE) {
		for (size_t i = 0; i < d->clean.blocks.n; i++) *vec_push(a, &out) = d->clean.blocks.v[i].range;
		return out;
	}
	span at = leans_place(&(struct leans){.d = d, .scratch = a}, lean, block);
	if (!span_is_none(at)) *vec_push(a, &out) = at;
	return out;
}

/* ---- rules for cells */

const struct cell_rule *why_cell_rule(const struct pack *p, slice id) {
	for (size_t i = 0; i < p->cells.n; i++)
		if (slice_equal(p->cells.v[i]->rule.id, id)) return p->cells.v[i];
	return NULL;
}

static bool reads_all(const struct why *w, const struct cell_rule *r, slice text) {
	struct matcher *m = w->e->matcher;
	return regex_search(m, r->rule.match, text, 0) == REGEX_MATCH &&
	       (r->header || span_length(matcher_group(m, 0)) == text.n);
}

static void tell_cell(const struct why *w, const struct cell_rule *r, const struct view *v) {
	const struct explain *e = w->e;
	page_row(e, S("cell"), page_quote(e, v->text));
	if (!reads_all(w, r, v->text)) {
		span part = matcher_group(e->matcher, 0);
		if (!span_is_none(part)) {
			page_row(e, S("match"),
			        say(e->a, S("takes only "), page_quote(e, slice_at(v->text, part)),
			                S("; it must take all of the cell")));
			return;
		}
		struct regex_reach reach = regex_furthest(e->matcher, r->rule.match, v->text);
		reach_tell(e, w->d, v->clean, r->rule.match, r->rule.written, &reach);
		return;
	}
	for (size_t i = 0; i < e->pack->cells.n && e->pack->cells.v[i] != r; i++) {
		const struct cell_rule *other = e->pack->cells.v[i];
		if (other->header != r->header || !reads_all(w, other, v->text)) continue;
		page_row(e, S("asked"), say(e->a, S("first: "), other->rule.id, S(", which matches too")));
		return;
	}
	page_row(e, S("match"),
	        r->column == CELL_ANYWHERE ? S("takes all of the cell")
	                                   : S("takes all of the cell; `column` says in which columns that counts"));
}

void why_tell_cells(const struct why *w, const struct cell_rule *r) {
	size_t told = 0;
	for (size_t i = 0; i < w->d->clean.blocks.n; i++) {
		struct view v = why_view(w->d, i);
		if (v.block->kind != BLOCK_cell || !why_on_line(w->line, v.block->at)) continue;
		tell_cell(w, r, &v);
		told++;
	}
	if (told == 0) page_row(w->e, S("nothing"), S("no cell of a table stands on this line"));
}

/* ---- table templates */

const struct table_template *why_template(const struct pack *p, slice id) {
	for (size_t i = 0; i < p->templates.n; i++)
		if (slice_equal(p->templates.v[i]->id, id)) return p->templates.v[i];
	return NULL;
}

static bool in_table(const struct why *w) {
	for (size_t i = 0; i < w->d->records.n; i++) {
		const struct record *r = &w->d->records.v[i];
		if (r->kind != &tables[TABLE_tables] || !why_on_line(w->line, r->at)) continue;
		page_row(w->e, S("table"), say(w->e->a, S("the line is in a table already, by "), r->rule));
		return true;
	}
	return false;
}

/* The number of the cell, from 1, in whose pattern the item stands. */
static size_t cell_of(const struct regex *r, span item) {
	struct pattern_reader reader = {.text = regex_pattern(r), .extended = true};
	struct pattern_token t;
	size_t n = 0;
	while (pattern_next(&reader, &t) && t.at.start <= item.start) n += t.kind == PATTERN_OPEN && t.defines;
	return n > 0 ? n : 1;
}

/* The line as a row of each of its forms, the one that came furthest. */
void why_tell_lines(const struct why *w, const struct table_template *t) {
	const struct explain *e = w->e;
	slice text = slice_at(w->d->text, w->line);
	struct regex_reach best = {0};
	const struct template_form *of = NULL;
	if (in_table(w)) return;
	for (size_t i = 0; i < t->forms.n; i++) {
		const struct template_form *f = &t->forms.v[i];
		if (regex_search(e->matcher, f->row, text, 0) == REGEX_MATCH &&
		        span_length(matcher_group(e->matcher, 0)) == text.n) {
			page_row(e, S("row"),
			        S("the line is a row; too few such lines stand together, or there is no header where "
			          "one must be"));
			return;
		}
		struct regex_reach reach = regex_furthest(e->matcher, f->row, text);
		if (of != NULL && reach.end <= best.end) continue;
		best = reach;
		of = f;
	}
	if (of == NULL || !best.known) return;
	page_row(e, S("row"),
	        say(e->a, S("the line is none: as far as here it is, and then cell "),
	                page_number(e, cell_of(of->row, best.item)), S(" does not go on")));
	diag_excerpt(e->out, w->d->text, (span){w->line.start + best.end, w->line.start + best.end});
}

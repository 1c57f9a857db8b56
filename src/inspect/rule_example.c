/* Examples as documents: see rule_example.h. */
#include "inspect/rule_example.h"

static enum block_kind block_kind_of(const struct rule *r) {
	if (r->in & 1u << BLOCK_paragraph) return BLOCK_paragraph;
	for (unsigned k = 0; k < BLOCK_COUNT; k++)
		if (r->in & 1u << k) return (enum block_kind)k;
	return BLOCK_paragraph;
}

static slice line_of(arena *a, slice text) { return text.n > 0 ? say(a, text, S("\n\n")) : S(""); }

/* A block of the text that starts at *at, which moves behind it and the blank line that follows. */
static void add_block(struct document *d, enum block_kind kind, int parent, size_t *at, slice text) {
	if (text.n == 0) return;
	span all = {*at, *at + text.n};
	struct block *b = document_block(d, kind, parent, all);
	b->level = kind == BLOCK_heading || kind == BLOCK_item;
	*vec_push(d->arena, &b->parts) = all;
	*at += text.n + 2;
}

/* A row whose cells the text separates by " | ". */
static void add_row(struct document *d, int table, bool header, size_t *at, slice text) {
	if (text.n == 0) return;
	int row = (int)d->blocks.n;
	document_block(d, BLOCK_row, table, (span){*at, *at + text.n})->header = header;
	size_t start = *at;
	for (struct cut c = slice_cut(text, S(" | "));; c = slice_cut(c.tail, S(" | "))) {
		span all = {start, start + c.head.n};
		struct block *cell = document_block(d, BLOCK_cell, row, all);
		*vec_push(d->arena, &cell->parts) = all;
		start += c.head.n + 3;
		if (!c.ok) break;
	}
	*at += text.n + 2;
}

static void add_table(struct document *d, const struct example *e, size_t *at) {
	int table = (int)d->blocks.n;
	document_block(d, BLOCK_table, BLOCK_NO_PARENT, (span){*at, d->text.n});
	add_row(d, table, true, at, e->columns);
	add_row(d, table, false, at, e->text);
}

struct document *example_document(const struct rule *r, const struct example *e, arena *a) {
	slice before =
	        say(a, line_of(a, e->elsewhere), line_of(a, e->under), line_of(a, e->intro), line_of(a, e->columns));
	slice behind = e->next.n > 0 ? say(a, S("\n\n"), e->next) : S("");
	struct document *d = stage_read(a, S("example"), say(a, before, e->text, behind));
	if (d->status != DOCUMENT_OK) return d;
	d->published = e->published;
	size_t at = 0;
	add_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, &at, e->elsewhere);
	add_block(d, BLOCK_heading, BLOCK_NO_PARENT, &at, e->under);
	add_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, &at, e->intro);
	enum block_kind kind = block_kind_of(r);
	int parent = BLOCK_NO_PARENT;
	if (kind == BLOCK_item) {
		parent = (int)d->blocks.n;
		document_block(d, BLOCK_list, BLOCK_NO_PARENT, (span){at, d->text.n})->level = 1;
	}
	if (kind == BLOCK_row || (kind == BLOCK_cell && e->columns.n > 0))
		add_table(d, e, &at);
	else
		add_block(d, kind, parent, &at, e->text);
	add_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, &at, e->next);
	document_sections(d);
	document_block_ids(d);
	clean_build(d);
	return d;
}

size_t example_start(const struct document *d, const struct example *e) {
	size_t behind = e->next.n > 0 ? e->next.n + 2 : 0;
	return d->text.n - behind - e->text.n;
}

given_list example_run(struct rule_context *c, const struct rule *r, const struct example *e, arena *a) {
	given_list out = {0};
	struct document *d = example_document(r, e, a);
	if (d->status != DOCUMENT_OK) return out;
	stage_extract(d, c);
	stage_normalise(d, c);
	stage_resolve(d, c);
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *one = &d->records.v[i];
		if (one->kind == r->emits && slice_equal(one->rule, r->id) && one->at.start >= example_start(d, e))
			*vec_push(a, &out) = (struct given){d, one, one->at};
	}
	for (size_t i = 0; r->emits == NULL && i < d->waivers.n; i++)
		if (slice_equal(d->waivers.v[i].rule, r->id))
			*vec_push(a, &out) = (struct given){d, NULL, d->waivers.v[i].at};
	return out;
}

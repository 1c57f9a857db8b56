/* Running the examples of rules for cells and of table templates: see table_tests.h. */
#include "inspect/table_tests.h"

/* ---- cells */

static void add_row(struct document *d, span at, bool header) {
	int row = (int)d->blocks.n;
	document_block(d, BLOCK_row, 0, at)->header = header;
	struct block *cell = document_block(d, BLOCK_cell, row, at);
	*vec_push(d->arena, &cell->parts) = at;
}

struct document *cell_example(const struct cell_rule *rule, const struct example *e, struct rule_context *c, arena *a) {
	slice others = rule->column == CELL_AMONG_VALUES ? S("\n1\n2") : S("");
	struct document *d = stage_read(a, S("example"), say(a, e->header, S("\n"), e->text, others));
	c->asked_cell_read = false;
	if (d->status != DOCUMENT_OK) return d;
	size_t header = e->header.n, text = header + 1 + e->text.n;
	document_block(d, BLOCK_table, BLOCK_NO_PARENT, (span){0, d->text.n});
	add_row(d, (span){0, header}, true);
	add_row(d, (span){header + 1, text}, false);
	for (size_t at = text; at < d->text.n; at += 2) add_row(d, (span){at + 1, at + 2}, false);
	document_block_ids(d);
	clean_build(d);
	stage_extract(d, c);
	stage_normalise(d, c);
	return d;
}

bool is_example_cell(const struct record *r) {
	return r->kind == &tables[TABLE_table_cells] && slice_equal(record_get(r, COLUMN_table_cells_row), S("1"));
}

/* ---- templates */

typedef VEC(slices) grid;

/* The cells of the first table, row by row, the header first. */
static grid grid_of(struct document *d, arena *a) {
	grid rows = {0};
	bool begun = false;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->kind == BLOCK_table && begun) break;
		begun = begun || b->kind == BLOCK_table;
		if (b->kind == BLOCK_row) (void)vec_push(a, &rows);
		if (b->kind == BLOCK_cell) *vec_push(a, &rows.v[rows.n - 1]) = block_text(d, b);
	}
	return rows;
}

static bool equal(const grid *got, const struct template_example *e) {
	if (got->n != e->gives.n) return false;
	for (size_t i = 0; i < got->n; i++) {
		if (got->v[i].n != e->gives.v[i].n) return false;
		for (size_t k = 0; k < got->v[i].n; k++)
			if (!slice_equal(got->v[i].v[k], e->gives.v[i].v[k])) return false;
	}
	return true;
}

static slice show(arena *a, const slices *rows, size_t n) {
	slice all = S("[");
	for (size_t i = 0; i < n; i++) {
		all = say(a, all, i > 0 ? S(", [") : S("["));
		for (size_t k = 0; k < rows[i].n; k++)
			all = say(a, all, k > 0 ? S(", '") : S("'"), rows[i].v[k], S("'"));
		all = say(a, all, S("]"));
	}
	return say(a, all, S("]"));
}

static void report(
        struct diags *diags, const struct table_template *t, const struct template_example *e, const grid *got) {
	arena *a = diags->arena;
	slice message = say(a, S("example of "), t->id, S(": expected "), show(a, e->gives.v, e->gives.n), S(" got "),
	        show(a, got->v, got->n));
	diag_add(diags, (struct diag){.code = CODE_EXAMPLE,
	                        .file = e->origin.file,
	                        .source = e->origin.source,
	                        .at = e->origin.at,
	                        .message = message,
	                        .also_at = SPAN_NONE});
}

size_t template_tests_run(const struct table_template *t, struct rule_context *c, struct diags *diags) {
	size_t failed = 0;
	arena a = {0};
	for (size_t i = 0; i < t->examples.n; i++) {
		struct document *d = stage_read(&a, S("example"), t->examples.v[i].text);
		stage_segment(d);
		stage_extract(d, c);
		grid got = grid_of(d, &a);
		if (!equal(&got, &t->examples.v[i])) {
			failed++;
			report(diags, t, &t->examples.v[i], &got);
		}
		arena_reset(&a);
	}
	arena_free(&a);
	return failed;
}

/* Rule tests: see rule_tests.h. */
#include "inspect/rule_tests.h"

#include "stages/stages.h"

/* What an example gave, as far as it is compared: a record of the rule, or a waiver of an ignore rule. */
struct given {
	const struct document *document;
	const struct record *record; /* NULL: a waiver */
	span at;
};
typedef VEC(struct given) given_list;

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

static struct document *document_of(const struct rule *r, const struct example *e, arena *a) {
	slice before = say(a, line_of(a, e->elsewhere), line_of(a, e->under), line_of(a, e->intro));
	struct document *d = stage_read(a, S("example"), say(a, before, e->text));
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
	add_block(d, kind, parent, &at, e->text);
	document_sections(d);
	document_block_ids(d);
	clean_build(d);
	return d;
}

static given_list run(struct rule_context *c, const struct example *e, arena *a) {
	given_list out = {0};
	struct document *d = document_of(c->only, e, a);
	if (d->status != DOCUMENT_OK) return out;
	stage_extract(d, c);
	stage_normalise(d, c);
	stage_resolve(d, c);
	size_t start = d->text.n - e->text.n;
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == c->only->emits && d->records.v[i].at.start >= start)
			*vec_push(a, &out) = (struct given){d, &d->records.v[i], d->records.v[i].at};
	if (c->only->emits) return out;
	for (size_t i = 0; i < d->waivers.n; i++) *vec_push(a, &out) = (struct given){d, NULL, d->waivers.v[i].at};
	return out;
}

/* ---- comparing */

static slice member_of(const struct given *g, slice name) {
	if (slice_equal(name, S("quote"))) return slice_at(g->document->text, g->at);
	if (!g->record) return ABSENT;
	if (slice_equal(name, S("is"))) return g->record->kind->is;
	if (slice_equal(name, S("rule"))) return g->record->rule;
	size_t column = column_find(g->record->kind, name);
	return column == SIZE_MAX ? ABSENT : record_get(g->record, column);
}

static bool equal(const given_list *got, const struct example *e) {
	if (got->n != e->gives.n) return false;
	for (size_t i = 0; i < got->n; i++) {
		const struct example_record *want = &e->gives.v[i];
		for (size_t m = 0; m < want->members.n; m++)
			if (!slice_equal(member_of(&got->v[i], want->members.v[m].name), want->members.v[m].value))
				return false;
	}
	return true;
}

/* ---- saying */

static slice show_member(arena *a, slice so_far, slice name, slice value) {
	return say(a, so_far, so_far.n > 0 ? S(", ") : S("{"), name, S(": '"), value, S("'"));
}

static slice show_list(arena *a, slice so_far, slice one) {
	return say(a, so_far, so_far.n > 0 ? S(", ") : S("["), one);
}

static slice show_expected(arena *a, const struct example *e) {
	slice all = S("");
	for (size_t i = 0; i < e->gives.n; i++) {
		slice one = S("");
		const struct example_record *want = &e->gives.v[i];
		for (size_t m = 0; m < want->members.n; m++)
			one = show_member(a, one, want->members.v[m].name, want->members.v[m].value);
		all = show_list(a, all, say(a, one, S("}")));
	}
	return all.n > 0 ? say(a, all, S("]")) : S("[]");
}

static slice show_given(arena *a, const struct given *g) {
	slice one = show_member(a, S(""), S("quote"), slice_at(g->document->text, g->at));
	for (size_t i = 0; g->record && i < g->record->kind->count; i++) {
		slice value = record_get(g->record, i);
		if (value.n > 0) one = show_member(a, one, g->record->kind->columns[i].name, value);
	}
	return say(a, one, S("}"));
}

static slice show_got(arena *a, const given_list *got) {
	slice all = S("");
	for (size_t i = 0; i < got->n; i++) all = show_list(a, all, show_given(a, &got->v[i]));
	return all.n > 0 ? say(a, all, S("]")) : S("[]");
}

static void report(struct diags *diags, const struct rule *r, const struct example *e, const given_list *got) {
	arena *a = diags->arena;
	slice message =
	        say(a, S("example of "), r->id, S(": expected "), show_expected(a, e), S(" got "), show_got(a, got));
	diag_add(diags, (struct diag){.code = CODE_EXAMPLE,
	                        .file = e->origin.file,
	                        .source = e->origin.source,
	                        .at = e->origin.at,
	                        .message = message,
	                        .also_at = SPAN_NONE});
}

/* ---- all of them */

struct rule_tests rule_tests_run(const struct pack *pack, struct diags *diags) {
	struct rule_tests sum = {0};
	struct matcher *m = matcher_new();
	arena a = {0}, index = {0};
	const struct link_index *links = link_index_build(pack, &index);
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rule *r = pack->rules.v[i];
		struct rule_context c = {.pack = pack, .links = links, .matcher = m, .only = r};
		for (size_t k = 0; k < r->examples.n; k++) {
			given_list got = run(&c, &r->examples.v[k], &a);
			bool fine = equal(&got, &r->examples.v[k]);
			sum.passed += fine;
			sum.failed += !fine;
			if (!fine) report(diags, r, &r->examples.v[k], &got);
		}
		arena_free(&c.scratch);
		arena_reset(&a);
	}
	arena_free(&a);
	arena_free(&index);
	matcher_free(m);
	return sum;
}

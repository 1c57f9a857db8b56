/* Rule tests: see rule_tests.h. Shadows are in rule_shadows.c, how far a match came in rule_reach.c. */
#include "inspect/rule_tests.h"

#include "inspect/rule_example.h"
#include "inspect/rule_reach.h"
#include "inspect/table_tests.h"

/* ---- what came, of a rule or a fragment, as members */

/* One thing that came: its place and the text it stands in, and members by name. */
struct got {
	slice text;  /* of the document */
	size_t from; /* where the example's text starts in it */
	span at;
	VEC(struct example_member) members; /* quote first */
	VEC(span) places;                   /* of each member, or SPAN_NONE */
};
typedef VEC(struct got) got_list;

static void add_member(arena *a, struct got *g, slice name, slice value, span at) {
	*vec_push(a, &g->members) = (struct example_member){name, value};
	*vec_push(a, &g->places) = at;
}

static const struct example_member *find_member(const struct got *g, slice name, span *at) {
	for (size_t i = 0; i < g->members.n; i++) {
		if (!slice_equal(g->members.v[i].name, name)) continue;
		*at = g->places.v[i];
		return &g->members.v[i];
	}
	return NULL;
}

static struct got got_record(const struct given *given, const struct example *e, arena *a) {
	const struct document *d = given->document;
	struct got g = {.text = d->text, .from = example_start(d, e), .at = given->at};
	add_member(a, &g, S("quote"), slice_at(d->text, given->at), given->at);
	if (given->record == NULL) return g;
	const struct table *kind = given->record->kind;
	for (size_t i = 0; i < kind->count; i++)
		add_member(a, &g, kind->columns[i].name, record_get(given->record, i), given->record->fields[i].at);
	add_member(a, &g, S("is"), kind->is, SPAN_NONE);
	return g;
}

static got_list run_rule(struct rule_context *c, const struct example *e, arena *a) {
	got_list out = {0};
	given_list given = example_run(c, c->only, e, a);
	for (size_t i = 0; i < given.n; i++) *vec_push(a, &out) = got_record(&given.v[i], e, a);
	return out;
}

static got_list run_fragment(struct matcher *m, const struct fragment_test *f, const struct example *e, arena *a) {
	got_list out = {0};
	const struct regex_group *groups;
	size_t n = regex_groups(f->match, &groups);
	for (size_t from = 0; regex_search(m, f->match, e->text, from) == REGEX_MATCH;
	        from = matcher_next(m, e->text)) {
		struct got g = {.text = e->text, .at = matcher_group(m, 0)};
		if (span_length(g.at) == 0) continue;
		add_member(a, &g, S("quote"), slice_at(e->text, g.at), g.at);
		for (size_t i = 0; i < n; i++) {
			span at = matcher_group(m, groups[i].number);
			if (!span_is_none(at)) add_member(a, &g, groups[i].name, slice_at(e->text, at), at);
		}
		*vec_push(a, &out) = g;
	}
	return out;
}

/* ---- comparing */

static bool equal_members(const struct got *got, const struct example_record *want) {
	span at;
	for (size_t i = 0; i < want->members.n; i++) {
		const struct example_member *m = find_member(got, want->members.v[i].name, &at);
		if (!slice_equal(m == NULL ? ABSENT : m->value, want->members.v[i].value)) return false;
	}
	return true;
}

static bool equal_places(const struct got *got, const struct example_record *want, const struct example *e) {
	for (size_t i = 0; i < want->at.n; i++) {
		span at = SPAN_NONE;
		(void)find_member(got, want->at.v[i].name, &at);
		if (!slice_equal(slice_at(got->text, at), want->at.v[i].value)) return false;
	}
	if (want->nth == 0) return true;
	slice quote = slice_at(got->text, got->at);
	return example_nth(e->text, quote, want->nth) == got->at.start - got->from;
}

static bool equal(const got_list *got, const struct example *e) {
	if (got->n != e->gives.n) return false;
	for (size_t i = 0; i < got->n; i++)
		if (!equal_members(&got->v[i], &e->gives.v[i]) || !equal_places(&got->v[i], &e->gives.v[i], e))
			return false;
	return true;
}

/* ---- saying: expected and got side by side, a member a line, ! where they differ */

static slice quoted(arena *a, slice s) { return s.n == 0 ? S("nothing") : say(a, S("'"), s, S("'")); }

static slice side_by_side(arena *a, slice so_far, slice number, slice name, slice want, slice got, bool same) {
	return say(a, so_far, same ? S("      ") : S("    ! "), number, S(". "), name, S(": expected "), want,
	        S(", got "), got, S("\n"));
}

static slice show_member(arena *a, slice all, slice number, const struct example_member *want, const struct got *got) {
	span at;
	const struct example_member *m = got == NULL ? NULL : find_member(got, want->name, &at);
	slice value = m == NULL ? ABSENT : m->value;
	return side_by_side(
	        a, all, number, want->name, quoted(a, want->value), quoted(a, value), slice_equal(value, want->value));
}

static slice show_place(arena *a, slice all, slice number, const struct example_member *want, const struct got *got) {
	span at = SPAN_NONE;
	if (got != NULL) (void)find_member(got, want->name, &at);
	slice read = got == NULL ? ABSENT : slice_at(got->text, at);
	return side_by_side(a, all, number, say(a, want->name, S(" at")), quoted(a, want->value), quoted(a, read),
	        slice_equal(read, want->value));
}

/* The how-maniest of its bytes a thing is in the example's text; 0: none. */
static size_t nth_of(const struct got *got, const struct example *e) {
	slice quote = slice_at(got->text, got->at);
	for (size_t n = 1;; n++) {
		size_t at = example_nth(e->text, quote, n);
		if (at == SIZE_MAX || at == got->at.start - got->from) return at == SIZE_MAX ? 0 : n;
	}
}

static slice show_nth(arena *a, slice all, slice number, size_t want, const struct got *got, const struct example *e) {
	size_t nth = got == NULL ? 0 : nth_of(got, e);
	return side_by_side(a, all, number, S("nth"), slice_of_u64(a, want), slice_of_u64(a, nth), nth == want);
}

/* What nobody expected: all that it is. */
static slice show_extra(arena *a, slice all, slice number, const struct got *got) {
	for (size_t i = 0; i < got->members.n; i++)
		if (got->members.v[i].value.n > 0)
			all = side_by_side(a, all, number, got->members.v[i].name, S("nothing"),
			        quoted(a, got->members.v[i].value), false);
	return all;
}

static slice show(arena *a, const struct example *e, const got_list *got) {
	slice all = S("");
	for (size_t i = 0; i < e->gives.n || i < got->n; i++) {
		slice number = slice_of_u64(a, i + 1);
		const struct got *g = i < got->n ? &got->v[i] : NULL;
		if (i >= e->gives.n) {
			all = show_extra(a, all, number, g);
			continue;
		}
		const struct example_record *want = &e->gives.v[i];
		for (size_t m = 0; m < want->members.n; m++) all = show_member(a, all, number, &want->members.v[m], g);
		for (size_t m = 0; m < want->at.n; m++) all = show_place(a, all, number, &want->at.v[m], g);
		if (want->nth > 0) all = show_nth(a, all, number, want->nth, g, e);
	}
	return all;
}

/* ---- all of them */

struct run {
	struct diags *diags;
	slices *details;
	struct rule_tests sum;
};

static slice count_of(arena *a, size_t n) { return say(a, slice_of_u64(a, n), n == 1 ? S(" record") : S(" records")); }

/* The diag of a failing example; the caller adds second place and hint. */
static struct diag *fail(struct run *run, slice name, const struct example *e, const got_list *got) {
	arena *a = run->diags->arena;
	bool same = equal(got, e);
	slice what = say(a, S("expected "), count_of(a, e->gives.n), S(", got "), count_of(a, got->n));
	if (got->n == e->gives.n) what = S("a record is not as expected");
	if (same) what = S("it holds now: take its todo away");
	slice message = say(a, S("example of "), name, S(": "), what);
	diag_add(run->diags, (struct diag){.code = CODE_EXAMPLE,
	                             .file = e->origin.file,
	                             .source = e->origin.source,
	                             .at = e->origin.at,
	                             .message = message,
	                             .also_at = SPAN_NONE});
	*vec_push(a, run->details) = same ? S("") : show(a, e, got);
	return &run->diags->list.v[run->diags->list.n - 1];
}

/* Counts an example; the diag where it failed. */
static struct diag *settle(struct run *run, slice name, const struct example *e, const got_list *got) {
	bool holds = equal(got, e), todo = e->todo.p != NULL;
	run->sum.todo += todo && !holds;
	run->sum.passed += holds != todo;
	run->sum.failed += holds == todo;
	return holds == todo ? fail(run, name, e, got) : NULL;
}

static void run_rule_examples(struct rule_context *c, const struct rule *r, struct run *run, arena *a) {
	for (size_t k = 0; k < r->examples.n; k++) {
		const struct example *e = &r->examples.v[k];
		got_list got = run_rule(c, e, a);
		struct diag *d = settle(run, r->id, e, &got);
		if (d != NULL) rule_reach_tell(c->matcher, r, e, got.n < e->gives.n, d, run->diags->arena);
		arena_reset(a);
	}
}

/* The cell of the example, where the rule had its say in it. */
static void run_cell_examples(struct rule_context *c, const struct cell_rule *cell, struct run *run, arena *a) {
	for (size_t k = 0; k < cell->rule.examples.n; k++) {
		const struct example *e = &cell->rule.examples.v[k];
		got_list got = {0};
		struct document *d = cell_example(cell, e, c, a);
		for (size_t i = 0; i < d->records.n && c->asked_cell_read; i++) {
			struct given given = {d, &d->records.v[i], d->records.v[i].at};
			if (is_example_cell(given.record)) *vec_push(a, &got) = got_record(&given, e, a);
		}
		(void)settle(run, cell->rule.id, e, &got);
		arena_reset(a);
	}
}

static void run_template_examples(struct rule_context *c, const struct table_template *t, struct run *run) {
	size_t failed = template_tests_run(t, c, run->diags);
	run->sum.failed += failed;
	run->sum.passed += t->examples.n - failed;
	for (size_t i = 0; i < failed; i++) *vec_push(run->diags->arena, run->details) = S("");
}

static void run_rules(const struct pack *pack, struct run *run) {
	arena a = {0}, index = {0};
	struct rule_context c = {.pack = pack, .links = link_index_build(pack, &index), .matcher = matcher_new()};
	for (size_t i = 0; i < pack->rules.n; i++) {
		c.only = pack->rules.v[i];
		run_rule_examples(&c, c.only, run, &a);
	}
	c.only = NULL;
	for (size_t i = 0; i < pack->cells.n; i++) {
		c.asked_cell = pack->cells.v[i];
		run_cell_examples(&c, c.asked_cell, run, &a);
	}
	c.asked_cell = NULL;
	for (size_t i = 0; i < pack->templates.n; i++) {
		c.only_table = pack->templates.v[i];
		run_template_examples(&c, c.only_table, run);
	}
	matcher_free(c.matcher);
	arena_free(&c.scratch);
	arena_free(&a);
	arena_free(&index);
}

static void run_fragments(const struct pack *pack, struct run *run) {
	struct matcher *m = matcher_new();
	arena a = {0};
	for (size_t i = 0; i < pack->fragment_tests.n; i++) {
		const struct fragment_test *f = &pack->fragment_tests.v[i];
		for (size_t k = 0; k < f->examples.n; k++) {
			got_list got = run_fragment(m, f, &f->examples.v[k], &a);
			(void)settle(run, say(run->diags->arena, S("the fragment "), f->name), &f->examples.v[k], &got);
		}
		arena_reset(&a);
	}
	arena_free(&a);
	matcher_free(m);
}

struct rule_tests rule_tests_run(const struct pack *pack, struct diags *diags, slices *details) {
	struct run run = {.diags = diags, .details = details};
	run_fragments(pack, &run);
	run_rules(pack, &run);
	return run.sum;
}

/* ---- rules without examples */

size_t rule_tests_missing(const struct pack *pack, struct diags *diags) {
	size_t missing = 0;
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rule *r = pack->rules.v[i];
		bool hit = false, miss = false;
		for (size_t k = 0; k < r->examples.n; k++) {
			hit = hit || r->examples.v[k].gives.n > 0;
			miss = miss || r->examples.v[k].gives.n == 0;
		}
		if (hit && miss) continue;
		missing++;
		diag_add(diags, (struct diag){.code = CODE_EXAMPLE_MISSING,
		                        .file = r->origin.file,
		                        .source = r->origin.source,
		                        .at = {r->origin.at.start, r->origin.at.start},
		                        .message = say(diags->arena, r->id,
		                                hit    ? S(" has no example that gives nothing")
		                                : miss ? S(" has no example that gives something")
		                                       : S(" has no examples")),
		                        .also_at = SPAN_NONE});
	}
	return missing;
}

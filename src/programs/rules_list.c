/* garner rules list: the rules of a pack, a line each, with what they did over documents where some are named; and garner
 * rules new: a rule to begin with. Times are for people: nothing that is written into a dataset depends on them. */
#include "programs/rules_verb.h"

#include "inspect/rule_new.h"
#include "programs/inputs.h"
#include "programs/rules.h"
#include "rules/fingerprint.h"

#include <time.h>

/* ---- list */

static const struct opt list_options[] = {RULES_OPTION,
        {0, "patterns", NULL, "add each rule's pattern with its fragments put in", false},
        {0, "time", NULL, "run each rule alone over the documents named: its records, its milliseconds", false},
        INPUT_OPTIONS, COMMON_OPTIONS};
static const struct verb list_verb = {"rules list", "-r PACK [--time PATH…]",
        "Prints the rules of a pack and of those it uses, a line each, tabs between: id, kind, scope, examples that\n"
        "give something and that do not, where it is written, fingerprint.",
        "garner rules list -r rules/nhs | grep figure", list_options, COUNT_OF(list_options)};

struct cost {
	size_t records;
	clock_t ticks;
};

static slice scope_text(arena *a, const struct rule *r) {
	slices parts = {0};
	for (unsigned i = 0; i < BLOCK_COUNT; i++) {
		if ((r->in & 1u << i) == 0) continue;
		if (parts.n > 0) *vec_push(a, &parts) = S(",");
		*vec_push(a, &parts) = block_kind_text((enum block_kind)i);
	}
	return slice_concat(a, parts.v, parts.n);
}

static slice examples_text(arena *a, const struct rule *r) {
	size_t hits = 0;
	for (size_t i = 0; i < r->examples.n; i++) hits += r->examples.v[i].gives.n > 0;
	return say(a, slice_of_u64(a, hits), S("+"), slice_of_u64(a, r->examples.n - hits));
}

/* Patterns have line ends and tabs. */
static void put_cell(struct buf *out, slice s) {
	for (size_t i = 0; i < s.n; i++)
		buf_byte(out, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void put_header(struct program *p, struct buf *out) {
	buf_put(out, S("id\tkind\tscope\texamples\tplace\tfingerprint"));
	if (program_given(p, "time")) buf_put(out, S("\trecords\tmilliseconds"));
	if (program_given(p, "patterns")) buf_put(out, S("\tpattern"));
	buf_byte(out, '\n');
}

static void put_rule(struct program *p, const struct rule *r, const struct cost *cost, struct buf *out) {
	arena *a = &p->arena;
	slice line = slice_of_u64(a, place_of(r->origin.source, r->origin.at.start).line);
	const slice cells[] = {r->id, r->emits == NULL ? S("ignore") : r->emits->is, scope_text(a, r),
	        examples_text(a, r), say(a, r->origin.file, S(":"), line), slice_sub(rule_fingerprint(a, r), 0, 12)};
	for (size_t i = 0; i < COUNT_OF(cells); i++) {
		if (i > 0) buf_byte(out, '\t');
		put_cell(out, cells[i]);
	}
	if (cost != NULL) {
		buf_byte(out, '\t');
		buf_u64(out, cost->records);
		buf_byte(out, '\t');
		buf_u64(out, (uint64_t)cost->ticks * 1000 / CLOCKS_PER_SEC);
	}
	if (program_given(p, "patterns")) {
		buf_byte(out, '\t');
		put_cell(out, regex_pattern(r->match));
	}
	buf_byte(out, '\n');
}

/* One rule over one document; extract is what rules cost. */
static void time_rule(struct rule_context *c, const struct input *i, struct cost *cost, arena *a) {
	struct document *d = input_read(i, a);
	if (d->status != DOCUMENT_OK) return;
	stage_segment(d);
	clock_t start = clock();
	stage_extract(d, c);
	cost->ticks += clock() - start;
	for (size_t k = 0; k < d->records.n; k++) cost->records += slice_equal(d->records.v[k].rule, c->only->id);
	if (c->only->emits == NULL) cost->records += d->waivers.n;
}

static bool time_all(struct program *p, const struct rules *rules, struct cost *costs) {
	struct inputs inputs;
	struct rule_context c;
	struct input next;
	if (!inputs_open(&inputs, p, 0, ABSENT)) return false;
	rules_context(&c, rules);
	for (;;) {
		arena a = {0};
		bool more = inputs_next(&inputs, &a, &next);
		for (size_t i = 0; more && i < rules->pack->rules.n; i++) {
			arena one = {0};
			c.only = rules->pack->rules.v[i];
			time_rule(&c, &next, &costs[i], &one);
			arena_free(&one);
		}
		arena_free(&a);
		if (!more) break;
	}
	rules_context_end(&c);
	inputs_close(&inputs);
	return !p->failed;
}

static void list(struct program *p, const struct rules *rules) {
	size_t n = rules->pack->rules.n;
	struct buf out = {0};
	struct cost *costs = NULL;
	if (program_given(p, "time")) {
		costs = arena_alloc(&p->arena, (n + 1) * sizeof *costs);
		if (!time_all(p, rules, costs)) return;
	}
	put_header(p, &out);
	for (size_t i = 0; i < n; i++) put_rule(p, rules->pack->rules.v[i], costs == NULL ? NULL : &costs[i], &out);
	io_put(&p->out, buf_slice(&out));
	buf_free(&out);
}

int rules_list(int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	if (program_open(&p, &list_verb, argc, argv)) {
		if (p.operands.n > 0 && !program_given(&p, "time"))
			program_fail(&p, CODE_USAGE, S("documents are for --time (see --help)"));
		else if (rules_load(&p, &rules))
			list(&p, &rules);
	}
	rules_free(&rules);
	return program_close(&p);
}

/* ---- new */

static const struct opt new_options[] = {
        {'r', "rules", "PACK", "a pack whose own kinds may be named", false}, COMMON_OPTIONS};
static const struct verb new_verb = {"rules new", "KIND [-r PACK]",
        "Prints a commented rule that gives records of a kind (figure, mention, relation, …) or, of the kind\n"
        "ignore, that waives text. It loads as it stands.",
        "garner rules new figure >rules/mine/figures.rules.yaml", new_options, COUNT_OF(new_options)};

static bool find_kind(struct program *p, const struct pack *pack, slice name, const struct table **kind) {
	slices known = {0};
	*kind = NULL;
	if (slice_equal(name, S("ignore"))) return true;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (table_is_emitted(&tables[i])) *vec_push(&p->arena, &known) = tables[i].is;
	*kind = table_of_record(name);
	if (*kind != NULL && table_is_emitted(*kind)) return true;
	for (size_t i = 0; pack != NULL && i < pack->kinds.n; i++) {
		*vec_push(&p->arena, &known) = pack->kinds.v[i]->is;
		*kind = pack->kinds.v[i];
		if (slice_equal((*kind)->is, name)) return true;
	}
	slice near = nearest_name(name, known.v, known.n);
	program_fail(p, CODE_USAGE,
	        near.p != NULL ? say(&p->arena, S("rules give no "), name, S("; did you mean "), near, S("?"))
	                       : say(&p->arena, S("rules give no "), name));
	return false;
}

int rules_new(int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	const struct table *kind;
	struct buf out = {0};
	if (program_open(&p, &new_verb, argc, argv)) {
		if (p.operands.n != 1)
			program_fail(&p, CODE_USAGE, S("name one kind: figure, date, mention, … (see --help)"));
		else if ((!program_given(&p, "rules") || rules_load(&p, &rules)) &&
		         find_kind(&p, rules.pack, p.operands.v[0], &kind)) {
			rule_new_put(&out, kind);
			io_put(&p.out, buf_slice(&out));
		}
	}
	buf_free(&out);
	rules_free(&rules);
	return program_close(&p);
}

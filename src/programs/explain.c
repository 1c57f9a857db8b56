/* garner explain: run the chain over documents in memory and tell how one record came about, or what stands on a line. */
#include "inspect/explain.h"
#include "base/ascii.h"
#include "inspect/explain_dataset.h"
#include "inspect/explain_why.h"
#include "programs/inputs.h"
#include "programs/rules.h"
#include "programs/verbs.h"

#include <unistd.h>

static const struct opt options[] = {RULES_OPTION,
        {0, "dataset", "OUT", "tell too what this dataset says: entities, findings of checks", false},
        {0, "why-not", "RULE", "of a FILE:LINE: why this rule took nothing there", false},
        {0, "full", NULL, "cut neither patterns nor quotes", false}, INPUT_OPTIONS, COMMON_OPTIONS};

static const struct verb verb = {"explain", "ID|FILE:LINE|ROW [SOURCES…] -r PACK",
        "Runs the chain over SOURCES in memory and tells how a record came about: its block, the rule with\n"
        "its whole pattern, the captures, each step to its columns, what it beat, what linked it. An ID may\n"
        "be cut to its first digits; a ROW is a line of the dataset's CSV or JSON Lines, - reads such lines\n"
        "from standard input. FILE:LINE tells of all that begins on the line, and of what no rule took there;\n"
        "with --why-not RULE, what kept that rule from taking something on it: its scope, a rule that won, or\n"
        "how far its pattern came and what it wanted next.",
        "garner explain seeds/note.txt:45 -r rules/nhs\n"
        "garner explain --why-not money.mark-first seeds/note.txt:45 -r rules/nhs\n"
        "grep money out/figures.csv | head -1 | garner explain - seeds/ -r rules/nhs",
        options, COUNT_OF(options)};

enum { ID_DIGITS = 20, PREFIX_MIN = 4 };

struct target {
	slice id;   /* all or the first of its digits; ABSENT: a line */
	slice file; /* of a line: a path, or the name of a document */
	uint64_t line;
	slices found; /* ids that begin with `id` */
	struct buf text;
	bool done; /* nothing more can come */
};

struct telling {
	struct program *p;
	struct inputs inputs;
	struct rules rules;
	VEC(struct target) targets;
	struct explain_dataset *dataset;
	struct diags diags;
};

/* ---- what is asked for */

static bool is_id(slice s) {
	if (s.n < PREFIX_MIN || s.n > ID_DIGITS) return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f')) return false;
	return true;
}

/* The id that a line of a dataset begins with, or a bare id, or ABSENT. */
static slice id_of_row(slice row) {
	static const slice member = {"{\"id\":\"", 7};
	slice id = slice_starts(row, member) ? slice_cut(slice_drop(row, member.n), S("\"")).head
	                                     : slice_cut(row, S(",")).head;
	id = slice_trim(id);
	return is_id(id) ? id : ABSENT;
}

static bool take_place(struct telling *t, slice text) {
	size_t colon = text.n;
	while (colon > 0 && text.p[colon - 1] != ':') colon--;
	uint64_t line;
	if (colon < 2 || !slice_to_u64(slice_drop(text, colon), &line) || line == 0) return false;
	*vec_push(&t->p->arena, &t->targets) = (struct target){.file = slice_sub(text, 0, colon - 1), .line = line};
	return true;
}

static bool take_id(struct telling *t, slice id) {
	slice first = ABSENT;
	if (!id.p) return false;
	if (t->dataset != NULL && id.n == ID_DIGITS) first = explain_dataset_first(t->dataset, id);
	*vec_push(&t->p->arena, &t->targets) = (struct target){.id = first.n > 0 ? first : id};
	return true;
}

/* Lines that begin with no id are passed over: a header, what goes on of a quoted cell. */
static bool take_rows(struct telling *t) {
	slice bytes;
	int error = io_read_fd(&t->p->arena, STDIN_FILENO, 0, &bytes);
	if (error != 0) {
		program_fail_system(t->p, "read", S("standard input"), error);
		return false;
	}
	for (struct cut c = {.tail = bytes}; c.tail.n > 0;) {
		c = slice_cut(c.tail, S("\n"));
		(void)take_id(t, id_of_row(c.head));
	}
	if (t->targets.n > 0) return true;
	program_fail(t->p, CODE_USAGE, S("no line of standard input begins with an id"));
	return false;
}

static bool take_target(struct telling *t) {
	struct program *p = t->p;
	slice text = p->operands.v[0];
	if (slice_equal(text, S("-"))) return take_rows(t);
	if (take_id(t, id_of_row(text)) || take_place(t, text)) return true;
	program_fail_hint(p, CODE_USAGE, say(&p->arena, text, S(" is no id, no FILE:LINE and no row of a dataset")),
	        S("an id is 20 hex digits or the first of them, at least 4"));
	return false;
}

/* A line needs no sources where it names its file. */
static bool take_sources(struct telling *t) {
	struct program *p = t->p;
	if (p->operands.n > 1 || program_given(p, "files-from")) return true;
	if (t->targets.v[0].id.p) {
		program_fail(p, CODE_USAGE, S("name the sources too: the documents that the dataset was made of"));
		return false;
	}
	*vec_push(&p->arena, &p->operands) = t->targets.v[0].file;
	return true;
}

/* ---- telling */

static bool is_file(const struct telling *t, const struct target *g, const struct input *i) {
	arena *a = &t->p->arena;
	return slice_equal(g->file, i->name) || slice_equal(path_normal(a, g->file), path_normal(a, i->path));
}

static void tell(struct telling *t, struct target *g, const struct input *i, struct document *d,
        const struct rule_context *c, arena *a) {
	struct program *p = t->p;
	struct explain e = {.pack = t->rules.pack,
	        .links = t->rules.links,
	        .matcher = c->matcher,
	        .dataset = t->dataset,
	        .full = program_given(p, "full"),
	        .a = a,
	        .out = &g->text};
	if (g->id.p) {
		slices found = {0};
		explain_id(&e, d, g->id, &found);
		for (size_t k = 0; k < found.n; k++)
			*vec_push(&p->arena, &g->found) = arena_copy(&p->arena, found.v[k]);
		g->done = found.n > 0 && g->id.n == ID_DIGITS;
		return;
	}
	if (!is_file(t, g, i)) return;
	g->done = true;
	if (d->status == DOCUMENT_FAILED) {
		program_findings(p, d, 0);
		return;
	}
	bool there = program_given(p, "why-not") ? explain_why(&e, d, program_option(p, "why-not"), g->line)
	                                         : explain_line(&e, d, g->line);
	if (!there)
		program_fail(
		        p, CODE_USAGE, say(&p->arena, d->name, S(" has no line "), slice_of_u64(&p->arena, g->line)));
}

static bool all_done(const struct telling *t) {
	for (size_t i = 0; i < t->targets.n; i++)
		if (!t->targets.v[i].done) return false;
	return true;
}

static void run_chain(struct telling *t) {
	struct rule_context context;
	struct input next;
	arena a = {0};
	rules_context(&context, &t->rules);
	context.keep_losers = true;
	while (!all_done(t) && inputs_next(&t->inputs, &a, &next)) {
		struct document *d = input_read(&next, &a);
		stage_segment(d);
		stage_extract(d, &context);
		stage_normalise(d, &context);
		stage_resolve(d, &context);
		for (size_t i = 0; i < t->targets.n && !t->p->failed; i++)
			if (!t->targets.v[i].done) tell(t, &t->targets.v[i], &next, d, &context, &a);
		arena_reset(&a);
	}
	arena_free(&a);
	rules_context_end(&context);
}

/* ---- what was found */

static void complain_ambiguous(struct telling *t, const struct target *g) {
	arena *a = &t->p->arena;
	slice all = S("");
	for (size_t i = 0; i < g->found.n; i++) all = say(a, all, i > 0 ? S(" ") : S(""), g->found.v[i]);
	program_fail_hint(t->p, CODE_USAGE,
	        say(a, slice_of_u64(a, g->found.n), S(" ids begin with "), g->id, S("; give more digits")), all);
}

static void put_target(struct telling *t, struct target *g, bool first) {
	struct program *p = t->p;
	if (g->found.n > 1) {
		complain_ambiguous(t, g);
	} else if (g->id.p && g->found.n == 0) {
		program_fail_hint(p, CODE_USAGE, say(&p->arena, S("nothing in these sources has the id "), g->id),
		        t->dataset ? ABSENT
		                   : S("the id of an entity needs --dataset; ids hang on the names of documents"));
	} else if (!g->done && g->file.p) {
		program_fail(p, CODE_USAGE, say(&p->arena, S("no source is called "), g->file));
	} else if (g->text.n > 0) {
		if (!first) io_put(&p->out, S("\n"));
		io_put(&p->out, buf_slice(&g->text));
	}
}

/* --why-not asks for a line, and for a rule that there is. */
static bool check_why(struct telling *t) {
	struct program *p = t->p;
	slice id = program_option(p, "why-not"), nearest;
	if (!program_given(p, "why-not")) return true;
	if (t->targets.n != 1 || t->targets.v[0].id.p) {
		program_fail(p, CODE_USAGE, S("--why-not asks about a FILE:LINE"));
		return false;
	}
	if (explain_why_knows(t->rules.pack, id, &p->arena, &nearest)) return true;
	program_fail_hint(p, CODE_USAGE, say(&p->arena, S("there is no rule "), id),
	        nearest.p == NULL ? ABSENT : say(&p->arena, S("did you mean "), nearest, S("?")));
	return false;
}

static void explain_all(struct telling *t) {
	struct program *p = t->p;
	if (program_given(p, "dataset"))
		t->dataset = explain_dataset_open(&p->arena, program_option(p, "dataset"), &t->diags);
	if (take_target(t) && take_sources(t) && inputs_open(&t->inputs, p, 1, ABSENT) && rules_load(p, &t->rules) &&
	        check_why(t))
		run_chain(t);
	program_diags(p, &t->diags);
	for (size_t i = 0; i < t->targets.n; i++) {
		if (!p->failed) put_target(t, &t->targets.v[i], i == 0);
		buf_free(&t->targets.v[i].text);
	}
	inputs_close(&t->inputs);
	rules_free(&t->rules);
}

int garner_explain_main(int argc, char **argv) {
	struct program p;
	struct telling t = {.p = &p};
	if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
	t.diags.arena = &p.arena;
	if (p.operands.n == 0)
		program_fail_help(&p);
	else
		explain_all(&t);
	return program_close(&p);
}

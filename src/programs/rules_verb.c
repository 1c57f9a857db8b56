/* garner rules: check a rule pack, or run the examples in it. */
#include "programs/rules_verb.h"
#include "dataset/views.h"
#include "inspect/rule_tests.h"
#include "programs/rules.h"
#include "programs/verbs.h"
#include "rules/expand.h"
#include "rules/hostile.h"

static const struct opt options[] = {RULES_OPTION, COMMON_OPTIONS};

static const struct opt check_options[] = {RULES_OPTION,
        {0, "format", "FORMAT", "text (default), on standard error; short or json, a line each, on standard output",
                false},
        {0, "hostile", NULL, "also count how the work of each pattern grows on text made against it", false},
        COMMON_OPTIONS};
static const struct verb check_verb = {"rules check", "-r PACK",
        "Loads a rule pack and those it uses, and says all that is wrong with them.",
        "garner rules check -r rules/nhs --format short", check_options, COUNT_OF(check_options)};
static const struct opt test_options[] = {RULES_OPTION,
        {0, "strict", NULL,
                "a rule without both an example that gives something and one that gives nothing is an error", false},
        {0, "shadows", NULL, "also run the examples through all rules: which never win, or win by their id alone?",
                false},
        COMMON_OPTIONS};
static const struct verb test_verb = {"rules test", "-r PACK",
        "Runs every example of every rule of a pack and those it uses, and compares what comes out with what\n"
        "the example says it gives.",
        "garner rules test -r rules/nhs --strict", test_options, COUNT_OF(test_options)};

static bool no_operands(struct program *p) {
	if (p->operands.n == 0) return true;
	program_fail(p, CODE_USAGE, say(&p->arena, S("what is "), p->operands.v[0], S("? (see --help)")));
	return false;
}

typedef void print_fn(const struct diags *d, struct buf *out);

/* NULL: text. */
static bool take_format(struct program *p, print_fn **print) {
	slice format = program_option(p, "format");
	*print = NULL;
	if (format.p == NULL || slice_equal(format, S("text"))) return true;
	if (slice_equal(format, S("short"))) *print = diags_print_short;
	if (slice_equal(format, S("json"))) *print = diags_print_json;
	if (*print == NULL) program_fail(p, CODE_USAGE, S("--format takes text, short or json"));
	return *print != NULL;
}

struct growth {
	struct matcher *m;
	struct diags *diags;
};

static void check_pattern(const struct growth *g, const struct regex *r, const struct expansion *written) {
	arena *a = g->diags->arena;
	struct hostile h;
	if (r == NULL || written == NULL || !hostile_find(g->m, r, a, &h)) return;
	slice message = say(a, S("on a run of “"), h.unit, S("” its work grows faster than n^1.5: "),
	        slice_of_u64(a, h.work[0]), S(", "), slice_of_u64(a, h.work[1]), S(", "), slice_of_u64(a, h.work[2]),
	        S(" at n, 2n, 4n bytes"));
	yaml_complain(g->diags, CODE_PATTERN_SLOW, written->pattern, message,
	        S("let it start where a word or number starts, as by (?<! \\w ), and make repeats possessive"));
}

/* `before` is tried at one place alone. */
static void check_rule(const struct growth *g, const struct rule *r) {
	check_pattern(g, r->match, r->written);
	check_pattern(g, r->under, r->written_under);
	check_pattern(g, r->not_under, r->written_not_under);
	check_pattern(g, r->after, r->written_after);
	for (size_t i = 0; i < LEAN_COUNT; i++) check_pattern(g, r->leans[i], r->written_leans[i]);
}

static void check_growth(const struct pack *pack, struct diags *diags) {
	struct growth g = {matcher_new(), diags};
	for (size_t i = 0; i < pack->rules.n; i++) check_rule(&g, pack->rules.v[i]);
	for (size_t i = 0; i < pack->cells.n; i++) check_rule(&g, &pack->cells.v[i]->rule);
	matcher_free(g.m);
}

static void check_pack(struct program *p, print_fn *print) {
	struct diags diags = {.arena = &p->arena};
	struct pack *pack = pack_load(&p->arena, program_option(p, "rules"), &diags);
	if (pack != NULL) (void)sql_check(pack, pack->arena, &diags);
	if (pack != NULL) (void)pack_complete(pack, &diags);
	if (pack != NULL && program_given(p, "hostile")) check_growth(pack, &diags);
	if (print == NULL) {
		program_diags(p, &diags);
	} else {
		struct buf out = {0};
		print(&diags, &out);
		io_put(&p->out, buf_slice(&out));
		buf_free(&out);
		program_seen_diags(p, &diags);
	}
	pack_free(pack);
}

static int check(int argc, char **argv) {
	struct program p;
	print_fn *print;
	if (program_open(&p, &check_verb, argc, argv) && no_operands(&p) && program_need(&p, "rules") &&
	        take_format(&p, &print))
		check_pack(&p, print);
	return program_close(&p);
}

static void put_count(struct program *p, const struct rule_tests *sum) {
	arena *a = &p->arena;
	slice todo = sum->todo == 0 ? S("") : say(a, S(" ("), slice_of_u64(a, sum->todo), S(" todo)"));
	io_put(&p->out, say(a, slice_of_u64(a, sum->passed), S(" passed, "), slice_of_u64(a, sum->failed), S(" failed"),
	                        todo, S("\n")));
}

/* Each failing example with its details below it. */
static void put_failures(struct program *p, const struct diags *diags, const slices *details) {
	for (size_t i = 0; i < diags->list.n; i++) {
		program_say(p, diags->list.v[i]);
		io_put(&p->err, details->v[i]);
	}
}

static void run_tests(struct program *p, const struct pack *pack) {
	struct diags failures = {.arena = &p->arena}, more = {.arena = &p->arena};
	slices details = {0};
	struct rule_tests sum = rule_tests_run(pack, &failures, &details);
	put_failures(p, &failures, &details);
	if (program_given(p, "strict")) sum.failed += rule_tests_missing(pack, &more);
	if (program_given(p, "shadows")) rule_tests_shadows(pack, &more);
	program_diags(p, &more);
	put_count(p, &sum);
}

static int test(int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	if (program_open(&p, &test_verb, argc, argv) && no_operands(&p) && rules_load(&p, &rules))
		run_tests(&p, rules.pack);
	rules_free(&rules);
	return program_close(&p);
}

static const struct {
	slice name;
	int (*run)(int argc, char **argv);
} verbs[] = {{{"check", 5}, check}, {{"test", 4}, test}, {{"list", 4}, rules_list}, {{"new", 3}, rules_new}};

int garner_rules_main(int argc, char **argv) {
	static const struct verb verb = {"rules", "check|test|list|new …",
	        "Checks a rule pack, runs the examples in it, lists its rules, or prints a rule to begin with.",
	        "garner rules test -r rules/nhs", options, COUNT_OF(options)};
	struct program p;
	slice word = argc > 1 ? slice_of(argv[1]) : ABSENT, names[COUNT_OF(verbs)];
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		if (slice_equal(word, verbs[i].name)) return verbs[i].run(argc - 1, argv + 1);
		names[i] = verbs[i].name;
	}
	if (program_open(&p, &verb, argc, argv)) {
		slice near = nearest_name(word, names, COUNT_OF(verbs));
		slice message = S("say what to do: check, test, list or new");
		if (near.p) message = say(&p.arena, S("no verb rules "), word, S("; did you mean "), near, S("?"));
		program_fail(&p, CODE_USAGE, message);
	}
	return program_close(&p);
}

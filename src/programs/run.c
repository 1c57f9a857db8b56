/* garner run: the whole chain in one process, from documents to a dataset in its place; or, with --check, to the first
 * row that would change. */
#include "base/mem.h"
#include "inspect/compare.h"
#include "programs/name_lists.h"
#include "programs/publish.h"
#include "programs/verbs.h"
#include "programs/workers.h"

#include <signal.h>

static const struct opt options[] = {RULES_OPTION, {'o', "out", "OUT", "the folder of the dataset", false},
        {'j', "jobs", "N", "worker threads (as many as there are processors, up to 16)", false}, PROGRESS_OPTIONS,
        {0, "check", "OUT", "write nothing: exit 1 where the run would change the dataset OUT", false}, FORMATS_OPTION,
        {0, "expect", "FILE", "names of documents that must be among the inputs, as read --list prints them", false},
        PREFILTER_OPTIONS, STATS_OPTION, INPUT_OPTIONS, COMMON_OPTIONS};

static const struct verb verb = {"run", "PATH… -r PACK -o OUT",
        "Reads documents, runs every stage of the chain over each, and writes the dataset that they give.\n"
        "The same documents and rules give the same bytes, at any -j. OUT is replaced in one step when all\n"
        "is written; a run that ends with status 2 leaves it as it was.",
        "garner run notes/ -r rules/nhs -o out/ -j 4", options, COUNT_OF(options)};

struct run {
	struct program *p;
	struct inputs inputs;
	struct rules rules;
	struct collection *collection;
	struct target target; /* made before the work, which keeps its temporary files there */
};

/* ---- the end of a run */

static void write_out(struct run *r, unsigned formats) {
	if (!target_write(r->p, &r->target, r->collection, formats) || !target_publish(r->p, &r->target))
		target_drop(&r->target);
}

/* Status 1 for a difference alone: what the findings say is in the dataset that is compared. */
static void check(struct run *r, unsigned formats) {
	struct program *p = r->p;
	slice difference = ABSENT;
	struct diags diags = {.arena = &p->arena};
	bool written = target_write(p, &r->target, r->collection, formats);
	int same =
	        written ? dataset_compare(&p->arena, program_option(p, "check"), r->target.aside, &difference, &diags)
	                : -1;
	program_diags(p, &diags);
	target_drop(&r->target);
	p->worst = NOTHING_SEEN;
	p->tolerate = false;
	p->fail_on = LEVEL_ERROR;
	if (same != 0) return;
	program_seen(p, LEVEL_ERROR);
	io_put(&p->out, say(&p->arena, difference, S("\n")));
}

/* ---- the command line */

static bool take_jobs(struct program *p, size_t *jobs) {
	slice given = program_option(p, "jobs");
	uint64_t n = given.p ? 0 : workers_usual();
	if (given.p && (!slice_to_u64(given, &n) || n < 1 || n > WORKERS_MAX)) {
		program_fail(p, CODE_USAGE, S("--jobs takes a number from 1 to 256"));
		return false;
	}
	*jobs = (size_t)n;
	return true;
}

static bool take_target(struct program *p) {
	if (!program_given(p, "check")) return program_need(p, "out");
	if (!program_given(p, "out")) return true;
	program_fail(p, CODE_USAGE, S("--out and --check exclude each other"));
	return false;
}

/* An operand that is the target itself would be read and replaced at once. */
static bool check_operands(struct run *r, slice out) {
	struct program *p = r->p;
	for (size_t i = 0; i < p->operands.n; i++) {
		slice path = path_absolute(&p->arena, r->inputs.here, p->operands.v[i]);
		if (!slice_equal(path, r->inputs.exclude)) continue;
		program_fail(p, CODE_USAGE, say(&p->arena, out, S(" is an input and cannot be the dataset too")));
		return false;
	}
	return true;
}

static void run(struct run *r, unsigned formats, size_t jobs) {
	struct program *p = r->p;
	slices expected = {0};
	bool checks = program_given(p, "check");
	slice out = program_option(p, checks ? "check" : "out");
	if (checks && !program_given(p, "formats")) formats = formats_of(p, out);
	if (program_given(p, "expect") &&
	        !names_from(p, program_option(p, "expect"), program_given(p, "null"), &expected))
		return;
	if (!inputs_open(&r->inputs, p, 0, out) || !check_operands(r, out)) return;
	if (!checks && !target_check(p, out)) return;
	if (!rules_load_for(p, &r->rules, jobs)) return;
	inputs_longest_first(&r->inputs);
	mem_trim(); /* the names in the folders were sorted in as much memory as is kept of them */
	if (!(checks ? target_temporary(p, &r->target) : target_open(p, out, &r->target))) {
		rules_free(&r->rules);
		return;
	}
	struct stats sum = {0}, *stats = program_given(p, "stats") ? &sum : NULL;
	if (stats != NULL) stats_open(stats, r->rules.pack, &p->arena);
	r->collection = collection_new(r->rules.pack);
	const char *folder = arena_c_string(&p->arena, r->target.aside);
	collection_folder(r->collection, folder);
	collection_threads(r->collection, jobs);
	collection_expect(r->collection, expected.v, expected.n);
	workers_run(&(struct workers){.p = p,
	                    .inputs = &r->inputs,
	                    .rules = &r->rules,
	                    .collection = r->collection,
	                    .stats = stats,
	                    .folder = folder,
	                    .quiet = checks,
	                    .progress = progress_wanted(p)},
	        jobs);
	uint64_t time = stats_clock(stats);
	if (!p->failed) {
		names_missing(p, &expected, &r->inputs.taken);
		inputs_close(
		        &r->inputs); /* what is kept of a million files is not needed beside what is written of them */
		if (checks)
			check(r, formats);
		else
			write_out(r, formats);
	} else {
		target_drop(&r->target);
	}
	stats_took(stats, STATS_WRITE, time, NULL);
	if (stats != NULL) stats_write(p, stats);
	collection_free(r->collection);
	rules_free(&r->rules);
}

int garner_run_main(int argc, char **argv) {
	struct program p;
	struct run r = {.p = &p};
	unsigned formats;
	size_t jobs;
	/* No reader that leaves may end a run before its dataset is in place. */
	signal(SIGPIPE, SIG_IGN);
	if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
	if (take_target(&p) && formats_option(&p, &formats) && take_jobs(&p, &jobs)) run(&r, formats, jobs);
	inputs_close(&r.inputs);
	return program_close(&p);
}

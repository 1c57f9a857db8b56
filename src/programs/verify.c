/* garner verify: prove a dataset from its sources. */
#include "inspect/verify.h"
#include "programs/publish.h"
#include "programs/verbs.h"
#include "programs/workers.h"

#include <signal.h>
#include <unistd.h>

static const struct opt options[] = {
        {'r', "rules", "PACK", "run the chain again with this pack and compare every row", false}, INPUT_OPTIONS,
        COMMON_OPTIONS};

static const struct verb verb = {"verify", "OUT SOURCES… [-r PACK]",
        "Holds a dataset to its sources, which are named as for read: digests, quotes, places, keys, order,\n"
        "and that CSV, JSON Lines and annotations say the same. Names the first lie of every file; exit 1.\n"
        "With -r the chain is run again in memory and every row compared: only that shows whether the rules\n"
        "give these values, names and keys, where all files of a dataset were changed alike.",
        "garner verify out/ notes/ -r rules/nhs", options, COUNT_OF(options)};

/* A proof that holds says nothing, but to people: how far it went. */
static void tell(struct program *p, bool again) {
	if (!isatty(STDOUT_FILENO)) return;
	slice how = again ? S(": holds; the rules give every row again\n")
	                  : S(": holds, by its sources and by itself; the rules were not run again (-r PACK)\n");
	io_put(&p->out, say(&p->arena, p->operands.v[0], how));
}

struct proof {
	struct program *p;
	struct inputs inputs;
	struct rules rules;
	struct target again; /* where the chain is run again */
	bool made;
};

static bool regenerate(void *data, slice *folder, struct diags *diags) {
	struct proof *f = data;
	struct program *p = f->p;
	int worst = p->worst;
	enum level least = LEVEL_NOTE;
	if (!target_temporary(p, &f->again)) return false;
	f->made = true;
	*folder = f->again.aside;
	inputs_again(&f->inputs);
	struct collection *c = collection_new(f->rules.pack);
	struct workers workers = {.p = p, .inputs = &f->inputs, .rules = &f->rules, .collection = c, .quiet = true};
	workers_run(&workers, 2);
	unsigned formats = formats_of(p, p->operands.v[0]);
	bool fine = !p->failed && collection_write(c, arena_c_string(&p->arena, *folder), formats, diags, &least);
	collection_free(c);
	p->worst = worst;
	return fine;
}

static void prove(struct proof *f) {
	struct program *p = f->p;
	arena *a = &p->arena;
	VEC(struct verify_source) sources = {0};
	struct input next;
	struct diags diags = {.arena = a};
	if (!inputs_gather(&f->inputs)) return;
	while (inputs_next(&f->inputs, a, &next))
		*vec_push(a, &sources) = (struct verify_source){.name = next.name,
		        .path = next.kind == INPUT_FILE ? next.path : ABSENT,
		        .bytes = next.kind == INPUT_TEXT ? next.text : ABSENT};
	struct verify_request request = {.folder = p->operands.v[0],
	        .sources = sources.v,
	        .source_count = sources.n,
	        .pack = f->rules.pack,
	        .regenerate = f->rules.pack ? regenerate : NULL,
	        .data = f};
	bool holds = verify_dataset(a, &request, &diags);
	program_diags(p, &diags);
	if (f->made) target_drop(&f->again);
	if (holds) tell(p, f->made);
	/* A lie found is what the program is for: status 1, whatever --tolerate says. What it could not look at is 2. */
	bool only_lies = !holds && diags.list.n > 0;
	for (size_t i = 0; i < diags.list.n; i++) only_lies = only_lies && diags.list.v[i].code == CODE_VERIFY;
	if (!only_lies) return;
	p->failed = false;
	p->tolerate = false;
}

int garner_verify_main(int argc, char **argv) {
	struct program p;
	struct proof f = {.p = &p};
	signal(SIGPIPE, SIG_IGN);
	if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
	if (p.operands.n == 0)
		program_fail_help(&p);
	else if (inputs_open(&f.inputs, &p, 1, p.operands.v[0]) &&
	         (!program_given(&p, "rules") || rules_load(&p, &f.rules)))
		prove(&f);
	inputs_close(&f.inputs);
	rules_free(&f.rules);
	return program_close(&p);
}

/* garner collect: document lines in any order → a dataset. */
#include "programs/inputs.h"
#include "programs/lines.h"
#include "programs/publish.h"
#include "programs/rules.h"
#include "programs/verbs.h"

static const struct opt options[] = {RULES_OPTION, {'o', "out", "OUT", "the folder of the dataset", false},
        FORMATS_OPTION, {0, "expect", "FILE", "names of documents that must arrive, as read --list prints them", false},
        {'0', "null", NULL, "names in --expect end in NUL", false}, COMMON_OPTIONS};

static const struct verb verb = {"collect", "-r PACK -o OUT [FILE…]",
        "Takes document lines in any order and writes the dataset that they give: tables as CSV and JSON\n"
        "Lines, the documents' own lines without text, and a datapackage.json. OUT is replaced in one step\n"
        "when all is written; where that fails it stays as it was.",
        "… | garner resolve -r rules/nhs | garner collect -r rules/nhs -o out/", options, COUNT_OF(options)};

struct gathering {
	struct collection *collection;
	struct strings arrived; /* the names of the documents, where some are expected */
	bool expects;
};

static bool take(struct program *p, struct document *d, arena *a, size_t findings_before, void *to) {
	struct gathering *g = to;
	program_findings(p, d, findings_before);
	if (g->expects) strings_put(&g->arrived, d->name);
	collection_add(g->collection, d, a);
	return true;
}

static void write_out(struct program *p, struct collection *c, unsigned formats) {
	struct target target;
	if (!target_open(p, program_option(p, "out"), &target)) return;
	if (!target_write(p, &target, c, formats) || !target_publish(p, &target)) target_drop(&target);
}

static void collect(struct program *p, const struct rules *rules, unsigned formats, const slices *expected) {
	struct collection *c = collection_new(rules->pack);
	struct gathering g = {.collection = c, .expects = expected->n > 0};
	struct kinds kinds = rules_kinds(rules);
	collection_expect(c, expected->v, expected->n);
	if (lines_each(p, 0, &kinds, take, &g) && !p->failed) {
		names_missing(p, expected, &g.arrived);
		write_out(p, c, formats);
	}
	strings_free(&g.arrived);
	collection_free(c);
}

int garner_collect_main(int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	unsigned formats;
	slices expected = {0};
	if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
	bool fine =
	        program_need(&p, "out") && formats_option(&p, &formats) && target_check(&p, program_option(&p, "out"));
	if (fine && program_given(&p, "expect"))
		fine = names_from(&p, program_option(&p, "expect"), program_given(&p, "null"), &expected);
	if (fine && rules_load(&p, &rules)) collect(&p, &rules, formats, &expected);
	rules_free(&rules);
	return program_close(&p);
}

/* garner collect: document lines in any order → a dataset; or, with --partial, a part that another collect takes. */
#include "programs/inputs.h"
#include "programs/lines.h"
#include "programs/name_lists.h"
#include "programs/part.h"
#include "programs/publish.h"
#include "programs/rules.h"
#include "programs/verbs.h"

static const struct opt options[] = {RULES_OPTION,
        {'o', "out", "OUT", "the folder of the dataset; with --partial: a file (standard output)", false},
        FORMATS_OPTION, {0, "expect", "FILE", "names of documents that must arrive, as read --list prints them", false},
        {'0', "null", NULL, "names in --expect end in NUL", false},
        {0, "partial", NULL, "write the document lines, sorted and checked, for another collect", false},
        COMMON_OPTIONS};

static const struct verb verb = {"collect", "-r PACK -o OUT [FILE…]",
        "Takes document lines in any order and writes the dataset that they give: tables as CSV and JSON\n"
        "Lines, the documents' own lines without text, and a datapackage.json. OUT is replaced in one step\n"
        "when all is written; where that fails it stays as it was. With --partial it needs no rules and\n"
        "writes a part: parts in any number, order and nesting give the dataset that one run gives.",
        "… | garner resolve -r rules/nhs | garner collect -r rules/nhs -o out/\n"
        "  garner collect --partial -o 1.part one.jsonl && garner collect -r rules/nhs -o out/ *.part",
        options, COUNT_OF(options)};

struct gathering {
	struct collection *collection; /* NULL: a part */
	struct collection_hand hand;
	struct part part;
	struct strings arrived; /* the names of the documents, where some are expected */
	bool expects;
	uint32_t source;
	slice source_name;
};

/* What was taken in cannot be told from what is missing once a document was lost, so that ends the reading. */
static bool take(struct program *p, struct document *d, arena *a, size_t findings_before, void *to) {
	struct gathering *g = to;
	(void)a;
	program_findings(p, d, findings_before);
	if (g->expects) strings_put(&g->arrived, d->name);
	if (!g->collection) return part_take(&g->part, p, d);
	if (!g->source_name.p || !slice_equal(g->source_name, p->source)) {
		g->source_name = p->source;
		g->source = collection_source(g->collection, p->source);
	}
	return collection_take(g->collection, &g->hand, d, g->source, p->source_line);
}

static void gathering_free(struct gathering *g) {
	if (g->collection) collection_free(g->collection);
	collection_hand_free(&g->hand);
	part_free(&g->part);
	strings_free(&g->arrived);
}

static void collect(struct program *p, const struct rules *rules, unsigned formats, const slices *expected) {
	struct target target;
	struct kinds kinds = rules_kinds(rules);
	if (!target_open(p, program_option(p, "out"), &target)) return;
	struct gathering g = {.collection = collection_new(rules->pack), .expects = expected->n > 0};
	collection_folder(g.collection, arena_c_string(&p->arena, target.aside));
	collection_expect(g.collection, expected->v, expected->n);
	(void)lines_each(p, 0, &kinds, take, &g);
	if (!p->failed) names_missing(p, expected, &g.arrived);
	bool fine = !p->failed && target_write(p, &target, g.collection, formats) && target_publish(p, &target);
	if (!fine) target_drop(&target);
	gathering_free(&g);
}

static void collect_part(struct program *p, const struct rules *rules, const slices *expected) {
	struct gathering g = {.expects = expected->n > 0};
	struct kinds kinds = {0};
	if (rules->pack) kinds = rules_kinds(rules);
	(void)lines_each(p, 0, &kinds, take, &g);
	if (!p->failed) {
		names_missing(p, expected, &g.arrived);
		(void)part_write(&g.part, p, program_option(p, "out"));
	}
	gathering_free(&g);
}

static bool check_options(struct program *p, unsigned *formats) {
	if (!program_given(p, "partial"))
		return program_need(p, "out") && formats_option(p, formats) &&
		       target_check(p, program_option(p, "out"));
	if (!program_given(p, "formats")) return true;
	program_fail(p, CODE_USAGE, S("--partial writes document lines; --formats is for a dataset"));
	return false;
}

int garner_collect_main(int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	unsigned formats;
	slices expected = {0};
	if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
	bool partial = program_given(&p, "partial"), fine = check_options(&p, &formats);
	if (fine && program_given(&p, "expect"))
		fine = names_from(&p, program_option(&p, "expect"), program_given(&p, "null"), &expected);
	if (fine && (!partial || program_given(&p, "rules"))) fine = rules_load(&p, &rules);
	if (fine && partial)
		collect_part(&p, &rules, &expected);
	else if (fine)
		collect(&p, &rules, formats, &expected);
	rules_free(&rules);
	return program_close(&p);
}

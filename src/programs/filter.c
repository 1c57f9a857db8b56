/* The filters around one stage: decode → stage → encode. What a stage does is in stages/; what a line is, in model/. */
#include "programs/lines.h"
#include "programs/rules.h"
#include "programs/show.h"
#include "programs/verbs.h"
#include "stages/stages.h"

typedef void stage_fn(struct document *d, struct rule_context *c);

struct filter {
	stage_fn *stage;
	struct rule_context *rules; /* NULL: segment, which makes clean text itself */
	bool show;                  /* its blocks for people, no line */
};

static bool show_put(struct program *p, struct document *d) {
	struct buf out = {0};
	show_document(d, &out);
	io_put(&p->out, buf_slice(&out));
	buf_free(&out);
	return !p->out.error;
}

/* Rules run on blocks: without any they find nothing, and an empty table would be all that tells of a stage left out. */
static void say_unsegmented(struct document *d) {
	if (d->blocks.n > 0 || slice_trim(d->text).n == 0) return;
	for (size_t i = 0; i < d->findings.n; i++)
		if (slice_equal(d->findings.v[i].code, code_text(CODE_UNSEGMENTED))) return;
	document_finding(d, CODE_UNSEGMENTED, SPAN_NONE,
	        S("text without blocks, in which rules find nothing: segment comes first"));
}

static bool pass(struct program *p, struct document *d, arena *a, size_t findings_before, void *to) {
	const struct filter *f = to;
	(void)a;
	if (d->status == DOCUMENT_OK) {
		if (f->rules) say_unsegmented(d);
		if (f->rules) clean_build(d);
		f->stage(d, f->rules);
	}
	if (f->rules) arena_reset(&f->rules->scratch);
	program_findings(p, d, findings_before);
	return f->show ? show_put(p, d) : lines_put(p, d);
}

static int filter_run(const struct verb *verb, stage_fn *stage, bool with_rules, int argc, char **argv) {
	struct program p;
	struct rules rules = {0};
	struct rule_context context = {0};
	struct filter f = {.stage = stage};
	struct kinds kinds = {0};
	if (!program_open(&p, verb, argc, argv)) return program_close(&p);
	if (with_rules) {
		if (!rules_load(&p, &rules)) return program_close(&p);
		rules_context(&context, &rules);
		f.rules = &context;
		kinds = rules_kinds(&rules);
	}
	f.show = !with_rules && program_given(&p, "show");
	lines_each(&p, 0, &kinds, pass, &f);
	if (with_rules) rules_context_end(&context);
	rules_free(&rules);
	return program_close(&p);
}

static void segment(struct document *d, struct rule_context *c) {
	(void)c;
	stage_segment_alone(d);
}

static const struct opt segment_options[] = {
        {0, "show", NULL, "print the blocks for reading, their kinds in the margin, instead of document lines", false},
        COMMON_OPTIONS};
static const struct opt rule_options[] = {RULES_OPTION, COMMON_OPTIONS};
static const struct opt extract_options[] = {RULES_OPTION, PREFILTER_OPTIONS, COMMON_OPTIONS};

int garner_segment_main(int argc, char **argv) {
	static const struct verb verb = {"segment", "[FILE…]",
	        "Cuts the text of each document line into blocks: headings, paragraphs, lists, tables and captions.\n"
	        "It goes by shape and punctuation alone and knows no rules.",
	        "garner read notes/ | garner segment\ngarner read notes/ | garner segment --show", segment_options,
	        COUNT_OF(segment_options)};
	return filter_run(&verb, segment, false, argc, argv);
}

int garner_extract_main(int argc, char **argv) {
	static const struct verb verb = {"extract", "-r PACK [FILE…]",
	        "Applies the rules of a pack to the blocks of each document line and adds a record for all that\n"
	        "they take: which bytes, by which rule, with the pieces it captured.",
	        "garner read notes/ | garner segment | garner extract -r rules/nhs", extract_options,
	        COUNT_OF(extract_options)};
	return filter_run(&verb, stage_extract, true, argc, argv);
}

int garner_normalise_main(int argc, char **argv) {
	static const struct verb verb = {"normalise", "-r PACK [FILE…]",
	        "Reads the values of the records in each document line: numbers as exact decimals, dates as EDTF,\n"
	        "phones as E.164, names in their normal form.",
	        "garner extract -r rules/nhs segmented.jsonl | garner normalise -r rules/nhs", rule_options,
	        COUNT_OF(rule_options)};
	return filter_run(&verb, stage_normalise, true, argc, argv);
}

int garner_resolve_main(int argc, char **argv) {
	static const struct verb verb = {"resolve", "-r PACK [FILE…]",
	        "Gives each name in a document line the key of what it names, by the registers of the pack,\n"
	        "else by its own normal form.",
	        "garner normalise -r rules/nhs extracted.jsonl | garner resolve -r rules/nhs", rule_options,
	        COUNT_OF(rule_options)};
	return filter_run(&verb, stage_resolve, true, argc, argv);
}

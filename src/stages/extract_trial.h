/* Which rules are tried over the text of a block, and where in it: by their cues, then by their sieves.
 *
 *   trial_start(&t, text);
 *   for (size_t k = trial_next(&t, 0); k < rules; k = trial_next(&t, k + 1)) … trial_add(&t, scratch, text, &one);
 *   trial_sieve(&t, context, text);       // t.tried.v[i] is tried in t.jobs.v[i].ranges
 *
 * Stage-private: included by extract*.c alone. */
#ifndef GARNER_STAGES_EXTRACT_TRIAL_H
#define GARNER_STAGES_EXTRACT_TRIAL_H

#include "stages/extract_leans.h"
#include "stages/stages.h"

/* A rule that is tried over the text. */
struct trial_rule {
	const struct rule *rule;
	const struct regex *match; /* the rule's, or one that finds the same in this text */
	bool holds;                /* its section and its leans were asked */
	capture_list leaned;       /* captures from elsewhere */
};

struct trial_narrowed {
	bool tried;
	const struct regex *match; /* NULL: the rule's own */
};

struct trial {
	VEC(struct sieve_job) jobs; /* one a rule that was added: where in the text it is tried */
	VEC(struct trial_rule) tried;
	/* private: */
	size_t rules;
	bool scans, waiving;
	struct cue_scan scan;
	struct document *document;
	size_t ahead; /* the first of its clean blocks that was not scanned */
	slices texts; /* that are scanned next */
	struct prefilter_tools tools;
	struct strips *strips;           /* NULL: without */
	struct strips_found *places;     /* by rule */
	struct strips **looked;          /* likewise: with which they were found */
	arena beside;                    /* of those that the other thread made */
	struct strips_window window;     /* of the text that is tried */
	const uint64_t *found;           /* rules to be tried over it, as bits; NULL: all */
	uint64_t *by_strips;             /* likewise */
	struct trial_narrowed *narrowed; /* by rule, for the text of the strips */
	struct prefilter *prefilter;
	struct sieves *sieves;
};

/* For one document: the rules that waive, or all others. */
void trial_open(struct trial *t, struct document *d, struct rule_context *c, bool waiving);
void trial_close(struct trial *t);
/* Texts of views, best in order: those of blocks, but where it waives a row before its cells. */
void trial_start(struct trial *t, slice text);
/* The first rule from number k on that may match; the number of rules where there is none. */
size_t trial_next(const struct trial *t, size_t k);
void trial_forget(struct trial *t); /* those that were added */
void trial_add(struct trial *t, arena *scratch, slice text, const struct trial_rule *one);
bool trial_knows(const struct trial *t, size_t k); /* is it looked for more closely than by its cues? */
/* For all rules that were added. */
void trial_sieve(struct trial *t, struct rule_context *c, slice text);
/* Number i of those added is to be matched: with what is told in its `match`. */
void trial_ready(struct trial *t, struct rule_context *c, size_t i);

#endif

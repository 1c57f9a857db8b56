/* The map: what each stage does to one document. Stages do not include each other; they meet in model/.
 *
 * Each is a pure function of the document and the rules. A filter is decode → stage → encode around one of them;
 * `garner run` calls them in turn with no JSON between. A document with status failed passes through untouched. */
#ifndef GARNER_STAGES_STAGES_H
#define GARNER_STAGES_STAGES_H

#include "model/document.h"
#include "rules/link.h"
#include "rules/pack.h"
#include "rules/prefilter.h"
#include "rules/regex.h"

/* read: a document from bytes. They must live as long as the arena. UTF-8 plain text becomes text, byte-order mark included; NUL bytes, known
 * binary formats, and ill-formed UTF-8 give status failed with a finding. */
struct document *stage_read(arena *a, slice name, slice bytes);
/* A document that could not be opened or read: status failed, finding `code`. */
struct document *stage_read_failed(arena *a, slice name, enum code code, slice message);
enum { READ_LIMIT = TEXT_MAX }; /* bytes of one document */

/* segment: text → blocks and clean text, by shape and punctuation alone. Linear in the text. */
void stage_segment(struct document *d);
/* The same without clean text, which no line holds. */
void stage_segment_alone(struct document *d);

/* What a rule's pattern took, over the blocks where it was tried; or a table template, over the lines from which it was. What
 * several of them share is counted where it was first asked for. */
struct rule_cost {
	uint64_t nanoseconds;
	uint64_t subjects, bytes; /* blocks (lines), and their length */
	uint64_t matches;         /* tables, of templates */
};

/* What a thread needs to run rules. */
struct rule_context {
	const struct pack *pack;
	const struct link_index *links; /* for resolve; else NULL */
	struct matcher *matcher;
	enum prefilter_use prefilter; /* of extract */
	const struct rule *only;      /* rule tests: it alone runs, with what finds its names and dates; else NULL */
	const struct table_template *only_table; /* extract runs this template alone, without rules: likewise */
	const struct cell_rule *asked_cell; /* a rule for cells under test: no other kind of rule runs; else NULL */
	bool asked_cell_read;               /* set where it had its say in any cell */
	bool keep_losers;                   /* extract fills the document's losers: for explain */
	bool spare;                         /* extract may use a second thread */
	struct rule_cost
	        *costs; /* extract adds up what each rule took, by its order, and behind them each template, by its
	                          * place in the pack; NULL: it does not look */
	arena scratch;  /* reset after every document */
};

/* extract: blocks → records with captures; needs clean text. */
void stage_extract(struct document *d, struct rule_context *c);
/* normalise: captures → values. */
void stage_normalise(struct document *d, struct rule_context *c);
/* resolve: names → keys ("ods:QJ2", "system:derbyshire"). */
void stage_resolve(struct document *d, struct rule_context *c);

#endif

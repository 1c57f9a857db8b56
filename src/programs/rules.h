/* A rule pack as programs use it: loaded by -r, with what one thread needs to run it. */
#ifndef GARNER_PROGRAMS_RULES_H
#define GARNER_PROGRAMS_RULES_H

#include "model/line.h"
#include "programs/program.h"
#include "rules/link.h"
#include "stages/stages.h"

struct rules {
	struct pack *pack;
	struct link_index *links;
	enum prefilter_use prefilter; /* as the command line says */
};

/* Rows of the options of programs that extract. */
#define PREFILTER_OPTIONS                                                                                              \
	{0, "prefilter", NULL, "look for the rules' cues first, from the first byte on (else once it pays)", false}, { \
		0, "no-prefilter", NULL, "run every rule over every block: the same bytes, slower", false              \
	}

/* The pack that --rules names, in the program's arena. False, with its diagnostics said, when it is missing or wrong. */
bool rules_load(struct program *p, struct rules *r);
/* The same for so many threads, one of which may begin with what documents will ask for. */
bool rules_load_for(struct program *p, struct rules *r, size_t threads);
struct kinds rules_kinds(const struct rules *r); /* the pack's own kinds of record */
void rules_free(struct rules *r);

void rules_context(struct rule_context *c, const struct rules *r);
void rules_context_end(struct rule_context *c);

#endif

/* Which rules of a pack need to be tried over a text: the cues of all their patterns, scanned for at once.
 *
 * Made when enough text came by to pay for it, by whichever thread brings it, and never kept on disk. What it says is a
 * saving alone: with it and without the same records are found. */
#ifndef GARNER_RULES_PREFILTER_H
#define GARNER_RULES_PREFILTER_H

#include "rules/pack.h"
#include "rules/scanner.h"

enum prefilter_use {
	PREFILTER_WHEN_IT_PAYS,
	PREFILTER_NEVER, /* the reference: every rule, as it is written, over every block of its scope */
	PREFILTER_AT_ONCE
};

struct prefilter;
struct prefilter *prefilter_new(const struct pack *p);
void prefilter_free(struct prefilter *f);
/* The scanner of the pack's rules (pattern i is that of pack->rules.v[i]) for a text of so many bytes, or NULL: without.
 * Thread-safe. */
const struct scanner *prefilter_scanner(struct prefilter *f, enum prefilter_use use, size_t bytes);

#endif

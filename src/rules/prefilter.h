/* Which rules of a pack need to be tried over a text: by strips, which cost little to begin with, and once enough text came
 * by to pay for them by the cues of all patterns, scanned for at once, and sieves.
 *
 * Made by whichever thread brings the text, and never kept on disk. What it says is a saving alone: with it and without
 * the same records are found. */
#ifndef GARNER_RULES_PREFILTER_H
#define GARNER_RULES_PREFILTER_H

#include "rules/pack.h"
#include "rules/scanner.h"
#include "rules/sieve.h"
#include "rules/strips.h"

enum prefilter_use {
	PREFILTER_WHEN_IT_PAYS,
	PREFILTER_NEVER, /* the reference: every rule, as it is written, over every block of its scope */
	PREFILTER_AT_ONCE
};

struct prefilter;
struct prefilter *prefilter_new(const struct pack *p);
/* The same, begun before the pack's rules are loaded, whose trees are read in a thread of its own meanwhile, so that they are
 * there when they are asked for. It is told whenever more rules are whole, and once when all are; these stay where they are
 * until it is freed. */
struct prefilter *prefilter_ahead(const struct pack *p);
void prefilter_loaded(struct prefilter *f); /* NULL: nobody wants to know */
void prefilter_complete(struct prefilter *f);
void prefilter_free(struct prefilter *f);
/* What to look with in a text of so many bytes: scanners, of the rules that waive and of all others (pattern i is that of
 * pack->rules.v[i]; the rules of the other kind are found nowhere), or, before those pay, the trees of all patterns, for
 * strips. All NULL: without. Thread-safe. */
struct prefilter_tree {
	const struct cue_tree *tree; /* NULL: not known */
	enum tree_use use;
	const struct cue_tree **words; /* of the lists of words in the pattern; NULL: it is matched as it is */
};
struct prefilter_tools {
	const struct scanner *waiving, *taking;
	const struct prefilter_tree *trees; /* by rule */
	unsigned roots;
};
struct prefilter_tools prefilter_for(struct prefilter *f, enum prefilter_use use, size_t bytes);

/* The pattern of rule number i without the words that stand nowhere in the text: it finds there what the rule's own finds,
 * and takes a part of the time to compile. NULL: the rule's own is to be used, since it has no such words, or was narrowed
 * often enough to be worth its compiling. What is given lives in the arena and is regex_free'd. Thread-safe. */
struct regex *prefilter_narrowed(struct prefilter *f, size_t i, struct strips *s, arena *a);

/* May what rule number i looks for elsewhere stand in the text? Thread-safe; a glance (glance.h) once the scanners are made. */
bool prefilter_elsewhere(struct prefilter *f, size_t i, slice text);

/* Sieves of the rules' patterns: one thread's for as long as it has lent them. */
struct sieves;
struct sieves *prefilter_lend(struct prefilter *f);
void prefilter_take_back(struct prefilter *f, struct sieves *s);
/* For pattern number i, that is to be tried over so many bytes; NULL: none, or not before it was tried over more text.
 * Rule i has number i; templates say which their lines' have. */
struct sieve *sieves_get(struct sieves *s, size_t i, size_t bytes);
bool sieves_have(const struct sieves *s, size_t i); /* is it made? */

#endif

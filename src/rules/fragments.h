/* Fragments: patterns with names, put into other patterns as text. {{name}} becomes the fragment's pattern in a group of
 * its own; {{name as x}} puts "x." before the names of its captures.
 *
 * Every byte of an expanded pattern knows the character of the rule or fragment that it came from, so that an error of
 * PCRE2 is shown there. Named groups are called g0, g1, … inside, one for each name that rules see. */
#ifndef GARNER_RULES_FRAGMENTS_H
#define GARNER_RULES_FRAGMENTS_H

#include "rules/cue.h"
#include "rules/pattern.h"
#include "rules/regex.h"
#include "rules/yaml.h"

/* What is not just copied of a pattern: a fragment in it, or a name. */
struct fragment_token {
	struct pattern_token token;
	bool extended, behind; /* it stands in extended mode, in a look behind */
};
typedef VEC(struct fragment_token) fragment_tokens;

struct fragment {
	slice name;
	const struct yaml_node *key;      /* where it is defined */
	const struct yaml_node *node;     /* its pattern, or the mapping of its words */
	slice text;                       /* its pattern, not expanded */
	const struct yaml_node *examples; /* or NULL */
	bool words;                       /* the text was made from a register */
	size_t size;                      /* compiled, at most, where a brief may be without it; or 0 */
	bool broken;                      /* something is wrong with it, and was said */
	bool read;                        /* its tokens were found, and what closes its text */
	fragment_tokens tokens;
	slice close;
	int visit;   /* of fragments_check */
	size_t said; /* number of the diag, from 1, that says what is wrong inside it; 0: none */
};

struct fragments {
	arena *arena;
	struct diags *diags;
	VEC(struct fragment *) list;
};

enum { FRAGMENTS_MAX = 64 << 10 }; /* bytes of an expanded pattern, words of registers not counted */

struct fragment *fragments_find(const struct fragments *f, slice name); /* NULL when there is none */

/* Looks for unknown fragments and cycles, and compiles each fragment by itself, so that what is wrong with it is said once
 * and not by every rule that uses it. Called when all are there; patterns are expanded after that. */
void fragments_check(struct fragments *f);

/* A named group of a pattern, as rules see it. */
struct capture_name {
	slice name;
	const struct yaml_node *node; /* the scalar that it stands in, a fragment's perhaps */
	span at;                      /* in that scalar's text */
	bool repeated;                /* a repeat may run through it: its last turn is kept */
};

/* Is the name, or a part of it behind a dot, one for the pattern's own use: does it start with _? */
bool capture_is_private(slice name);

struct expansion;

struct compiled {
	struct regex *regex;               /* NULL: something was wrong, and was said */
	const struct expansion *written;   /* what was compiled */
	VEC(struct capture_name) captures; /* each name once */
};

enum pattern_use {
	PATTERN_MATCH,     /* finds text: may not match nothing */
	PATTERN_CONDITION, /* may */
	PATTERN_BEHIND,    /* must end where its subject ends */
};
/* Expands and compiles the pattern that stands in a scalar. */
struct compiled fragments_compile(const struct fragments *f, const struct yaml_node *pattern, enum pattern_use use);

/* A fragment by itself, as its examples see it. */
struct compiled fragments_compile_one(const struct fragments *f, const struct fragment *fragment);

#endif

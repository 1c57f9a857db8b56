/* Linking: from a name to the key of what it names. Exact after the pack's rewriting steps, never by similarity.
 *
 * The normal form of a name is: white space folded, case folded, then each variant of the link applied in order, then trimmed.
 * Names of the register and of its aliases are brought to the same form once, when the index is built. */
#ifndef GARNER_RULES_LINK_H
#define GARNER_RULES_LINK_H

#include "rules/pack.h"

struct matcher;

/* The normal form of a name under a link (NULL: white space and case folded only). In the arena. */
slice link_normal(const struct link *l, struct matcher *m, slice name, arena *a);

/* The same, told: the form after folding, then after each variant, then trimmed; the last is the normal form. */
struct link_step {
	const struct variant *variant; /* NULL: folding, or the trimming at the end */
	slice form;
};
typedef VEC(struct link_step) link_steps;
void link_tell(const struct link *l, struct matcher *m, slice name, arena *a, link_steps *steps);

struct link_index;
/* An index of every name and alias of the pack's links. In the arena, read-only once built, shared between threads. */
struct link_index *link_index_build(const struct pack *p, arena *a);

struct link_answer {
	slice key;                       /* "ods:QJ2", or "system:normal form" where no register knows it */
	bool ambiguous;                  /* several codes fit: key is "system:normal form" */
	slice candidates;                /* where ambiguous: the codes, joined by blanks */
	const struct register_table *by; /* the register and row that linked it, or NULL */
	size_t row;
};
struct link_answer link_find(const struct link_index *x, struct matcher *m, slice type, slice name, arena *a);

/* The register's label for a code of a type, else ABSENT. */
slice link_label(const struct pack *p, slice type, slice code);

#endif

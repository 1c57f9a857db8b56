/* Short names within a document: the part of resolve that knows what stands elsewhere in it. Stage-private: included by
 * resolve*.c alone. */
#ifndef GARNER_STAGES_RESOLVE_SHORT_H
#define GARNER_STAGES_RESOLVE_SHORT_H

#include "stages/stages.h"

enum known_how { BY_ABBREVIATION, BY_ALIAS, BY_LAST_WORD };
slice known_basis(enum known_how how); /* as mentions say it */

/* A short name. */
struct known {
	slice text;              /* as it stands in the document */
	slice type, key, name;   /* what it is short for */
	enum known_how how;      /* how that is known */
	slice rule;              /* which took it */
	const struct record *by; /* the record that says so; until records are added */
	size_t order;            /* in which it became known */
};
typedef VEC(struct known) known_list;

/* The index of the first whose text is not before this one; they are sorted by text, each text once. O(log n). */
size_t known_first(const known_list *known, slice text);

/* The mention in this place: the longest inside it, else one that it lies in; or NULL. Records stand in order of place. */
const struct record *resolve_mention_in(const struct document *d, span at);

/* Gives mentions that are short names the key of what they are short for, and adds a mention wherever such a short name
 * stands alone. Needs the keys of all mentions. Afterwards records stand in order of place again. */
void resolve_short(struct document *d, struct rule_context *c);
/* resolve_forms.c: a name that another one of the document continues by no more than the word for its kind (Wexbury
 * Hospitals; Wexbury Hospitals NHS Trust) means that one, where it is the only one and no register knows the kind of the
 * short name by itself. Which words those are say the registers of the type's subtypes, `at: end`. */
void resolve_forms(struct document *d, struct rule_context *c);
/* resolve_alone.c: a mention wherever such a name stands and no other mention, contact or abbreviation does; ids and order
 * of place for all records. Linear in the text, but for names that start with the same word. */
void resolve_alone(struct document *d, const known_list *known, arena *scratch);

#endif

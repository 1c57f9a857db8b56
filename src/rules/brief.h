/* Patterns in brief: with something short in the place of each long list of words that a register gives, and of each
 * fragment that is closed.
 *
 * PCRE2 judges the brief as it would the whole pattern: what is left out has no groups with captures, refers to nothing and
 * never matches nothing, and compiles by itself. So a pattern need not be compiled before it is needed to know that it can
 * be. */
#ifndef GARNER_RULES_BRIEF_H
#define GARNER_RULES_BRIEF_H

#include "rules/pattern.h"
#include "rules/regex_source.h"

/* What the brief leaves out. */
struct brief_gap {
	size_t at;   /* where its stand-in is, in the brief */
	size_t size; /* of what is left out, compiled, whether case counts around it or not: regex_check_part */
};
enum { BRIEF_LEAST = 64 }; /* bytes of a list that is left out */
extern const slice brief_stand_in;

/* Does a part of a pattern that compiles, and is closed (regex_size_closed), compile as well in groups that are not in look
 * arounds? Not where it is deep, has a \K or ends in a \Q. */
bool brief_may_leave_out(const struct regex_source *part);

/* How many bytes what is left out adds to the compiled brief, at most; SIZE_MAX where the brief tells too little: gaps or
 * calls of groups in look behinds, groups in each other very deep. The gaps are in order. */
size_t brief_left_out(slice brief, const struct brief_gap *gaps, size_t n);

#endif

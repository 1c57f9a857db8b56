/* The one tokenizer of patterns: just enough of PCRE2's syntax (pcre2pattern, 10.42) to find fragments, groups, names,
 * classes, comments and escapes in it. What it does not understand is passed through as text; PCRE2 is the judge. */
#ifndef GARNER_RULES_PATTERN_H
#define GARNER_RULES_PATTERN_H

#include "base/slice.h"

enum pattern_kind {
	PATTERN_TEXT,      /* one character, an escape, a verb, an option: copied as it is */
	PATTERN_BLANK,     /* white space that extended mode leaves out */
	PATTERN_COMMENT,   /* # to the end of its line, or (?#…) */
	PATTERN_QUOTED,    /* \Q…\E */
	PATTERN_CLASS,     /* […] */
	PATTERN_OPEN,      /* a group's start with all that belongs to it: ( (?: (?<name> (?(<name>) */
	PATTERN_CLOSE,     /* ) */
	PATTERN_REFERENCE, /* \k<name> (?&name) (?P=name) … */
	PATTERN_FRAGMENT,  /* {{name}} {{name as x}} */
};

struct pattern_token {
	enum pattern_kind kind;
	span at;
	span name;    /* of the group, of the group referred to, of the fragment; SPAN_NONE: none */
	span as;      /* {{name as x}}: x; SPAN_NONE: none */
	bool defines; /* OPEN: the name is that of this group */
	bool broken;  /* it never ends, or a {{ that is no fragment */
};

enum { PATTERN_DEPTH = 256 }; /* PCRE2 refuses more than 250 */

/* Start with {.text = …, .extended = true}. */
struct pattern_reader {
	slice text;
	size_t at;
	bool extended;                /* of the group that we are in */
	bool outer[PATTERN_DEPTH];    /* of the groups around it */
	size_t starts[PATTERN_DEPTH]; /* where they opened */
	size_t depth;                 /* may be more than PATTERN_DEPTH; those are not kept */
};
/* The next token; false at the end. */
bool pattern_next(struct pattern_reader *r, struct pattern_token *t);
/* Goes on over letters, digits and blanks, which are tokens of their own, to `until` at most: for those who look for others. */
void pattern_skip(struct pattern_reader *r, size_t until);

/* What is open where the pattern ends. */
struct pattern_end {
	bool comment, quoted; /* in a # comment, in \Q */
	span unclosed;        /* the start of the innermost group, class or comment that never ends, or SPAN_NONE */
};
struct pattern_end pattern_end(slice text);

#endif

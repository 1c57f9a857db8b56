/* Inside rules/regex*.c, the only files that know PCRE2. */
#ifndef GARNER_RULES_REGEX_INSIDE_H
#define GARNER_RULES_REGEX_INSIDE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/regex.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

extern const uint32_t regex_options; /* that all patterns are compiled with */
pcre2_general_context *matcher_general(const struct matcher *m);
pcre2_match_context *matcher_context(const struct matcher *m);

/* The pattern as machine code, made when it pays: as it is written, or behind a look ahead for the bytes that a match may
 * start with. Code that is matched with is never changed: each is a copy, made whole and then published. */
enum machine { AS_WRITTEN, STARTING, MACHINES };
struct machines {
	pthread_mutex_t lock;        /* while any is made */
	_Atomic(pcre2_code *) plain; /* for the interpreter; NULL: not compiled yet */
	_Atomic(pcre2_code *) code[MACHINES];
	_Atomic bool tried[MACHINES];
	atomic_size_t bytes;    /* that the interpreter was given */
	_Atomic(char *) starts; /* the look ahead, or NULL */
	_Atomic(char *) whole;  /* of a source with lists; NULL: not asked for yet */
	size_t due;             /* bytes from which machine code pays */
};

struct regex {
	struct machines *machines;
	struct regex_source source;
	size_t length; /* of the whole of it */
	struct regex_group *groups;
	size_t group_count;
	uint32_t captures; /* the highest group number */
	size_t size;       /* compiled, at most */
	bool matches_empty;
};

/* ---- regex.c */
pcre2_general_context *regex_general_new(void);
uint32_t regex_captures(const struct regex *r);                                     /* the highest group number */
pcre2_code *regex_compile_code(arena *a, slice pattern, struct regex_error *error); /* NULL and *error, in the arena */
/* For the interpreter. */
const pcre2_code *regex_plain(const struct regex *r);

/* ---- regex_machine.c */
/* Machine code, or NULL: none is to be had, or it does not pay before more bytes than those were searched. As the pattern is
 * written, or with what is looked for first. */
pcre2_code *regex_machine_for(const struct regex *r, bool as_written, size_t bytes);
pcre2_code *regex_machine_now(const struct regex *r, bool as_written); /* at once */

/* ---- regex_doubt.c */
/* May the two find different things with the pattern? Errs towards yes. Machine code is then made before the first match, lest a
 * result depend on when it came. Linear. */
bool regex_in_doubt(slice pattern);

#endif

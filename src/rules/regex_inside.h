/* Inside rules/regex*.c, the only files that know PCRE2. */
#ifndef GARNER_RULES_REGEX_INSIDE_H
#define GARNER_RULES_REGEX_INSIDE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/regex.h"

#include <pcre2.h>

extern const uint32_t regex_options; /* that all patterns are compiled with */
pcre2_general_context *matcher_general(const struct matcher *m);
pcre2_match_context *matcher_context(const struct matcher *m);

/* ---- regex.c */
pcre2_general_context *regex_general_new(void);
uint32_t regex_captures(const struct regex *r); /* the highest group number */
/* For the interpreter. */
const pcre2_code *regex_plain(const struct regex *r);
/* Machine code, or NULL: none is to be had, or it does not pay before more bytes than those were searched. As the pattern is
 * written, or with what is looked for first. */
pcre2_code *regex_machine_for(const struct regex *r, bool as_written, size_t bytes);
pcre2_code *regex_machine_now(const struct regex *r, bool as_written); /* at once */

/* ---- regex_doubt.c */
/* May the two find different things with the pattern? Errs towards yes. Machine code is then made before the first match, lest a
 * result depend on when it came. Linear. */
bool regex_in_doubt(slice pattern);

#endif

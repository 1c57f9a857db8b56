/* Inside rules/regex*.c, the only files that know PCRE2. */
#ifndef GARNER_RULES_REGEX_INSIDE_H
#define GARNER_RULES_REGEX_INSIDE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/regex.h"

#include <pcre2.h>

extern const uint32_t regex_options; /* that all patterns are compiled with */
pcre2_general_context *matcher_general(const struct matcher *m);
pcre2_match_context *matcher_context(const struct matcher *m);

#endif

/* What PCRE2 accepts in a pattern and a rule does not mean: captures that a repeat overwrites, groups hidden by
 * others of their name, blanks and # that extended mode drops, settings and callouts. By the tokens of pattern.h alone. */
#ifndef GARNER_RULES_PATTERN_CHECK_H
#define GARNER_RULES_PATTERN_CHECK_H

#include "base/arena.h"

enum pattern_doubt {
	PATTERN_REPEATED, /* a named group that a repeat may run through more than once: its last turn is kept */
	PATTERN_HIDDEN,   /* a named group that is never the capture: an earlier one of its name always takes part */
};
struct pattern_group {
	span name;
	enum pattern_doubt doubt;
};
typedef VEC(struct pattern_group) pattern_groups;
/* The doubtful named groups of an expanded pattern, in its order. In the arena. O(n · named groups). */
pattern_groups pattern_check_groups(arena *a, slice text);

enum pattern_slip {
	SLIP_BLANK,   /* a blank between two letters or digits */
	SLIP_COMMENT, /* a # that is no comment on lines of its own */
	SLIP_SETTING, /* (*UTF), (*LIMIT_MATCH=…): what all patterns share is not a rule's to change */
	SLIP_CALLOUT, /* (?C1) */
};
struct pattern_slip_at {
	enum pattern_slip slip;
	span at;
};
typedef VEC(struct pattern_slip_at) pattern_slips;
/* The slips of a pattern as it was written, fragments not expanded. `lines`: it stands in a literal block, where a line
 * may end in a comment. In the arena. */
pattern_slips pattern_check_slips(arena *a, slice text, bool lines);

#endif

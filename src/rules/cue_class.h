/* What one token of a pattern stands for. Private to the reading of cues (cue*.c). */
#ifndef GARNER_RULES_CUE_CLASS_H
#define GARNER_RULES_CUE_CLASS_H

#include "rules/cue_set.h"

/* The characters of a class in brackets, or as many more as it takes where it is not understood. */
struct cue_chars class_chars(slice text, bool caseless);

/* What stands at an escape: a character, characters, no character at all, or something not understood. *at is moved
 * behind all that belongs to it, which may be more than the token. */
enum escape_kind {
	ESCAPE_CHARS,
	ESCAPE_NOTHING,
	ESCAPE_WORD_EDGE,
	ESCAPE_END,
	ESCAPE_START,
	ESCAPE_UNKNOWN,
	ESCAPE_HOPELESS
};
enum escape_kind escape_chars(slice s, size_t *at, bool in_class, bool caseless, struct cue_chars *c);

/* What options say, group by group. */
struct cue_mode {
	bool caseless, lines;
};
/* "i-x" and the like, from `at` on; *end is behind it. False for letters that are not known. */
bool options_read(slice s, size_t at, struct cue_mode *m, size_t *end);
/* {3} {3,} {3,5}, whose brace is at `at`; *end is behind it. What looks otherwise might still count in another version of
 * PCRE2: false, and *end is left. */
bool braces_read(slice s, size_t at, unsigned *least, unsigned *most, size_t *end);

#endif

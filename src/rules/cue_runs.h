/* How far something of a known length (struct cue_length) may reach in a given text. */
#ifndef GARNER_RULES_CUE_RUNS_H
#define GARNER_RULES_CUE_RUNS_H

#include "rules/cue.h"

/* The longest runs of blanks and of anything else in a text; found when a length first asks for them. */
struct cue_runs {
	size_t blanks, words;
	bool known;
};

/* In bytes; SIZE_MAX where the length is endless. Holds where no odd character stands in the text. */
size_t cue_length_in(struct cue_length length, slice text, struct cue_runs *runs);

/* Does one stand there (cue_is_odd)? */
bool cue_has_odd(slice text);

#endif

/* One walk over a pattern's tokens, for its cues or its tree, as cue.c and cue_atoms.c share it. Private to the reading of
 * cues (cue*.c). */
#ifndef GARNER_RULES_CUE_WALK_H
#define GARNER_RULES_CUE_WALK_H

#include "rules/cue_calls.h"
#include "rules/cue_class.h"
#include "rules/cue_known.h"
#include "rules/cue_part.h"
#include "rules/pattern.h"

struct cue_walk {
	struct cue_reader *reader;
	arena *a;
	slice text;
	struct pattern_reader tokens;
	struct pattern_token next; /* read ahead, where `ahead` */
	bool ahead;
	size_t share; /* the first of the reader's shares that may still come */
	bool in_words;
	size_t words;    /* where the list of words starts that we are in */
	size_t branches; /* of what was read to its end last */
	struct cue_seen seen;
	struct cue_calls calls;
};

static inline slice walk_text(const struct cue_walk *w, const struct pattern_token *t) {
	return slice_at(w->text, t->at);
}

static inline bool walk_is_char(const struct cue_walk *w, const struct pattern_token *t, char c) {
	return t->kind == PATTERN_TEXT && t->at.end == t->at.start + 1 && w->text.p[t->at.start] == c;
}

/* What a token that stands for text takes: a character, an escape, ^ $ and ., a verb, a call, options, which change *m. */
struct cue_part cue_atom(struct cue_walk *w, const struct pattern_token *t, struct cue_mode *m);
struct cue_part cue_one_of(struct cue_walk *w, const struct cue_chars *c); /* one of the characters */

#endif

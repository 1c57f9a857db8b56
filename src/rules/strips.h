/* Where in a text patterns may match, all places at once: a bit for each character, a few operations on strips of bits for
 * each part of a pattern (cue_tree.h). Nothing is made of a pattern beforehand, and words that no place of the text goes
 * on to are left after their first letters: quick for many large patterns over little text. The time grows with the
 * product of both, so for much text there are scanners and sieves.
 *
 * Parallel bit streams for regular expressions are those of Cameron et al. (PACT 2014); the code is not theirs. */
#ifndef GARNER_RULES_STRIPS_H
#define GARNER_RULES_STRIPS_H

#include "rules/cue_tree.h"

struct buf;

/* A stretch of the text that is matched by itself. */
struct strips_view {
	span at;
	bool joined; /* also together with the one before it */
};

/* One text's. All lies in the arena, the text too. */
struct strips;
/* The views in the order of the text, apart by a byte; what a pattern shares has a root number up to `roots`. */
struct strips *strips_new(arena *a, slice text, const struct strips_view *views, size_t n, unsigned roots);

/* What was found of one pattern. */
struct strips_found {
	const uint64_t *starts; /* by character: a match may start here; NULL: nowhere in the text */
	enum tree_use use;
};
/* At least all starts of matches in views that hold no odd character (cue_is_odd), neither at nor between what is joined. */
struct strips_found strips_find(struct strips *s, const struct cue_tree *t, enum tree_use use);

/* Of a list of words as a pattern, whose tree is told with the places of its alternatives, what can match in the text at
 * all: the same pattern without the words that stand nowhere. For views without odd characters. */
void strips_words(struct strips *s, const struct cue_tree *t, slice words, struct buf *out);

/* A view, or several that are joined. */
struct strips_window {
	size_t first, last; /* places of characters, both included */
	span at;            /* in the text */
	bool odd;           /* it holds an odd character: nothing is known of it */
};
struct strips_window strips_window(const struct strips *s, span view);
bool strips_any(const struct strips_found *f, const struct strips_window *w); /* may it match there? */
/* The places where a search is to be made, from the start of the view: as sieves have them. In the arena. */
void strips_places(
        const struct strips *s, const struct strips_found *f, const struct strips_window *w, arena *a, spans *out);

#endif

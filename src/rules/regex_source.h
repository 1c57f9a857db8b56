/* A pattern of which long lists are kept apart: many patterns hold the same ones, and few are ever needed as a whole. */
#ifndef GARNER_RULES_REGEX_SOURCE_H
#define GARNER_RULES_REGEX_SOURCE_H

#include "base/arena.h"
#include "base/buf.h"

struct regex_list {
	size_t at;  /* the byte of the text before which it belongs */
	slice text; /* of the list */
};
/* The texts and the lists, in order of their places, are somebody else's. */
struct regex_source {
	slice text; /* without the lists */
	const struct regex_list *lists;
	size_t n;
};
size_t regex_source_length(const struct regex_source *s);             /* bytes of the whole */
void regex_source_put(struct buf *out, const struct regex_source *s); /* the whole */
slice regex_source_whole(arena *a, const struct regex_source *s); /* in the arena, or the text itself where it is all */

#endif

/* Patterns of which lists are kept apart: see regex_source.h. */
#include "rules/regex_source.h"

size_t regex_source_length(const struct regex_source *s) {
	size_t n = s->text.n;
	for (size_t i = 0; i < s->n; i++) n += s->lists[i].text.n;
	return n;
}

void regex_source_put(struct buf *out, const struct regex_source *s) {
	size_t at = 0;
	for (size_t i = 0; i < s->n; at = s->lists[i++].at) {
		buf_put(out, slice_sub(s->text, at, s->lists[i].at));
		buf_put(out, s->lists[i].text);
	}
	buf_put(out, slice_drop(s->text, at));
}

slice regex_source_whole(arena *a, const struct regex_source *s) {
	if (s->n == 0) return s->text;
	struct buf out = {0};
	regex_source_put(&out, s);
	slice whole = arena_copy(a, buf_slice(&out));
	buf_free(&out);
	return whole;
}

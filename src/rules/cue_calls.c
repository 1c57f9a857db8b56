/* Calls of groups: see cue_calls.h. A group takes what it takes wherever it is called from, in the mode in which it is
 * written (pcre2pattern, 10.42); its captures are nobody's concern here. */
#include "rules/cue_calls.h"

#include <string.h>

size_t calls_open(struct cue_calls *c, arena *a) {
	*vec_push(a, &c->groups) = NULL;
	return c->groups.n;
}

void calls_close(struct cue_calls *c, arena *a, size_t number, const struct cue_part *part) {
	struct cue_part *kept = arena_alloc(a, sizeof *kept);
	*kept = *part;
	c->groups.v[number - 1] = kept;
}

const struct cue_part *calls_find(struct cue_calls *c, slice call) {
	uint64_t n;
	bool back = call.n > 2 && call.p[2] == '-';
	if (call.n < 4 || !slice_to_u64(slice_sub(call, back ? 3 : 2, call.n - 1), &n)) return NULL;
	if (n == 0 || n > c->groups.n) return NULL;
	size_t number = back ? c->groups.n - n + 1 : n, told = back ? number : 0;
	if (told < c->reached) c->reached = told;
	return c->groups.v[number - 1];
}

bool calls_lose_count(slice open) {
	bool options = open.n > 2 && memchr("imsxnJ-^", open.p[2], 8) != NULL;
	return slice_equal(open, S("(?|")) || (options && slice_find_byte(open, 'n') != SIZE_MAX);
}

struct cue_stretch calls_enter(struct cue_calls *c) {
	struct cue_stretch s = {c->groups.n, c->reached};
	c->reached = CALLS_NONE;
	return s;
}

bool calls_leave(struct cue_calls *c, arena *a, const struct cue_stretch *s, cue_captures *groups) {
	bool inside = c->reached > s->before;
	for (size_t i = s->before; i < c->groups.n; i++) *vec_push(a, groups) = c->groups.v[i];
	if (s->reached < c->reached) c->reached = s->reached;
	return inside;
}

void calls_add(struct cue_calls *c, arena *a, const cue_captures *groups) {
	for (size_t i = 0; i < groups->n; i++) *vec_push(a, &c->groups) = groups->v[i];
}

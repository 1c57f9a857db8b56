/* Patterns over strips: see strips.h. First from the left, from all places: what no place goes on to is left out of the
 * tree, and most patterns come to nothing. Of what is left the starts are then found from the right. */
#include "rules/strips_parts.h"

static bool any(const struct strips *s, const uint64_t *strip) {
	uint64_t bits = 0;
	for (size_t i = 0; i < s->words; i++) bits |= strip[i];
	return bits != 0;
}

static void copy(const struct strips *s, uint64_t *to, const uint64_t *from) {
	memcpy(to, from, s->words * sizeof *to);
}

static void add(const struct strips *s, uint64_t *to, const uint64_t *from) {
	for (size_t i = 0, words = s->words; i < words; i++) to[i] |= from[i];
}

static void swap(uint64_t **one, uint64_t **other) {
	uint64_t *kept = *one;
	*one = *other;
	*other = kept;
}

/* ---- one character, and runs of one */

/* Most steps are from few places: four words at a time are seen to hold none. */
static bool step_right(const struct strips *s, const uint64_t *from, const uint64_t *chars, uint64_t *out) {
	uint64_t carry = 0, bits = 0;
	size_t i = 0, words = s->words;
	while (i < words) {
		size_t end = i + 4 < words ? i + 4 : words;
		if (i + 4 == end && (from[i] | from[i + 1] | from[i + 2] | from[i + 3] | carry) == 0) {
			memset(out + i, 0, 4 * sizeof *out);
			i = end;
			continue;
		}
		for (; i < end; i++) {
			uint64_t taken = from[i] & chars[i];
			bits |= taken;
			out[i] = taken << 1 | carry;
			carry = taken >> 63;
		}
	}
	return bits != 0;
}

static bool step_left(const struct strips *s, const uint64_t *from, const uint64_t *chars, uint64_t *out) {
	uint64_t bits = 0, above = 0;
	for (size_t i = s->words; i-- > 0;) {
		uint64_t taken = (from[i] >> 1 | above) & chars[i];
		above = from[i] << 63;
		bits |= taken;
		out[i] = taken;
	}
	return bits != 0;
}

/* Any number of them: the carry of an addition runs through a run of characters. */
static void run_right(const struct strips *s, uint64_t *places, const uint64_t *chars) {
	unsigned char carry = 0;
	for (size_t i = 0; i < s->words; i++) {
		if (places[i] == 0 && carry == 0) continue;
		uint64_t sum = (places[i] & chars[i]) + chars[i], with = sum + carry;
		carry = sum < chars[i] || with < sum;
		places[i] |= with ^ chars[i];
	}
}

/* The same to the left: from the last word to the first, inside each by twice as many each time. */
static void run_left(const struct strips *s, uint64_t *places, const uint64_t *chars) {
	uint64_t above = 0; /* the first place of the word behind */
	for (size_t i = s->words; i-- > 0;) {
		uint64_t run = chars[i], at = places[i] | (run & above << 63);
		for (unsigned by = 1; by < 64 && at != 0 && run != 0; by *= 2) {
			at |= run & at >> by;
			run &= run >> by;
		}
		places[i] = at;
		above = at & 1;
	}
}

/* ---- what takes no character */

static const uint64_t *beside(struct strips *s, const struct cue_bytes *b) {
	struct cue_chars c = {{b->bits[0], b->bits[1]}, .more = (b->bits[2] | b->bits[3]) != 0};
	return strip_of_chars(s, &c);
}

/* The places where it holds; false: nowhere, or it is no such thing. */
static bool hold(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	uint64_t last = 0, bits = 0;
	bool left = t->kind == TREE_LEFT;
	if (t->kind == TREE_WORD) {
		const uint64_t *edges = strip_of_edges(s);
		for (size_t i = 0; i < s->words; i++) bits |= out[i] = from[i] & edges[i];
		return bits != 0;
	}
	const uint64_t *chars = beside(s, &t->bytes), *ends = left ? s->firsts : s->lasts;
	for (size_t i = 0; i < s->words; i++) {
		uint64_t at = left ? chars[i] << 1 | last : chars[i];
		last = chars[i] >> 63;
		if (t->bytes.end) at |= ends[i];
		bits |= out[i] = from[i] & at;
	}
	return bits != 0;
}

/* ---- from the left */

/* Parts that are left, and in a list of words where they stand. */
struct left {
	tree_list parts;
	spans stand;
	bool changed; /* some are others than before, or none; until then none are noted */
};

static void keep_part(
        struct strips *s, struct left *l, const struct cue_tree *t, size_t i, const struct cue_tree *part) {
	*vec_push(s->a, &l->parts) = part;
	if (t->parts.branches != NULL) *vec_push(s->a, &l->stand) = t->parts.branches[i];
}

static void note_part(
        struct strips *s, struct left *l, const struct cue_tree *t, size_t i, const struct cue_tree *part) {
	if (!l->changed && part != t->parts.v[i]) {
		l->changed = true;
		for (size_t k = 0; k < i; k++) keep_part(s, l, t, k, t->parts.v[k]);
	}
	if (l->changed && part != NULL) keep_part(s, l, t, i, part);
}

static const struct cue_tree *follow_row(
        struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	struct left left = {0};
	bool alive = true;
	uint64_t *here = strip_take(s), *next = strip_take(s);
	for (size_t i = 0; i < t->parts.n && alive; i++) {
		swap(&here, &next);
		uint64_t *ends = i + 1 < t->parts.n ? next : out;
		const struct cue_tree *part = strips_follow(s, t->parts.v[i], i == 0 ? from : here, ends);
		alive = part != NULL;
		if (alive) note_part(s, &left, t, i, part);
	}
	if (t->parts.n == 0) copy(s, out, from);
	strip_give(s, here);
	strip_give(s, next);
	if (!alive) return NULL;
	return left.changed ? tree_of(s->a, TREE_ROW, &left.parts) : t;
}

static const struct cue_tree *follow_choice(
        struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	struct left left = {0};
	bool alive = false;
	uint64_t *ends = strip_take(s);
	memset(out, 0, s->words * sizeof *out);
	for (size_t i = 0; i < t->parts.n; i++) {
		const struct cue_tree *part = strips_follow(s, t->parts.v[i], from, ends);
		if (part != NULL) add(s, out, ends);
		alive = alive || part != NULL;
		note_part(s, &left, t, i, part);
	}
	strip_give(s, ends);
	if (!alive) return NULL;
	if (!left.changed) return t;
	return t->parts.branches != NULL ? tree_choice(s->a, &left.parts, &left.stand, t->parts.range)
	                                 : tree_of(s->a, TREE_CHOICE, &left.parts);
}

/* Turns are counted so far; beyond, any number will do. */
enum { TURNS_MAX = 16 };

typedef bool taking(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out);

/* At least so many turns, and at most: the places in `out` come to be those behind them. */
static bool turns(
        struct strips *s, const struct cue_tree *one, unsigned least, unsigned most, uint64_t *out, taking *take) {
	uint64_t *here = strip_take(s), *next = strip_take(s);
	bool alive = true;
	for (unsigned i = 0; i < least && i < TURNS_MAX && alive; i++) {
		copy(s, here, out);
		alive = take(s, one, here, out);
	}
	copy(s, here, out);
	for (unsigned i = least < TURNS_MAX ? least : TURNS_MAX; alive && i < most; i++) {
		uint64_t fresh = 0;
		if (!take(s, one, here, next)) break;
		for (size_t k = 0; k < s->words; k++) {
			here[k] = next[k] & ~out[k];
			out[k] |= here[k];
			fresh |= here[k];
		}
		if (fresh == 0) break;
	}
	strip_give(s, here);
	strip_give(s, next);
	return alive;
}

static bool take_right(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	return strips_follow(s, t, from, out) != NULL;
}

static bool is_run(const struct cue_tree *t) {
	return t->parts.v[0]->kind == TREE_CHARS && t->least <= TURNS_MAX && t->most - t->least > TURNS_MAX;
}

static const struct cue_tree *follow_repeat(
        struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	const struct cue_tree *one = t->parts.v[0], *left;
	copy(s, out, from);
	if (t->most == 0) return &tree_nothing;
	if (is_run(t)) {
		if (!turns(s, one, t->least, t->least, out, take_right)) return NULL;
		run_right(s, out, strip_of_chars(s, &one->chars));
		return t;
	}
	uint64_t *ends = strip_take(s);
	left = strips_follow(s, one, t->most == 1 ? from : s->all, ends);
	if (left != NULL && t->most > 1 && !turns(s, left, t->least, t->most, out, take_right)) left = NULL;
	if (left == NULL && t->least > 0) {
		strip_give(s, ends);
		return NULL;
	}
	for (size_t i = 0; left != NULL && t->most == 1 && i < s->words; i++)
		out[i] = t->least == 1 ? ends[i] : out[i] | ends[i];
	strip_give(s, ends);
	if (left == NULL && one->kind == TREE_CHOICE && one->parts.branches != NULL)
		left = tree_choice(s->a, &(tree_list){0}, &(spans){0}, one->parts.range);
	if (left == NULL) return &tree_nothing;
	return left == one ? t : tree_repeat(s->a, left, t->least, t->most);
}

static bool trace(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out);

/* The places where the look around may hold. */
static const struct cue_tree *follow_around(
        struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	if (!hold(s, t, from, out)) return NULL;
	if (t->inside == NULL) return t;
	uint64_t *there = strip_take(s), *ends = strip_take(s);
	bool ahead = t->kind == TREE_RIGHT;
	const struct cue_tree *left = strips_follow(s, t->inside, ahead ? out : s->all, ends);
	uint64_t bits = 0;
	if (left != NULL && ahead && !trace(s, left, s->all, there)) left = NULL;
	for (size_t i = 0; left != NULL && i < s->words; i++) bits |= out[i] &= ahead ? there[i] : ends[i];
	strip_give(s, there);
	strip_give(s, ends);
	if (bits == 0) return NULL;
	return left == t->inside ? t : tree_around(s->a, t->kind, &t->bytes, left);
}

static const struct cue_tree *follow_own(
        struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	switch (t->kind) {
	case TREE_CHARS: return step_right(s, from, strip_of_chars(s, &t->chars), out) ? t : NULL;
	case TREE_ROW: return follow_row(s, t, from, out);
	case TREE_CHOICE: return follow_choice(s, t, from, out);
	case TREE_REPEAT: return follow_repeat(s, t, from, out);
	case TREE_RIGHT:
	case TREE_LEFT: return follow_around(s, t, from, out);
	case TREE_WORD: return hold(s, t, from, out) ? t : NULL;
	case TREE_ANY:
		copy(s, out, from);
		run_right(s, out, s->inside);
		return t;
	case TREE_CUT: copy(s, out, from); return t;
	case TREE_FAIL: return NULL;
	}
	return NULL;
}

/* What patterns share is followed from all places once, and then as much of it as came of that. */
const struct cue_tree *strips_follow(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	if (t->root == 0) return follow_own(s, t, from, out);
	struct strips_root *r = &s->roots[t->root];
	if (!r->known) {
		uint64_t *ends = strip_take(s);
		r->left = follow_own(s, t, s->all, ends);
		r->ends = ends;
		r->known = true;
	}
	if (r->left == NULL) return NULL;
	if (from != s->all) return follow_own(s, r->left, from, out);
	copy(s, out, r->ends);
	return r->left;
}

/* ---- from the right */

/* Where what ends at these places starts; false: nowhere. */
static bool trace_row(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	uint64_t *here = strip_take(s), *next = strip_take(s);
	bool alive = true;
	for (size_t i = t->parts.n; i-- > 0 && alive;) {
		swap(&here, &next);
		alive = trace(s, t->parts.v[i], i + 1 == t->parts.n ? from : here, i > 0 ? next : out);
	}
	if (t->parts.n == 0) copy(s, out, from);
	strip_give(s, here);
	strip_give(s, next);
	return alive;
}

static bool trace_choice(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	uint64_t *starts = strip_take(s);
	bool alive = false;
	memset(out, 0, s->words * sizeof *out);
	for (size_t i = 0; i < t->parts.n; i++) {
		if (!trace(s, t->parts.v[i], from, starts)) continue;
		alive = true;
		add(s, out, starts);
	}
	strip_give(s, starts);
	return alive;
}

static bool trace_repeat(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	const struct cue_tree *one = t->parts.v[0];
	copy(s, out, from);
	if (!is_run(t)) return turns(s, one, t->least, t->most, out, trace);
	if (!turns(s, one, t->least, t->least, out, trace)) return false;
	run_left(s, out, strip_of_chars(s, &one->chars));
	return true;
}

static bool trace_any(struct strips *s, const uint64_t *from, uint64_t *out) {
	copy(s, out, from);
	run_left(s, out, s->inside);
	return true;
}

static bool trace(struct strips *s, const struct cue_tree *t, const uint64_t *from, uint64_t *out) {
	switch (t->kind) {
	case TREE_CHARS: return step_left(s, from, strip_of_chars(s, &t->chars), out);
	case TREE_ROW: return trace_row(s, t, from, out);
	case TREE_CHOICE: return trace_choice(s, t, from, out);
	case TREE_REPEAT: return trace_repeat(s, t, from, out);
	case TREE_RIGHT:
	case TREE_LEFT: return follow_around(s, t, from, out) != NULL;
	case TREE_WORD: return hold(s, t, from, out);
	case TREE_ANY: return trace_any(s, from, out);
	case TREE_CUT: copy(s, out, from); return true;
	case TREE_FAIL: return false;
	}
	return false;
}

/* ---- */

struct strips_found strips_find(struct strips *s, const struct cue_tree *t, enum tree_use use) {
	uint64_t *ends = strip_take(s), *starts = NULL;
	const struct cue_tree *left = strips_follow(s, t, s->all, ends);
	if (left != NULL) {
		starts = strip_take(s);
		if (!trace(s, left, s->all, starts) || !any(s, starts)) {
			strip_give(s, starts);
			starts = NULL;
		}
	}
	strip_give(s, ends);
	return (struct strips_found){starts, use};
}

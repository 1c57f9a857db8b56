/* Choosing cues: see cue_thin.h. A literal that holds another one of its cue is only found where that one is, too, and a cue
 * of which most literals hold one of another cue makes that other cue nearly sure where it was found itself.
 *
 * Literals are kept in the order of their bytes as scanners take them (letters small, digits as one), so that those which
 * may stand in a text at a place are neighbours and found by bisection. */
#include "rules/cue_thin.h"

#include "base/ascii.h"

#include <stdlib.h>

/* A cue that stands nearly everywhere costs more than it spares: more than one place in so many; beside a rarer one. */
enum { PLACES_ALONE = 6, PLACES_BESIDE = 32 };
static const uint64_t everywhere = UINT64_C(1) << 40;

static bool is_digit(unsigned char c) { return c == CUE_DIGIT || ascii_is_digit(c); }

static unsigned char key(char byte) {
	unsigned char c = (unsigned char)byte;
	if (ascii_is_letter(c)) return c | 32;
	if (is_digit(c)) return CUE_DIGIT;
	return c >= 0x80 ? CUE_BEYOND : c;
}

static int compare_keys(slice a, slice b) {
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		if (a.p[i] == b.p[i]) continue; /* as most are */
		unsigned char left = key(a.p[i]), right = key(b.p[i]);
		if (left != right) return left < right ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

/* A literal to be sorted, with the keys of its first bytes, which tell most of them apart. */
struct ranked {
	uint64_t head;
	const struct cue_literal *l;
};

static uint64_t head_of(slice bytes) {
	uint64_t head = 0;
	for (size_t i = 0; i < sizeof head; i++) head = head << 8 | (i < bytes.n ? key(bytes.p[i]) : 0);
	return head;
}

/* Of one key the one that is found more often comes first, as far as that can be told at once. */
static int compare_ranked(const void *left, const void *right) {
	const struct ranked *x = left, *y = right;
	if (x->head != y->head) return x->head < y->head ? -1 : 1;
	const struct cue_literal *a = x->l, *b = y->l;
	int order = compare_keys(a->bytes, b->bytes);
	if (order == 0) order = (b->folded > a->folded) - (b->folded < a->folded);
	if (order == 0) order = (a->before > b->before) - (a->before < b->before);
	if (order == 0) order = (a->behind > b->behind) - (a->behind < b->behind);
	return order != 0 ? order : slice_compare(a->bytes, b->bytes);
}

/* ---- does one literal hold another? */

static bool covers(const struct cue_literal *few, char one, const struct cue_literal *many, char other) {
	unsigned char c = (unsigned char)one, by = (unsigned char)other;
	if (by == CUE_DIGIT) return is_digit(c);
	if (by == CUE_BEYOND) return c == CUE_BEYOND || c >= 0x80;
	if (ascii_is_letter(by) && many->folded) return ascii_is_letter(c) && (c | 32) == (by | 32);
	return c == by && !(few->folded && ascii_is_letter(c));
}

/* Is the condition met beside a byte of a literal? */
static bool met_by(unsigned char condition, char beside) {
	unsigned char c = (unsigned char)beside;
	return !(condition & CUE_EDGE) && !((condition & CUE_NO_LETTER) && ascii_is_letter(c)) &&
	       !((condition & CUE_NO_DIGIT) && is_digit(c));
}

/* Is it where the literal's own is? */
static bool met_with(unsigned char condition, unsigned char own) {
	return (condition & ~own) == 0 || (own & CUE_EDGE) != 0;
}

/* Wherever the literal stands, does the other one stand from its byte number `at` on? */
static bool holds_at(const struct cue_literal *l, size_t at, const struct cue_literal *other) {
	size_t behind = at + other->bytes.n;
	if (behind > l->bytes.n) return false;
	for (size_t i = 0; i < other->bytes.n; i++)
		if (!covers(l, l->bytes.p[at + i], other, other->bytes.p[i])) return false;
	if (!(at == 0 ? met_with(other->before, l->before) : met_by(other->before, l->bytes.p[at - 1]))) return false;
	return behind == l->bytes.n ? met_with(other->behind, l->behind) : met_by(other->behind, l->bytes.p[behind]);
}

/* Does it hold one of these, from its byte number `at` on? They are in order; a few are looked at, so it may not be told. */
static bool holds_one_at(const struct cue_literal *l, size_t at, const struct cue *set) {
	enum { LOOKED_AT = 4 };
	slice rest = slice_drop(l->bytes, at);
	size_t low = 0, high = set->n; /* those before `low` are at most the rest, those from `high` on more */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_keys(set->v[middle].bytes, rest) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i > 0 && low - i < LOOKED_AT; i--)
		if (holds_at(l, at, &set->v[i - 1])) return true;
	return false;
}

/* How literals begin: those of one byte, and the first two bytes of others, as good as told apart. */
struct firsts {
	uint64_t bits[128];
};
enum { PAIRS = 128 * 64 };

static size_t pair_of(unsigned char first, unsigned char second) { return (first * 61u + second + 1u) % PAIRS; }

/* `second` is 0 where there is none. */
static size_t first_of(slice bytes, size_t at) {
	return pair_of(key(bytes.p[at]), at + 1 < bytes.n ? key(bytes.p[at + 1]) : 0);
}

static bool has_first(const struct firsts *f, size_t i) { return f->bits[i / 64] >> (i % 64) & 1; }

static struct firsts firsts_of(const struct cue *set) {
	struct firsts f = {0};
	for (size_t i = 0; i < set->n; i++) {
		size_t first = first_of(set->v[i].bytes, 0);
		f.bits[first / 64] |= UINT64_C(1) << (first % 64);
	}
	return f;
}

static bool holds_one(const struct cue_literal *l, size_t from, const struct cue *set, const struct firsts *firsts) {
	for (size_t at = from; at < l->bytes.n; at++) {
		bool may =
		        has_first(firsts, first_of(l->bytes, at)) || has_first(firsts, pair_of(key(l->bytes.p[at]), 0));
		if (may && holds_one_at(l, at, set)) return true;
	}
	return false;
}

/* ---- choosing */

/* Those that start with another one, which all stand right behind it. */
static void drop_longer(struct cue_literal *v, size_t *n) {
	size_t kept = 0;
	for (size_t i = 0; i < *n; i++)
		if (kept == 0 || !holds_at(&v[i], 0, &v[kept - 1])) v[kept++] = v[i];
	*n = kept;
}

/* A copy in order, without the literals that hold another one. */
static struct cue thinned(arena *a, const struct cue *from) {
	struct cue set = *from;
	struct cue_literal *v = arena_alloc(a, set.n * sizeof *v);
	struct ranked *ranked = arena_alloc(a, set.n * sizeof *ranked);
	for (size_t i = 0; i < set.n; i++) ranked[i] = (struct ranked){head_of(set.v[i].bytes), &set.v[i]};
	qsort(ranked, set.n, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < set.n; i++) v[i] = *ranked[i].l;
	drop_longer(v, &set.n);
	set.v = v;
	struct firsts firsts = firsts_of(&set);
	struct cue_literal *few = arena_alloc(a, set.n * sizeof *few);
	size_t kept = 0;
	for (size_t i = 0; i < set.n; i++)
		if (!holds_one(&v[i], 1, &set, &firsts)) few[kept++] = v[i];
	set.v = few;
	set.n = kept;
	set_weigh(&set);
	return set;
}

/* Where the rare one was found, is it open whether the other is? Not where nearly all of it holds one of the other's
 * literals. */
static bool tells_more(const struct cue *other, const struct cue *rare) {
	struct firsts firsts = firsts_of(other);
	uint64_t sure = 0;
	for (size_t i = 0; i < rare->n; i++) {
		struct cue one = {.v = &rare->v[i], .n = 1};
		if (!holds_one(&rare->v[i], 0, other, &firsts)) continue;
		set_weigh(&one);
		sure += one.weight;
	}
	return sure <= rare->weight / 8 * 7;
}

size_t cues_thin(arena *a, const struct cue *from, size_t n, struct cue *kept) {
	struct cue sets[CUES_MAX];
	size_t taken = 0;
	for (size_t i = 0; i < n; i++) {
		struct cue one = thinned(a, &from[i]);
		size_t at = i;
		for (; at > 0 && sets[at - 1].weight > one.weight; at--) sets[at] = sets[at - 1];
		sets[at] = one;
	}
	for (size_t i = 0; i < n; i++) {
		bool useful = sets[i].weight <= everywhere / (taken == 0 ? PLACES_ALONE : PLACES_BESIDE);
		for (size_t k = 0; k < taken && useful; k++) useful = tells_more(&sets[i], &kept[k]);
		if (useful) kept[taken++] = sets[i];
	}
	for (size_t i = 0; i < taken; i++) kept[i] = set_copy(a, &kept[i]);
	return taken;
}

/* Hostile text for patterns: see hostile.h. What grows by n^1.5 does 8 times the work on 4 times the text; what does
 * little work is let go, since short terms of any pattern weigh much there. */
#include "rules/hostile.h"

#include "rules/pattern.h"

enum {
	UNITS_MAX = 12, /* characters that are tried alone, and in pairs with the next */
	MOST = 4000000, /* work at which counting stops; more than n^2 of the longest text */
	LITTLE = 40,    /* work per byte of the longest text that is no matter */
	GROWTH = 8,     /* 4^1.5 */
};

/* ---- characters that an item of the pattern takes */

static const char candidates[] = "a1 A.,-'/(:_é£x0Zb2";

/* The first candidate that the item matches by itself, or ABSENT. */
static slice taken_by(struct matcher *m, arena *a, slice item) {
	struct regex_error error;
	struct regex *r = regex_compile(a, item, NULL, 0, &error);
	slice all = {candidates, sizeof candidates - 1}, found = ABSENT;
	if (r == NULL) return ABSENT;
	if (regex_search(m, r, all, 0) == REGEX_MATCH) found = slice_at(all, matcher_group(m, 0));
	regex_free(r);
	return found.n > 0 ? found : ABSENT;
}

static bool among(const slices *list, slice s) {
	for (size_t i = 0; i < list->n; i++)
		if (slice_equal(list->v[i], s)) return true;
	return false;
}

static bool is_literal(slice s) { return slice_find_byte(S("|*+?{}^$.()[]\\"), s.p[0]) == SIZE_MAX; }

/* Classes and escapes by a character that they take; literals as they stand. */
static slices characters(struct matcher *m, arena *a, slice pattern) {
	struct pattern_reader reader = {.text = pattern, .extended = true};
	struct pattern_token t;
	slices out = {0};
	while (out.n < UNITS_MAX && pattern_next(&reader, &t)) {
		slice item = slice_at(pattern, t.at), c = ABSENT;
		bool escape = t.kind == PATTERN_TEXT && item.p[0] == '\\';
		if (t.kind == PATTERN_CLASS || escape || slice_equal(item, S(".")))
			c = taken_by(m, a, item);
		else if (t.kind == PATTERN_TEXT && is_literal(item))
			c = item;
		if (c.p != NULL && !among(&out, c)) *vec_push(a, &out) = c;
	}
	return out;
}

/* ---- growth */

/* The unit again and again, and an end that no pattern is likely to want. The characters stand behind it or before it:
 * PCRE2 tries nothing at all where one that must come is missing. */
static slice text_of(arena *a, slice unit, const slices *chars, bool before, size_t bytes) {
	slices parts = {0};
	for (size_t i = 0; before && i < chars->n; i++) *vec_push(a, &parts) = chars->v[i];
	for (size_t n = 0; n < bytes; n += unit.n) *vec_push(a, &parts) = unit;
	*vec_push(a, &parts) = S("\x01");
	for (size_t i = 0; !before && i < chars->n; i++) *vec_push(a, &parts) = chars->v[i];
	return slice_concat(a, parts.v, parts.n);
}

static bool grows(const struct hostile *h) {
	if (h->work[2] >= MOST) return true;
	return h->work[2] > (size_t)LITTLE * 4 * HOSTILE_BYTES && h->work[2] > GROWTH * h->work[0];
}

static struct hostile measure(struct matcher *m, const struct regex *r, slice unit, const slices *chars, bool before) {
	struct hostile h = {.unit = unit};
	arena scratch = {0};
	for (size_t i = 0; i < 3; i++) {
		slice text = text_of(&scratch, unit, chars, before, (size_t)HOSTILE_BYTES << i);
		h.work[i] = regex_work(m, r, text, MOST);
	}
	arena_free(&scratch);
	return h;
}

static void try_unit(struct matcher *m, const struct regex *r, slice unit, const slices *chars, struct hostile *worst) {
	for (int before = 0; before < 2; before++) {
		struct hostile one = measure(m, r, unit, chars, before);
		if (one.work[2] > worst->work[2] && (grows(&one) || !grows(worst))) *worst = one;
	}
}

bool hostile_find(struct matcher *m, const struct regex *r, arena *a, struct hostile *worst) {
	slices chars = characters(m, a, regex_pattern(r));
	*worst = (struct hostile){0};
	for (size_t i = 0; i < chars.n; i++) {
		try_unit(m, r, chars.v[i], &chars, worst);
		if (i + 1 < chars.n) try_unit(m, r, say(a, chars.v[i], chars.v[i + 1]), &chars, worst);
	}
	return grows(worst);
}

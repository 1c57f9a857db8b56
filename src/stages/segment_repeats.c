/* Repeats: a line that comes a thousand times and more is not looked at each time.
 *
 * Where a line and the blank ones behind it come again and again, byte for byte, all but the first and the last of them
 * are left out of the plan. That is safe where they are filler (segment_filler.c), a block that is known by its two ends;
 * where tables_find made something else of them, the lines are scanned anew without this. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { KEPT = 256 }; /* at each end: more than any reader counts or looks ahead */

static bool holds_word(slice text, const struct line *l) {
	for (size_t at = l->body; at < l->stop; at++) {
		unsigned char c = (unsigned char)text.p[at];
		if (utf8_is_digit(c) || (c < 0x80 && utf8_is_letter(c))) return true;
	}
	return false;
}

/* Items and rows of bars are counted where they say anything; quotations are looked into, and fences close each other. */
static bool may_be_filler(slice text, const struct line *l) {
	if (l->shape == LINE_ITEM || l->shape == LINE_BARS) return !holds_word(text, l);
	return filler_may_repeat(l);
}

/* Where what stands at `at` no longer is what stands `period` bytes before it. */
static size_t same_until(slice text, size_t at, size_t period) {
	enum { STEP = 4096 };
	while (text.n - at >= STEP && memcmp(text.p + at, text.p + at - period, STEP) == 0) at += STEP;
	while (at < text.n && text.p[at] == text.p[at - period]) at++;
	return at;
}

size_t repeats_skip(slice text, const lines *all, struct repeats *r, size_t at) {
	if (all->n < 2 || at >= text.n) return at;
	const struct line *l = &all->v[all->n - 1], *before = l - 1;
	size_t period = l->body - before->body;
	bool same = r->period == period && l->stop - l->body == before->stop - before->body &&
	            l->indent == before->indent && l->blank_before == before->blank_before;
	r->count = same ? r->count + 1 : 0;
	r->period = period;
	if (r->count < KEPT) return at;
	r->count = 0; /* what was looked at in vain is not looked at again at the next line */
	if (!may_be_filler(text, l) || l->page_before || at < (size_t)KEPT * period) return at;
	size_t start = at - (size_t)KEPT * period;
	if (memcmp(text.p + start, text.p + start + period, at - start - period) != 0) return at;
	size_t lines_more = (same_until(text, at, period) - at) / period;
	if (lines_more < 4 * KEPT) return at;
	*vec_push(r->arena, &r->left_out) = all->n - 1;
	return at + (lines_more - KEPT) * period;
}

bool repeats_are_filler(const struct plan *p, const struct repeats *r) {
	for (size_t i = 0; i < r->left_out.n; i++) {
		size_t at = r->left_out.v[i];
		if (p->lines.v[at].shape != LINE_FILLER || p->lines.v[at].grid <= at + 1) return false;
	}
	return true;
}

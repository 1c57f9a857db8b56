/* Literals of scanners: see scanner_literal.h. */
#include "rules/scanner_literal.h"

#include "base/ascii.h"

static bool is_exact(char c) { return ascii_is_digit(c) || (unsigned char)c >= 0x80; }

/* What is looked for of a literal. Of a run of bytes beyond ASCII, whichever they are, that is one: the last at its start, the
 * first behind that, where it ends. */
static span scanned_part(slice bytes, size_t most) {
	size_t start = 0, end;
	while (start + 1 < bytes.n && bytes.p[start] == CUE_BEYOND && bytes.p[start + 1] == CUE_BEYOND) start++;
	for (end = start; end < bytes.n && end - start < most; end++) {
		if (is_exact(bytes.p[end]) && most > SPELLED_MOST) most = SPELLED_MOST;
		if (end > start && bytes.p[end - 1] == CUE_BEYOND && bytes.p[end] == CUE_BEYOND) break;
	}
	return (span){start, end - start < most ? end : start + most};
}

struct literal literal_cut(const struct cue_literal *from, size_t longest) {
	span part = scanned_part(from->bytes, longest);
	struct literal l = {.n = (unsigned char)span_length(part),
	        .before = part.start > 0 ? 0 : from->before,
	        .behind = part.end < from->bytes.n ? 0 : from->behind,
	        .folded = from->folded};
	memcpy(l.bytes, from->bytes.p + part.start, l.n);
	return l;
}

unsigned char literal_places(const struct literal *l) {
	char last = l->bytes[l->n - 1];
	bool capital = ascii_is_upper(last), small = !capital;
	uint32_t behind = 1u << BEFORE_LETTER | 1u << BEFORE_DIGIT | 1u << BEFORE_OTHER | 1u << AT_END;
	if (l->behind & CUE_NO_LETTER) behind &= ~(1u << BEFORE_LETTER);
	if (l->behind & CUE_NO_DIGIT) behind &= ~(1u << BEFORE_DIGIT);
	if (l->behind & CUE_EDGE) behind = 1u << AT_END;
	if (l->folded && ascii_is_letter(last)) capital = small = true;
	return (unsigned char)((small ? behind : 0) | (capital ? behind << CAPITAL : 0));
}

static uint64_t bit_at(unsigned lane, unsigned back) { return UINT64_C(1) << (lane + back); }

/* Digits and bytes beyond ASCII, of which the automaton knows that they are some. */
static void spell(struct raw_ending *e, const struct literal *l) {
	char bytes[SPELLED_MOST] = {0}, exact[SPELLED_MOST] = {0};
	for (size_t i = 0; i < l->n; i++) {
		if (!is_exact(l->bytes[i])) continue;
		bytes[SPELLED_MOST - l->n + i] = l->bytes[i];
		exact[SPELLED_MOST - l->n + i] = (char)0xFF;
	}
	memcpy(&e->bytes, bytes, sizeof bytes);
	memcpy(&e->exact, exact, sizeof exact);
}

struct raw_ending literal_ending(const struct literal *l, uint32_t number) {
	struct raw_ending e = {.literal = number, .n = l->n};
	e.mask = (uint64_t)(unsigned char)~literal_places(l) << PLACE;
	if (l->before & CUE_NO_LETTER) e.mask |= bit_at(LETTERS, l->n);
	if (l->before & CUE_NO_DIGIT) e.mask |= bit_at(DIGITS, l->n);
	if (l->before & CUE_EDGE) e.mask |= bit_at(INSIDE, l->n);
	spell(&e, l);
	for (unsigned i = 0; i < l->n; i++) {
		char c = l->bytes[i];
		unsigned back = l->n - 1u - i;
		if (l->folded || !ascii_is_letter(c)) continue;
		e.mask |= bit_at(CAPITALS, back);
		if (ascii_is_upper(c)) e.capitals |= (uint16_t)bit_at(CAPITALS, back);
	}
	return e;
}

bool literal_settle(struct raw_ending *e, char before) {
	uint64_t letter = bit_at(LETTERS, e->n), digit = bit_at(DIGITS, e->n), inside = bit_at(INSIDE, e->n);
	if ((e->mask & inside) || ((e->mask & letter) && ascii_is_letter(before)) ||
	        ((e->mask & digit) && before == CUE_DIGIT))
		return false;
	e->mask &= ~(letter | digit);
	return true;
}

bool literal_equal(const struct literal *a, const struct literal *b) {
	return a->n == b->n && a->before == b->before && a->behind == b->behind && a->folded == b->folded &&
	       memcmp(a->bytes, b->bytes, a->n) == 0;
}

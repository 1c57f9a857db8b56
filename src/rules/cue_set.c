/* Sets of literals: see cue_set.h. They are not changed once made, so parts share them. */
#include "rules/cue_set.h"

#include "base/ascii.h"
#include "base/bits.h"
#include "base/utf8.h"

#include <string.h>

/* ---- characters */

enum { FULL_WEIGHT_BITS = 40 };

bool chars_hold(const struct cue_chars *c, unsigned char ascii) { return c->ascii[ascii >> 6] >> (ascii & 63) & 1; }

enum { OTHERS_TOLD = sizeof((struct cue_chars *)NULL)->other / sizeof(uint32_t) };

void chars_add(struct cue_chars *c, uint32_t code) {
	if (code < 0x80) {
		c->ascii[code >> 6] |= UINT64_C(1) << (code & 63);
		return;
	}
	c->sizes |= 1u << (code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
	if (c->others < OTHERS_TOLD) c->other[c->others] = code;
	if (c->others <= OTHERS_TOLD) c->others++;
}

bool chars_same(const struct cue_chars *a, const struct cue_chars *b) {
	return a->ascii[0] == b->ascii[0] && a->ascii[1] == b->ascii[1] && a->others == b->others &&
	       memcmp(a->other, b->other, sizeof a->other) == 0 && a->sizes == b->sizes && a->odd == b->odd &&
	       a->more == b->more && a->vague == b->vague;
}

uint64_t chars_hash(const struct cue_chars *c) {
	uint64_t all = c->ascii[0] * 3 ^ c->ascii[1] * UINT64_C(0x9E3779B97F4A7C15) ^ c->other[0] * UINT64_C(31);
	return (all ^ (c->more ? 7u : 0u)) * UINT64_C(0x9E3779B97F4A7C15);
}

void chars_add_range(struct cue_chars *c, uint32_t first, uint32_t last) {
	/* All sizes between those of the two ends are met at the latest behind the starts of the longer ones. */
	static const uint32_t starts[] = {0x80, 0x800, 0x10000};
	for (uint32_t code = first; code <= last && (code < 0x80 || c->others <= OTHERS_TOLD); code++)
		chars_add(c, code);
	for (size_t i = 0; i < 3; i++)
		if (last >= starts[i] && first <= starts[i]) chars_add(c, starts[i]);
	if (last >= 0x80) chars_add(c, last);
}

void chars_add_all(struct cue_chars *c, const struct cue_chars *more) {
	c->ascii[0] |= more->ascii[0];
	c->ascii[1] |= more->ascii[1];
	c->odd = c->odd || more->odd;
	c->more = c->more || more->more;
	c->vague = c->vague || more->vague;
	for (size_t i = 0; i < more->others && i < OTHERS_TOLD; i++) chars_add(c, more->other[i]);
	if (more->others > OTHERS_TOLD) c->others = OTHERS_TOLD + 1;
	c->sizes |= more->sizes;
}

/* Characters beyond ASCII that have one case: Latin-1's signs but the micro sign, punctuation, currency signs. */
static bool has_one_case(uint32_t code) {
	return (code >= 0xA0 && code <= 0xBF && code != 0xAA && code != 0xB5 && code != 0xBA) || code == 0xD7 ||
	       code == 0xF7 || (code >= 0x2010 && code <= 0x205E) || (code >= 0x20A0 && code <= 0x20CF);
}

/* The two characters beyond ASCII of which another case is ASCII: s and k. */
enum { LONG_S = 0x17F, KELVIN_SIGN = 0x212A };

void chars_fold(struct cue_chars *c) {
	uint64_t letters = c->ascii[1] & UINT64_C(0x07FFFFFE07FFFFFE);
	uint64_t both = (letters | letters << 32 | letters >> 32) & UINT64_C(0x07FFFFFE07FFFFFE);
	c->ascii[1] |= both;
	if (chars_hold(c, 'k') || chars_hold(c, 's')) c->odd = true;
	size_t others = c->others;
	for (size_t i = 0; i < others; i++) {
		bool told = i < OTHERS_TOLD;
		if (told && has_one_case(c->other[i])) continue;
		if (told && c->other[i] != LONG_S && c->other[i] != KELVIN_SIGN) {
			/* Its other cases are beyond ASCII, too, of as many bytes or others: U+1E9E is one of U+00DF. */
			c->others = OTHERS_TOLD + 1;
			c->sizes |= 1u << 2 | 1u << 3 | 1u << 4;
			c->odd = true;
			continue;
		}
		c->more = c->odd = c->vague = true;
		c->ascii[1] |= UINT64_C(0x07FFFFFE07FFFFFE);
	}
}

static bool hold_range(const struct cue_chars *c, unsigned char first, unsigned char last) {
	for (unsigned char i = first; i <= last; i++)
		if (!chars_hold(c, i)) return false;
	return true;
}

unsigned char chars_refused(const struct cue_chars *c) {
	unsigned char refused = 0;
	if (c->vague) return 0;
	if (hold_range(c, 'a', 'z') && hold_range(c, 'A', 'Z')) refused |= CUE_NO_LETTER;
	if (hold_range(c, '0', '9')) refused |= CUE_NO_DIGIT;
	return refused;
}

/* ---- making sets */

struct cue set_empty(arena *a, unsigned char before, unsigned char behind) {
	struct cue_literal *one = arena_alloc(a, sizeof *one);
	*one = (struct cue_literal){.bytes = S(""), .before = before, .behind = behind, .folded = false};
	return (struct cue){.v = one, .n = 1};
}

static slice encode(arena *a, uint32_t code) {
	char *p = arena_alloc(a, UTF8_MAX);
	return (slice){p, utf8_encode(code, p)};
}

typedef VEC(struct cue_literal) literals;

static void add_literal(arena *a, literals *l, uint32_t code, bool folded) {
	*vec_push(a, l) = (struct cue_literal){.bytes = encode(a, code), .folded = folded};
}

/* Any character of so many bytes. */
static void add_beyond(arena *a, literals *l, unsigned size) {
	char *p = arena_alloc(a, size);
	memset(p, CUE_BEYOND, size);
	*vec_push(a, l) = (struct cue_literal){.bytes = {p, size}};
}

/* The first of them from `from` on, or 0x80. */
static unsigned char next_ascii(const struct cue_chars *c, unsigned from) {
	return (unsigned char)bits_next(c->ascii, from, 0x80);
}

enum { CHARS_AS_LITERALS = 16, CAPITALS_AS_LITERALS = 32, DIGITS_TOLD_APART = 3 };

/* Of ASCII nothing but capitals: rare enough to be worth a literal each. */
static bool only_capitals(const struct cue_chars *c) {
	return c->ascii[0] == 0 && (c->ascii[1] & ~UINT64_C(0x07FFFFFE)) == 0 && c->ascii[1] != 0;
}

bool set_of_chars(arena *a, const struct cue_chars *c, struct cue *set) {
	literals l = {0};
	unsigned digits = 0;
	bool blank = false;
	bool capitals = only_capitals(c);
	if (c->more && !capitals) return false;
	digits = (unsigned)__builtin_popcountll(c->ascii[0] & UINT64_C(0x03FF000000000000));
	if (digits > DIGITS_TOLD_APART) add_literal(a, &l, CUE_DIGIT, false);
	for (unsigned char i = next_ascii(c, 0); i < 0x80; i = next_ascii(c, i + 1u)) {
		if (ascii_is_blank(i))
			blank = true;
		else if (i < ' ' || i == 0x7F)
			return false;
		else if (ascii_is_digit(i)) {
			if (digits <= DIGITS_TOLD_APART) add_literal(a, &l, i, false);
		} else if (ascii_is_letter(i) && chars_hold(c, i ^ 32)) {
			if (ascii_is_lower(i)) add_literal(a, &l, i, true);
		} else
			add_literal(a, &l, i, false);
	}
	if (blank) add_literal(a, &l, CUE_BLANK, false);
	bool told = c->others <= OTHERS_TOLD && !c->more;
	for (size_t i = 0; i < c->others && told; i++) add_literal(a, &l, c->other[i], false);
	for (unsigned size = 2; size <= 4 && !told; size++)
		if (c->more || c->sizes >> size & 1) add_beyond(a, &l, size);
	if (l.n == 0 || l.n > (capitals ? CAPITALS_AS_LITERALS : CHARS_AS_LITERALS)) return false;
	*set = (struct cue){.v = l.v, .n = l.n};
	return true;
}

static bool is_word_symbol(unsigned char c) {
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == CUE_DIGIT;
}

/* What \b says of the character on its other side, now that the one on this side is known. */
static unsigned char settle_word(unsigned char condition, char beside) {
	if ((condition & CUE_WORD) == 0) return condition;
	condition &= (unsigned char)~CUE_WORD;
	return is_word_symbol((unsigned char)beside) ? condition | CUE_NO_LETTER | CUE_NO_DIGIT : condition;
}

static bool has_letter(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_letter((unsigned char)s.p[i])) return true;
	return false;
}

/* One behind the other. Letters that must have their case and letters that need not make a literal of the second sort. */
static struct cue_literal joined(arena *a, const struct cue_literal *l, const struct cue_literal *r) {
	struct cue_literal out = {.before = l->before, .behind = r->behind, .folded = l->folded || r->folded};
	if (l->bytes.n == 0)
		out.before |= r->bytes.n == 0 ? r->before : settle_word(l->before, r->bytes.p[0]) | r->before;
	if (r->bytes.n == 0)
		out.behind |=
		        l->bytes.n == 0 ? l->behind : settle_word(r->behind, l->bytes.p[l->bytes.n - 1]) | l->behind;
	if (l->bytes.n == 0 && r->bytes.n > 0) out.before &= (unsigned char)~CUE_WORD;
	if (r->bytes.n == 0 && l->bytes.n > 0) out.behind &= (unsigned char)~CUE_WORD;
	if (l->bytes.n > 0 && r->bytes.n > 0) {
		char *p = arena_alloc(a, l->bytes.n + r->bytes.n);
		memcpy(p, l->bytes.p, l->bytes.n);
		memcpy(p + l->bytes.n, r->bytes.p, r->bytes.n);
		out.bytes = (slice){p, l->bytes.n + r->bytes.n};
	} else
		out.bytes = l->bytes.n > 0 ? l->bytes : r->bytes;
	bool mixed = out.folded && ((!l->folded && has_letter(l->bytes)) || (!r->folded && has_letter(r->bytes)));
	if (!mixed) return out;
	char *p = arena_alloc(a, out.bytes.n);
	for (size_t i = 0; i < out.bytes.n; i++) p[i] = ascii_lower(out.bytes.p[i]);
	out.bytes.p = p;
	return out;
}

static bool too_long(const struct cue *left, const struct cue *right) {
	for (size_t i = 0; i < left->n; i++)
		for (size_t k = 0; k < right->n; k++)
			if (left->v[i].bytes.n + right->v[k].bytes.n > CUE_LITERAL_MAX) return true;
	return false;
}

bool set_product(arena *a, const struct cue *left, const struct cue *right, struct cue *product) {
	size_t n = left->n * right->n;
	bool many = left->n > 1 && right->n > 1 && n > CUE_PRODUCT_MAX;
	if (n == 0 || many || n > CUE_SET_MAX || too_long(left, right)) return false;
	struct cue_literal *v = arena_alloc(a, n * sizeof *v);
	for (size_t i = 0; i < left->n; i++)
		for (size_t k = 0; k < right->n; k++) v[i * right->n + k] = joined(a, &left->v[i], &right->v[k]);
	*product = (struct cue){.v = v, .n = n};
	return true;
}

static bool equal_literals(const struct cue_literal *a, const struct cue_literal *b) {
	return a->before == b->before && a->behind == b->behind && a->folded == b->folded &&
	       slice_equal(a->bytes, b->bytes);
}

enum { COMPARED_MAX = 128 };
void set_once(struct cue_literal *v, size_t *n) {
	size_t kept = 0;
	if (*n > COMPARED_MAX) return;
	for (size_t i = 0; i < *n; i++) {
		size_t k = 0;
		while (k < kept && !equal_literals(&v[k], &v[i])) k++;
		if (k == kept) v[kept++] = v[i];
	}
	*n = kept;
}

bool set_union(arena *a, const struct cue *one, const struct cue *other, struct cue *both) {
	size_t n = one->n + other->n;
	if (n > CUE_SET_MAX) return false;
	struct cue_literal *v = arena_alloc(a, (n ? n : 1) * sizeof *v);
	if (one->n > 0) memcpy(v, one->v, one->n * sizeof *v);
	if (other->n > 0) memcpy(v + one->n, other->v, other->n * sizeof *v);
	set_once(v, &n);
	*both = (struct cue){.v = v, .n = n};
	return true;
}

struct cue set_copy(arena *a, const struct cue *set) {
	struct cue copy = *set;
	if (set->n == 0) return copy;
	struct cue_literal *v = arena_alloc(a, set->n * sizeof *v);
	size_t bytes = 0;
	for (size_t i = 0; i < set->n; i++) bytes += set->v[i].bytes.n;
	char *p = arena_alloc(a, bytes);
	for (size_t i = 0; i < set->n; i++) {
		v[i] = set->v[i];
		v[i].bytes.p = p;
		if (v[i].bytes.n > 0) memcpy(p, set->v[i].bytes.p, v[i].bytes.n);
		p += v[i].bytes.n;
	}
	copy.v = v;
	return copy;
}

bool set_has_empty(const struct cue *set) {
	for (size_t i = 0; i < set->n; i++)
		if (set->v[i].bytes.n == 0) return true;
	return set->n == 0;
}

/* ---- how rare */

/* By the letter frequencies of Norvig (2012), with blanks, and by guess for the rest. It decides which cues are kept, never
 * what is found. */
unsigned cue_rarity(unsigned char c, bool folded) {
	static const unsigned letters[] = {
	        32, 52, 42, 40, 26, 46, 48, 38, 33, 76, 58, 39, 44, 33, 32, 45, 80, 34, 33, 30, 42, 56, 49, 72, 49, 84};
	if (ascii_is_lower(c)) return letters[c - 'a'];
	if (ascii_is_upper(c)) return letters[c - 'A'] + (folded ? 0u : 30u);
	if (c == CUE_BLANK) return 20;
	if (c == CUE_DIGIT) return 40;
	if (c == CUE_BEYOND) return 56;
	if (c == '.' || c == ',' || c == '-' || c == '/' || c == '(' || c == ')') return 56;
	return ascii_is_digit(c) ? 64 : 72;
}

void set_weigh(struct cue *set) {
	set->weight = 0;
	for (size_t i = 0; i < set->n; i++) {
		const struct cue_literal *l = &set->v[i];
		unsigned eighths = 0;
		for (size_t k = 0; k < l->bytes.n; k++) eighths += cue_rarity((unsigned char)l->bytes.p[k], l->folded);
		eighths += (l->before ? 12u : 0u) + (l->behind ? 14u : 0u);
		eighths += (l->before & CUE_EDGE ? 40u : 0u) + (l->behind & CUE_EDGE ? 40u : 0u);
		unsigned bits = eighths / 8;
		set->weight += bits >= FULL_WEIGHT_BITS ? 1 : UINT64_C(1) << (FULL_WEIGHT_BITS - bits);
	}
}

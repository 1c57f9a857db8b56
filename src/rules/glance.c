/* The glance: see glance.h. Of a long literal the part that is rarest is looked for, and of literals that hold others those
 * alone. A bucket asks for as many pairs as its shortest literal has, so that it has literals of one length. */
#include "rules/glance.h"

#include "base/mem.h"
#include "rules/cue_runs.h"

#include <stdlib.h>

enum {
	PLACES = 8, /* of pairs: the last of them are those of the literal, the first stay free where it is short */
	BUCKETS = 8,
	EDGE = 256, /* a symbol: the text starts or ends there */
	SYMBOLS_MOST = PLACES + 1,
	LITERALS_MAX = 4096,
	LEFTS = 256, /* of a pair: what is told of its left byte, and of its right one */
	RIGHTS = 64,
};

/* Each word has a byte for each place, the last on top, and in that a bit for each bucket: it cannot stand there. */
struct glance {
	uint64_t pairs[LEFTS * RIGHTS];
	uint64_t first[RIGHTS]; /* the edge with a byte to the right */
	uint64_t last[LEFTS];
	uint64_t start;              /* what is known before the first pair */
	unsigned char rights[LEFTS]; /* by byte */
};

/* What is told of a right byte: of ASCII that shows all, but of letters of both cases one; what lies beyond, and control
 * characters, are as one, since neighbours that must be no letters and no digits may be any of those. */
static unsigned right_of(unsigned byte) { return byte >= ' ' && byte < 0x80 ? (byte & 31) | (byte >> 1 & 32) : 1; }

/* ---- symbols */

struct symbols {
	uint64_t bits[5];
};

static void put(struct symbols *s, unsigned symbol) { s->bits[symbol / 64] |= UINT64_C(1) << (symbol % 64); }
static bool has(const struct symbols *s, unsigned symbol) { return s->bits[symbol / 64] >> (symbol % 64) & 1; }

static void put_range(struct symbols *s, unsigned first, unsigned last) {
	for (unsigned i = first; i <= last; i++) put(s, i);
}

static struct symbols symbols_of(unsigned char c, bool folded) {
	struct symbols s = {0};
	switch (c) {
	case CUE_DIGIT: put_range(&s, '0', '9'); break;
	case CUE_BLANK:
		put(&s, ' ');
		put_range(&s, '\t', '\r');
		break;
	case CUE_BEYOND: put_range(&s, 0x80, 0xFF); break;
	default: put(&s, c);
	}
	if (folded && c >= 'a' && c <= 'z') put(&s, c - 32u);
	return s;
}

/* What may stand beside a literal. */
static struct symbols symbols_beside(unsigned char condition) {
	struct symbols s = {0};
	for (unsigned i = 0; i < EDGE; i++) {
		bool letter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z'), digit = i >= '0' && i <= '9';
		bool refused = (condition & CUE_EDGE) || ((condition & CUE_NO_LETTER) && letter) ||
		               ((condition & CUE_NO_DIGIT) && digit);
		if (!refused) put(&s, i);
	}
	put(&s, EDGE);
	return s;
}

/* ---- what of a literal is looked for */

struct row {
	struct symbols v[SYMBOLS_MOST];
	size_t n;
};

static unsigned rarity_at(const struct cue_literal *l, size_t i) {
	return cue_rarity((unsigned char)l->bytes.p[i], l->folded);
}

/* The first byte of the part of so many bytes that is rarest. */
static size_t rarest_part(const struct cue_literal *l, size_t n) {
	size_t best = 0, most = 0, sum = 0;
	for (size_t i = 0; i < l->bytes.n; i++) {
		sum += rarity_at(l, i);
		if (i >= n) sum -= rarity_at(l, i - n);
		if (i + 1 < n || sum <= most) continue;
		most = sum;
		best = i + 1 - n;
	}
	return best;
}

/* With what may stand beside it, where there is room: at least two. */
static struct row row_of(const struct cue_literal *l) {
	enum { CONDITIONS = CUE_EDGE | CUE_NO_LETTER | CUE_NO_DIGIT };
	struct row r = {.n = 0};
	size_t n = l->bytes.n < SYMBOLS_MOST ? l->bytes.n : SYMBOLS_MOST, first = rarest_part(l, n);
	if ((l->before & CONDITIONS) && first == 0 && n < SYMBOLS_MOST) r.v[r.n++] = symbols_beside(l->before);
	for (size_t i = 0; i < n; i++) r.v[r.n++] = symbols_of((unsigned char)l->bytes.p[first + i], l->folded);
	bool ends = first + n == l->bytes.n && r.n < SYMBOLS_MOST;
	if (ends && ((l->behind & CONDITIONS) || r.n == 1)) r.v[r.n++] = symbols_beside(l->behind);
	return r;
}

static bool within(const struct symbols *few, const struct symbols *many) {
	for (size_t i = 0; i < 5; i++)
		if (few->bits[i] & ~many->bits[i]) return false;
	return true;
}

/* Where the one stands, does the other? */
static bool holds(const struct row *one, const struct row *other) {
	for (size_t at = 0; at + other->n <= one->n; at++) {
		size_t i = 0;
		while (i < other->n && within(&one->v[at + i], &other->v[i])) i++;
		if (i == other->n) return true;
	}
	return false;
}

static int compare_rows(const void *left, const void *right) {
	const struct row *a = left, *b = right;
	if (a->n != b->n) return a->n < b->n ? -1 : 1;
	return memcmp(a->v, b->v, a->n * sizeof *a->v);
}

/* Those that hold no other, the short ones first: how many. */
static size_t rows_thin(struct row *rows, size_t n) {
	size_t kept = 0;
	qsort(rows, n, sizeof *rows, compare_rows);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < kept && !holds(&rows[i], &rows[k])) k++;
		if (k == kept) rows[kept++] = rows[i];
	}
	return kept;
}

/* ---- buckets */

static size_t bucket_of(const struct row *r) { return r->n - 2; }

static void allow_pair(struct glance *g, uint64_t bit, const struct symbols *left, const struct symbols *right) {
	uint64_t rights = 0; /* by what tells them */
	for (unsigned b = 0; b < EDGE; b++)
		if (has(right, b)) rights |= UINT64_C(1) << right_of(b);
	for (unsigned a = 0; a < EDGE; a++) {
		if (!has(left, a)) continue;
		for (unsigned b = 0; b < RIGHTS; b++)
			if (rights >> b & 1) g->pairs[a * RIGHTS + b] &= ~bit;
		if (has(right, EDGE)) g->last[a] &= ~bit;
	}
	for (unsigned b = 0; b < RIGHTS; b++)
		if (has(left, EDGE) && (rights >> b & 1)) g->first[b] &= ~bit;
}

static void allow_place(struct glance *g, uint64_t bit) {
	for (size_t i = 0; i < LEFTS * RIGHTS; i++) g->pairs[i] &= ~bit;
	for (size_t i = 0; i < RIGHTS; i++) g->first[i] &= ~bit;
	for (size_t i = 0; i < LEFTS; i++) g->last[i] &= ~bit;
	g->start &= ~bit;
}

static uint64_t bit_of(size_t place, size_t bucket) { return UINT64_C(1) << (8 * place + bucket); }

struct glance *glance_new(const struct cue_literal *literals, size_t n) {
	if (n == 0 || n > LITERALS_MAX) return NULL;
	struct glance *g = must_alloc(sizeof *g);
	struct row *rows = must_alloc(n * sizeof *rows);
	memset(g, 0xFF, sizeof *g);
	for (size_t i = 0; i < n; i++) rows[i] = row_of(&literals[i]);
	n = rows_thin(rows, n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0, before = SYMBOLS_MOST - rows[i].n; k + 1 < rows[i].n; k++)
			allow_pair(g, bit_of(before + k, bucket_of(&rows[i])), &rows[i].v[k], &rows[i].v[k + 1]);
	for (size_t symbols = 2; symbols <= SYMBOLS_MOST; symbols++)
		for (size_t place = 0; place < SYMBOLS_MOST - symbols; place++)
			allow_place(g, bit_of(place, symbols - 2));
	for (unsigned i = 0; i < LEFTS; i++) g->rights[i] = (unsigned char)right_of(i);
	mem_free(rows);
	return g;
}

void glance_free(struct glance *g) { mem_free(g); }

/* ---- looking */

enum { TOP = 8 * (PLACES - 1), NONE = 0xFF };

bool glance_text(const struct glance *g, slice text) {
	enum { AT_ONCE = 8 };
	const unsigned char *p = (const unsigned char *)text.p;
	if (text.n == 0) return false;
	uint64_t met = g->start << 8 | g->first[g->rights[p[0]]], all = met;
	unsigned bytes = p[0], left = p[0];
	size_t i = 1;
	for (; i + AT_ONCE <= text.n; i += AT_ONCE) {
		for (size_t k = 0; k < AT_ONCE; k++) {
			unsigned byte = p[i + k];
			met = met << 8 | g->pairs[left * RIGHTS + g->rights[byte]];
			all &= met;
			bytes |= byte;
			left = byte;
		}
		if (all >> TOP != NONE) return true;
	}
	for (; i < text.n; i++) {
		met = met << 8 | g->pairs[left * RIGHTS + g->rights[p[i]]];
		all &= met;
		bytes |= p[i];
		left = p[i];
	}
	all &= met << 8 | g->last[left];
	return all >> TOP != NONE || (bytes >= 0x80 && cue_has_odd(text));
}

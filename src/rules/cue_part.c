/* The algebra of cues: parts in a row, parts to choose from, parts repeated or looked for. See cue_part.h. */
#include "rules/cue_part.h"

static void bytes_all(struct cue_bytes *b) {
	*b = (struct cue_bytes){{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}, true};
}

static struct cue_bytes bytes_or(struct cue_bytes a, struct cue_bytes b) {
	for (size_t i = 0; i < 4; i++) a.bits[i] |= b.bits[i];
	a.end = a.end || b.end;
	return a;
}

static struct cue_bytes bytes_and(struct cue_bytes a, struct cue_bytes b) {
	for (size_t i = 0; i < 4; i++) a.bits[i] &= b.bits[i];
	a.end = a.end && b.end;
	return a;
}

/* The first bytes of the characters; all that start one beyond ASCII where they are not all told. */
static struct cue_bytes bytes_of(const struct cue_chars *c) {
	struct cue_bytes b = {{c->ascii[0], c->ascii[1], 0, 0}, false};
	if (c->more || c->odd || c->others > 0) b.bits[2] = b.bits[3] = ~UINT64_C(0);
	return b;
}

/* ---- cues */

void part_must(arena *a, struct cue_part *p, const struct cue *set) {
	(void)a;
	if (set_has_empty(set)) return;
	struct cue new = *set;
	if (new.weight == 0) set_weigh(&new);
	for (size_t i = 0; i < p->musts; i++)
		if (p->must[i].v == new.v) return;
	size_t at = p->musts;
	if (at == CUES_MAX) {
		if (p->must[at - 1].weight <= new.weight) return;
		at--;
	} else
		p->musts++;
	for (; at > 0 && p->must[at - 1].weight > new.weight; at--) p->must[at] = p->must[at - 1];
	p->must[at] = new;
}

static void must_all(arena *a, struct cue_part *p, const struct cue_part *from) {
	for (size_t i = 0; i < from->musts; i++) part_must(a, p, &from->must[i]);
}

/* ---- single parts */

struct cue_part part_nothing(arena *a, unsigned char before, unsigned char behind) {
	struct cue_part p = {.exact = true, .all = set_empty(a, before, behind)};
	bytes_all(&p.idles);
	return p;
}

struct cue_part part_unknown(void) {
	struct cue_part p = {.exact = false};
	bytes_all(&p.eats);
	bytes_all(&p.idles);
	return p;
}

struct cue_part part_chars(arena *a, const struct cue_chars *c) {
	struct cue_part p = {.one = true, .chars = *c, .eats = bytes_of(c)};
	p.exact = set_of_chars(a, c, &p.all);
	return p;
}

struct cue_part part_ahead(arena *a, const struct cue_part *p) {
	struct cue_part out = part_nothing(a, 0, 0);
	must_all(a, &out, p);
	if (p->exact) part_must(a, &out, &p->all);
	out.idles = bytes_or(p->eats, p->idles);
	return out;
}

struct cue_part part_behind(arena *a, const struct cue_part *p) {
	struct cue_part out = part_ahead(a, p);
	bytes_all(&out.idles);
	return out;
}

struct cue_part part_not_beside(arena *a, const struct cue_part *p, bool ahead) {
	unsigned char refused = p->one || p->some_one ? chars_refused(&p->chars) : 0;
	return ahead ? part_nothing(a, 0, refused) : part_nothing(a, refused, 0);
}

/* ---- in a row */

static bool is_blank_run(const struct cue *set) { return set->n == 1 && set->v[0].bytes.n == 0; }

/* The run is over: one of its texts must stand. That is known already where it is but the end of a part. */
static void row_flush(arena *a, struct cue_row *r) {
	if (r->run.n > 0 && r->run.v != r->fresh) part_must(a, &r->sum, &r->run);
}

static void row_break(struct cue_row *r) {
	if (!r->broken && !set_has_empty(&r->run)) r->sum.prefix = r->run;
	r->broken = true;
}

static void row_add_exact(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue longer;
	if (set_product(a, &r->run, &p->all, &longer)) {
		r->run = longer;
		return;
	}
	row_flush(a, r);
	row_break(r);
	r->run = p->all;
}

static void row_add_other(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue longer;
	bool starts = is_blank_run(&r->run);
	if (p->prefix.n > 0 && set_product(a, &r->run, &p->prefix, &longer)) r->run = longer;
	/* What the part starts with alone is among its own cues, or worse than they are. */
	if (!starts) row_flush(a, r);
	row_break(r);
	r->run = p->suffix.n > 0 ? p->suffix : set_empty(a, 0, 0);
	r->fresh = r->run.v;
}

void row_add(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue_part *sum = &r->sum;
	if (r->parts == 0) {
		r->run = set_empty(a, 0, 0);
		bytes_all(&sum->idles);
	}
	r->parts++;
	sum->never = sum->never || p->never;
	sum->one = r->parts == 1 && p->one;
	sum->some_one = r->parts == 1 && p->some_one;
	if (r->parts == 1) sum->chars = p->chars;
	sum->eats = bytes_or(sum->eats, bytes_and(sum->idles, p->eats));
	sum->idles = bytes_and(sum->idles, p->idles);
	must_all(a, sum, p);
	if (p->exact)
		row_add_exact(a, r, p);
	else
		row_add_other(a, r, p);
}

struct cue_part row_end(arena *a, struct cue_row *r) {
	if (r->parts == 0) return part_nothing(a, 0, 0);
	r->sum.exact = !r->broken;
	if (!r->broken) {
		r->sum.all = r->run;
		return r->sum;
	}
	row_flush(a, r);
	if (!set_has_empty(&r->run)) r->sum.suffix = r->run;
	return r->sum;
}

/* ---- to choose from */

/* A branch that never matches counts for where its alternatives are tried alone: it may skip what follows. */
void choice_add(arena *a, struct cue_choice *c, const struct cue_part *p) {
	if (p->never && !p->one) {
		c->eats = bytes_or(c->eats, p->eats);
		c->idles = bytes_or(c->idles, p->idles);
		c->never = true;
	} else if (c->branches++ == 0)
		c->first = *p;
	else
		*vec_push(a, &c->others) = *p;
}

static struct cue_part *branch(struct cue_choice *c, size_t i) { return i == 0 ? &c->first : &c->others.v[i - 1]; }

/* What of a branch goes into a union: all its texts, how they start or end, its cue number i. NULL: nothing is known. */
enum { UNION_ALL = -3, UNION_PREFIX = -2, UNION_SUFFIX = -1 };
static const struct cue *branch_set(const struct cue_part *p, int which) {
	if (which == UNION_ALL) return p->exact ? &p->all : NULL;
	if (which < 0) {
		const struct cue *set = p->exact ? &p->all : which == UNION_SUFFIX ? &p->suffix : &p->prefix;
		return set_has_empty(set) ? NULL : set;
	}
	if (p->musts == 0) return NULL;
	return &p->must[(size_t)which < p->musts ? which : 0];
}

/* The union over all branches; n 0 where one of them has none, or where it is too large. */
static struct cue union_of(arena *a, struct cue_choice *c, int which) {
	size_t n = 0;
	for (size_t i = 0; i < c->branches; i++) {
		const struct cue *set = branch_set(branch(c, i), which);
		if (set == NULL) return (struct cue){0};
		n += set->n;
	}
	if (n == 0 || n > CUE_SET_MAX) return (struct cue){0};
	struct cue_literal *v = arena_alloc(a, n * sizeof *v);
	n = 0;
	for (size_t i = 0; i < c->branches; i++) {
		const struct cue *set = branch_set(branch(c, i), which);
		memcpy(v + n, set->v, set->n * sizeof *v);
		n += set->n;
	}
	return (struct cue){v, n, 0};
}

/* The characters that are branches of their own. */
static void choice_chars(struct cue_choice *c, struct cue_part *sum) {
	for (size_t i = 0; i < c->branches; i++) {
		const struct cue_part *p = branch(c, i);
		if (!p->one && !p->some_one) continue;
		sum->some_one = true;
		chars_add_all(&sum->chars, &p->chars);
	}
}

struct cue_part choice_end(arena *a, struct cue_choice *c) {
	if (c->branches == 0) {
		struct cue_part none = part_nothing(a, 0, 0);
		none.never = c->never;
		return none;
	}
	if (c->branches == 1 && !c->never) return c->first;
	struct cue_part sum = {.eats = c->eats, .idles = c->idles};
	size_t most = 0;
	for (size_t i = 0; i < c->branches; i++) {
		struct cue_part *p = branch(c, i);
		sum.eats = bytes_or(sum.eats, p->eats);
		sum.idles = bytes_or(sum.idles, p->idles);
		if (p->exact) part_must(a, p, &p->all);
		if (p->musts > most) most = p->musts;
	}
	choice_chars(c, &sum);
	sum.all = union_of(a, c, UNION_ALL);
	sum.exact = sum.all.n > 0;
	if (sum.exact && !set_has_empty(&sum.all)) return sum;
	sum.prefix = union_of(a, c, UNION_PREFIX);
	sum.suffix = union_of(a, c, UNION_SUFFIX);
	for (size_t i = 0; i < most; i++) {
		struct cue set = union_of(a, c, (int)i);
		if (set.n > 0) part_must(a, &sum, &set);
	}
	return sum;
}

/* ---- repeated */

enum { COPIES_MAX = 8, LENGTHS_MAX = 4 };

/* So many of it in a row; false where that is too many texts. */
static bool copies(arena *a, const struct cue *set, unsigned n, struct cue *out) {
	*out = set_empty(a, 0, 0);
	for (unsigned i = 0; i < n; i++)
		if (!set_product(a, out, set, out)) return false;
	return true;
}

/* \d{1,3} and the like: all lengths, where those are few. */
static bool all_lengths(arena *a, const struct cue *set, unsigned least, unsigned most, struct cue *out) {
	if (most > COPIES_MAX || most - least >= LENGTHS_MAX || set->n > CUE_PRODUCT_MAX) return false;
	if (set->n > 1 && most > 2) return false;
	struct cue of_one_length;
	*out = (struct cue){0};
	for (unsigned n = least; n <= most; n++)
		if (!copies(a, set, n, &of_one_length) || !set_union(a, out, &of_one_length, out)) return false;
	return out->n > 0;
}

struct cue_part part_repeated(arena *a, const struct cue_part *p, unsigned least, unsigned most) {
	if (least == 1 && most == 1) return *p;
	struct cue_part out = {.eats = p->eats, .idles = p->idles};
	if (least == 0) bytes_all(&out.idles);
	out.exact = p->exact && all_lengths(a, &p->all, least, most, &out.all);
	if (least == 0) return out;
	must_all(a, &out, p);
	if (out.exact) return out;
	if (!p->exact) {
		out.prefix = p->prefix;
		out.suffix = p->suffix;
		return out;
	}
	struct cue run;
	unsigned n = least < COPIES_MAX ? least : COPIES_MAX;
	if (p->all.n > 1 && n > 2) n = 2;
	if (!copies(a, &p->all, n, &run)) run = p->all;
	part_must(a, &out, &run);
	if (!set_has_empty(&run)) out.prefix = out.suffix = run;
	return out;
}

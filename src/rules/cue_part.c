/* The algebra of cues: parts in a row, parts to choose from, parts repeated or looked for. See cue_part.h. */
#include "rules/cue_part.h"

/* ---- lengths */

enum { LENGTH_MAX = 4096 };

static struct cue_length length_sum(struct cue_length a, struct cue_length b) {
	struct cue_length sum = {a.base + b.base, a.blanks + b.blanks, a.words + b.words, a.endless || b.endless};
	if (sum.base > LENGTH_MAX || sum.blanks > LENGTH_MAX || sum.words > LENGTH_MAX) sum.endless = true;
	if (sum.endless) return (struct cue_length){.endless = true};
	return sum;
}

static unsigned larger(unsigned a, unsigned b) { return a > b ? a : b; }

static struct cue_length length_most(struct cue_length a, struct cue_length b) {
	return (struct cue_length){
	        larger(a.base, b.base), larger(a.blanks, b.blanks), larger(a.words, b.words), a.endless || b.endless};
}

static const struct cue_length endless = {.endless = true};

static bool only_blanks(const struct cue_chars *c) {
	return !c->more && c->others == 0 && c->ascii[1] == 0 && (c->ascii[0] & ~UINT64_C(0x100003E00)) == 0;
}
static bool no_blanks(const struct cue_chars *c) { return (c->ascii[0] & UINT64_C(0x100003E00)) == 0; }

static struct cue_length length_repeated(const struct cue_part *p, unsigned most) {
	struct cue_length sum = {0}, one = p->length;
	if (most <= LENGTH_MAX && !one.endless) {
		unsigned top = larger(one.base, larger(one.blanks, one.words));
		if (top * most <= LENGTH_MAX)
			return (struct cue_length){one.base * most, one.blanks * most, one.words * most, false};
	}
	if (p->one && only_blanks(&p->chars))
		sum.blanks = 1;
	else if (p->one && no_blanks(&p->chars))
		sum.words = 1;
	else
		sum.endless = true;
	return sum;
}

/* ---- cues */

void part_must(struct cue_part *p, const struct cue *set, struct cue_length reach) {
	if (set_has_empty(set)) return;
	struct cue new = *set;
	new.reach = reach;
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

/* All of its cues, it standing so far behind the start. */
static void must_all(struct cue_part *p, const struct cue_part *from, struct cue_length before) {
	for (size_t i = 0; i < from->musts; i++) part_must(p, &from->must[i], length_sum(before, from->must[i].reach));
}

/* ---- single parts */

struct cue_part part_copy(arena *a, const struct cue_part *p) {
	struct cue_part copy = *p;
	copy.all = set_copy(a, &p->all);
	copy.prefix = set_copy(a, &p->prefix);
	copy.suffix = set_copy(a, &p->suffix);
	for (size_t i = 0; i < p->musts; i++) copy.must[i] = set_copy(a, &p->must[i]);
	return copy;
}

struct cue_part part_nothing(arena *a, unsigned char before, unsigned char behind) {
	struct cue_part p = {.exact = true, .all = set_empty(a, before, behind), .tree = &tree_nothing};
	cue_bytes_all(&p.idles);
	if (before == CUE_WORD) p.tree = &tree_word;
	if (before == CUE_EDGE) p.tree = tree_beside(a, TREE_LEFT, &(struct cue_bytes){.end = true});
	if (behind == CUE_EDGE) p.tree = tree_beside(a, TREE_RIGHT, &(struct cue_bytes){.end = true});
	return p;
}

struct cue_part part_unknown(void) {
	struct cue_part p = {.exact = false, .length = endless, .tree = &tree_any};
	cue_bytes_all(&p.eats);
	cue_bytes_all(&p.idles);
	return p;
}

struct cue_part part_chars_tree(arena *a, const struct cue_chars *c) {
	struct cue_part p = {.one = true, .chars = *c, .eats = cue_bytes_of(c), .tree = tree_chars(a, c)};
	p.length.base = c->more || c->odd || c->others > 0 ? 4 : 1;
	return p;
}

struct cue_part part_chars(arena *a, const struct cue_chars *c) {
	struct cue_part p = part_chars_tree(a, c);
	p.exact = set_of_chars(a, c, &p.all);
	return p;
}

struct cue_part part_ahead(arena *a, const struct cue_part *p) {
	struct cue_part out = part_nothing(a, 0, 0);
	must_all(&out, p, out.length);
	if (p->exact) part_must(&out, &p->all, p->length);
	out.idles = cue_bytes_or(p->eats, p->idles);
	out.tree = tree_around(a, TREE_RIGHT, &out.idles, p->tree);
	return out;
}

struct cue_part part_behind(arena *a, const struct cue_part *p) {
	struct cue_part out = part_ahead(a, p);
	for (size_t i = 0; i < out.musts; i++) out.must[i].reach = endless; /* it stands before the start */
	cue_bytes_all(&out.idles);
	struct cue_bytes last = out.idles;
	if (p->one) last = cue_bytes_of(&p->chars);
	out.tree = tree_around(a, TREE_LEFT, &last, p->one ? NULL : p->tree);
	return out;
}

struct cue_part part_not_beside(arena *a, const struct cue_part *p, bool ahead) {
	bool known = p->one || p->some_one;
	unsigned char refused = known ? chars_refused(&p->chars) : 0;
	struct cue_part out = ahead ? part_nothing(a, 0, refused) : part_nothing(a, refused, 0);
	if (known) out.tree = tree_refusing(a, ahead ? TREE_RIGHT : TREE_LEFT, &p->chars);
	return out;
}

/* ---- in a row */

static bool is_blank_run(const struct cue *set) { return set->n == 1 && set->v[0].bytes.n == 0; }

/* The run is over: one of its texts must stand. That is known already where it is but the end of a part. */
static void row_flush(struct cue_row *r, struct cue_length reach) {
	if (r->run.n > 0 && r->run.v != r->fresh) part_must(&r->sum, &r->run, reach);
}

/* What the row starts with is settled by the first part that must be there. */
static void row_lead(arena *a, struct cue_row *r) {
	if (r->broken && !r->leading) return;
	struct cue *prefix = &r->sum.prefix;
	if (set_has_empty(&r->run))
		*prefix = (struct cue){0};
	else if (!r->leading)
		*prefix = r->run;
	else if (!set_union(a, &r->lead, &r->run, prefix))
		*prefix = (struct cue){0};
	r->leading = false;
}

static void row_break(arena *a, struct cue_row *r) {
	row_lead(a, r);
	r->broken = true;
}

static void row_add_exact(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue longer;
	if (set_product(a, &r->run, &p->all, &longer)) {
		r->run = longer;
		return;
	}
	row_flush(r, r->sum.length);
	row_break(a, r);
	r->run = p->all;
}

static void row_add_other(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue longer;
	bool starts = is_blank_run(&r->run);
	if (p->prefix.n > 0 && set_product(a, &r->run, &p->prefix, &longer)) r->run = longer;
	/* What the part starts with alone is among its own cues, or worse than they are. */
	if (!starts) row_flush(r, length_sum(r->sum.length, (struct cue_length){.base = CUE_LITERAL_MAX}));
	row_break(a, r);
	r->run = p->suffix.n > 0 ? p->suffix : set_empty(a, 0, 0);
	r->fresh = r->run.v;
}

/* A part that may be missing: the run may end here, or the part's end stands for it. */
static void row_add_optional(arena *a, struct cue_row *r, const struct cue_part *p) {
	bool starts = is_blank_run(&r->run) && (!r->broken || r->leading);
	struct cue either;
	row_flush(r, r->sum.length);
	if (starts && p->prefix.n > 0 && (!r->leading || set_union(a, &r->lead, &p->prefix, &either))) {
		r->lead = r->leading ? either : p->prefix;
		r->leading = r->broken = true;
		r->run = set_empty(a, 0, 0);
		return;
	}
	row_break(a, r);
	bool known = p->suffix.n > 0 && !set_has_empty(&r->run) && set_union(a, &r->run, &p->suffix, &either);
	r->run = known ? either : set_empty(a, 0, 0);
	r->fresh = r->run.v;
}

void row_add(arena *a, struct cue_row *r, const struct cue_part *p) {
	struct cue_part *sum = &r->sum;
	if (r->parts == 0) {
		r->run = set_empty(a, 0, 0);
		cue_bytes_all(&sum->idles);
	}
	r->parts++;
	*vec_push(a, &r->trees) = p->tree;
	sum->never = sum->never || p->never;
	sum->one = r->parts == 1 && p->one;
	sum->some_one = r->parts == 1 && p->some_one;
	if (r->parts == 1) sum->chars = p->chars;
	sum->eats = cue_bytes_or(sum->eats, cue_bytes_and(sum->idles, p->eats));
	sum->idles = cue_bytes_and(sum->idles, p->idles);
	must_all(sum, p, sum->length);
	if (p->exact)
		row_add_exact(a, r, p);
	else if (p->optional)
		row_add_optional(a, r, p);
	else
		row_add_other(a, r, p);
	sum->length = length_sum(sum->length, p->length);
}

struct cue_part row_end(arena *a, struct cue_row *r) {
	if (r->parts == 0) return part_nothing(a, 0, 0);
	r->sum.tree = tree_of(a, TREE_ROW, &r->trees);
	r->sum.exact = !r->broken;
	if (!r->broken) {
		r->sum.all = r->run;
		return r->sum;
	}
	row_flush(r, r->sum.length);
	row_lead(a, r);
	if (!set_has_empty(&r->run)) r->sum.suffix = r->run;
	return r->sum;
}

/* ---- to choose from */

/* A branch that never matches counts for where its alternatives are tried alone: it may skip what follows. */
void choice_add(arena *a, struct cue_choice *c, const struct cue_part *p) {
	*vec_push(a, &c->trees) = p->tree;
	if (p->never && !p->one) {
		c->eats = cue_bytes_or(c->eats, p->eats);
		c->idles = cue_bytes_or(c->idles, p->idles);
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
	struct cue_length reach = {0};
	for (size_t i = 0; i < c->branches; i++) {
		const struct cue *set = branch_set(branch(c, i), which);
		if (set == NULL) return (struct cue){0};
		n += set->n;
		reach = length_most(reach, set->reach);
	}
	if (n == 0 || n > CUE_SET_MAX) return (struct cue){0};
	struct cue_literal *v = arena_alloc(a, n * sizeof *v);
	n = 0;
	for (size_t i = 0; i < c->branches; i++) {
		const struct cue *set = branch_set(branch(c, i), which);
		memcpy(v + n, set->v, set->n * sizeof *v);
		n += set->n;
	}
	set_once(v, &n);
	return (struct cue){.v = v, .n = n, .reach = reach};
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

static const struct cue_tree *choice_tree(arena *a, const struct cue_choice *c) {
	if (c->stand.n != c->trees.n || c->trees.n < 2) return tree_of(a, TREE_CHOICE, &c->trees);
	span range = {c->stand.v[0].start, c->stand.v[c->stand.n - 1].end};
	return tree_choice(a, &c->trees, &c->stand, range);
}

struct cue_part choice_end(arena *a, struct cue_choice *c) {
	if (c->branches == 0) {
		struct cue_part none = part_nothing(a, 0, 0);
		none.never = c->never;
		none.tree = choice_tree(a, c);
		return none;
	}
	if (c->branches == 1 && !c->never) return c->first;
	struct cue_part sum = {.eats = c->eats, .idles = c->idles, .tree = choice_tree(a, c)};
	size_t most = 0;
	for (size_t i = 0; i < c->branches; i++) {
		struct cue_part *p = branch(c, i);
		sum.eats = cue_bytes_or(sum.eats, p->eats);
		sum.idles = cue_bytes_or(sum.idles, p->idles);
		sum.length = length_most(sum.length, p->length);
		if (p->exact) part_must(p, &p->all, p->length);
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
		if (set.n > 0) part_must(&sum, &set, set.reach);
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
	struct cue_part out = {.eats = p->eats, .idles = p->idles, .length = length_repeated(p, most)};
	out.tree = tree_repeat(a, p->tree, least, most);
	if (least == 0) cue_bytes_all(&out.idles);
	out.exact = p->exact && all_lengths(a, &p->all, least, most, &out.all);
	if (least == 0 && out.exact) return out;
	if (least == 0) {
		struct cue_part once = part_repeated(a, p, 1, most > 1 ? PART_ENDLESS : 1);
		bool whole = once.exact && !set_has_empty(&once.all);
		out.prefix = whole ? once.all : once.prefix;
		out.suffix = whole ? once.all : once.suffix;
		out.optional = true;
		return out;
	}
	must_all(&out, p, (struct cue_length){0});
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
	struct cue_length of_run = {.base = COPIES_MAX * CUE_LITERAL_MAX};
	part_must(&out, &run, of_run);
	if (!set_has_empty(&run)) out.prefix = out.suffix = run;
	return out;
}

/* Trees of patterns: see cue_tree.h. They are not changed once made, so patterns share them. */
#include "rules/cue_tree.h"

const struct cue_tree tree_any = {.kind = TREE_ANY, .kept = true}, tree_cut = {.kind = TREE_CUT, .kept = true},
                      tree_fail = {.kind = TREE_FAIL, .kept = true}, tree_word = {.kind = TREE_WORD, .kept = true},
                      tree_nothing = {.kind = TREE_ROW, .kept = true};

void cue_bytes_all(struct cue_bytes *b) {
	*b = (struct cue_bytes){{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}, true};
}

struct cue_bytes cue_bytes_or(struct cue_bytes a, struct cue_bytes b) {
	for (size_t i = 0; i < 4; i++) a.bits[i] |= b.bits[i];
	a.end = a.end || b.end;
	return a;
}

struct cue_bytes cue_bytes_and(struct cue_bytes a, struct cue_bytes b) {
	for (size_t i = 0; i < 4; i++) a.bits[i] &= b.bits[i];
	a.end = a.end && b.end;
	return a;
}

struct cue_bytes cue_bytes_of(const struct cue_chars *c) {
	struct cue_bytes b = {{c->ascii[0], c->ascii[1], 0, 0}, false};
	if (c->more || c->odd || c->others > 0) b.bits[2] = b.bits[3] = ~UINT64_C(0);
	return b;
}

/* ---- trees */

static struct cue_tree *tree_new(arena *a, enum tree_kind kind) {
	struct cue_tree *t = arena_alloc(a, sizeof *t);
	t->kind = kind;
	return t;
}

const struct cue_tree *tree_chars(arena *a, const struct cue_chars *c) {
	struct cue_tree *t = tree_new(a, TREE_CHARS);
	t->chars = *c;
	return t;
}

const struct cue_tree *tree_beside(arena *a, enum tree_kind kind, const struct cue_bytes *bytes) {
	struct cue_tree *t = tree_new(a, kind);
	t->bytes = *bytes;
	return t;
}

const struct cue_tree *tree_around(
        arena *a, enum tree_kind kind, const struct cue_bytes *bytes, const struct cue_tree *inside) {
	struct cue_tree *t = tree_new(a, kind);
	t->bytes = *bytes;
	t->inside = inside;
	return t;
}

const struct cue_tree *tree_refusing(arena *a, enum tree_kind kind, const struct cue_chars *refused) {
	static const uint64_t all = ~UINT64_C(0), control = UINT64_C(0xFFFFFFFF);
	struct cue_bytes rest = {{~refused->ascii[0] | control, ~refused->ascii[1], all, all}, true};
	return refused->vague ? &tree_nothing : tree_beside(a, kind, &rest);
}

const struct cue_tree *tree_of(arena *a, enum tree_kind kind, const tree_list *parts) {
	if (parts->n == 1) return parts->v[0];
	struct cue_tree *t = tree_new(a, kind);
	t->parts.n = parts->n;
	t->parts.v = arena_alloc(a, (parts->n + 1) * sizeof *t->parts.v);
	if (parts->n > 0) memcpy(t->parts.v, parts->v, parts->n * sizeof *t->parts.v);
	return t;
}

const struct cue_tree *tree_choice(arena *a, const tree_list *parts, const spans *branches, span range) {
	struct cue_tree *t = tree_new(a, TREE_CHOICE);
	span *copies = arena_alloc(a, (branches->n + 1) * sizeof *copies);
	if (branches->n > 0) memcpy(copies, branches->v, branches->n * sizeof *copies);
	t->parts.n = parts->n;
	t->parts.v = arena_alloc(a, (parts->n + 1) * sizeof *t->parts.v);
	if (parts->n > 0) memcpy(t->parts.v, parts->v, parts->n * sizeof *t->parts.v);
	t->parts.branches = copies;
	t->parts.range = range;
	return t;
}

const struct cue_tree *tree_repeat(arena *a, const struct cue_tree *one, unsigned least, unsigned most) {
	tree_list parts = {0};
	*vec_push(a, &parts) = one;
	struct cue_tree *t = tree_new(a, TREE_REPEAT);
	t->parts.n = 1;
	t->parts.v = parts.v;
	t->least = least;
	t->most = most;
	return t;
}

static const struct cue_tree *copy_chars(arena *a, const struct cue_tree *t, const struct cue_tree **leaves) {
	const struct cue_tree **leaf = &leaves[chars_hash(&t->chars) >> (64 - LEAF_BITS)];
	if (*leaf != NULL && chars_same(&t->chars, &(*leaf)->chars)) return *leaf;
	struct cue_tree *copy = tree_new(a, TREE_CHARS);
	copy->kept = true;
	copy->chars = t->chars;
	return *leaf = copy;
}

static struct cue_tree *copy_other(arena *a, const struct cue_tree *t, const struct cue_tree **leaves) {
	struct cue_tree *copy = tree_new(a, t->kind);
	*copy = *t;
	copy->kept = true;
	bool around = t->kind == TREE_RIGHT || t->kind == TREE_LEFT;
	if (around && t->inside != NULL) copy->inside = tree_copy(a, t->inside, leaves);
	if (t->kind != TREE_ROW && t->kind != TREE_CHOICE && t->kind != TREE_REPEAT) return copy;
	copy->parts.v = arena_alloc(a, (t->parts.n + 1) * sizeof *copy->parts.v);
	for (size_t i = 0; i < t->parts.n; i++) copy->parts.v[i] = tree_copy(a, t->parts.v[i], leaves);
	if (t->parts.branches == NULL) return copy;
	span *branches = arena_alloc(a, (t->parts.n + 1) * sizeof *branches);
	memcpy(branches, t->parts.branches, t->parts.n * sizeof *branches);
	copy->parts.branches = branches;
	return copy;
}

const struct cue_tree *tree_copy(arena *a, const struct cue_tree *t, const struct cue_tree **leaves) {
	if (t->kept) return t;
	return t->kind == TREE_CHARS ? copy_chars(a, t, leaves) : copy_other(a, t, leaves);
}

const struct cue_tree *tree_share(arena *a, const struct cue_tree *t, const struct cue_tree **leaves, unsigned *roots) {
	bool parts = (t->kind == TREE_ROW || t->kind == TREE_CHOICE || t->kind == TREE_REPEAT) && t->parts.n > 0;
	if (!parts || t->root != 0) return tree_copy(a, t, leaves);
	struct cue_tree *copy = copy_other(a, t, leaves);
	copy->root = ++*roots;
	return copy;
}

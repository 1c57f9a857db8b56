/* Trees of patterns: see cue_tree.h. They are not changed once made, so patterns share them. */
#include "rules/cue_tree.h"

const struct cue_tree tree_any = {.kind = TREE_ANY}, tree_cut = {.kind = TREE_CUT}, tree_fail = {.kind = TREE_FAIL},
                      tree_word = {.kind = TREE_WORD}, tree_nothing = {.kind = TREE_ROW};

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

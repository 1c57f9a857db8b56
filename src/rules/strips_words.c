/* What is left of a list of words in a text: see strips.h. The words that the tree still has after all places of the text
 * were followed are written out again, from where they stand in the list. */
#include "base/buf.h"
#include "rules/strips_parts.h"

struct writing {
	struct buf *out;
	slice words;
	size_t at; /* what stands before was written, or left out */
};

static void write_to(struct writing *w, size_t end) {
	buf_put(w->out, slice_sub(w->words, w->at, end));
	w->at = end;
}

static void write_left(struct writing *w, const struct cue_tree *t) {
	bool inner = t->kind == TREE_ROW || t->kind == TREE_CHOICE || t->kind == TREE_REPEAT;
	if (!inner) return;
	if (t->parts.branches != NULL) write_to(w, t->parts.range.start);
	if (t->parts.branches != NULL && t->parts.n == 0) buf_put(w->out, S("(?!)"));
	for (size_t i = 0; i < t->parts.n; i++) {
		if (t->parts.branches != NULL) {
			if (i > 0) buf_byte(w->out, '|');
			w->at = t->parts.branches[i].start;
		}
		write_left(w, t->parts.v[i]);
		if (t->parts.branches != NULL) write_to(w, t->parts.branches[i].end);
	}
	if (t->parts.branches != NULL) w->at = t->parts.range.end;
}

void strips_words(struct strips *s, const struct cue_tree *t, slice words, struct buf *out) {
	struct writing w = {.out = out, .words = words};
	if (t == NULL || t->root == 0) {
		buf_put(out, words);
		return;
	}
	uint64_t *ends = strip_take(s);
	const struct cue_tree *left = strips_follow(s, t, s->all, ends);
	strip_give(s, ends);
	if (left == NULL) {
		buf_put(out, S("(?!)"));
		return;
	}
	write_left(&w, left);
	write_to(&w, words.n);
}

/* Trees of words: see words_trie.h.
 *
 * Why the pattern is the list: siblings are disjoint, so at one place of a text only words of a single path can match, and
 * of those each in one way. The list tries them in its order; the tree goes down before it ends a word, so it gives the
 * longer first. trie_add refuses a list in which a word comes behind its own beginning. Tries: Fredkin, CACM 3:9, 1960. */
#include "rules/words_trie.h"

#include "base/utf8.h"

enum { ROOT = 0, DEPTH_MAX = 80 }; /* of groups in each other; PCRE2 refuses 250 in all */

static struct trie_node *node_at(const struct trie *t, uint32_t n) { return &t->nodes.v[n]; }

/* What is the other case of an ASCII letter, itself beyond ASCII, is one of these two. */
static uint32_t folded(uint32_t unit) {
	if (unit == 0x17F) return 's';
	if (unit == 0x212A) return 'k';
	return unit - 'A' < 26 ? unit + 32 : unit;
}

/* May two characters beyond ASCII be one to PCRE2 where case does not count? All its cases of a letter are folded alike. */
static bool may_be_one(arena *a, uint32_t x, uint32_t y) {
	if (x < 0x80 || y < 0x80 || x >= TRIE_GAP || y >= TRIE_GAP) return false;
	char of_x[UTF8_MAX], of_y[UTF8_MAX];
	slice first = {of_x, utf8_encode(x, of_x)}, second = {of_y, utf8_encode(y, of_y)};
	return slice_equal(utf8_casefold(a, first), utf8_casefold(a, second));
}

/* The child of the unit, made where there is none; 0 where it cannot be told from another. */
static uint32_t child_of(struct trie *t, uint32_t node, uint32_t unit) {
	uint32_t last = 0;
	for (uint32_t c = node_at(t, node)->child; c != 0; c = node_at(t, c)->sibling) {
		if (node_at(t, c)->unit == unit) return c;
		if (!t->exact && may_be_one(t->arena, node_at(t, c)->unit, unit)) return 0;
		last = c;
	}
	uint32_t new = (uint32_t)t->nodes.n;
	*vec_push(t->arena, &t->nodes) = (struct trie_node){.unit = unit};
	*(last == 0 ? &node_at(t, node)->child : &node_at(t, last)->sibling) = new;
	return new;
}

bool trie_add(struct trie *t, const trie_units *word, unsigned class) {
	if (t->nodes.n == 0) *vec_push(t->arena, &t->nodes) = (struct trie_node){0};
	uint32_t node = ROOT;
	for (size_t i = 0; i < word->n; i++) {
		if (node_at(t, node)->ends != 0) return false;
		node_at(t, node)->below |= (unsigned char)(1u << class);
		node = child_of(t, node, t->exact ? word->v[i] : folded(word->v[i]));
		if (node == 0) return false;
	}
	node_at(t, node)->ends |= (unsigned char)(1u << class);
	node_at(t, node)->below |= (unsigned char)(1u << class);
	return word->n > 0;
}

bool trie_holds(const struct trie *t, unsigned class) {
	return t->nodes.n > 0 && (node_at(t, ROOT)->below >> class & 1) != 0;
}

bool trie_extends(const struct trie *t, unsigned class, unsigned shorter) {
	for (uint32_t n = 1; n < t->nodes.n; n++) {
		if ((node_at(t, n)->ends >> shorter & 1) == 0) continue;
		for (uint32_t c = node_at(t, n)->child; c != 0; c = node_at(t, c)->sibling)
			if (node_at(t, c)->below >> class & 1) return true;
	}
	return false;
}

/* ---- the pattern */

struct writing {
	const struct trie *t;
	struct buf *out;
	unsigned class;
	trie_put *put;
	const void *how;
	bool too_deep;
};

/* The first of the siblings under which a word of the class ends. */
static uint32_t next_of(const struct writing *w, uint32_t node) {
	while (node != 0 && (node_at(w->t, node)->below >> w->class & 1) == 0) node = node_at(w->t, node)->sibling;
	return node;
}

static bool ends_at(const struct writing *w, uint32_t node) { return node_at(w->t, node)->ends >> w->class & 1; }

/* A character behind which nothing of the class goes on. */
static bool is_leaf(const struct writing *w, uint32_t node) {
	return node_at(w->t, node)->unit < TRIE_GAP && next_of(w, node_at(w->t, node)->child) == 0;
}

static void put_branches(struct writing *w, uint32_t first, unsigned depth);

/* A node and what stands below it. */
static void put_node(struct writing *w, uint32_t node, unsigned depth) {
	for (;;) {
		w->put(w->out, node_at(w->t, node)->unit, w->how);
		uint32_t child = next_of(w, node_at(w->t, node)->child);
		if (child == 0) return;
		bool ends = ends_at(w, node), alone = next_of(w, node_at(w->t, child)->sibling) == 0;
		if (ends && alone && is_leaf(w, child)) {
			w->put(w->out, node_at(w->t, child)->unit, w->how);
			buf_byte(w->out, '?');
			return;
		}
		if (ends || !alone) {
			buf_put(w->out, S("(?:"));
			put_branches(w, child, depth + 1);
			buf_put(w->out, ends ? S(")?") : S(")"));
			return;
		}
		node = child;
	}
}

static void put_branches(struct writing *w, uint32_t first, unsigned depth) {
	w->too_deep = w->too_deep || depth > DEPTH_MAX;
	for (uint32_t c = first; c != 0 && !w->too_deep; c = next_of(w, node_at(w->t, c)->sibling)) {
		if (c != first) buf_byte(w->out, '|');
		put_node(w, c, depth);
	}
}

bool trie_pattern(const struct trie *t, unsigned class, struct buf *out, trie_put *put, const void *how) {
	struct writing w = {t, out, class, put, how, false};
	put_branches(&w, t->nodes.n == 0 ? 0 : next_of(&w, node_at(t, ROOT)->child), 0);
	return !w.too_deep;
}

/* From a pattern's tree to the net that takes it backwards: see sieve.h. The parts of a row are joined from the first to the
 * last, each leading on to the one before it, so that reading begins at the last and is done behind the first. */
#include "base/mem.h"
#include "rules/net.h"

enum {
	NODES_MAX = 1 << 17,
	SETS_MAX = 1 << 11,
	SET_SLOTS = 1 << 12,
	COPIES_FULL = 4,   /* of what is repeated, where it is one node or a few */
	COPIED_NODES = 48, /* what is larger stands once, and may be taken any number of times */
	DEPTH_MAX = 256,
};

struct weaver {
	struct net *net;
	uint32_t slots[SET_SLOTS]; /* of sets, by their bits: number plus one */
	unsigned depth;
	bool failed; /* too large */
};

/* ---- nodes and sets */

static uint32_t put_node(struct weaver *w, enum net_kind kind, uint32_t set, uint32_t next) {
	struct net *n = w->net;
	if (n->nodes.n >= NODES_MAX) {
		w->failed = true;
		return 0;
	}
	*vec_push(&n->draft, &n->nodes) = (struct net_node){.kind = kind & 15u, .set = set & 0xFFFFFFFu, .next = next};
	return (uint32_t)n->nodes.n - 1;
}

static uint32_t split(struct weaver *w, uint32_t one, uint32_t other) {
	if (w->net->nodes.v[one].kind == NET_DEAD) return other;
	if (w->net->nodes.v[other].kind == NET_DEAD || one == other) return one;
	return put_node(w, NET_SPLIT, other, one);
}

static uint32_t put_set(struct weaver *w, const struct net_set *set) {
	struct net *n = w->net;
	uint64_t hash = 0;
	for (size_t i = 0; i < 5; i++) hash = (hash ^ set->bits[i]) * UINT64_C(0x9E3779B97F4A7C15) + (hash >> 29);
	size_t at = hash >> 52;
	for (; w->slots[at] != 0; at = (at + 1) % SET_SLOTS)
		if (memcmp(&n->sets.v[w->slots[at] - 1], set, sizeof *set) == 0) return w->slots[at] - 1;
	if (n->sets.n >= SETS_MAX) {
		w->failed = true;
		return 0;
	}
	*vec_push(&n->arena, &n->sets) = *set;
	w->slots[at] = (uint32_t)n->sets.n;
	return w->slots[at] - 1;
}

static uint32_t put_bytes(struct weaver *w, enum net_kind kind, const struct cue_bytes *b, uint32_t next) {
	struct net_set set = {{b->bits[0], b->bits[1], b->bits[2], b->bits[3], b->end}};
	bool all = true;
	for (size_t i = 0; i < 4; i++) all = all && ~set.bits[i] == 0;
	if (all && b->end && kind != NET_CHAR) return next;
	return put_node(w, kind, put_set(w, &set), next);
}

/* ---- characters */

static uint32_t put_byte(struct weaver *w, unsigned byte, uint32_t next) {
	struct cue_bytes b = {0};
	b.bits[byte / 64] = UINT64_C(1) << (byte % 64);
	return put_bytes(w, NET_CHAR, &b, next);
}

static uint32_t put_code(struct weaver *w, uint32_t code, uint32_t next) {
	if (code < 0x800) return put_byte(w, 0x80 | (code & 63), put_byte(w, 0xC0 | code >> 6, next));
	unsigned shift = code < 0x10000 ? 12 : 18;
	uint32_t k = put_byte(w, (shift == 12 ? 0xE0 : 0xF0) | code >> shift, next);
	while (shift > 0) {
		shift -= 6;
		k = put_byte(w, 0x80 | (code >> shift & 63), k);
	}
	return k;
}

/* Any character beyond ASCII, its last byte first. */
static uint32_t put_beyond(struct weaver *w, uint32_t next) {
	static const struct cue_bytes inner = {{0, 0, ~UINT64_C(0), 0}, false},
	                              first = {{0, 0, 0, ~UINT64_C(0)}, false};
	uint32_t lead = put_bytes(w, NET_CHAR, &first, next), k = lead;
	k = split(w, lead, put_bytes(w, NET_CHAR, &inner, k));
	k = split(w, lead, put_bytes(w, NET_CHAR, &inner, k));
	return put_bytes(w, NET_CHAR, &inner, k);
}

enum { OTHERS_TOLD = sizeof((struct cue_chars *)NULL)->other / sizeof(uint32_t) };

static uint32_t put_chars(struct weaver *w, const struct cue_chars *c, uint32_t next) {
	uint32_t k = 0; /* dead */
	if (c->ascii[0] != 0 || c->ascii[1] != 0) {
		struct cue_bytes ascii = {{c->ascii[0], c->ascii[1], 0, 0}, false};
		k = put_bytes(w, NET_CHAR, &ascii, next);
	}
	if (c->more || c->others > OTHERS_TOLD) return split(w, k, put_beyond(w, next));
	for (size_t i = 0; i < c->others; i++) k = split(w, k, put_code(w, c->other[i], next));
	return k;
}

/* ---- trees */

static uint32_t put_tree(struct weaver *w, const struct cue_tree *t, uint32_t next);

/* A node that leads on to what is put in later. */
static uint32_t put_loop(struct weaver *w, const struct cue_tree *t, uint32_t next, bool least_one) {
	uint32_t turn = put_node(w, NET_SPLIT, next, next), body = put_tree(w, t, turn);
	if (!w->failed) w->net->nodes.v[turn].next = body;
	return least_one ? body : turn;
}

static size_t tree_size(const struct cue_tree *t) {
	size_t size = 1;
	if (t->kind == TREE_CHARS && (t->chars.more || t->chars.others > 0)) return 8;
	if (t->kind == TREE_REPEAT) return (t->most <= COPIES_FULL ? t->most : 2) * tree_size(t->parts.v[0]);
	if (t->kind != TREE_ROW && t->kind != TREE_CHOICE) return 1;
	for (size_t i = 0; i < t->parts.n && size <= COPIED_NODES; i++) size += tree_size(t->parts.v[i]);
	return size;
}

static uint32_t put_repeat(struct weaver *w, const struct cue_tree *t, uint32_t next) {
	const struct cue_tree *one = t->parts.v[0];
	if (t->most == 0) return next;
	if (t->most == 1) return t->least == 1 ? put_tree(w, one, next) : split(w, put_tree(w, one, next), next);
	unsigned copies = tree_size(one) <= COPIED_NODES ? COPIES_FULL : 1;
	if (t->most > copies) {
		unsigned least = t->least < copies ? t->least : copies;
		uint32_t k = put_loop(w, one, next, least > 0);
		for (unsigned i = 1; i < least; i++) k = put_tree(w, one, k);
		return k;
	}
	uint32_t k = next;
	for (unsigned i = t->least; i < t->most; i++) k = split(w, put_tree(w, one, k), next);
	for (unsigned i = 0; i < t->least; i++) k = put_tree(w, one, k);
	return k;
}

static uint32_t put_inside(struct weaver *w, const struct cue_tree *t, uint32_t next) {
	uint32_t k = next;
	switch (t->kind) {
	case TREE_CHARS: return put_chars(w, &t->chars, next);
	case TREE_ROW:
		for (size_t i = 0; i < t->parts.n; i++) k = put_tree(w, t->parts.v[i], k);
		return k;
	case TREE_CHOICE:
		k = 0;
		for (size_t i = t->parts.n; i-- > 0;) k = split(w, put_tree(w, t->parts.v[i], next), k);
		return k;
	case TREE_REPEAT: return put_repeat(w, t, next);
	case TREE_RIGHT: return put_bytes(w, NET_RIGHT, &t->bytes, next);
	case TREE_LEFT: return put_bytes(w, NET_LEFT, &t->bytes, next);
	case TREE_WORD: return put_node(w, NET_WORD, 0, next);
	case TREE_ANY: {
		struct cue_bytes all = {{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}, false};
		uint32_t turn = put_node(w, NET_SPLIT, next, next);
		uint32_t body = put_bytes(w, NET_CHAR, &all, turn);
		if (!w->failed) w->net->nodes.v[turn].next = body;
		return turn;
	}
	case TREE_CUT: *vec_push(&w->net->arena, &w->net->starts) = next; return next;
	case TREE_FAIL: return 0;
	}
	return next;
}

static uint32_t put_tree(struct weaver *w, const struct cue_tree *t, uint32_t next) {
	if (w->depth >= DEPTH_MAX) w->failed = true;
	if (w->failed) return 0;
	w->depth++;
	uint32_t k = put_inside(w, t, next);
	w->depth--;
	return k;
}

/* What nothing follows: there a look ahead may be read as if it were taken, since it is the start of a match that is asked
 * for, not its end. What else is looked for at its place is asked at its place all the same. */
static uint32_t put_last(struct weaver *w, const struct cue_tree *t, uint32_t next) {
	if (t->kind == TREE_RIGHT && t->inside != NULL) return put_last(w, t->inside, next);
	if (t->kind != TREE_ROW || t->parts.n == 0) return put_tree(w, t, next);
	size_t n = t->parts.n, last = n - 1;
	const struct cue_tree *const *parts = t->parts.v;
	while (last > 0 && parts[last]->kind == TREE_RIGHT && parts[last]->inside == NULL) last--;
	bool looks = parts[last]->kind == TREE_RIGHT;
	if (!looks && last < n - 1) return put_tree(w, t, next);
	for (size_t i = 0; i < n; i++)
		if (i != last) next = put_tree(w, parts[i], next);
	return put_last(w, parts[last], next);
}

/* ---- classes of symbols */

/* Symbols of one class of which some are in the set and some are not are two classes from now on. */
static bool part_classes(const struct net_set *set, unsigned char *classes, size_t symbols, size_t *n) {
	uint32_t apart[256] = {0}; /* by class: where those go that are in the set, plus one */
	bool out[256] = {false};   /* by class: some are not */
	for (size_t i = 0; i < symbols; i++)
		if (!net_set_has(set, (unsigned)i)) out[classes[i]] = true;
	for (size_t i = 0; i < symbols; i++) {
		unsigned char c = classes[i];
		if (!net_set_has(set, (unsigned)i) || !out[c]) continue;
		if (apart[c] == 0) {
			if (*n >= 255) return false;
			apart[c] = (uint32_t)++ * n;
		}
		classes[i] = (unsigned char)(apart[c] - 1);
	}
	return true;
}

static struct net_set of_classes(const struct net *n, const struct net_set *set) {
	struct net_set out = {0};
	for (unsigned i = 0; i < NET_SYMBOLS; i++)
		if (net_set_has(set, i)) out.bits[n->classes[i] / 64] |= UINT64_C(1) << (n->classes[i] % 64);
	return out;
}

static bool name_classes(struct net *n) {
	static const struct net_set words = {{UINT64_C(0x03FF000000000000), UINT64_C(0x07FFFFFE87FFFFFE), 0, 0, 0}},
	                            unsure = {{0, 0, ~UINT64_C(0), ~UINT64_C(0), 0}}, edge = {{0, 0, 0, 0, 1}};
	n->width = n->side_count = 1;
	bool named = part_classes(&words, n->classes, NET_SYMBOLS, &n->width) &&
	             part_classes(&unsure, n->classes, NET_SYMBOLS, &n->width) &&
	             part_classes(&edge, n->classes, NET_SYMBOLS, &n->width);
	for (size_t i = 0; named && i < n->sets.n; i++)
		named = part_classes(&n->sets.v[i], n->classes, NET_SYMBOLS, &n->width);
	if (!named) return false;
	for (size_t i = 0; i < n->sets.n; i++) n->sets.v[i] = of_classes(n, &n->sets.v[i]);
	n->words = of_classes(n, &words);
	n->unsure = of_classes(n, &unsure);
	for (size_t i = 0; i < n->nodes.n; i++) {
		const struct net_node *node = &n->nodes.v[i];
		if (node->kind == NET_RIGHT) part_classes(&n->sets.v[node->set], n->sides, n->width, &n->side_count);
		if (node->kind == NET_WORD) {
			part_classes(&n->words, n->sides, n->width, &n->side_count);
			part_classes(&n->unsure, n->sides, n->width, &n->side_count);
		}
	}
	return true;
}

/* ---- where reading begins */

static bool holds_byte(const struct net *n, const struct net_set *set) {
	for (unsigned c = 0; c < n->width; c++)
		if (c != n->classes[NET_EDGE] && net_set_has(set, c)) return true;
	return false;
}

/* May reading begin at the end of the text alone? Look arounds that are asked elsewhere are taken to hold there. */
static bool begins_at_end(const struct net *n) {
	arena scratch = {0};
	VEC(uint32_t) stack = {0};
	bool *met = arena_alloc(&scratch, n->stops.n * sizeof *met), inside = false;
	for (size_t i = 0; i < n->starts.n; i++) *vec_push(&scratch, &stack) = n->starts.v[i];
	while (stack.n > 0 && !inside) {
		uint32_t at = stack.v[--stack.n];
		const struct net_node *lead = n->leads.v + n->stops.v[at].first, *behind = lead + n->stops.v[at].n;
		if (met[at]) continue;
		met[at] = true;
		for (; lead < behind; lead++) {
			if (lead->kind == NET_RIGHT && !holds_byte(n, &n->sets.v[lead->set])) continue;
			inside = inside || lead->kind == NET_CHAR || lead->kind == NET_DONE;
			*vec_push(&scratch, &stack) = lead->next;
		}
	}
	arena_free(&scratch);
	return !inside;
}

/* ---- */

static bool weave(struct net *n, struct cue_reader *r, slice pattern) {
	arena scratch = {0};
	const struct cue_tree *tree = cue_tree_of(r, pattern, &n->use);
	bool woven = tree != NULL;
	if (woven) {
		struct weaver *w = arena_alloc(&scratch, sizeof *w);
		w->net = n;
		put_node(w, NET_DEAD, 0, 0);
		uint32_t start = put_last(w, tree, put_node(w, NET_DONE, 0, 0));
		*vec_push(&n->arena, &n->starts) = start;
		if (!w->failed) net_merge(n);
		woven = !w->failed && name_classes(n) && net_make_stops(n);
	}
	if (woven) n->from_end = begins_at_end(n);
	arena_free(&scratch);
	return woven;
}

struct net *net_new(struct cue_reader *r, slice pattern) {
	struct net *n = must_alloc(sizeof *n);
	if (weave(n, r, pattern)) return n;
	net_free(n);
	return NULL;
}

void net_free(struct net *n) {
	if (n == NULL) return;
	arena_free(&n->arena);
	arena_free(&n->draft);
	mem_free(n);
}

/* Alternatives of a net that begin alike become one: c→A | c→B is c→(A | B). Read backwards, thousands of words end with a few
 * letters, and what follows each of those is one place to go on from instead of hundreds, in every state that a sieve
 * makes. As deep as words are long, no deeper: loops are left as they are. */
#include "base/mem.h"
#include "rules/net.h"

#include <stdlib.h>

enum { DEEPEST = 3, MADE_MOST = 1 << 16, UNMERGED = UINT32_MAX };

struct merger {
	struct net *net;
	arena scratch;
	uint32_t *seen; /* by node: the turn in which it was met */
	uint32_t turn;
	uint32_t *merged; /* by split: what it became, or UNMERGED */
	size_t originals, room;
	VEC(uint32_t) stack;
};
typedef VEC(uint32_t) node_list;

static const struct net_node *node_at(const struct merger *m, uint32_t i) { return &m->net->nodes.v[i]; }

static uint32_t put(struct merger *m, enum net_kind kind, uint32_t set, uint32_t next) {
	struct net *n = m->net;
	*vec_push(&n->draft, &n->nodes) = (struct net_node){.kind = kind & 15u, .set = set & 0xFFFFFFFu, .next = next};
	return (uint32_t)n->nodes.n - 1;
}

/* ---- the nodes behind splits, each once a turn */

static void start_turn(struct merger *m) {
	m->turn++;
	if (m->net->nodes.n <= m->room) return;
	m->seen = must_grow(m->seen, m->net->nodes.n, &m->room, sizeof *m->seen);
	memset(m->seen, 0, m->room * sizeof *m->seen);
	m->turn = 1;
}

static void add_nodes(struct merger *m, uint32_t node, node_list *list) {
	*vec_push(&m->scratch, &m->stack) = node;
	while (m->stack.n > 0) {
		uint32_t i = m->stack.v[--m->stack.n];
		const struct net_node *n = node_at(m, i);
		if (n->kind == NET_DEAD || m->seen[i] == m->turn) continue;
		m->seen[i] = m->turn;
		if (n->kind != NET_SPLIT)
			*vec_push(&m->scratch, list) = i;
		else {
			*vec_push(&m->scratch, &m->stack) = n->set;
			*vec_push(&m->scratch, &m->stack) = n->next;
		}
	}
}

/* ---- merging */

/* What the nodes are sorted by. */
struct item {
	uint32_t node, kind, set, next;
};

static int compare_items(const void *left, const void *right) {
	const struct item *a = left, *b = right;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->set != b->set) return a->set < b->set ? -1 : 1;
	if (a->next != b->next) return a->next < b->next ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static struct item *items_of(struct merger *m, const node_list *list) {
	struct item *items = arena_alloc(&m->scratch, list->n * sizeof *items);
	for (size_t i = 0; i < list->n; i++) {
		const struct net_node *n = node_at(m, list->v[i]);
		items[i] = (struct item){list->v[i], n->kind, n->set, n->next};
	}
	if (list->n > 1) qsort(items, list->n, sizeof *items, compare_items);
	return items;
}

static uint32_t merge(struct merger *m, const node_list *list, unsigned depth);

/* One node for all of these, which take the same symbols. */
static uint32_t merge_alike(struct merger *m, const struct item *items, size_t n, unsigned depth) {
	node_list nexts = {0};
	start_turn(m);
	for (size_t i = 0; i < n; i++) add_nodes(m, items[i].next, &nexts);
	uint32_t next = merge(m, &nexts, depth - 1);
	return put(m, NET_CHAR, items[0].set, next);
}

static uint32_t merge(struct merger *m, const node_list *list, unsigned depth) {
	uint32_t all = 0; /* dead */
	const struct item *items = items_of(m, list);
	for (size_t i = 0, behind; i < list->n; i = behind) {
		for (behind = i + 1; behind < list->n && items[behind].kind == items[i].kind &&
		                     items[behind].set == items[i].set && items[i].kind == NET_CHAR;)
			behind++;
		bool more = items[behind - 1].next != items[i].next;
		bool merges = more && depth > 0 && m->net->nodes.n < m->originals + MADE_MOST;
		size_t kept = more && !merges ? behind : i + 1;
		for (size_t k = i; k < kept; k++) {
			uint32_t one = merges ? merge_alike(m, items + i, behind - i, depth) : items[k].node;
			all = all == 0 ? one : put(m, NET_SPLIT, all, one);
		}
	}
	return all;
}

static uint32_t merge_split(struct merger *m, uint32_t node) {
	enum { FEW = 12 };
	if (node >= m->originals || node_at(m, node)->kind != NET_SPLIT) return node;
	if (m->merged[node] != UNMERGED) return m->merged[node];
	node_list list = {0};
	start_turn(m);
	add_nodes(m, node, &list);
	m->merged[node] = list.n <= FEW ? node : merge(m, &list, DEEPEST);
	return m->merged[node];
}

void net_merge(struct net *n) {
	struct merger m = {.net = n, .originals = n->nodes.n};
	m.merged = must_alloc(m.originals * sizeof *m.merged);
	memset(m.merged, 0xFF, m.originals * sizeof *m.merged);
	for (size_t i = 0; i < n->starts.n; i++) n->starts.v[i] = merge_split(&m, n->starts.v[i]);
	for (size_t i = 0; i < m.originals; i++) {
		if (n->nodes.v[i].kind == NET_SPLIT || n->nodes.v[i].kind == NET_DEAD) continue;
		uint32_t next = merge_split(&m, n->nodes.v[i].next);
		n->nodes.v[i].next = next;
	}
	mem_free(m.merged);
	mem_free(m.seen);
	arena_free(&m.scratch);
}

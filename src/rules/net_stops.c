/* From the nodes of a net to its stops: see net.h. What splits lead to is brought together once, one behind the other, so
 * that a step looks at what may come next and at nothing else. Nodes that nothing leads to any more are left behind. */
#include "base/mem.h"
#include "rules/net.h"

enum { LEADS_MAX = 1 << 19 };

struct layout {
	struct net *net;
	arena scratch;
	uint32_t *stop; /* by node: its number plus one; 0: no stop so far */
	uint32_t *met;  /* by node: the stop whose leads it was met among, plus one */
	VEC(uint32_t) todo, stack;
};

static uint32_t stop_of(struct layout *l, uint32_t node) {
	if (l->stop[node] == 0) {
		*vec_push(&l->scratch, &l->todo) = node;
		l->stop[node] = (uint32_t)l->todo.n;
	}
	return l->stop[node] - 1;
}

static void add_lead(struct layout *l, const struct net_node *node) {
	struct net_node lead = *node;
	lead.next = node->kind == NET_DONE ? 0 : stop_of(l, node->next);
	*vec_push(&l->net->arena, &l->net->leads) = lead;
}

static void lay_stop(struct layout *l, uint32_t number) {
	struct net *n = l->net;
	struct net_stop *stop = vec_push(&n->arena, &n->stops);
	stop->first = (uint32_t)n->leads.n;
	*vec_push(&l->scratch, &l->stack) = l->todo.v[number];
	while (l->stack.n > 0) {
		uint32_t at = l->stack.v[--l->stack.n];
		const struct net_node *node = &n->nodes.v[at];
		if (l->met[at] == number + 1 || node->kind == NET_DEAD) continue;
		l->met[at] = number + 1;
		if (node->kind != NET_SPLIT) {
			add_lead(l, node);
			continue;
		}
		*vec_push(&l->scratch, &l->stack) = node->set;
		*vec_push(&l->scratch, &l->stack) = node->next;
	}
	stop->n = (uint32_t)n->leads.n - stop->first;
}

bool net_make_stops(struct net *n) {
	struct layout l = {.net = n};
	l.stop = arena_alloc(&l.scratch, n->nodes.n * sizeof *l.stop);
	l.met = arena_alloc(&l.scratch, n->nodes.n * sizeof *l.met);
	for (size_t i = 0; i < n->starts.n; i++) n->starts.v[i] = stop_of(&l, n->starts.v[i]);
	for (uint32_t i = 0; i < l.todo.n && n->leads.n <= LEADS_MAX; i++) lay_stop(&l, i);
	arena_free(&l.scratch);
	arena_free(&n->draft);
	memset(&n->nodes, 0, sizeof n->nodes);
	return n->leads.n <= LEADS_MAX;
}

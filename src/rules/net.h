/* Nets: what sieves run on. Woven of nodes, then laid out as stops. Private to sieve*.c and net_*.c. See sieve.h. */
#ifndef GARNER_RULES_NET_H
#define GARNER_RULES_NET_H

#include "rules/sieve.h"

enum { NET_EDGE = 256, NET_SYMBOLS = 257 }; /* bytes, and the end (or start) of the text */

enum net_kind {
	NET_CHAR,  /* one byte of `set`, then `next` */
	NET_SPLIT, /* `next` and `set`, which is a node too */
	NET_RIGHT, /* goes on where what stands to the right is of `set` */
	NET_LEFT,
	NET_WORD, /* goes on at a word's edge */
	NET_DONE, /* the start of a match */
	NET_DEAD
};

struct net_node {
	uint32_t kind : 4, set : 28;
	uint32_t next;
};

/* A set of symbols. Later of classes of them. */
struct net_set {
	uint64_t bits[5];
};

/* Where reading goes on from: all that may come next there, no splits among it. */
struct net_stop {
	uint32_t first, n; /* of `leads` */
};

struct net {
	arena arena, draft;
	VEC(struct net_node) nodes; /* in the draft; gone once there are stops */
	VEC(struct net_stop) stops;
	VEC(struct net_node) leads;         /* `next` of these is a stop */
	VEC(struct net_set) sets;           /* of classes */
	VEC(uint32_t) starts;               /* where reading backwards begins: nodes, then stops */
	unsigned char classes[NET_SYMBOLS]; /* symbols that all sets treat alike are one class */
	unsigned char sides[NET_SYMBOLS];   /* by class: those that all look arounds treat alike */
	size_t width, side_count;           /* how many classes, sides */
	struct net_set words, unsure;       /* classes of word characters; of those that may be one */
	enum tree_use use;
	bool from_end; /* nothing is taken but from the end of the text on */
};

/* The same net with alternatives that begin alike as one. Before its symbols are named. */
void net_merge(struct net *n);
/* Once the symbols are named. False where there are too many. */
bool net_make_stops(struct net *n);

static inline bool net_set_has(const struct net_set *s, unsigned i) { return s->bits[i / 64] >> (i % 64) & 1; }

#endif

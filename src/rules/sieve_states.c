/* States of the automaton that reads a text backwards, made as they are come to: see sieve.h. A state is a set of stops still
 * to be gone on from, and what stands right of the place; what any place starts with is kept apart, by the symbols on both
 * of its sides. */
#include "rules/sieve_inside.h"

#include "base/mem.h"

enum {
	STATES_MAX = 4096,
	SLOTS_FIRST = 64,           /* a power of two, as all numbers of slots are */
	NODES_LISTED_MAX = 1 << 19, /* in all states */
};

/* ---- one step of the net */

static void marks_turn(struct sieve_marks *m) {
	if (++m->turn > 0) return;
	memset(m->met, 0, m->stops * sizeof *m->met);
	memset(m->kept, 0, m->stops * sizeof *m->kept);
	m->turn = 1;
}

static void meet(struct sieve *s, uint32_t stop) {
	if (s->marks->met[stop] == s->marks->turn) return;
	s->marks->met[stop] = s->marks->turn;
	*vec_push(&s->arena, &s->stack) = stop;
}

static void keep(struct sieve *s, uint32_t stop) {
	if (s->marks->kept[stop] == s->marks->turn) return;
	s->marks->kept[stop] = s->marks->turn;
	*vec_push(&s->arena, &s->taken) = stop;
}

static bool left_is_of(struct sieve *s, const struct net_set *set, unsigned left) {
	bool is = net_set_has(set, left);
	uint64_t others = is - UINT64_C(1);
	for (size_t i = 0; i < ALIKE_MOST / 64; i++) s->alike.bits[i] &= set->bits[i] ^ others;
	return is;
}

static bool word_edge(struct sieve *s, unsigned side_class, unsigned left) {
	const struct net *n = s->net;
	if (net_set_has(&n->unsure, side_class) || left_is_of(s, &n->unsure, left)) return true;
	return net_set_has(&n->words, side_class) != left_is_of(s, &n->words, left);
}

/* From the stops on the stack past the byte on the left, to those in `taken`. True where a match may start before it. */
static bool step(struct sieve *s, unsigned right, unsigned left) {
	const struct net *n = s->net;
	bool done = false;
	while (s->stack.n > 0) {
		const struct net_stop stop = n->stops.v[s->stack.v[--s->stack.n]];
		const struct net_node *lead = n->leads.v + stop.first, *behind = lead + stop.n;
		for (; lead < behind; lead++) {
			switch ((enum net_kind)lead->kind) {
			case NET_CHAR:
				if (left_is_of(s, &n->sets.v[lead->set], left)) keep(s, lead->next);
				break;
			case NET_RIGHT:
				if (net_set_has(&n->sets.v[lead->set], right)) meet(s, lead->next);
				break;
			case NET_LEFT:
				if (left_is_of(s, &n->sets.v[lead->set], left)) meet(s, lead->next);
				break;
			case NET_WORD:
				if (word_edge(s, right, left)) meet(s, lead->next);
				break;
			case NET_DONE: done = true; break;
			case NET_SPLIT:
			case NET_DEAD: break;
			}
		}
	}
	return done;
}

/* A class that stands for the side: all of them are treated alike. */
static unsigned class_of_side(const struct net *n, unsigned side) {
	unsigned c = 0;
	while (n->sides[c] != side) c++;
	return c;
}

static void all_alike(struct sieve *s) { memset(&s->alike, 0xFF, sizeof s->alike); }

static const struct opening *opening_of(struct sieve *s, unsigned side, unsigned left) {
	struct opening *of_side = s->openings + side * s->net->width, *o = &of_side[left];
	if (o->known) return o;
	marks_turn(s->marks);
	all_alike(s);
	s->taken.n = 0;
	for (size_t i = 0; i < s->net->starts.n; i++) meet(s, s->net->starts.v[i]);
	o->done = step(s, class_of_side(s->net, side), left);
	o->first = (uint32_t)s->opened.n;
	o->n = (uint32_t)s->taken.n;
	for (size_t i = 0; i < s->taken.n; i++) *vec_push(&s->arena, &s->opened) = s->taken.v[i];
	o->known = true;
	for (size_t i = 0; i < ALIKE_MOST / 64; i++)
		for (uint64_t bits = s->alike.bits[i] & s->classes.bits[i]; bits != 0; bits &= bits - 1) {
			struct opening *other = &of_side[64 * i + (size_t)__builtin_ctzll(bits)];
			if (other->known) continue;
			*other = *o;
			other->alike = s->alike;
		}
	o->alike = s->alike;
	return o;
}

/* A step that is made out, for all classes for which it is the same: most of what comes by does not matter to a state. */
static void put_step(struct sieve *s, uint32_t state, const struct opening *o, unsigned left, uint16_t entry) {
	const struct alike *side = &s->of_sides[s->net->sides[left]];
	uint16_t *next = s->next + 2 * state * s->half;
	next[left] = entry;
	for (size_t i = 0; i < ALIKE_MOST / 64; i++)
		for (uint64_t bits = s->alike.bits[i] & o->alike.bits[i] & side->bits[i]; bits != 0; bits &= bits - 1) {
			uint16_t *other = &next[64 * i + (size_t)__builtin_ctzll(bits)];
			if (*other == UNKNOWN) *other = entry;
		}
}

/* ---- states */

static void forget_states(struct sieve *s) {
	s->state_count = s->listed_n = 0;
	s->start = UNKNOWN;
	memset(s->slots, 0, s->slot_count * sizeof *s->slots);
}

static void sort_taken(struct sieve *s) {
	uint32_t *v = s->taken.v;
	for (size_t i = 1; i < s->taken.n; i++) {
		uint32_t x = v[i];
		size_t k = i;
		for (; k > 0 && v[k - 1] > x; k--) v[k] = v[k - 1];
		v[k] = x;
	}
}

/* Where the search for a state begins. */
static size_t slot_of(const struct sieve *s, unsigned side, const uint32_t *stops, size_t n) {
	uint64_t hash = side + 1;
	for (size_t i = 0; i < n; i++) hash = (hash ^ stops[i]) * UINT64_C(0x9E3779B97F4A7C15) + (hash >> 31);
	return (hash >> 40) & (s->slot_count - 1);
}

static void add_slots(struct sieve *s) {
	s->slot_count = s->slot_count ? 4 * s->slot_count : SLOTS_FIRST;
	mem_free(s->slots);
	s->slots = must_alloc(s->slot_count * sizeof *s->slots);
	for (size_t i = 0; i < s->state_count; i++) {
		size_t at = slot_of(s, s->states[i].side, s->listed + s->states[i].first, s->states[i].n);
		while (s->slots[at] != 0) at = (at + 1) & (s->slot_count - 1);
		s->slots[at] = (uint32_t)i + 1;
	}
}

/* The state of the stops in `taken`; UNKNOWN where there is no more room. */
static uint32_t state_of(struct sieve *s, unsigned side) {
	enum { SORTED_MAX = 64 };
	size_t width = 2 * s->half, n = s->taken.n;
	if (n <= SORTED_MAX) sort_taken(s);
	if (2 * s->state_count >= s->slot_count) add_slots(s);
	size_t at = slot_of(s, side, s->taken.v, n);
	for (; s->slots[at] != 0; at = (at + 1) & (s->slot_count - 1)) {
		const struct state *old = &s->states[s->slots[at] - 1];
		if (old->side == side && old->n == n &&
		        (n == 0 || memcmp(s->listed + old->first, s->taken.v, n * sizeof *s->listed) == 0))
			return s->slots[at] - 1;
	}
	if (s->state_count >= STATES_MAX || s->listed_n + n > NODES_LISTED_MAX) return UNKNOWN;
	if (s->state_count == s->state_room) {
		s->states = must_grow(s->states, s->state_count + 1, &s->state_room, sizeof *s->states);
		s->next = must_realloc(s->next, s->state_room * width * sizeof *s->next);
	}
	s->listed = must_grow(s->listed, s->listed_n + n, &s->listed_room, sizeof *s->listed);
	if (n > 0) memcpy(s->listed + s->listed_n, s->taken.v, n * sizeof *s->listed);
	s->states[s->state_count] = (struct state){(uint32_t)s->listed_n, (uint32_t)n, side};
	s->listed_n += n;
	for (size_t i = 0; i < width; i++) s->next[s->state_count * width + i] = UNKNOWN;
	s->slots[at] = (uint32_t)++s->state_count;
	return (uint32_t)s->state_count - 1;
}

uint16_t sieve_make_step(struct sieve *s, uint32_t state, unsigned left) {
	const struct net *n = s->net;
	struct state from = s->states[state];
	const struct opening *o = opening_of(s, from.side, left);
	marks_turn(s->marks);
	all_alike(s);
	s->taken.n = 0;
	for (uint32_t i = 0; i < from.n; i++) meet(s, s->listed[from.first + i]);
	bool done = step(s, class_of_side(n, from.side), left) || o->done;
	for (uint32_t i = 0; i < o->n; i++) keep(s, s->opened.v[o->first + i]);
	uint32_t to = state_of(s, n->sides[left]);
	bool full = to == UNKNOWN;
	if (full) {
		s->emptied = true;
		forget_states(s);
		to = state_of(s, n->sides[left]);
	}
	uint16_t entry = (uint16_t)(2 * to + done);
	if (n->from_end && s->states[to].n == 0 && !done) entry = DEAD;
	if (!full) put_step(s, state, o, left, entry);
	return entry;
}

void sieve_make_start(struct sieve *s) {
	unsigned side = s->net->sides[s->net->classes[NET_EDGE]];
	s->taken.n = 0;
	s->start = state_of(s, side);
	if (s->start != UNKNOWN) return;
	forget_states(s);
	s->start = state_of(s, side);
}

/* ---- sieves */

static void marks_make_room(struct sieve_marks *m, size_t stops) {
	if (stops <= m->stops) return;
	sieve_marks_free(m);
	*m = (struct sieve_marks){must_alloc(stops * sizeof *m->met), must_alloc(stops * sizeof *m->kept), stops, 0};
}

void sieve_marks_free(struct sieve_marks *m) {
	mem_free(m->met);
	mem_free(m->kept);
	*m = (struct sieve_marks){0};
}

struct sieve *sieve_new(const struct net *n, struct sieve_marks *marks) {
	struct sieve *s = must_alloc(sizeof *s);
	marks_make_room(marks, n->stops.n);
	s->marks = marks;
	s->net = n;
	s->start = UNKNOWN;
	s->half = (n->width + 1) / 2;
	s->openings = must_alloc(n->side_count * n->width * sizeof *s->openings);
	s->of_sides = must_alloc(n->side_count * sizeof *s->of_sides);
	for (size_t i = 0; i < n->width && i < ALIKE_MOST; i++) {
		s->classes.bits[i / 64] |= UINT64_C(1) << (i % 64);
		s->of_sides[n->sides[i]].bits[i / 64] |= UINT64_C(1) << (i % 64);
	}
	return s;
}

void sieve_free(struct sieve *s) {
	if (s == NULL) return;
	mem_free(s->states);
	mem_free(s->next);
	mem_free(s->listed);
	mem_free(s->openings);
	mem_free(s->of_sides);
	mem_free(s->slots);
	arena_free(&s->arena);
	mem_free(s);
}

size_t sieve_states(const struct sieve *s) { return s->state_count; }

/* The automaton that reads a text backwards: see sieve.h. A state is a set of stops still to be gone on from, and what stands
 * right of the place; what any place starts with is kept apart, by the symbols on both of its sides. */
#include "rules/sieve.h"

#include "base/mem.h"
#include "rules/net.h"

enum {
	/* Entries of states that are no states: both odd, so that they are looked at. */
	UNKNOWN = UINT16_MAX,
	DEAD = UINT16_MAX - 2, /* a step behind which no match starts */
	STATES_MAX = 4096,
	SLOTS_FIRST = 64,           /* a power of two, as all numbers of slots are */
	NODES_LISTED_MAX = 1 << 19, /* in all states */
	FILLED_AFTER = 1 << 20,     /* bytes: where so many states are made within fewer, PCRE2 reads them faster */
	RANGE_GAP = 8,              /* ranges that are so close are one */
	JUDGED_AFTER = 1 << 15,     /* bytes */
};

struct state {
	uint32_t first, n; /* of `listed` */
	uint32_t side;
};

/* What any place starts with, between two symbols. */
struct opening {
	bool known, done;
	uint32_t first, n; /* of `opened` */
};

struct sieve {
	const struct net *net;
	arena arena; /* of lists that grow */
	struct state *states;
	size_t state_count, state_room;
	/* By state and class: the next state, twice, plus one where a match may start before the step. Small, since what is
	 * read waits for memory and for little else. */
	uint16_t *next;
	size_t half; /* of the entries of a state, which are an even number: twice a state times this is its first */
	uint32_t *slots; /* states by their stops: number plus one; twice as many as states at least */
	size_t slot_count;
	uint32_t *listed;
	size_t listed_n, listed_room;
	struct opening *openings; /* by side and class */
	VEC(uint32_t) opened;
	struct sieve_marks *marks;
	VEC(uint32_t) stack, taken;
	VEC(span) ranges;
	uint32_t start;    /* the state at the end of a text; UNKNOWN: not made yet */
	bool emptied;      /* since the text began */
	size_t filling;    /* bytes read since its states were forgotten */
	size_t read, left; /* bytes, and those of them that had to be tried */
	bool useless;
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

static bool word_edge(const struct net *n, unsigned side_class, unsigned left) {
	if (net_set_has(&n->unsure, side_class) || net_set_has(&n->unsure, left)) return true;
	return net_set_has(&n->words, side_class) != net_set_has(&n->words, left);
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
				if (net_set_has(&n->sets.v[lead->set], left)) keep(s, lead->next);
				break;
			case NET_RIGHT:
				if (net_set_has(&n->sets.v[lead->set], right)) meet(s, lead->next);
				break;
			case NET_LEFT:
				if (net_set_has(&n->sets.v[lead->set], left)) meet(s, lead->next);
				break;
			case NET_WORD:
				if (word_edge(n, right, left)) meet(s, lead->next);
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

static const struct opening *opening_of(struct sieve *s, unsigned side, unsigned left) {
	struct opening *o = &s->openings[side * s->net->width + left];
	if (o->known) return o;
	marks_turn(s->marks);
	s->taken.n = 0;
	for (size_t i = 0; i < s->net->starts.n; i++) meet(s, s->net->starts.v[i]);
	o->done = step(s, class_of_side(s->net, side), left);
	o->first = (uint32_t)s->opened.n;
	o->n = (uint32_t)s->taken.n;
	for (size_t i = 0; i < s->taken.n; i++) *vec_push(&s->arena, &s->opened) = s->taken.v[i];
	o->known = true;
	return o;
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

/* The step from the state past a byte of the class, made out now. */
static uint16_t make_step(struct sieve *s, uint32_t state, unsigned left) {
	const struct net *n = s->net;
	struct state from = s->states[state];
	const struct opening *o = opening_of(s, from.side, left);
	marks_turn(s->marks);
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
	if (!full) s->next[2 * state * s->half + left] = entry;
	return entry;
}

static void make_start(struct sieve *s) {
	unsigned side = s->net->sides[s->net->classes[NET_EDGE]];
	s->taken.n = 0;
	s->start = state_of(s, side);
	if (s->start != UNKNOWN) return;
	forget_states(s);
	s->start = state_of(s, side);
}

/* ---- */

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
	return s;
}

void sieve_free(struct sieve *s) {
	if (s == NULL) return;
	mem_free(s->states);
	mem_free(s->next);
	mem_free(s->listed);
	mem_free(s->openings);
	mem_free(s->slots);
	arena_free(&s->arena);
	mem_free(s);
}

size_t sieve_states(const struct sieve *s) { return s->state_count; }

/* Places come from the last to the first. */
static void add_place(struct sieve *s, slice text, size_t at) {
	bool inside = at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;
	if (inside) return;
	if (s->ranges.n > 0) {
		span *last = &s->ranges.v[s->ranges.n - 1];
		if (s->net->use != TREE_FREELY || last->start - at <= RANGE_GAP) {
			last->start = at;
			return;
		}
	}
	*vec_push(&s->arena, &s->ranges) = (span){at, at};
}

static void turn_ranges(struct sieve *s) {
	for (size_t i = 0, k = s->ranges.n; i + 1 < k; i++) {
		span one = s->ranges.v[i];
		s->ranges.v[i] = s->ranges.v[--k];
		s->ranges.v[k] = one;
	}
}

/* ---- reading */

/* A sieve that is at work. */
struct lane {
	const uint16_t *next;
	const unsigned char *classes;
	size_t half, twice; /* of the state's number */
	struct sieve *sieve;
	struct sieve_job *job;
};
enum { LANES = 24 }; /* so many steps wait for memory at a time: fewer take a third longer */

static void lane_start(struct lane *l, struct sieve_job *job) {
	struct sieve *s = job->sieve;
	s->ranges.n = 0;
	if (s->start == UNKNOWN) make_start(s);
	*l = (struct lane){s->next, s->net->classes, s->half, 2 * (size_t)s->start, s, job};
}

/* A step that is not yet made out, before which a match may start, or behind which none does: false there. */
static bool special_step(struct lane *l, size_t entry, unsigned symbol, slice text, size_t at) {
	struct sieve *s = l->sieve;
	if (entry == UNKNOWN) {
		entry = make_step(s, (uint32_t)(l->twice / 2), s->net->classes[symbol]);
		l->next = s->next;
	}
	if (entry == DEAD) return false;
	span window = l->job->window;
	if ((entry & 1) && at >= window.start && at <= window.end) add_place(s, text, at);
	l->twice = entry & ~(size_t)1;
	return true;
}

/* Where most of what is read has to be tried all the same, it was better not read; nor where hardly a state is come to
 * again. */
static void judge(struct sieve *s, size_t read) {
	s->read += read;
	s->filling += read;
	if (s->emptied && s->filling < FILLED_AFTER) s->useless = true;
	if (s->emptied) s->filling = 0;
	s->emptied = false;
	for (size_t i = 0; i < s->ranges.n; i++) s->left += span_length(s->ranges.v[i]) + RANGE_GAP;
	if (s->read > JUDGED_AFTER && s->left > s->read / 2) s->useless = true;
}

static void lane_end(struct lane *l, slice text) {
	struct sieve *s = l->sieve;
	turn_ranges(s);
	if (s->net->use == TREE_FROM_START && s->ranges.n > 0) s->ranges.v[0].start = l->job->window.start;
	judge(s, text.n - l->job->window.start);
	l->job->ranges = (struct sieve_ranges){s->ranges.v, s->ranges.n};
}

/* From the place `at` down to `stop`, that too. The lanes that are not yet at their end stand first: so many. */
static size_t read_down(struct lane *lanes, size_t n, slice text, size_t at, size_t stop) {
	for (;; at--) {
		unsigned symbol = at > 0 ? (unsigned char)text.p[at - 1] : NET_EDGE;
		for (size_t i = n; i-- > 0;) {
			struct lane *l = &lanes[i];
			size_t entry = l->next[l->twice * l->half + l->classes[symbol]];
			if ((entry & 1) == 0) {
				l->twice = entry;
				continue;
			}
			if (special_step(l, entry, symbol, text, at)) continue;
			lane_end(l, text);
			*l = lanes[--n];
		}
		if (at == stop || n == 0) return n;
	}
}

/* Each lane as far as its window reaches. */
static void read_lanes(struct lane *lanes, size_t n, slice text) {
	for (size_t at = text.n; n > 0; at--) {
		size_t stop = 0;
		for (size_t i = 0; i < n; i++)
			if (lanes[i].job->window.start > stop) stop = lanes[i].job->window.start;
		n = read_down(lanes, n, text, at, stop);
		at = stop;
		for (size_t i = n; i-- > 0;) {
			if (lanes[i].job->window.start < stop) continue;
			lane_end(&lanes[i], text);
			lanes[i] = lanes[--n];
		}
	}
}

void sieves_read(struct sieve_job *jobs, size_t n, slice text) {
	struct lane lanes[LANES];
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		jobs[i].ranges = (struct sieve_ranges){&jobs[i].window, 1};
		bool sieved = jobs[i].sieve != NULL && !jobs[i].sieve->useless;
		if (sieved) lane_start(&lanes[used++], &jobs[i]);
		if (used < LANES) continue;
		read_lanes(lanes, used, text);
		used = 0;
	}
	read_lanes(lanes, used, text);
}

bool sieve_any(struct sieve *s, slice text) {
	struct sieve_job job = {.sieve = s, .window = {0, text.n}};
	sieves_read(&job, 1, text);
	return job.ranges.n > 0;
}

/* Reading texts backwards by the automaton of sieve_states.c: see sieve.h. */
#include "rules/sieve_inside.h"

enum {
	FILLED_AFTER = 1 << 20, /* bytes: where so many states are made within fewer, PCRE2 reads them faster */
	RANGE_GAP = 8,          /* ranges that are so close are one */
	JUDGED_AFTER = 1 << 15, /* bytes */
};

/* ---- what was found */

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
	if (s->start == UNKNOWN) sieve_make_start(s);
	*l = (struct lane){s->next, s->net->classes, s->half, 2 * (size_t)s->start, s, job};
}

/* A step that is not yet made out, before which a match may start, or behind which none does: false there. */
static bool special_step(struct lane *l, size_t entry, unsigned symbol, slice text, size_t at) {
	struct sieve *s = l->sieve;
	if (entry == UNKNOWN) {
		entry = sieve_make_step(s, (uint32_t)(l->twice / 2), s->net->classes[symbol]);
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

/* Rules on trial: see extract_trial.h. */
#include "stages/extract_trial.h"

#include "base/beside.h"
#include "base/bits.h"
#include "base/io.h"
#include "rules/regex.h"
#include "stages/extract_views.h"

#include <stdatomic.h>

/* ---- strips: where the patterns of all rules may match in the document */

/* One of those that look: the first takes rules from the first on, the other from the last back, until they meet. */
struct look {
	struct trial *t;
	const struct pack *pack;
	const struct strips_view *views;
	atomic_size_t *taken; /* rules, by either */
	arena *a;
	bool back;
	bool readies; /* what is to be matched, too */
	bool cells;   /* there are some */
};

/* The pattern of rule k that finds the same in this text, narrowed with the strips that looked for it. */
static const struct regex *match_for(
        struct trial *t, const struct rule *r, struct prefilter *f, struct strips *s, arena *a) {
	struct trial_narrowed *n = &t->narrowed[r->order];
	if (!n->tried) n->match = prefilter_narrowed(f, r->order, s, a);
	n->tried = true;
	return n->match != NULL ? n->match : r->match;
}

/* What normalise reads them by. */
static void ready_cells(const struct pack *p) {
	for (size_t i = 0; i < p->cells.n; i++) regex_ready(p->cells.v[i]->rule.match);
}

static void *look(void *at) {
	const struct look *l = at;
	struct trial *t = l->t;
	if (l->back && l->cells) ready_cells(l->pack);
	const struct clean *clean = &t->document->clean;
	struct strips *s = strips_new(l->a, clean->text, l->views, clean->blocks.n, t->tools.roots);
	if (!l->back) t->strips = s;
	for (size_t i = 0; atomic_fetch_add(l->taken, 1) < t->rules; i++) {
		size_t k = l->back ? t->rules - 1 - i : i;
		const struct prefilter_tree *one = &t->tools.trees[k];
		bool asked = (l->pack->rules.v[k]->emits == NULL) == t->waiving;
		if (!asked || one->tree == NULL) continue;
		t->places[k] = strips_find(s, one->tree, one->use);
		t->looked[k] = s;
		if (l->readies && t->places[k].starts != NULL)
			regex_ready(match_for(t, l->pack->rules.v[k], l->pack->prefilter, s, l->a));
	}
	return NULL;
}

/* In two threads where one would have nothing to do: what both come to of what patterns share is made twice. Few rules
 * waive. */
static void look_with_strips(struct trial *t, struct rule_context *c) {
	const struct document *d = t->document;
	const struct clean *clean = &d->clean;
	atomic_size_t taken = 0;
	struct beside helper;
	bool both = c->spare && !t->waiving;
	struct strips_view *views = arena_alloc(&c->scratch, (clean->blocks.n + 1) * sizeof *views);
	bool cells = false;
	for (size_t i = 0; i < clean->blocks.n; i++) {
		bool cell = d->blocks.v[clean->blocks.v[i].block].kind == BLOCK_cell;
		views[i] = (struct strips_view){clean->blocks.v[i].range, cell};
		cells = cells || cell;
	}
	t->places = arena_alloc(&c->scratch, (t->rules + 1) * sizeof *t->places);
	t->looked = arena_alloc(&c->scratch, (t->rules + 1) * sizeof *t->looked);
	t->by_strips = arena_alloc(&c->scratch, (t->rules / 64 + 1) * sizeof *t->by_strips);
	t->narrowed = arena_alloc(&c->scratch, (t->rules + 1) * sizeof *t->narrowed);
	struct look first = {t, c->pack, views, &taken, &c->scratch, false, both, cells}, other = first;
	other.a = &t->beside;
	other.back = true;
	if (both) beside_begin(&helper, true, look, &other);
	look(&first);
	if (both) beside_end(&helper);
}

static bool is_known(const struct trial *t, size_t k) { return !t->window.odd && t->tools.trees[k].tree != NULL; }

/* A text is always a part of the document's. */
static void ask_strips(struct trial *t, slice text) {
	size_t start = (size_t)(text.p - t->document->clean.text.p);
	t->window = strips_window(t->strips, (span){start, start + text.n});
	for (size_t k = 0; k < t->rules; k++) {
		uint64_t bit = UINT64_C(1) << (k % 64);
		bool tried = !is_known(t, k) || strips_any(&t->places[k], &t->window);
		t->by_strips[k / 64] = tried ? t->by_strips[k / 64] | bit : t->by_strips[k / 64] & ~bit;
	}
	t->found = t->by_strips;
}

static struct sieve_ranges ranges_by_strips(const struct trial *t, size_t k, arena *scratch) {
	spans ranges = {0};
	strips_places(t->strips, &t->places[k], &t->window, scratch, &ranges);
	return (struct sieve_ranges){ranges.v, ranges.n};
}

/* ---- the scan, some blocks ahead of the trial: what it reads of its tables is gone from the cache after each */

static void add_text(struct trial *t, arena *scratch, slice text, size_t *bytes) {
	*vec_push(scratch, &t->texts) = text;
	*bytes += text.n;
}

static void scan_on(struct trial *t) {
	enum { BYTES_AHEAD = 1 << 16 };
	struct document *d = t->document;
	size_t bytes = 0;
	t->texts.n = 0;
	for (size_t n = d->clean.blocks.n, behind; t->ahead < n && bytes < BYTES_AHEAD; t->ahead = behind) {
		struct view v = view_of(d, t->ahead);
		size_t last = t->ahead;
		if (!t->waiving && view_in_row(d, &v))
			add_text(t, t->scan.arena, view_of_row(d, t->ahead, &last).text, &bytes);
		behind = last + 1;
		for (size_t i = t->ahead; i < behind; i++) add_text(t, t->scan.arena, view_of(d, i).text, &bytes);
	}
	scan_ahead(&t->scan, t->texts.v, t->texts.n);
}

void trial_open(struct trial *t, struct document *d, struct rule_context *c, bool waiving) {
	*t = (struct trial){.rules = c->pack->rules.n, .document = d, .waiving = waiving};
	/* A rule alone is not worth the scanning. */
	t->tools = prefilter_for(
	        c->pack->prefilter, c->only != NULL ? PREFILTER_NEVER : c->prefilter, waiving ? d->clean.text.n : 0);
	const struct scanner *s = waiving ? t->tools.waiving : t->tools.taking;
	t->scans = s != NULL;
	if (s != NULL) {
		scan_open(&t->scan, s, &c->scratch);
		t->prefilter = c->pack->prefilter;
		t->sieves = prefilter_lend(t->prefilter);
	} else if (t->tools.trees != NULL)
		look_with_strips(t, c);
	matcher_as_written(c->matcher, c->prefilter == PREFILTER_NEVER);
}

void trial_close(struct trial *t) {
	prefilter_take_back(t->prefilter, t->sieves);
	for (size_t k = 0; t->narrowed != NULL && k < t->rules; k++) regex_free(t->narrowed[k].match);
	arena_free(&t->beside);
}

void trial_forget(struct trial *t) { t->jobs.n = t->tried.n = 0; }

void trial_start(struct trial *t, slice text) {
	trial_forget(t);
	if (t->scans) {
		if (!scan_expects(&t->scan, text)) scan_on(t);
		scan_text(&t->scan, text);
		t->found = t->scan.found;
	} else if (t->strips != NULL)
		ask_strips(t, text);
}

size_t trial_next(const struct trial *t, size_t k) {
	return t->found == NULL || k >= t->rules ? k : bits_next(t->found, k, t->rules);
}

bool trial_knows(const struct trial *t, size_t k) {
	return t->strips != NULL ? is_known(t, k) : sieves_have(t->sieves, k);
}

void trial_add(struct trial *t, arena *scratch, slice text, const struct trial_rule *one) {
	size_t k = one->rule->order;
	struct sieve_job *job = vec_push(scratch, &t->jobs);
	job->window = t->scans ? t->scan.windows[k] : (span){0, text.n};
	if (t->scans && !t->scan.odd) job->sieve = sieves_get(t->sieves, k, text.n);
	*vec_push(scratch, &t->tried) = *one;
}

void trial_ready(struct trial *t, struct rule_context *c, size_t i) {
	struct trial_rule *tried = &t->tried.v[i];
	size_t k = tried->rule->order;
	bool known = t->strips != NULL && is_known(t, k);
	tried->match =
	        known ? match_for(t, tried->rule, c->pack->prefilter, t->looked[k], &c->scratch) : tried->rule->match;
}

void trial_sieve(struct trial *t, struct rule_context *c, slice text) {
	uint64_t start = c->costs != NULL ? io.nanoseconds() : 0;
	sieves_read(t->jobs.v, t->jobs.n, text);
	for (size_t i = 0; t->strips != NULL && i < t->jobs.n; i++) {
		size_t k = t->tried.v[i].rule->order;
		if (is_known(t, k)) t->jobs.v[i].ranges = ranges_by_strips(t, k, &c->scratch);
	}
	if (c->costs == NULL || t->jobs.n == 0) return;
	uint64_t share = (io.nanoseconds() - start) / t->jobs.n;
	for (size_t i = 0; i < t->jobs.n; i++) {
		struct rule_cost *cost = &c->costs[t->tried.v[i].rule->order];
		cost->nanoseconds += share;
		cost->subjects++;
		cost->bytes += span_length(t->jobs.v[i].window);
	}
}

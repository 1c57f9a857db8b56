/* Rules on trial: see extract_trial.h. */
#include "stages/extract_trial.h"

#include "base/io.h"

void trial_open(struct trial *t, const struct document *d, struct rule_context *c, bool waiving) {
	/* A rule alone is not worth the scanning. */
	struct prefilter_pair pair = prefilter_for(
	        c->pack->prefilter, c->only != NULL ? PREFILTER_NEVER : c->prefilter, waiving ? d->clean.text.n : 0);
	const struct scanner *s = waiving ? pair.waiving : pair.taking;
	*t = (struct trial){.rules = c->pack->rules.n, .scans = s != NULL};
	if (s != NULL) {
		scan_open(&t->scan, s, &c->scratch);
		t->prefilter = c->pack->prefilter;
		t->sieves = prefilter_lend(t->prefilter);
	}
	matcher_as_written(c->matcher, c->prefilter == PREFILTER_NEVER);
}

void trial_close(struct trial *t) { prefilter_take_back(t->prefilter, t->sieves); }

void trial_forget(struct trial *t) { t->jobs.n = t->tried.n = 0; }

void trial_start(struct trial *t, slice text) {
	trial_forget(t);
	if (t->scans) scan_text(&t->scan, text);
}

size_t trial_next(const struct trial *t, size_t k) {
	if (!t->scans || k >= t->rules) return k;
	uint64_t bits = t->scan.found[k / 64] >> (k % 64) << (k % 64);
	for (size_t word = k / 64;; bits = t->scan.found[word]) {
		if (bits != 0) {
			size_t found = word * 64 + (size_t)__builtin_ctzll(bits);
			return found < t->rules ? found : t->rules;
		}
		if (++word >= t->scan.words) return t->rules;
	}
}

void trial_add(struct trial *t, arena *scratch, slice text, const struct trial_rule *one) {
	size_t k = one->rule->order;
	struct sieve_job *job = vec_push(scratch, &t->jobs);
	job->window = t->scans ? t->scan.windows[k] : (span){0, text.n};
	if (t->scans && !t->scan.odd) job->sieve = sieves_get(t->sieves, k, text.n);
	*vec_push(scratch, &t->tried) = *one;
}

void trial_sieve(struct trial *t, struct rule_context *c, slice text) {
	uint64_t start = c->costs != NULL ? io.nanoseconds() : 0;
	sieves_read(t->jobs.v, t->jobs.n, text);
	if (c->costs == NULL || t->jobs.n == 0) return;
	uint64_t share = (io.nanoseconds() - start) / t->jobs.n;
	for (size_t i = 0; i < t->jobs.n; i++) {
		struct rule_cost *cost = &c->costs[t->tried.v[i].rule->order];
		cost->nanoseconds += share;
		cost->subjects++;
		cost->bytes += span_length(t->jobs.v[i].window);
	}
}

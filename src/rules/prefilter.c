/* The prefilter of a pack: see prefilter.h. */
#include "rules/prefilter.h"

#include "base/mem.h"
#include "rules/regex.h"

#include <pthread.h>
#include <stdatomic.h>

/* Reading the cues of so many bytes of patterns takes about as long as running one rule over a byte without. */
enum { PATTERN_PER_TRIAL = 8 };

struct prefilter {
	const struct pack *pack;
	pthread_mutex_t lock;
	struct scanner *waiving, *taking;
	atomic_bool ready;   /* both are made */
	atomic_size_t bytes; /* that came by without it */
	size_t due;          /* bytes from which it pays */
};

struct prefilter *prefilter_new(const struct pack *p) {
	struct prefilter *f = must_alloc(sizeof *f);
	f->pack = p;
	pthread_mutex_init(&f->lock, NULL);
	size_t patterns = 0;
	for (size_t i = 0; i < p->rules.n; i++)
		if (p->rules.v[i]->match != NULL) patterns += regex_pattern(p->rules.v[i]->match).n;
	f->due = patterns / PATTERN_PER_TRIAL / (p->rules.n + 1);
	return f;
}

void prefilter_free(struct prefilter *f) {
	if (f == NULL) return;
	scanner_free(f->waiving);
	scanner_free(f->taking);
	pthread_mutex_destroy(&f->lock);
	mem_free(f);
}

/* Those of one kind alone: the others are never found. */
static struct scanner *scanner_of(const struct pack *p, const struct cues *all, bool waiving, arena *a) {
	struct cues *own = arena_alloc(a, (p->rules.n + 1) * sizeof *own);
	for (size_t i = 0; i < p->rules.n; i++) {
		own[i] = all[i];
		own[i].idle = (p->rules.v[i]->emits == NULL) != waiving;
	}
	return scanner_new(own, p->rules.n);
}

static void build(struct prefilter *f) {
	const struct pack *p = f->pack;
	arena scratch = {0};
	struct cue_reader reader = {.arena = &scratch};
	struct cues *cues = arena_alloc(&scratch, (p->rules.n + 1) * sizeof *cues);
	for (size_t i = 0; i < p->rules.n; i++) {
		const struct regex *match = p->rules.v[i]->match;
		cues[i] = cues_of(&reader, regex_pattern(match));
		if (cues[i].starts_known) regex_starts(match, cues[i].starts);
	}
	cue_reader_free(&reader);
	f->waiving = scanner_of(p, cues, true, &scratch);
	f->taking = scanner_of(p, cues, false, &scratch);
	arena_free(&scratch);
}

static bool make_ready(struct prefilter *f, enum prefilter_use use, size_t bytes) {
	if (use == PREFILTER_NEVER) return false;
	if (atomic_load(&f->ready)) return true;
	size_t seen = atomic_fetch_add(&f->bytes, bytes) + bytes;
	if (use == PREFILTER_WHEN_IT_PAYS && seen < f->due) return false;
	pthread_mutex_lock(&f->lock);
	if (!atomic_load(&f->ready)) {
		build(f);
		atomic_store(&f->ready, true);
	}
	pthread_mutex_unlock(&f->lock);
	return true;
}

struct prefilter_pair prefilter_for(struct prefilter *f, enum prefilter_use use, size_t bytes) {
	if (!make_ready(f, use, bytes)) return (struct prefilter_pair){0};
	return (struct prefilter_pair){f->waiving, f->taking};
}

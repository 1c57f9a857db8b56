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
	_Atomic(struct scanner *) scanner;
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
	scanner_free(atomic_load(&f->scanner));
	pthread_mutex_destroy(&f->lock);
	mem_free(f);
}

static struct scanner *build(const struct pack *p) {
	arena scratch = {0};
	struct cue_reader reader = {.arena = &scratch};
	struct cues *cues = arena_alloc(&scratch, (p->rules.n + 1) * sizeof *cues);
	for (size_t i = 0; i < p->rules.n; i++) {
		const struct regex *match = p->rules.v[i]->match;
		cues[i] = cues_of(&reader, regex_pattern(match));
		if (cues[i].starts_known) regex_starts(match, cues[i].starts);
	}
	struct scanner *s = scanner_new(cues, p->rules.n);
	arena_free(&scratch);
	return s;
}

const struct scanner *prefilter_scanner(struct prefilter *f, enum prefilter_use use, size_t bytes) {
	if (use == PREFILTER_NEVER) return NULL;
	struct scanner *s = atomic_load(&f->scanner);
	if (s != NULL) return s;
	size_t seen = atomic_fetch_add(&f->bytes, bytes) + bytes;
	if (use == PREFILTER_WHEN_IT_PAYS && seen < f->due) return NULL;
	pthread_mutex_lock(&f->lock);
	s = atomic_load(&f->scanner);
	if (s == NULL) {
		s = build(f->pack);
		atomic_store(&f->scanner, s);
	}
	pthread_mutex_unlock(&f->lock);
	return s;
}

/* The prefilter of a pack: see prefilter.h. */
#include "rules/prefilter.h"

#include "base/beside.h"
#include "base/mem.h"
#include "rules/expand.h"
#include "rules/glance.h"
#include "rules/regex.h"
#include "rules/template.h"

#include <pthread.h>
#include <stdatomic.h>

/* Scanners and sieves of so many bytes of patterns take about as long to make as strips take over a byte of text. */
enum { PATTERN_PER_BYTE = 24 };
/* Making a net and the states that a first block asks for pays when the interpreter has seen some blocks; at once where
 * machine code would have to be made, which takes ten times as long. */
enum { PATTERN_PER_NET = 64 };
/* Where nothing of a pattern was read with others, making its net takes longer. */
enum { ALONE_PER_NET = 2 };
/* A pattern of so many bytes is narrowed, if most of it are words, for so many texts: then it is compiled as it is. */
enum { NARROWED_LEAST = 1024, NARROWED_TIMES = 3 };
/* A pattern that is shorter is tried as fast as it is sieved. */
enum { SIEVED_LEAST = 256 };

struct sieves {
	struct prefilter *of;
	struct sieves *other; /* among those that nobody has */
	struct sieve_marks marks;
	struct sieve *v[]; /* by pattern */
};

/* What has a sieve: the pattern of rule i is number i; behind them stand those of the lines of templates. */
struct sieved {
	const struct regex *match; /* NULL: there is none */
	const cue_shares *shares;  /* or NULL */
	_Atomic(struct net *) net;
	atomic_bool tried;
	atomic_size_t bytes; /* that it was tried over */
};

/* What rules look for elsewhere: each such pattern once. */
struct elsewhere {
	slice pattern;
	struct glance *glance; /* NULL: nothing is known of it */
};

/* Rules of the pack that are loaded: those before `n`, and whether any come behind. */
struct given {
	const struct rule *const *rules;
	size_t n;
	bool all;
};

struct prefilter {
	const struct pack *pack;
	pthread_mutex_t lock;
	struct scanner *waiving, *taking;
	VEC(struct elsewhere) elsewhere;
	arena looked_for;    /* of these */
	atomic_bool ready;   /* all of these are made */
	atomic_size_t bytes; /* that came by without it */
	size_t due;          /* bytes from which it pays */
	struct sieved *sieved;
	size_t sieved_n;
	struct sieves *free;      /* under the lock */
	struct cue_reader reader; /* of trees; likewise */
	arena words;              /* of `reader` */
	VEC(struct prefilter_tree) trees;
	atomic_bool has_trees;
	atomic_uint *narrowed; /* by rule: for how many texts */
	struct beside reading; /* the trees, ahead; without a thread they are read when they are asked for */
	struct given given;    /* to that thread; under the lock */
	pthread_cond_t news;   /* more was given, or all trees are read */
};

static void number_patterns(struct prefilter *f) {
	const struct pack *p = f->pack;
	size_t n = p->rules.n;
	for (size_t i = 0; i < p->templates.n; i++) {
		p->templates.v[i]->number = n;
		n += template_lines(p->templates.v[i]);
	}
	f->sieved_n = n;
	f->sieved = must_alloc((n + 1) * sizeof *f->sieved);
	for (size_t i = 0; i < p->rules.n; i++) {
		f->sieved[i].match = p->rules.v[i]->match;
		if (p->rules.v[i]->written != NULL) f->sieved[i].shares = &p->rules.v[i]->written->shares;
	}
	for (size_t i = 0; i < p->templates.n; i++) {
		const struct table_template *t = p->templates.v[i];
		for (size_t k = 0; k < template_lines(t); k++) f->sieved[t->number + k].match = template_line(t, k);
	}
}

static struct prefilter *prefilter_open(const struct pack *p) {
	struct prefilter *f = must_alloc(sizeof *f);
	f->pack = p;
	f->reader.arena = &f->words;
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->news, NULL);
	return f;
}

static bool reads_ahead(const struct prefilter *f) { return f->reading.thread != NULL; }

static void give(struct prefilter *f, bool all) {
	pthread_mutex_lock(&f->lock);
	f->given = (struct given){(const struct rule *const *)f->pack->rules.v, f->pack->rules.n, all};
	pthread_cond_broadcast(&f->news);
	pthread_mutex_unlock(&f->lock);
}

void prefilter_loaded(struct prefilter *f) {
	/* The list moves while it grows; its old places stay readable in the pack's arena as long as they are not large. */
	enum { GIVEN_MOST = 1 << 16 };
	if (f != NULL && reads_ahead(f) && f->pack->rules.n <= GIVEN_MOST) give(f, false);
}

void prefilter_complete(struct prefilter *f) {
	const struct pack *p = f->pack;
	if (reads_ahead(f)) give(f, true);
	number_patterns(f);
	f->narrowed = must_alloc(p->rules.n * sizeof *f->narrowed);
	for (size_t i = 0; i < p->rules.n; i++)
		if (p->rules.v[i]->match != NULL)
			f->due += regex_source_length(regex_source(p->rules.v[i]->match)) / PATTERN_PER_BYTE;
}

struct prefilter *prefilter_new(const struct pack *p) {
	struct prefilter *f = prefilter_open(p);
	prefilter_complete(f);
	return f;
}

void prefilter_free(struct prefilter *f) {
	if (f == NULL) return;
	if (reads_ahead(f)) {
		give(f, true);
		beside_end(&f->reading);
	}
	scanner_free(f->waiving);
	scanner_free(f->taking);
	for (size_t i = 0; i < f->elsewhere.n; i++) glance_free(f->elsewhere.v[i].glance);
	while (f->free != NULL) {
		struct sieves *s = f->free;
		f->free = s->other;
		for (size_t i = 0; i < f->sieved_n; i++) sieve_free(s->v[i]);
		sieve_marks_free(&s->marks);
		mem_free(s);
	}
	for (size_t i = 0; i < f->sieved_n; i++) net_free(atomic_load(&f->sieved[i].net));
	mem_free(f->sieved);
	mem_free(f->narrowed);
	cue_reader_free(&f->reader);
	arena_free(&f->words);
	arena_free(&f->looked_for);
	pthread_cond_destroy(&f->news);
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

static const struct elsewhere *elsewhere_of(const struct prefilter *f, size_t i) {
	const struct regex *pattern = f->pack->rules.v[i]->leans[LEAN_ELSEWHERE];
	for (size_t k = 0; pattern != NULL && k < f->elsewhere.n; k++)
		if (slice_equal(f->elsewhere.v[k].pattern, regex_pattern(pattern))) return &f->elsewhere.v[k];
	return NULL;
}

static void build_elsewhere(struct prefilter *f, struct cue_reader *reader) {
	const struct pack *p = f->pack;
	reader->shares = NULL;
	for (size_t i = 0; i < p->rules.n; i++) {
		const struct regex *pattern = p->rules.v[i]->leans[LEAN_ELSEWHERE];
		if (pattern == NULL || elsewhere_of(f, i) != NULL) continue;
		struct elsewhere *one = vec_push(&f->looked_for, &f->elsewhere);
		one->pattern = regex_pattern(pattern);
		struct cues cues = cues_of(reader, one->pattern);
		one->glance = cues.n > 0 ? glance_new(cues.v[0].v, cues.v[0].n) : NULL;
	}
}

static void build(struct prefilter *f) {
	const struct pack *p = f->pack;
	arena scratch = {0};
	struct cue_reader reader = {.arena = &scratch};
	struct cues *cues = arena_alloc(&scratch, (p->rules.n + 1) * sizeof *cues);
	for (size_t i = 0; i < p->rules.n; i++) {
		const struct regex *match = p->rules.v[i]->match;
		reader.shares = &p->rules.v[i]->written->shares;
		cues[i] = cues_of(&reader, regex_source(match)->text);
		/* What is sieved is tried at the right places already, by the machine code that there may be. */
		bool is_sieved = regex_source_length(regex_source(match)) >= SIEVED_LEAST;
		if (cues[i].starts_known && !is_sieved) regex_starts(match, cues[i].starts);
	}
	build_elsewhere(f, &reader);
	cue_reader_free(&reader);
	f->waiving = scanner_of(p, cues, true, &scratch);
	f->taking = scanner_of(p, cues, false, &scratch);
	arena_free(&scratch);
}

static bool make_ready(struct prefilter *f, enum prefilter_use use, size_t bytes) {
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

bool prefilter_elsewhere(struct prefilter *f, size_t i, slice text) {
	const struct elsewhere *e = atomic_load(&f->ready) ? elsewhere_of(f, i) : NULL;
	return e == NULL || e->glance == NULL || glance_text(e->glance, text);
}

/* Does every verb stand right before (*FAIL)? What comes before it then matched, with all its words; others may count
 * where nothing did. */
static bool verbs_only_fail(slice pattern) {
	for (size_t at; (at = slice_find(pattern, S("(*"))) != SIZE_MAX;) {
		slice verb = slice_drop(pattern, at);
		if (slice_starts(verb, S("(*SKIP)"))) verb = slice_trim(slice_drop(verb, 7));
		if (!slice_starts(verb, S("(*FAIL)")) && !slice_starts(verb, S("(*F)"))) return false;
		pattern = slice_drop(verb, 2);
	}
	return true;
}

static void read_words(struct prefilter *f, const struct expansion *x, struct prefilter_tree *t) {
	size_t bytes = 0, n = 0;
	for (size_t i = 0; i < x->lists.n; i++) bytes += x->lists.v[i].text.n;
	if (bytes + x->text.n < NARROWED_LEAST || bytes < x->text.n || !verbs_only_fail(x->brief)) return;
	t->words = arena_alloc(&f->words, x->lists.n * sizeof *t->words);
	for (size_t i = 0; i < x->shares.n; i++)
		if (x->shares.v[i].list.p != NULL) t->words[n++] = cue_tree_of_share(&f->reader, x->shares.v[i].what);
}

/* Of the rules up to number n; those of fewer were read before. */
static void read_trees(struct prefilter *f, const struct rule *const *rules, size_t n) {
	while (f->trees.n < n) {
		const struct rule *r = rules[f->trees.n];
		struct prefilter_tree *t = vec_push(&f->words, &f->trees);
		if (r->match == NULL) continue; /* the pack has a fault: nothing is found with it */
		f->reader.shares = &r->written->shares;
		const struct cue_tree *tree = cue_tree_of(&f->reader, regex_source(r->match)->text, &t->use);
		if (tree == NULL) continue;
		t->tree = tree_copy(&f->words, tree, f->reader.leaves);
		read_words(f, r->written, t);
	}
}

/* Under the lock. */
static void all_read(struct prefilter *f) {
	cue_reader_free(&f->reader);
	atomic_store(&f->has_trees, true);
	pthread_cond_broadcast(&f->news);
}

/* The lines of templates are looked for in nearly every text, while nothing else is to be done here. */
static void ready_templates(const struct pack *p) {
	for (size_t i = 0; i < p->templates.n; i++)
		for (size_t k = 0; k < template_lines(p->templates.v[i]); k++) {
			const struct regex *line = template_line(p->templates.v[i], k);
			if (line != NULL) regex_ready(line);
		}
}

/* Until they are all read, the reader and the trees are this thread's: the lock is for what it is given. */
static void *read_ahead(void *prefilter) {
	struct prefilter *f = prefilter;
	pthread_mutex_lock(&f->lock);
	while (!f->given.all || f->trees.n < f->given.n) {
		struct given g = f->given;
		if (f->trees.n == g.n) {
			pthread_cond_wait(&f->news, &f->lock);
			continue;
		}
		pthread_mutex_unlock(&f->lock);
		read_trees(f, g.rules, g.n);
		pthread_mutex_lock(&f->lock);
	}
	all_read(f);
	pthread_mutex_unlock(&f->lock);
	ready_templates(f->pack);
	return NULL;
}

struct prefilter *prefilter_ahead(const struct pack *p) {
	struct prefilter *f = prefilter_open(p);
	beside_begin(&f->reading, true, read_ahead, f);
	return f;
}

/* Under the lock: what is read ahead comes first. */
static void wait_for_trees(struct prefilter *f) {
	while (reads_ahead(f) && !atomic_load(&f->has_trees)) pthread_cond_wait(&f->news, &f->lock);
}

static const struct prefilter_tree *trees_of(struct prefilter *f) {
	if (atomic_load(&f->has_trees)) return f->trees.v;
	pthread_mutex_lock(&f->lock);
	wait_for_trees(f);
	if (!atomic_load(&f->has_trees)) {
		read_trees(f, (const struct rule *const *)f->pack->rules.v, f->pack->rules.n);
		all_read(f);
	}
	pthread_mutex_unlock(&f->lock);
	return f->trees.v;
}

struct prefilter_tools prefilter_for(struct prefilter *f, enum prefilter_use use, size_t bytes) {
	if (use == PREFILTER_NEVER) return (struct prefilter_tools){0};
	if (make_ready(f, use, bytes)) return (struct prefilter_tools){.waiving = f->waiving, .taking = f->taking};
	return (struct prefilter_tools){.trees = trees_of(f), .roots = f->reader.roots};
}

struct regex *prefilter_narrowed(struct prefilter *f, size_t i, struct strips *s, arena *a) {
	const struct prefilter_tree *t = &f->trees.v[i];
	const struct expansion *x = f->pack->rules.v[i]->written;
	struct regex_error error;
	struct buf out = {0};
	size_t at = 0;
	if (t->words == NULL || atomic_fetch_add(&f->narrowed[i], 1) >= NARROWED_TIMES) return NULL;
	for (size_t k = 0; k < x->lists.n; at = x->lists.v[k++].at) {
		buf_put(&out, slice_sub(x->text, at, x->lists.v[k].at));
		strips_words(s, t->words[k], x->lists.v[k].text, &out);
	}
	buf_put(&out, slice_drop(x->text, at));
	struct regex *r = regex_compile(a, buf_slice(&out), x->names.v, x->names.n, &error);
	buf_free(&out);
	return r;
}

/* ---- sieves */

struct sieves *prefilter_lend(struct prefilter *f) {
	pthread_mutex_lock(&f->lock);
	struct sieves *s = f->free;
	if (s != NULL) f->free = s->other;
	pthread_mutex_unlock(&f->lock);
	if (s == NULL) s = must_alloc(sizeof *s + f->sieved_n * sizeof *s->v);
	s->of = f;
	return s;
}

void prefilter_take_back(struct prefilter *f, struct sieves *s) {
	if (s == NULL) return;
	pthread_mutex_lock(&f->lock);
	s->other = f->free;
	f->free = s;
	pthread_mutex_unlock(&f->lock);
}

static const struct net *net_made(struct prefilter *f, struct sieved *p) {
	pthread_mutex_lock(&f->lock);
	wait_for_trees(f);
	if (!atomic_load(&p->tried)) {
		f->reader.shares = p->shares;
		atomic_store(&p->net, net_new(&f->reader, regex_source(p->match)->text));
		atomic_store(&p->tried, true);
	}
	pthread_mutex_unlock(&f->lock);
	return atomic_load(&p->net);
}

/* NULL: none, or not yet. */
static const struct net *net_for(struct prefilter *f, struct sieved *p, size_t bytes) {
	size_t length = regex_source_length(regex_source(p->match));
	if (length < SIEVED_LEAST) return NULL;
	if (atomic_load(&p->tried)) return atomic_load(&p->net);
	size_t seen = atomic_fetch_add(&p->bytes, bytes) + bytes;
	size_t due = length / (p->shares != NULL ? PATTERN_PER_NET : ALONE_PER_NET);
	if (seen < due && !regex_needs_machine(p->match)) return NULL;
	return net_made(f, p);
}

struct sieve *sieves_get(struct sieves *s, size_t i, size_t bytes) {
	if (s->v[i] != NULL) return s->v[i];
	const struct net *n = net_for(s->of, &s->of->sieved[i], bytes);
	if (n != NULL) s->v[i] = sieve_new(n, &s->marks);
	return s->v[i];
}

bool sieves_have(const struct sieves *s, size_t i) { return s != NULL && s->v[i] != NULL; }

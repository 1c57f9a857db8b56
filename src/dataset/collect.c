/* The reduce: documents → a dataset folder. See collect.h. This file takes documents in, settles their names and keys, and
 * tells one from another; collect_write.c writes the files. */
#include "dataset/collect.h"

#include "base/mem.h"
#include "dataset/collect_parts.h"
#include "dataset/files.h"
#include "dataset/registers.h"
#include "model/frozen.h"

#include <errno.h>
#include <stdlib.h>

enum { DIGESTS_BUDGET = 64 << 10 };

static slice name_of(const void *of, size_t document) { return spill_name(of, document); }

struct collection *collection_new(const struct pack *pack) {
	struct collection *c = must_alloc(sizeof *c);
	c->pack = pack;
	c->threads = 1;
	c->text_number = SIZE_MAX;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->written, NULL);
	c->digests = (struct sorter){.compare = bytes_compare_text, .budget = DIGESTS_BUDGET};
	keys_open(&c->keys, pack, NULL);
	c->keys.name_of = name_of;
	c->keys.of = &c->spill;
	return c;
}

void collection_folder(struct collection *c, const char *folder) {
	c->spill.folder = c->digests.folder = c->keys.sights.folder = c->keys.entities.folder = folder;
}
void collection_threads(struct collection *c, size_t threads) {
	c->threads = threads;
	/* Documents are held while others are written: both together are the budget. */
	if (threads > 1) c->spill.budget = SPILL_BUDGET / 2;
}

void collection_hand_free(struct collection_hand *h) {
	arena_free(&h->scratch);
	buf_free(&h->frozen);
}

uint32_t collection_source(struct collection *c, slice name) {
	*vec_push(&c->arena, &c->sources) = arena_copy(&c->arena, name);
	return (uint32_t)c->sources.n;
}

/* ---- documents come in */

/* Under the lock; the room is one for a record. */
static void note(struct collection *c, const struct document *d, const struct sights *s, struct buf *room) {
	uint32_t number = (uint32_t)c->spill.n - 1;
	if (d->status != DOCUMENT_REGISTER) {
		buf_clear(room);
		bytes_put_text(room, d->name);
		bytes_put_text(room, d->sha256);
		sorter_put(&c->digests, buf_slice(room));
	}
	if (s->aliases) *vec_push(&c->arena, &c->with_aliases) = number;
	if (document_worst(d) > c->worst) c->worst = document_worst(d);
	/* What comes behind the settling holds ids, not keys. */
	if (!c->settled) keys_take(&c->keys, s, number);
}

/* Under the lock, which is given up while a run is written: the other threads go on. */
static void make_room(struct collection *c, size_t bytes) {
	struct spill *s = &c->spill;
	struct spill_run run;
	while (spill_is_full(s, bytes) || (c->writing && spill_is_alone(s, bytes))) {
		if (c->writing) {
			pthread_cond_wait(&c->written, &c->lock);
			continue;
		}
		spill_cut(s, &run);
		c->writing = true;
		pthread_mutex_unlock(&c->lock);
		int error = spill_write(s, &run);
		pthread_mutex_lock(&c->lock);
		c->writing = false;
		spill_keep(s, &run, error);
		pthread_cond_broadcast(&c->written);
	}
}

bool collection_take(
        struct collection *c, struct collection_hand *h, const struct document *d, uint32_t source, uint64_t line) {
	struct sights sights;
	buf_clear(&h->frozen);
	document_freeze(d, &h->frozen);
	sights_of(&sights, d, &h->scratch);
	pthread_mutex_lock(&c->lock);
	make_room(c, h->frozen.n + d->text.n);
	spill_put(&c->spill, d->name, buf_slice(&h->frozen), d->text, source, line);
	bool fine = c->spill.error == 0;
	if (fine) note(c, d, &sights, &h->frozen);
	pthread_mutex_unlock(&c->lock);
	arena_reset(&h->scratch);
	return fine;
}

void collection_add(struct collection *c, struct document *d, arena *a) {
	struct collection_hand hand = {0};
	(void)collection_take(c, &hand, d, SOURCE_UNKNOWN, 0); /* collection_write tells of a failure */
	collection_hand_free(&hand);
	arena_free(a);
}

void collection_expect(struct collection *c, const slice *names, size_t n) {
	for (size_t i = 0; i < n; i++) *vec_push(&c->arena, &c->expected) = arena_copy(&c->arena, names[i]);
}

/* What it was made of, with its temporary files. */
static void let_go(struct collection *c) {
	keys_close(&c->keys);
	sorter_free(&c->digests);
	spill_free(&c->spill);
}

void collection_free(struct collection *c) {
	(void)queries_close(&c->queries); /* where it was never written */
	let_go(c);
	arena_free(&c->text_arena);
	arena_free(&c->arena);
	pthread_cond_destroy(&c->written);
	pthread_mutex_destroy(&c->lock);
	mem_free(c);
}

/* ---- and out again */

static size_t first_added(const struct collection *c, size_t number) {
	size_t low = 0, high = c->added.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->added.v[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct document *collection_document(const struct collection *c, size_t number, arena *a, int *error) {
	slice bytes;
	*error = spill_read(&c->spill, number, a, &bytes);
	struct document *d = *error == 0 ? document_thaw(a, bytes) : NULL;
	if (!d) {
		if (*error == 0) *error = EIO;
		return NULL;
	}
	for (size_t i = first_added(c, number); i < c->added.n && c->added.v[i].number == number; i++)
		*vec_push(a, &d->findings) = c->added.v[i].finding;
	return d;
}

static void add_finding(struct collection *c, size_t number, const struct finding *f) {
	arena *a = &c->arena;
	*vec_push(a, &c->added) = (struct added){.number = (uint32_t)number,
	        .turn = (uint32_t)c->added.n,
	        .finding = {.severity = f->severity,
	                .code = arena_copy(a, f->code),
	                .message = arena_copy(a, f->message),
	                .at = f->at,
	                .records = arena_copy(a, f->records),
	                .expected = arena_copy(a, f->expected),
	                .found = arena_copy(a, f->found)}};
	if (f->severity > c->worst) c->worst = f->severity;
}

static int compare_added(const void *left, const void *right) {
	const struct added *a = left, *b = right;
	if (a->number != b->number) return a->number < b->number ? -1 : 1;
	return (a->turn > b->turn) - (a->turn < b->turn);
}

void collection_sort_added(struct collection *c) {
	if (c->added.n > 1) qsort(c->added.v, c->added.n, sizeof *c->added.v, compare_added);
}

/* ---- as a library */

static size_t library_find(void *data, slice name) { return spill_find(&((struct collection *)data)->spill, name); }
static slice library_name(void *data, size_t i) { return spill_name(&((struct collection *)data)->spill, i); }
static void library_add(void *data, size_t i, const struct finding *f) { add_finding(data, i, f); }

/* What cannot be read back has no text here; the pass that writes it tells of that. */
static slice library_text(void *data, size_t number) {
	struct collection *c = data;
	slice bytes;
	if (number == c->text_number) return c->text;
	arena_reset(&c->text_arena);
	c->text_number = number;
	c->text = spill_read(&c->spill, number, &c->text_arena, &bytes) == 0 ? frozen_text(bytes) : ABSENT;
	return c->text;
}

struct library collection_library(struct collection *c) {
	return (struct library){c, library_find, library_name, library_text, library_add};
}

/* ---- which documents */

static void add_missing(struct collection *c) {
	spill_sort(&c->spill);
	struct strings told = {0};
	size_t arrived = c->spill.n;
	for (size_t i = 0; i < c->expected.n; i++) {
		slice name = c->expected.v[i];
		if (spill_find(&c->spill, name) < arrived) continue;
		uint32_t before = told.n;
		if (strings_put(&told, name) < before) continue; /* expected twice */
	}
	for (uint32_t i = 0; i < told.n; i++) {
		arena a = {0};
		struct document *d = document_new(&a);
		d->name = strings_text(&told, i);
		document_fail(d, CODE_DOCUMENT_MISSING, SPAN_NONE, S("an expected document did not arrive"));
		collection_add(c, d, &a);
	}
	strings_free(&told);
}

/* "FILE:LINE" where both are known. */
static slice place_of_entry(const struct collection *c, const struct spill_entry *e, arena *a) {
	if (e->source == SOURCE_UNKNOWN) return ABSENT;
	slice name = c->sources.v[e->source - 1];
	return e->line == 0 ? name : say(a, name, S(":"), slice_of_u64(a, e->line));
}

static void tell_twice(const struct collection *c, uint32_t one, uint32_t other, struct diags *diags) {
	arena *a = diags->arena;
	slice first = place_of_entry(c, &c->spill.v[one], a), second = place_of_entry(c, &c->spill.v[other], a);
	slice places = first.p && second.p ? say(a, S(": "), first, S(" and "), second) : S("");
	slice message = say(
	        a, S("two documents are named "), spill_name(&c->spill, one), places, S("; no dataset was written"));
	diag_add(diags, (struct diag){.code = CODE_DOCUMENT_TWICE, .at = SPAN_NONE, .message = message});
}

/* Every name that stands twice is told, once. Sorted by then. */
static bool names_differ(const struct collection *c, struct diags *diags) {
	bool differ = true;
	slice last = ABSENT;
	for (size_t i = 1; i < c->spill.n; i++) {
		uint32_t one = c->spill.order[i - 1], other = c->spill.order[i];
		slice name = spill_name(&c->spill, other);
		if (!slice_equal(name, spill_name(&c->spill, one))) continue;
		if (!last.p || !slice_equal(name, last)) tell_twice(c, one, other, diags);
		last = name;
		differ = false;
	}
	return differ;
}

static bool refuse_spill(const struct collection *c, slice what, int error, struct diags *diags) {
	slice folder = slice_of(c->spill.folder ? c->spill.folder : temporary_folder());
	return refuse_system(diags, what, folder, error);
}

/* ---- keys */

static int compare_numbers(const void *left, const void *right, void *of) {
	const struct spill *s = of;
	return slice_compare(spill_name(s, *(const uint32_t *)left), spill_name(s, *(const uint32_t *)right));
}

static bool read_aliases(struct collection *c, void (*with)(struct keys *, struct document *, arena *), int *error) {
	arena scratch = {0};
	for (size_t i = 0; i < c->with_aliases.n && !*error; i++) {
		size_t number = c->with_aliases.v[i];
		struct document *d = collection_document(c, number, &scratch, error);
		size_t before = d ? d->findings.n : 0;
		if (d) with(&c->keys, d, &scratch);
		for (size_t k = before; d && k < d->findings.n; k++) add_finding(c, number, &d->findings.v[k]);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	return *error == 0;
}

/* Aliases in order of the documents' names: which of two that exclude each other stands depends on that. */
static bool join_aliases(struct collection *c, struct diags *diags) {
	int error = 0;
	if (c->with_aliases.n == 0) return true;
	qsort_r(c->with_aliases.v, c->with_aliases.n, sizeof *c->with_aliases.v, compare_numbers, &c->spill);
	bool fine = read_aliases(c, keys_ask, &error);
	if (fine) keys_learn(&c->keys);
	fine = fine && read_aliases(c, keys_join, &error);
	return fine || refuse_spill(c, S("read back a temporary file in"), error, diags);
}

/* What registers of the pack say of the things mentioned stands among the documents. */
static void add_registers(struct collection *c) {
	size_t n = c->pack ? c->pack->registers.n : 0;
	for (size_t i = 0; i < n; i++) {
		arena a = {0};
		struct document *d = register_document(c->pack->registers.v[i], &c->keys, &a);
		if (d) collection_add(c, d, &a);
		arena_free(&a);
	}
	if (n > 0) spill_sort(&c->spill);
}

/* ---- all of it */

static bool settle(struct collection *c, struct diags *diags) {
	add_missing(c);
	spill_sort(&c->spill);
	if (c->spill.error) return refuse_spill(c, S("write to a temporary file in"), c->spill.error, diags);
	if (!names_differ(c, diags) || !join_aliases(c, diags)) return false;
	int error = keys_settle(&c->keys);
	if (error) return refuse_spill(c, S("write to a temporary file in"), error, diags);
	c->settled = true;
	c->taken = c->spill.n;
	add_registers(c);
	spill_rest(&c->spill);
	if (c->spill.error) return refuse_spill(c, S("write to a temporary file in"), c->spill.error, diags);
	return names_differ(c, diags);
}

bool collection_write(
        struct collection *c, const char *folder, unsigned formats, struct diags *diags, enum level *worst) {
	*worst = LEVEL_NOTE;
	if (!settle(c, diags)) return false;
	bool fine = collection_write_files(c, slice_of(folder), formats, diags);
	*worst = c->worst;
	/* Before the dataset goes to the disk: what a temporary file holds would go there, too, a quarter of all bytes. */
	let_go(c);
	return fine;
}

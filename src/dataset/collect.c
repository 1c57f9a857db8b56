/* The reduce: documents → a dataset folder. See collect.h. One pass over the documents in order of their names writes
 * every table through files that stay open; the keys are joined in a pass before it. */
#include "dataset/collect.h"

#include "base/mem.h"
#include "dataset/files.h"
#include "dataset/keys.h"
#include "dataset/rows.h"
#include "model/line.h"

#include <stdlib.h>

/* A document with the arena it lives in. */
struct held {
	arena arena;
	struct document *document;
};

struct collection {
	arena arena;
	const struct pack *pack;
	VEC(struct held *) held;
	slices expected;
};

struct collection *collection_new(const struct pack *pack) {
	struct collection *c = must_alloc(sizeof *c);
	c->pack = pack;
	return c;
}

void collection_add(struct collection *c, struct document *d, arena *a) {
	struct held *h = must_alloc(sizeof *h);
	h->arena = *a;
	*a = (arena){0};
	h->document = d;
	d->arena = &h->arena;
	*vec_push(&c->arena, &c->held) = h;
}

void collection_expect(struct collection *c, const slice *names, size_t n) {
	for (size_t i = 0; i < n; i++) *vec_push(&c->arena, &c->expected) = arena_copy(&c->arena, names[i]);
}

void collection_free(struct collection *c) {
	for (size_t i = 0; i < c->held.n; i++) {
		arena_free(&c->held.v[i]->arena);
		mem_free(c->held.v[i]);
	}
	arena_free(&c->arena);
	mem_free(c);
}

/* ---- which documents */

static int compare_names(const void *left, const void *right) {
	const struct held *a = *(struct held *const *)left, *b = *(struct held *const *)right;
	return slice_compare(a->document->name, b->document->name);
}

static void sort_documents(struct collection *c) {
	if (c->held.n > 1) qsort(c->held.v, c->held.n, sizeof *c->held.v, compare_names);
}

static void add_missing(struct collection *c, slice name) {
	arena a = {0};
	struct document *d = document_new(&a);
	d->name = arena_copy(&a, name);
	document_fail(d, CODE_DOCUMENT_MISSING, SPAN_NONE, S("an expected document did not arrive"));
	collection_add(c, d, &a);
}

static void add_all_missing(struct collection *c) {
	arena scratch = {0};
	struct map arrived = {.arena = &scratch};
	for (size_t i = 0; i < c->held.n; i++) map_add(&arrived, c->held.v[i]->document->name, i);
	for (size_t i = 0; i < c->expected.n; i++)
		if (map_add(&arrived, c->expected.v[i], i)) add_missing(c, c->expected.v[i]);
	arena_free(&scratch);
}

/* Every name that stands twice is told, once. Sorted by then. */
static bool names_differ(const struct collection *c, struct diags *diags) {
	bool differ = true;
	for (size_t i = 1; i < c->held.n; i++) {
		slice name = c->held.v[i]->document->name;
		if (!slice_equal(name, c->held.v[i - 1]->document->name)) continue;
		bool told = i > 1 && slice_equal(name, c->held.v[i - 2]->document->name);
		slice message = say(diags->arena, S("two documents are named "), name, S("; no dataset was written"));
		if (!told)
			diag_add(
			        diags, (struct diag){.code = CODE_DOCUMENT_TWICE, .at = SPAN_NONE, .message = message});
		differ = false;
	}
	return differ;
}

/* ---- ids */

struct ids {
	arena arena;
	struct map seen[TABLE_COUNT]; /* id → number of the document */
};

/* False with a diag where a row has the id of another of its table. */
static bool take_ids(struct ids *ids, const struct collection *c, size_t table, const struct rowset *set, size_t number,
        struct diags *diags) {
	bool fine = true;
	if (!slice_equal(row_column(set->table, 0)->name, S("id"))) return true;
	for (size_t i = 0; i < set->rows.n; i++) {
		slice id = set->rows.v[i].cells[0];
		ids->seen[table].arena = &ids->arena;
		size_t other = map_get(&ids->seen[table], id);
		if (other == SIZE_MAX) {
			map_add(&ids->seen[table], arena_copy(&ids->arena, id), number);
			continue;
		}
		slice message = say(diags->arena, set->table->name, S(": two rows have the id "), id, S(", in "),
		        c->held.v[other]->document->name, S(" and in "), c->held.v[number]->document->name);
		diag_add(diags, (struct diag){.code = CODE_ID_COLLISION, .at = SPAN_NONE, .message = message});
		fine = false;
	}
	return fine;
}

/* ---- rows */

static bool write_document(const struct collection *c, struct dataset_files *files, struct ids *ids, size_t number,
        arena *scratch, struct diags *diags) {
	struct row_source source;
	const struct document *d = c->held.v[number]->document;
	bool fine = true;
	row_source_open(&source, d, scratch);
	for (size_t t = 0; t < TABLE_COUNT && fine; t++) {
		struct rowset set = rows_of(&source, &tables[t], scratch);
		fine = take_ids(ids, c, t, &set, number, diags);
		for (size_t i = 0; i < set.rows.n; i++) files_put_row(files, t, set.rows.v[i].cells);
	}
	if (files->csv[TABLE_tables] != SIZE_MAX) {
		wides wide = wide_tables(d, scratch);
		for (size_t i = 0; i < wide.n && fine; i++) fine = files_put_wide(files, &wide.v[i], diags);
	}
	files_put_line(files, d);
	return fine;
}

static void write_entities(const struct keys *k, struct dataset_files *files) {
	arena scratch = {0};
	for (size_t i = 0; i < k->entities.n; i++) {
		const struct entity *e = &k->entities.v[i];
		const slice cells[] = {e->id, e->type, e->name, ABSENT, e->code, e->scheme,
		        slice_of_u64(&scratch, e->mentions), slice_of_u64(&scratch, e->documents), e->first};
		files_put_row(files, TABLE_entities, cells);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
}

static bool write_rows(struct collection *c, struct keys *k, struct dataset_files *files, struct diags *diags) {
	struct ids ids = {0};
	arena scratch = {0};
	bool fine = true;
	for (size_t i = 0; i < c->held.n && fine; i++) {
		keys_replace(k, c->held.v[i]->document);
		fine = write_document(c, files, &ids, i, &scratch, diags);
		arena_reset(&scratch);
	}
	write_entities(k, files);
	arena_free(&scratch);
	arena_free(&ids.arena);
	return fine;
}

bool collection_write(
        struct collection *c, const char *folder, unsigned formats, struct diags *diags, enum level *worst) {
	*worst = LEVEL_NOTE;
	add_all_missing(c);
	sort_documents(c);
	if (!names_differ(c, diags)) return false;

	arena a = {0};
	struct document **documents = arena_alloc(&a, c->held.n * sizeof *documents);
	for (size_t i = 0; i < c->held.n; i++) documents[i] = c->held.v[i]->document;
	struct keys keys;
	keys_build(&keys, documents, c->held.n, c->pack, &a);
	for (size_t i = 0; i < c->held.n; i++)
		if (document_worst(documents[i]) > *worst) *worst = document_worst(documents[i]);

	struct dataset_files files;
	bool fine = files_open(&files, slice_of(folder), formats, diags);
	fine = fine && write_rows(c, &keys, &files, diags);
	fine = files_close(&files, c->pack ? c->pack->name : ABSENT, fine, diags) && fine;
	arena_free(&a);
	return fine;
}

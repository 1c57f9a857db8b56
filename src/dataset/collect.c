/* The reduce: documents → a dataset folder. See collect.h. The keys are joined first; one pass over the documents in order
 * of their names then writes every table but findings through files that stay open; and when the checks have seen all of
 * them, another writes findings and annotations, to which checks add. */
#include "dataset/collect.h"

#include "base/mem.h"
#include "dataset/files.h"
#include "dataset/keys.h"
#include "dataset/queries.h"
#include "dataset/registers.h"
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
	struct map *seen; /* of each table, those of the pack's kinds last: id → number of the document */
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

/* All that is being written. */
struct writing {
	const struct collection *collection;
	struct document **documents;
	struct keys keys;
	struct dataset_files files;
	struct queries queries;
	struct ids ids;
	struct diags *diags;
};

/* The kinds of the pack: their files come behind those of the views. */
static size_t kind_count(const struct collection *c) { return c->pack ? c->pack->kinds.n : 0; }

static bool put_rows(struct writing *w, size_t file, const struct rowset *set) {
	for (size_t i = 0; i < set->rows.n; i++) files_put_row(&w->files, file, set->rows.v[i].cells);
	return queries_put(&w->queries, set);
}

/* Checks may find more: findings are but put before the checks here, and written behind them. */
static bool write_document(struct writing *w, size_t number, arena *scratch) {
	struct row_source source;
	bool fine = true;
	row_source_open(&source, w->documents[number], scratch);
	for (size_t t = 0; t < TABLE_COUNT && fine; t++) {
		struct rowset set = rows_of(&source, &tables[t], scratch);
		if (t == TABLE_findings)
			fine = queries_put(&w->queries, &set);
		else
			fine = take_ids(&w->ids, w->collection, t, &set, number, w->diags) && put_rows(w, t, &set);
	}
	for (size_t k = 0; k < kind_count(w->collection) && fine; k++) {
		struct rowset set = rows_of(&source, w->collection->pack->kinds.v[k], scratch);
		fine = take_ids(&w->ids, w->collection, TABLE_COUNT + k, &set, number, w->diags) &&
		       put_rows(w, TABLE_COUNT + w->queries.view_count + k, &set);
	}
	if (fine && w->files.csv[TABLE_tables] != SIZE_MAX) {
		wides wide = wide_tables(w->documents[number], scratch);
		for (size_t i = 0; i < wide.n && fine; i++) fine = files_put_wide(&w->files, &wide.v[i], w->diags);
	}
	return fine;
}

static bool write_findings(struct writing *w, size_t number, arena *scratch) {
	struct document *d = w->documents[number];
	files_put_line(&w->files, d);
	if (d->findings.n == 0) return true;
	struct row_source source;
	row_source_open(&source, d, scratch);
	struct rowset set = rows_of(&source, &tables[TABLE_findings], scratch);
	return take_ids(&w->ids, w->collection, TABLE_findings, &set, number, w->diags) &&
	       put_rows(w, TABLE_findings, &set);
}

static bool write_entities(struct writing *w) {
	arena scratch = {0};
	bool fine = true;
	for (size_t i = 0; i < w->keys.entities.n && fine; i++) {
		const struct entity *e = &w->keys.entities.v[i];
		const slice cells[] = {e->id, e->type, e->name, ABSENT, e->code, e->scheme,
		        slice_of_u64(&scratch, e->mentions), slice_of_u64(&scratch, e->documents), e->first};
		files_put_row(&w->files, TABLE_entities, cells);
		fine = queries_put_row(&w->queries, &tables[TABLE_entities], cells);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	return fine;
}

static bool for_each_document(struct writing *w, bool (*write)(struct writing *, size_t, arena *)) {
	arena scratch = {0};
	bool fine = true;
	for (size_t i = 0; i < w->collection->held.n && fine; i++) {
		fine = write(w, i, &scratch);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	return fine;
}

static bool write_rows(struct writing *w) {
	size_t n = TABLE_COUNT + kind_count(w->collection);
	w->ids.seen = arena_alloc(&w->ids.arena, n * sizeof *w->ids.seen);
	bool fine = for_each_document(w, write_document) && write_entities(w) && queries_check(&w->queries) &&
	            for_each_document(w, write_findings) && queries_view(&w->queries, &w->files);
	arena_free(&w->ids.arena);
	return queries_close(&w->queries) && fine;
}

/* ---- all of it */

/* What registers of the pack say of the things mentioned stands among the documents. */
static void add_registers(struct collection *c, const struct keys *k) {
	size_t n = c->pack ? c->pack->registers.n : 0;
	for (size_t i = 0; i < n; i++) {
		arena a = {0};
		struct document *d = register_document(c->pack->registers.v[i], k, &a);
		if (d)
			collection_add(c, d, &a);
		else
			arena_free(&a);
	}
	if (n > 0) sort_documents(c);
}

static struct document **documents_of(const struct collection *c, arena *a) {
	struct document **documents = arena_alloc(a, (c->held.n + 1) * sizeof *documents);
	for (size_t i = 0; i < c->held.n; i++) documents[i] = c->held.v[i]->document;
	return documents;
}

static bool write_dataset(struct writing *w, slice folder, unsigned formats, arena *a) {
	const struct collection *c = w->collection;
	bool fine = queries_open(&w->queries, c->pack, folder, w->documents, c->held.n, a, w->diags);
	if (!fine) return queries_close(&w->queries) && false;
	size_t views = w->queries.view_count, kinds = kind_count(c);
	struct table *more = arena_alloc(a, (views + kinds + 1) * sizeof *more);
	for (size_t i = 0; i < views; i++) more[i] = w->queries.views[i];
	for (size_t i = 0; i < kinds; i++) more[views + i] = *c->pack->kinds.v[i];
	fine = files_open(&w->files, folder, formats, more, views + kinds, w->diags);
	fine = fine ? write_rows(w) : queries_close(&w->queries) && false;
	struct provenance p;
	provenance_begin(&p, w->documents, c->held.n, c->pack, a);
	return files_close(&w->files, c->pack ? c->pack->name : ABSENT, &p, fine, w->diags) && fine;
}

bool collection_write(
        struct collection *c, const char *folder, unsigned formats, struct diags *diags, enum level *worst) {
	*worst = LEVEL_NOTE;
	add_all_missing(c);
	sort_documents(c);
	if (!names_differ(c, diags)) return false;

	arena a = {0};
	struct writing w = {.collection = c, .diags = diags};
	keys_build(&w.keys, documents_of(c, &a), c->held.n, c->pack, &a);
	for (size_t i = 0; i < c->held.n; i++) keys_replace(&w.keys, c->held.v[i]->document);
	add_registers(c, &w.keys);
	w.documents = documents_of(c, &a);
	bool fine = names_differ(c, diags) && write_dataset(&w, slice_of(folder), formats, &a);
	for (size_t i = 0; i < c->held.n; i++)
		if (document_worst(w.documents[i]) > *worst) *worst = document_worst(w.documents[i]);
	arena_free(&a);
	return fine;
}

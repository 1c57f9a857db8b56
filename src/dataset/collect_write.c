/* Every file of a dataset from a collection whose keys are settled. A part of collect.h.
 *
 * One pass over the documents in order of their names, by as many threads as there are, writes every table but findings;
 * the checks of the pack see those; another pass writes findings and annotations, to which checks add. Without checks one
 * pass does it all. */
#include "base/beside.h"
#include "base/mem.h"
#include "dataset/collect_parts.h"
#include "dataset/files.h"
#include "dataset/id_check.h"
#include "dataset/pass.h"
#include "dataset/queries.h"

/* Frozen bytes of a batch: few enough that threads finish together, enough that taking turns costs nothing. */
enum { BATCH_LEAST = 32 << 10, BATCH_MOST = 128 << 10 };

/* Of a file's buffer from batch to batch. */
enum { KEPT_MOST = 256 << 10 };

/* Rows of one document that are made at once. Bytes of a file from which on they go there before all are made: where it is the
 * batch's turn, while they are in the processor's cache; where it is not, as many as may be held. */
enum { POUR_ROWS = 256, POUR_LEAST = 128 << 10, POUR_MOST = 4 << 20 };
/* Frozen bytes of a document whose rows go to the database, too, before all are made. */
enum { LARGE = 4 << 20 };

struct writing {
	struct collection *collection;
	struct dataset_files files;
	struct queries *queries;
	struct id_check ids;
	bool rows, findings; /* what this pass writes */
	uint64_t batch;      /* bytes */
	struct diags *diags;
	pthread_mutex_t lock; /* over diags */
};

/* What one thread works with. */
struct writer {
	arena arena; /* of one batch */
	arena rows;  /* of one table of a document, where no database wants them later */
	struct output out;
	struct id_rows ids;
	VEC(struct rowset) sets; /* for the database */
	const struct pass_turn *turn;
	bool large;  /* the document's rows are not held until the end */
	bool failed; /* the database refused some of them */
};

/* The kinds of the pack: their files come behind those of the views. */
static size_t kind_count(const struct collection *c) { return c->pack ? c->pack->kinds.n : 0; }

static bool refuse(struct writing *w, slice what, slice path, int error) {
	pthread_mutex_lock(&w->lock);
	refuse_system(w->diags, what, path, error);
	pthread_mutex_unlock(&w->lock);
	return false;
}

/* ---- rows */

/* What a large document gives is many times its size: it is not held until the end. */
static void pour(struct writing *w, struct writer *t, size_t file) {
	if (file == SIZE_MAX || t->out.files[file].n < POUR_LEAST) return;
	if (t->out.files[file].n < POUR_MOST && !pass_has_turn(t->turn, file)) return;
	if (pass_wait(t->turn, file)) files_put(&w->files, file, &t->out);
	buf_clear(&t->out.files[file]);
	if (t->out.files[file].cap > 4 * POUR_MOST) buf_free(&t->out.files[file]);
}

struct pouring {
	struct writing *w;
	struct writer *t;
};
static void pour_line(void *to, struct buf *line) {
	struct pouring *p = to;
	(void)line; /* that of the file */
	pour(p->w, p->t, p->w->files.annotations);
}

static void put_line(struct writing *w, struct writer *t, const struct document *d) {
	struct pouring p = {w, t};
	output_line(&t->out, &w->files, d, &(struct drain){pour_line, &p});
	pour(w, t, w->files.annotations);
}

static void put_output(struct writing *w, struct writer *t, size_t file, const struct rowset *set) {
	for (size_t i = 0; i < set->rows.n; i += POUR_ROWS) {
		struct rowset some = *set;
		some.rows.v += i;
		some.rows.n = set->rows.n - i < POUR_ROWS ? set->rows.n - i : POUR_ROWS;
		output_rows(&t->out, &w->files, file, &some);
		pour(w, t, w->files.csv[file]);
		pour(w, t, w->files.json[file]);
	}
}

static bool put_sets(struct writing *w, struct writer *t) {
	bool fine = true;
	for (size_t i = 0; i < t->sets.n && fine; i++) fine = queries_put(w->queries, &t->sets.v[i]);
	t->sets.n = 0;
	return fine;
}

/* The database is the last stage. */
static void put_sets_now(struct writing *w, struct writer *t) {
	bool go_on = pass_wait(t->turn, w->files.open);
	if (!go_on) t->sets.n = 0;
	t->failed = !put_sets(w, t) || t->failed;
}

/* `table` counts for ids, `file` for files: in these, views stand before the kinds of the pack. */
static void put_rows(
        struct writing *w, struct writer *t, size_t table, size_t file, struct rowset set, uint32_t number) {
	if (slice_equal(row_column(set.table, 0)->name, S("id")))
		for (size_t i = 0; i < set.rows.n; i++)
			id_rows_push(&t->ids, id_row_of(set.rows.v[i].cells[0], (uint32_t)table, number));
	put_output(w, t, file, &set);
	if (!w->queries->pack || set.rows.n == 0) return;
	*vec_push(&t->arena, &t->sets) = set;
	if (t->large) put_sets_now(w, t);
}

static void write_wide(struct writing *w, struct writer *t, const struct document *d) {
	if (w->files.csv[TABLE_tables] == SIZE_MAX) return;
	wides wide = wide_tables(d, &t->arena);
	for (size_t i = 0; i < wide.n; i++) files_put_wide(&w->files, &wide.v[i]);
}

/* Checks may find more: where there are any, findings are but put before them here, and written behind them. */
static void write_rows(struct writing *w, struct writer *t, struct row_source *source, uint32_t number) {
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		/* What the first table has worked out of coverage serves another one: it stays. */
		bool brief = (!w->queries->pack || t->large) && i != TABLE_documents;
		struct rowset set = rows_of(source, &tables[i], brief ? &t->rows : &t->arena);
		if (i != TABLE_findings)
			put_rows(w, t, i, i, set, number);
		else if (w->queries->pack && !w->findings && set.rows.n > 0) {
			*vec_push(&t->arena, &t->sets) = set;
			if (t->large) put_sets_now(w, t);
		}
		if (brief) arena_reset(&t->rows);
	}
	for (size_t k = 0; k < kind_count(w->collection); k++) {
		struct rowset set = rows_of(source, w->collection->pack->kinds.v[k], &t->arena);
		put_rows(w, t, TABLE_COUNT + k, TABLE_COUNT + w->queries->view_count + k, set, number);
	}
	write_wide(w, t, source->document);
}

static bool write_document(struct writing *w, struct writer *t, uint32_t number) {
	struct collection *c = w->collection;
	int error;
	/* What the database takes stays until it has its turn. */
	if (!w->queries->pack) arena_reset(&t->arena);
	struct document *d = collection_document(c, number, &t->arena, &error);
	t->large = c->spill.v[number].bytes > LARGE;
	if (!d) return refuse(w, S("read back a temporary file for"), spill_name(&c->spill, number), error);
	if (number < c->taken) keys_replace(&c->keys, d);
	if (w->findings) put_line(w, t, d);
	if (!w->rows && d->findings.n == 0) return true;
	struct row_source source;
	row_source_open(&source, d, &t->arena);
	if (w->findings)
		put_rows(w, t, TABLE_findings, TABLE_findings, rows_of(&source, &tables[TABLE_findings], &t->arena),
		        number);
	if (w->rows) write_rows(w, t, &source, number);
	return true;
}

/* ---- a pass */

static size_t cut(void *data, size_t from) {
	struct writing *w = data;
	const struct spill *s = &w->collection->spill;
	uint64_t sum = 0;
	size_t to = from;
	while (to < s->n && (to == from || sum < w->batch)) sum += s->v[s->order[to++]].bytes;
	return to;
}

static void *writer_open(void *data) {
	struct writing *w = data;
	struct writer *t = must_alloc(sizeof *t);
	output_open(&t->out, &w->files);
	return t;
}

static void writer_close(void *data, void *worker) {
	struct writing *w = data;
	struct writer *t = worker;
	output_close(&t->out, &w->files);
	arena_free(&t->arena);
	arena_free(&t->rows);
	mem_free(t->ids.v);
	mem_free(t);
}

static bool make(void *data, void *worker, const struct pass_turn *turn, size_t from, size_t to) {
	struct writing *w = data;
	struct writer *t = worker;
	t->turn = turn;
	arena_reset(&t->arena);
	t->sets.v = NULL;
	t->sets.n = t->sets.cap = 0;
	for (size_t i = from; i < to; i++)
		if (!write_document(w, t, w->collection->spill.order[i]) || t->failed) return false;
	id_check_take(&w->ids, &t->ids);
	return true;
}

/* A file for each stage, and the database in the last one. */
static bool put(void *data, void *worker, size_t stage) {
	struct writing *w = data;
	struct writer *t = worker;
	if (stage < w->files.open) {
		files_put(&w->files, stage, &t->out);
		/* Each file has a document of its own that is the largest to it: together they are more than any needs. */
		if (t->out.files[stage].cap > KEPT_MOST) buf_free(&t->out.files[stage]);
		return !files_failed(&w->files);
	}
	return put_sets(w, t);
}

static bool run_pass(struct writing *w, bool rows, bool findings) {
	const struct collection *c = w->collection;
	uint64_t sum = 0;
	for (size_t i = 0; i < c->spill.n; i++) sum += c->spill.v[i].bytes;
	w->batch = sum / c->threads / 8;
	if (w->batch < BATCH_LEAST) w->batch = BATCH_LEAST;
	if (w->batch > BATCH_MOST) w->batch = BATCH_MOST;
	w->rows = rows;
	w->findings = findings;
	return pass_run(&(struct pass){.things = c->spill.n,
	        .stages = w->files.open + (w->queries->pack ? 1 : 0),
	        .threads = c->threads,
	        .data = w,
	        .cut = cut,
	        .open = writer_open,
	        .close = writer_close,
	        .make = make,
	        .put = put});
}

/* ---- what comes from all documents together */

static bool write_entities(struct writing *w) {
	struct entity_walk walk;
	arena scratch = {0};
	struct output out;
	bool fine = true;
	size_t written = 0;
	output_open(&out, &w->files);
	entities_open(&walk, &w->collection->keys);
	for (struct entity e; fine && entities_next(&walk, &e); arena_reset(&scratch)) {
		const slice cells[] = {e.id, e.type, e.name, e.subtype, e.code, e.scheme,
		        slice_of_u64(&scratch, e.mentions), slice_of_u64(&scratch, e.documents), e.first};
		output_row(&out, &w->files, TABLE_entities, cells);
		fine = queries_put_row(w->queries, &tables[TABLE_entities], cells);
		if (++written % 256 == 0) files_put_table(&w->files, TABLE_entities, &out);
	}
	int error = entities_close(&walk);
	if (error) fine = refuse_system(w->diags, S("read back a temporary file in"), w->files.folder, error);
	files_put_table(&w->files, TABLE_entities, &out);
	output_close(&out, &w->files);
	arena_free(&scratch);
	return fine;
}

/* ---- ids, by a thread of their own where there may be one, while files are ended and described */

struct id_checking {
	struct writing *w;
	arena arena;
	struct diags diags;
	int error;
	struct beside beside;
	bool begun;
};

static void tell_twice(void *to, slice id, uint32_t table, uint32_t document, uint32_t other) {
	struct id_checking *k = to;
	const struct collection *c = k->w->collection;
	slice name = table < TABLE_COUNT ? tables[table].name : c->pack->kinds.v[table - TABLE_COUNT]->name;
	slice message = say(k->diags.arena, name, S(": two rows have the id "), id, S(", in "),
	        spill_name(&c->spill, document), S(" and in "), spill_name(&c->spill, other));
	diag_add(&k->diags, (struct diag){.code = CODE_ID_COLLISION, .at = SPAN_NONE, .message = message});
}

static void *check_ids(void *to) {
	struct id_checking *k = to;
	k->error = id_check_end(&k->w->ids, tell_twice, k);
	return NULL;
}

static void ids_begin(struct id_checking *k, struct writing *w) {
	*k = (struct id_checking){.w = w, .begun = true};
	k->diags.arena = &k->arena;
	beside_begin(&k->beside, w->collection->threads > 1, check_ids, k);
}

static bool ids_end(struct id_checking *k, struct writing *w) {
	if (!k->begun) return true;
	beside_end(&k->beside);
	for (size_t i = 0; i < k->diags.list.n; i++) {
		struct diag told = k->diags.list.v[i];
		told.message = arena_copy(w->diags->arena, told.message);
		diag_add(w->diags, told);
	}
	bool fine = k->diags.list.n == 0;
	arena_free(&k->arena);
	if (k->error) return refuse_system(w->diags, S("write to a temporary file in"), w->files.folder, k->error);
	return fine;
}

/* ---- the digests of what the dataset was made by, likewise, while it is written */

struct describing {
	struct provenance p;
	struct collection *c;
	arena arena;
	struct beside beside;
};

static void *describe(void *to) {
	struct describing *d = to;
	provenance_begin(&d->p, d->c->pack, &d->arena);
	d->p.more_documents = &d->c->digests;
	return NULL;
}

static void describing_begin(struct describing *d, struct collection *c) {
	*d = (struct describing){.c = c};
	beside_begin(&d->beside, c->threads > 1, describe, d);
}

static struct provenance *describing_end(struct describing *d) {
	beside_end(&d->beside);
	return &d->p;
}

/* ---- all of it */

static bool write_all(struct writing *w, struct id_checking *ids) {
	struct collection *c = w->collection;
	bool checks = w->queries->pack && c->pack->checks.n > 0;
	bool fine = run_pass(w, true, !checks) && write_entities(w);
	if (fine && checks) {
		fine = queries_check(w->queries);
		collection_sort_added(c);
		fine = fine && run_pass(w, false, true);
	}
	if (fine) ids_begin(ids, w);
	fine = fine && queries_view(w->queries, &w->files);
	return queries_close(w->queries) && fine;
}

static bool open_files(struct writing *w, slice folder, unsigned formats, arena *a) {
	size_t views = w->queries->view_count, kinds = kind_count(w->collection);
	struct table *more = arena_alloc(a, (views + kinds + 1) * sizeof *more);
	for (size_t i = 0; i < views; i++) more[i] = w->queries->views[i];
	for (size_t i = 0; i < kinds; i++) more[views + i] = *w->collection->pack->kinds.v[i];
	return files_open(&w->files, folder, formats, more, views + kinds, w->diags);
}

static void prepare(struct collection *c, slice folder, bool beside) {
	c->prepared = true;
	c->library = collection_library(c);
	queries_begin(&c->queries, c->pack, folder, &c->library, beside);
}

void collection_prepare(struct collection *c) {
	if (!c->prepared && c->threads > 1) prepare(c, slice_of(c->spill.folder), true);
}

bool collection_write_files(struct collection *c, slice folder, unsigned formats, struct diags *diags) {
	arena a = {0};
	struct writing w = {.collection = c, .queries = &c->queries, .diags = diags};
	collection_sort_added(c);
	if (!c->prepared) prepare(c, folder, false);
	if (!queries_open(w.queries, diags)) return queries_close(w.queries) && false;
	struct describing about;
	describing_begin(&about, c);
	pthread_mutex_init(&w.lock, NULL);
	w.ids.folder = arena_c_string(&a, folder);
	id_check_open(&w.ids);
	bool fine = open_files(&w, folder, formats, &a);
	struct id_checking ids = {0};
	fine = fine ? write_all(&w, &ids) : queries_close(w.queries) && false;
	struct provenance *p = describing_end(&about);
	fine = files_close(&w.files, c->pack ? c->pack->name : ABSENT, p, fine, diags) && fine;
	fine = ids_end(&ids, &w) && fine;
	id_check_free(&w.ids);
	pthread_mutex_destroy(&w.lock);
	arena_free(&about.arena);
	arena_free(&a);
	return fine;
}

/* The proof of a dataset: see verify.h. Here: what is in the folder, in which order it is held to what, and the telling. */
#include "inspect/verify.h"

#include "base/io.h"
#include "dataset/collect.h"
#include "dataset/provenance.h"
#include "inspect/compare.h"
#include "inspect/verify_parts.h"

#include <string.h>

void proof_tell(struct proof *p, const struct kept_file *f, span at, slice message) {
	lies_tell(&p->lies, f->name, f->bytes, at, message);
}

slice kept_cell(const struct kept_table *t, size_t row, size_t column) {
	return t->rows.rows.v[row].cells[column].value;
}

span kept_place(const struct kept_table *t, size_t row, size_t column) { return t->rows.rows.v[row].cells[column].at; }

/* ---- what is in the folder */

static bool refuse(struct proof *p, slice path, int error) {
	slice message = say(p->diags->arena, S("cannot read "), path, S(": "), slice_of(strerrordesc_np(error)));
	diag_add(p->diags, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = message});
	return false;
}

static bool load_file(struct proof *p, struct kept_file *f, slice name) {
	f->name = name;
	for (size_t i = 0; i < p->files.n; i++) f->there = f->there || slice_equal(p->files.v[i], name);
	if (!f->there) return true;
	slice path = say(p->arena, p->request->folder, S("/"), name);
	int error = io_read_file(p->arena, arena_c_string(p->arena, path), 0, &f->bytes);
	return error == 0 || refuse(p, path, error);
}

static bool load_table(struct proof *p, struct kept_table *t, const struct table *table) {
	t->table = table;
	return load_file(p, &t->csv, say(p->arena, table->name, S(".csv"))) &&
	       load_file(p, &t->json, say(p->arena, table->name, S(".jsonl")));
}

static bool load_all(struct proof *p) {
	int error = io_list_folder(p->arena, arena_c_string(p->arena, p->request->folder), &p->files, &p->others);
	if (error != 0) return refuse(p, p->request->folder, error);
	if (!load_file(p, &p->package, S(PACKAGE_NAME))) return false;
	if (!load_file(p, &p->provenance, S(PROVENANCE_NAME))) return false;
	if (!load_file(p, &p->annotations, S(ANNOTATIONS_NAME))) return false;
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		struct kept_table *t = &p->tables[i];
		if (!load_table(p, t, &tables[i])) return false;
		p->formats |= (t->csv.there ? (unsigned)FORMAT_CSV : 0) | (t->json.there ? (unsigned)FORMAT_JSONL : 0);
	}
	verify_find_views(p);
	p->kept_views = arena_alloc(p->arena, (p->views.n + 1) * sizeof *p->kept_views);
	for (size_t i = 0; i < p->views.n; i++)
		if (!load_table(p, &p->kept_views[i], &p->views.v[i])) return false;
	return true;
}

/* ---- files that are not there, or should not be */

static void tell_missing(struct proof *p, const struct kept_file *f) {
	if (!f->there) lies_tell(&p->lies, f->name, ABSENT, SPAN_NONE, S("is missing"));
}

struct kept_file *proof_file(struct proof *p, slice name) {
	if (slice_equal(name, p->package.name)) return &p->package;
	if (slice_equal(name, p->provenance.name)) return &p->provenance;
	if (slice_equal(name, p->annotations.name)) return &p->annotations;
	for (size_t i = 0; i < TABLE_COUNT + p->views.n; i++) {
		struct kept_table *t = i < TABLE_COUNT ? &p->tables[i] : &p->kept_views[i - TABLE_COUNT];
		if (slice_equal(name, t->csv.name)) return &t->csv;
		if (slice_equal(name, t->json.name)) return &t->json;
	}
	return NULL;
}

static void tell_missing_table(struct proof *p, const struct kept_table *t) {
	if (p->formats & FORMAT_CSV) tell_missing(p, &t->csv);
	if (p->formats & FORMAT_JSONL) tell_missing(p, &t->json);
}

static void verify_folder(struct proof *p) {
	tell_missing(p, &p->package);
	tell_missing(p, &p->provenance);
	tell_missing(p, &p->annotations);
	for (size_t i = 0; i < TABLE_COUNT; i++) tell_missing_table(p, &p->tables[i]);
	for (size_t i = 0; i < p->views.n; i++) tell_missing_table(p, &p->kept_views[i]);
	for (size_t i = 0; i < p->files.n; i++)
		if (!proof_file(p, p->files.v[i]))
			lies_tell(&p->lies, p->files.v[i], ABSENT, SPAN_NONE, S("is no file of the dataset"));
	for (size_t i = 0; i < p->others.n; i++)
		lies_tell(&p->lies, p->others.v[i], ABSENT, SPAN_NONE, S("is no file of the dataset"));
}

/* ---- what is left when no row was wrong */

static void verify_digest(struct proof *p, const struct kept_file *f) {
	if (f->there && f->digest_wrong)
		lies_tell(&p->lies, f->name, ABSENT, SPAN_NONE,
		        S("its size or digest is not what datapackage.json says"));
}

static void verify_digests(struct proof *p) {
	verify_digest(p, &p->annotations);
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		verify_digest(p, &p->tables[i].csv);
		verify_digest(p, &p->tables[i].json);
	}
	for (size_t i = 0; i < p->views.n; i++) {
		verify_digest(p, &p->kept_views[i].csv);
		verify_digest(p, &p->kept_views[i].json);
	}
}

/* ---- the chain, run again */

static bool verify_again(struct proof *p) {
	slice fresh;
	if (!p->request->regenerate) return true;
	if (!p->request->regenerate(p->request->data, &fresh, p->diags)) return false;
	return compare_folders(p->request->folder, fresh, S("the source gives"), &p->lies, p->diags);
}

/* ---- all of it */

static void print_lies(struct proof *p) {
	for (size_t i = 0; i < p->lies.list.n; i++) {
		const struct lie *l = &p->lies.list.v[i];
		diag_add(p->diags, (struct diag){.code = CODE_VERIFY,
		                           .file = say(p->diags->arena, p->request->folder, S("/"), l->file),
		                           .source = l->source,
		                           .at = l->source.p ? l->at : SPAN_NONE,
		                           .message = l->message});
	}
}

bool verify_dataset(arena *a, const struct verify_request *r, struct diags *diags) {
	struct proof *p = arena_alloc(a, sizeof *p);
	*p = (struct proof){.arena = a, .request = r, .diags = diags, .lies = {.arena = a}, .sources = {.arena = a}};
	for (size_t i = 0; i < r->source_count; i++) map_add(&p->sources, r->sources[i].name, i);
	if (!load_all(p)) return false;
	verify_folder(p);
	/* First, since it names both what a row has and what it should have, from the best of witnesses. */
	bool fine = verify_again(p);
	verify_package(p);
	verify_tables(p);
	verify_documents(p);
	verify_entities(p);
	verify_digests(p);
	verify_provenance(p);
	print_lies(p);
	return fine && p->lies.list.n == 0;
}

/* Packs with SQL over documents made by hand. Include it behind asserts.h; tests use make_pack_root and remove_pack_root. */
#ifndef GARNER_TESTS_QUERIES_H
#define GARNER_TESTS_QUERIES_H

#include "packs.h"

#include "dataset/collect.h"
#include "sample.h"

static struct diags told;
static enum level worst_seen;

/* A small pack of one view or check under its path, and what else it needs. */
static inline struct pack *pack_with(const char *path, slice sql) {
	write_pack_file("p/pack.yaml",
	        S("pack: p\nregisters: {ships: {file: ships.csv, key: [code, name]}}\n"
	          "entities: {ship: {scheme: hull, names: {register: ships, code: code, name: name}}}\n"));
	write_pack_file("p/ships.csv", S("code,name,built\nH1,Ann,1901\nH2,Bea,\nH1,Anne,1901\n"));
	write_pack_file(path, sql);
	return load_well("p");
}

/* Hands the documents over, with the arenas they live in, and writes the dataset into `out`. */
static inline bool collect_into(const char *out, const struct pack *pack, struct document **documents, size_t n) {
	told = (struct diags){.arena = &scratch};
	assert_int_equal(io_make_folders(in_root(out)), 0);
	struct collection *c = collection_new(pack);
	for (size_t i = 0; i < n; i++) {
		arena a = *documents[i]->arena; /* they live on the heap of their own arenas */
		collection_add(c, documents[i], &a);
	}
	bool fine = collection_write(c, in_root(out), FORMAT_CSV | FORMAT_JSONL, &told, &worst_seen);
	collection_free(c);
	return fine;
}

static inline slice written(const char *file) {
	slice bytes;
	assert_int_equal(io_read_file(&scratch, in_root(file), 0, &bytes), 0);
	return bytes;
}

/* A document in an arena of its own. */
static inline struct document *new_document(arena *a, slice name, slice text) {
	*a = (arena){0};
	struct document *d = sample_document(a, name, text);
	d->arena = a;
	return d;
}

#define assert_contains(text, part) asserts_contains((text), (part), __FILE__, __LINE__)
static inline void asserts_contains(slice text, slice part, const char *file, int line) {
	if (slice_find(text, part) != SIZE_MAX) return;
	asserts_print_slice("    in", text);
	asserts_print_slice("absent", part);
	_fail(file, line);
}

#endif

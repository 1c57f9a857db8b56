/* Packs written to a test's folder and loaded. Include it behind asserts.h; tests use make_pack_root and remove_pack_root. */
#ifndef GARNER_TESTS_PACKS_H
#define GARNER_TESTS_PACKS_H

#include "folder.h"

#include "base/diag.h"
#include "rules/pack.h"

static arena pack_arena;
static struct diags said;
static struct pack *loaded;

static inline int make_pack_root(void **state) {
	said = (struct diags){.arena = &pack_arena};
	loaded = NULL;
	return make_root(state);
}

static inline int remove_pack_root(void **state) {
	pack_free(loaded);
	arena_free(&pack_arena);
	return remove_root(state);
}

/* A file of the folder, with the folders above it. */
static inline void write_pack_file(const char *name, slice text) {
	slice path = slice_of(name);
	size_t cut = path.n;
	while (cut > 0 && path.p[cut - 1] != '/') cut--;
	slice folder = say(&scratch, slice_of(root), S("/"), slice_sub(path, 0, cut));
	assert_int_equal(io_make_folders(arena_c_string(&scratch, folder)), 0);
	make_file(name, text);
}

static inline struct pack *load(const char *name) {
	pack_free(loaded);
	said = (struct diags){.arena = &pack_arena};
	loaded = pack_load(&pack_arena, slice_of(in_root(name)), &said);
	return loaded;
}

static inline void print_said(void) {
	struct buf out = {0};
	diags_print(&said, ABSENT, &out);
	print_error("%.*s", (int)out.n, out.p);
	buf_free(&out);
}

static inline struct pack *load_well(const char *name) {
	if (load(name) == NULL || said.list.n > 0) print_said();
	assert_non_null(loaded);
	assert_int_equal(said.list.n, 0);
	return loaded;
}

/* A diag of this code stands at this place of the file. */
#define assert_said(code, file, line, column) asserts_said((code), S(file), (line), (column), __FILE__, __LINE__)
static inline void asserts_said(
        enum code code, slice file, size_t line, size_t column, const char *test_file, int test_line) {
	for (size_t i = 0; i < said.list.n; i++) {
		const struct diag *d = &said.list.v[i];
		if (d->code != code || !slice_equal(d->file, file)) continue;
		struct place at = line == 0 ? (struct place){0} : place_of(d->source, d->at.start);
		if (at.line == line && at.column == column) return;
	}
	print_error("no %s at %s:%zu:%zu, but\n", code_text(code).p, file.p, line, column);
	print_said();
	_fail(test_file, test_line);
}

#endif

/* Tables wide against annotations.jsonl: see dataset/wide.h and verify_parts.h. */
#include "dataset/collect.h"
#include "inspect/verify_parts.h"

#include <stdlib.h>

/* ---- what is there */

static int by_path(const void *left, const void *right) {
	return slice_compare(((const struct kept_wide *)left)->file.name, ((const struct kept_wide *)right)->file.name);
}

struct kept_wide *wide_find(struct proof *p, slice path) {
	struct kept_wide key = {.file = {.name = path}};
	return p->wide.n == 0 ? NULL : bsearch(&key, p->wide.v, p->wide.n, sizeof key, by_path);
}

static void sort(struct proof *p) {
	if (p->wide.n > 1) qsort(p->wide.v, p->wide.n, sizeof *p->wide.v, by_path);
}

/* The paths in datapackage.json, line by line as package_encode writes them. */
static void add_named(struct proof *p) {
	size_t there = p->wide.n;
	slices missing = {0};
	for (slice rest = p->package.bytes; rest.n > 0;) {
		struct cut line = slice_cut(rest, S("\n"));
		slice path = slice_trim(line.head), key = S("\"path\": \"");
		rest = line.tail;
		if (!slice_starts(path, key)) continue;
		path = slice_drop(path, key.n);
		path = slice_sub(path, 0, slice_find_byte(path, '"'));
		if (!is_wide_path(path)) continue;
		struct kept_wide *w = there > 0 ? wide_find(p, path) : NULL;
		if (w != NULL)
			w->named = true;
		else
			*vec_push(p->arena, &missing) = path;
	}
	for (size_t i = 0; i < missing.n; i++)
		*vec_push(p->arena, &p->wide) = (struct kept_wide){.file = {.name = missing.v[i]}, .named = true};
	sort(p);
}

bool wide_load(struct proof *p) {
	for (size_t i = 0; i < p->files.n; i++) {
		if (!is_wide_path(p->files.v[i])) continue;
		struct kept_wide *w = vec_push(p->arena, &p->wide);
		if (!kept_load(p, &w->file, p->files.v[i])) return false;
	}
	sort(p);
	add_named(p);
	return true;
}

/* ---- against the documents */

/* The first line in which they differ. */
static void tell_difference(struct proof *p, const struct kept_file *f, slice gives) {
	slice has = f->bytes;
	for (;;) {
		struct cut one = slice_cut(has, S("\n")), other = slice_cut(gives, S("\n"));
		if (slice_equal(one.head, other.head) && one.ok && other.ok) {
			has = one.tail;
			gives = other.tail;
			continue;
		}
		size_t at = f->bytes.n - has.n;
		slice message = say(p->arena, S("has "), value_shown(p->arena, one.head), S(", "), p->annotations.name,
		        S(" gives "), value_shown(p->arena, arena_copy(p->arena, other.head)));
		proof_tell(p, f, (span){at, at + one.head.n}, message);
		return;
	}
}

void verify_wide(struct proof *p, const struct document *d, arena *scratch) {
	if (!(p->formats & FORMAT_CSV)) return;
	wides list = wide_tables(d, scratch);
	for (size_t i = 0; i < list.n; i++) {
		struct kept_wide *w = wide_find(p, list.v[i].path);
		slice path = arena_copy(p->arena, list.v[i].path);
		if (w == NULL || !w->file.there) lies_tell(&p->lies, path, ABSENT, SPAN_NONE, S("is missing"));
		if ((w == NULL || !w->named) && p->package.there)
			proof_tell(p, &p->package, SPAN_NONE, say(p->arena, S("does not name "), path));
		if (w == NULL) continue;
		w->given = true;
		if (w->file.there && !slice_equal(w->file.bytes, list.v[i].bytes))
			tell_difference(p, &w->file, list.v[i].bytes);
	}
}

void verify_wide_end(struct proof *p) {
	for (size_t i = 0; i < p->wide.n; i++) {
		const struct kept_wide *w = &p->wide.v[i];
		if (w->given) continue;
		if (w->file.there) lies_tell(&p->lies, w->file.name, ABSENT, SPAN_NONE, S("is no file of the dataset"));
		if (w->named)
			proof_tell(p, &p->package, SPAN_NONE,
			        say(p->arena, S("names "), w->file.name, S(", a table that no document has")));
	}
}

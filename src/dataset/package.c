/* The writer of datapackage.json: see package.h. */
#include "dataset/package.h"

#include "base/ascii.h"
#include "dataset/collect.h"
#include "dataset/csv_read.h"
#include "dataset/map.h"
#include "dataset/rows.h"

#include <stdlib.h>

#define PROFILES "https://datapackage.org/profiles/2.0/"

/* ---- the list of files */

static int compare_paths(const void *left, const void *right) {
	return slice_compare(((const struct package_file *)left)->path, ((const struct package_file *)right)->path);
}

static void add_files(package_files *files, const struct table *t, size_t number, unsigned formats, arena *a) {
	if (formats & FORMAT_CSV)
		*vec_push(a, files) =
		        (struct package_file){.path = say(a, t->name, S(".csv")), .table = t, .number = number};
	if (formats & FORMAT_JSONL)
		*vec_push(a, files) = (struct package_file){
		        .path = say(a, t->name, S(".jsonl")), .table = t, .number = number, .json = true};
}

package_files package_list(arena *a, unsigned formats, const struct table *views, size_t n) {
	package_files files = {0};
	*vec_push(a, &files) = (struct package_file){.path = S(ANNOTATIONS_NAME), .json = true};
	for (size_t i = 0; i < TABLE_COUNT; i++) add_files(&files, &tables[i], i, formats, a);
	for (size_t i = 0; i < n; i++) add_files(&files, &views[i], TABLE_COUNT + i, formats, a);
	package_sort(&files);
	return files;
}

void package_add_wide(arena *a, package_files *files, slice path, slice bytes) {
	slice header = arena_copy(a, slice_cut(bytes, S("\n")).head);
	*vec_push(a, files) = (struct package_file){.path = path, .header = header};
}

void package_sort(package_files *files) { qsort(files->v, files->n, sizeof *files->v, compare_paths); }

/* ---- tables wide: path, digest, first line and size of each */

void package_put_wide(struct sorter *more, const struct wide *w, slice sha256, struct buf *room) {
	buf_clear(room);
	bytes_put_text(room, w->path);
	bytes_put_text(room, sha256);
	bytes_put_text(room, slice_cut(w->bytes, S("\n")).head);
	bytes_put_number(room, w->bytes.n);
	sorter_put(more, buf_slice(room));
}

static struct package_file wide_of(slice record) {
	struct package_file f = {.path = bytes_take_text(&record)};
	f.sha256 = bytes_take_text(&record);
	f.header = bytes_take_text(&record);
	f.bytes = bytes_take_number(&record);
	return f;
}

/* ---- JSON with line ends and blanks, for people and for diff */

struct printer {
	struct buf *out;
	unsigned depth;
	bool first; /* nothing stands yet in the innermost object or array */
};

static void next_line(struct printer *p) {
	if (!p->first) buf_byte(p->out, ',');
	p->first = false;
	buf_byte(p->out, '\n');
	for (unsigned i = 0; i < p->depth; i++) buf_put(p->out, S("  "));
}

static void key(struct printer *p, slice name) {
	next_line(p);
	buf_json_string(p->out, name);
	buf_put(p->out, S(": "));
}

static void text(struct printer *p, slice name, slice value) {
	key(p, name);
	buf_json_string(p->out, value);
}

static void open(struct printer *p, char bracket) {
	buf_byte(p->out, bracket);
	p->depth++;
	p->first = true;
}

static void close(struct printer *p, char bracket) {
	p->depth--;
	p->first = true; /* no comma before the bracket */
	next_line(p);
	buf_byte(p->out, bracket);
}

/* ---- the schema of a table */

static slice type_name(enum column_type type) {
	switch (type) {
	case COLUMN_INTEGER: return S("integer");
	case COLUMN_BOOLEAN: return S("boolean");
	case COLUMN_TEXT:
	case COLUMN_DECIMAL: /* a number type would let readers round it */
	case COLUMN_EDTF: break;
	}
	return S("string");
}

static void put_field(struct printer *p, const struct column *c) {
	bool first = true;
	next_line(p);
	buf_byte(p->out, '{');
	buf_json_key(p->out, &first, S("name"));
	buf_json_string(p->out, c->name);
	buf_json_key(p->out, &first, S("type"));
	buf_json_string(p->out, type_name(c->type));
	if (c->about.n > 0) {
		buf_json_key(p->out, &first, S("description"));
		buf_json_string(p->out, c->about);
	}
	buf_byte(p->out, '}');
}

/* The column that tells the rows of a table apart, or absent. Of a view none is known to do that; a pack's own kind has
 * the evidence columns. */
static slice primary_key(const struct table *t) {
	if (table_named(t->name) != t && !t->evidence) return ABSENT;
	slice first = row_column(t, 0)->name;
	if (slice_equal(first, S("id"))) return first;
	return t == &tables[TABLE_documents] ? first : ABSENT;
}

/* A table refers to itself by an empty name: v1 asks for it, v2 allows it. */
static void put_foreign_key(struct printer *p, const struct table *t, const struct column *c) {
	const struct table *to = table_named(c->references);
	next_line(p);
	buf_put(p->out, S("{\"fields\":["));
	buf_json_string(p->out, c->name);
	buf_put(p->out, S("],\"reference\":{\"resource\":"));
	buf_json_string(p->out, to == t ? S("") : to->name);
	buf_put(p->out, S(",\"fields\":["));
	buf_json_string(p->out, primary_key(to));
	buf_put(p->out, S("]}}"));
}

static void put_schema(struct printer *p, const struct table *t) {
	size_t references = 0;
	key(p, S("schema"));
	open(p, '{');
	text(p, S("$schema"), S(PROFILES "tableschema.json"));
	key(p, S("fields"));
	open(p, '[');
	for (size_t i = 0; i < row_width(t); i++) {
		put_field(p, row_column(t, i));
		references += row_column(t, i)->references.n > 0;
	}
	close(p, ']');
	key(p, S("missingValues"));
	buf_put(p->out, S("[\"\"]"));
	if (primary_key(t).n > 0) {
		key(p, S("primaryKey"));
		buf_byte(p->out, '[');
		buf_json_string(p->out, primary_key(t));
		buf_byte(p->out, ']');
	}
	if (references > 0) {
		key(p, S("foreignKeys"));
		open(p, '[');
		for (size_t i = 0; i < row_width(t); i++)
			if (row_column(t, i)->references.n > 0) put_foreign_key(p, t, row_column(t, i));
		close(p, ']');
	}
	close(p, '}');
}

/* ---- the schema of a table wide */

/* The names of its columns: what its header says, where that tells them apart. Else *header is false: the first line is
 * a row like the others, as readers ask for names that are there and differ, and the columns are numbered. */
static slices wide_columns(const struct package_file *f, bool *header, arena *a) {
	slices names = {0};
	struct csv_file file = {0};
	struct map seen = {.arena = a};
	*header = csv_read(a, say(a, f->header, S("\n")), &file, &(struct csv_error){0}) && file.rows.n == 1;
	size_t n = *header ? file.rows.v[0].n : 0;
	for (size_t i = 0; i < n; i++) {
		slice name = file.rows.v[0].cells[i].value;
		*vec_push(a, &names) = name;
		if (slice_trim(name).n == 0 || !map_add(&seen, name, i)) *header = false;
	}
	for (size_t i = 0; i < n && !*header; i++) names.v[i] = slice_of_u64(a, i + 1);
	return names;
}

static void put_wide_schema(struct printer *p, const slices *names) {
	key(p, S("schema"));
	open(p, '{');
	text(p, S("$schema"), S(PROFILES "tableschema.json"));
	key(p, S("fields"));
	open(p, '[');
	for (size_t i = 0; i < names->n; i++) put_field(p, &(struct column){.name = names->v[i], .type = COLUMN_TEXT});
	close(p, ']');
	key(p, S("missingValues"));
	buf_put(p->out, S("[\"\"]"));
	close(p, '}');
}

/* ---- resources */

static void put_dialect(struct printer *p, bool header) {
	key(p, S("dialect"));
	open(p, '{');
	text(p, S("$schema"), S(PROFILES "tabledialect.json"));
	text(p, S("delimiter"), S(","));
	text(p, S("lineTerminator"), S("\n"));
	text(p, S("quoteChar"), S("\""));
	key(p, S("doubleQuote"));
	buf_put(p->out, S("true"));
	key(p, S("header"));
	buf_put(p->out, header ? S("true") : S("false"));
	close(p, '}');
}

static slice description_of(const struct package_file *f) {
	if (f->table) return f->table->about;
	if (!f->json) return S("a table as it stands in its document: the texts of its cells");
	return S("the documents with blocks and records nested, each field with its place");
}

/* v1 allows a–z, 0–9 and . _ - in names. */
static void put_name(struct buf *out, slice name) {
	if (name.n == 0) name = S("dataset");
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		c = ascii_lower(c);
		bool fine = ascii_is_lower(c) || ascii_is_digit(c) || c == '.' || c == '_' || c == '-';
		buf_byte(out, fine ? c : '-');
	}
}

/* A table wide has the columns of its document. */
static void put_wide(struct printer *p, const struct package_file *f) {
	arena scratch = {0};
	bool header;
	slices names = wide_columns(f, &header, &scratch);
	put_dialect(p, header);
	put_wide_schema(p, &names);
	arena_free(&scratch);
}

/* CSV has its table's name; its twin has that of its file, since names may not stand twice. */
static void put_resource(struct printer *p, const struct package_file *f) {
	const struct table *t = f->table;
	bool csv = !f->json;
	next_line(p);
	open(p, '{');
	text(p, S("$schema"), S(PROFILES "dataresource.json"));
	key(p, S("name"));
	buf_byte(p->out, '"');
	put_name(p->out, t && csv ? t->name : f->path);
	buf_byte(p->out, '"');
	if (t || csv) text(p, S("type"), S("table"));
	text(p, S("profile"), csv ? S("tabular-data-resource") : S("data-resource"));
	text(p, S("description"), description_of(f));
	text(p, S("path"), f->path);
	text(p, S("format"), f->json ? S("jsonl") : S("csv"));
	text(p, S("mediatype"), f->json ? S("application/jsonl") : S("text/csv"));
	text(p, S("encoding"), S("utf-8"));
	key(p, S("bytes"));
	buf_u64(p->out, f->bytes);
	key(p, S("hash"));
	buf_put(p->out, S("\"sha256:"));
	buf_put(p->out, f->sha256);
	buf_byte(p->out, '"');
	if (csv && !t) put_wide(p, f);
	if (csv && t) put_dialect(p, true);
	if (t) put_schema(p, t);
	close(p, '}');
}

/* Both in order of their paths, as one. */
static void put_resources(
        struct printer *p, const package_files *files, struct sorter *more, const struct drain *drain) {
	struct sorter_beside beside;
	sorter_beside_open(&beside, more);
	for (size_t i = 0;; buf_drain(p->out, drain)) {
		slice record;
		if (sorter_beside_next(&beside, i < files->n ? files->v[i].path : ABSENT, &record)) {
			struct package_file wide = wide_of(record);
			put_resource(p, &wide);
		} else if (i < files->n) {
			put_resource(p, &files->v[i++]);
		} else {
			break;
		}
	}
	sorter_beside_close(&beside);
}

void package_encode(
        struct buf *out, slice name, const package_files *files, struct sorter *more, const struct drain *drain) {
	struct printer p = {.out = out};
	open(&p, '{');
	text(&p, S("$schema"), S(PROFILES "datapackage.json"));
	text(&p, S("profile"), S("data-package"));
	key(&p, S("name"));
	buf_byte(out, '"');
	put_name(out, name);
	buf_byte(out, '"');
	key(&p, S("resources"));
	open(&p, '[');
	put_resources(&p, files, more, drain);
	close(&p, ']');
	close(&p, '}');
	buf_byte(out, '\n');
}

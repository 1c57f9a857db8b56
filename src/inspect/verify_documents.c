/* Sources and annotations.jsonl against the tables. Every line of annotations.jsonl is read, given the text of its
 * source, and turned into rows by the row builder that wrote the dataset: then each cell must be the same. */
#include "base/io.h"
#include "base/sha256.h"
#include "dataset/rows.h"
#include "inspect/verify_parts.h"
#include "model/line.h"

#include <errno.h>
#include <string.h>

/* One document while it is looked at. */
struct exhibit {
	struct proof *proof;
	struct document *document;
	span line;    /* in annotations.jsonl */
	size_t row;   /* in documents.csv, 0: not there */
	arena *arena; /* emptied after it */
};

/* In documents.csv where it has the document's row, else in annotations.jsonl. */
static void tell_document(const struct exhibit *e, size_t column, slice message) {
	struct proof *p = e->proof;
	const struct kept_table *t = &p->tables[TABLE_documents];
	if (e->row > 0)
		proof_tell(p, &t->csv, kept_place(t, e->row, column), message);
	else
		proof_tell(p, &p->annotations, e->line, message);
}

/* ---- sources */

static const struct verify_source *find_source(const struct proof *p, slice name) {
	size_t i = map_get(&p->sources, name);
	return i == SIZE_MAX ? NULL : &p->request->sources[i];
}

static bool read_register(const struct exhibit *e, slice *bytes) {
	const struct pack *pack = e->proof->request->pack;
	if (!pack) return false; /* then its rows are held to each other and to the digests alone */
	for (size_t i = 0; i < pack->files.n; i++) {
		if (!slice_equal(pack->files.v[i].file, e->document->name)) continue;
		*bytes = pack->files.v[i].source;
		return true;
	}
	tell_document(e, COLUMN_documents_document, S("this register is in no rule pack that was given"));
	return false;
}

/* The bytes that the document was made from; false where they cannot be had, which is told unless there never were any. */
static bool read_source(const struct exhibit *e, slice *bytes) {
	arena *told = e->proof->arena;
	if (e->document->status == DOCUMENT_REGISTER) return read_register(e, bytes);
	if (e->document->sha256.n == 0) return false;
	const struct verify_source *s = find_source(e->proof, e->document->name);
	if (!s) {
		tell_document(e, COLUMN_documents_document,
		        say(told, S("its source "), e->document->name, S(" was not given")));
		return false;
	}
	*bytes = s->bytes;
	if (s->bytes.p) return true;
	int error = s->path.p ? io_read_file(e->arena, arena_c_string(e->arena, s->path), 0, bytes) : ENOENT;
	if (error == 0) return true;
	slice reason = slice_of(strerrordesc_np(error));
	tell_document(
	        e, COLUMN_documents_document, say(told, S("its source "), s->path, S(" cannot be read: "), reason));
	return false;
}

/* The document gets its text. */
static void verify_source(const struct exhibit *e) {
	struct document *d = e->document;
	arena *told = e->proof->arena;
	slice bytes;
	if (!read_source(e, &bytes)) return;
	slice digest = sha256_hex(e->arena, bytes);
	if (!slice_equal(digest, d->sha256))
		tell_document(e, COLUMN_documents_sha256,
		        column_message(told, S("sha256"), d->sha256, S("the source gives"), digest));
	else if (bytes.n != d->bytes)
		tell_document(e, COLUMN_documents_bytes,
		        column_message(told, S("bytes"), slice_of_u64(told, d->bytes), S("the source gives"),
		                slice_of_u64(told, bytes.n)));
	if (d->status != DOCUMENT_FAILED) d->text = bytes;
}

/* ---- rows */

/* Cells that the row builder takes from the text, not from the line. */
static bool is_from_text(const struct table *t, size_t column) {
	if (t == &tables[TABLE_unclaimed]) return true;
	slice name = row_column(t, column)->name;
	if (t == &tables[TABLE_documents]) return slice_equal(name, S("lines")) || slice_ends(name, S("ed_bytes"));
	return slice_equal(name, S("line")) || slice_equal(name, S("char")) || slice_equal(name, S("quote"));
}

static void tell_cell(const struct exhibit *e, const struct kept_table *t, size_t row, size_t column, slice given) {
	struct proof *p = e->proof;
	slice name = row_column(t->table, column)->name, has = kept_cell(t, row, column);
	slice kept = arena_copy(p->arena, given);
	if (is_from_text(t->table, column)) {
		proof_tell(p, &t->csv, kept_place(t, row, column),
		        column_message(p->arena, name, has, S("the source gives"), kept));
		return;
	}
	if (!p->annotations.digest_wrong || t->csv.digest_wrong) {
		slice gives = say(p->arena, p->annotations.name, S(" gives"));
		proof_tell(p, &t->csv, kept_place(t, row, column), column_message(p->arena, name, has, gives, kept));
		return;
	}
	slice which = say(p->arena, t->csv.name, S(" row "), kept_cell(t, row, 0), S(", "));
	slice gives = say(p->arena, t->csv.name, S(" gives"));
	proof_tell(p, &p->annotations, e->line, say(p->arena, which, column_message(p->arena, name, kept, gives, has)));
}

/* The rows of the document are those from t->next on that name it. */
static bool names_document(const struct kept_table *t, size_t row, slice name) {
	size_t column = row_column_find(t->table, S("document"));
	return row < t->rows.rows.n && slice_equal(kept_cell(t, row, column), name);
}

static void tell_count(const struct exhibit *e, const struct kept_table *t, size_t row, bool too_many, slice id) {
	struct proof *p = e->proof;
	slice gives = say(p->arena, p->annotations.name, S(" gives"));
	span at = row < t->rows.rows.n ? t->rows.rows.v[row].at : (span){t->csv.bytes.n, t->csv.bytes.n};
	slice one = arena_copy(p->arena, id);
	proof_tell(p, &t->csv, at,
	        too_many ? say(p->arena, S("has the row "), one, S(", "), gives, S(" none"))
	                 : say(p->arena, S("has no row "), one, S(", "), gives, S(" one")));
}

static bool same_id(const struct kept_table *t, size_t row, const struct rowset *set, size_t i) {
	return slice_equal(kept_cell(t, row, 0), set->rows.v[i].cells[0]);
}

/* One row against one row; false where they are not the same. */
static bool verify_row(const struct exhibit *e, const struct kept_table *t, size_t row, const slice *cells) {
	bool unseen = e->document->status == DOCUMENT_REGISTER && !e->document->text.p;
	for (size_t column = 0; column < row_width(t->table); column++) {
		if (unseen && is_from_text(t->table, column)) continue;
		if (slice_equal(kept_cell(t, row, column), cells[column])) continue;
		tell_cell(e, t, row, column, cells[column]);
		return false;
	}
	return true;
}

static void verify_rows(const struct exhibit *e, struct row_source *source, struct kept_table *t) {
	if (!t->readable || t->table == &tables[TABLE_entities]) return;
	slice name = e->document->name;
	struct rowset set = rows_of(source, t->table, e->arena);
	size_t first = t->next, i = 0;
	while (names_document(t, t->next, name)) t->next++;
	size_t n = t->next - first;
	for (; i < n && i < set.rows.n; i++) {
		/* A row more or less shifts all behind it: told as such where the next row is the one looked for. */
		bool has_id =
		        t->table->evidence || t->table == &tables[TABLE_blocks] || t->table == &tables[TABLE_findings];
		if (has_id && !same_id(t, first + i, &set, i)) {
			if (i + 1 < set.rows.n && same_id(t, first + i, &set, i + 1)) break;
			if (i + 1 < n && same_id(t, first + i + 1, &set, i)) {
				tell_count(e, t, first + i, true, kept_cell(t, first + i, 0));
				return;
			}
		}
		if (!verify_row(e, t, first + i, set.rows.v[i].cells)) return;
	}
	if (i < set.rows.n)
		tell_count(e, t, first + i, false, set.rows.v[i].cells[0]);
	else if (i < n)
		tell_count(e, t, first + i, true, kept_cell(t, first + i, 0));
}

/* ---- lines */

/* What was read must be all that the line says: written again it is the same bytes. */
static void verify_line(const struct exhibit *e, slice line) {
	struct proof *p = e->proof;
	struct buf again = {0};
	line_encode(e->document, LINE_WITHOUT_TEXT, &again);
	slice text = slice_cut(buf_slice(&again), S("\n")).head;
	size_t at = 0;
	while (at < line.n && at < text.n && line.p[at] == text.p[at]) at++;
	if (at < line.n || at < text.n) {
		while (at > 0 && at < line.n && ((unsigned char)line.p[at] & 0xC0) == 0x80) at--;
		slice has = value_shown(p->arena, slice_drop(line, at));
		slice gives = arena_copy(p->arena, value_shown(e->arena, slice_drop(text, at)));
		span place = {e->line.start + at, e->line.start + at};
		proof_tell(p, &p->annotations, place, say(p->arena, S("has "), has, S(", the source gives "), gives));
	}
	buf_free(&again);
}

/* The pack's own kinds, as datapackage.json has them. */
static struct kinds own_kinds(const struct proof *p, arena *a) {
	struct kinds kinds = {0};
	const struct table **list = arena_alloc(a, (p->views.n + 1) * sizeof(const struct table *));
	for (size_t i = 0; i < p->views.n; i++)
		if (p->views.v[i].evidence) list[kinds.n++] = &p->views.v[i];
	kinds.v = list;
	return kinds;
}

/* For provenance.json, which names no registers among what was read. */
static void keep_document(struct proof *p, const struct document *d) {
	if (d->status == DOCUMENT_REGISTER) return;
	*vec_push(p->arena, &p->documents) = (struct provenance_item){
	        .name = arena_copy(p->arena, d->name), .sha256 = arena_copy(p->arena, d->sha256)};
}

static void verify_document(struct proof *p, slice line, size_t start, arena *scratch) {
	struct line_error error = {0};
	struct exhibit e = {.proof = p, .line = {start, start + line.n}, .arena = scratch};
	struct kinds kinds = own_kinds(p, scratch);
	e.document = line_decode(scratch, line, &kinds, &error);
	if (!e.document) {
		span at = {start + error.offset, start + error.offset};
		proof_tell(p, &p->annotations, at, arena_copy(p->arena, error.message));
		return;
	}
	size_t row = map_get(&p->tables[TABLE_documents].ids, e.document->name);
	if (row != SIZE_MAX) e.row = row;
	keep_document(p, e.document);
	verify_source(&e);
	verify_line(&e, line);
	struct row_source source;
	row_source_open(&source, e.document, scratch);
	for (size_t i = 0; i < TABLE_COUNT; i++) verify_rows(&e, &source, &p->tables[i]);
	verify_wide(p, e.document, scratch);
	for (size_t i = 0; i < p->views.n; i++)
		if (p->views.v[i].evidence) verify_rows(&e, &source, &p->kept_views[i]);
}

/* ---- all of them */

static void verify_all_sources_taken(struct proof *p) {
	const struct kept_table *t = &p->tables[TABLE_documents];
	for (size_t i = 0; i < p->request->source_count && t->readable; i++) {
		slice name = p->request->sources[i].name;
		if (map_get(&t->ids, name) != SIZE_MAX) continue;
		proof_tell(p, &t->csv, (span){t->csv.bytes.n, t->csv.bytes.n},
		        say(p->arena, S("has no row for the source "), name));
		return;
	}
}

/* Rows of documents that annotations.jsonl does not have, or that stand out of its order. */
static void verify_nothing_left(struct proof *p) {
	verify_wide_end(p);
	for (size_t i = 0; i < TABLE_COUNT + p->views.n; i++) {
		const struct kept_table *t = i < TABLE_COUNT ? &p->tables[i] : &p->kept_views[i - TABLE_COUNT];
		if (i >= TABLE_COUNT && !t->table->evidence) continue;
		if (!t->readable || i == TABLE_entities || t->next >= t->rows.rows.n) continue;
		proof_tell(p, &t->csv, t->rows.rows.v[t->next].at,
		        say(p->arena, S("this row's document is not there in "), p->annotations.name));
	}
}

void verify_documents(struct proof *p) {
	arena scratch = {0};
	slice rest = p->annotations.bytes;
	for (size_t i = 0; i < TABLE_COUNT; i++) p->tables[i].next = 1;
	for (size_t i = 0; i < p->views.n; i++) p->kept_views[i].next = 1;
	while (rest.n > 0) {
		struct cut line = slice_cut(rest, S("\n"));
		size_t start = p->annotations.bytes.n - rest.n;
		if (!line.ok) proof_tell(p, &p->annotations, (span){start, start}, S("a line without its end"));
		verify_document(p, line.head, start, &scratch);
		arena_reset(&scratch);
		rest = line.tail;
	}
	verify_all_sources_taken(p);
	if (p->annotations.there) verify_nothing_left(p);
	arena_free(&scratch);
}

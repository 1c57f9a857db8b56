/* Views and the kinds of a pack's own against each other and against datapackage.json, which alone says, without the rule
 * pack, what there is of them and which columns they have. What their rows should be is known only where the chain is run again. */
#include "base/buf.h"
#include "inspect/verify_parts.h"

#include "dataset/wide.h"

slice package_value(slice line, slice key) {
	slice trimmed = slice_trim(line);
	if (!slice_starts(trimmed, key)) return ABSENT;
	slice value = slice_drop(trimmed, key.n);
	return slice_ends(value, S(",")) ? slice_sub(value, 0, value.n - 1) : value;
}

slice json_plain(slice text, arena *a) {
	struct buf plain = {0};
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n) i++;
		buf_byte(&plain, text.p[i]);
	}
	slice result = arena_copy(a, buf_slice(&plain));
	buf_free(&plain);
	return result;
}

/* The text between a key and the quote that ends it: `"path": "x.csv",`. */
static slice string_of(slice line, slice key) {
	slice value = package_value(line, key);
	return value.n > 0 && slice_ends(value, S("\"")) ? slice_sub(value, 0, value.n - 1) : ABSENT;
}

static slice stem_of(slice path) {
	slice stem = ABSENT;
	if (is_wide_path(path)) return ABSENT;
	if (slice_ends(path, S(".csv"))) stem = slice_sub(path, 0, path.n - 4);
	if (slice_ends(path, S(".jsonl"))) stem = slice_sub(path, 0, path.n - 6);
	/* A view stands in the folder itself. */
	bool other = table_named(stem) || slice_equal(stem, S("annotations")) || slice_find_byte(stem, '/') != SIZE_MAX;
	return other ? ABSENT : stem;
}

static bool is_there(const struct proof *p, slice name) {
	for (size_t i = 0; i < p->views.n; i++)
		if (slice_equal(p->views.v[i].name, name)) return true;
	return false;
}

typedef VEC(struct column) columns;

static bool has_evidence(const columns *c) {
	if (c->n <= EVIDENCE_COLUMNS) return false;
	for (size_t i = 0; i < EVIDENCE_COLUMNS; i++)
		if (!slice_equal(c->v[i].name, evidence_columns[i].name)) return false;
	return true;
}

/* Views begin as they like; a kind of the pack's own, whose rows are records, with the evidence columns. */
static void take_evidence(struct table *t, const columns *c) {
	/* A view may select these columns too, but only a kind's are described. */
	t->evidence = has_evidence(c) && slice_equal(c->v[0].about, evidence_columns[0].about);
	size_t first = t->evidence ? EVIDENCE_COLUMNS : 0;
	if (t->evidence) t->is = t->name;
	t->columns = c->v + first;
	t->count = c->n - first;
}

/* The string behind a key in a line of one object: `"type":"integer"`. */
static slice member_of(slice line, slice key, arena *a) {
	size_t at = slice_find(line, key);
	if (at == SIZE_MAX) return S("");
	slice rest = slice_drop(line, at + key.n);
	size_t end = 0;
	while (end < rest.n && rest.p[end] != '"') end += rest.p[end] == '\\' ? 2 : 1;
	return json_plain(slice_sub(rest, 0, end), a);
}

static enum column_type type_of(slice type) {
	if (slice_equal(type, S("integer"))) return COLUMN_INTEGER;
	return slice_equal(type, S("boolean")) ? COLUMN_BOOLEAN : COLUMN_TEXT;
}

static struct column column_of(const struct proof *p, slice line, slice field) {
	return (struct column){.name = slice_cut(field, S("\"")).head,
	        .type = type_of(member_of(line, S("\"type\":\""), p->arena)),
	        .references = S(""),
	        .about = member_of(line, S("\"description\":\""), p->arena)};
}

/* `{"fields":["entity"],"reference":{"resource":"entities",…` */
static void add_reference(const struct proof *p, columns *c, slice line) {
	slice name = member_of(line, S("\"fields\":[\""), p->arena),
	      to = member_of(line, S("\"resource\":\""), p->arena);
	for (size_t i = 0; i < c->n; i++)
		if (slice_equal(c->v[i].name, name)) c->v[i].references = to;
}

static void end_view(struct proof *p, struct table *view, const columns *c) {
	if (view->name.n == 0) return;
	take_evidence(view, c);
	*vec_push(p->arena, &p->views) = *view;
	*view = (struct table){0};
}

void verify_find_views(struct proof *p) {
	slice rest = p->package.bytes, about = ABSENT;
	struct table view = {0};
	columns c = {0};
	while (rest.n > 0) {
		struct cut line = slice_cut(rest, S("\n"));
		slice described = string_of(line.head, S("\"description\": \"")),
		      path = string_of(line.head, S("\"path\": \""));
		slice field = package_value(line.head, S("{\"name\":\""));
		if (described.p) about = described;
		if (path.n > 0) {
			end_view(p, &view, &c);
			c = (columns){0};
			slice stem = stem_of(path);
			if (stem.n > 0 && !is_there(p, stem))
				view = (struct table){.name = stem, .is = S(""), .about = json_plain(about, p->arena)};
		} else if (field.n > 0 && view.name.n > 0) {
			*vec_push(p->arena, &c) = column_of(p, line.head, field);
		} else if (view.name.n > 0 && slice_starts(slice_trim(line.head), S("{\"fields\":[")))
			add_reference(p, &c, line.head);
		rest = line.tail;
	}
	end_view(p, &view, &c);
}

/* Reading a document line: see line.h. jansson does the JSON; here is what each object of a line holds.
 *
 * Two kinds of fault are told apart. A line that is not of our shape is refused as a whole (line_error). A line of our
 * shape with a place that its text does not have loses that entry, with a finding. */
#include "base/mem.h"
#include "model/line_take.h"

#include <limits.h>

enum { LEFT_OUT = -2 }; /* in reader.block_ids */

#define IS(name, literal) slice_equal((name), S(literal))

/* ---- blocks */

/* A block as it is read, before its parent is known to stand. */
struct block_in {
	struct block block;
	slice parent;
	bool has_kind, has_parts;
};

static bool read_block_kind(struct reader *r, const json_t *v, struct block_in *in) {
	slice kind;
	if (!take_text(r, S("kind"), v, &kind)) return false;
	in->has_kind = block_kind_find(kind, &in->block.kind);
	return in->has_kind ? true : take_fail(r, S("kind"), S("is not a kind of block"));
}

static bool read_block_level(struct reader *r, const json_t *v, struct block_in *in) {
	uint64_t level;
	if (!take_number(r, S("level"), v, &level)) return false;
	if (level > UINT_MAX) return take_fail(r, S("level"), S("is too large"));
	in->block.level = (unsigned)level;
	return true;
}

static bool read_block_member(struct reader *r, slice name, const json_t *v, struct block_in *in) {
	bool taken;
	if (!take_place(r, name, v, &in->block.at, &taken)) return false;
	if (taken) return true;
	if (IS(name, "id")) return take_text(r, name, v, &in->block.id);
	if (IS(name, "kind")) return read_block_kind(r, v, in);
	if (IS(name, "level")) return read_block_level(r, v, in);
	if (IS(name, "parent")) return take_text(r, name, v, &in->parent);
	if (IS(name, "section")) return take_text(r, name, v, &in->block.section);
	if (IS(name, "method")) return take_text(r, name, v, &block_rest(r->a, &in->block)->method);
	if (IS(name, "fit")) return take_text(r, name, v, &block_rest(r->a, &in->block)->fit);
	if (IS(name, "header")) {
		in->block.header = json_is_true(v);
		return json_is_boolean(v) || take_fail(r, name, S("is not true or false"));
	}
	if (IS(name, "marker")) return take_span(r, name, v, &in->block.marker);
	if (IS(name, "parts")) {
		in->has_parts = true;
		return take_spans(r, name, v, &in->block.parts);
	}
	take_extra(r, name, v, &block_rest(r->a, &in->block)->extra);
	return true;
}

static bool check_block(struct reader *r, const struct block *b) {
	slice what = block_kind_text(b->kind);
	return place_check(r, what, b->at) && place_check(r, what, b->marker) && parts_check(r, what, b->at, &b->parts);
}

/* Blocks share no text; without this a short line could ask for any amount of clean text. */
static bool count_shown(struct reader *r, const struct block *b) {
	for (size_t i = 0; i < b->parts.n; i++) r->shown += span_length(b->parts.v[i]);
	if (!r->d->text.p || r->shown <= r->d->text.n) return true;
	return take_fail(r, S("parts"), S("overlap those of other blocks"));
}

static bool find_parent(struct reader *r, slice id, int *parent) {
	const json_t *found = json_object_getn(r->block_ids, id.p, id.n);
	*parent = (int)json_integer_value(found);
	return found ? true : take_fail(r, S("parent"), S("names no earlier block"));
}

static void remember_block(struct reader *r, slice id, int index) {
	if (id.n > 0 && json_object_setn_new(r->block_ids, id.p, id.n, json_integer(index)) != 0) mem_exhausted();
}

/* Once it is read: into the document, or left out with a finding. */
static bool add_block(struct reader *r, struct block_in *in) {
	struct block *b = &in->block;
	if (in->parent.p && !find_parent(r, in->parent, &b->parent)) return false;
	bool kept =
	        b->parent != LEFT_OUT || place_refuse(r, block_kind_text(b->kind), b->at, S("its parent was left out"));
	if (!kept || !check_block(r, b)) {
		remember_block(r, b->id, LEFT_OUT);
		return true;
	}
	if (!in->has_parts && block_is_leaf(b->kind)) *vec_push(r->a, &b->parts) = b->at;
	if (!count_shown(r, b)) return false;
	remember_block(r, b->id, (int)r->d->blocks.n);
	*vec_push(r->a, &r->d->blocks) = *b;
	return true;
}

static bool read_block(struct reader *r, json_t *object) {
	struct block_in in = {.block = {.parent = BLOCK_NO_PARENT, .at = SPAN_NONE, .marker = SPAN_NONE}};
	const char *key;
	json_t *v;
	json_object_foreach(object, key, v) {
		if (!read_block_member(r, slice_of(key), v, &in)) return false;
	}
	if (!in.has_kind) return take_fail(r, S("kind"), S("is missing"));
	return place_needed(r, in.block.at) && add_block(r, &in);
}

/* ---- records */

static const struct table *kind_named(const struct reader *r, slice name) {
	const struct table *t = table_of_record(name);
	for (size_t i = 0; !t && r->more && i < r->more->n; i++)
		if (slice_equal(r->more->v[i]->is, name)) t = r->more->v[i];
	return t;
}

/* ---- columns that are lists */

static struct field_list *list_of(struct reader *r, struct field *f) {
	if (f->list == NULL) f->list = arena_alloc(r->a, sizeof *f->list);
	return f->list;
}

static bool read_items(struct reader *r, const struct column *c, const json_t *v, struct field *to) {
	struct field_list *list = list_of(r, to);
	if (c->type != COLUMN_TEXT || json_array_size(v) == 0)
		return take_fail(r, c->name, S("must be a text, or an array of texts that is not empty"));
	for (size_t i = 0; i < json_array_size(v); i++)
		if (!take_text(r, c->name, json_array_get(v, i), vec_push(r->a, &list->values))) return false;
	return true;
}

static bool check_lists(struct reader *r, struct record *to) {
	for (size_t i = 0; i < to->kind->count; i++) {
		struct field_list *list = to->fields[i].list;
		if (list == NULL) continue;
		if (list->values.n != list->at.n)
			return place_refuse(r, to->kind->is, to->at,
			        say(r->a, to->kind->columns[i].name, S(" has not as many places as items")));
		for (size_t k = 0; k < list->at.n; k++)
			if (!place_check(r, to->kind->is, list->at.v[k])) return false;
		record_set_list(r->d, to, i, list);
	}
	return true;
}

static bool is_spans(const json_t *v) { return json_is_array(json_array_get(v, 0)); }

static bool read_span(struct reader *r, slice path, const json_t *v, struct field *to) {
	if (is_spans(v)) return take_spans(r, path, v, &list_of(r, to)->at);
	return take_span(r, path, v, &to->at);
}

/* Members that name no column here are kept as an extra "spans", which the writer joins with ours. */
static bool read_field_spans(struct reader *r, json_t *v, struct record *to) {
	if (!json_is_object(v)) return take_fail(r, S("spans"), S("must be an object"));
	const char *key;
	json_t *value, *unknown = NULL;
	json_object_foreach(v, key, value) {
		size_t column = column_find(to->kind, slice_of(key));
		if (column == SIZE_MAX) {
			if (!unknown) unknown = json_object();
			if (json_object_set(unknown, key, value) != 0) mem_exhausted();
		} else if (!read_span(r, take_path(r, S("spans"), slice_of(key)), value, &to->fields[column])) {
			json_decref(unknown);
			return false;
		}
	}
	if (unknown) take_extra(r, S("spans"), unknown, &to->extra);
	json_decref(unknown);
	return true;
}

static bool read_captures(struct reader *r, json_t *v, struct record *to) {
	if (!json_is_object(v)) return take_fail(r, S("captures"), S("must be an object"));
	const char *key;
	json_t *value;
	json_object_foreach(v, key, value) {
		struct capture *c = vec_push(r->a, &to->captures);
		c->name = arena_copy(r->a, slice_of(key));
		if (!take_span(r, take_path(r, S("captures"), c->name), value, &c->at)) return false;
	}
	return true;
}

static bool read_record_member(struct reader *r, slice name, json_t *v, struct record *to) {
	bool taken;
	if (!take_place(r, name, v, &to->at, &taken)) return false;
	if (taken || IS(name, "is")) return true;
	if (IS(name, "id")) return take_text(r, name, v, &to->id);
	if (IS(name, "rule")) return take_text(r, name, v, &to->rule);
	if (IS(name, "quote")) return take_text(r, name, v, &to->quote);
	if (IS(name, "parts")) return take_spans(r, name, v, &to->parts);
	if (IS(name, "spans")) return read_field_spans(r, v, to);
	if (IS(name, "captures")) return read_captures(r, v, to);
	size_t column = column_find(to->kind, name);
	if (column != SIZE_MAX && json_is_array(v))
		return read_items(r, &to->kind->columns[column], v, &to->fields[column]);
	if (column != SIZE_MAX) return take_column(r, &to->kind->columns[column], v, &to->fields[column].value);
	take_extra(r, name, v, &to->extra);
	return true;
}

static bool check_record(struct reader *r, struct record *to) {
	slice what = to->kind->is;
	if (!place_check(r, what, to->at) || !parts_check(r, what, to->at, &to->parts)) return false;
	if (!check_lists(r, to)) return false;
	for (size_t i = 0; i < to->kind->count; i++)
		if (!place_check(r, what, to->fields[i].at)) return false;
	for (size_t i = 0; i < to->captures.n; i++)
		if (!place_check(r, what, to->captures.v[i].at)) return false;
	if (!to->quote.p || !r->d->text.p || slice_equal(to->quote, slice_at(r->d->text, to->at))) return true;
	return place_refuse(r, what, to->at, S("the text there is not its quote"));
}

static bool read_record(struct reader *r, json_t *object) {
	slice name;
	const json_t *kind = json_object_get(object, "is");
	if (!kind) return take_fail(r, S("is"), S("is missing"));
	if (!take_text(r, S("is"), kind, &name)) return false;
	const struct table *table = kind_named(r, name);
	if (!table) {
		*vec_push(r->a, &r->d->other_records) = (struct extra){ABSENT, take_json(r, object)};
		return true;
	}
	struct record *to = document_record(r->d, table, SPAN_NONE, ABSENT);
	const char *key;
	json_t *v;
	json_object_foreach(object, key, v) {
		if (!read_record_member(r, slice_of(key), v, to)) return false;
	}
	if (!place_needed(r, to->at)) return false;
	if (!check_record(r, to)) r->d->records.n--;
	if (r->d->text.p) to->quote = ABSENT;
	return true;
}

/* ---- the line */

static bool read_status(struct reader *r, const json_t *v) {
	slice text;
	if (!take_text(r, S("status"), v, &text)) return false;
	if (IS(text, "ok"))
		r->d->status = DOCUMENT_OK;
	else if (IS(text, "failed"))
		r->d->status = DOCUMENT_FAILED;
	else if (IS(text, "register"))
		r->d->status = DOCUMENT_REGISTER;
	else
		return take_fail(r, S("status"), S("must be ok, failed or register"));
	return true;
}

static bool read_head_member(struct reader *r, slice name, const json_t *v) {
	struct document *d = r->d;
	if (IS(name, "document")) return take_text(r, name, v, &d->name);
	if (IS(name, "sha256")) return take_text(r, name, v, &d->sha256);
	if (IS(name, "bytes")) return take_number(r, name, v, &d->bytes);
	if (IS(name, "encoding")) return take_text(r, name, v, &d->encoding);
	if (IS(name, "media_type")) return take_text(r, name, v, &d->media_type);
	if (IS(name, "title")) return take_text(r, name, v, &d->title);
	if (IS(name, "published")) return take_text(r, name, v, &d->published);
	if (IS(name, "status")) return read_status(r, v);
	take_extra(r, name, v, &d->document_extra);
	return true;
}

static bool read_head(struct reader *r, json_t *line) {
	json_t *head = json_object_get(line, "document"), *v;
	if (!json_is_object(head)) return take_fail(r, S("document"), S("must be an object"));
	r->list = S("document");
	r->index = SIZE_MAX;
	const char *key;
	json_object_foreach(head, key, v) {
		if (!read_head_member(r, slice_of(key), v)) return false;
	}
	if (r->d->name.n == 0) return take_fail(r, S("document"), S("must be a name"));
	r->list = ABSENT;
	return true;
}

static bool read_version(struct reader *r, json_t *line) {
	const json_t *v = json_object_get(line, "garner");
	if (!v) return take_fail(r, S("garner"), S("is missing: this is not a document line"));
	if (!json_is_integer(v) || json_integer_value(v) < 1) return take_fail(r, S("garner"), S("must be 1"));
	if (json_integer_value(v) == LINE_VERSION) return true;
	slice version = slice_of_u64(r->a, (uint64_t)json_integer_value(v)), ours = slice_of_u64(r->a, LINE_VERSION);
	return take_fail(r, S("garner"),
	        say(r->a, S("is "), version, S(": a line of a later version; this program reads version "), ours));
}

static bool read_list(struct reader *r, json_t *line, const char *name, bool (*read)(struct reader *, json_t *)) {
	json_t *list = json_object_get(line, name);
	r->list = ABSENT;
	if (!list) return true;
	if (!json_is_array(list)) return take_fail(r, slice_of(name), S("must be an array"));
	r->list = slice_of(name);
	for (r->index = 0; r->index < json_array_size(list); r->index++) {
		json_t *entry = json_array_get(list, r->index);
		if (!json_is_object(entry)) return take_fail(r, S(""), S("must be an object"));
		if (!read(r, entry)) return false;
	}
	r->list = ABSENT;
	return true;
}

static bool is_ours(slice name) {
	return IS(name, "garner") || IS(name, "document") || IS(name, "text") || IS(name, "blocks") ||
	       IS(name, "records") || IS(name, "findings") || IS(name, "waivers");
}

/* Findings come before what may add to them, and the text before all that points into it. */
static bool read_line(struct reader *r, json_t *line) {
	if (!json_is_object(line)) return take_fail(r, S("a document line"), S("must be a JSON object"));
	const json_t *text = json_object_get(line, "text");
	if (!read_version(r, line) || !read_head(r, line)) return false;
	if (text && !take_text(r, S("text"), text, &r->d->text)) return false;
	if (r->d->text.n > TEXT_MAX) return take_fail(r, S("text"), S("is longer than 1 GiB"));
	if (!read_list(r, line, "findings", line_read_finding) || !read_list(r, line, "blocks", read_block))
		return false;
	if (!read_list(r, line, "records", read_record) || !read_list(r, line, "waivers", line_read_waiver))
		return false;
	const char *key;
	json_t *v;
	json_object_foreach(line, key, v) {
		if (!is_ours(slice_of(key))) take_extra(r, slice_of(key), v, &r->d->extra);
	}
	return true;
}

/* jansson's sentence without its excerpt of the line, which may be cut inside a character. */
static slice json_message(arena *a, const json_error_t *e) {
	slice text = slice_cut(slice_of(e->text), S(" near '")).head;
	return say(a, S("not JSON: "), text);
}

struct document *line_decode(arena *a, slice line, const struct kinds *more, struct line_error *error) {
	*error = (struct line_error){.code = CODE_LINE_BROKEN};
	json_error_t fault = {0};
	slice bytes = line.p ? line : S("");
	json_t *json = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &fault);
	if (!json) {
		/* In places jansson forgets to say that it got no memory. */
		if (json_error_code(&fault) == json_error_out_of_memory || !fault.text[0]) mem_exhausted();
		error->offset = fault.position > 0 ? (size_t)fault.position : 0;
		error->message = json_message(a, &fault);
		return NULL;
	}
	struct reader r = {.a = a, .d = document_new(a), .more = more, .error = error, .block_ids = json_object()};
	if (!r.block_ids) mem_exhausted();
	bool ok = read_line(&r, json);
	json_decref(r.block_ids);
	json_decref(json);
	return ok ? r.d : NULL;
}

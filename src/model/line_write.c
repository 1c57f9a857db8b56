/* Writing a document line: see line.h for its shape. By hand, member after member, straight into the buffer; nothing is
 * allocated in between. */
#include "model/line.h"

/* ---- values */

static void put_span(struct buf *out, span s) {
	buf_room(out, 3 + 2 * U64_DIGITS);
	char *to = out->p + out->n;
	*to++ = '[';
	to = u64_put(to, s.start);
	*to++ = ',';
	to = u64_put(to, s.end);
	*to++ = ']';
	out->n = (size_t)(to - out->p);
}

static void put_spans(struct buf *out, const spans *list) {
	buf_byte(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0) buf_byte(out, ',');
		put_span(out, list->v[i]);
	}
	buf_byte(out, ']');
}

/* Decimal digits as JSON has them, within 64 bits: what the reader gives back unchanged. */
static bool is_integer(slice s) {
	bool negative = s.n > 0 && s.p[0] == '-';
	slice digits = slice_drop(s, negative ? 1 : 0);
	uint64_t value, most = (uint64_t)INT64_MAX + (negative ? 1 : 0);
	if (!slice_to_u64(digits, &value) || value > most) return false;
	return digits.p[0] != '0' || s.n == 1;
}

static bool is_boolean(slice s) { return slice_equal(s, S("true")) || slice_equal(s, S("false")); }

/* ---- members; an absent value has none */

/* A name of ours as it stands between two members. */
#define KEY(name) S(",\"" name "\":")

static void put_key(struct buf *out, bool *first, slice key) {
	buf_put(out, *first ? (slice){key.p + 1, key.n - 1} : key);
	*first = false;
}

static void put_text(struct buf *out, bool *first, slice key, slice value) {
	if (!value.p) return;
	put_key(out, first, key);
	buf_json_string(out, value);
}

static void put_number(struct buf *out, bool *first, slice key, uint64_t value) {
	put_key(out, first, key);
	buf_u64(out, value);
}

static void put_place(struct buf *out, bool *first, span at) {
	if (span_is_none(at)) return;
	put_number(out, first, KEY("start"), at.start);
	put_number(out, first, KEY("end"), at.end);
}

/* A value that its column's type does not allow is written as a string, so that the line stays JSON; a reader then
 * refuses it. */
static void put_column(struct buf *out, bool *first, const struct column *c, slice value) {
	if (!value.p) return;
	buf_json_key(out, first, c->name);
	bool bare =
	        (c->type == COLUMN_INTEGER && is_integer(value)) || (c->type == COLUMN_BOOLEAN && is_boolean(value));
	if (bare)
		buf_put(out, value);
	else
		buf_json_string(out, value);
}

static void put_list(struct buf *out, bool *first, const struct column *c, const struct field_list *list) {
	buf_json_key(out, first, c->name);
	buf_byte(out, '[');
	for (size_t i = 0; i < list->values.n; i++) {
		if (i > 0) buf_byte(out, ',');
		buf_json_string(out, list->values.v[i]);
	}
	buf_byte(out, ']');
}

static void put_extras(struct buf *out, bool *first, const extras *list) {
	for (size_t i = 0; i < list->n; i++) {
		buf_json_key(out, first, list->v[i].name);
		buf_put(out, list->v[i].json);
	}
}

/* ---- blocks */

/* Is it what the reader takes it for when nothing is said? */
static bool parts_are_plain(const struct block *b) {
	if (!block_is_leaf(b->kind)) return b->parts.n == 0;
	return b->parts.n == 1 && b->parts.v[0].start == b->at.start && b->parts.v[0].end == b->at.end;
}

/* Room is asked for once, since a document may be millions of blocks and little else. */
static void put_block_head(struct buf *out, slice id, const struct block *b, slice parent) {
	buf_room(out, id.n + parent.n + 256);
	char *to = bytes_put(out->p + out->n, S("{\"id\":\""));
	to = bytes_put(bytes_put(to, id), S("\",\"kind\":\""));
	to = bytes_put(bytes_put(to, block_kind_text(b->kind)), S("\",\"start\":"));
	to = bytes_put(u64_put(to, b->at.start), S(",\"end\":"));
	to = u64_put(to, b->at.end);
	if (b->level > 0) to = u64_put(bytes_put(to, KEY("level")), b->level);
	if (parent.p) to = bytes_put(bytes_put(bytes_put(to, KEY("parent")), S("\"")), parent);
	if (parent.p) to = bytes_put(to, S("\""));
	out->n = (size_t)(to - out->p);
}

/* Has it a place and ids that stand in JSON as they are, as all have that were made here? */
static bool head_is_plain(const struct block *b, slice parent) {
	return b->id.p && !span_is_none(b->at) && ((text_needs(b->id) | text_needs(parent)) & NEEDS_ESCAPES) == 0;
}

static void put_block(struct buf *out, const struct document *d, const struct block *b) {
	slice parent = b->parent != BLOCK_NO_PARENT ? d->blocks.v[b->parent].id : ABSENT;
	bool first = true;
	if (head_is_plain(b, parent)) {
		put_block_head(out, b->id, b, parent);
		first = false;
	} else {
		buf_byte(out, '{');
		put_text(out, &first, KEY("id"), b->id);
		put_text(out, &first, KEY("kind"), block_kind_text(b->kind));
		put_place(out, &first, b->at);
		if (b->level > 0) put_number(out, &first, KEY("level"), b->level);
		put_text(out, &first, KEY("parent"), parent);
	}
	put_text(out, &first, KEY("section"), b->section);
	put_text(out, &first, KEY("method"), block_method(b));
	put_text(out, &first, KEY("fit"), block_fit(b));
	if (b->header) {
		put_key(out, &first, KEY("header"));
		buf_put(out, S("true"));
	}
	if (!span_is_none(b->marker)) {
		put_key(out, &first, KEY("marker"));
		put_span(out, b->marker);
	}
	if (!parts_are_plain(b)) {
		put_key(out, &first, KEY("parts"));
		put_spans(out, &b->parts);
	}
	if (b->rest) put_extras(out, &first, &b->rest->extra);
	buf_byte(out, '}');
}

/* ---- records */

static bool record_in_pieces(const struct record *r) {
	if (r->parts.n != 1) return r->parts.n > 1;
	return r->parts.v[0].start != r->at.start || r->parts.v[0].end != r->at.end;
}

/* Members of "spans" that name no column here were kept as an extra of that name: the object's text. */
static bool is_spans(const struct extra *e) { return slice_equal(e->name, S("spans")); }

static void put_field_spans(struct buf *out, bool *first, const struct record *r) {
	bool inner = true;
	for (size_t i = 0; i < r->kind->count; i++) {
		if (span_is_none(r->fields[i].at)) continue;
		if (inner) {
			put_key(out, first, KEY("spans"));
			buf_byte(out, '{');
		}
		buf_json_key(out, &inner, r->kind->columns[i].name);
		if (r->fields[i].list != NULL)
			put_spans(out, &r->fields[i].list->at);
		else
			put_span(out, r->fields[i].at);
	}
	for (size_t i = 0; i < r->extra.n; i++) {
		if (!is_spans(&r->extra.v[i])) continue;
		slice inside = slice_sub(r->extra.v[i].json, 1, r->extra.v[i].json.n - 1);
		if (inner) put_key(out, first, KEY("spans"));
		buf_byte(out, inner ? '{' : ',');
		buf_put(out, inside);
		inner = false;
	}
	if (!inner) buf_byte(out, '}');
}

/* A name that stands twice is written once, as record_capture finds it. */
static void put_captures(struct buf *out, bool *first, const struct record *r) {
	bool inner = true;
	for (size_t i = 0; i < r->captures.n; i++) {
		const struct capture *c = &r->captures.v[i];
		bool again = false;
		for (size_t k = 0; k < i && !again; k++) again = slice_equal(r->captures.v[k].name, c->name);
		if (again) continue;
		if (inner) {
			put_key(out, first, KEY("captures"));
			buf_byte(out, '{');
		}
		buf_json_key(out, &inner, c->name);
		put_span(out, c->at);
	}
	if (!inner) buf_byte(out, '}');
}

static void put_record(struct buf *out, const struct document *d, const struct record *r) {
	bool first = true;
	buf_byte(out, '{');
	put_text(out, &first, KEY("is"), r->kind->is);
	put_text(out, &first, KEY("id"), r->id);
	put_place(out, &first, r->at);
	if (record_in_pieces(r)) {
		put_key(out, &first, KEY("parts"));
		put_spans(out, &r->parts);
	}
	put_text(out, &first, KEY("rule"), r->rule);
	put_text(out, &first, KEY("quote"), record_quote(d, r));
	for (size_t i = 0; i < r->kind->count; i++) {
		if (r->fields[i].list != NULL)
			put_list(out, &first, &r->kind->columns[i], r->fields[i].list);
		else
			put_column(out, &first, &r->kind->columns[i], r->fields[i].value);
	}
	put_field_spans(out, &first, r);
	put_captures(out, &first, r);
	for (size_t i = 0; i < r->extra.n; i++) {
		if (is_spans(&r->extra.v[i])) continue;
		buf_json_key(out, &first, r->extra.v[i].name);
		buf_put(out, r->extra.v[i].json);
	}
	buf_byte(out, '}');
}

/* ---- findings and waivers */

static void put_finding(struct buf *out, const struct finding *f) {
	bool first = true;
	buf_byte(out, '{');
	put_text(out, &first, KEY("severity"), level_text(f->severity));
	put_text(out, &first, KEY("code"), f->code);
	put_text(out, &first, KEY("message"), f->message);
	put_place(out, &first, f->at);
	put_text(out, &first, KEY("records"), f->records);
	put_text(out, &first, KEY("expected"), f->expected);
	put_text(out, &first, KEY("found"), f->found);
	put_extras(out, &first, &f->extra);
	buf_byte(out, '}');
}

static void put_waiver(struct buf *out, const struct waiver *w) {
	bool first = true;
	buf_byte(out, '{');
	put_place(out, &first, w->at);
	put_text(out, &first, KEY("rule"), w->rule);
	put_text(out, &first, KEY("reason"), w->reason);
	put_extras(out, &first, &w->extra);
	buf_byte(out, '}');
}

/* ---- the line */

static slice status_text(enum document_status status) {
	switch (status) {
	case DOCUMENT_FAILED: return S("failed");
	case DOCUMENT_REGISTER: return S("register");
	case DOCUMENT_OK: break;
	}
	return S("ok");
}

static void put_head(struct buf *out, const struct document *d) {
	bool first = true;
	buf_byte(out, '{');
	put_text(out, &first, KEY("document"), d->name);
	put_text(out, &first, KEY("sha256"), d->sha256);
	put_number(out, &first, KEY("bytes"), d->bytes);
	put_text(out, &first, KEY("encoding"), d->encoding);
	put_text(out, &first, KEY("media_type"), d->media_type);
	put_text(out, &first, KEY("title"), d->title);
	put_text(out, &first, KEY("published"), d->published);
	put_text(out, &first, KEY("status"), status_text(d->status));
	put_extras(out, &first, &d->document_extra);
	buf_byte(out, '}');
}

/* "name":[ … the caller writes the entries and the ] */
static void open_list(struct buf *out, bool *first, slice key) {
	put_key(out, first, key);
	buf_byte(out, '[');
}

static void put_blocks(struct buf *out, bool *first, const struct document *d, const struct drain *drain) {
	open_list(out, first, KEY("blocks"));
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (i > 0) buf_byte(out, ',');
		put_block(out, d, &d->blocks.v[i]);
		buf_drain(out, drain);
	}
	buf_byte(out, ']');
}

static void put_records(struct buf *out, bool *first, const struct document *d, const struct drain *drain) {
	open_list(out, first, KEY("records"));
	for (size_t i = 0; i < d->records.n; i++) {
		if (i > 0) buf_byte(out, ',');
		put_record(out, d, &d->records.v[i]);
		buf_drain(out, drain);
	}
	for (size_t i = 0; i < d->other_records.n; i++) {
		if (i > 0 || d->records.n > 0) buf_byte(out, ',');
		buf_put(out, d->other_records.v[i].json);
	}
	buf_byte(out, ']');
}

static void put_findings(struct buf *out, bool *first, const struct document *d) {
	open_list(out, first, KEY("findings"));
	for (size_t i = 0; i < d->findings.n; i++) {
		if (i > 0) buf_byte(out, ',');
		put_finding(out, &d->findings.v[i]);
	}
	buf_byte(out, ']');
}

static void put_waivers(struct buf *out, bool *first, const struct document *d) {
	if (d->waivers.n == 0) return;
	open_list(out, first, KEY("waivers"));
	for (size_t i = 0; i < d->waivers.n; i++) {
		if (i > 0) buf_byte(out, ',');
		put_waiver(out, &d->waivers.v[i]);
	}
	buf_byte(out, ']');
}

void line_encode_by(const struct document *d, enum line_form form, struct buf *out, const struct drain *drain) {
	bool first = true;
	buf_byte(out, '{');
	put_number(out, &first, KEY("garner"), LINE_VERSION);
	put_key(out, &first, KEY("document"));
	put_head(out, d);
	if (form == LINE_WHOLE) put_text(out, &first, KEY("text"), d->text);
	put_blocks(out, &first, d, drain);
	put_records(out, &first, d, drain);
	put_findings(out, &first, d);
	put_waivers(out, &first, d);
	put_extras(out, &first, &d->extra);
	buf_put(out, S("}\n"));
}

void line_encode(const struct document *d, enum line_form form, struct buf *out) { line_encode_by(d, form, out, NULL); }

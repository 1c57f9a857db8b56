/* Documents to bytes and back: see frozen.h. */
#include "model/frozen.h"

#include <string.h>

/* ---- to bytes */

static void put_number(struct buf *out, uint64_t n) {
	enum { MOST = 10 }; /* bytes, of seven bits each */
	buf_room(out, MOST);
	char *to = out->p + out->n;
	for (; n > 127; n >>= 7) *to++ = (char)(n | 128);
	*to++ = (char)n;
	out->n = (size_t)(to - out->p);
}

static void put_text(struct buf *out, slice s) {
	put_number(out, s.p ? (uint64_t)s.n + 1 : 0);
	buf_put(out, s);
}

/* SPAN_NONE wraps around to 0, 0. */
static void put_span(struct buf *out, span at) {
	put_number(out, (uint64_t)at.start + 1);
	put_number(out, (uint64_t)at.end - at.start + (at.start != SIZE_MAX));
}

static void put_spans(struct buf *out, const spans *list) {
	put_number(out, list->n);
	for (size_t i = 0; i < list->n; i++) put_span(out, list->v[i]);
}

static void put_extras(struct buf *out, const extras *list) {
	put_number(out, list->n);
	for (size_t i = 0; i < list->n; i++) {
		put_text(out, list->v[i].name);
		put_text(out, list->v[i].json);
	}
}

/* Headings above are shared by many blocks in a row: the same text again is the number 1, any other is one longer. */
static void put_section(struct buf *out, slice section, slice *last) {
	if (section.p && section.n == last->n && section.p == last->p) {
		put_number(out, 1);
		return;
	}
	*last = section;
	put_number(out, section.p ? (uint64_t)section.n + 2 : 0);
	buf_put(out, section);
}

static void put_block(struct buf *out, const struct block *b, slice *section) {
	put_number(out, (uint64_t)b->kind * 2 + b->header);
	put_number(out, (uint64_t)(b->parent + 1));
	put_number(out, b->level);
	put_span(out, b->at);
	put_span(out, b->marker);
	put_spans(out, &b->parts);
	put_text(out, b->id);
	put_section(out, b->section, section);
	buf_byte(out, b->rest != NULL);
	if (!b->rest) return;
	put_text(out, b->rest->method);
	put_text(out, b->rest->fit);
	put_extras(out, &b->rest->extra);
}

enum { FIELD_VALUE = 1, FIELD_PLACE = 2, FIELD_LIST = 4 };

static void put_field(struct buf *out, const struct field *f) {
	bool placed = !span_is_none(f->at);
	buf_byte(out, (char)((f->value.p ? FIELD_VALUE : 0) | (placed ? FIELD_PLACE : 0) | (f->list ? FIELD_LIST : 0)));
	if (f->value.p) put_text(out, f->value);
	if (placed) put_span(out, f->at);
	if (!f->list) return;
	put_spans(out, &f->list->at);
	for (size_t i = 0; i < f->list->at.n; i++) put_text(out, f->list->values.v[i]);
}

static void put_record(struct buf *out, const struct record *r) {
	buf_put(out, (slice){(const char *)&r->kind, sizeof r->kind});
	put_text(out, r->id);
	put_text(out, r->rule);
	put_span(out, r->at);
	put_spans(out, &r->parts);
	for (size_t i = 0; i < r->kind->count; i++) put_field(out, &r->fields[i]);
	put_number(out, r->captures.n);
	for (size_t i = 0; i < r->captures.n; i++) {
		put_text(out, r->captures.v[i].name);
		put_span(out, r->captures.v[i].at);
	}
	put_text(out, r->quote);
	put_extras(out, &r->extra);
}

static void put_finding(struct buf *out, const struct finding *f) {
	put_number(out, f->severity);
	put_text(out, f->code);
	put_text(out, f->message);
	put_span(out, f->at);
	put_text(out, f->records);
	put_text(out, f->expected);
	put_text(out, f->found);
	put_extras(out, &f->extra);
}

static void put_waiver(struct buf *out, const struct waiver *w) {
	put_span(out, w->at);
	put_text(out, w->rule);
	put_text(out, w->reason);
	put_extras(out, &w->extra);
}

void document_freeze(const struct document *d, struct buf *out) {
	slice section = ABSENT;
	put_number(out, d->text.p ? (uint64_t)d->text.n + 1 : 0); /* first: frozen_text reads no further */
	put_text(out, d->name);
	put_text(out, d->sha256);
	put_number(out, d->bytes);
	put_text(out, d->encoding);
	put_text(out, d->media_type);
	put_text(out, d->title);
	put_text(out, d->published);
	put_number(out, d->status);
	put_number(out, d->blocks.n);
	for (size_t i = 0; i < d->blocks.n; i++) put_block(out, &d->blocks.v[i], &section);
	put_number(out, d->records.n);
	for (size_t i = 0; i < d->records.n; i++) put_record(out, &d->records.v[i]);
	put_number(out, d->findings.n);
	for (size_t i = 0; i < d->findings.n; i++) put_finding(out, &d->findings.v[i]);
	put_number(out, d->waivers.n);
	for (size_t i = 0; i < d->waivers.n; i++) put_waiver(out, &d->waivers.v[i]);
	put_extras(out, &d->extra);
	put_extras(out, &d->document_extra);
	put_extras(out, &d->other_records);
}

/* ---- and back */

/* What is left to read. Where it ends too early, or holds what was never written, all that follows reads as nothing. */
struct thawing {
	arena *arena;
	const unsigned char *p, *end;
	slice section; /* the last one */
	bool broken;
};

static uint64_t take_number(struct thawing *t) {
	uint64_t n = 0;
	for (unsigned shift = 0; t->p < t->end && shift < 64; shift += 7) {
		unsigned char byte = *t->p++;
		n |= (uint64_t)(byte & 127) << shift;
		if (byte < 128) return n;
	}
	t->broken = true;
	t->p = t->end;
	return 0;
}

static slice take_bytes(struct thawing *t, uint64_t n) {
	if (n > (uint64_t)(t->end - t->p)) {
		t->broken = true;
		t->p = t->end;
		return ABSENT;
	}
	slice s = {(const char *)t->p, (size_t)n};
	t->p += n;
	return s;
}

static slice take_text(struct thawing *t) {
	uint64_t n = take_number(t);
	return n == 0 ? ABSENT : take_bytes(t, n - 1);
}

static span take_span(struct thawing *t) {
	uint64_t start = take_number(t), length = take_number(t);
	if (start == 0) return SPAN_NONE;
	return (span){(size_t)(start - 1), (size_t)(start - 1 + length - 1)};
}

/* How many things follow, each of which takes a byte at least. */
static size_t take_count(struct thawing *t) {
	uint64_t n = take_number(t);
	if (n <= (uint64_t)(t->end - t->p)) return (size_t)n;
	t->broken = true;
	return 0;
}

/* Room for exactly n elements, zeroed. */
#define ROOM(t, vec, count)                                                                                            \
	((vec)->n = (vec)->cap = (count), (vec)->v = arena_alloc((t)->arena, (vec)->n * sizeof *(vec)->v))

static void take_spans(struct thawing *t, spans *list) {
	size_t n = take_count(t);
	if (n == 0) return;
	ROOM(t, list, n);
	for (size_t i = 0; i < n; i++) list->v[i] = take_span(t);
}

static void take_extras(struct thawing *t, extras *list) {
	size_t n = take_count(t);
	if (n == 0) return;
	ROOM(t, list, n);
	for (size_t i = 0; i < n; i++) {
		list->v[i].name = take_text(t);
		list->v[i].json = take_text(t);
	}
}

static slice take_section(struct thawing *t) {
	uint64_t n = take_number(t);
	if (n == 1) return t->section;
	return t->section = n == 0 ? ABSENT : take_bytes(t, n - 2);
}

static void take_block(struct thawing *t, struct block *b) {
	uint64_t kind = take_number(t);
	if (kind / 2 >= BLOCK_COUNT) t->broken = true;
	b->kind = (enum block_kind)(kind / 2 % BLOCK_COUNT);
	b->header = kind % 2 == 1;
	b->parent = (int)take_number(t) - 1;
	b->level = (unsigned)take_number(t);
	b->at = take_span(t);
	b->marker = take_span(t);
	take_spans(t, &b->parts);
	b->id = take_text(t);
	b->section = take_section(t);
	if (take_number(t) == 0) return;
	struct block_rest *rest = block_rest(t->arena, b);
	rest->method = take_text(t);
	rest->fit = take_text(t);
	take_extras(t, &rest->extra);
}

static void take_field(struct thawing *t, struct field *f) {
	slice which = take_bytes(t, 1);
	unsigned has = which.p ? (unsigned char)*which.p : 0;
	f->value = has & FIELD_VALUE ? take_text(t) : ABSENT;
	f->at = has & FIELD_PLACE ? take_span(t) : SPAN_NONE;
	if ((has & FIELD_LIST) == 0) return;
	f->list = arena_alloc(t->arena, sizeof *f->list);
	take_spans(t, &f->list->at);
	if (f->list->at.n == 0) return;
	ROOM(t, &f->list->values, f->list->at.n);
	for (size_t i = 0; i < f->list->at.n; i++) f->list->values.v[i] = take_text(t);
}

static void take_record(struct thawing *t, struct record *r) {
	slice kind = take_bytes(t, sizeof r->kind);
	if (!kind.p) return;
	memcpy(&r->kind, kind.p, sizeof r->kind);
	r->id = take_text(t);
	r->rule = take_text(t);
	r->at = take_span(t);
	take_spans(t, &r->parts);
	r->fields = arena_alloc(t->arena, r->kind->count * sizeof *r->fields);
	for (size_t i = 0; i < r->kind->count; i++) take_field(t, &r->fields[i]);
	size_t captures = take_count(t);
	if (captures > 0) ROOM(t, &r->captures, captures);
	for (size_t i = 0; i < captures; i++) {
		r->captures.v[i].name = take_text(t);
		r->captures.v[i].at = take_span(t);
	}
	r->quote = take_text(t);
	take_extras(t, &r->extra);
}

static void take_finding(struct thawing *t, struct finding *f) {
	f->severity = (enum level)take_number(t);
	f->code = take_text(t);
	f->message = take_text(t);
	f->at = take_span(t);
	f->records = take_text(t);
	f->expected = take_text(t);
	f->found = take_text(t);
	take_extras(t, &f->extra);
}

static void take_waiver(struct thawing *t, struct waiver *w) {
	w->at = take_span(t);
	w->rule = take_text(t);
	w->reason = take_text(t);
	take_extras(t, &w->extra);
}

/* Its length stands first, itself last. */
static slice take_last(struct thawing *t) {
	uint64_t n = take_number(t);
	if (n == 0) return ABSENT;
	if (n - 1 > (uint64_t)(t->end - t->p)) {
		t->broken = true;
		return ABSENT;
	}
	t->end -= n - 1;
	return (slice){(const char *)t->end, (size_t)(n - 1)};
}

static void take_head(struct thawing *t, struct document *d) {
	d->text = take_last(t);
	d->name = take_text(t);
	d->sha256 = take_text(t);
	d->bytes = take_number(t);
	d->encoding = take_text(t);
	d->media_type = take_text(t);
	d->title = take_text(t);
	d->published = take_text(t);
	d->status = (enum document_status)take_number(t);
}

static struct thawing thawing_of(arena *a, slice bytes) {
	return (struct thawing){
	        .arena = a, .p = (const unsigned char *)bytes.p, .end = (const unsigned char *)bytes.p + bytes.n};
}

struct document *document_thaw(arena *a, slice bytes) {
	struct thawing t = thawing_of(a, bytes);
	struct document *d = document_new(a);
	take_head(&t, d);
	ROOM(&t, &d->blocks, take_count(&t));
	for (size_t i = 0; i < d->blocks.n; i++) take_block(&t, &d->blocks.v[i]);
	ROOM(&t, &d->records, take_count(&t));
	for (size_t i = 0; i < d->records.n && !t.broken; i++) take_record(&t, &d->records.v[i]);
	ROOM(&t, &d->findings, take_count(&t));
	for (size_t i = 0; i < d->findings.n; i++) take_finding(&t, &d->findings.v[i]);
	ROOM(&t, &d->waivers, take_count(&t));
	for (size_t i = 0; i < d->waivers.n; i++) take_waiver(&t, &d->waivers.v[i]);
	take_extras(&t, &d->extra);
	take_extras(&t, &d->document_extra);
	take_extras(&t, &d->other_records);
	return t.broken || t.p != t.end ? NULL : d;
}

slice frozen_text(slice bytes) {
	struct thawing t = thawing_of(NULL, bytes);
	return take_last(&t);
}

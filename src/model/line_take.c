/* Taking typed values and places out of parsed JSON: see line_take.h. */
#include "model/line_take.h"

#include "base/mem.h"

/* ---- errors */

bool take_fail(struct reader *r, slice member, slice what) {
	slice dot = r->list.n > 0 ? S(".") : S(""), place = r->list;
	if (r->list.n > 0 && r->index != SIZE_MAX)
		place = say(r->a, r->list, S("["), slice_of_u64(r->a, r->index), S("]"));
	if (member.n == 0) dot = S("");
	*r->error =
	        (struct line_error){.code = CODE_LINE_BROKEN, .message = say(r->a, place, dot, member, S(" "), what)};
	return false;
}

slice take_path(struct reader *r, slice member, slice inner) { return say(r->a, member, S("."), inner); }

/* ---- values */

static slice string_of(const json_t *v) { return (slice){json_string_value(v), json_string_length(v)}; }

bool take_text(struct reader *r, slice member, const json_t *v, slice *to) {
	if (!json_is_string(v)) return take_fail(r, member, S("must be a string"));
	*to = arena_copy(r->a, string_of(v));
	return true;
}

bool take_number(struct reader *r, slice member, const json_t *v, uint64_t *to) {
	if (!json_is_integer(v) || json_integer_value(v) < 0)
		return take_fail(r, member, S("must be a whole number, 0 or above"));
	*to = (uint64_t)json_integer_value(v);
	return true;
}

static bool is_place(const json_t *v) { return json_is_integer(v) && json_integer_value(v) >= 0; }

bool take_span(struct reader *r, slice member, const json_t *v, span *to) {
	const json_t *start = json_array_get(v, 0), *end = json_array_get(v, 1);
	if (json_array_size(v) != 2 || !is_place(start) || !is_place(end))
		return take_fail(r, member, S("must be [start, end], whole numbers, 0 or above"));
	*to = (span){(size_t)json_integer_value(start), (size_t)json_integer_value(end)};
	return true;
}

bool take_spans(struct reader *r, slice member, const json_t *v, spans *to) {
	if (!json_is_array(v)) return take_fail(r, member, S("must be an array of [start, end]"));
	for (size_t i = 0; i < json_array_size(v); i++)
		if (!take_span(r, member, json_array_get(v, i), vec_push(r->a, to))) return false;
	return true;
}

/* jansson's integers are signed, 64 bits. */
static slice integer_text(struct reader *r, json_int_t value) {
	if (value >= 0) return slice_of_u64(r->a, (uint64_t)value);
	return say(r->a, S("-"), slice_of_u64(r->a, 0 - (uint64_t)value));
}

bool take_column(struct reader *r, const struct column *c, const json_t *v, slice *to) {
	switch (c->type) {
	case COLUMN_INTEGER:
		if (!json_is_integer(v)) return take_fail(r, c->name, S("must be a whole number"));
		*to = integer_text(r, json_integer_value(v));
		return true;
	case COLUMN_BOOLEAN:
		if (!json_is_boolean(v)) return take_fail(r, c->name, S("must be true or false"));
		*to = json_is_true(v) ? S("true") : S("false");
		return true;
	case COLUMN_TEXT:
	case COLUMN_DECIMAL:
	case COLUMN_EDTF: break;
	}
	return take_text(r, c->name, v, to);
}

/* ---- places */

/* What is wrong with a place, or ABSENT. Without a text only the order can be checked. */
static slice place_fault(const struct reader *r, span at) {
	slice text = r->d->text;
	if (span_is_none(at)) return ABSENT;
	if (at.start > at.end) return S("is reversed");
	if (!text.p) return ABSENT;
	if (at.end > text.n) return S("lies outside the text");
	if (at.start < text.n && (text.p[at.start] & 0xC0) == 0x80) return S("starts inside a character");
	if (at.end < text.n && (text.p[at.end] & 0xC0) == 0x80) return S("ends inside a character");
	return ABSENT;
}

bool place_refuse(struct reader *r, slice what, span at, slice fault) {
	slice size = r->d->text.p ? say(r->a, S(" of "), slice_of_u64(r->a, r->d->text.n)) : S("");
	slice entry = say(r->a, r->list, S("["), slice_of_u64(r->a, r->index), S("]"));
	slice place = say(r->a, S("bytes "), slice_of_u64(r->a, at.start), S(" to "), slice_of_u64(r->a, at.end), size);
	document_finding(r->d, CODE_LINE_SPAN, SPAN_NONE,
	        say(r->a, entry, S(" ("), what, S("): "), place, S(": "), fault, S("; left out")));
	return false;
}

bool place_check(struct reader *r, slice what, span at) {
	slice fault = place_fault(r, at);
	return fault.p ? place_refuse(r, what, at, fault) : true;
}

bool parts_check(struct reader *r, slice what, span whole, const spans *parts) {
	size_t from = whole.start;
	for (size_t i = 0; i < parts->n; i++) {
		span part = parts->v[i];
		if (!place_check(r, what, part)) return false;
		if (part.start < from) return place_refuse(r, what, part, S("is a part out of order"));
		if (part.end > whole.end) return place_refuse(r, what, part, S("is a part outside of its whole"));
		from = part.end;
	}
	return true;
}

bool take_place(struct reader *r, slice name, const json_t *v, span *at, bool *taken) {
	bool start = slice_equal(name, S("start"));
	*taken = start || slice_equal(name, S("end"));
	if (!*taken) return true;
	uint64_t value = 0;
	if (!take_number(r, name, v, &value)) return false;
	*(start ? &at->start : &at->end) = (size_t)value;
	return true;
}

bool place_needed(struct reader *r, span at) {
	if (at.start == SIZE_MAX) return take_fail(r, S("start"), S("is missing"));
	if (at.end == SIZE_MAX) return take_fail(r, S("end"), S("is missing"));
	return true;
}

/* ---- what is not ours */

static int append(const char *bytes, size_t n, void *out) {
	buf_put(out, (slice){bytes, n});
	return 0;
}

/* 17 digits give every double back. All that json_dump_callback can lack here is memory. */
slice take_json(struct reader *r, const json_t *v) {
	struct buf out = {0};
	if (json_dump_callback(v, append, &out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17)) != 0)
		mem_exhausted();
	slice json = arena_copy(r->a, buf_slice(&out));
	buf_free(&out);
	return json;
}

void take_extra(struct reader *r, slice member, const json_t *v, extras *to) {
	*vec_push(r->a, to) = (struct extra){arena_copy(r->a, member), take_json(r, v)};
}

/* Properties of document lines. Random documents of every kind of record, with members that are not ours in every place
 * that may have them: encode → decode → encode gives the same bytes, with and without text, and members that are not
 * ours come back. And lines with bytes changed at random: they are refused with a message, or read to a document whose
 * own line is stable; nothing crashes or leaks. */
#include "base/utf8.h"
#include "model/line.h"
#include "random.h"

enum { CASES = 1500, CHANGED = 8 };

static size_t number; /* of the case */
static struct buf first_line, second_line;

static void fail(const char *what) {
	printf("prop_line: case %zu: %s\n", number, what);
	fwrite(first_line.p, 1, first_line.n, stdout);
	fwrite(second_line.p, 1, second_line.n, stdout);
	exit(1);
}

/* ---- the generator */

static const char *const pieces[] = {"a", "0", "\"", "\\", "/", "\x01", "\x7F", "\n", "\t", " ", "{", "\xC2\xA3",
        "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80"};

static slice random_text(arena *a, size_t most) {
	slices parts = {0};
	for (size_t n = random_below(most + 1); n > 0; n--) {
		size_t piece = random_below(sizeof pieces / sizeof *pieces + 1);
		*vec_push(a, &parts) = piece == sizeof pieces / sizeof *pieces ? S("\0") : slice_of(pieces[piece]);
	}
	return slice_concat(a, parts.v, parts.n);
}

static slice maybe_text(arena *a) { return random_below(3) == 0 ? ABSENT : random_text(a, 6); }

static size_t random_place(slice text) {
	size_t at = random_below(text.n + 1);
	while (at > 0 && at < text.n && (text.p[at] & 0xC0) == 0x80) at--;
	return at;
}

static span random_span(slice text) {
	size_t a = random_place(text), b = random_place(text);
	return a < b ? (span){a, b} : (span){b, a};
}

static span maybe_span(slice text) { return random_below(3) == 0 ? SPAN_NONE : random_span(text); }

static extras random_extras(arena *a) {
	static const char *const values[] = {"1", "-7", "0.5", "1.0", "true", "null", "\"\"", "\"\\u0000\\n\xC2\xA3\"",
	        "[]", "{}", "[[1,2],{\"a\":{}}]", "{\"b\":1,\"a\":[null]}", "9223372036854775807"};
	extras list = {0};
	for (size_t n = random_below(4) == 0 ? random_below(3) : 0; n > 0; n--) {
		slice name = say(a, S("x\""), slice_of_u64(a, n), S("\xC3\xA9"));
		*vec_push(a, &list) =
		        (struct extra){name, slice_of(values[random_below(sizeof values / sizeof *values)])};
	}
	return list;
}

/* Pieces of the span, in order; none, or up to three. */
static spans random_parts(arena *a, slice text, span whole) {
	spans parts = {0};
	size_t from = whole.start;
	for (size_t n = random_below(4); n > 0; n--) {
		span part = random_span(slice_sub(text, from, whole.end));
		part = (span){from + part.start, from + part.end};
		*vec_push(a, &parts) = part;
		from = part.end;
	}
	return parts;
}

/* Leaves lie one behind the other, containers anywhere. */
static void add_blocks(struct document *d) {
	size_t from = 0;
	for (size_t n = random_below(6); n > 0; n--) {
		enum block_kind kind = (enum block_kind)random_below(BLOCK_COUNT);
		span at = random_span(slice_drop(d->text, from));
		at = (span){from + at.start, from + at.end};
		int parent = d->blocks.n > 0 && random_below(2) ? (int)random_below(d->blocks.n) : BLOCK_NO_PARENT;
		struct block *b = document_block(d, kind, parent, at);
		b->level = (unsigned)random_below(3);
		b->marker = maybe_span(d->text);
		b->section = maybe_text(d->arena);
		block_rest(d->arena, b)->extra = random_extras(d->arena);
		if (block_is_leaf(kind)) b->parts = random_parts(d->arena, d->text, at);
		if (block_is_leaf(kind)) from = at.end;
	}
	document_block_ids(d);
}

static slice random_value(arena *a, enum column_type type) {
	if (type == COLUMN_INTEGER) return slice_of_u64(a, random_number());
	if (type == COLUMN_BOOLEAN) return random_below(2) ? S("true") : S("false");
	return random_text(a, 5);
}

static void add_record(struct document *d) {
	const struct table *kind;
	do kind = &tables[random_below(TABLE_COUNT)];
	while (kind->is.n == 0);
	span at = random_span(d->text);
	struct record *r = document_record(d, kind, at, maybe_text(d->arena));
	r->parts = random_parts(d->arena, d->text, r->at);
	for (size_t i = 0; i < kind->count; i++) {
		slice value = random_below(2) ? random_value(d->arena, kind->columns[i].type) : ABSENT;
		record_set(r, i, value, maybe_span(d->text));
	}
	for (size_t n = random_below(4); n > 0; n--)
		*vec_push(d->arena, &r->captures) =
		        (struct capture){say(d->arena, S("c."), slice_of_u64(d->arena, n)), random_span(d->text)};
	r->extra = random_extras(d->arena);
	if (random_below(8) == 0)
		*vec_push(d->arena, &r->extra) = (struct extra){S("spans"), S("{\"later\":[0,99],\"other\":null}")};
}

static struct document *random_document(arena *a) {
	struct document *d = document_new(a);
	d->name = say(a, S("d"), random_text(a, 4));
	d->sha256 = maybe_text(a), d->encoding = maybe_text(a), d->media_type = maybe_text(a);
	d->title = maybe_text(a), d->published = maybe_text(a);
	d->bytes = random_number();
	d->status = (enum document_status)random_below(3);
	d->text = random_text(a, 30);
	add_blocks(d);
	for (size_t n = random_below(6); n > 0; n--) add_record(d);
	document_record_ids(d);
	for (size_t n = random_below(4); n > 0; n--) {
		enum code code = (enum code)random_below(CODE_MEMORY);
		span at = maybe_span(d->text);
		struct finding *f = document_finding(d, code, at, random_text(a, 5));
		if (f->severity > LEVEL_ERROR) f->severity = LEVEL_ERROR; /* in a line both are "error" */
		f->records = maybe_text(a), f->expected = maybe_text(a), f->found = maybe_text(a);
		f->extra = random_extras(a);
	}
	for (size_t n = random_below(3); n > 0; n--) {
		struct waiver *w = vec_push(a, &d->waivers);
		w->at = random_span(d->text);
		w->rule = maybe_text(a), w->reason = maybe_text(a);
		w->extra = random_extras(a);
	}
	d->extra = random_extras(a);
	d->document_extra = random_extras(a);
	if (random_below(4) == 0)
		*vec_push(a, &d->other_records) = (struct extra){ABSENT, S("{\"is\":\"star\",\"x\":[1]}")};
	return d;
}

/* ---- the properties */

static slice write(const struct document *d, enum line_form form, struct buf *out) {
	buf_clear(out);
	line_encode(d, form, out);
	return slice_sub(buf_slice(out), 0, out->n - 1);
}

static void check_form(arena *a, const struct document *d, enum line_form form) {
	struct line_error error;
	slice line = write(d, form, &first_line);
	struct document *back = line_decode(a, line, NULL, &error);
	buf_clear(&second_line);
	if (!back) buf_put(&second_line, error.message);
	if (!back) fail("its own line is refused");
	if (!slice_equal(write(back, form, &second_line), line)) fail("decoding and encoding changes the line");
}

/* In any order: members of "spans" come back before the others. */
static void check_extras(const extras *a, const extras *b) {
	if (a->n != b->n) fail("a member that is not ours is lost");
	for (size_t i = 0; i < a->n; i++) {
		bool found = false;
		for (size_t k = 0; k < b->n; k++)
			found = found ||
			        (slice_equal(a->v[i].name, b->v[k].name) && slice_equal(a->v[i].json, b->v[k].json));
		if (!found) fail("a member that is not ours is changed");
	}
}

static void check_survival(arena *a, const struct document *d) {
	struct line_error error;
	const struct document *back = line_decode(a, write(d, LINE_WHOLE, &first_line), NULL, &error);
	check_extras(&d->extra, &back->extra);
	check_extras(&d->document_extra, &back->document_extra);
	check_extras(&d->other_records, &back->other_records);
	for (size_t i = 0; i < d->blocks.n; i++)
		check_extras(&block_rest(d->arena, &d->blocks.v[i])->extra,
		        &block_rest(back->arena, &back->blocks.v[i])->extra);
	for (size_t i = 0; i < d->records.n; i++) check_extras(&d->records.v[i].extra, &back->records.v[i].extra);
	for (size_t i = 0; i < d->findings.n; i++) check_extras(&d->findings.v[i].extra, &back->findings.v[i].extra);
	for (size_t i = 0; i < d->waivers.n; i++) check_extras(&d->waivers.v[i].extra, &back->waivers.v[i].extra);
}

/* One change: a byte put over another, a piece taken out, or a piece put in twice. */
static slice change(arena *a, slice line) {
	static const char bytes[] = "0123456789-.,:[]{}\"\\eu tn\x80\xC2\xFF";
	size_t at = random_below(line.n), end = at + 1 + random_below(12);
	slice before = slice_sub(line, 0, at), behind = slice_drop(line, at + 1), piece = slice_sub(line, at, end);
	switch (random_below(4)) {
	case 0: return say(a, before, piece, slice_drop(line, at));
	case 1: return say(a, before, slice_drop(line, end));
	default: return say(a, before, (slice){&bytes[random_below(sizeof bytes)], 1}, behind);
	}
}

static size_t check_changed(arena *a, slice line) {
	struct line_error error;
	for (size_t n = 1 + random_below(2); n > 0; n--) line = change(a, line);
	struct document *d = line_decode(a, line, NULL, &error);
	size_t bad;
	if (!d && (error.message.n == 0 || error.offset > line.n || !utf8_valid(error.message, &bad)))
		fail("refused without a message or a place");
	if (!d) return 0;
	clean_build(d);
	check_form(a, d, LINE_WHOLE);
	return 1;
}

int main(int argc, char **argv) {
	arena a = {0};
	size_t read = 0;
	random_start(argc, argv, 20240229);
	for (number = 0; number < CASES; number++) {
		struct document *d = random_document(&a);
		check_form(&a, d, LINE_WITHOUT_TEXT);
		check_form(&a, d, LINE_WHOLE);
		check_survival(&a, d);
		slice line = arena_copy(&a, write(d, LINE_WHOLE, &first_line));
		for (size_t i = 0; i < CHANGED; i++) read += check_changed(&a, line);
		arena_reset(&a);
	}
	arena_free(&a);
	buf_free(&first_line);
	buf_free(&second_line);
	printf("prop_line: %zu cases hold, %zu changed lines read, %zu refused\n", number, read,
	        number * CHANGED - read);
	return 0;
}

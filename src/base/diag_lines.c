/* Diagnostics as lines for editors and programs: see diag.h. A line ends where the diagnostic does: line ends and other
 * controls inside names and messages become blanks. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"

static void put_flat(struct buf *out, slice s) {
	for (size_t i = 0; i < s.n; i++) buf_byte(out, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F ? ' ' : s.p[i]);
}

static bool has_place(slice source, span at) { return source.p != NULL && !span_is_none(at); }

/* ---- short */

static void put_colon(struct buf *out) { buf_put(out, S(": ")); }

static void put_short(struct buf *out, const struct diag *d) {
	if (d->file.p != NULL) {
		put_flat(out, d->file);
		if (has_place(d->source, d->at)) {
			struct place place = place_of(d->source, d->at.start);
			buf_byte(out, ':');
			buf_u64(out, place.line);
			buf_byte(out, ':');
			buf_u64(out, place.column);
		}
		put_colon(out);
	}
	buf_put(out, level_text(code_level(d->code)));
	put_colon(out);
	buf_put(out, code_text(d->code));
	put_colon(out);
	put_flat(out, d->message);
	if (d->hint.p != NULL) {
		buf_put(out, S(" ("));
		put_flat(out, d->hint);
		buf_byte(out, ')');
	}
	buf_byte(out, '\n');
}

void diags_print_short(const struct diags *d, struct buf *out) {
	const struct diag **sorted = diags_in_order(d);
	for (size_t i = 0; i < d->list.n; i++) put_short(out, sorted[i]);
	mem_free(sorted);
}

/* ---- JSON */

/* Names of files may be any bytes; JSON is UTF-8. */
static void put_text(struct buf *out, bool *first, slice name, slice value) {
	size_t bad;
	if (value.p == NULL) return;
	buf_json_key(out, first, name);
	buf_json_string(out, utf8_valid(value, &bad) ? value : slice_sub(value, 0, bad));
}

static void put_number(struct buf *out, bool *first, slice name, size_t value) {
	buf_json_key(out, first, name);
	buf_u64(out, value);
}

static void put_place(struct buf *out, bool *first, slice source, size_t offset, slice line, slice column) {
	struct place place = place_of(source, offset);
	put_number(out, first, line, place.line);
	put_number(out, first, column, place.column);
}

static void put_also(struct buf *out, bool *first, const struct diag *d) {
	bool first_of_also = true;
	if (d->also_file.p == NULL) return;
	buf_json_key(out, first, S("also"));
	buf_byte(out, '{');
	put_text(out, &first_of_also, S("file"), d->also_file);
	if (has_place(d->also_source, d->also_at))
		put_place(out, &first_of_also, d->also_source, d->also_at.start, S("line"), S("column"));
	buf_byte(out, '}');
}

static void put_json(struct buf *out, const struct diag *d) {
	bool first = true;
	buf_byte(out, '{');
	put_text(out, &first, S("file"), d->file);
	if (has_place(d->source, d->at)) {
		put_place(out, &first, d->source, d->at.start, S("line"), S("column"));
		put_place(out, &first, d->source, d->at.end, S("end_line"), S("end_column"));
	}
	put_text(out, &first, S("level"), level_text(code_level(d->code)));
	put_text(out, &first, S("code"), code_text(d->code));
	put_text(out, &first, S("message"), d->message);
	put_text(out, &first, S("hint"), d->hint);
	put_also(out, &first, d);
	buf_put(out, S("}\n"));
}

void diags_print_json(const struct diags *d, struct buf *out) {
	const struct diag **sorted = diags_in_order(d);
	for (size_t i = 0; i < d->list.n; i++) put_json(out, sorted[i]);
	mem_free(sorted);
}

/* Where two versions of a file differ: see compare_rows.h. */
#include "inspect/compare_rows.h"

#include "dataset/csv_read.h"
#include "dataset/rows.h"
#include "inspect/flat_json.h"

static void tell(const struct compared *c, span at, slice message) { lies_tell(c->lies, c->file, c->old, at, message); }

/* ---- CSV */

/* What tells a row apart from others of its table: its id, its document, or its place. */
static slice identity(const struct compared *c, const struct csv_row *row) {
	if (c->table != &tables[TABLE_unclaimed] || row->n < 3) return row->cells[0].value;
	return say(c->lies->arena, row->cells[0].value, S(":"), row->cells[1].value, S("-"), row->cells[2].value);
}

static struct map identities(const struct compared *c, const struct csv_file *file) {
	struct map m = {.arena = c->lies->arena};
	for (size_t i = 1; i < file->rows.n; i++) map_add(&m, identity(c, &file->rows.v[i]), i);
	return m;
}

/* Is there a column in which they differ? Then it is told. */
static bool tell_column(const struct compared *c, const struct csv_row *header, const struct csv_row *has,
        const struct csv_row *given) {
	if (has->n != given->n) return false;
	for (size_t i = 0; i < has->n; i++) {
		if (slice_equal(has->cells[i].value, given->cells[i].value)) continue;
		slice name = header->cells[i].value; /* every row has as many cells as the first */
		tell(c, has->cells[i].at,
		        column_message(c->lies->arena, name, has->cells[i].value, c->gives, given->cells[i].value));
		return true;
	}
	return false;
}

/* The first rows that differ; a file that has ended has NULL. */
static void tell_rows(const struct compared *c, const struct csv_file *old, const struct csv_row *has,
        const struct csv_file *new, const struct csv_row *given) {
	arena *a = c->lies->arena;
	struct map in_old = identities(c, old), in_new = identities(c, new);
	bool too_many = has && map_get(&in_new, identity(c, has)) == SIZE_MAX;
	bool missing = given && map_get(&in_old, identity(c, given)) == SIZE_MAX;
	bool changed = has && given && (too_many == missing) &&
	               (too_many || slice_equal(identity(c, has), identity(c, given)));
	span at = has ? has->at : (span){c->old.n, c->old.n};
	if (changed && tell_column(c, &old->rows.v[0], has, given)) return;
	if (too_many)
		tell(c, at, say(a, S("has the row "), identity(c, has), S(", "), c->gives, S(" none")));
	else if (missing)
		tell(c, at, say(a, S("has no row "), identity(c, given), S(", "), c->gives, S(" one")));
	else if (has && given)
		tell(c, at,
		        say(a, S("has the row "), identity(c, has), S(" here, "), c->gives, S(" the row "),
		                identity(c, given)));
	else
		tell(c, at,
		        say(a, S("has a row that stands twice, or lacks one; "), c->gives,
		                S(" another number of rows")));
}

static bool same_row(const struct csv_row *a, const struct csv_row *b) {
	if (a->n != b->n) return false;
	for (size_t i = 0; i < a->n; i++)
		if (!slice_equal(a->cells[i].value, b->cells[i].value)) return false;
	return true;
}

void compare_csv(const struct compared *c) {
	struct csv_file old, new;
	struct csv_error error;
	if (!csv_read(c->lies->arena, c->old, &old, &error)) {
		tell(c, (span){error.offset, error.offset}, error.message);
		return;
	}
	if (!csv_read(c->lies->arena, c->new, &new, &error)) {
		tell(c, SPAN_NONE, say(c->lies->arena, c->gives, S(" "), error.message));
		return;
	}
	size_t i = 0;
	while (i < old.rows.n && i < new.rows.n &&same_row(&old.rows.v[i], &new.rows.v[i])) i++;
	const struct csv_row *has = i < old.rows.n ? &old.rows.v[i] : NULL;
	const struct csv_row *given = i < new.rows.n ? &new.rows.v[i] : NULL;
	if (i == 0)
		tell(c, (span){0, 0}, S("its header is not the contract's"));
	else
		tell_rows(c, &old, has, &new, given);
}

/* ---- lines */

static void tell_line(const struct compared *c, size_t start, slice has, slice given) {
	struct flat_member one, other;
	if (c->rows && flat_difference(has, given, &one, &other)) {
		tell(c, (span){start + one.at.start, start + one.at.end},
		        column_message(
		                c->lies->arena, one.name, flat_plain(one.value), c->gives, flat_plain(other.value)));
		return;
	}
	size_t at = 0;
	while (at < has.n && at < given.n && has.p[at] == given.p[at]) at++;
	while (at > 0 && at < given.n && ((unsigned char)given.p[at] & 0xC0) == 0x80) at--;
	tell(c, (span){start + at, start + at},
	        say(c->lies->arena, S("has "), value_shown(c->lies->arena, slice_drop(has, at)), S(", "), c->gives,
	                S(" "), value_shown(c->lies->arena, slice_drop(given, at))));
}

void compare_lines(const struct compared *c) {
	slice old = c->old, new = c->new;
	while (old.n > 0 || new.n > 0) {
		struct cut has = slice_cut(old, S("\n")), given = slice_cut(new, S("\n"));
		if (!slice_equal(has.head, given.head) || has.ok != given.ok) {
			tell_line(c, (size_t)(c->old.n - old.n), has.head, given.head);
			return;
		}
		old = has.tail;
		new = given.tail;
	}
}

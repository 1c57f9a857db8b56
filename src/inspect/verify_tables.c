/* Each table by itself and against the others: see verify_parts.h. */
#include "base/buf.h"
#include "dataset/rows.h"
#include "dataset/write.h"
#include "inspect/flat_json.h"
#include "inspect/verify_parts.h"

/* ---- CSV and its header */

static bool header_is_right(struct proof *p, const struct kept_table *t) {
	if (t->rows.rows.n == 0) {
		proof_tell(p, &t->csv, (span){0, 0}, S("its header is missing"));
		return false;
	}
	const struct csv_row *header = &t->rows.rows.v[0];
	for (size_t i = 0; i < header->n || i < row_width(t->table); i++) {
		slice has = i < header->n ? header->cells[i].value : ABSENT;
		slice should = i < row_width(t->table) ? row_column(t->table, i)->name : ABSENT;
		if (slice_equal(has, should)) continue;
		slice message = say(p->arena, S("column "), slice_of_u64(p->arena, i + 1), S(" is "),
		        value_shown(p->arena, has), S(", the contract gives "), value_shown(p->arena, should));
		proof_tell(p, &t->csv, i < header->n ? header->cells[i].at : header->at, message);
		return false;
	}
	return true;
}

static void read_csv(struct proof *p, struct kept_table *t) {
	struct csv_error error;
	if (!t->csv.there) return;
	if (csv_read(p->arena, t->csv.bytes, &t->rows, &error)) {
		t->readable = header_is_right(p, t);
		return;
	}
	proof_tell(p, &t->csv, (span){error.offset, error.offset}, error.message);
}

/* ---- CSV = JSON Lines */

static slice *cells_of(struct proof *p, const struct csv_row *row) {
	slice *cells = arena_alloc(p->arena, row->n * sizeof *cells);
	for (size_t i = 0; i < row->n; i++) cells[i] = row->cells[i].value;
	return cells;
}

/* The two differ in this row. Who lies is told by the digests; where both are right or wrong, CSV is blamed. */
static void tell_twins(struct proof *p, const struct kept_table *t, size_t row, size_t start, slice json, slice csv) {
	bool blame_json = t->json.digest_wrong && !t->csv.digest_wrong;
	slice other = blame_json ? t->csv.name : t->json.name;
	struct flat_member in_json, in_csv;
	bool ended = row >= t->rows.rows.n;
	span at_json = {start, start + json.n};
	span at_csv = ended ? (span){t->csv.bytes.n, t->csv.bytes.n} : t->rows.rows.v[row].at;
	slice message = say(p->arena, S("this row is not that of "), other);
	if (ended || json.n == 0) message = say(p->arena, S("the number of rows is not that of "), other);
	if (!ended && flat_difference(json, csv, &in_json, &in_csv)) {
		size_t column = row_column_find(t->table, in_json.name);
		slice gives = say(p->arena, other, S(" gives"));
		if (column != SIZE_MAX) at_csv = kept_place(t, row, column);
		at_json = (span){start + in_json.at.start, start + in_json.at.end};
		slice one = flat_plain(in_json.value), two = flat_plain(in_csv.value);
		message = column_message(p->arena, in_json.name, blame_json ? one : two, gives, blame_json ? two : one);
	}
	if (blame_json)
		proof_tell(p, &t->json, at_json, message);
	else
		proof_tell(p, &t->csv, at_csv, message);
}

static void compare_twins(struct proof *p, const struct kept_table *t) {
	if (!t->readable || !t->json.there) return;
	struct buf line = {0};
	struct row_writer writer;
	slice rest = t->json.bytes;
	row_writer_open(&writer, t->table, p->arena);
	for (size_t i = 1; i < t->rows.rows.n || rest.n > 0; i++) {
		struct cut json = slice_cut(rest, S("\n"));
		buf_clear(&line);
		if (i < t->rows.rows.n) row_writer_put_one(&writer, cells_of(p, &t->rows.rows.v[i]), NULL, &line);
		slice csv = slice_cut(buf_slice(&line), S("\n")).head;
		if (!slice_equal(json.head, csv) || !json.ok) {
			tell_twins(p, t, i, t->json.bytes.n - rest.n, json.head, csv);
			break;
		}
		rest = json.tail;
	}
	buf_free(&line);
}

/* ---- order */

/* Numbers without leading zeros, by value; what is empty first. */
static int compare_numbers(slice a, slice b) {
	if (a.n != b.n) return a.n < b.n ? -1 : 1;
	return slice_compare(a, b);
}

/* What the rows of a table are sorted by, in order of weight; SIZE_MAX: a column it has not. */
struct order {
	size_t columns[5];
	bool numbers[5];
};

static struct order order_of(const struct table *t) {
	static const slice by_place[] = {{"document", 8}, {"start", 5}, {"end", 3}, {"rule", 4}, {"id", 2}};
	static const slice by_name[] = {{"type", 4}, {"name", 4}, {"id", 2}};
	bool entities = t == &tables[TABLE_entities];
	struct order o = {0};
	for (size_t i = 0; i < 5; i++) {
		bool named = !entities || i < sizeof by_name / sizeof *by_name;
		o.columns[i] = named ? row_column_find(t, entities ? by_name[i] : by_place[i]) : SIZE_MAX;
		o.numbers[i] = o.columns[i] != SIZE_MAX && row_column(t, o.columns[i])->type == COLUMN_INTEGER;
	}
	return o;
}

static int compare_places(const struct kept_table *t, const struct order *o, size_t a, size_t b) {
	int order = 0;
	for (size_t i = 0; i < 5 && order == 0; i++) {
		if (o->columns[i] == SIZE_MAX) continue;
		slice one = kept_cell(t, a, o->columns[i]), other = kept_cell(t, b, o->columns[i]);
		order = o->numbers[i] ? compare_numbers(one, other) : slice_compare(one, other);
	}
	return order;
}

static void verify_order(struct proof *p, const struct kept_table *t) {
	struct order o = order_of(t->table);
	for (size_t i = 2; i < t->rows.rows.n; i++) {
		int order = compare_places(t, &o, i - 1, i);
		if (order < 0) continue;
		proof_tell(p, &t->csv, t->rows.rows.v[i].at,
		        order == 0 ? S("this row stands twice")
		                   : S("this row stands behind one that it belongs before"));
		return;
	}
}

/* ---- ids and references */

static void index_ids(struct proof *p, struct kept_table *t) {
	t->ids.arena = p->arena;
	bool has_id = slice_equal(row_column(t->table, 0)->name, S("id")) || t->table == &tables[TABLE_documents];
	for (size_t i = 1; i < t->rows.rows.n && has_id; i++)
		if (!map_add(&t->ids, kept_cell(t, i, 0), i))
			proof_tell(p, &t->csv, kept_place(t, i, 0), S("another row has this id"));
}

static bool is_any_id(const struct proof *p, slice id) {
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (i != TABLE_documents && map_get(&p->tables[i].ids, id) != SIZE_MAX) return true;
	return false;
}

/* Columns that hold the id of a row of one of several tables. */
static bool refers_anywhere(const struct table *t, size_t column) {
	slice name = row_column(t, column)->name;
	if (t == &tables[TABLE_dates]) return slice_equal(name, S("basis"));
	return t == &tables[TABLE_relations] && (slice_equal(name, S("subject")) || slice_equal(name, S("object")));
}

static void verify_column_references(struct proof *p, const struct kept_table *t, size_t column) {
	const struct table *to = table_named(row_column(t->table, column)->references);
	bool anywhere = refers_anywhere(t->table, column);
	if (!to && !anywhere) return;
	if (to && !p->tables[to - tables].readable) return;
	for (size_t i = 1; i < t->rows.rows.n; i++) {
		slice id = kept_cell(t, i, column);
		bool there = anywhere ? is_any_id(p, id) : map_get(&p->tables[to - tables].ids, id) != SIZE_MAX;
		if (id.n == 0 || there) continue;
		slice message = say(p->arena, S("column "), row_column(t->table, column)->name, S(": has "),
		        value_shown(p->arena, id), S(", which no row of "), to ? to->name : S("any table"), S(" is"));
		proof_tell(p, &t->csv, kept_place(t, i, column), message);
		return;
	}
}

void verify_tables(struct proof *p) {
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		struct kept_table *t = &p->tables[i];
		read_csv(p, t);
		compare_twins(p, t);
		if (!t->readable) continue;
		verify_order(p, t);
		index_ids(p, t);
	}
	for (size_t i = 0; i < p->views.n; i++) {
		read_csv(p, &p->kept_views[i]);
		compare_twins(p, &p->kept_views[i]);
		bool kind = p->kept_views[i].table->evidence; /* of the pack's own */
		if (kind && p->kept_views[i].readable) verify_order(p, &p->kept_views[i]);
	}
	for (size_t i = 0; i < TABLE_COUNT + p->views.n; i++) {
		const struct kept_table *t = i < TABLE_COUNT ? &p->tables[i] : &p->kept_views[i - TABLE_COUNT];
		for (size_t column = 0; column < row_width(t->table) && t->readable; column++)
			verify_column_references(p, t, column);
	}
}

/* What a dataset adds to an explanation: see explain_dataset.h. */
#include "inspect/explain_dataset.h"

#include "base/io.h"
#include "dataset/csv_read.h"
#include "inspect/explain_page.h"

#include <string.h>

struct sheet {
	bool asked, there;
	struct csv_file csv;
};

/* Behind a pointer, so that a constant explanation may fill it. */
struct explain_dataset {
	arena *a;
	slice folder;
	struct diags *diags;
	struct sheet *sheets; /* TABLE_COUNT of them */
};

struct explain_dataset *explain_dataset_open(arena *a, slice folder, struct diags *diags) {
	struct explain_dataset *s = arena_alloc(a, sizeof *s);
	*s = (struct explain_dataset){a, folder, diags, arena_alloc(a, TABLE_COUNT * sizeof *s->sheets)};
	return s;
}

static void refuse(const struct explain_dataset *s, slice path, slice why) {
	diag_add(s->diags, (struct diag){.code = CODE_SYSTEM,
	                           .at = SPAN_NONE,
	                           .message = say(s->a, S("cannot read "), path, S(": "), why),
	                           .also_at = SPAN_NONE});
}

static bool read_sheet(const struct explain_dataset *s, slice name, struct csv_file *csv) {
	slice path = say(s->a, s->folder, S("/"), name, S(".csv")), bytes;
	struct csv_error wrong;
	int error = io_read_file(s->a, arena_c_string(s->a, path), 0, &bytes);
	if (error != 0) {
		refuse(s, path, slice_of(strerrordesc_np(error)));
		return false;
	}
	if (csv_read(s->a, bytes, csv, &wrong) && csv->rows.n > 0) return true;
	refuse(s, path, S("not the CSV of a dataset"));
	return false;
}

/* NULL where the dataset has no such file. */
static const struct csv_file *sheet_of(const struct explain_dataset *s, size_t table) {
	struct sheet *sheet = &s->sheets[table];
	if (!sheet->asked) sheet->there = read_sheet(s, tables[table].name, &sheet->csv);
	sheet->asked = true;
	return sheet->there ? &sheet->csv : NULL;
}

static slice cell(const struct csv_file *f, const struct csv_row *row, slice column) {
	const struct csv_row *header = &f->rows.v[0];
	for (size_t i = 0; i < header->n && i < row->n; i++)
		if (slice_equal(header->cells[i].value, column)) return row->cells[i].value;
	return ABSENT;
}

/* The first column is the id in every table that is asked so. */
static const struct csv_row *row_of(const struct csv_file *f, slice id) {
	for (size_t i = 1; f != NULL && i < f->rows.n; i++)
		if (f->rows.v[i].n > 0 && slice_equal(f->rows.v[i].cells[0].value, id)) return &f->rows.v[i];
	return NULL;
}

slice explain_dataset_first(const struct explain_dataset *s, slice id) {
	const struct csv_file *entities = sheet_of(s, TABLE_entities);
	const struct csv_row *row = row_of(entities, id);
	return row == NULL ? ABSENT : cell(entities, row, S("first"));
}

/* ---- one record */

static void put_entity(const struct explain *e, slice id, slice column) {
	const struct csv_file *entities = sheet_of(e->dataset, TABLE_entities);
	const struct csv_row *row = row_of(entities, id);
	if (row == NULL) return;
	page_row(e, S(""),
	        say(e->a, column, S(" = "), id, S(", "), cell(entities, row, S("name")), S(", mentions: "),
	                cell(entities, row, S("mentions")), S(", documents: "), cell(entities, row, S("documents"))));
}

/* Findings of the document itself have been told. */
static bool told(const struct document *d, slice code, slice message) {
	for (size_t i = 0; i < d->findings.n; i++)
		if (slice_equal(d->findings.v[i].code, code) && slice_equal(d->findings.v[i].message, message))
			return true;
	return false;
}

static void put_findings(const struct explain *e, const struct document *d, slice id) {
	const struct csv_file *f = sheet_of(e->dataset, TABLE_findings);
	for (size_t i = 1; f != NULL && i < f->rows.n; i++) {
		const struct csv_row *row = &f->rows.v[i];
		slice code = cell(f, row, S("code")), message = cell(f, row, S("message"));
		if (slice_find(cell(f, row, S("records")), id) == SIZE_MAX || told(d, code, message)) continue;
		page_row(e, S("finding"), say(e->a, cell(f, row, S("severity")), S(": "), code, S(": "), message));
	}
}

void explain_dataset_tell(const struct explain *e, const struct document *d, const struct record *r) {
	size_t table = 0;
	while (table < TABLE_COUNT && &tables[table] != r->kind) table++;
	const struct csv_file *f = table == TABLE_COUNT ? NULL : sheet_of(e->dataset, table);
	if (f == NULL) return;
	const struct csv_row *row = row_of(f, r->id);
	if (row == NULL) {
		page_row(e, S("dataset"), say(e->a, S("no row of "), r->kind->name, S(".csv has this id")));
		return;
	}
	page_row(e, S("dataset"),
	        say(e->a, S("row "), page_number(e, (size_t)(row - f->rows.v)), S(" of "), r->kind->name, S(".csv")));
	for (size_t i = 0; i < r->kind->count; i++)
		put_entity(e, cell(f, row, r->kind->columns[i].name), r->kind->columns[i].name);
	put_findings(e, d, r->id);
}

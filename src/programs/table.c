/* garner table: document lines → one table on standard output. */
#include "dataset/rows.h"
#include "dataset/write.h"
#include "programs/lines.h"
#include "programs/verbs.h"

static const struct opt options[] = {{0, "format", "FORMAT", "csv (default) or jsonl", false},
        {0, "no-header", NULL, "leave the header line of CSV out", false}, COMMON_OPTIONS};

static const struct verb verb = {"table", "TABLE [FILE…]",
        "Prints the rows that the documents passing by give to one table of the dataset (figures, dates,\n"
        "mentions, blocks, findings, …), as CSV or JSON Lines: the end of a pipeline that wants no folder.\n"
        "Entities come from all documents together; for those there is collect.",
        "… | garner normalise -r rules/nhs | garner table figures | sort", options, COUNT_OF(options)};

struct output {
	const struct table *table;
	bool json;
};

static bool print(struct program *p, struct document *d, arena *a, size_t findings_before, void *to) {
	const struct output *o = to;
	struct row_source source;
	struct buf b = {0};
	program_findings(p, d, findings_before);
	row_source_open(&source, d, a);
	struct rowset rows = rows_of(&source, o->table, a);
	for (size_t i = 0; i < rows.rows.n; i++) {
		if (o->json)
			write_json_row(&b, o->table, rows.rows.v[i].cells);
		else
			write_csv_row(&b, o->table, rows.rows.v[i].cells);
	}
	io_put(&p->out, buf_slice(&b));
	buf_free(&b);
	return p->out.error == 0;
}

static bool find_table(struct program *p, const struct table **table) {
	slice names[TABLE_COUNT];
	for (size_t i = 0; i < TABLE_COUNT; i++) names[i] = tables[i].name;
	if (p->operands.n == 0) {
		program_fail(p, CODE_USAGE, S("name a table: figures, dates, mentions, … (see --help)"));
		return false;
	}
	slice name = p->operands.v[0], near = nearest_name(name, names, TABLE_COUNT);
	*table = table_named(name);
	if (*table && *table != &tables[TABLE_entities]) return true;
	if (*table)
		program_fail(p, CODE_USAGE, S("entities come from all documents together: use collect"));
	else if (near.p)
		program_fail(p, CODE_USAGE, say(&p->arena, S("no table "), name, S("; did you mean "), near, S("?")));
	else
		program_fail(p, CODE_USAGE, say(&p->arena, S("no table "), name));
	return false;
}

int garner_table_main(int argc, char **argv) {
	struct program p;
	struct output o = {0};
	if (!program_open(&p, &verb, argc, argv) || !find_table(&p, &o.table)) return program_close(&p);
	slice format = program_option(&p, "format");
	o.json = slice_equal(format, S("jsonl"));
	if (format.p && !o.json && !slice_equal(format, S("csv"))) {
		program_fail(&p, CODE_USAGE, S("--format takes csv or jsonl"));
		return program_close(&p);
	}
	if (!o.json && !program_given(&p, "no-header")) {
		struct buf b = {0};
		write_csv_header(&b, o.table);
		io_put(&p.out, buf_slice(&b));
		buf_free(&b);
	}
	lines_each(&p, 1, NULL, print, &o);
	return program_close(&p);
}

/* garner table: document lines → one table on standard output. */
#include "dataset/rows.h"
#include "dataset/write.h"
#include "programs/lines.h"
#include "programs/rules.h"
#include "programs/verbs.h"

static const struct opt options[] = {{'r', "rules", "PACK", "a pack whose own kinds are tables too", false},
        {0, "format", "FORMAT", "csv (default) or jsonl", false},
        {0, "no-header", NULL, "leave the header line of CSV out", false}, COMMON_OPTIONS};

#define TABLE(name, is, evidence, about) "\n  " #name ": " about
static const struct verb verb = {"table", "TABLE [-r PACK] [FILE…]",
        "Prints the rows that the documents passing by give to one table of the dataset, as CSV or JSON\n"
        "Lines: the end of a pipeline that wants no folder. With -r a kind of the pack's own is a table too.\n"
        "Entities come from all documents together; for those there is collect. The tables:"
#include "model/tables.def"
        ,
        "… | garner normalise -r rules/nhs | garner table figures | sort", options, COUNT_OF(options)};

struct output {
	struct rules rules; /* none without -r */
	struct kinds kinds;
	const struct table *table;
	struct row_writer writer;
	bool json;
};

static bool print(struct program *p, struct document *d, arena *a, size_t findings_before, void *to) {
	struct output *o = to;
	struct row_source source;
	struct buf b = {0};
	program_findings(p, d, findings_before);
	row_source_open(&source, d, a);
	struct rowset rows = rows_of(&source, o->table, a);
	row_writer_put(&o->writer, rows.rows.v, rows.rows.n, o->json ? NULL : &b, o->json ? &b : NULL);
	io_put(&p->out, buf_slice(&b));
	buf_free(&b);
	return p->out.error == 0;
}

static const struct table *named(const struct kinds *own, slice name) {
	for (size_t i = 0; i < own->n; i++)
		if (slice_equal(own->v[i]->name, name)) return own->v[i];
	return table_named(name);
}

static slice nearest_table(arena *a, const struct kinds *own, slice name) {
	slices names = {0};
	for (size_t i = 0; i < TABLE_COUNT; i++) *vec_push(a, &names) = tables[i].name;
	for (size_t i = 0; i < own->n; i++) *vec_push(a, &names) = own->v[i]->name;
	return nearest_name(name, names.v, names.n);
}

static bool find_table(struct program *p, struct output *o) {
	arena *a = &p->arena;
	if (p->operands.n == 0) {
		program_fail(p, CODE_USAGE, S("name a table: figures, dates, mentions, … (see --help)"));
		return false;
	}
	slice name = p->operands.v[0], near = nearest_table(a, &o->kinds, name);
	o->table = named(&o->kinds, name);
	if (o->table && o->table != &tables[TABLE_entities]) {
		row_writer_open(&o->writer, o->table, a);
		return true;
	}
	if (o->table)
		program_fail(p, CODE_USAGE, S("entities come from all documents together: use collect"));
	else if (near.p)
		program_fail(p, CODE_USAGE, say(a, S("no table "), name, S("; did you mean "), near, S("?")));
	else
		program_fail_hint(p, CODE_USAGE, say(a, S("no table "), name),
		        o->rules.pack ? ABSENT : S("for a kind of a pack's own name the pack with -r"));
	return false;
}

static bool take_format(struct program *p, struct output *o) {
	slice format = program_option(p, "format");
	o->json = slice_equal(format, S("jsonl"));
	if (!format.p || o->json || slice_equal(format, S("csv"))) return true;
	program_fail(p, CODE_USAGE, S("--format takes csv or jsonl"));
	return false;
}

static void put_header(struct program *p, const struct output *o) {
	struct buf b = {0};
	if (o->json || program_given(p, "no-header")) return;
	write_csv_header(&b, o->table);
	io_put(&p->out, buf_slice(&b));
	buf_free(&b);
}

int garner_table_main(int argc, char **argv) {
	struct program p;
	struct output o = {0};
	bool fine = program_open(&p, &verb, argc, argv) && (!program_given(&p, "rules") || rules_load(&p, &o.rules));
	if (fine && o.rules.pack) o.kinds = rules_kinds(&o.rules);
	if (fine && find_table(&p, &o) && take_format(&p, &o)) {
		put_header(&p, &o);
		lines_each(&p, 1, &o.kinds, print, &o);
	}
	rules_free(&o.rules);
	return program_close(&p);
}

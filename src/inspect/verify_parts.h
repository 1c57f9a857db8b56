/* What the files of verify share among themselves: the dataset as it was found, and the lies told so far. Not for other
 * modules. */
#ifndef GARNER_INSPECT_VERIFY_PARTS_H
#define GARNER_INSPECT_VERIFY_PARTS_H

#include "dataset/csv_read.h"
#include "dataset/package.h"
#include "dataset/provenance.h"
#include "dataset/wide.h"
#include "inspect/lies.h"
#include "inspect/verify.h"
#include "model/document.h"

struct kept_file {
	slice name; /* in the folder */
	slice bytes;
	bool there;
	bool digest_wrong; /* by datapackage.json */
};

struct kept_table {
	const struct table *table;
	struct kept_file csv, json;
	struct csv_file rows; /* of csv, the header first; none where it could not be read */
	bool readable;        /* rows are, and their header is the contract's */
	struct map ids;       /* first cell → row, of tables whose rows others may refer to */
	size_t next;          /* the row that the next document begins with */
};

/* A table wide, of the folder or named by datapackage.json. */
struct kept_wide {
	struct kept_file file;
	bool named; /* by datapackage.json */
	bool given; /* some document has the table */
};

struct proof {
	arena *arena;
	const struct verify_request *request;
	struct diags *diags;
	struct lies lies;
	unsigned formats;
	struct kept_table tables[TABLE_COUNT];
	VEC(struct table) views; /* that datapackage.json lists */
	struct kept_table *kept_views;
	struct kept_file annotations, package, provenance;
	VEC(struct kept_wide) wide; /* by path */
	slices files, others;       /* all that lies in the folder */
	struct map sources;         /* name → place in the request */
	provenance_items documents; /* all but registers, as annotations.jsonl has them */
};

void proof_tell(struct proof *p, const struct kept_file *f, span at, slice message);
/* A cell of a row of a table's CSV. */
slice kept_cell(const struct kept_table *t, size_t row, size_t column);
/* The cell's place in the file. */
span kept_place(const struct kept_table *t, size_t row, size_t column);

/* A file of the dataset by its path, or NULL. */
struct kept_file *proof_file(struct proof *p, slice name);

/* Fills p->views from datapackage.json. */
void verify_find_views(struct proof *p);
/* The value of `"key": value,` in a line of datapackage.json, or ABSENT; `key` with its colon and blank. */
slice package_value(slice line, slice key);
/* A JSON string's inside without its backslashes: quotes and backslashes are all that is escaped in names. */
slice json_plain(slice text, arena *a);

/* datapackage.json: sizes, digests, schema. Sets digest_wrong. */
void verify_package(struct proof *p);
/* Each table by itself and against the others: CSV, header, JSON Lines, order, ids, references. */
void verify_tables(struct proof *p);
/* Sources and annotations.jsonl against the tables, document by document. */
void verify_documents(struct proof *p);
/* provenance.json; after all others. */
void verify_provenance(struct proof *p);
/* verify_package.c: the files that the dataset must have, by path, digests not filled in. */
package_files proof_files(const struct proof *p);
/* verify_wide.c: tables wide. Those that are there, and those that datapackage.json names; false when one cannot be read. */
bool wide_load(struct proof *p);
struct kept_wide *wide_find(struct proof *p, slice path); /* NULL when there is none */
/* Against the records of one document; and behind the last, what no document has. */
void verify_wide(struct proof *p, const struct document *d, arena *scratch);
void verify_wide_end(struct proof *p);
/* A file of the folder by its name; false when it cannot be read. */
bool kept_load(struct proof *p, struct kept_file *f, slice name);
/* The entities' ids and counts, from the mentions. */
void verify_entities(struct proof *p);

#endif

/* datapackage.json: a Data Package v2 that v1 readers take too, made from the list of tables.
 *
 * https://datapackage.org/standard/ (version 2.0), https://specs.frictionlessdata.io (version 1). It says nothing that
 * differs between machines or runs. `fieldsMatch` is left out: the text of 2.0 and its profile contradict each other,
 * and the default is what is meant. */
#ifndef GARNER_DATASET_PACKAGE_H
#define GARNER_DATASET_PACKAGE_H

#include "base/buf.h"
#include "dataset/sorter.h"
#include "dataset/wide.h"
#include "model/table.h"

#define PACKAGE_NAME "datapackage.json"
#define ANNOTATIONS_NAME "annotations.jsonl"

struct package_file {
	slice path;                /* in the folder */
	const struct table *table; /* NULL: annotations.jsonl, or a table wide */
	size_t number;             /* of the table: as in tables[], or TABLE_COUNT and more: of a view */
	bool json;                 /* JSON Lines, else CSV */
	slice header;              /* of a table wide: its first line, from which its schema comes */
	uint64_t bytes;
	slice sha256; /* 64 hex digits */
};
typedef VEC(struct package_file) package_files;

/* The files of a dataset in order of their paths, sizes and digests to be filled in. `formats`: FORMAT_CSV |
 * FORMAT_JSONL; `views`: the tables that the pack's views give. In the arena. */
package_files package_list(arena *a, unsigned formats, const struct table *views, size_t n);
/* Adds a table wide, behind them; package_sort then puts all in order of their paths. Of its bytes the first line is
 * copied. */
void package_add_wide(arena *a, package_files *files, slice path, slice bytes);
void package_sort(package_files *files);
/* The same where they may be many: in a sorter, in order of their paths, of whose bytes the first line is kept. The room is one for a record. */
void package_put_wide(struct sorter *more, const struct wide *w, slice sha256, struct buf *room);
/* The whole text, by way of `drain` where that is not NULL: the files, in order of their paths, and the tables wide, which
 * may be NULL. The name is brought to the letters that a package's may have. */
void package_encode(
        struct buf *out, slice name, const package_files *files, struct sorter *more, const struct drain *drain);

#endif

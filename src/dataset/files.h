/* The files of a dataset while they are written: every table in every format, and annotations.jsonl. */
#ifndef GARNER_DATASET_FILES_H
#define GARNER_DATASET_FILES_H

#include "base/io.h"
#include "dataset/provenance.h"

struct dataset_file {
	struct io_writer writer;
	bool open;
};
struct dataset_files {
	arena arena;
	slice folder;
	package_files list;
	struct dataset_file *files; /* beside the list */
	size_t *csv, *json;         /* indexes by number of the table, views behind the tables; SIZE_MAX: not written */
	const struct table *views;
	size_t annotations;
	struct buf row;
};

/* Creates every file, with its header where it has one. False with a diag on the system's refusal; files_close all the same. */
bool files_open(struct dataset_files *f, slice folder, unsigned formats, const struct table *views, size_t n,
        struct diags *diags);
/* `table`: its index in tables[], or TABLE_COUNT + index of a view. */
void files_put_row(struct dataset_files *f, size_t table, const slice *cells);
void files_put_line(struct dataset_files *f, const struct document *d);
/* Ends every file; with `whole` writes datapackage.json and provenance.json over them: `name` is that of the package, *p
 * says what the dataset was made from. False with a diag where any byte was lost. */
bool files_close(struct dataset_files *f, slice name, struct provenance *p, bool whole, struct diags *diags);

#endif

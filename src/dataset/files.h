/* The files of a dataset while they are written: every table in every format, and annotations.jsonl. */
#ifndef GARNER_DATASET_FILES_H
#define GARNER_DATASET_FILES_H

#include "base/io.h"
#include "dataset/package.h"
#include "dataset/wide.h"
#include "model/document.h"

struct dataset_file {
	struct io_writer writer;
	bool open;
};
struct dataset_files {
	arena arena;
	slice folder;
	package_files list;
	struct dataset_file *files; /* beside the first `open` of the list */
	size_t open;
	size_t csv[TABLE_COUNT], json[TABLE_COUNT]; /* indexes, SIZE_MAX: not written */
	size_t annotations;
	struct buf row;
};

/* Creates every file, with its header where it has one. False with a diag on the system's refusal; files_close all the same. */
bool files_open(struct dataset_files *f, slice folder, unsigned formats, struct diags *diags);
void files_put_row(struct dataset_files *f, size_t table, const slice *cells);
/* A file of its own, written at once. False with a diag where the system refuses. */
bool files_put_wide(struct dataset_files *f, const struct wide *w, struct diags *diags);
void files_put_line(struct dataset_files *f, const struct document *d);
/* Ends every file; with `whole` writes datapackage.json over them. False with a diag where any byte was lost. */
bool files_close(struct dataset_files *f, slice name, bool whole, struct diags *diags);

#endif

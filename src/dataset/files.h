/* The files of a dataset while they are written: every table in every format, and annotations.jsonl.
 *
 * Rows are rendered into an output, which is one buffer a file, by any thread; outputs are then put into the files, each
 * file by one thread at a time and in the order in which its rows are to stand. Whoever puts takes the digest and writes:
 * the bytes are still in the cache of that processor, and as many files are written at once as there are threads. */
#ifndef GARNER_DATASET_FILES_H
#define GARNER_DATASET_FILES_H

#include "base/io.h"
#include "base/sha256.h"
#include "dataset/provenance.h"
#include "dataset/rows.h"
#include "dataset/wide.h"
#include "dataset/write.h"

#include <pthread.h>
#include <stdatomic.h>

struct dataset_file {
	struct io_writer writer;
	struct sha256 digest;
	uint64_t bytes;
	bool open;
};
struct dataset_files {
	arena arena;
	pthread_mutex_t lock; /* over the list of tables wide, and what was refused of them */
	struct sorter wides;
	struct buf room; /* for one of its records */
	bool any_wide;
	slice refused; /* a table wide that could not be written, and why */
	int refused_why;
	atomic_bool failed;
	slice folder;
	package_files list;         /* but for tables wide */
	struct dataset_file *files; /* beside the first `open` of the list */
	size_t open;
	size_t *csv, *json; /* indexes by number of the table, more tables behind; SIZE_MAX: not written */
	const struct table *more;
	size_t more_count;
	size_t annotations;
};

/* One buffer for each of f->open files, and a writer for each table. */
struct output {
	arena arena;
	struct buf *files;
	struct row_writer *writers;
};

/* Creates every file, with its header where it has one. `more`: tables beside tables[]: of views, of kinds of the pack.
 * False with a diag on the system's refusal; files_close all the same. */
bool files_open(struct dataset_files *f, slice folder, unsigned formats, const struct table *more, size_t n,
        struct diags *diags);

void output_open(struct output *o, const struct dataset_files *f);
void output_close(struct output *o, const struct dataset_files *f);
/* `table`: its index in tables[], or TABLE_COUNT + index among the others. */
void output_row(struct output *o, const struct dataset_files *f, size_t table, const slice *cells);
void output_rows(struct output *o, const struct dataset_files *f, size_t table, const struct rowset *set);
void output_line(struct output *o, const struct dataset_files *f, const struct document *d, const struct drain *drain);
/* Writes what is meant for the file, and empties that. */
void files_put(struct dataset_files *f, size_t file, struct output *o);
void files_put_table(struct dataset_files *f, size_t table, struct output *o);
void files_put_all(struct dataset_files *f, struct output *o);

/* A file of its own, by any thread. */
void files_put_wide(struct dataset_files *f, const struct wide *w);
/* Was any byte lost so far? Which, and why, files_close tells. */
bool files_failed(const struct dataset_files *f);
/* Ends every file; with `whole` writes datapackage.json and provenance.json over them: `name` is that of the package, *p
 * says what the dataset was made from. False with a diag where any byte was lost. */
bool files_close(struct dataset_files *f, slice name, struct provenance *p, bool whole, struct diags *diags);

bool refuse_system(struct diags *diags, slice what, slice path, int error); /* false, with a diag */

#endif

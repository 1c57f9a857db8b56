/* The open files of a dataset: see files.h. */
#include "dataset/files.h"

#include "base/mem.h"
#include "model/line.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

bool refuse_system(struct diags *diags, slice what, slice path, int error) {
	/* strerrordesc_np is the text without translation; glibc 2.32 and later. */
	slice reason = slice_of(strerrordesc_np(error));
	slice message = say(diags->arena, S("cannot "), what, S(" "), path, S(": "), reason);
	diag_add(diags, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = message});
	return false;
}

static slice path_of(const struct dataset_files *f, slice name, arena *a) { return say(a, f->folder, S("/"), name); }

/* ---- one file */

static int file_open(struct dataset_file *file, const char *path) {
	int fd;
	do fd = io.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) return errno;
	*file = (struct dataset_file){.writer = {.fd = fd, .to_disk = true}, .open = true};
	sha256_begin(&file->digest);
	return 0;
}

static void file_put(struct dataset_file *file, slice bytes) {
	if (bytes.n == 0) return;
	sha256_add(&file->digest, bytes);
	file->bytes += bytes.n;
	io_put(&file->writer, bytes);
}

/* The digest goes into the arena. */
static int file_close(struct dataset_file *file, arena *a, slice *digest) {
	int error = io_flush(&file->writer);
	/* After EINTR the descriptor is closed all the same. */
	if (io.close(file->writer.fd) != 0 && errno != EINTR && error == 0) error = errno;
	io_writer_free(&file->writer);
	*digest = sha256_end(a, &file->digest);
	file->open = false;
	return error;
}

/* ---- tables wide */

/* errno value. */
static int write_wide(struct dataset_files *f, const struct wide *w, arena *a) {
	struct dataset_file file;
	slice digest;
	int error = file_open(&file, arena_c_string(a, path_of(f, w->path, a)));
	if (error != 0) return error;
	file_put(&file, w->bytes);
	error = file_close(&file, a, &digest);
	pthread_mutex_lock(&f->lock);
	package_put_wide(&f->wides, w, digest, &f->room);
	pthread_mutex_unlock(&f->lock);
	return error;
}

static int make_folder(struct dataset_files *f, arena *a) {
	pthread_mutex_lock(&f->lock);
	int error = f->any_wide ? 0 : io_make_folders(arena_c_string(a, path_of(f, S(WIDE_FOLDER), a)));
	f->any_wide = true;
	pthread_mutex_unlock(&f->lock);
	return error;
}

static void refuse_wide(struct dataset_files *f, slice path, int error) {
	pthread_mutex_lock(&f->lock);
	if (f->refused_why == 0) {
		f->refused = path_of(f, path, &f->arena);
		f->refused_why = error;
	}
	pthread_mutex_unlock(&f->lock);
	atomic_store(&f->failed, true);
}

void files_put_wide(struct dataset_files *f, const struct wide *w) {
	arena scratch = {0};
	int error = make_folder(f, &scratch);
	if (error == 0) error = write_wide(f, w, &scratch);
	if (error != 0) refuse_wide(f, w->path, error);
	arena_free(&scratch);
}

/* ---- opening */

enum { WIDES_BUDGET = 128 << 10 };

/* Notes which file is which, and writes the header of CSV. */
static void begin_file(struct dataset_files *f, size_t i) {
	const struct table *t = f->list.v[i].table;
	if (!t) {
		f->annotations = i;
		return;
	}
	*(f->list.v[i].json ? &f->json[f->list.v[i].number] : &f->csv[f->list.v[i].number]) = i;
	if (f->list.v[i].json) return;
	struct buf header = {0};
	write_csv_header(&header, t);
	file_put(&f->files[i], buf_slice(&header));
	buf_free(&header);
}

bool files_open(struct dataset_files *f, slice folder, unsigned formats, const struct table *more, size_t n,
        struct diags *diags) {
	*f = (struct dataset_files){.folder = folder,
	        .more = more,
	        .more_count = n,
	        .wides = {.compare = bytes_compare_text, .budget = WIDES_BUDGET}};
	pthread_mutex_init(&f->lock, NULL);
	f->wides.folder = arena_c_string(&f->arena, folder);
	f->list = package_list(&f->arena, formats, more, n);
	f->open = f->list.n;
	f->files = arena_alloc(&f->arena, f->open * sizeof *f->files);
	f->csv = arena_alloc(&f->arena, (TABLE_COUNT + n) * sizeof *f->csv);
	f->json = arena_alloc(&f->arena, (TABLE_COUNT + n) * sizeof *f->json);
	for (size_t i = 0; i < TABLE_COUNT + n; i++) f->csv[i] = f->json[i] = SIZE_MAX;
	for (size_t i = 0; i < f->open; i++) {
		slice path = path_of(f, f->list.v[i].path, &f->arena);
		int error = file_open(&f->files[i], arena_c_string(&f->arena, path));
		if (error != 0) return refuse_system(diags, S("create"), path, error);
		begin_file(f, i);
	}
	return true;
}

/* ---- rows */

void output_open(struct output *o, const struct dataset_files *f) {
	*o = (struct output){0};
	o->files = must_alloc((f->open + 1) * sizeof *o->files);
	o->writers = must_alloc((TABLE_COUNT + f->more_count) * sizeof *o->writers);
}

void output_close(struct output *o, const struct dataset_files *f) {
	for (size_t i = 0; i < f->open; i++) buf_free(&o->files[i]);
	mem_free(o->files);
	mem_free(o->writers);
	arena_free(&o->arena);
}

static struct row_writer *writer_of(struct output *o, const struct dataset_files *f, size_t table) {
	struct row_writer *w = &o->writers[table];
	if (!w->table)
		row_writer_open(w, table < TABLE_COUNT ? &tables[table] : &f->more[table - TABLE_COUNT], &o->arena);
	return w;
}

static struct buf *buffer_of(struct output *o, size_t file) { return file != SIZE_MAX ? &o->files[file] : NULL; }

void output_row(struct output *o, const struct dataset_files *f, size_t table, const slice *cells) {
	row_writer_put_one(writer_of(o, f, table), cells, buffer_of(o, f->csv[table]), buffer_of(o, f->json[table]));
}

void output_rows(struct output *o, const struct dataset_files *f, size_t table, const struct rowset *set) {
	if (set->rows.n == 0) return;
	row_writer_put(writer_of(o, f, table), set->rows.v, set->rows.n, buffer_of(o, f->csv[table]),
	        buffer_of(o, f->json[table]));
}

void output_line(struct output *o, const struct dataset_files *f, const struct document *d, const struct drain *drain) {
	line_encode_by(d, LINE_WITHOUT_TEXT, &o->files[f->annotations], drain);
}

void files_put(struct dataset_files *f, size_t file, struct output *o) {
	file_put(&f->files[file], buf_slice(&o->files[file]));
	buf_clear(&o->files[file]);
	if (f->files[file].writer.error != 0) atomic_store(&f->failed, true);
}

bool files_failed(const struct dataset_files *f) { return atomic_load(&f->failed); }

void files_put_table(struct dataset_files *f, size_t table, struct output *o) {
	if (f->csv[table] != SIZE_MAX) files_put(f, f->csv[table], o);
	if (f->json[table] != SIZE_MAX) files_put(f, f->json[table], o);
}

void files_put_all(struct dataset_files *f, struct output *o) {
	for (size_t i = 0; i < f->open; i++) files_put(f, i, o);
}

/* ---- the end */

static bool end_file(struct dataset_files *f, size_t i, struct diags *diags) {
	struct package_file *file = &f->list.v[i];
	if (!f->files[i].open) return true;
	int error = file_close(&f->files[i], &f->arena, &file->sha256);
	file->bytes = f->files[i].bytes;
	return error == 0 || refuse_system(diags, S("write"), path_of(f, file->path, diags->arena), error);
}

/* What grows with the documents is never held whole: it goes to its file piece by piece. */
static void drain(void *to, struct buf *out) {
	file_put(to, buf_slice(out));
	buf_clear(out);
}

/* One of the two files that tell of all others: which, and what it holds. */
static bool write_about(struct dataset_files *f, slice name, slice package, const struct provenance *p, slice *digest,
        struct diags *diags) {
	slice path = path_of(f, name, diags->arena);
	struct dataset_file file;
	struct buf text = {0};
	int error = file_open(&file, arena_c_string(&f->arena, path));
	if (error != 0) return refuse_system(diags, S("create"), path, error);
	struct drain way = {drain, &file};
	if (p)
		provenance_encode(&text, p, &way);
	else
		package_encode(&text, package, &f->list, &f->wides, &way);
	drain(&file, &text);
	buf_free(&text);
	error = file_close(&file, &f->arena, digest);
	return error == 0 || refuse_system(diags, S("write"), path, error);
}

static bool write_package(struct dataset_files *f, slice name, struct provenance *p, struct diags *diags) {
	slice digest;
	package_sort(&f->list);
	if (!write_about(f, S(PACKAGE_NAME), name, NULL, &digest, diags)) return false;
	provenance_files(p, &f->list, digest, &f->arena);
	p->more_files = &f->wides;
	if (!write_about(f, S(PROVENANCE_NAME), ABSENT, p, &digest, diags)) return false;
	int error = f->wides.error;
	if (error == 0 && p->more_documents) error = p->more_documents->error;
	return error == 0 || refuse_system(diags, S("write to a temporary file in"), f->folder, error);
}

bool files_close(struct dataset_files *f, slice name, struct provenance *p, bool whole, struct diags *diags) {
	bool fine = f->refused_why == 0 || refuse_system(diags, S("write"), f->refused, f->refused_why);
	for (size_t i = 0; i < f->open; i++)
		if (!end_file(f, i, diags)) fine = false;
	if (fine && whole) fine = write_package(f, name, p, diags);
	pthread_mutex_destroy(&f->lock);
	sorter_free(&f->wides);
	buf_free(&f->room);
	arena_free(&f->arena);
	return fine;
}

/* The open files of a dataset: see files.h. Digests are taken from what the files hold in the end, read back. */
#include "dataset/files.h"

#include "base/sha256.h"
#include "dataset/write.h"
#include "model/line.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

static bool refuse(struct diags *diags, slice what, slice path, int error) {
	/* strerrordesc_np is the text without translation; glibc 2.32 and later. */
	slice reason = slice_of(strerrordesc_np(error));
	slice message = say(diags->arena, S("cannot "), what, S(" "), path, S(": "), reason);
	diag_add(diags, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = message});
	return false;
}

static slice path_of(const struct dataset_files *f, slice name, arena *a) { return say(a, f->folder, S("/"), name); }

static bool open_file(struct dataset_files *f, size_t i, struct diags *diags) {
	slice path = path_of(f, f->list.v[i].path, &f->arena);
	int fd;
	do fd = io.open(arena_c_string(&f->arena, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) return refuse(diags, S("create"), path, errno);
	f->files[i] = (struct dataset_file){.writer = {.fd = fd}, .open = true};
	return true;
}

/* Notes which file is which, and writes the header of CSV. */
static void begin_file(struct dataset_files *f, size_t i) {
	const struct table *t = f->list.v[i].table;
	if (!t) {
		f->annotations = i;
		return;
	}
	*(f->list.v[i].json ? &f->json[f->list.v[i].number] : &f->csv[f->list.v[i].number]) = i;
	if (f->list.v[i].json) return;
	buf_clear(&f->row);
	write_csv_header(&f->row, t);
	io_put(&f->files[i].writer, buf_slice(&f->row));
}

bool files_open(struct dataset_files *f, slice folder, unsigned formats, const struct table *views, size_t n,
        struct diags *diags) {
	*f = (struct dataset_files){.folder = folder, .views = views};
	f->list = package_list(&f->arena, formats, views, n);
	f->open = f->list.n;
	f->files = arena_alloc(&f->arena, f->open * sizeof *f->files);
	f->csv = arena_alloc(&f->arena, (TABLE_COUNT + n) * sizeof *f->csv);
	f->json = arena_alloc(&f->arena, (TABLE_COUNT + n) * sizeof *f->json);
	for (size_t i = 0; i < TABLE_COUNT + n; i++) f->csv[i] = f->json[i] = SIZE_MAX;
	for (size_t i = 0; i < f->open; i++) {
		if (!open_file(f, i, diags)) return false;
		begin_file(f, i);
	}
	return true;
}

void files_put_row(struct dataset_files *f, size_t table, const slice *cells) {
	const struct table *t = table < TABLE_COUNT ? &tables[table] : &f->views[table - TABLE_COUNT];
	if (f->csv[table] != SIZE_MAX) {
		buf_clear(&f->row);
		write_csv_row(&f->row, t, cells);
		io_put(&f->files[f->csv[table]].writer, buf_slice(&f->row));
	}
	if (f->json[table] != SIZE_MAX) {
		buf_clear(&f->row);
		write_json_row(&f->row, t, cells);
		io_put(&f->files[f->json[table]].writer, buf_slice(&f->row));
	}
}

bool files_put_wide(struct dataset_files *f, const struct wide *w, struct diags *diags) {
	slice folder = path_of(f, S(WIDE_FOLDER), &f->arena), path = path_of(f, w->path, &f->arena);
	int error = f->list.n == f->open ? io_make_folders(arena_c_string(&f->arena, folder)) : 0;
	if (error != 0) return refuse(diags, S("create"), folder, error);
	package_add_wide(&f->arena, &f->list, arena_copy(&f->arena, w->path), w->bytes);
	error = io_write_file(arena_c_string(&f->arena, path), w->bytes);
	return error == 0 || refuse(diags, S("write"), path, error);
}

void files_put_line(struct dataset_files *f, const struct document *d) {
	buf_clear(&f->row);
	line_encode(d, LINE_WITHOUT_TEXT, &f->row);
	io_put(&f->files[f->annotations].writer, buf_slice(&f->row));
}

static bool close_file(struct dataset_files *f, size_t i, struct diags *diags) {
	struct dataset_file *file = &f->files[i];
	if (!file->open) return true;
	int error = io_flush(&file->writer);
	/* After EINTR the descriptor is closed all the same. */
	if (io.close(file->writer.fd) != 0 && errno != EINTR && error == 0) error = errno;
	io_writer_free(&file->writer);
	file->open = false;
	return error == 0 || refuse(diags, S("write"), path_of(f, f->list.v[i].path, diags->arena), error);
}

static bool take_digest(struct dataset_files *f, size_t i, struct diags *diags) {
	struct package_file *file = &f->list.v[i];
	arena scratch = {0};
	slice bytes, path = path_of(f, file->path, diags->arena);
	int error = io_read_file(&scratch, arena_c_string(&scratch, path), 0, &bytes);
	if (error == 0) {
		file->bytes = bytes.n;
		file->sha256 = sha256_hex(&f->arena, bytes);
	}
	arena_free(&scratch);
	return error == 0 || refuse(diags, S("read back"), path, error);
}

static bool write_whole(struct dataset_files *f, slice name, struct diags *diags) {
	slice path = path_of(f, name, diags->arena);
	int error = io_write_file(arena_c_string(&f->arena, path), buf_slice(&f->row));
	return error == 0 || refuse(diags, S("write"), path, error);
}

static bool write_package(struct dataset_files *f, slice name, struct provenance *p, struct diags *diags) {
	for (size_t i = 0; i < f->list.n; i++)
		if (!take_digest(f, i, diags)) return false;
	package_sort(&f->list);
	buf_clear(&f->row);
	package_encode(&f->row, name, &f->list);
	if (!write_whole(f, S(PACKAGE_NAME), diags)) return false;
	provenance_files(p, &f->list, buf_slice(&f->row), &f->arena);
	buf_clear(&f->row);
	provenance_encode(&f->row, p);
	return write_whole(f, S(PROVENANCE_NAME), diags);
}

bool files_close(struct dataset_files *f, slice name, struct provenance *p, bool whole, struct diags *diags) {
	bool fine = true;
	for (size_t i = 0; i < f->open; i++)
		if (!close_file(f, i, diags)) fine = false;
	if (fine && whole) fine = write_package(f, name, p, diags);
	buf_free(&f->row);
	arena_free(&f->arena);
	return fine;
}

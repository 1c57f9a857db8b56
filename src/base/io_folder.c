/* Folders: listed, made, removed, exchanged. See io.h. Paths grow while going down, so a tree that is too deep for the
 * system gives ENAMETOOLONG; only one folder is open at a time. */
#include "base/io.h"

#include "base/io_wait.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>

static void sort(slices *list) {
	if (list->n) qsort(list->v, list->n, sizeof *list->v, slice_order);
}

static bool is_dots(slice name) { return slice_equal(name, S(".")) || slice_equal(name, S("..")); }

/* `name` below `folder`; either may be empty. */
static slice below(arena *a, slice folder, slice name) {
	if (folder.n == 0) return arena_copy(a, name);
	return slice_ends(folder, S("/")) ? say(a, folder, name) : say(a, folder, S("/"), name);
}

struct entry {
	slice name;
	unsigned char type; /* DT_REG, DT_DIR and so on; DT_UNKNOWN where the file system does not say */
};
typedef VEC(struct entry) entries;

/* What stands in a folder, in the system's order. */
static int read_entries(arena *a, slice folder, entries *list) {
	DIR *dir = opendir(arena_c_string(a, folder));
	if (!dir) return errno;
	struct dirent *entry;
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		slice name = slice_of(entry->d_name);
		if (!is_dots(name)) *vec_push(a, list) = (struct entry){arena_copy(a, name), entry->d_type};
	}
	int error = errno;
	closedir(dir);
	return error;
}

int io_folder_names(arena *a, const char *folder, slices *names) {
	entries list = {0};
	int error = read_entries(a, slice_of(folder), &list);
	for (size_t i = 0; i < list.n; i++) *vec_push(a, names) = list.v[i].name;
	return error;
}

/* The system is asked only where the folder did not say: a million questions take a second. */
static int type_of(slice path, unsigned char *type) {
	arena scratch = {0};
	struct stat st;
	if (*type != DT_UNKNOWN) return 0;
	int error = io.lstat(arena_c_string(&scratch, path), &st) == 0 ? 0 : errno;
	if (!error) *type = S_ISDIR(st.st_mode) ? DT_DIR : S_ISREG(st.st_mode) ? DT_REG : DT_CHR;
	arena_free(&scratch);
	return error;
}

/* One folder: its files and others are noted, its folders wait in `folders`. All paths are relative to root. */
static int list_one(arena *a, slice root, slice folder, slices *folders, slices *files, slices *others) {
	arena scratch = {0}, one = {0};
	entries list = {0};
	int error = read_entries(&scratch, folder.n ? below(&scratch, root, folder) : root, &list);
	for (size_t i = 0; i < list.n && !error; i++) {
		slice path = below(a, folder, list.v[i].name);
		unsigned char type = list.v[i].type;
		error = type_of(below(&one, root, path), &type);
		*vec_push(a, type == DT_DIR ? folders : type == DT_REG ? files : others) = path;
		arena_reset(&one);
	}
	arena_free(&one);
	arena_free(&scratch);
	return error;
}

int io_list_folder(arena *a, const char *folder, slices *files, slices *others) {
	slices folders = {0};
	*vec_push(a, &folders) = S("");
	for (size_t i = 0; i < folders.n; i++) {
		int error = list_one(a, slice_of(folder), folders.v[i], &folders, files, others);
		if (error) return error;
	}
	sort(files);
	sort(others);
	return 0;
}

static int make_folder(const char *path) {
	struct stat st;
	if (io.mkdir(path, 0777) == 0) return 0;
	if (errno != EEXIST) return errno;
	if (io.stat(path, &st) != 0) return errno;
	return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

int io_make_folders(const char *path) {
	arena scratch = {0};
	slice whole = slice_of(path);
	int error = whole.n ? 0 : ENOENT;
	for (size_t i = 1; i <= whole.n && !error; i++)
		if (i == whole.n || whole.p[i] == '/')
			error = make_folder(arena_c_string(&scratch, slice_sub(whole, 0, i)));
	arena_free(&scratch);
	return error;
}

/* Removes what is no folder; a folder goes into the list, its children behind it. */
static int remove_or_note(arena *a, slice path, slices *folders) {
	const char *name = arena_c_string(a, path);
	struct stat st;
	if (io.lstat(name, &st) != 0) return errno == ENOENT ? 0 : errno;
	if (S_ISDIR(st.st_mode)) {
		*vec_push(a, folders) = path;
		return 0;
	}
	return io.unlink(name) == 0 || errno == ENOENT ? 0 : errno;
}

static int remove_content(arena *a, slices *folders) {
	int error = 0;
	for (size_t i = 0; i < folders->n && !error; i++) {
		slices names = {0};
		error = io_folder_names(a, arena_c_string(a, folders->v[i]), &names);
		for (size_t k = 0; k < names.n && !error; k++)
			error = remove_or_note(a, below(a, folders->v[i], names.v[k]), folders);
	}
	return error;
}

int io_remove_tree(const char *path) {
	arena scratch = {0};
	slices folders = {0};
	int error = remove_or_note(&scratch, slice_of(path), &folders);
	if (!error) error = remove_content(&scratch, &folders);
	for (size_t i = folders.n; i-- > 0 && !error;) /* the deeper ones stand behind */
		if (io.rmdir(arena_c_string(&scratch, folders.v[i])) != 0 && errno != ENOENT) error = errno;
	arena_free(&scratch);
	return error;
}

int io_hold_folder(const char *path, int *fd) {
	int error = io_open(path, O_RDONLY | O_DIRECTORY, fd);
	if (error || flock(*fd, LOCK_EX | LOCK_NB) == 0) return error;
	error = errno;
	(void)io.close(*fd);
	return error;
}

/* a → aside, b → a, aside → b. */
static int exchange_by_renames(const char *a, const char *b, const char *aside) {
	if (io.rename(a, aside) != 0) return errno;
	if (io.rename(b, a) != 0) {
		int error = errno;
		(void)io.rename(aside, a);
		return error;
	}
	if (io.rename(aside, b) == 0) return 0;
	int error = errno;
	(void)io.rename(a, b);
	(void)io.rename(aside, a);
	return error;
}

int io_exchange(const char *a, const char *b) {
	if (io.exchange(a, b) == 0) return 0;
	if (errno != ENOSYS && errno != EINVAL && errno != ENOTSUP) return errno;
	arena scratch = {0};
	int error = exchange_by_renames(a, b, arena_c_string(&scratch, say(&scratch, slice_of(a), S(".exchange"))));
	arena_free(&scratch);
	return error;
}

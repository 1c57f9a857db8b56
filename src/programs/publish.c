/* A dataset takes its place: see publish.h. */
#include "programs/publish.h"

#include "programs/names.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static int exists(arena *a, slice path, struct stat *st) {
	return io.lstat(arena_c_string(a, path), st) == 0 ? 0 : errno;
}

/* What the exchange would throw away must be a dataset or nothing. */
bool target_check(struct program *p, slice out) {
	arena *a = &p->arena;
	struct stat st;
	int error = exists(a, out, &st);
	if (error == ENOENT) return true;
	slices files = {0}, others = {0};
	if (error == 0 && !S_ISDIR(st.st_mode)) error = ENOTDIR;
	if (error == 0) error = io_list_folder(a, arena_c_string(a, out), &files, &others);
	if (error != 0) {
		program_fail_system(p, "write to", out, error);
		return false;
	}
	if (files.n + others.n == 0 || exists(a, path_join(a, out, S("datapackage.json")), &st) == 0) return true;
	program_fail_hint(p, CODE_USAGE, say(a, out, S(" holds files but is no dataset; it was left as it is")),
	        S("name a new folder, or one that garner wrote"));
	return false;
}

static slice folder_of(slice path) {
	slice base = path_base(path);
	size_t n = (size_t)(base.p - path.p);
	return n == 0 ? S(".") : slice_sub(path, 0, n);
}

/* A process of this number on this machine, or one that holds the folder from anywhere, is still at work in it. */
static bool is_stale(slice number, const char *path) {
	uint64_t pid;
	int fd;
	if (!slice_to_u64(number, &pid) || pid == 0 || pid > INT32_MAX) return false;
	if (kill((pid_t)pid, 0) == 0 || errno != ESRCH) return false;
	int error = io_hold_folder(path, &fd);
	if (error == 0) io.close(fd);
	return error == 0 || error == ENOLCK || error == ENOTSUP;
}

/* What processes that were killed have left: STEM and a number. */
static void sweep(slice stem) {
	arena scratch = {0};
	slices names = {0};
	slice folder = folder_of(stem), begin = path_base(stem);
	(void)io_folder_names(&scratch, arena_c_string(&scratch, folder), &names);
	for (size_t i = 0; i < names.n; i++) {
		if (!slice_starts(names.v[i], begin)) continue;
		const char *path = arena_c_string(&scratch, path_join(&scratch, folder, names.v[i]));
		if (is_stale(slice_drop(names.v[i], begin.n), path)) (void)io_remove_tree(path);
	}
	arena_free(&scratch);
}

static bool make_aside(struct program *p, slice stem, struct target *t) {
	arena *a = &p->arena;
	t->hold = -1;
	t->aside = say(a, stem, slice_of_u64(a, (uint64_t)getpid()));
	sweep(stem);
	/* A process of this number may have been killed here before. */
	io_remove_tree(arena_c_string(a, t->aside));
	int error = io_make_folders(arena_c_string(a, t->aside));
	if (error != 0) {
		program_fail_system(p, "make the folder", t->aside, error);
		return false;
	}
	/* Where a file system knows no locks, the number of the process is all there is to go by. */
	if (io_hold_folder(arena_c_string(a, t->aside), &t->hold) != 0) t->hold = -1;
	return true;
}

static void let_go(const struct target *t) {
	if (t->hold >= 0) (void)io.close(t->hold);
}

bool target_open(struct program *p, slice out, struct target *t) {
	while (out.n > 1 && out.p[out.n - 1] == '/') out.n--;
	t->out = out;
	return target_check(p, out) && make_aside(p, say(&p->arena, out, S(".new-")), t);
}

bool target_temporary(struct program *p, struct target *t) {
	const char *folder = getenv("TMPDIR");
	slice stem = path_join(&p->arena, folder && *folder ? slice_of(folder) : S("/tmp"), S("garner-check-"));
	t->out = ABSENT;
	return make_aside(p, stem, t);
}

/* Beyond a thousand files or so one call for the whole file system is cheaper than one for each; below that it is not, for
 * it brings to the disk what all others have written, too. */
enum { SYNC_ALONE_MAX = 1024 };

/* Every file, the folders below, and the folder itself. */
static slices paths_of(arena *a, slice folder, const slices *files) {
	slices paths = {0};
	slice below = S("");
	for (size_t i = 0; i < files->n; i++) {
		slice path = path_join(a, folder, files->v[i]), in = folder_of(path);
		*vec_push(a, &paths) = path;
		if (slice_find_byte(files->v[i], '/') == SIZE_MAX || slice_equal(in, below)) continue;
		*vec_push(a, &paths) = below = in;
	}
	*vec_push(a, &paths) = folder;
	return paths;
}

static int sync_tree(slice folder) {
	arena a = {0};
	slices files = {0}, others = {0};
	int error = io_list_folder(&a, arena_c_string(&a, folder), &files, &others);
	bool each = files.n <= SYNC_ALONE_MAX;
	if (error == 0 && !each) {
		error = io_sync_file_system(folder);
		each = error == ENOSYS;
	}
	if (each && (error == 0 || error == ENOSYS)) {
		slices paths = paths_of(&a, folder, &files);
		error = io_sync_paths(paths.v, paths.n);
	}
	arena_free(&a);
	return error;
}

bool target_write(struct program *p, const struct target *t, struct collection *c, unsigned formats) {
	struct diags diags = {.arena = &p->arena};
	enum level worst = LEVEL_NOTE;
	bool written = collection_write(c, arena_c_string(&p->arena, t->aside), formats, &diags, &worst);
	program_diags(p, &diags);
	if (!written) p->failed = true;
	if (worst > LEVEL_NOTE) program_seen(p, worst);
	return !p->failed;
}

bool target_publish(struct program *p, const struct target *t) {
	arena *a = &p->arena;
	struct stat st;
	const char *aside = arena_c_string(a, t->aside), *out = arena_c_string(a, t->out);
	/* Opened now: what cannot be had must not be found out when the dataset is there already. */
	int around = io.open(arena_c_string(a, folder_of(t->out)), O_RDONLY | O_CLOEXEC, 0);
	int error = around < 0 ? errno : 0;
	if (error == 0) error = sync_tree(t->aside);
	if (error == 0 && exists(a, t->out, &st) == 0)
		error = io_exchange(aside, out);
	else if (error == 0)
		error = io.rename(aside, out) == 0 ? 0 : errno;
	if (error == 0)
		error = io_sync_close(around);
	else if (around >= 0)
		(void)io.close(around);
	if (error != 0) {
		program_fail_system(p, "write", t->out, error);
		return false;
	}
	/* The old dataset, if there was one, now stands aside. */
	let_go(t);
	io_remove_tree(aside);
	return true;
}

void target_drop(const struct target *t) {
	arena scratch = {0};
	let_go(t);
	io_remove_tree(arena_c_string(&scratch, t->aside));
	arena_free(&scratch);
}

bool formats_option(struct program *p, unsigned *formats) {
	slice rest = program_option(p, "formats");
	*formats = rest.p ? 0 : FORMAT_CSV | FORMAT_JSONL;
	while (rest.n > 0) {
		struct cut c = slice_cut(rest, S(","));
		rest = c.tail;
		if (slice_equal(c.head, S("csv")))
			*formats |= FORMAT_CSV;
		else if (slice_equal(c.head, S("jsonl")))
			*formats |= FORMAT_JSONL;
		else
			*formats = 0, rest = S("");
	}
	if (*formats == 0) program_fail(p, CODE_USAGE, S("--formats takes csv, jsonl or csv,jsonl"));
	return *formats != 0;
}

unsigned formats_of(struct program *p, slice folder) {
	struct stat st;
	unsigned formats = 0;
	if (exists(&p->arena, path_join(&p->arena, folder, S("documents.csv")), &st) == 0) formats |= FORMAT_CSV;
	if (exists(&p->arena, path_join(&p->arena, folder, S("documents.jsonl")), &st) == 0) formats |= FORMAT_JSONL;
	return formats ? formats : FORMAT_CSV | FORMAT_JSONL;
}

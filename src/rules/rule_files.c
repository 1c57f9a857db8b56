/* The rule files of a folder, read and parsed: see load.h. What is wrong with each stays with it until the loader comes to
 * that file, so that all is said in one order, whichever thread read it. */
#include "base/io.h"
#include "rules/load.h"

bool is_rule_file(slice path) {
	size_t at = path.n;
	while (at > 0 && path.p[at - 1] != '/') at--;
	slice base = slice_drop(path, at);
	return slice_ends(base, S(".rules.yaml")) && base.p[0] != '.';
}

static void read_one(struct rule_folder *f, slice path, struct rule_file *one, arena *a) {
	struct yaml_file *file = arena_alloc(a, sizeof *file);
	one->name = file->name = say(a, f->pack, S("/"), path);
	one->diags.arena = a;
	one->error =
	        io_read_file(a, arena_c_string(a, say(a, f->folder, S("/"), path)), RULE_FILE_LIMIT, &file->source);
	one->source = file->source;
	if (one->error == 0) one->root = yaml_parse(a, file, &one->diags);
}

/* Those that nobody has taken yet. */
static void read_files(struct rule_folder *f, arena *a) {
	for (size_t i; (i = atomic_fetch_add(&f->taken, 1)) < f->files.n;)
		if (is_rule_file(f->files.v[i])) read_one(f, f->files.v[i], &f->read[i], a);
}

static void *read_beside(void *folder) {
	struct rule_folder *f = folder;
	read_files(f, &f->own);
	return NULL;
}

void rule_folder_begin(struct rule_folder *f, slice folder, slice pack, arena *a, bool beside) {
	*f = (struct rule_folder){.folder = folder, .pack = pack};
	f->error = io_list_folder(a, arena_c_string(a, f->folder), &f->files, &f->others);
	f->read = arena_alloc(a, (f->files.n + 1) * sizeof *f->read);
	beside_begin(&f->reading, beside, read_beside, f);
}

void rule_folder_end(struct rule_folder *f, arena *a) {
	read_files(f, a);
	beside_end(&f->reading);
	arena_adopt(a, &f->own);
}

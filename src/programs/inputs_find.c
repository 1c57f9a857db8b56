/* What the operands and options name: files, folders, lists of paths; and the names that their documents get. Links named on
 * the command line are followed, those found in folders are not. */
#include "programs/inputs_parts.h"

#include "base/mem.h"
#include "programs/name_lists.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

slice input_path(const struct inputs *in, size_t i, arena *a) {
	const struct found_input *found = &in->list.v[i];
	if (found->path) return *found->path;
	return path_join(a, in->folders.v[found->folder], strings_text(&in->taken, (uint32_t)i));
}

bool input_take_name(struct inputs *in, slice name, slice place) {
	arena *a = &in->p->arena;
	uint32_t before = in->taken.n, old = strings_put(&in->taken, name);
	if (old == before) {
		if (in->jsonl) *vec_push(a, &in->places) = place;
		return true;
	}
	slice first = in->jsonl ? in->places.v[old] : input_path(in, old, a);
	if (!in->jsonl && slice_equal(first, place)) {
		program_fail_hint(in->p, CODE_DOCUMENT_TWICE, say(a, place, S(" was given twice")),
		        S("name a file once; a folder holds all that lies below it"));
		return false;
	}
	slice message = say(a, S("two documents are named "), name, S(": "), first, S(" and "), place);
	program_fail_hint(in->p, CODE_DOCUMENT_TWICE, message,
	        in->jsonl || in->root.p ? ABSENT : S("--root DIR names documents by their paths below DIR"));
	return false;
}

/* `folder`: its number where the path is that of a folder and the name, so that only the name needs to be kept. */
enum { NO_FOLDER = UINT32_MAX };

static bool add(struct inputs *in, struct input i, uint32_t folder) {
	arena *a = &in->arena;
	slice plain = i.name;
	if (!in->jsonl) {
		i.name = name_of_path(&in->p->arena, plain);
		if (!input_take_name(in, i.name, i.path)) return false;
	}
	/* A vector that grows in an arena leaves as much behind as it takes. */
	in->list.v = must_grow(in->list.v, in->list.n + 1, &in->list.cap, sizeof *in->list.v);
	struct found_input *found = &in->list.v[in->list.n++];
	*found = (struct found_input){.kind = i.kind};
	if (folder != NO_FOLDER && slice_equal(i.name, plain)) {
		found->folder = folder;
	} else {
		slice *path = arena_alloc(a, sizeof *path);
		*path = arena_copy(a, i.path);
		found->path = path;
	}
	if (i.kind != INPUT_FAILED) return true;
	struct input *failed = arena_alloc(a, sizeof *failed);
	*failed = i;
	found->failed = failed;
	return true;
}

struct input input_at(const struct inputs *in, size_t i, arena *a) {
	const struct found_input *found = &in->list.v[i];
	slice path = input_path(in, i, a), name = in->jsonl ? path_base(path) : strings_text(&in->taken, (uint32_t)i);
	if (!found->failed) return (struct input){.kind = found->kind, .name = name, .path = path, .size = found->size};
	struct input failed = *found->failed;
	failed.name = name;
	failed.path = path;
	return failed;
}

static bool add_failed(struct inputs *in, slice name, slice path, enum code code, slice message) {
	return add(in,
	        (struct input){.kind = INPUT_FAILED, .name = name, .path = path, .code = code, .message = message},
	        NO_FOLDER);
}

/* The name of what stands at `path`: below --root, else as given. False with a message. */
static bool name_below_root(struct inputs *in, slice path, slice plain, slice *name) {
	arena *a = &in->p->arena;
	*name = plain;
	if (!in->root.p) return true;
	*name = path_below(path_normal(a, path), in->root);
	if (name->p) return true;
	program_fail(in->p, CODE_USAGE, say(a, path, S(" does not lie below --root "), program_option(in->p, "root")));
	return false;
}

static bool excluded(struct inputs *in, slice path) {
	if (!in->exclude.p) return false;
	arena scratch = {0};
	slice absolute = path_absolute(&scratch, in->here, path);
	/* What a run that was killed has left beside its target is no input either. */
	slice aside = say(&scratch, in->exclude, S(".new-"));
	bool inside = slice_equal(absolute, in->exclude) || path_below(absolute, in->exclude).p ||
	              slice_starts(absolute, aside);
	arena_free(&scratch);
	return inside;
}

static bool add_folder_entry(struct inputs *in, uint32_t folder, slice below, bool regular, arena *scratch) {
	slice path = path_join(scratch, in->folders.v[folder], below), name;
	if (excluded(in, path)) return true;
	if (!name_below_root(in, path, below, &name)) return false;
	if (regular)
		return add(in, (struct input){.kind = INPUT_FILE, .name = name, .path = path},
		        in->root.p ? NO_FOLDER : folder);
	return add_failed(in, name, path, CODE_NOT_A_FILE, S("neither a regular file nor a folder; left out"));
}

static bool add_folder(struct inputs *in, slice folder) {
	arena *a = &in->p->arena;
	slices files = {0}, others = {0};
	arena scratch = {0};
	bool fine = true;
	int error = io_list_folder(&scratch, arena_c_string(&scratch, folder), &files, &others);
	if (error != 0) {
		slice name;
		arena_free(&scratch);
		if (!name_below_root(in, folder, path_base(folder), &name)) return false;
		return add_failed(in, name, folder, CODE_UNREADABLE,
		        say(a, S("the folder could not be read: "), system_text(error)));
	}
	arena one = {0};
	*vec_push(&in->arena, &in->folders) = arena_copy(&in->arena, folder);
	for (size_t f = 0, o = 0; fine && (f < files.n || o < others.n); arena_reset(&one)) {
		bool regular = o == others.n || (f < files.n && slice_compare(files.v[f], others.v[o]) < 0);
		fine = add_folder_entry(
		        in, (uint32_t)in->folders.n - 1, regular ? files.v[f++] : others.v[o++], regular, &one);
	}
	arena_free(&one);
	arena_free(&scratch);
	return fine;
}

/* `listed`: from a list of paths, where one that is missing fails alone; an operand that is missing is a mistake. */
static bool add_path(struct inputs *in, slice path, bool listed) {
	arena *a = &in->p->arena;
	struct stat st;
	slice name;
	if (!listed && slice_equal(path, S("-")))
		return add(in, (struct input){.kind = INPUT_STDIN, .name = in->stdin_name, .path = S("standard input")},
		        NO_FOLDER);
	int error = io.stat(arena_c_string(a, path), &st) == 0 ? 0 : errno;
	if (!listed && (error == ENOENT || error == ENOTDIR)) {
		program_fail_system(in->p, "find", path, error);
		return false;
	}
	if (error == 0 && S_ISDIR(st.st_mode) && !in->jsonl) return add_folder(in, path);
	if (!name_below_root(in, path, path_base(path), &name)) return false;
	if (error != 0)
		return add_failed(
		        in, name, path, CODE_UNREADABLE, say(a, S("could not be read: "), system_text(error)));
	if (!S_ISREG(st.st_mode) && !in->jsonl)
		return add_failed(in, name, path, CODE_NOT_A_FILE, S("neither a regular file nor a folder; left out"));
	return add(in, (struct input){.kind = INPUT_FILE, .name = name, .path = path}, NO_FOLDER);
}

/* ---- the operands and options */

static bool take_options(struct inputs *in, struct program *p) {
	static const char *const with_lines[] = {"id", "text", "date"};
	in->jsonl = program_given(p, "jsonl");
	in->null_ends = program_given(p, "null");
	for (size_t i = 0; i < COUNT_OF(with_lines) && !in->jsonl; i++) {
		if (!program_given(p, with_lines[i])) continue;
		program_fail(p, CODE_USAGE, say(&p->arena, S("--"), slice_of(with_lines[i]), S(" goes with --jsonl")));
		return false;
	}
	in->names = (struct jsonl_names){S("id"), S("text"), program_option(p, "date")};
	if (program_given(p, "id")) in->names.id = program_option(p, "id");
	if (program_given(p, "text")) in->names.text = program_option(p, "text");
	in->stdin_name = program_given(p, "name") ? program_option(p, "name") : S("stdin");
	if (program_given(p, "root")) in->root = path_normal(&p->arena, program_option(p, "root"));
	if (in->stdin_name.n > 0) return true;
	program_fail(p, CODE_USAGE, S("--name is empty"));
	return false;
}

static bool find_here(struct inputs *in) {
	char here[4096];
	if (!getcwd(here, sizeof here)) {
		program_fail_system(in->p, "find", S("the current folder"), errno);
		return false;
	}
	in->here = arena_copy(&in->p->arena, slice_of(here));
	in->exclude = path_absolute(&in->p->arena, in->here, in->exclude);
	return true;
}

bool inputs_find(struct inputs *in, size_t first) {
	struct program *p = in->p;
	if (!take_options(in, p)) return false;
	if (in->exclude.p && !find_here(in)) return false;
	slices listed = {0};
	if (program_given(p, "files-from") && !names_from(p, program_option(p, "files-from"), in->null_ends, &listed))
		return false;
	if (p->operands.n <= first && !program_given(p, "files-from")) {
		if (!in->jsonl || isatty(STDIN_FILENO)) {
			program_fail_help(p);
			return false;
		}
		return add_path(in, S("-"), false);
	}
	for (size_t i = first; i < p->operands.n; i++)
		if (!add_path(in, p->operands.v[i], false)) return false;
	for (size_t i = 0; i < listed.n; i++)
		if (!add_path(in, listed.v[i], true)) return false;
	return true;
}

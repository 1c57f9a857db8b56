/* What is to be read: see inputs.h. Links named on the command line are followed, those found in folders are not. */
#include "programs/inputs.h"

#include "base/mem.h"
#include "stages/stages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A line of JSON may take six bytes for one of text. */
static const size_t JSONL_LIMIT = (size_t)6 << 30;
static const slice too_large = S("larger than 1 GiB; left out");

/* ---- finding them */

/* As a person knows it. */
static slice path_of(const struct inputs *in, size_t i, arena *a) {
	const struct found_input *found = &in->list.v[i];
	if (found->path) return *found->path;
	return path_join(a, in->folders.v[found->folder], strings_text(&in->taken, (uint32_t)i));
}

/* No two documents have one name: false with a message that names both places. The place must outlive the inputs. */
static bool take_name(struct inputs *in, slice name, slice place) {
	arena *a = &in->p->arena;
	uint32_t before = in->taken.n, old = strings_put(&in->taken, name);
	if (old == before) {
		if (in->jsonl) *vec_push(a, &in->places) = place;
		return true;
	}
	slice first = in->jsonl ? in->places.v[old] : path_of(in, old, a);
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
		if (!take_name(in, i.name, i.path)) return false;
	}
	/* A vector that grows in an arena leaves as much behind as it takes. */
	if (in->list.n == in->list.cap) {
		in->list.cap = in->list.cap ? in->list.cap * 2 : 64;
		in->list.v = must_realloc(in->list.v, in->list.cap * sizeof *in->list.v);
	}
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

/* As it was found: the number of its name is its own. */
static struct input input_at(const struct inputs *in, size_t i, arena *a) {
	const struct found_input *found = &in->list.v[i];
	slice path = path_of(in, i, a), name = in->jsonl ? path_base(path) : strings_text(&in->taken, (uint32_t)i);
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

/* ---- lists of paths and names */

bool names_from(struct program *p, slice path, bool null_ends, slices *names) {
	arena *a = &p->arena;
	slice bytes;
	bool stdin_too = slice_equal(path, S("-"));
	int fd = stdin_too ? STDIN_FILENO : io.open(arena_c_string(a, path), O_RDONLY | O_CLOEXEC, 0);
	int error = fd < 0 ? errno : io_read_fd(a, fd, 0, &bytes);
	if (fd > STDIN_FILENO) io.close(fd);
	if (error != 0) {
		program_fail_system(p, "read", stdin_too ? S("standard input") : path, error);
		return false;
	}
	slice end = null_ends ? (slice){"", 1} : S("\n");
	for (slice rest = bytes; rest.n > 0;) {
		struct cut c = slice_cut(rest, end);
		rest = c.tail;
		if (c.head.n == 0) {
			program_fail(p, CODE_USAGE,
			        say(a, S("entry "), slice_of_u64(a, names->n + 1), S(" of "), path, S(" is empty")));
			return false;
		}
		*vec_push(a, names) = c.head;
	}
	return true;
}

void names_missing(struct program *p, const slices *expected, const struct strings *arrived) {
	for (size_t i = 0; i < expected->n; i++) {
		if (strings_find(arrived, expected->v[i]) != STRING_NONE) continue;
		program_say(p, (struct diag){.code = CODE_DOCUMENT_MISSING,
		                       .file = expected->v[i],
		                       .at = SPAN_NONE,
		                       .message = S("it was expected and did not arrive"),
		                       .also_at = SPAN_NONE});
	}
}

/* ---- opening */

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

static bool find_all(struct inputs *in, size_t first) {
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

bool inputs_open(struct inputs *in, struct program *p, size_t first, slice exclude) {
	*in = (struct inputs){.p = p, .exclude = exclude};
	bool fine = find_all(in, first);
	if (!fine) inputs_close(in);
	return fine;
}

/* ---- lines of JSON */

static bool open_lines(struct inputs *in) {
	const struct found_input *file = &in->list.v[in->at];
	slice path = path_of(in, in->at, &in->p->arena);
	if (file->failed) {
		program_fail(in->p, CODE_SYSTEM, say(&in->p->arena, path, S(" "), file->failed->message));
		return false;
	}
	int fd = file->kind == INPUT_STDIN ? STDIN_FILENO
	                                   : io.open(arena_c_string(&in->p->arena, path), O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0) {
		program_fail_system(in->p, "open", path, errno);
		return false;
	}
	in->lines = (struct io_lines){.fd = fd};
	in->reading = true;
	return true;
}

static void close_lines(struct inputs *in) {
	if (!in->reading) return;
	if (in->lines.fd != STDIN_FILENO) io.close(in->lines.fd);
	io_lines_free(&in->lines);
	in->reading = false;
	in->at++;
}

/* One line as an input. A line that is no document becomes a failed one named by its place, so that it leaves a row. */
static bool take_line(struct inputs *in, slice line, int error, arena *a, struct input *next) {
	struct input file = input_at(in, in->at, a);
	slice place = say(a, name_of_path(a, file.kind == INPUT_STDIN ? in->stdin_name : file.name), S(":"),
	        slice_of_u64(a, in->lines.number));
	struct jsonl_document d;
	slice message = S("the line is too long");
	size_t offset = 0;
	if (error == 0 && jsonl_read(a, line, &in->names, &d, &message, &offset)) {
		*next = (struct input){.kind = INPUT_TEXT,
		        .name = d.name,
		        .path = place,
		        .text = d.text,
		        .size = d.text.n,
		        .published = d.published,
		        .bad_date = d.bad_date};
	} else {
		slice where = say(a, message, S(" (byte "), slice_of_u64(a, offset), S(" of line "),
		        slice_of_u64(a, in->lines.number), S("); the line was left out"));
		*next = (struct input){
		        .kind = INPUT_FAILED, .name = place, .path = place, .code = CODE_LINE_BROKEN, .message = where};
	}
	arena *all = &in->p->arena;
	return take_name(in, next->name, arena_copy(all, next->path));
}

static bool next_line(struct inputs *in, arena *a, struct input *next) {
	while (in->at < in->list.n) {
		slice line;
		bool more;
		if (!in->reading && !open_lines(in)) return false;
		int error = io_next_line(&in->lines, JSONL_LIMIT, &line, &more);
		if (error != 0 && error != EFBIG) {
			program_fail_system(in->p, "read", path_of(in, in->at, &in->p->arena), error);
			return false;
		}
		if (error != 0 || more) return take_line(in, line, error, a, next);
		close_lines(in);
	}
	return false;
}

/* Standard input can be read but once, and that it cannot be read at all is no fault of a document. */
static bool take_stdin(struct inputs *in, arena *a, struct input *i) {
	int error = io_read_fd(a, STDIN_FILENO, READ_LIMIT, &i->text);
	i->kind = INPUT_TEXT;
	if (error == EFBIG) {
		i->kind = INPUT_FAILED;
		i->code = CODE_TOO_LARGE;
		i->message = too_large;
	} else if (error != 0) {
		program_fail_system(in->p, "read", i->path, error);
		return false;
	}
	return true;
}

bool inputs_next(struct inputs *in, arena *a, struct input *next) {
	if (in->p->failed) return false;
	if (in->gathered.n > 0) {
		if (in->at == in->gathered.n) return false;
		*next = in->gathered.v[in->at++];
		return true;
	}
	if (in->jsonl) return next_line(in, a, next);
	if (in->at == in->list.n) return false;
	*next = input_at(in, in->order ? in->order[in->at] : in->at, a);
	in->at++;
	return next->kind != INPUT_STDIN || in->names_only || take_stdin(in, a, next);
}

bool inputs_gather(struct inputs *in) {
	arena *a = &in->p->arena;
	struct input next;
	VEC(struct input) all = {0};
	while (inputs_next(in, a, &next)) *vec_push(a, &all) = next;
	in->gathered.v = all.v;
	in->gathered.n = in->gathered.cap = all.n;
	inputs_again(in);
	return !in->p->failed;
}

size_t inputs_left(const struct inputs *in) {
	if (in->jsonl && in->gathered.n == 0) return SIZE_MAX / 2;
	return (in->gathered.n > 0 ? in->gathered.n : in->list.n) - in->at;
}

void inputs_again(struct inputs *in) { in->at = 0; }

void inputs_close(struct inputs *in) {
	close_lines(in);
	strings_free(&in->taken);
	mem_free(in->order);
	mem_free(in->list.v);
	arena_free(&in->arena);
	*in = (struct inputs){.p = in->p};
}

/* ---- the largest first */

static int by_size(const void *left, const void *right, void *of) {
	const struct inputs *in = of;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	uint64_t one = in->list.v[a].size, other = in->list.v[b].size;
	if (one != other) return one > other ? -1 : 1;
	return (a > b) - (a < b);
}

void inputs_longest_first(struct inputs *in) {
	arena scratch = {0};
	size_t n = in->list.n;
	if (in->jsonl || n < 2) return;
	in->order = must_alloc(n * sizeof *in->order);
	for (size_t i = 0; i < n; i++) {
		struct found_input *found = &in->list.v[i];
		struct stat st;
		arena_reset(&scratch);
		/* What cannot be asked for its size will not be read either. */
		if (found->kind == INPUT_FILE && io.stat(arena_c_string(&scratch, path_of(in, i, &scratch)), &st) == 0)
			found->size = st.st_size > 0 ? (uint64_t)st.st_size : 0;
		in->order[i] = (uint32_t)i;
		in->bytes += found->size;
	}
	arena_free(&scratch);
	qsort_r(in->order, n, sizeof *in->order, by_size, in);
}

/* ---- reading one */

static struct document *failed_document(const struct input *i, arena *a, int error) {
	if (error == EFBIG) return stage_read_failed(a, i->name, CODE_TOO_LARGE, too_large);
	if (error == ENOTSUP) return stage_read_failed(a, i->name, CODE_NOT_A_FILE, S("not a regular file; left out"));
	return stage_read_failed(a, i->name, CODE_UNREADABLE, say(a, S("could not be read: "), system_text(error)));
}

struct document *input_read(const struct input *i, arena *a) {
	slice bytes = i->text;
	int error = 0;
	if (i->kind == INPUT_FAILED) return stage_read_failed(a, i->name, i->code, i->message);
	if (i->kind == INPUT_FILE) error = io_read_file(a, arena_c_string(a, i->path), READ_LIMIT, &bytes);
	if (error != 0) return failed_document(i, a, error);
	struct document *d = stage_read(a, i->name, bytes);
	d->published = i->published;
	if (i->bad_date.p)
		document_finding(d, CODE_VALUE_UNREAD, SPAN_NONE,
		        say(a, S("its date is no date in EDTF and was left out: "), i->bad_date));
	return d;
}

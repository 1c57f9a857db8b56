/* What is to be read: see inputs.h. Here: the inputs one by one, and reading one. */
#include "programs/inputs_parts.h"

#include "base/mem.h"
#include "stages/stages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A line of JSON may take six bytes for one of text. */
static const size_t JSONL_LIMIT = (size_t)6 << 30;
static const slice too_large = S("larger than 1 GiB; left out");

bool inputs_open(struct inputs *in, struct program *p, size_t first, slice exclude) {
	*in = (struct inputs){.p = p, .exclude = exclude};
	bool fine = inputs_find(in, first);
	if (!fine) inputs_close(in);
	return fine;
}

/* ---- lines of JSON */

static bool open_lines(struct inputs *in) {
	const struct found_input *file = &in->list.v[in->at];
	slice path = input_path(in, in->at, &in->p->arena);
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
	return input_take_name(in, next->name, arena_copy(all, next->path));
}

static bool next_line(struct inputs *in, arena *a, struct input *next) {
	while (in->at < in->list.n) {
		slice line;
		bool more;
		if (!in->reading && !open_lines(in)) return false;
		int error = io_next_line(&in->lines, JSONL_LIMIT, &line, &more);
		if (error != 0 && error != EFBIG) {
			program_fail_system(in->p, "read", input_path(in, in->at, &in->p->arena), error);
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
		if (found->kind == INPUT_FILE &&
		        io.stat(arena_c_string(&scratch, input_path(in, i, &scratch)), &st) == 0)
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

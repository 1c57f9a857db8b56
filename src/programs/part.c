/* Parts: see part.h. */
#include "programs/part.h"

#include "model/line.h"
#include "programs/names.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool part_take(struct part *t, struct program *p, const struct document *d) {
	size_t n = t->sources.n;
	if (n == 0 || !slice_equal(t->sources.v[n - 1], p->source)) *vec_push(&p->arena, &t->sources) = p->source;
	buf_clear(&t->line);
	line_encode(d, LINE_WHOLE, &t->line);
	spill_put(&t->spill, d->name, buf_slice(&t->line), ABSENT, (uint32_t)t->sources.n - 1, p->source_line);
	return t->spill.error == 0;
}

static slice place_of_entry(const struct part *t, uint32_t i, arena *a) {
	const struct spill_entry *e = &t->spill.v[i];
	return say(a, t->sources.v[e->source], S(":"), slice_of_u64(a, e->line));
}

/* Each name that stands twice is told once. */
static bool names_differ(const struct part *t, struct program *p) {
	const struct spill *s = &t->spill;
	arena *a = &p->arena;
	slice last = ABSENT;
	for (size_t i = 1; i < s->n; i++) {
		slice name = spill_name(s, s->order[i]);
		if (!slice_equal(name, spill_name(s, s->order[i - 1])) || (last.p && slice_equal(name, last))) continue;
		last = name;
		program_fail(p, CODE_DOCUMENT_TWICE,
		        say(a, S("two documents are named "), name, S(": "), place_of_entry(t, s->order[i - 1], a),
		                S(" and "), place_of_entry(t, s->order[i], a), S("; no part was written")));
	}
	return !last.p;
}

static int put_lines(const struct part *t, struct io_writer *w) {
	arena scratch = {0};
	int error = 0;
	for (size_t i = 0; i < t->spill.n && !error && !w->error; i++) {
		slice line;
		error = spill_read(&t->spill, t->spill.order[i], &scratch, &line);
		if (!error) io_put(w, line);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	return error;
}

/* Written beside its place, brought to the disk and renamed: a part is whole or is not there. */
static int write_file(const struct part *t, arena *a, slice path) {
	const char *aside = arena_c_string(a, say(a, path, S(".new-"), slice_of_u64(a, (uint64_t)getpid())));
	struct io_writer w = {0};
	while ((w.fd = io.open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0)
		if (errno != EINTR) return errno;
	int error = put_lines(t, &w), flushed = io_flush(&w);
	if (!error) error = flushed;
	if (!error && io.fsync(w.fd) != 0 && errno != EINVAL) error = errno;
	if (io.close(w.fd) != 0 && errno != EINTR && !error) error = errno;
	io_writer_free(&w);
	if (!error && io.rename(aside, arena_c_string(a, path)) != 0) error = errno;
	if (error) (void)io.unlink(aside);
	return error;
}

bool part_write(struct part *t, struct program *p, slice path) {
	if (t->spill.error) {
		slice folder = slice_of(t->spill.folder ? t->spill.folder : temporary_folder());
		program_fail_system(p, "write to a temporary file in", folder, t->spill.error);
		return false;
	}
	spill_sort(&t->spill);
	if (!names_differ(t, p)) return false;
	bool to_stdout = !path.p || slice_equal(path, S("-"));
	int error = to_stdout ? put_lines(t, &p->out) : write_file(t, &p->arena, path);
	if (error) program_fail_system(p, "write", to_stdout ? S("standard output") : path, error);
	return error == 0;
}

void part_free(struct part *t) {
	spill_free(&t->spill);
	buf_free(&t->line);
}

/* Named bytes that wait: see spill.h. */
#include "dataset/spill.h"

#include "base/io.h"
#include "base/mem.h"

#include <stdlib.h>

const char *temporary_folder(void) {
	const char *folder = getenv("TMPDIR");
	return folder && *folder ? folder : "/tmp";
}

/* ---- order */

static int by_name(const void *left, const void *right, void *of) {
	const struct spill *s = of;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	int order = slice_compare(spill_name(s, a), spill_name(s, b));
	return order != 0 ? order : (a > b) - (a < b);
}

/* The numbers of the entries from `first` on, in order of their names. */
static uint32_t *order_from(struct spill *s, size_t first) {
	uint32_t *order = must_alloc((s->n - first) * sizeof *order);
	for (size_t i = first; i < s->n; i++) order[i - first] = (uint32_t)i;
	qsort_r(order, s->n - first, sizeof *order, by_name, s);
	return order;
}

void spill_sort(struct spill *s) {
	mem_free(s->order);
	s->order = order_from(s, 0);
}

size_t spill_find(const struct spill *s, slice name) {
	size_t low = 0, high = s->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(spill_name(s, s->order[middle]), name);
		if (order == 0) return s->order[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

/* ---- the file */

static int open_file(struct spill *s) {
	if (s->open) return 0;
	int error = io_open_nameless(s->folder ? s->folder : temporary_folder(), &s->fd);
	s->open = error == 0;
	return error;
}

static size_t budget_of(const struct spill *s) { return s->budget ? s->budget : SPILL_BUDGET; }

bool spill_is_full(const struct spill *s, size_t bytes) {
	return s->hold.n > 0 && s->hold.n + bytes > budget_of(s) && !s->error;
}

bool spill_is_alone(const struct spill *s, size_t bytes) { return bytes > budget_of(s); }

void spill_cut(struct spill *s, struct spill_run *run) {
	uint32_t *order = order_from(s, s->run);
	uint64_t start = s->written;
	*run = (struct spill_run){.hold = s->hold, .n = s->n - s->run};
	run->parts = must_alloc(run->n * sizeof *run->parts);
	for (size_t i = 0; i < run->n; i++) {
		struct spill_entry *e = &s->v[order[i]];
		size_t held = (size_t)(e->at - start);
		run->parts[i] = (span){held, held + (size_t)e->bytes};
		e->at = s->written;
		s->written += e->bytes;
	}
	mem_free(order);
	s->run = s->n;
	s->hold = s->spare;
	s->spare = (struct buf){0};
}

int spill_write(struct spill *s, const struct spill_run *run) {
	int error = open_file(s);
	if (error) return error;
	struct io_writer w = {.fd = s->fd};
	for (size_t i = 0; i < run->n; i++)
		io_put(&w, slice_sub(buf_slice(&run->hold), run->parts[i].start, run->parts[i].end));
	error = io_flush(&w);
	io_writer_free(&w);
	return error;
}

void spill_keep(struct spill *s, struct spill_run *run, int error) {
	if (!s->error) s->error = error;
	struct buf *to = s->hold.cap == 0 ? &s->hold : &s->spare; /* nothing was put meanwhile: one is enough */
	buf_clear(&run->hold);
	buf_free(to);
	*to = run->hold;
	mem_free(run->parts);
	*run = (struct spill_run){0};
}

static void write_run(struct spill *s) {
	struct spill_run run;
	if (s->run == s->n) return;
	spill_cut(s, &run);
	spill_keep(s, &run, spill_write(s, &run));
}

/* What alone is larger than the budget is a run of its own, written from where it stands. */
static void write_alone(struct spill *s, slice bytes, slice more) {
	if ((s->error = open_file(s)) != 0) return;
	struct io_writer w = {.fd = s->fd};
	io_put(&w, bytes);
	io_put(&w, more);
	s->error = io_flush(&w);
	io_writer_free(&w);
	s->written += bytes.n + more.n;
	s->run = s->n;
}

void spill_put(struct spill *s, slice name, slice bytes, slice more, uint32_t source, uint64_t line) {
	size_t n = bytes.n + more.n;
	if (spill_is_full(s, n)) write_run(s);
	if (s->error) return;
	if (s->n > INT32_MAX || name.n > UINT32_MAX) mem_exhausted();
	s->v = must_grow(s->v, s->n + 1, &s->cap, sizeof *s->v);
	s->v[s->n++] = (struct spill_entry){.name = arena_copy(&s->names, name).p,
	        .name_bytes = (uint32_t)name.n,
	        .source = source,
	        .line = line,
	        .at = s->written + s->hold.n,
	        .bytes = n};
	if (spill_is_alone(s, n)) {
		write_alone(s, bytes, more);
	} else {
		buf_put(&s->hold, bytes);
		buf_put(&s->hold, more);
	}
}

void spill_rest(struct spill *s) {
	if (!s->open || s->error) return;
	write_run(s);
	if (s->error) return;
	buf_free(&s->hold);
	buf_free(&s->spare);
}

int spill_read(const struct spill *s, size_t i, arena *a, slice *bytes) {
	const struct spill_entry *e = &s->v[i];
	size_t n = (size_t)e->bytes;
	if (i >= s->run) {
		size_t held = (size_t)(e->at - s->written);
		*bytes = slice_sub(buf_slice(&s->hold), held, held + n);
		return 0;
	}
	char *to = arena_room(a, n);
	*bytes = (slice){to, n};
	return io_read_at(s->fd, e->at, to, n);
}

void spill_free(struct spill *s) {
	if (s->open) (void)io.close(s->fd);
	arena_free(&s->names);
	buf_free(&s->hold);
	buf_free(&s->spare);
	mem_free(s->v);
	mem_free(s->order);
	*s = (struct spill){.folder = s->folder, .budget = s->budget};
}

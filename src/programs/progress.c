/* Progress on a terminal: see progress.h. Whole numbers alone: tenths of a megabyte, seconds. */
#include "programs/progress.h"

#include <unistd.h>

#define SECOND UINT64_C(1000000000)

bool progress_wanted(const struct program *p) {
	if (program_given(p, "no-progress")) return false;
	return program_given(p, "progress") || isatty(STDERR_FILENO);
}

/* "61.2" */
static slice megabytes(arena *a, uint64_t bytes) {
	uint64_t tenths = bytes / 100000;
	return say(a, slice_of_u64(a, tenths / 10), S("."), slice_of_u64(a, tenths % 10));
}

static uint64_t bytes_a_second(uint64_t bytes, uint64_t nanoseconds) {
	uint64_t milliseconds = nanoseconds / 1000000;
	return milliseconds == 0 ? 0 : bytes * 1000 / milliseconds;
}

slice progress_line(const struct progress *g, uint64_t nanoseconds, arena *a) {
	bool known = g->total < SIZE_MAX / 2;
	uint64_t rate = bytes_a_second(g->bytes, nanoseconds);
	slice line = say(a, slice_of_u64(a, g->documents));
	if (known) line = say(a, line, S(" of "), slice_of_u64(a, g->total));
	line = say(a, line, S(" documents, "), megabytes(a, g->bytes));
	if (g->total_bytes > 0) line = say(a, line, S(" of "), megabytes(a, g->total_bytes));
	line = say(a, line, S(" MB, "), megabytes(a, rate), S(" MB/s"));
	if (rate > 0 && g->total_bytes >= g->bytes) {
		uint64_t left = (g->total_bytes - g->bytes) / rate;
		line = say(a, line, S(", "), slice_of_u64(a, left), S(" s left"));
	}
	return g->failed == 0 ? line : say(a, line, S(", "), slice_of_u64(a, g->failed), S(" failed"));
}

static void show(struct progress *g, uint64_t now) {
	arena scratch = {0};
	slice line = progress_line(g, now - g->begun, &scratch);
	slice name = slice_of(g->p->verb->name);
	g->shown = now;
	/* \r and "erase to the end of the line", ECMA-48 EL: every terminal in use knows it. */
	io_put(&g->p->err, g->over ? say(&scratch, S("\r"), name, S(": "), line, S("\x1B[K"))
	                           : say(&scratch, name, S(": "), line, S("\n")));
	io_flush(&g->p->err);
	arena_free(&scratch);
}

void progress_begin(struct progress *g, struct program *p, size_t total, uint64_t total_bytes) {
	*g = (struct progress){.p = p,
	        .over = isatty(STDERR_FILENO) == 1,
	        .total = total,
	        .total_bytes = total_bytes,
	        .begun = io.nanoseconds()};
	g->shown = g->begun;
}

void progress_step(struct progress *g, uint64_t bytes, bool failed) {
	g->documents++;
	g->bytes += bytes;
	g->failed += failed;
	uint64_t now = io.nanoseconds();
	if (now - g->shown >= (g->over ? SECOND / 5 : SECOND)) show(g, now);
}

void progress_end(struct progress *g) {
	show(g, io.nanoseconds());
	if (g->over) io_put(&g->p->err, S("\r\x1B[K"));
}

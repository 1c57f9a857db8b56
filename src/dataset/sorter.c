/* Records in order: see sorter.h. */
#include "dataset/sorter.h"

#include "base/io.h"
#include "base/mem.h"
#include "dataset/spill.h"

#include <stdlib.h>

/* All runs together are read in pieces of so many bytes, but each in pieces that a read is worth. */
enum { MERGE_BYTES = 256 << 10, BLOCK_LEAST = 4 << 10, BLOCK_MOST = 64 << 10 };

/* ---- holding */

static slice record_at(const char *p) {
	uint32_t n;
	memcpy(&n, p, sizeof n);
	return (slice){p + sizeof n, n};
}

static int by_record(const void *left, const void *right, void *of) {
	const struct sorter *s = of;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	int order = s->compare(record_at(s->hold.p + a), record_at(s->hold.p + b), s->of);
	return order != 0 ? order : (a > b) - (a < b);
}

static void sort_held(struct sorter *s) {
	if (s->n > 1 && !s->sorted) qsort_r(s->held, s->n, sizeof *s->held, by_record, s);
	s->sorted = true;
}

static void write_run(struct sorter *s) {
	if (s->n == 0) return;
	if (!s->open) s->error = io_open_nameless(s->folder ? s->folder : temporary_folder(), &s->fd);
	if (s->error) return;
	s->open = true;
	sort_held(s);
	struct io_writer w = {.fd = s->fd};
	uint64_t end = s->run_count ? s->runs[s->run_count - 1] : 0;
	for (size_t i = 0; i < s->n; i++) {
		const char *from = s->hold.p + s->held[i];
		size_t bytes = sizeof(uint32_t) + record_at(from).n;
		io_put(&w, (slice){from, bytes});
		end += bytes;
	}
	s->error = io_flush(&w);
	io_writer_free(&w);
	s->runs = must_realloc(s->runs, (s->run_count + 1) * sizeof *s->runs);
	s->runs[s->run_count++] = end;
	s->n = 0;
	buf_clear(&s->hold);
}

static void let_go(struct sorter *s) {
	buf_free(&s->hold);
	mem_free(s->held);
	s->held = NULL;
	s->n = s->cap = 0;
}

void sorter_put(struct sorter *s, slice record) {
	size_t budget = s->budget ? s->budget : SORTER_BUDGET;
	uint32_t n = (uint32_t)record.n;
	if (record.n > UINT32_MAX / 2 || budget > UINT32_MAX / 2) mem_exhausted();
	if (s->error) return;
	if (s->hold.n + s->n * sizeof *s->held + record.n > budget) write_run(s);
	if (s->error) return;
	s->held = must_grow(s->held, s->n + 1, &s->cap, sizeof *s->held);
	s->held[s->n++] = (uint32_t)s->hold.n;
	s->sorted = false;
	buf_put(&s->hold, (slice){(const char *)&n, sizeof n});
	buf_put(&s->hold, record);
}

void sorter_free(struct sorter *s) {
	let_go(s);
	if (s->open) (void)io.close(s->fd);
	mem_free(s->runs);
	*s = (struct sorter){.compare = s->compare, .of = s->of, .folder = s->folder, .budget = s->budget};
}

/* ---- reading */

struct sorter_run {
	struct buf hold; /* what is in memory of it */
	size_t at;       /* of its next record there */
	uint64_t next, end;
};

/* Makes so many bytes of the run stand in memory, from its next record on; false where it has fewer. */
static bool fill(struct sorter_reader *r, struct sorter_run *run, size_t bytes) {
	size_t has = run->hold.n - run->at;
	if (has >= bytes) return true;
	uint64_t left = run->end - run->next;
	size_t more = bytes - has > r->block ? bytes - has : r->block;
	if (more > left) more = (size_t)left;
	if (has + more < bytes) return false;
	if (has > 0) memmove(run->hold.p, run->hold.p + run->at, has);
	run->at = 0;
	run->hold.n = has;
	buf_grow(&run->hold, more);
	r->sorter->error = io_read_at(r->sorter->fd, run->next, run->hold.p + has, more);
	run->hold.n += more;
	run->next += more;
	return r->sorter->error == 0;
}

/* Is there one more? It then stands in memory whole. */
static bool run_ready(struct sorter_reader *r, struct sorter_run *run) {
	if (!fill(r, run, sizeof(uint32_t))) return false;
	return fill(r, run, sizeof(uint32_t) + record_at(run->hold.p + run->at).n);
}

static slice head(const struct sorter_reader *r, size_t run) {
	return record_at(r->runs[run].hold.p + r->runs[run].at);
}

static bool is_before(const void *of, size_t a, size_t b) {
	const struct sorter_reader *r = of;
	int order = r->sorter->compare(head(r, a), head(r, b), r->sorter->of);
	return order != 0 ? order < 0 : a < b;
}

static void open_runs(struct sorter_reader *r) {
	struct sorter *s = r->sorter;
	r->block = MERGE_BYTES / s->run_count;
	if (r->block < BLOCK_LEAST) r->block = BLOCK_LEAST;
	if (r->block > BLOCK_MOST) r->block = BLOCK_MOST;
	r->runs = must_alloc(s->run_count * sizeof *r->runs);
	r->heap = (struct heap){.v = must_alloc(s->run_count * sizeof *r->heap.v), .before = is_before, .of = r};
	for (size_t i = 0; i < s->run_count; i++) {
		r->runs[i].next = i ? s->runs[i - 1] : 0;
		r->runs[i].end = s->runs[i];
		if (run_ready(r, &r->runs[i])) r->heap.v[r->heap.n++] = i;
	}
	heap_order(&r->heap);
}

void sorter_open(struct sorter_reader *r, struct sorter *s) {
	*r = (struct sorter_reader){.sorter = s};
	if (s->error) return;
	if (s->run_count == 0) {
		sort_held(s);
		return;
	}
	write_run(s);
	let_go(s);
	if (!s->error) open_runs(r);
}

static bool next_held(struct sorter_reader *r, slice *record) {
	const struct sorter *s = r->sorter;
	if (r->at == s->n) return false;
	*record = record_at(s->hold.p + s->held[r->at++]);
	return true;
}

/* The record that was given last stands in its run until now. */
static void leave_behind(struct sorter_reader *r) {
	size_t first = r->heap.v[0];
	r->runs[first].at += sizeof(uint32_t) + head(r, first).n;
	r->given = false;
	if (run_ready(r, &r->runs[first]))
		heap_sink_first(&r->heap);
	else
		heap_drop_first(&r->heap);
}

bool sorter_next(struct sorter_reader *r, slice *record) {
	if (r->sorter->error) return false;
	if (!r->runs) return next_held(r, record);
	if (r->given) leave_behind(r);
	if (r->heap.n == 0 || r->sorter->error) return false;
	*record = head(r, r->heap.v[0]);
	r->given = true;
	return true;
}

void sorter_close(struct sorter_reader *r) {
	for (size_t i = 0; r->runs && i < r->sorter->run_count; i++) buf_free(&r->runs[i].hold);
	mem_free(r->runs);
	mem_free(r->heap.v);
	*r = (struct sorter_reader){0};
}

/* ---- beside a list */

static void step(struct sorter_beside *b) { b->more = b->reader.sorter && sorter_next(&b->reader, &b->record); }

void sorter_beside_open(struct sorter_beside *b, struct sorter *s) {
	*b = (struct sorter_beside){0};
	if (s) sorter_open(&b->reader, s);
	step(b);
}

bool sorter_beside_next(struct sorter_beside *b, slice name, slice *record) {
	if (b->given) step(b);
	slice rest = b->record;
	b->given = b->more && (!name.p || slice_compare(bytes_take_text(&rest), name) < 0);
	*record = b->record;
	return b->given;
}

void sorter_beside_close(struct sorter_beside *b) {
	if (b->reader.sorter) sorter_close(&b->reader);
}

/* ---- records */

int bytes_compare_text(slice left, slice right, void *of) {
	(void)of;
	return slice_compare(bytes_take_text(&left), bytes_take_text(&right));
}

void bytes_put_number(struct buf *b, uint64_t n) { buf_put(b, (slice){(const char *)&n, sizeof n}); }

void bytes_put_text(struct buf *b, slice text) {
	uint32_t n = (uint32_t)text.n;
	if (text.n > UINT32_MAX) mem_exhausted();
	buf_put(b, (slice){(const char *)&n, sizeof n});
	buf_put(b, text);
}

uint64_t bytes_take_number(slice *rest) {
	uint64_t n = 0;
	if (rest->n < sizeof n) return 0;
	memcpy(&n, rest->p, sizeof n);
	*rest = slice_drop(*rest, sizeof n);
	return n;
}

slice bytes_take_text(slice *rest) {
	if (rest->n < sizeof(uint32_t)) return S("");
	uint32_t n;
	memcpy(&n, rest->p, sizeof n);
	slice text = slice_sub(*rest, sizeof n, sizeof n + n);
	*rest = slice_drop(*rest, sizeof n + text.n);
	return text;
}

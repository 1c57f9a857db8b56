/* Ids that stand twice: see id_check.h. Ids are digests, so a run is sorted by putting each row into one of 65,536 buckets
 * by its first digits, and each bucket by itself; runs are merged over a binary heap. */
#include "dataset/id_check.h"

#include "base/heap.h"
#include "base/io.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "dataset/spill.h"

#include <stdlib.h>

enum { RUN_ROWS = 1 << 17, BUCKETS = 1 << 16, MERGE_BYTES = 2 << 20, TOLD_MAX = 20, ID_DIGITS = 20 };

/* ---- rows */

/* What a digit is worth, plus one; 0: it is none. */
static const uint8_t worth[256] = {['0'] = 1,
        ['1'] = 2,
        ['2'] = 3,
        ['3'] = 4,
        ['4'] = 5,
        ['5'] = 6,
        ['6'] = 7,
        ['7'] = 8,
        ['8'] = 9,
        ['9'] = 10,
        ['a'] = 11,
        ['b'] = 12,
        ['c'] = 13,
        ['d'] = 14,
        ['e'] = 15,
        ['f'] = 16};

static bool take_hex(slice digits, uint64_t *value) {
	unsigned bad = 0;
	*value = 0;
	for (size_t i = 0; i < digits.n; i++) {
		unsigned one = worth[(unsigned char)digits.p[i]];
		bad |= one == 0;
		*value = *value << 4 | (uint64_t)((one - 1) & 15);
	}
	return !bad;
}

struct id_row id_row_of(slice id, uint32_t table, uint32_t document) {
	uint64_t high, low;
	bool plain = id.n == ID_DIGITS && take_hex(slice_sub(id, 0, 16), &high) && take_hex(slice_drop(id, 16), &low);
	if (!plain) {
		arena scratch = {0};
		slice made = id_of(&scratch, id);
		(void)take_hex(slice_sub(made, 0, 16), &high);
		(void)take_hex(slice_drop(made, 16), &low);
		arena_free(&scratch);
	}
	return (struct id_row){high, low << 48 | (uint64_t)(table & 0xFFFF) << 32 | document};
}

void id_rows_push(struct id_rows *rows, struct id_row row) {
	rows->v = must_grow(rows->v, rows->n + 1, &rows->cap, sizeof *rows->v);
	rows->v[rows->n++] = row;
}

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

static int compare(const void *left, const void *right) {
	const struct id_row *a = left, *b = right;
	int order = ORDER(a->high, b->high);
	return order != 0 ? order : ORDER(a->low, b->low);
}

static bool is_twice(const struct id_row *a, const struct id_row *b) {
	return a->high == b->high && a->low >> 32 == b->low >> 32;
}

/* ---- runs */

/* A bucket holds two rows on average. */
static void sort_bucket(struct id_row *v, size_t n) {
	if (n > 16) {
		qsort(v, n, sizeof *v, compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct id_row row = v[i];
		size_t to = i;
		for (; to > 0 && compare(&v[to - 1], &row) > 0; to--) v[to] = v[to - 1];
		v[to] = row;
	}
}

static void sort_run(struct id_check *c) {
	size_t *starts = must_alloc((BUCKETS + 1) * sizeof *starts);
	struct id_rows *rows = &c->rows;
	for (size_t i = 0; i < rows->n; i++) starts[(rows->v[i].high >> 48) + 1]++;
	for (size_t i = 0; i < BUCKETS; i++) starts[i + 1] += starts[i];
	for (size_t i = 0; i < rows->n; i++) c->sorted[starts[rows->v[i].high >> 48]++] = rows->v[i];
	/* Each start has become the end of its bucket. */
	for (size_t i = 0, from = 0; i < BUCKETS; from = starts[i++])
		if (starts[i] - from > 1) sort_bucket(c->sorted + from, starts[i] - from);
	mem_free(starts);
}

static void write_run(struct id_check *c) {
	if (!c->open) {
		c->error = io_open_nameless(c->folder ? c->folder : temporary_folder(), &c->fd);
		c->open = c->error == 0;
	}
	if (c->error) return;
	sort_run(c);
	struct io_writer w = {.fd = c->fd};
	io_put(&w, (slice){(const char *)c->sorted, c->rows.n * sizeof *c->sorted});
	c->error = io_flush(&w);
	io_writer_free(&w);
	uint64_t before = c->run_count ? c->runs[c->run_count - 1] : 0;
	c->runs = must_realloc(c->runs, (c->run_count + 1) * sizeof *c->runs);
	c->runs[c->run_count++] = before + c->rows.n;
	c->rows.n = 0;
}

void id_check_open(struct id_check *c) {
	*c = (struct id_check){.folder = c->folder, .budget = c->budget ? c->budget : RUN_ROWS};
	pthread_mutex_init(&c->lock, NULL);
	c->rows = (struct id_rows){.v = must_alloc(c->budget * sizeof *c->rows.v), .cap = c->budget};
	c->sorted = must_alloc(c->budget * sizeof *c->sorted);
}

void id_check_take(struct id_check *c, struct id_rows *rows) {
	pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < rows->n && !c->error; i++) {
		if (c->rows.n == c->budget) write_run(c);
		if (!c->error) c->rows.v[c->rows.n++] = rows->v[i];
	}
	pthread_mutex_unlock(&c->lock);
	rows->n = 0;
}

/* ---- merging */

/* What is being read of one run. */
struct reading {
	struct id_row *v; /* rows of the file that are in memory */
	size_t at, n;
	uint64_t next, end; /* rows in the file: those still to be read */
};

struct merge {
	struct id_check *check;
	struct reading *runs;
	struct heap heap; /* runs by their next rows */
	size_t block;
};

static bool refill(struct merge *m, struct reading *r) {
	uint64_t left = r->end - r->next;
	r->at = 0;
	r->n = left < m->block ? (size_t)left : m->block;
	if (r->n == 0) return false;
	m->check->error = io_read_at(m->check->fd, r->next * sizeof *r->v, (char *)r->v, r->n * sizeof *r->v);
	r->next += r->n;
	return !m->check->error;
}

static bool is_before(const void *of, size_t a, size_t b) {
	const struct reading *one = &((const struct merge *)of)->runs[a], *other = &((const struct merge *)of)->runs[b];
	return compare(&one->v[one->at], &other->v[other->at]) < 0;
}

static void start_merge(struct merge *m) {
	struct id_check *c = m->check;
	size_t most = MERGE_BYTES / sizeof(struct id_row) / c->run_count;
	m->block = most < 256 ? 256 : most;
	m->runs = must_alloc(c->run_count * sizeof *m->runs);
	m->heap = (struct heap){.v = must_alloc(c->run_count * sizeof *m->heap.v), .before = is_before, .of = m};
	for (size_t i = 0; i < c->run_count; i++) {
		struct reading *r = &m->runs[i];
		*r = (struct reading){
		        .v = must_alloc(m->block * sizeof *r->v), .next = i ? c->runs[i - 1] : 0, .end = c->runs[i]};
		if (refill(m, r)) m->heap.v[m->heap.n++] = i;
	}
	heap_order(&m->heap);
}

/* The least row of all that are left. */
static bool next_row(struct merge *m, struct id_row *row) {
	if (m->heap.n == 0 || m->check->error) return false;
	struct reading *r = &m->runs[m->heap.v[0]];
	*row = r->v[r->at++];
	if (r->at < r->n || refill(m, r))
		heap_sink_first(&m->heap);
	else
		heap_drop_first(&m->heap);
	return true;
}

/* ---- all of it */

struct telling {
	struct id_row last;
	bool any;
	size_t told;
	id_twice_fn *tell;
	void *to;
};

static slice id_text(const struct id_row *row, char *digits) {
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < 16; i++) digits[i] = hex[row->high >> (60 - 4 * i) & 15];
	for (size_t i = 0; i < 4; i++) digits[16 + i] = hex[row->low >> (60 - 4 * i) & 15];
	return (slice){digits, ID_DIGITS};
}

static void meet(struct telling *t, const struct id_row *row) {
	char digits[ID_DIGITS];
	if (t->any && is_twice(&t->last, row) && t->told++ < TOLD_MAX)
		t->tell(t->to, id_text(row, digits), (uint32_t)(row->low >> 32 & 0xFFFF), (uint32_t)t->last.low,
		        (uint32_t)row->low);
	t->last = *row;
	t->any = true;
}

int id_check_end(struct id_check *c, id_twice_fn *tell, void *to) {
	struct telling t = {.tell = tell, .to = to};
	if (c->run_count == 0) {
		sort_run(c);
		for (size_t i = 0; i < c->rows.n; i++) meet(&t, &c->sorted[i]);
		return c->error;
	}
	if (c->rows.n > 0 && !c->error) write_run(c);
	if (c->error) return c->error;
	struct merge m = {.check = c};
	start_merge(&m);
	for (struct id_row row; next_row(&m, &row);) meet(&t, &row);
	for (size_t i = 0; i < c->run_count; i++) mem_free(m.runs[i].v);
	mem_free(m.runs);
	mem_free(m.heap.v);
	return c->error;
}

void id_check_free(struct id_check *c) {
	if (c->open) (void)io.close(c->fd);
	mem_free(c->rows.v);
	mem_free(c->sorted);
	mem_free(c->runs);
	if (c->budget) pthread_mutex_destroy(&c->lock);
	*c = (struct id_check){0};
}

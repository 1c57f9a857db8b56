/* Ids that stand twice: see id_check.h. Ids are digests, which lie evenly, so rows are sorted by putting each into one of
 * many buckets by its first digits, and each bucket by itself. Runs are merged in the same way: of all that is in memory of
 * them, what can have nothing before it in the file is sorted at once, in a third of the time that a heap takes. */
#include "dataset/id_check.h"

#include "base/io.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/sixteen.h"
#include "dataset/spill.h"

#include <endian.h>
#include <stdlib.h>

enum {
	RUN_ROWS = 1 << 17,
	BUCKETS_LEAST = 1 << 4,
	BUCKETS_MOST = 1 << 16,
	MERGE_BYTES = 2 << 20,
	TOLD_MAX = 20,
	ID_DIGITS = 20
};

/* ---- rows */

static sixteen is_hex(sixteen v) { return sixteen_within(v, '0', '9') | sixteen_within(v, 'a', 'f'); }

/* Twenty lower-case hexadecimal digits, as all ids are that were made here? */
static bool is_plain(slice id) {
	enum { LAST = ID_DIGITS - sizeof(sixteen) };
	return id.n == ID_DIGITS && !sixteen_any(~(is_hex(sixteen_at(id.p)) & is_hex(sixteen_at(id.p + LAST))));
}

/* The number that eight hexadecimal digits are: a digit in each byte of a word, then two in each, then four, then all. */
static uint64_t eight_digits(const char *p) {
	uint64_t x;
	memcpy(&x, p, sizeof x);
	x = be64toh(x);
	x = (x & UINT64_C(0x0F0F0F0F0F0F0F0F)) + (x >> 6 & UINT64_C(0x0101010101010101)) * 9;
	x = (x | x >> 4) & UINT64_C(0x00FF00FF00FF00FF);
	x = (x | x >> 8) & UINT64_C(0x0000FFFF0000FFFF);
	return (x | x >> 16) & UINT32_MAX;
}

static struct id_row row_of(const char *digits, uint32_t table, uint32_t document) {
	uint64_t high = eight_digits(digits) << 32 | eight_digits(digits + 8);
	uint64_t low = eight_digits(digits + ID_DIGITS - 8) << 48; /* the last four */
	return (struct id_row){high, low | (uint64_t)(table & 0xFFFF) << 32 | document};
}

struct id_row id_row_of(slice id, uint32_t table, uint32_t document) {
	if (is_plain(id)) return row_of(id.p, table, document);
	arena scratch = {0};
	struct id_row row = row_of(id_of(&scratch, id).p, table, document);
	arena_free(&scratch);
	return row;
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

/* ---- sorting */

/* A bucket holds two to four rows on average. */
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

/* Buckets of equal width from the least row to the greatest. */
struct buckets {
	uint64_t least;
	unsigned shift;
	size_t n;
};

static struct buckets buckets_for(const struct id_row *v, size_t n) {
	struct buckets b = {.least = UINT64_MAX, .n = BUCKETS_LEAST};
	uint64_t most = 0;
	for (size_t i = 0; i < n; i++) {
		if (v[i].high < b.least) b.least = v[i].high;
		if (v[i].high > most) most = v[i].high;
	}
	while (b.n < n / 2 && b.n < BUCKETS_MOST) b.n *= 2;
	while (n > 0 && (most - b.least) >> b.shift >= b.n) b.shift++;
	return b;
}

static size_t bucket_of(const struct buckets *b, const struct id_row *row) {
	return (size_t)((row->high - b->least) >> b->shift);
}

static void sort_rows(const struct id_row *from, size_t n, struct id_row *to) {
	struct buckets b = buckets_for(from, n);
	uint32_t *starts = must_alloc((b.n + 1) * sizeof *starts);
	for (size_t i = 0; i < n; i++) starts[bucket_of(&b, &from[i]) + 1]++;
	for (size_t i = 0; i < b.n; i++) starts[i + 1] += starts[i];
	for (size_t i = 0; i < n; i++) to[starts[bucket_of(&b, &from[i])]++] = from[i];
	/* Each start has become the end of its bucket. */
	for (size_t i = 0, at = 0; i < b.n; at = starts[i++])
		if (starts[i] - at > 1) sort_bucket(to + at, starts[i] - at);
	mem_free(starts);
}

/* ---- runs */

static void write_run(struct id_check *c) {
	if (!c->open) {
		c->error = io_open_nameless(c->folder ? c->folder : temporary_folder(), &c->fd);
		c->open = c->error == 0;
	}
	if (c->error) return;
	sort_rows(c->rows.v, c->rows.n, c->sorted);
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
	struct id_row *v; /* rows of the file that are in memory, from `at` on */
	size_t at, n;
	uint64_t next, end; /* rows in the file: those still to be read */
};

struct merge {
	struct id_check *check;
	struct reading *runs;
	struct id_rows some; /* that come next, before they are sorted */
	struct id_row *sorted;
	size_t block;
};

static void fill(struct merge *m, struct reading *r) {
	struct id_check *c = m->check;
	size_t has = r->n - r->at;
	uint64_t left = r->end - r->next;
	size_t more = left < m->block - has ? (size_t)left : m->block - has;
	if (r->at == 0 || more == 0 || c->error) return;
	memmove(r->v, r->v + r->at, has * sizeof *r->v);
	c->error = io_read_at(c->fd, r->next * sizeof *r->v, (char *)(r->v + has), more * sizeof *r->v);
	r->next += more;
	r->at = 0;
	r->n = has + more;
}

static void start_merge(struct merge *m) {
	struct id_check *c = m->check;
	size_t most = MERGE_BYTES / sizeof(struct id_row) / c->run_count, room;
	m->block = most < 256 ? 256 : most;
	room = m->block * c->run_count;
	m->runs = must_alloc(c->run_count * sizeof *m->runs);
	m->some = (struct id_rows){.v = must_alloc(room * sizeof *m->some.v), .cap = room};
	m->sorted = must_alloc(room * sizeof *m->sorted);
	for (size_t i = 0; i < c->run_count; i++)
		m->runs[i] = (struct reading){.v = must_alloc(m->block * sizeof(struct id_row)),
		        .at = m->block,
		        .n = m->block,
		        .next = i ? c->runs[i - 1] : 0,
		        .end = c->runs[i]};
}

/* Up to the least of the last rows in memory, of runs that go on in the file, all rows are there. */
static const struct id_row *bound_of(const struct merge *m) {
	const struct id_row *bound = NULL;
	for (size_t i = 0; i < m->check->run_count; i++) {
		const struct reading *r = &m->runs[i];
		if (r->next < r->end && (!bound || compare(&r->v[r->n - 1], bound) < 0)) bound = &r->v[r->n - 1];
	}
	return bound;
}

static void take_until(struct merge *m, struct reading *r, const struct id_row *bound) {
	size_t to = r->at;
	while (to < r->n && (!bound || compare(&r->v[to], bound) <= 0)) to++;
	if (to > r->at) memcpy(m->some.v + m->some.n, r->v + r->at, (to - r->at) * sizeof *r->v);
	m->some.n += to - r->at;
	r->at = to;
}

/* The next rows of all runs, in m->sorted: at least one of them, where there is one. */
static size_t next_rows(struct merge *m) {
	struct id_check *c = m->check;
	m->some.n = 0;
	for (size_t i = 0; i < c->run_count; i++) fill(m, &m->runs[i]);
	if (c->error) return 0;
	const struct id_row *least = bound_of(m), bound = least ? *least : (struct id_row){0};
	for (size_t i = 0; i < c->run_count; i++) take_until(m, &m->runs[i], least ? &bound : NULL);
	sort_rows(m->some.v, m->some.n, m->sorted);
	return m->some.n;
}

static void end_merge(struct merge *m) {
	for (size_t i = 0; i < m->check->run_count; i++) mem_free(m->runs[i].v);
	mem_free(m->runs);
	mem_free(m->some.v);
	mem_free(m->sorted);
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

static void meet_all(struct telling *t, const struct id_row *rows, size_t n) {
	for (size_t i = 0; i < n; i++) meet(t, &rows[i]);
}

int id_check_end(struct id_check *c, id_twice_fn *tell, void *to) {
	struct telling t = {.tell = tell, .to = to};
	if (c->run_count == 0) {
		sort_rows(c->rows.v, c->rows.n, c->sorted);
		meet_all(&t, c->sorted, c->rows.n);
		return c->error;
	}
	if (c->rows.n > 0 && !c->error) write_run(c);
	if (c->error) return c->error;
	struct merge m = {.check = c};
	start_merge(&m);
	for (size_t n; (n = next_rows(&m)) > 0;) meet_all(&t, m.sorted, n);
	end_merge(&m);
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

/* What a run took: see stats.h. */
#include "programs/stats.h"

#include "rules/template.h"

#include <stdlib.h>

static size_t cost_count(const struct pack *p) { return p->rules.n + p->templates.n; }

void stats_open(struct stats *s, const struct pack *p, arena *a) {
	*s = (struct stats){.pack = p, .started = io.nanoseconds()};
	s->costs = arena_alloc(a, (cost_count(p) + 1) * sizeof *s->costs);
}

uint64_t stats_clock(const struct stats *s) { return s == NULL ? 0 : io.nanoseconds(); }

static uint64_t given(enum stats_stage stage, const struct document *d) {
	if (stage == STATS_READ) return 1;
	return stage == STATS_SEGMENT ? d->blocks.n : d->records.n;
}

uint64_t stats_took(struct stats *s, enum stats_stage stage, uint64_t start, const struct document *d) {
	if (s == NULL) return 0;
	uint64_t now = io.nanoseconds();
	s->nanoseconds[stage] += now - start;
	if (d != NULL) s->gave[stage] += given(stage, d);
	if (stage == STATS_READ) {
		s->documents++;
		s->bytes += d->bytes;
	}
	return now;
}

void stats_add(struct stats *sum, const struct stats *worker) {
	for (size_t i = 0; i < STATS_STAGES; i++) {
		sum->nanoseconds[i] += worker->nanoseconds[i];
		sum->gave[i] += worker->gave[i];
	}
	sum->documents += worker->documents;
	sum->bytes += worker->bytes;
	sum->workers++;
	for (size_t i = 0; i < cost_count(sum->pack); i++) {
		struct rule_cost *to = &sum->costs[i];
		const struct rule_cost *from = &worker->costs[i];
		to->nanoseconds += from->nanoseconds;
		to->subjects += from->subjects;
		to->bytes += from->bytes;
		to->matches += from->matches;
	}
}

/* ---- as JSON */

static void put_number(struct buf *b, bool *first, slice key, uint64_t n) {
	buf_json_key(b, first, key);
	buf_u64(b, n);
}

/* Seconds with six digits behind the point, from whole numbers. */
static void put_seconds(struct buf *b, bool *first, uint64_t nanoseconds) {
	uint64_t micro = nanoseconds / 1000;
	buf_json_key(b, first, S("seconds"));
	buf_u64(b, micro / 1000000);
	buf_byte(b, '.');
	for (uint64_t place = 100000; place > 0; place /= 10) buf_byte(b, (char)('0' + micro / place % 10));
}

static void put_stages(struct buf *b, const struct stats *s) {
	static const slice names[] = {{"read", 4}, {"segment", 7}, {"extract", 7}, {"normalise", 9}, {"resolve", 7},
	        {"collect", 7}, {"write", 5}};
	static const slice gives[] = {{"documents", 9}, {"blocks", 6}, {"records", 7}};
	for (size_t i = 0; i < STATS_STAGES; i++) {
		bool first = true;
		buf_put(b, i > 0 ? S(",\n{") : S("\n{"));
		buf_json_key(b, &first, S("stage"));
		buf_json_string(b, names[i]);
		put_seconds(b, &first, s->nanoseconds[i]);
		if (i < STATS_COLLECT) put_number(b, &first, gives[i < STATS_EXTRACT ? i : STATS_EXTRACT], s->gave[i]);
		buf_byte(b, '}');
	}
}

struct ranked {
	slice id; /* of the rule or the template */
	const struct rule_cost *cost;
};

/* The slowest first, then by name. */
static int compare_ranked(const void *left, const void *right) {
	const struct ranked *a = left, *b = right;
	if (a->cost->nanoseconds != b->cost->nanoseconds) return a->cost->nanoseconds > b->cost->nanoseconds ? -1 : 1;
	return slice_compare(a->id, b->id);
}

static void put_rules(struct buf *b, const struct stats *s, arena *a) {
	const struct pack *p = s->pack;
	size_t n = cost_count(p), rules = p->rules.n;
	struct ranked *ranked = arena_alloc(a, (n + 1) * sizeof *ranked);
	for (size_t i = 0; i < n; i++)
		ranked[i] =
		        (struct ranked){i < rules ? p->rules.v[i]->id : p->templates.v[i - rules]->id, &s->costs[i]};
	if (n > 1) qsort(ranked, n, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < n; i++) {
		bool first = true;
		buf_put(b, i > 0 ? S(",\n{") : S("\n{"));
		buf_json_key(b, &first, S("rule"));
		buf_json_string(b, ranked[i].id);
		put_seconds(b, &first, ranked[i].cost->nanoseconds);
		put_number(b, &first, S("subjects"), ranked[i].cost->subjects);
		put_number(b, &first, S("bytes"), ranked[i].cost->bytes);
		put_number(b, &first, S("matches"), ranked[i].cost->matches);
		buf_byte(b, '}');
	}
}

void stats_write(struct program *p, const struct stats *s) {
	struct buf b = {0};
	bool first = true;
	buf_byte(&b, '{');
	put_number(&b, &first, S("documents"), s->documents);
	put_number(&b, &first, S("bytes"), s->bytes);
	put_number(&b, &first, S("workers"), s->workers);
	put_seconds(&b, &first, io.nanoseconds() - s->started);
	buf_put(&b, S(",\n\"stages\":["));
	put_stages(&b, s);
	buf_put(&b, S("],\n\"rules\":["));
	put_rules(&b, s, &p->arena);
	buf_put(&b, S("]}\n"));
	slice to = program_option(p, "stats");
	int error = 0;
	if (slice_equal(to, S("-")))
		io_put(&p->out, buf_slice(&b));
	else
		error = io_write_file(arena_c_string(&p->arena, to), buf_slice(&b));
	if (error != 0) program_fail_system(p, "write", to, error);
	buf_free(&b);
}

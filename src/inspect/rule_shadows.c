/* Rules that others stand before: the examples of every rule, run through all rules at once. A rule that gives its
 * records alone but never among the others is shadowed; one that always shares its place with another of the same
 * priority is tied with it, and only the order of their ids decides. */
#include "inspect/rule_example.h"
#include "inspect/rule_tests.h"

struct shadow {
	size_t hits, won, tied;
	const struct rule *by, *with; /* the rule that won, the rule that it is tied with */
	bool several;                 /* more than one won */
};

struct shadows {
	const struct pack *pack;
	struct rule_context alone, together;
	arena a;
};

static bool equal_spans(span a, span b) { return a.start == b.start && a.end == b.end; }

/* Among the records of all rules: the one that stands where this should. */
static const struct record *stands_there(const struct document *d, const struct given *mine) {
	const struct record *other = NULL;
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (!span_overlaps(r->at, mine->at)) continue;
		if (equal_spans(r->at, mine->at) && slice_equal(r->rule, mine->record->rule)) return r;
		if (other == NULL || r->kind == mine->record->kind) other = r;
	}
	return other;
}

/* Another rule of the same kind and priority whose pattern takes the same place. */
static const struct rule *tied_with(struct shadows *s, const struct rule *r, const struct given *mine) {
	const struct document *d = mine->document;
	int block = document_block_at(d, mine->at.start);
	if (block < 0) return NULL;
	slice text = S("");
	size_t start = 0;
	for (size_t i = 0; i < d->clean.blocks.n; i++)
		if (d->clean.blocks.v[i].block == block) {
			text = slice_at(d->clean.text, d->clean.blocks.v[i].range);
			start = d->clean.blocks.v[i].range.start;
		}
	for (size_t i = 0; i < s->pack->rules.n; i++) {
		const struct rule *q = s->pack->rules.v[i];
		if (q == r || q->emits != r->emits || q->priority != r->priority || q->before || q->after || q->under ||
		        (q->in & 1u << d->blocks.v[block].kind) == 0)
			continue;
		struct matcher *m = s->alone.matcher;
		for (size_t from = 0; regex_search(m, q->match, text, from) == REGEX_MATCH;
		        from = matcher_next(m, text)) {
			span at = matcher_group(m, 0);
			span raw = clean_to_raw(&d->clean, (span){start + at.start, start + at.end});
			if (equal_spans(raw, mine->at)) return q;
		}
	}
	return NULL;
}

static void look_at(struct shadows *s, const struct rule *r, const struct given *mine, const struct document *all,
        struct shadow *sum) {
	sum->hits++;
	const struct record *there = stands_there(all, mine);
	const struct rule *tie = tied_with(s, r, mine);
	if (tie != NULL) sum->tied++, sum->with = tie;
	if (there == NULL) return;
	if (slice_equal(there->rule, r->id)) {
		sum->won++;
		return;
	}
	const struct rule *by = pack_rule(s->pack, there->rule);
	sum->several = sum->several || (sum->by != NULL && sum->by != by);
	sum->by = by;
}

static struct shadow shadow_of(struct shadows *s, const struct rule *r) {
	struct shadow sum = {0};
	s->alone.only = r;
	for (size_t i = 0; i < r->examples.n; i++) {
		const struct example *e = &r->examples.v[i];
		if (e->gives.n == 0 || e->todo.p != NULL) continue;
		given_list mine = example_run(&s->alone, r, e, &s->a);
		struct document *all = example_document(r, e, &s->a);
		if (all->status != DOCUMENT_OK) continue;
		stage_extract(all, &s->together);
		for (size_t k = 0; k < mine.n; k++) look_at(s, r, &mine.v[k], all, &sum);
	}
	arena_reset(&s->a);
	return sum;
}

static void complain(struct diags *diags, const struct rule *r, const struct rule *other, slice message, slice hint) {
	struct diag d = {.code = CODE_RULE_SHADOWED,
	        .file = r->origin.file,
	        .source = r->origin.source,
	        .at = {r->origin.at.start, r->origin.at.start},
	        .message = message,
	        .hint = hint,
	        .also_at = SPAN_NONE};
	if (other != NULL) {
		d.also_file = other->origin.file;
		d.also_source = other->origin.source;
		d.also_at = (span){other->origin.at.start, other->origin.at.start};
	}
	diag_add(diags, d);
}

static void tell(struct diags *diags, const struct rule *r, const struct shadow *s) {
	arena *a = diags->arena;
	if (s->hits > 0 && s->tied == s->hits)
		complain(diags, r, s->with,
		        say(a, r->id, S(" and "), s->with->id, S(" are tied in all its examples: their ids decide")),
		        S("give one of them a higher priority"));
	else if (s->hits > 0 && s->won == 0 && s->by != NULL && !s->several)
		complain(diags, r, s->by,
		        say(a, s->by->id, S(" takes the place of "), r->id, S(" in all its examples")), ABSENT);
	else if (s->hits > 0 && s->won == 0)
		complain(diags, r, NULL, say(a, r->id, S(" wins in none of its examples")), ABSENT);
}

void rule_tests_shadows(const struct pack *pack, struct diags *diags) {
	arena index = {0};
	struct matcher *m = matcher_new();
	const struct link_index *links = link_index_build(pack, &index);
	struct rule_context c = {.pack = pack, .links = links, .matcher = m};
	struct shadows s = {.pack = pack, .alone = c, .together = c};
	for (size_t i = 0; i < pack->rules.n; i++) {
		if (pack->rules.v[i]->emits == NULL) continue;
		struct shadow sum = shadow_of(&s, pack->rules.v[i]);
		tell(diags, pack->rules.v[i], &sum);
	}
	arena_free(&s.alone.scratch);
	arena_free(&s.together.scratch);
	arena_free(&s.a);
	arena_free(&index);
	matcher_free(m);
}

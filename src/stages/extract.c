/* extract: blocks → records with captures, in fixed passes.
 *
 *   1  ignore rules waive text; a block waived whole becomes boilerplate
 *   2  captions by their words; table templates re-cut blocks: lines of words become rows of cells
 *   3  records from blocks: tables and their cells, lists and their items
 *   4  every rule's pattern, within its scope, over every block's clean text: candidates
 *   5  overlap decides which candidates become records
 *   6  relation and list rules over the winners (none yet)
 *
 * Then records get their ids and are put in order of place. Values are not read here: that is normalise's. */
#include "base/io.h"
#include "rules/cue_runs.h"
#include "rules/overlap.h"
#include "stages/extract_captions.h"
#include "stages/extract_leans.h"
#include "stages/extract_lists.h"
#include "stages/extract_tables.h"
#include "stages/extract_templates.h"
#include "stages/extract_trial.h"
#include "stages/extract_views.h"
#include "stages/stages.h"

static span raw_of(const struct document *d, const struct view *v, span in_block) {
	if (span_is_none(in_block)) return SPAN_NONE;
	return clean_to_raw(&d->clean, (span){v->start + in_block.start, v->start + in_block.end});
}

/* ---- scope */

static bool section_allows(struct matcher *m, const struct rule *r, slice section) {
	if (r->under != NULL && regex_search(m, r->under, section, 0) != REGEX_MATCH) return false;
	return r->not_under == NULL || regex_search(m, r->not_under, section, 0) != REGEX_MATCH;
}

static bool in_kind(const struct rule *r, const struct block *b) { return (r->in & 1u << b->kind) != 0; }

/* How far back from a match `after` may look: without it, each match of a long block would search all that is before. */
static size_t after_reach(const struct rule_context *c, const struct rule *r, slice text) {
	struct cue_runs runs = {0};
	if (c->prefilter == PREFILTER_NEVER || cue_has_odd(text)) return SIZE_MAX;
	return cue_length_in(rule_after_length(r), text, &runs);
}

/* What stands before the match must match `after`, which was compiled to end at the end of its subject. */
static bool stands_after(struct matcher *m, const struct rule *r, slice before, size_t reach) {
	size_t from = before.n > reach ? before.n - reach : 0;
	while (from > 0 && ((unsigned char)before.p[from] & 0xC0) == 0x80) from--; /* never inside a character */
	return regex_search(m, r->after, before, from) == REGEX_MATCH;
}

/* ---- pass 4: one rule over one block */

static void take_captures(struct document *d, const struct view *v, const struct regex *r, const struct matcher *m,
        arena *scratch, struct candidate *into) {
	const struct regex_group *groups;
	size_t n = regex_groups(r, &groups);
	for (size_t i = 0; i < n; i++) {
		span at = raw_of(d, v, matcher_group(m, groups[i].number));
		if (!span_is_none(at)) *vec_push(scratch, &into->captures) = (struct capture){groups[i].name, at};
	}
}

/* The two context guards, whose captures join those of the match; `at` is its place. */
static bool neighbours_allow(struct document *d, struct rule_context *c, const struct rule *r, const struct view *v,
        span at, size_t reach, struct candidate *into) {
	struct matcher *m = c->matcher;
	if (r->before != NULL && regex_match_at(m, r->before, v->text, at.end) != REGEX_MATCH) return false;
	if (r->before != NULL) take_captures(d, v, r->before, m, &c->scratch, into);
	if (r->after != NULL && !stands_after(m, r, slice_sub(v->text, 0, at.start), reach)) return false;
	if (r->after != NULL) take_captures(d, v, r->after, m, &c->scratch, into);
	return true;
}

static struct candidate *candidate_of(
        struct document *d, const struct view *v, const struct rule *r, const struct matcher *m, arena *scratch) {
	struct candidate *c = arena_alloc(scratch, sizeof *c);
	c->rule = r;
	c->kind = r->emits;
	c->at = raw_of(d, v, matcher_group(m, 0));
	take_captures(d, v, r->match, m, scratch, c);
	return c;
}

/* The captures that the rule says are names, as mentions of their own. */
static void add_mentions(const struct candidate *whole, arena *scratch, candidates *found) {
	for (size_t i = 0; i < whole->rule->mentions.n; i++) {
		const struct rule_mention *m = &whole->rule->mentions.v[i];
		for (size_t k = 0; k < whole->captures.n; k++) {
			const struct capture *name = &whole->captures.v[k];
			if (!slice_equal(name->name, m->capture) || span_length(name->at) == 0) continue;
			struct candidate *one = arena_alloc(scratch, sizeof *one);
			*one = (struct candidate){
			        .rule = whole->rule, .kind = &tables[TABLE_mentions], .type = m->type, .at = name->at};
			*vec_push(scratch, &one->captures) = (struct capture){S("name"), name->at};
			*vec_push(scratch, found) = one;
		}
	}
}

/* A search, and what it took where that is asked for. */
static enum regex_status search_timed(
        struct rule_context *c, const struct trial_rule *t, slice text, size_t from, size_t last) {
	if (c->costs == NULL) return regex_search_until(c->matcher, t->match, text, from, last);
	struct rule_cost *cost = &c->costs[t->rule->order];
	uint64_t start = io.nanoseconds();
	enum regex_status status = regex_search_until(c->matcher, t->match, text, from, last);
	cost->nanoseconds += io.nanoseconds() - start;
	cost->matches += status == REGEX_MATCH;
	return status;
}

/* The next match that starts at or behind `from`: *range is the first range that is not yet tried to its end. */
static enum regex_status search_ranges(struct rule_context *c, const struct trial_rule *t, slice text, size_t from,
        const struct sieve_ranges *ranges, size_t *range) {
	for (; *range < ranges->n && from <= text.n; ++*range) {
		span at = ranges->v[*range];
		if (at.end < from) continue;
		if (at.start > from) from = at.start;
		enum regex_status status = search_timed(c, t, text, from, at.end);
		if (status != REGEX_NONE) return status;
	}
	return REGEX_NONE;
}

static bool has_field(const struct rule *r, enum field_source source) {
	for (size_t i = 0; i < r->fields.n; i++)
		if (r->fields.v[i].source == source) return true;
	return false;
}

/* A rule tested alone still finds the names and dates that its fields name by place. */
static bool helps(const struct rule *only, const struct rule *r) {
	if (r->emits == &tables[TABLE_mentions]) return has_field(only, FIELD_ENTITY);
	return r->emits == &tables[TABLE_dates] && has_field(only, FIELD_DATE);
}

static bool runs(const struct rule_context *c, const struct rule *r) {
	return c->only == NULL || c->only == r || helps(c->only, r);
}

/* What stands before a match, if it is shorter, is searched in less time than it takes to find out how far to go back. */
enum { BEFORE_SHORT = 1024 };

/* One rule over one block: number i of those that are tried. False when a limit was met: the document cannot be kept. */
static bool match_rule(struct document *d, struct rule_context *c, const struct view *v, struct trial *t, size_t i,
        candidates *found) {
	const struct rule *r = t->tried.v[i].rule;
	const struct sieve_ranges *ranges = &t->jobs.v[i].ranges;
	const capture_list *leaned = &t->tried.v[i].leaned;
	struct matcher *m = c->matcher;
	size_t reach = SIZE_MAX, range = 0;
	bool reaches = false; /* it is known how far */
	trial_ready(t, c, i);
	for (size_t from = 0;;) {
		enum regex_status status = search_ranges(c, &t->tried.v[i], v->text, from, ranges, &range);
		if (status == REGEX_NONE) return true;
		if (status == REGEX_LIMIT) {
			document_fail(d, CODE_LIMIT, v->block->at,
			        say(d->arena, S("rule "), r->id, S(" met a match limit; the document was left out")));
			return false;
		}
		span at = matcher_group(m, 0);
		from = matcher_next(m, v->text);
		if (span_length(at) == 0) continue;
		struct candidate *one = candidate_of(d, v, r, m, &c->scratch);
		if (!reaches && r->after != NULL && at.start >= BEFORE_SHORT) {
			reach = after_reach(c, r, v->text);
			reaches = true;
		}
		if (!neighbours_allow(d, c, r, v, at, reach, one)) continue;
		add_mentions(one, &c->scratch, found);
		for (size_t k = 0; k < leaned->n; k++) *vec_push(&c->scratch, &one->captures) = leaned->v[k];
		*vec_push(&c->scratch, found) = one;
	}
	return true;
}

/* ---- pass 1 */

/* A heading that turned out to be furniture heads nothing. */
static void drop_headings(struct document *d) {
	document_sections(d);
	d->title = ABSENT;
	for (size_t i = 0; i < d->blocks.n && d->title.p == NULL; i++)
		if (d->blocks.v[i].kind == BLOCK_heading) d->title = block_text(d, &d->blocks.v[i]);
}

static bool waive_blocks(struct document *d, struct rule_context *c, struct trial *t) {
	bool heading_gone = false;
	if (t->scans && scanner_patterns(t->scan.scanner) == 0) return true;
	for (size_t i = 0; i < d->clean.blocks.n; i++) {
		struct view v = view_of(d, i);
		span shown = raw_of(d, &v, (span){0, v.text.n});
		trial_start(t, v.text);
		for (size_t k = trial_next(t, 0); k < c->pack->rules.n; k = trial_next(t, k + 1)) {
			const struct rule *r = c->pack->rules.v[k];
			if (r->emits != NULL || !runs(c, r) || !in_kind(r, v.block) ||
			        !section_allows(c->matcher, r, v.block->section))
				continue;
			candidates found = {0};
			/* One by one: a block that was waived may be in no other rule's scope. */
			trial_forget(t);
			trial_add(t, &c->scratch, v.text, &(struct trial_rule){.rule = r});
			trial_sieve(t, c, v.text);
			if (!match_rule(d, c, &v, t, 0, &found)) return false;
			for (size_t f = 0; f < found.n; f++) {
				span at = found.v[f]->at;
				*vec_push(d->arena, &d->waivers) =
				        (struct waiver){.at = at, .rule = r->id, .reason = r->reason};
				if (!span_contains(at, shown) || v.block->kind == BLOCK_item) continue;
				heading_gone = heading_gone || v.block->kind == BLOCK_heading;
				v.block->kind = BLOCK_boilerplate;
				v.block->level = 0;
			}
		}
	}
	if (heading_gone) drop_headings(d);
	return true;
}

static bool waive(struct document *d, struct rule_context *c) {
	struct trial t;
	trial_open(&t, d, c, true);
	bool done = waive_blocks(d, c, &t);
	trial_close(&t);
	return done;
}

/* ---- passes 4 and 5, block by block */

/* In the order of their names: a tool between stages that sorts members changes nothing. */
static void sort_captures(struct candidate *c) {
	for (size_t i = 1; i < c->captures.n; i++)
		for (size_t k = i; k > 0 && slice_compare(c->captures.v[k].name, c->captures.v[k - 1].name) < 0; k--) {
			struct capture later = c->captures.v[k];
			c->captures.v[k] = c->captures.v[k - 1];
			c->captures.v[k - 1] = later;
		}
}

static void take(struct document *d, struct candidate *won, slice section) {
	sort_captures(won);
	struct record *r = document_record(d, won->kind, won->at, won->rule->id);
	for (size_t i = 0; i < won->captures.n; i++) *vec_push(d->arena, &r->captures) = won->captures.v[i];
	if (won->type.p != NULL) record_set(r, COLUMN_mentions_type, won->type, SPAN_NONE);
	size_t column = column_find(r->kind, S("section"));
	if (column != SIZE_MAX && section.n > 0) record_set(r, column, section, SPAN_NONE);
}

static bool scope_holds(struct rule_context *c, struct leans *leans, const struct view *v, struct trial_rule *t) {
	return section_allows(c->matcher, t->rule, v->block->section) &&
	       leans_hold(leans, t->rule, v->index, &t->leaned);
}

/* All rules over one block: their candidates. False when a limit was met. */
static bool match_view(struct document *d, struct rule_context *c, struct trial *t, struct leans *leans,
        const struct view *v, candidates *found) {
	trial_start(t, v->text);
	for (size_t k = trial_next(t, 0); k < c->pack->rules.n; k = trial_next(t, k + 1)) {
		const struct rule *r = c->pack->rules.v[k];
		if (r->emits == NULL || !runs(c, r) || !in_kind(r, v->block)) continue;
		/* Sections and leans are patterns too: asked last where the rule's own is sieved, which costs less. */
		struct trial_rule one = {.rule = r, .holds = !trial_knows(t, k)};
		if (!one.holds || scope_holds(c, leans, v, &one)) trial_add(t, &c->scratch, v->text, &one);
	}
	trial_sieve(t, c, v->text);
	for (size_t i = 0; i < t->tried.n; i++) {
		struct trial_rule *tried = &t->tried.v[i];
		if (t->jobs.v[i].ranges.n == 0 || !(tried->holds || scope_holds(c, leans, v, tried))) continue;
		if (!match_rule(d, c, v, t, i, found)) return false;
	}
	return true;
}

static void keep_losers(struct document *d, const candidates *found) {
	for (size_t i = 0; i < found->n; i++) {
		const struct candidate *lost = found->v[i], *won = lost->winner;
		if (won == NULL) continue;
		*vec_push(d->arena, &d->losers) = (struct loser){.kind = lost->kind,
		        .rule = lost->rule->id,
		        .type = lost->type,
		        .at = lost->at,
		        .winner_kind = won->kind,
		        .winner_rule = won->rule->id,
		        .winner_at = won->at,
		        .reason = overlap_reason(won, lost)};
	}
}

static void settle(struct document *d, struct rule_context *c, candidates *found, slice section) {
	overlap_settle(found, &c->scratch);
	for (size_t k = 0; k < found->n; k++)
		if (found->v[k]->winner == NULL) take(d, found->v[k], section);
	if (c->keep_losers) keep_losers(d, found);
}

/* The candidates of a row and of its cells compete with each other. */
static bool match_blocks(struct document *d, struct rule_context *c, struct trial *t) {
	struct leans leans = {.d = d, .matcher = c->matcher, .scratch = &c->scratch, .rules = c->pack->rules.n};
	if (c->prefilter != PREFILTER_NEVER) leans.prefilter = c->pack->prefilter;
	for (size_t i = 0; i < d->clean.blocks.n; i++) {
		struct view v = view_of(d, i);
		candidates found = {0};
		size_t last = i;
		if (view_in_row(d, &v)) {
			struct view row = view_of_row(d, i, &last);
			if (!match_view(d, c, t, &leans, &row, &found)) return false;
		}
		for (size_t k = i; k <= last; k++) {
			v = view_of(d, k);
			if (!match_view(d, c, t, &leans, &v, &found)) return false;
		}
		settle(d, c, &found, v.block->section);
		i = last;
	}
	return true;
}

static bool match_all(struct document *d, struct rule_context *c) {
	struct trial t;
	trial_open(&t, d, c, false);
	bool done = match_blocks(d, c, &t);
	trial_close(&t);
	return done;
}

/* Passes 2 and 3. */
static bool state_structure(struct document *d, struct rule_context *c) {
	const slice *template_of = NULL;
	if (c->only != NULL) return true;
	if (extract_captions(d, &c->pack->lexicon)) drop_headings(d);
	if (!extract_templates(d, c, &template_of)) return false;
	extract_tables(d, template_of);
	extract_lists(d, &c->pack->lexicon);
	return true;
}

/* Rule tests of templates and cells run structure alone. */
static bool runs_rules(const struct rule_context *c) { return c->only_table == NULL && c->asked_cell == NULL; }

static bool run_passes(struct document *d, struct rule_context *c) {
	if (runs_rules(c) && !waive(d, c)) return false;
	if (!state_structure(d, c)) return false;
	return !runs_rules(c) || match_all(d, c);
}

void stage_extract(struct document *d, struct rule_context *c) {
	if (d->status == DOCUMENT_FAILED) return;
	if (run_passes(d, c)) {
		document_record_ids(d);
		document_sort_records(d);
	}
	arena_reset(&c->scratch);
}

/* Matches watched item by item, to say how far a pattern came or how much work it was: see regex.h. A twin of the pattern
 * is compiled with automatic callouts (pcre2callout, 10.42) for each question; nothing of the hot path is here. */
#include "base/ascii.h"
#include "base/mem.h"
#include "rules/pattern.h"
#include "rules/regex_inside.h"

enum { REACH_STEPS = 1000000 };

/* ---- what the items of a pattern are, for those who watch them */

enum item_kind {
	ITEM_PLAIN,
	ITEM_AHEAD,  /* inside a positive lookahead */
	ITEM_AROUND, /* inside another assertion */
};
/* Of a byte of the pattern. */
struct item {
	enum item_kind kind;
	bool opens;          /* the ( of an assertion, which has no text of its own to fail on */
	uint32_t assertion;  /* ITEM_AHEAD: where the outermost starts */
	uint32_t wildcards;  /* how many end before it */
	bool follows;        /* it comes right behind one */
	pcre2_code *counted; /* the X of X{4} that starts here, or NULL */
};

static bool is_wildcard(slice token, enum pattern_kind kind) {
	if (kind == PATTERN_CLASS) return slice_starts(token, S("[^"));
	return slice_equal(token, S(".")) || slice_equal(token, S("\\N")) || slice_equal(token, S("\\X")) ||
	       slice_equal(token, S("\\S"));
}

static bool is_endless(slice after) {
	if (after.n == 0) return false;
	if (after.p[0] == '*' || after.p[0] == '+') return true;
	struct cut c = slice_cut(after, S("}"));
	return after.p[0] == '{' && slice_ends(c.head, S(","));
}

static pcre2_code *counted_item(pcre2_compile_context *context, slice token, slice after) {
	bool counted = after.n > 1 && after.p[0] == '{' && ascii_is_digit(after.p[1]);
	int code;
	PCRE2_SIZE offset;
	if (!counted) return NULL;
	return pcre2_compile((PCRE2_SPTR)token.p, token.n, regex_options, &code, &offset, context);
}

static enum item_kind kind_inside(enum item_kind outer, slice open) {
	if (outer == ITEM_AROUND || slice_equal(open, S("(?!")) || slice_starts(open, S("(?<=")) ||
	        slice_starts(open, S("(?<!")))
		return ITEM_AROUND;
	return slice_equal(open, S("(?=")) ? ITEM_AHEAD : outer;
}

/* One for each byte of the pattern, and for its end. */
static struct item *items_read(slice pattern, pcre2_compile_context *context, arena *a) {
	struct item *items = arena_alloc(a, (pattern.n + 2) * sizeof *items);
	VEC(struct item) outer = {0};
	struct pattern_reader reader = {.text = pattern, .extended = true};
	struct pattern_token t;
	struct item here = {0};
	bool passed = false; /* a wildcard, and nothing since but its quantifier */
	while (pattern_next(&reader, &t)) {
		slice token = slice_at(pattern, t.at), after = slice_drop(pattern, t.at.end);
		if (t.kind == PATTERN_BLANK || t.kind == PATTERN_COMMENT) continue;
		for (size_t i = t.at.start; i < t.at.end; i++) items[i] = here;
		items[t.at.start].follows = passed && !is_endless(slice_at(pattern, t.at));
		passed = passed && !items[t.at.start].follows;
		if (t.kind == PATTERN_CLOSE && outer.n > 0) {
			uint32_t wildcards = here.wildcards;
			here = outer.v[--outer.n];
			here.wildcards = wildcards;
		}
		if (t.kind == PATTERN_TEXT || t.kind == PATTERN_CLASS) {
			items[t.at.start].counted = counted_item(context, token, after);
			if (is_wildcard(token, t.kind) && is_endless(after)) {
				here.wildcards++;
				passed = true;
			}
		}
		if (t.kind == PATTERN_OPEN) {
			*vec_push(a, &outer) = here;
			enum item_kind kind = kind_inside(here.kind, token);
			if (kind == ITEM_AHEAD && here.kind == ITEM_PLAIN) here.assertion = (uint32_t)t.at.start;
			items[t.at.start].opens = here.kind != kind || kind == ITEM_AROUND;
			here.kind = kind;
		}
	}
	items[pattern.n] = here;
	return items;
}

static void items_free(const struct item *items, slice pattern) {
	for (size_t i = 0; i < pattern.n; i++) pcre2_code_free(items[i].counted);
}

/* ---- watching a match: a twin of the pattern with automatic callouts, made for the question */

/* A reach, and what makes it the furthest. */
struct best {
	struct regex_reach reach;
	size_t wildcards; /* passed */
	size_t from;      /* where what counts begins: behind the last of them, else where the attempt does */
};

struct watch {
	const struct item *items; /* NULL: only the work is counted */
	struct best best, ahead;
	struct best tried; /* the item before this one; whether it failed shows what comes next */
	bool is_tried, is_ahead;
	size_t ahead_of; /* the assertion whose inside `ahead` is */
	span where;      /* attempts that touch it count */
	size_t attempt;  /* where the one under way began */
	size_t behind;   /* where its last wildcard ended */
	pcre2_match_data *data;
	size_t work, most;
	size_t last; /* position of the last item */
};

/* How many bytes of X{4} there are. */
static size_t take_counted(struct watch *w, const pcre2_callout_block *block, const struct item *item) {
	size_t at = block->current_position;
	while (item->counted != NULL && at < block->subject_length) {
		int got = pcre2_match(item->counted, block->subject, block->subject_length, at,
		        PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED, w->data, NULL);
		if (got <= 0 || pcre2_get_ovector_pointer(w->data)[1] <= at) break;
		at = pcre2_get_ovector_pointer(w->data)[1];
		w->work++;
	}
	return at - block->current_position;
}

/* Above 0: the new one is further. */
static int further(const struct best *b, const struct best *old) {
	if (!old->reach.known) return 1;
	if (b->wildcards != old->wildcards) return b->wildcards > old->wildcards ? 1 : -1;
	size_t came = b->reach.end - b->from, before = old->reach.end - old->from;
	return came > before ? 1 : came < before ? -1 : 0;
}

static void note_item(struct regex_reach *r, span item) {
	if (item.start > r->item.start) r->item = item;
	for (size_t i = 0; i < r->n; i++)
		if (r->items[i].start == item.start) return;
	if (r->n < REACH_ITEMS) r->items[r->n++] = item;
}

static void note_best(struct best *best, const struct best *b) {
	int order = further(b, best);
	bool same = order == 0 && b->reach.start == best->reach.start;
	if (same)
		note_item(&best->reach, b->reach.item);
	else if (order > 0 || (order == 0 && b->reach.item.start > best->reach.item.start))
		*best = *b;
}

static void note_failed(struct watch *w) {
	if (w->is_tried) note_best(w->is_ahead ? &w->ahead : &w->best, &w->tried);
	w->is_tried = false;
}

static void note_reach(struct watch *w, const pcre2_callout_block *block) {
	const struct item *item = &w->items[block->pattern_position];
	if ((block->callout_flags & (PCRE2_CALLOUT_BACKTRACK | PCRE2_CALLOUT_STARTMATCH)) != 0) note_failed(w);
	w->is_tried = false;
	if ((block->callout_flags & PCRE2_CALLOUT_STARTMATCH) != 0) w->attempt = block->current_position;
	if (item->follows) w->behind = block->current_position;
	if (item->kind == ITEM_AROUND || block->current_position < w->attempt) return;
	size_t partly = take_counted(w, block, item), end = block->current_position + partly;
	if (w->attempt > w->where.end || end < w->where.start) return;
	span at = {block->pattern_position, block->pattern_position + block->next_item_length};
	w->tried = (struct best){
	        .reach = {.known = true, .start = w->attempt, .end = end, .item = at, .items = {at}, .n = 1},
	        .wildcards = item->wildcards,
	        .from = item->wildcards > 0 && w->behind <= end ? w->behind : w->attempt,
	};
	w->is_tried = true;
	w->is_ahead = item->kind == ITEM_AHEAD;
	if (w->is_ahead && w->ahead_of != item->assertion) {
		w->ahead = (struct best){0};
		w->ahead_of = item->assertion;
	}
	if (item->opens) note_failed(w);
}

static int on_item(pcre2_callout_block *block, void *data) {
	struct watch *w = data;
	size_t at = block->current_position;
	if (w->items != NULL) note_reach(w, block);
	w->work += 1 + (at > w->last ? at - w->last : w->last - at);
	w->last = at;
	return w->work < w->most ? 0 : PCRE2_ERROR_CALLOUT;
}

struct regex_twin {
	pcre2_code *code;
	pcre2_match_data *data;
};

static struct regex_twin *twin_new(struct matcher *m, const struct regex *r, uint32_t options) {
	int code;
	PCRE2_SIZE offset;
	slice pattern = regex_pattern(r);
	pcre2_compile_context *context = pcre2_compile_context_create(matcher_general(m));
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
	        regex_options | PCRE2_AUTO_CALLOUT | options, &code, &offset, context);
	pcre2_compile_context_free(context);
	if (compiled == NULL) return NULL;
	struct regex_twin *t = must_alloc(sizeof *t);
	*t = (struct regex_twin){compiled, pcre2_match_data_create_from_pattern(compiled, matcher_general(m))};
	return t;
}

struct regex_twin *regex_twin_new(struct matcher *m, const struct regex *r) {
	return twin_new(m, r, 0);
}

void regex_twin_free(struct regex_twin *t) {
	if (t == NULL) return;
	pcre2_match_data_free(t->data);
	pcre2_code_free(t->code);
	mem_free(t);
}

/* The interpreter alone calls for every item. */
static void watch(
        struct matcher *m, const struct regex_twin *t, slice subject, size_t from, uint32_t options, struct watch *w) {
	if (t == NULL) return;
	pcre2_set_callout(matcher_context(m), on_item, w);
	PCRE2_SPTR text = (PCRE2_SPTR)(subject.p == NULL ? "" : subject.p);
	int got = pcre2_match(t->code, text, subject.n, from, options | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, t->data,
	        matcher_context(m));
	/* A limit was met: more work than there is an answer to. */
	if (got < 0 && got != PCRE2_ERROR_NOMATCH) w->work = w->most;
	pcre2_set_callout(matcher_context(m), NULL, NULL);
}

static struct regex_reach furthest(
        struct matcher *m, const struct regex *r, slice subject, size_t from, uint32_t options, span where) {
	arena a = {0};
	pcre2_compile_context *context = pcre2_compile_context_create(matcher_general(m));
	struct watch w = {.items = items_read(regex_pattern(r), context, &a), .where = where, .most = REACH_STEPS};
	w.data = pcre2_match_data_create(1, matcher_general(m));
	/* Without start optimisations it also starts where no match can be. */
	struct regex_twin *twin = twin_new(m, r, PCRE2_NO_START_OPTIMIZE);
	watch(m, twin, subject, from, options, &w);
	regex_twin_free(twin);
	note_failed(&w);
	pcre2_match_data_free(w.data);
	items_free(w.items, regex_pattern(r));
	pcre2_compile_context_free(context);
	arena_free(&a);
	/* A lookahead that holds is passed; one that is the last item tried has failed. */
	bool failed_ahead = w.ahead.reach.known && w.best.reach.item.start == w.ahead_of &&
	                    w.best.reach.start == w.ahead.reach.start;
	return failed_ahead ? w.ahead.reach : w.best.reach;
}

struct regex_reach regex_furthest(struct matcher *m, const struct regex *r, slice subject) {
	return furthest(m, r, subject, 0, 0, (span){0, subject.n});
}

struct regex_reach regex_furthest_on(struct matcher *m, const struct regex *r, slice subject, size_t from, span where) {
	return furthest(m, r, subject, from, 0, where);
}

struct regex_reach regex_furthest_at(struct matcher *m, const struct regex *r, slice subject, size_t at) {
	return furthest(m, r, subject, at, PCRE2_ANCHORED, (span){at, subject.n});
}

size_t regex_work(struct matcher *m, const struct regex_twin *t, slice subject, size_t most) {
	struct watch w = {.most = most};
	watch(m, t, subject, 0, 0, &w);
	return w.work;
}

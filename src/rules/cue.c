/* From a pattern to its cues: see cue.h. One walk over the tokens of rules/pattern.h; each group becomes a part
 * (cue_part.h), and what a token means for what a match must hold is decided here. */
#include "rules/cue.h"

#include "rules/cue_thin.h"
#include "rules/cue_walk.h"

#include <string.h>

/* ---- tokens */

static bool next_token(struct cue_walk *w, struct pattern_token *t) {
	if (w->ahead) {
		w->ahead = false;
		*t = w->next;
		return true;
	}
	do
		if (!pattern_next(&w->tokens, t)) return false;
	while (t->kind == PATTERN_BLANK || t->kind == PATTERN_COMMENT);
	return true;
}

static void put_back(struct cue_walk *w, const struct pattern_token *t) {
	w->next = *t;
	w->ahead = true;
}

/* ---- groups */

static struct cue_part read_choice(struct cue_walk *w, struct cue_mode m);

static struct cue_part read_words(struct cue_walk *w, size_t start, struct cue_mode m) {
	const struct cue_group *known =
	        m.lines || w->in_words ? NULL : group_remembered(w->reader, slice_drop(w->text, start));
	struct pattern_token t;
	if (known != NULL) {
		w->tokens.at = start + known->text.n - 1;
		next_token(w, &t); /* its ) */
		return *known->part;
	}
	struct cue_stretch stretch = calls_enter(&w->calls);
	cue_captures groups = {0};
	struct cue_part p = read_choice(w, m);
	slice text = slice_sub(w->text, start, w->tokens.at);
	bool plain = !m.lines && !w->seen.hopeless && !w->ahead && !w->seen.goes_on && !w->seen.skips;
	plain = calls_leave(&w->calls, w->a, &stretch, &groups) && groups.n == 0 && plain;
	if (plain && !w->in_words) group_remember(w->reader, text, &p);
	return p;
}

/* (?(name)…|…): what one of its two branches takes, or nothing where there is but one; which of them is for the name to say,
 * so none is sure to be taken, and no look around refuses it. (?(DEFINE)…) takes nothing: what stands in it is called
 * from elsewhere. */
static struct cue_part read_conditional(struct cue_walk *w, slice open, struct cue_mode m) {
	struct cue_part inner = read_choice(w, m), nothing = part_nothing(w->a, 0, 0);
	if (slice_equal(open, S("(?(DEFINE)"))) return nothing;
	struct cue_choice choice = {0};
	choice_add(w->a, &choice, &inner);
	if (w->branches < 2) choice_add(w->a, &choice, &nothing);
	struct cue_part p = choice_end(w->a, &choice);
	p.one = p.some_one = false;
	return p;
}

/* A group that captures. One that holds verbs does more than take text where it is called. */
static struct cue_part read_capture(struct cue_walk *w, struct cue_mode m) {
	size_t number = calls_open(&w->calls, w->a), cuts = w->seen.cuts;
	struct cue_part p = read_choice(w, m);
	if (w->seen.cuts == cuts && !p.never) calls_close(&w->calls, w->a, number, &p);
	return p;
}

/* (?!), which is another way to write (*FAIL). */
static struct cue_part read_failing(struct cue_walk *w, struct cue_mode m) {
	struct cue_part p = read_choice(w, m);
	p.never = true;
	p.tree = &tree_fail;
	return p;
}

static struct cue_part read_group_inside(struct cue_walk *w, const struct pattern_token *t, struct cue_mode m) {
	slice open = walk_text(w, t);
	size_t end;
	if (slice_equal(open, S("(")) || t->defines) return read_capture(w, m);
	w->seen.unsure = w->seen.unsure || calls_lose_count(open);
	if (slice_equal(open, S("(?:")) || slice_equal(open, S("(?>")) || slice_equal(open, S("(?|")))
		return read_choice(w, m);
	struct cue_part inner;
	if (slice_equal(open, S("(?=")) || slice_equal(open, S("(?*"))) {
		inner = read_choice(w, m);
		return part_ahead(w->a, &inner);
	}
	if (slice_equal(open, S("(?<=")) || slice_equal(open, S("(?<*"))) {
		inner = read_choice(w, m);
		return part_behind(w->a, &inner);
	}
	if (slice_equal(open, S("(?!")) || slice_equal(open, S("(?<!"))) {
		if (slice_starts(slice_drop(w->text, t->at.start), S("(?!)"))) return read_failing(w, m);
		inner = read_choice(w, m);
		return part_not_beside(w->a, &inner, open.n == 3);
	}
	bool options = slice_starts(open, S("(?")) && !slice_starts(open, S("(?(")) && open.n > 2 &&
	               options_read(open, 2, &m, &end) && open.p[end] == ':';
	if (options) return read_words(w, t->at.start, m);
	if (slice_starts(open, S("(?("))) return read_conditional(w, open, m);
	/* A condition that is an assertion, or an assertion by its name. */
	(void)read_choice(w, m);
	if (!slice_equal(open, S("(?"))) w->seen.hopeless = true;
	return part_unknown();
}

static bool is_of_tree(const struct cue_part *p) {
	return p->tree->kind != TREE_RIGHT && p->tree->kind != TREE_LEFT && p->tree != &tree_any &&
	       p->tree != &tree_nothing;
}

/* In a look around, and where it is not told what is taken, a verb has no place of its own in the tree. */
static struct cue_part read_own_group(struct cue_walk *w, const struct pattern_token *t, struct cue_mode m) {
	size_t cuts = w->seen.cuts;
	struct cue_part p = read_group_inside(w, t, m);
	if (w->seen.cuts > cuts && !is_of_tree(&p)) w->seen.treeless = true;
	return p;
}

/* ---- groups that patterns share */

static const struct cue_share *share_at(struct cue_walk *w, size_t at) {
	const cue_shares *all = w->reader->shares;
	if (all == NULL) return NULL;
	while (w->share < all->n && all->v[w->share].at.start < at) w->share++;
	return w->share < all->n && all->v[w->share].at.start == at ? &all->v[w->share] : NULL;
}

static void leave_share(struct cue_walk *w, const struct cue_share *share) {
	struct pattern_token close;
	w->tokens.at = share->at.end - 1;
	next_token(w, &close);
}

/* A list of words, by those who read trees. */
static bool read_list(struct cue_walk *w, const struct cue_share *share, struct cue_part *part) {
	slice text = share->list.p != NULL ? share->list : slice_sub(w->text, w->tokens.at, share->at.end - 1);
	return share->words && w->reader->reads_tree && words_part(w->reader, text, part);
}

/* What stands in a share: here, or in a list that is kept apart. */
static struct cue_part read_inside(
        struct cue_walk *w, const struct cue_share *share, const struct pattern_token *t, struct cue_mode m) {
	if (share->list.p == NULL) return read_own_group(w, t, m);
	struct cue_walk inner = *w;
	inner.text = share->list;
	inner.tokens = (struct pattern_reader){.text = share->list, .extended = w->tokens.extended};
	inner.share = w->reader->shares->n; /* there are none in it */
	inner.words = 0;
	struct cue_part p = read_choice(&inner, m);
	w->seen = inner.seen;
	w->calls = inner.calls;
	leave_share(w, share);
	return p;
}

static struct cue_part read_share(
        struct cue_walk *w, const struct cue_share *share, const struct pattern_token *t, struct cue_mode m) {
	struct cue_seen outside = w->seen;
	struct cue_part p;
	struct cue_known read = {.what = share->what, .caseless = m.caseless, .lines = m.lines, .part = &p};
	if (read_list(w, share, &p)) {
		leave_share(w, share);
		return *share_learn(w->reader, &read);
	}
	struct cue_stretch stretch = calls_enter(&w->calls);
	w->seen = (struct cue_seen){.unsure = outside.unsure};
	w->in_words = share->words;
	w->words = w->tokens.at;
	p = read_inside(w, share, t, m);
	w->in_words = false;
	read.seen = w->seen;
	bool same = calls_leave(&w->calls, w->a, &stretch, &read.groups) && w->seen.unsure == outside.unsure;
	seen_add(&w->seen, &outside);
	bool whole = w->tokens.at == share->at.end && !w->ahead;
	return whole && same ? *share_learn(w->reader, &read) : p;
}

static struct cue_part read_group(struct cue_walk *w, const struct pattern_token *t, struct cue_mode m) {
	const struct cue_share *share = share_at(w, t->at.start);
	if (share == NULL) return read_own_group(w, t, m);
	const struct cue_known *known = share_known(w->reader, share->what, m);
	if (known == NULL) return read_share(w, share, t, m);
	seen_add(&w->seen, &known->seen);
	calls_add(&w->calls, w->a, &known->groups);
	leave_share(w, share);
	return *known->part;
}

/* ---- quantifiers */

static bool read_quantifier(struct cue_walk *w, const struct pattern_token *t, unsigned *least, unsigned *most) {
	*least = walk_is_char(w, t, '+') ? 1 : 0;
	*most = walk_is_char(w, t, '?') ? 1 : PART_ENDLESS;
	if (walk_is_char(w, t, '+') || walk_is_char(w, t, '?') || walk_is_char(w, t, '*')) return true;
	if (!walk_is_char(w, t, '{')) return false;
	if (!braces_read(w->text, t->at.start, least, most, &w->tokens.at)) w->seen.hopeless = true;
	return true;
}

/* The part as often as what follows says. */
static struct cue_part quantified(struct cue_walk *w, const struct cue_part *p) {
	struct pattern_token t;
	unsigned least, most;
	if (!next_token(w, &t)) return *p;
	if (!read_quantifier(w, &t, &least, &most)) {
		put_back(w, &t);
		return *p;
	}
	if (next_token(w, &t) && !walk_is_char(w, &t, '+') && !walk_is_char(w, &t, '?')) put_back(w, &t);
	return part_repeated(w->a, p, least, most);
}

static struct cue_part atom(struct cue_walk *w, const struct pattern_token *t, struct cue_mode *m) {
	switch (t->kind) {
	case PATTERN_TEXT: return cue_atom(w, t, m);
	case PATTERN_CLASS: {
		struct cue_chars c = class_chars(walk_text(w, t), m->caseless);
		return cue_one_of(w, &c);
	}
	case PATTERN_OPEN: return read_group(w, t, *m);
	case PATTERN_REFERENCE:
		w->seen.calls = w->seen.calls || !slice_starts(walk_text(w, t), S("\\k"));
		return part_unknown();
	default: w->seen.hopeless = true; return part_unknown(); /* \Q…\E, a fragment that nobody put in */
	}
}

/* In a list of words. */
static void note_branch(struct cue_walk *w, struct cue_choice *choice, size_t start, size_t end) {
	if (w->in_words) *vec_push(w->a, &choice->stand) = (span){start - w->words, end - w->words};
}

/* A reference may be a back reference by (?P=name) or \k, or a call: all take what they like. */
static struct cue_part read_choice(struct cue_walk *w, struct cue_mode m) {
	struct cue_choice choice = {0};
	struct cue_row row = {0};
	struct cue_part p;
	struct pattern_token t;
	size_t start = w->tokens.at, end = w->text.n, branches = 1;
	while (next_token(w, &t)) {
		if (t.kind == PATTERN_CLOSE) {
			end = t.at.start;
			break;
		}
		if (walk_is_char(w, &t, '|')) {
			note_branch(w, &choice, start, t.at.start);
			branches++;
			start = t.at.end;
			p = row_end(w->a, &row);
			choice_add(w->a, &choice, &p);
			row = (struct cue_row){0};
			continue;
		}
		if (t.broken) w->seen.hopeless = true;
		p = atom(w, &t, &m);
		p = quantified(w, &p);
		row_add(w->a, &row, &p);
	}
	note_branch(w, &choice, start, end);
	w->branches = branches;
	p = row_end(w->a, &row);
	choice_add(w->a, &choice, &p);
	return choice_end(w->a, &choice);
}

static struct cues chosen(arena *a, const struct cue_part *p) {
	struct cues c = {0};
	bool all = true;
	c.n = cues_thin(a, p->must, p->musts, c.v);
	for (size_t i = 0; i < 4; i++) {
		c.starts[i] = p->eats.bits[i] | p->idles.bits[i];
		all = all && ~c.starts[i] == 0;
	}
	c.starts_known = !p->eats.end && !p->idles.end && !all;
	return c;
}

static struct cue_walk walk_of(struct cue_reader *r, slice pattern) {
	arena_reset(&r->scratch);
	return (struct cue_walk){.reader = r,
	        .a = &r->scratch,
	        .text = pattern,
	        .tokens = {.text = pattern, .extended = true},
	        .calls = {.reached = CALLS_NONE}};
}

/* False where something in the pattern was not understood. */
static bool read_whole(struct cue_walk *w, struct cue_part *p) {
	*p = read_choice(w, (struct cue_mode){0});
	return !w->seen.hopeless && !w->ahead && w->tokens.at >= w->text.n;
}

struct cue_length cue_length_of(struct cue_reader *r, slice pattern) {
	struct cue_walk w = walk_of(r, pattern);
	struct cue_part p;
	if (!read_whole(&w, &p) || w.seen.skips || w.seen.goes_on) return (struct cue_length){.endless = true};
	return p.length;
}

struct cues cues_of(struct cue_reader *r, slice pattern) {
	struct cue_walk w = walk_of(r, pattern);
	struct cue_part p;
	if (!read_whole(&w, &p)) return (struct cues){0};
	if (p.exact) part_must(&p, &p.all, p.length);
	struct cues c = chosen(r->arena, &p);
	c.starts_known = c.starts_known && !w.seen.skips;
	c.anywhere = !w.seen.skips && !w.seen.goes_on;
	return c;
}

const struct cue_tree *cue_tree_of(struct cue_reader *r, slice pattern, enum tree_use *use) {
	struct cue_walk w = walk_of(r, pattern);
	struct cue_part p;
	r->reads_tree = true;
	if (!read_whole(&w, &p) || w.seen.treeless || (w.seen.skips && w.seen.calls)) return NULL;
	*use = w.seen.goes_on ? TREE_FROM_START : w.seen.skips ? TREE_IN_ONE_GO : TREE_FREELY;
	return p.tree;
}

/* Doubts about patterns that compile: see pattern_check.h. Quantifiers as in pcre2pattern (10.42): `{` is one only where
 * digits follow; in extended mode blanks may stand between an item and its quantifier. */
#include "rules/pattern_check.h"

#include "base/ascii.h"
#include "rules/pattern.h"

/* ---- repeats */

struct quantifier {
	bool there;
	bool skips;   /* no turn at all is allowed */
	bool repeats; /* more than one turn is allowed */
};

static size_t digits_end(slice s, size_t at) {
	while (at < s.n && ascii_is_digit(s.p[at])) at++;
	return at;
}

/* {2} {2,} {0,3}; a number beyond 64 bits is more than one all the same. */
static struct quantifier count_at(slice s, size_t at) {
	size_t first = digits_end(s, at + 1), last = first;
	slice least = slice_sub(s, at + 1, first), most = least;
	if (least.n == 0) return (struct quantifier){0};
	if (first < s.n && s.p[first] == ',') {
		last = digits_end(s, first + 1);
		most = slice_sub(s, first + 1, last);
	}
	if (last >= s.n || s.p[last] != '}') return (struct quantifier){0};
	uint64_t low, high;
	return (struct quantifier){.there = true,
	        .skips = slice_to_u64(least, &low) && low == 0,
	        .repeats = !slice_to_u64(most, &high) || high > 1};
}

static struct quantifier quantifier_at(slice s, size_t at) {
	switch (at < s.n ? s.p[at] : '\0') {
	case '?': return (struct quantifier){true, true, false};
	case '*': return (struct quantifier){true, true, true};
	case '+': return (struct quantifier){true, false, true};
	case '{': return count_at(s, at);
	default: return (struct quantifier){0};
	}
}

/* ---- the groups of a pattern as a tree of branches */

/* A branch of a group: the stretch between its ( or | and the next. Two places exclude each other where somewhere above
 * them they lie in different branches of one group. */
struct branch {
	size_t group; /* number of the group it belongs to; 0: the whole pattern */
	size_t up;    /* the branch in which that group stands; SIZE_MAX: none */
};
struct group {
	size_t branches;
	bool skipped;       /* its quantifier allows no turn, or it is a negative assertion */
	size_t first_named; /* the names inside it, itself included, start here */
};
struct named {
	span name;
	size_t inside; /* the first branch of the group itself */
	bool repeated;
};
struct walk {
	arena *a;
	slice text;
	VEC(struct branch) branches;
	VEC(struct group) groups;
	VEC(struct named) names;
	size_t here;   /* the branch that we are in */
	size_t closed; /* the group that has just closed; SIZE_MAX: none has */
};

static void branch_new(struct walk *w, size_t group, size_t up) {
	w->groups.v[group].branches++;
	*vec_push(w->a, &w->branches) = (struct branch){group, up};
	w->here = w->branches.n - 1;
}

static void group_open(struct walk *w, const struct pattern_token *t) {
	slice token = slice_at(w->text, t->at);
	bool negative = slice_equal(token, S("(?!")) || slice_equal(token, S("(?<!"));
	*vec_push(w->a, &w->groups) = (struct group){.skipped = negative, .first_named = w->names.n};
	branch_new(w, w->groups.n - 1, w->here);
	if (t->defines) *vec_push(w->a, &w->names) = (struct named){.name = t->name, .inside = w->here};
}

static void group_close(struct walk *w) {
	const struct branch *here = &w->branches.v[w->here];
	if (here->up == SIZE_MAX) return;
	w->closed = here->group;
	w->here = here->up;
}

/* Whatever follows a group that has closed: is it a quantifier? */
static void follow(struct walk *w, size_t at) {
	if (w->closed == SIZE_MAX) return;
	struct quantifier q = quantifier_at(w->text, at);
	struct group *g = &w->groups.v[w->closed];
	g->skipped = g->skipped || (q.there && q.skips);
	for (size_t i = g->first_named; q.repeats && i < w->names.n; i++) w->names.v[i].repeated = true;
	w->closed = SIZE_MAX;
}

static void step(struct walk *w, const struct pattern_token *t) {
	if (t->kind == PATTERN_BLANK || t->kind == PATTERN_COMMENT) return;
	follow(w, t->at.start);
	if (t->kind == PATTERN_OPEN) group_open(w, t);
	if (t->kind == PATTERN_CLOSE) group_close(w);
	if (t->kind == PATTERN_TEXT && w->text.p[t->at.start] == '|')
		branch_new(w, w->branches.v[w->here].group, w->branches.v[w->here].up);
}

static size_t height(const struct walk *w, size_t branch) {
	size_t n = 0;
	for (; branch != SIZE_MAX; branch = w->branches.v[branch].up) n++;
	return n;
}

/* Does the first always take part where the second does, so that the second is never the capture? Both are climbed to
 * the branch in which they meet; nothing on the way up from the first may be left out. */
static bool hides(const struct walk *w, size_t x, size_t y) {
	size_t hx = height(w, x), hy = height(w, y);
	for (; hy > hx; hy--) y = w->branches.v[y].up;
	while (x != SIZE_MAX && x != y) {
		const struct group *g = &w->groups.v[w->branches.v[x].group];
		if (g->skipped || g->branches > 1) return false;
		x = w->branches.v[x].up;
		if (--hx < hy) {
			y = w->branches.v[y].up;
			hy--;
		}
	}
	return true;
}

static bool is_hidden(const struct walk *w, size_t which) {
	const struct named *n = &w->names.v[which];
	for (size_t i = 0; i < which; i++) {
		const struct named *other = &w->names.v[i];
		if (slice_equal(slice_at(w->text, other->name), slice_at(w->text, n->name)) &&
		        hides(w, other->inside, n->inside))
			return true;
	}
	return false;
}

pattern_groups pattern_check_groups(arena *a, slice text) {
	arena scratch = {0};
	struct walk w = {.a = &scratch, .text = text, .closed = SIZE_MAX};
	struct pattern_reader r = {.text = text, .extended = true};
	struct pattern_token t;
	pattern_groups out = {0};
	*vec_push(w.a, &w.groups) = (struct group){0};
	branch_new(&w, 0, SIZE_MAX);
	while (pattern_next(&r, &t)) {
		step(&w, &t);
		if (w.closed == SIZE_MAX) pattern_skip(&r, text.n);
	}
	for (size_t i = 0; i < w.names.n; i++) {
		span name = w.names.v[i].name;
		if (w.names.v[i].repeated) *vec_push(a, &out) = (struct pattern_group){name, PATTERN_REPEATED};
		if (is_hidden(&w, i)) *vec_push(a, &out) = (struct pattern_group){name, PATTERN_HIDDEN};
	}
	arena_free(&scratch);
	return out;
}

/* ---- slips */

/* A letter or digit that stands for itself; not an escape, mark or operator. */
static bool is_word(slice s, const struct pattern_token *t) {
	if (t->kind != PATTERN_TEXT) return false;
	unsigned char c = (unsigned char)s.p[t->at.start];
	return c >= 0x80 || ascii_is_digit((char)c) || ascii_is_letter(c);
}

/* (*NAME) or (*NAME=n) of the settings that may open a pattern (pcre2pattern, "Special start-of-pattern items"); what
 * steers backtracking, like (*SKIP), is none. */
static bool is_setting(slice token) {
	static const slice names[] = {{"UTF", 3}, {"UCP", 3}, {"NO_", 3}, {"NOTEMPTY", 8}, {"LIMIT_", 6}, {"CR", 2},
	        {"LF", 2}, {"ANY", 3}, {"NUL", 3}, {"BSR_", 4}};
	if (!slice_starts(token, S("(*"))) return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_starts(slice_drop(token, 2), names[i])) return true;
	return false;
}

/* A comment that was meant: in a literal block, with a blank or nothing before the # and a blank or nothing behind it. */
static bool is_meant(slice s, span at, bool lines) {
	if (!lines) return false;
	bool before = at.start == 0 || slice_trim(slice_sub(s, at.start - 1, at.start)).n == 0;
	return before && (at.start + 1 >= s.n || slice_trim(slice_sub(s, at.start + 1, at.start + 2)).n == 0);
}

/* A hexadecimal digit of \xhh: the tokens of the escape are \x and its digits. */
static bool is_of_escape(slice s, const struct pattern_token *t) {
	for (size_t back = 1; back <= 2 && t->at.start >= back + 2; back++)
		if (s.p[t->at.start - back] == 'x') return s.p[t->at.start - back - 1] == '\\';
	return false;
}

/* {{ and a letter, as a fragment begins. */
static void find_braces(arena *a, slice s, span in, pattern_slips *out) {
	size_t at = slice_find(slice_at(s, in), S("{{"));
	if (at == SIZE_MAX || in.start + at + 2 >= in.end) return;
	char c = s.p[in.start + at + 2];
	bool letter = ascii_is_letter(c) || c == '_';
	if (letter) *vec_push(a, out) = (struct pattern_slip_at){SLIP_BRACES, {in.start + at, in.start + at + 2}};
}

pattern_slips pattern_check_slips(arena *a, slice text, bool lines) {
	struct pattern_reader r = {.text = text, .extended = true};
	struct pattern_token t;
	pattern_slips out = {0};
	span blank = SPAN_NONE;
	bool word = false; /* did one stand before the blank? */
	while (pattern_next(&r, &t)) {
		slice token = slice_at(text, t.at);
		if (t.kind == PATTERN_BLANK) {
			blank = span_hull(blank, t.at);
			continue;
		}
		if (t.kind == PATTERN_CLASS || t.kind == PATTERN_QUOTED) find_braces(a, text, t.at, &out);
		bool letter = is_word(text, &t) && !is_of_escape(text, &t);
		if (word && letter && !span_is_none(blank))
			*vec_push(a, &out) = (struct pattern_slip_at){SLIP_BLANK, blank};
		if (t.kind == PATTERN_COMMENT && token.p[0] == '#' && !is_meant(text, t.at, lines))
			*vec_push(a, &out) = (struct pattern_slip_at){SLIP_COMMENT, {t.at.start, t.at.start + 1}};
		if (token.p[0] != '(') {
			word = letter;
			blank = SPAN_NONE;
			continue;
		}
		if (is_setting(token)) *vec_push(a, &out) = (struct pattern_slip_at){SLIP_SETTING, t.at};
		if (slice_starts(token, S("(?C"))) *vec_push(a, &out) = (struct pattern_slip_at){SLIP_CALLOUT, t.at};
		word = letter;
		blank = SPAN_NONE;
	}
	return out;
}

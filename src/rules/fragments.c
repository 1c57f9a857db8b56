/* The set of fragments, its check, and the compilation of patterns: see fragments.h. Expansion is in expand.c. */
#include "rules/fragments.h"

#include "rules/expand.h"
#include "rules/pattern.h"
#include "rules/pattern_check.h"
#include "rules/register_words.h"

enum { UNSEEN, ON_PATH, SEEN };

struct fragment *fragments_find(const struct fragments *f, slice name) {
	for (size_t i = 0; i < f->list.n; i++)
		if (slice_equal(f->list.v[i]->name, name)) return f->list.v[i];
	return NULL;
}

/* ---- cycles: a walk in depth over the references, with its path on a stack of its own */

struct step {
	struct fragment *fragment;
	struct pattern_reader reader;
};
typedef VEC(struct step) path;

static void complain_cycle(const struct fragments *f, const path *p, const struct fragment *again, span at) {
	slices names = {0};
	size_t first = 0;
	while (p->v[first].fragment != again) first++;
	for (size_t i = first; i < p->n; i++) {
		p->v[i].fragment->broken = true;
		*vec_push(f->arena, &names) = p->v[i].fragment->name;
		*vec_push(f->arena, &names) = S(" → ");
	}
	*vec_push(f->arena, &names) = again->name;
	slice message = say(f->arena, S("a fragment that contains itself: "), slice_concat(f->arena, names.v, names.n));
	yaml_complain_part(f->diags, CODE_FRAGMENT_CYCLE, p->v[p->n - 1].fragment->node, at, message, ABSENT);
}

static void enter(const struct fragments *f, path *p, struct fragment *fragment) {
	fragment->visit = ON_PATH;
	*vec_push(f->arena, p) = (struct step){
	        .fragment = fragment, .reader = {.text = fragment->words ? S("") : fragment->text, .extended = true}};
}

/* The fragments in the order in which each comes behind all that it uses. */
static void walk(const struct fragments *f, struct fragment *start, path *p, struct fragments *order) {
	enter(f, p, start);
	while (p->n > 0) {
		struct step *top = &p->v[p->n - 1];
		struct pattern_token t;
		if (!pattern_next(&top->reader, &t)) {
			top->fragment->visit = SEEN;
			*vec_push(f->arena, &order->list) = top->fragment;
			p->n--;
			continue;
		}
		if (t.kind != PATTERN_FRAGMENT || t.broken) continue;
		struct fragment *used = fragments_find(f, slice_at(top->reader.text, t.name));
		if (used == NULL) continue; /* expansion will say so */
		if (used->visit == ON_PATH)
			complain_cycle(f, p, used, t.name);
		else if (used->visit == UNSEEN)
			enter(f, p, used);
	}
}

/* ---- compiling */

static bool opens_lookaround(slice text) {
	return slice_starts(text, S("(?=")) || slice_starts(text, S("(?!")) || slice_starts(text, S("(?<=")) ||
	       slice_starts(text, S("(?<!"));
}

/* The first \K inside a lookaround, of which PCRE2 complains at the pattern's end. */
static size_t kept_out(slice text) {
	struct pattern_reader r = {.text = text, .extended = true};
	struct pattern_token t;
	while (pattern_next(&r, &t)) {
		if (!slice_equal(slice_at(text, t.at), S("\\K"))) continue;
		for (size_t i = 0; i < r.depth && i < PATTERN_DEPTH; i++)
			if (opens_lookaround(slice_drop(text, r.starts[i]))) return t.at.start;
	}
	return text.n;
}

/* Where to show an error: what was never closed where it was opened, not at the end; a group's name or an escape where it starts. */
static size_t error_offset(slice whole, size_t offset) {
	if (offset >= whole.n) {
		span unclosed = pattern_end(whole).unclosed;
		if (!span_is_none(unclosed)) return unclosed.start;
		return kept_out(whole);
	}
	struct pattern_reader r = {.text = whole, .extended = true};
	struct pattern_token t;
	while (pattern_next(&r, &t)) {
		if (t.at.end <= offset) continue;
		if (t.kind == PATTERN_OPEN && t.defines && offset >= t.name.end) return t.name.start;
		return t.kind == PATTERN_TEXT && whole.p[t.at.start] == '\\' ? t.at.start : offset;
	}
	return offset;
}

static void complain_error(const struct fragments *f, const struct expansion *x, const struct regex_error *error) {
	if (error->too_large)
		yaml_complain(f->diags, CODE_FRAGMENT_SIZE, x->pattern,
		        S("the pattern is too large: compiled it would exceed 64 KiB"), ABSENT);
	else
		expansion_complain(f, x, CODE_PATTERN, error_offset(expansion_whole(f->arena, x), error->offset),
		        error->message, ABSENT);
}

/* ---- doubts */

static void complain_slip(const struct fragments *f, const struct yaml_node *n, const struct pattern_slip_at *s) {
	slice what = slice_at(n->text, s->at);
	switch (s->slip) {
	case SLIP_BLANK:
		yaml_complain_part(f->diags, CODE_PATTERN_BLANK, n, s->at, S("a blank in a pattern matches nothing"),
		        S("write \\s for white space, \\x20 for a blank, or nothing"));
		break;
	case SLIP_COMMENT:
		yaml_complain_part(f->diags, CODE_PATTERN_BLANK, n, s->at,
		        S("# starts a comment: nothing behind it on its line counts"),
		        S("write \\# for the character; put comments on lines of a literal block, with blanks around "
		          "#"));
		break;
	case SLIP_SETTING:
		yaml_complain_part(f->diags, CODE_PATTERN, n, s->at,
		        say(f->arena, what, S(" is not used here: all patterns have the same settings")), ABSENT);
		break;
	case SLIP_BRACES:
		yaml_complain_part(f->diags, CODE_FRAGMENT_UNKNOWN, n, s->at,
		        S("no fragment is put in here: inside [ ] and \\Q \\E braces are characters"),
		        S("put the fragment outside; for two braces write \\{\\{"));
		break;
	case SLIP_CALLOUT:
		yaml_complain_part(f->diags, CODE_PATTERN, n, s->at, S("callouts are not used here"), ABSENT);
		break;
	}
}

/* False when the pattern may not be used. */
static bool check_slips(const struct fragments *f, const struct yaml_node *n, slice text) {
	if (n->kind != YAML_SCALAR) return true;
	bool good = true;
	pattern_slips slips = pattern_check_slips(f->arena, text, n->style == YAML_LITERAL);
	for (size_t i = 0; i < slips.n; i++) {
		complain_slip(f, n, &slips.v[i]);
		good = good && (slips.v[i].slip == SLIP_BLANK || slips.v[i].slip == SLIP_COMMENT);
	}
	return good;
}

/* The name that rules see of a group that is called g<i> inside. */
static slice outer_name(const struct expansion *x, slice inner) {
	uint64_t i;
	return slice_to_u64(slice_drop(inner, 1), &i) && i < x->names.n ? x->names.v[i].name : ABSENT;
}

bool capture_is_private(slice name) {
	if (slice_starts(name, S("_"))) return true;
	for (struct cut c = slice_cut(name, S(".")); c.ok; c = slice_cut(c.tail, S(".")))
		if (slice_starts(c.tail, S("_"))) return true;
	return false;
}

static void mark_repeated(struct expansion *x, slice name) {
	for (size_t i = 0; i < x->captures.n; i++)
		if (slice_equal(x->captures.v[i].name, name)) x->captures.v[i].repeated = true;
}

static bool is_hidden(const struct pattern_group *g, slice name) {
	return g->doubt == PATTERN_HIDDEN && !capture_is_private(name);
}

/* What the brief leaves out has no groups with names, so it tells all but the places. */
static bool brief_hides(const struct fragments *f, struct expansion *x) {
	bool hides = false;
	pattern_groups groups = pattern_check_groups(f->arena, x->brief);
	for (size_t i = 0; i < groups.n; i++) {
		slice name = outer_name(x, slice_at(x->brief, groups.v[i].name));
		if (groups.v[i].doubt == PATTERN_REPEATED) mark_repeated(x, name);
		hides = hides || is_hidden(&groups.v[i], name);
	}
	return hides;
}

/* False when a group can never be the capture of its name. */
static bool check_groups(const struct fragments *f, struct expansion *x) {
	bool good = true;
	if (x->captures.n == 0 || !brief_hides(f, x)) return true;
	slice whole = expansion_whole(f->arena, x);
	pattern_groups groups = pattern_check_groups(f->arena, whole);
	for (size_t i = 0; i < groups.n; i++) {
		slice name = outer_name(x, slice_at(whole, groups.v[i].name));
		if (!is_hidden(&groups.v[i], name)) continue;
		expansion_complain(f, x, CODE_CAPTURE_TWICE, groups.v[i].name.start,
		        say(f->arena, S("a second group "), name,
		                S(": the first of them always takes part and is the capture")),
		        S("give it a name of its own; groups of alternatives may share one"));
		good = false;
	}
	return good;
}

/* Does it compile, as far as its brief tells? */
static bool check_compiles(
        const struct fragments *f, struct fragment *fragment, const struct expansion *x, struct regex_error *error) {
	bool closed = false;
	size_t more = x->gaps.n > 0 ? brief_left_out(x->brief, x->gaps.v, x->gaps.n) : 0;
	size_t size = more < REGEX_SIZE_SURE ? regex_check_part(f->arena, x->brief, &closed, error) : 0;
	if (x->gaps.n > 0 && (size == 0 || size + more >= REGEX_SIZE_SURE))
		return regex_check(f->arena, expansion_whole(f->arena, x), error) > 0;
	struct regex_source source = expansion_source(x);
	if (closed && brief_may_leave_out(&source)) fragment->size = size + more;
	return size > 0;
}

static void check_one(const struct fragments *f, struct fragment *fragment) {
	struct expansion x;
	struct regex_error error;
	if (fragment->broken) return;
	if (fragment->words) fragment->size = words_size(fragment->text);
	if (fragment->size >= REGEX_SIZE_SURE) fragment->size = regex_check(f->arena, fragment->text, &error);
	if (fragment->size > 0) return;
	size_t said = f->diags->list.n;
	bool good = fragment->words || check_slips(f, fragment->node, fragment->text);
	if (!expand(f, fragment->node, fragment->text, &x))
		good = false;
	else if (!check_compiles(f, fragment, &x, &error)) {
		complain_error(f, &x, &error);
		good = false;
	} else if (!check_groups(f, &x))
		good = false;
	fragment->broken = !good;
	if (!good && f->diags->list.n > said) fragment->said = f->diags->list.n;
}

void fragments_check(struct fragments *f) {
	struct fragments order = {0};
	path p = {0};
	for (size_t i = 0; i < f->list.n; i++)
		if (f->list.v[i]->visit == UNSEEN) walk(f, f->list.v[i], &p, &order);
	for (size_t i = 0; i < order.list.n; i++) check_one(f, order.list.v[i]);
}

/* `after` patterns end where their subject ends. */
static slice ending(const struct fragments *f, slice text) {
	struct pattern_end end = pattern_end(text);
	return say(f->arena, S("(?:"), text, end.comment ? S("\n)\\z") : end.quoted ? S("\\E)\\z") : S(")\\z"));
}

/* NULL where the brief does not tell that it compiles. */
static struct regex *compile_later(const struct fragments *f, const struct expansion *x, enum pattern_use use) {
	size_t more = x->gaps.n > 0 ? brief_left_out(x->brief, x->gaps.v, x->gaps.n) : SIZE_MAX;
	if (more >= REGEX_SIZE_SURE) return NULL;
	struct regex_source source = expansion_source(x);
	slice brief = x->brief;
	if (use == PATTERN_BEHIND) {
		source = (struct regex_source){.text = ending(f, expansion_whole(f->arena, x))};
		brief = ending(f, x->brief);
	}
	return regex_later(f->arena, &source, brief, more, x->names.v, x->names.n);
}

struct compiled fragments_compile(const struct fragments *f, const struct yaml_node *pattern, enum pattern_use use) {
	struct compiled out = {0};
	struct expansion *kept = arena_alloc(f->arena, sizeof *kept), x;
	struct regex_error error;
	bool good = check_slips(f, pattern, pattern->text);
	if (!expand(f, pattern, pattern->text, &x) || !good) return out;
	/* Checked as it was written first, so that errors have its offsets; in brief, which takes less. */
	if (use == PATTERN_BEHIND && regex_check(f->arena, x.brief, &error) == 0 &&
	        regex_check(f->arena, expansion_whole(f->arena, &x), &error) == 0) {
		complain_error(f, &x, &error);
		return out;
	}
	out.regex = compile_later(f, &x, use);
	if (out.regex == NULL) {
		slice whole = expansion_whole(f->arena, &x);
		out.regex = regex_compile(
		        f->arena, use == PATTERN_BEHIND ? ending(f, whole) : whole, x.names.v, x.names.n, &error);
	}
	if (out.regex == NULL) {
		complain_error(f, &x, &error);
		return out;
	}
	(void)check_groups(f, &x);
	*kept = x;
	out.written = kept;
	for (size_t i = 0; i < x.captures.n; i++) *vec_push(f->arena, &out.captures) = x.captures.v[i];
	if (use == PATTERN_MATCH && regex_matches_empty(out.regex))
		yaml_complain(f->diags, CODE_PATTERN_EMPTY, pattern, S("the pattern can match nothing at all"),
		        S("make a part of it required: + for *, or no ? on the last part that must be there"));
	return out;
}

struct compiled fragments_compile_one(const struct fragments *f, const struct fragment *fragment) {
	struct compiled out = {0};
	struct expansion x;
	struct regex_error error;
	if (fragment->broken || !expand(f, fragment->node, fragment->text, &x)) return out;
	struct regex_source source = expansion_source(&x);
	if (fragment->words) source = (struct regex_source){.text = fragment->text};
	if (fragment->size > 0) out.regex = regex_later(f->arena, &source, brief_stand_in, fragment->size, NULL, 0);
	if (out.regex == NULL) out.regex = compile_later(f, &x, PATTERN_CONDITION);
	if (out.regex == NULL)
		out.regex = regex_compile(f->arena, expansion_whole(f->arena, &x), x.names.v, x.names.n, &error);
	for (size_t i = 0; i < x.captures.n; i++) *vec_push(f->arena, &out.captures) = x.captures.v[i];
	return out;
}

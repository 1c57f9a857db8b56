/* Expansion of fragments: see expand.h. */
#include "rules/expand.h"

#include "rules/pattern.h"

enum { DEPTH_MAX = 200 }; /* fragments in fragments; PCRE2 refuses 250 groups in each other */

struct expansion_trace {
	const struct fragments *fragments;
	slice text; /* that was expanded */
	VEC(struct expansion_piece) pieces;
	bool made;
};

struct expander {
	const struct fragments *f;
	struct expansion *x;
	struct expansion_trace *trace; /* NULL: not asked for */
	struct buf out, brief;
	size_t words;    /* bytes of out that registers gave */
	size_t apart;    /* bytes of lists that out is without */
	size_t left_out; /* fragments around the place of which the brief has none */
	bool failed;
};

/* One pattern being expanded. */
struct stretch {
	const struct yaml_node *node;
	slice text;
	slice prefix; /* of its captures: "x." */
	span used;    /* the outermost {{…}}, SPAN_NONE in the outermost pattern itself */
	size_t depth;
	bool behind; /* in a look behind, where lengths count: the brief has all of it */
};

/* ---- output with its origin */

static void piece(struct expander *e, const struct stretch *l, span from, bool copied) {
	if (e->trace == NULL) return;
	size_t n = e->trace->pieces.n;
	struct expansion_piece *last = n == 0 ? NULL : &e->trace->pieces.v[n - 1];
	bool goes_on = last != NULL && copied && last->copied && last->node == l->node &&
	               last->from.end == from.start && last->used.start == l->used.start;
	if (goes_on) {
		last->from.end = from.end;
		return;
	}
	*vec_push(e->f->arena, &e->trace->pieces) = (struct expansion_piece){
	        .at = e->out.n + e->apart, .node = l->node, .from = from, .copied = copied, .used = l->used};
}

static void put_both(struct expander *e, slice text) {
	buf_put(&e->out, text);
	if (e->left_out == 0) buf_put(&e->brief, text);
}

/* What comes until the fragment ends the brief is without. */
static void leave_out(struct expander *e, size_t size) {
	if (e->left_out++ > 0) return;
	*vec_push(e->f->arena, &e->x->gaps) = (struct brief_gap){.at = e->brief.n, .size = size};
	buf_put(&e->brief, brief_stand_in);
}

static void put_copy(struct expander *e, const struct stretch *l, span from) {
	if (from.end <= from.start) return;
	piece(e, l, from, true);
	put_both(e, slice_at(l->text, from));
}

/* Text of ours that stands for `from`. */
static void put_own(struct expander *e, const struct stretch *l, span from, slice text) {
	piece(e, l, from, false);
	put_both(e, text);
}

static void put_words(struct expander *e, const struct stretch *l, const struct fragment *fragment, bool apart) {
	if (!apart) {
		e->words += fragment->text.n;
		put_own(e, l, (span){0, 0}, fragment->text);
		return;
	}
	piece(e, l, (span){0, 0}, false);
	*vec_push(e->f->arena, &e->x->lists) = (struct regex_list){e->out.n, fragment->text};
	e->apart += fragment->text.n;
}

/* ---- names */

static size_t name_number(struct expander *e, slice name) {
	struct expansion *x = e->x;
	for (size_t i = 0; i < x->names.n; i++)
		if (slice_equal(x->names.v[i].name, name)) return i;
	*vec_push(e->f->arena, &x->names) = (struct regex_group){.name = name};
	return x->names.n - 1;
}

static void note_capture(struct expander *e, const struct stretch *l, slice name, span at) {
	for (size_t i = 0; i < e->x->captures.n; i++)
		if (slice_equal(e->x->captures.v[i].name, name)) return;
	*vec_push(e->f->arena, &e->x->captures) = (struct capture_name){.name = name, .node = l->node, .at = at};
}

static void put_named(struct expander *e, const struct stretch *l, const struct pattern_token *t) {
	arena *a = e->f->arena;
	slice name = say(a, l->prefix, slice_at(l->text, t->name));
	put_copy(e, l, (span){t->at.start, t->name.start});
	put_own(e, l, t->name, say(a, S("g"), slice_of_u64(a, name_number(e, name))));
	put_copy(e, l, (span){t->name.end, t->at.end});
	if (t->defines) note_capture(e, l, name, t->name);
}

/* ---- fragments */

static void fail(struct expander *e, enum code code, const struct stretch *l, span at, slice message, slice hint) {
	yaml_complain_part(e->f->diags, code, l->node, at, message, hint);
	e->failed = true;
}

static void unknown(struct expander *e, const struct stretch *l, const struct pattern_token *t) {
	arena *a = e->f->arena;
	if (t->broken) {
		fail(e, CODE_FRAGMENT_UNKNOWN, l, t->at, S("{{ starts a fragment: {{name}} or {{name as x}}"),
		        S("for two braces write \\{\\{"));
		return;
	}
	slice name = slice_at(l->text, t->name);
	slice *names = arena_alloc(a, (e->f->list.n + 1) * sizeof *names);
	for (size_t i = 0; i < e->f->list.n; i++) names[i] = e->f->list.v[i]->name;
	slice nearest = nearest_name(name, names, e->f->list.n);
	fail(e, CODE_FRAGMENT_UNKNOWN, l, t->name, say(a, S("there is no fragment "), name),
	        nearest.p == NULL ? ABSENT : say(a, S("did you mean "), nearest, S("?")));
}

/* Anything over a limit is said at the outermost {{…}}, once. */
static bool too_large(struct expander *e, const struct stretch *l) {
	if (e->out.n - e->words <= FRAGMENTS_MAX && l->depth <= DEPTH_MAX) return false;
	struct stretch top = {.node = e->x->pattern, .text = e->x->pattern->text};
	span at = span_is_none(l->used) ? (span){0, 0} : l->used;
	fail(e, CODE_FRAGMENT_SIZE, &top, at,
	        l->depth > DEPTH_MAX ? S("fragments stand in fragments more than 200 deep")
	                             : S("the pattern expands beyond 64 KiB"),
	        ABSENT);
	return true;
}

static void expand_level(struct expander *e, const struct stretch *l, const fragment_tokens *tokens);

/* Closes what the end of a fragment would leave open: a # comment, a \Q. */
static slice closing(slice text) {
	struct pattern_end end = pattern_end(text);
	return end.comment ? S("\n)") : end.quoted ? S("\\E)") : S(")");
}

static bool in_look_behind(const struct pattern_reader *r) {
	for (size_t i = 0; i < r->depth && i < PATTERN_DEPTH; i++) {
		slice open = slice_drop(r->text, r->starts[i]);
		if (slice_starts(open, S("(?<=")) || slice_starts(open, S("(?<!"))) return true;
	}
	return false;
}

static fragment_tokens tokens_of(arena *a, slice text) {
	struct pattern_reader r = {.text = text, .extended = true};
	struct pattern_token t;
	fragment_tokens tokens = {0};
	while (pattern_next(&r, &t)) {
		if (t.kind == PATTERN_FRAGMENT || !span_is_none(t.name))
			*vec_push(a, &tokens) = (struct fragment_token){t, r.extended, in_look_behind(&r)};
		pattern_skip(&r, text.n);
	}
	return tokens;
}

/* Once, however many patterns it stands in. */
static void read_fragment(arena *a, struct fragment *fragment) {
	if (fragment->read) return;
	fragment->read = true;
	fragment->close = fragment->words ? S(")") : closing(fragment->text);
	if (!fragment->words) fragment->tokens = tokens_of(a, fragment->text);
}

/* What is wrong inside a fragment was said when it was checked by itself; its first use becomes the second place. */
static void show_use(
        struct expander *e, const struct stretch *l, const struct pattern_token *t, const struct fragment *fragment) {
	if (fragment->said == 0) return;
	struct diag *d = &e->f->diags->list.v[fragment->said - 1];
	if (d->also_file.p != NULL) return;
	const struct yaml_node *top = e->x->pattern;
	d->also_file = top->file->name;
	d->also_source = top->file->source;
	d->also_at = yaml_span(top, span_is_none(l->used) ? t->at : l->used);
}

static void put_fragment(struct expander *e, const struct stretch *l, const struct fragment_token *at) {
	const struct pattern_token *t = &at->token;
	struct fragment *fragment = t->broken ? NULL : fragments_find(e->f, slice_at(l->text, t->name));
	if (fragment == NULL) {
		unknown(e, l, t);
		return;
	}
	if (fragment->broken) {
		show_use(e, l, t, fragment);
		e->failed = true;
		return;
	}
	read_fragment(e->f->arena, fragment);
	slice prefix = l->prefix;
	if (!span_is_none(t->as)) prefix = say(e->f->arena, prefix, slice_at(l->text, t->as), S("."));
	struct stretch inner = {.node = fragment->node,
	        .text = fragment->text,
	        .prefix = prefix,
	        .used = span_is_none(l->used) ? t->at : l->used,
	        .depth = l->depth + 1,
	        .behind = l->behind || at->behind};
	size_t share = e->x->shares.n;
	*vec_push(e->f->arena, &e->x->shares) =
	        (struct cue_share){.at = {e->out.n, e->out.n}, .what = fragment, .words = fragment->words};
	/* Fragments are written in extended mode, whatever the place where they are used says. */
	put_own(e, l, t->at, at->extended ? S("(?:") : S("(?x:"));
	/* Where it is long, and lengths do not count. */
	bool left_out = fragment->size > 0 && !inner.behind && (!fragment->words || fragment->text.n >= BRIEF_LEAST);
	if (left_out) leave_out(e, fragment->size);
	if (fragment->words && left_out) e->x->shares.v[share].list = fragment->text;
	if (fragment->words)
		put_words(e, &inner, fragment, left_out);
	else
		expand_level(e, &inner, &fragment->tokens);
	if (left_out) e->left_out--;
	put_own(e, l, t->at, fragment->close);
	e->x->shares.v[share].at.end = e->out.n;
}

static void expand_level(struct expander *e, const struct stretch *l, const fragment_tokens *tokens) {
	size_t at = 0;
	if (too_large(e, l)) return;
	for (size_t i = 0; i < tokens->n && !e->failed; i++) {
		const struct pattern_token *t = &tokens->v[i].token;
		put_copy(e, l, (span){at, t->at.start});
		at = t->at.end;
		if (t->kind == PATTERN_FRAGMENT)
			put_fragment(e, l, &tokens->v[i]);
		else
			put_named(e, l, t);
		if (!e->failed && too_large(e, l)) return;
	}
	if (e->failed) return;
	put_copy(e, l, (span){at, l->text.n});
	(void)too_large(e, l);
}

/* The texts are left in the expander, to be freed by it. */
static void expand_all(struct expander *e, slice text) {
	arena scratch = {0};
	struct stretch top = {.node = e->x->pattern, .text = text, .prefix = S(""), .used = SPAN_NONE};
	fragment_tokens tokens = tokens_of(&scratch, text);
	expand_level(e, &top, &tokens);
	arena_free(&scratch);
}

static void expander_free(struct expander *e) {
	buf_free(&e->out);
	buf_free(&e->brief);
}

bool expand(const struct fragments *f, const struct yaml_node *node, slice text, struct expansion *x) {
	*x = (struct expansion){.pattern = node};
	struct expander e = {.f = f, .x = x};
	expand_all(&e, text);
	x->text = arena_copy(f->arena, buf_slice(&e.out));
	x->brief = x->gaps.n > 0 ? arena_copy(f->arena, buf_slice(&e.brief)) : x->text;
	x->trace = arena_alloc(f->arena, sizeof *x->trace);
	*x->trace = (struct expansion_trace){.fragments = f, .text = text};
	expander_free(&e);
	return !e.failed;
}

struct regex_source expansion_source(const struct expansion *x) {
	return (struct regex_source){.text = x->text, .lists = x->lists.v, .n = x->lists.n};
}

slice expansion_whole(arena *a, const struct expansion *x) {
	struct regex_source source = expansion_source(x);
	return regex_source_whole(a, &source);
}

/* ---- the way back */

static void trace_make(const struct expansion *x) {
	struct expansion_trace *t = x->trace;
	struct expansion again = {.pattern = x->pattern};
	struct expander e = {.f = t->fragments, .x = &again, .trace = t};
	if (!t->made) expand_all(&e, t->text);
	t->made = true;
	expander_free(&e);
}

const struct expansion_piece *expansion_piece_at(const struct expansion *x, size_t offset) {
	trace_make(x);
	const struct expansion_trace *t = x->trace;
	size_t low = 0, high = t->pieces.n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (t->pieces.v[middle].at <= offset)
			low = middle;
		else
			high = middle;
	}
	return t->pieces.n == 0 ? NULL : &t->pieces.v[low];
}

/* The place of a piece's byte: a scalar's bytes, or all of a mapping (words). */
static span piece_place(const struct expansion_piece *p, size_t offset) {
	if (p->node->kind != YAML_SCALAR) return p->node->at;
	if (!p->copied) return yaml_span(p->node, p->from);
	size_t at = p->from.start + (offset - p->at);
	return yaml_span(p->node, at < p->from.end ? (span){at, at} : (span){p->from.end, p->from.end});
}

span expansion_place(const struct expansion *x, size_t offset, const struct yaml_node **node) {
	const struct expansion_piece *p = expansion_piece_at(x, offset);
	*node = p == NULL ? x->pattern : p->node;
	return p == NULL ? x->pattern->at : piece_place(p, offset);
}

void expansion_complain(const struct fragments *f, const struct expansion *x, enum code code, size_t offset,
        slice message, slice hint) {
	struct diag d = {.code = code, .message = message, .hint = hint};
	const struct expansion_piece *p = expansion_piece_at(x, offset);
	if (p == NULL) {
		yaml_complain(f->diags, code, x->pattern, message, hint);
		return;
	}
	d.file = p->node->file->name;
	d.source = p->node->file->source;
	d.at = piece_place(p, offset);
	if (!span_is_none(p->used)) {
		d.also_file = x->pattern->file->name;
		d.also_source = x->pattern->file->source;
		d.also_at = yaml_span(x->pattern, p->used);
	}
	diag_add(f->diags, d);
}

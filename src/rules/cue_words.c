/* Lists of words as trees (cue_tree.h), read from the patterns that rules/register_words.c makes of them, which are plain:
 * characters, escapes, groups, guards beside words, ? * +. The same tree as cue.c reads, made at once in the arena where it
 * stays, without all that is asked of other patterns. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/cue_class.h"
#include "rules/cue_part.h"
#include "rules/pattern.h"

struct list {
	struct cue_reader *reader;
	arena *a;
	slice text;
	size_t at;
	bool caseless;
	unsigned depth;
	bool strange; /* something in it is not of those patterns */
};

static bool take(struct list *l, slice what) {
	if (!slice_starts(slice_drop(l->text, l->at), what)) return false;
	l->at += what.n;
	return true;
}

static bool take_char(struct list *l, char c) {
	if (l->at >= l->text.n || l->text.p[l->at] != c) return false;
	l->at++;
	return true;
}

static struct cue_tree *node_new(struct list *l, enum tree_kind kind) {
	struct cue_tree *t = arena_alloc(l->a, sizeof *t);
	t->kind = kind;
	t->kept = true;
	return t;
}

/* With room for its parts. */
static struct cue_tree *node_of(struct list *l, enum tree_kind kind, const tree_list *parts) {
	struct cue_tree *t = node_new(l, kind);
	t->parts.n = parts->n;
	t->parts.v = arena_alloc(l->a, parts->n * sizeof *t->parts.v);
	memcpy(t->parts.v, parts->v, parts->n * sizeof *t->parts.v);
	return t;
}

/* ---- characters */

static const struct cue_tree *leaf(struct list *l, const struct cue_chars *c) {
	return tree_copy(l->a, &(struct cue_tree){.kind = TREE_CHARS, .chars = *c}, l->reader->leaves);
}

static const struct cue_tree *letter(struct list *l, uint32_t code) {
	const struct cue_tree **known = code < 0x80 ? &l->reader->letters[l->caseless][code] : NULL;
	if (known != NULL && *known != NULL) return *known;
	struct cue_chars c = {0};
	chars_add(&c, code);
	if (l->caseless) chars_fold(&c);
	const struct cue_tree *t = leaf(l, &c);
	if (known != NULL) *known = t;
	return t;
}

static const struct cue_tree *read_class(struct list *l) {
	size_t close = slice_find_byte(slice_drop(l->text, l->at), ']');
	if (close == SIZE_MAX) {
		l->strange = true;
		return &tree_any;
	}
	slice text = slice_sub(l->text, l->at, l->at + close + 1);
	l->at += text.n;
	struct cue_chars c = class_chars(text, l->caseless);
	return leaf(l, &c);
}

static const struct cue_tree *read_escape(struct list *l) {
	struct cue_chars c = {0};
	if (escape_chars(l->text, &l->at, false, l->caseless, &c) != ESCAPE_CHARS) l->strange = true;
	if (l->caseless) chars_fold(&c);
	return leaf(l, &c);
}

static bool is_plain(char c) { return ascii_is_letter(c) || ascii_is_digit(c); }

static const struct cue_tree *read_char(struct list *l) {
	if (is_plain(l->text.p[l->at])) return letter(l, (unsigned char)l->text.p[l->at++]);
	struct utf8_char one = utf8_at(l->text, l->at);
	bool marks = one.code < 0x80 && memchr("^$.{}*+?#", (int)one.code, 9) != NULL;
	l->strange = l->strange || marks || one.code <= ' ';
	l->at += one.size;
	return letter(l, one.code);
}

/* ---- groups */

static const struct cue_tree *read_branches(struct list *l);

static const struct cue_tree *guard(struct list *l, enum tree_kind kind) {
	struct cue_chars c = class_chars(S("[\\p{L}\\p{N}]"), l->caseless);
	return tree_copy(l->a, tree_refusing(&l->reader->scratch, kind, &c), l->reader->leaves);
}

static const struct cue_tree *read_atom(struct list *l) {
	if (l->text.p[l->at] != '(' && l->text.p[l->at] != '\\' && l->text.p[l->at] != '[') return read_char(l);
	if (take(l, S("(?<![\\p{L}\\p{N}])"))) return guard(l, TREE_LEFT);
	if (take(l, S("(?![\\p{L}\\p{N}])"))) return guard(l, TREE_RIGHT);
	if (take(l, S("(?:"))) return read_branches(l);
	if (l->text.p[l->at] == '\\') return read_escape(l);
	if (l->text.p[l->at] == '[') return read_class(l);
	if (l->text.p[l->at] == '(') l->strange = true;
	return read_char(l);
}

static const struct cue_tree *repeated(struct list *l, const struct cue_tree *one, unsigned least, unsigned most) {
	struct cue_tree *t = node_of(l, TREE_REPEAT, &(tree_list){.v = &one, .n = 1});
	t->least = least;
	t->most = most;
	return t;
}

static const struct cue_tree *read_item(struct list *l) {
	const struct cue_tree *one = read_atom(l);
	if (take_char(l, '?')) return repeated(l, one, 0, 1);
	if (take_char(l, '*')) return repeated(l, one, 0, PART_ENDLESS);
	if (take_char(l, '+')) return repeated(l, one, 1, PART_ENDLESS);
	return one;
}

static const struct cue_tree *read_row(struct list *l) {
	tree_list parts = {0};
	while (!l->strange && l->at < l->text.n && l->text.p[l->at] != '|' && l->text.p[l->at] != ')')
		*vec_push(&l->reader->scratch, &parts) = read_item(l);
	return parts.n == 0 ? &tree_nothing : parts.n == 1 ? parts.v[0] : node_of(l, TREE_ROW, &parts);
}

/* Up to the ) and behind it. */
static const struct cue_tree *read_branches(struct list *l) {
	tree_list parts = {0};
	spans stand = {0};
	arena *scratch = &l->reader->scratch;
	if (++l->depth > PATTERN_DEPTH) l->strange = true;
	do {
		size_t start = l->at;
		*vec_push(scratch, &parts) = read_row(l);
		*vec_push(scratch, &stand) = (span){start, l->at};
	} while (!l->strange && take_char(l, '|'));
	l->depth--;
	if (!take_char(l, ')')) l->strange = true;
	if (parts.n == 1) return parts.v[0];
	struct cue_tree *t = node_of(l, TREE_CHOICE, &parts);
	span *branches = arena_alloc(l->a, stand.n * sizeof *branches);
	memcpy(branches, stand.v, stand.n * sizeof *branches);
	t->parts.branches = branches;
	t->parts.range = (span){stand.v[0].start, stand.v[stand.n - 1].end};
	return t;
}

/* ---- what the words start with */

static void add_first(struct cue_bytes *b, const struct cue_chars *c) {
	b->bits[0] |= c->ascii[0];
	b->bits[1] |= c->ascii[1];
	if (c->more || c->odd || c->others > 0) b->bits[2] = b->bits[3] = ~UINT64_C(0);
}

/* False where the tree may take nothing, so that what follows counts too. */
static bool find_first(const struct cue_tree *t, struct cue_bytes *b) {
	bool takes = t->kind == TREE_CHOICE;
	if (t->kind == TREE_CHARS) {
		add_first(b, &t->chars);
		return true;
	}
	if (t->kind == TREE_ROW) {
		for (size_t i = 0; i < t->parts.n && !takes; i++) takes = find_first(t->parts.v[i], b);
		return takes;
	}
	if (t->kind == TREE_CHOICE)
		for (size_t i = 0; i < t->parts.n; i++) takes = find_first(t->parts.v[i], b) && takes;
	if (t->kind == TREE_REPEAT) takes = find_first(t->parts.v[0], b) && t->least > 0;
	return takes;
}

bool words_part(struct cue_reader *r, slice text, struct cue_part *part) {
	struct list l = {.reader = r, .a = r->arena, .text = text};
	l.caseless = take(&l, S("(?i:"));
	if (!l.caseless && !take(&l, S("(?-i:"))) return false;
	*part = (struct cue_part){.length.endless = true};
	part->tree = read_branches(&l);
	return !l.strange && l.at == text.n && find_first(part->tree, &part->eats);
}

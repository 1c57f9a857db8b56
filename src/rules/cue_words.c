/* Lists of words as trees (cue_tree.h), read from the patterns that rules/register_words.c makes of them, which are plain:
 * characters, escapes, groups, guards beside words, ? * +. The same tree as cue.c reads, made at once in the arena where it
 * stays, without all that is asked of other patterns. */
#include "base/utf8.h"
#include "rules/cue_class.h"
#include "rules/cue_part.h"
#include "rules/pattern.h"

struct list {
	arena *a, *scratch;
	slice text;
	size_t at;
	bool caseless;
	const struct cue_tree **leaves;
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

static const struct cue_tree *keep(struct list *l, struct cue_tree t) { return tree_copy(l->a, &t, l->leaves); }

/* ---- characters */

static const struct cue_tree *leaf(struct list *l, struct cue_chars c) {
	if (l->caseless) chars_fold(&c);
	return keep(l, (struct cue_tree){.kind = TREE_CHARS, .chars = c});
}

static const struct cue_tree *read_class(struct list *l) {
	size_t close = slice_find_byte(slice_drop(l->text, l->at), ']');
	if (close == SIZE_MAX) {
		l->strange = true;
		return &tree_any;
	}
	slice text = slice_sub(l->text, l->at, l->at + close + 1);
	l->at += text.n;
	return keep(l, (struct cue_tree){.kind = TREE_CHARS, .chars = class_chars(text, l->caseless)});
}

static const struct cue_tree *read_escape(struct list *l) {
	struct cue_chars c = {0};
	if (escape_chars(l->text, &l->at, false, l->caseless, &c) != ESCAPE_CHARS) l->strange = true;
	return leaf(l, c);
}

static const struct cue_tree *read_char(struct list *l) {
	struct cue_chars c = {0};
	struct utf8_char one = utf8_at(l->text, l->at);
	bool marks = one.code < 0x80 && memchr("^$.{}*+?#", (int)one.code, 9) != NULL;
	l->strange = l->strange || marks || one.code <= ' ';
	l->at += one.size;
	chars_add(&c, one.code);
	return leaf(l, c);
}

/* ---- groups */

static const struct cue_tree *read_branches(struct list *l);

static const struct cue_tree *guard(struct list *l, enum tree_kind kind) {
	struct cue_chars c = class_chars(S("[\\p{L}\\p{N}]"), l->caseless);
	return tree_copy(l->a, tree_refusing(l->scratch, kind, &c), l->leaves);
}

static const struct cue_tree *read_atom(struct list *l) {
	if (take(l, S("(?<![\\p{L}\\p{N}])"))) return guard(l, TREE_LEFT);
	if (take(l, S("(?![\\p{L}\\p{N}])"))) return guard(l, TREE_RIGHT);
	if (take(l, S("(?:"))) return read_branches(l);
	if (l->text.p[l->at] == '\\') return read_escape(l);
	if (l->text.p[l->at] == '[') return read_class(l);
	if (l->text.p[l->at] == '(') l->strange = true;
	return read_char(l);
}

static const struct cue_tree *repeated(struct list *l, const struct cue_tree *one, unsigned least, unsigned most) {
	return tree_copy(l->a, tree_repeat(l->scratch, one, least, most), l->leaves);
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
		*vec_push(l->scratch, &parts) = read_item(l);
	return parts.n == 0 ? &tree_nothing : tree_copy(l->a, tree_of(l->scratch, TREE_ROW, &parts), l->leaves);
}

/* Up to the ) and behind it. */
static const struct cue_tree *read_branches(struct list *l) {
	tree_list parts = {0};
	spans stand = {0};
	if (++l->depth > PATTERN_DEPTH) l->strange = true;
	do {
		size_t start = l->at;
		const struct cue_tree *part = read_row(l);
		*vec_push(l->scratch, &parts) = part;
		*vec_push(l->scratch, &stand) = (span){start, l->at};
	} while (!l->strange && take_char(l, '|'));
	l->depth--;
	if (!take_char(l, ')')) l->strange = true;
	if (parts.n == 1) return parts.v[0];
	span range = {stand.v[0].start, stand.v[stand.n - 1].end};
	return tree_copy(l->a, tree_choice(l->scratch, &parts, &stand, range), l->leaves);
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

bool words_part(arena *a, arena *scratch, slice text, const struct cue_tree **leaves, struct cue_part *part) {
	struct list l = {.a = a, .scratch = scratch, .text = text, .leaves = leaves};
	l.caseless = take(&l, S("(?i:"));
	if (!l.caseless && !take(&l, S("(?-i:"))) return false;
	*part = (struct cue_part){.length.endless = true};
	part->tree = read_branches(&l);
	return !l.strange && l.at == text.n && find_first(part->tree, &part->eats);
}

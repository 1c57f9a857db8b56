/* The tokens of a pattern that stand for text, and those that look like it: see cue_walk.h. */
#include "rules/cue_walk.h"

#include "base/ascii.h"
#include "base/utf8.h"

struct cue_part cue_one_of(struct cue_walk *w, const struct cue_chars *c) {
	return w->reader->reads_tree ? part_chars_tree(w->a, c) : part_chars(w->a, c);
}

static struct cue_part chars_part(struct cue_walk *w, struct cue_chars c, const struct cue_mode *m) {
	if (m->caseless) chars_fold(&c);
	return cue_one_of(w, &c);
}

static struct cue_part escape_part(struct cue_walk *w, const struct pattern_token *t, const struct cue_mode *m) {
	struct cue_chars c = {0};
	size_t at = t->at.start;
	enum escape_kind kind = escape_chars(w->text, &at, false, m->caseless, &c);
	/* What belongs to the escape though the token ends before it, as in \x20. */
	if (at > w->tokens.at) w->tokens.at = at;
	if (slice_equal(walk_text(w, t), S("\\G"))) w->seen.goes_on = true;
	switch (kind) {
	case ESCAPE_CHARS: return chars_part(w, c, m);
	case ESCAPE_NOTHING: return part_nothing(w->a, 0, 0);
	case ESCAPE_WORD_EDGE: return part_nothing(w->a, CUE_WORD, CUE_WORD);
	case ESCAPE_START: return part_nothing(w->a, CUE_EDGE, 0);
	case ESCAPE_END: return part_nothing(w->a, 0, CUE_EDGE);
	case ESCAPE_UNKNOWN:
		if (slice_starts(walk_text(w, t), S("\\g"))) w->seen.calls = true;
		return part_unknown();
	case ESCAPE_HOPELESS: w->seen.hopeless = true; break;
	}
	return part_unknown();
}

/* Verbs that let a match fail take nothing; (*ACCEPT), and all that is not known, may end it anywhere. */
static struct cue_part verb_part(struct cue_walk *w, slice text) {
	static const slice cutting[] = {{"(*SKIP)", 7}, {"(*PRUNE)", 8}, {"(*COMMIT)", 9}, {"(*THEN)", 7}};
	struct cue_part p = part_nothing(w->a, 0, 0);
	p.never = slice_equal(text, S("(*FAIL)")) || slice_equal(text, S("(*F)"));
	bool cuts = false;
	for (size_t i = 0; i < sizeof cutting / sizeof *cutting; i++) cuts = cuts || slice_equal(text, cutting[i]);
	w->seen.skips = w->seen.skips || cuts;
	w->seen.cuts += cuts;
	p.tree = p.never ? &tree_fail : &tree_cut;
	w->seen.hopeless = w->seen.hopeless || (!p.never && !cuts);
	return p;
}

/* What is called takes what it takes where it stands, or anything where that is not known. */
static struct cue_part call_part(struct cue_walk *w, slice text) {
	const struct cue_part *called = w->seen.unsure ? NULL : calls_find(&w->calls, text);
	if (called != NULL) return *called;
	w->seen.calls = true;
	return part_unknown();
}

/* (?R) (?1) (?-1): a call; (?i): options; all else is beyond us. */
static struct cue_part parenthesis_part(struct cue_walk *w, slice text, struct cue_mode *m) {
	size_t end, i = 2;
	if (slice_starts(text, S("(*"))) return verb_part(w, text);
	if (text.n > 3 && (text.p[2] == '-' || text.p[2] == '+')) i++;
	bool number = i < text.n && ascii_is_digit(text.p[i]);
	if (number || slice_equal(text, S("(?R)"))) return call_part(w, text);
	if (!slice_starts(text, S("(?")) || !options_read(text, 2, m, &end) || end + 1 != text.n)
		w->seen.hopeless = true;
	w->seen.unsure = w->seen.unsure || calls_lose_count(text);
	return part_nothing(w->a, 0, 0);
}

struct cue_part cue_atom(struct cue_walk *w, const struct pattern_token *t, struct cue_mode *m) {
	slice text = walk_text(w, t);
	if (text.n > 1 && text.p[0] == '\\') return escape_part(w, t, m);
	if (text.n > 1 && text.p[0] == '(') return parenthesis_part(w, text, m);
	if (walk_is_char(w, t, '.'))
		return cue_one_of(w, &(struct cue_chars){{~UINT64_C(0), ~UINT64_C(0)}, .odd = true, .more = true});
	if (walk_is_char(w, t, '^')) return part_nothing(w->a, m->lines ? 0 : CUE_EDGE, 0);
	if (walk_is_char(w, t, '$')) return part_nothing(w->a, 0, m->lines ? 0 : CUE_EDGE);
	if (walk_is_char(w, t, '\\') || walk_is_char(w, t, '(') || walk_is_char(w, t, '{')) w->seen.hopeless = true;
	struct cue_chars c = {0};
	struct utf8_char one = utf8_at(text, 0);
	chars_add(&c, one.code);
	return chars_part(w, c, m);
}

/* What a brief leaves out: see brief.h. What is repeated counts as often as PCRE2 may write it out. */
#include "rules/brief.h"

#include "base/ascii.h"

const slice brief_stand_in = {"x", 1};

/* PCRE2 refuses 250 groups in each other: those of the brief, and in the deepest of them those of what is left out. */
enum { DEPTH_MAX = 120, DEPTH_LEFT_OUT = 100, TURNS_MAX = 1000 };

struct group {
	bool behind;   /* in a look behind */
	bool look;     /* it is a look around */
	size_t inside; /* size of the gaps in it so far, as often as they are written out */
};

struct walk {
	slice text;
	struct group groups[DEPTH_MAX + 1]; /* the first is the pattern */
	size_t depth;
	size_t closed; /* likewise, of the group that has just closed */
	bool looked;   /* it was a look around */
	bool unsure;
};

static bool starts_any(slice s, const slice *with, size_t n) {
	for (size_t i = 0; i < n; i++)
		if (slice_starts(s, with[i])) return true;
	return false;
}

static void open_group(struct walk *w, slice token) {
	static const slice behind[] = {{"(?<=", 4}, {"(?<!", 4}, {"(?<*", 4}},
	                   ahead[] = {{"(?=", 3}, {"(?!", 3}, {"(?*", 3}};
	if (w->depth == DEPTH_MAX || slice_starts(token, S("(*"))) {
		w->unsure = true;
		return;
	}
	bool outer = w->groups[w->depth].behind;
	bool back = starts_any(token, behind, 3);
	w->groups[++w->depth] = (struct group){.behind = outer || back, .look = back || starts_any(token, ahead, 3)};
}

static void close_group(struct walk *w) {
	if (w->depth == 0) return;
	w->looked = w->groups[w->depth].look;
	w->closed = w->groups[w->depth--].inside;
}

static size_t read_number(slice s, size_t *at) {
	size_t n = 0;
	for (; *at < s.n && ascii_is_digit(s.p[*at]); ++*at)
		if (n <= TURNS_MAX) n = n * 10 + (size_t)(s.p[*at] - '0');
	return n;
}

/* How often the group before is written out at most; look arounds that repeat without end once more than they must. */
static size_t turns_at(slice s, size_t at, bool look) {
	if (s.p[at] == '+') return look ? 2 : 1;
	if (s.p[at] != '{') return 1;
	at++;
	size_t least = read_number(s, &at), most = 0;
	if (at < s.n && s.p[at] == ',') {
		at++;
		most = read_number(s, &at);
	}
	if (most == 0) most = look ? least + 1 : least;
	return most > 0 ? most : 1;
}

/* What a closed group holds counts for the one around it. */
static void settle(struct walk *w, size_t turns) {
	if (w->closed > 0 && turns > TURNS_MAX) w->unsure = true;
	w->groups[w->depth].inside += w->closed * turns;
	w->closed = 0;
}

/* (?1) (?R) (?+1) (?&name) \g<name> and the like. */
static bool is_call(const struct pattern_token *t, slice token) {
	static const slice plain[] = {{"(?&", 3}, {"(?P>", 4}, {"(?R", 3}, {"\\g", 2}};
	if (token.p[0] != '(' && token.p[0] != '\\') return false; /* as most */
	if (t->kind == PATTERN_REFERENCE || t->kind == PATTERN_TEXT) {
		if (starts_any(token, plain, 4)) return true;
		size_t i = slice_starts(token, S("(?-")) || slice_starts(token, S("(?+")) ? 3 : 2;
		return slice_starts(token, S("(?")) && i < token.n && ascii_is_digit(token.p[i]);
	}
	return false;
}

/* How deep groups are, at most and behind the text. */
static size_t follow_depth(slice text, size_t *depth) {
	size_t most = *depth;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '(' && ++*depth > most) most = *depth;
		if (text.p[i] == ')' && *depth > 0) --*depth;
	}
	return most;
}

static bool is_shallow(const struct regex_source *part) {
	size_t depth = 0, at = 0;
	for (size_t i = 0; i < part->n; at = part->lists[i++].at) {
		if (follow_depth(slice_sub(part->text, at, part->lists[i].at), &depth) > DEPTH_LEFT_OUT) return false;
		if (follow_depth(part->lists[i].text, &depth) > DEPTH_LEFT_OUT) return false;
	}
	return follow_depth(slice_drop(part->text, at), &depth) <= DEPTH_LEFT_OUT;
}

/* Lists of words hold neither \K nor \Q. */
bool brief_may_leave_out(const struct regex_source *part) {
	slice text = part->text;
	if (slice_find(text, S("\\K")) != SIZE_MAX || !is_shallow(part)) return false;
	return slice_find(text, S("\\Q")) == SIZE_MAX || !pattern_end(text).quoted;
}

size_t brief_left_out(slice brief, const struct brief_gap *gaps, size_t n) {
	struct walk w = {.text = brief};
	struct pattern_reader r = {.text = brief, .extended = true};
	struct pattern_token t;
	size_t next = 0;
	for (;;) {
		if (w.closed == 0) pattern_skip(&r, next < n ? gaps[next].at : brief.n);
		if (w.unsure || !pattern_next(&r, &t)) break;
		slice token = slice_at(brief, t.at);
		if (t.kind == PATTERN_BLANK || t.kind == PATTERN_COMMENT) continue;
		settle(&w, turns_at(brief, t.at.start, w.looked));
		w.unsure = w.unsure || (w.groups[w.depth].behind && is_call(&t, token));
		if (t.kind == PATTERN_OPEN) open_group(&w, token);
		if (t.kind == PATTERN_CLOSE) close_group(&w);
		if (next == n || t.at.start != gaps[next].at) continue;
		w.groups[w.depth].inside += gaps[next++].size;
		w.unsure = w.unsure || w.groups[w.depth].behind;
	}
	settle(&w, 1);
	return w.unsure || next < n || w.depth > 0 ? SIZE_MAX : w.groups[0].inside;
}

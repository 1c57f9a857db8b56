/* Where PCRE2's machine code and its interpreter do not always agree (10.42): verbs, the pattern inside itself, atomic groups,
 * and what captures hold in possessive groups and in those that are called. prop_cue holds the two to agree elsewhere. */
#include "base/ascii.h"
#include "rules/pattern.h"
#include "rules/regex_inside.h"

#include <string.h>

static bool opens_capture(slice token) {
	if (!slice_starts(token, S("(?"))) return !slice_starts(token, S("(*"));
	bool named = slice_starts(token, S("(?<")) || slice_starts(token, S("(?P<")) || slice_starts(token, S("(?'"));
	return named && !slice_starts(token, S("(?<=")) && !slice_starts(token, S("(?<!")) &&
	       !slice_starts(token, S("(?<*"));
}

static bool starts_comment(slice s) { return slice_starts(s, S("#")) || slice_starts(s, S("(?#")); }

/* May what stands behind a group be a quantifier after which it gives nothing back? Comments are not looked into. */
static bool may_be_possessive(slice rest) {
	rest = slice_trim(rest);
	if (rest.n == 0 || starts_comment(rest)) return rest.n > 0;
	if (memchr("*+?{", rest.p[0], 4) == NULL) return false;
	size_t end = rest.p[0] == '{' ? slice_find_byte(rest, '}') : 0;
	if (end == SIZE_MAX) return false;
	rest = slice_trim(slice_drop(rest, end + 1));
	return slice_starts(rest, S("+")) || starts_comment(rest);
}

enum { GROUPS_MAX = 256 };
struct captures {
	size_t n, named;             /* that have opened */
	bool holds[GROUPS_MAX];      /* by number: are there captures in it? */
	bool tells[GROUPS_MAX];      /* with names: others are asked for by the pattern alone */
	bool called[2 * GROUPS_MAX]; /* likewise */
	bool unsure;                 /* a group is called that is not told */
	bool asked;                  /* the pattern asks for what a capture took, by a condition or a back reference */
	struct {
		size_t number; /* 0: no capture */
		size_t before; /* captures that had opened where it began, itself included */
		size_t named;  /* likewise */
	} open[PATTERN_DEPTH]; /* the groups in which we are */
};

static bool asks(slice token) {
	static const slice back[] = {{"(?P=", 4}, {"\\k", 2}, {"\\g", 2}};
	for (size_t i = 0; i < sizeof back / sizeof *back; i++)
		if (slice_starts(token, back[i])) return true;
	if (token.n > 1 && token.p[0] == '\\') return token.p[1] >= '1' && token.p[1] <= '9';
	return slice_starts(token, S("(?(")) && !slice_starts(token, S("(?(DEFINE)"));
}

/* (?1) (?-1) (?+1); what is called by its name is not looked for. */
static void note_call(struct captures *c, slice token, bool reference) {
	static const slice back[] = {{"(?P=", 4}, {"\\k", 2}, {"\\g{", 3}};
	for (size_t i = 0; i < sizeof back / sizeof *back; i++)
		if (slice_starts(token, back[i])) return;
	if (reference) c->unsure = true;
	if (token.n < 4 || !slice_starts(token, S("(?"))) return;
	char sign = token.p[2];
	uint64_t n;
	bool relative = sign == '-' || sign == '+';
	if (!slice_to_u64(slice_sub(token, relative ? 3 : 2, token.n - 1), &n)) return;
	if (n >= GROUPS_MAX || (sign == '-' && (n == 0 || n > c->n)))
		c->unsure = true;
	else
		c->called[sign == '-' ? c->n - n + 1 : sign == '+' ? c->n + n : n] = true;
}

static void open_group(struct captures *c, slice token, size_t depth) {
	bool capture = opens_capture(token);
	c->n += capture;
	c->named += capture && token.n > 1;
	c->unsure = c->unsure || slice_equal(token, S("(?|"));
	c->open[depth].number = capture ? c->n : 0;
	c->open[depth].before = c->n;
	c->open[depth].named = c->named;
}

/* Of the captures in a group that is called the interpreter may leave what they took there. */
static bool calls_in_doubt(const struct captures *c) {
	for (size_t i = 1; i <= c->n; i++)
		if ((c->asked ? c->holds[i] : c->tells[i]) && (c->called[i] || c->unsure)) return true;
	return false;
}

/* Is such a group called, or a group with captures repeated that gives nothing back? */
static bool captures_in_doubt(slice pattern) {
	struct pattern_reader r = {.text = pattern, .extended = true};
	struct pattern_token t;
	struct captures c = {0};
	while (pattern_next(&r, &t)) {
		slice token = slice_at(pattern, t.at);
		bool plain = token.p[0] != '(' && token.p[0] != '\\'; /* most of them: only these ask or call */
		c.asked = c.asked || (!plain && asks(token));
		if (t.kind == PATTERN_OPEN) {
			if (c.n + 1 >= GROUPS_MAX || r.depth > PATTERN_DEPTH) return true;
			open_group(&c, token, r.depth - 1);
		} else if (t.kind == PATTERN_CLOSE && r.depth < PATTERN_DEPTH) {
			size_t own = c.open[r.depth].number;
			bool inside = c.n > c.open[r.depth].before;
			if ((inside || own > 0) && may_be_possessive(slice_drop(pattern, t.at.end))) return true;
			c.holds[own] = inside;
			c.tells[own] = c.named > c.open[r.depth].named;
		} else if (!plain && (t.kind == PATTERN_REFERENCE || (t.kind == PATTERN_TEXT && token.n > 3)))
			note_call(&c, token, t.kind == PATTERN_REFERENCE);
		pattern_skip(&r, pattern.n);
	}
	return calls_in_doubt(&c);
}

static bool is_call(const char *at) {
	char c = at[0] == '-' || at[0] == '+' ? at[1] : at[0];
	return ascii_is_digit(c) || c == '&' || c == 'P';
}

bool regex_in_doubt(slice pattern) {
	bool doubt = false;
	for (size_t i = 0; i + 2 < pattern.n; i++) {
		const char *at = pattern.p + i;
		if (at[0] == ')') doubt = doubt || may_be_possessive(slice_drop(pattern, i + 1));
		if (at[0] == '(' && at[1] == '*') return true;
		if (at[0] == '(' && at[1] == '?' && (at[2] == '>' || at[2] == 'R' || at[2] == '0')) return true;
		if (at[0] == '(' && at[1] == '?' && i + 3 < pattern.n) doubt = doubt || is_call(at + 2);
		if (at[0] == '\\' && at[1] == 'g' && i + 3 < pattern.n && at[3] == '0') return true; /* \g<0> */
		doubt = doubt || (at[0] == '\\' && at[1] == 'g');
	}
	return doubt && captures_in_doubt(pattern);
}

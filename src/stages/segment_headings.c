/* Headings: which units are headings, and of what level. Shape and punctuation alone; no word is known here.
 *
 * Sure ones carry marks (Markdown, underlines, a line all in bold). A document that has such is not searched for
 * others. Else a heading is a short line without a final stop that stands alone above body text; questions may be
 * longer. Two or three may be stacked (title, subtitle); of four or more stacked short lines, which are menus or link
 * lists, the last at most is one.
 *
 * Levels: Markdown and underlines as written; a bold line one below the heading with marks before it. In plain text the
 * title (a heading before all body text that is no question) is 1, numbered ones 1 + the parts of their number, all
 * others 2. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { TITLE_POINTS = 120, TITLE_WORDS = 16 };
enum { HEADING_POINTS = 90, HEADING_WORDS = 13 };
enum { QUESTION_POINTS = 300, QUESTION_WORDS = 50, QUESTION_SENTENCES = 1 /* before it */ };
enum { SENTENCE_WORDS = 8 };
enum { STACK_MAX = 3 };
enum { LEVEL_MAX = 6, LEVEL_PLAIN = 2 };

static const struct line *unit_line(const struct plan *p, const struct unit *u) { return &p->lines.v[u->first]; }
static slice text_of(const struct plan *p, const struct unit *u) { return slice_at(p->text, span_of(u->text)); }

/* ---- the shape of a unit */

static bool is_question(const struct plan *p, const struct unit *u) {
	const struct line *l = unit_line(p, u);
	return u->kind == UNIT_TEXT && u->last == u->first + 1 && line_last(p->text, l) == '?' &&
	       l->points <= QUESTION_POINTS && l->words <= QUESTION_WORDS;
}

static bool single_line(const struct unit *u) {
	return u->last == u->first + 1 && (u->kind == UNIT_TEXT || (u->kind == UNIT_LIST && u->numbered));
}

static bool heading_shape(const struct plan *p, const struct unit *u, unsigned points, unsigned words) {
	const struct line *l = unit_line(p, u);
	return line_is_title(p, l, points, words) && text_sentences(slice_sub(p->text, l->text, l->stop)) == 0;
}

/* ---- what a unit is to its neighbours */

enum role {
	ROLE_BODY,  /* text, lists, tables: what headings stand above */
	ROLE_TITLE, /* has the shape of a heading */
	ROLE_INTRO, /* a short line that ends with a colon */
	ROLE_ASIDE, /* a short line right below another: byline, date */
	ROLE_NONE   /* furniture of the page, or a label above the title */
};

struct search {
	struct plan *p;
	bool faq;     /* more questions than one */
	bool body;    /* body text was met */
	bool tight;   /* no blank lines stand between the paragraphs */
	size_t title; /* the first unit with the shape of a heading, or SIZE_MAX */
};

static bool long_or_sentence(const struct plan *p, const struct unit *u) {
	const struct line *l = unit_line(p, u);
	if (u->kind != UNIT_TEXT || u->last > u->first + 1 || l->points > TITLE_POINTS) return true;
	return line_ends_stop(p->text, l) && l->words >= SENTENCE_WORDS;
}

/* `Label: value`, short and alone. */
static bool is_pair(const struct plan *p, size_t i) {
	if (i >= p->units.n || !single_line(&p->units.v[i])) return false;
	return unit_line(p, &p->units.v[i])->points <= TITLE_POINTS &&
	       slice_find(text_of(p, &p->units.v[i]), S(": ")) != SIZE_MAX;
}

/* Does the line right below this pair begin with a label too, however long it is? */
static bool labels_next(const struct plan *p, size_t i) {
	enum { LABEL_POINTS = 30 };
	if (i + 1 >= p->units.n || !p->units.v[i + 1].follow || p->units.v[i + 1].kind != UNIT_TEXT) return false;
	struct cut cut = slice_cut(text_of(p, &p->units.v[i + 1]), S(": "));
	return cut.ok && cut.head.n <= LABEL_POINTS && text_sentences(cut.head) == 0;
}

/* The first of lines without a blank one between: a title over its byline, or a heading right on top of its text. */
static bool lead_is_title(const struct search *s, size_t i) {
	const struct plan *p = s->p;
	enum { PAIRS_MAX = 2 };
	size_t n = 1, pairs = 0;
	while (i + n < p->units.n && p->units.v[i + n].follow && n <= STACK_MAX + pairs) {
		pairs += pairs < PAIRS_MAX && is_pair(p, i + n);
		n++;
	}
	if (n > STACK_MAX + pairs) return false; /* a line or two that say Author: Ann Bell make no menu */
	if (i > 0 && line_ends_colon(p->text, &p->lines.v[p->units.v[i - 1].last - 1])) return false;
	enum { MENU_WORDS = 2 };
	if (!s->body && n == 2 && line_goes_on(p->text, unit_line(p, &p->units.v[i + 1])))
		return true; /* The Mill / by A. Bell */
	if (!s->body && unit_line(p, &p->units.v[i])->words > MENU_WORDS) return true;
	return long_or_sentence(p, &p->units.v[i + 1]);
}

static bool same_text(const struct plan *p, const struct unit *a, const struct unit *b) {
	return slice_equal(text_of(p, a), text_of(p, b));
}

/* Titles may be longer than other headings, questions of a FAQ longer still. */
static bool shape_of_heading(const struct search *s, size_t i) {
	const struct plan *p = s->p;
	const struct unit *u = &p->units.v[i];
	if (is_question(p, u) && s->faq)
		return line_is_title(p, unit_line(p, u), QUESTION_POINTS, QUESTION_WORDS) &&
		       text_sentences(text_of(p, u)) <= QUESTION_SENTENCES;
	bool title = !s->body && (s->title == SIZE_MAX || same_text(p, &p->units.v[s->title], u));
	return title ? heading_shape(p, u, TITLE_POINTS, TITLE_WORDS)
	             : heading_shape(p, u, HEADING_POINTS, HEADING_WORDS);
}

/* Word: value */
static bool is_field(slice s) {
	struct cut cut = slice_cut(s, S(": "));
	return cut.ok && slice_find_byte(cut.head, ' ') == SIZE_MAX;
}

/* At the top, in two or three lines without a blank one between: the first that has the shape of a title, where the line
 * above it is a label or a date. SIZE_MAX where there is none. */
static size_t title_below_label(const struct search *s, size_t i) {
	enum { WORDS_MIN = 4, LABEL_POINTS = 40 };
	const struct plan *p = s->p;
	if (s->body || s->title != SIZE_MAX) return SIZE_MAX;
	while (i > 0 && p->units.v[i].follow) i--;
	if (unit_line(p, &p->units.v[i])->points > LABEL_POINTS) return SIZE_MAX;
	size_t n = 1, found = SIZE_MAX;
	for (; i + n < p->units.n && p->units.v[i + n].follow && n <= STACK_MAX; n++) {
		const struct unit *u = &p->units.v[i + n];
		bool title = single_line(u) && unit_line(p, u)->words >= WORDS_MIN &&
		             utf8_is_letter(utf8_at(p->text, unit_line(p, u)->body).code) &&
		             heading_shape(p, u, TITLE_POINTS, TITLE_WORDS) && !is_field(text_of(p, u));
		if (title && found == SIZE_MAX) found = i + n;
	}
	return n > STACK_MAX || long_or_sentence(p, &p->units.v[i]) ? SIZE_MAX : found;
}

/* SPENDING: plans cost more than was thought — a word in capitals and what it is about in small letters or digits, as
 * newspapers open a summary. */
static bool is_kicker(slice s) {
	enum { LETTERS_MIN = 4 };
	struct cut cut = slice_cut(s, S(": "));
	if (!cut.ok || cut.head.n < LETTERS_MIN || cut.tail.n == 0) return false;
	for (size_t i = 0; i < cut.head.n; i++)
		if (cut.head.p[i] < 'A' || cut.head.p[i] > 'Z') return false;
	return !utf8_is_upper(utf8_at(cut.tail, 0).code) && slice_find_byte(cut.tail, ' ') != SIZE_MAX;
}

static enum role role_of(struct search *s, size_t i) {
	const struct plan *p = s->p;
	const struct unit *u = &p->units.v[i];
	if (u->kind == UNIT_PAGE) return ROLE_NONE;
	if (!single_line(u)) return ROLE_BODY;
	if (u->follow && title_below_label(s, i) == i) {
		s->title = i;
		return ROLE_TITLE;
	}
	if (u->follow && !s->tight) return long_or_sentence(p, u) ? ROLE_BODY : ROLE_ASIDE;
	const struct line *l = unit_line(p, u);
	if (line_ends_colon(p->text, l) && l->points <= TITLE_POINTS && !u->lead) return ROLE_INTRO;
	if (!shape_of_heading(s, i) || (u->lead && !s->tight && !lead_is_title(s, i)))
		return u->lead && title_below_label(s, i) != SIZE_MAX ? ROLE_NONE : ROLE_BODY;
	if (is_pair(p, i) && (labels_next(p, i) || is_pair(p, i + 1) || (i > 0 && is_pair(p, i - 1)))) return ROLE_BODY;
	if (s->title != SIZE_MAX && is_kicker(text_of(p, u))) return ROLE_BODY;
	if (s->title == SIZE_MAX) s->title = i;
	return ROLE_TITLE;
}

/* Makes headings of the short lines [first, last), which body text follows. */
static void stack_settle(const struct search *s, size_t first, size_t last, const enum role *roles) {
	struct plan *p = s->p;
	size_t base = first, stop = last;
	while (stop > first && roles[stop - 1 - base] == ROLE_INTRO) stop--;
	for (size_t i = first; i < stop; i++)
		if (roles[i - base] == ROLE_INTRO) stop = last; /* one of several such lines introduces nothing */
	size_t count = 0, newest = SIZE_MAX, doubled = SIZE_MAX;
	for (size_t i = first; i < stop; i++) {
		/* What stands above a breadcrumb at the top is furniture as well. */
		if (roles[i - base] == ROLE_NONE && !s->body) first = i + 1, count = 0, newest = doubled = SIZE_MAX;
		if (roles[i - base] == ROLE_ASIDE || roles[i - base] == ROLE_NONE) continue;
		count++;
		if (roles[i - base] != ROLE_TITLE) continue;
		/* A title that stands twice: what stands above it is furniture of the page. */
		if (newest != SIZE_MAX && doubled == SIZE_MAX && same_text(p, &p->units.v[newest], &p->units.v[i]))
			doubled = newest;
		newest = i;
	}
	if (count > STACK_MAX) {
		if (newest + 1 == stop) p->units.v[newest].kind = UNIT_HEADING;
		return;
	}
	for (size_t i = doubled == SIZE_MAX ? first : doubled; i < stop; i++)
		if (roles[i - base] == ROLE_TITLE) p->units.v[i].kind = UNIT_HEADING;
}

/* Lines without blank ones between them, and two in five of them long or sentences: paragraphs, and what stands above them. */
static bool is_tight(const struct plan *p) {
	enum { LONG_MIN = 3 };
	size_t texts = 0, follow = 0, longs = 0;
	for (size_t i = 0; i < p->units.n && !p->wrap; i++) {
		const struct unit *u = &p->units.v[i];
		if (u->kind != UNIT_TEXT) continue;
		texts++;
		follow += i > 0 && !unit_line(p, u)->blank_before;
		longs += u->last == u->first + 1 && long_or_sentence(p, u);
	}
	return longs >= LONG_MIN && longs * 5 >= texts * 2 && follow * 5 >= texts * 4;
}

static void plain_find(struct search *s) {
	struct plan *p = s->p;
	s->tight = is_tight(p);
	VEC(enum role) roles = {0};
	for (size_t i = 0; i < p->units.n;) {
		size_t first = i;
		roles.n = 0;
		for (; i < p->units.n; i++) {
			enum role role = role_of(s, i);
			if (role == ROLE_BODY || (role == ROLE_ASIDE && i == first)) break;
			*vec_push(p->scratch, &roles) = role;
		}
		if (i < p->units.n && i > first) stack_settle(s, first, i, roles.v);
		if (i == p->units.n) break;
		if (p->units.v[i].kind != UNIT_RULE) s->body = true;
		i++;
	}
}

/* ---- marks */

/* A line all in bold, alone: its text without the marks, or SPAN_NONE. */
static span bold_text(const struct plan *p, const struct unit *u) {
	if (u->kind != UNIT_TEXT || u->last > u->first + 1 || u->follow) return SPAN_NONE;
	slice s = text_of(p, u);
	const struct line *l = unit_line(p, u);
	if (s.n < 5) return SPAN_NONE;
	bool stars = slice_starts(s, S("**")) && slice_ends(s, S("**"));
	bool bars = slice_starts(s, S("__")) && slice_ends(s, S("__"));
	slice inner = slice_sub(s, 2, s.n - 2);
	if ((!stars && !bars) || slice_find(inner, stars ? S("**") : S("__")) != SIZE_MAX) return SPAN_NONE;
	if (l->points > TITLE_POINTS || l->words > TITLE_WORDS || line_ends_stop(p->text, l) ||
	        line_ends_colon(p->text, l))
		return SPAN_NONE;
	return (span){u->text.start + 2, u->text.end - 2};
}

/* Levels of bold lines hang on the heading with marks before them. */
static void bold_find(struct plan *p) {
	unsigned above = 1;
	for (size_t i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		if (u->sure) above = u->level;
		span inner = i + 1 < p->units.n ? bold_text(p, u) : SPAN_NONE;
		if (span_is_none(inner)) continue;
		u->kind = UNIT_HEADING;
		u->marker = span_shorten((span){u->text.start, inner.start});
		u->text = span_shorten(inner);
		u->level = above < LEVEL_MAX ? above + 1 : LEVEL_MAX;
	}
}

/* Underlined headings: = is 1 and - is 2 as in Markdown; with other marks or lines above, levels are in order of
 * appearance. */
static void underlined_levels(struct plan *p) {
	unsigned seen[32]; /* kinds of marks, in order of appearance */
	size_t n = 0;
	bool markdown = true;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < p->units.n; i++) {
			struct unit *u = &p->units.v[i];
			if (u->kind != UNIT_HEADING || u->last == u->first + 1) continue;
			char sign = p->lines.v[u->last - 1].sign;
			bool over = u->last == u->first + 3;
			if (round == 0) {
				markdown = markdown && !over && (sign == '=' || sign == '-');
				continue;
			}
			unsigned key = (unsigned char)sign + (over ? 256u : 0u);
			size_t k = 0;
			while (k < n && seen[k] != key) k++;
			if (k == n && n < sizeof seen / sizeof *seen) seen[n++] = key;
			u->level = markdown ? (sign == '=' ? 1 : 2) : (unsigned)k + 1;
		}
}

/* Is it written with marks: Markdown headings, or several underlined ones? One # alone may be a number sign, unless it
 * comes first or other Markdown is there. */
static bool has_marks(const struct plan *p) {
	size_t hashes = 0, underlined = 0;
	bool first = false;
	for (size_t i = 0; i < p->units.n; i++) {
		const struct unit *u = &p->units.v[i];
		if (u->kind != UNIT_HEADING || !u->sure) continue;
		bool hash = u->last == u->first + 1;
		hashes += hash;
		underlined += !hash;
		first = first || (hash && (i == 0 || p->units.v[i - 1].kind == UNIT_RULE));
	}
	if (hashes > 1 || underlined > 1 || first) return true;
	return hashes == 1 && slice_find(p->text, S("](")) != SIZE_MAX;
}

/* ---- levels of plain headings */

static void plain_levels(struct plan *p) {
	bool body = false;
	const struct unit *title = NULL;
	for (size_t i = 0; i < p->units.n; i++) {
		struct unit *u = &p->units.v[i];
		if (u->kind != UNIT_HEADING) {
			bool short_line = u->kind == UNIT_TEXT && u->last == u->first + 1 &&
			                  unit_line(p, u)->points <= TITLE_POINTS &&
			                  !line_ends_stop(p->text, unit_line(p, u));
			body = body || (u->kind != UNIT_RULE && u->kind != UNIT_PAGE && !short_line);
			continue;
		}
		if (u->level) continue;
		const struct line *l = unit_line(p, u);
		bool top = !body && l->shape != LINE_TITLE && line_last(p->text, l) != '?' &&
		           (!title || same_text(p, title, u));
		if (l->mark.kind == MARK_DECIMAL)
			u->level = l->mark.depth + 1 < LEVEL_MAX ? l->mark.depth + 1 : LEVEL_MAX;
		else
			u->level = top ? 1 : LEVEL_PLAIN;
		if (top && !title) title = u;
	}
}

/* The title in the front matter is a heading, unless the text says it again. */
static void title_settle(struct plan *p) {
	struct unit *t = NULL;
	for (size_t i = 0; i < p->units.n && !t; i++)
		if (p->units.v[i].title) t = &p->units.v[i];
	if (!t) return;
	span text = {t->marker.end, t->text.end};
	char last = p->text.p[text.end - 1];
	if (text.start > t->marker.start && p->text.p[text.start - 1] == last && (last == '"' || last == '\''))
		text.end--;
	for (size_t i = 0; i < p->units.n; i++)
		if (p->units.v[i].kind == UNIT_HEADING && p->units.v[i].level == 1 &&
		        slice_equal(text_of(p, &p->units.v[i]), slice_at(p->text, text)))
			return;
	t->kind = UNIT_HEADING;
	t->sure = true;
	t->level = 1;
	t->text = span_shorten(text);
}

void headings_find(struct plan *p) {
	struct search s = {.p = p, .title = SIZE_MAX};
	size_t questions = 0;
	for (size_t i = 0; i < p->units.n; i++) questions += is_question(p, &p->units.v[i]);
	s.faq = questions > 1;
	bool marks = has_marks(p);
	underlined_levels(p);
	bold_find(p);
	if (!marks) plain_find(&s);
	plain_levels(p);
	title_settle(p);
}

/* Lines that begin with #: a Markdown heading, a comment in a shell's or a configuration's language, or an item of a
 * wiki's list. What a line looks like alone cannot tell; what stands around it can:
 *
 *   # start the mill              == Floors ==
 *   # and wait until it turns     # gears
 *   mill --daemon                 # stones
 *
 * Headings of one level do not stand right below one another, nor do headings stand right below #!, nor set in by four
 * columns (CommonMark 0.30, §4.2). Where such lines are comments, so are all in the lines around them up to a blank one.
 * Where more of a document's such lines stand in rows than alone, or where all are of the first level and most begin
 * small or end with a stop, all of them are comments. In a document with == headings == lines of # and * are items, also
 * without a blank behind their marks (mediawiki.org, "Help:Lists"). */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { CODE_INDENT = 4, COMMENTS_MIN = 3 };

static bool is_hash(const struct plan *p, const struct line *l) {
	return l->shape == LINE_ATX && p->text.p[l->body] == '#' && !l->in_code;
}

static void make_text(struct line *l) {
	l->shape = LINE_TEXT;
	l->mark = (struct mark){0};
	l->text = l->body;
	l->text_stop = l->stop;
	l->level = 0;
}

/* ---- wikis */

/* == Title ==, two at least on each side. */
static bool is_wiki_title(const struct plan *p, const struct line *l) {
	return l->shape == LINE_ATX && p->text.p[l->body] == '=' && l->level > 1 && !l->in_code;
}

/* Is any, and does no # stand alone, as a Markdown heading does? */
static bool is_wiki(const struct plan *p) {
	size_t titles = 0;
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct line *l = &p->lines.v[i];
		bool ends = i + 1 == p->lines.n || l[1].blank_before;
		if (is_hash(p, l) && l->blank_before && ends) return false;
		titles += is_wiki_title(p, l);
	}
	return titles > 0;
}

/* Does the line begin with one of these marks, at the margin? */
static char item_sign(const struct plan *p, size_t i) {
	if (i >= p->lines.n || p->lines.v[i].indent) return 0;
	const struct line *l = &p->lines.v[i];
	bool open = l->shape == LINE_TEXT || l->shape == LINE_ITEM || is_hash(p, l);
	char sign = p->text.p[l->body];
	return open && !l->in_code && (sign == '*' || sign == '#') ? sign : 0;
}

/* Items of a mark stand in rows. One alone may be an item with a blank behind its *, but none with a #. */
static bool is_item(const struct plan *p, size_t i) {
	char sign = item_sign(p, i);
	if (!sign) return false;
	bool above = i > 0 && !p->lines.v[i].blank_before && item_sign(p, i - 1) == sign;
	bool below = i + 1 < p->lines.n && !p->lines.v[i + 1].blank_before && item_sign(p, i + 1) == sign;
	return above || below;
}

/* Marks of * or #, as many as the item is deep. */
static void item_settle(struct plan *p, struct line *l) {
	char sign = p->text.p[l->body];
	size_t at = l->body;
	while (at < l->stop && p->text.p[at] == sign) at++;
	if (at == l->stop || p->text.p[l->stop - 1] == sign) return; /* emphasis */
	l->shape = LINE_ITEM;
	size_t depth = at - l->body;
	l->mark = (struct mark){.kind = MARK_BULLET,
	        .sign = (unsigned char)sign,
	        .depth = (uint16_t)(depth < UINT16_MAX ? depth : UINT16_MAX)};
	l->mark_end = (uint32_t)at;
	while (at < l->stop && utf8_is_blank(utf8_at(p->text, at).code)) at += utf8_at(p->text, at).size;
	l->text = (uint32_t)at;
	l->text_stop = l->stop;
}

/* ---- comments */

static bool is_script(const struct plan *p, const struct line *l) {
	return slice_starts(slice_sub(p->text, l->body, l->stop), S("#!"));
}

/* Are there comments in the lines [first, last), which have no blank one between them? */
static bool holds_comments(const struct plan *p, size_t first, size_t last) {
	for (size_t i = first; i < last; i++) {
		const struct line *l = &p->lines.v[i];
		if (is_script(p, l)) return true;
		if (i > first && is_hash(p, l) && is_hash(p, l - 1) && l->level == l[-1].level) return true;
	}
	return false;
}

static bool reads_as_comment(const struct plan *p, const struct line *l) {
	return line_ends_stop(p->text, l) || utf8_is_lower(utf8_at(p->text, l->text).code);
}

static bool is_alone(const struct plan *p, const struct line *l) {
	bool last = l + 1 == p->lines.v + p->lines.n;
	return (l == p->lines.v || l->blank_before) && (last || l[1].blank_before);
}

/* The lines up to the next blank one. */
static size_t stretch_end(const struct plan *p, size_t first) {
	size_t last = first + 1;
	while (last < p->lines.n && !p->lines.v[last].blank_before) last++;
	return last;
}

/* Do they speak for the whole document: all are of the first level and most no titles; or more stand in rows than
 * alone? */
static bool all_comments(const struct plan *p) {
	size_t all = 0, rows = 0, alone = 0, untitled = 0, deeper = 0;
	for (size_t first = 0, last; first < p->lines.n; first = last) {
		last = stretch_end(p, first);
		bool comments = holds_comments(p, first, last);
		for (size_t i = first; i < last; i++) {
			const struct line *l = &p->lines.v[i];
			if (!is_hash(p, l)) continue;
			all++;
			rows += comments;
			alone += is_alone(p, l);
			deeper += l->level > 1;
			untitled += reads_as_comment(p, l);
		}
	}
	if (rows >= COMMENTS_MIN && rows > alone) return true;
	return all >= COMMENTS_MIN && deeper == 0 && untitled * 2 > all;
}

static void comments_settle(struct plan *p) {
	bool all = all_comments(p);
	for (size_t first = 0, last; first < p->lines.n; first = last) {
		last = stretch_end(p, first);
		bool comments = all || holds_comments(p, first, last);
		for (size_t i = first; i < last; i++) {
			struct line *l = &p->lines.v[i];
			if (is_hash(p, l) && (comments || l->indent >= CODE_INDENT)) make_text(l);
		}
	}
}

void hashes_settle(struct plan *p) {
	if (!seen_shape(&p->seen, LINE_ATX)) return;
	if (!is_wiki(p)) {
		comments_settle(p);
		return;
	}
	for (size_t i = 0; i < p->lines.n; i++) {
		if (is_item(p, i))
			item_settle(p, &p->lines.v[i]);
		else if (is_hash(p, &p->lines.v[i]))
			make_text(&p->lines.v[i]);
	}
}

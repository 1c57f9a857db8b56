/* Definition lists: a term, and what it means below it, behind a colon or set in.
 *
 *   Apple                               Apple
 *   : a fruit that grows on trees           A fruit that grows on trees, and
 *                                           that is eaten everywhere.
 *
 * After PHP Markdown Extra (and Pandoc), "Definition Lists", and reStructuredText's "Definition Lists". Terms are the items of
 * the list, their meanings lists of their own inside of them. One term behind whose line a colon stands is enough; of
 * those set in it takes two, since a poem or a programme has one now and then. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { TERM_POINTS = 60, TERM_WORDS = 8, INDENT_MIN = 2, MEANING_WORDS = 3, MEANING_LINES = 64 };

static bool is_text(const struct plan *p, size_t i) { return i < p->lines.n && line_of(p, i)->shape == LINE_TEXT; }

/* ": meaning" */
static bool is_colon(const struct plan *p, size_t i) {
	if (!is_text(p, i) || line_of(p, i)->blank_before > 1) return false;
	const struct line *l = line_of(p, i);
	return l->stop - l->body > 2 && p->text.p[l->body] == ':' && p->text.p[l->body + 1] == ' ';
}

static bool is_term(const struct plan *p, size_t i) {
	if (!is_text(p, i)) return false;
	const struct line *l = line_of(p, i);
	if (l->points > TERM_POINTS || l->words > TERM_WORDS || l->wide_gap || p->text.p[l->body] == ':') return false;
	uint32_t last = line_last(p->text, l);
	return last != 0 && last != ':' && last != '.' && last != ',' && last != ';' && last != '?' && last != '!' &&
	       last != '{';
}

/* The line behind the meaning whose first line is this: lines set in as far, without a blank one between. */
static size_t meaning_end(const struct plan *p, size_t first, unsigned indent) {
	size_t i = first + 1;
	while (i < first + MEANING_LINES && is_text(p, i) && !line_of(p, i)->blank_before &&
	        line_of(p, i)->indent >= indent && !is_colon(p, i))
		i++;
	return i;
}

/* ---- behind a colon */

/* The line behind the meanings of the term, or the term itself where it has none. */
static size_t colon_end(const struct plan *p, size_t term) {
	size_t i = term + 1;
	if (!is_term(p, term) || !is_colon(p, i)) return term;
	while (is_colon(p, i)) i = meaning_end(p, i, line_of(p, i)->indent + 1);
	return i;
}

/* ---- set in */

static bool says_something(const struct plan *p, size_t first, size_t last) {
	size_t words = 0;
	for (size_t i = first; i < last; i++) {
		if (line_of(p, i)->wide_gap) return false;
		words += line_of(p, i)->words;
	}
	const struct line *l = line_of(p, last - 1);
	if (line_ends_stop(p->text, l)) return words > 1;
	return words >= MEANING_WORDS && (last - first > 1 || words > TERM_WORDS);
}

/* The same, for a meaning that stands right below its term and further in. The meaning's first word would have fitted
 * on the term's line: else that was broken. */
static size_t set_in_end(const struct plan *p, size_t term) {
	size_t i = term + 1;
	if (!is_term(p, term) || !is_text(p, i) || line_of(p, i)->blank_before) return term;
	const struct line *t = line_of(p, term), *l = line_of(p, i);
	if (l->indent < t->indent + INDENT_MIN) return term;
	size_t end = meaning_end(p, i, l->indent);
	unsigned width = p->wrap;
	for (size_t k = i; k < end; k++)
		if (line_of(p, k)->width > width) width = line_of(p, k)->width;
	bool broken = t->width + 1 + l->first_word > width;
	bool cut = end < p->lines.n && !line_of(p, end)->blank_before && line_of(p, end)->indent != t->indent;
	return broken || cut || !says_something(p, i, end) ? term : end;
}

/* ---- making it */

static void entry_add(struct plan *p, size_t first, size_t last, unsigned level) {
	entry_put(p, first, last, level, false);
}

static void colon_entries(struct plan *p, size_t term) {
	entry_add(p, term, term + 1, 1);
	for (size_t i = term + 1, end; is_colon(p, i); i = end) {
		struct line *l = &p->lines.v[i];
		end = meaning_end(p, i, l->indent + 1);
		l->mark_end = l->body + 1;
		l->text = l->body + 2;
		while (l->text < l->stop && p->text.p[l->text] == ' ') l->text++;
		entry_add(p, i, end, 2);
	}
}

typedef size_t (*term_end)(const struct plan *p, size_t term);

static size_t terms_gather(struct plan *p, size_t first, term_end end_of, size_t least) {
	size_t last = first, terms = 0, entry = p->entries.n;
	unsigned indent = line_of(p, first)->indent;
	for (size_t end; last < p->lines.n && line_of(p, last)->indent == indent && terms < least; last = end, terms++)
		if ((end = end_of(p, last)) == last) break;
	if (terms < least) return first;
	for (last = first; last < p->lines.n && line_of(p, last)->indent == indent;) {
		size_t end = end_of(p, last);
		if (end == last) break;
		if (end_of == colon_end) {
			colon_entries(p, last);
		} else {
			entry_add(p, last, last + 1, 1);
			entry_add(p, last + 1, end, 2);
		}
		last = end;
	}
	struct unit *u = unit_text(p, first, last);
	u->kind = UNIT_LIST;
	u->entry_first = (uint32_t)entry;
	u->entry_last = (uint32_t)p->entries.n;
	return last;
}

size_t definitions_gather(struct plan *p, size_t first) {
	if (!is_term(p, first) || first + 1 >= p->lines.n) return first;
	if (is_colon(p, first + 1)) return terms_gather(p, first, colon_end, 1);
	return terms_gather(p, first, set_in_end, 2);
}

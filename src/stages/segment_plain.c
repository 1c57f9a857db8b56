/* Lists without marks: units of one short line each that become the items of one list.
 *
 *   We brought:        Phone: 020 7946 0000        Geology — the study of stones
 *   Apples             Fax: none                   Botany — the study of plants
 *   Plums              Contact: Ann Bell           Zoology — the study of beasts
 *
 * Short lines are items under a line that ends with a colon; those that begin small, also under a heading, and those that
 * answer a question; pairs of a label and what it says, or of a term and its meaning, are items by themselves, three at
 * least. Lines stand without blank ones between them, or with one between all
 * of them: then the last of lines that no comma or semicolon ends may be the heading of what follows. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { ITEM_POINTS = 90, ITEM_WORDS = 14 };
enum { PAIR_POINTS = 160, LABEL_POINTS = 40, LABEL_WORDS = 5, PAIRS_MIN = 3 };

static const struct line *unit_line(const struct plan *p, size_t unit) { return &p->lines.v[p->units.v[unit].first]; }
static slice text_of(const struct plan *p, size_t unit) { return slice_at(p->text, span_of(p->units.v[unit].text)); }

static bool is_single(const struct plan *p, size_t i) {
	const struct unit *u = &p->units.v[i];
	return u->kind == UNIT_TEXT && u->last == u->first + 1 && !u->title && !u->numbered &&
	       !unit_line(p, i)->wide_gap;
}

/* What programs are written in: marks at the ends, commands, addresses of the web. */
static bool looks_like_code(slice s) {
	return memchr("$<>{}|/\\#@%!\"'[(&+=-*", s.p[0], 22) != NULL || memchr("{}\\>=(|", s.p[s.n - 1], 7) != NULL ||
	       slice_find(s, S(" = ")) != SIZE_MAX || slice_find(s, S("();")) != SIZE_MAX ||
	       slice_find(s, S("://")) != SIZE_MAX;
}

static bool ends_clause(const struct plan *p, size_t i) {
	uint32_t last = line_last(p->text, unit_line(p, i));
	return last == ';' || last == ',';
}

/* ---- short lines under a line that ends with a colon */

static bool is_intro(const struct plan *p, size_t i) {
	const struct unit *u = &p->units.v[i];
	if (u->kind != UNIT_TEXT || u->title || !line_ends_colon(p->text, &p->lines.v[u->last - 1])) return false;
	slice s = text_of(p, i);
	return text_has_letter(s) && !slice_ends(s, S("::")) && !looks_like_code(s);
}

static bool is_item(const struct plan *p, size_t i) {
	if (i >= p->units.n || !is_single(p, i)) return false;
	const struct line *l = unit_line(p, i);
	uint32_t last = line_last(p->text, l);
	if (l->points > ITEM_POINTS || l->words > ITEM_WORDS || last == 0 || last == ':' || last == '?' || last == '!')
		return false;
	return text_has_letter(text_of(p, i)) && !looks_like_code(text_of(p, i));
}

static bool ends_sentence(const struct plan *p, size_t i) { return line_last(p->text, unit_line(p, i)) == '.'; }

/* Does a longer text follow, which the last of the lines may head? */
static bool heads_text(const struct plan *p, size_t last) {
	if (last >= p->units.n || ends_clause(p, last - 1) || ends_sentence(p, last - 1)) return false;
	if (!utf8_is_upper(utf8_at(p->text, unit_line(p, last - 1)->body).code)) return false;
	const struct unit *u = &p->units.v[last];
	return u->kind != UNIT_HEADING && u->kind != UNIT_RULE;
}

/* The unit behind the items that start at `first`, or `first`. */
static size_t items_end(const struct plan *p, size_t first) {
	size_t last = first;
	if (!is_item(p, first) || unit_line(p, first)->blank_before > 1) return first;
	if (!unit_line(p, first)->blank_before && p->units.v[first - 1].follow)
		return first; /* in the midst of lines */
	unsigned apart = first + 1 < p->units.n ? unit_line(p, first + 1)->blank_before : 0;
	if (apart > 1 || (apart && !unit_line(p, first)->blank_before)) return first;
	for (last = first + 1; is_item(p, last) && unit_line(p, last)->blank_before == apart; last++)
		if (ends_sentence(p, last - 1)) return first; /* the last alone may end one */
	if (last - first < 2) return first;
	bool clauses = ends_clause(p, first);
	if (ends_sentence(p, last - 1) && !clauses) return first;
	if (apart == 0) return last == p->units.n || unit_line(p, last)->blank_before ? last : first;
	if (heads_text(p, last)) last--;
	return last - first < (clauses ? 2u : 3u) ? first : last;
}

/* ---- short lines that begin small, under a line that may be a heading: a list whose marks were lost */

/* File names, options and the like among the words. */
static bool holds_code(slice s) {
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : ' ';
		if (c == '_' || c == '=' || c == '<' || c == '$' || c == '`') return true;
		if ((c == '.' || c == ':') && next != ' ') return true;
		if ((c == '-' || c == '/') && (i == 0 || s.p[i - 1] == ' ') && next != ' ') return true;
	}
	return false;
}

/* Its first letter is no capital; a number may stand before it: 3 leeks, 50g butter. */
static bool begins_small(slice s) {
	struct utf8_char c;
	for (size_t at = 0; (c = utf8_at(s, at)).size; at += c.size) {
		if (utf8_is_letter(c.code)) return !utf8_is_upper(c.code);
		if (!utf8_is_digit(c.code) && c.code != ' ' && !(c.code >= 0xBC && c.code <= 0xBE)) return false;
	}
	return false;
}

/* The unit behind the items below the line at `first` - 1, or `first`. */
static size_t small_items_end(const struct plan *p, size_t first) {
	enum { SMALL_MIN = 3 };
	const struct unit *above = &p->units.v[first - 1];
	if (unit_line(p, first)->blank_before != 1 || unit_line(p, first)->indent || !begins_small(text_of(p, first)))
		return first;
	bool title = above->kind == UNIT_HEADING ||
	             (is_single(p, first - 1) && line_is_title(p, unit_line(p, first - 1), ITEM_POINTS, ITEM_WORDS));
	if (!title) return first;
	size_t last = first;
	for (; is_item(p, last) && (last == first || !unit_line(p, last)->blank_before); last++)
		if (!begins_small(text_of(p, last)) || holds_code(text_of(p, last)) || ends_sentence(p, last))
			return first;
	bool whole = last == p->units.n || unit_line(p, last)->blank_before;
	return whole && last - first >= SMALL_MIN ? last : first;
}

/* ---- short lines under a question, or names and what they are under a title */

static bool is_answer(const struct plan *p, size_t i) {
	if (i >= p->units.n || !is_single(p, i) || unit_line(p, i)->digits) return false;
	return utf8_is_upper(utf8_at(p->text, unit_line(p, i)->body).code) && is_item(p, i) && !ends_clause(p, i) &&
	       !ends_sentence(p, i);
}

/* The unit behind the items below the line at `first` - 1, or `first`. What a question is answered with, or lines that
 * all hold a comma; other short lines may be the cells of a table. Text must follow: else they sign a letter. */
static size_t answers_end(const struct plan *p, size_t first) {
	enum { ANSWERS_MIN = 3 };
	const struct line *above = unit_line(p, first - 1);
	if (!is_single(p, first - 1) || unit_line(p, first)->blank_before != 1 || unit_line(p, first)->indent)
		return first;
	if (!above->blank_before || first == 1 || !is_answer(p, first)) return first;
	bool question = line_last(p->text, above) == '?';
	if (!question && !line_is_title(p, above, ITEM_POINTS, ITEM_WORDS)) return first;
	size_t last = first;
	for (; is_answer(p, last) && (last == first || !unit_line(p, last)->blank_before); last++)
		if (!question && slice_find(text_of(p, last), S(", ")) == SIZE_MAX) return first;
	bool whole = last < p->units.n && unit_line(p, last)->blank_before;
	return whole && last - first >= ANSWERS_MIN ? last : first;
}

/* ---- pairs */

enum pair { PAIR_NONE, PAIR_LABEL, PAIR_TERM };

/* The first mark between the label and the rest: a colon with a blank behind it, or a dash between blanks. */
static enum pair pair_mark(slice s, size_t *at) {
	struct utf8_char c;
	unsigned points = 0, words = 1;
	for (size_t i = 0; (c = utf8_at(s, i)).size && points < LABEL_POINTS; i += c.size, points++) {
		if (c.code < 0x80 && utf8_is_letter(c.code)) continue;
		bool before = i > 0 && s.p[i - 1] == ' ', behind = i + c.size < s.n && s.p[i + c.size] == ' ';
		*at = i;
		if (c.code == ':') return behind && !before && words <= LABEL_WORDS ? PAIR_LABEL : PAIR_NONE;
		bool dash = c.code == '-' || c.code == 0x2013 || c.code == 0x2014;
		if (dash && before && behind) return words <= LABEL_WORDS + 1 ? PAIR_TERM : PAIR_NONE;
		if (c.code == '.' || c.code == ';' || c.code == '?' || c.code == '!') return PAIR_NONE;
		words += c.code == ' ';
	}
	return PAIR_NONE;
}

/* Agency staff – 6,230 6,230 or Pay 9,407 – 9,407: the dash is a cell of a row that holds no value. */
static bool is_empty_cell(slice s, size_t at) {
	slice term = slice_trim(slice_sub(s, 0, at)), meaning = slice_trim(slice_drop(s, at + utf8_at(s, at).size));
	if (text_has_letter(meaning)) return false;
	if (slice_find_byte(meaning, ' ') != SIZE_MAX) return true;
	size_t word = term.n;
	while (word > 0 && term.p[word - 1] != ' ') word--;
	slice last = slice_drop(term, word);
	return !text_has_letter(last) && memchr(last.p, ',', last.n) != NULL;
}

static enum pair pair_of(const struct plan *p, size_t i) {
	size_t at;
	if (i >= p->units.n || p->units.v[i].kind != UNIT_TEXT || p->units.v[i].title) return PAIR_NONE;
	const struct line *l = unit_line(p, i);
	slice s = text_of(p, i);
	if (!is_single(p, i) || l->points > PAIR_POINTS) return PAIR_NONE;
	uint32_t begin = utf8_at(s, 0).code;
	if (!utf8_is_upper(begin) && !utf8_is_digit(begin)) return PAIR_NONE;
	enum pair kind = pair_mark(s, &at);
	if (kind == PAIR_LABEL && utf8_is_digit(begin)) return PAIR_NONE;
	if (kind == PAIR_NONE || looks_like_code(s)) return PAIR_NONE;
	if (kind == PAIR_TERM && is_empty_cell(s, at)) return PAIR_NONE;
	return kind == PAIR_LABEL && ends_sentence(p, i) ? PAIR_NONE : kind;
}

/* 020 7946 0000  ann@example.org  example.org */
static bool is_address(slice pair) {
	size_t at, digits = 0, letters = 0, blanks = 0;
	struct utf8_char c;
	if (pair_mark(pair, &at) == PAIR_NONE) return false;
	slice s = slice_trim(slice_drop(pair, at + utf8_at(pair, at).size));
	for (at = 0; (c = utf8_at(s, at)).size; at += c.size) {
		digits += utf8_is_digit(c.code);
		letters += utf8_is_letter(c.code);
		blanks += c.code == ' ';
	}
	bool name = blanks == 0 && letters > 0 && slice_find_byte(slice_sub(s, 0, s.n - 1), '.') != SIZE_MAX;
	return slice_find_byte(s, '@') != SIZE_MAX || name || (digits > 5 && letters == 0);
}

/* Ways to reach somebody are no list. */
static bool are_addresses(const struct plan *p, size_t first, size_t last) {
	size_t n = 0;
	for (size_t i = first; i < last; i++) n += is_address(text_of(p, i));
	return n * 2 >= last - first;
}

/* Content-Type: text/plain — the head of a message: single words, with hyphens in two of them. */
static bool are_headers(const struct plan *p, size_t first, size_t last) {
	size_t hyphens = 0;
	for (size_t i = first; i < last; i++) {
		slice label = slice_cut(text_of(p, i), S(":")).head;
		if (slice_find_byte(label, ' ') != SIZE_MAX) return false;
		hyphens += slice_find_byte(label, '-') != SIZE_MAX;
	}
	return hyphens > 1;
}

/* The unit behind the pairs that start at `first`, or `first`; *list: they are one. */
static size_t pairs_end(const struct plan *p, size_t first, bool *list) {
	enum pair kind = pair_of(p, first);
	size_t last = first + 1;
	if (kind == PAIR_NONE || last >= p->units.n) return first;
	unsigned apart = unit_line(p, last)->blank_before;
	while (pair_of(p, last) == kind && unit_line(p, last)->blank_before == apart) last++;
	bool cut = apart == 0 && last < p->units.n && !unit_line(p, last)->blank_before; /* other lines go on */
	if (apart > 1 || last - first < PAIRS_MIN) return first;
	*list = !cut && !are_addresses(p, first, last) && (kind != PAIR_LABEL || !are_headers(p, first, last));
	return last;
}

/* ---- making them */

static void list_add(struct plan *p, struct unit *list, size_t first, size_t last) {
	size_t entry = p->entries.n;
	for (size_t i = first; i < last; i++) entry_put(p, p->units.v[i].first, p->units.v[i].last, 1, false);
	*list = (struct unit){.kind = UNIT_LIST,
	        .first = p->units.v[first].first,
	        .last = p->units.v[last - 1].last,
	        .entry_first = (uint32_t)entry,
	        .entry_last = (uint32_t)p->entries.n,
	        .marker = span_shorten(SPAN_NONE)};
	list->text = (short_span){p->units.v[first].text.start, p->units.v[last - 1].text.end};
}

void plain_lists_find(struct plan *p) {
	size_t kept = 0, front = front_matter_end(p);
	for (size_t i = 0; i < p->units.n;) {
		size_t end = i;
		bool is_list = true;
		if (p->units.v[i].first >= front) {
			end = pairs_end(p, i, &is_list);
			if (end == i && i > 0 && p->units.v[i - 1].last > front && is_intro(p, i - 1))
				end = items_end(p, i);
			if (end == i && i > 0 && p->units.v[i - 1].last > front) end = small_items_end(p, i);
			if (end == i && i > 0 && p->units.v[i - 1].last > front) end = answers_end(p, i);
		}
		if (end == i || !is_list) {
			do p->units.v[kept++] = p->units.v[i++];
			while (i < end);
			continue;
		}
		struct unit list;
		list_add(p, &list, i, end);
		p->units.v[kept++] = list;
		i = end;
	}
	p->units.n = kept;
}

/* Units: the walk over the lines that says what stands where. Marked shapes first (fences, headings with marks, tables,
 * quotes, lists); what is left is text, whose lines wrap_split joins or keeps apart. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

enum { FRONT_MATTER_MAX = 100 }; /* lines */

/* A line of ~ alone may be a fence or an underline. */
static bool is_rule(const struct line *l) {
	return l->shape == LINE_RULE || (l->shape == LINE_FENCE && l->sign == '~' && l->mark_end == l->stop);
}
static bool rule_below(const struct plan *p, size_t i) { return line_adjacent(p, i) && is_rule(line_of(p, i)); }

static struct unit *unit_lines(struct plan *p, enum unit_kind kind, size_t first, size_t last) {
	struct unit *u = unit_text(p, first, last);
	u->kind = kind;
	return u;
}

/* ---- front matter: lines of `key: value` between two --- at the very top (Jekyll, Pandoc). They stay text, a paragraph a
 * line, but for the title. */

size_t front_matter_end(const struct plan *p) {
	if (p->lines.n < 3 || line_of(p, 0)->shape != LINE_RULE || line_of(p, 0)->sign != '-' || line_of(p, 0)->indent)
		return 0;
	bool keys = false;
	for (size_t i = 1; i < p->lines.n && i < FRONT_MATTER_MAX; i++) {
		const struct line *l = line_of(p, i);
		if (l->shape == LINE_RULE) return keys && l->sign == '-' ? i + 1 : 0;
		slice whole = slice_sub(p->text, l->body, l->stop);
		struct cut cut = slice_cut(whole, S(":"));
		bool key = cut.ok && cut.head.n > 0 && slice_find_byte(cut.head, ' ') == SIZE_MAX;
		if (!key && !l->indent && l->shape != LINE_ITEM) return 0;
		keys = keys || key;
	}
	return 0;
}

/* `title:` and a value, perhaps in quotes: the value, or SPAN_NONE. */
static span title_of(const struct plan *p, const struct line *l) {
	slice s = slice_sub(p->text, l->body, l->stop), key = S("title:");
	if (l->indent || !slice_starts(s, key)) return SPAN_NONE;
	s = slice_trim(slice_drop(s, key.n));
	if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0]) s = slice_sub(s, 1, s.n - 1);
	if (s.n == 0 || memchr("|>&*!{[", s.p[0], 7)) return SPAN_NONE; /* YAML that goes on elsewhere */
	size_t start = (size_t)(s.p - p->text.p);
	return (span){start, start + s.n};
}

static size_t front_matter_gather(struct plan *p, size_t end) {
	for (size_t i = 0; i < end; i++) {
		bool bound = i == 0 || i + 1 == end;
		struct unit *u = unit_lines(p, bound ? UNIT_RULE : UNIT_TEXT, i, i + 1);
		u->follow = !bound; /* never headings */
		span title = bound ? SPAN_NONE : title_of(p, line_of(p, i));
		if (span_is_none(title)) continue;
		u->title = true;
		u->marker = span_shorten((span){line_of(p, i)->body, title.start});
	}
	return end;
}

/* ---- fences */

/* The line behind the closing fence, or the line itself where none closes it. What was not found is remembered. */
size_t fence_end(struct plan *p, size_t at) {
	const struct line *open = line_of(p, at);
	unsigned *lost = &p->fence_lost[open->sign == '~'];
	if (*lost && open->level >= *lost) return at;
	for (size_t i = at + 1; i < p->lines.n; i++) {
		const struct line *l = line_of(p, i);
		if (l->shape == LINE_FENCE && l->sign == open->sign && l->level >= open->level &&
		        l->mark_end == l->stop)
			return i + 1;
	}
	*lost = open->level;
	return at;
}

/* ---- headings with marks */

static bool holds_letter(const struct plan *p, const struct line *l) {
	struct utf8_char c;
	for (size_t at = l->body; at < l->stop; at += c.size)
		if ((c = utf8_at(p->text, at)).size == 0 || utf8_is_letter(c.code) || utf8_is_digit(c.code))
			return true;
	return false;
}

/* Does the rule at i underline the line above it? Marks other than = and - must be about as long as the title. */
static bool underlines(const struct plan *p, size_t i, size_t title, bool over) {
	enum { TITLE_MAX = 120 };
	const struct line *rule = line_of(p, i), *l = line_of(p, title);
	if (l->shape != LINE_TEXT && (l->shape != LINE_ITEM || l->mark.kind == MARK_BULLET)) return false;
	if (l->wide_gap || l->points > TITLE_MAX || !holds_letter(p, l)) return false;
	/* Code stands between rules as titles do. */
	if (memchr("${+|", p->text.p[l->body], 4)) return false;
	if (over && (p->text.p[l->body] == '<' || p->text.p[l->body] == '>')) return false;
	if (rule->sign == '=') return true;
	if (rule->sign == '-') return rule->level * 2 >= l->width || !line_ends_stop(p->text, l);
	return rule->level * 4 >= l->width * 3;
}

static struct unit *heading_add(struct plan *p, size_t first, size_t last, span text, span marker, unsigned level) {
	struct unit *u = unit_lines(p, UNIT_HEADING, first, last);
	u->text = span_shorten(text);
	u->marker = span_shorten(marker);
	u->level = level;
	u->sure = true;
	return u;
}

/* Title and underline, with or without a line above. Gives the line behind, or `at`. Levels come later, with the
 * others. */
static size_t underlined_gather(struct plan *p, size_t at) {
	bool over = is_rule(line_of(p, at));
	size_t title = over ? at + 1 : at, under = title + 1;
	if (!rule_below(p, under) || (over && !line_adjacent(p, title)) || !underlines(p, under, title, over))
		return at;
	if (over && line_of(p, at)->sign != line_of(p, under)->sign) return at;
	const struct line *l = line_of(p, title);
	heading_add(p, at, under + 1, (span){l->body, l->stop},
	        (span){line_of(p, under)->body, line_of(p, under)->stop}, 0);
	return under + 1;
}

/* ---- text */

/* Does the line end a group of text lines? What does not is made a text line. */
static bool group_ends(struct plan *p, size_t at) {
	struct line *l = &p->lines.v[at];
	if (l->blank_before) return true;
	switch (l->shape) {
	case LINE_TEXT: return false;
	case LINE_BARS: break;
	case LINE_FENCE:
		if (fence_end(p, at) > at) return true;
		break;
	case LINE_ITEM:
		if (lists_interrupts(p, at)) return true;
		break;
	case LINE_ATX:
	case LINE_RULE:
	case LINE_GRID:
	case LINE_CAPTION:
	case LINE_FILLER:
	case LINE_PAGE:
	case LINE_TITLE:
	case LINE_QUOTE: return true;
	}
	l->shape = LINE_TEXT;
	l->text = l->body;
	return false;
}

static size_t text_gather(struct plan *p, size_t first) {
	p->lines.v[first].shape = LINE_TEXT;
	p->lines.v[first].text = p->lines.v[first].body;
	size_t last = first + 1;
	while (last < p->lines.n && !group_ends(p, last)) last++;
	wrap_split(p, first, last);
	return last;
}

static size_t quote_gather(struct plan *p, size_t first) {
	size_t last = first + 1;
	while (line_adjacent(p, last) && line_of(p, last)->shape == LINE_QUOTE &&
	        line_of(p, last)->text < line_of(p, last)->stop)
		last++;
	while (line_adjacent(p, last) && line_of(p, last)->shape == LINE_QUOTE &&
	        line_of(p, last)->text == line_of(p, last)->stop)
		last++; /* empty ones part what is quoted */
	unit_lines(p, UNIT_QUOTE, first, last);
	return last;
}

static void caption_add(struct plan *p, size_t at) {
	const struct line *l = line_of(p, at);
	struct unit *u = unit_lines(p, UNIT_CAPTION, at, at + 1);
	u->text = (short_span){l->text, l->stop};
	u->marker = span_shorten(line_mark(l));
}

/* Adds the unit that starts at the line; gives the line behind it. */
static size_t unit_gather(struct plan *p, size_t at) {
	const struct line *l = line_of(p, at);
	size_t end = underlined_gather(p, at);
	if (end > at) return end;
	switch (l->shape) {
	case LINE_ATX: heading_add(p, at, at + 1, (span){l->text, l->text_stop}, line_mark(l), l->level); return at + 1;
	case LINE_RULE: unit_lines(p, UNIT_RULE, at, at + 1); return at + 1;
	case LINE_QUOTE: return quote_gather(p, at);
	case LINE_FENCE:
		end = fence_end(p, at);
		if (end > at) unit_lines(p, UNIT_CODE, at, end);
		break;
	case LINE_GRID:
		end = p->grids.v[l->grid].last;
		unit_lines(p, UNIT_TABLE, at, end)->grid = l->grid;
		break;
	case LINE_FILLER: return filler_gather(p, at);
	case LINE_PAGE: unit_lines(p, UNIT_PAGE, at, at + 1); return at + 1;
	case LINE_CAPTION: caption_add(p, at); return at + 1;
	case LINE_TITLE: unit_lines(p, UNIT_HEADING, at, at + 1); return at + 1;
	case LINE_BARS: break;
	case LINE_ITEM: end = lists_gather(p, at); break;
	case LINE_TEXT: end = definitions_gather(p, at); break;
	}
	return end > at ? end : text_gather(p, at);
}

void units_gather(struct plan *p) {
	size_t at = front_matter_end(p);
	if (at) front_matter_gather(p, at);
	while (at < p->lines.n) at = unit_gather(p, at);
}

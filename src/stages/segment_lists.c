/* Lists: which item lines stand in one list, how deep, and which lines without a mark belong to an item.
 *
 * A list nests by indent or by a change of marks at the same indent. A change of marks behind a blank line is a new
 * list, unless the item before announces it (:) or the old marks come back. Deeper than LIST_DEPTH_MAX, items stay at
 * that depth. */
#include "stages/segment_plan.h"

enum { LIST_DEPTH_MAX = 32 };
enum { BLANK_MAX = 3 };   /* more blank lines end a list */
enum { LOOK_AHEAD = 64 }; /* lines looked through for marks that come back; bounded, to stay linear */

struct rung {
	unsigned indent;
	struct mark mark;
	size_t entry; /* its last item */
};

struct list {
	struct plan *p;
	struct rung levels[LIST_DEPTH_MAX];
	unsigned depth;
	size_t entry_first;
	bool too_deep;
};

void entry_put(struct plan *p, size_t first, size_t last, unsigned level, bool more) {
	*vec_push(p->scratch, &p->entries) = (struct entry){.first = (uint32_t)first,
	        .last = (uint32_t)last,
	        .next = NO_ENTRY,
	        .level = (uint8_t)level,
	        .more = more};
}

static bool same_column(unsigned a, unsigned b) { return a <= b + 1 && b <= a + 1; }

/* Does an item with these marks, at this indent, go on with the level within the next lines? */
static bool comes_back(const struct list *l, const struct rung *level, size_t at) {
	const struct plan *p = l->p;
	for (size_t i = at + 1; i < p->lines.n && i < at + LOOK_AHEAD; i++) {
		const struct line *next = line_of(p, i);
		if (next->shape == LINE_ITEM) {
			if (!same_column(next->indent, level->indent) || !mark_alike(&level->mark, &next->mark))
				continue;
			return mark_follows(&level->mark, &next->mark);
		}
		if (next->shape != LINE_TEXT || (next->blank_before && next->indent <= level->indent)) return false;
	}
	return false;
}

static bool announces(const struct list *l, const struct rung *level) {
	const struct entry *e = &l->p->entries.v[level->entry];
	return line_announces(l->p->text, line_of(l->p, e->last - 1));
}

/* May the mark open a nested level? "J. Smith" and "3. shows" in the midst of an item are text. */
static bool opens_level(const struct mark *m) { return m->kind == MARK_BULLET || m->depth > 1 || mark_is_first(m); }

/* Puts the item into the list as the next of level k (0 is the outermost; k == depth opens a level). */
static void item_add(struct list *l, size_t at, unsigned k) {
	if (k >= LIST_DEPTH_MAX) {
		k = LIST_DEPTH_MAX - 1;
		if (!l->too_deep)
			document_finding(l->p->d, CODE_LIST_DEPTH, line_mark(line_of(l->p, at)),
			        S("nested deeper than 32 levels; deeper items were kept at level 32"));
		l->too_deep = true;
	}
	l->depth = k + 1;
	l->levels[k] = (struct rung){line_of(l->p, at)->indent, line_of(l->p, at)->mark, l->p->entries.n};
	entry_put(l->p, at, at + 1, k + 1, false);
}

static bool item_nest(struct list *l, size_t at, unsigned k) {
	if (!opens_level(&line_of(l->p, at)->mark)) return false;
	item_add(l, at, k);
	return true;
}

/* Do other marks at the indent of level k open a level below it, or another list? */
static bool change_nests(const struct list *l, unsigned k, size_t at) {
	const struct line *line = line_of(l->p, at);
	const struct rung *level = &l->levels[k];
	if (level->mark.sign && level->mark.kind == MARK_DECIMAL) return false; /* Q1. is not answered by a list */
	if (level->mark.kind == MARK_DECIMAL && line->mark.kind == MARK_DECIMAL)
		return line->mark.depth > level->mark.depth;
	return !line->blank_before || announces(l, level) || comes_back(l, level, at);
}

/* (i) where no (h) stands before it counts in Roman numbers, below the letters. */
static bool begins_roman(const struct mark *m) { return m->kind == MARK_LETTER && m->roman == 1; }

/* Finds the item's level and adds it; false where it does not belong to this list. */
static bool item_place(struct list *l, size_t at) {
	const struct line *line = line_of(l->p, at);
	if (line->blank_before > BLANK_MAX) return false;
	unsigned changed = LIST_DEPTH_MAX; /* the deepest level of this indent with other marks */
	for (unsigned k = l->depth; k-- > 0;) {
		const struct rung *level = &l->levels[k];
		if (!same_column(line->indent, level->indent)) {
			if (line->indent < level->indent) continue;
			if (changed == LIST_DEPTH_MAX) return item_nest(l, at, k + 1);
			break;
		}
		if (!mark_alike(&level->mark, &line->mark)) {
			if (changed == LIST_DEPTH_MAX) changed = k;
			continue;
		}
		if (mark_follows(&level->mark, &line->mark)) return item_add(l, at, k), true;
		if (begins_roman(&line->mark) && changed == LIST_DEPTH_MAX) {
			changed = k;
			continue;
		}
		if (k == 0) return false; /* it counts anew */
	}
	if (changed < LIST_DEPTH_MAX) return change_nests(l, changed, at) && item_nest(l, at, changed + 1);
	/* Further left than all: the list began indented. */
	if (!mark_alike(&l->levels[0].mark, &line->mark) || line->blank_before) return false;
	if (!mark_follows(&l->levels[0].mark, &line->mark)) return false;
	return item_add(l, at, 0), true;
}

/* Does the text line belong to an item above it? Gives the level's index + 1, or 0. */
static unsigned text_belongs(const struct list *l, size_t at) {
	const struct plan *p = l->p;
	const struct line *line = line_of(p, at), *before = line_of(p, at - 1);
	if (!line->blank_before) {
		if (before->text == before->stop) return l->depth; /* a bullet on a line of its own */
		for (unsigned k = l->depth; k-- > 0;)
			if (line->indent > l->levels[k].indent) return k + 1;
		unsigned width = before->width > line->width ? before->width : line->width;
		if (width < p->wrap) width = p->wrap;
		bool joins = wrap_joins(p, before, line, width);
		return joins && (p->wrap || line_goes_on(p->text, line)) ? l->depth : 0;
	}
	if (line->blank_before > BLANK_MAX) return 0;
	for (unsigned k = l->depth; k-- > 0;)
		if (line->indent > l->levels[k].indent + 1) return k + 1;
	return 0;
}

static void text_add(struct list *l, size_t at, unsigned depth) {
	struct plan *p = l->p;
	size_t owner = l->levels[depth - 1].entry;
	struct entry *last = &p->entries.v[owner];
	if (last->last == at && !line_of(p, at)->blank_before) {
		last->last = (uint32_t)(at + 1);
		return;
	}
	entry_put(p, at, at + 1, depth, true);
	p->entries.v[owner].next = (int)(p->entries.n - 1);
	/* What comes next goes on with the newest piece. */
	l->levels[depth - 1].entry = p->entries.n - 1;
	l->depth = depth;
}

/* A list of one item may be none: a lone "A. Smith", an o at the margin, 1.2 before a title, a day before its month. */
static bool lone_is_list(const struct plan *p, const struct line *line) {
	const struct mark *m = &line->mark;
	if (line_is_date(p, line)) return false;
	if (m->kind == MARK_BULLET) return m->sign != 'o' || line->indent > 0;
	return m->kind == MARK_DECIMAL && m->close;
}

static size_t items_count(const struct list *l) {
	size_t count = 0;
	for (size_t i = l->entry_first; i < l->p->entries.n && count < 2; i++) count += !l->p->entries.v[i].more;
	return count;
}

size_t lists_gather(struct plan *p, size_t first) {
	struct list l = {.p = p, .entry_first = p->entries.n};
	item_add(&l, first, 0);
	size_t at = first + 1;
	for (; at < p->lines.n; at++) {
		struct line *line = &p->lines.v[at];
		bool item = line->shape == LINE_ITEM;
		if (item && item_place(&l, at)) continue;
		if (line->shape != LINE_TEXT && (!item || opens_level(&line->mark))) break;
		unsigned depth = text_belongs(&l, at);
		if (!depth) break;
		line->shape = LINE_TEXT;
		line->text = line->body;
		text_add(&l, at, depth);
	}
	const struct line *start = line_of(p, first);
	bool lone = items_count(&l) == 1;
	bool numbered = lone && start->mark.kind == MARK_DECIMAL && at == first + 1;
	if (lone && !lone_is_list(p, start) && !numbered) {
		p->entries.n = l.entry_first;
		return first;
	}
	struct unit *u = unit_text(p, first, at);
	u->kind = lone && !lone_is_list(p, start) ? UNIT_TEXT : UNIT_LIST;
	u->numbered = numbered;
	u->entry_first = (uint32_t)l.entry_first;
	u->entry_last = (uint32_t)p->entries.n;
	return at;
}

static bool item_line(const struct plan *p, size_t at) { return at < p->lines.n && p->lines.v[at].shape == LINE_ITEM; }

bool lists_interrupts(const struct plan *p, size_t at) {
	const struct line *line = line_of(p, at), *before = line_of(p, at - 1);
	if (line_announces(p->text, before)) return true;
	bool goes_on = item_line(p, at + 1) && mark_alike(&line->mark, &line_of(p, at + 1)->mark) &&
	               mark_follows(&line->mark, &line_of(p, at + 1)->mark);
	if (goes_on) return true;
	if (line->mark.kind != MARK_BULLET) return mark_is_first(&line->mark) && !p->wrap;
	unsigned width = before->width > p->wrap ? before->width : p->wrap;
	return line->mark.strong || !wrap_joins(p, before, line, width);
}

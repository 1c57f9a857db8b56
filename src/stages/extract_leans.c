/* Leans: see extract_leans.h. The heading of each block and the columns of each table are worked out once a document,
 * `elsewhere` once a pattern. */
#include "stages/extract_leans.h"

#include "stages/extract_lists.h"

enum found_state { NOT_LOOKED, FOUND, NOT_FOUND };
struct found {
	const struct regex *pattern;
	enum found_state state;
	capture_list captures;
};

/* Of each table the row that names its columns, the first that says so, else the first, and where its cells stand in
 * clean text, one behind the other. */
static void index_columns(struct leans *l) {
	const struct document *d = l->d;
	int *header = arena_alloc(l->scratch, d->blocks.n * sizeof *header);
	l->columns_of = arena_alloc(l->scratch, d->blocks.n * sizeof *l->columns_of);
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		header[i] = -1;
		l->columns_of[i] = SPAN_NONE;
		if (b->kind != BLOCK_row || b->parent == BLOCK_NO_PARENT) continue;
		int *known = &header[b->parent];
		if (*known < 0 || (b->header && !d->blocks.v[*known].header)) *known = (int)i;
	}
	for (size_t i = 0; i < d->blocks.n; i++) {
		int row = d->blocks.v[i].parent, table = row < 0 ? BLOCK_NO_PARENT : d->blocks.v[row].parent;
		if (table == BLOCK_NO_PARENT || header[table] != row || l->clean_of[i] < 0) continue;
		span cell = d->clean.blocks.v[l->clean_of[i]].range;
		l->columns_of[table] = span_hull(l->columns_of[table], cell);
	}
}

static void index_blocks(struct leans *l) {
	const struct document *d = l->d;
	l->heading_of = arena_alloc(l->scratch, d->blocks.n * sizeof *l->heading_of);
	l->clean_of = arena_alloc(l->scratch, d->blocks.n * sizeof *l->clean_of);
	int heading = -1;
	for (size_t i = 0; i < d->blocks.n; i++) {
		l->heading_of[i] = heading;
		l->clean_of[i] = -1;
		if (d->blocks.v[i].kind == BLOCK_heading) heading = (int)i;
	}
	for (size_t i = 0; i < d->clean.blocks.n; i++) l->clean_of[d->clean.blocks.v[i].block] = (int)i;
	index_columns(l);
}

/* The list that an item stands in, or the table of a cell: what an intro announces. */
static int container_of(const struct document *d, int block) {
	int at = d->blocks.v[block].parent;
	while (at != BLOCK_NO_PARENT && d->blocks.v[at].kind != BLOCK_list && d->blocks.v[at].kind != BLOCK_table)
		at = d->blocks.v[at].parent;
	return at;
}

/* Finds the pattern in a stretch of clean text, if there is one; its captures are added as raw places. */
static bool find_within(struct leans *l, const struct regex *r, span range, capture_list *into) {
	if (span_is_none(range)) return false;
	if (regex_search(l->matcher, r, slice_at(l->d->clean.text, range), 0) != REGEX_MATCH) return false;
	const struct regex_group *groups;
	size_t n = regex_groups(r, &groups);
	for (size_t i = 0; i < n; i++) {
		span group = matcher_group(l->matcher, groups[i].number);
		if (span_is_none(group)) continue;
		span raw = clean_to_raw(&l->d->clean, (span){range.start + group.start, range.start + group.end});
		*vec_push(l->scratch, into) = (struct capture){groups[i].name, raw};
	}
	return true;
}

/* The block that follows, dividers apart; -1 behind a row and behind the last. */
static int next_of(const struct leans *l, int block) {
	const struct document *d = l->d;
	if (l->clean_of[block] < 0) return -1;
	for (size_t i = (size_t)l->clean_of[block] + 1; i < d->clean.blocks.n; i++)
		if (d->blocks.v[d->clean.blocks.v[i].block].kind != BLOCK_divider) return d->clean.blocks.v[i].block;
	return -1;
}

static span place_of_block(const struct leans *l, int block) {
	int at = block < 0 ? -1 : l->clean_of[block];
	return at < 0 ? SPAN_NONE : l->d->clean.blocks.v[at].range;
}

span leans_place(struct leans *l, enum rule_lean lean, int block) {
	int container = container_of(l->d, block);
	if (l->heading_of == NULL) index_blocks(l);
	switch (lean) {
	case LEAN_INTRO: return place_of_block(l, container < 0 ? -1 : extract_list_intro(l->d, (size_t)container));
	case LEAN_HEADING: return place_of_block(l, l->heading_of[block]);
	case LEAN_NEXT: return place_of_block(l, next_of(l, block));
	case LEAN_COLUMNS: return container < 0 ? SPAN_NONE : l->columns_of[container];
	default: return SPAN_NONE;
	}
}

/* Patterns that are written alike and capture nothing find the same. */
static bool finds_the_same(const struct regex *a, const struct regex *b) {
	const struct regex_group *groups;
	return a == b || (regex_is_same(a, b) && regex_groups(a, &groups) == 0);
}

static struct found *found_of(struct leans *l, const struct rule *r) {
	struct found **own = &l->found[r->order];
	const struct regex *pattern = r->leans[LEAN_ELSEWHERE];
	for (size_t i = 0; *own == NULL && i < l->looked.n; i++)
		if (finds_the_same(l->looked.v[i]->pattern, pattern)) *own = l->looked.v[i];
	if (*own != NULL) return *own;
	*own = arena_alloc(l->scratch, sizeof **own);
	(*own)->pattern = pattern;
	*vec_push(l->scratch, &l->looked) = *own;
	return *own;
}

static bool may_stand(const struct leans *l, const struct rule *r, span range) {
	return l->prefilter == NULL || prefilter_elsewhere(l->prefilter, r->order, slice_at(l->d->clean.text, range));
}

static bool find_elsewhere(struct leans *l, const struct rule *r, capture_list *into) {
	struct found *f = found_of(l, r);
	if (f->state == NOT_LOOKED) {
		f->state = NOT_FOUND;
		for (size_t i = 0; i < l->d->clean.blocks.n && f->state == NOT_FOUND; i++) {
			span range = l->d->clean.blocks.v[i].range;
			if (may_stand(l, r, range) && find_within(l, f->pattern, range, &f->captures)) f->state = FOUND;
		}
	}
	for (size_t i = 0; i < f->captures.n; i++) *vec_push(l->scratch, into) = f->captures.v[i];
	return f->state == FOUND;
}

bool leans_hold(struct leans *l, const struct rule *r, int block, capture_list *into) {
	static const enum rule_lean placed[] = {
	        LEAN_INTRO, LEAN_HEADING, LEAN_NEXT, LEAN_COLUMNS}; /* elsewhere comes last */
	bool any = false;
	for (size_t i = 0; i < LEAN_COUNT; i++) any = any || r->leans[i] != NULL;
	if (!any) return true;
	if (l->found == NULL) l->found = arena_alloc(l->scratch, l->rules * sizeof *l->found);
	for (size_t i = 0; i < sizeof placed / sizeof *placed; i++) {
		const struct regex *lean = r->leans[placed[i]];
		if (lean != NULL && !find_within(l, lean, leans_place(l, placed[i], block), into)) return false;
	}
	return r->leans[LEAN_ELSEWHERE] == NULL || find_elsewhere(l, r, into);
}

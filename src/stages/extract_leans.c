/* Leans: see extract_leans.h. The heading of each block is worked out once a document, `elsewhere` once a rule. */
#include "stages/extract_leans.h"

#include "stages/extract_lists.h"

enum found_state { NOT_LOOKED, FOUND, NOT_FOUND };
struct found {
	enum found_state state;
	capture_list captures;
};

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
}

/* The list that an item stands in, or the table of a cell: what an intro announces. */
static int container_of(const struct document *d, int block) {
	int at = d->blocks.v[block].parent;
	while (at != BLOCK_NO_PARENT && d->blocks.v[at].kind != BLOCK_list && d->blocks.v[at].kind != BLOCK_table)
		at = d->blocks.v[at].parent;
	return at;
}

/* Finds the pattern in a block's clean text; its captures are added as raw places. */
static bool find_in(struct leans *l, const struct regex *r, int block, capture_list *into) {
	int at = block < 0 ? -1 : l->clean_of[block];
	if (at < 0) return false;
	span range = l->d->clean.blocks.v[at].range;
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

static bool find_elsewhere(struct leans *l, const struct rule *r, capture_list *into) {
	struct found *f = &l->found[r->order];
	if (f->state == NOT_LOOKED) {
		f->state = NOT_FOUND;
		for (size_t i = 0; i < l->d->clean.blocks.n && f->state == NOT_FOUND; i++)
			if (find_in(l, r->leans[LEAN_ELSEWHERE], l->d->clean.blocks.v[i].block, &f->captures))
				f->state = FOUND;
	}
	for (size_t i = 0; i < f->captures.n; i++) *vec_push(l->scratch, into) = f->captures.v[i];
	return f->state == FOUND;
}

bool leans_hold(struct leans *l, const struct rule *r, int block, capture_list *into) {
	if (r->leans[LEAN_INTRO] == NULL && r->leans[LEAN_HEADING] == NULL && r->leans[LEAN_ELSEWHERE] == NULL)
		return true;
	if (l->heading_of == NULL) index_blocks(l);
	if (l->found == NULL) l->found = arena_alloc(l->scratch, l->rules * sizeof *l->found);
	if (r->leans[LEAN_INTRO] != NULL) {
		int container = container_of(l->d, block);
		int intro = container < 0 ? -1 : extract_list_intro(l->d, (size_t)container);
		if (!find_in(l, r->leans[LEAN_INTRO], intro, into)) return false;
	}
	if (r->leans[LEAN_HEADING] != NULL && !find_in(l, r->leans[LEAN_HEADING], l->heading_of[block], into))
		return false;
	return r->leans[LEAN_ELSEWHERE] == NULL || find_elsewhere(l, r, into);
}

/* What one reading of patterns remembers for the next: see cue_known.h. */
#include "rules/cue_known.h"

#include <string.h>

/* A copy that outlives the scratch: what is asked of parts by those who read trees, or all of it but the tree. */
static const struct cue_part *part_kept(
        const struct cue_reader *r, const struct cue_part *part, const struct cue_tree *tree) {
	struct cue_part *kept = arena_alloc(r->arena, sizeof *kept);
	if (r->reads_tree)
		*kept = (struct cue_part){.length = part->length,
		        .eats = part->eats,
		        .idles = part->idles,
		        .never = part->never,
		        .one = part->one,
		        .some_one = part->some_one,
		        .chars = part->chars};
	else
		*kept = part_copy(r->arena, part);
	kept->tree = tree;
	return kept;
}

/* ---- long groups, by their text */

enum { GROUP_REMEMBERED = 200, GROUP_COMPARED = 24 };

const struct cue_group *group_remembered(const struct cue_reader *r, slice rest) {
	for (size_t i = 0; i < r->groups.n; i++) {
		const struct cue_group *g = &r->groups.v[i];
		if (rest.n >= g->text.n && memcmp(rest.p, g->text.p, GROUP_COMPARED) == 0 &&
		        slice_starts(rest, g->text))
			return g;
	}
	return NULL;
}

void group_remember(struct cue_reader *r, slice text, const struct cue_part *part) {
	if (text.n < GROUP_REMEMBERED) return;
	const struct cue_tree *tree = r->reads_tree ? tree_copy(r->arena, part->tree, r->leaves) : &tree_any;
	*vec_push(r->arena, &r->groups) = (struct cue_group){arena_copy(r->arena, text), part_kept(r, part, tree)};
}

/* ---- shares */

void seen_add(struct cue_seen *all, const struct cue_seen *more) {
	all->cuts += more->cuts;
	all->skips = all->skips || more->skips;
	all->calls = all->calls || more->calls;
	all->unsure = all->unsure || more->unsure;
	all->treeless = all->treeless || more->treeless;
	all->goes_on = all->goes_on || more->goes_on;
	all->hopeless = all->hopeless || more->hopeless;
}

const struct cue_known *share_known(const struct cue_reader *r, const void *what, struct cue_mode m) {
	for (size_t i = 0; i < r->known.n; i++) {
		const struct cue_known *k = &r->known.v[i];
		if (k->what == what && k->caseless == m.caseless && k->lines == m.lines) return k;
	}
	return NULL;
}

static cue_captures captures_kept(struct cue_reader *r, const cue_captures *groups) {
	cue_captures kept = {0};
	for (size_t i = 0; i < groups->n; i++) {
		const struct cue_part *p = groups->v[i];
		const struct cue_tree *tree =
		        p != NULL && r->reads_tree ? tree_share(r->arena, p->tree, r->leaves, &r->roots) : &tree_any;
		*vec_push(r->arena, &kept) = p == NULL ? NULL : part_kept(r, p, tree);
	}
	return kept;
}

const struct cue_part *share_learn(struct cue_reader *r, const struct cue_known *read) {
	const struct cue_tree *tree =
	        r->reads_tree ? tree_share(r->arena, read->part->tree, r->leaves, &r->roots) : &tree_any;
	struct cue_known new = *read;
	new.part = part_kept(r, read->part, tree);
	new.groups = captures_kept(r, &read->groups);
	*vec_push(r->arena, &r->known) = new;
	return new.part;
}

const struct cue_tree *cue_tree_of_share(const struct cue_reader *r, const void *what) {
	for (size_t i = 0; i < r->known.n; i++)
		if (r->known.v[i].what == what) return r->known.v[i].part->tree;
	return NULL;
}

void cue_reader_free(struct cue_reader *r) { arena_free(&r->scratch); }

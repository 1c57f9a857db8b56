/* segment: text → blocks and clean text, by shape and punctuation alone. The steps are in segment_plan.h. */
#include "stages/segment_plan.h"
#include "stages/stages.h"

/* Blocks that a line brought along are made anew, and with them what was said about them. */
static void forget(struct document *d) {
	static const enum code own[] = {CODE_BLOCK_CUT, CODE_LIST_LOST, CODE_LIST_DEPTH, CODE_TABLE_UNCLEAR};
	size_t kept = 0;
	for (size_t i = 0; i < d->findings.n; i++) {
		bool mine = false;
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			mine = mine || slice_equal(d->findings.v[i].code, code_text(own[k]));
		if (!mine) d->findings.v[kept++] = d->findings.v[i];
	}
	d->findings.n = kept;
	d->blocks.n = 0;
	d->title = ABSENT;
}

static void title_set(struct document *d) {
	for (size_t i = 0; i < d->blocks.n; i++) {
		if (d->blocks.v[i].kind != BLOCK_heading) continue;
		d->title = block_text(d, &d->blocks.v[i]);
		return;
	}
}

static bool has_headings(const struct plan *p) {
	size_t i = 0;
	while (i < p->units.n && p->units.v[i].kind != UNIT_HEADING) i++;
	return i < p->units.n;
}

/* The lines and the tables among them. False where lines were left out that had to be looked at. */
static bool plan_begin(struct plan *p, struct document *d, arena *scratch, bool leave_out) {
	arena_reset(scratch);
	forget(d);
	*p = (struct plan){.d = d, .scratch = scratch, .text = d->text};
	struct repeats r = {.arena = scratch};
	p->seen = lines_scan(scratch, d->text, &p->lines, leave_out ? &r : NULL);
	tables_find(p);
	return repeats_are_filler(p, &r);
}

void stage_segment_alone(struct document *d) {
	if (d->status == DOCUMENT_FAILED) return;
	arena scratch = {0};
	struct plan p;
	if (!plan_begin(&p, d, &scratch, true)) (void)plan_begin(&p, d, &scratch, false);
	hashes_settle(&p);
	pages_find(&p);
	wrap_measure(&p);
	titles_find(&p);
	units_gather(&p);
	plain_lists_find(&p);
	headings_find(&p);
	lost_lists_find(&p);
	captions_find(&p);
	blocks_make(&p);
	bool headings = has_headings(&p);
	arena_free(&scratch);
	if (headings) document_sections(d);
	document_block_ids(d);
	if (headings) title_set(d);
}

void stage_segment(struct document *d) {
	if (d->status == DOCUMENT_FAILED) return;
	stage_segment_alone(d);
	clean_build(d);
}

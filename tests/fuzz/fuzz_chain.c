/* The whole chain over any bytes: read → segment → extract → normalise → resolve, and the document line out and in again.
 *
 * Input that starts with '{' is taken as a document line, too. What must hold whatever the bytes: every place lies
 * inside the text and cuts no character, and a line that was written reads back as the same line.
 *
 * Run from the repository: the rules are those of rules/nhs. */
#include "base/mem.h"
#include "model/line.h"
#include "rules/link.h"
#include "stages/stages.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct rule_context context;

static void hold(bool fact, const char *what) {
	if (fact) return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void load_rules(void) {
	static arena forever;
	struct diags diags = {.arena = &forever};
	mem_install();
	struct pack *pack = pack_load(&forever, S("rules/nhs"), &diags);
	hold(pack != NULL, "rules/nhs can be loaded (run from the repository)");
	context.pack = pack;
	context.links = link_index_build(pack, &forever);
	context.matcher = matcher_new();
}

static bool at_character(slice text, size_t offset) {
	return offset == text.n || ((unsigned char)text.p[offset] & 0xC0) != 0x80;
}

static void hold_place(const struct document *d, span at) {
	hold(at.start <= at.end && at.end <= d->text.n, "a place lies inside the text");
	hold(at_character(d->text, at.start) && at_character(d->text, at.end), "a place cuts no character");
}

static void hold_places(const struct document *d) {
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		hold_place(d, b->at);
		hold(b->parent < (int)i, "a parent stands before its children");
		for (size_t k = 0; k < b->parts.n; k++) {
			hold_place(d, b->parts.v[k]);
			hold(span_contains(b->at, b->parts.v[k]), "a part lies inside its block");
		}
	}
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		hold_place(d, r->at);
		for (size_t k = 0; k < r->captures.n; k++) hold_place(d, r->captures.v[k].at);
		for (size_t k = 0; k < r->kind->count; k++)
			if (!span_is_none(r->fields[k].at)) hold_place(d, r->fields[k].at);
	}
	for (size_t i = 0; i < d->findings.n; i++)
		if (d->text.n > 0 && !span_is_none(d->findings.v[i].at)) hold_place(d, d->findings.v[i].at);
	for (size_t i = 0; i < d->waivers.n; i++) hold_place(d, d->waivers.v[i].at);
}

/* Written, read and written again gives the same bytes, so what is written is a document line. */
static void hold_line(const struct document *d) {
	arena a = {0};
	struct buf first = {0}, second = {0};
	struct line_error error = {0};
	line_encode(d, LINE_WHOLE, &first);
	struct document *back = line_decode(&a, slice_sub(buf_slice(&first), 0, first.n - 1), NULL, &error);
	hold(back != NULL, "a line that was written can be read");
	line_encode(back, LINE_WHOLE, &second);
	hold(slice_equal(buf_slice(&first), buf_slice(&second)), "a line reads back as it was written");
	buf_free(&first);
	buf_free(&second);
	arena_free(&a);
}

static void run_chain(struct document *d) {
	stage_segment(d);
	hold_places(d);
	stage_extract(d, &context);
	hold_places(d);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	hold_places(d);
	hold_line(d);
	arena_reset(&context.scratch);
}

static void run_line(arena *a, slice line) {
	struct line_error error = {0};
	struct document *d = line_decode(a, line, NULL, &error);
	if (!d) return;
	hold_places(d);
	hold_line(d);
	if (d->status != DOCUMENT_OK) return;
	clean_build(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	hold_places(d);
	hold_line(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	if (!context.pack) load_rules();
	arena a = {0};
	slice bytes = {size > 0 ? (const char *)data : "", size};
	run_chain(stage_read(&a, S("fuzz.txt"), bytes));
	if (slice_starts(bytes, S("{"))) run_line(&a, slice_cut(bytes, S("\n")).head);
	arena_free(&a);
	return 0;
}

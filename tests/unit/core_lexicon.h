/* The registers of rules/core as a lexicon, read by a few lines of their own: tests of values must not lean on the
 * reader of packs. Run from the top of the checkout. */
#ifndef GARNER_TESTS_CORE_LEXICON_H
#define GARNER_TESTS_CORE_LEXICON_H

#include "base/io.h"
#include "values/lexicon.h"

#include <stdio.h>
#include <stdlib.h>

/* One cell of RFC 4180 from the offset on; *at is left behind its comma or line end, *last tells which. */
static inline slice core_cell(arena *a, slice csv, size_t *at, bool *last) {
	char *out = arena_alloc(a, csv.n - *at);
	size_t n = 0;
	bool quoted = false;
	for (; *at < csv.n; (*at)++) {
		char c = csv.p[*at];
		if (c == '"' && quoted && *at + 1 < csv.n && csv.p[*at + 1] == '"')
			(*at)++;
		else if (c == '"') {
			quoted = !quoted;
			continue;
		} else if (!quoted && (c == ',' || c == '\n'))
			break;
		out[n++] = c;
	}
	*last = *at >= csv.n || csv.p[*at] == '\n';
	(*at)++;
	return (slice){out, n};
}

static inline slices core_row(arena *a, slice csv, size_t *at) {
	slices cells = {0};
	for (bool last = false; !last;) *vec_push(a, &cells) = core_cell(a, csv, at, &last);
	return cells;
}

static inline void core_register(struct lexicon *l, slice name) {
	slice path = say(l->arena, S("rules/core/"), name, S(".csv")), csv;
	if (io_read_file(l->arena, arena_c_string(l->arena, path), 0, &csv) != 0) {
		fprintf(stderr, "cannot read %s; run from the top of the checkout\n", arena_c_string(l->arena, path));
		exit(2);
	}
	size_t at = 0;
	slices header = core_row(l->arena, csv, &at);
	VEC(slice *) rows = {0};
	while (at < csv.n) {
		slices cells = core_row(l->arena, csv, &at);
		if (cells.n != header.n) {
			fprintf(stderr, "%s: a row is short or long: ", arena_c_string(l->arena, path));
			fprintf(stderr, "%s\n", arena_c_string(l->arena, cells.v[0]));
			exit(2);
		}
		*vec_push(l->arena, &rows) = cells.v;
	}
	lexicon_add_table(l, name, header.v, header.n, rows.v, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		if (slice_equal(lexicon_get(l, name, rows.v[i][0], header.v[0]), rows.v[i][0])) continue;
		fprintf(stderr, "%s: there twice: %s\n", arena_c_string(l->arena, path),
		        arena_c_string(l->arena, rows.v[i][0]));
		exit(2);
	}
}

static const slice core_registers[] = {{"articles", 8}, {"calendar-units", 14}, {"currencies", 10}, {"dayparts", 8},
        {"day-hours", 9}, {"decades", 7}, {"dialling", 8}, {"holidays", 8}, {"months", 6}, {"numbers", 7},
        {"ordinals", 8}, {"plural-endings", 14}, {"plurals", 7}, {"qualifiers", 10}, {"relatives", 9}, {"scales", 6},
        {"seasons", 7}, {"shared-currencies", 17}, {"spelled-marks", 13}, {"units", 5}, {"weekdays", 8}};

/* To be freed with lexicon_free. */
static inline struct lexicon *core_lexicon(arena *a) {
	struct lexicon *l = arena_alloc(a, sizeof *l);
	l->arena = a;
	for (size_t i = 0; i < sizeof core_registers / sizeof *core_registers; i++) core_register(l, core_registers[i]);
	return l;
}

#endif

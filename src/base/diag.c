/* The catalogue of codes, and lists of diagnostics: see diag.h. They are printed by diag_print.c. */
#include "base/diag.h"

static const struct {
	slice text, meaning;
	enum level level;
} catalogue[CODE_COUNT] = {
#define CODE(name, text_, level_, meaning_)                                                                            \
	[CODE_##name] = {{text_, sizeof text_ - 1}, {meaning_, sizeof meaning_ - 1}, level_},
#define HINT(name, text_)
#include "base/codes.def"
#undef CODE
#undef HINT
};

static const slice hints[CODE_COUNT] = {
#define CODE(name, text_, level_, meaning_)
#define HINT(name, text_) [CODE_##name] = {text_, sizeof text_ - 1},
#include "base/codes.def"
#undef CODE
#undef HINT
};

slice code_text(enum code code) { return catalogue[code].text; }

enum level code_level(enum code code) { return catalogue[code].level; }

slice code_meaning(enum code code) { return catalogue[code].meaning; }

slice code_hint(enum code code) { return hints[code]; }

slice level_text(enum level level) {
	switch (level) {
	case LEVEL_NOTE: return S("note");
	case LEVEL_WARNING: return S("warning");
	case LEVEL_ERROR:
	case LEVEL_FATAL: break; /* to a person both are errors; the exit status tells them apart */
	}
	return S("error");
}

bool code_find(slice text, enum code *code) {
	for (int i = 0; i < CODE_COUNT; i++) {
		if (!slice_equal(catalogue[i].text, text)) continue;
		*code = (enum code)i;
		return true;
	}
	return false;
}

void diag_add(struct diags *d, struct diag what) { *vec_push(d->arena, &d->list) = what; }

bool diags_have(const struct diags *d, enum level at_least) {
	for (size_t i = 0; i < d->list.n; i++)
		if (code_level(d->list.v[i].code) >= at_least) return true;
	return false;
}

struct place place_from(struct place_walk *w, slice source, size_t offset) {
	if (offset > source.n) offset = source.n;
	bool onward = w->line > 0 && source.p == w->source.p && source.n == w->source.n && offset >= w->line_start;
	if (!onward) *w = (struct place_walk){.source = source, .line = 1};
	for (size_t i = w->line_start; (i = slice_line_end(source, i)) < offset; i++) {
		bool half = source.p[i] == '\r' && i + 1 < source.n &&
		            source.p[i + 1] == '\n'; /* of CRLF: its LF ends the line */
		if (half) continue;
		w->line++;
		w->line_start = i + 1;
	}
	struct place place = {w->line, 1};
	for (size_t i = w->line_start; i < offset; i++) place.column += (source.p[i] & 0xC0) != 0x80;
	return place;
}

struct place place_of(slice source, size_t offset) {
	return place_from(&(struct place_walk){0}, source, offset);
}

/* ---- the nearest name */

enum { LONGEST_NAME = 63, FARTHEST = 2 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Bytes to insert, drop, replace or swap with their neighbour (optimal string alignment, by rows). */
static size_t edit_distance(slice a, slice b) {
	size_t rows[3][LONGEST_NAME + 1] = {{0}};
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t k = 0; k <= b.n; k++) last[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			row[k] = least(last[k - 1] + (a.p[i - 1] != b.p[k - 1]), least(last[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
		size_t *free_row = before;
		before = last, last = row, row = free_row;
	}
	return last[b.n];
}

slice nearest_name(slice word, const slice *names, size_t n) {
	slice nearest = ABSENT;
	size_t nearest_distance = FARTHEST + 1;
	if (word.n > LONGEST_NAME) return ABSENT;
	for (size_t i = 0; i < n; i++) {
		if (names[i].n > LONGEST_NAME) continue;
		size_t distance = edit_distance(word, names[i]);
		if (distance >= nearest_distance || distance * 2 >= word.n) continue;
		nearest = names[i];
		nearest_distance = distance;
	}
	return nearest;
}

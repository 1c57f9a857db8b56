/* Lengths of cues over a text: see cue_runs.h. */
#include "rules/cue_runs.h"

#include "base/utf8.h"

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static void find_runs(struct cue_runs *runs, slice text) {
	size_t turned = 0; /* where the run that we are in began */
	bool blank = false;
	if (runs->known) return;
	runs->known = true;
	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && is_blank(text.p[i]) == blank) continue;
		size_t *longest = blank ? &runs->blanks : &runs->words;
		if (i - turned > *longest) *longest = i - turned;
		turned = i;
		blank = !blank;
	}
}

size_t cue_length_in(struct cue_length length, slice text, struct cue_runs *runs) {
	if (length.endless) return SIZE_MAX;
	if (length.blanks == 0 && length.words == 0) return length.base;
	find_runs(runs, text);
	return length.base + length.blanks * runs->blanks + length.words * runs->words;
}

bool cue_has_odd(slice text) {
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] >= 0xC2 && cue_is_odd(utf8_at(text, i).code)) return true;
	return false;
}

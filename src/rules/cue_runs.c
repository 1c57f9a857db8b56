/* Lengths of cues over a text: see cue_runs.h. */
#include "rules/cue_runs.h"

#include "base/sixteen.h"
#include "base/utf8.h"

#include <string.h>

/* A bit for each of so many bytes from there on, 64 at most: is it a blank? */
static uint64_t blanks_at(slice text, size_t from, size_t n) {
	char rest[64] = {0};
	uint64_t bits = 0;
	const char *p = text.p + from;
	if (n < sizeof rest) p = memcpy(rest, p, n);
	for (size_t i = 0; i < sizeof rest; i += 16) {
		sixteen v = sixteen_at(p + i);
		bits |= (uint64_t)sixteen_bits(sixteen_equal(v, ' ') | sixteen_within(v, '\t', '\r')) << i;
	}
	return bits;
}

static void end_run(struct cue_runs *runs, bool blank, size_t length) {
	size_t *longest = blank ? &runs->blanks : &runs->words;
	if (length > *longest) *longest = length;
}

static void find_runs(struct cue_runs *runs, slice text) {
	size_t turned = 0; /* where the run that we are in began */
	uint64_t blank = 0;
	if (runs->known) return;
	runs->known = true;
	for (size_t from = 0; from < text.n; from += 64) {
		size_t n = text.n - from < 64 ? text.n - from : 64;
		uint64_t blanks = blanks_at(text, from, n), turns = blanks ^ (blanks << 1 | blank);
		if (n < 64) turns &= (UINT64_C(1) << n) - 1;
		for (; turns != 0; turns &= turns - 1) {
			size_t at = from + (size_t)__builtin_ctzll(turns);
			end_run(runs, blank != 0, at - turned);
			turned = at;
			blank ^= 1;
		}
	}
	end_run(runs, blank != 0, text.n - turned);
}

size_t cue_length_in(struct cue_length length, slice text, struct cue_runs *runs) {
	if (length.endless) return SIZE_MAX;
	if (length.blanks == 0 && length.words == 0) return length.base;
	find_runs(runs, text);
	return length.base + length.blanks * runs->blanks + length.words * runs->words;
}

bool cue_has_odd(slice text) {
	for (size_t i = 0; i < text.n; i++) {
		while (text.n - i > 16 && !sixteen_any(sixteen_at(text.p + i) & sixteen_each(0x80))) i += 16;
		if ((unsigned char)text.p[i] >= 0xC2 && cue_is_odd(utf8_at(text, i).code)) return true;
	}
	return false;
}

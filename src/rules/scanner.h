/* All cues of many patterns in one pass over a text: which patterns need to be tried there.
 *
 *   struct cue_scan s;
 *   scan_open(&s, scanner, arena);
 *   scan_text(&s, text);             // s.found: a bit for each pattern
 *
 * The automaton is that of Aho and Corasick (CACM 18:6, 1975) over folded bytes, as a table; case, digits and neighbours
 * are looked at where it ends. Building takes about as long as scanning a megabyte. What it reads of the table is a few
 * hundred kilobytes, so that texts are best read many at a time: scan_ahead. */
#ifndef GARNER_RULES_SCANNER_H
#define GARNER_RULES_SCANNER_H

#include "rules/cue.h"

struct scanner;

/* For the patterns number 0 to n - 1. The cues need not be kept. */
struct scanner *scanner_new(const struct cues *cues, size_t n);
void scanner_free(struct scanner *s);
size_t scanner_patterns(const struct scanner *s); /* how many are looked for */
size_t scanner_states(const struct scanner *s);   /* of the automaton: how large it is */

/* One thread's. */
struct cue_scan {
	const struct scanner *scanner;
	uint64_t *found; /* pattern i: found[i / 64] >> i % 64 & 1 */
	size_t words;    /* of found */
	span *windows;   /* of the patterns found: where their matches start, both ends included */
	bool odd;        /* odd characters stand in the text: all patterns are found, everywhere */
	/* private: */
	arena *arena;
	struct cue_ends *ends; /* by cue: where its literals end */
	uint32_t *list;        /* of cues that were seen: the rarest of patterns */
	uint32_t *beside;      /* of others */
	size_t keyed, besides; /* how many */
	struct cue_ends *of_marks;
	uint32_t *marks; /* those seen: what ends at one place under one condition */
	size_t marks_seen;
	size_t glanced, spared; /* bytes that were glanced at, and those of them that were not read */
	VEC(struct cue_read) ahead;
	size_t asked; /* of those */
	VEC(struct cue_window) kept;
};
/* A text that was read. */
struct cue_read {
	slice text;
	size_t kept; /* how many patterns were kept by then */
	bool odd;
};
struct cue_window {
	uint32_t pattern, start, end;
};
struct cue_ends {
	uint32_t first, last; /* 0: nowhere */
};
void scan_open(struct cue_scan *s, const struct scanner *scanner, arena *a);
/* Sets `found` for the patterns that may match in the text: certainly those that do. Linear. */
void scan_text(struct cue_scan *s, slice text);
/* Reads texts that scan_text will be asked about next, in this order; another one is read by itself. Forgets those of before.
 * Takes some twelve bytes for each pattern that is found in one of them. */
void scan_ahead(struct cue_scan *s, const slice *texts, size_t n);
bool scan_expects(const struct cue_scan *s, slice text); /* is it the next of those? */
static inline bool scan_found(const struct cue_scan *s, size_t i) { return s->found[i / 64] >> (i % 64) & 1; }

#endif

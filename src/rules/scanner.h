/* All cues of many patterns in one pass over a text: which patterns need to be tried there.
 *
 *   struct cue_scan s;
 *   scan_open(&s, scanner, arena);
 *   scan_text(&s, text);             // s.found: a bit for each pattern
 *
 * The automaton is that of Aho and Corasick (CACM 18:6, 1975) over folded bytes, as a table; case, digits and neighbours
 * are looked at where it ends. Building takes about as long as scanning a megabyte. */
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
	uint64_t *seen; /* cues */
	uint32_t *list; /* of them */
	size_t listed;
	struct cue_ends *ends; /* by cue: where its literals end */
	struct cue_ends *of_literals;
	uint32_t *literals; /* those seen */
	size_t literals_seen;
	size_t glanced, spared; /* bytes that were glanced at, and those of them that were not read */
};
struct cue_ends {
	size_t first, last;
};
void scan_open(struct cue_scan *s, const struct scanner *scanner, arena *a);
/* Sets `found` for the patterns that may match in the text: certainly those that do. Linear. */
void scan_text(struct cue_scan *s, slice text);
static inline bool scan_found(const struct cue_scan *s, size_t i) { return s->found[i / 64] >> (i % 64) & 1; }

#endif

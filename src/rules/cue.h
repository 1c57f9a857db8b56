/* Cues: what any match of a pattern must hold, read off the pattern itself.
 *
 * A cue is a set of short literals of which at least one stands in the text of every match, or in what the pattern looks
 * at around it; a pattern has several, and all of them must be found. A text without one of them needs no match to be
 * tried. What is not understood gives no cue; a wrong one would lose matches silently, so every step here errs
 * towards more text. The one thing left to the scanner are odd characters (cue_is_odd), which stand for ASCII ones in
 * PCRE2's eyes: where one stands all patterns must be tried.
 *
 * Literals as required parts of patterns are the idea of Hyperscan (Wang et al., NSDI 2019) and of the literal
 * extraction in Rust's regex-syntax; the code is neither's. */
#ifndef GARNER_RULES_CUE_H
#define GARNER_RULES_CUE_H

#include "base/arena.h"

/* Bytes of a literal that stand for more than themselves. */
enum {
	CUE_DIGIT = 1, /* any ASCII digit */
	CUE_BLANK = 2, /* any ASCII white space */
	CUE_BEYOND = 3 /* any byte of a character beyond ASCII */
};

/* What must not stand right beside a literal, or must. */
enum {
	CUE_NO_LETTER = 1, /* an ASCII letter */
	CUE_NO_DIGIT = 2,  /* an ASCII digit */
	CUE_EDGE = 4,      /* the text starts (ends) there */
	CUE_WORD = 8,      /* private: \b, until the character beside it is known */
};

struct cue_literal {
	slice bytes;                  /* UTF-8; letters small where `folded` */
	unsigned char before, behind; /* what stands beside it */
	bool folded;                  /* its ASCII letters match in either case */
};

/* How long something may be, in bytes: `base`, and so many runs of blanks and of anything but blanks, which are as long as
 * the longest of the text. */
struct cue_length {
	unsigned base, blanks, words;
	bool endless; /* not known */
};

/* Alternatives. `weight` estimates how often one of them stands in English text: 2^40 is at every byte. */
struct cue {
	const struct cue_literal *v;
	size_t n;
	uint64_t weight;
	struct cue_length reach; /* from the start of a match to the end of the literal at most */
};

/* How rare a byte of a literal is in English prose, in eighths of bits. */
unsigned cue_rarity(unsigned char c, bool folded);

enum { CUES_MAX = 6 };
struct cues {
	struct cue v[CUES_MAX]; /* rarest first */
	size_t n;               /* 0: none could be derived, the pattern must be tried everywhere */
	/* The bytes that a match may start with; `starts_known` is false where any may. */
	uint64_t starts[4];
	bool starts_known;
	bool idle;     /* for scanners: the pattern is not looked for */
	bool anywhere; /* what it matches does not depend on where the search began, and no verb skips text */
};

/* A stretch of a pattern, a group with its brackets, that means the same wherever `what` stands. */
struct cue_share {
	span at;
	const void *what;
	bool words; /* a list of words: of its tree it is told where the alternatives stand */
	slice list; /* its words where the pattern is without them: they belong before the group's ); else ABSENT */
};
typedef VEC(struct cue_share) cue_shares; /* in order of their starts, one around another before it */

/* What patterns share (fragments, the words of registers), read once. {.arena} filled in by the caller; results live in it. */
struct cue_reader {
	arena *arena;
	const cue_shares *shares;               /* of the pattern that is asked about; may be NULL */
	VEC(struct cue_known) known;            /* private */
	VEC(struct cue_group) groups;           /* private */
	arena scratch;                          /* private */
	bool reads_tree;                        /* private: by cue_tree_of */
	const struct cue_tree *leaves[512];     /* private */
	const struct cue_tree *letters[2][128]; /* private: of lists of words, by ASCII, in either case */
	unsigned roots;                         /* of trees that patterns share: those numbered so far */
};
void cue_reader_free(struct cue_reader *r); /* results stay */
/* The tree of what stands in patterns that were read; NULL: none. */
const struct cue_tree *cue_tree_of_share(const struct cue_reader *r, const void *what);
struct cue_group {
	slice text;
	const struct cue_part *part;
};
typedef VEC(const struct cue_part *) cue_captures;
struct cue_seen {
	size_t cuts;   /* verbs so far */
	bool skips;    /* a verb makes what fails at one place count at others */
	bool calls;    /* of groups of which it is not known what they take; they may hold verbs */
	bool unsure;   /* the groups that capture may have other numbers */
	bool treeless; /* a verb where a tree cannot show what it does */
	bool goes_on;  /* \G: where the search began */
	bool hopeless; /* something in it could make what was read mean something else */
};
struct cue_known {
	const void *what;
	bool caseless, lines; /* where it stands */
	const struct cue_part *part;
	struct cue_seen seen;
	cue_captures groups; /* those in it that capture, in order */
};

/* The cues of a pattern that PCRE2 has compiled, fragments expanded but for the lists of shares. */
struct cues cues_of(struct cue_reader *r, slice pattern);
/* How long a match of it may be. Endless also where what it matches depends on where the search began. */
struct cue_length cue_length_of(struct cue_reader *r, slice pattern);

/* Does PCRE2 take this character for one of \d or \s, or for the other case of an ASCII letter, though it is not ASCII? May
 * say so of more characters than do. */
bool cue_is_odd(uint32_t code);

#endif

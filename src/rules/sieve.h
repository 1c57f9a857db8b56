/* A sieve: the places of a text where a pattern may start to match, found faster than by trying them.
 *
 * The pattern's tree (cue_tree.h) becomes a net of stops that takes it backwards, byte by byte; sets of stops become the
 * states of an automaton as texts ask for them. It reads a text from its end: where it has just taken the whole pattern,
 * a match may start. Look arounds that are more than one character, back references and the like are left out of the
 * net, so some places are named at which nothing matches, but none is left out at which something does.
 *
 * Automata made while they run are Thompson's (CACM 11:6, 1968); reading backwards for the starts of matches is how RE2
 * (Cox, 2010) finds them; the code is neither's. */
#ifndef GARNER_RULES_SIEVE_H
#define GARNER_RULES_SIEVE_H

#include "rules/cue_tree.h"

/* Shared by all threads once made. */
struct net;
/* NULL where too little is known of the pattern, or it is too large. A reader of nets reads nothing else. */
struct net *net_new(struct cue_reader *r, slice pattern);
void net_free(struct net *n);

/* What sieves of one thread mark while they make states; {0} to start with. */
struct sieve_marks {
	uint32_t *met, *kept; /* by stop: the turn in which it was met on the way, kept to go on from */
	size_t stops;
	uint32_t turn;
};
void sieve_marks_free(struct sieve_marks *m);

/* One thread's, for one net. */
struct sieve;
struct sieve *sieve_new(const struct net *n, struct sieve_marks *marks);
void sieve_free(struct sieve *s);
size_t sieve_states(const struct sieve *s);

/* In order, both ends of each included; each is tried as a whole. */
struct sieve_ranges {
	const span *v;
	size_t n;
};
/* Many sieves read a text at once: the memory that they wait for is fetched side by side. */
struct sieve_job {
	struct sieve *sieve; /* NULL: there is none, all of the window is to be tried */
	span window;         /* places where matches may start, both ends included */
	struct sieve_ranges
	        ranges; /* the answer: those of them that are to be tried. Valid until the sieve, which may stand
	                             * in one job alone, is asked again, and as long as the job stays where it is */
	size_t number;  /* for who asks */
};
/* The text must hold no odd character. */
void sieves_read(struct sieve_job *jobs, size_t n, slice text);
/* One alone: may a match start anywhere in such a text? */
bool sieve_any(struct sieve *s, slice text);

#endif

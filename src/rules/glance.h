/* A glance at a text: may one of these literals stand in it? Answered faster than by looking for them, wrongly with yes at
 * times, never wrongly with no.
 *
 * Literals are dealt out to eight buckets. Of each pair of neighbours that is read, and each place that it may have in a
 * literal, a bit by bucket tells whether no literal of the bucket has it there; the bits of the last eight pairs are brought
 * together by one shift and one disjunction. That is Baeza-Yates and Gonnet's Shift-Or (CACM 35:10, 1992) over buckets and
 * pairs, as in Hyperscan's FDR (Wang et al., NSDI 2019); the code is neither's. */
#ifndef GARNER_RULES_GLANCE_H
#define GARNER_RULES_GLANCE_H

#include "rules/cue.h"

struct glance;

/* NULL where the literals are too many. They need not be kept. */
struct glance *glance_new(const struct cue_literal *literals, size_t n);
void glance_free(struct glance *g);
/* Linear, some cycles a byte. A text with an odd character (cue_is_odd) may hold any. */
bool glance_text(const struct glance *g, slice text);

#endif

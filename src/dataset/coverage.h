/* Coverage: which bytes of a document something explains, which are waived, and what stands there unexplained.
 *
 * Claimed is what lies under a mention, figure, date, contact, abbreviation, table cell or list marker; waived what
 * lies under an ignore rule and is not claimed; unclaimed the rest without white space. The unclaimed rows are numbers
 * and capitalised names, found by their letters alone: no words are known here. A record in several pieces claims its
 * pieces, not what lies between them. */
#ifndef GARNER_DATASET_COVERAGE_H
#define GARNER_DATASET_COVERAGE_H

#include "model/document.h"

enum unclaimed_kind { UNCLAIMED_NUMBER, UNCLAIMED_NAME };
struct unclaimed {
	span at;
	enum unclaimed_kind kind;
};

struct coverage {
	size_t claimed_bytes, waived_bytes, unclaimed_bytes;
	VEC(struct unclaimed) unclaimed; /* in order of the text, disjoint */
};

/* O(n log n) in the records, linear in the text. All in the arena. */
void coverage_build(struct coverage *c, const struct document *d, arena *a);

#endif

/* The numbers and capitalised names of a document that nothing explains: a part of coverage.h. */
#ifndef GARNER_DATASET_UNCLAIMED_H
#define GARNER_DATASET_UNCLAIMED_H

#include "dataset/coverage.h"

/* Fills c->unclaimed. `explained`: what is claimed or waived, sorted and disjoint. */
void unclaimed_find(struct coverage *c, const struct document *d, const spans *explained, arena *a);

#endif

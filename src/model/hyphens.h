/* Hyphens at line ends: was the word broken there, or is it written with one? Model-private: included by clean.c. */
#ifndef GARNER_MODEL_HYPHENS_H
#define GARNER_MODEL_HYPHENS_H

#include "base/slice.h"

enum hyphen {
	HYPHEN_APART, /* it joins nothing: "short- and long-term" */
	HYPHEN_KEPT,  /* "long-term" */
	HYPHEN_GONE   /* "exam-ple" */
};

/* A hyphen ends `before` (shown so far), and `behind` is what stands behind the line break, to the end of its part. Of the
 * two spellings the one counts that stands elsewhere in the text; where neither does, the hyphen is kept. `*budget`: bytes
 * that may still be searched for that; beyond, hyphens are kept. */
enum hyphen hyphen_read(slice text, slice before, slice behind, size_t *budget);

#endif

/* The proof of a dataset: does every row still say what its sources say, and every file what the others say?
 *
 * Digests against datapackage.json; sources against documents.csv; quotes, lines and characters against the sources'
 * bytes; references, order and ids; CSV = JSON Lines = annotations.jsonl, the rows built again from it and the sources;
 * headers and schema against the contract; views against datapackage.json, and provenance.json against all of these. With `regenerate` the whole chain is run again and every row compared.
 * What is wrong is told as diags with code VERIFY, one a file, at the row: the first lie of every file.
 *
 * A dataset without CSV has its JSON Lines held to digests, to annotations.jsonl and to the chain run again alone. */
#ifndef GARNER_INSPECT_VERIFY_H
#define GARNER_INSPECT_VERIFY_H

#include "base/diag.h"
#include "rules/pack.h"

/* A source as garner-read names it. Its bytes are given, or read from the path when they are needed; neither: there is
 * such an input, but not one that can be read. */
struct verify_source {
	slice name, path, bytes;
};

struct verify_request {
	slice folder;
	const struct verify_source *sources;
	size_t source_count;
	const struct pack *pack; /* for rows from registers; or NULL */
	/* Runs the chain over the sources into a fresh folder of the caller's, and names it; false with diags where that
	 * fails. NULL: the chain is not run again. */
	bool (*regenerate)(void *data, slice *folder, struct diags *diags);
	void *data;
};

/* True when all of it holds. All in the arena. Linear, but for sorting; the dataset is held in memory. */
bool verify_dataset(arena *a, const struct verify_request *r, struct diags *diags);

#endif

/* How a record came about, told to a person: its block, its rule with the expanded pattern, the captures, each step to
 * the columns, what lost against it, what linked it, the findings that name it.
 *
 * The document must have come down the chain to resolve in this process, with `keep_losers` set in the context: the
 * losers of an overlap are in no document line. Values are read again from the captures to see which capture gave which
 * column; all else is told from what the record holds. Plain text for people, stable for the same document and pack,
 * but no format for programs: those read annotations.jsonl. */
#ifndef GARNER_INSPECT_EXPLAIN_H
#define GARNER_INSPECT_EXPLAIN_H

#include "base/buf.h"
#include "model/document.h"
#include "rules/link.h"
#include "rules/pack.h"

struct explain_dataset; /* explain_dataset.h */

struct explain {
	const struct pack *pack;
	const struct link_index *links;
	struct matcher *matcher;
	const struct explain_dataset *dataset; /* what it says of a record is told too; or NULL */
	bool full;                             /* patterns and quotes are not cut */
	arena *a;                              /* for what is worked out on the way */
	struct buf *out;
};

/* The record of this number in the document. */
void explain_record(const struct explain *e, struct document *d, size_t record);
/* Line `line` (from 1): every record that begins on it, those that reach over it, and what no rule took there. False
 * where the text has no such line. */
bool explain_line(const struct explain *e, struct document *d, size_t line);

/* What has this id or one that begins so: records, blocks, findings. How many there were; each full id is pushed. */
size_t explain_id(const struct explain *e, struct document *d, slice id, slices *found);

#endif

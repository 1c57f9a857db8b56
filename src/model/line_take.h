/* Taking typed values out of parsed JSON, for reading lines alone: each function says what is wrong, and where in the line.
 *
 * What is taken is copied into the arena, so nothing points into the parsed JSON. On false the error is set. */
#ifndef GARNER_MODEL_LINE_TAKE_H
#define GARNER_MODEL_LINE_TAKE_H

#include "model/line.h"

#include <jansson.h>

struct reader {
	arena *a;
	struct document *d;
	const struct kinds *more;
	struct line_error *error;
	json_t *block_ids; /* block id → index in d->blocks, or LEFT_OUT */
	size_t shown;      /* bytes in the parts of all blocks so far */
	/* the entry being read: "records" and 3, or "document" and SIZE_MAX, or absent for the line itself */
	slice list;
	size_t index;
};

/* Sets the error to "records[3].member what" and gives false. */
bool take_fail(struct reader *r, slice member, slice what);
/* "records[3].spans": the name of a member of a member. */
slice take_path(struct reader *r, slice member, slice inner);

bool take_text(struct reader *r, slice member, const json_t *v, slice *to);
bool take_number(struct reader *r, slice member, const json_t *v, uint64_t *to); /* 0 or above */
bool take_span(struct reader *r, slice member, const json_t *v, span *to);       /* [start, end] */
bool take_spans(struct reader *r, slice member, const json_t *v, spans *to);
/* The value of a column, in the form that its type has in a line. */
bool take_column(struct reader *r, const struct column *c, const json_t *v, slice *to);

/* ---- places of entries. Those that the text does not have cost the entry, not the line: a finding line-span. */

/* `start` and `end`: *taken says whether the member is one of them. */
bool take_place(struct reader *r, slice member, const json_t *v, span *at, bool *taken);
/* Both were there; else the error. */
bool place_needed(struct reader *r, span at);
/* Is it in order, in the text, and between characters? If not, the finding; `what` is the entry's kind. */
bool place_check(struct reader *r, slice what, span at);
/* The same of all parts, which must also lie in the whole, one behind the other. */
bool parts_check(struct reader *r, slice what, span whole, const spans *parts);
/* The finding; gives false, for "not kept". */
bool place_refuse(struct reader *r, slice what, span at, slice fault);

/* A JSON value as compact text, equal as JSON. */
slice take_json(struct reader *r, const json_t *v);
void take_extra(struct reader *r, slice member, const json_t *v, extras *to);

/* line_findings.c: an entry of `findings`, of `waived`. */
bool line_read_finding(struct reader *r, json_t *object);
bool line_read_waiver(struct reader *r, json_t *object);

#endif

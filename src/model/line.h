/* The document line: one line of JSON is one document. The chain's only wire format, its one reader and one writer.
 *
 *   {"garner":1,"document":{"document":"a.txt","sha256":"…","bytes":12,…,"status":"ok"},"text":"…",
 *    "blocks":[{"id":"…","kind":"heading","start":0,"end":5,"level":1,"parent":"…","section":"…","marker":[0,2],
 *               "parts":[[2,5]]}],
 *    "records":[{"is":"figure","id":"…","start":0,"end":5,"rule":"money.symbol","quote":"£5.9m","kind":"money",…,
 *                "spans":{"value":[0,5]},"captures":{"number":[2,5]},"alternatives":{"unit":["EGP"]}}],
 *    "findings":[{"severity":"note","code":"…","message":"…","start":0,"end":5}],
 *    "waivers":[{"start":0,"end":5,"rule":"…","reason":"…"}]}
 *
 * blocks, records and findings are always there, waivers where there are some. A document without text, as a failed one
 * is, has no `text`. Absent values are left out; `parts` where it is no more than [start, end] (in a block that holds no
 * text: where it is empty); `spans` and `captures` when empty; `level` when 0. A parent is an earlier block. A column that
 * is a list has an array of texts, and as many places in `spans`: "ships":["Petrel","Tern"], "spans":{"ships":[[4,10],
 * [15,19]]}. `alternatives` holds, column by column, what an ambiguous value may mean besides. Members this
 * program does not know pass through, equal as JSON: on the line, in "document", in blocks, records, findings, waivers. */
#ifndef GARNER_MODEL_LINE_H
#define GARNER_MODEL_LINE_H

#include "model/document.h"

enum { LINE_VERSION = 1 };

struct line_error {
	enum code code; /* CODE_LINE_BROKEN */
	size_t offset;  /* byte in the line, where known, else 0 */
	slice message;
};

/* Which kinds a record of a line may have: the tables, and those that packs add (may be NULL). */
struct kinds {
	const struct table *const *v;
	size_t n;
};

/* Reads one line into a new document in the arena, or gives NULL and fills *error. Strict: UTF-8, no duplicate
 * members, no numbers beyond 64 bits, version 1, right types. A record of an unknown kind is kept as it is. An entry
 * whose place lies outside the text, is reversed or cuts a character, or whose quote is not the text there, is left out
 * with the finding line-span, and so are the blocks in it. Clean text is not built. The line's bytes need not outlive
 * the call. */
struct document *line_decode(arena *a, slice line, const struct kinds *more, struct line_error *error);

enum line_form {
	LINE_WHOLE,
	LINE_WITHOUT_TEXT /* annotations.jsonl: blocks and records nested as in the line, text left out */
};
/* Appends the line and its '\n'. */
void line_encode(const struct document *d, enum line_form form, struct buf *out);
/* The same piece by piece: a document of many blocks is a line of many times its size. */
void line_encode_by(const struct document *d, enum line_form form, struct buf *out, const struct drain *drain);

#endif

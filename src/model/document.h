/* The document that flows through the chain: text, blocks, records, findings. One arena owns all of it.
 *
 * Every place is a span of UTF-8 bytes of `text`, half-open. Stages add to a document and never renumber what stands.
 * What a stage reads in a document line and does not know it keeps in `extra`, as JSON text, and writes out again. */
#ifndef GARNER_MODEL_DOCUMENT_H
#define GARNER_MODEL_DOCUMENT_H

#include "base/diag.h"
#include "model/clean.h"
#include "model/table.h"

/* A member that is not ours: name and value as compact JSON text. */
struct extra {
	slice name, json;
};
typedef VEC(struct extra) extras;

/* ---- blocks */
enum block_kind {
#define BLOCK(name, leaf) BLOCK_##name,
#include "model/blocks.def"
	BLOCK_COUNT
};
slice block_kind_text(enum block_kind kind);
bool block_kind_find(slice text, enum block_kind *kind);
bool block_is_leaf(enum block_kind kind); /* holds text itself: heading, paragraph, item, cell, caption, … */

enum { BLOCK_NO_PARENT = -1 };
enum { BLOCK_TEXT_MAX = 65536 }; /* bytes of text in one leaf; the segmenter cuts beyond */
enum { TEXT_MAX = 1 << 30 };     /* bytes of a document's text: its places fit into 31 bits */

/* What few blocks have, beside the block: a large document is mostly its blocks. */
struct block_rest {
	slice method; /* of a table: how it was recognised; else ABSENT */
	slice fit;    /* of a table: how well its cells fit, a decimal from 0 to 1; else ABSENT */
	extras extra;
};

struct block {
	enum block_kind kind;
	int parent;     /* index in the document's blocks (always a smaller one), or BLOCK_NO_PARENT */
	unsigned level; /* depth of a heading, of a list and of its items, from 1; else 0 */
	bool header;    /* of a row: it names the columns */
	span at;        /* all of it with its markers; of a container, with all that it holds */
	span marker;    /* an item's bullet or number, a heading's # or underline; SPAN_NONE where there is none */
	spans parts;    /* a leaf's text, piece by piece, in order, without markers; empty in containers */
	slice id;
	slice section;           /* the headings above it, joined by " > ", not itself */
	struct block_rest *rest; /* NULL where there is none: see block_rest */
};

/* ---- records */
/* The items of a field that is a list, each where it was read. */
struct field_list {
	slices values;
	spans at; /* as many */
};
struct field {
	slice value;             /* ABSENT: no value (an empty cell) */
	span at;                 /* where in the text it was read, or SPAN_NONE where it was not read there */
	struct field_list *list; /* NULL: no list; else value is its items, joined by "; ", and at their hull */
};

/* A named group of the rule's pattern, where it matched. */
struct capture {
	slice name;
	span at;
};

struct record {
	const struct table *kind;
	slice id;
	slice rule;
	span at;              /* hull */
	spans parts;          /* where it lies in several pieces; else empty */
	struct field *fields; /* kind->count of them */
	VEC(struct capture) captures;
	slice quote; /* as given by a line without text; else ABSENT, for the text has it */
	extras extra;
};

/* ---- findings */
struct finding {
	enum level severity;
	slice code; /* text of a code of codes.def, or of a check */
	slice message;
	span at; /* SPAN_NONE: the document as a whole */
	slice records, expected, found;
	extras extra;
};

/* Text that an ignore rule waives. */
struct waiver {
	span at;
	slice rule, reason;
	extras extra;
};

/* What a rule would have taken, had no other taken what overlaps it. */
struct loser {
	const struct table *kind;
	slice rule, type; /* type: of a mention made of a capture; else ABSENT */
	span at;
	const struct table *winner_kind;
	slice winner_rule;
	span winner_at;
	slice reason; /* what decided: "priority", "length", "place", "rule id" */
};

enum document_status { DOCUMENT_OK, DOCUMENT_FAILED, DOCUMENT_REGISTER };

struct document {
	arena *arena;
	slice name;
	slice sha256; /* of the bytes read, 64 hex digits; absent where nothing could be read */
	uint64_t bytes;
	slice encoding, media_type, title;
	slice published; /* EDTF, or ABSENT */
	enum document_status status;
	slice text; /* absent when failed, and in a document read from a line without text */
	VEC(struct block) blocks;
	VEC(struct record) records;
	VEC(struct finding) findings;
	VEC(struct waiver) waivers;
	extras extra;          /* of the line */
	extras document_extra; /* of its member "document" */
	extras other_records;  /* records of a kind that is not known here, whole; their names are absent */
	/* ---- not in the line */
	struct clean clean;
	VEC(struct loser) losers; /* block by block; only where extract was asked to keep them */
};

/* A new empty document in the arena; the arena must outlive it. */
struct document *document_new(arena *a);

struct block *document_block(struct document *d, enum block_kind kind, int parent, span at);
struct block_rest *block_rest(arena *a, struct block *b); /* to be filled: made where there was none */
static inline slice block_method(const struct block *b) { return b->rest ? b->rest->method : ABSENT; }
static inline slice block_fit(const struct block *b) { return b->rest ? b->rest->fit : ABSENT; }
/* A new record with all fields absent. */
struct record *document_record(struct document *d, const struct table *kind, span at, slice rule);
void record_set(struct record *r, size_t column, slice value, span at);
/* Of a text column. The list must have an item, and live as long as the document. */
void record_set_list(struct document *d, struct record *r, size_t column, struct field_list *list);
slice record_get(const struct record *r, size_t column); /* ABSENT when absent */
slice record_quote(const struct document *d, const struct record *r);
span record_capture(const struct record *r, slice name); /* SPAN_NONE when it did not match */

struct finding *document_finding(struct document *d, enum code code, span at, slice message);
/* status failed, an error finding, blocks and records dropped. */
void document_fail(struct document *d, enum code code, span at, slice message);
/* The worst severity among the findings; LEVEL_NOTE when there is none. */
enum level document_worst(const struct document *d);

/* Ids for the blocks (segment) and for the records (extract) that have none yet. An id is
 *   id_of(document name, is, start, end, ordinal)
 * with numbers in decimal; `is` is the record's kind ("figure"), for blocks "block". The ordinal counts from 0 what has
 * the same `is` and span: blocks in block order; records in the order of their column values (by bytes, in column
 * order, absent first), then of the texts of their captures, then of their rule ids. What has an id keeps it and counts
 * first. O(n log n). */
void document_block_ids(struct document *d);
void document_record_ids(struct document *d);

/* Puts the records in order of place: start, end, kind, rule, id. */
void document_sort_records(struct document *d);
/* The index of the first record that starts at the offset or behind it; records must be in order of place. O(log n). */
size_t document_first_record(const struct document *d, size_t offset);

/* The section of every block from the headings above it. */
void document_sections(struct document *d);
/* The leaf block whose parts hold the offset, or -1. Needs clean text (the index is made with it). O(log n). */
int document_block_at(const struct document *d, size_t offset);
/* The text of a leaf block, parts joined by a blank and white space folded. In the document's arena. */
slice block_text(struct document *d, const struct block *b);

#endif

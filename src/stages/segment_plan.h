/* The plan of a document: its lines, grouped into units (a paragraph, a list, a table …), before any block is made.
 *
 * Order of work: lines_scan → wrap_measure → units_gather (lists_gather and tables_end for their parts) → headings_find
 * → blocks_make. Each step looks at every line a bounded number of times. */
#ifndef GARNER_STAGES_SEGMENT_PLAN_H
#define GARNER_STAGES_SEGMENT_PLAN_H

#include "model/document.h"
#include "stages/segment_lines.h"

enum unit_kind { UNIT_TEXT, UNIT_HEADING, UNIT_LIST, UNIT_CODE, UNIT_QUOTE, UNIT_TABLE, UNIT_RULE };

struct unit {
	enum unit_kind kind;
	size_t first, last;             /* lines, half-open */
	size_t entry_first, entry_last; /* of a list: its entries */
	span text;                      /* of text and headings, without markers */
	span marker;                    /* of headings; SPAN_NONE where there is none */
	unsigned level;                 /* of headings */
	bool lead;                      /* first of several units in lines without a blank one between */
	bool follow;                    /* and those behind it */
	bool sure;                      /* a heading by its marks: Markdown, underlined, all bold */
	bool numbered;                  /* a list of one number, or a line with 1.2 before it: perhaps a heading */
};

enum { NO_ENTRY = -1 };

/* Lines of a list item that stand together: the item itself, or more of one that something interrupted. */
struct entry {
	size_t first, last; /* lines, half-open */
	unsigned level;     /* from 1 */
	bool more;          /* belongs to an earlier entry */
	int next;           /* the entry that goes on with this item, or NO_ENTRY */
};

struct plan {
	struct document *d;
	arena *scratch;
	slice text;
	lines lines;
	VEC(struct unit) units;
	VEC(struct entry) entries;
	unsigned wrap;          /* the least width to which running text is broken here; 0: it is not broken */
	size_t no_boxes_before; /* no table without an alignment row starts before this line */
	unsigned fence_lost[2]; /* shortest ` and ~ fence found to have no end; 0: none */
};

/* ---- segment_wrap.c: is it one broken text, or lines of their own? */
void wrap_measure(struct plan *p);
/* Is line b the rest of line a, in lines `width` columns wide? */
bool wrap_joins(const struct plan *p, const struct line *a, const struct line *b, unsigned width);
/* Adds units for the text lines [first, last), which have no blank line between them. */
void wrap_split(struct plan *p, size_t first, size_t last);
struct unit *unit_text(struct plan *p, size_t first, size_t last);

/* ---- segment_units.c */
void units_gather(struct plan *p);

/* ---- segment_lists.c */
/* Adds a list unit that starts at the line and gives the line behind it; gives the line itself where no list starts. */
size_t lists_gather(struct plan *p, size_t first);
/* Does the item line begin a list although a text line stands right before it? */
bool lists_interrupts(const struct plan *p, size_t at);

/* ---- segment_tables.c */
/* The line behind the pipe table that starts here; the line itself where none does. */
size_t tables_end(struct plan *p, size_t first);
bool table_has_header(const struct plan *p, size_t first, size_t last);
/* The cells of one line, trimmed; an empty one is the empty span where its text would stand. */
void table_cells(slice text, const struct line *l, arena *a, spans *cells);

/* ---- segment_headings.c */
void headings_find(struct plan *p);

/* ---- segment_blocks.c */
void blocks_make(struct plan *p);

#endif

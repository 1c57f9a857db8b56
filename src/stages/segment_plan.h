/* The plan of a document: its lines, grouped into units (a paragraph, a list, a table …), before any block is made.
 *
 * Order of work: lines_scan → tables_find → hashes_settle → pages_find → wrap_measure → titles_find → units_gather
 * (lists_gather for its part) → plain_lists_find → headings_find → lost_lists_find → captions_find → blocks_make. Each
 * step looks at every line a bounded number of times. */
#ifndef GARNER_STAGES_SEGMENT_PLAN_H
#define GARNER_STAGES_SEGMENT_PLAN_H

#include "model/document.h"
#include "stages/segment_lines.h"

enum unit_kind {
	UNIT_TEXT,
	UNIT_HEADING,
	UNIT_LIST,
	UNIT_CODE,
	UNIT_QUOTE,
	UNIT_TABLE,
	UNIT_RULE,
	UNIT_CAPTION,
	UNIT_PAGE
};

/* As lines, kept small. */
struct unit {
	uint32_t first, last; /* lines, half-open */
	union {
		struct {
			uint32_t entry_first, entry_last; /* of a list: its entries */
		};
		uint32_t grid; /* of a table */
	};
	short_span text;   /* of text and headings, without markers */
	short_span marker; /* of headings; SPAN_NONE where there is none */
	unsigned level;    /* of headings */
	enum unit_kind kind : 8;
	bool lead : 1;     /* first of several units in lines without a blank one between */
	bool follow : 1;   /* and those behind it */
	bool sure : 1;     /* a heading by its marks: Markdown, underlined, all bold */
	bool title : 1;    /* the title in the front matter */
	bool numbered : 1; /* a list of one number, or a line with 1.2 before it: perhaps a heading */
};

enum { NO_ENTRY = -1 };

/* Lines of a list item that stand together: the item itself, or more of one that something interrupted. */
struct entry {
	uint32_t first, last; /* lines, half-open */
	int next;             /* the entry that goes on with this item, or NO_ENTRY */
	uint8_t level;        /* from 1 */
	bool more;            /* belongs to an earlier entry */
};

/* ---- tables, before they are blocks */
struct cell {
	short_span at; /* where it stands; of an empty one the empty place where its text would stand */
	uint32_t
	        more; /* its text, piece by piece, where it has several pieces: 1 + its place among the plan's pieces; else 0 */
};
struct row {
	short_span at;
	uint32_t cell; /* the first of its cells: as many as the table has columns */
	bool header;
};
struct grid {
	size_t first, last; /* lines, half-open */
	size_t row_first, row_last;
	size_t pieces; /* the first of its cells' */
	size_t columns;
	slice method;
	span marker;  /* the line that rules off the header, or SPAN_NONE */
	unsigned fit; /* of 1000 */
};

struct plan {
	struct document *d;
	arena *scratch;
	slice text;
	lines lines;
	struct seen seen;
	VEC(struct unit) units;
	VEC(struct entry) entries;
	unsigned wrap; /* the least width to which running text is broken here; 0: it is not broken */
	VEC(struct grid) grids;
	VEC(struct row) rows;
	VEC(struct cell) cells;
	VEC(spans) pieces;       /* of cells */
	size_t no_filler_before; /* no run of lines that say nothing starts before this line */
	size_t no_bars_before;   /* no even rows of bars start before this line */
	size_t no_grid_before;   /* no grid starts before this line */
	size_t no_rule_before;   /* no line from the one asked last up to this one looks like a rule of columns */
	bool wiki_lost;          /* no {| from here on has an end */
	unsigned fence_lost[2];  /* shortest ` and ~ fence found to have no end; 0: none */
};

static inline const struct line *line_of(const struct plan *p, size_t i) { return &p->lines.v[i]; }
static inline slice line_text(const struct plan *p, size_t i) {
	return slice_sub(p->text, line_of(p, i)->body, line_of(p, i)->stop);
}
/* Is there such a line, without a blank one above it? */
static inline bool line_adjacent(const struct plan *p, size_t i) {
	return i < p->lines.n && !line_of(p, i)->blank_before;
}

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
/* A new entry of the list that is being made, in the lines [first, last). */
void entry_put(struct plan *p, size_t first, size_t last, unsigned level, bool more);
/* Adds a list unit that starts at the line and gives the line behind it; gives the line itself where no list starts. */
size_t lists_gather(struct plan *p, size_t first);
/* Does the item line begin a list although a text line stands right before it? */
bool lists_interrupts(const struct plan *p, size_t at);

/* ---- segment_definitions.c */
/* Adds a list of terms and their meanings that starts at the text line and gives the line behind it; gives the line itself
 * where none starts. */
size_t definitions_gather(struct plan *p, size_t first);

/* ---- segment_plain.c */
/* Makes lists of units of short lines, and of pairs. */
void plain_lists_find(struct plan *p);

/* Is the byte anywhere in the text? What stands nowhere is found out fast. */
static inline bool plan_holds(const struct plan *p, char c) { return slice_find_byte(p->text, c) != SIZE_MAX; }
static inline bool plan_holds_digit(const struct plan *p) {
	char c = '0';
	while (c <= '9' && !plan_holds(p, c)) c++;
	return c <= '9';
}

/* The line behind the front matter at the top, or 0. */
size_t front_matter_end(const struct plan *p);
/* The line behind the fence that closes the one at the line; the line itself where none does. */
size_t fence_end(struct plan *p, size_t at);

/* ---- segment_tables.c and the readers of segment_tables.h */
/* Finds all tables; their lines become LINE_GRID. */
void tables_find(struct plan *p);

/* ---- segment_filler.c */
/* The line behind the run of lines that say nothing, or the same over and over, which starts at the line and whose lines
 * become LINE_FILLER; the line itself where none starts. Lines are asked in order. */
size_t filler_find(struct plan *p, size_t first);
/* Is a line of its shape said but once, however often it comes? Items and rows of bars are counted. */
bool filler_may_repeat(const struct line *l);
/* Adds the unit of the run and gives the line behind it. */
size_t filler_gather(struct plan *p, size_t first);

/* ---- segment_repeats.c */
/* Are all lines in whose midst some were left out filler? Asked behind tables_find. */
bool repeats_are_filler(const struct plan *p, const struct repeats *r);

/* ---- segment_pages.c */
/* Finds running headers, footers and page numbers; their lines become LINE_PAGE. */
void pages_find(struct plan *p);

/* ---- segment_hashes.c: lines that begin with # and are no headings, and the list marks of wikis */
void hashes_settle(struct plan *p);

/* ---- segment_titles.c: headings that the whole document tells, by their numbers or by the margin they stand at;
 * and numbered clauses that begin small */
void titles_find(struct plan *p);

/* ---- segment_headings.c */
void headings_find(struct plan *p);

/* ---- segment_lost.c */
void lost_lists_find(struct plan *p);

/* ---- segment_shape.c: what one line looks like */
/* Has the line the shape of a heading of so many code points and words at most? */
bool line_is_title(const struct plan *p, const struct line *l, unsigned points, unsigned words);
/* 23 March 2021; 16. Nov. 2016 */
bool line_is_date(const struct plan *p, const struct line *l);
bool text_has_letter(slice s);
bool text_has_digit(slice s);
/* An address of the web or of mail, markup, a command, a line of contents with its dots. Not of an empty text. */
bool text_is_code(slice s);
/* How many sentences end before its last. */
unsigned text_sentences(slice s);

/* ---- segment_captions.c */
void captions_find(struct plan *p);

/* ---- segment_blocks.c */
void blocks_make(struct plan *p);

#endif

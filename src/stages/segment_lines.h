/* Lines and their shape: the text is cut into lines once, and each line is classified once by what it looks like alone.
 *
 * Blank lines are not kept: a line knows how many stood before it. What a line is among its neighbours (wrapped text,
 * an item, a heading) is decided later. */
#ifndef GARNER_STAGES_SEGMENT_LINES_H
#define GARNER_STAGES_SEGMENT_LINES_H

#include "stages/segment_marks.h"

enum line_shape {
	LINE_TEXT,
	LINE_ITEM,    /* begins with a bullet or number: see mark */
	LINE_ATX,     /* # Markdown heading, or == wiki heading == */
	LINE_RULE,    /* three or more of one punctuation mark, nothing else */
	LINE_FENCE,   /* ``` or ~~~ */
	LINE_QUOTE,   /* > */
	LINE_BARS,    /* holds a | that is not escaped */
	LINE_GRID,    /* part of a table: tables_find makes lines so */
	LINE_CAPTION, /* says that it is the caption of a table: likewise */
	LINE_FILLER,  /* of a run of lines that say nothing: likewise */
	LINE_PAGE,    /* furniture of a page: pages_find makes lines so */
	LINE_TITLE    /* a heading, by its number among others or by its margin: titles_find makes lines so */
};

/* 64 bytes, since a document may be nothing but lines of two: its text is less than 4 GiB. What counts few things in
 * sixteen or eight bits stops at their end. */
struct line {
	uint32_t body, stop; /* bytes, without the blanks at both ends */
	uint32_t outer;      /* body, but for a line looked at without its > where that stands */
	uint32_t text;       /* where the text behind the marker starts; body where there is no marker */
	uint32_t text_stop;  /* its end: stop, but before the closing #s of a Markdown heading */
	uint32_t mark_end;   /* a marker, of whatever shape, begins at body and ends here: see line_mark */
	struct mark mark;    /* of items */
	uint32_t indent;     /* columns before body; a tab leads to the next multiple of 8 */
	uint32_t width;      /* columns up to stop */
	uint32_t points;     /* code points from body to stop */
	uint16_t words;
	uint16_t first_word; /* columns of the first word */
	uint32_t level;      /* of a Markdown heading; length of a rule or fence */
	uint32_t
	        grid; /* of LINE_GRID: the table, as an index into the plan's; of LINE_FILLER: the line behind its run */
	enum line_shape shape : 4;
	bool page_before : 1; /* a form feed is among the blanks above it or before it */
	bool wide_gap : 1;    /* a tab, or three blanks in a row, between words: columns, not running text */
	bool gap : 1;         /* a tab, or two blanks in a row, between words: perhaps columns */
	bool all_bars : 1;    /* rules off rows of bars: nothing but | - = + : and blanks, with a - or = */
	bool outer_bar : 1;   /* begins with | */
	bool in_code : 1;     /* between fences */
	bool plain : 1;       /* from body to stop: spaces and ASCII that is no blank, so as many columns as bytes */
	bool tabs : 1;        /* it holds a tab, before its body perhaps; and so on */
	bool digits : 1;
	bool commas : 1;
	bool semicolons : 1;
	bool quotes : 1;
	char sign;            /* what a rule or fence is made of */
	uint8_t blank_before; /* blank lines above it */
};
typedef VEC(struct line) lines;

/* What there is among the lines of a document as scanned: what looks for something else need not look. */
struct seen {
	unsigned shapes; /* a bit for each shape */
	bool gap;        /* a line with columns, perhaps */
	bool page;       /* a form feed before a line */
	bool numbered;   /* an item with a number or letter */
};
static inline bool seen_shape(const struct seen *s, enum line_shape shape) { return s->shapes >> shape & 1; }

/* Lines that come again and again and are left out: see segment_repeats.c. */
struct repeats {
	arena *arena;
	size_t period;        /* bytes from one line to the next */
	size_t count;         /* of lines that far apart */
	VEC(size_t) left_out; /* the lines behind which some were */
};

/* All lines that are not blank, in the arena; but for those that only repeat, where `r` is given. Lines end at LF, CRLF or a
 * lone CR; a byte-order mark is no part of the first. Linear. */
struct seen lines_scan(arena *a, slice text, lines *out, struct repeats *r);

/* Where to go on behind the newest line, which ends before `at`: there, or further on. */
size_t repeats_skip(slice text, const lines *all, struct repeats *r, size_t at);

/* Where the line ends: at LF, CR or the end of the text. And whether it holds a | or a blank that is neither space nor tab. */
struct sight {
	size_t end;
	bool bars, odd;
};
/* Looks at the line that starts there. `l`, zeroed before, gets its measures and the signs that it holds; its words are 0 where
 * it is blank. */
struct sight line_look(slice text, size_t start, struct line *l);
/* Measures [start, end) character by character: its trimmed place, columns, words. False when it is blank. */
bool line_measure(slice text, size_t start, size_t end, struct line *l);

/* A line of a quotation without its >, as a line of its own. False where nothing stands behind that. */
bool line_unquote(slice text, const struct line *quoted, struct line *out);

/* The place of the line's marker. */
static inline span line_mark(const struct line *l) { return (span){l->body, l->mark_end}; }

/* The last character of the line that is no closing quote or bracket; 0 when there is none. */
uint32_t line_last(slice text, const struct line *l);
bool line_ends_colon(slice text, const struct line *l);
/* Announces what comes next: ends with a colon or a long dash. */
bool line_announces(slice text, const struct line *l);
/* Ends a sentence or a part of one: . , ; … */
bool line_ends_stop(slice text, const struct line *l);
/* Its first letter is there at once and is no capital: a line that goes on from another. */
bool line_goes_on(slice text, const struct line *l);

#endif

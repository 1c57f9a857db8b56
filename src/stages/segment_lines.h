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
	LINE_PAGE,    /* furniture of a page: pages_find makes lines so */
	LINE_TITLE    /* a heading, by its number among others or by its margin: titles_find makes lines so */
};

struct line {
	size_t body, stop; /* bytes, without the blanks at both ends */
	size_t outer;      /* body, but for a line looked at without its > where that stands */
	size_t text;       /* where the text behind the marker starts; body where there is no marker */
	size_t text_stop;  /* its end: stop, but before the closing #s of a Markdown heading */
	struct mark mark;  /* of items */
	enum line_shape shape;
	unsigned blank_before; /* blank lines above it */
	bool page_before;      /* a form feed is among the blanks above it or before it */
	unsigned indent;       /* columns before body; a tab leads to the next multiple of 8 */
	unsigned width;        /* columns up to stop */
	unsigned first_word;   /* columns of the first word */
	unsigned points;       /* code points from body to stop */
	unsigned words;
	unsigned level; /* of a Markdown heading; length of a rule or fence */
	char sign;      /* what a rule or fence is made of */
	bool wide_gap;  /* a tab, or three blanks in a row, between words: columns, not running text */
	bool gap;       /* a tab, or two blanks in a row, between words: perhaps columns */
	bool all_bars;  /* rules off rows of bars: nothing but | - = + : and blanks, with a - or = */
	bool outer_bar; /* begins with | */
	bool in_code;   /* between fences */
	unsigned grid;  /* of LINE_GRID: the table, as an index into the plan's */
};
typedef VEC(struct line) lines;

/* All lines that are not blank, in the arena. Lines end at LF, CRLF or a lone CR; a byte-order mark is no part of the
 * first. Linear. */
void lines_scan(arena *a, slice text, lines *out);

/* A line of a quotation without its >, as a line of its own. False where nothing stands behind that. */
bool line_unquote(slice text, const struct line *quoted, struct line *out);

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

/* Diagnostics: what is said to a person about inputs, rule files and usage. One catalogue (codes.def), one printer.
 *
 * Levels say what happened to the data. A diag carries byte places; line and column (code points, from 1) are worked out when it is
 * printed. Findings about documents are data and live in model/document.h; they use the same codes and levels. */
#ifndef GARNER_BASE_DIAG_H
#define GARNER_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"

enum level {
	LEVEL_NOTE,    /* rewritten */
	LEVEL_WARNING, /* kept, but look */
	LEVEL_ERROR,   /* something was left out */
	LEVEL_FATAL    /* the program could not go on: usage, rules, system */
};

enum code {
#define CODE(name, text, level, meaning) CODE_##name,
#define HINT(name, text)
#include "base/codes.def"
#undef CODE
#undef HINT
	CODE_COUNT
};
slice code_text(enum code code); /* "date-impossible" */
enum level code_level(enum code code);
slice code_meaning(enum code code); /* one sentence */
slice code_hint(enum code code);    /* what helps wherever it is said, or ABSENT */
slice level_text(enum level level); /* "note", "warning", "error"; fatal prints as "error" */
bool code_find(slice text, enum code *code);

struct diag {
	enum code code;
	slice file;                   /* as the user named it; absent: no place */
	slice source;                 /* the bytes of that file, for line, column and excerpt; absent: no excerpt */
	span at;                      /* in source; SPAN_NONE: the file as a whole */
	slice message;                /* what is wrong and what was done about it */
	slice hint;                   /* or ABSENT */
	slice also_file, also_source; /* a second place (inside a fragment, say), or absent */
	span also_at;
};

/* All slices of its diags must outlive the list; put them into its arena. */
struct diags {
	arena *arena;
	VEC(struct diag) list;
};
void diag_add(struct diags *d, struct diag what);
bool diags_have(const struct diags *d, enum level at_least);

/* As people read it, one after the other in order of file, place and code:
 *   extract: notes.txt:41:5: error: date-impossible: 31 February, field left empty
 *       due 31.02.2024 by post
 *           ^^^^^^^^^^
 *       hint: …
 * `program` comes first where it is not absent. At most 20 a file, then a count. */
void diags_print(const struct diags *d, slice program, struct buf *out);

/* Four blanks, the line around the place, and below it carets under the place. */
void diag_excerpt(struct buf *out, slice source, span at);

/* In that order; must be freed with mem_free, NULL where there are none. */
const struct diag **diags_in_order(const struct diags *d);

/* One line each: file:line:column: level: code: message (hint). All of them, with no excerpts. */
void diags_print_short(const struct diags *d, struct buf *out);
/* A line of JSON each: file, line, column, end_line, end_column (behind the last character), level, code, message, hint,
 * also {file, line, column}; what is not known is left out. */
void diags_print_json(const struct diags *d, struct buf *out);

struct place {
	size_t line, column; /* from 1; column in code points */
};
/* Lines end at LF, CRLF or a lone CR; nothing else ends a line. */
struct place place_of(slice source, size_t offset);
/* The same for one offset after another: those that ascend within one source go through it once. {0} is a valid start. */
struct place_walk {
	slice source;
	size_t line, line_start;
};
struct place place_from(struct place_walk *w, slice source, size_t offset);

/* The nearest of n names within edit distance 2 (and less than half its length), or ABSENT. */
slice nearest_name(slice word, const slice *names, size_t n);

#endif

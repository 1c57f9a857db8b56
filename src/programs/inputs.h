/* What is to be read: files, folders, standard input, lists of paths, lines of JSON; each with the name of its document.
 *
 *   struct inputs in;
 *   if (!inputs_open(&in, p, 0, ABSENT)) …               // the verb's table has INPUT_OPTIONS; paths are the operands
 *   struct input next;
 *   while (inputs_next(&in, &arena, &next)) {
 *       struct document *d = input_read(&next, &arena);
 *
 * inputs_open and inputs_next are for one thread at a time, input_read is for any. */
#ifndef GARNER_PROGRAMS_INPUTS_H
#define GARNER_PROGRAMS_INPUTS_H

#include "base/io.h"
#include "dataset/strings.h"
#include "model/jsonl.h"
#include "programs/names.h"
#include "programs/program.h"

#define INPUT_OPTIONS                                                                                                  \
	{0, "root", "DIR", "name documents by their paths below DIR", false},                                          \
	        {0, "name", "NAME", "the name of the document read from -", false},                                    \
	        {0, "files-from", "FILE", "read the paths in FILE too, one a line; - is standard input", false},       \
	        {'0', "null", NULL, "NUL instead of a line end in lists of paths and names", false},                   \
	        {0, "jsonl", NULL, "inputs are JSON Lines, one document a line", false},                               \
	        {0, "id", "MEMBER", "with --jsonl: the member that names the document (id)", false},                   \
	        {0, "text", "MEMBER", "with --jsonl: the member that holds the text (text)", false}, {                 \
		0, "date", "MEMBER", "with --jsonl: the member that holds its date", false                             \
	}

enum input_kind { INPUT_FILE, INPUT_STDIN, INPUT_TEXT, INPUT_FAILED };

struct input {
	enum input_kind kind;
	slice name;
	slice path;    /* as a person knows it */
	slice text;    /* INPUT_TEXT */
	uint64_t size; /* in bytes, as far as it is known */
	slice published, bad_date;
	enum code code; /* INPUT_FAILED: why, and in words */
	slice message;
};

/* What is kept of each from the beginning: little, for there may be a million. */
struct found_input {
	const slice *path;          /* NULL: that of its folder, and its name */
	const struct input *failed; /* why; else NULL */
	uint64_t size;              /* of a file, where inputs_longest_first asked for it */
	uint32_t folder;            /* its number in `folders` */
	enum input_kind kind;
};

struct inputs {
	struct program *p;
	arena arena; /* of what is kept of them */
	slices folders;
	slice root, stdin_name;
	bool null_ends, jsonl;
	bool names_only; /* standard input is not read, only named: to be set behind inputs_open */
	slice exclude;   /* an absolute path: it and what lies below it is left out of folders; ABSENT: none */
	slice here;      /* the current folder, where `exclude` needs it */
	struct jsonl_names names;
	struct strings taken;         /* every name, in the order in which they were found */
	slices places;                /* of lines of JSON: where each name was found */
	VEC(struct found_input) list; /* of files, each beside its name; or of files of lines. Not in the arena */
	VEC(struct input) gathered;   /* all of them, where they were taken into memory */
	uint64_t bytes;               /* of all files, once inputs_longest_first has asked */
	uint32_t *order;              /* see inputs_longest_first; else NULL */
	size_t at;
	struct io_lines lines; /* the file of lines being read */
	bool reading;
};

/* Finds all files of the operands from number `first` on. False with a message where the program must end with status 2. */
bool inputs_open(struct inputs *in, struct program *p, size_t first, slice exclude);
/* The next input; its slices live in the arena, in the program's, or until inputs_close. False at the end, or with
 * p->failed. */
bool inputs_next(struct inputs *in, arena *a, struct input *next);
/* Takes what can be read but once, lines and standard input, into memory; then inputs_next may go through all of them
 * again after inputs_again. False with a message. */
bool inputs_gather(struct inputs *in);
/* How many there are to come, as far as that is known: lines count by their files. */
size_t inputs_left(const struct inputs *in);
void inputs_again(struct inputs *in);
/* Gives files from the largest to the smallest, so that none of several workers is left with a large one at the end. */
void inputs_longest_first(struct inputs *in);
void inputs_close(struct inputs *in);

/* Reads it into a document, which is failed where that cannot be done. */
struct document *input_read(const struct input *i, arena *a);

#endif

/* What all programs share: the command line, the streams, diagnostics and the exit status.
 *
 *   static const struct opt options[] = {RULES_OPTION, COMMON_OPTIONS};
 *   static const struct verb verb = {"extract", "-r PACK [FILE…]", "…", "…", options, COUNT_OF(options)};
 *   int garner_extract_main(int argc, char **argv) {
 *       struct program p;
 *       if (!program_open(&p, &verb, argc, argv)) return program_close(&p);
 *       …
 *       return program_close(&p);
 *   }
 *
 * Exit status: 0 nothing left out; 1 a finding as bad as --fail-on says (error); 2 usage, rules or system. Nothing
 * here knows what a stage does. */
#ifndef GARNER_PROGRAMS_PROGRAM_H
#define GARNER_PROGRAMS_PROGRAM_H

#include "base/diag.h"
#include "base/io.h"
#include "base/opt.h"
#include "base/version.h"
#include "model/document.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Rows that every table of options ends with. */
#define COMMON_OPTIONS                                                                                                 \
	{0, "tolerate", "WHAT", "findings: exit 0 where findings alone would give 1", false},                          \
	        {0, "fail-on", "LEVEL", "exit 1 from this severity on: note, warning or error (default)", false},      \
	        {'h', "help", NULL, "print this help", false}, {                                                       \
		'V', "version", NULL, "print the version", false                                                       \
	}
#define RULES_OPTION                                                                                                   \
	{'r', "rules", "PACK", "the rule pack: a folder with pack.yaml", false}, {                                     \
		0, "keep-going", NULL, "leave faulty rules out and go on with the others; exit 2 in the end", false    \
	}

struct verb {
	const char *name;     /* "extract" */
	const char *operands; /* of the usage line */
	const char *purpose;  /* one paragraph */
	const char *example;  /* command lines, one a line */
	const struct opt *options;
	size_t count;
};

enum { PROGRAM_OPTIONS_MAX = 64, NOTHING_SEEN = -1 };

struct program {
	const struct verb *verb;
	arena arena; /* lives as long as the program */
	struct io_writer out, err;
	slice values[PROGRAM_OPTIONS_MAX]; /* of the options given, by their index; a flag's is empty */
	slices operands;
	slice source; /* what is being read, and the line of it that was given last: for messages */
	uint64_t source_line;
	int worst; /* level among the findings that passed, or NOTHING_SEEN */
	enum level fail_on;
	bool tolerate;
	bool failed;     /* status 2 */
	bool incomplete; /* the work was done, but not with all rules: status 2 in the end */
};

/* mem_install, descriptors 0 to 2 (a closed one is opened so that using it fails), then the verb. */
int program_main(int argc, char **argv, int (*verb)(int, char **));

/* Reads the command line. False where the program ends here: after --help, or after usage that was not understood. */
bool program_open(struct program *p, const struct verb *verb, int argc, char **argv);
/* Flushes and gives the exit status. */
int program_close(struct program *p);

/* The value of an option by its long name; ABSENT when it was not given. */
slice program_option(const struct program *p, const char *name);
bool program_given(const struct program *p, const char *name);
/* A required option; false with a message when it is missing. */
bool program_need(struct program *p, const char *name);

/* What diagnostics mean for the exit status, where something else prints them. */
void program_seen_diags(struct program *p, const struct diags *d);
/* Prints a diagnostic. Fatal ones make the status 2. */
void program_say(struct program *p, struct diag what);
void program_fail(struct program *p, enum code code, slice message); /* without a place */
void program_fail_hint(struct program *p, enum code code, slice message, slice hint);
/* A refusal of the system: "cannot WHAT PATH: reason". */
void program_fail_system(struct program *p, const char *what, slice path, int error);
/* All of the list; status 2 if any is fatal. */
void program_diags(struct program *p, const struct diags *d);
void program_seen(struct program *p, enum level severity);
void program_seen_document(struct program *p, const struct document *d);
/* The short help on stderr, status 2: for a program that has nothing to read. */
void program_fail_help(struct program *p);

/* Prints the document's findings from number `from` on, and counts the worst of all it has. */
void program_findings(struct program *p, const struct document *d, size_t from);
/* The document's findings from number `from` on, as diagnostics appended to `out`. */
void findings_print(const struct document *d, size_t from, slice program, struct buf *out);

/* errno's text, the same in any locale. */
slice system_text(int error);

#endif

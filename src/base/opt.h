/* The command line: POSIX syntax (grouped letters, "--" ends, operands in any order), every option long too, names in
 * full only. `--name=value` and `--name value` both work; a letter's value may be glued (-j2). */
#ifndef GARNER_BASE_OPT_H
#define GARNER_BASE_OPT_H

#include "base/arena.h"
#include "base/buf.h"

struct opt {
	char letter;       /* 0: none */
	const char *name;  /* long name without "--" */
	const char *value; /* what its value is called in the help, NULL: a flag */
	const char *help;  /* one line */
	bool many;         /* may be given more than once */
};

/* A walk over the arguments. {.argc, .argv, .table, .count} filled in by the caller, argv[0] skipped. */
struct opts {
	int argc;
	char **argv;
	const struct opt *table;
	size_t count;
	/* private: */
	int at;
	size_t inside;
	bool only_operands;
	unsigned char seen[64]; /* table has at most 64 rows */
};
enum { OPT_END = -1, OPT_OPERAND = -2, OPT_WRONG = -3 };
/* The next option's index in the table, or one of the three above. *value: the option's value or the operand. On
 * OPT_WRONG *value is a message in the arena ("unknown option --forma; did you mean --format?"). */
int opt_next(arena *a, struct opts *o, slice *value);

/* The options as aligned lines for --help. */
void opt_help(const struct opt *table, size_t count, struct buf *out);

#endif

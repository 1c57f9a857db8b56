/* What the files of yaml.h share among themselves. Not for other modules. */
#ifndef GARNER_RULES_YAML_INSIDE_H
#define GARNER_RULES_YAML_INSIDE_H

#include "rules/yaml.h"

#include <libfyaml.h>

enum { YAML_NESTING_MAX = 32 };

struct yaml_frame {
	struct yaml_node *node;
	bool wants_value; /* a mapping whose last key has no value yet */
};

struct yaml_reader {
	arena *a;
	const struct yaml_file *file;
	struct diags *diags;
	char *text;     /* a copy of the source, in which escapes that YAML does not have are blotted out */
	spans blotted;  /* the stretches of double-quoted scalars where that was done */
	size_t skipped; /* bytes of a byte-order mark, which libfyaml does not see */
	/* of one reading */
	struct yaml_frame open[YAML_NESTING_MAX];
	size_t depth;
	struct yaml_node *root;
	size_t documents;
	size_t last; /* where the last thing ended, for what has no place of its own */
	bool stopped;
	bool again; /* the file is to be read once more */
};

/* ---- yaml_errors.c */

void yaml_say(struct yaml_reader *r, enum code code, span at, slice message, slice hint);
void yaml_stop(struct yaml_reader *r, enum code code, span at, slice message); /* the rest of the file is not read */
/* Says what libfyaml found wrong, or sets r->again where the file is worth another reading. `failed`: something was,
 * whether it says what or not. */
void yaml_report_errors(struct yaml_reader *r, struct fy_diag *diag, bool failed);

/* ---- places */

span yaml_char_at(slice s, size_t at); /* empty at the end of a line */
span yaml_token_span(const struct yaml_reader *r, struct fy_token *t);

static inline bool yaml_is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

#endif

/* Lists of names, as garner read --list writes them and --expect and --files-from take them. */
#ifndef GARNER_PROGRAMS_NAME_LISTS_H
#define GARNER_PROGRAMS_NAME_LISTS_H

#include "dataset/strings.h"
#include "programs/program.h"

/* The names of the file, or of standard input where the path is -: one a line, or each ended by NUL. They live as long as
 * the program. False with a message. */
bool names_from(struct program *p, slice path, bool null_ends, slices *names);
/* Says which of the names are not among those that arrived. */
void names_missing(struct program *p, const slices *expected, const struct strings *arrived);

#endif

/* The verbs: one function each, called by a program of its own and by the driver. verbs.def is the list. */
#ifndef GARNER_PROGRAMS_VERBS_H
#define GARNER_PROGRAMS_VERBS_H

#define VERB(name, operands, about) int garner_##name##_main(int argc, char **argv);
#include "programs/verbs.def"

#endif

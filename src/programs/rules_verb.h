/* The verbs behind garner rules that stand in files of their own. */
#ifndef GARNER_PROGRAMS_RULES_VERB_H
#define GARNER_PROGRAMS_RULES_VERB_H

int rules_list(int argc, char **argv);
int rules_new(int argc, char **argv);

#endif

/* garner-read: the verb `read` as a program of its own. */
#include "programs/program.h"
#include "programs/verbs.h"

int main(int argc, char **argv) { return program_main(argc, argv, garner_read_main); }

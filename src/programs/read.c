/* garner read: files, folders, lists, standard input → document lines. */
#include "programs/inputs.h"
#include "programs/lines.h"
#include "programs/verbs.h"

static const struct opt options[] = {INPUT_OPTIONS,
        {0, "list", NULL, "print the names of the documents alone, for collect --expect", false}, COMMON_OPTIONS};

static const struct verb verb = {"read", "PATH…",
        "Takes documents in and writes each as one line of JSON. PATH is a file, named by its base name; a\n"
        "folder, read recursively in byte order and named by the path below it; or - for standard input.\n"
        "A document that cannot be read becomes a line with an error finding, and the rest goes on.",
        "garner read notes/ | garner segment | head -1", options, COUNT_OF(options)};

static void put_name(struct program *p, slice name, bool null_ends) {
	io_put(&p->out, name);
	io_put(&p->out, null_ends ? (slice){"", 1} : S("\n"));
}

static bool put_document(struct program *p, const struct input *i, arena *a) {
	struct document *d = input_read(i, a);
	program_findings(p, d, 0);
	return lines_put(p, d);
}

int garner_read_main(int argc, char **argv) {
	struct program p;
	struct inputs in;
	if (!program_open(&p, &verb, argc, argv) || !inputs_open(&in, &p, 0, ABSENT)) return program_close(&p);
	arena a = {0};
	struct input next;
	bool names = program_given(&p, "list"), fine = true;
	in.names_only = names;
	while (fine && inputs_next(&in, &a, &next)) {
		if (names)
			put_name(&p, next.name, in.null_ends);
		else
			fine = put_document(&p, &next, &a);
		arena_reset(&a);
	}
	arena_free(&a);
	inputs_close(&in);
	return program_close(&p);
}

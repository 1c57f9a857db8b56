/* garner: the driver. `garner VERB …` does what garner-VERB does, and more verbs than there are programs. */
#include "programs/program.h"
#include "programs/verbs.h"

static const struct {
	slice name, operands, about;
	int (*main)(int, char **);
} verbs[] = {
#define VERB(name, operands, about) {S(#name), S(operands), S(about), garner_##name##_main},
#include "programs/verbs.def"
};

static const struct opt options[] = {
        {'h', "help", NULL, "print this help", false}, {'V', "version", NULL, "print the version", false}};
static const struct verb driver = {"garner", "VERB …",
        "Extracts and normalises what a folder of documents says, by rules, into a dataset in which every\n"
        "value names the bytes it came from. `garner VERB --help` tells more of a verb.",
        "garner run notes/ -r rules/nhs -o out/", options, COUNT_OF(options)};

static void put_verbs(struct buf *b) {
	buf_put(b, S("usage: garner VERB …\n\n"));
	buf_put(b, slice_of(driver.purpose));
	buf_put(b, S("\n\n"));
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		buf_put(b, S("  "));
		buf_put(b, verbs[i].name);
		for (size_t n = verbs[i].name.n; n < 12; n++) buf_byte(b, ' ');
		buf_put(b, verbs[i].about);
		buf_byte(b, '\n');
	}
	buf_put(b, S("\nexample:\n  "));
	buf_put(b, slice_of(driver.example));
	buf_byte(b, '\n');
}

static int driver_main(int argc, char **argv) {
	struct program p;
	struct buf b = {0};
	slice word = argc > 1 ? slice_of(argv[1]) : ABSENT;
	bool help = slice_equal(word, S("--help")) || slice_equal(word, S("-h")) || slice_equal(word, S("help"));
	char *told[] = {argc > 2 ? argv[2] : NULL, "--help", NULL}; /* `garner help VERB` */
	bool of_verb = slice_equal(word, S("help")) && argc == 3;
	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		if (slice_equal(word, verbs[i].name)) return verbs[i].main(argc - 1, argv + 1);
		if (of_verb && slice_equal(slice_of(argv[2]), verbs[i].name)) return verbs[i].main(2, told);
	}
	if (of_verb) {
		word = slice_of(argv[2]);
		help = false;
	}
	char *none[] = {argv[0], NULL};
	/* Without a verb only --help and --version mean something; help of the driver is the list of verbs. */
	bool version = slice_equal(word, S("--version")) || slice_equal(word, S("-V"));
	if (!program_open(&p, &driver, version ? 2 : 1, version ? argv : none)) return program_close(&p);
	put_verbs(&b);
	if (help) {
		io_put(&p.out, buf_slice(&b));
	} else if (!word.p) {
		io_put(&p.err, buf_slice(&b));
		p.failed = true;
	} else {
		slice names[COUNT_OF(verbs)];
		for (size_t i = 0; i < COUNT_OF(verbs); i++) names[i] = verbs[i].name;
		slice near = nearest_name(word, names, COUNT_OF(verbs));
		slice message = say(&p.arena, S("no verb "), word);
		if (near.p) message = say(&p.arena, message, S("; did you mean "), near, S("?"));
		program_fail(&p, CODE_USAGE, message);
	}
	buf_free(&b);
	return program_close(&p);
}

int main(int argc, char **argv) { return program_main(argc, argv, driver_main); }

/* The loader of packs over any bytes: as a rule file; as pack.yaml where they start with "pack:"; as a register where they
 * start with "word,". What must hold: a pack is given exactly where nothing was fatal; every diagnostic lies inside its
 * file; what loads has fingerprints, and its examples can be run; with faulty rules left out the rest loads. */
#include "base/io.h"
#include "base/mem.h"
#include "inspect/rule_tests.h"
#include "rules/fingerprint.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/dev/shm/fuzz-rules-XXXXXX";
static char path[sizeof folder + 32];

static void hold(bool fact, const char *what) {
	if (fact) return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static const char *file(const char *name) {
	snprintf(path, sizeof path, "%s/p/%s", folder, name);
	return path;
}

static void write_file(const char *name, slice bytes) {
	FILE *f = fopen(file(name), "w");
	hold(f != NULL && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0, "the pack can be written");
}

static void clear(void) {
	static const char *const names[] = {"pack.yaml", "a.rules.yaml", "words.csv", ""};
	for (size_t i = 0; i < 4; i++) (void)remove(file(names[i]));
	(void)remove(folder);
}

static void begin(void) {
	mem_install();
	hold(mkdtemp(folder) != NULL, "there is a folder for the pack");
	hold(io_make_folders(file("")) == 0, "there is a pack");
	atexit(clear);
}

static void write_pack(slice bytes) {
	bool pack = slice_starts(bytes, S("pack:")), words = slice_starts(bytes, S("word,"));
	write_file("pack.yaml", pack ? bytes
	                             : S("pack: p\nkinds: {train: {columns: {name: {type: text}}}}\n"
	                                 "registers: {words: {file: words.csv, key: [word]}}\n"));
	write_file("words.csv", words ? bytes : S("word,sort\nship,a\nboat,b\n"));
	write_file("a.rules.yaml",
	        pack || words ? S("fragments: {w: {words: {register: words, column: word}}}\n"
	                          "rules: [{id: a, emit: event, match: '{{w}}', fields: {type: {value: x}}}]\n")
	                      : bytes);
}

static void hold_diags(const struct diags *d) {
	struct buf out = {0};
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *one = &d->list.v[i];
		hold(one->message.n > 0, "a diagnostic says something");
		if (one->source.p == NULL || span_is_none(one->at)) continue;
		hold(one->at.start <= one->at.end && one->at.end <= one->source.n, "a place lies inside its file");
	}
	diags_print(d, ABSENT, &out);
	diags_print_short(d, &out);
	diags_print_json(d, &out);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	static bool begun;
	if (!begun) begin();
	begun = true;
	arena a = {0};
	struct diags diags = {.arena = &a}, again = {.arena = &a}, tests = {.arena = &a};
	slices details = {0};
	bool whole = false;
	char name[sizeof folder + 8];
	snprintf(name, sizeof name, "%s/p", folder);
	write_pack((slice){size > 0 ? (const char *)data : "", size});
	struct pack *pack = pack_load(&a, slice_of(name), &diags);
	hold_diags(&diags);
	hold((pack == NULL) == diags_have(&diags, LEVEL_FATAL), "a pack is there where nothing was fatal");
	struct pack *good = pack_load_good(&a, slice_of(name), &again, &whole);
	hold_diags(&again);
	hold(whole == (pack != NULL) && (pack == NULL || good->rules.n == pack->rules.n), "good rules load");
	for (size_t i = 0; good != NULL && i < good->rules.n; i++)
		hold(good->rules.v[i]->match != NULL && rule_fingerprint(&a, good->rules.v[i]).n == 64,
		        "a rule is whole");
	if (good != NULL) {
		(void)rule_tests_run(good, &tests, &details);
		hold_diags(&tests);
		rule_tests_shadows(good, &tests);
	}
	pack_free(pack);
	pack_free(good);
	arena_free(&a);
	return 0;
}

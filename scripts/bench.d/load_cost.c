/* load_cost PATTERNS FILE…: what loading rules cannot cost less than. Parses each YAML file with libfyaml and compiles
 * each line of PATTERNS with PCRE2, with the options that rules have, and does nothing with either. For scripts/bench. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <libfyaml.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compile_all(const char *path) {
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	if (in == NULL) return 1;
	while ((n = getline(&line, &room, in)) > 0) {
		int error;
		size_t at;
		if (line[n - 1] == '\n') n--;
		pcre2_code *code = pcre2_compile((PCRE2_SPTR)line, (size_t)n,
		        PCRE2_EXTENDED | PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES, &error, &at, NULL);
		if (code == NULL) return 1;
		pcre2_code_free(code);
	}
	free(line);
	fclose(in);
	return 0;
}

int main(int argc, char **argv) {
	if (argc < 3 || compile_all(argv[1]) != 0) return 2;
	for (int i = 2; i < argc; i++) {
		struct fy_document *document = fy_document_build_from_file(NULL, argv[i]);
		if (document == NULL) return 2;
		fy_document_destroy(document);
	}
	return 0;
}

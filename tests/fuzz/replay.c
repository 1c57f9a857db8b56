/* Runs a fuzz target over the files of its corpus, where there is no fuzzer: replay FOLDER. One that does not hold
 * aborts; the file's name has been printed before. */
#include "base/io.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
	arena a = {0};
	slices files = {0}, others = {0};
	if (argc != 2 || io_list_folder(&a, argv[1], &files, &others) != 0 || files.n == 0) {
		fputs("replay: name a folder with files\n", stderr);
		return 2;
	}
	for (size_t i = 0; i < files.n; i++) {
		slice bytes;
		const char *path = arena_c_string(&a, say(&a, slice_of(argv[1]), S("/"), files.v[i]));
		printf("%s\n", path);
		fflush(stdout);
		if (io_read_file(&a, path, 0, &bytes) != 0) return 2;
		LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
	}
	printf("%zu passed, 0 failed\n", files.n);
	arena_free(&a);
	return 0;
}

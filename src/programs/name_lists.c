/* Lists of names: see name_lists.h. */
#include "programs/name_lists.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool names_from(struct program *p, slice path, bool null_ends, slices *names) {
	arena *a = &p->arena;
	slice bytes;
	bool stdin_too = slice_equal(path, S("-"));
	int fd = stdin_too ? STDIN_FILENO : io.open(arena_c_string(a, path), O_RDONLY | O_CLOEXEC, 0);
	int error = fd < 0 ? errno : io_read_fd(a, fd, 0, &bytes);
	if (fd > STDIN_FILENO) io.close(fd);
	if (error != 0) {
		program_fail_system(p, "read", stdin_too ? S("standard input") : path, error);
		return false;
	}
	slice end = null_ends ? (slice){"", 1} : S("\n");
	for (slice rest = bytes; rest.n > 0;) {
		struct cut c = slice_cut(rest, end);
		rest = c.tail;
		if (c.head.n == 0) {
			program_fail(p, CODE_USAGE,
			        say(a, S("entry "), slice_of_u64(a, names->n + 1), S(" of "), path, S(" is empty")));
			return false;
		}
		*vec_push(a, names) = c.head;
	}
	return true;
}

void names_missing(struct program *p, const slices *expected, const struct strings *arrived) {
	for (size_t i = 0; i < expected->n; i++) {
		if (strings_find(arrived, expected->v[i]) != STRING_NONE) continue;
		program_say(p, (struct diag){.code = CODE_DOCUMENT_MISSING,
		                       .file = expected->v[i],
		                       .at = SPAN_NONE,
		                       .message = S("it was expected and did not arrive"),
		                       .also_at = SPAN_NONE});
	}
}

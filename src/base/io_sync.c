/* Many files to the disk at once: see io.h. One that is asked for while the file system writes its journal for another goes
 * with that: a few dozen files together take as long as two or three one after the other. */
#include "base/io.h"

#include "base/beside.h"
#include "base/io_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>

enum { THREADS = 8 };

struct syncing {
	const slice *paths;
	size_t n;
	atomic_size_t next;
	atomic_int error; /* the first one met */
};

int io_sync_close(int fd) {
	int error = 0;
	while (io.fsync(fd) != 0)
		if (errno != EINTR) {
			error = errno;
			break;
		}
	(void)io.close(fd); /* nothing was written */
	/* Some file systems sync no folders and say so. */
	return error == EINVAL ? 0 : error;
}

static int sync_path(slice path) {
	arena scratch = {0};
	int fd, error = io_open(arena_c_string(&scratch, path), O_RDONLY, &fd);
	arena_free(&scratch);
	return error ? error : io_sync_close(fd);
}

static void *work(void *to) {
	struct syncing *s = to;
	for (size_t i; (i = atomic_fetch_add(&s->next, 1)) < s->n;) {
		int error = sync_path(s->paths[i]), none = 0;
		if (error) atomic_compare_exchange_strong(&s->error, &none, error);
	}
	return NULL;
}

int io_sync_paths(const slice *paths, size_t n) {
	struct syncing s = {.paths = paths, .n = n};
	beside_all(n < THREADS ? n : THREADS, work, &s);
	return atomic_load(&s.error);
}

int io_sync_file_system(slice path) {
	arena scratch = {0};
	int fd, error = io_open(arena_c_string(&scratch, path), O_RDONLY, &fd);
	arena_free(&scratch);
	if (error) return error;
	error = io.syncfs(fd) == 0 ? 0 : errno;
	(void)io.close(fd);
	return error;
}

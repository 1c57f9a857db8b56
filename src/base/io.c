/* The system calls, and whole inputs: see io.h. Lines stand in io_lines.c, output in io_write.c, folders in
 * io_folder.c. */
#include "base/io.h"

#include "base/io_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int plain_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

static int plain_exchange(const char *a, const char *b) { return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE); }

static int plain_start_sync(int fd, off_t at, off_t n) { return sync_file_range(fd, at, n, SYNC_FILE_RANGE_WRITE); }

static int plain_forget(int fd, off_t until) { return posix_fadvise(fd, 0, until, POSIX_FADV_DONTNEED); }

static uint64_t plain_nanoseconds(void) {
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

struct io io = {
        .open = plain_open,
        .read = read,
        .write = write,
        .pread = pread,
        .close = close,
        .fsync = fsync,
        .rename = rename,
        .unlink = unlink,
        .mkdir = mkdir,
        .rmdir = rmdir,
        .lstat = lstat,
        .stat = stat,
        .exchange = plain_exchange,
        .syncfs = syncfs,
        .start_sync = plain_start_sync,
        .forget = plain_forget,
        .nanoseconds = plain_nanoseconds,
};

int io_read_some(int fd, char *to, size_t n, size_t *got) {
	ssize_t r;
	while ((r = io.read(fd, to, n)) < 0)
		if (!io_may_retry(fd, POLLIN)) return errno;
	*got = (size_t)r;
	return 0;
}

typedef VEC(char) bytes_vec;

/* Reads to the end. `expected` bytes are made room for at once; one more than that shows the end without growing. */
static int read_all(arena *a, int fd, size_t limit, size_t expected, slice *bytes) {
	size_t cap = expected < SIZE_MAX / 2 ? expected + 1 : expected;
	bytes_vec all = {arena_room(a, cap), 0, cap};
	for (;;) {
		if (all.n == all.cap) vec_grow(a, &all, 1);
		size_t got = 0;
		int error = io_read_some(fd, all.v + all.n, all.cap - all.n, &got);
		if (error) return error;
		if (got == 0) break;
		all.n += got;
		if (limit && all.n > limit) return EFBIG;
	}
	*bytes = (slice){all.v, all.n};
	return 0;
}

int io_read_fd(arena *a, int fd, size_t limit, slice *bytes) { return read_all(a, fd, limit, 64 << 10, bytes); }

static int read_opened(arena *a, int fd, size_t limit, slice *bytes) {
	struct stat st;
	if (fstat(fd, &st) != 0) return errno;
	if (S_ISDIR(st.st_mode)) return EISDIR;
	if (!S_ISREG(st.st_mode)) return ENOTSUP;
	size_t size = st.st_size > 0 ? (size_t)st.st_size : 0; /* a file of /proc says 0 */
	if (limit && size > limit) return EFBIG;
	return read_all(a, fd, limit, size, bytes);
}

int io_open(const char *path, int flags, int *fd) {
	while ((*fd = io.open(path, flags | O_CLOEXEC, 0666)) < 0)
		if (errno != EINTR) return errno;
	return 0;
}

int io_read_file(arena *a, const char *path, size_t limit, slice *bytes) {
	int fd, error = io_open(path, O_RDONLY | O_NONBLOCK, &fd);
	if (error) return error == ENXIO ? ENOTSUP : error; /* ENXIO: a socket */
	error = read_opened(a, fd, limit, bytes);
	(void)io.close(fd); /* nothing was written */
	return error;
}

int io_read_at(int fd, uint64_t at, char *to, size_t n) {
	while (n > 0) {
		ssize_t got = io.pread(fd, to, n, (off_t)at);
		if (got == 0) return EIO;
		if (got < 0 && !io_may_retry(fd, POLLIN)) return errno;
		if (got < 0) continue;
		to += got;
		at += (uint64_t)got;
		n -= (size_t)got;
	}
	return 0;
}

int io_open_nameless(const char *folder, int *fd) {
	static atomic_uint made;
	arena scratch = {0};
	slice number = slice_of_u64(&scratch, atomic_fetch_add(&made, 1)),
	      pid = slice_of_u64(&scratch, (uint64_t)getpid());
	const char *path =
	        arena_c_string(&scratch, say(&scratch, slice_of(folder), S("/.garner-"), pid, S("-"), number));
	int error = io_open(path, O_RDWR | O_CREAT | O_EXCL, fd);
	if (!error && io.unlink(path) != 0) {
		error = errno;
		(void)io.close(*fd);
	}
	arena_free(&scratch);
	return error;
}

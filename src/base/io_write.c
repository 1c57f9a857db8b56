/* Output: every byte is written or the first error is told. See io.h. */
#include "base/io.h"

#include "base/io_wait.h"

#include <errno.h>
#include <fcntl.h>

enum { HOLD = 64 << 10, PAGE = 4096, EARLY = 1 << 20, CACHED = 16 << 20 };

bool io_may_retry(int fd, short event) {
	if (errno == EINTR) return true;
	if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
	int kept = errno;
	struct pollfd wait = {.fd = fd, .events = event};
	bool again = poll(&wait, 1, -1) >= 0 || errno == EINTR;
	errno = kept;
	return again;
}

static int write_all(int fd, slice s) {
	while (s.n) {
		ssize_t written = io.write(fd, s.p, s.n);
		if (written > 0)
			s = slice_drop(s, (size_t)written);
		else if (written == 0) /* no progress and no reason: as good as an error */
			return EIO;
		else if (!io_may_retry(fd, POLLOUT))
			return errno;
	}
	return 0;
}

/* Whole pages alone, since one on its way to the disk may have to be waited for by whoever adds to it. What fails here is
 * told by the sync at the end.
 *
 * Of a long file the page cache keeps the end alone: a dataset of many gigabytes would push out all else that the system
 * has there, and pages that are given back and taken again are quicker than ever new ones (docs/performance.md). */
static void start_sync(struct io_writer *w) {
	uint64_t until = w->written & ~(uint64_t)(PAGE - 1);
	if (!w->to_disk || until - w->started < EARLY) return;
	(void)io.start_sync(w->fd, (off_t)w->started, (off_t)(until - w->started));
	w->started = until;
	if (until > CACHED) (void)io.forget(w->fd, (off_t)(until - CACHED));
}

static void write_out(struct io_writer *w, slice s) {
	w->error = write_all(w->fd, s);
	w->written += s.n;
	if (!w->error) start_sync(w);
}

void io_put(struct io_writer *w, slice s) {
	if (w->error) return;
	if (w->hold.n + s.n > HOLD && io_flush(w)) return;
	if (s.n > HOLD)
		write_out(w, s);
	else
		buf_put(&w->hold, s);
}

int io_flush(struct io_writer *w) {
	if (!w->error) write_out(w, buf_slice(&w->hold));
	buf_clear(&w->hold);
	return w->error;
}

void io_writer_free(struct io_writer *w) { buf_free(&w->hold); }

/* A device or pipe knows no fsync and says EINVAL; a real failure is EIO, ENOSPC or EDQUOT. */
static int sync_file(int fd) {
	while (io.fsync(fd) != 0)
		if (errno != EINTR) return errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
	return 0;
}

int io_write_file(const char *path, slice bytes) {
	int fd, error = io_open(path, O_WRONLY | O_CREAT | O_TRUNC, &fd);
	if (error) return error;
	error = write_all(fd, bytes);
	if (!error) error = sync_file(fd);
	/* After EINTR Linux has closed the descriptor all the same; trying again could close another's. */
	if (io.close(fd) != 0 && errno != EINTR && !error) error = errno;
	return error;
}

/* Tests of base/io: inputs, lines and output; folders stand in test_io_folder.c. Faults come in through the table of
 * system calls. */
#include "asserts.h"

#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static slice bytes_of_length(size_t n) {
	char *p = arena_alloc(&scratch, n);
	for (size_t i = 0; i < n; i++) p[i] = (char)('a' + i % 23);
	return (slice){p, n};
}

/* ---- faults */

static int turn; /* counts the calls of a faulty function */

static ssize_t read_one_byte_between_signals(int fd, void *to, size_t n) {
	if (turn++ % 2) return real.read(fd, to, n ? 1 : 0);
	errno = EINTR;
	return -1;
}

static ssize_t write_one_byte_between_signals(int fd, const void *from, size_t n) {
	if (turn++ % 2) return real.write(fd, from, n ? 1 : 0);
	errno = EINTR;
	return -1;
}

static int open_after_a_signal(const char *path, int flags, mode_t mode) {
	if (turn++ % 2) return real.open(path, flags, mode);
	errno = EINTR;
	return -1;
}

static ssize_t read_fails(int fd, void *to, size_t n) {
	(void)fd, (void)to, (void)n;
	errno = EIO;
	return -1;
}

static ssize_t write_fails_later(int fd, const void *from, size_t n) {
	if (turn++ == 0) return real.write(fd, from, n);
	errno = ENOSPC;
	return -1;
}

static ssize_t write_gets_nowhere(int fd, const void *from, size_t n) {
	(void)fd, (void)from, (void)n;
	return 0;
}

static uint64_t forgotten; /* how many bytes at the start of a file the page cache was to let go of */

static int forget_is_noted(int fd, off_t until) {
	(void)fd;
	forgotten = (uint64_t)until;
	errno = EINVAL; /* a hint: what it says changes nothing */
	return -1;
}

static int close_fails(int fd) {
	real.close(fd);
	errno = EDQUOT;
	return -1;
}

static int fsync_fails(int fd) {
	(void)fd;
	errno = EIO;
	return -1;
}

/* ---- whole inputs */

static void files_are_read_whole(void **state) {
	(void)state;
	static const size_t sizes[] = {0, 1, 4095, 4096, 65536, 200001};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		slice bytes = bytes_of_length(sizes[i]);
		make_file("a", bytes);
		assert_file("a", bytes);
	}
	make_file("a", S("x\0y")); /* the longer one before is gone */
	assert_file("a", S("x\0y"));
}

static void the_limit_is_the_last_size_allowed(void **state) {
	(void)state;
	slice bytes = ABSENT;
	make_file("a", S("12345"));
	assert_int_equal(io_read_file(&scratch, in_root("a"), 5, &bytes), 0);
	assert_slice_equal(bytes, S("12345"));
	assert_int_equal(io_read_file(&scratch, in_root("a"), 4, &bytes), EFBIG);
}

static void a_file_that_hides_its_size_is_read_whole(void **state) {
	(void)state;
	slice bytes = ABSENT;
	int error = io_read_file(&scratch, "/proc/self/status", 0, &bytes);
	if (error == ENOENT) skip(); /* no /proc here */
	assert_int_equal(error, 0);
	assert_true(slice_find(bytes, S("VmPeak")) != SIZE_MAX);
	assert_int_equal(io_read_file(&scratch, "/proc/self/status", 10, &bytes), EFBIG);
}

static void what_is_no_file_is_refused_without_blocking(void **state) {
	(void)state;
	slice bytes = ABSENT;
	assert_int_equal(mkfifo(in_root("fifo"), 0600), 0);
	assert_int_equal(io_read_file(&scratch, in_root("fifo"), 0, &bytes), ENOTSUP);
	assert_int_equal(io_read_file(&scratch, "/dev/null", 0, &bytes), ENOTSUP);
	assert_int_equal(io_read_file(&scratch, root, 0, &bytes), EISDIR);
	assert_int_equal(io_read_file(&scratch, in_root("missing"), 0, &bytes), ENOENT);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	slice path = slice_of(in_root("socket"));
	memcpy(address.sun_path, path.p, path.n);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(io_read_file(&scratch, in_root("socket"), 0, &bytes), ENOTSUP);
	close(fd);
	assert_slice_equal(bytes, ABSENT);
}

static void short_reads_and_signals_change_nothing(void **state) {
	(void)state;
	slice bytes = bytes_of_length(3000);
	make_file("a", bytes);
	turn = 0;
	io.read = read_one_byte_between_signals;
	io.open = open_after_a_signal;
	assert_file("a", bytes);
	assert_true(turn > 6000);
}

static void a_failed_read_gives_its_reason(void **state) {
	(void)state;
	slice bytes = ABSENT;
	make_file("a", S("a"));
	io.read = read_fails;
	assert_int_equal(io_read_file(&scratch, in_root("a"), 0, &bytes), EIO);
	assert_slice_equal(bytes, ABSENT);
}

/* A pipe into which a child writes the bytes in pieces, with a pause between them. */
static int slow_pipe(slice bytes, size_t piece, pid_t *child) {
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	*child = fork();
	assert_true(*child >= 0);
	if (*child) {
		close(ends[1]);
		return ends[0];
	}
	for (; bytes.n; bytes = slice_drop(bytes, piece)) {
		usleep(2000);
		if (write(ends[1], bytes.p, bytes.n < piece ? bytes.n : piece) < 0) _exit(1);
	}
	_exit(0);
}

static void a_pipe_that_was_set_not_to_block_is_waited_for(void **state) {
	(void)state;
	pid_t child;
	slice bytes = ABSENT, sent = bytes_of_length(100);
	int fd = slow_pipe(sent, 30, &child);
	assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(io_read_fd(&scratch, fd, 0, &bytes), 0);
	assert_slice_equal(bytes, sent);
	close(fd);
	waitpid(child, NULL, 0);
}

static void a_descriptor_is_read_up_to_the_limit(void **state) {
	(void)state;
	pid_t child;
	slice bytes = ABSENT;
	int fd = slow_pipe(bytes_of_length(100), 100, &child);
	assert_int_equal(io_read_fd(&scratch, fd, 99, &bytes), EFBIG);
	close(fd);
	waitpid(child, NULL, 0);
}

/* ---- lines */

static int open_file(const char *name) {
	int fd = open(in_root(name), O_RDONLY);
	assert_true(fd >= 0);
	return fd;
}

/* The lines of a text, as "number@offset:line|", read in blocks of a size. */
static slice lines_of(slice text, size_t block, size_t limit) {
	struct buf all = {0};
	make_file("lines", text);
	struct io_lines lines = {.fd = open_file("lines"), .block = block};
	for (;;) {
		slice line;
		bool more;
		int error = io_next_line(&lines, limit, &line, &more);
		assert_true(error == 0 || error == EFBIG);
		if (!more) break;
		buf_u64(&all, lines.number);
		buf_byte(&all, '@');
		buf_u64(&all, lines.offset);
		buf_put(&all, error ? S("!") : S(":"));
		buf_put(&all, line);
		buf_byte(&all, '|');
	}
	slice line;
	bool more = true;
	assert_int_equal(io_next_line(&lines, limit, &line, &more), 0);
	assert_false(more); /* the end stays the end */
	close(lines.fd);
	io_lines_free(&lines);
	slice result = arena_copy(&scratch, buf_slice(&all));
	buf_free(&all);
	return result;
}

static void lines_are_the_same_at_every_block_size(void **state) {
	(void)state;
	for (size_t block = 0; block <= 40; block++) {
		assert_slice_equal(lines_of(S(""), block, 0), S(""));
		assert_slice_equal(lines_of(S("\n"), block, 0), S("1@0:|"));
		assert_slice_equal(lines_of(S("one\n\nthree\r\nn\0l\nlast"), block, 0),
		        S("1@0:one|2@4:|3@5:three\r|4@12:n\0l|5@16:last|"));
		assert_slice_equal(lines_of(S("a\nb\n"), block, 0), S("1@0:a|2@2:b|"));
	}
}

static void a_line_over_the_limit_is_skipped_alone(void **state) {
	(void)state;
	for (size_t block = 0; block <= 40; block++) {
		assert_slice_equal(lines_of(S("12345\n123456\n\n1234567890123456789\nxyz\n"), block, 5),
		        S("1@0:12345|2@6!|3@13:|4@14!|5@34:xyz|"));
		assert_slice_equal(lines_of(S("a\n123456"), block, 5), S("1@0:a|2@2!|"));
		assert_slice_equal(lines_of(S("a\n12345"), block, 5), S("1@0:a|2@2:12345|"));
		assert_slice_equal(lines_of(S("1234567890\n"), block, 5), S("1@0!|"));
	}
}

static void a_long_line_comes_whole(void **state) {
	(void)state;
	slice text = bytes_of_length(300000);
	make_file("lines", say(&scratch, text, S("\n"), text));
	struct io_lines lines = {.fd = open_file("lines"), .block = 1000};
	slice line;
	bool more;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(io_next_line(&lines, 0, &line, &more), 0);
		assert_true(more);
		assert_true(slice_equal(line, text));
	}
	assert_int_equal(lines.offset, 300001);
	close(lines.fd);
	io_lines_free(&lines);
}

static void lines_of_a_failing_read_give_its_reason(void **state) {
	(void)state;
	make_file("lines", S("a\n"));
	struct io_lines lines = {.fd = open_file("lines")};
	slice line;
	bool more;
	io.read = read_fails;
	assert_int_equal(io_next_line(&lines, 0, &line, &more), EIO);
	io.read = real.read;
	assert_int_equal(io_next_line(&lines, 0, &line, &more), 0);
	assert_slice_equal(line, S("a"));
	close(lines.fd);
	io_lines_free(&lines);
}

/* ---- output */

static void short_writes_and_signals_lose_nothing(void **state) {
	(void)state;
	slice bytes = bytes_of_length(3000);
	turn = 0;
	io.write = write_one_byte_between_signals;
	make_file("a", bytes);
	io.write = real.write;
	assert_file("a", bytes);
}

static void a_writer_keeps_the_order_of_small_and_large(void **state) {
	(void)state;
	static const size_t sizes[] = {1, 65535, 3, 65536, 0, 65537, 10, 200000, 7};
	struct io_writer w = {.fd = open(in_root("a"), O_WRONLY | O_CREAT | O_EXCL, 0600)};
	slice expected = S("");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		slice bytes = bytes_of_length(sizes[i]);
		io_put(&w, bytes);
		expected = say(&scratch, expected, bytes);
	}
	assert_int_equal(io_flush(&w), 0);
	close(w.fd);
	io_writer_free(&w);
	slice bytes = ABSENT;
	assert_int_equal(io_read_file(&scratch, in_root("a"), 0, &bytes), 0);
	assert_true(slice_equal(bytes, expected));
}

static void a_writer_keeps_its_first_error(void **state) {
	(void)state;
	turn = 0;
	io.write = write_fails_later;
	struct io_writer w = {.fd = open(in_root("a"), O_WRONLY | O_CREAT | O_EXCL, 0600)};
	io_put(&w, S("first"));
	assert_int_equal(io_flush(&w), 0);
	io_put(&w, S("second"));
	assert_int_equal(io_flush(&w), ENOSPC);
	io.write = real.write;
	io_put(&w, S("third"));
	assert_int_equal(io_flush(&w), ENOSPC);
	close(w.fd);
	io_writer_free(&w);
	assert_file("a", S("first"));
}

static uint64_t forgotten_of(const char *name, slice piece, size_t times, bool to_disk) {
	struct io_writer w = {.fd = open(in_root(name), O_WRONLY | O_CREAT | O_EXCL, 0600), .to_disk = to_disk};
	forgotten = 0;
	io.forget = forget_is_noted;
	for (size_t i = 0; i < times; i++) io_put(&w, piece);
	assert_int_equal(io_flush(&w), 0);
	io.forget = real.forget;
	close(w.fd);
	io_writer_free(&w);
	assert_int_equal(w.written, piece.n * times);
	return forgotten;
}

static void of_a_long_file_the_page_cache_keeps_the_end(void **state) {
	(void)state;
	slice piece = bytes_of_length(1 << 20);
	assert_int_equal(forgotten_of("short", piece, 16, true), 0);
	assert_int_equal(forgotten_of("long", piece, 20, true), 4 << 20);
	assert_int_equal(forgotten_of("a pipe, say", piece, 20, false), 0);
}

static void a_full_device_is_told(void **state) {
	(void)state;
	int fd = open("/dev/full", O_WRONLY);
	if (fd < 0) skip();
	struct io_writer w = {.fd = fd};
	io_put(&w, S("x"));
	assert_int_equal(io_flush(&w), ENOSPC);
	io_writer_free(&w);
	close(fd);
	assert_int_equal(io_write_file("/dev/full", S("x")), ENOSPC);
}

static void a_device_that_cannot_sync_is_fine(void **state) {
	(void)state;
	assert_int_equal(io_write_file("/dev/null", S("x")), 0);
}

static void failures_after_the_last_byte_are_told(void **state) {
	(void)state;
	io.close = close_fails;
	assert_int_equal(io_write_file(in_root("a"), S("x")), EDQUOT);
	io.fsync = fsync_fails; /* the first error counts */
	assert_int_equal(io_write_file(in_root("a"), S("x")), EIO);
	io = real;
	io.write = write_gets_nowhere;
	assert_int_equal(io_write_file(in_root("a"), S("x")), EIO);
	assert_int_equal(io_write_file(in_root("no/folder"), S("x")), ENOENT);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_root, remove_root)
	const struct CMUnitTest tests[] = {
	        TEST(files_are_read_whole),
	        TEST(the_limit_is_the_last_size_allowed),
	        TEST(a_file_that_hides_its_size_is_read_whole),
	        TEST(what_is_no_file_is_refused_without_blocking),
	        TEST(short_reads_and_signals_change_nothing),
	        TEST(a_failed_read_gives_its_reason),
	        TEST(a_pipe_that_was_set_not_to_block_is_waited_for),
	        TEST(a_descriptor_is_read_up_to_the_limit),
	        TEST(lines_are_the_same_at_every_block_size),
	        TEST(a_line_over_the_limit_is_skipped_alone),
	        TEST(a_long_line_comes_whole),
	        TEST(lines_of_a_failing_read_give_its_reason),
	        TEST(short_writes_and_signals_lose_nothing),
	        TEST(a_writer_keeps_the_order_of_small_and_large),
	        TEST(a_writer_keeps_its_first_error),
	        TEST(of_a_long_file_the_page_cache_keeps_the_end),
	        TEST(a_full_device_is_told),
	        TEST(a_device_that_cannot_sync_is_fine),
	        TEST(failures_after_the_last_byte_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The one seam to files, pipes and folders. Only this file and the mains touch the outside.
 *
 * `io` is the process's table of system calls; tests replace its members to inject faults and must put them back.
 * Short reads and writes and EINTR are handled here. No function prints: each gives an errno value (0 = fine). */
#ifndef GARNER_BASE_IO_H
#define GARNER_BASE_IO_H

#include "base/arena.h"
#include "base/buf.h"

#include <sys/stat.h>
#include <sys/types.h>

struct io {
	int (*open)(const char *path, int flags, mode_t mode);
	ssize_t (*read)(int fd, void *to, size_t n);
	ssize_t (*write)(int fd, const void *from, size_t n);
	ssize_t (*pread)(int fd, void *to, size_t n, off_t at);
	int (*close)(int fd);
	int (*fsync)(int fd);
	int (*rename)(const char *from, const char *to);
	int (*unlink)(const char *path);
	int (*mkdir)(const char *path, mode_t mode);
	int (*rmdir)(const char *path);
	int (*lstat)(const char *path, struct stat *st);
	int (*stat)(const char *path, struct stat *st);
	int (*exchange)(const char *a, const char *b); /* in one step; ENOSYS or EINVAL where the system has none */
	int (*syncfs)(int fd);                         /* the whole file system of fd to the disk */
	int (*start_sync)(int fd, off_t at, off_t n);  /* that of a range, without waiting for it; a hint */
	int (*forget)(int fd, off_t until); /* what of its first bytes is on the disk leaves the page cache; a hint */
	uint64_t (*nanoseconds)(void);      /* a clock that never goes back; for people, never for data */
};
extern struct io io;

/* All bytes of a file or descriptor, in the arena. `limit` 0 = none; a longer input gives EFBIG. Opening never blocks on
 * a FIFO: a folder gives EISDIR, any other path that is no regular file ENOTSUP. "-" is not special here. */
int io_read_file(arena *a, const char *path, size_t limit, slice *bytes);
int io_read_fd(arena *a, int fd, size_t limit, slice *bytes);

/* Exactly n bytes from the offset on; EIO where there are fewer. For any thread. */
int io_read_at(int fd, uint64_t at, char *to, size_t n);
/* A file in the folder that has lost its name already: it is gone when its descriptor is closed, however that comes. */
int io_open_nameless(const char *folder, int *fd);

/* ---- lines: for JSON Lines input */
struct io_lines {
	int fd;
	struct buf hold;
	size_t at;       /* where the next line starts in hold */
	bool ended;      /* end of input met */
	uint64_t number; /* of the line given last, from 1 */
	uint64_t offset; /* bytes from the start of input to the start of the line given last */
	size_t block;    /* bytes asked for in one read; 0 = 64 KiB */
	uint64_t next;   /* private: what offset becomes */
};
/* The next line without its '\n' (a CR before it is kept). *more is false at the end. A last line without '\n' counts.
 * The slice is valid until the next call. errno value on failure; EFBIG when a line exceeds limit bytes (0 = none): all
 * of that line is skipped (*more is true, number and offset are its own) and reading can go on. */
int io_next_line(struct io_lines *lines, size_t limit, slice *line, bool *more);
void io_lines_free(struct io_lines *lines);

/* ---- output */
struct io_writer {
	int fd;
	bool to_disk; /* a regular file, written from its start, that will be synced: the disk is at work while more is made,
	                 and all but its last 16 MB need not stay in the page cache */
	uint64_t written, started;
	struct buf hold;
	int error; /* the first errno value met; later writes do nothing */
};
void io_put(struct io_writer *w, slice s); /* buffered, 64 KiB */
int io_flush(struct io_writer *w);         /* the first error met since the start, or 0 */
void io_writer_free(struct io_writer *w);

/* A whole file, created or truncated, written, brought to the disk and closed. */
int io_write_file(const char *path, slice bytes);

/* Files and folders to the disk, on a few threads at once. The first error, or 0. */
int io_sync_paths(const slice *paths, size_t n);
/* What was opened for reading, file or folder, to the disk; it is closed in any case. */
int io_sync_close(int fd);
int io_sync_file_system(
        slice path); /* all of the file system that it stands on; ENOSYS where that cannot be asked for */

/* ---- folders: regular files below a folder, recursively, sorted by the bytes of their paths relative to it. Links are
 * not followed (a link to a regular file inside the tree is skipped); *others gets what is neither file nor folder
 * (sockets, devices, FIFOs, links), likewise sorted. Relative paths, in the arena. */
int io_list_folder(arena *a, const char *folder, slices *files, slices *others);
int io_folder_names(arena *a, const char *folder, slices *names); /* of all that stands in it itself, unsorted */
int io_make_folders(const char *path);                            /* mkdir -p */
int io_remove_tree(const char *path); /* rm -rf: links are removed, not followed; a missing path is fine */
/* Holds the folder as in use by this process until the descriptor is closed or the process ends, however that comes.
 * EWOULDBLOCK where another holds it. */
int io_hold_folder(const char *path, int *fd);
/* Exchange two paths in one step (renameat2 RENAME_EXCHANGE), or where the system has none by renames over
 * "<a>.exchange", undone when one fails. */
int io_exchange(const char *a, const char *b);

#endif

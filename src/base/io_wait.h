/* What the files of io share among themselves: not for other modules. */
#ifndef GARNER_BASE_IO_WAIT_H
#define GARNER_BASE_IO_WAIT_H

#include "base/io.h"

#include <poll.h>

/* After a failed read or write: true where it is to be tried again (a signal came; or the descriptor was set to not
 * block by whoever handed it over, and has been waited for). errno is kept. */
bool io_may_retry(int fd, short event);
int io_open(const char *path, int flags, int *fd); /* with O_CLOEXEC, mode 0666 */
/* One read, of at most n bytes; *got 0 is the end. */
int io_read_some(int fd, char *to, size_t n, size_t *got);

#endif

/* Lines of a stream of any length, whatever the size of the pieces it comes in: see io.h. */
#include "base/io.h"

#include "base/io_wait.h"
#include "base/mem.h"

#include <errno.h>
#include <string.h>

enum { BLOCK = 64 << 10 };

/* Moves what is left to the front and reads one block behind it. */
static int refill(struct io_lines *l) {
	struct buf *hold = &l->hold;
	size_t block = l->block ? l->block : BLOCK
	, left = hold->n - l->at;
	if (l->at && left) memmove(hold->p, hold->p + l->at, left);
	hold->n = left;
	l->at = 0;
	if (hold->cap - left < block) {
		if (left > SIZE_MAX / 4 || block > SIZE_MAX / 4) mem_exhausted();
		hold->cap = left * 2 + block; /* twice, so that a long line is moved but a few times */
		hold->p = must_realloc(hold->p, hold->cap);
	}
	size_t got = 0;
	int error = io_read_some(l->fd, hold->p + left, block, &got);
	if (error) return error;
	hold->n += got;
	l->ended = got == 0;
	return 0;
}

static int give(struct io_lines *l, uint64_t dropped, size_t length, bool with_end, size_t limit, slice *line) {
	*line = slice_sub(buf_slice(&l->hold), l->at, l->at + length);
	l->at += length + with_end;
	l->number++;
	l->offset = l->next;
	l->next += dropped + length + with_end;
	if (!dropped && !(limit && length > limit)) return 0;
	*line = ABSENT;
	return EFBIG;
}

int io_next_line(struct io_lines *l, size_t limit, slice *line, bool *more) {
	size_t seen = 0;      /* bytes of hold from l->at on that hold no end of line */
	uint64_t dropped = 0; /* bytes of a line beyond the limit that are gone already */
	*line = ABSENT;
	*more = true;
	for (;;) {
		slice left = slice_drop(buf_slice(&l->hold), l->at + seen);
		size_t end = slice_find_byte(left, '\n');
		if (end != SIZE_MAX) return give(l, dropped, seen + end, true, limit, line);
		seen += left.n;
		if (l->ended) break;
		if (limit && seen > limit) {
			dropped += seen;
			l->at += seen;
			seen = 0;
		}
		int error = refill(l);
		if (error) return error;
	}
	if (dropped || seen) return give(l, dropped, seen, false, limit, line);
	*more = false;
	return 0;
}

void io_lines_free(struct io_lines *l) { buf_free(&l->hold); }

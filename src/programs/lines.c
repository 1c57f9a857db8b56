/* Document lines in and out: see lines.h. Reads line by line, so a chain of filters holds one document each. */
#include "programs/lines.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Bytes of one line: text at its limit, every byte escaped, is larger; such a line is reported, not read. */
static const size_t LINE_LIMIT = (size_t)8 << 30;

struct source {
	slice name; /* for messages */
	struct io_lines lines;
};

static void say_broken(struct program *p, const struct source *s, slice line, struct line_error error, arena *a) {
	bool text = utf8_valid(line, &(size_t){0});
	size_t column = text ? place_of(line, error.offset).column : error.offset + 1;
	slice where = say(a, s->name, S(":"), slice_of_u64(a, s->lines.number), S(":"), slice_of_u64(a, column));
	slice message = say(a, error.message, S(" (byte "), slice_of_u64(a, error.offset), S(" of the line, byte "),
	        slice_of_u64(a, s->lines.offset + error.offset), S(" of the input); the line was left out"));
	program_say(p,
	        (struct diag){
	                .code = error.code, .file = where, .at = SPAN_NONE, .message = message, .also_at = SPAN_NONE});
}

/* Findings that decoding has added stand last; those that came with the line were said by the stage that made them. */
static size_t findings_of_line(const struct document *d) {
	size_t n = d->findings.n;
	while (n > 0 && slice_equal(d->findings.v[n - 1].code, code_text(CODE_LINE_SPAN))) n--;
	return n;
}

static bool each_line(struct program *p, struct source *s, const struct kinds *kinds, document_fn *take, void *to) {
	bool go_on = true;
	for (;;) {
		arena a = {0};
		slice line;
		bool more;
		int error = io_next_line(&s->lines, LINE_LIMIT, &line, &more);
		struct line_error broken = {.code = CODE_LINE_BROKEN, .message = S("the line is too long")};
		if (error != 0 && error != EFBIG) {
			program_fail_system(p, "read", s->name, error);
			return false;
		}
		if (error == 0 && !more) return go_on;
		p->source = s->name;
		p->source_line = s->lines.number;
		struct document *d = error == 0 ? line_decode(&a, line, kinds, &broken) : NULL;
		if (d)
			go_on = take(p, d, &a, findings_of_line(d), to);
		else
			say_broken(p, s, error == 0 ? line : S(""), broken, &a);
		arena_free(&a);
		if (!go_on) return false;
	}
}

static bool each_file(struct program *p, slice path, const struct kinds *kinds, document_fn *take, void *to) {
	struct source s = {.name = S("standard input"), .lines = {.fd = STDIN_FILENO}};
	bool named = !slice_equal(path, S("-"));
	if (named) {
		s.name = path;
		s.lines.fd = io.open(arena_c_string(&p->arena, path), O_RDONLY | O_CLOEXEC, 0);
		if (s.lines.fd < 0) {
			program_fail_system(p, "open", path, errno);
			return false;
		}
	}
	bool fine = each_line(p, &s, kinds, take, to);
	io_lines_free(&s.lines);
	if (named) io.close(s.lines.fd);
	return fine;
}

bool lines_each(struct program *p, size_t first, const struct kinds *kinds, document_fn *take, void *to) {
	if (p->operands.n <= first) {
		if (!isatty(STDIN_FILENO)) return each_file(p, S("-"), kinds, take, to);
		program_fail_help(p);
		return false;
	}
	for (size_t i = first; i < p->operands.n; i++)
		if (!each_file(p, p->operands.v[i], kinds, take, to)) return false;
	return true;
}

static void put_piece(void *to, struct buf *b) {
	io_put(to, buf_slice(b));
	buf_clear(b);
}

bool lines_put(struct program *p, const struct document *d) {
	struct buf line = {0};
	struct drain drain = {put_piece, &p->out};
	line_encode_by(d, LINE_WHOLE, &line, &drain);
	io_put(&p->out, buf_slice(&line));
	buf_free(&line);
	return p->out.error == 0;
}

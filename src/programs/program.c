/* What all programs share: see program.h. */
#include "programs/program.h"

#include "base/mem.h"
#include "programs/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A descriptor that was closed is opened the wrong way round: any use of it then fails with EBADF, and no file opened
 * later can take its number and be written to by mistake. */
static bool hold_descriptor(int fd) {
	if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) return true;
	return open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) == fd;
}

int program_main(int argc, char **argv, int (*verb)(int, char **)) {
	static char name[] = "garner";
	static char *alone[] = {name, NULL};
	mem_install();
	for (int fd = 0; fd <= 2; fd++)
		if (!hold_descriptor(fd)) return 2;
	/* Whoever started us may have left SIGPIPE ignored; a filter whose reader has gone ends quietly. */
	signal(SIGPIPE, SIG_DFL);
	if (argc < 1) return verb(1, alone);
	return verb(argc, argv);
}

/* ---- options */

static size_t option_index(const struct program *p, const char *name) {
	for (size_t i = 0; i < p->verb->count; i++)
		if (slice_equal(slice_of(p->verb->options[i].name), slice_of(name))) return i;
	return SIZE_MAX;
}

slice program_option(const struct program *p, const char *name) {
	size_t i = option_index(p, name);
	return i == SIZE_MAX ? ABSENT : p->values[i];
}

bool program_given(const struct program *p, const char *name) { return program_option(p, name).p != NULL; }

bool program_need(struct program *p, const char *name) {
	size_t i = option_index(p, name);
	if (p->values[i].p != NULL) return true;
	const struct opt *o = &p->verb->options[i];
	slice letter = o->letter ? say(&p->arena, S("-"), (slice){&o->letter, 1}, S(" ")) : S("--");
	slice shown = o->letter ? letter : say(&p->arena, letter, slice_of(o->name), S(" "));
	program_fail(p, CODE_USAGE,
	        say(&p->arena, slice_of(p->verb->name), S(" needs "), shown, slice_of(o->value), S(" (see --help)")));
	return false;
}

static void usage_line(const struct program *p, struct buf *out) {
	buf_put(out, S("usage: garner "));
	buf_put(out, slice_of(p->verb->name));
	buf_put(out, S(" [OPTION…] "));
	buf_put(out, slice_of(p->verb->operands));
	buf_byte(out, '\n');
}

static void print_help(struct program *p) {
	struct buf b = {0};
	usage_line(p, &b);
	buf_byte(&b, '\n');
	buf_put(&b, slice_of(p->verb->purpose));
	buf_put(&b, S("\n\n"));
	opt_help(p->verb->options, p->verb->count, &b);
	buf_put(&b, S("\nexample:\n"));
	for (struct cut c = {.tail = slice_of(p->verb->example), .ok = true}; c.ok;) {
		c = slice_cut(c.tail, S("\n"));
		buf_put(&b, S("  "));
		buf_put(&b, c.head);
		buf_byte(&b, '\n');
	}
	io_put(&p->out, buf_slice(&b));
	buf_free(&b);
}

void program_fail_help(struct program *p) {
	struct buf b = {0};
	usage_line(p, &b);
	buf_put(&b, S("Nothing to read: name a file, or pipe something in. More: --help\n"));
	io_put(&p->err, buf_slice(&b));
	buf_free(&b);
	p->failed = true;
}

static bool take_levels(struct program *p) {
	slice tolerate = program_option(p, "tolerate"), fail_on = program_option(p, "fail-on");
	if (tolerate.p && !slice_equal(tolerate, S("findings"))) {
		program_fail(p, CODE_USAGE, S("--tolerate takes `findings` alone"));
		return false;
	}
	p->tolerate = tolerate.p != NULL;
	if (!fail_on.p) return true;
	for (enum level l = LEVEL_NOTE; l <= LEVEL_ERROR; l++) {
		if (!slice_equal(fail_on, level_text(l))) continue;
		p->fail_on = l;
		return true;
	}
	program_fail(p, CODE_USAGE, S("--fail-on takes note, warning or error"));
	return false;
}

bool program_open(struct program *p, const struct verb *verb, int argc, char **argv) {
	*p = (struct program){.verb = verb,
	        .worst = NOTHING_SEEN,
	        .fail_on = LEVEL_ERROR,
	        .out = {.fd = STDOUT_FILENO},
	        .err = {.fd = STDERR_FILENO}};
	struct opts walk = {.argc = argc, .argv = argv, .table = verb->options, .count = verb->count};
	for (;;) {
		slice value = ABSENT;
		int i = opt_next(&p->arena, &walk, &value);
		if (i == OPT_END) break;
		if (i == OPT_WRONG) {
			program_fail(p, CODE_USAGE, value);
			return false;
		}
		if (i == OPT_OPERAND)
			*vec_push(&p->arena, &p->operands) = value;
		else
			p->values[i] = value.p ? value : S("");
	}
	if (program_given(p, "help")) {
		print_help(p);
		return false;
	}
	if (program_given(p, "version")) {
		io_put(&p->out, S("garner " GARNER_VERSION "\n"));
		return false;
	}
	return take_levels(p);
}

/* ---- diagnostics */

slice system_text(int error) {
	/* strerrordesc_np is the text without translation; glibc 2.32 and later. */
	const char *text = strerrordesc_np(error);
	return text ? slice_of(text) : S("unknown reason");
}

void program_seen(struct program *p, enum level severity) {
	if ((int)severity > p->worst) p->worst = (int)severity;
}

void program_seen_document(struct program *p, const struct document *d) {
	if (d->findings.n > 0) program_seen(p, document_worst(d));
}

void program_diags(struct program *p, const struct diags *d) {
	if (d->list.n == 0) return;
	struct buf b = {0};
	diags_print(d, slice_of(p->verb->name), &b);
	io_put(&p->err, buf_slice(&b));
	io_flush(&p->err);
	buf_free(&b);
	program_seen_diags(p, d);
}

void program_seen_diags(struct program *p, const struct diags *d) {
	if (diags_have(d, LEVEL_FATAL)) p->failed = true;
	for (size_t i = 0; i < d->list.n; i++) {
		enum level level = code_level(d->list.v[i].code);
		program_seen(p, level > LEVEL_ERROR ? LEVEL_ERROR : level);
	}
}

void program_say(struct program *p, struct diag what) {
	arena scratch = {0};
	struct diags one = {.arena = &scratch};
	diag_add(&one, what);
	program_diags(p, &one);
	arena_free(&scratch);
}

void program_fail_hint(struct program *p, enum code code, slice message, slice hint) {
	program_say(p,
	        (struct diag){.code = code, .at = SPAN_NONE, .also_at = SPAN_NONE, .message = message, .hint = hint});
	p->failed = true;
}

void program_fail(struct program *p, enum code code, slice message) { program_fail_hint(p, code, message, ABSENT); }

void program_fail_system(struct program *p, const char *what, slice path, int error) {
	program_fail(p, CODE_SYSTEM,
	        say(&p->arena, S("cannot "), slice_of(what), S(" "), path, S(": "), system_text(error)));
}

void findings_print(const struct document *d, size_t from, slice program, struct buf *out) {
	arena scratch = {0};
	struct diags list = {.arena = &scratch};
	for (size_t i = from; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];
		enum code code;
		/* A finding without a code of the catalogue is a check's; those are rows of the dataset alone. */
		if (!code_find(f->code, &code)) continue;
		bool shown = d->text.n > 0 && !span_is_none(f->at);
		diag_add(&list, (struct diag){.code = code,
		                        .file = d->name,
		                        .source = shown ? d->text : ABSENT,
		                        .at = shown ? f->at : SPAN_NONE,
		                        .message = f->message,
		                        .hint = code_hint(code),
		                        .also_at = SPAN_NONE});
	}
	if (list.list.n > 0) diags_print(&list, program, out);
	arena_free(&scratch);
}

void program_findings(struct program *p, const struct document *d, size_t from) {
	struct buf b = {0};
	findings_print(d, from, slice_of(p->verb->name), &b);
	io_put(&p->err, buf_slice(&b));
	if (b.n > 0) io_flush(&p->err);
	buf_free(&b);
	program_seen_document(p, d);
}

/* ---- the end */

int program_close(struct program *p) {
	int error = io_flush(&p->out);
	/* EPIPE comes only where SIGPIPE is ignored: the reader has what it wanted. */
	if (error != 0 && error != EPIPE) program_fail_system(p, "write to", S("standard output"), error);
	error = io_flush(&p->err);
	if (error != 0 && error != EPIPE) p->failed = true;
	io_writer_free(&p->out);
	io_writer_free(&p->err);
	arena_free(&p->arena);
	if (p->failed || p->incomplete) return 2;
	return p->worst >= (int)p->fail_on && !p->tolerate ? 1 : 0;
}

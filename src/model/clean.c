/* Building clean text: see clean.h for what it shows. One pass over the parts of the leaf blocks.
 *
 * White space is held back until the next character that is shown: only then is it known whether a line break or a gap
 * stands in it, and white space that no such character follows is never written. */
#include "base/sixteen.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "model/document.h"
#include "model/hyphens.h"

enum { HYPHEN_SEARCH = 4 };             /* times the text */
enum { ROOM_BEHIND = sizeof(sixteen) }; /* the last step of a copy may write that much */

struct builder {
	struct document *d;
	struct clean c; /* what is built; c.text.n grows */
	char *out;      /* c.text.p, writable; as large as it can get */
	size_t started; /* where the block begins in clean text */
	size_t part_end;
	/* white space held back: raw places of its first and last blank or break */
	bool waiting;
	span white;
	bool broken; /* a line break or a gap is in it */
	bool prose;  /* words may be broken at line ends */
	size_t hyphen_budget;
};

/* ---- writing */

enum { LENGTH_BITS = 0x7FFFFFFF };

static void run_add(struct builder *b, span raw, bool copied) {
	struct clean_run *r = vec_push(b->d->arena, &b->c.runs);
	r->clean = (uint32_t)b->c.text.n;
	r->raw = (uint32_t)raw.start;
	r->raw_length = span_length(raw) & LENGTH_BITS;
	r->copied = copied;
}

static void run_lengthen(struct clean_run *r, size_t n) { r->raw_length = (r->raw_length + n) & LENGTH_BITS; }

/* What was written behind the text so far stands for these bytes, one for one. */
static void put_done(struct builder *b, span raw) {
	size_t n = span_length(raw), at = b->c.text.n;
	struct clean_run *last = b->c.runs.n > 0 ? &b->c.runs.v[b->c.runs.n - 1] : NULL;
	if (last && last->copied && last->raw + last->raw_length == raw.start && last->clean + last->raw_length == at)
		run_lengthen(last, n);
	else
		run_add(b, raw, true);
	b->c.text.n += n;
}

/* What stands for one byte is mapped as if it were that. */
static void put_space(struct builder *b, span raw) {
	b->out[b->c.text.n] = ' ';
	if (span_length(raw) == 1) {
		put_done(b, raw);
		return;
	}
	run_add(b, raw, false);
	b->c.text.n++;
}

/* Blanks without a break among them, one by one. */
static void put_blanks(struct builder *b) {
	struct utf8_char c;
	for (size_t i = b->white.start; i < b->white.end; i += c.size) {
		c = utf8_at(b->d->text, i);
		span at = {i, i + c.size};
		if (utf8_is_blank(c.code)) put_space(b, at);
	}
}

/* The character written last is not shown after all. */
static void take_back(struct builder *b) {
	struct clean_run *last = &b->c.runs.v[b->c.runs.n - 1];
	b->c.text.n--;
	if (--last->raw_length == 0) b->c.runs.n--;
}

/* A line break: one space, but within a word none. */
static void put_break(struct builder *b, size_t next) {
	if (b->prose && b->out[b->c.text.n - 1] == '-') {
		slice before = {b->out + b->started, b->c.text.n - b->started};
		slice behind = slice_sub(b->d->text, next, b->part_end);
		enum hyphen hyphen = hyphen_read(b->d->text, before, behind, &b->hyphen_budget);
		if (hyphen == HYPHEN_GONE) take_back(b);
		if (hyphen != HYPHEN_APART) return;
	}
	put_space(b, b->white);
}

/* Something is shown at `next`: so is the white space before it. */
static void put_white(struct builder *b, size_t next) {
	if (b->waiting && b->c.text.n > b->started) {
		if (b->broken)
			put_break(b, next);
		else
			put_blanks(b);
	}
	b->waiting = b->broken = false;
}

static void put_character(struct builder *b, span raw) {
	put_white(b, raw.start);
	memcpy(b->out + b->c.text.n, b->d->text.p + raw.start, span_length(raw));
	put_done(b, raw);
}

/* Line ends among the bytes become spaces. */
static void put_plain(struct builder *b, span raw) {
	put_white(b, raw.start);
	char *out = b->out + b->c.text.n;
	const char *from = b->d->text.p + raw.start;
	size_t n = span_length(raw), i = 0;
	for (; i < n && b->d->text.n - raw.start - i >= ROOM_BEHIND; i += ROOM_BEHIND) {
		sixteen v = sixteen_at(from + i), ends = sixteen_equal(v, '\n');
		v = (v & ~ends) | (sixteen_each(' ') & ends);
		memcpy(out + i, &v, sizeof v);
	}
	for (; i < n; i++) out[i] = from[i] == '\n' ? ' ' : from[i];
	put_done(b, raw);
}

static void hold_white(struct builder *b, span raw, bool breaks) {
	b->white = b->waiting ? (span){b->white.start, raw.end} : raw;
	b->waiting = true;
	b->broken = b->broken || breaks;
}

/* ---- reading */

/* The bytes that most text is made of: shown, and known to be by one look. */
static bool is_plain(char c) { return c > ' ' && c < 0x7F; }

/* The end of shown bytes that may reach behind the end of the part: what stands there makes no space shown. */
static size_t plain_cut(slice text, size_t i, size_t end) {
	if (i < end) return i;
	return is_plain(text.p[end - 1]) ? end : end - 1;
}

/* The end of the shown bytes that start at i. A space between two of them is theirs, and a line end that stands for one: there
 * is no blank beside it and no hyphen before it. */
static size_t plain_end(slice text, size_t i, size_t end) {
	for (i++; i < end && text.n - i > 16; i += 16) {
		sixteen v = sixteen_at(text.p + i);
		sixteen before = sixteen_at(text.p + i - 1), next = sixteen_at(text.p + i + 1);
		sixteen space = sixteen_equal(v, ' ') | (sixteen_equal(v, '\n') & ~sixteen_equal(before, '-'));
		size_t first = sixteen_first(~(sixteen_within(v, '!', '~') | (space & sixteen_within(next, '!', '~'))));
		if (first < 16 || end - i < 16) return plain_cut(text, i + first, end);
	}
	for (; i < end; i++) {
		char c = text.p[i];
		bool space = c == ' ' || (c == '\n' && text.p[i - 1] != '-');
		if (!is_plain(c) && !(space && i + 1 < text.n && is_plain(text.p[i + 1]))) break;
	}
	return plain_cut(text, i, end);
}

static void add_part(struct builder *b, span part) {
	slice text = slice_sub(b->d->text, 0, part.end);
	struct utf8_char c;
	b->part_end = part.end;
	for (size_t i = part.start; i < part.end; i += c.size) {
		if (is_plain(text.p[i])) {
			size_t end = plain_end(b->d->text, i, part.end);
			put_plain(b, (span){i, end});
			i = end;
		}
		c = utf8_at(text, i);
		span at = {i, i + c.size};
		if (c.size == 0) break;
		if (c.code == '\n' || c.code == '\r')
			hold_white(b, at, true);
		else if (utf8_is_blank(c.code))
			hold_white(b, at, false);
		else if (c.code != 0x00AD && c.code != 0xFEFF)
			put_character(b, at);
	}
}

static void add_gap(struct builder *b, size_t end, size_t next) {
	if (end == next) return;
	if (end > next || (b->waiting && b->white.start > next)) { /* parts out of order: stands for nothing */
		b->waiting = false;
		end = next;
	}
	hold_white(b, (span){end, next}, true);
}

/* A place that lies in the text, whatever the block says. */
static span clamp(span s, size_t n) {
	if (s.end > n) s.end = n;
	if (s.start > s.end) s.start = s.end;
	return s;
}

static void add_block(struct builder *b, int index) {
	const struct block *block = &b->d->blocks.v[index];
	size_t before = b->c.text.n;
	if (before > 0) b->out[b->c.text.n++] = '\n';
	b->started = b->c.text.n;
	b->waiting = b->broken = false;
	b->prose = block->kind != BLOCK_cell && block->kind != BLOCK_code && block->kind != BLOCK_divider;
	for (size_t i = 0; i < block->parts.n; i++) {
		span part = clamp(block->parts.v[i], b->d->text.n);
		if (i > 0) add_gap(b, clamp(block->parts.v[i - 1], b->d->text.n).end, part.start);
		add_part(b, part);
		if (span_length(part) > 0)
			*vec_push(b->d->arena, &b->c.parts) = (struct clean_part){span_shorten(part), index};
	}
	if (b->c.text.n == b->started) {
		b->c.text.n = before;
		return;
	}
	*vec_push(b->d->arena, &b->c.blocks) = (struct clean_block){index, {b->started, b->c.text.n}};
}

/* ---- the whole */

static int compare_parts(const void *left, const void *right) {
	const struct clean_part *a = left, *b = right;
	if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
	if (a->at.end != b->at.end) return a->at.end < b->at.end ? -1 : 1;
	return (a->block > b->block) - (a->block < b->block);
}

/* Every character gives at most as many bytes as it has; a gap and a separator give one each. Room for blocks and parts too:
 * growing would leave as much again behind. */
static void reserve(struct builder *b) {
	struct document *d = b->d;
	size_t room = 0, leaves = 0, parts = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *block = &d->blocks.v[i];
		for (size_t k = 0; k < block->parts.n; k++)
			room += span_length(clamp(block->parts.v[k], d->text.n)) + 1;
		leaves += block->parts.n > 0;
		parts += block->parts.n;
	}
	b->out = arena_room(d->arena, room + ROOM_BEHIND);
	b->c.blocks.v = arena_room(d->arena, leaves * sizeof *b->c.blocks.v);
	b->c.blocks.cap = leaves;
	b->c.parts.v = arena_room(d->arena, parts * sizeof *b->c.parts.v);
	b->c.parts.cap = parts;
}

void clean_build(struct document *d) {
	struct builder b = {.d = d, .hyphen_budget = HYPHEN_SEARCH * d->text.n};
	reserve(&b);
	for (size_t i = 0; i < d->blocks.n; i++)
		if (block_is_leaf(d->blocks.v[i].kind)) add_block(&b, (int)i);
	b.c.text.p = b.out;
	/* Blocks are nearly always in raw order. */
	sort_nearly(b.c.parts.v, b.c.parts.n, sizeof *b.c.parts.v, compare_parts);
	d->clean = b.c;
}

/* Properties of segmenting, on random texts of lines and of whole shapes of every sort, each kind of block among them: the blocks of one level stand in order and do not
 * overlap; what lies outside of all blocks is white space, so that blocks and gaps give back every byte; no byte is in
 * two parts; rows of one table have as many cells; children lie inside their parents' reach; spans lie on character boundaries; leaves keep to their limit; doing it again changes
 * nothing. And that it is linear: most of a megabyte of hostile lines is done in seconds, which it would not be if each line
 * looked at all others. */
#include "base/mem.h"
#include "base/utf8.h"
#include "random.h"
#include "stages/stages.h"

#include <string.h>
#include <time.h>

enum { CASES = 4000, LINES_MAX = 40, SHAPE_EVERY = 12, HOSTILE = 3 << 18, SECONDS_MAX = 60 };

static size_t number;            /* of the case */
static size_t seen[BLOCK_COUNT]; /* blocks of each kind, by all cases */
static const char *name = "random";

#define check(condition, what) check_line((condition), (what), __LINE__)
static void check_line(bool holds, const char *what, int line) {
	if (holds) return;
	printf("prop_segment: %s, case %zu, line %d: %s\n", name, number, line, what);
	exit(1);
}

/* ---- the generator */

static const char *const starts[] = {"", "", "", "", " ", "  ", "   ", "    ", "\t", "\xC2\xA0\xC2\xA0", "      "};
static const char *const marks[] = {"", "", "", "", "- ", "* ", "+ ", "\xE2\x80\xA2 ", "\xE2\x80\xA2",
        "\xE2\x80\x93\xC2\xA0", "o ", "1. ", "2. ", "3. ", "10. ", "1) ", "(1) ", "a) ", "b) ", "A. ", "B. ", "i. ",
        "ii. ", "1.1 ", "1.2. ", "Q1. ", "# ", "## ", "> ", ">", "| ", "```", "~~~", "---", "===", "*****", "**", "+--",
        "|---|", "--- | ---", "-5", "title: ", "+---+---+", "+===+===+", "| a | b |", "|   | c |", "+---+ d |",
        "---  ---", "===  ===", "a,b,c", "x\ty\tz", "\t\t", "||", "a  b  ", "Table 1: ", "\f", "{| class=x", "|+ Mills",
        "|-", "|}", "! a !! b", "| a || b", "| colspan=2 | ", "> | a | b |", "> |---|---|", "a,\"b", "c\",d", ": ",
        "Mill: ", "Mill \xE2\x80\x94 ", "1. Mill", "2. Mill", "1.0 Mill", "1.1 ", "1.1 mill ", "1.2 mill ", "(i) ",
        "** ", "#", "##", "== ", "#!", "Mills > Wye > ", "> > ", "--=_", "3 leeks ", "mill ", "-f  "};
static const char *const bodies[] = {"", "Mill", "The old mill", "The old mill stands by the river.", "What is a mill?",
        "Mills:", "a | b |", "the river and the road that leads along it to the town where the mill has stood for long",
        "Caf\xC3\xA9 \xF0\x9F\x98\x80", "**", "Mill **", "5 May 1901", "\xE2\x80\x9CIt is so.\xE2\x80\x9D", "a",
        "\xC2\xAD", "x; and", "http://example.org", "---", "|", "\\|", "Mill ==", "he said;", "Mills \xE2\x80\x94",
        "It turns.[2]", "\xE2\x80\x98Hope\xE2\x80\x99"};
static const char *const ends[] = {
        "\n", "\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "\n \t\n", "  \n", "\n\n\n\n\n", "\f\n", ""};

/* Whole shapes, since lines by chance seldom make one; they come between such lines, and may be broken by them. */
static const char *const shapes[] = {"\n| a | b |\n|---|---|\n| 1 | 2 |\n\n",
        "\nTable 1: Mills\n\nMill | Sacks\n--- | ---\nHope | 4\n", "\n```sh\n# mill\n```\n",
        "\nMill    Sacks  Men\nHope       14    2\nHay         3    1\n\n", "\na,b,c\n1,2,3\n4,5,6\n\n",
        "\n1. Mills\n\nThey turn.\n\n2. Weirs\n\nThey stand.\n\n", "\n- a\n  - b\n    - c\n- d\n\n  more\n",
        "\n(a) one;\n\n(b) two\n\n(i) three; and\n\n(ii) four.\n\n", "\nMill\n: it grinds\n: it turns\n\n",
        "\nNAME\n       mill\n\n       It turns.\n\n       It stands.\n\n       It falls.\n\n       It is gone.\n",
        "\n== Mills ==\n* a\n** b\n#c\n#d\n", "\n#!/bin/sh\n# one\nmill\n# two\n",
        "\nHome > Mills > Hope\n\n1\n\nHope\n", "\nWe need:\n\nsacks\nropes\nmen\n\n",
        "\nMill: a\nWeir: b\nRace: c\n\n", "\n> a\n>\n> - b\n", "\n+---+---+\n| a | b |\n+---+---+\n",
        "\n{|\n|+ Mills\n|-\n| a || b\n|}\n", "\nMills\n=====\n\nWheels\n------\n",
        "\n12\n\na\nb\nc\nd\n\n13\n\na\nb\nc\nd\n\n14\n\n"};

#define PICK(list) slice_of((list)[random_below(sizeof(list) / sizeof *(list))])

static slice random_text(arena *a) {
	slices parts = {0};
	if (random_below(20) == 0) *vec_push(a, &parts) = S("\xEF\xBB\xBF");
	if (random_below(20) == 0) *vec_push(a, &parts) = S("---\nkey: value\n---\n");
	for (size_t n = random_below(LINES_MAX); n > 0; n--) {
		if (random_below(SHAPE_EVERY) == 0) *vec_push(a, &parts) = PICK(shapes);
		*vec_push(a, &parts) = PICK(starts);
		*vec_push(a, &parts) = PICK(marks);
		*vec_push(a, &parts) = PICK(bodies);
		*vec_push(a, &parts) = PICK(ends);
	}
	return slice_concat(a, parts.v, parts.n);
}

/* ---- what holds */

static bool on_boundary(slice text, size_t at) { return at == text.n || (text.p[at] & 0xC0) != 0x80; }

static void check_span(slice text, span s) {
	check(s.start <= s.end && s.end <= text.n, "a span outside of the text");
	check(on_boundary(text, s.start) && on_boundary(text, s.end), "a span cuts a character");
}

static void check_gap(slice text, size_t start, size_t end) {
	check(start <= end, "blocks of one level overlap or stand out of order");
	for (size_t at = start; at < end; at += utf8_at(text, at).size) {
		uint32_t code = utf8_at(text, at).code;
		check(utf8_is_blank(code) || code == '\n' || code == '\r' || (at == 0 && code == 0xFEFF),
		        "text outside of all blocks");
	}
}

static void check_parts(const struct document *d, const struct block *b, unsigned char *owned) {
	size_t bytes = 0, last = b->at.start;
	for (size_t i = 0; i < b->parts.n; i++) {
		span part = b->parts.v[i];
		check_span(d->text, part);
		check(part.start >= last && part.end <= b->at.end && part.start < part.end,
		        "parts out of order or outside of their block");
		for (size_t at = part.start; at < part.end; at++) {
			check(!owned[at], "a byte in two parts");
			owned[at] = 1;
		}
		bytes += span_length(part) + (i > 0);
		last = part.end;
	}
	check(bytes <= BLOCK_TEXT_MAX, "a leaf beyond the limit");
	check(block_is_leaf(b->kind) || b->parts.n == 0, "a container with text of its own");
}

static void check_place(const struct document *d, int index) {
	const struct block *b = &d->blocks.v[index];
	if (b->parent == BLOCK_NO_PARENT) {
		check(b->kind != BLOCK_item && b->kind != BLOCK_row && b->kind != BLOCK_cell,
		        "a part without its whole");
		check(b->kind != BLOCK_list || b->level == 1, "an outermost list below level 1");
		return;
	}
	check(b->parent < index, "a parent behind its child");
	const struct block *up = &d->blocks.v[b->parent];
	if (b->kind == BLOCK_item)
		check(up->kind == BLOCK_list && b->level == up->level, "an item outside of its list");
	if (b->kind == BLOCK_list)
		check(up->kind == BLOCK_item && b->level == up->level + 1, "a nested list outside of an item");
	if (b->kind == BLOCK_cell) check(b->parts.n > 0 || span_length(b->at) == 0, "an empty cell with a length");
	if (b->kind == BLOCK_row) check(up->kind == BLOCK_table, "a row outside of a table");
	if (b->kind == BLOCK_cell) check(up->kind == BLOCK_row, "a cell outside of a row");
	if (up->kind != BLOCK_item) check(span_contains(up->at, b->at), "a child outside of its container");
}

/* The rows of a table have as many cells, and stand in order. */
static void check_rows(const struct document *d) {
	size_t cells = 0, rows = 0, before = 0, start = 0;
	for (size_t i = 0; i <= d->blocks.n; i++) {
		const struct block *b = i < d->blocks.n ? &d->blocks.v[i] : NULL;
		if (b && b->kind == BLOCK_cell) {
			cells++;
			continue;
		}
		if (b && b->parent != BLOCK_NO_PARENT && b->kind != BLOCK_row) continue; /* cut off a cell */
		if (rows > 1) check(cells == before, "rows with other numbers of cells");
		if (rows == 0) start = 0;
		before = cells;
		cells = 0;
		rows = b && b->kind == BLOCK_row ? rows + 1 : 0;
		if (!rows) continue;
		check(b->at.start >= start, "rows out of order");
		start = b->at.start;
	}
}

/* Every place in clean text maps to bytes of its block, and these back to it. */
static void check_clean(const struct document *d) {
	size_t before = 0;
	const struct clean_block *block = NULL;
	for (size_t i = 0; i < d->clean.text.n; i++) {
		const struct clean_block *at = clean_block_at(&d->clean, i);
		if (!at) continue; /* what parts two blocks */
		span raw = clean_to_raw(&d->clean, (span){i, i + 1});
		check(raw.start < raw.end && raw.end <= d->text.n, "a place in clean text without bytes");
		check(at != block || raw.start >= before, "places of one block out of order");
		if (d->clean.text.p[i] != ' ') { /* other blocks may lie in the gap that a blank shows */
			span back = clean_of_raw(&d->clean, raw);
			check(back.start == i && back.end == i + 1, "bytes that do not lead back to clean text");
			check(d->text.p[raw.start] == d->clean.text.p[i], "another byte than that which is shown");
		}
		before = raw.start;
		block = at;
	}
}

static void check_document(const struct document *d) {
	size_t *next = must_alloc((d->blocks.n + 1) * sizeof *next); /* where the next child of each block may start */
	unsigned char *owned = must_alloc(d->text.n + 1);
	size_t top = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		check_span(d->text, b->at);
		if (!span_is_none(b->marker)) check(span_contains(b->at, b->marker), "a marker outside of its block");
		check_parts(d, b, owned);
		check_place(d, (int)i);
		size_t *from = b->parent == BLOCK_NO_PARENT ? &top : &next[b->parent];
		/* Cells of several lines stand side by side, and may reach into the rows below. */
		bool beside = b->kind == BLOCK_row || b->kind == BLOCK_cell;
		if (b->parent == BLOCK_NO_PARENT)
			check_gap(d->text, top, b->at.start);
		else if (!beside)
			check(b->at.start >= *from, "children of one block overlap or stand out of order");
		*from = b->at.end;
	}
	check_gap(d->text, top, d->text.n);
	check_rows(d);
	mem_free(owned);
	mem_free(next);
}

static void check_again(struct document *d) {
	size_t blocks = d->blocks.n, findings = d->findings.n;
	span *at = must_alloc((blocks + 1) * sizeof *at);
	for (size_t i = 0; i < blocks; i++) at[i] = d->blocks.v[i].at;
	stage_segment(d);
	check(d->blocks.n == blocks && d->findings.n == findings, "other blocks or findings the second time");
	for (size_t i = 0; i < blocks; i++)
		check(at[i].start == d->blocks.v[i].at.start && at[i].end == d->blocks.v[i].at.end,
		        "other spans the second time");
	mem_free(at);
}

static void check_text(arena *a, slice text, bool again) {
	struct document *d = stage_read(a, S("x"), text);
	check(d->status == DOCUMENT_OK, "valid text was refused");
	stage_segment(d);
	check_document(d);
	for (size_t i = 0; i < d->blocks.n; i++) seen[d->blocks.v[i].kind]++;
	if (!again) return;
	check_clean(d);
	check_again(d);
}

/* ---- hostile lines, over and over */

static const char *const hostile[] = {"- a\n", "\xE2\x80\xA2 a\n\n", "- a\n\n* b\n\n1. c\n\n",
        "1. c\n\n- a\n\n9) x\n\n", "A. x\nC. y\n  z\n", "- a\n  b\n", "a|b\n", "| a | b |\n", "| a | b |\n| a |\n",
        "|\n\n", "||||||||||||\n", "\n", "\r", " ", "\xC2\xA0", "word ", "a", "# a\n", "---\n", "```\n", "``` a\n",
        "~~~\nx\n````\n", "> a\n", ">\n", "Abc def\n\n", "Abc def\n", "Why not?\n\n", "Abc:\n\n", "Abc\n===\n",
        "**a b**\n\n", "key: value\n", "+---+---+\n", "+---+---+\n| a | b |\n", "+---+---+\n| a | b |\n\n",
        "===  ===\n", "---  ---\n\n", "a  b\n---  ---\n", "===  ===\na  b\n", "a  b  c\n", "a  b  c\n\n", "a  1\n",
        "a   b   1\nab c   2\n", "x\ty\n", "\t\t\t\n", "x\ty\tz\n", "a,b,c\n", "a,1\n", "a;1;2\n", ",,,,,,,,", "\t",
        "a  ", "a\t", "|a|b|\n", "|-|-|\n", "|a|b|\n|-|-|\n", "| a\n|-|\n|||||||||||||||||\n", "\"a,\n", "+", "+-",
        "+-\n", "|", "{|\n", "{|\n|a\n|}\n", "{|\n|rowspan=9|a\n|}\n", "|-\n", "a,\"b\n", "a,\"b\nc\",d\n",
        "> | a | b |\n", "> |a|b|\n> |-|-|\n", ">> > a\n", "Mill: a\n", "Mill\n: a\n", "Mill\n  a\n", "Abc:\nab\n",
        "Table 1: a\n\n", "Mills .... 4\n", "\f\nTitle 3\n\nabc def.\n",
        "It is long, and it is full, and it is very much like the others here\n", "1. Abc\n\n", "1. Abc\n\nabc.\n\n",
        "1. Abc\n\nabc.\n\n2. Abc\n\nabc.\n\n", "1.1 Abc\n\n", "1.1 abc;\n\n", "1.1 abc;\n1.2 abc;\n",
        "A. Abc\n\nabc.\n\n", "# a\n# b\n\n", "#a\n", "== a ==\n#b\n#c\n", "**** a\n", "A1 > B1 > C1\n", "A1 > B1 > ",
        "Abc\n  def\n\n  ghi.\n\n", "Abc\n\nabc\nabd\nabe\n\n", "A-b: c\n", "Abc [1]", "-f  abc\n"};

static slice repeat(slice unit, slice before) {
	char *p = must_alloc(HOSTILE + unit.n + before.n);
	memcpy(p, before.p, before.n);
	size_t n = before.n;
	for (; n < HOSTILE; n += unit.n) memcpy(p + n, unit.p, unit.n);
	return (slice){p, n};
}

/* Deeper and deeper: each line one blank further in, and then so many lines at that depth. */
static slice deep_bullets(void) {
	char *p = must_alloc(HOSTILE + 2000);
	size_t n = 0;
	for (size_t depth = 0; n < HOSTILE; depth++) {
		size_t indent = depth < 1000 ? depth : 1000 - depth % 1000;
		memset(p + n, ' ', indent);
		memcpy(p + n + indent, "- a\n", 4);
		n += indent + 4;
	}
	return (slice){p, n};
}

static void check_hostile(const char *what, slice text) {
	arena a = {0};
	name = what;
	clock_t start = clock();
	check_text(&a, text, false);
	check((clock() - start) / CLOCKS_PER_SEC < SECONDS_MAX, "not linear");
	arena_free(&a);
	mem_free((void *)(uintptr_t)text.p);
}

int main(int argc, char **argv) {
	random_start(argc, argv, 20170613);
	arena a = {0};
	for (number = 0; number < CASES; number++) {
		check_text(&a, random_text(&a), true);
		arena_reset(&a);
	}
	arena_free(&a);
	for (size_t kind = 0; kind < BLOCK_COUNT; kind++)
		check(seen[kind] > CASES / 100, "a kind of block that hardly any text had");
	for (number = 0; number < sizeof hostile / sizeof *hostile; number++)
		check_hostile(hostile[number], repeat(slice_of(hostile[number]), S("")));
	check_hostile("front matter", repeat(S("key: value\n"), S("---\n")));
	check_hostile("deep bullets", deep_bullets());
	printf("prop_segment: %d random texts, %zu hostile ones\n", CASES, sizeof hostile / sizeof *hostile + 2);
	return 0;
}

/* Property: every place in clean text maps to the bytes it shows, and back. Random texts of words, blanks of all sorts,
 * line breaks, soft hyphens and characters of every length are cut into blocks and parts at random; clean text is then
 * worked out a second time, slowly, character by character, and compared with what clean_build and the maps say. */
#include "base/utf8.h"
#include "model/document.h"
#include "random.h"

enum { CASES = 3000, SPANS = 60 };

static size_t number; /* of the case */

#define check(condition, what) check_line((condition), (what), __LINE__)
static void check_line(bool holds, const char *what, int line) {
	if (holds) return;
	printf("prop_clean: case %zu, line %d: %s\n", number, line, what);
	exit(1);
}

static bool same(span a, span b) { return a.start == b.start && a.end == b.end; }

/* ---- the generator */

static const char *const pieces[] = {"a", "Z9", ".", "word", "\x01", "\x7F", " ", " ", "  ", "\t", "\v", "\f", "\n",
        "\n", "\r\n", "\r", "\xC2\xA0", "\xC2\xAD", "\xC2\x85", "\xC2\xA3", "\xC3\xA9", "\xE1\x9A\x80", "\xE1\x9A\x81",
        "\xE2\x80\x82", "\xE2\x80\x8B", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x80\x93", "\xE2\x81\x9F",
        "\xE3\x80\x80", "\xE3\x81\x82", "\xEF\xBB\xBF", "\xEF\xBC\xA1", "\xF0\x9F\x98\x80"};

static slice random_text(arena *a) {
	slices parts = {0};
	size_t n = random_below(40);
	for (size_t i = 0; i < n; i++)
		*vec_push(a, &parts) = slice_of(pieces[random_below(sizeof pieces / sizeof *pieces)]);
	return slice_concat(a, parts.v, parts.n);
}

/* Cuts the text at character boundaries; each piece goes to one of `open` blocks or to none. With two open blocks the
 * parts of one lie between those of the other, as in tables side by side. */
static void random_blocks(struct document *d, size_t open) {
	size_t first = 0, start = 0;
	while (start < d->text.n) {
		size_t end = start;
		for (size_t n = random_below(8); n > 0 && end < d->text.n; n--) end += utf8_at(d->text, end).size;
		if (random_below(3) == 0 || d->blocks.n == 0) {
			first = d->blocks.n;
			for (size_t i = 0; i < open; i++) {
				bool leaf = open > 1 || random_below(5) > 0;
				document_block(d, leaf ? BLOCK_cell : BLOCK_row, BLOCK_NO_PARENT, (span){start, start});
			}
		}
		struct block *b = &d->blocks.v[first + random_below(open)];
		if (random_below(4) > 0 && block_is_leaf(b->kind)) *vec_push(d->arena, &b->parts) = (span){start, end};
		start = end;
	}
}

/* ---- the same, slowly */

/* A character, a gap or a run of white space: the text bytes it stands for and what is shown for them. */
struct shown {
	span raw, clean;
	bool white, breaks;
};
struct expected {
	VEC(struct shown) shown;
	slices text;
	size_t size;
};

/* What a block has, before white space is looked at; hidden characters are not in it. */
typedef VEC(struct shown) shown_list;
static shown_list list_characters(struct document *d, const struct block *b) {
	shown_list list = {0};
	for (size_t i = 0; i < b->parts.n; i++) {
		span part = b->parts.v[i];
		if (i > 0 && b->parts.v[i - 1].end < part.start)
			*vec_push(d->arena, &list) =
			        (struct shown){{b->parts.v[i - 1].end, part.start}, {0, 0}, true, true};
		struct utf8_char c;
		for (size_t at = part.start; at < part.end; at += c.size) {
			c = utf8_at(d->text, at);
			if (c.code == 0xAD || c.code == 0xFEFF) continue;
			bool breaks = c.code == '\n' || c.code == '\r';
			*vec_push(d->arena, &list) =
			        (struct shown){{at, at + c.size}, {0, 0}, breaks || utf8_is_blank(c.code), breaks};
		}
	}
	return list;
}

static void expect_shown(struct document *d, struct expected *e, struct shown s) {
	slice text = s.white ? S(" ") : slice_at(d->text, s.raw);
	s.clean = (span){e->size, e->size + text.n};
	e->size += text.n;
	*vec_push(d->arena, &e->shown) = s;
	*vec_push(d->arena, &e->text) = text;
}

static struct expected expect_block(struct document *d, const struct block *b, size_t offset) {
	struct expected e = {.size = offset};
	shown_list list = list_characters(d, b);
	size_t i = 0, n = list.n;
	while (n > 0 && list.v[n - 1].white) n--;
	while (i < n && list.v[i].white) i++;
	while (i < n) {
		size_t end = i;
		bool breaks = false;
		for (; end < n && list.v[end].white; end++) breaks = breaks || list.v[end].breaks;
		if (breaks) {
			span raw = {list.v[i].raw.start, list.v[end - 1].raw.end};
			expect_shown(d, &e, (struct shown){raw, {0, 0}, true, true});
			i = end;
		} else {
			expect_shown(d, &e, list.v[i++]);
		}
	}
	return e;
}

/* ---- the properties */

/* A clean span from one thing shown to another holds the bytes from the one to the other, and these find it again. A gap
 * that other blocks lie in leads to them, so a span that starts with one is not looked for when there are such. */
static void check_spans(const struct document *d, const struct expected *e, size_t open) {
	for (size_t n = 0; n < SPANS && e->shown.n > 0; n++) {
		size_t i = random_below(e->shown.n), k = i + random_below(e->shown.n - i);
		const struct shown *a = &e->shown.v[i], *b = &e->shown.v[k];
		span clean = {a->clean.start, b->clean.end}, raw = {a->raw.start, b->raw.end};
		check(same(clean_to_raw(&d->clean, clean), raw), "a clean span does not give the bytes it shows");
		span empty = clean_to_raw(&d->clean, (span){clean.start, clean.start});
		check(same(empty, (span){raw.start, raw.start}), "an empty clean span does not give its place");
		if (open == 1 || !a->breaks)
			check(same(clean_of_raw(&d->clean, raw), clean), "the bytes do not give the clean span back");
		check(clean_block_at(&d->clean, clean.start) == clean_block_at(&d->clean, clean.end - 1),
		        "a span in two blocks");
	}
}

/* What any raw span finds: of the first block that shows some of it, all that shows some of it. */
static void check_any_place(const struct document *d, const struct expected *all, size_t n) {
	for (size_t i = 0; i < SPANS && d->text.n > 0; i++) {
		size_t start = random_below(d->text.n), end = start + random_below(d->text.n - start) + 1;
		while (start > 0 && (d->text.p[start] & 0xC0) == 0x80) start--;
		while (end < d->text.n && (d->text.p[end] & 0xC0) == 0x80) end++;
		span found = SPAN_NONE;
		for (size_t b = 0; b < n && span_is_none(found); b++)
			for (size_t k = 0; k < all[b].shown.n; k++)
				if (span_overlaps(all[b].shown.v[k].raw, (span){start, end}))
					found = span_hull(found, all[b].shown.v[k].clean);
		check(same(clean_of_raw(&d->clean, (span){start, end}), found), "a raw span finds another clean span");
	}
}

static void check_block_at(const struct document *d) {
	for (size_t at = 0; at <= d->text.n; at++) {
		int found = -1;
		for (size_t i = 0; i < d->blocks.n; i++)
			for (size_t k = 0; k < d->blocks.v[i].parts.n; k++)
				if (span_contains(d->blocks.v[i].parts.v[k], (span){at, at + 1})) found = (int)i;
		check(document_block_at(d, at) == found, "a place finds another block");
	}
}

static void check_case(arena *a) {
	struct document *d = document_new(a);
	size_t open = 1 + random_below(2), offset = 0, shown = 0;
	d->text = random_text(a);
	random_blocks(d, open);
	clean_build(d);
	struct expected *all = arena_alloc(a, d->blocks.n * sizeof *all);
	for (size_t i = 0; i < d->blocks.n; i++) {
		struct expected e = expect_block(d, &d->blocks.v[i], offset + (shown > 0));
		if (e.shown.n == 0) continue;
		check(shown < d->clean.blocks.n, "a block is missing");
		span range = {offset + (shown > 0), e.size};
		check(shown == 0 || d->clean.text.p[offset] == '\n', "no separator between blocks");
		check(d->clean.blocks.v[shown].block == (int)i, "another block");
		check(same(d->clean.blocks.v[shown].range, range), "another range");
		check(slice_equal(slice_at(d->clean.text, range), slice_concat(a, e.text.v, e.text.n)), "another text");
		check_spans(d, &e, open);
		all[shown++] = e;
		offset = e.size;
	}
	check(shown == d->clean.blocks.n && offset == d->clean.text.n, "more than the blocks show");
	check_block_at(d);
	if (open == 1) check_any_place(d, all, shown);
}

/* ---- words broken at line ends: what is joined there still leads back, byte by byte */

static const char *const broken[] = {
        "ab", "ab", "-", "-\n", "-\n", "\n", " ", "cd", "abcd", "ab-cd", "Q", "\xC2\xAD", "9"};

static void check_broken(arena *a) {
	slices parts = {0};
	for (size_t n = random_below(40); n > 0; n--)
		*vec_push(a, &parts) = slice_of(broken[random_below(sizeof broken / sizeof *broken)]);
	struct document *d = document_new(a);
	d->text = slice_concat(a, parts.v, parts.n);
	struct block *b = document_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, (span){0, d->text.n});
	*vec_push(a, &b->parts) = b->at;
	clean_build(d);
	size_t before = 0;
	for (size_t i = 0; i < d->clean.text.n; i++) {
		span raw = clean_to_raw(&d->clean, (span){i, i + 1});
		check(raw.start >= before && raw.start < raw.end, "places out of order");
		check(same(clean_of_raw(&d->clean, raw), (span){i, i + 1}), "a place does not lead back");
		if (d->clean.text.p[i] != ' ')
			check(span_length(raw) == 1 && d->text.p[raw.start] == d->clean.text.p[i], "another byte");
		for (size_t k = before; k < raw.start; k++)
			check(!utf8_is_letter((unsigned char)d->text.p[k]) || (d->text.p[k] & 0x80),
			        "a letter was lost");
		before = raw.end;
	}
}

int main(int argc, char **argv) {
	arena a = {0};
	random_start(argc, argv, 20240229);
	for (number = 0; number < CASES; number++) {
		check_case(&a);
		check_broken(&a);
		arena_reset(&a);
	}
	arena_free(&a);
	printf("prop_clean: %zu cases hold\n", number);
	return 0;
}

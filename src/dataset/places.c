/* The index of lines and characters: see places.h. */
#include "dataset/places.h"

#include "base/sixteen.h"
#include "base/utf8.h"

/* Far apart enough to cost 1 % of the text's memory, near enough that a look-up reads little. */
enum { STRIDE = 1024 };

static void line_end(struct places *p, size_t i, arena *a) {
	slice s = p->text;
	if (s.p[i] == '\n' || i + 1 == s.n || s.p[i + 1] != '\n') *vec_push(a, &p->lines) = i + 1;
}

static void lines_find(struct places *p, arena *a) {
	slice s = p->text;
	size_t i = 0;
	*vec_push(a, &p->lines) = 0;
	for (; s.n - i >= 16; i += 16) {
		sixteen v = sixteen_at(s.p + i);
		uint32_t ends = sixteen_bits(sixteen_equal(v, '\n') | sixteen_equal(v, '\r'));
		for (; ends; ends &= ends - 1) line_end(p, i + (size_t)__builtin_ctz(ends), a);
	}
	for (; i < s.n; i++)
		if (s.p[i] == '\n' || s.p[i] == '\r') line_end(p, i, a);
}

void places_build(struct places *p, slice text, arena *a) {
	*p = (struct places){.text = text};
	lines_find(p, a);
	size_t count = 0, line = 0;
	for (size_t i = 0; i <= text.n; i += STRIDE) {
		while (line + 1 < p->lines.n && p->lines.v[line + 1] <= i) line++;
		*vec_push(a, &p->stops) = (struct place_stop){.characters = count, .line = line};
		count += utf8_count(slice_sub(text, i, i + STRIDE));
	}
	p->ascii = count == text.n;
}

/* Characters that start before the offset. */
static size_t characters_before(const struct places *p, size_t offset) {
	size_t stop = offset / STRIDE;
	return p->stops.v[stop].characters + utf8_count(slice_sub(p->text, stop * STRIDE, offset));
}

/* The last line that starts at or before the offset: between those of the stops around it. */
static size_t line_of(const struct places *p, size_t offset) {
	size_t stop = offset / STRIDE, low = p->stops.v[stop].line;
	size_t high = stop + 1 < p->stops.n ? p->stops.v[stop + 1].line + 1 : p->lines.n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (p->lines.v[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t places_line(const struct places *p, size_t offset) {
	return line_of(p, offset < p->text.n ? offset : p->text.n) + 1;
}

struct place places_at(const struct places *p, size_t offset) {
	if (offset > p->text.n) offset = p->text.n;
	size_t line = line_of(p, offset), start = p->lines.v[line], column;
	if (p->ascii)
		column = offset - start;
	else if (offset - start < STRIDE)
		column = utf8_count(slice_sub(p->text, start, offset));
	else
		column = characters_before(p, offset) - characters_before(p, start);
	return (struct place){.line = line + 1, .column = column + 1};
}

size_t places_lines(const struct places *p) {
	return p->lines.v[p->lines.n - 1] == p->text.n ? p->lines.n - 1 : p->lines.n;
}

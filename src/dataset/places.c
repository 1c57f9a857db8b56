/* The index of lines and characters: see places.h. */
#include "dataset/places.h"

/* Far apart enough to cost 1 % of the text's memory, near enough that a look-up reads little. */
enum { STRIDE = 1024 };

static bool starts_character(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

static size_t count_characters(slice text, size_t start, size_t end) {
	size_t n = 0;
	for (size_t i = start; i < end; i++) n += starts_character(text.p[i]);
	return n;
}

void places_build(struct places *p, slice text, arena *a) {
	*p = (struct places){.text = text};
	*vec_push(a, &p->lines) = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool ends = c == '\n' || (c == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'));
		if (ends) *vec_push(a, &p->lines) = i + 1;
	}
	size_t count = 0;
	for (size_t i = 0; i <= text.n; i += STRIDE) {
		*vec_push(a, &p->counts) = count;
		count += count_characters(text, i, i + STRIDE < text.n ? i + STRIDE : text.n);
	}
}

/* Characters that start before the offset. */
static size_t characters_before(const struct places *p, size_t offset) {
	size_t stop = offset / STRIDE;
	return p->counts.v[stop] + count_characters(p->text, stop * STRIDE, offset);
}

struct place places_at(const struct places *p, size_t offset) {
	if (offset > p->text.n) offset = p->text.n;
	size_t low = 0, high = p->lines.n; /* the last line that starts at or before the offset lies in [low, high) */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (p->lines.v[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	size_t start = p->lines.v[low];
	return (struct place){
	        .line = low + 1, .column = characters_before(p, offset) - characters_before(p, start) + 1};
}

size_t places_lines(const struct places *p) {
	return p->lines.v[p->lines.n - 1] == p->text.n ? p->lines.n - 1 : p->lines.n;
}

/* Runs: lines that may be a table aligned by blanks, and where they end: see segment_rivers.h. Told line by line, before any
 * column is known. */
#include "base/utf8.h"
#include "stages/segment_rivers.h"

enum { WEAK_MAX = 2 }; /* lines without a gap, one after the other, inside of a table */

size_t line_chunks(struct run *r, size_t i) {
	if (!line_of(r->p, i)->gap) return 1;
	r->few.n = 0;
	line_words(r->p, i, &r->few);
	struct placed l = {.words = r->few.v, .n = r->few.n};
	return chunks_count(&l);
}

/* The words of line a, then those of line b, in r->few; how many line a has. */
static size_t words_of_two(struct run *r, size_t a, size_t b) {
	r->few.n = 0;
	line_words(r->p, a, &r->few);
	size_t middle = r->few.n;
	line_words(r->p, b, &r->few);
	return middle;
}

/* Do most of the parts between gaps start in the same columns in both lines? */
static bool starts_alike(struct run *r, size_t a, size_t b) {
	size_t middle = words_of_two(r, a, b), alike = 0, all = 0;
	const struct word *w = r->few.v;
	for (size_t i = 0, k = middle; i < middle; i++) {
		if (i > 0 && !w[i].wide) continue;
		while (k < r->few.n && w[k].start < w[i].start) k++;
		alike += k < r->few.n && w[k].start == w[i].start && (k == middle || w[k].wide);
		all++;
	}
	return alike * 3 >= all * 2;
}

/* Does line a have three parts or more, most of which start or end where a word of line b does? */
static bool stands_with(struct run *r, size_t a, size_t b) {
	size_t middle = words_of_two(r, a, b), with = 0, all = 0;
	const struct word *w = r->few.v;
	for (size_t first = 0, next, k = middle; first < middle; first = next) {
		for (next = first + 1; next < middle && !w[next].wide; next++) continue;
		unsigned start = w[first].start, end = w[next - 1].end;
		while (k < r->few.n && w[k].start < start && w[k].end < end) k++;
		with += k < r->few.n && (w[k].start == start || w[k].end == end);
		all++;
	}
	return all > 2 && with * 3 >= all * 2;
}

/* Is the line the header of another table, right below the last row of one? No figures stand in it, but above and below; and
 * it stands with the line below, but not with the header. */
static bool begins_another(struct run *r, size_t first, size_t i, size_t last) {
	const struct plan *p = r->p;
	if (i + 1 >= last || !line_adjacent(p, i) || !line_adjacent(p, i + 1)) return false;
	if (line_of(p, i)->digits || !line_of(p, i - 1)->digits || !line_of(p, i + 1)->digits) return false;
	return line_of(p, i + 1)->gap && stands_with(r, i, i + 1) && !stands_with(r, i, first);
}

/* Does the table go on behind a blank line? Below its header, or with lines like the one before. */
static bool spans_blank(struct run *r, size_t at, size_t taken) {
	const struct plan *p = r->p;
	if (!line_of(p, at)->gap || line_of(p, at)->page_before) return false;
	if (line_is_rule(line_of(p, at - 1))) return taken <= RUN_HEAD_MAX;
	size_t behind = line_chunks(r, at);
	size_t names = line_chunks(r, r->first);
	if (behind < 3 || names < 3) return false;
	/* Below the header, whose second line may have no more than a word. */
	if (taken < RUN_HEAD_MAX && behind + 1 >= names && !line_of(p, r->first)->digits)
		return line_of(p, at)->digits || starts_alike(r, r->first, at);
	return taken > 1 && line_chunks(r, at - 1) == behind && line_of(p, at)->digits && line_of(p, at - 1)->digits;
}

/* Total:2   Free: 3   Of all that are free  : 2 */
bool line_begins_label(const struct plan *p, const struct line *l) {
	enum { LABEL_BLANKS = 2 };
	if (slice_find(slice_sub(p->text, l->body, l->stop), S(" : ")) != SIZE_MAX) return true;
	size_t at = l->body, blanks = 0;
	for (; at < l->stop && p->text.p[at] != ':'; at++) {
		if (p->text.p[at] != ' ') continue;
		if (p->text.p[at + 1] == ' ' || ++blanks > LABEL_BLANKS) return false;
	}
	if (at == l->body || at == l->stop || (at + 1 < l->stop && p->text.p[at + 1] == ':')) return false;
	return utf8_is_letter(utf8_at(p->text, l->body).code);
}

/* The run that starts at the line: up to its last line with a gap, and what hangs below that. */
size_t run_end(struct run *r, size_t first, size_t last) {
	const struct plan *p = r->p;
	size_t end = first + 1, weak = 0, taken = 1;
	for (size_t i = first + 1; i < last; i++) {
		const struct line *l = line_of(p, i);
		if (l->blank_before && !spans_blank(r, i, taken)) break;
		if (line_is_rule(line_of(p, i - 1)) && taken > 2 && line_begins_label(p, l))
			break; /* a sum of it all */
		if (line_is_rule(l)) {
			if (weak || line_begins_label(p, line_of(p, first))) break; /* below a legend another starts */
			end = i + 1; /* closes it, or rules something off */
			continue;
		}
		if (l->gap) {
			if (taken > 1 && begins_another(r, first, i, last)) break;
			weak = 0;
			taken++;
			end = i + 1;
			continue;
		}
		bool hangs = l->indent > line_of(p, first)->indent + 1;
		if (hangs && end == i) {
			end = i + 1;
			continue;
		}
		if (++weak > WEAK_MAX || line_is_prompt(p, l)) break;
	}
	return end;
}

/* How far a pattern came: see explain_reach.h. */
#include "inspect/explain_reach.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/pattern.h"

static bool is_letter(char c) { return ascii_is_letter(c) || ((unsigned char)c & 0x80) != 0; }

static bool is_quantifier(char c) { return c == '?' || c == '*' || c == '+' || c == '{'; }

/* An assertion with all that it holds. */
static span group_around(slice pattern, span item) {
	struct pattern_reader reader = {.text = slice_drop(pattern, item.start), .extended = true};
	struct pattern_token t;
	size_t depth = 0;
	while (pattern_next(&reader, &t)) {
		if (t.kind == PATTERN_OPEN) depth++;
		if (t.kind == PATTERN_CLOSE && --depth == 0) return (span){item.start, item.start + t.at.end};
		if (depth == 0) break;
	}
	return item;
}

/* Letters that stand for themselves are items each: the word that they make says more. A letter behind a backslash is
 * an item with it. */
static span word_around(slice pattern, span item, bool from_its_start) {
	while (item.end > item.start + 1 && (unsigned char)pattern.p[item.end - 1] <= ' ') item.end--;
	if (slice_starts(slice_drop(pattern, item.start), S("(?"))) return group_around(pattern, item);
	if (span_length(item) == 0 || !is_letter(pattern.p[item.start])) return item;
	while (item.end < pattern.n && is_letter(pattern.p[item.end])) item.end++;
	if (item.end < pattern.n && is_quantifier(pattern.p[item.end]) && item.end > item.start + 1) item.end--;
	while (from_its_start && item.start > 0 && is_letter(pattern.p[item.start - 1])) item.start--;
	return item;
}

static const struct expansion_piece *piece_of(const struct expansion *x, size_t offset) {
	return x == NULL ? NULL : expansion_piece_at(x, offset);
}

static bool is_words(const struct expansion_piece *p) { return p != NULL && p->node->kind == YAML_MAPPING; }

static slice words_text(arena *a, const struct expansion_piece *p) {
	const struct yaml_node *name = yaml_get(p->node, S("register"));
	return name == NULL ? S("") : say(a, S(", a word of the register "), name->text);
}

static size_t length_of(const struct expansion *x) {
	struct regex_source source = expansion_source(x);
	return regex_source_length(&source);
}

static size_t written_at(span item, size_t shift) { return item.start < shift ? 0 : item.start - shift; }

slice reach_item(arena *a, const struct regex *r, const struct expansion *x, span item, size_t shift) {
	const struct expansion_piece *p = piece_of(x, written_at(item, shift));
	span shown = word_around(regex_pattern(r), item, is_words(p));
	if (x != NULL && written_at(item, shift) >= length_of(x)) return S("the end there");
	slice text = slice_at(regex_pattern(r), shown);
	return is_words(p) ? say(a, text, words_text(a, p)) : text;
}

static slice origin(const struct explain *e, const struct yaml_node *node, span at) {
	struct place place = place_of(node->file->source, at.start);
	return say(e->a, node->file->name, S(":"), page_number(e, place.line), S(":"), page_number(e, place.column));
}

/* Of a piece written byte by byte, all the bytes of the item; else the place that stands for it. */
static span place_in_file(const struct expansion *x, const struct expansion_piece *p, size_t start, size_t length) {
	const struct yaml_node *node;
	span at = expansion_place(x, start, &node);
	if (p->copied && length > 1) at.end = expansion_place(x, start + length - 1, &node).end;
	if (is_words(p)) at.end = at.start + 1;
	return at;
}

static void tell_one(const struct explain *e, slice label, const struct regex *r, const struct expansion *x, span item,
        size_t shift, bool excerpts) {
	size_t start = written_at(item, shift);
	const struct expansion_piece *p = piece_of(x, start);
	slice text = reach_item(e->a, r, x, item, shift);
	if (p == NULL || start >= length_of(x)) {
		page_row(e, label, text);
		return;
	}
	size_t length = span_length(word_around(regex_pattern(r), item, false));
	span at = place_in_file(x, p, start, length);
	page_row(e, label, say(e->a, text, S("  "), origin(e, p->node, at)));
	if (!excerpts) return;
	diag_excerpt(e->out, p->node->file->source, at);
	if (span_is_none(p->used)) return;
	span used = yaml_span(x->pattern, p->used);
	page_row(e, S("through"), origin(e, x->pattern, used));
	diag_excerpt(e->out, x->pattern->file->source, used);
}

/* Words of one register are one wish. */
static bool told_before(
        const struct expansion *x, const struct regex_reach *reach, size_t i, const struct expansion_piece *last) {
	const struct expansion_piece *p = piece_of(x, reach->items[i].start);
	if (is_words(p) && p == last) return true;
	for (size_t k = 0; k < i; k++)
		if (is_words(p) && piece_of(x, reach->items[k].start) == p) return true;
	return false;
}

/* Groups and bars are items too, but nothing that a text has. */
static bool says_little(slice item) { return item.n == 0 || item.p[0] == '(' || item.p[0] == ')' || item.p[0] == '|'; }

void reach_tell_wanted(const struct explain *e, const struct regex *r, const struct expansion *x,
        const struct regex_reach *reach, size_t shift) {
	const struct expansion_piece *last = piece_of(x, written_at(reach->item, shift));
	tell_one(e, S("wanted"), r, x, reach->item, shift, true);
	for (size_t i = 0; i < reach->n; i++) {
		bool same = reach->items[i].start == reach->item.start;
		if (same || says_little(slice_at(regex_pattern(r), reach->items[i])) || told_before(x, reach, i, last))
			continue;
		tell_one(e, S("or"), r, x, reach->items[i], shift, false);
	}
}

/* The raw place of a clean offset; at the end of the stretch, right behind what it shows. */
static span raw_at(const struct document *d, span clean, size_t offset) {
	if (clean.start + offset < clean.end) {
		size_t size = utf8_at(d->clean.text, clean.start + offset).size;
		return clean_to_raw(&d->clean, (span){clean.start + offset, clean.start + offset + size});
	}
	span last = clean_to_raw(&d->clean, (span){clean.end - 1, clean.end});
	return (span){last.end, last.end};
}

void reach_tell(const struct explain *e, const struct document *d, span clean, const struct regex *r,
        const struct expansion *x, const struct regex_reach *reach) {
	if (!reach->known) {
		page_row(e, S("reached"), S("not known: the pattern met a limit"));
		return;
	}
	bool nowhere = reach->end == reach->start;
	span at = raw_at(d, clean, reach->end);
	struct place place = place_of(d->text, at.start);
	slice came = slice_sub(slice_at(d->clean.text, clean), reach->start, reach->end);
	slice text = say(e->a, d->name, S(":"), page_number(e, place.line), S(":"), page_number(e, place.column));
	page_row(e, S("reached"),
	        nowhere ? say(e->a, S("nothing: it begins nowhere here, as at "), text)
	                : say(e->a, text, S(", behind "), page_quote(e, came)));
	diag_excerpt(e->out, d->text, at);
	reach_tell_wanted(e, r, x, reach, 0);
}

/* Lists inside a sentence: see extract_inline.h. Three shapes, all of which say where the first item begins and the last
 * one ends:
 *
 *   a) new gates; b) walls; and c) ditches     marks that count, from the first on
 *   It pays for: new gates; walls; and roofs   semicolons, with a colon before or a joining word behind the last
 *   three mills: Upper, Lower and Low Mill     commas behind a colon, or between brackets
 *   the mills (Upper, Lower and Low Mill)
 *
 * What commas alone divide in running text is left to rules: where the first item begins there, only words could tell. */
#include "stages/extract_inline.h"

#include "base/ascii.h"
#include "base/sixteen.h"
#include "base/utf8.h"

enum { PARTS_MIN = 3, COMMA_WORDS = 8, SEMICOLON_WORDS = 60, SURPLUS_WORDS = 2 };

struct finder {
	arena *a;
	const struct lexicon *words;
	slice text;
	inline_lists *out;
};
typedef VEC(struct inline_item) items;

static char at(const struct finder *f, size_t i) { return i < f->text.n ? f->text.p[i] : '\0'; }
static slice sub(const struct finder *f, span s) { return slice_at(f->text, s); }
static bool holds(const struct finder *f, span s, char c) {
	return s.start < s.end && memchr(f->text.p + s.start, c, s.end - s.start) != NULL;
}

static span trimmed(const struct finder *f, span s) {
	slice t = utf8_trim(sub(f, s));
	size_t start = t.n ? (size_t)(t.p - f->text.p) : s.start;
	return (span){start, start + t.n};
}

static size_t words_count(slice s) {
	size_t n = s.n > 0;
	for (size_t i = 0; i < s.n; i++) n += s.p[i] == ' ';
	return n;
}

/* A letter or a digit. */
static bool says_something(slice s) {
	struct utf8_char c;
	for (size_t i = 0; (c = utf8_at(s, i)).size; i += c.size)
		if (utf8_is_letter(c.code) || utf8_is_digit(c.code)) return true;
	return false;
}

/* ---- joining words */

static bool joins(const struct finder *f, slice word) {
	return word.n > 0 && lexicon_get(f->words, S("conjunctions"), word, S("word")).p != NULL;
}

/* Without a joining word before it; *had: there was one. */
static span without_first_join(const struct finder *f, span s, bool *had) {
	slice all = sub(f, s);
	size_t blank = slice_find_byte(all, ' ');
	*had = blank != SIZE_MAX && joins(f, slice_sub(all, 0, blank));
	return *had ? trimmed(f, (span){s.start + blank, s.end}) : s;
}

/* Without the marks that divide it from what follows, and a joining word among them. */
static span without_last_join(const struct finder *f, span s) {
	for (;;) {
		s = trimmed(f, s);
		slice all = sub(f, s);
		if (all.n && (all.p[all.n - 1] == ';' || all.p[all.n - 1] == ',')) {
			s.end--;
			continue;
		}
		size_t word = all.n;
		while (word > 0 && all.p[word - 1] != ' ') word--;
		if (!joins(f, slice_drop(all, word))) return s;
		s.end = s.start + word;
	}
}

/* ---- adding one */

static void add(struct finder *f, const items *found, span intro, bool ordered) {
	struct inline_list *l = vec_push(f->a, f->out);
	l->items.v = found->v;
	l->items.n = l->items.cap = found->n;
	intro = span_is_none(intro) ? intro : trimmed(f, intro);
	l->intro = span_is_none(intro) || span_length(intro) == 0 ? SPAN_NONE : intro;
	l->ordered = ordered;
}

static bool put(struct finder *f, items *found, span s, span marker, size_t words) {
	slice text = sub(f, s);
	if (!says_something(text) || words_count(text) > words) return false;
	*vec_push(f->a, found) = (struct inline_item){s, marker};
	return true;
}

/* ---- marks that count */

static size_t roman(slice s) {
	static const char *const values[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (slice_equal(s, slice_of(values[i]))) return i + 1;
	return 0;
}

/* What a mark stands for, read as a digit, a letter and a Roman number; 0 where it is none. */
struct counter {
	uint64_t digit;
	size_t letter, roman;
	bool open;
	span at;
};

/* (a) or a) at the place, with a blank behind it. */
static bool counter_read(const struct finder *f, size_t i, size_t end, struct counter *c) {
	enum { LONGEST = 4 };
	*c = (struct counter){.open = at(f, i) == '('};
	size_t start = i + c->open, stop = start;
	while (stop < end && stop < start + LONGEST &&
	        (utf8_is_digit((unsigned char)at(f, stop)) || ascii_is_lower(at(f, stop))))
		stop++;
	if (stop == start || at(f, stop) != ')' || at(f, stop + 1) != ' ') return false;
	slice s = slice_sub(f->text, start, stop);
	if (!slice_to_u64(s, &c->digit)) c->digit = 0;
	c->letter = s.n == 1 && !c->digit ? (size_t)(s.p[0] - 'a') + 1 : 0;
	c->roman = roman(s);
	c->at = (span){i, stop + 1};
	return true;
}

static bool counts_on(const struct counter *a, const struct counter *b) {
	if (a->open != b->open) return false;
	return (a->digit && b->digit == a->digit + 1) || (a->letter && b->letter == a->letter + 1) ||
	       (a->roman && b->roman == a->roman + 1);
}

static bool counted_find(struct finder *f, span in) {
	items found = {0};
	struct counter last = {0}, c;
	size_t first = SIZE_MAX;
	if (!holds(f, in, ')')) return false;
	for (size_t i = in.start; i < in.end; i++) {
		if ((i > in.start && at(f, i - 1) != ' ') || !counter_read(f, i, in.end, &c)) continue;
		bool begins = c.digit == 1 || c.letter == 1 || c.roman == 1;
		if (first == SIZE_MAX ? !begins : !counts_on(&last, &c)) continue;
		if (first == SIZE_MAX)
			first = i;
		else if (!put(f, &found, without_last_join(f, (span){last.at.end, i}), last.at, SEMICOLON_WORDS))
			return false;
		last = c;
	}
	if (found.n == 0) return false;
	if (!put(f, &found, trimmed(f, (span){last.at.end, in.end}), last.at, SEMICOLON_WORDS)) return false;
	add(f, &found, (span){in.start, first}, true);
	return true;
}

/* ---- semicolons and commas */

/* The next `mark` that divides: not within brackets, and no comma within a number. */
static size_t divide(const struct finder *f, size_t from, size_t end, char mark) {
	size_t depth = 0;
	if (!holds(f, (span){from, end}, mark)) return end;
	for (size_t i = from; i < end; i++) {
		char c = at(f, i);
		depth += c == '(' || c == '[';
		depth -= (c == ')' || c == ']') && depth > 0;
		if (c == mark && depth == 0 && (i + 1 == end || at(f, i + 1) == ' ')) return i;
	}
	return end;
}

static size_t colon_in(const struct finder *f, span in) {
	size_t i = divide(f, in.start, in.end, ':');
	return i + 1 < in.end ? i + 1 : SIZE_MAX;
}

static bool semicolons_find(struct finder *f, span in) {
	items found = {0};
	size_t end = divide(f, in.start, in.end, ';');
	if (end == in.end) return false;
	size_t colon = colon_in(f, in);
	bool announced = colon != SIZE_MAX && colon < end, joined = false;
	for (size_t from = announced ? colon : in.start;; from = end + 1) {
		end = divide(f, from, in.end, ';');
		span part = without_first_join(f, trimmed(f, (span){from, end}), &joined);
		if (end == in.end) part = trimmed(f, part);
		if (!put(f, &found, part, SPAN_NONE, SEMICOLON_WORDS)) return false;
		if (end == in.end) break;
	}
	if (found.n < PARTS_MIN || (!announced && !joined)) return false;
	add(f, &found, announced ? (span){in.start, colon} : SPAN_NONE, false);
	return true;
}

/* The only joining word inside the part, or SPAN_NONE. */
static span join_inside(const struct finder *f, span part) {
	span found = SPAN_NONE;
	for (size_t i = part.start; i < part.end;) {
		size_t stop = i;
		while (stop < part.end && at(f, stop) != ' ') stop++;
		if (i > part.start && stop < part.end && joins(f, slice_sub(f->text, i, stop))) {
			if (!span_is_none(found)) return SPAN_NONE;
			found = (span){i, stop};
		}
		i = stop + 1;
	}
	return found;
}

/* x, y and z from end to end. */
static bool commas_find(struct finder *f, span in, span intro) {
	items found = {0};
	size_t most = 0, end = in.start;
	bool joined = false;
	for (size_t from = in.start; end < in.end; from = end + 1) {
		end = divide(f, from, in.end, ',');
		span part = trimmed(f, (span){from, end});
		if (end == in.end) {
			if (found.n == 0) return false;
			part = without_first_join(f, part, &joined);
			span join = joined ? SPAN_NONE : join_inside(f, part);
			if (!joined && span_is_none(join)) return false;
			if (!joined &&
			        !put(f, &found, trimmed(f, (span){part.start, join.start}), SPAN_NONE, COMMA_WORDS))
				return false;
			if (!joined) part = trimmed(f, (span){join.end, part.end});
		}
		if (!put(f, &found, part, SPAN_NONE, COMMA_WORDS)) return false;
		size_t n = words_count(sub(f, part));
		if (end == in.end && n > most + SURPLUS_WORDS) return false; /* the sentence goes on */
		if (n > most) most = n;
	}
	if (found.n < PARTS_MIN) return false;
	add(f, &found, intro, false);
	return true;
}

static void brackets_find(struct finder *f, span in) {
	if (!holds(f, in, '(')) return;
	for (size_t i = in.start; i < in.end; i++) {
		if (at(f, i) != '(') continue;
		size_t stop = i + 1;
		while (stop < in.end && at(f, stop) != ')' && at(f, stop) != '(') stop++;
		if (at(f, stop) == ')' && stop < in.end) commas_find(f, (span){i + 1, stop}, (span){in.start, i});
		i = stop - (at(f, stop) == '(');
	}
}

/* ---- sentences */

static const bool may_end[256] = {['.'] = true, ['?'] = true, ['!'] = true};

/* Does the byte end a sentence: a stop before a blank and a capital, or at the end? */
static bool ends_sentence(const struct finder *f, size_t i) {
	return i + 1 == f->text.n || (at(f, i + 1) == ' ' && utf8_is_upper(utf8_at(f->text, i + 2).code));
}

/* The next byte that may end one. */
static size_t stop_next(slice s, size_t i) {
	for (; i < s.n; i += 16) {
		sixteen v = sixteen_of_last(s.p + i, s.n - i);
		size_t first = sixteen_first(sixteen_equal(v, '.') | sixteen_equal(v, '?') | sixteen_equal(v, '!'));
		if (first < 16) return i + first;
	}
	return s.n;
}

static size_t sentence_end(const struct finder *f, size_t from) {
	for (size_t i = from; (i = stop_next(f->text, i)) < f->text.n; i++)
		if (ends_sentence(f, i)) return i + 1;
	return f->text.n;
}

/* Where the sentence of the place begins. */
static size_t sentence_start(const struct finder *f, size_t place) {
	while (place > 0 && !(may_end[(unsigned char)f->text.p[place - 1]] && ends_sentence(f, place - 1))) place--;
	return place;
}

/* The marks without which there is no list, and how they stand: each shape has two semicolons, two counted marks, or a comma
 * behind a colon or a bracket. */
struct signs {
	unsigned semicolons, counters;
	bool comma, colon, bracket;
};

enum { SIGN_COMMA = 1, SIGN_COLON = 2, SIGN_SEMICOLON = 4, SIGN_OPEN = 8, SIGN_CLOSE = 16 };
static const unsigned char sign_of[256] = {
        [','] = SIGN_COMMA, [':'] = SIGN_COLON, [';'] = SIGN_SEMICOLON, ['('] = SIGN_OPEN, [')'] = SIGN_CLOSE};

/* May there be a list in the text at all, and where do the first and the last sign but commas stand? Asked of every text: what
 * is behind a sign is left to signs_in. */
static bool may_hold_list(slice s, size_t *first, size_t *last) {
	size_t semicolons = 0, closes = 0;
	sixteen commas = {0}, begins = {0};
	*first = SIZE_MAX;
	*last = 0;
	for (size_t i = 0; i < s.n; i += 16) {
		sixteen v = sixteen_of_last(s.p + i, s.n - i);
		sixteen brackets = sixteen_within(v, '(', ')'), colons = sixteen_within(v, ':', ';');
		uint32_t bits = sixteen_bits(brackets | colons);
		commas |= sixteen_equal(v, ',');
		if (!bits) continue;
		if (*first == SIZE_MAX) *first = i + (size_t)__builtin_ctz(bits);
		*last = i + 31 - (size_t)__builtin_clz(bits);
		begins |= sixteen_equal(v, '(') | sixteen_equal(v, ':');
		semicolons += sixteen_count(sixteen_equal(v, ';'));
		closes += sixteen_count(sixteen_equal(v, ')'));
	}
	return semicolons + 1 >= PARTS_MIN || closes >= 2 || (sixteen_any(commas) && sixteen_any(begins));
}

static void signs_add(struct signs *s, unsigned sign, bool parts) {
	if (sign == SIGN_COMMA) {
		s->comma = s->comma || parts;
		return;
	}
	s->colon = s->colon || (sign == SIGN_COLON && parts);
	s->semicolons += sign == SIGN_SEMICOLON && parts;
	s->bracket = s->bracket || sign == SIGN_OPEN;
	s->counters += sign == SIGN_CLOSE && parts;
}

static void signs_read(const struct finder *f, size_t i, struct signs *s) {
	unsigned sign = sign_of[(unsigned char)f->text.p[i]];
	if (sign != 0) signs_add(s, sign, at(f, i + 1) == ' ');
}

static struct signs signs_in(const struct finder *f, span in) {
	struct signs s = {0};
	size_t i = in.start;
	for (; in.end - i >= 16; i += 16) {
		sixteen v = sixteen_at(f->text.p + i);
		uint32_t bits =
		        sixteen_bits(sixteen_within(v, '(', ')') | sixteen_equal(v, ',') | sixteen_within(v, ':', ';'));
		for (; bits; bits &= bits - 1) signs_read(f, i + (size_t)__builtin_ctz(bits), &s);
	}
	for (; i < in.end; i++) signs_read(f, i, &s);
	return s;
}

static bool may_list(const struct signs *s) {
	return s->semicolons + 1 >= PARTS_MIN || s->counters >= 2 || (s->comma && (s->colon || s->bracket));
}

static span without_stop(const struct finder *f, span s) {
	s = trimmed(f, s);
	while (s.end > s.start && (at(f, s.end - 1) == '.' || at(f, s.end - 1) == ';' || at(f, s.end - 1) == ','))
		s.end--;
	return s;
}

void inline_find(arena *a, const struct lexicon *words, slice text, inline_lists *out) {
	struct finder f = {a, words, text, out};
	size_t first, last;
	if (!may_hold_list(text, &first, &last)) return;
	for (size_t from = sentence_start(&f, first), end; from <= last; from = end) {
		end = sentence_end(&f, from);
		span in = without_stop(&f, (span){from, end});
		struct signs own = signs_in(&f, in);
		if (!may_list(&own)) continue;
		size_t colon = own.colon ? colon_in(&f, in) : SIZE_MAX;
		if ((own.counters >= 2 && counted_find(&f, in)) ||
		        (own.semicolons + 1 >= PARTS_MIN && semicolons_find(&f, in)) || !own.comma)
			continue;
		if (colon != SIZE_MAX && commas_find(&f, trimmed(&f, (span){colon, in.end}), (span){in.start, colon}))
			continue;
		brackets_find(&f, in);
	}
}

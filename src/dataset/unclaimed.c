/* Numbers and capitalised names that nothing explains: see unclaimed.h.
 *
 * A word is a run of letters and digits, with the marks that stand inside one (A&E, O'Neill, COVID-19, 1,300.5). One
 * that starts with a capital is a name if it stands neither first in its block nor first in a sentence; a run of two
 * or more of them, with blanks alone between, is a name wherever it stands. Any other word with digits is a number,
 * from its first digit to its last. A sentence ends at . ! ? or an ellipsis with a blank behind it. An explained word
 * (one that shares a byte with a claim or waiver) is left out before runs are formed, so "The" before an explained name is nothing. */
#include "dataset/unclaimed.h"

#include "base/sixteen.h"
#include "base/sort.h"
#include "base/utf8.h"

struct finder {
	struct coverage *coverage;
	arena *arena;
	slice text;
	const spans *explained;
	size_t near, asked; /* see is_explained */
	bool first;         /* the next word is the first of its block or sentence */
	bool ending;        /* a sentence's last mark has been met, the blank behind it not yet */
	span run;           /* capitalised words that may grow, SPAN_NONE: none */
	size_t words;       /* in the run */
	bool run_first;     /* the run's first word was the first of its block or sentence */
};

/* The first span that ends behind the offset. */
static size_t explained_behind(const struct finder *f, size_t offset) {
	size_t low = 0, high = f->explained->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (f->explained->v[middle].end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Words are asked for in order of the text, but for blocks that do not stand so: the span found last is near. */
static bool is_explained(struct finder *f, span at) {
	const spans *e = f->explained;
	if (at.start < f->asked) f->near = explained_behind(f, at.start);
	while (f->near < e->n && e->v[f->near].end <= at.start) f->near++;
	f->asked = at.start;
	return f->near < e->n && e->v[f->near].start < at.end;
}

static void report(struct finder *f, span at, enum unclaimed_kind kind) {
	*vec_push(f->arena, &f->coverage->unclaimed) = (struct unclaimed){at, kind};
}

static void end_run(struct finder *f) {
	if (f->words == 0) return;
	if (f->words > 1 || !f->run_first) report(f, f->run, UNCLAIMED_NAME);
	f->run = SPAN_NONE;
	f->words = 0;
}

/* ---- words */

static bool is_combining(uint32_t code) { return code >= 0x0300 && code <= 0x036F; }
static bool is_word_character(uint32_t code) {
	return utf8_is_letter(code) || utf8_is_digit(code) || is_combining(code);
}

/* Does this mark hold a word together between these two characters? */
static bool joins(uint32_t before, uint32_t mark, uint32_t behind) {
	if (!is_word_character(behind)) return false;
	switch (mark) {
	case '-':
	case 0x2010: /* hyphen */
	case 0x2011: /* non-breaking hyphen */
	case '\'':
	case 0x2019: /* right single quotation mark */
	case '&': return true;
	case '.':
	case ',': return utf8_is_digit(before) && utf8_is_digit(behind);
	default: return false;
	}
}

/* What a byte is to a word; 0: to be read as a character. */
enum { SMALL = 1, PLAIN = 2, WHITE = 4, MARK = 8, JOINT = 16, QUIET = 32 };

/* SMALL: a small letter. PLAIN: a letter or digit. WHITE: a blank or line end. MARK: a mark that neither ends a sentence nor
 * closes behind one. JOINT: may hold a word together. QUIET: tells nothing behind a word of small letters, where no run of
 * capitalised words is open and no sentence is about to end. All of ASCII, of which nearly all texts are made. */
static const uint8_t looks[256] = {
        ['a' ... 'z'] = SMALL | PLAIN | QUIET,
        ['A' ... 'Z'] = PLAIN,
        ['0' ... '9'] = PLAIN,
        ['\t' ... '\r'] = WHITE | QUIET,
        [' '] = WHITE | QUIET,
        ['"'] = QUIET,
        ['#' ... '%'] = MARK | QUIET,
        ['&'] = MARK | JOINT | QUIET,
        ['\''] = JOINT | QUIET,
        ['('] = MARK | QUIET,
        [')'] = QUIET,
        ['*' ... ','] = MARK | QUIET,
        ['-'] = MARK | JOINT | QUIET,
        ['/'] = MARK | QUIET,
        [':' ... '>'] = MARK | QUIET,
        ['@'] = MARK | QUIET,
        ['[' ... '\\'] = MARK | QUIET,
        [']'] = QUIET,
        ['^' ... '`'] = MARK | QUIET,
        ['{' ... '~'] = MARK | QUIET,
};

static uint8_t look_of(slice text, size_t at) { return looks[(unsigned char)text.p[at]]; }

static size_t plain_end(slice s, size_t at) {
	for (; s.n - at >= 16; at += 16) {
		sixteen v = sixteen_at(s.p + at);
		sixteen letters = sixteen_within(v | sixteen_each(0x20), 'a', 'z');
		size_t first = sixteen_first(~(letters | sixteen_within(v, '0', '9')));
		if (first < 16) return at + first;
	}
	while (at < s.n && (look_of(s, at) & PLAIN)) at++;
	return at;
}

/* The end of the word that starts here, at most `end`. */
static size_t word_end(slice text, size_t at, size_t end) {
	slice s = slice_sub(text, 0, end);
	for (uint32_t before = 0;;) {
		size_t plain = at;
		at = plain_end(s, at);
		if (at > plain) before = (unsigned char)s.p[at - 1];
		struct utf8_char c = utf8_at(s, at);
		if (c.size == 0 || c.code == ' ') return at;
		if (!is_word_character(c.code) && !joins(before, c.code, utf8_at(s, at + c.size).code)) return at;
		before = c.code;
		at += c.size;
	}
}

/* From the first digit to the last; SPAN_NONE where there is none. */
static span digits_of(slice text, span word) {
	size_t start = word.start, end = word.end;
	while (start < end && !utf8_is_digit((unsigned char)text.p[start])) start++;
	if (start == end) return SPAN_NONE;
	while (!utf8_is_digit((unsigned char)text.p[end - 1])) end--;
	return (span){start, end};
}

static void take_name(struct finder *f, span word) {
	if (is_explained(f, word)) {
		end_run(f);
		return;
	}
	if (f->words == 0) f->run_first = f->first;
	f->run = span_hull(f->run, word);
	f->words++;
}

static void take_word(struct finder *f, span word) {
	if (utf8_is_upper(utf8_at(f->text, word.start).code)) {
		take_name(f, word);
	} else {
		end_run(f);
		span digits = digits_of(f->text, word);
		if (!span_is_none(digits) && !is_explained(f, digits)) report(f, digits, UNCLAIMED_NUMBER);
	}
	f->first = f->ending = false;
}

/* ---- between words */

static bool ends_sentence(uint32_t code) { return code == '.' || code == '!' || code == '?' || code == 0x2026; }

/* Quotation marks and brackets may close between a sentence's last mark and the blank behind it. */
static bool closes(uint32_t code) {
	return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x2019 || code == 0x201D;
}

static void take_mark(struct finder *f, uint32_t code) {
	if (utf8_is_blank(code) || code == '\n' || code == '\r') {
		if (!f->ending) return;
		end_run(f);
		f->first = true;
		f->ending = false;
		return;
	}
	end_run(f);
	f->ending = ends_sentence(code) || (f->ending && closes(code));
}

static sixteen quiet(sixteen v) {
	sixteen marks = sixteen_within(v, '"', '-') | sixteen_equal(v, '/') | sixteen_within(v, ':', '>');
	sixteen rest = sixteen_equal(v, '@') | sixteen_within(v, '[', '~') | sixteen_equal(v, ' ');
	return marks | rest | sixteen_within(v, '\t', '\r');
}

static size_t quiet_end(slice text, size_t at, size_t end) {
	for (; end - at >= 16; at += 16) {
		size_t first = sixteen_first(~quiet(sixteen_at(text.p + at)));
		if (first < 16) return at + first;
	}
	while (at < end && (look_of(text, at) & QUIET)) at++;
	return at;
}

/* The end of the words of small letters that start here, and of what lies between and behind them: no names, no numbers,
 * nothing that ends a sentence. `at` where another kind of word starts. Most of most texts is of this kind. */
static size_t small_words_end(slice text, size_t at, size_t end) {
	size_t i = quiet_end(text, at, end);
	if (i == end || ends_sentence((unsigned char)text.p[i])) return i;
	/* The last word may go on in another way. */
	while (i > at && (look_of(text, i - 1) & (SMALL | JOINT))) i--;
	return i;
}

/* A part of a foreign line may end inside a character, which then is none. */
static void walk_part(struct finder *f, span part) {
	slice text = slice_sub(f->text, 0, part.end);
	for (size_t at = part.start; at < part.end;) {
		uint8_t look = look_of(text, at);
		if ((look & WHITE) && !f->ending) {
			at++; /* tells nothing */
			continue;
		}
		if (look & MARK) {
			end_run(f);
			f->ending = false;
			while (++at < part.end && (look_of(text, at) & MARK)) {
			}
			continue;
		}
		size_t small = look & SMALL ? small_words_end(text, at, part.end) : at;
		if (small > at) {
			end_run(f);
			f->first = f->ending = false;
			at = small;
			continue;
		}
		struct utf8_char c = utf8_at(text, at);
		if (utf8_is_letter(c.code) || utf8_is_digit(c.code)) {
			span word = {at, word_end(text, at, part.end)};
			take_word(f, word);
			at = word.end;
		} else {
			take_mark(f, c.code);
			at += c.size;
		}
	}
}

static int compare_places(const void *left, const void *right) {
	const struct unclaimed *a = left, *b = right;
	return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

void unclaimed_find(struct coverage *c, const struct document *d, const spans *explained, arena *a) {
	struct finder f = {.coverage = c, .arena = a, .text = d->text, .explained = explained, .run = SPAN_NONE};
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		f.first = true;
		f.ending = false;
		for (size_t k = 0; k < b->parts.n; k++) {
			span part = b->parts.v[k];
			if (part.end > d->text.n) part.end = d->text.n;
			walk_part(&f, part);
			take_mark(&f, ' '); /* what lies between two parts is a blank to the reader … */
			end_run(&f);        /* … but no part of a name */
		}
	}
	/* Blocks need not stand in the order of the text. */
	sort_nearly(c->unclaimed.v, c->unclaimed.n, sizeof *c->unclaimed.v, compare_places);
}

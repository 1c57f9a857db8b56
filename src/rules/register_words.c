/* Patterns from registers: see register_words.h. What it writes means the same in extended mode and out of it. */
#include "rules/register_words.h"

#include "base/utf8.h"
#include "rules/regex.h"
#include "rules/words_trie.h"

#include <stdlib.h>

/* ---- which words */

static int longest_first(const void *a, const void *b) {
	const slice *x = a, *y = b;
	if (x->n != y->n) return x->n > y->n ? -1 : 1;
	return slice_compare(*x, *y);
}

static bool holds(const struct words_where *where, const slice *cells) {
	slice cell = cells[where->column];
	if (where->any) return slice_trim(cell).n > 0;
	for (size_t i = 0; i < where->values.n; i++)
		if (slice_equal(where->values.v[i], cell)) return true;
	return false;
}

static bool row_counts(const struct words *w, const slice *cells) {
	for (size_t i = 0; i < w->where.n; i++)
		if (!holds(&w->where.v[i], cells)) return false;
	return true;
}

/* Nothing but ASCII, and single blanks between it, as most are. */
static bool is_folded(slice cell) {
	bool blank = true;
	for (size_t i = 0; i < cell.n; i++) {
		unsigned char c = (unsigned char)cell.p[i];
		if (c < ' ' || c > '~' || (c == ' ' && blank)) return false;
		blank = c == ' ';
	}
	return !blank;
}

/* The cell as a word: folded, `without` taken out; ABSENT where it does not count. */
static slice word_of(arena *a, const struct words *w, struct matcher *m, slice cell) {
	slice word = is_folded(cell) ? cell : utf8_fold_blanks(a, cell);
	if (w->without != NULL) word = utf8_trim(regex_replace(m, w->without, word, S(""), a));
	bool counts = word.n > 0 && (w->like == NULL || regex_search(m, w->like, word, 0) == REGEX_MATCH);
	return counts ? word : ABSENT;
}

/* The distinct cells of the rows that count, folded, longest first. */
static slices words_of(arena *a, const struct words *w) {
	slices words = {0};
	struct matcher *m = w->without != NULL || w->like != NULL ? matcher_new() : NULL;
	for (size_t i = 0; i < w->table->rows.n; i++) {
		if (!row_counts(w, w->table->rows.v[i])) continue;
		slice word = word_of(a, w, m, w->table->rows.v[i][w->column]);
		if (word.p != NULL) *vec_push(a, &words) = word;
	}
	matcher_free(m);
	if (words.n == 0) return words;
	qsort(words.v, words.n, sizeof *words.v, longest_first);
	size_t kept = 1;
	for (size_t i = 1; i < words.n; i++)
		if (!slice_equal(words.v[i], words.v[kept - 1])) words.v[kept++] = words.v[i];
	words.n = kept;
	return words;
}

/* ---- one word */

static bool is_word_char(uint32_t code) { return utf8_is_letter(code) || utf8_is_digit(code); }

static void put_code(struct buf *out, uint32_t code) {
	static const char hex[] = "0123456789ABCDEF";
	buf_put(out, S("\\x{"));
	for (int shift = 20; shift >= 0; shift -= 4)
		if (shift == 0 || code >> shift != 0) buf_byte(out, hex[code >> shift & 15]);
	buf_byte(out, '}');
}

static void put_char(struct buf *out, slice word, size_t at, struct utf8_char c) {
	bool printable = c.code > ' ' && c.code < 0x7F;
	if (is_word_char(c.code))
		buf_put(out, slice_sub(word, at, at + c.size));
	else if (printable) {
		buf_byte(out, '\\');
		buf_byte(out, (char)c.code);
	} else
		put_code(out, c.code);
}

static bool is_hyphen(uint32_t code) { return code == '-' || code == 0x2010 || code == 0x2011; }

/* Behind the blanks and hyphens at `at`; blanks alone where hyphens do not count. */
static size_t gap_end(slice word, size_t at, bool hyphens) {
	for (;;) {
		struct utf8_char c = utf8_at(word, at);
		if (c.size == 0 || !(c.code == ' ' || (hyphens && is_hyphen(c.code)))) return at;
		at += c.size;
	}
}

static bool is_letter_at(slice s, size_t at) { return is_word_char(utf8_at(s, at).code); }

/* Does `rest` start with this word, in any ASCII case, and end it there? */
static bool starts_with_word(slice rest, slice word) {
	if (rest.n < word.n) return false;
	for (size_t i = 0; i < word.n; i++) {
		char a = rest.p[i], b = word.p[i];
		if (a != b && ((a | 32) != (b | 32) || (a | 32) < 'a' || (a | 32) > 'z')) return false;
	}
	return !is_letter_at(word, 0) || !is_letter_at(rest, word.n);
}

/* Behind one of the words that stand for each other, with the blanks around it, or `at` itself. */
static size_t same_end(slice word, size_t at, slices same) {
	if (same.n == 0) return at;
	size_t start = gap_end(word, at, false);
	for (size_t i = 0; i < same.n; i++) {
		bool apart = start > at || !is_letter_at(same.v[i], 0);
		if (apart && starts_with_word(slice_drop(word, start), same.v[i]))
			return gap_end(word, start + same.v[i].n, false);
	}
	return at;
}

/* Words of letters stand between blanks; marks may be glued to what is around them. */
static void put_same(struct buf *out, slices same) {
	buf_put(out, S("(?:"));
	for (size_t i = 0; i < same.n; i++) {
		bool letters = is_letter_at(same.v[i], 0);
		if (i > 0) buf_byte(out, '|');
		buf_put(out, letters ? S("\\s+") : S("\\s*"));
		for (size_t at = 0; at < same.v[i].n;) {
			struct utf8_char c = utf8_at(same.v[i], at);
			put_char(out, same.v[i], at, c);
			at += c.size;
		}
		buf_put(out, letters ? S("\\s+") : S("\\s*"));
	}
	buf_byte(out, ')');
}

static void put_blanks(struct buf *out, const struct words *w) {
	buf_put(out, w->tolerant ? S("(?:\\s*[\\-\\x{2010}\\x{2011}]\\s*|\\s+)") : S("\\s+"));
}

/* Writes what stands at `at` where it is more than a character, and gives the place behind it; else `at`. */
static size_t put_gap(struct buf *out, slice word, size_t at, const struct words *w) {
	size_t end = same_end(word, at, w->same);
	if (end > at) {
		put_same(out, w->same);
		return end;
	}
	end = gap_end(word, at, w->tolerant);
	if (end > at) put_blanks(out, w);
	return end;
}

static void put_word(struct buf *out, slice word, const struct words *w) {
	for (size_t at = 0; at < word.n;) {
		size_t end = put_gap(out, word, at, w);
		if (end == at) {
			struct utf8_char c = utf8_at(word, at);
			put_char(out, word, at, c);
			end = at + c.size;
		}
		at = end;
	}
}

/* ---- all of them */

static bool starts_guarded(slice word) { return is_word_char(utf8_at(word, 0).code); }
static bool ends_guarded(slice word) { return is_word_char(utf8_before(word, word.n).code); }

/* A run of words with the same guards shares them. */
static size_t put_run(struct buf *out, slices words, size_t first, const struct words *w) {
	bool before = starts_guarded(words.v[first]), behind = ends_guarded(words.v[first]);
	if (before && !w->parts) buf_put(out, S("(?<![\\p{L}\\p{N}])"));
	size_t i = first;
	while (i < words.n && starts_guarded(words.v[i]) == before && ends_guarded(words.v[i]) == behind) i++;
	buf_put(out, S("(?:"));
	for (size_t k = first; k < i && out->n <= WORDS_MAX; k++) {
		if (k > first) buf_byte(out, '|');
		put_word(out, words.v[k], w);
	}
	buf_byte(out, ')');
	if (behind && !w->parts) buf_put(out, S("(?![\\p{L}\\p{N}])"));
	return i;
}

/* The words as they stand, run by run. */
static void put_list(struct buf *out, slices words, const struct words *w) {
	for (size_t i = 0; i < words.n;) {
		if (i > 0) buf_byte(out, '|');
		i = put_run(out, words, i, w);
	}
}

/* ---- as a tree */

static bool is_plain_mark(slice s) {
	return s.n == 1 && s.p[0] > ' ' && s.p[0] < 0x7F && s.p[0] != '-' && !is_letter_at(s, 0);
}

static bool is_ascii_letters(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] | 32) < 'a' || (s.p[i] | 32) > 'z') return false;
	return s.n > 0;
}

/* Words of letters and single marks are never taken for what stands between blanks without them. */
static bool same_is_plain(slices same) {
	for (size_t i = 0; i < same.n; i++)
		if (!is_plain_mark(same.v[i]) && !is_ascii_letters(same.v[i])) return false;
	return true;
}

static bool starts_with_same(slice rest, slices same) {
	for (size_t i = 0; i < same.n; i++)
		if (starts_with_word(rest, same.v[i])) return true;
	return false;
}

/* What the word is made of. False where a gap stands at its start, its end or beside another, where a hyphen stands before
 * a word that another may stand for, or where it has a character that is taken for a gap. */
static bool units_of(arena *a, slice word, const struct words *w, trie_units *units) {
	units->n = 0;
	bool gap = true;
	for (size_t at = 0; at < word.n;) {
		size_t end = same_end(word, at, w->same);
		uint32_t unit = TRIE_SAME;
		if (end == at) {
			end = gap_end(word, at, w->tolerant);
			unit = TRIE_GAP;
			if (end > at && starts_with_same(slice_drop(word, end), w->same)) return false;
		}
		if (end > at && gap) return false;
		gap = end > at;
		if (!gap) {
			struct utf8_char c = utf8_at(word, at);
			if (utf8_is_blank(c.code) || c.code == 0x180E) return false; /* \s, or one to PCRE2 alone */
			unit = c.code;
			end = at + c.size;
		}
		*vec_push(a, units) = unit;
		at = end;
	}
	return !gap;
}

static void put_unit(struct buf *out, uint32_t unit, const void *how) {
	const struct words *w = how;
	char bytes[UTF8_MAX];
	if (unit == TRIE_SAME)
		put_same(out, w->same);
	else if (unit == TRIE_GAP)
		put_blanks(out, w);
	else {
		unsigned size = utf8_encode(unit, bytes);
		put_char(out, (slice){bytes, size}, 0, (struct utf8_char){.code = unit, .size = size});
	}
}

/* Guards that words of one class share. */
enum { BEHIND = 1, BEFORE = 2, CLASSES = 4 };

static unsigned class_of(slice word, const struct words *w) {
	if (w->parts) return 0;
	return (starts_guarded(word) ? BEFORE : 0) | (ends_guarded(word) ? BEHIND : 0);
}

static bool grow(struct trie *t, slices words, const struct words *w) {
	trie_units units = {0};
	if (!same_is_plain(w->same)) return false;
	for (size_t i = 0; i < words.n; i++)
		if (!units_of(t->arena, words.v[i], w, &units) || !trie_add(t, &units, class_of(words.v[i], w)))
			return false;
	return true;
}

/* Words that start alike have the same guard before them. Those with a guard behind them and those without stand apart,
 * which changes nothing where the first of the two hold no start of one of the others. False where both do. */
static bool order_classes(const struct trie *t, unsigned order[CLASSES]) {
	for (unsigned class = 0; class < CLASSES; class += BEFORE) {
		bool with = trie_extends(t, class | BEHIND, class), without = trie_extends(t, class, class | BEHIND);
		if (with && without) return false;
		order[class] = with ? class | BEHIND : class;
		order[class + 1] = with ? class : class | BEHIND;
	}
	return true;
}

/* False where the words have to stand as they are. */
static bool put_tree(struct buf *out, slices words, const struct words *w) {
	arena scratch = {0};
	unsigned order[CLASSES];
	struct trie t = {.arena = &scratch, .exact = w->exact};
	bool good = grow(&t, words, w) && order_classes(&t, order), more = false;
	for (size_t i = 0; good && i < CLASSES; i++) {
		if (!trie_holds(&t, order[i])) continue;
		if (more) buf_byte(out, '|');
		if (order[i] & BEFORE) buf_put(out, S("(?<![\\p{L}\\p{N}])"));
		buf_put(out, S("(?:"));
		good = trie_pattern(&t, order[i], out, put_unit, w);
		buf_byte(out, ')');
		if (order[i] & BEHIND) buf_put(out, S("(?![\\p{L}\\p{N}])"));
		more = true;
	}
	arena_free(&scratch);
	return good;
}

const slice words_none = {"(?!)", 4};

slice words_pattern(arena *a, const struct words *w) {
	arena scratch = {0};
	slices words = words_of(&scratch, w);
	if (words.n == 0) {
		arena_free(&scratch);
		return words_none;
	}
	struct buf out = {0};
	slice open = w->exact ? S("(?-i:") : S("(?i:");
	buf_put(&out, open);
	if (w->plain || !put_tree(&out, words, w)) {
		buf_clear(&out);
		buf_put(&out, open);
		put_list(&out, words, w);
	}
	buf_byte(&out, ')');
	slice pattern = out.n > WORDS_MAX ? ABSENT : arena_copy(a, buf_slice(&out));
	buf_free(&out);
	arena_free(&scratch);
	return pattern;
}

/* A character takes two bytes, or one more than it has beyond ASCII, and three where three letters are one in any case (k, s);
 * a group's ?: and ) take three each, as does a bar; of what escapes stand for here, \s takes most; the classes above have a
 * bitmap of 32. */
size_t words_size(slice pattern) {
	enum { ALWAYS = 16, BRACKET = 3, CHARACTER = 2, CLASS = 16 };
	size_t size = ALWAYS;
	for (size_t i = 0; i < pattern.n; i++) {
		switch (pattern.p[i]) {
		case '(': break;
		case '?':
		case '*':
		case '+': size++; break;
		case ')':
		case '|': size += BRACKET; break;
		case '[': size += CLASS; break;
		case '\\':
			i++;
			size += CHARACTER + 1;
			break;
		case 'k':
		case 'K':
		case 's':
		case 'S': size += CHARACTER + 1; break;
		default: size += CHARACTER; break;
		}
	}
	return size;
}
